"""Each work of a claim stands under one heading, and every heading has its look."""

from dataclasses import replace

import pytest
from bodies_of_evidence import bodies, studies
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import looks
from evidence_graph.assessment import Heading, assess_body
from evidence_graph.assessment.body import Body, Confirmation, Facts, JudgedStudy, LineReading
from evidence_graph.assessment.rules import Rules
from evidence_graph.assessment.tally import tally
from evidence_graph.model import Directness, RetractionStatus, Stance, StudyDesign, Weighing

COUNTS = Rules(Weighing.COUNTS)


def test_every_heading_has_its_look_and_every_look_its_heading():
    assert set(looks.HEADINGS) == {heading.value for heading in Heading} | {stance.value for stance in Stance}


@given(bodies(), st.booleans())
def test_every_work_stands_under_one_heading(body, opinion_counts):
    by_heading = tally(body, opinion_counts=opinion_counts).by_heading

    assert sorted(key for keys in by_heading.values() for key in keys) == [
        study.key for study in body.studies
    ]
    assert list(by_heading) == [name for name in looks.HEADINGS if name in by_heading]


@given(studies("a"))
def test_a_work_whose_judgements_are_all_withdrawn_is_not_counted_by_any_weighing(study):
    withdrawn = replace(study, readings=tuple(replace(reading, withdrawn=True) for reading in study.readings))

    for rules in (Rules(), COUNTS):
        assessment = assess_body(Body("c", None, (withdrawn,)), {}, rules=rules)

        assert assessment.tally.by_heading == {"not-counted": ("a",)}
        assert (assessment.support, assessment.opposition) == (0, 0)


def study(key, stance, **changes):
    facts = {name: changes.pop(name) for name in ("design", "status") if name in changes}
    return JudgedStudy(key, (LineReading("reader-1", stance, Directness.DIRECT, **changes),), Facts(**facts))


VOTES = (
    study("against", Stance.OPPOSES),
    study("for", Stance.SUPPORTS),
    study("memory", Stance.SUPPORTS, finding=Confirmation.FROM_MEMORY),
    study("opinion", Stance.SUPPORTS, design=StudyDesign.EXPERT_OPINION),
    study("part", Stance.QUALIFIES),
    study("retracted", Stance.SUPPORTS, status=RetractionStatus.RETRACTED),
)


def test_what_is_not_counted_is_told_with_its_reasons():
    assert tally(Body("c", None, VOTES)).not_counted == "3 (1 from memory, 1 opinion, 1 retracted)"
    assert tally(Body("c", None, VOTES[2:3])).not_counted == "1 (from memory)"
    assert tally(Body("c", None, VOTES[:2])).not_counted == ""


@given(bodies(), studies("z"), st.booleans())
def test_where_votes_are_counted_what_is_not_counted_equals_what_is_absent(body, added, opinion_votes):
    rules = replace(COUNTS, opinion_votes=opinion_votes)
    retracted = replace(added, facts=replace(added.facts, status=RetractionStatus.RETRACTED))

    without = assess_body(body, {}, rules=rules)
    assessment = assess_body(replace(body, studies=(*body.studies, retracted)), {}, rules=rules)

    assert (assessment.verdict, assessment.answer) == (without.verdict, without.answer)


@pytest.mark.parametrize(("opinion_votes", "supports"), [(True, 2), (False, 1)])
def test_where_votes_are_counted_the_terms_are_the_votes_of_the_sentence(opinion_votes, supports):
    rules = replace(COUNTS, opinion_votes=opinion_votes)

    assessment = assess_body(Body("c", None, VOTES), {}, rules=rules)

    assert sum(term.supports for term in assessment.terms) == assessment.shares.supports == supports
    assert sum(term.opposes for term in assessment.terms) == assessment.shares.opposes == 1
    assert assessment.tally.count(Heading.SUPPORTS) == supports
    assert [term.key for term in assessment.terms if term.heading in {"supports", "opposes"}] == [
        term.key for term in assessment.terms if term.supports or term.opposes
    ]
