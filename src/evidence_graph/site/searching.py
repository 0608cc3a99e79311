"""What the search of the front page knows: the words of all there is, so that it needs no server.

Claims are found by the tables of `evidence_graph.search.script_tables` and the one script of all pages. What
is no claim - a study, a subject, an article, how a thing is done - is found by the words of its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks, model
from evidence_graph.search import script_tables
from evidence_graph.store import every_wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Claim
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.site.page_places import Places


def index(ledger: Ledger, places: Places) -> dict[str, Any]:
    """The words of every page, for the script of the front page."""
    claims = sorted(ledger.claims, key=lambda claim: claim.id)
    verdicts = {}
    for verdict, look in looks.VERDICTS.items():
        verdicts[verdict.value] = {"name": looks.name(verdict), "word": look.word}

    others = []
    for kind, identifier, name, texts in _others(ledger):
        href = places.href(kind, identifier)
        if href:
            others.append([kind, name, href, texts])

    return {
        "verdicts": verdicts,
        "claims": [_claim(ledger, places, claim) for claim in claims],
        "others": others,
        "tables": script_tables.tables(
            every_wording.of_claims(ledger.graph.store, claims),
            every_wording.of_concepts(ledger.graph.store, ledger.concepts.values()),
            lambda claim: len(ledger.studies.get(claim, ())),
        ),
    }


def _claim(ledger: Ledger, places: Places, claim: Claim) -> dict[str, Any]:
    assessment = ledger.assessments[claim.id]

    return {
        "text": claim.statement,
        "href": places.href("claim", claim.id),
        "verdict": assessment.verdict,
        "question": claim.question,
        "answer": assessment.answer,
    }


def _others(ledger: Ledger) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
    """What is no claim: its kind, id, name, and each text it is found by."""
    graph = ledger.graph
    for procedure in graph.all(model.Procedure):
        yield "procedure", procedure.id, procedure.name, (procedure.name,)

    for concept in ledger.concepts.values():
        yield "concept", concept.id, concept.label, (concept.label, *concept.alternatives)

    for article in graph.all(model.Article):
        yield "article", article.id, article.title, (article.title,)

    for citation in ledger.citations:
        name = citation.label
        if citation.title and citation.authors:
            name += f": {citation.title}"

        yield "study", citation.key, name, (" ".join((name, *citation.authors, citation.key)),)
