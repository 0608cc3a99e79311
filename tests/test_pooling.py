"""Figures are pooled only where they may be, by the formulas that docs/effects.md names; else it says why."""

import json
import math
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.checks import check_folder
from evidence_graph.cli import main
from evidence_graph.drawing.forest import forest
from evidence_graph.effects import Pooling, panels, pool
from evidence_graph.effects.panels import scale
from evidence_graph.effects.pooling import _doubt, _quantile
from evidence_graph.model import Direction, Effect, Group
from evidence_graph.site import build

HERE = Path(__file__).parent
DATA = HERE.parent / "data"

HEAD = """
@prefix eg: <https://w3id.org/evidence-graph/terms#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix contrast: <https://w3id.org/evidence-graph/terms/contrast/> .
@prefix design: <https://w3id.org/evidence-graph/terms/design/> .
@prefix direction: <https://w3id.org/evidence-graph/terms/direction/> .
@prefix retraction: <https://w3id.org/evidence-graph/terms/retraction/> .
@prefix stance: <https://w3id.org/evidence-graph/terms/stance/> .
@prefix : <https://example.org/soup/> .
@prefix claim: <https://example.org/soup/claim/> .
@prefix citation: <https://example.org/soup/citation/> .
@prefix concept: <https://example.org/soup/concept/> .
@prefix curator: <https://example.org/soup/curator/> .
@prefix effect: <https://example.org/soup/effect/> .
@prefix line: <https://example.org/soup/line/> .
@prefix scheme: <https://example.org/soup/scheme/> .
<https://example.org/soup/> a eg:DataSet ; dcterms:title "Soup" .
curator:ana a eg:Curator ; eg:name "Ana" .
scheme:topics a skos:ConceptScheme ; skos:prefLabel "Topics" .
concept:soup a skos:Concept ; skos:inScheme scheme:topics ; skos:prefLabel "soup" .
claim:salt a eg:Claim ; eg:statement "Salt makes soup better." ; eg:topic concept:soup .
"""
CITATION = """
citation:{key} a eg:Citation ; eg:design design:{design} ; eg:participants {n} {more} .
line:salt.{key} a eg:EvidenceLine ; eg:claim claim:salt ; eg:citation citation:{key} ;
    eg:curator curator:ana ; eg:stance stance:supports .
effect:{key}.1 a eg:Effect ; eg:citation citation:{key} ; eg:number 1 ;
    eg:claim claim:salt ; eg:direction direction:{direction} ; eg:measure "{measure}" ; {figures}
    eg:outcome "{outcome}" ; eg:contrast contrast:{contrast} ; eg:comparison "{comparison}" ;
    eg:verified {verified} .
"""
PLAIN = {
    "design": "randomised-controlled-trial",
    "n": 100,
    "more": "",
    "measure": "SMD",
    "direction": "for",
    "outcome": "taste",
    "contrast": "between-groups",
    "comparison": "salt against none",
    "verified": "true",
}

CLASHES = {"null-as-answer", "stance-and-figure"}
"""Stance and figures of the invented works need not agree: pooling reads the figures alone."""


def interval(value, low, high):
    return f'eg:value "{value}" ; eg:low "{low}" ; eg:high "{high}" ; eg:level 95 ;'


# Three invented trials; the middle of each interval is its value.
THREE = {
    "one2001": interval("0.90", "0.40", "1.40"),
    "two2002": interval("0.10", "-0.20", "0.40"),
    "six2006": interval("0.50", "0.10", "0.90"),
}


def soup(tmp_path, figures, **changed):
    """A graph of works with *figures* by key; *changed* holds what is another for one of them."""
    text, entries = HEAD, ""
    for key, printed in figures.items():
        text += CITATION.format(key=key, figures=printed, **PLAIN | changed.get(key, {}))
        entries += f"@article{{{key}, title = {{On {key}}}, year = {{{key[-4:]}}}}}\n"
    (tmp_path / "claims.ttl").write_text(text, "utf-8")
    (tmp_path / "citations.bib").write_text(entries, "utf-8")
    assert [p for p in check_folder(tmp_path) if p.code not in CLASHES] == []
    return eg.load(tmp_path)


def paule_mandel(values, errors):
    """The pooled value, its error, tau² and Q, by bisection: written for this test alone."""

    def mean_and_q(tau2):
        weights = [1 / (error**2 + tau2) for error in errors]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        return mean, sum(w * (v - mean) ** 2 for w, v in zip(weights, values, strict=True)), weights

    low, high = 0.0, 100.0
    if mean_and_q(0)[1] <= len(values) - 1:
        high = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_and_q(middle)[1] > len(values) - 1 else (low, middle)
    mean, _, weights = mean_and_q(high)
    return mean, sum(weights) ** -0.5, high, mean_and_q(0)[1]


def test_three_works_that_agree_in_all_are_pooled_as_the_formulas_say(tmp_path):
    values, errors = [0.9, 0.1, 0.5], [1.0 / 3.919928, 0.6 / 3.919928, 0.8 / 3.919928]
    mean, error, tau2, q = paule_mandel(values, errors)

    (found,) = pool(soup(tmp_path, THREE), "salt").pools

    assert [e.citation for e in found.effects] == ["one2001", "six2006", "two2002"]
    assert found.estimate == pytest.approx(mean, abs=1e-4)
    assert (found.low, found.high) == pytest.approx(
        (mean - 1.959964 * error, mean + 1.959964 * error), abs=1e-3
    )
    assert found.tau2 == pytest.approx(tau2, abs=1e-3)
    assert (found.q, found.i2) == pytest.approx((q, 1 - 2 / q), abs=1e-3)


def test_two_works_that_say_the_same_have_no_heterogeneity(tmp_path):
    # Standard errors 0.2 and 0.1: weights 25 and 100, mean (25 * 0.5 + 100 * 0.4) / 125, error 125 ** -0.5.
    same = {
        "one2001": 'eg:value "0.5" ; eg:standardError "0.2" ;',
        "two2002": 'eg:value "0.4" ; eg:standardError "0.1" ;',
    }

    (found,) = pool(soup(tmp_path, same), "salt").pools

    assert (found.estimate, found.tau2, found.i2) == pytest.approx((0.42, 0, 0), abs=1e-6)
    assert (found.low, found.high) == pytest.approx((0.42 - 0.175305, 0.42 + 0.175305), abs=1e-4)


def test_ratios_are_pooled_by_their_logarithm(tmp_path):
    # exp(±0.5) about 2 and about 2: the mean is 2, its error that of one over the root of two.
    ratio = {key: interval("2.000", "1.213", "3.297") for key in ("one2001", "two2002")}
    changed = {key: {"measure": "odds ratio"} for key in ratio}

    (found,) = pool(soup(tmp_path, ratio, **changed), "salt").pools

    assert found.estimate == pytest.approx(2.0, abs=1e-3)
    assert (found.low, found.high) == pytest.approx(
        (2 / math.exp(0.5 / 2**0.5), 2 * math.exp(0.5 / 2**0.5)), abs=5e-3
    )


def test_an_interval_of_small_groups_is_one_of_t(tmp_path):
    # With 8 and 8 people the quantile is t(14) = 2.144787, so the error of 0.6 about 0.3 is 0.6 / 2.144787.
    groups = {"one2001": interval("0.3", "-0.3", "0.9"), "two2002": interval("0.3", "-0.3", "0.9")}
    graph = soup(tmp_path, groups)
    text = (tmp_path / "claims.ttl").read_text("utf-8")
    for key in groups:
        for number in (1, 2):
            text += f'<https://example.org/soup/group/{key}.1.{number}> a eg:Group ; eg:effect effect:{key}.1 ; eg:number {number} ; eg:name "g{number}" ; eg:participants 8 .\n'  # noqa: E501 - one record
    (tmp_path / "claims.ttl").write_text(text, "utf-8")

    (large,), (small,) = pool(graph, "salt").pools, pool(eg.load(tmp_path), "salt").pools

    assert large.high - 0.3 == pytest.approx(0.6 / 2**0.5, abs=1e-4)
    assert small.high - 0.3 == pytest.approx(1.959964 * 0.6 / 2.144787 / 2**0.5, abs=1e-4)


TWO = {key: THREE[key] for key in ("one2001", "two2002")}
APART = {
    "another measure": {"measure": "Hedges g"},
    "another outcome": {"outcome": "colour"},
    "another comparison": {"comparison": "salt against pepper"},
    "no comparison of groups": {"contrast": "within-group"},
    "a review": {"design": "meta-analysis"},
    "an opinion": {"design": "narrative-review"},
    "not read in the work": {"verified": "false"},
    "retracted": {"more": "; eg:retractionStatus retraction:retracted"},
    "disputed": {"more": "; eg:retractionStatus retraction:disputed"},
    "under concern": {"more": "; eg:retractionStatus retraction:expression-of-concern"},
    "a version of the other": {"more": "; eg:versionOf citation:one2001"},
    "pools the other": {"more": "; eg:pools citation:one2001"},
}


@pytest.mark.parametrize("changed", APART.values(), ids=APART)
def test_two_works_are_not_pooled_when_one_is(changed, tmp_path, monkeypatch):
    monkeypatch.setattr("evidence_graph.checks.judgements._retracted_lines", lambda _: ())

    found = pool(soup(tmp_path, TWO, two2002=changed), "salt")

    assert found.pools == ()
    assert found.why.startswith("Nothing is pooled; out of 2 figures: ")


# Which way a scale runs.

BELOW = interval("-0.50", "-0.90", "-0.10")
TURNS = {
    "above and below, both for": ({}, BELOW, "whose signs and directions clash"),
    "both above, for and against": ({"direction": "against"}, THREE["six2006"], "signs and directions clash"),
    "one says neither": ({"direction": "neither"}, THREE["six2006"], "do not tell which way"),
    "one shows nothing at all": ({}, interval("0.00", "-0.30", "0.30"), "do not tell which way"),
}


@pytest.mark.parametrize(("changed", "printed", "why"), TURNS.values(), ids=TURNS)
def test_figures_that_do_not_tell_the_same_way_of_their_scale_are_not_pooled(changed, printed, why, tmp_path):
    found = pool(soup(tmp_path, {"one2001": THREE["one2001"], "two2002": printed}, two2002=changed), "salt")

    assert found.pools == ()
    assert found.why.startswith("Nothing is pooled; out of 2 figures: 2 ")
    assert why in found.why


def test_one_turned_scale_keeps_all_figures_like_it_out(tmp_path):
    """A pool of the others would be one of those that fit."""
    found = pool(soup(tmp_path, THREE | {"ten2010": BELOW}), "salt")

    assert (found.pools, found.why.count("4")) == ((), 2)


def test_a_result_against_the_claim_is_pooled_with_those_for_it_where_the_scale_runs_the_same_way(tmp_path):
    graph = soup(tmp_path, THREE | {"ten2010": BELOW}, ten2010={"direction": "against"})

    (found,) = pool(graph, "salt").pools

    assert [effect.citation for effect in found.effects] == ["one2001", "six2006", "ten2010", "two2002"]


def test_a_ratio_below_one_that_is_for_the_claim_is_not_pooled_with_one_above(tmp_path):
    ratio = {"one2001": interval("2.000", "1.213", "3.297"), "two2002": interval("0.500", "0.303", "0.824")}
    changed = {key: {"measure": "odds ratio"} for key in ratio}

    assert "signs and directions clash" in pool(soup(tmp_path, ratio, **changed), "salt").why


def test_a_figure_without_a_direction_is_not_pooled(tmp_path):
    soup(tmp_path, TWO)
    text = (tmp_path / "claims.ttl").read_text("utf-8")
    (tmp_path / "claims.ttl").write_text(text.replace("eg:direction direction:for ;", "", 1), "utf-8")

    found = pool(eg.load(tmp_path), "salt")

    assert found.pools == ()
    assert "1 without a word on what they say to the claim" in found.why


def test_what_is_left_out_beside_a_pool_is_told(tmp_path):
    """Colour is measured alike by two works whose scales clash; taste is pooled."""
    more = {"ten2010": THREE["one2001"], "six2016": BELOW}
    colour = {key: {"outcome": "colour"} for key in more}

    found = pool(soup(tmp_path, THREE | more, **colour), "salt")

    assert [len(one.effects) for one in found.pools] == [3]
    assert found.why == (
        "Not pooled; out of 5 figures: 2 whose signs and directions clash, as if a scale were turned round."
    )


@given(st.lists(st.tuples(st.sampled_from([-0.5, 0.0, 0.5]), st.sampled_from(list(Direction))), min_size=2))
def test_a_pool_never_holds_two_ways(figures):
    """Whatever figures are alike: where they are not refused, more is for the claim in all, or in none."""
    effects = [
        replace(effect("SMD", str(value), citation=f"w{n}"), direction=direction)
        for n, (value, direction) in enumerate(figures)
    ]

    allowed = _doubt(effects) == ""

    sides = {(value > 0) == (direction is Direction.FOR) for value, direction in figures}
    unclear = any(value == 0 or direction is Direction.NEITHER for value, direction in figures)
    assert allowed == (len(sides) == 1 and not unclear)


def test_papers_on_one_cohort_are_not_pooled(tmp_path):
    cohort = {"more": '; eg:cohort "kitchen"'}

    assert pool(soup(tmp_path, TWO, one2001=cohort, two2002=cohort), "salt").pools == ()


def test_of_works_that_share_data_one_enters_beside_the_others(tmp_path):
    cohort = {"more": '; eg:cohort "kitchen"', "n": 100}

    (found,) = pool(soup(tmp_path, THREE, one2001=cohort, two2002=cohort), "salt").pools

    assert [e.citation for e in found.effects] == ["one2001", "six2006"]


@pytest.mark.parametrize(
    "printed",
    [
        'eg:value "0.5" ;',
        'eg:value "0.2 to 0.5" ; eg:standardError "0.1" ;',
        'eg:value "0.5" ; eg:standardError "0" ;',
        interval("0.5", "0.4", "1.4"),
        interval("0.5", "0.5", "0.5"),
        'eg:value "0.5" ; eg:low "0.1" ; eg:high "0.9" ;',
    ],
    ids=["no interval", "a range", "no error", "skewed", "no width", "no level"],
)
def test_a_figure_without_a_usable_error_is_not_pooled(printed, tmp_path):
    found = pool(soup(tmp_path, {"one2001": THREE["one2001"], "two2002": printed}), "salt")

    assert found.pools == ()


@pytest.mark.parametrize(("value", "pools"), [("0.5490", 1), ("0.5510", 0), ("0.4510", 1), ("0.4490", 0)])
def test_an_interval_is_skewed_where_its_middle_is_off_by_a_twentieth_of_its_width(value, pools, tmp_path):
    figures = {"one2001": THREE["one2001"], "two2002": interval(value, "0.0000", "1.0000")}

    assert len(pool(soup(tmp_path, figures), "salt").pools) == pools


@pytest.mark.parametrize(("people", "quantile"), [(59, 1.980626), (60, 1.959964)])
def test_groups_of_sixty_are_no_longer_small(people, quantile):
    groups = [Group(str(number), "e", number, "g", people) for number in (1, 2)]

    assert _quantile(95, groups, ratio=False) == pytest.approx(quantile, abs=1e-6)


def test_the_level_of_an_interval_is_what_is_printed():
    assert _quantile(90, [], ratio=False) == pytest.approx(1.644854, abs=1e-6)


def test_two_figures_of_one_work_never_enter_together(tmp_path):
    soup(tmp_path, TWO)
    text = (tmp_path / "claims.ttl").read_text("utf-8")
    second = re.search(r"effect:two2002\.1 a.*?\n\n|effect:two2002\.1 a.*\Z", text, re.DOTALL)[0]
    again = (
        second.replace("two2002.1", "two2002.2")
        .replace("eg:number 1", "eg:number 2")
        .replace('"0.10"', '"0.11"')
    )
    (tmp_path / "claims.ttl").write_text(text + again, "utf-8")

    assert [p for p in check_folder(tmp_path) if p.code not in CLASHES] == []
    assert pool(eg.load(tmp_path), "salt").pools == ()


def test_nothing_of_the_bundled_data_may_be_pooled():
    graph = eg.load(DATA)

    assert [c.id for c in graph.claims() if pool(graph, c).pools] == []


def test_why_nothing_is_pooled_counts_every_figure_once():
    graph = eg.load(DATA)

    for claim in graph.claims():
        numbers = [int(n) for n in re.findall(r"(?<!\w)(\d+) ", pool(graph, claim).why)]
        assert len(numbers) < 2 or sum(numbers[1:]) == numbers[0] == len(graph.effects(claim=claim))


def test_without_the_extra_it_is_said_what_is_missing(tmp_path, monkeypatch):
    graph = soup(tmp_path, THREE)
    monkeypatch.setitem(sys.modules, "statsmodels.stats.meta_analysis", None)

    found = pool(graph, "salt")

    assert found == Pooling((), "This needs the package statsmodels: pip install statsmodels")


def test_show_prints_what_is_pooled_and_why(tmp_path, capfd):
    soup(tmp_path, THREE)

    assert main(["show", "salt", "--data", str(tmp_path)]) == 0

    out = " ".join(capfd.readouterr().out.split())
    assert "Pooled SMD 0.47 (95 % interval 0.02 to 0.92), 3 works, taste: random effects" in out
    assert "Pooled because 3 works that share no data compare groups" in out


def test_show_as_json_holds_what_is_pooled(tmp_path, capfd):
    soup(tmp_path, THREE)

    main(["show", "salt", "--data", str(tmp_path), "-f", "json"])

    told = json.loads(capfd.readouterr().out)["pooling"]
    assert told["why"] == ""
    assert [sorted(p) for p in told["pools"]] == [
        ["effects", "estimate", "high", "i2", "low", "measure", "method", "q", "tau2", "unit", "why"]
    ]
    assert told["pools"][0]["effects"] == ["one2001.1", "six2006.1", "two2002.1"]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_the_plot_shows_what_is_pooled_as_a_diamond_as_wide_as_its_interval(tmp_path, narrow):
    graph = soup(tmp_path, THREE)
    (found,) = pool(graph, "salt").pools

    svg = forest(graph, "salt", narrow=narrow)

    corners = re.search(r'class="pooled" d="M([\d.]+) [\d.]+L([\d.]+) [\d.]+L([\d.]+)', svg).groups()
    low, middle, high = map(float, corners)
    zero, half = (float(re.search(rf'x="([\d.]+)"[^>]*>{n}<', svg)[1]) for n in ("0", "0.5"))
    unit = 2 * (half - zero)
    assert "Pooled, 3 works" in svg
    assert (low, middle, high) == pytest.approx(
        tuple(zero + unit * n for n in (found.low, found.estimate, found.high)), abs=0.5
    )


def test_the_page_says_why_it_may_be_pooled_and_by_which_method(tmp_path):
    build(soup(tmp_path, THREE), tmp_path / "site")

    text = (tmp_path / "site" / "claim" / "salt.html").read_text("utf-8")

    assert "Pooled because 3 works that share no data" in text
    assert "random effects, tau² of Paule and Mandel, interval of the normal distribution; I² 74 %" in text


# Panels.


def effect(measure, value=None, *, unit=None, low=None, high=None, citation="a", outcome="o"):
    return Effect(
        f"{citation}.{measure}.{value}",
        citation,
        1,
        measure,
        outcome,
        True,
        value=value,
        unit=unit,
        low=low,
        high=high,
    )


def test_an_axis_holds_one_measure_in_one_unit():
    held = [
        effect("SMD", "1"),
        effect("Hedges g", "2"),
        effect("MD", "3", unit="kg"),
        effect("MD", "4", unit="cm"),
    ]

    assert [len(p.effects) for p in panels([*held, effect("smd", "5")])] == [2, 1, 1, 1]


def test_points_of_no_named_scale_share_no_axis():
    held = [effect("MD", "1", unit="points", citation=c) for c in ("a", "b")]

    assert [len(p.effects) for p in panels(held)] == [1, 1]
    assert len(panels([effect("MD", "1", unit="points of 10", citation=c) for c in ("a", "b")])) == 1


@pytest.mark.parametrize(
    "held",
    [
        effect("median", "3"),
        effect("SMD", "0.1 to 0.4"),
        effect("SMD"),
        effect("OR", "0"),
        effect("OR", "1.2", low="-0.1", high="3"),
    ],
    ids=["a median", "a range", "nothing", "a ratio of nothing", "a ratio below nothing"],
)
def test_what_has_no_place_on_an_axis_is_not_drawn(held):
    assert panels([held]) == []


def test_an_interval_without_its_figure_is_drawn():
    assert len(panels([effect("SMD", low="0.1", high="0.9")])) == 1


@pytest.mark.parametrize("word", ["Cohen d", "Cohen's d", "cohen’s D", " Cohen  d "])
def test_one_measure_has_many_spellings(word):
    assert scale(word) == scale("Cohen d") != scale("SMD")


@given(st.text(max_size=30))
def test_no_word_makes_looking_up_a_measure_fail(word):
    assert scale(word) is None or scale(word).null in {0.0, 1.0}
