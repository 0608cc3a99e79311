"""What can be wrong with what a verdict is made by: questions, margins, searches, reviews, bias, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.measures import scale
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import choice_iri, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

QUESTION, ANSWERS = (term(model.Claim, name) for name in ("question", "answers"))
CLAIM, CITATION, MEASURE, LOW, HIGH = (
    term(model.Margin, name) for name in ("claim", "citation", "measure", "low", "high")
)
SEARCHED, TOPIC, HITS, KEPT = (term(model.Search, name) for name in ("claims", "topic", "hits", "kept"))
POOLS, COMPLETE, INCLUDED = (
    term(model.Study, name) for name in ("pools", "pools_complete", "included_studies")
)
WEIGHING, ENOUGH, OPINION = (term(model.DataSet, name) for name in ("weighing", "enough", "opinion_votes"))
COUNTS = choice_iri(model.Weighing.COUNTS)
BIAS_CITATION, INSTRUMENT, DOMAIN, BIAS_CURATOR, JUDGEMENT = (
    term(model.RiskOfBias, name) for name in ("citation", "instrument", "domain", "curator", "judgement")
)


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with the records that a verdict is made by, beside the evidence lines."""
    for claim in statements.of(model.Claim):
        yield from _question(statements, claim)

    for margin in statements.of(model.Margin):
        yield from _margin(statements, margin)

    for search in statements.of(model.Search):
        yield from _search(statements, search)

    for study in statements.of(model.Study):
        yield from _review(statements, study)

    for data_set in statements.of(model.DataSet):
        yield from _votes(statements, data_set)

    yield from _bias(statements)


def _question(statements: Statements, claim: str) -> Iterator[Fault]:
    """A question without the answer that the claim gives to it, or the other way."""
    described = statements.described[claim]
    if QUESTION in described and ANSWERS not in described:
        message = "The claim has a question, but does not say how it answers it."
        cure = "Add eg:answers answer:yes or answer:no: the answer to the question if the claim is true."
        yield Fault("question-without-answer", claim, QUESTION, message, cure)

    if ANSWERS in described and QUESTION not in described:
        message = "The claim answers yes or no, but to no question."
        cure = 'Add eg:question "…?", or delete eg:answers.'
        yield Fault("question-without-answer", claim, ANSWERS, message, cure)


def _margin(statements: Statements, margin: str) -> Iterator[Fault]:
    """A margin of nothing, turned round, not of numbers, or one that leaves no effect out."""
    described = statements.described[margin]
    if CLAIM not in described and CITATION not in described:
        message = "The margin belongs to neither a claim nor a work."
        yield Fault("margin-of-nothing", margin, None, message, "Add eg:claim or eg:citation.")

    ends = {}
    for predicate in (LOW, HIGH):
        text = statements.text(margin, predicate)
        ends[predicate] = model.figure(text)
        if text and ends[predicate] is None:
            message = f"{identifier(predicate)} is {text[:60]!r}, which is no number."
            yield Fault("bad-figure", margin, predicate, message, "Write one number in quotes.")

    low, high = ends[LOW], ends[HIGH]
    known_scale = scale(statements.text(margin, MEASURE))
    if low is None or high is None:
        return

    if low > high:
        message = f"The margin is turned round: it goes from {low:g} to {high:g}."
        yield Fault("margin-turned", margin, LOW, message, "Swap eg:low and eg:high.")
    elif known_scale is not None and not low <= known_scale.null <= high:
        message = (
            f"No effect, which is {known_scale.null:g}, lies outside the margin from {low:g} to {high:g}."
        )
        cure = "Write between which figures a difference is none that matters."
        yield Fault("margin-without-null", margin, LOW, message, cure)


def _search(statements: Statements, search: str) -> Iterator[Fault]:
    """A search for nothing, or one that kept more than it hit."""
    described = statements.described[search]
    if SEARCHED not in described and TOPIC not in described:
        message = "The search was for neither a claim nor a topic."
        yield Fault("search-for-nothing", search, None, message, "Add eg:claim or eg:topic.")

    hits, kept_hits = statements.number(search, HITS), statements.number(search, KEPT)
    if hits is not None and kept_hits is not None and hits < kept_hits:
        message = f"The search kept {kept_hits} works of {hits} hits."
        yield Fault("kept-too-many", search, KEPT, message, "Correct one of the two numbers.")


def _review(statements: Statements, study: str) -> Iterator[Fault]:
    """A list of pooled works that is said to be complete, and is not there or too short."""
    if statements.text(study, COMPLETE) not in {"true", "1"}:
        return

    pools, included = len(statements.links(study, POOLS)), statements.number(study, INCLUDED)
    if not pools:
        message = "The work is said to name all that it pools, but names none."
        yield Fault(
            "list-not-complete", study, COMPLETE, message, "Add eg:pools, or delete eg:poolsComplete."
        )
    elif included is not None and pools < included:
        message = f"The list is said to be complete, but names {pools} of the {included} studies included."
        cure = "Add what is missing to eg:pools, or write eg:poolsComplete false."
        yield Fault("list-not-complete", study, COMPLETE, message, cure)


def _votes(statements: Statements, data_set: str) -> Iterator[Fault]:
    """Rules of counting votes in a data set that does not count them."""
    if COUNTS in statements.links(data_set, WEIGHING):
        return

    for predicate in (ENOUGH, OPINION):
        if predicate in statements.described[data_set]:
            message = (
                f"{identifier(predicate)} says how votes are counted, but the data set does not count them."
            )
            cure = "Add eg:weighing weighing:counts, or delete it."
            yield Fault("votes-not-counted", data_set, predicate, message, cure)


def _bias(statements: Statements) -> Iterator[Fault]:
    """Two judgements of one curator on one domain of one work, by one instrument."""
    seen: dict[tuple[str, ...], str] = {}
    for bias in statements.of(model.RiskOfBias):
        citation, curator = statements.link(bias, BIAS_CITATION), statements.link(bias, BIAS_CURATOR)
        words = (statements.text(bias, predicate) for predicate in (INSTRUMENT, DOMAIN))
        first = seen.setdefault((citation, curator, *words), bias)
        if citation and first != bias:
            message = f"{statements.name(first)} is already this curator's judgement of it."
            cure = "Keep one, or give each its eg:domain."
            yield Fault("bias-twice", bias, JUDGEMENT, message, cure)
