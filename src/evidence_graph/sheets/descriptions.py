"""What a type and its fields hold, in words.

In comes a type; out come its first sentence, and a text for each field: of a record what the vocabulary says
of its property (``evidence.ttl``), of a sheet the text below the field in its source.
"""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from functools import cache
from typing import Any

from evidence_graph import model
from evidence_graph.agreement import Agreement
from evidence_graph.assessment import CertaintyStep, Fragility, Recorded, Turn
from evidence_graph.vocabulary import BY_RECORD, RDFS, document

OTHERS: dict[type[Any], dict[str, str]] = {
    model.Citation: {
        "key": "The key of the BibTeX entry.",
        "title": "The title.",
        "authors": "The authors, as “Family, Given”.",
        "authors_incomplete": "Whether there are more authors than are named.",
        "year": "The year of publication; negative before the year 1 (-98 is 99 BCE).",
        "container": "The journal, book or institution.",
        "volume": "The volume.",
        "issue": "The issue.",
        "pages": "The pages.",
        "doi": "The DOI.",
        "pmid": "The number in PubMed.",
        "pmcid": "The number in PubMed Central.",
        "url": "The address.",
        "editors": "The editors, as “Family, Given”.",
        "editors_incomplete": "Whether there are more editors than are named.",
        "translators": "The translators, as “Family, Given”.",
        "bodies": "Which of these names are no persons: nothing in them is parted.",
        "date": "What is said of the date beyond the year: “2004–2006”, “1990s”, “99 BCE”, “in press”.",
        "original_date": "When the work first came out, in words.",
        "publisher": "The publisher, organisation or institution that the container does not name.",
        "place": "The place of publication.",
        "edition": "The edition.",
        "series": "The series.",
        "eid": "The number of the article where it has no pages.",
        "how_published": "In what form it came out, such as a poster or a preprint.",
        "version": "The version.",
        "eprint": "Its number in an archive of papers.",
        "archive": "The archive, such as arXiv.",
        "isbn": "The ISBN.",
        "remark": "The note of the BibTeX entry.",
    },
    Turn: {
        "without": "The key of the heaviest study of the leading side.",
        "then": "The verdict without it.",
    },
    CertaintyStep: {
        "domain": "What is judged: the start, or a domain of GRADE.",
        "steps": "How many levels it takes off.",
        "why": "Why.",
        "is_gap": "Whether it is that nothing is recorded.",
    },
    Recorded: {
        "field": "What is recorded.",
        "number": "Of how many studies it is recorded.",
        "studies": "Of how many it could be.",
    },
    Fragility: {
        "claim": "The id of the claim.",
        "verdict": "The verdict.",
        "without": "The keys of the fewest studies found whose removal turns it.",
        "then": "What it turns into.",
    },
    Agreement: {
        "scope": "The id of the topic, or all.",
        "pairs": "How many pairs of judgements there are.",
        "agreed": "How many of them give the same stance.",
        "kappa": "Cohen's kappa; null where it has no value, or statsmodels is not installed.",
        "low": "The lower end of its 95 % interval.",
        "high": "The upper end of its 95 % interval.",
    },
}
"""What the fields of types that are neither records of the vocabulary nor sheets hold."""

IDENTIFIER = "The readable id."


def description(kind: type[Any]) -> str:
    """The first sentence that is said of *kind*."""
    return inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0].replace("\n", " ").replace("*", "")


def field_descriptions(kind: type[Any]) -> dict[str, str]:
    """What each field of *kind* holds, as far as it is said."""
    if kind in OTHERS:
        return OTHERS[kind]
    if kind in BY_RECORD:
        return _of_record(kind)

    return _of_source(kind)


def _of_record(kind: type[Any]) -> dict[str, str]:
    comments = _comments()
    texts = {prop.attribute: comments.get(prop.iri, "") for prop in BY_RECORD[kind].properties}

    return {"id": IDENTIFIER} | {name: text for name, text in texts.items() if text}


@cache
def _comments() -> dict[str, str]:
    """What the vocabulary says of each of its terms, by IRI."""
    from rdflib import Graph, URIRef

    vocabulary = Graph().parse(data=document("evidence.ttl"), format="turtle")
    pairs = vocabulary.subject_objects(URIRef(f"{RDFS}comment"))

    return {str(term): str(comment) for term, comment in pairs}


def _of_source(kind: type[Any]) -> dict[str, str]:
    """The texts that stand below the fields of a sheet in its source."""
    [definition] = ast.parse(inspect.cleandoc(inspect.getsource(kind))).body
    names = {field.name for field in fields(kind)}
    texts: dict[str, str] = {}
    name = ""
    for node in getattr(definition, "body", ()):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        elif name in names and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            texts[name] = str(node.value.value)
            name = ""

    return texts
