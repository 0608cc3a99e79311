"""Records as plain dictionaries: the stable JSON schema of every verb, documented in docs/json.md.

A field is always there; what is not known is null, an empty list or an empty object.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import (
        Article,
        Assertion,
        Citation,
        Claim,
        Concept,
        Effect,
        Evidence,
        Margin,
        Passage,
        Procedure,
        RiskOfBias,
        Search,
    )

Plain = dict[str, Any]

LINE_FIELDS = (
    "stance",
    "directness",
    "directness_note",
    "finding",
    "rationale",
    "link_basis",
    "article",
    "used_for",
    "used_note",
    "verified",
    "curator",
    "date",
    "design",
    "participants",
    "strength",
    "exposures",
    "outcomes",
    "withdrawn",
    "withdrawn_why",
)


def claim_record(graph: EvidenceGraph, claim: Claim) -> Plain:
    """A claim with its topic's label, its facets by concept scheme, and who asserts it where."""
    return {
        "id": claim.id,
        "statement": claim.statement,
        "kind": claim.kind,
        "topic": graph.label(claim.topic),
        "facets": {scheme: [c.id for c in held] for scheme, held in graph.facets(claim).items()},
        "premises": list(claim.premises),
        "conflicts": list(claim.conflicts),
        "note": claim.note,
        "question": claim.question,
        "answers": claim.answers,
        "assertions": [_assertion(graph, a) for a in graph.assertions(claim=claim)],
    }


def citation_record(citation: Citation) -> Plain:
    """A work: its bibliographic record, its study facts, its results and what is unverified."""
    record = _fields(citation)
    del record["study"]
    study = _fields(citation.study) if citation.study else {}
    study.pop("id", None)
    unverified = study.pop("unverified", [])
    results = [{"text": r.text, "verified": r.verified} for r in citation.results]
    return record | {
        "label": citation.label,
        "unverified": unverified,
        "study": study,
        "results": results,
    }


def evidence_record(evidence: Evidence) -> Plain:
    """An evidence line with the work it speaks of."""
    line = _fields(evidence.line)
    return {"citation": citation_record(evidence.citation)} | {name: line[name] for name in LINE_FIELDS}


def search_record(search: Search) -> Plain:
    """A search for studies: where, how, when, and what came of it."""
    return _fields(search)


def bias_record(judgement: RiskOfBias) -> Plain:
    """One judgement of the risk of bias of a work."""
    return _fields(judgement)


def margin_record(margin: Margin) -> Plain:
    """Between which figures a difference is none that matters."""
    return _fields(margin)


def effect_record(graph: EvidenceGraph, effect: Effect) -> Plain:
    """A printed figure, the numbers in it, and the groups it sets side by side."""
    record = _fields(effect)
    low, high = effect.interval or (None, None)
    groups = [_fields(group) for group in graph.groups(effect)]
    for group in groups:
        del group["id"], group["effect"], group["number"]
    record |= {"surrogate": bool(effect.surrogate)}
    return record | {"estimate": effect.estimate, "lower": low, "upper": high, "groups": groups}


def pooling_record(graph: EvidenceGraph, claim: Claim) -> Plain:
    """What is pooled of the figures of a claim, and why the others are not."""
    from evidence_graph.effects import pool
    from evidence_graph.effects.words import METHOD

    found = pool(graph, claim)
    numbers = ("estimate", "low", "high", "tau2", "i2", "q", "why")
    pools = [
        {
            "effects": [effect.id for effect in pooled.effects],
            "measure": pooled.effects[0].measure,
            "unit": pooled.effects[0].unit,
            "method": METHOD,
        }
        | {name: getattr(pooled, name) for name in numbers}
        for pooled in found.pools
    ]
    return {"pools": pools, "why": found.why}


def article_record(graph: EvidenceGraph, article: Article) -> Plain:
    """An article, its reference list as printed, and the claims it takes a stand on."""
    references = [
        {"number": r.number, "printed": r.printed, "citation": r.citation, "errors": list(r.errors)}
        for r in graph.references(article)
    ]
    assertions = [{"claim": a.claim} | _assertion(graph, a) for a in graph.assertions(article=article)]
    return _fields(article) | {"references": references, "assertions": assertions}


def concept_record(graph: EvidenceGraph, concept: Concept) -> Plain:
    """A concept with the other words for it and the claims about it."""
    return _fields(concept) | {"claims": [c.id for c in graph.claims(about=concept.id)]}


def procedure_record(graph: EvidenceGraph, procedure: Procedure) -> Plain:
    """A procedure with its steps in order and the claims about it."""
    about = graph.claims_about(procedure)
    steps = [step.text for step in graph.steps(procedure)]
    return _fields(procedure) | {"steps": steps, "claims": [c.id for c in about]}


def _assertion(graph: EvidenceGraph, assertion: Assertion) -> Plain:
    return {
        "article": assertion.article,
        "attitude": assertion.attitude,
        "force": assertion.force,
        "passages": [_passage(p) for p in graph.passages(assertion)],
    }


def _passage(passage: Passage) -> Plain:
    return {"start": passage.start, "end": passage.end, "paragraph": passage.paragraph}


def _fields(record: DataclassInstance) -> Plain:
    """The fields of the record, with lists where the model has tuples."""
    cells = {field.name: getattr(record, field.name) for field in fields(record)}
    return {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in cells.items()}
