"""The method of verdicts: what it gives on the data it was tried on, and what always holds."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bodies_of_evidence import bodies, studies, turned, with_studies
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.assessment.body import Body, Confirmation, Facts, JudgedStudy, LineReading, RecordedSearch
from evidence_graph.assessment.certainty import LEVELS
from evidence_graph.assessment.rules import STANDARD, Rules
from evidence_graph.assessment.sentence import NeutralQuestion, answer
from evidence_graph.assessment.tally import tally
from evidence_graph.assessment.verdict import rate
from evidence_graph.measures import scale
from evidence_graph.model import (
    BiasJudgement,
    Certainty,
    ClaimKind,
    Directness,
    PooledDesigns,
    RetractionStatus,
    Stance,
    StudyDesign,
    Verdict,
    Weighing,
)

TRIED = json.loads((Path(__file__).parent / "method" / "tried.json").read_text("utf-8"))
"""Evidence as it was recorded when the method was tried, with the verdicts it then gave."""

D = StudyDesign
SUPPORTS, OPPOSES, INCONCLUSIVE = Stance.SUPPORTS, Stance.OPPOSES, Stance.INCONCLUSIVE


def tried(claim):
    """The body of evidence of one of the claims that the method was tried on."""
    held = TRIED["claims"][claim]
    return Body(claim, held["kind"] and ClaimKind(held["kind"]), tuple(map(tried_study, held["works"])))


def tried_study(held):
    readings = tuple(
        LineReading(
            reader,
            Stance(stance),
            Directness(directness),
            Confirmation.CONFIRMED if confirmed else Confirmation.FROM_MEMORY,
        )
        for reader, stance, directness, confirmed in held["lines"]
    )
    facts = Facts(
        held["design"] and StudyDesign(held["design"]),
        held["participants"],
        held["trials"],
        held["year"],
        held["status"] and RetractionStatus(held["status"]),
        conflict_of_interest=held["coi"],
        cohort=held["cohort"],
        version_of=held["version_of"],
        pools=tuple(held["pools"]),
    )
    crossings = tuple(
        low <= getattr(scale(measure), "null", 0.0) <= high
        for measure, low, high, confirmed in held["effects"]
        if confirmed
    )
    return JudgedStudy(held["key"], readings, facts, crossings)


def told(rating):
    """A rating in the words of the table of what the method gave when it was tried."""
    words = str(rating.verdict)
    if rating.certainty:
        words += f", {rating.certainty}"
    if rating.lean:
        words += f" (leans {'for' if rating.lean is SUPPORTS else 'against'})"

    together, apart = (
        f"{finding.sums.shares.supports:.2f}:{finding.sums.shares.opposes:.2f}"
        for finding in (rating.together, rating.apart)
    )
    words += f" {together}"
    return words if apart == together else f"{words} [apart {apart}]"


@pytest.mark.parametrize("claim", sorted(TRIED["verdicts"]))
def test_the_method_gives_what_it_gave_when_it_was_tried(claim):
    assert told(rate(tried(claim))) == TRIED["verdicts"][claim]


# One claim by hand


def study(key, stance, facts=Facts(), *, crossings=(), directness=Directness.DIRECT, more=()):  # noqa: B008
    first = LineReading("reader-1", stance, directness, Confirmation.CONFIRMED)
    return JudgedStudy(key, (first, *more), facts, crossings)


RANDOMISED = Facts(D.RANDOMISED_CONTROLLED_TRIAL, 40, None, 2018, bias=BiasJudgement.LOW)
REVIEW = Facts(D.META_ANALYSIS, 700, 12, 2021)
QUALIFIED = LineReading("reader-2", Stance.QUALIFIES, Directness.INDIRECT, Confirmation.CONFIRMED)

BY_HAND = Body(
    "by-hand",
    ClaimKind.CAUSAL,
    (
        study("a", SUPPORTS, RANDOMISED, crossings=(False,)),
        study("b", SUPPORTS, replace(RANDOMISED, participants=60, year=2023), crossings=(False,)),
        study("c", SUPPORTS, REVIEW),
        study("d", OPPOSES, Facts(D.CROSS_SECTIONAL, 40), directness=Directness.INDIRECT, more=(QUALIFIED,)),
        study("e", SUPPORTS, replace(RANDOMISED, status=RetractionStatus.RETRACTED)),
        study("f", SUPPORTS, Facts(D.EXPERT_OPINION)),
        study("g", INCONCLUSIVE, Facts(D.RANDOMISED_CONTROLLED_TRIAL, 30, None, 2019)),
    ),
)


def test_one_claim_by_hand():
    rating = rate(BY_HAND)

    assert (rating.verdict, rating.certainty) == (Verdict.BACKED, Certainty.MODERATE)
    assert (rating.together.sums.supports.total, rating.apart.sums.supports.total) == (3.5, 4.775)
    assert rating.together.sums.undecided == 1.275
    shares = rating.shares
    assert [round(part, 3) for part in (shares.support, shares.opposition, shares.unknown)] == [
        0.624,
        0.019,
        0.357,
    ]


def test_the_answer_to_the_claim_by_hand():
    sentence = answer(rate(BY_HAND), tally(BY_HAND), NeutralQuestion("Does it work?"))

    assert sentence == (
        "Probably yes. Three studies point to yes, one to no and one could not tell. "
        "Certainty: moderate; not recorded: the risk of bias."
    )


def test_a_claim_that_answers_no_is_answered_in_the_direction_of_the_question():
    sentence = answer(rate(BY_HAND), tally(BY_HAND), NeutralQuestion("Does it fail?", answered_yes=False))

    assert sentence.startswith("Probably not. One study points to yes, three to no")


def test_what_the_review_pools_makes_the_claim_by_hand_high():
    pooled = replace(REVIEW, pooled_designs=PooledDesigns.RANDOMISED, bias=BiasJudgement.LOW)
    studies = [
        study("c", SUPPORTS, pooled, crossings=(False,)) if w.key == "c" else w for w in BY_HAND.studies
    ]

    rating = rate(replace(BY_HAND, studies=tuple(studies)))

    assert rating.certainty is Certainty.HIGH
    assert rating.together.sums.bodies(rating.together.sums.leading) == 3


# Names


def test_without_a_study_nothing_is_recorded():
    assert rate(Body("c", None)).verdict is Verdict.NONE_RECORDED


@pytest.mark.parametrize(
    ("systematic", "verdict"), [(True, Verdict.NONE_FOUND), (False, Verdict.NONE_RECORDED)]
)
def test_none_found_needs_a_systematic_search(systematic, verdict):
    body = Body("c", None, (), (RecordedSearch("2026-11-01", systematic),))

    assert rate(body).verdict is verdict


def test_a_definition_needs_no_study():
    assert rate(Body("c", ClaimKind.DEFINITION)).verdict is Verdict.DEFINITION


@pytest.mark.parametrize("stance", [Stance.QUALIFIES, INCONCLUSIVE])
def test_studies_that_only_qualify_or_could_not_tell_leave_a_claim_uncertain_without_a_lean(stance):
    rating = rate(Body("c", ClaimKind.CAUSAL, (study("a", stance, RANDOMISED),)))

    assert (rating.verdict, rating.lean) == (Verdict.UNCERTAIN, None)


# What always holds

COUNTS = Rules(Weighing.COUNTS, opinion_votes=False)
EITHER_WAY = pytest.mark.parametrize("rules", [STANDARD, COUNTS], ids=["grade", "counts"])


def essence(rating):
    shares = rating.shares
    return rating.verdict, rating.certainty, rating.lean, shares.supports, shares.opposes


@EITHER_WAY
@given(body=bodies(), chance=st.randoms())
def test_the_order_of_the_works_changes_nothing(rules, body, chance):
    shuffled = list(body.studies)
    chance.shuffle(shuffled)

    assert essence(rate(replace(body, studies=tuple(shuffled)), rules)) == essence(rate(body, rules))


NEGATED = {
    Verdict.BACKED: Verdict.OPPOSED,
    Verdict.OPPOSED: Verdict.BACKED,
    SUPPORTS: OPPOSES,
    OPPOSES: SUPPORTS,
}


@EITHER_WAY
@given(body=bodies())
def test_the_negated_claim_has_the_negated_verdict(rules, body):
    verdict, certainty, lean, supports, opposes = essence(rate(body, rules))

    negated = (NEGATED.get(verdict, verdict), certainty, NEGATED.get(lean), opposes, supports)

    assert essence(rate(turned(body), rules)) == negated


@EITHER_WAY
@given(body=bodies())
def test_lines_written_twice_change_nothing(rules, body):
    doubled = tuple(replace(w, readings=w.readings * 2) for w in body.studies)

    assert essence(rate(replace(body, studies=doubled), rules)) == essence(rate(body, rules))


def independent(one):
    """The work without links to others."""
    return replace(one, facts=replace(one.facts, pools=(), cohort=None))


def reading_changed(**changes):
    return lambda w: replace(w, readings=tuple(replace(r, **changes) for r in w.readings))


def facts_changed(**changes):
    return lambda w: replace(w, facts=replace(w.facts, **changes))


WEIGHTLESS = {
    "retracted": lambda w: replace(w, facts=replace(w.facts, status=RetractionStatus.RETRACTED)),
    "opinion": lambda w: replace(w, facts=replace(w.facts, design=D.EXPERT_OPINION)),
    "from memory": lambda w: replace(
        facts_changed(design=None)(w),
        readings=tuple(replace(r, finding=Confirmation.FROM_MEMORY) for r in w.readings),
    ),
    "withdrawn": lambda w: replace(
        facts_changed(design=None)(w), readings=tuple(replace(r, withdrawn=True) for r in w.readings)
    ),
}


@EITHER_WAY
@pytest.mark.parametrize("reason", WEIGHTLESS)
@given(body=bodies(), added=studies("z"))
def test_what_weighs_nothing_equals_what_is_absent(reason, rules, body, added):
    weightless = WEIGHTLESS[reason](added)

    assert essence(rate(with_studies(body, weightless), rules)) == essence(rate(body, rules))
    assert tally(with_studies(body, weightless)).set_aside["z"].value == reason


@given(studies("a"), st.sampled_from(ClaimKind))
def test_one_work_is_never_high(one, kind):
    assert rate(Body("c", kind, (one,))).certainty is not Certainty.HIGH


@given(bodies())
def test_overlap_that_is_only_feared_never_adds(body):
    rating = rate(body)
    together, apart = rating.together.sums, rating.apart.sums

    assert together.supports.total <= apart.supports.total
    assert together.opposes.total <= apart.opposes.total


@given(bodies(), studies("z", (SUPPORTS,)))
def test_a_supporting_work_never_lowers_support(body, added):
    before, after = rate(body).shares, rate(with_studies(body, independent(added))).shares

    assert after.support >= before.support - 1e-12
    assert after.opposition <= before.opposition + 1e-12


@given(bodies(least=1), studies("z", (SUPPORTS,)))
def test_a_vote_for_a_claim_never_unmakes_backed(body, added):
    if rate(body, COUNTS).verdict is Verdict.BACKED:
        assert rate(with_studies(body, added), COUNTS).verdict is Verdict.BACKED


def recalled(stance):
    return LineReading("reader-2", stance, finding=Confirmation.FROM_MEMORY)


@pytest.mark.parametrize("stance", Stance)
@given(body=bodies(least=1))
def test_what_a_reader_only_remembers_is_no_vote(stance, body):
    with_memory = replace(
        body, studies=tuple(replace(w, readings=(*w.readings, recalled(stance))) for w in body.studies)
    )

    assert essence(rate(with_memory, COUNTS)) == essence(rate(body, COUNTS))


GOOD = study("z", SUPPORTS, replace(RANDOMISED, participants=150, year=2030), crossings=(False,))


@given(bodies(least=1))
def test_a_good_supporting_work_never_unmakes_backed(body):
    leading = with_studies(body, replace(GOOD, key="x"), replace(GOOD, key="y"))

    if rate(leading).verdict is Verdict.BACKED:
        assert rate(with_studies(leading, GOOD)).verdict is Verdict.BACKED


GAPS = {
    "risk of bias": (facts_changed(bias=None), facts_changed(bias=BiasJudgement.HIGH)),
    "directness": (
        reading_changed(directness=Directness.NOT_RECORDED),
        reading_changed(directness=Directness.INDIRECT),
    ),
    "size": (facts_changed(participants=None), facts_changed(participants=15)),
    "what a review pools": (
        facts_changed(pooled_designs=None),
        facts_changed(pooled_designs=PooledDesigns.OTHER),
    ),
}


@pytest.mark.parametrize("field", GAPS)
@given(body=bodies(least=1))
def test_a_gap_never_beats_the_ordinary_bad_mark(field, body):
    """For a body of which every work has the gap, or every work the mark."""
    gap, mark = (
        replace(body, studies=tuple(independent(change(w)) for w in body.studies)) for change in GAPS[field]
    )

    unrecorded, marked = rate(gap), rate(mark)

    if unrecorded.certainty is not None:
        assert marked.verdict is unrecorded.verdict
        assert LEVELS.index(unrecorded.certainty) <= LEVELS.index(marked.certainty)
