"""Evidence lines that contradict one another, or that rest on what should not be rested on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.dataset.reader import Fault
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

CLAIM, CITATION, CURATOR, STANCE = (
    term(model.EvidenceLine, name) for name in ("claim", "citation", "curator", "stance")
)
STATUS = term(model.Study, "retraction_status")
RETRACTED = choice_iri(model.RetractionStatus.RETRACTED)
SIDES = {choice_iri(model.Stance.SUPPORTS), choice_iri(model.Stance.OPPOSES)}


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with evidence lines."""
    judged: dict[tuple[str, str, str], list[str]] = {}
    for line in statements.of(model.EvidenceLine):
        key = statements.link(line, CLAIM), statements.link(line, CITATION), statements.link(line, CURATOR)
        if all(key):
            judged.setdefault(key, []).append(line)
    for (claim, citation, curator), lines in judged.items():
        if len(lines) > 1:
            about = f"{identifier(curator)} on {identifier(citation)} for {identifier(claim)}"
            yield from _twice(statements, about, lines)
    yield from _retracted(statements)


def _twice(statements: Statements, about: str, lines: list[str]) -> Iterator[Fault]:
    """Lines of one curator on one claim and one work."""
    first, *others = lines
    stances = set(statements.links(first, STANCE))
    for line in others:
        if stances | set(statements.links(line, STANCE)) >= SIDES:
            message = f"{about}: this line and {statements.name(first)} give opposite stances."
            cure = "A work that speaks for and against qualifies the claim; else split the claim in two."
            yield Fault("contradiction", line, STANCE, message, cure)
        else:
            message = f"{about}: {statements.name(first)} is already a line for it."
            yield Fault("judged-twice", line, None, message, "Make one line of the two.")


def _retracted(statements: Statements) -> Iterator[Fault]:
    """Lines that count a retracted work for or against a claim."""
    retracted = {s for s in statements.of(model.Study) if RETRACTED in statements.links(s, STATUS)}
    for line in statements.of(model.EvidenceLine) if retracted else ():
        citation = statements.link(line, CITATION)
        if citation in retracted and SIDES & set(statements.links(line, STANCE)):
            message = f"The retracted work {identifier(citation)} still counts for or against the claim."
            cure = "Give the line the stance background and say in its rationale that the work was retracted."
            yield Fault("retracted-work", line, STANCE, message, cure)
