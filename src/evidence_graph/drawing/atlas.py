"""An overview and a map for each topic, as files beside each other that link each other relatively.

One topic after the other is drawn, written and forgotten, so that a large graph takes no more room
than its largest page. A topic of too many claims stands on several pages, those with the most studies
first, and each says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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

MOST_CLAIMS, MOST_STUDIES = 800, 10_000
"""More claims, or claims with more studies, stand on several pages: no file may come near 40 MB.

Of a study up to 1.5 kB are told in invented data, and twice as much with long findings and quotes.
"""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the atlas: part *number* of *parts* of a topic, with its claims from *start* to *end*."""

    topic: Topic
    number: int
    parts: int
    file: str
    start: int
    end: int

    @property
    def claims(self) -> Sequence[str]:
        """The claims on this page, those first that have the most studies."""
        return self.topic.claims[self.start : self.end]


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
        topics = self.survey.topics
        for topic, name in zip(topics, names([topic.id for topic in topics]), strict=True):
            bounds = page_bounds(topic)
            for number, (start, end) in enumerate(pairwise(bounds), 1):
                leaf_list.append(Leaf(topic, number, len(bounds) - 1, _file(name, number), start, end))

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
        links = []
        if siblings:
            links.append(("All topics", f"../{self.overview}"))

        for one in siblings:
            if one.parts > 1:
                here = " (this)" if one.file == leaf.file else ""
                links.append((f"Page {one.number}{here}", one.file))

        missing = len(self.around.near(leaf_scene.claims))
        trail = Trail(tuple(links), _note(leaf, missing))

        return page(leaf_scene, title=f"{leaf.topic.label} – {self.title}", trail=trail)


def is_large(graph: EvidenceGraph) -> bool:
    """Whether *graph* is more than one map shows."""
    room = MOST_NODES - len(graph.store.ids(Citation))

    return any(n >= room for n, _ in enumerate(graph.store.each(Claim)))


def page_bounds(topic: Topic) -> list[int]:
    """Where the pages of *topic* begin among its claims, and behind the last its end."""
    bounds = [0]
    studies = 0
    for place, number in enumerate(topic.studies):
        is_full = place - bounds[-1] >= MOST_CLAIMS or studies + number > MOST_STUDIES
        if is_full and place > bounds[-1]:
            bounds.append(place)
            studies = 0

        studies += number

    return [*bounds, len(topic.claims)]


def first_leaf(graph: EvidenceGraph, topic: str) -> Leaf:
    """The page with the most studied claims of the topic with this id or label.

    Raises UnknownName for one that no claim has.
    """
    claims = graph.claims(topic=topic)
    studied = {claim.id: len(graph.studies(claim)) for claim in claims}
    ranked = sorted(studied, key=lambda name: (-studied[name], name))
    identifier = claims[0].topic
    counts = [studied[name] for name in ranked]
    first_topic = Topic(identifier, graph.label(identifier), ranked, counts, {}, 0)
    bounds = page_bounds(first_topic)

    return Leaf(first_topic, 1, len(bounds) - 1, "", *bounds[:2])


def names(topics: Sequence[str]) -> list[str]:
    """A file name for each of *topics*, of small letters, digits and hyphens, and none twice.

    >>> names(["brewing", "Brewing", "../brewing", "茶", "Con"])
    ['brewing', 'brewing-2', 'brewing-3', 'topic', 'con-topic']
    """
    taken_names: dict[str, int] = {}
    file_names: list[str] = []
    for topic in topics:
        base = re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-")
        base = base[:60].strip("-") or "topic"
        if base in RESERVED:
            base += "-topic"

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


def _note(leaf: Leaf, missing: int) -> str:
    """What the page leaves out."""
    note_parts = []
    if leaf.parts > 1:
        note_parts.append(
            f"Claims {leaf.start + 1:,} to {leaf.end:,} of {len(leaf.topic.claims):,} of this topic, "
            "by number of studies."
        )

    if missing:
        noun = "claim" if missing == 1 else "claims"
        note_parts.append(f"{missing:,} linked {noun} elsewhere not drawn.")

    return " ".join(note_parts)
