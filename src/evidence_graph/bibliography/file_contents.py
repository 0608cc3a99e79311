"""What the blocks of one file say together: entries by key, macros by name, and the problems."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography import value_expressions
from evidence_graph.bibliography.blocks import Entry
from evidence_graph.limits import LITERAL
from evidence_graph.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MACRO_LIMIT = 10_000
"""The longest text that macros may be joined to: thirty that double each other make a gigabyte."""

JOINED_LIMIT = 1_000_000
"""The longest text that all joined macros of a file may have together."""

KEY = re.compile(r"[\w.:;/+*!?|-]+")
"""The keys that BibTeX, biber and LaTeX all take."""

_NEXT_FIELD = re.compile(rf"({value_expressions.NAME})\s*=\s*")
_UNREADABLE = ("cannot be read", "Write its value in braces, each of them opened and closed.")
_EMPTY = ("has no value", "Write a value in braces, or remove the field.")


class Field(NamedTuple):
    """A field of an entry and the line it stands on."""

    name: str
    value: str
    line: int


class EntryPlace(NamedTuple):
    """Where something stands."""

    file: str
    line: int


class Contents:
    """The entries and macros of a *file* as its blocks come in, and what is wrong with them.

    Of several files that make one bibliography, those that come later know what the earlier ones hold.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.strings: dict[str, str] = {}
        self._places: dict[str, EntryPlace] = {}
        self._string_places: dict[str, EntryPlace] = {}
        self._known = set(value_expressions.MONTHS)
        self._joined = 0

    def take_entry(
        self, key: str, entry_type: str, fields: Iterable[tuple[str, str, int]], *, line: int
    ) -> Entry | None:
        """The entry of one block, or None when no entry can be had from it."""
        if not key or not entry_type:
            what = "no key" if not key else "no type"
            cure = "Write it as @article{key, ...}."
            self._report("broken-entry", line, f"An entry has {what} and is not read.", cure, key)

            return None

        if key in self._places:
            message = (
                f"A second entry has the key of the one {self._where(self._places[key])} and is not read."
            )
            self._report("duplicate-key", line, message, "Give it a key of its own, or remove one.", key)

            return None

        self._places[key] = EntryPlace(self.file, line)
        if KEY.fullmatch(key) is None:
            message = "The key holds characters that BibTeX or LaTeX cannot take."
            self._report("invalid-key", line, message, "Use letters, digits and - . : _ / + only.", key)

        return Entry(key, entry_type, self._checked(fields, key), line)

    def take_string(self, name: str, value: str, *, line: int) -> None:
        """Take in a macro; as in BibTeX, it may use those before it, and the last of a name counts."""
        name = name.lower()
        if not value_expressions.is_name(name) or not value_expressions.is_sound(value):
            cure = 'Write it as @string{name = "text"}.'
            self._report("broken-string", line, "This @string cannot be read.", cure, name)
            return

        if name in self._string_places:
            message = f"A second @string has the name of the one {self._where(self._string_places[name])}."
            self._report("duplicate-string", line, message, "Give it a name of its own, or remove one.", name)

        self._check_macros(value, line, name)
        text = self._joined_text(value)
        if text is None:
            cure = "Write the text out, and shorter."
            self._report("long-string", line, "This @string grows too long and is not read.", cure, name)
            return

        self._string_places[name] = EntryPlace(self.file, line)
        self._known.add(name)
        self.strings[name] = text

    def _where(self, place: EntryPlace) -> str:
        """The words for a *place*, with its file where that is another."""
        if place.file != self.file:
            elsewhere = f" of {PurePath(place.file).name}"
        else:
            elsewhere = ""

        return f"on line {place.line}{elsewhere}"

    def _joined_text(self, value: str) -> str | None:
        text = value_expressions.expand(value, self.strings)
        grown = len(text) - len(value)
        self._joined += max(grown, 0)
        fits = grown <= 0 or (len(text) <= MACRO_LIMIT and self._joined <= JOINED_LIMIT)

        return text if fits else None

    def _checked(self, fields: Iterable[tuple[str, str, int]], key: str) -> dict[str, str]:
        """The fields by name; of one that stands twice the first, as BibTeX takes it."""
        fields_by_name: dict[str, str] = {}
        for name, value, line in fields:
            if len(value) > LITERAL:
                self._report_long(Field(name, value, line), key)
                continue

            if (value_expressions.is_plain(value) or value in self._known) and value_expressions.is_name(
                name
            ):
                if name in fields_by_name:
                    self._report_twice(Field(name, value, line), key)
                else:
                    fields_by_name[name] = value

                continue

            for field in self._separated(Field(name, value, line), key):
                if field.name in fields_by_name:
                    self._report_twice(field, key)
                else:
                    self._check_field(field, key)
                    fields_by_name[field.name] = field.value

        return fields_by_name

    def _report_long(self, field: Field, key: str) -> None:
        message = (
            f"The field {field.name} has {len(field.value):,} characters, more than the limit of "
            f"{LITERAL:,}, and is not read."
        )
        self._report("long-value", field.line, message, "Shorten it, or keep it in a file of its own.", key)

    def _report_twice(self, field: Field, key: str) -> None:
        message = f"The field {field.name} stands twice in the entry; the first counts."
        self._report("duplicate-field", field.line, message, "Remove one.", key)

    def _separated(self, field: Field, key: str) -> Iterator[Field]:
        """The fields that *field* is; more than one when a comma between them is missing."""
        name, value, line = field
        at = 0
        while True:
            stop = value_expressions.scan(value, at)[1]
            if stop > at:
                following = _NEXT_FIELD.match(value, stop)
            else:
                following = None

            if following is None:
                yield Field(name, value[at:], line)
                return

            yield Field(name, value[at:stop].rstrip(), line)
            line += value.count("\n", at, stop)
            message = f"A comma is missing between the fields {name} and {following[1]}."
            self._report("missing-comma", line, message, f"Put a comma after {name}.", key)
            name, at = following[1].lower(), following.end()

    def _check_field(self, field: Field, key: str) -> None:
        if not value_expressions.is_name(field.name):
            short_name = " ".join(field.name.split())[:40]
            message = f"{short_name!r} is no name of a field."
            cure = "Write name = {value}; comments go between entries."
            self._report("broken-field", field.line, message, cure, key)
        elif not value_expressions.is_sound(field.value):
            what, cure = _UNREADABLE if field.value else _EMPTY
            self._report("broken-value", field.line, f"The field {field.name} {what}.", cure, key)
        else:
            self._check_macros(field.value, field.line, key)

    def _check_macros(self, value: str, line: int, subject: str) -> None:
        for macro in dict.fromkeys(value_expressions.macros(value)):
            if macro not in self.strings and macro not in value_expressions.MONTHS:
                cure = f'Define it before, as @string{{{macro} = "..."}}, or put the text in braces.'
                self._report("undefined-string", line, f"Nothing defines the macro {macro}.", cure, subject)

    def _report(self, code: str, line: int, message: str, cure: str, subject: str) -> None:
        self.problems.append(Problem(self.file, line, code, message, cure, subject))
