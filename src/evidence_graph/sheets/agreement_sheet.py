"""The sheet of agreement: how far the curators agree, and the pairs in dispute.

In come the pairs and what was measured of them; out goes `AgreementSheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph.agreement import Agreement, Pair, disputed_pairs
from evidence_graph.model import Stance
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACES = 4
"""Of so many places is the share of pairs that agree."""


@dataclass(frozen=True, slots=True)
class ScopeSheet(Sheet):
    """How far two curators agree over some pairs of judgements."""

    spread: ClassVar[tuple[str, ...]] = ("agreement",)

    agreement: Agreement
    share: float
    """The share of pairs with the same stance, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class PairSheet(Sheet):
    """What two curators judged of one study for one claim, where they differ."""

    topic: str
    """The id of the claim's topic."""
    claim: str
    """The id of the claim."""
    citation: str
    """The key of the work."""
    first_curator: str
    """Who judged."""
    first_stance: Stance
    """What that curator says."""
    second_curator: str
    """Who judged too."""
    second_stance: Stance
    """What that curator says."""
    clash: bool
    """Whether one says supports and the other opposes."""


@dataclass(frozen=True, slots=True)
class AgreementSheet(Sheet):
    """How far the curators agree."""

    all: ScopeSheet
    """Over all pairs."""
    topics: tuple[ScopeSheet, ...]
    """Topic by topic."""
    disputed: tuple[PairSheet, ...]
    """The pairs in dispute, clashes first."""


def agreement_sheet(pairs: Sequence[Pair], measured: Sequence[Agreement]) -> AgreementSheet:
    """What was *measured* of *pairs*, of all and then topic by topic, with the pairs in dispute."""
    overall_sheet, *topics = (ScopeSheet(one, round(one.share, PLACES)) for one in measured)

    return AgreementSheet(overall_sheet, tuple(topics), pair_sheets(pairs))


def pair_sheets(pairs: Sequence[Pair]) -> tuple[PairSheet, ...]:
    """Those of *pairs* that are in dispute, clashes first."""
    return tuple(map(_pair, disputed_pairs(pairs)))


def _pair(pair: Pair) -> PairSheet:
    return PairSheet(
        pair.topic,
        pair.claim,
        pair.citation,
        pair.first.curator,
        pair.first.stance,
        pair.second.curator,
        pair.second.stance,
        pair.clash,
    )
