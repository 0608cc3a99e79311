"""Texts that read differently than they look: characters nobody sees, one statement told twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from evidence_graph import invisible, model
from evidence_graph.checks.judgements import CLAIM, SIDES, STANCE
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import BY_RECORD, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

STATEMENT = term(model.Claim, "statement")
CODE = "invisible-character"
CURE = "Write it without; isolates, joiners and marks of direction stay only where a script needs them."

TOKEN = re.compile(r"(?<!\w)[-\u2212]?\d+(?:[.,:/]\d+)*|\w+|[^\w\s]")
"""A number with its sign and its decimals, a word, or a sign."""

TELLING = frozenset("%\u2030#&@*")
"""Signs that count as punctuation in Unicode and change what a statement says."""


def faults(statements: Statements) -> Iterator[Fault]:
    """Characters that nobody sees in ids and texts, and statements told twice with opposite evidence."""
    for record in BY_RECORD:
        for subject in statements.of(record):
            yield from _unseen(statements, subject)

    yield from _twice(statements)


def _unseen(statements: Statements, subject: str) -> Iterator[Fault]:
    name = identifier(subject)
    hidden_words = invisible.tell(name)
    if hidden_words:
        message = f"The id {invisible.show(name)!r} holds what nobody sees: {hidden_words}."
        yield Fault(CODE, subject, None, message, CURE)

    for predicate, terms in statements.described[subject].items():
        for position, (text, datatype) in enumerate(terms):
            if datatype is None or (text.isascii() and text.isprintable()):  # most are, and soon seen to be
                continue

            # A text that is blank is told as an empty one.
            if invisible.hidden(text) and not invisible.is_blank(text):
                message = f"{identifier(predicate)} holds what nobody sees: {invisible.tell(text)}."
                yield Fault(CODE, subject, predicate, message, CURE, position)


def _twice(statements: Statements) -> Iterator[Fault]:
    """Claims that state the same, of which one is supported and the other opposed."""
    stances: dict[str, set[str]] = {}
    for line in statements.of(model.EvidenceLine):
        sides = SIDES.intersection(statements.links(line, STANCE))
        stances.setdefault(statements.link(line, CLAIM), set()).update(sides)

    alike: dict[tuple[str, ...], list[str]] = {}
    for claim in statements.of(model.Claim):
        for text, datatype in statements.described[claim].get(STATEMENT, ()):
            if datatype is not None:
                alike.setdefault(gist(text), []).append(claim)

    for claims in alike.values():
        for number, claim in enumerate(claims):
            other = _opposed_claim(claim, claims[:number], stances)
            if other:
                name = statements.name(other)
                message = f"It states the same as {name}, and their evidence points opposite ways."
                cure = (
                    "Make one claim of the two with all the evidence, or say in the statements what differs."
                )
                yield Fault("statement-twice", claim, STATEMENT, message, cure)
            elif claims[0] != claim:
                message = f"It states the same as {statements.name(claims[0])}, but for capitals and signs."
                cure = "Make one claim of the two, or say in the statements what differs."
                yield Fault("same-statement", claim, STATEMENT, message, cure)


def _opposed_claim(claim: str, others: list[str], stances: dict[str, set[str]]) -> str:
    """The first of *others* whose evidence has a side on which that of *claim* has the opposite."""
    own = stances.get(claim, set())
    for other in others:
        pairs = {frozenset((one, two)) for one in own for two in stances.get(other, ())}
        if other != claim and frozenset(SIDES) in pairs:
            return other

    return ""


def gist(statement: str) -> tuple[str, ...]:
    """The words, numbers and signs of a *statement*, whatever its capitals, spaces and punctuation.

    >>> gist("Tea, cold, is  GOOD.") == gist("tea cold is good")
    True
    >>> gist("Heat > 50 %") == gist("Heat < 50 %") or gist("by 1.5") == gist("by 15")
    False
    """
    plain = unicodedata.normalize("NFKC", invisible.bare(statement)).casefold()

    return tuple(token for token in TOKEN.findall(plain) if token[-1].isalnum() or _tells(token))


def _tells(sign: str) -> bool:
    return sign in TELLING or unicodedata.category(sign[0])[0] in "SM"
