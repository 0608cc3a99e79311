"""The assessment of a claim as everybody meets it: its answer, its terms, and sets that share no data."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from bodies_of_evidence import bodies
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.assessment import Heading, NeutralQuestion, assess_body, independence
from evidence_graph.assessment.body import Body, Confirmation, Facts, JudgedStudy, LineReading
from evidence_graph.assessment.rules import Rules
from evidence_graph.model import (
    BiasJudgement,
    ClaimKind,
    Directness,
    RetractionStatus,
    Stance,
    StudyDesign,
    Verdict,
    Weighing,
)

RULES = st.sampled_from([Rules(), Rules(Weighing.COUNTS), Rules(Weighing.COUNTS, 1, opinion_votes=False)])
TRIAL = Facts(StudyDesign.RANDOMISED_CONTROLLED_TRIAL, participants=150, year=2020, bias=BiasJudgement.LOW)


def citation(key, *stances, facts=TRIAL, crossings=(False,)):
    """A work with one reading for each stance, each by another reader."""
    readings = (
        LineReading(f"reader-{number}", stance, Directness.DIRECT, Confirmation.CONFIRMED)
        for number, stance in enumerate(stances, 1)
    )
    return JudgedStudy(key, tuple(readings), facts, crossings)


def assessed(*citations, kind=ClaimKind.CAUSAL, question=None):
    return assess_body(Body("c", kind, citations), {}, question)


@given(bodies(), RULES)
def test_support_opposition_and_unknown_add_up_to_1(body, rules):
    assessment = assess_body(body, {}, rules=rules)

    assert assessment.support + assessment.opposition + assessment.unknown == pytest.approx(1)
    assert min(assessment.support, assessment.opposition) >= 0
    assert assessment.unknown > 0


@given(bodies(), RULES)
def test_the_terms_are_the_works_and_add_up_to_the_sums(body, rules):
    assessment = assess_body(body, {}, rules=rules)
    terms = assessment.terms

    assert [term.key for term in terms] == [citation.key for citation in body.studies]
    assert sum(term.supports for term in terms) == pytest.approx(assessment.shares.supports)
    assert sum(term.opposes for term in terms) == pytest.approx(assessment.shares.opposes)
    sums = assessment.apart or assessment.shares
    assert sum(term.apart for term in terms) == pytest.approx(sums.supports + sums.opposes)


@given(bodies(), RULES)
def test_every_term_stands_where_the_tally_lists_it(body, rules):
    assessment = assess_body(body, {}, rules=rules)

    assert {term.key: term.heading.value for term in assessment.terms} == assessment.tally.heading_by_key


@given(bodies(), RULES)
def test_certainty_is_that_of_backed_and_opposed_and_a_lean_that_of_uncertain(body, rules):
    assessment = assess_body(body, {}, rules=rules)

    if assessment.verdict not in {Verdict.BACKED, Verdict.OPPOSED} or rules.weighing is Weighing.COUNTS:
        assert assessment.certainty is None
    if assessment.verdict is not Verdict.UNCERTAIN:
        assert assessment.lean is None


@given(bodies(), RULES)
def test_the_answer_ends_as_a_sentence_and_names_the_certainty_where_there_is_one(body, rules):
    assessment = assess_body(body, {}, NeutralQuestion("Does it work?"), rules)

    assert assessment.answer[-1] in ".)"
    told = f"Certainty: {assessment.certainty}" in assessment.answer
    assert told is (assessment.certainty is not None)
    assert assessment.question == "Does it work?"


def test_a_study_judged_by_two_readers_counts_once_its_weight_shared():
    both = assessed(citation("a", Stance.SUPPORTS, Stance.OPPOSES))

    assert [(term.supports, term.opposes, term.heading) for term in both.terms] == [
        (0.75, 0.75, Heading.BOTH_WAYS)
    ]


def test_a_retracted_work_counts_nothing_and_is_still_shown():
    retracted = citation("z", Stance.SUPPORTS, facts=replace(TRIAL, status=RetractionStatus.RETRACTED))

    assessment = assessed(citation("a", Stance.SUPPORTS), retracted)

    assert assessment.support == assessed(citation("a", Stance.SUPPORTS)).support
    assert assessment.terms[-1].note == "Retracted: weighs nothing."
    assert assessment.tally.not_counted == "1 (retracted)"


@pytest.mark.parametrize(
    ("stances", "verdict", "turn"),
    [
        ("+++-", Verdict.BACKED, ("work-0", Verdict.CONTESTED)),
        ("++", Verdict.BACKED, ("work-0", Verdict.UNCERTAIN)),
        ("--", Verdict.OPPOSED, ("work-0", Verdict.UNCERTAIN)),
        ("++++", Verdict.BACKED, None),
        ("++-", Verdict.CONTESTED, None),
        ("+", Verdict.UNCERTAIN, None),
    ],
)
def test_the_verdict_without_the_heaviest_work_is_told_where_it_differs(stances, verdict, turn):
    sides = {"+": Stance.SUPPORTS, "-": Stance.OPPOSES}

    assessment = assessed(*(citation(f"work-{n}", sides[side]) for n, side in enumerate(stances)))

    assert assessment.verdict is verdict
    assert (assessment.turn and (assessment.turn.without, assessment.turn.then)) == turn


REVIEW = Facts(StudyDesign.META_ANALYSIS, 700, 12, 2024, pools=("one", "two"), pools_complete=True)


@pytest.mark.parametrize(
    ("together", "counted"),
    [
        ([("one", TRIAL), ("pre", replace(TRIAL, version_of="one"))], 1.5),
        ([("one", replace(TRIAL, cohort="x")), ("two", replace(TRIAL, cohort="x"))], 1.5),
        ([("one", TRIAL), ("review", REVIEW)], 2.0),
        ([("one", TRIAL), ("two", TRIAL), ("review", REVIEW)], 3.0),
        ([("r1", REVIEW), ("r2", REVIEW)], 2.0),
        ([("one", TRIAL), ("two", TRIAL)], 3.0),
    ],
    ids=["preprint", "cohort", "review and trial", "review and its trials", "two reviews", "independent"],
)
def test_what_is_known_to_share_data_never_counts_twice(together, counted):
    assessment = assessed(*(citation(key, Stance.SUPPORTS, facts=facts) for key, facts in together))

    assert assessment.shares.supports == pytest.approx(counted)
    assert len(assessment.terms) == len(together)
    assert assessment.apart is None


def test_overlap_that_nobody_recorded_is_told_with_both_sums():
    open_review = replace(REVIEW, pools=(), pools_complete=False)
    citations = (citation("one", Stance.SUPPORTS), citation("review", Stance.SUPPORTS, facts=open_review))

    assessment = assessed(*citations)

    assert (assessment.shares.supports, assessment.apart.supports) == (2.0, 3.5)
    assert [term.note for term in assessment.terms if term.note] == [
        "Its data are, or may be, in review: counted once."
    ]


@given(st.randoms(use_true_random=False))
def test_the_heaviest_independent_set_is_that_of_trying_all(random):
    keys = [f"k{n}" for n in range(random.randint(1, 9))]
    weights = {key: random.choice([0.5, 1.0, 1.5, 3.0]) for key in keys}
    linked = {key: set() for key in keys}
    for one, other in combinations(keys, 2):
        if random.random() < 0.4:
            linked[one].add(other)
            linked[other].add(one)

    chosen = independence.heaviest(weights, linked)

    tried = (set(c) for size in range(len(keys) + 1) for c in combinations(keys, size))
    best = max(sum(weights[k] for k in c) for c in tried if not any(linked[k] & c for k in c))
    assert not any(linked[k] & chosen for k in chosen)
    assert sum(weights[k] for k in chosen) == pytest.approx(best)


def test_a_long_chain_of_studies_that_share_data_comes_to_its_end():
    keys = [f"k{n:02}" for n in range(60)]
    linked = {key: set() for key in keys}
    for one, other in pairwise(keys):
        linked[one].add(other)
        linked[other].add(one)

    assert len(independence.heaviest(dict.fromkeys(keys, 1.0), linked)) == 30
