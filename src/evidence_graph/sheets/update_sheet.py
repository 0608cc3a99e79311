"""What `update` answers: who was asked, what is suggested for which work, which new works there are to judge.

In come what lists and services said; out goes an `UpdateSheet`, which terminal and JSON lay out.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence_graph.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class AskedRow(Sheet):
    """A list or a service that was asked."""

    source: str
    """What people call it."""
    day: str | None
    """The day as of which it answered; null where it did not say."""
    citations: int
    """About how many works it was asked."""
    answered: int
    """About how many of them it has something."""
    has: str
    """What it has: a notice about them, or a record of them."""


@dataclass(frozen=True, slots=True)
class FieldRow(Sheet):
    """A field that would be, or was, changed."""

    field: str
    """The field."""
    before: str | None
    """What it held."""
    after: str | None
    """What it is to hold."""


@dataclass(frozen=True, slots=True)
class SuggestionRow(Sheet):
    """What is suggested for one work."""

    kind: str
    """What it is about."""
    citation: str
    """The key of the work."""
    message: str
    """What was found."""
    source: str
    """Who says so."""
    day: str | None
    """The day of the notice, or the day as of which it was said."""
    changes: tuple[FieldRow, ...]
    """The fields that change; empty where a person has to look."""
    needs_a_look: bool
    """Whether nothing can be written, and a person has to look."""


@dataclass(frozen=True, slots=True)
class CandidateRow(Sheet):
    """A work that is not in the data, for somebody to judge."""

    label: str
    """Author and year, as they stand in a text."""
    title: str | None
    """Its title."""
    authors: tuple[str, ...]
    """Its authors."""
    year: int | None
    """The year."""
    container: str | None
    """The journal, book or institution."""
    doi: str | None
    """The DOI."""
    pmid: str | None
    """The number in PubMed."""
    url: str | None
    """Where it can be read."""
    why: tuple[str, ...]
    """Which works it cites, or by which recorded search it was found."""
    source: str
    """Who told of it."""


@dataclass(frozen=True, slots=True)
class UpdateSheet(Sheet):
    """What an update found, and whether it was written."""

    asked: tuple[AskedRow, ...]
    """The lists and services that were asked."""
    suggestions: tuple[SuggestionRow, ...]
    """What is suggested, the gravest first."""
    moves: tuple[str, ...]
    """The verdicts that move by it."""
    candidates: tuple[CandidateRow, ...]
    """New works to judge; nothing of them is written."""
    not_reached: tuple[str, ...]
    """What a service did not answer to the end, and why: the next run goes on there."""
    not_asked: tuple[str, ...]
    """What cannot be asked from here, and why."""
    written: bool
    """Whether the changes were written."""
