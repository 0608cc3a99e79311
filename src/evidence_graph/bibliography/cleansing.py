"""Entries as they may leave: every field that TeX would obey written anew as text, or left out, and told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.bibliography import escaping, latex, name_lists, offences, value_expressions
from evidence_graph.bibliography.entry_writer import check_head
from evidence_graph.bibliography.keywords import keywords, with_keywords
from evidence_graph.bibliography.records import address_source, field_text, page_source

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    *is_lost* tells that it is left out, *is_escaped* that signs in it are written as text; otherwise it is
    written anew as plain text.
    """

    key: str
    field: str
    reason: str
    is_lost: bool
    is_escaped: bool = False

    def __str__(self) -> str:
        if not self.field:
            return f"the entry {self.key!r} is left out: {self.reason}"

        if self.is_lost:
            outcome = "is left out"
        else:
            outcome = "is written anew as plain text"

        outcome = "is escaped" if self.is_escaped else outcome

        return f"the field {self.field!r} of the entry {self.key!r} {outcome}: {self.reason}"


def cleanse(entry: Entry, strings: Mapping[str, str] = _NO_STRINGS) -> tuple[Entry, tuple[Notice, ...]]:
    r"""*entry* with no field that TeX would obey, and what was done; *strings* are its macros.

    Raises InvalidEntry where its key or type is none.

    >>> from evidence_graph.bibliography import Entry
    >>> entry, notices = cleanse(Entry("pot2010", "misc", {"note": r"{\input{x}}", "year": "2010"}))
    >>> entry.fields["note"], entry.fields["year"]
    ('{{\\textbackslash}input{\\textbraceleft}x{\\textbraceright}}', '2010')
    >>> notices[0].reason
    'it holds \\input, which is no command of a citation.'
    """
    check_head(entry)
    fields: dict[str, str] = {}
    notices = []
    for name, value in entry.fields.items():
        safe_value, notice = _leaving(entry, name, value, strings)
        if safe_value is not None:
            fields[name] = safe_value

        if notice is not None:
            notices.append(notice)

    if notices:
        return (replace(entry, fields=fields), tuple(notices))

    return (entry, ())


def _leaving(
    entry: Entry, name: str, value: str, strings: Mapping[str, str]
) -> tuple[str | None, Notice | None]:
    """What leaves of the field *name* of *entry*, if anything, and what there is to tell of it."""
    if not value_expressions.is_sound(value):
        reason = "its value is not closed, or its pieces are not joined."
        return None, Notice(entry.key, name, reason, is_lost=True)

    written = escaping.escape(name, value)
    offence = offences.of_field(name, written, strings)
    if offence is None and written == value:
        return value, None

    if offence is None:
        signs = escaping.bare_signs(name, value)
        if signs:
            what = f"{_list_in_words(signs)} without a backslash"
        else:
            what = "markup that is no LaTeX"

        return written, Notice(entry.key, name, f"it holds {what}.", is_lost=False, is_escaped=True)

    anew = _plain_source(entry, name, strings)
    is_lost = offences.of_field(name, anew, {}) is not None or anew == "{}"
    notice = Notice(entry.key, name, f"it holds {offence}.", is_lost=is_lost)

    return None if is_lost else anew, notice


def _list_in_words(signs: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(signs[:-1]), signs[-1]]))


def _plain_source(entry: Entry, field: str, strings: Mapping[str, str]) -> str:
    """A value that prints what *field* of *entry* says in plain text."""
    value = entry.fields[field]
    if field == "keywords":
        return with_keywords("{}", keywords(value, strings))

    if field in PEOPLE:
        people = name_lists.people(value_expressions.expand(value, strings))
        list_of_names = name_lists.write(people.names, incomplete=people.is_incomplete, bodies=people.bodies)

        return f"{{{list_of_names}}}"

    if field == "file":
        return f"{{{_path(value_expressions.expand(value, strings))}}}"
    if offences.ADDRESS.fullmatch(field):
        return f"{{{address_source(''.join(value_expressions.expand(value, strings).split()))}}}"

    text = field_text(entry, field, strings)
    if field in TITLES:
        return f"{{{latex.encode_title(text)}}}"

    return f"{{{page_source(text) if field == 'pages' else latex.encode(text)}}}"


def _path(text: str) -> str:
    r"""The path of a file without a backslash, which Windows takes as well: ``C:/a.pdf`` for ``C:\a.pdf``."""
    return _BACKSLASHES.sub("/", latex.tidy(text).replace("\\:", ":")).translate(_BRACELESS)
