"""Printed figures are data: as printed, with the numbers in them, each at the claim it was judged for."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.cli import main
from evidence_graph.effects import phrases
from evidence_graph.errors import UnknownName
from evidence_graph.model import Contrast, Direction, figure
from evidence_graph.store import reader, writer
from evidence_graph.vocabulary import TERMS

TEA = Path(__file__).parent / "tea"
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def graph():
    return eg.load(DATA)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("0.85", 0.85),
        ("-3.0", -3.0),
        ("−3.0", -3.0),
        ("+14", 14.0),
        ("0.05 to 0.37", None),
        ("69.5 vs 29.4", None),
        ("<0.001", None),
        ("1,234", None),
        (".5", None),
        ("1e3", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_a_printed_figure_is_a_number_only_where_it_is_one(printed, number):
    assert figure(printed) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=3))
def test_every_decimal_that_can_be_printed_is_read_as_that_number(value):
    assert figure(f"{value:f}") == float(value)


@given(st.text(max_size=20))
@example("0\x1f")
def test_no_text_makes_reading_a_figure_fail(text):
    number = figure(text)

    assert number is None or isinstance(number, float)


def test_the_effects_of_a_claim_come_work_by_work(tea):
    found = tea.effects(claim="long-steeping-makes-bitter")

    assert [e.id for e in found] == ["leaf2001.1", "leaf2001.2", "sorensen2015.1"]


def test_the_effects_of_a_work_hold_those_without_a_claim(tea):
    found = tea.effects(citation="sorensen2015")

    assert [(e.id, e.claim) for e in found] == [
        ("sorensen2015.1", "long-steeping-makes-bitter"),
        ("sorensen2015.2", None),
    ]


def test_claim_and_work_together_narrow_the_effects(tea):
    found = tea.effects(claim="long-steeping-makes-bitter", citation="leaf1999")

    assert [e.id for e in found] == ["leaf2001.1", "leaf2001.2"]
    assert len(tea.effects()) == 4


def test_effects_of_a_claim_that_is_not_there_are_refused(tea):
    with pytest.raises(UnknownName, match="milk-spoils-tea"):
        tea.effects(claim="milk-spoil-tea")


def test_an_effect_holds_what_is_printed_and_the_numbers_in_it(tea):
    effect = tea.effects(citation="leaf2001")[0]

    assert (effect.value, effect.low, effect.high, effect.level, effect.p) == (
        "0.85",
        "0.01",
        "1.69",
        95,
        "0.05",
    )
    assert (effect.estimate, effect.interval) == (0.85, (0.01, 1.69))
    assert (effect.direction, effect.contrast) == (Direction.FOR, Contrast.BETWEEN_GROUPS)


def test_the_groups_of_an_effect_come_in_their_order(tea):
    groups = tea.all(model.Group, effect="leaf2001.1")

    assert [(g.name, g.participants, g.mean) for g in groups] == [
        ("10 minutes", 11, "6.1"),
        ("3 minutes", 11, None),
    ]


def test_a_query_can_compare_the_numbers_that_are_printed(tea):
    answer = eg.ask(
        tea,
        f"SELECT ?low WHERE {{ ?e <{TERMS}upper> ?u ; <{TERMS}lower> ?low ; <{TERMS}estimate> ?x"
        " FILTER (?u > 1.5 && ?x < 1) }",
    )

    assert [float(row[0]) for row in answer.rows] == [0.01]


def test_a_range_gives_a_query_no_number(tea):
    answer = eg.ask(tea, f'SELECT ?x WHERE {{ ?e <{TERMS}value> "0.1 to 0.4" ; <{TERMS}estimate> ?x }}')

    assert list(answer.rows) == []


def test_each_group_is_written_below_its_effect(tea):
    text = writer.to_turtle(tea.dataset.reading)

    order = [line.split()[0] for line in text.splitlines() if line.startswith(("effect:", "group:"))]
    assert order[:4] == ["effect:leaf2001.1", "group:leaf2001.1.1", "group:leaf2001.1.2", "effect:leaf2001.2"]


def test_a_group_without_its_effect_is_still_written():
    text = (
        (TEA / "claims.ttl")
        .read_text("utf-8")
        .replace("effect:leaf2001.1 a eg:Effect", "effect:x a eg:Effect")
    )

    again = reader.read(writer.to_turtle(reader.read(text)))

    assert sorted(again.records[model.Group]) == ["leaf2001.1.1", "leaf2001.1.2"]


def test_an_effect_of_a_work_or_claim_that_is_not_there_spoils_nothing_else(tmp_path, capfd):
    text = (TEA / "claims.ttl").read_text("utf-8")
    text = text.replace(
        "eg:citation citation:leaf2001 ; eg:number 2", "eg:citation citation:lost1990 ; eg:number 2"
    )
    text = text.replace(
        'eg:measure "median" ;', 'eg:measure "median" ; eg:claim claim:lost ; eg:direction direction:for ;'
    )
    (tmp_path / "claims.ttl").write_text(text, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")

    shown = [
        main(["show", x, "--data", str(tmp_path)]) for x in ("long-steeping-makes-bitter", "sorensen2015")
    ]
    built = main(["site", "-o", str(tmp_path / "site"), "--data", str(tmp_path)])

    out = capfd.readouterr().out
    assert (shown, built) == ([0, 0], 0)
    assert "lost1990" in out
    assert "lost" in (tmp_path / "site" / "study" / "sorensen2015.html").read_text("utf-8")


# The bundled data.


def test_207_effects_of_74_works_are_recorded(graph):
    effects = graph.effects()

    assert (len(effects), len({e.citation for e in effects})) == (207, 74)
    assert Counter(e.direction for e in effects) == {
        Direction.NEITHER: 127,
        Direction.AGAINST: 38,
        Direction.FOR: 39,
        None: 3,
    }


def test_49_effects_have_an_interval_that_holds_the_value(graph):
    held = [e for e in graph.effects() if e.interval]

    assert len(held) == 49
    assert [
        e.id for e in held if e.estimate is not None and not e.interval[0] <= e.estimate <= e.interval[1]
    ] == []
    assert [e.id for e in held if e.estimate is None] == ["williams2021.3", "williams2021.4"]


def test_figures_stand_as_they_are_printed(graph):
    squat, sprint = (
        graph.effects(claim="hip-thrust-builds-glutes", citation="plotkin2023")[0],
        graph.effects(claim="no-transfer-to-sprinting", citation="jarvis2019")[0],
    )

    assert (squat.value, squat.low, squat.high, squat.standard_error, squat.unit) == (
        "-1.6",
        "-6.1",
        "2.0",
        "2.1",
        "cm²",
    )
    assert (sprint.value, sprint.estimate, sprint.p) == ("0.05 to 0.37", None, ">0.05 (all)")
    assert [(g.name, g.participants) for g in graph.all(model.Group, effect=squat)] == [
        ("hip thrust", 18),
        ("back squat", 16),
    ]


def test_a_figure_of_a_claim_nobody_judged_its_work_for_stays_with_the_work(graph):
    assert [(e.id, e.value) for e in graph.effects() if e.claim is None] == [
        ("barbalho2020.3", "3.7"),
        ("kassiano2025.1", "-0.21"),
        ("plotkin2023.10", "0"),
    ]


def test_figures_from_second_hand_are_marked(graph):
    marked = {e.citation for e in graph.effects() if not e.verified}

    assert marked == {
        "brazil2021",
        "delp1999",
        "gallagher2012",
        "miller2021",
        "selkow2017",
    }


def test_21_figures_measure_a_surrogate(graph):
    assert sum(bool(e.surrogate) for e in graph.effects()) == 21


def test_a_group_tells_to_how_many_of_its_people_the_outcome_happened():
    told = [
        phrases.group(model.Group("g", "e", 1, "vaccine", participants=123, events=4)),
        phrases.group(model.Group("g", "e", 1, "vaccine", events=0)),
        phrases.group(model.Group("g", "e", 1, "vaccine", participants=123)),
    ]

    assert told == [
        "vaccine (4 of 123 with the outcome)",
        "vaccine (0 with the outcome)",
        "vaccine (n = 123)",
    ]
