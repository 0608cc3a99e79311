"""What must hold of verdicts, whatever the evidence: properties, and one claim worked by hand."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import model
from evidence_graph.assessment import Certainty, Verdict, independence, weigh
from evidence_graph.graph import StudyEvidence
from evidence_graph.model import ClaimKind, Directness, RetractionStatus, Stance, StudyDesign

OPPOSITE = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}
CLAIM = model.Claim("c", "A claim.", "t", kind=ClaimKind.CAUSAL)


def study(key, *stances, directness=Directness.DIRECT, verified=True, **facts):
    """One study with one line for each stance, each by another curator."""
    facts = {"design": StudyDesign.RANDOMISED_CONTROLLED_TRIAL, "participants": 60} | facts
    lines = tuple(
        model.EvidenceLine(
            f"c.{key}.{n}", "c", key, stance, f"curator-{n}", directness=directness, verified=verified
        )
        for n, stance in enumerate(stances)
    )
    return StudyEvidence(model.Citation(key, study=model.Study(key, **facts)), lines)


@st.composite
def bodies(draw):
    """Studies with all that changes their weight, some of them sharing data."""
    keys = draw(st.lists(st.sampled_from("abcdefghij"), unique=True, max_size=8))
    found = []
    for key in keys:
        stances = draw(st.lists(st.sampled_from(list(Stance)), min_size=1, max_size=2))
        facts = {
            "design": draw(st.sampled_from([None, *StudyDesign])),
            "participants": draw(st.none() | st.integers(1, 300)),
            "cohort": draw(st.sampled_from([None, None, None, "one", "two"])),
            "pools": tuple(draw(st.sets(st.sampled_from("abcdefghij"), max_size=3)) - {key}),
            "retraction_status": draw(st.sampled_from([None, None, *RetractionStatus])),
            "conflict_of_interest": draw(st.sampled_from([None, "sells it"])),
        }
        directness = draw(st.sampled_from(list(Directness)))
        found.append(study(key, *stances, directness=directness, verified=draw(st.booleans()), **facts))
    return found


@given(bodies(), st.sampled_from(list(ClaimKind)))
def test_support_opposition_and_unknown_add_up_to_1(studies, kind):
    found = weigh(replace(CLAIM, kind=kind), studies)

    assert found.support + found.opposition + found.unknown == pytest.approx(1)
    assert min(found.support, found.opposition) >= 0
    assert found.unknown > 0


def test_without_evidence_all_is_unknown_and_the_claim_untested():
    found = weigh(CLAIM, [])

    assert (found.unknown, found.verdict, found.certainty) == (1, Verdict.UNTESTED, Certainty.VERY_LOW)


@given(bodies(), bodies())
def test_adding_a_supporting_study_never_lowers_support(studies, others):
    more = next(
        (replace(o, lines=tuple(replace(x, stance=Stance.SUPPORTS) for x in o.lines)) for o in others), None
    )
    present = {s.citation.key for s in studies}
    if more is None or more.citation.key in present:
        more = study("zz", Stance.SUPPORTS, pools=tuple(sorted(present))[:3])

    before, after = weigh(CLAIM, studies), weigh(CLAIM, [*studies, more])

    assert after.support >= before.support - 1e-12


@given(bodies(), st.randoms())
def test_the_order_of_the_studies_does_not_matter(studies, random):
    shuffled = studies.copy()
    random.shuffle(shuffled)

    assert weigh(CLAIM, shuffled) == weigh(CLAIM, studies)


@given(bodies(), st.sampled_from(list(ClaimKind)))
def test_negating_every_stance_swaps_support_and_opposition(studies, kind):
    claim = replace(CLAIM, kind=kind)
    negated = [
        replace(s, lines=tuple(replace(x, stance=OPPOSITE.get(x.stance, x.stance)) for x in s.lines))
        for s in studies
    ]

    found, swapped = weigh(claim, studies), weigh(claim, negated)

    assert (swapped.support, swapped.opposition) == (found.opposition, found.support)
    opposite = {Verdict.BACKED: Verdict.OPPOSED, Verdict.OPPOSED: Verdict.BACKED}
    assert swapped.verdict == opposite.get(found.verdict, found.verdict)


REVIEW = {"design": StudyDesign.META_ANALYSIS, "pools": ("one", "two")}


@pytest.mark.parametrize(
    ("together", "counted"),
    [
        ([study("one", Stance.SUPPORTS), study("pre", Stance.SUPPORTS, version_of="one")], 1.5),
        ([study("one", Stance.SUPPORTS, cohort="x"), study("two", Stance.SUPPORTS, cohort="x")], 1.5),
        ([study("one", Stance.SUPPORTS), study("review", Stance.SUPPORTS, **REVIEW)], 3.0),
        (
            [study(k, Stance.SUPPORTS) for k in ("one", "two")]
            + [study("review", Stance.SUPPORTS, **REVIEW)],
            3.0,
        ),
        ([study("r1", Stance.SUPPORTS, **REVIEW), study("r2", Stance.SUPPORTS, **REVIEW)], 3.0),
        ([study("one", Stance.SUPPORTS), study("two", Stance.SUPPORTS)], 3.0),
    ],
    ids=[
        "preprint",
        "cohort",
        "review and trial",
        "review and both trials",
        "reviews of one trial",
        "independent",
    ],
)
def test_what_shares_data_never_counts_twice(together, counted):
    found = weigh(CLAIM, together)

    assert sum(t.supports for t in found.terms) == pytest.approx(counted)
    assert len(found.terms) == len(together)


@given(bodies())
def test_background_counts_nothing(studies):
    more = study("zz", Stance.BACKGROUND)

    assert weigh(CLAIM, [*studies, more]).support == weigh(CLAIM, studies).support
    assert weigh(CLAIM, [*studies, more]).opposition == weigh(CLAIM, studies).opposition


def test_a_study_judged_by_two_curators_counts_once_its_weight_shared():
    one = weigh(CLAIM, [study("a", Stance.SUPPORTS)])
    both = weigh(CLAIM, [study("a", Stance.SUPPORTS, Stance.OPPOSES)])

    assert sum(t.supports for t in one.terms) == pytest.approx(1.5)
    assert [(t.supports, t.opposes) for t in both.terms] == [(0.75, 0.75)]


@given(bodies())
def test_a_retracted_work_counts_nothing_and_is_still_shown(studies):
    retracted = study("zz", Stance.SUPPORTS, retraction_status=RetractionStatus.RETRACTED)

    without, found = weigh(CLAIM, studies), weigh(CLAIM, [*studies, retracted])

    assert (found.support, found.opposition) == (without.support, without.opposition)
    assert found.terms[-1].note == "Retracted: counts nothing."


@given(st.integers(1, 40), st.sampled_from(["cross-sectional", "cohort", "case-control", "survey"]))
def test_correlations_alone_never_back_a_causal_claim(number, design):
    many = [study(f"s{n}", Stance.SUPPORTS, design=StudyDesign(design)) for n in range(number)]

    assert weigh(CLAIM, many).verdict is Verdict.THIN


def test_a_correlation_backs_a_claim_about_what_goes_together():
    claim = replace(CLAIM, kind=ClaimKind.ASSOCIATION)
    many = [study(f"s{n}", Stance.SUPPORTS, design=StudyDesign.CROSS_SECTIONAL) for n in range(4)]

    assert weigh(claim, many).verdict is Verdict.BACKED


@pytest.mark.parametrize(
    ("studies", "verdict"),
    [
        ([study("a", Stance.SUPPORTS)], Verdict.THIN),
        ([study("a", Stance.SUPPORTS), study("b", Stance.SUPPORTS)], Verdict.BACKED),
        ([study("a", Stance.OPPOSES), study("b", Stance.OPPOSES)], Verdict.OPPOSED),
        ([study("a", Stance.SUPPORTS), study("b", Stance.OPPOSES)], Verdict.CONTESTED),
        ([study("a", Stance.QUALIFIES)], Verdict.THIN),
        ([study("a", Stance.BACKGROUND)], Verdict.UNTESTED),
    ],
)
def test_the_verdict_follows_the_sums(studies, verdict):
    assert weigh(CLAIM, studies).verdict is verdict


def test_the_worked_example_of_the_documentation():
    """The claim of docs/assessment.md, computed here without the package's own sums."""
    studies = [
        study("trial", Stance.SUPPORTS, participants=21),
        study("review", Stance.OPPOSES, design=StudyDesign.META_ANALYSIS, pools=("trial",)),
        study(
            "survey",
            Stance.SUPPORTS,
            Stance.QUALIFIES,
            design=StudyDesign.CROSS_SECTIONAL,
            participants=40,
            directness=Directness.INDIRECT,
        ),
        study("old", Stance.SUPPORTS, retraction_status=RetractionStatus.RETRACTED),
    ]  # fmt: skip
    trial = 1.5 * 1.0 * 0.85
    survey = 0.5 * 0.5 * 0.85 / 2
    r, s = trial + survey, 3.0
    whole = r + s + 2

    found = weigh(CLAIM, studies)

    assert found.support == pytest.approx(r / whole)
    assert found.opposition == pytest.approx(s / whole)
    assert found.verdict is Verdict.OPPOSED
    assert found.certainty is Certainty.MODERATE
    assert [(reason.domain, reason.steps) for reason in found.reasons] == [
        ("design", 0),
        ("inconsistency", 1),
    ]


@pytest.mark.parametrize(
    ("studies", "certainty", "domains"),
    [
        ([study(k, Stance.SUPPORTS, participants=200) for k in "ab"], "high", {"design"}),
        ([study(k, Stance.SUPPORTS, participants=30) for k in "ab"], "moderate", {"design", "imprecision"}),
        (
            [study(k, Stance.SUPPORTS, directness=Directness.INDIRECT) for k in "abcd"],
            "moderate",
            {"indirectness"},
        ),
        (
            [study(k, Stance.SUPPORTS, conflict_of_interest="x") for k in "abc"],
            "moderate",
            {"conflicts of interest"},
        ),
        (
            [study(k, Stance.SUPPORTS, design=StudyDesign.BEFORE_AFTER) for k in "abcdef"],
            "very low",
            {"risk of bias"},
        ),
        ([study("a", Stance.SUPPORTS)], "low", {"imprecision"}),
    ],
)
def test_certainty_names_the_domains_that_lower_it(studies, certainty, domains):
    found = weigh(CLAIM, studies)

    assert found.certainty == certainty
    assert domains <= {reason.domain for reason in found.reasons}


@given(st.randoms(use_true_random=False))
def test_the_heaviest_independent_set_is_that_of_trying_all(random):
    keys = [f"k{n}" for n in range(random.randint(1, 9))]
    weights = {key: random.choice([0.5, 1.0, 1.5, 3.0]) for key in keys}
    linked = {key: set() for key in keys}
    for one, other in combinations(keys, 2):
        if random.random() < 0.4:
            linked[one].add(other)
            linked[other].add(one)

    found = independence.heaviest(weights, linked)

    tried = (set(c) for size in range(len(keys) + 1) for c in combinations(keys, size))
    best = max(sum(weights[k] for k in c) for c in tried if not any(linked[k] & c for k in c))
    assert not any(linked[k] & found for k in found)
    assert sum(weights[k] for k in found) == pytest.approx(best)


def test_a_long_chain_of_studies_that_share_data_comes_to_its_end():
    keys = [f"k{n:02}" for n in range(60)]
    linked = {key: set() for key in keys}
    for one, other in pairwise(keys):
        linked[one].add(other)
        linked[other].add(one)

    assert len(independence.heaviest(dict.fromkeys(keys, 1.0), linked)) == 30
