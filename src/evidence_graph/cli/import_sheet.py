"""How an import tells what came of it: a report whose numbers add up, and how columns were understood."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables import ImportedTable
from evidence_graph.cli import import_columns
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.model import Weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from evidence_graph.authoring.importing import Importable
    from evidence_graph.authoring.tables import ImportReport
    from evidence_graph.authoring.tables.report import RepeatedRow

WIDTH = 80
LABEL = 10
"""Letters of the word at the start of each line of a report."""

SHOWN_ROWS = 12
"""So many refused rows are told one by one; --refused writes all of them to a file."""

SHOWN_PAIRS = 6
WEIGHINGS = {Weighing.COUNTS: " (one study, one vote): no column names a design", Weighing.GRADE: ""}
"""What a report says of a weighing behind its name."""

SHOWN_COLUMNS = 8


def result(reports: Sequence[ImportReport]) -> AnswerForms:
    """What came of an import."""
    return AnswerForms(
        lambda: _texts(_report(report) for report in reports),
        lambda: [report.to_json() for report in reports],
    )


def preview(tables: Sequence[Importable], reports: Sequence[ImportReport]) -> AnswerForms:
    """How the columns of *tables* were understood, and what would come of an import."""
    pairs = list(zip(tables, reports, strict=True))

    return AnswerForms(
        lambda: _preview(pairs),
        lambda: [_preview_record(table, report) for table, report in pairs],
    )


def _preview_record(table: Importable, report: ImportReport) -> dict[str, Any]:
    if isinstance(table, ImportedTable):
        columns = table.columns
    else:
        columns = ()

    return report.to_json() | {"columns": [asdict(use) for use in columns]}


def _preview(pairs: Iterable[tuple[Importable, ImportReport]]) -> Iterator[RenderableType]:
    for table, report in pairs:
        if isinstance(table, ImportedTable):
            rows, columns = _number(report.read, report.unit), _number(len(table.source.columns), "column")
            yield f"{report.file}: {rows}, {columns}; {import_columns.recipe(table)}"
            yield import_columns.grid(table)
        else:
            yield f"{report.file}: {_number(report.read, report.unit)}, {report.recipe}\n"
            for notice in report.notices:
                yield f"  {notice}"

        yield "\n".join(_wrap(_outlook(report), ""))
        for refusal in report.refused[:SHOWN_ROWS]:
            yield "\n".join(_wrap(str(refusal), "", indent=2))


def _outlook(report: ImportReport) -> str:
    """What would come of an import, in one sentence."""
    parts = [f"add {_additions(report)}"]
    if report.merged:
        parts.append(f"merge {_number(len(report.merged), 'row')}")

    if report.already:
        parts.append(f"leave {_number(report.already, report.unit)} that {_are(report.already)} in already")

    if report.refused:
        parts.append(f"refuse {len(report.refused)} ({_places(str(one.place) for one in report.refused)})")

    return f"Would {', '.join(parts)}. Nothing is written."


def _report(report: ImportReport) -> Iterator[tuple[str, str]]:
    """The lines of a report: a word, and what is told under it."""
    yield "Read", _read(report)
    for notice in report.notices:
        yield "", notice

    if report.skipped:
        yield "Passed", f"{_number(report.skipped, 'row')} more that the table itself does not count"

    yield "Added", _added_line(report)
    if report.merged:
        verb = "repeats" if len(report.merged) == 1 else "repeat"
        yield "Merged", f"{_number(len(report.merged), 'row')} that {verb} another: {_pairs(report.merged)}"

    if report.already and report.added:
        yield "In", f"{_number(report.already, report.unit)} {_are(report.already)} in already"

    yield from _refusals(report)
    if not report.added:
        return  # whatever else there is to say was said when these rows came in

    if report.joined:
        yield "Joined", _join(report.joined)

    if report.cleaned:
        if report.cleaned == 1:
            written = "was written as an address"
        else:
            written = "were written as addresses"

        yield "Cleaned", f"{_number(report.cleaned, 'DOI')} that {written}"

    yield from _left_out(report)
    yield from _without_place(report)
    yield from _weighing(report)


def _read(report: ImportReport) -> str:
    rows = _number(report.read, report.unit)
    span = ""
    if report.first and report.last:
        span = f" ({report.first} to {report.last}"
        span += f"; row {report.header_row} is the header)" if report.header_row else ")"

    return f"{rows}{span}, {report.recipe}"


def _added_line(report: ImportReport) -> str:
    if not report.added and report.already:
        return f"nothing: {_number(report.already, report.unit)} {_are(report.already)} in already"

    return (
        f"{_additions(report)}, as curator {report.curator}"
        if report.counts["judgements"] and report.curator
        else _additions(report)
    )


def _additions(report: ImportReport) -> str:
    """What is new, each kind with its number."""
    counts = report.counts
    parts: list[str] = []
    if counts["judgements"]:
        claims, studies = _number(counts["claims"], "claim"), _number(counts["studies"], "study")
        parts.append(f"{_number(counts['judgements'], 'judgement')} on {claims} by {studies}")
    elif counts["new claims"]:
        parts.append(_number(counts["new claims"], "claim"))

    if counts["new studies"] and not counts["judgements"]:
        parts.append(_number(counts["new studies"], "study"))

    kinds = ("figures", "judgements of the risk of bias")
    parts += [f"{counts[kind]} {kind}" for kind in kinds if counts.get(kind)]

    text = " and ".join(parts) or "nothing"
    if report.added == counts["judgements"]:
        return text

    return f"{text} ({_number(report.added, report.unit)})"


def _refusals(report: ImportReport) -> Iterator[tuple[str, str]]:
    if not report.refused:
        return

    if report.already and not report.added:
        places = _places(str(one.place) for one in report.refused)
        yield "Refused", f"{_number(len(report.refused), 'row')} ({places}); --dry-run tells why"
        return

    if report.added or report.already:
        rest = "; all others are in"
    else:
        rest = ""

    yield "Refused", f"{_number(len(report.refused), 'row')}{rest}"
    for refusal in report.refused[:SHOWN_ROWS]:
        yield "  ", str(refusal)

    more = len(report.refused) - SHOWN_ROWS
    if more > 0:
        yield "  ", f"and {more} more → --refused FILE writes them out"


def _join(pairs: Sequence[RepeatedRow]) -> str:
    first, *others = pairs
    if first.place.row == 0:
        return f"{_number(len(pairs), 'claim')} with those that are here in the same words: {first.other}, …"

    if not isinstance(first.other, str):
        other = f"row {first.other}'s"
    else:
        other = f"{first.other}"

    if others:
        more = f" (and {_number(len(others), 'row')} more)"
    else:
        more = ""

    return f"row {first.place}'s claim with {other}: only capitals and sentence marks differ{more}"


def _left_out(report: ImportReport) -> Iterator[tuple[str, str]]:
    """Values that could not be read, those of one column and reason together."""
    first = sorted(report.left_out, key=lambda one: -one.number)[:SHOWN_PAIRS]
    for number, one in enumerate(first):
        times = f" ({one.number} times)" if one.number > 1 else ""
        yield "Left out" if number == 0 else "", f"{one.column}: {one.reason}{times} → {one.cure}"

    more = len(report.left_out) - len(first)
    if more > 0:
        yield "", f"and {more} more of such"


def _without_place(report: ImportReport) -> Iterator[tuple[str, str]]:
    if not report.no_place:
        return

    columns = [column for column, _ in report.no_place]
    if len(columns) == 1:
        columns = [f"{column} ({values})" for column, values in report.no_place]

    if len(columns) > SHOWN_COLUMNS:
        more = f" and {len(columns) - SHOWN_COLUMNS} more"
    else:
        more = ""

    cure = f"--keep {report.no_place[0][0]} makes it a note"
    yield "No place", f"{', '.join(columns[:SHOWN_COLUMNS])}{more} → {cure}"


def _weighing(report: ImportReport) -> Iterator[tuple[str, str]]:
    """How the data set is weighed from now on, or how it might be."""
    if report.weighing is None or not report.counts["judgements"]:
        return

    text = f"{report.weighing.value}{WEIGHINGS[report.weighing]}"
    if report.weighing_is_set:
        yield "Weighing", text
    else:
        yield "Weighing", f"stays as it is; for such a table alone it would be {report.weighing.value}"


def _texts(reports: Iterable[Iterable[tuple[str, str]]]) -> Iterator[RenderableType]:
    """The lines of reports, wrapped under their words."""
    for report in reports:
        lines: list[str] = []
        for word, text in report:
            lines += _wrap(text, word) if word != "  " else _wrap(text, "", indent=2)

        yield "\n".join(lines)


def _wrap(text: str, word: str, *, indent: int | None = None) -> list[str]:
    """*text* in lines behind *word*, none cut."""
    margin = LABEL if word or indent is None else indent
    if not word and indent is None:
        margin = LABEL if text and not text.startswith("Would") else 0

    hanging = margin if indent is None else indent + LABEL
    lines = wrap(
        text,
        WIDTH,
        initial_indent=f"{word:<{margin}}" if margin else "",
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )

    return lines or [""]


def _number(number: int, word: str) -> str:
    plural = {"study": "studies"}.get(word, f"{word}s")
    return f"{number:,} {word if number == 1 else plural}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _places(places: Iterable[str]) -> str:
    names = list(places)
    if len(names) > SHOWN_ROWS:
        more = f" and {len(names) - SHOWN_ROWS} more"
    else:
        more = ""

    return ", ".join(names[:SHOWN_ROWS]) + more


def _pairs(pairs: Sequence[RepeatedRow]) -> str:
    first = ", ".join(f"{pair.place} = {pair.other}" for pair in pairs[:SHOWN_PAIRS])
    return first + (f" and {len(pairs) - SHOWN_PAIRS} more" if len(pairs) > SHOWN_PAIRS else "")
