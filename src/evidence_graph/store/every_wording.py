"""Claims and concepts with what they are called in every language, as a search needs them.

In come records whose texts are those of one language; out go the same with the other statements, questions
and labels among the ways people ask about them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.model import Claim, Concept
from evidence_graph.store import translation
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.store.protocol import Store

SAYING = {
    prop.attribute: prop.iri
    for prop in (*BY_RECORD[Claim].properties, *BY_RECORD[Concept].properties)
    if prop.attribute in {"statement", "question", "label"}
}
"""The property of each field that says what something is called, or asks for it."""


def of_claims(store: Store, claims: Iterable[Claim]) -> list[Claim]:
    """The *claims* of *store*, each with its statements and questions in all languages."""
    records = list(claims)
    if not translation.has_tags(store):
        return records

    spoken: list[Claim] = []
    for claim in records:
        texts = _texts(store, claim, ("statement", "question"))
        others = [text for text in texts if text not in {claim.statement, claim.question, *claim.asked_as}]
        spoken.append(replace(claim, asked_as=(*claim.asked_as, *others)))

    return spoken


def of_concepts(store: Store, concepts: Iterable[Concept]) -> list[Concept]:
    """The *concepts* of *store*, each with its labels in all languages."""
    records = list(concepts)
    if not translation.has_tags(store):
        return records

    spoken: list[Concept] = []
    for concept in records:
        others = [text for text in _texts(store, concept, ("label",)) if text != concept.label]
        spoken.append(replace(concept, alternatives=(*concept.alternatives, *others)))

    return spoken


def _texts(store: Store, record: Claim | Concept, attributes: Iterable[str]) -> Iterable[str]:
    """What *record* says in these *attributes* in any language, each text once."""
    facts = translation.statements_about(store, type(record), record.id)
    texts: dict[str, None] = {}
    for attribute in attributes:
        texts |= dict.fromkeys(text for text, _ in facts.get(SAYING[attribute], ()))

    return texts
