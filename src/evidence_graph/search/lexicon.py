"""The words people use for each concept: which concepts a text names."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.search.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.model import Concept

LONGEST = 6
"""The longest label, in stems, that is looked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of stems of a text that is a label of some concepts."""

    start: int
    end: int
    concepts: frozenset[str]


@dataclass(slots=True)
class Lexicon:
    """Labels to concepts, the kinship of concepts, and the stems that stand beside each in labels."""

    labels: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    parents: dict[str, set[str]] = field(default_factory=dict)
    children: dict[str, set[str]] = field(default_factory=dict)
    stems_of: dict[str, set[str]] = field(default_factory=dict)
    beside: dict[str, set[str]] = field(default_factory=dict)

    def mentions(self, text: Sequence[str]) -> list[Mention]:
        """The labels that occur in *text*, a list of stems; of nested ones only the longest."""
        found: list[Mention] = []
        for start in range(len(text)):
            for end in range(min(len(text), start + LONGEST), start, -1):
                concepts = self.labels.get(tuple(text[start:end]))
                if concepts and not any(m.start <= start and end <= m.end for m in found):
                    found.append(Mention(start, end, frozenset(concepts)))
        return found

    def above(self, concept: str) -> set[str]:
        """The broader concepts of *concept*, all the way up."""
        return _reached(concept, self.parents)

    def below(self, concept: str) -> set[str]:
        """The narrower concepts of *concept*, all the way down."""
        return _reached(concept, self.children)


def _reached(concept: str, steps: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = [concept]
    while queue:
        new = steps.get(queue.pop(), set()) - found
        found |= new
        queue.extend(new)
    return found


def lexicon(concepts: Iterable[Concept]) -> Lexicon:
    """The lexicon of *concepts*: each label, preferred or alternative, as a run of stems."""
    made = Lexicon()
    for concept in concepts:
        made.parents[concept.id] = set(concept.broader)
        for parent in concept.broader:
            made.children.setdefault(parent, set()).add(concept.id)
        known: set[str] = set()
        for label in (concept.label, *concept.alternatives):
            run = tuple(stems(label))
            if run:
                made.labels.setdefault(run, set()).add(concept.id)
                known |= set(run)
            for one, other in pairwise(run):
                made.beside.setdefault(one, set()).add(other)
                made.beside.setdefault(other, set()).add(one)
        made.stems_of[concept.id] = known
    return made
