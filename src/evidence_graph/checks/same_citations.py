"""One work under two keys or in two versions, works that say they are retracted, notices taken for studies.

`check` proposes what to write; nothing here changes a file. What the claims file says is not proposed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.bibliography import sameness, signatures
from evidence_graph.bibliography.sameness import CitationPair, Sameness
from evidence_graph.checks.statements import term
from evidence_graph.model import Problem, RetractionStatus
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Citation

VERSION_OF, STATUS, LINE_CITATION = (
    term(model.Study, "version_of"),
    term(model.Study, "retraction_status"),
    term(model.EvidenceLine, "citation"),
)
KNOWN = frozenset(
    choice_iri(status)
    for status in (
        RetractionStatus.RETRACTED,
        RetractionStatus.EXPRESSION_OF_CONCERN,
        RetractionStatus.DISPUTED,
    )
)
"""The statuses of a work of whose retraction somebody knows, whatever came of it."""


def problems(bibliography: Bibliography, path: Path, held: Statements | None) -> Iterator[Problem]:
    """What in *bibliography* is there twice or is not what it is taken for; *held* is what the claims say."""
    entries = bibliography.entries
    citations = [bib.citation(entry, bibliography.strings, entries.get) for entry in entries.values()]
    by_key = {citation.key: citation for citation in citations}
    status, versions, judged_keys = _what_claims_say(held) if held else ({}, set(), set())

    for pair in sameness.pairs(citations):
        first, second = by_key[pair.first], by_key[pair.second]
        if frozenset((pair.first, pair.second)) in versions or _is_told(pair):
            continue

        message, cure = _of_pair(pair, first, second, status)
        if message:
            line = entries[pair.second].line
            yield Problem(str(path), line, CODES[pair.sameness], message, cure, f"citation:{pair.second}")

    for one, other in sameness.near_pairs(citations):
        if frozenset((one, other)) not in versions:
            message = f"{one} and {other} have titles that differ by a word, and not both have a DOI or PMID."
            cure = "If they are one work, make one entry of the two and add the other key as eg:alias."
            yield _problem(bibliography, path, by_key[other], "near-citation", message, cure)

    for citation in citations:
        if signatures.is_marked_retracted(citation) and status.get(citation.key) not in KNOWN:
            message = (
                f"The work {citation.key!r} says that it is retracted, and eg:retractionStatus does not."
            )
            cure = f"Write citation:{citation.key} eg:retractionStatus retraction:retracted ."
            yield _problem(bibliography, path, citation, "retracted-in-title", message, cure)

        if signatures.is_notice(citation) and citation.key in judged_keys:
            message = (
                f"The title of {citation.key!r} says that it is a notice about another, and it is judged."
            )
            cure = "Judge the work that it is about, and record the notice as its eg:retractionStatus."
            yield _problem(bibliography, path, citation, "notice-as-study", message, cure)


CODES = {
    Sameness.SAME: "same-citation",
    Sameness.VERSION: "version-of",
    Sameness.NOTICE: "retraction-notice",
}


def _problem(
    bibliography: Bibliography, path: Path, citation: Citation, code: str, message: str, cure: str
) -> Problem:
    line = bibliography.entries[citation.key].line
    return Problem(str(path), line, code, message, cure, f"citation:{citation.key}")


def _is_told(pair: CitationPair) -> bool:
    """Whether another check tells it: one DOI on two entries."""
    return pair.sameness is Sameness.SAME and pair.why == "the DOI"


def _of_pair(
    pair: CitationPair, first: Citation, second: Citation, status: dict[str, str]
) -> tuple[str, str]:
    """What is wrong with a *pair* of works and what to do; empty where nothing is."""
    if pair.sameness is Sameness.NOTICE:
        notice, citation = (first, second) if signatures.is_notice(first) else (second, first)
        if not signatures.is_retraction(notice) or status.get(citation.key) in KNOWN:
            return "", ""

        message = f"{notice.key} is a notice about {citation.key}, whose eg:retractionStatus does not say so."

        return (
            message,
            f"Read the notice, and write citation:{citation.key} eg:retractionStatus retraction:retracted .",
        )

    message = f"{first.key} and {second.key} look like {pair.sameness} ({pair.why})."
    if pair.sameness is Sameness.VERSION:
        early, late = _in_order(first, second)
        return message, f"If so, write citation:{early.key} eg:versionOf citation:{late.key} ."

    return message, "If so, make one entry of the two and add the other key as eg:alias."


def _in_order(first: Citation, second: Citation) -> tuple[Citation, Citation]:
    """The preprint or talk, or the older of two works, and then the other."""
    if signatures.is_preprint(second) and not signatures.is_preprint(first):
        return second, first

    is_later = (first.year or 0) > (second.year or 0) and not signatures.is_preprint(first)
    if is_later:
        return (second, first)

    return (first, second)


def _what_claims_say(held: Statements) -> tuple[dict[str, str], set[frozenset[str]], set[str]]:
    """What the claims file says: the status of works, which are versions of one, and which are judged."""
    status: dict[str, str] = {}
    heads: dict[str, str] = {}
    for study in held.of(model.Study):
        key = identifier(study)
        status[key] = held.link(study, STATUS)
        if other := held.link(study, VERSION_OF):
            heads[key] = identifier(other)

    versions = {frozenset(pair) for pair in heads.items()}
    versions |= {
        frozenset((a, b)) for a, head in heads.items() for b, other in heads.items() if head == other
    }
    judged_keys = {identifier(held.link(line, LINE_CITATION)) for line in held.of(model.EvidenceLine)}

    return status, versions, judged_keys
