"""What the page tells of each claim, work and article, as plain data for its script."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.assessment import rules_of
from evidence_graph.drawing import method, works
from evidence_graph.drawing.claim_neighbours import relations_by_claim
from evidence_graph.drawing.facets import Facets
from evidence_graph.drawing.groups import groups
from evidence_graph.drawing.scene import cited_by, stances
from evidence_graph.looks.claim_relations import statement_source
from evidence_graph.model import Answer, RiskOfBias, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.assessment import Rules
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.graph import StudyEvidence
    from evidence_graph.model import Article, Assertion, Claim, Disagreement, EvidenceLine, Quote


@dataclass(frozen=True, slots=True)
class _Around:
    """What lies around each claim of the scene, gathered in one pass over all of it; each name asked once."""

    shown: frozenset[str]
    stands: Mapping[str, list[Assertion]]
    carries: Mapping[str, list[str]]
    clashes: Mapping[str, set[str]]
    related: Mapping[str, Mapping[str, list[str]]]
    disagreements: Mapping[str, list[Disagreement]]
    facets: Facets
    curator: Callable[[str], str]
    quotes: Callable[[EvidenceLine], Iterable[Quote]]
    searches: Callable[[Claim], Iterable[Search]]
    bias: Callable[[str], Sequence[RiskOfBias]]
    rules: Rules


def contents(drawn: Scene) -> dict[str, Any]:
    """All that the page says of claims, studies and articles."""
    around, cited = _around(drawn), cited_by(drawn)
    group = groups(drawn)
    return {
        "topics": _topics(drawn),
        "schemes": around.facets.schemes(drawn.graph.scheme_label),
        "concepts": around.facets.concepts(),
        "claims": {
            f"claim:{claim.id}": _claim(drawn, claim, around)
            | works.without_gaps({"group": group.get(claim.id)})
            for claim in drawn.claims
        },
        "linked": {f"claim:{claim.id}": _linked(drawn, claim) for claim in drawn.neighbours},
        "citations": {
            f"citation:{key}": works.tell(work, around.bias(key), cited.get(key, ()))
            for key, work in drawn.works.items()
        },
        "articles": _articles(drawn),
    }


def _topics(drawn: Scene) -> list[dict[str, Any]]:
    labels = {claim.topic: drawn.graph.label(claim.topic) for claim in drawn.claims if claim.topic}
    return [
        {"id": topic, "label": labels[topic]}
        for topic in sorted(labels, key=lambda t: (labels[t].casefold(), t))
    ]


def _around(drawn: Scene) -> _Around:
    shown = frozenset(c.id for c in drawn.all_claims)
    stands: dict[str, list[Assertion]] = defaultdict(list)
    carries: dict[str, list[str]] = defaultdict(list)
    clashes: dict[str, set[str]] = defaultdict(set)
    disagreements: dict[str, list[Disagreement]] = defaultdict(list)
    for assertion in drawn.assertions:
        stands[assertion.claim].append(assertion)
    for claim in sorted(drawn.all_claims, key=lambda c: c.id):
        for premise in dict.fromkeys(claim.premises):
            carries[premise].append(claim.id)
        for other in shown.intersection(claim.conflicts):
            clashes[claim.id].add(other)
            clashes[other].add(claim.id)
    for found in drawn.disagreements:
        for name in shown.intersection(found.claims):
            disagreements[name].append(found)
    graph = drawn.graph
    concepts = {concept.id: concept for concept in graph.concepts()}
    facets, curator = Facets(drawn.all_claims, concepts, _studied(drawn)), cache(graph.curator_name)
    # Where nothing of a kind is recorded, nobody asks for it claim by claim.
    searches = graph.searches if graph.count(Search) else lambda _: ()
    bias = graph.bias if graph.count(RiskOfBias) else lambda _: ()
    return _Around(
        shown,
        stands,
        carries,
        clashes,
        relations_by_claim(drawn.all_claims),
        disagreements,
        facets,
        curator,
        graph.quotes,
        searches,
        bias,
        rules_of(graph),
    )


def _studied(drawn: Scene) -> Iterator[str]:
    """The concepts that any line of *drawn* names as exposure or outcome."""
    for study in chain.from_iterable(drawn.studies.values()):
        for line in study.lines:
            yield from (*line.exposures, *line.outcomes)


def _claim(drawn: Scene, claim: Claim, around: _Around) -> dict[str, Any]:
    return method.claim_told(drawn.bodies[claim.id]) | works.without_gaps(
        {
            "statement": claim.statement,
            "topic": claim.topic,
            "kindWord": looks.word(claim.kind) if claim.kind else None,
            "note": claim.note,
            "about": around.facets.about(claim),
            "question": claim.question if claim.answers else None,
            "answersNo": claim.answers is Answer.NO or None,
            "asked": list(claim.asked_as),
            "stands": [
                {"article": f"article:{a.article}", "attitude": a.attitude, "force": looks.word(a.force)}
                for a in around.stands.get(claim.id, ())
            ],
            "studies": _studies(drawn, claim, around),
            "searches": [_search(search, around) for search in around.searches(claim)],
            "premises": [f"claim:{p}" for p in claim.premises if p in around.shown],
            "carries": [f"claim:{c}" for c in around.carries.get(claim.id, ())],
            "conflicts": [f"claim:{c}" for c in sorted(around.clashes.get(claim.id, ()))],
            "related": around.related.get(claim.id),
            "comparator": claim.comparator,
            "source": statement_source(claim) or None,
            "disagreements": [_disagreement(drawn, d) for d in around.disagreements.get(claim.id, ())],
        }
    )


def _studies(drawn: Scene, claim: Claim, around: _Around) -> list[dict[str, Any]]:
    """The studies of *claim* in the order of their keys, which the method takes them in."""
    told = method.studies_told(drawn.bodies[claim.id], around.rules)
    studies = {study.citation.key: study for study in drawn.studies[claim.id]}
    return [_study(studies[key], record, around) for key, record in told.items()]


def _study(study: StudyEvidence, record: dict[str, Any], around: _Around) -> dict[str, Any]:
    return record | {
        "citation": f"citation:{study.citation.key}",
        "differ": len(stances(study)) > 1,
        "lines": [_line(line, around) for line in study.lines],
    }


def _linked(drawn: Scene, claim: Claim) -> dict[str, Any]:
    """A claim next to those asked for: what it says and how it stands."""
    return {"statement": claim.statement, "verdict": drawn.assessments[claim.id].verdict}


def _line(line: EvidenceLine, around: _Around) -> dict[str, Any]:
    return works.without_gaps(
        {
            "by": around.curator(line.curator),
            "stance": line.stance,
            "directness": looks.word(line.directness),
            "directnessNote": line.directness_note,
            "finding": " ".join(line.findings) or None,
            "quotes": [_quote(quote) for quote in around.quotes(line)],
            "rationale": line.rationale,
            "verified": line.verified,
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
    return works.without_gaps({"text": quote.text, "place": place, "lang": quote.language})


def _search(search: Search, around: _Around) -> str:
    """That somebody looked, where and when, and what came of it."""
    by = f" by {around.curator(search.curator)}" if search.curator else ""
    came = [f"{n} {word}" for n, word in ((search.hits, "hits"), (search.kept, "kept")) if n is not None]
    told = f": {', '.join(came)}" if came else ""
    coverage = looks.word(search.coverage)
    return f"A {coverage} search on {search.date}{by} in {search.source}, for “{search.query}”{told}."


def _disagreement(drawn: Scene, found: Disagreement) -> dict[str, Any]:
    return works.without_gaps(
        {
            "cause": looks.word(found.cause),
            "explanation": found.explanation,
            "settledBy": found.settled_by,
            "citations": [f"citation:{key}" for key in found.citations if key in drawn.works],
        }
    )


def _articles(drawn: Scene) -> dict[str, dict[str, Any]]:
    stands: dict[str, list[Assertion]] = defaultdict(list)
    for assertion in drawn.assertions:
        stands[assertion.article].append(assertion)
    return {f"article:{a.id}": _article(a, stands.get(a.id, [])) for a in drawn.articles}


def _article(article: Article, stands: Iterable[Assertion]) -> dict[str, Any]:
    return works.without_gaps(
        {
            "title": article.title,
            "kind": article.kind,
            "note": article.note,
            "claims": [
                {"claim": f"claim:{a.claim}", "attitude": a.attitude, "force": looks.word(a.force)}
                for a in stands
            ],
        }
    )
