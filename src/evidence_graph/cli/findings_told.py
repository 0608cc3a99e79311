"""What an update found, for people and for programs: who was asked, what is suggested, what moves."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from evidence_graph.cli import printing
from evidence_graph.cli.answer_tables import indent, plain
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.sheets.update_sheet import AskedRow, CandidateRow, FieldRow, SuggestionRow, UpdateSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.authoring import Book
    from evidence_graph.living.findings import Candidate, Findings
    from evidence_graph.living.suggestions import Suggestion

COLUMNS = ("kind", "citation", "message", "source", "day", "field", "before", "after")
NOTHING = "not recorded"
SHOWN = 12
"""So many works are named of those of which nothing bad is known; JSON and CSV name all."""


def moves_of(book: Book) -> tuple[str, ...]:
    """The verdicts that move by what *book* says now."""
    from evidence_graph.authoring.moves import moves

    if not book.stock.has_changes():
        return ()

    return tuple(f"{move.claim}: {move}" for move in moves(book.stock, book.stock.now()))


def give(
    findings: Findings, moves: tuple[str, ...], form: str, output: Path | None, *, written: bool
) -> None:
    """Print *findings* in the *form* asked for, or write them to *output*."""
    sheet = _sheet(findings, moves, written=written)
    answer = AnswerForms(
        table=lambda: _table(sheet), record=sheet.to_json, columns=COLUMNS, rows=lambda: _rows(sheet)
    )
    printing.give(answer, form, output)


def _sheet(findings: Findings, moves: tuple[str, ...], *, written: bool) -> UpdateSheet:
    from evidence_graph.living.suggestions import SuggestionKind

    order = list(SuggestionKind)
    suggestions = sorted(findings.suggestions, key=lambda suggestion: order.index(suggestion.kind))

    return UpdateSheet(
        tuple(AskedRow(*astuple(each)) for each in findings.asked),
        tuple(map(_suggestion_row, suggestions)),
        moves,
        tuple(map(_candidate_row, findings.candidates)),
        findings.not_reached,
        findings.not_asked,
        written,
    )


def _suggestion_row(suggestion: Suggestion) -> SuggestionRow:
    changes = []
    for difference in suggestion.differences:
        before, after = _words(difference.before), _words(difference.after)
        changes.append(FieldRow(difference.field, before, after))

    return SuggestionRow(
        suggestion.kind.value,
        suggestion.key,
        suggestion.message,
        suggestion.source,
        suggestion.day,
        tuple(changes),
        suggestion.needs_a_look,
    )


def _words(value: object) -> str | None:
    """What a field holds, in words; None where it holds nothing."""
    from evidence_graph.authoring.fields import in_words

    return in_words(value) if value else None


def _candidate_row(candidate: Candidate) -> CandidateRow:
    citation = candidate.citation
    return CandidateRow(
        citation.label,
        citation.title,
        citation.authors,
        citation.year,
        citation.container,
        citation.doi,
        citation.pmid,
        citation.url,
        candidate.why,
        candidate.source,
    )


def _rows(sheet: UpdateSheet) -> Iterator[Sequence[object]]:
    """A row a field that changes, and one for what changes none."""
    nothing = (FieldRow("", None, None),)
    for row in sheet.suggestions:
        cells = (row.kind, row.citation, row.message, row.source, row.day)
        for change in row.changes or nothing:
            yield (*cells, change.field, change.before, change.after)


def _table(sheet: UpdateSheet) -> Iterator[RenderableType]:
    """Who was asked, what is suggested by its kind, new works, what moves, and what could not be asked."""
    for asked in sheet.asked:
        day = f" as of {asked.day}" if asked.day else ""
        yield plain(f"{asked.source}{day} has {asked.has} {asked.answered:,} of {asked.citations:,} works")

    yield from _suggestion_lines(sheet.suggestions)
    if sheet.candidates:
        yield plain(f"new works to judge ({len(sheet.candidates):,})", style="bold")
        yield from map(_candidate_line, sheet.candidates)

    for move in sheet.moves:
        yield plain(f"verdict of {move}")

    for sentence in sheet.not_reached:
        yield plain(f"not asked to the end: {sentence}")

    for sentence in sheet.not_asked:
        yield plain(f"not asked: {sentence}")


def _suggestion_lines(suggestions: Sequence[SuggestionRow]) -> Iterator[RenderableType]:
    """The suggestions under a heading a kind."""
    if not suggestions:
        yield plain("Nothing to change.")

    by_kind: dict[str, list[SuggestionRow]] = {}
    for row in suggestions:
        by_kind.setdefault(row.kind, []).append(row)

    for kind, rows in by_kind.items():
        yield plain(f"{kind} ({len(rows):,})", style="bold")
        yield from _of_kind(kind, rows)


def _of_kind(kind: str, rows: Sequence[SuggestionRow]) -> Iterator[RenderableType]:
    """Each of *rows*; of works of which nothing bad is known the first keys alone."""
    from evidence_graph.living.suggestions import SuggestionKind

    if kind == SuggestionKind.CLEAR.value:
        keys = ", ".join(row.citation for row in rows[:SHOWN])
        if len(rows) > SHOWN:
            more = f" and {len(rows) - SHOWN:,} more"
        else:
            more = ""

        sources = "; ".join(dict.fromkeys(row.source for row in rows))
        yield indent(plain(f"{keys}{more}: {sources}"), 2)
        return

    for row in rows:
        yield indent(plain(f"{row.citation}: {row.message}"), 2)
        for change in row.changes:
            before, after = change.before or NOTHING, change.after or NOTHING
            yield indent(plain(f"{change.field}: {before} → {after}"), 4)


def _candidate_line(row: CandidateRow) -> RenderableType:
    """A new work with why it is on the list."""
    numbers = {"doi:": row.doi, "PMID ": row.pmid, "": row.url}
    number = next((f"{name}{number}" for name, number in numbers.items() if number), "")
    parts = filter(None, (row.label, row.title, row.container, number))

    return indent(plain(f"{'. '.join(parts)} ({'; '.join(row.why)})"), 2)


LISTS = (".ris", ".csv")
"""The endings of a list of new works."""


def write_candidates(findings: Findings, file: Path) -> None:
    """Write the new works to *file*, whose ending says in which form."""
    from evidence_graph.exports import candidate_lists

    if file.suffix.lower() == ".ris":
        write = candidate_lists.to_ris
    else:
        write = candidate_lists.to_csv

    notes = {}
    for candidate in findings.candidates:
        notes[candidate.citation] = f"{'; '.join(candidate.why)} ({candidate.source})"

    printing.deliver(write(notes), file)
