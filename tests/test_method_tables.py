"""Every row of the tables of docs/assessment.md, against the method as it is carried out."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from bodies_of_evidence import turned

from evidence_graph.assessment import weights
from evidence_graph.assessment.body import Body, Confirmation, Facts, JudgedStudy, LineReading, RecordedSearch
from evidence_graph.assessment.sentence import NeutralQuestion, answer
from evidence_graph.assessment.tally import tally
from evidence_graph.assessment.verdict import rate
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
)

D = StudyDesign
PAGE = Path(__file__).parents[1] / "docs" / "assessment.md"


def table(*headings):
    """The rows of the table of the page under *headings*: the first cell, and the second."""
    rows, inside = {}, False
    for line in PAGE.read_text("utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if not line.startswith("|"):
            inside = False
        elif cells == headings:
            inside = True
        elif inside and not cells[0].startswith("---"):
            rows[cells[0]] = cells[1]
    return rows


def numbers(cell):
    """The number that stands behind each name of a cell such as "cohort, survey 0.5; other 1"."""
    values = {}
    for part in cell.split(";"):
        words, value = part.strip().rsplit(" ", 1)
        values |= dict.fromkeys((name.strip() for name in words.split(",")), float(value))
    return values


# What a study weighs

FACTORS = table("factor", "values")
CAUSAL = numbers(FACTORS["design, for causal claims and recommendations"])
MEASURED = CAUSAL | numbers(
    FACTORS["design, for descriptions and associations"].removeprefix("the same, but ")
)


SPELT = {
    "randomised trial": D.RANDOMISED_CONTROLLED_TRIAL,
    "records": D.RETROSPECTIVE_RECORDS,
    "cadaver": D.CADAVER_STUDY,
    "animal": D.ANIMAL_EXPERIMENT,
    "opinion": D.EXPERT_OPINION,
    "design not recorded": None,
}
"""The names of the page that are not those of the vocabulary."""


def design_of(name):
    return SPELT[name] if name in SPELT else D(name.replace(" ", "-"))


@pytest.mark.parametrize("name", CAUSAL)
def test_a_design_weighs_what_the_page_says(name):
    design = design_of(name)

    assert weights.design_weight(design, None, measured=False) == CAUSAL[name]
    assert weights.design_weight(design, None, measured=True) == MEASURED[name]


def test_the_page_names_every_design():
    primary = {design_of(name) for name in CAUSAL}
    reviews = {D.META_ANALYSIS, D.NETWORK_META_ANALYSIS, D.SYSTEMATIC_REVIEW}

    assert primary | reviews | {D.NARRATIVE_REVIEW} == {None, *D}


@pytest.mark.parametrize(
    ("design", "times"), [(D.META_ANALYSIS, 2), (D.NETWORK_META_ANALYSIS, 2), (D.SYSTEMATIC_REVIEW, 4 / 3)]
)
@pytest.mark.parametrize(
    ("pooled", "weight"), [(PooledDesigns.RANDOMISED, 1.5), (PooledDesigns.OTHER, 1), (None, 1)]
)
def test_a_review_weighs_so_many_times_what_it_pools(design, times, pooled, weight):
    assert FACTORS["reviews"] == (
        "meta-analysis 2 times, systematic review 4/3 times the weight of what it pools; "
        "a non-randomised trial where that is not recorded"
    )
    assert weights.design_weight(design, pooled, measured=False) == times * weight


def test_directness_weighs_what_the_page_says():
    assert FACTORS["directness"] == "direct 1; indirect, unclear or not recorded 0.5; very indirect 0.2"
    assert weights.DIRECTNESS == {
        Directness.DIRECT: 1,
        Directness.INDIRECT: 0.5,
        Directness.UNCLEAR: 0.5,
        Directness.NOT_RECORDED: 0.5,
        Directness.VERY_INDIRECT: 0.2,
    }


@pytest.mark.parametrize(
    ("design", "people", "trials", "factor"),
    [
        (D.SURVEY, 9, None, 0.5),
        (D.SURVEY, 10, None, 0.7),
        (D.SURVEY, 19, None, 0.7),
        (D.SURVEY, 20, None, 0.85),
        (D.SURVEY, 49, None, 0.85),
        (D.SURVEY, 50, None, 1),
        (D.SURVEY, None, None, 0.7),
        (D.META_ANALYSIS, None, 3, 1),
        (D.META_ANALYSIS, None, 2, 0.7),
        (D.SYSTEMATIC_REVIEW, 50, None, 1),
        (D.SYSTEMATIC_REVIEW, 49, 2, 0.7),
        (D.SYSTEMATIC_REVIEW, None, None, 0.7),
    ],
)
def test_size_weighs_what_the_page_says(design, people, trials, factor):
    assert FACTORS["size"] == (
        "fewer than 10 participants 0.5; fewer than 20 0.7; fewer than 50 0.85; 50 and more 1; "
        "not recorded 0.7. Reviews: 1 with three trials or 50 people, else 0.7"
    )
    assert weights.size(design, people, trials) == factor


@pytest.mark.parametrize("status", [None, *RetractionStatus])
def test_integrity_weighs_what_the_page_says(status):
    assert FACTORS["integrity"] == (
        "retracted 0; expression of concern or disputed 0.25; times 0.85 with a conflict of interest"
    )
    doubts = {
        RetractionStatus.RETRACTED: 0,
        RetractionStatus.EXPRESSION_OF_CONCERN: 0.25,
        RetractionStatus.DISPUTED: 0.25,
    }
    factor = doubts.get(status, 1)

    assert weights.integrity(status, conflict_of_interest=False) == factor
    assert weights.integrity(status, conflict_of_interest=True) == 0.85 * factor


def test_no_factor_of_the_page_goes_untried():
    assert list(FACTORS) == [
        "design, for causal claims and recommendations",
        "design, for descriptions and associations",
        "reviews",
        "directness",
        "size",
        "integrity",
    ]


# Bodies of evidence that stand just on one side of a line of the page

SUPPORTS, OPPOSES, INCONCLUSIVE = Stance.SUPPORTS, Stance.OPPOSES, Stance.INCONCLUSIVE
TRIAL = Facts(D.RANDOMISED_CONTROLLED_TRIAL, 60, bias=BiasJudgement.LOW)


def study(key, stance=SUPPORTS, facts=TRIAL, *, directness=Directness.DIRECT, crossings=(False,)):
    return JudgedStudy(
        key, (LineReading("reader-1", stance, directness, Confirmation.CONFIRMED),), facts, crossings
    )


def rating(*studies, kind=ClaimKind.CAUSAL, searches=()):
    return rate(Body("claim", kind, studies, searches))


def trials(number, **facts):
    return [study(f"trial-{one}", facts=replace(TRIAL, **facts)) for one in range(number)]


def weighing(weight, key, stance=SUPPORTS, *, directness=Directness.DIRECT):
    """Studies that weigh *weight* together where they are direct: non-randomised trials weigh 1 each."""
    facts = Facts(D.NON_RANDOMISED_TRIAL, 60, bias=BiasJudgement.LOW)
    return [study(f"{key}-{one}", stance, facts, directness=directness) for one in range(weight)]


VERDICTS = table("verdict", "when")


@pytest.mark.parametrize(
    ("stance", "verdict"),
    [
        (SUPPORTS, Verdict.UNCERTAIN),
        (OPPOSES, Verdict.UNCERTAIN),
        (Stance.QUALIFIES, Verdict.UNCERTAIN),
        (INCONCLUSIVE, Verdict.UNCERTAIN),
        (Stance.BACKGROUND, Verdict.NONE_RECORDED),
    ],
)
def test_none_is_recorded_where_no_line_says_anything(stance, verdict):
    assert rating(study("one", stance)).verdict is verdict


def test_none_is_found_where_a_systematic_search_is_on_record():
    searches = (RecordedSearch("2026-11-01", systematic=True),)

    assert rating(searches=searches).verdict is Verdict.NONE_FOUND


@pytest.mark.parametrize(
    ("supporting", "opposing", "verdict"),
    [(6, 2, Verdict.BACKED), (14, 5, Verdict.CONTESTED), (2, 6, Verdict.OPPOSED), (5, 14, Verdict.CONTESTED)],
)
def test_three_quarters_make_a_side_clear(supporting, opposing, verdict):
    studies = (*weighing(supporting, "for"), *weighing(opposing, "against", OPPOSES))

    # A description starts high, so that a step for inconsistency leaves it a verdict.
    assert rating(*studies, kind=ClaimKind.DESCRIPTION).verdict is verdict


def test_a_split_of_little_weight_is_uncertain():
    little = Facts(D.NON_RANDOMISED_TRIAL, 49, bias=BiasJudgement.LOW)
    enough = replace(little, participants=50)

    assert rating(study("a", SUPPORTS, little), study("b", OPPOSES, enough)).verdict is Verdict.UNCERTAIN
    assert rating(study("a", SUPPORTS, enough), study("b", OPPOSES, enough)).verdict is Verdict.CONTESTED


def test_a_split_without_a_direct_study_is_uncertain():
    def studies(directness):
        return (
            *weighing(3, "for", directness=directness),
            *weighing(3, "against", OPPOSES, directness=Directness.INDIRECT),
        )

    assert rating(*studies(Directness.INDIRECT)).verdict is Verdict.UNCERTAIN
    assert rating(*studies(Directness.DIRECT)).verdict is Verdict.CONTESTED


def test_a_clear_side_needs_two_bodies():
    assert rating(*trials(1)).verdict is Verdict.UNCERTAIN
    assert rating(*trials(2)).verdict is Verdict.BACKED


@pytest.mark.parametrize(
    ("people", "crossings", "verdict"),
    [
        (400, (False,), Verdict.BACKED),
        (399, (False,), Verdict.UNCERTAIN),
        (400, (), Verdict.UNCERTAIN),
    ],
)
def test_a_large_trial_with_its_interval_stands_for_two_bodies(people, crossings, verdict):
    one = study("one", facts=replace(TRIAL, participants=people), crossings=crossings)

    assert rating(one).verdict is verdict


@pytest.mark.parametrize(
    ("pooled_trials", "crossings", "verdict"),
    [(3, (False,), Verdict.BACKED), (2, (False,), Verdict.UNCERTAIN), (3, (), Verdict.UNCERTAIN)],
)
def test_a_full_meta_analysis_stands_for_two_bodies(pooled_trials, crossings, verdict):
    facts = Facts(
        D.META_ANALYSIS,
        700,
        pooled_trials,
        bias=BiasJudgement.LOW,
        pooled_designs=PooledDesigns.RANDOMISED,
        pools_complete=True,
    )

    assert rating(study("one", facts=facts, crossings=crossings)).verdict is verdict


def test_a_clear_side_needs_a_direct_study():
    def studies(directness):
        return [
            study(str(one), facts=replace(TRIAL, participants=600), directness=directness) for one in range(4)
        ]

    assert rating(*studies(Directness.INDIRECT), kind=ClaimKind.DESCRIPTION).verdict is Verdict.UNCERTAIN
    assert rating(*studies(Directness.DIRECT), kind=ClaimKind.DESCRIPTION).verdict is Verdict.BACKED


def test_what_could_not_tell_makes_a_lighter_side_uncertain_and_takes_its_lean():
    undecided = [study(f"null-{one}", INCONCLUSIVE) for one in range(3)]

    lighter = rating(*trials(2), *undecided)
    as_heavy = rating(*trials(3), *undecided)
    assert (lighter.verdict, lighter.lean) == (Verdict.UNCERTAIN, None)
    assert as_heavy.verdict is Verdict.BACKED


def test_uncertain_leans_where_the_leading_side_has_a_direct_study():
    assert rating(*trials(1)).lean is SUPPORTS
    assert rating(study("one", directness=Directness.INDIRECT)).lean is None


def test_a_definition_is_no_matter_of_studies():
    assert rating(*trials(3), kind=ClaimKind.DEFINITION).verdict is Verdict.DEFINITION


def test_no_verdict_of_the_page_goes_untried():
    assert list(VERDICTS) == ["none recorded", "contested", "uncertain", "backed, opposed", "definition"]


# The certainty: what each row takes off

STEPS = table("step", "off")


def steps(*studies, kind=ClaimKind.CAUSAL):
    """What each domain takes off, those that take nothing left out."""
    return {step.domain: step.steps for step in rating(*studies, kind=kind).steps if step.steps}


def start(*studies, kind=ClaimKind.CAUSAL):
    (first,) = [step.why for step in rating(*studies, kind=kind).steps if step.domain == "start"]
    return first.split(":")[0]


HIGH, LOW, VERY_LOW = "Starts high", "Starts low", "Starts very low"


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        (ClaimKind.DESCRIPTION, HIGH),
        (ClaimKind.ASSOCIATION, HIGH),
        (ClaimKind.CAUSAL, VERY_LOW),
        (ClaimKind.RECOMMENDATION, VERY_LOW),
        (None, VERY_LOW),
    ],
)
def test_where_a_kind_of_claim_starts(kind, level):
    studies = [study(str(one), facts=Facts(D.SURVEY, 60)) for one in range(3)]

    assert start(*studies, kind=kind) == level


@pytest.mark.parametrize("design", [None, *D])
def test_where_a_design_starts(design):
    studies = [study(str(one), facts=Facts(design, 60, pools_complete=True)) for one in range(3)]
    randomised = {D.RANDOMISED_CONTROLLED_TRIAL, D.RANDOMISED_CROSSOVER}
    low = {
        D.COHORT,
        D.CASE_CONTROL,
        D.NON_RANDOMISED_TRIAL,
        D.LABORATORY_EXPERIMENT,
        D.SYSTEMATIC_REVIEW,
        D.META_ANALYSIS,
        D.NETWORK_META_ANALYSIS,
    }
    if design in {D.EXPERT_OPINION, D.NARRATIVE_REVIEW}:
        assert rating(*studies).steps == ()
        return

    assert start(*studies) == (HIGH if design in randomised else LOW if design in low else VERY_LOW)


def test_half_of_the_weight_or_two_bodies_make_it_start_high():
    def cohorts(number):
        return [study(f"cohort-{one}", facts=Facts(D.COHORT, 60)) for one in range(number)]

    # A trial weighs twice what a cohort does.
    assert start(*trials(1), *cohorts(2)) == HIGH
    assert start(*trials(1), *cohorts(3)) == LOW
    assert start(*trials(2), *cohorts(9)) == HIGH


@pytest.mark.parametrize(
    ("judgements", "off"),
    [
        ((BiasJudgement.HIGH, BiasJudgement.LOW), 1),
        ((BiasJudgement.HIGH, BiasJudgement.LOW, BiasJudgement.LOW), 0),
        ((BiasJudgement.CRITICAL, BiasJudgement.LOW), 2),
        ((BiasJudgement.CRITICAL, BiasJudgement.LOW, BiasJudgement.LOW), 0),
        ((None, BiasJudgement.LOW), 1),
        ((None, BiasJudgement.LOW, BiasJudgement.LOW), 0),
        ((BiasJudgement.HIGH, None, BiasJudgement.LOW, BiasJudgement.LOW), 1),
        ((BiasJudgement.SOME_CONCERNS, BiasJudgement.SOME_CONCERNS), 0),
    ],
)
def test_what_the_risk_of_bias_takes_off(judgements, off):
    studies = [study(str(number), facts=replace(TRIAL, bias=bias)) for number, bias in enumerate(judgements)]

    assert steps(*studies).get("risk of bias", 0) == off


@pytest.mark.parametrize(
    "doubt",
    [
        {"conflict_of_interest": True},
        {"status": RetractionStatus.DISPUTED, "participants": 60},
        {"reviewed_retracted": True},
    ],
)
def test_what_integrity_takes_off(doubt):
    doubted = [study(str(one), facts=replace(TRIAL, **doubt)) for one in range(2)]

    assert steps(*doubted)["integrity"] == 1
    assert "integrity" not in steps(doubted[0], *trials(3))


def test_what_inconsistency_takes_off():
    measured = ClaimKind.DESCRIPTION

    fifth = steps(*weighing(8, "for"), *weighing(2, "against", OPPOSES), kind=measured)
    less = steps(*weighing(17, "for"), *weighing(4, "against", OPPOSES), kind=measured)
    assert fifth["inconsistency"] == 1
    assert "inconsistency" not in less


def test_a_verdict_that_hangs_on_one_study_is_inconsistent():
    facts = Facts(D.META_ANALYSIS, 900, 9, pools_complete=True, pooled_designs=PooledDesigns.RANDOMISED)
    heavy = study("heavy", facts=replace(facts, bias=BiasJudgement.LOW))
    others = [*weighing(2, "for"), *weighing(1, "against", OPPOSES)]

    assert steps(heavy, *others)["inconsistency"] == 1
    assert "inconsistency" not in steps(heavy, *weighing(4, "for"), others[-1])


@pytest.mark.parametrize(
    ("direct", "indirect", "off"), [(1, 1, 0), (1, 2, 1), (1, 7, 1), (1, 8, 2), (2, 20, 0)]
)
def test_what_indirectness_takes_off(direct, indirect, off):
    # An indirect study of the same design weighs half.
    studies = [
        *weighing(direct, "direct"),
        *weighing(indirect, "indirect", directness=Directness.INDIRECT),
    ]

    assert steps(*studies, kind=ClaimKind.DESCRIPTION).get("indirectness", 0) == off


@pytest.mark.parametrize(
    ("crossings", "off"),
    [(((True,), (True,)), 1), (((True,), (False,)), 0), (((), ()), 1), (((), (False,)), 0)],
)
def test_what_imprecision_takes_off(crossings, off):
    studies = [study(str(number), crossings=crosses) for number, crosses in enumerate(crossings)]

    assert steps(*studies).get("imprecision", 0) == off


@pytest.mark.parametrize(("people", "off"), [((49, 50), 1), ((50, 50), 0), ((None, 99), 1), ((None, 100), 0)])
def test_how_many_people_are_few(people, off):
    studies = [
        study(str(number), facts=replace(TRIAL, participants=count)) for number, count in enumerate(people)
    ]

    assert steps(*studies).get("amount", 0) == off


def test_what_weighs_less_than_the_prior_is_little():
    def studies(design):
        return [study(str(one), facts=Facts(design, 60, bias=BiasJudgement.LOW)) for one in range(2)]

    assert steps(*studies(D.NON_RANDOMISED_TRIAL)).get("amount", 0) == 0
    assert steps(*studies(D.COHORT))["amount"] == 1


def test_two_bodies_are_at_most_moderate():
    assert rating(*trials(2)).certainty is Certainty.MODERATE
    assert rating(*trials(3)).certainty is Certainty.HIGH


def test_no_step_of_the_page_goes_untried():
    assert list(STEPS) == [
        "start",
        "risk of bias",
        "integrity",
        "inconsistency",
        "indirectness",
        "imprecision",
        "amount",
        "ceiling",
    ]


# The openings

OPENINGS = table("verdict", "opening")
QUOTED = re.compile(r'"([^"]+)"')
YES, CONTESTED, UNCERTAIN, NONE = OPENINGS.values()


def printed(row):
    return [words.removesuffix(" …").removesuffix(":") for words in QUOTED.findall(row)]


def sentence(*studies, kind=ClaimKind.CAUSAL, searches=(), negated=False):
    body = Body("claim", kind, tuple(studies), searches)
    body = turned(body) if negated else body
    return answer(rate(body), tally(body), NeutralQuestion("Does it?"))


@pytest.mark.parametrize(
    ("words", "studies", "negated"),
    [
        (words, studies, negated)
        for words, (studies, negated) in zip(
            printed(YES),
            product((trials(3), trials(2), trials(2, bias=None, conflict_of_interest=True)), (False, True)),
            strict=True,
        )
    ],
)
def test_an_answer_is_as_sure_as_its_verdict(words, studies, negated):
    assert sentence(*studies, negated=negated).startswith(f"{words} ")


def test_a_contested_claim_opens_with_the_disagreement():
    (words,) = printed(CONTESTED)

    assert sentence(*trials(2), study("x", OPPOSES), study("y", OPPOSES)).startswith(f"{words}: ")


def test_an_uncertain_claim_says_whether_there_is_little_and_where_it_leans():
    little, uncertain, lean = printed(UNCERTAIN)
    undecided = [study(f"null-{one}", INCONCLUSIVE) for one in range(3)]

    assert sentence(*trials(1)).startswith(f"{little}{lean}: ")
    assert sentence(*trials(2), *undecided).startswith(f"{uncertain}: ")


def test_a_claim_without_studies_says_so():
    none_recorded, none_found, definition = printed(NONE)

    assert sentence() == none_recorded
    assert sentence(searches=(RecordedSearch("2026-11-01", systematic=True),)).startswith(none_found[:-1])
    assert sentence(kind=ClaimKind.DEFINITION) == definition
