"""Which verdicts moved between two states of the data, and by what.

A claim is rated anew only where something that the method reads is other than before: its body of evidence,
or the rules of the data set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.assessment import bodies_of, rate, rules_of
from evidence_graph.assessment.tally import Heading, tally
from evidence_graph.history.changes import BibliographicRecord, How, pair
from evidence_graph.model import Claim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from evidence_graph.assessment import Body, Rules
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.history.changes import Change, Item
    from evidence_graph.model import Certainty, Stance, Verdict

Identified = model.Study | model.Effect | model.RiskOfBias | BibliographicRecord
"""The records by whose work a verdict may move."""

READ = frozenset(
    {
        "claim",
        "citation",
        "curator",
        "stance",
        "directness",
        "verified",
        "withdrawn",
        "design",
        "participants",
    }
)
"""The fields of a judgement that the method reads."""


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """How a claim stands: its verdict, and how many works are for it and against it."""

    verdict: Verdict
    certainty: Certainty | None
    lean: Stance | None
    supports: int
    opposes: int

    def is_apart(self, other: ClaimStanding) -> bool:
        """Whether the verdict is another one, not only the numbers behind it."""
        own = self.verdict, self.certainty, self.lean

        return own != (other.verdict, other.certainty, other.lean)


@dataclass(frozen=True, slots=True)
class Movement:
    """A claim whose verdict moved: how it stood, how it stands, and the changes that may have moved it."""

    claim: str
    statement: str
    before: ClaimStanding
    after: ClaimStanding
    why: tuple[Change, ...]
    rules_differ: bool = False


@dataclass(frozen=True, slots=True)
class Standings:
    """The verdicts that *moved*, and how the claims stand that came and stood that went."""

    moved: tuple[Movement, ...]
    added: Mapping[str, ClaimStanding]
    removed: Mapping[str, ClaimStanding]


def standings(before: EvidenceGraph, after: EvidenceGraph, changes: Iterable[Change]) -> Standings:
    """How the verdicts of two states differ, of which *changes* say what became of their records."""
    old_rules, new_rules = rules_of(before), rules_of(after)
    causes = Causes(after, changes)
    moved: list[Movement] = []
    added, removed = {}, {}

    for old, new in pair(bodies_of(before), bodies_of(after), key="claim"):
        if old == new and old_rules == new_rules:
            continue  # the method reads nothing else

        if old is None and new is not None:
            added[new.claim] = _standing(new, new_rules)
        elif new is None and old is not None:
            removed[old.claim] = _standing(old, old_rules)
        elif old is not None and new is not None:
            stood, stands = _standing(old, old_rules), _standing(new, new_rules)
            if stands.is_apart(stood):
                movement = Movement(
                    claim=new.claim,
                    statement=after.label(new.claim, Claim),
                    before=stood,
                    after=stands,
                    why=tuple(causes.of(old, new)),
                    rules_differ=old_rules != new_rules,
                )
                moved.append(movement)

    return Standings(tuple(moved), added, removed)


def _standing(body: Body, rules: Rules) -> ClaimStanding:
    rating = rate(body, rules)
    citations = tally(body, opinion_counts=rules.opinion_counts)
    numbers = citations.count(Heading.SUPPORTS), citations.count(Heading.OPPOSES)

    return ClaimStanding(rating.verdict, rating.certainty, rating.lean, *numbers)


class Causes:
    """The changes by what they may move: those of a claim, of a topic, and of a work."""

    def __init__(self, after: EvidenceGraph, changes: Iterable[Change]) -> None:
        self._after = after
        self._by_claim: dict[str, dict[Change, None]] = {}
        self._by_topic: dict[str, dict[Change, None]] = {}
        self._by_citation: dict[str, dict[Change, None]] = {}
        for change in changes:
            for item in (change.before, change.after):
                if item is not None:
                    self._file(change, item)

    def _file(self, change: Change, item: Item) -> None:
        """Put a *change* of an *item* where it is looked for."""
        for claim in claims_of(item):
            self._by_claim.setdefault(claim, {})[change] = None

        if isinstance(item, model.Search) and item.topic:
            self._by_topic.setdefault(item.topic, {})[change] = None

        citation = citation_of(item)
        if citation:
            self._by_citation.setdefault(citation, {})[change] = None

    def of(self, old: Body, new: Body) -> Iterator[Change]:
        """The changes by which the body of a claim became another: its judgements, then facts of works."""
        citations = {citation.key: citation for citation in old.studies}
        later = {citation.key: citation for citation in new.studies}
        others = {key for key in citations.keys() | later.keys() if citations.get(key) != later.get(key)}
        is_kind, is_search = old.kind is not new.kind, old.searches != new.searches
        causes: dict[Change, None] = {}
        for change in self._by_claim.get(new.claim, {}):
            if _bears(change, others, is_kind=is_kind, is_search=is_search):
                causes[change] = None

        if is_search and self._after.has(Claim, new.claim):
            causes |= self._by_topic.get(self._after.claim(new.claim).topic, {})

        for key in sorted(others & citations.keys() & later.keys()):
            one, other = citations[key], later[key]
            if (one.facts, one.crossings) == (other.facts, other.crossings):
                continue

            causes |= self._by_citation.get(key, {})
            if one.facts.reviewed_retracted != other.facts.reviewed_retracted:
                for pooled in (*one.facts.pools, *other.facts.pools):
                    causes |= self._by_citation.get(pooled, {})

        yield from causes


def _bears(change: Change, others: Collection[str], *, is_kind: bool, is_search: bool) -> bool:
    """Whether a *change* of a claim's own records bears on its verdict; the works of *others* differ."""
    item = change.item
    if isinstance(item, model.Claim):
        return is_kind
    if isinstance(item, model.Search):
        return is_search

    if isinstance(item, model.EvidenceLine):
        is_read = change.how is not How.CHANGED or any(field.name in READ for field in change.fields)
        return is_read and not {item.citation, getattr(change.before, "citation", None)}.isdisjoint(others)

    return citation_of(item) in others or isinstance(item, model.Margin)


def claims_of(item: Item) -> tuple[str, ...]:
    """The claims that a record bears on by itself."""
    if isinstance(item, model.Claim):
        return (item.id,)
    if isinstance(item, model.Search):
        return item.claims
    if isinstance(item, model.EvidenceLine | model.Effect | model.Margin) and item.claim:
        return (item.claim,)

    return ()


def citation_of(item: Item) -> str | None:
    """The key of the work that a record speaks of, by which it bears on any claim."""
    if isinstance(item, BibliographicRecord | model.Study):
        return item.id
    if isinstance(item, Identified | model.Margin):
        return item.citation  # of a margin that a claim states there is none

    return None
