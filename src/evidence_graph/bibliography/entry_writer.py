"""BibTeX that bibtex and biber both take: one field a line, UTF-8 letters, nothing that runs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.bibliography import value_expressions
from evidence_graph.bibliography.bib_reader import parse
from evidence_graph.bibliography.blocks import Bibliography, Block, Entry, InvalidEntry
from evidence_graph.bibliography.file_contents import KEY
from evidence_graph.bibliography.keywords import with_keywords
from evidence_graph.bibliography.latex import encode
from evidence_graph.bibliography.records import from_citation
from evidence_graph.bibliography.revision import revise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Citation

_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_REFERENCES = frozenset({"crossref", "xref"})
"""The fields whose value is the key of another entry."""

_NOT_ENTRIES = frozenset({"comment", "preamble", "string"})


def write(bibliography: Bibliography) -> str:
    """The text of *bibliography*; what was read and not changed is as it was, byte for byte."""
    return "".join(block.raw for block in bibliography.blocks)


def format_entry(
    citation: Entry | Citation, *, keywords: Iterable[str] = (), annote: str | None = None
) -> str:
    """The BibTeX of *work*, with *keywords* added to its own and *annote* as its note.

    The values of an Entry are BibTeX already and stay as they are; keywords and annote are plain
    text. Raises InvalidEntry for a key, type or value that would break the file.

    >>> print(format_entry(Entry("pot2010", "misc", {"title": "{Kettles}", "year": "2010"})), end="")
    @misc{pot2010,
      title = {Kettles},
      year  = 2010,
    }
    """
    if isinstance(citation, Entry):
        entry = citation
    else:
        entry = from_citation(citation)

    fields = dict(entry.fields)
    keyword_list = with_keywords(fields.get("keywords", ""), keywords)
    if keyword_list:
        fields["keywords"] = keyword_list

    if annote is not None:
        fields["annote"] = f"{{{encode(annote)}}}"

    check_head(entry)
    _check_fields(entry.key, fields)
    width = max(map(len, fields), default=0)
    lines = [f"  {name:<{width}} = {value},\n" for name, value in fields.items()]

    return "".join([f"@{entry.type}{{{entry.key},\n", *lines, "}\n"])


def put(bibliography: Bibliography, *entries: Entry) -> Bibliography:
    """*bibliography* with *entries* in the place of those with their keys, or at its end.

    Of an entry that is there only the fields that changed are another. Raises InvalidEntry for one that would
    break the file.
    """
    newline = _line_end(bibliography)
    coming = {entry.key: entry for entry in entries}
    texts = {entry.key: format_entry(entry).replace("\n", newline) for entry in entries}
    parts: list[str] = []
    for block in bibliography.blocks:
        entry = coming.get(block.entry.key) if block.entry else None
        if block.entry is None or entry is None:
            parts.append(block.raw)
        else:
            entry_text = texts.pop(entry.key).rstrip()
            parts.append(revise(block.raw, block.entry, entry) or entry_text)

    for text in texts.values():
        parts += [_gap("".join(parts[-2:]), newline), text]

    return parse("".join(parts), name=bibliography.name)


def rename(bibliography: Bibliography, key: str, new: str) -> Bibliography:
    """*bibliography* with the entry *key* under the key *new*, and so wherever another entry refers to it.

    Raises InvalidEntry where *new* is no key.
    """
    check_head(Entry(new))
    parts = [_rename(block, key, new) for block in bibliography.blocks]

    return parse("".join(parts), name=bibliography.name)


def _rename(block: Block, key: str, new: str) -> str:
    """The source of *block* in which the entry *key* is called *new*."""
    entry = block.entry
    if entry is None:
        return block.raw

    fields = {name: _referring(name, value, key, new) for name, value in entry.fields.items()}
    wanted = replace(entry, key=new if entry.key == key else entry.key, fields=fields)
    if wanted == entry:
        return block.raw

    return revise(block.raw, entry, wanted) or format_entry(wanted).rstrip()


def _referring(name: str, value: str, key: str, new: str) -> str:
    """The *value* of a field that refers to the entry *key* under its *new* key."""
    inner = value[1:-1]
    if name in _REFERENCES and inner.strip() == key:
        return f"{value[0]}{new}{value[-1]}"

    return value


def tidy(bibliography: Bibliography) -> Bibliography:
    """*bibliography* with every entry laid out alike: one field a line, its values as they are."""
    newline = _line_end(bibliography)
    parts = [
        format_entry(block.entry).replace("\n", newline).rstrip() if block.entry else block.raw
        for block in bibliography.blocks
    ]

    return parse("".join(parts), name=bibliography.name)


def _line_end(bibliography: Bibliography) -> str:
    if any("\r\n" in block.raw for block in bibliography.blocks):
        return "\r\n"

    return "\n"


def remove(bibliography: Bibliography, *keys: str) -> Bibliography:
    """*bibliography* without the entries of *keys*; the text round them stays."""
    parts: list[str] = []
    removed = False
    for block in bibliography.blocks:
        gone = block.entry is not None and block.entry.key in keys
        if not gone:
            parts.append(block.raw.lstrip() if removed and block.raw.isspace() else block.raw)

        removed = gone

    return parse("".join(parts), name=bibliography.name)


def _gap(before: str, newline: str) -> str:
    """The line ends that put one blank line after *before*."""
    if not before:
        return ""

    ends = next((count for count in (2, 1) if before.endswith(newline * count)), 0)

    return newline * (2 - ends)


def check_head(entry: Entry) -> None:
    """Refuse an *entry* whose key or type would break a file. Raises InvalidEntry."""
    if KEY.fullmatch(entry.key) is None:
        allowed = "letters, digits and - . : _ / + * ! ? ; |"
        raise InvalidEntry(entry.key, f"a key is made of {allowed}, and this one is not.")

    if _TYPE.fullmatch(entry.type) is None or entry.type.lower() in _NOT_ENTRIES:
        raise InvalidEntry(entry.key, f"{entry.type!r} is no type of an entry, such as article or book.")


def _check_fields(key: str, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        if not value_expressions.is_name(name):
            raise InvalidEntry(key, f"{name!r} is no name of a field.")
        if not value_expressions.is_sound(value):
            raise InvalidEntry(key, f"the value of {name} is not closed or not joined: {value[:60]!r}.")
