"""A question in somebody's own words finds the claim meant, or is refused."""

import json
import sys
from math import log
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import compiled
from evidence_graph.search import english, judgement, large, senses
from evidence_graph.search.words import stem, stems

ROOT = Path(__file__).parents[1]
TEA = eg.load(ROOT / "tests" / "tea")
sys.path[:0] = [str(ROOT / "tests" / "questions"), str(ROOT / "benchmarks")]
import generator  # noqa: E402 - a script of the benchmarks
from evaluate import DEVELOPMENT, TEST, evaluate  # noqa: E402 - a script beside its data


@pytest.fixture(scope="module")
def graph():
    return eg.load(ROOT / "data")


@pytest.fixture(scope="module")
def sets(graph):
    return {name: evaluate(graph, name) for name in (*DEVELOPMENT, *TEST)}


@pytest.fixture(scope="module")
def unseen(sets):
    return [sets[name] for name in TEST]


def test_the_right_claim_comes_first_or_among_the_first_three(sets, unseen):
    asked = sum(f.answerable for f in unseen)

    assert sum(f.first * f.answerable for f in unseen) / asked >= 0.85
    assert sum(f.in_three * f.answerable for f in unseen) / asked >= 0.95
    assert min(f.first for f in sets.values()) >= 0.80
    assert min(f.in_three for f in sets.values()) >= 0.95


def test_nine_in_ten_questions_about_something_else_are_refused_and_one_in_twenty_of_the_others(sets, unseen):
    """The figures of docs/search.md, for the questions that set no number and for all."""
    for chosen in (unseen, sets.values()):
        assert sum(f.refused for f in chosen) / sum(f.unanswerable for f in chosen) >= 0.90
        assert sum(f.wrongly_refused for f in chosen) / sum(f.answerable for f in chosen) <= 0.05


def test_the_weights_are_about_the_best_for_the_development_questions(graph):
    fit = pytest.importorskip("fit", reason="numpy is wanted to fit the weights", exc_type=ImportError)
    signs, answerable, _ = fit.read(graph)

    def loss(sure):
        return -sum(log(p if right else 1 - p) for p, right in zip(sure, answerable, strict=True))

    best = loss(fit.trained(signs, answerable).sure(signs))
    assert loss([judgement.sure(judgement.Signs(*row)) for row in signs]) <= 1.1 * best


def test_a_slip_of_the_finger_is_mended(graph):
    assert graph.find("do hip trusts make me fastr?")[0].claim.id == "no-transfer-to-sprinting"


def test_a_word_of_general_english_is_not_taken_for_a_slip(graph):
    asked = "what does a wool carpet cost"  # not: what does a wood carpet lose

    assert not any(match.fits for match in graph.find(asked))
    assert graph._finder._read(asked).stems == ("wool", "carpet", "cost")


def test_gists_are_alike_where_words_differ_and_mean_the_same():
    asked, near, far = (
        english.gist(stems(t)) for t in ("quicker sprints", "running faster", "a warm kettle")
    )

    assert english.likeness(asked, near) > 0.5 > english.likeness(asked, far)


def test_who_asks_for_a_price_is_not_answered_by_a_verdict(graph):
    asked = graph.find("what does a hip thrust bench cost")[0]

    assert asked.signs.elsewhere == len({"price", "how much", "where"})
    assert not asked.fits
    assert graph.find("what does a hip thrust bench do")[0].sure > asked.sure


def test_how_sure_a_match_is_lies_between_0_and_1(graph):
    sure = [match.sure for match in graph.find("do bridges and thrusts hit the same muscles")]

    assert all(0 < value < 1 for value in sure)
    assert sure[0] > judgement.ENOUGH


def test_the_table_of_general_english_is_whole():
    rows = english._rows()

    assert len(english._table()) == len(rows) * (1 + english.WIDTH) == 16_000 * 25
    assert {stem(word) for word in ("water", "bitter", "muscles", "running")} <= rows.keys()
    assert english.rarity("the") < english.rarity("water") < english.rarity("hydrangea") <= 1


@given(st.lists(st.sampled_from(sorted(english._rows())) | st.text(min_size=1)))
def test_a_gist_is_a_direction_or_nothing(held):
    found = english.gist(held)

    assert found == () or english.likeness(found, found) == pytest.approx(1)
    assert bool(found) == any(english.listed(word) for word in held)


@given(st.text() | st.lists(st.from_regex(r"(how )?[a-z]{2,8}[,?]?", fullmatch=True)).map(" ".join))
@example(", ".join(f"how x{n} tea" for n in range(900)))
def test_whatever_is_asked_is_answered_with_numbers_between_0_and_1(asked):
    found = TEA.find(asked)

    assert all(0 <= match.sure <= 1 and 0 <= match.score <= 1 for match in found)


def test_no_more_senses_are_remembered_than_have_room(monkeypatch):
    monkeypatch.setattr(senses, "REMEMBERED", 2)
    kept, claims = senses.Senses(), TEA.claims()

    first = [kept.of(claim) for claim in claims]

    assert len(claims) > len(kept._kept) > 0
    assert [kept.of(claim) for claim in claims] == first


def test_matches_come_with_falling_scores(graph):
    scores = [m.score for m in graph.find("does a late deep tummy muscle go with a sore back")]

    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] <= 1


def test_the_id_of_a_claim_is_no_question(graph):
    assert graph.claim("no-transfer-to-squat").id == "no-transfer-to-squat"


def test_the_same_question_gives_the_same_answer(graph):
    assert graph.find("bigger bum") == eg.load(ROOT / "data").find("bigger bum")


def test_among_very_many_claims_the_same_is_found_with_the_same_certainty(graph, tmp_path):
    """Looking words up and reading all of them are two ways to one answer."""
    large.write(tmp_path / "words", graph.index)
    finder = large.LargeFinder(tmp_path / "words", graph.concepts(), graph.claim)
    files = [ROOT / "tests" / "questions" / f"{name}.json" for name in DEVELOPMENT]
    questions = [asked["question"] for file in files for asked in json.loads(file.read_text("utf-8"))]

    def first(found):
        return [(m.claim.id, round(m.score, 9), round(m.sure, 9)) for m in found[:1] if m.fits]

    differing = [q for q in questions if first(finder.find(q)) != first(graph.find(q))]

    assert differing == []


def test_a_large_folder_is_asked_in_own_words(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "LARGE", 1)
    monkeypatch.setattr(compiled, "MANY", 1)
    invented = generator.write(tmp_path / "invented", 400)
    opened = eg.load(invented)
    asked = [opened.claim(f"c{number}") for number in range(0, 400, 40)]

    found = [opened.find(claim.statement)[0] for claim in asked]

    assert [m.claim.id for m in found] == [claim.id for claim in asked]
    assert [path.suffix for path in (tmp_path / "cache").glob("*.words")] == [".words"]
    assert opened.find("who won the football") == []
