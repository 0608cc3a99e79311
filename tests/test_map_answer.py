"""The map answers first, counts each study once, and tells definitions and vain searches from no study."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.drawing import draw, render, scene, vis

sys.path.insert(0, str(Path(__file__).parent))
from answered import answered
from page_documents import document
from readers import Reader

MILK = "milk-spoils-tea"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return eg.load(answered(tmp_path_factory.mktemp("answered")))


@pytest.fixture(scope="module")
def told(graph):
    return document(render(graph))


def test_every_claim_has_the_verdict_of_assess_also_one_without_a_study(graph, told):
    verdicts = {
        name.removeprefix("claim:"): claim["standing"]["verdict"] for name, claim in told["claims"].items()
    }

    assert verdicts == {claim.id: eg.assess(graph, claim).verdict for claim in graph.claims()}
    assert verdicts["tea-is-a-drink"] == "definition"
    assert verdicts["rain-water-is-best"] == "none found"
    assert verdicts["lemon-clears-tea"] == "none recorded"


def test_each_study_stands_under_the_heading_of_the_tally_and_the_numbers_are_those_of_the_tally(graph, told):
    for claim in graph.claims():
        by_heading = eg.assess(graph, claim).tally.by_heading
        under = sorted(
            (study["heading"], study["citation"].removeprefix("citation:"))
            for study in told["claims"][f"claim:{claim.id}"]["studies"]
        )

        assert under == sorted((name, key) for name, keys in by_heading.items() for key in keys)


def test_a_claim_counts_its_studies_in_words_once_each(graph):
    drawn = scene.choose(graph)

    assert (
        vis.counts_in_words(drawn, graph.claim(MILK)) == "1 could not tell · 1 read both ways · 3 not counted"
    )


def test_a_withdrawn_judgement_does_not_count_and_says_that_it_is_withdrawn(told):
    [study] = [s for s in told["claims"][f"claim:{MILK}"]["studies"] if s["citation"] == "citation:back2014"]

    assert study["heading"] == "not-counted"
    assert "weights" not in study
    assert (study["lines"][0]["withdrawn"], study["lines"][0]["withdrawnWhy"]) == (
        "2026-05-01",
        "Read the wrong table.",
    )


def test_the_one_map_and_the_part_of_it_tell_the_same_of_a_claim(graph, told):
    """All claims are weighed in one pass, some of them one by one."""
    part = document(render(graph, claims=[MILK]))

    [alone] = part["claims"].values()
    whole = told["claims"][f"claim:{MILK}"]
    assert {name: alone[name] for name in ("standing", "recorded", "studies")} == {
        name: whole[name] for name in ("standing", "recorded", "studies")
    }


@pytest.mark.browser
def test_the_balance_opens_with_the_question_the_answer_and_the_claim(graph, browser, tmp_path):
    reader = Reader(browser, draw(graph, tmp_path / "map.html").as_uri())
    main = reader.open(f"#{MILK}").page.locator("main")
    opening = [main.locator(name).inner_text() for name in ("h1", ".answer", ".said", ".facts b")]
    lanes = main.locator(".between h3").all_inner_texts()
    apart = main.locator(".aside > summary").inner_text()
    story = main.text_content()
    lights = main.locator(".light").all_text_contents()
    asked = reader.open("#lemon-clears-tea").page.locator("main").inner_text()
    heard = reader.heard
    reader.close()

    assert opening == [
        "Does milk spoil tea?",
        eg.assess(graph, MILK).answer,
        f"The claim: {graph.claim(MILK).statement} is answered “no”.",
        "Contested",
    ]
    assert lanes == ["? Could not tell: 1", "± Read both ways: 1"]
    assert apart.startswith("Not counted: 3")
    assert "Risk of bias: high" in story
    assert "Withdrawn: Read the wrong table." in story
    assert lights == ["+", "−"]
    assert "A partial search on 2026-03-01 by Bo in public web pages; no database" in asked
    assert heard == []
