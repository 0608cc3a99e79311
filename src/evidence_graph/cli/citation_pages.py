"""What ``show`` prints of a work: its record, what was done and found, and the claims it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import answer_tables, bias, effect_rows, study_lists
from evidence_graph.cli.answer_tables import bullets, facts, heading, indent, plain
from evidence_graph.sheets.integrity_words import integrity_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, EvidenceLine, Margin, Study
    from evidence_graph.sheets.study_sheet import StudySheet


def citation_page(graph: EvidenceGraph, sheet: StudySheet) -> Iterable[RenderableType]:
    """A work: its record, what was done and found, its marks, and every claim it touches."""
    citation = sheet.citation
    yield heading(citation.title or citation.key)
    yield facts(_record(citation))
    study = citation.study
    if study:
        yield plain("The study", style="bold")
        yield facts(
            [
                ("Design", with_note(words(study.design), study.design_note)),
                ("Participants", with_note(study.participants, study.participants_note)),
                ("Included studies", study.included_studies),
                ("Population", study.population),
                ("Intervention", study.intervention),
                ("Comparator", study.comparator),
                ("Outcomes", study.outcomes),
                ("Conflict of interest", study.conflict_of_interest),
                ("Retraction status", integrity_words(study)),
                ("Concerns", "\n".join(study.concerns)),
                ("Versions", with_note(study.version_of, study.version_note)),
                ("Cohort", study.cohort),
                ("Trial", ", ".join(study.trial_numbers)),
                ("Pools", _pooled_rows(study)),
                ("No difference", margins_text(sheet.margins)),
                ("Unverified", ", ".join(study.unverified)),
                ("Note", study.note),
            ]
        )

    if citation.results:
        yield plain("Key results", style="bold")
        yield bullets(r.text + ("" if r.verified else " [unverified]") for r in citation.results)

    yield from bias.of_citation(sheet.bias)
    yield from effect_rows.of_citation(sheet.effects)
    yield from _references_in_words(sheet)
    yield from _touched_claims(graph, sheet)


def _record(citation: Citation) -> list[tuple[str, object]]:
    authors = "; ".join(citation.authors) + (" and others" if citation.authors_incomplete else "")
    editors = "; ".join(citation.editors) + (" and others" if citation.editors_incomplete else "")
    issue = f"({citation.issue})" if citation.issue else ""
    pages = f": {citation.pages}" if citation.pages else ""
    place = f"{citation.volume or ''}{issue}{pages}"

    return [
        ("Key", citation.key),
        ("Other keys", ", ".join(citation.study.aliases) if citation.study else None),
        ("Not recorded", ", ".join(citation.gaps)),
        ("Authors", authors or (None if editors or citation.gaps else "not known")),
        ("Editors", editors),
        ("Translators", "; ".join(citation.translators)),
        ("Year", citation.year),
        ("Date", citation.date),
        ("First published", citation.original_date),
        ("In", ", ".join(part for part in (citation.container, place, citation.eid) if part)),
        ("Series", citation.series),
        ("Edition", citation.edition),
        ("Version", citation.version),
        ("Publisher", ", ".join(part for part in (citation.publisher, citation.place) if part)),
        ("Published as", citation.how_published),
        ("Remark", citation.remark),
        ("ISBN", citation.isbn),
        ("DOI", f"https://doi.org/{citation.doi}" if citation.doi else None),
        ("PubMed", citation.pmid),
        ("PubMed Central", citation.pmcid),
        ("Preprint", " ".join(part for part in (citation.archive, citation.eprint) if part)),
        ("Link", citation.url),
    ]


def _pooled_rows(study: Study) -> str:
    """What a review pools, and how much of that is recorded."""
    parts = [", ".join(study.pools)]
    parts += [f"of designs: {looks.word(study.pooled_designs)}"] if study.pooled_designs else []
    if study.pools or study.pools_complete is not None:
        parts.append("the list is whole" if study.pools_complete else "more may be in it")

    return "; ".join(filter(None, parts))


def _references_in_words(sheet: StudySheet) -> Iterable[RenderableType]:
    for item in sheet.references:
        reference = item.reference
        yield plain(f"Reference {reference.number} of {reference.article}, as printed", style="bold")
        yield indent(plain(reference.printed), 2)
        yield bullets(reference.errors)


def _touched_claims(graph: EvidenceGraph, sheet: StudySheet) -> Iterable[RenderableType]:
    if sheet.lines_by_claim:
        yield plain("Claims it speaks to", style="bold")

    for claim, lines in sheet.lines_by_claim.items():
        table = answer_tables.grid("Stance", "Claim, finding and reasons")
        table.columns[0].min_width = table.columns[0].max_width = 12
        table.columns[1].ratio = 1
        text = plain(f"{sheet.statements[claim]} ({claim})", style="bold")
        for finding in _findings(lines):
            text.append("\n").append(study_lists.finding_text(*finding).plain, style="not bold")

        for line in lines:
            who = ", ".join(filter(None, (line.curator, line.date)))
            text.append(f"\n{who}: {_reason(line)}", style="not bold")

        for words in dict.fromkeys(study_lists.further(graph, lines)):
            text.append(f"\n{plain(words)}", style="not bold dim")

        for line in lines[:1]:
            if line.used_note:
                text.append(f"\nIn {line.article}: {line.used_note}", style="not bold italic")

        table.add_row(answer_tables.stances(lines), text)
        yield table


def _findings(lines: Iterable[EvidenceLine]) -> Iterable[tuple[str | None, bool | None]]:
    """What *lines* say was found, each once, and whether it was confirmed."""
    findings: dict[tuple[str | None, bool | None], None] = {}
    for line in lines:
        findings |= dict.fromkeys((finding, line.verified) for finding in line.findings or (None,))

    return findings


def _reason(line: EvidenceLine) -> str:
    directness = looks.DIRECTNESS[line.directness].beside or "directness not recorded"
    if line.directness_note:
        note = f", {line.directness_note.rstrip('.')}"
    else:
        note = ""

    return f"{looks.word(line.stance)} ({directness}{note}). {line.rationale or ''}"


def margins_text(margins: Iterable[Margin]) -> str:
    """Between which figures a difference is none that matters."""
    lines = (f"{one.measure} from {one.low} to {one.high} ({one.source})" for one in margins)

    return "\n".join(lines)


def words(value: StrEnum | None) -> str | None:
    """The word of a value, where there is one."""
    return looks.word(value) if value else None


def with_note(value: object, note: str | None) -> str | None:
    """A value with the note on it."""
    if value is None:
        return note or None

    return f"{value} – {note}" if note else str(value)
