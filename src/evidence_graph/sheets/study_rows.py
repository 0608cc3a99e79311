"""The studies of a claim, each once, under the headings of its tally.

In come the studies with their lines, and the tally; out go rows, which hold of each study what a list says
of it. A list that is laid out in more detail finds the lines in `study`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.assessment.body import Reason
from evidence_graph.model import Directness, Stance, StudyDesign
from evidence_graph.sheets.sheet import Sheet
from evidence_graph.study_evidence import StudyEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.assessment import Assessment


@dataclass(frozen=True, slots=True)
class FindingSheet(Sheet):
    """What a study found that bears on the claim."""

    text: str
    """The finding."""
    verified: bool | None
    """True where it was confirmed, false where it is from memory, null where nobody recorded it."""


@dataclass(frozen=True, slots=True)
class StudyRow(Sheet):
    """One study of a claim as a list has it: what most of its readers say, how it was done, what it found."""

    aside: ClassVar[tuple[str, ...]] = ("study",)

    key: str
    """The key of the citation."""
    label: str
    """Author and year as they stand in a text."""
    doi: str | None
    """Its DOI."""
    heading: str
    """Under what it is listed: a stance, both-ways or not-counted."""
    not_counted: Reason | None
    """Why it is not counted."""
    stances: tuple[Stance, ...]
    """What its readers say, each stance once; where there are two, the readers differ."""
    directness: tuple[Directness, ...]
    """How close what was studied is to what is claimed, each once."""
    designs: tuple[StudyDesign, ...]
    """How it came to its result, each once: that of a line before that of the work."""
    participants: tuple[int, ...]
    """How many people it had, each once."""
    included_studies: int | None
    """How many studies a review holds."""
    findings: tuple[FindingSheet, ...]
    """What it found that bears on the claim, each once."""
    study: StudyEvidence


def study_rows(studies: Iterable[StudyEvidence], assessment: Assessment) -> dict[str, tuple[StudyRow, ...]]:
    """The *studies* under those headings of the tally that have any of them, the heaviest first."""
    by_key = {study.citation.key: study for study in studies}
    weights = {term.key: max(term.supports, term.opposes, term.inconclusive) for term in assessment.terms}
    reasons = assessment.tally.set_aside

    rows: dict[str, tuple[StudyRow, ...]] = {}
    for heading, keys in assessment.tally.by_heading.items():
        listed_keys = [key for key in keys if key in by_key]
        listed_keys.sort(key=lambda key: (-weights.get(key, 0.0), key))
        if listed_keys:
            rows[heading] = tuple(_row(by_key[key], heading, reasons.get(key)) for key in listed_keys)

    return rows


def _row(study: StudyEvidence, heading: str, not_counted: Reason | None) -> StudyRow:
    citation, lines = study.citation, study.lines
    facts = citation.study

    return StudyRow(
        key=citation.key,
        label=citation.label,
        doi=citation.doi,
        heading=heading,
        not_counted=not_counted,
        stances=study.stances,
        directness=tuple(dict.fromkeys(line.directness for line in lines)),
        designs=_designs(study),
        participants=_participants(study),
        included_studies=facts.included_studies if facts else None,
        findings=_findings(study),
        study=study,
    )


def _findings(study: StudyEvidence) -> tuple[FindingSheet, ...]:
    """What the lines say the study found, each once; confirmed where anybody confirmed it."""
    answers: dict[str, set[bool | None]] = {}
    for line in study.lines:
        for finding in line.findings:
            answers.setdefault(finding, set()).add(line.verified)

    return tuple(FindingSheet(text, _is_confirmed(told)) for text, told in answers.items())


def _is_confirmed(answers: set[bool | None]) -> bool | None:
    """True where one of *answers* is, else None where nobody recorded one of them."""
    if True in answers:
        return True

    return None if None in answers else False


def _designs(study: StudyEvidence) -> tuple[StudyDesign, ...]:
    """The designs of the lines; a line without one has that of the work."""
    facts = study.citation.study
    of_citation = facts.design if facts else None
    designs = dict.fromkeys(line.design or of_citation for line in study.lines)

    return tuple(design for design in designs if design is not None)


def _participants(study: StudyEvidence) -> tuple[int, ...]:
    """The numbers of participants of the lines; a line without one has that of the work."""
    facts = study.citation.study
    of_citation = facts.participants if facts else None
    numbers = dict.fromkeys(
        of_citation if line.participants is None else line.participants for line in study.lines
    )

    return tuple(number for number in numbers if number is not None)


def keys_of(rows: Mapping[str, Sequence[StudyRow]]) -> list[str]:
    """The keys of all studies of *rows*, heading by heading."""
    keys: list[str] = []
    for group in rows.values():
        keys += [row.key for row in group]

    return keys
