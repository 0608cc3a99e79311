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
        places: list[int] = []
        for claim in claims:
            places += self.places.get(claim, ())

        return [self.assertions[n] for n in sorted(places)]

    def near(self, claims: Sequence[Claim]) -> set[str]:
        """The ids of the claims that are related to *claims*, and that are none of them."""
        near_claims: set[str] = set()
        for claim in claims:
            near_claims.update(_neighbours(claim), self.pointing.get(claim.id, ()))

        return near_claims.difference(claim.id for claim in claims)


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

    claims_by_id = {claim.id: claim for claim in map(graph.claim, claims)}
    chosen_claims = tuple(claims_by_id[name] for name in sorted(claims_by_id))
    near_ids = (name for name in sorted(around.near(chosen_claims)) if graph.has(Claim, name))
    near_claims = tuple(map(graph.claim, near_ids))
    bodies = _bodies(graph, (*chosen_claims, *near_claims))

    return _scene(graph, around, chosen_claims, near_claims, bodies)


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
    labels = {key: citation.label for key, citation in citations.items()}
    rules = rules_of(graph)
    assessments = {}
    for claim in claims:
        assessments[claim.id] = assess_body(bodies[claim.id], labels, question_of(claim), rules)

    return assessments


def _scene(
    graph: EvidenceGraph,
    around: Around,
    chosen_claims: tuple[Claim, ...],
    near_claims: tuple[Claim, ...],
    bodies: Mapping[str, Body],
    citations: Mapping[str, Citation] | None = None,
    articles: Sequence[Article] | None = None,
) -> Scene:
    all_claims = (*chosen_claims, *near_claims)
    shown_claims = {claim.id for claim in all_claims}
    studies = {}
    citations_by_key = dict(citations or {})
    for claim in chosen_claims:
        studies[claim.id] = tuple(graph.studies(claim))
        citations_by_key.update((study.citation.key, study.citation) for study in studies[claim.id])

    assertions = around.said(shown_claims)
    if articles is None:
        heard = dict.fromkeys(assertion.article for assertion in assertions)
        articles = [graph.article(name) for name in heard if graph.has(Article, name)]

    drawn_articles = {article.id for article in articles}

    return Scene(
        graph=graph,
        claims=chosen_claims,
        neighbours=near_claims,
        studies=studies,
        citations=dict(sorted(citations_by_key.items())),
        articles=tuple(sorted(articles, key=lambda article: article.id)),
        assertions=tuple(a for a in assertions if a.article in drawn_articles),
        disagreements=tuple(d for d in around.disagreements if shown_claims.intersection(d.claims)),
        assessments=_assess(graph, all_claims, bodies, citations_by_key),
        bodies=bodies,
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
