"""Answers and verdicts as plain dictionaries: the stable JSON schema, documented in docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.assessment.body import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.assessment import Assessment, Shares, Step, Term
    from evidence_graph.assessment.body import Reading
    from evidence_graph.assessment.weights import Factors

Plain = dict[str, Any]

VERIFIED = {Finding.CONFIRMED: True, Finding.FROM_MEMORY: False, Finding.NOT_RECORDED: None}


def answer_record(assessment: Assessment) -> Plain:
    """The answer to the question of a claim, with the verdict and the tally that it sums up."""
    return {
        "question": assessment.question,
        "answer": assessment.answer,
        "verdict": assessment.verdict,
        "certainty": assessment.certainty,
        "lean": assessment.lean,
        "weighing": assessment.weighing,
        "tally": {under: list(keys) for under, keys in assessment.tally.by_heading.items()},
        "not_counted": dict(assessment.tally.set_aside),
    }


def assessment_record(assessment: Assessment) -> Plain:
    """An assessment: the answer, the shares, what they follow from, and what is not recorded."""
    turn = assessment.turn
    return {"claim": assessment.claim} | answer_record(assessment) | {
        "why": assessment.why,
        "support": assessment.support,
        "opposition": assessment.opposition,
        "unknown": assessment.unknown,
        "sums": _sums(assessment.shares),
        "apart": _shares(assessment.apart) if assessment.apart else None,
        "inconclusive": assessment.inconclusive,
        "turn": {"without": turn.without, "then": turn.then} if turn else None,
        "reasons": [_reason(step) for step in assessment.steps],
        "recorded": [
            {"field": one.field, "number": one.number, "works": one.works} for one in assessment.recorded
        ],
        "direct": {under.value: number for under, number in assessment.tally.direct.items() if number},
        "terms": [_term(term) for term in assessment.terms],
    }  # fmt: skip


def _sums(shares: Shares) -> Plain:
    return {"supports": shares.supports, "opposes": shares.opposes}


def _shares(shares: Shares) -> Plain:
    parts = {"support": shares.support, "opposition": shares.opposition, "unknown": shares.unknown}
    return parts | _sums(shares)


def _reason(step: Step) -> Plain:
    return {"domain": step.domain, "steps": step.steps, "why": step.why, "is_gap": step.is_gap}


def _term(term: Term) -> Plain:
    return {
        "key": term.key,
        "label": term.label,
        "heading": term.heading,
        "stances": [reading.stance for reading in term.readings],
        "directness": [reading.directness for reading in term.readings],
        "readings": [_reading(reading) for reading in term.readings],
        "factors": [_factors(factors) for factors in term.factors],
        "design": term.design,
        "participants": term.participants,
        "verified": _verified(term.readings),
        "bias": term.bias,
        "marks": list(term.marks),
        "supports": term.supports,
        "opposes": term.opposes,
        "inconclusive": term.inconclusive,
        "apart": term.apart,
        "note": term.note,
    }


def _reading(reading: Reading) -> Plain:
    return {
        "curator": reading.reader,
        "stance": reading.stance,
        "directness": reading.directness,
        "verified": VERIFIED[reading.finding],
        "withdrawn": reading.withdrawn,
        "design": reading.design,
        "participants": reading.participants,
    }


def _factors(factors: Factors) -> Plain:
    return {
        "design": factors.design,
        "directness": factors.directness,
        "size": factors.size,
        "integrity": factors.integrity,
        "share": factors.share,
        "weight": factors.weight,
    }


def _verified(readings: Sequence[Reading]) -> bool | None:
    """Whether all findings are confirmed: false where one is from memory, else null where one is not told."""
    answers = {VERIFIED[reading.finding] for reading in readings}
    return next((answer for answer in (False, None, True) if answer in answers), None)
