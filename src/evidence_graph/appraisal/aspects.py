"""A sentence held against a claim, one aspect after the other: exposure, comparator, outcome, direction.

What a data set is about stands in concept schemes, such as exercises and outcomes. Which scheme holds what
is done, and which what is measured, follows from its evidence lines. A concept that a sentence names instead
of the claim's own, or beside it where it is something that is done, is a rival: the sentence is about
something else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import model
from evidence_graph.appraisal.cue_lists import pattern
from evidence_graph.appraisal.directions import Course, compare, trend
from evidence_graph.search.lexicon import lexicon_of
from evidence_graph.search.word_stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, Concept, EvidenceLine

SAMPLE = 2_000
"""So many evidence lines show which scheme is used for what."""

Concepts = frozenset[int]
"""Concepts by their numbers in a lexicon; of a label, all that it may mean."""


class Meeting(StrEnum):
    """How an aspect of a sentence meets that of a claim."""

    SAME = "same"
    CONTEXT = "same, by what stands before"
    RELATED = "wider or narrower"
    UNSAID = "not said"
    OTHER = "another"
    NEITHER = "in neither"


MET = frozenset({Meeting.SAME, Meeting.CONTEXT})


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a sentence compares with a claim, aspect by aspect.

    *rival* is what the sentence names instead or beside; *unsaid* are the concepts of the claim, neither done
    nor measured, such as a muscle or a load, that it does not name.
    """

    exposure: Meeting
    comparator: Meeting
    outcome: Meeting
    direction: Course
    rival: str = ""
    unsaid: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """The comparison in words, aspect by aspect."""
        parts = (
            f"exposure {self.exposure}",
            f"comparator {self.comparator}",
            f"outcome {self.outcome}",
            str(self.direction),
        )

        return ", ".join(parts)

    @property
    def names_nothing(self) -> bool:
        """Whether neither names a concept, so that only words can be compared; and both compare, or none."""
        return (
            self.exposure is self.outcome is Meeting.NEITHER
            and not self.unsaid
            and self.comparator in {Meeting.SAME, Meeting.NEITHER}
        )

    @property
    def is_near(self) -> bool:
        """Whether the sentence is about what the claim is about, even where it says the contrary."""
        return (
            not self.rival
            and not self.unsaid
            and self.exposure in MET
            and self.comparator in {Meeting.SAME, Meeting.NEITHER}
            and self.outcome in MET | {Meeting.NEITHER}
        )


class Roles(NamedTuple):
    """What the schemes of a data set are used for: what is *done*, and what is *measured*."""

    done: str | None
    measured: frozenset[str]


def roles_of(lines: Iterable[EvidenceLine], scheme_of: Mapping[str, str]) -> Roles:
    """The roles of schemes, by what evidence *lines* name as exposures and as outcomes.

    >>> roles_of([], {})
    Roles(done=None, measured=frozenset())
    """
    done: Counter[str] = Counter()
    measured: Counter[str] = Counter()

    for line in islice(lines, SAMPLE):
        done.update(scheme_of[name] for name in line.exposures if name in scheme_of)
        measured.update(scheme_of[name] for name in line.outcomes if name in scheme_of)

    outcomes = frozenset(scheme for scheme in measured if measured[scheme] > done[scheme])
    exposures = [scheme for scheme, _ in done.most_common() if scheme not in outcomes]

    return Roles(next(iter(exposures), None), outcomes)


@dataclass(frozen=True, slots=True)
class Naming:
    """What a sentence or claim names: its concepts by scheme, and its words with straight apostrophes.

    *about* is what a claim is also about by its record, without its statement naming it.
    """

    by_scheme: Mapping[str, tuple[Concepts, ...]]
    folded: str
    about: Concepts = frozenset()

    def of(self, scheme: str | None) -> tuple[Concepts, ...]:
        """The concepts of one *scheme*, those of each label apart."""
        return self.by_scheme.get(scheme or "", ())

    def all_of(self, scheme: str | None) -> Concepts:
        """All concepts of one *scheme* together."""
        return frozenset[int]().union(*self.of(scheme))


class Aspects:
    """Reads sentences and claims of one data set and compares them."""

    def __init__(self, graph: EvidenceGraph) -> None:
        # The label of a topic, such as "tea and sleep", would hide those of what it is made of.
        topics = {topic.id for topic in graph.topics()}
        concepts: list[Concept] = [one for one in graph.all(model.Concept) if one.id not in topics]
        self._lexicon = lexicon_of(concepts)
        self._concepts = concepts
        scheme_of = {concept.id: concept.scheme for concept in concepts}
        self.roles = roles_of(graph.store.each(model.EvidenceLine), scheme_of)

    def read(self, words: str) -> Naming:
        """What the sentence *words* names."""
        mentions = (frozenset(mention.concepts) for mention in self._lexicon.mentions(stems(words)))

        return Naming(self._by_scheme(mentions), _folded(words))

    def read_claim(self, claim: Claim) -> Naming:
        """What the statement of *claim* names; where that is nothing, what its record says it is about."""
        numbers = self._lexicon.numbers
        about = [frozenset({numbers[name]}) for name in claim.about if name in numbers]
        naming = self.read(claim.statement)
        by_scheme = naming.by_scheme or self._by_scheme(about)

        return Naming(by_scheme, naming.folded, frozenset[int]().union(*about))

    def labels(self, mentions: Iterable[Concepts]) -> str:
        """The labels of what is mentioned, as words."""
        return " ".join(self._concepts[min(one)].label for one in mentions)

    def _by_scheme(self, mentions: Iterable[Concepts]) -> dict[str, tuple[Concepts, ...]]:
        by_scheme: dict[str, tuple[Concepts, ...]] = {}
        for mention in mentions:
            for scheme in sorted({self._concepts[number].scheme for number in mention}):
                same = frozenset(number for number in mention if self._concepts[number].scheme == scheme)
                by_scheme[scheme] = (*by_scheme.get(scheme, ()), same)

        return by_scheme

    def compare(self, sentence: Naming, claim: Naming, before: Naming | None = None) -> Comparison:
        """How *sentence* compares with *claim*; what it points to may stand in the sentence *before*."""
        done = self.roles.done
        exposure = self._meet(sentence, claim, done, before)
        others = [
            scheme for scheme in claim.by_scheme if scheme != done and scheme not in self.roles.measured
        ]
        if exposure is Meeting.NEITHER and others:
            # Anatomy has no exposure: the claim is about a muscle, or about what else it names.
            exposure = _worst(self._meet(sentence, claim, scheme, before) for scheme in others)

        measured = [
            scheme for scheme in self.roles.measured if scheme in {*claim.by_scheme, *sentence.by_scheme}
        ]
        outcomes = [self._meet(sentence, claim, scheme, before) for scheme in measured]

        return Comparison(
            exposure,
            self._comparator(sentence, claim),
            _worst(outcomes) if outcomes else Meeting.NEITHER,
            compare(trend(sentence.folded), trend(claim.folded)),
            self._rival(sentence, claim, others),
            tuple(self._unsaid(sentence, claim, others)),
        )

    def _meet(self, sentence: Naming, claim: Naming, scheme: str | None, before: Naming | None) -> Meeting:
        """How the concepts of one *scheme* meet."""
        own, mentions = claim.all_of(scheme), sentence.of(scheme)
        if not own:
            return Meeting.OTHER if mentions else Meeting.NEITHER
        if _meets(own, mentions):
            return Meeting.SAME

        if mentions:
            if _meets(self._kin(own), mentions):
                return Meeting.RELATED

            return Meeting.OTHER

        # "It makes the glutes grow": what it is stands in the sentence before, if only one thing does.
        if before and pattern("pointing").search(sentence.folded):
            earlier = before.of(scheme)
        else:
            earlier = ()

        is_clear = len(earlier) == 1 and _meets(own, earlier)

        return Meeting.CONTEXT if is_clear else Meeting.UNSAID

    def _unsaid(self, sentence: Naming, claim: Naming, schemes: list[str]) -> Iterator[str]:
        """The labels of what *claim* names of *schemes* and the sentence names nothing of."""
        for scheme in schemes:
            own = claim.all_of(scheme)
            if not _meets(own, sentence.of(scheme)):
                yield self._concepts[min(own)].label

    def _kin(self, concepts: Concepts) -> Concepts:
        """What lies above and below *concepts*."""
        return frozenset[int]().union(
            *(self._lexicon.above[number] | self._lexicon.below[number] for number in concepts)
        )

    def _comparator(self, sentence: Naming, claim: Naming) -> Meeting:
        """Whether both compare, or neither; where both do, with the same."""
        cues = pattern("comparing")
        compares, is_compared = bool(cues.search(sentence.folded)), bool(cues.search(claim.folded))
        if not is_compared:
            return Meeting.OTHER if compares else Meeting.NEITHER
        if not compares:
            return Meeting.UNSAID

        mentions = sentence.of(self.roles.done)
        are_all_named = all(_meets(one, mentions) for one in claim.of(self.roles.done))

        if are_all_named:
            return Meeting.SAME

        return Meeting.OTHER

    def _rival(self, sentence: Naming, claim: Naming, others: list[str]) -> str:
        """What the sentence names that the claim is not about; empty where there is nothing."""
        for scheme in filter(None, (self.roles.done, *others)):
            own, mentions = claim.all_of(scheme), sentence.of(scheme)
            allowed = own | self._kin(own) | claim.about
            strangers = [one for one in mentions if allowed.isdisjoint(one)]
            # Another muscle beside that of the claim does no harm; another exercise does.
            does_harm = scheme == self.roles.done or not _meets(own, mentions)
            if strangers and does_harm:
                return self._concepts[min(strangers[0])].label

        return ""


def _meets(concepts: Concepts, mentions: Iterable[Concepts]) -> bool:
    """Whether any of *mentions* may mean one of *concepts*."""
    return any(not concepts.isdisjoint(one) for one in mentions)


def _worst(meetings: Iterable[Meeting]) -> Meeting:
    """The least good of *meetings*, but one that is the same outweighs what is not said."""
    ordered = list(meetings)
    for one in (Meeting.SAME, Meeting.CONTEXT, Meeting.RELATED, Meeting.OTHER):
        if one in ordered:
            return one

    return ordered[0]


def _folded(words: str) -> str:
    return words.casefold().replace("’", "'")
