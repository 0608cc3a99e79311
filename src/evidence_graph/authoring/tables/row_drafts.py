"""A row as a draft: what it says as each field, or why it cannot be taken in.

In comes a row of texts and a mapping, out goes a `RowDraft` or a `Refusal`. A value that cannot be read is
left out and told where the row can do without it; a row without a claim or a stance is refused.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.cell_values import is_missing, plain
from evidence_graph.authoring.tables.mapping import WHOLE, fill, holes
from evidence_graph.authoring.tables.source_rows import Refusal
from evidence_graph.authoring.tables.targets import NO_PLACE, STUDY, reading, target_of
from evidence_graph.authoring.tables.unreadable import Unreadable
from evidence_graph.bibliography.identifiers import is_doi
from evidence_graph.invisible import show
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from evidence_graph.authoring.tables.mapping import Mapping
    from evidence_graph.authoring.tables.source_rows import RowPlace, SourceRow
    from evidence_graph.authoring.tables.targets import Target

JOINT = "; "
"""What stands between the texts of two columns that become one field."""

EVERY_ROW = "(every row)"
"""The column of what somebody said on the command line or in the mapping."""


IN_PART = re.compile(r"mix|part|both|limit", re.IGNORECASE)
"""What a label has in it whose study probably speaks for a claim in part."""


def _likely(target: Target, text: str) -> str:
    """The value of a closed set that may be meant by *text*, for a complaint to propose."""
    choices = [value.value for value in target.choices or ()]
    if target.choices is Stance:
        first, *others = choices
        if IN_PART.search(text):
            return Stance.QUALIFIES.value

        return f"{first} (or {', '.join(others)})"

    near_values = get_close_matches(text.lower(), choices, n=1, cutoff=0.4)

    return near_values[0] if near_values else "…"


def _fold(text: str) -> str:
    """*text* as a word of a list is compared; 1.0 is how programs write a 1 where a column has gaps."""
    return WHOLE.sub(r"\1", plain(text).casefold())


def _argument(text: str) -> str:
    """*text* as a shell takes it for one word."""
    return shlex.quote(text)


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What one row says: its values by the name of the field, and what of the work could not be read."""

    place: RowPlace
    values: dict[str, Any]
    unread: tuple[Unreadable, ...] = ()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - the value of any field
        return self.values.get(name)


@dataclass(slots=True)
class DraftMaker:
    """Makes drafts of the rows of one table, and counts what it cleaned and left out on the way."""

    mapping: Mapping
    file: str
    cleaned: set[str] = field(default_factory=set)
    skipped: int = 0
    left_out: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _unread: list[Unreadable] = field(default_factory=list)
    _targets: dict[str, Target] = field(default_factory=dict)
    _readings: dict[tuple[str, str, str], object] = field(default_factory=dict)

    def draft(self, row: SourceRow) -> RowDraft | Refusal | None:
        """The draft of *row*, a refusal, or nothing for a row that the table itself does not count."""
        if self._is_skipped(row):
            self.skipped += 1
            return None

        values: dict[str, Any] = {}
        self._unread.clear()
        for column, name in self.mapping.columns.items():
            if name == NO_PLACE:
                continue

            refusal = self._put(values, name, column, row.cells.get(column, ""), row)
            if refusal:
                return refusal

        refusal = self._templates(values, row) or self._defaults(values, row)
        if refusal:
            return refusal

        self._kept_columns(values, row)
        if "claim_id" in values and "claim" not in values:
            values["claim"] = f"{values['claim_id'].replace('-', ' ').capitalize()}."
            values["claim_note"] = "These are the words of its id alone; the statement was not in the file."

        return self._lacking(values, row) or RowDraft(row.place, values, tuple(self._unread))

    def _is_skipped(self, row: SourceRow) -> bool:
        for column, unwanted in self.mapping.skips.items():
            if column in row.cells and _fold(row.cells[column]) in set(map(_fold, unwanted)):
                return True

        for column, words_to_take in self.mapping.only.items():
            if _fold(row.cells.get(column, "")) not in set(map(_fold, words_to_take)):
                return True

        return False

    def _put(
        self, values: dict[str, Any], name: str, column: str, text: str, row: SourceRow
    ) -> Refusal | None:
        """Read *text* as the field *name* into *values*; the refusal of the row where that must not fail."""
        text = show(text)  # without what nobody sees, which tables bring along from web pages
        if is_missing(text) and plain(text) not in self.mapping.values.get(column, {}):
            return None

        target = self._target(name)
        try:
            value = self._read(target, column, text)
        except Unreadable as error:
            cure = error.cure or f"--value {_argument(f'{column}:{plain(text)}')}={_likely(target, text)}"
            if target.vital:
                reason = f"{column} {error.reason}"
                return self._refusal(row, column, text, reason, cure)

            self.left_out[column, error.reason, cure] += 1
            if target.becomes == STUDY:
                self._unread.append(Unreadable(f"{column} {error.reason}", cure))

            return None

        if value is None:  # it says that there is nothing
            return None

        if name == "doi" and not is_doi(text.strip()):
            self.cleaned.add(str(value))

        self._join(values, target, value)

        return None

    def _read(self, target: Target, column: str, text: str) -> object:
        """What *text* of *column* says as *target*; words of a closed set are looked up once."""
        if target.choices is None:
            return reading(target, text)

        key = target.name, column, text
        if key not in self._readings:
            self._readings[key] = self.mapping.reading(target, column, text)

        return self._readings[key]

    def _join(self, values: dict[str, Any], target: Target, value: object) -> None:
        """Put *value* beside what another column said of the same field, or leave the first."""
        old = values.get(target.name)
        if old is None:
            values[target.name] = value
        elif (
            target.joined
            and isinstance(old, str)
            and isinstance(value, str)
            and value not in old.split(JOINT)
        ):
            values[target.name] = f"{old}{JOINT}{value}"

    def _templates(self, values: dict[str, Any], row: SourceRow) -> Refusal | None:
        """Fill the templates; of several the first whose columns are all there."""
        for name, templates in self.mapping.templates.items():
            gaps: list[str] = []
            for template in templates:
                gaps = [column for column in holes(template) if is_missing(row.cells.get(column, ""))]
                if not gaps:
                    values.pop(name, None)
                    self._put(values, name, name, fill(template, row.cells), row)
                    break

            if gaps and self._target(name).vital:
                reason = f"{gaps[0]} is empty, and the {name} needs it"
                return self._refusal(row, gaps[0], "", reason, "fill it in and import again")

        return None

    def _defaults(self, values: dict[str, Any], row: SourceRow) -> Refusal | None:
        for name, text in self.mapping.defaults.items():
            if name not in values:
                refusal = self._put(values, name, EVERY_ROW, text, row)
                if refusal:
                    return refusal

        return None

    def _kept_columns(self, values: dict[str, Any], row: SourceRow) -> None:
        """Put the columns that somebody wants kept into the note."""
        for column in self.mapping.keeps:
            text = plain(row.cells.get(column, ""))
            if text:
                self._join(values, self._target("note"), f"{column}: {text}")

    def _lacking(self, values: dict[str, Any], row: SourceRow) -> Refusal | None:
        """The refusal of a row that says nothing where something must stand."""
        if self.mapping.studies_only:
            return None

        for name in ("claim", "stance"):
            if name in values or name not in self.mapping.targets:
                continue
            if name == "stance" and self.mapping.claims_alone:
                continue

            column = self._column_of(name)
            cure = "fill it in and import again"
            if name == "stance":
                cure += f", or --default {name}=…"

            return self._refusal(row, column, "", f"{column} is empty", cure)

        return None

    def _column_of(self, name: str) -> str:
        """The column that becomes the field *name*."""
        return next((column for column, target in self.mapping.columns.items() if target == name), name)

    def _refusal(self, row: SourceRow, column: str, value: str, reason: str, cure: str) -> Refusal:
        return Refusal(self.file, row.place, column, value, reason, cure, row.cells)

    def _target(self, name: str) -> Target:
        if name not in self._targets:
            target = target_of(name)
            assert target is not None  # noqa: S101 - the mapping was checked when it was made
            self._targets[name] = target

        return self._targets[name]
