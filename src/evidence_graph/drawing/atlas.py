"""An overview and a map for each topic, as files beside each other that link each other relatively.

One topic after the other is drawn, written and forgotten, so that a large graph takes no more room
than its largest page. A topic of too many claims stands on several pages, those with the most studies
first, and each says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph.drawing import overview
from evidence_graph.drawing.page import Trail, page
from evidence_graph.drawing.register import register
from evidence_graph.drawing.scene import Around, alone
from evidence_graph.drawing.survey import Survey, Topic, survey
from evidence_graph.model import Citation, Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.graph import EvidenceGraph

MOST_NODES = 10_000
"""More claims and works than this are drawn topic by topic: vis-network moves no more of them smoothly."""
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows takes for devices, whatever ending they have."""

MOST_CLAIMS = 800
"""More claims than this stand on several pages: with their studies they are what one page can carry."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the atlas: part *number* of *parts* of a topic."""

    topic: Topic
    number: int
    parts: int
    file: str

    @property
    def claims(self) -> Sequence[str]:
        """The claims on this page, those first that have the most studies."""
        return self.topic.claims[(self.number - 1) * MOST_CLAIMS : self.number * MOST_CLAIMS]


@dataclass(frozen=True)
class Atlas:
    """The overview of a graph and the maps of its topics, which stand in *folder* beside it."""

    graph: EvidenceGraph
    title: str
    overview: str
    folder: str

    @cached_property
    def survey(self) -> Survey:
        """The topics counted."""
        return survey(self.graph)

    @cached_property
    def around(self) -> Around:
        """What lies around all claims."""
        return Around.of(self.graph)

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The pages of all topics."""
        leaf_list = []
        for topic, name in zip(self.survey.topics, names([t.id for t in self.survey.topics]), strict=True):
            parts = -(-len(topic.claims) // MOST_CLAIMS)
            leaf_list += [Leaf(topic, n, parts, _file(name, n)) for n in range(1, parts + 1)]

        return leaf_list

    def front(self) -> str:
        """The text of the overview."""
        files = {leaf.topic.id: f"{self.folder}/{leaf.file}" for leaf in self.leaves if leaf.number == 1}
        claims, claim_numbers = register(self.graph, self._places())

        return overview.page(self.survey, title=self.title, files=files, claims=claims, known=claim_numbers)

    def _places(self) -> dict[str, str]:
        """The map of each claim."""
        places: dict[str, str] = {}
        for leaf in self.leaves:
            places |= dict.fromkeys(leaf.claims, f"{self.folder}/{leaf.file}")

        return places

    def pages(self) -> Iterator[tuple[str, str]]:
        """The file name and text of each topic's pages, one made after the other."""
        siblings: dict[str, list[Leaf]] = {}
        for leaf in self.leaves:
            siblings.setdefault(leaf.topic.id, []).append(leaf)

        for leaf in self.leaves:
            yield leaf.file, self.draw(leaf, siblings[leaf.topic.id])

    def draw(self, leaf: Leaf, siblings: Sequence[Leaf] = ()) -> str:
        """The text of one page, with links to the overview and to the other pages of its topic."""
        leaf_scene = alone(self.graph, leaf.claims, self.around)
        others = [(f"{one.number}", one.file) for one in siblings if one.parts > 1]
        if siblings:
            up = [("All topics", f"../{self.overview}")]
        else:
            up = []

        missing = len(self.around.near(leaf_scene.claims))
        trail = Trail((*up, *_mark(others, leaf)), _note(leaf, missing))

        return page(leaf_scene, title=f"{leaf.topic.label} – {self.title}", trail=trail)


def is_large(graph: EvidenceGraph) -> bool:
    """Whether *graph* is more than one map shows."""
    room = MOST_NODES - len(graph.store.ids(Citation))

    return any(n >= room for n, _ in enumerate(graph.store.each(Claim)))


def first_leaf(graph: EvidenceGraph, topic: str) -> Leaf:
    """The page with the most studied claims of the topic with this id or label.

    Raises UnknownName for one that no claim has.
    """
    claims = sorted(graph.claims(topic=topic), key=lambda c: (-len(graph.studies(c)), c.id))
    identifier = claims[0].topic
    first_topic = Topic(identifier, graph.label(identifier), [c.id for c in claims], {}, 0)

    return Leaf(first_topic, 1, -(-len(claims) // MOST_CLAIMS), "")


def names(topics: Sequence[str]) -> list[str]:
    """A file name for each of *topics*, of small letters, digits and hyphens, and none twice.

    >>> names(["brewing", "Brewing", "../brewing", "茶", "Con"])
    ['brewing', 'brewing-2', 'brewing-3', 'topic', 'con-topic']
    """
    taken_names: dict[str, int] = {}
    file_names: list[str] = []
    for topic in topics:
        base = re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-")[:60].strip("-") or "topic"
        base = f"{base}-topic" if base in RESERVED else base
        name = base
        while name in taken_names:
            taken_names[base] += 1
            name = f"{base}-{taken_names[base]}"

        taken_names.setdefault(name, 1)
        file_names.append(name)

    return file_names


def _file(name: str, number: int) -> str:
    if number == 1:
        return f"{name}.html"

    return f"{name}.{number}.html"


def _mark(others: Sequence[tuple[str, str]], leaf: Leaf) -> list[tuple[str, str]]:
    return [(f"Page {n}" if file != leaf.file else f"Page {n} (this)", file) for n, file in others]


def _note(leaf: Leaf, missing: int) -> str:
    """What the page leaves out."""
    note_parts = []
    if leaf.parts > 1:
        first = (leaf.number - 1) * MOST_CLAIMS + 1
        last = first + len(leaf.claims) - 1
        note_parts.append(
            f"Claims {first:,} to {last:,} of {len(leaf.topic.claims):,} of this topic, by number of studies."
        )

    if missing:
        note_parts.append(f"{missing:,} linked {'claim' if missing == 1 else 'claims'} elsewhere not drawn.")

    return " ".join(note_parts)
