"""An article with its evidence beside it, as plain values: what a page of it lays out.

`AnnotatedArticle` holds the text in marked blocks and its claims in the order of the text, each with its
verdict, its bar and its studies as they speak to the sentence. `annotating` makes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.audit import NEEDED
from evidence_graph.display import Shown
from evidence_graph.model import Attitude, Verdict, Wording
from evidence_graph.reading.passage_marks import Loudness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.audit import Audit, AuditedAssertion
    from evidence_graph.model import Article, Certainty
    from evidence_graph.reading.facing import Facing
    from evidence_graph.reading.passage_marks import MarkedBlock, PassageMention
    from evidence_graph.reading.passage_places import PassagePlace, Standing, TextFit
    from evidence_graph.sheets.study_rows import StudyRow

LOUD = frozenset({Verdict.OPPOSED, Verdict.CONTESTED})
"""Verdicts that no passage within another may hide."""

QUIET = frozenset({Verdict.NONE_RECORDED, Verdict.NONE_FOUND, Verdict.DEFINITION})
"""Verdicts without studies: what is not known is no fault, and stays in the background."""


class Weakness(StrEnum):
    """Why a sentence does not hold, the gravest first."""

    CONTRADICTED = "The evidence speaks against it"
    DIVIDED = "The studies disagree"
    OVERCLAIM = "Surer than the evidence"
    WRONG_REFERENCE = "A reference does not back it"
    UNCERTAIN = "Too little to say"


@dataclass(frozen=True, slots=True)
class AnnotatedClaim(Shown):
    """A claim of an article: its *number* in the order of the text, its passages there, and its evidence.

    Verdict and studies are those for the sentence: where the article denies the claim, what speaks against
    the claim speaks for the sentence.
    """

    number: int
    audited: AuditedAssertion
    mentions: tuple[PassageMention, ...]
    places: tuple[PassagePlace, ...]
    facing: Facing
    quotation: str

    @property
    def id(self) -> str:
        """The id of the claim."""
        return self.audited.claim.id

    @property
    def verdict(self) -> Verdict:
        """What the evidence says to the sentence."""
        return self.facing.verdict

    @property
    def rows(self) -> Mapping[str, Sequence[StudyRow]]:
        """The studies by heading, those for the sentence under that of what supports it."""
        return self.facing.rows

    @property
    def is_denied(self) -> bool:
        """Whether the article denies the claim."""
        return self.audited.assertion.attitude is Attitude.DENIES

    @property
    def is_reported(self) -> bool:
        """Whether the article only tells the view of others."""
        return self.audited.assertion.attitude is Attitude.REPORTS

    @property
    def is_contradicted(self) -> bool:
        """Whether the evidence backs the contrary of the sentence."""
        return self.verdict is Verdict.OPPOSED

    @property
    def is_loud(self) -> bool:
        """Whether its mark lies over all others."""
        return self.verdict in LOUD and not self.is_reported

    @property
    def loudness(self) -> Loudness:
        """How much its mark must be seen."""
        if self.is_loud:
            return Loudness.LOUD

        return Loudness.QUIET if self.is_quiet else Loudness.SEEN

    @property
    def is_quiet(self) -> bool:
        """Whether nothing but its sign is seen until somebody asks."""
        return self.verdict in QUIET

    @property
    def main(self) -> PassageMention | None:
        """The passage that is quoted; None where none stands in the text."""
        return next((mention for mention in self.mentions if mention.is_main), None)

    @property
    def others(self) -> tuple[PassageMention, ...]:
        """Its other passages."""
        return tuple(mention for mention in self.mentions if not mention.is_main)

    @property
    def needed(self) -> Certainty:
        """The certainty that its wording promises."""
        return NEEDED[self.audited.assertion.force]

    @property
    def weakness(self) -> Weakness | None:
        """The gravest reason why it does not hold; None where nothing is to be said against it."""
        if self.is_reported or self.is_quiet:
            return None
        if self.is_contradicted:
            return Weakness.CONTRADICTED
        if self.verdict is Verdict.CONTESTED:
            return Weakness.DIVIDED
        if self.audited.wording is Wording.OVERCLAIM:
            return Weakness.OVERCLAIM
        if any(backing.wrong for backing in self.audited.backings):
            return Weakness.WRONG_REFERENCE

        return Weakness.UNCERTAIN if self.verdict is Verdict.UNCERTAIN else None

    def count(self, heading: str) -> int:
        """How many studies stand under *heading*."""
        return len(self.rows.get(heading, ()))


@dataclass(frozen=True, slots=True)
class AnnotatedArticle(Shown):
    """An article with its evidence beside it."""

    card: Audit
    text: str
    fit: TextFit
    blocks: tuple[MarkedBlock, ...]
    claims: tuple[AnnotatedClaim, ...]
    claims_of_reference: Mapping[str, Sequence[AnnotatedClaim]]

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.card.article

    @property
    def words(self) -> int:
        """How many words its text has, its reference list not counted."""
        return sum(len(piece.text.split()) for block in self.blocks for piece in block.pieces)

    @property
    def standings(self) -> Counter[Standing]:
        """How many passages stand in their place, elsewhere, or nowhere."""
        by_passage: dict[str, Standing] = {}
        for claim in self.claims:
            by_passage |= {place.passage.id: place.standing for place in claim.places}

        return Counter(by_passage.values())

    @property
    def absent(self) -> list[AnnotatedClaim]:
        """The claims of which no passage stands in the text."""
        return [claim for claim in self.claims if not claim.mentions]

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many claims have each verdict that any has, in the order in which these are shown."""
        counts = Counter(claim.verdict for claim in self.claims)

        return {verdict: counts[verdict] for verdict in looks.VERDICTS if counts[verdict]}

    @property
    def weaknesses(self) -> dict[Weakness, list[AnnotatedClaim]]:
        """What does not hold, the gravest first, and in each group what leans against the sentence."""
        groups: dict[Weakness, list[AnnotatedClaim]] = {}
        for weakness in Weakness:
            group = [claim for claim in self.claims if claim.weakness is weakness]
            if group:
                groups[weakness] = sorted(group, key=lambda claim: not claim.facing.leans_against)

        return groups
