"""What the page's script needs to make a verdict again from the studies that count, as plain data.

In comes a `Body`; out go one record a study, in the order of the keys, by which `script/method.js` makes the
same sums, verdict, certainty and sentence as `evidence_graph.assessment`. What a study weighs hangs on that
study alone, so it is told once; what shares data with what is told by the places of the studies in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.assessment import LEVELS, Heading, independence, overlap
from evidence_graph.assessment.certainty import DOUBTED, NOT_TOLD, OBSERVED
from evidence_graph.assessment.counts import may_vote, vote
from evidence_graph.assessment.sums import weighings_of
from evidence_graph.assessment.tally import heading, is_direct
from evidence_graph.assessment.terms import set_aside_in_words
from evidence_graph.assessment.verdict import TOLD
from evidence_graph.drawing.study_facts import without_gaps
from evidence_graph.model import BiasJudgement, ClaimKind, Directness, Stance, Verdict, Weighing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.assessment import Body, Rules
    from evidence_graph.assessment.body import JudgedStudy
    from evidence_graph.assessment.independence import Links
    from evidence_graph.assessment.weights import Weighed

_FEARED = overlap.Reckoning.TOGETHER


def rules_record(rules: Rules) -> dict[str, Any]:
    """The weighing of the data set, and what it hangs on where votes are counted."""
    return {"weighing": rules.weighing.value, "enough": max(rules.enough, 1)}


def claim_record(body: Body) -> dict[str, Any]:
    """What the verdict hangs on beside the studies."""
    record = {
        "isDefinition": body.kind is ClaimKind.DEFINITION,
        "measured": body.is_measured,
        "searched": body.last_search or "",
        "systematic": body.is_searched_systematically,
    }

    return _without_empty(record)


def study_records(body: Body, rules: Rules) -> dict[str, dict[str, Any]]:
    """One record a study of *body*, by its key and in the order of the keys."""
    citations = sorted(body.studies, key=lambda citation: citation.key)
    weighings = {weighing.key: weighing for weighing in weighings_of(body, rules.weights)}
    linked = independence.links(weighing.study for weighing in weighings.values())
    places = {citation.key: place for place, citation in enumerate(citations)}

    records_by_key = {}
    for citation in citations:
        record = _standing(citation, rules)
        if citation.key in weighings:
            record |= (
                _weight(weighings[citation.key])
                | _facts(citation)
                | _overlap(citation, citations, places, linked)
            )

        records_by_key[citation.key] = _without_empty(record)

    return records_by_key


def _standing(citation: JudgedStudy, rules: Rules) -> dict[str, Any]:
    """Under what the study is listed, and how it votes where votes are counted."""
    listed_under = heading(citation, opinion_counts=rules.opinion_counts)
    record: dict[str, Any] = {
        "heading": listed_under.value,
        "direct": is_direct(citation, listed_under),
        "note": set_aside_in_words(citation) if listed_under is Heading.NOT_COUNTED else "",
    }
    if rules.weighing is Weighing.COUNTS:
        ballot = vote(citation, rules)
        record |= {"vote": ballot.value if ballot else "", "mayVote": may_vote(citation, rules)}

    return record


def _weight(weighing: Weighed) -> dict[str, Any]:
    unrecorded: dict[str, float] = {}
    factors = []
    for reading, product in weighing.factors:
        factors.append([product.design, product.directness, product.size, product.integrity, product.share])
        if reading.directness is Directness.NOT_RECORDED:
            stance = reading.stance.value
            unrecorded[stance] = unrecorded.get(stance, 0.0) + product.weight

    return {
        "weights": _by_name(weighing.weights),
        "directWeights": _by_name(weighing.direct_weights),
        "ranks": _by_name(weighing.ranks),
        "unrecorded": unrecorded,
        "anyUnrecorded": bool(unrecorded),
        "factors": factors,
    }


def _by_name(values: Mapping[Stance, float]) -> dict[str, float]:
    return {stance.value: number for stance, number in values.items()}


def _facts(citation: JudgedStudy) -> dict[str, Any]:
    facts = citation.facts
    unknown_review = citation.is_review and facts.pooled_designs is None

    return {
        "people": facts.participants,
        "bodies": citation.bodies,
        "crossings": list(citation.crossings),
        "full": citation.is_full,
        "review": citation.is_review,
        "open": citation.is_open_review,
        "unknownReview": unknown_review,
        "randomised": citation.is_randomised,
        "compares": citation.is_randomised or unknown_review or facts.design in OBSERVED,
        "biasUntold": facts.bias in NOT_TOLD,
        "biasHigh": facts.bias is BiasJudgement.HIGH,
        "biasCritical": facts.bias is BiasJudgement.CRITICAL,
        "doubted": facts.conflict_of_interest or facts.reviewed_retracted or facts.status in DOUBTED,
    }


def _overlap(
    citation: JudgedStudy, citations: Sequence[JudgedStudy], places: Mapping[str, int], linked: Links
) -> dict[str, Any]:
    """The places of the studies that share its data, that it names, and that it is taken to hold."""
    names, holds = [], []
    for other in citations:
        if other.key == citation.key:
            continue

        if citation.is_review and overlap.names(citation, other):
            names.append(places[other.key])

        if overlap.holds(citation, other, _FEARED):
            holds.append(places[other.key])

    links = sorted(places[key] for key in linked.get(citation.key, ()))

    return {"links": links, "names": names, "holds": holds}


def _without_empty(record: dict[str, Any]) -> dict[str, Any]:
    """*record* without what is not so: the script takes what is not told for no, nothing or none."""
    return {name: value for name, value in without_gaps(record).items() if value is not False}


def word_records() -> dict[str, Any]:
    """The names of the values that the method decides by, and the words of its sentence."""
    from evidence_graph.assessment import sentence

    return {
        "verdicts": {verdict.name: verdict.value for verdict in Verdict},
        "headings": {heading.name: heading.value for heading in Heading},
        "levels": [level.value for level in LEVELS],
        "told": [stance.value for stance in Stance if stance in TOLD],
        "openings": {verdict.value: text for verdict, text in sentence.OPENINGS.items()},
        "yes": {level.value: text for (is_yes, level), text in sentence.OPENING.items() if is_yes},
        "no": {level.value: text for (is_yes, level), text in sentence.OPENING.items() if not is_yes},
        "gaps": sentence.GAPS,
        "numbers": sentence.NUMBERS,
    }
