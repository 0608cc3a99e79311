"""Claims, concepts and versions that go round in circles, clash, or are related on one side only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import identifier
from evidence_graph.ways import circles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Record

PREMISE, CONFLICT = term(model.Claim, "premises"), term(model.Claim, "conflicts")
BROADER, SCHEME = term(model.Concept, "broader"), term(model.Concept, "scheme")
ROUNDS: tuple[tuple[type[Record], str, str, str], ...] = (
    (model.Claim, "premises", "premise-circle", "claim rests on itself"),
    (model.Claim, "qualifies", "relation-circle", "claim qualifies itself"),
    (model.Claim, "refines", "relation-circle", "claim refines itself"),
    (model.Concept, "broader", "broader-circle", "concept is broader than itself"),
    (model.Study, "version_of", "version-circle", "work is a version of itself"),
)
"""The relations that must not lead back to where they began.

Two claims may undercut each other, as two witnesses may each call the other unreliable; a claim that says
when another holds cannot wait for that one to say when it holds itself.
"""
UNDERCUT, REFINED = term(model.Claim, "undercuts"), term(model.Claim, "refines")


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with premises, conflicts and other relations of claims, broader concepts and versions."""
    for record, attribute, code, what in ROUNDS:
        yield from _rounds(statements, record, term(record, attribute), code, what)

    for claim in statements.of(model.Claim):
        yield from _conflicts(statements, claim)
        yield from _undercuts(statements, claim)
        yield from _refines(statements, claim)

    for concept in statements.of(model.Concept):
        yield from _broader(statements, concept)


def _rounds(
    statements: Statements, record: type[Record], predicate: str, code: str, what: str
) -> Iterator[Fault]:
    of = statements.of(record)
    edges = {s: [t for t in statements.links(s, predicate) if t in of] for s in of}
    for circle in circles({s: targets for s, targets in edges.items() if targets}):
        is_own = len(circle) == 1 and record is model.Claim
        way = " → ".join(identifier(iri) for iri in (*circle, circle[0]))
        message = f"The {what}: {way}."
        if is_own:
            cure = "Delete it."
        else:
            cure = f"Delete the {identifier(predicate)} that does not hold."

        position = edges[circle[0]].index(circle[1 % len(circle)])
        own_code = "own-premise" if code == "premise-circle" else code
        yield Fault(own_code if is_own else code, circle[0], predicate, message, cure, position)


def _conflicts(statements: Statements, claim: str) -> Iterator[Fault]:
    claims = statements.of(model.Claim)
    for position, other in enumerate(statements.links(claim, CONFLICT)):
        if other == claim:
            message = "The claim is said to conflict with itself."
            yield Fault("own-conflict", claim, CONFLICT, message, "Delete it.", position)
        elif other in claims and claim not in statements.links(other, CONFLICT):
            name = statements.name(other)
            message = f"The claim conflicts with {name}, but that one does not say so."
            cure = f"Add eg:conflictsWith {statements.name(claim)} to {name}, or delete it here."
            yield Fault("one-sided-conflict", claim, CONFLICT, message, cure, position)


def _undercuts(statements: Statements, claim: str) -> Iterator[Fault]:
    for position, other in enumerate(statements.links(claim, UNDERCUT)):
        if other == claim:
            message = "The claim is said to undercut itself."
            yield Fault("relation-circle", claim, UNDERCUT, message, "Delete it.", position)


def _refines(statements: Statements, claim: str) -> Iterator[Fault]:
    """A claim that says another more closely, and cannot be true together with it."""
    conflicts = set(statements.links(claim, CONFLICT)) - {claim}
    for position, other in enumerate(statements.links(claim, REFINED)):
        if other in conflicts:
            message = f"The claim refines {statements.name(other)}, and cannot be true together with it."
            cure = "Delete eg:refines or eg:conflictsWith."
            yield Fault("relation-clash", claim, REFINED, message, cure, position)


def _broader(statements: Statements, concept: str) -> Iterator[Fault]:
    schemes = set(statements.links(concept, SCHEME))
    for position, broader in enumerate(statements.links(concept, BROADER)):
        if broader in statements.of(model.Concept) and schemes.isdisjoint(statements.links(broader, SCHEME)):
            message = f"The broader concept {statements.name(broader)} belongs to another scheme."
            cure = "Name a concept of the same scheme, or move one of them."
            yield Fault("broader-elsewhere", concept, BROADER, message, cure, position)
