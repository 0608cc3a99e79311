"""A question in somebody's own words finds the claim meant, or is refused."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "questions"))
from evaluate import evaluate  # noqa: E402 - a script beside its data


@pytest.fixture(scope="module")
def graph():
    return eg.load(ROOT / "data")


@pytest.fixture(scope="module")
def sets(graph):
    return [evaluate(graph, name) for name in ("dev", "dev2", "test")]


def test_the_right_claim_comes_first_or_among_the_first_three(sets):
    asked = sum(f.answerable for f in sets)

    assert sum(f.first * f.answerable for f in sets) / asked >= 0.85
    assert sum(f.in_three * f.answerable for f in sets) / asked >= 0.95
    assert min(f.first for f in sets) >= 0.80


def test_most_questions_about_something_else_are_refused_and_few_of_the_others(sets):
    """The figures of docs/search.md; the goal of nine in ten refused is nearly reached."""
    assert sum(f.refused for f in sets) / sum(f.unanswerable for f in sets) >= 0.85
    assert sum(f.wrongly_refused for f in sets) / sum(f.answerable for f in sets) <= 0.08


def test_a_slip_of_the_finger_is_mended(graph):
    assert graph.find("do hip trusts make me fastr?")[0].claim.id == "no-transfer-to-sprinting"


def test_matches_come_with_falling_scores(graph):
    scores = [m.score for m in graph.find("does a late deep tummy muscle go with a sore back")]

    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] <= 1


def test_the_id_of_a_claim_is_no_question(graph):
    assert graph.claim("no-transfer-to-squat").id == "no-transfer-to-squat"


def test_the_same_question_gives_the_same_answer(graph):
    assert graph.find("bigger bum") == eg.load(ROOT / "data").find("bigger bum")
