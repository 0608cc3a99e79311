"""The matrix claims × studies; one that could not be read any more comes in parts by topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence_graph.model import Citation, Claim
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.study_evidence import StudyEvidence

MOST = 30_000
"""More cells than this are not put on one page: a browser scrolls them no longer smoothly."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One table: its claims, the works that speak to them, and what each says to each.

    A work stands where the first claim does that it speaks to, so that what belongs together forms a
    block; *names* tells its place in the order of the labels.
    """

    path: str
    name: str
    claims: Sequence[Claim]
    citations: Sequence[Citation]
    names: Mapping[str, int]
    cells: Mapping[str, Mapping[str, StudyEvidence]]


def matrices(ledger: Ledger, *, most: int) -> list[Matrix]:
    """The matrix of all claims that have a study, or several of at most *most* cells each.

    A topic too large for one table is cut into runs of claims. A single claim is never cut.
    """

    def place(claim: Claim) -> tuple[str, str, int, str]:
        label = ledger.graph.label(claim.topic).casefold()

        return label, claim.topic, -len(ledger.studies[claim.id]), claim.id

    claims = sorted((claim for claim in ledger.claims if ledger.studies[claim.id]), key=place)
    citations = ledger.citations_for(claims)
    if len(claims) * len(citations) <= most:
        return [_matrix(ledger, "matrix.html", "", claims)]

    topics: dict[str, list[Claim]] = {}
    for claim in claims:
        topics.setdefault(claim.topic, []).append(claim)

    matrix_list: list[Matrix] = []
    for topic, topic_claims in topics.items():
        runs = list(_runs(ledger, topic_claims, most))
        for number, run in enumerate(runs, 1):
            of = f", part {number} of {len(runs)}" if len(runs) > 1 else ""
            path = f"matrix/{len(matrix_list) + 1}.html"
            matrix_list.append(_matrix(ledger, path, f"{ledger.graph.label(topic)}{of}", run))

    return matrix_list


def _runs(ledger: Ledger, claims: Sequence[Claim], most: int) -> Iterator[list[Claim]]:
    """*claims* in runs whose tables hold at most *most* cells."""
    run: list[Claim] = []
    keys: set[str] = set()
    for claim in claims:
        own_keys = {study.citation.key for study in ledger.studies[claim.id]}
        if run and (len(run) + 1) * len(keys | own_keys) > most:
            yield run
            run = []
            keys = set()

        run.append(claim)
        keys |= own_keys

    if run:
        yield run


def _matrix(ledger: Ledger, path: str, name: str, claims: Sequence[Claim]) -> Matrix:
    cells: dict[str, dict[str, StudyEvidence]] = {}
    citations: dict[str, Citation] = {}
    for claim in claims:
        cells[claim.id] = {}
        for study in ledger.studies[claim.id]:
            cells[claim.id][study.citation.key] = study
            citations[study.citation.key] = study.citation

    names = {citation.key: number for number, citation in enumerate(ledger.citations_for(claims))}

    return Matrix(path, name, claims, tuple(citations.values()), names, cells)
