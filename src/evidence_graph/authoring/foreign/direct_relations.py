"""Relations of standards straight between a claim and a work, told as evidence lines.

claim  has_supporting_evidence_from_source work      a line of that claim and work that supports it
work   cito:disputes claim                           a line that opposes it
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from evidence_graph import model
from evidence_graph.authoring.foreign.described_subjects import identifies, is_of, linked
from evidence_graph.vocabulary import BY_RECORD, FABIO, RDF_TYPE, identifier
from evidence_graph.vocabulary.crosswalk import (
    CITO,
    DIRECTIONS,
    EVIDENCE_DIRECTION,
    EVIDENCE_LINE,
    HAS_SUPPORTING_REFERENCE,
    IS_EVIDENCE_LINE_FOR,
    PROPOSITION,
    PROV,
    SCHEMA_ORG,
    SEPIO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring.foreign.described_subjects import Subjects
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described

OUR_CLAIM = BY_RECORD[model.Claim].iri

CLAIMS = (SCHEMA_ORG + "Claim", "http://purl.org/mp/Claim")
"""Classes of claims beside SEPIO's proposition."""

SHORTCUTS = {
    SEPIO + "0000438": model.Stance.SUPPORTS,
    SEPIO + "0000439": model.Stance.OPPOSES,
    **{CITO + f"is{word}By": model.Stance.SUPPORTS for word in ("Supported", "Confirmed")},
    **{CITO + f"is{word}By": model.Stance.OPPOSES for word in ("Disputed", "Refuted")},
}
"""What leads from a claim to a work that speaks for or against it."""

FROM_CITATIONS = {
    **{CITO + word: model.Stance.SUPPORTS for word in ("supports", "confirms")},
    **{CITO + word: model.Stance.OPPOSES for word in ("disputes", "refutes")},
}
"""What others lead from a work to a claim by, though to CiTO it is citing."""


def add_lines(flat: Subjects) -> Iterator[str]:
    """Let what leads from a claim straight to a work, or back, be an evidence line.

    A claim in our own terms has its lines: what leads from it to a work was inferred from them.
    """
    claims: set[str] = set()
    for name, statements in flat.items():
        if is_of(statements, PROPOSITION, *CLAIMS) and not is_of(statements, OUR_CLAIM):
            claims.add(name)

    for claim in claims:
        for predicate, stance in SHORTCUTS.items():
            for citation in [*linked(flat, claim, predicate)]:
                _add_line(flat, claim, citation, stance)

            flat[claim].pop(predicate, None)

    for citation in list(flat):
        for predicate, stance in FROM_CITATIONS.items():
            _add_lines_from(flat, citation, claims, (predicate, stance))

    yield from ()


def _add_lines_from(flat: Subjects, citation: str, claims: set[str], way: tuple[str, model.Stance]) -> None:
    """Add a line for each of the *claims* to which a work leads; what else it leads to stays."""
    predicate, stance = way
    rest: list[Term] = []
    for term in flat[citation].pop(predicate, []):
        if term[0] in claims:
            _add_line(flat, term[0], citation, stance)
        else:
            rest.append(term)

    if rest:
        flat[citation][predicate] = rest


def _add_line(flat: Subjects, claim: str, citation: str, stance: model.Stance) -> None:
    """Add the evidence line that says what a work says to a *claim*, by whom the claim is attributed to."""
    line: Described = {
        RDF_TYPE: [(EVIDENCE_LINE, None)],
        IS_EVIDENCE_LINE_FOR: [(claim, None)],
        HAS_SUPPORTING_REFERENCE: [(citation, None)],
        EVIDENCE_DIRECTION: [(DIRECTIONS[stance], None)],
    }
    if PROV + "wasAttributedTo" in flat[claim]:
        line[PROV + "wasAttributedTo"] = flat[claim][PROV + "wasAttributedTo"]

    name = f"{identifier(claim)}.{identifier(citation)}.{stance.value}"
    flat.setdefault(f"{citation}#{quote(name, safe='-._~')}", line)

    # A work may be known by its address alone, such as that of its DOI.
    flat.setdefault(citation, {}).setdefault(RDF_TYPE, [(FABIO + "Expression", None)])
    identifies(flat[citation], citation)
