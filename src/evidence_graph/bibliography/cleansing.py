"""Entries as they may leave: every field that TeX would obey written anew as text, or left out, and told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import latex, names, offences, values
from evidence_graph.bibliography.keywords import keywords, with_keywords
from evidence_graph.bibliography.records import address_source, field_text, page_source
from evidence_graph.bibliography.writer import check_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.bibliography.blocks import Entry

PEOPLE = frozenset(
    [
        "author",
        "editor",
        "editora",
        "editorb",
        "editorc",
        "translator",
        "bookauthor",
        "afterword",
        "annotator",
        "commentator",
        "foreword",
        "introduction",
        "holder",
        "shortauthor",
        "shorteditor",
        "namea",
        "nameb",
        "namec",
        "director",
    ]
)
"""The fields that list names, in BibTeX and in biblatex."""

TITLES = frozenset({"title", "subtitle", "booktitle", "booksubtitle", "maintitle", "shorttitle"})
"""The fields in which a style may change capitals."""

_BACKSLASHES = re.compile(r"\\+")
_BRACELESS = str.maketrans("", "", "{}")
_NO_STRINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Notice:
    """What of an entry does not leave as it stands: a field, or the whole entry if *field* is empty.

    *is_lost* tells that it is left out; otherwise it is written anew as plain text.
    """

    key: str
    field: str
    reason: str
    is_lost: bool

    def __str__(self) -> str:
        if not self.field:
            return f"the entry {self.key!r} is left out: {self.reason}"
        outcome = "is left out" if self.is_lost else "is written anew as plain text"
        return f"the field {self.field!r} of the entry {self.key!r} {outcome}: {self.reason}"


def cleansed(entry: Entry, strings: Mapping[str, str] = _NO_STRINGS) -> tuple[Entry, tuple[Notice, ...]]:
    r"""*entry* with no field that TeX would obey, and what was done; *strings* are its macros.

    Raises InvalidEntry where its key or type is none.

    >>> from evidence_graph.bibliography import Entry
    >>> entry, notices = cleansed(Entry("pot2010", "misc", {"note": r"{\input{x}}", "year": "2010"}))
    >>> entry.fields["note"], entry.fields["year"]
    ('{{\\textbackslash}input{\\textbraceleft}x{\\textbraceright}}', '2010')
    >>> notices[0].reason
    'it holds \\input, which is no command of a citation.'
    """
    check_head(entry)
    notices = tuple(_notices(entry, strings))
    if not notices:
        return entry, ()
    fields = dict(entry.fields)
    for notice in notices:
        if notice.is_lost:
            del fields[notice.field]
        else:
            fields[notice.field] = _plain_source(entry, notice.field, strings)
    return replace(entry, fields=fields), notices


def _notices(entry: Entry, strings: Mapping[str, str]) -> Iterator[Notice]:
    for name, value in entry.fields.items():
        if not values.is_sound(value):
            yield Notice(
                entry.key, name, "its value is not closed, or its pieces are not joined.", is_lost=True
            )
        elif offence := offences.of_field(name, value, strings):
            anew = _plain_source(entry, name, strings)
            is_lost = offences.of_field(name, anew, {}) is not None or anew == "{}"
            yield Notice(entry.key, name, f"it holds {offence}.", is_lost=is_lost)


def _plain_source(entry: Entry, field: str, strings: Mapping[str, str]) -> str:
    """A value that prints what *field* of *entry* says in plain text."""
    value = entry.fields[field]
    if field == "keywords":
        return with_keywords("{}", keywords(value, strings))
    if field in PEOPLE:
        listed, incomplete = names.read(values.expand(value, strings))
        return f"{{{names.written(listed, incomplete=incomplete)}}}"
    if field == "file":
        return f"{{{_path(values.expand(value, strings))}}}"
    if offences.ADDRESS.fullmatch(field):
        return f"{{{address_source(''.join(values.expand(value, strings).split()))}}}"
    text = field_text(entry, field, strings)
    if field in TITLES:
        return f"{{{latex.encode_title(text)}}}"
    return f"{{{page_source(text) if field == 'pages' else latex.encode(text)}}}"


def _path(text: str) -> str:
    r"""The path of a file without a backslash, which Windows takes as well: ``C:/a.pdf`` for ``C:\a.pdf``."""
    return _BACKSLASHES.sub("/", latex.tidy(text).replace("\\:", ":")).translate(_BRACELESS)
