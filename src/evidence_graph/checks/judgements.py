"""Evidence lines that contradict one another, or that rest on what should not be rested on."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.checks.statements import Statements

CLAIM, CITATION, CURATOR, STANCE, VERIFIED, WITHDRAWN, WHY = (
    term(model.EvidenceLine, name)
    for name in ("claim", "citation", "curator", "stance", "verified", "withdrawn", "withdrawn_why")
)
APART = tuple(term(model.EvidenceLine, name) for name in ("design", "participants", "exposures", "outcomes"))
"""What tells two results of one work apart, such as those of two arms or two outcomes."""

STATUS = term(model.Study, "retraction_status")
RETRACTED = choice_iri(model.RetractionStatus.RETRACTED)
SIDES = {choice_iri(model.Stance.SUPPORTS), choice_iri(model.Stance.OPPOSES)}
FALSE = frozenset({"false", "0"})


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with evidence lines; those withdrawn may say anything."""
    copies: dict[bytes, str] = {}
    results: dict[bytes, str] = {}

    for line in statements.of(model.EvidenceLine):
        yield from _withdrawal(statements, line)
        if is_withdrawn(statements, line):
            continue

        yield from _memory(statements, line)
        key = tuple(statements.link(line, predicate) for predicate in (CLAIM, CITATION, CURATOR))
        if all(key):
            first = copies.setdefault(_print((*key, *_statements_of(statements, line, None))), line)
            if first != line:
                yield _copy(statements, first, line)

            if sides(statements, line):
                other = results.setdefault(_print((*key, *_statements_of(statements, line, APART))), line)
                yield from _contradiction(statements, other, line)

    yield from _retracted_lines(statements)


def _print(texts: Sequence[str]) -> bytes:
    """A fingerprint of *texts*: of a hundred thousand claims they are too long to be kept themselves."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_withdrawn(statements: Statements, line: str) -> bool:
    """Whether somebody withdrew the *line*, so that it no longer counts."""
    return WITHDRAWN in statements.described[line]


def sides(statements: Statements, line: str) -> set[str]:
    """The side that the *line* takes, for or against, as an IRI."""
    return SIDES & set(statements.links(line, STANCE))


def _statements_of(statements: Statements, line: str, predicates: Sequence[str] | None) -> tuple[str, ...]:
    """What the *line* says with each of *predicates*, or with all that it has."""
    described = statements.described[line]
    chosen_predicates = sorted(described) if predicates is None else predicates

    return tuple(
        f"{name} {sorted(text for text, _ in described.get(name, ()))}" for name in chosen_predicates
    )


def _withdrawal(statements: Statements, line: str) -> Iterator[Fault]:
    """A line withdrawn without a reason, or a reason without the day."""
    described = statements.described[line]
    if WITHDRAWN in described and WHY not in described:
        message = "The line is withdrawn, but nobody says why."
        yield Fault("withdrawn-why", line, WITHDRAWN, message, 'Add eg:withdrawnWhy "…".')

    if WHY in described and WITHDRAWN not in described:
        message = "The line says why it is withdrawn, but not when, so it still counts."
        yield Fault(
            "withdrawn-why", line, WHY, message, "Add eg:withdrawn with the day, or delete the reason."
        )


def _memory(statements: Statements, line: str) -> Iterator[Fault]:
    """A line that takes a side from memory alone, which weighs nothing."""
    recalled = {text for text, _ in statements.described[line].get(VERIFIED, ())} & FALSE
    if recalled and sides(statements, line):
        message = "The line takes a side from memory alone, so it weighs nothing."
        cure = "Look the finding up and write eg:verified true; or withdraw the line."
        yield Fault("from-memory", line, VERIFIED, message, cure)


def _copy(statements: Statements, first: str, line: str) -> Fault:
    """A line that says nothing which another does not say."""
    message = f"{_about(statements, line)}: {statements.name(first)} already says all of this."

    return Fault("judged-twice", line, None, message, "Delete one of the two.")


def _contradiction(statements: Statements, first: str, line: str) -> Iterator[Fault]:
    """A *line* of one curator that is for a claim, by a result by which the *first* is against it, or so."""
    if first == line or not sides(statements, first) | sides(statements, line) >= SIDES:
        return

    about = _about(statements, line)
    message = f"{about}: this line and {statements.name(first)} give opposite stances."
    cure = (
        "Say what tells the two results apart (eg:outcomeStudied, eg:exposure, eg:design); a work "
        "that speaks for and against qualifies the claim; else split the claim in two."
    )
    yield Fault("contradiction", line, STANCE, message, cure)


def _about(statements: Statements, line: str) -> str:
    """Who judges in *line* what for which claim."""
    curator, citation, claim = (
        identifier(statements.link(line, predicate)) for predicate in (CURATOR, CITATION, CLAIM)
    )

    return f"{curator} on {citation} for {claim}"


def _retracted_lines(statements: Statements) -> Iterator[Fault]:
    """Lines that count a retracted work for or against a claim."""
    retracted = {s for s in statements.of(model.Study) if RETRACTED in statements.links(s, STATUS)}
    for line in statements.of(model.EvidenceLine) if retracted else ():
        counts = sides(statements, line) and not is_withdrawn(statements, line)
        if counts and statements.link(line, CITATION) in retracted:
            citation = identifier(statements.link(line, CITATION))
            message = f"The retracted work {citation} still counts for or against the claim."
            cure = "Give the line the stance background and say in its rationale that the work was retracted."
            yield Fault("retracted-citation", line, STANCE, message, cure)
