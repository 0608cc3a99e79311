"""What to do about an error on the command line: the library says what is wrong, and speaks of no option.

In comes an error; out goes its sentence with the command or the option that helps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.errors import (
    EvidenceGraphError,
    NeedsFolder,
    NotADataFolder,
    NothingFits,
    UnknownName,
    UnsoundFolder,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LISTS = {
    "claim": "List the claims with: evidence-graph claims",
    "citation": "List the works with: evidence-graph ask studies-by-year",
    "concept": "List the concepts with: "
    "evidence-graph ask 'SELECT ?concept ?label { ?concept a skos:Concept ; skos:prefLabel ?label }'",
    "line": "A judgement is named CLAIM.STUDY.CURATOR, as it stands in claims.ttl",
    "question": "List all questions with: evidence-graph ask",
    "record": "Look for it with: evidence-graph show WORD",
    "scheme": "List the schemes with: "
    "evidence-graph ask 'SELECT ?scheme ?label { ?scheme a skos:ConceptScheme ; skos:prefLabel ?label }'",
}
"""Where to look for the names of a kind."""

OPTIONS = {
    "with memory=": "with --memory",
    "with timeout=": "with --timeout",
    "with graph=": "with --graph IRI",
    "with Way(store_url=)": "with --store-url",
    'use Way("update")': "use --protocol update",
    "into it with publish": "into it: evidence-graph publish FOLDER",
}
"""What Python takes, and the option of the command line that it is."""


def _of_name(error: UnknownName) -> str:
    return "" if error.hint else LISTS.get(error.kind, "")


def _of_topics(error: NothingFits) -> str:
    if error.topics:
        return "List a topic's claims with: evidence-graph claims --topic TOPIC"

    return ""


ADVICE: dict[type[EvidenceGraphError], Callable[..., str]] = {
    UnknownName: _of_name,
    NothingFits: _of_topics,
    NotADataFolder: lambda _: "Name one with --data FOLDER.",
    NeedsFolder: lambda _: "Name it with --data FOLDER.",
    UnsoundFolder: lambda error: f"See: evidence-graph check --data {error.folder}",
}
"""What helps against an error of each type."""


def advice(error: EvidenceGraphError) -> str:
    """The sentence of *error*, and what to do about it here."""
    sentence = str(error)
    for python, option in OPTIONS.items():
        sentence = sentence.replace(python, option)

    advise = ADVICE.get(type(error))

    return " ".join(filter(None, (sentence, advise(error) if advise else "")))
