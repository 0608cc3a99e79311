"""What the page tells of each claim, work and article, as plain data for its script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from evidence_graph import looks, model
from evidence_graph.assessment import rules_of
from evidence_graph.drawing import method, study_facts
from evidence_graph.drawing.claim_neighbours import relations_by_claim
from evidence_graph.drawing.facets import Facets
from evidence_graph.drawing.groups import groups
from evidence_graph.drawing.scene import cited_by, stances
from evidence_graph.looks.claim_relations import statement_source
from evidence_graph.model import Answer, Claim, RiskOfBias, Search
from evidence_graph.store import table_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.assessment import Assessment, Rules
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.model import Article, Assertion, Citation, Claim, Disagreement, EvidenceLine, Quote
    from evidence_graph.study_evidence import StudyEvidence


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies around each claim of the scene, gathered in one pass over all of it; each name asked once."""

    shown: frozenset[str]
    citation_places: Mapping[str, int]
    stands: Mapping[str, list[Assertion]]
    carries: Mapping[str, list[str]]
    clashes: Mapping[str, set[str]]
    related: Mapping[str, Mapping[str, list[str]]]
    disagreements: Mapping[str, list[Disagreement]]
    facets: Facets
    curator: Callable[[str], str]
    quotes: Callable[[EvidenceLine], Iterable[Quote]]
    searches: Callable[[Claim], Iterable[Search]]
    bias: Callable[[Citation], Sequence[RiskOfBias]]
    rules: Rules


def contents(scene: Scene) -> dict[str, Any]:
    """All that the page says of claims, studies and articles."""
    around = _around(scene)
    group = groups(scene)
    group_numbers = {name: number for number, name in enumerate(dict.fromkeys(group.values()))}

    claims = {}
    for claim in scene.claims:
        record = _claim(scene, claim, around)
        if claim.id in group:
            record["group"] = group_numbers[group[claim.id]]

        claims[f"claim:{claim.id}"] = record | {"studies": _studies(scene, claim, around)}

    return {
        "topics": _topics(scene),
        "groups": list(group_numbers),
        "schemes": around.facets.schemes(lambda name: scene.graph.label(name, model.Scheme)),
        "concepts": around.facets.concepts(),
        "claims": claims,
        "linked": {f"claim:{claim.id}": _linked_claim(scene, claim) for claim in scene.neighbours},
        "citations": _citations(scene, around),
        "directness": sorted({looks.word(line.directness) for line in _lines(scene)}),
        "articles": _articles(scene),
    }


def _citations(scene: Scene, around: _Around) -> dict[str, dict[str, Any]]:
    cited = cited_by(scene)
    speaks_of = _speaks_of(scene)
    records = {}
    for key, citation in scene.citations.items():
        record = study_facts.tell(citation, around.bias(citation), cited.get(key, ()))
        records[f"citation:{key}"] = record | {"speaksOf": speaks_of[key]}

    return records


def _speaks_of(scene: Scene) -> Mapping[str, list[int]]:
    """By the key of each work the places of the claims that it speaks of."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(scene.claims):
        for study in scene.studies[claim.id]:
            places[study.citation.key].append(place)

    return places


def _topics(scene: Scene) -> list[dict[str, Any]]:
    topics = {claim.topic for claim in scene.claims if claim.topic}
    labels = [(scene.graph.label(topic), topic) for topic in topics]
    labels.sort(key=lambda pair: (pair[0].casefold(), pair[1]))

    return [{"id": topic, "label": label} for label, topic in labels]


def _around(scene: Scene) -> _Around:
    graph = scene.graph
    shown_claims = frozenset(claim.id for claim in scene.all_claims)
    stands: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in scene.assertions:
        stands[assertion.claim].append(assertion)

    carries: dict[str, list[str]] = defaultdict(list)
    clashes: dict[str, set[str]] = defaultdict(set)
    for claim in sorted(scene.all_claims, key=lambda claim: claim.id):
        for premise in dict.fromkeys(claim.premises):
            carries[premise].append(claim.id)

        for other in shown_claims.intersection(claim.conflicts):
            clashes[claim.id].add(other)
            clashes[other].add(claim.id)

    disagreements: dict[str, list[Disagreement]] = defaultdict(list)
    for disagreement in scene.disagreements:
        for name in shown_claims.intersection(disagreement.claims):
            disagreements[name].append(disagreement)

    concepts = {concept.id: concept for concept in graph.all(model.Concept)}
    # Where nothing of a kind is recorded, nobody asks for it claim by claim.
    has_searches = table_sums.count(graph.store, Search) > 0
    has_bias = table_sums.count(graph.store, RiskOfBias) > 0

    return _Around(
        shown=shown_claims,
        citation_places={key: place for place, key in enumerate(scene.citations)},
        stands=stands,
        carries=carries,
        clashes=clashes,
        related=relations_by_claim(scene.all_claims),
        disagreements=disagreements,
        facets=Facets(scene.all_claims, concepts, _studied_concepts(scene)),
        curator=cache(lambda name: graph.label(name, model.Curator)),
        quotes=graph.quotes,
        searches=graph.searches if has_searches else lambda _: (),
        bias=lambda citation: graph.all(RiskOfBias, citation=citation) if has_bias else (),
        rules=rules_of(graph),
    )


def _studied_concepts(scene: Scene) -> Iterator[str]:
    """The concepts that any line of *scene* names as exposure or outcome."""
    for line in _lines(scene):
        yield from (*line.exposures, *line.outcomes)


def _lines(scene: Scene) -> Iterator[EvidenceLine]:
    for study in chain.from_iterable(scene.studies.values()):
        yield from study.lines


def _claim(scene: Scene, claim: Claim, around: _Around) -> dict[str, Any]:
    assessment = scene.assessments[claim.id]
    stands = [{"article": f"article:{a.article}"} | _stand(a) for a in around.stands.get(claim.id, ())]
    record = {
        "statement": claim.statement,
        "topic": claim.topic,
        "kindWord": looks.word(claim.kind) if claim.kind else None,
        "note": claim.note,
        "about": around.facets.about(claim),
        "question": claim.question if claim.answers else None,
        "answersNo": claim.answers is Answer.NO or None,
        "asked": list(claim.asked_as),
        "stands": stands,
        "standing": _standing(assessment),
        "recorded": ", ".join(map(str, assessment.recorded)),
        "searches": [_search(search, around) for search in around.searches(claim)],
        "premises": _claim_names(name for name in claim.premises if name in around.shown),
        "carries": _claim_names(around.carries.get(claim.id, ())),
        "conflicts": _claim_names(sorted(around.clashes.get(claim.id, ()))),
        "related": around.related.get(claim.id),
        "comparator": claim.comparator,
        "source": statement_source(claim) or None,
        "disagreements": [_disagreement(scene, d) for d in around.disagreements.get(claim.id, ())],
    }

    return method.claim_record(scene.bodies[claim.id]) | study_facts.without_gaps(record)


def _claim_names(ids: Iterable[str]) -> list[str]:
    """The names that claims have on the page."""
    return [f"claim:{name}" for name in ids]


def _stand(assertion: Assertion) -> dict[str, Any]:
    """How an article stands to a claim."""
    return {"attitude": assertion.attitude, "force": looks.word(assertion.force)}


def _standing(assessment: Assessment) -> dict[str, Any]:
    """How a claim stands in brief, so that a page of thousands of them need not weigh each to list it."""
    shares = assessment.shares

    return study_facts.without_gaps(
        {
            "verdict": assessment.verdict,
            "lean": assessment.lean,
            "weight": round(shares.supports + shares.opposes + assessment.inconclusive, 6),
            "studies": sum(map(len, assessment.tally.by_heading.values())),
        }
    )


def _studies(scene: Scene, claim: Claim, around: _Around) -> list[dict[str, Any]]:
    """The studies of *claim* in the order of their keys, which the method takes them in."""
    study_records = method.study_records(scene.bodies[claim.id], around.rules)
    studies = {study.citation.key: study for study in scene.studies[claim.id]}

    return [_study(studies[key], record, around) for key, record in study_records.items()]


def _study(study: StudyEvidence, record: dict[str, Any], around: _Around) -> dict[str, Any]:
    if len(stances(study)) > 1:
        record["differ"] = True

    return record | {
        "citation": around.citation_places[study.citation.key],
        "lines": [_line(line, around) for line in study.lines],
    }


def _linked_claim(scene: Scene, claim: Claim) -> dict[str, Any]:
    """A claim next to those asked for: what it says and how it stands."""
    return {"statement": claim.statement, "verdict": scene.assessments[claim.id].verdict}


def _line(line: EvidenceLine, around: _Around) -> dict[str, Any]:
    return study_facts.without_gaps(
        {
            "by": around.curator(line.curator),
            "stance": line.stance,
            "directness": looks.word(line.directness),
            "directnessNote": line.directness_note,
            "finding": " ".join(line.findings) or None,
            "quotes": [_quote(quote) for quote in around.quotes(line)],
            "rationale": line.rationale,
            "mark": looks.FINDINGS[line.verified].mark,
            "withdrawn": line.withdrawn,
            "withdrawnWhy": line.withdrawn_why,
            "exposures": around.facets.numbers(line.exposures),
            "outcomes": around.facets.numbers(line.outcomes),
        }
    )


def _quote(quote: Quote) -> dict[str, Any]:
    """What the work says itself, where, and as what."""
    role = looks.word(quote.role) if quote.role else None
    place = ", ".join(filter(None, (quote.place, role))) or None

    return study_facts.without_gaps({"text": quote.text, "place": place, "lang": quote.language})


def _search(search: Search, around: _Around) -> str:
    """That somebody looked, where and when, and what came of it."""
    by = f" by {around.curator(search.curator)}" if search.curator else ""
    came = []
    if search.hits is not None:
        came.append(f"{search.hits} hits")

    if search.kept is not None:
        came.append(f"{search.kept} kept")

    record = f": {', '.join(came)}" if came else ""
    coverage = looks.word(search.coverage)

    return f"A {coverage} search on {search.date}{by} in {search.source}, for “{search.query}”{record}."


def _disagreement(scene: Scene, disagreement: Disagreement) -> dict[str, Any]:
    return study_facts.without_gaps(
        {
            "cause": looks.word(disagreement.cause),
            "explanation": disagreement.explanation,
            "settledBy": disagreement.settled_by,
            "citations": [f"citation:{key}" for key in disagreement.citations if key in scene.citations],
        }
    )


def _articles(scene: Scene) -> dict[str, dict[str, Any]]:
    stands: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in scene.assertions:
        stands[assertion.article].append(assertion)

    return {f"article:{a.id}": _article(a, stands.get(a.id, [])) for a in scene.articles}


def _article(article: Article, assertions: Iterable[Assertion]) -> dict[str, Any]:
    return study_facts.without_gaps(
        {
            "title": article.title,
            "kind": article.kind,
            "note": article.note,
            "claims": [{"claim": f"claim:{a.claim}"} | _stand(a) for a in assertions],
        }
    )
