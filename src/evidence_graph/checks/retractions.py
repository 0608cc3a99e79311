"""Works about which a list has a notice that the claims file does not record.

`check` names each with its notice; a graver status on record is left as it is. A number that leads to
another work on the list is told as that, and nobody is accused.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.bibliography.integrity import Integrity, is_news
from evidence_graph.bibliography.notice_register import has_number
from evidence_graph.checks.statements import term
from evidence_graph.model import Problem, RetractionStatus
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.bibliography.notice_register import NoticeRegister, ReportedCitation
    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Citation

STATUS = term(model.Study, "retraction_status")
DOI, PMID = term(model.Study, "doi"), term(model.Study, "pmid")
BY_IRI = MappingProxyType({choice_iri(status): status for status in RetractionStatus})

CODES: Mapping[RetractionStatus, tuple[str, str]] = MappingProxyType(
    {
        RetractionStatus.RETRACTED: ("retraction-not-recorded", "is retracted"),
        RetractionStatus.EXPRESSION_OF_CONCERN: ("concern-not-recorded", "is under an expression of concern"),
        RetractionStatus.CORRECTED: ("correction-not-recorded", "has been corrected"),
        RetractionStatus.REINSTATED: ("reinstatement-not-recorded", "has been reinstated"),
    }
)
"""The code of the problem where a status is not on record, and how a work of that status is spoken of."""

WORDS: Mapping[RetractionStatus, str] = MappingProxyType(
    {status: words.removeprefix("is ").removeprefix("has been ") for status, (_, words) in CODES.items()}
)
SHOWN = 6


Finding = tuple[str, str, str]
"""Code, message and cure."""


def problems(
    bibliography: Bibliography, path: Path, statements: Statements, register: NoticeRegister
) -> Iterator[Problem]:
    """The notices in *register* about works of *bibliography* that the claims do not record."""
    statuses = _statuses(statements)
    for citation in citations(bibliography):
        line = bibliography.entries[citation.key].line
        for finding in _findings(citation, statuses.get(citation.key), register):
            yield Problem(str(path), line, *finding, f"citation:{citation.key}")


def faults(statements: Statements, keys: Collection[str], register: NoticeRegister) -> Iterator[Fault]:
    """The same for works that have no entry, none of *keys*, and are known by their number alone."""
    statuses = _statuses(statements)
    for study, citation in _numbered(statements, keys):
        predicate = DOI if citation.doi else PMID
        for code, message, cure in _findings(citation, statuses.get(citation.key), register):
            yield Fault(code, study, predicate, message, cure)


def citations(bibliography: Bibliography) -> list[Citation]:
    """The works of *bibliography*."""
    entries = bibliography.entries

    return [bib.citation(entry, bibliography.strings, entries.get) for entry in entries.values()]


def _numbered(statements: Statements, keys: Collection[str]) -> Iterator[tuple[str, Citation]]:
    """The works that the claims know by their number alone, each with the subject that says so."""
    for study in statements.of(model.Study):
        key = identifier(study)
        doi, pmid = statements.text(study, DOI), statements.text(study, PMID)
        if key not in keys and (doi or pmid):
            yield study, model.Citation(key, doi=doi or None, pmid=pmid or None)


def _statuses(statements: Statements) -> dict[str, RetractionStatus | None]:
    """The status of each work that the claims file describes."""
    statuses = {}
    for study in statements.of(model.Study):
        statuses[identifier(study)] = BY_IRI.get(statements.link(study, STATUS))

    return statuses


def _findings(
    citation: Citation, status: RetractionStatus | None, register: NoticeRegister
) -> Iterator[Finding]:
    """What *register* says of *citation* that is graver than the *status* on record, and doubtful notices."""
    lookup = register.about(citation)
    if is_news(lookup.integrity, status):
        yield _told(citation, lookup.integrity, register)

    for reported in lookup.doubtful:
        yield "number-of-another-work", *_doubted(citation, reported, register)


def _told(citation: Citation, integrity: Integrity, register: NoticeRegister) -> tuple[str, str, str]:
    """Code, message and cure for a work whose *integrity* is not on record."""
    code, words = CODES[integrity.status]
    notices = "; ".join(integrity.sentences)
    message = f"{citation.key} {words}, says {register.source}: {notices}."
    cure = (
        f"Read the notice; then write citation:{citation.key} eg:retractionStatus "
        f"retraction:{integrity.status} . (--fix does)"
    )

    return code, message, cure


def _doubted(citation: Citation, reported: ReportedCitation, register: NoticeRegister) -> tuple[str, str]:
    """Message and cure for a number that leads to another work."""
    is_doi = (citation.doi or "").casefold() in reported.dois
    if is_doi:
        number = f"DOI {citation.doi}"
    else:
        number = f"PubMed number {citation.pmid}"

    message = (
        f"The {number} of {citation.key} is in {register.source} that of “{reported.title}” "
        f"({reported.notice}), which looks like another work; nothing is concluded."
    )

    return message, f"Correct the number, or, if it is that work, the title of {citation.key}."


def remark(bibliography: Bibliography, statements: Statements, register: NoticeRegister) -> str:
    """How many works were looked up in *register*, what was found, and who says that there is no more."""
    by_status: dict[RetractionStatus, list[str]] = {}
    without_number = 0
    numbered = [citation for _, citation in _numbered(statements, bibliography.entries.keys())]
    for citation in (*citations(bibliography), *numbered):
        if has_number(citation):
            by_status.setdefault(register.about(citation).integrity.status, []).append(citation.key)
        else:
            without_number += 1

    count = sum(map(len, by_status.values()))
    clear_keys = by_status.pop(RetractionStatus.NONE_FOUND, [])
    parts = [f"{len(keys)} {WORDS[status]} ({_listed(keys)})" for status, keys in _gravest(by_status)]
    parts.append(f"no notice about {len(clear_keys)}")
    sentence = f"{register.source}, asked about {count} works: {', '.join(parts)}."
    if without_number:
        sentence += f" {without_number} without DOI and PMID could not be looked up."

    return sentence


def _gravest(by_status: Mapping[RetractionStatus, list[str]]) -> list[tuple[RetractionStatus, list[str]]]:
    """The statuses with their works, in the order of the table."""
    return [(status, by_status[status]) for status in CODES if status in by_status]


def _listed(keys: Iterable[str]) -> str:
    shown = list(keys)
    if len(shown) > SHOWN:
        more = f" and {len(shown) - SHOWN} more"
    else:
        more = ""

    return f"{', '.join(shown[:SHOWN])}{more}"
