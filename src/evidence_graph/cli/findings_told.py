"""What an update found, for people and for programs: who was asked, what is suggested, what moves."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from evidence_graph.cli import printing
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
    from evidence_graph.authoring.fields import in_words

    changes = [
        FieldRow(each.field, *(in_words(end) if end else None for end in (each.before, each.after)))
        for each in suggestion.differences
    ]
    return SuggestionRow(
        suggestion.kind.value,
        suggestion.key,
        suggestion.message,
        suggestion.source,
        suggestion.day,
        tuple(changes),
        suggestion.needs_a_look,
    )


def _candidate_row(new: Candidate) -> CandidateRow:
    candidate = new.citation
    return CandidateRow(
        candidate.title,
        candidate.authors,
        candidate.year,
        candidate.container,
        candidate.doi,
        candidate.pmid,
        candidate.url,
        new.why,
        new.source,
    )


def _rows(sheet: UpdateSheet) -> Iterator[Sequence[object]]:
    """A row a field that changes, and one for what changes none."""
    for row in sheet.suggestions:
        said = (row.kind, row.citation, row.message, row.source, row.day)
        for change in row.changes or (FieldRow("", None, None),):
            yield (*said, change.field, change.before, change.after)


def _table(sheet: UpdateSheet) -> Iterator[RenderableType]:
    from evidence_graph.cli import answer_tables

    for asked in sheet.asked:
        day = f" as of {asked.day}" if asked.day else ""
        numbers = f"{asked.answered:,} of {asked.citations:,} works"
        yield answer_tables.plain(f"{asked.source}{day} has {asked.has} {numbers}")
    by_kind: dict[str, list[SuggestionRow]] = {}
    for row in sheet.suggestions:
        by_kind.setdefault(row.kind, []).append(row)

    for kind, rows in by_kind.items():
        yield answer_tables.plain(f"{kind} ({len(rows):,})", style="bold")
        yield from _of_kind(kind, rows)
    if not sheet.suggestions:
        yield answer_tables.plain("Nothing to change.")
    if sheet.candidates:
        yield answer_tables.plain(f"new works to judge ({len(sheet.candidates):,})", style="bold")
        yield from map(_candidate, sheet.candidates)
    for move in sheet.moves:
        yield answer_tables.plain(f"verdict of {move}")
    for sentence in sheet.not_reached:
        yield answer_tables.plain(f"not asked to the end: {sentence}")
    for sentence in sheet.not_asked:
        yield answer_tables.plain(f"not asked: {sentence}")


def _of_kind(kind: str, rows: Sequence[SuggestionRow]) -> Iterator[RenderableType]:
    """Each of *rows*; of works of which nothing bad is known the first keys alone."""
    from evidence_graph.cli import answer_tables
    from evidence_graph.living.suggestions import SuggestionKind

    if kind == SuggestionKind.CLEAR.value:
        shown = ", ".join(row.citation for row in rows[:SHOWN])
        more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
        sources = "; ".join(dict.fromkeys(row.source for row in rows))
        yield answer_tables.indent(answer_tables.plain(f"{shown}{more}: {sources}"), 2)
        return
    for row in rows:
        yield answer_tables.indent(answer_tables.plain(f"{row.citation}: {row.message}"), 2)
        for change in row.changes:
            said = f"{change.field}: {change.before or 'not recorded'} → {change.after or 'not recorded'}"
            yield answer_tables.indent(answer_tables.plain(said), 4)


def _candidate(row: CandidateRow) -> RenderableType:
    """A new work with why it is on the list."""
    from evidence_graph.cli import answer_tables

    authors = (
        f"{row.authors[0].split(',')[0]}{' et al.' if len(row.authors) > 1 else ''}" if row.authors else ""
    )
    number = f"doi:{row.doi}" if row.doi else f"PMID {row.pmid}" if row.pmid else row.url or ""
    said = [f"{authors} {row.year or 'n.d.'}".strip(), row.title or "no title", row.container or "", number]
    return answer_tables.indent(
        answer_tables.plain(f"{'. '.join(filter(None, said))} ({'; '.join(row.why)})"), 2
    )


LISTS = (".ris", ".csv")
"""The endings of a list of new works."""


def write_candidates(findings: Findings, file: Path) -> None:
    """Write the new works to *file*, whose ending says in which form."""
    from evidence_graph.exports import candidate_lists

    write = candidate_lists.to_ris if file.suffix.lower() == ".ris" else candidate_lists.to_csv
    candidates = {new.citation: f"{'; '.join(new.why)} ({new.source})" for new in findings.candidates}
    printing.deliver(write(candidates), file)
