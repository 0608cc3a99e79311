"""How the studies of a claim look in a terminal: each once, under the heading of the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from evidence_graph import looks
from evidence_graph.assessment.tally import reasons_in_words
from evidence_graph.cli import tables
from evidence_graph.cli.printing import clean
from evidence_graph.cli.tables import grid, plain
from evidence_graph.looks.designs import DESIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from evidence_graph.assessment import Tally
    from evidence_graph.graph import EvidenceGraph, StudyEvidence
    from evidence_graph.model import Claim, EvidenceLine, Search


def by_heading(
    graph: EvidenceGraph, studies: Sequence[StudyEvidence], tally: Tally
) -> Iterable[RenderableType]:
    """The *studies* of a claim under the headings of its *tally*: one row a study."""
    by_key = {study.citation.key: study for study in studies}
    for heading, keys in tally.by_heading.items():
        group = [study for study in studies if study.citation.key in set(keys) & set(by_key)]
        if not group:
            continue
        look = looks.HEADINGS[heading]
        reasons = [tally.set_aside[key] for key in keys if key in by_key and key in tally.set_aside]
        title = f"{look.title}: {reasons_in_words(reasons)}" if reasons else f"{look.title} ({len(group)})"
        yield Text(f"{look.sign} {title}", style=look.style)
        yield _fitting(graph, group)


def _fitting(graph: EvidenceGraph, studies: Sequence[StudyEvidence]) -> tables.Fitting:
    return tables.Fitting(
        lambda width: _wide(graph, studies) if width >= tables.WIDE else _narrow(graph, studies, width)
    )


def _wide(graph: EvidenceGraph, studies: Sequence[StudyEvidence]) -> Table:
    table = grid("Stance", "Study", "Design", "n", "Finding")
    table.columns[0].min_width = table.columns[0].max_width = tables.STANCE
    table.columns[1].min_width, table.columns[1].max_width = 12, 24
    table.columns[2].max_width = 16
    table.columns[3].justify = "right"
    table.columns[4].ratio = 1
    for study in studies:
        people = "\n".join(map(str, _people(study))) or "–"
        design = "\n".join(_designs(study)) or "not recorded"
        table.add_row(tables.stances(study.lines), _who(study), design, people, _what(graph, study))
    return table


def _narrow(graph: EvidenceGraph, studies: Sequence[StudyEvidence], width: int) -> Table:
    """The same in three columns, for a terminal too narrow for five."""
    table = grid("Stance", "Study, design, n", "Finding")
    table.columns[0].min_width = table.columns[0].max_width = tables.STANCE
    if width >= tables.TIGHT:
        table.columns[1].min_width = table.columns[1].max_width = 22
        table.columns[2].ratio = 1
    else:
        table.columns[1].ratio, table.columns[2].ratio = 2, 3
    for study in studies:
        who = _who(study)
        people = [f"n={number}" for number in _people(study)]  # rich breaks a line at any space
        who.append("\n" + ", ".join([*(_designs(study) or ["design not recorded"]), *people]))
        table.add_row(tables.stances(study.lines), who, _what(graph, study))
    return table


def _who(study: StudyEvidence) -> Text:
    work = study.citation
    text = plain(work.label)
    text.append(f"\n{clean(work.key)}", style="dim")
    for flag in tables.flags(work.study):
        text.append(f"\n{flag}", style="bold magenta" if flag.isupper() else "magenta")
    return text


def _designs(study: StudyEvidence) -> list[str]:
    """The designs of the lines, each once; a line without one has that of the work."""
    facts = study.citation.study
    designs = dict.fromkeys(line.design or (facts.design if facts else None) for line in study.lines)
    return [DESIGNS[design].short or DESIGNS[design].word for design in designs if design]


def _people(study: StudyEvidence) -> list[int]:
    """The numbers of participants of the lines, each once; a line without one has that of the work."""
    facts = study.citation.study
    of_work = facts.participants if facts else None
    numbers = (of_work if line.participants is None else line.participants for line in study.lines)
    return [number for number in dict.fromkeys(numbers) if number is not None]


def _what(graph: EvidenceGraph, study: StudyEvidence) -> Text:
    quoting = any(line.quotes for line in study.lines)
    telling = [line for line in study.lines if line.finding or not quoting]
    findings = dict.fromkeys((line.finding, line.verified) for line in telling)
    parts = [finding_text(*finding) for finding in findings]
    parts += [plain(words, style="dim") for words in dict.fromkeys(further(graph, study.lines))]
    return Text("\n").join(part for part in parts if part.plain)


def finding_text(finding: str | None, verified: bool | None) -> Text:  # noqa: FBT001 - a field of a line
    """A *finding*, and whether nobody confirmed it."""
    text = plain(finding or "No finding is recorded.")
    mark = looks.FINDINGS[verified].mark
    if mark and (finding or verified is False):
        text.append(f" [{mark}]", style="bold magenta" if verified is False else "dim")
    return text


def further(graph: EvidenceGraph, lines: Iterable[EvidenceLine]) -> Iterator[str]:
    """What else *lines* say: what was studied, how the source rates it, what is withdrawn and why."""
    for line in lines:
        exposures, outcomes = (
            ", ".join(map(graph.label, concepts)) for concepts in (line.exposures, line.outcomes)
        )
        studied = " → ".join(filter(None, (exposures, outcomes)))
        if studied:
            yield f"Studied: {studied}"
        if line.strength:
            yield f"Strength as printed: {line.strength}"
        yield from quotations(line)
        if line.withdrawn:
            why = f": {line.withdrawn_why}" if line.withdrawn_why else ""
            yield f"Withdrawn {line.withdrawn} ({line.curator}){why}"


def quotations(line: EvidenceLine) -> Iterator[str]:
    """What the *line* quotes and where that stands, and the item of the source it was taken from."""
    place = f" ({line.quote_place})" if line.quote_place else ""
    language = f" [{line.language}]" if line.language else ""
    for quote in line.quotes:
        yield f"“{quote}”{place}{language}"

    if line.source_item:
        yield f"Source's item: {line.source_item}"
    if line.note:
        yield f"Note: {line.note}"


def searches(graph: EvidenceGraph, claim: Claim) -> Iterable[RenderableType]:
    """The searches made for *claim* or its topic."""
    records = graph.searches(claim)
    if not records:
        yield plain("No search for studies of it is recorded.\n", style="dim")
        return
    yield plain(f"Searches for studies ({len(records)})", style="bold")
    yield tables.bullets(_search(graph, record) for record in records)


def _search(graph: EvidenceGraph, record: Search) -> str:
    numbers = (("hits", record.hits), ("kept", record.kept))
    counts = ", ".join(f"{number} {word}" for word, number in numbers if number is not None)
    by = f"by {graph.curator_name(record.curator)}" if record.curator else ""
    parts = "; ".join(filter(None, (f"“{record.query}”", counts, by)))
    coverage = looks.word(record.coverage)
    note = f". {record.note}" if record.note else ""
    return f"{record.date}, {coverage}, {record.source}: {parts}{note}"
