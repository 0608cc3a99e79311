"""What is on the map: the claims asked for, their studies, and the claims next to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.assessment import assess_body, bodies_of, body_of, question_of, rules_of
from evidence_graph.looks.claim_relations import CLAIM_RELATIONS
from evidence_graph.looks.designs import DESIGNS
from evidence_graph.looks.forms import Family
from evidence_graph.model import Article, Citation, Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.assessment import Assessment, Body
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Assertion, Citation, Disagreement, Stance
    from evidence_graph.study_evidence import StudyEvidence


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, in an order that does not change: claims, neighbours, studies, works, articles."""

    graph: EvidenceGraph
    claims: tuple[Claim, ...]
    neighbours: tuple[Claim, ...]
    studies: Mapping[str, tuple[StudyEvidence, ...]]
    citations: Mapping[str, Citation]
    articles: tuple[Article, ...]
    assertions: tuple[Assertion, ...]
    disagreements: tuple[Disagreement, ...]
    assessments: Mapping[str, Assessment]
    bodies: Mapping[str, Body]

    @property
    def all_claims(self) -> tuple[Claim, ...]:
        """The claims asked for, then those next to them."""
        return self.claims + self.neighbours

    def counts(self, claim: Claim) -> dict[str, int]:
        """How many studies stand under each heading of *claim*; each study once."""
        by_heading = self.assessments[claim.id].tally.by_heading

        return {heading: len(keys) for heading, keys in by_heading.items()}


@dataclass(frozen=True, slots=True)
class Around:
    """What a scene needs beside its claims, gathered in one pass over the graph for any number of scenes."""

    pointing: Mapping[str, list[str]]
    assertions: Sequence[Assertion]
    disagreements: Sequence[Disagreement]
    places: Mapping[str, list[int]]

    @classmethod
    def of(cls, graph: EvidenceGraph) -> Around:
        """What lies around the claims of *graph*."""
        pointing: dict[str, list[str]] = defaultdict(list)
        for claim in graph.store.each(Claim):
            for other in dict.fromkeys(_neighbours(claim)):
                pointing[other].append(claim.id)

        assertions = graph.assertions()
        places: dict[str, list[int]] = defaultdict(list)
        for n, assertion in enumerate(assertions):
            places[assertion.claim].append(n)

        return cls(pointing, assertions, graph.all(model.Disagreement), places)

    def said(self, claims: Iterable[str]) -> list[Assertion]:
        """The assertions of *claims* in the order of the text."""
        return [self.assertions[n] for n in sorted(n for c in claims for n in self.places.get(c, ()))]

    def near(self, claims: Sequence[Claim]) -> set[str]:
        """The ids of the claims that are related to *claims*, and that are none of them."""
        other_claims: set[str] = set().union(*map(_neighbours, claims))

        return other_claims.union(*(self.pointing.get(c.id, ()) for c in claims)) - {c.id for c in claims}


def _neighbours(claim: Claim) -> tuple[str, ...]:
    """The ids of the claims that *claim* rests on, conflicts with, or bears on."""
    others: tuple[str, ...] = claim.premises + claim.conflicts

    for relation in CLAIM_RELATIONS:
        others += getattr(claim, relation.field)

    return others


def choose(graph: EvidenceGraph, claims: Iterable[Claim | str] | None = None) -> Scene:
    """All of *graph*, or *claims* with their evidence, and the claims to which they are related.

    Of these, which are next to those asked for, only the verdict is told: their studies are not.
    """
    around = Around.of(graph)
    if claims is None:
        chosen_claims = tuple(sorted(graph.claims(), key=lambda c: c.id))
        citations = {citation.key: citation for citation in graph.citations()}
        bodies = {body.claim: body for body in bodies_of(graph)}

        return _scene(graph, around, chosen_claims, (), bodies, citations, graph.all(Article))

    chosen_claims = tuple(sorted({c.id: c for c in map(graph.claim, claims)}.values(), key=lambda c: c.id))
    near_claims = tuple(
        graph.claim(name) for name in sorted(around.near(chosen_claims)) if graph.has(Claim, name)
    )

    return _scene(graph, around, chosen_claims, near_claims, _bodies(graph, (*chosen_claims, *near_claims)))


def alone(graph: EvidenceGraph, claims: Iterable[str], around: Around) -> Scene:
    """The claims with these ids and their evidence, without any other claim."""
    chosen_claims = tuple(graph.claim(name) for name in sorted(claims))

    return _scene(graph, around, chosen_claims, (), _bodies(graph, chosen_claims))


def _bodies(graph: EvidenceGraph, claims: Iterable[Claim]) -> dict[str, Body]:
    return {claim.id: body_of(graph, claim) for claim in claims}


def _assess(
    graph: EvidenceGraph,
    claims: Iterable[Claim],
    bodies: Mapping[str, Body],
    citations: Mapping[str, Citation],
) -> dict[str, Assessment]:
    labels, rules = {key: citation.label for key, citation in citations.items()}, rules_of(graph)
    return {claim.id: assess_body(bodies[claim.id], labels, question_of(claim), rules) for claim in claims}


def _scene(
    graph: EvidenceGraph,
    around: Around,
    chosen_claims: tuple[Claim, ...],
    near_claims: tuple[Claim, ...],
    bodies: Mapping[str, Body],
    citations: Mapping[str, Citation] | None = None,
    articles: Sequence[Article] | None = None,
) -> Scene:
    shown_claims = {claim.id for claim in (*chosen_claims, *near_claims)}
    studies = {claim.id: tuple(graph.studies(claim)) for claim in chosen_claims}
    citations_by_key = dict(citations or {}) | {
        s.citation.key: s.citation for group in studies.values() for s in group
    }
    assertions = around.said(shown_claims)
    heard = dict.fromkeys(a.article for a in assertions)
    articles_heard = (
        articles if articles is not None else [graph.article(a) for a in heard if graph.has(Article, a)]
    )
    drawn_articles = {article.id for article in articles_heard}

    return Scene(
        graph,
        chosen_claims,
        near_claims,
        studies,
        {key: citations_by_key[key] for key in sorted(citations_by_key)},
        tuple(sorted(articles_heard, key=lambda a: a.id)),
        tuple(a for a in assertions if a.article in drawn_articles),
        tuple(d for d in around.disagreements if shown_claims.intersection(d.claims)),
        _assess(graph, (*chosen_claims, *near_claims), bodies, citations_by_key),
        bodies,
    )


def stances(study: StudyEvidence) -> tuple[Stance, ...]:
    """The stances to *study* that nobody has withdrawn, each once."""
    standing = {line.stance for line in study.lines if line.withdrawn is None}

    return tuple(stance for stance in study.stances if stance in standing)


def family(citation: Citation) -> Family:
    """The group of designs that *work* belongs to, unknown when its design is not recorded."""
    design = citation.study.design if citation.study else None
    if design:
        return DESIGNS[design].family

    return Family.UNKNOWN


def cited_by(scene: Scene) -> dict[str, list[str]]:
    """The articles on the map in whose reference lists each work stands."""
    cited: dict[str, list[str]] = {}
    for article in scene.articles:
        listed_keys = dict.fromkeys(reference.citation for reference in scene.graph.references(article))
        for key in filter(None, listed_keys):
            cited.setdefault(key, []).append(f"article:{article.id}")

    return cited
