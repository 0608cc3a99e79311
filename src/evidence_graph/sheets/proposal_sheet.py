"""What is proposed of an article and not yet decided: its sentences, what they may mean, and the decisions.

It is what `draft` and `review` answer with, and what their file beside the data holds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from evidence_graph.errors import UnknownName
from evidence_graph.model import Force
from evidence_graph.sheets.sheet import Sheet


class Decision(StrEnum):
    """What somebody decided on a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class LikelyReference(Sheet):
    """An entry of the article's list that a sentence most likely means."""

    number: int
    """Its number in the list."""
    key: str
    """The key of the work."""
    printed: str
    """The entry as printed."""
    why: str
    """Why it is thought to be meant: a marker, its place in the list, or shared words."""


@dataclass(frozen=True, slots=True)
class KnownClaim(Sheet):
    """A claim that a sentence may mean."""

    base: str
    """The data set that has it."""
    claim: str
    """Its id."""
    statement: str
    """The claim."""
    here: bool
    """Whether it is in the very folder, so that the sentence can be accepted for it."""
    near: bool
    """Whether it is about the same, as far as words tell."""
    comparison: str
    """How exposure, comparator, outcome and direction compare."""


@dataclass(frozen=True, slots=True)
class ProposedClaim(Sheet):
    """A sentence of the article and what is proposed of it."""

    number: int
    """Its number among the proposals, from 1."""
    paragraph: int
    """Where it stands, from 1."""
    start: int
    """Its first character in the text, from 0."""
    end: int
    """The first character behind it."""
    sentence: str
    """Its words."""
    statement: str
    """The same without the markers of references."""
    force: Force
    """How firmly it seems to be worded."""
    references: tuple[LikelyReference, ...] = ()
    """The references it most likely means."""
    known: tuple[KnownClaim, ...] = ()
    """The known claims that it may mean, the likeliest first."""
    decision: Decision = Decision.PROPOSED
    """What was decided on it."""
    claim: str | None = None
    """The claim it was accepted for."""
    judged: tuple[str, ...] = ()
    """The judgements that were recorded for it in this review."""


@dataclass(frozen=True, slots=True)
class ProposedArticle(Sheet):
    """All that is proposed of one article."""

    article: str
    """The id of the article."""
    title: str
    """Its title."""
    source: str
    """The file it was read from."""
    sha256: str
    """The fingerprint of its text, into which the places point."""
    claims: tuple[ProposedClaim, ...]
    """Its sentences that state something checkable, in their order."""

    def claim(self, number: int) -> ProposedClaim:
        """The proposal of that *number*. Raises UnknownName."""
        for one in self.claims:
            if one.number == number:
                return one

        hint = f"{self.article} has proposals 1 to {len(self.claims)}."
        raise UnknownName("proposal", str(number), hint=hint)

    def with_claim(self, changed: ProposedClaim) -> ProposedArticle:
        """The same with *changed* in the place of the proposal of its number."""
        claims = tuple(changed if one.number == changed.number else one for one in self.claims)

        return replace(self, claims=claims)

    @property
    def undecided(self) -> list[ProposedClaim]:
        """The proposals that nobody has decided on."""
        return [one for one in self.claims if one.decision is Decision.PROPOSED]

    def counts(self) -> dict[Decision, int]:
        """How many proposals are decided how."""
        return {decision: sum(one.decision is decision for one in self.claims) for decision in Decision}
