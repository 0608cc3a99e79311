"""The forest plot shows every figure that can be drawn, each where it belongs, and nothing sticks out."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import looks
from evidence_graph.cli import main
from evidence_graph.drawing.axis import Axis, round_numbers
from evidence_graph.drawing.forest import forest
from evidence_graph.effects import panels
from evidence_graph.effects.panels import Panel, Scale
from evidence_graph.model import Effect
from evidence_graph.site import build

HERE = Path(__file__).parent
TEA, DATA = HERE / "tea", HERE.parent / "data"
CLAIM = "long-steeping-makes-bitter"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def graph():
    return eg.load(DATA)


@pytest.fixture(scope="module")
def drawn(graph):
    """The claims that have a plot."""
    return [c for c in graph.claims() if panels(graph.effects(claim=c))]


def marks(svg, name, look):
    return [e for e in ET.fromstring(svg).iter(SVG + name) if look in e.get("class", "").split()]  # noqa: S314 - our own


def words(svg):
    return " ".join(e.text or "" for e in ET.fromstring(svg).iter(SVG + "text"))  # noqa: S314 - our own


def test_a_figure_with_its_interval_is_a_square_on_a_line(tea):
    svg = forest(tea, CLAIM)

    assert (len(marks(svg, "path", "bar")), len(marks(svg, "path", "point"))) == (1, 1)
    assert "95 % 0.01 to 1.69" in words(svg)


def test_a_figure_without_an_interval_is_a_dashed_ring_and_says_so(tea):
    svg = forest(tea, CLAIM)

    assert len(marks(svg, "circle", "hollow")) == 1
    assert "0.3 no interval printed" in words(svg)
    assert "stroke-dasharray" in svg


def test_the_legend_names_each_sign_that_occurs(tea):
    told = words(forest(tea, CLAIM))

    assert "square and line: figure and interval; dashed ring: no interval printed." in told
    for look in looks.DIRECTIONS.values():
        assert f"{look.sign} {look.title}" in told


def test_the_legend_names_no_sign_that_does_not_occur(tmp_path):
    text = (TEA / "claims.ttl").read_text("utf-8")
    without = re.sub(r"eg:(low|high) \"[^\"]*\" ;|eg:level \d+ ;", "", text)
    (tmp_path / "claims.ttl").write_text(without, "utf-8")
    (tmp_path / "citations.bib").write_bytes((TEA / "citations.bib").read_bytes())

    told = words(forest(eg.load(tmp_path), CLAIM))

    assert "dashed ring" in told
    assert "square and line" not in told


def test_marks_of_the_figure_stand_in_the_plot(tea):
    told = words(forest(tea, CLAIM))

    assert all(
        word in told
        for word in ("+ bitterness", "· colour", "surrogate outcome", "unverified", "no difference")
    )


def test_the_plot_tells_itself_to_those_who_do_not_see_it(tea):
    root = ET.fromstring(forest(tea, CLAIM))  # noqa: S314 - our own
    named = root.get("aria-labelledby").split()
    told = {e.get("id"): e.text for e in root if e.get("id")}

    assert root.get("role") == "img"
    assert told[named[0]] == "Forest plot: Steeping tea for longer makes it more bitter."
    assert "Leaf et al. 2001, bitterness: 0.85, 95 % interval 0.01 to 1.69" in told[named[1]]


def test_a_claim_without_figures_has_no_plot(tea):
    assert forest(tea, "milk-spoils-tea") == ""


def test_in_a_page_the_plot_takes_the_colours_of_the_page(tea):
    svg = forest(tea, CLAIM, alone=False)

    assert re.findall(r"<style|fill=|#[0-9a-f]{6}", svg) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_every_figure_that_can_be_drawn_is_drawn_once(graph, drawn, narrow):
    for claim in drawn:
        held = [e for panel in panels(graph.effects(claim=claim)) for e in panel.effects]
        svg = forest(graph, claim, narrow=narrow)
        squares, rings = len(marks(svg, "path", "point")), len(marks(svg, "circle", "hollow"))
        lines = len(marks(svg, "path", "bar"))

        assert lines == sum(e.interval is not None for e in held)
        assert squares + rings == sum(e.estimate is not None for e in held)
        assert rings == sum(e.interval is None for e in held)


def test_the_axes_of_the_bundled_data_hold_one_measure_each(graph, drawn):
    for claim in drawn:
        for panel in panels(graph.effects(claim=claim)):
            assert len({(e.measure.casefold(), e.unit) for e in panel.effects}) == 1


def test_hostile_words_stay_text(tmp_path):
    hostile = "</title></svg><script>alert(1)</script>"
    text = (TEA / "claims.ttl").read_text("utf-8")
    for old in ('"bitterness" ; eg:timepoint', '"SMD"', '"10 against 3 minutes"', '"colour"'):
        text = text.replace(old, old.replace('"', f'"{hostile}', 1))
    (tmp_path / "claims.ttl").write_text(text.replace(f"{hostile}SMD", "SMD"), "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")

    svg = forest(eg.load(tmp_path), CLAIM)

    assert "<script" not in svg
    assert ET.fromstring(svg).tag == SVG + "svg"  # noqa: S314 - our own


# The axis.

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))


def panel_of(values, *, ratio):
    effects = tuple(Effect(f"a.{n}", "a", n, "m", "o", True, value=f"{v:f}") for n, v in enumerate(values, 1))
    return Panel(Scale("m", null=1.0 if ratio else 0.0, ratio=ratio), None, effects)


@given(st.lists(numbers, min_size=1, max_size=5))
def test_every_figure_and_no_difference_lie_on_the_axis_in_their_order(values):
    axis = Axis.over(panel_of(values, ratio=False), [], (100, 300))
    places = [axis.x(v) for v in sorted({*values, 0.0})]

    assert places == sorted(places)
    assert all(100 <= x <= 300 for x in places)


@given(st.lists(st.floats(0.01, 1000).map(lambda x: round(x, 2)), min_size=1, max_size=5))
def test_a_ratio_and_its_inverse_lie_equally_far_from_no_difference(values):
    axis = Axis.over(panel_of(values, ratio=True), [], (0, 100))

    assert axis.x(2) - axis.x(1) == pytest.approx(axis.x(1) - axis.x(0.5))
    assert all(0 <= axis.x(v) <= 100 for v in (*values, 1.0))


@given(numbers, st.floats(1e-3, 1e6))
def test_there_are_at_most_seven_round_numbers_and_all_lie_inside(low, span):
    found = round_numbers(low, low + span)

    assert len(found) <= 7
    assert list(found) == sorted(set(found))
    assert all(low - 1e-6 <= n <= low + span + 1e-6 for n in found)


# The verb.


def test_the_plot_is_exported(tmp_path):
    target = tmp_path / "plot.svg"

    assert main(["export", "forest", CLAIM, "--data", str(TEA), "-o", str(target)]) == 0
    assert ET.fromstring(target.read_text("utf-8")).get("width") == "792"  # noqa: S314 - our own


def test_a_claim_that_has_none_writes_nothing(tmp_path, capfd):
    target = tmp_path / "plot.svg"

    assert main(["export", "forest", "milk-spoils-tea", "--data", str(TEA), "-o", str(target)]) == 1
    assert "no figure of this claim can be drawn; nothing was written" in capfd.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("given", [[], [CLAIM, "milk-spoils-tea"], [CLAIM, "--annotate"]])
def test_a_plot_is_of_one_claim(given, capfd):
    assert main(["export", "forest", *given, "--data", str(TEA)]) == 2
    assert "forest is the plot of one claim" in capfd.readouterr().err


# The pages.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(eg.load(TEA), folder)
    return folder


def test_a_claim_page_lists_every_figure_with_its_source(site):
    text = (site / "claim" / f"{CLAIM}.html").read_text("utf-8")

    for told in (
        "What was measured (3)",
        "0.1 to 0.4\N{NO-BREAK SPACE}points",
        "p &gt;0.05",
        "10 minutes (n = 11, mean 6.1, standard deviation 3.0)",
        "surrogate outcome",
        'href="https://example.org/leaf"',
        "Nothing is pooled; out of 3 figures: 2 without a comparison between groups, 1 by itself.",
        "0 of 1 intervals include no difference.",
        "1 figure (ranges,",
    ):
        assert told in text


def test_a_study_page_lists_its_figures_with_their_claims(site):
    text = (site / "study" / "sorensen2015.html").read_text("utf-8")

    assert "What it measured (2)" in text
    assert "− against" in text
    assert "no claim" in text


def test_a_page_without_figures_says_nothing_of_them(site):
    assert 'id="figures"' not in (site / "claim" / "milk-spoils-tea.html").read_text("utf-8")


def test_a_source_that_is_no_web_address_is_no_link(tmp_path):
    text = (TEA / "claims.ttl").read_text("utf-8").replace("https://example.org/leaf", "javascript:alert(1)")
    (tmp_path / "claims.ttl").write_text(text, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")
    build(eg.load(tmp_path), tmp_path / "site")

    assert all("javascript:" not in p.read_text("utf-8") for p in (tmp_path / "site" / "claim").iterdir())


def test_a_plot_that_stands_alone_has_room_around_it(tea):
    alone, inside = forest(tea, CLAIM), forest(tea, CLAIM, alone=False)

    assert re.search(r'viewBox="(\S+ \S+) (\d+)', inside).groups() == ("0 0", "760")
    assert re.search(r'viewBox="(\S+ \S+) (\d+)', alone).groups() == ("-16 -16", "792")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "shown"), [(400, "narrow"), (1280, "wide")])
def test_the_plot_fits_the_window(site, browser, width, shown):
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((site / "claim" / f"{CLAIM}.html").as_uri())
    visible = [svg.get_attribute("class") for svg in page.locator("svg.forest").all() if svg.is_visible()]
    letters = page.evaluate(
        "[...document.querySelectorAll('svg.forest text')].filter(t => t.getBoundingClientRect().height)"
        ".map(t => t.getBoundingClientRect().height)"
    )
    page.close()

    assert visible == [f"forest {shown}"]
    assert min(letters) > 12


@pytest.mark.browser
def test_on_paper_the_wide_plot_fills_the_page(site, browser):
    page = browser.new_page(viewport={"width": 700, "height": 900})
    page.goto((site / "claim" / f"{CLAIM}.html").as_uri())
    page.emulate_media(media="print")
    visible = [svg for svg in page.locator("svg.forest").all() if svg.is_visible()]
    told = [(svg.get_attribute("class"), svg.bounding_box()["width"] > 600) for svg in visible]
    page.close()

    assert told == [("forest wide", True)]


MISPLACED = """() => {
  const svg = document.querySelector("svg").viewBox.baseVal;
  const texts = [...document.querySelectorAll("svg text")].map((t) => [t.textContent, t.getBBox()]);
  const out = ([, b]) => b.x < -1 || b.x + b.width > svg.x + svg.width + 1
    || b.y + b.height > svg.y + svg.height + 1;
  const apart = (a, b) => a.x + a.width - 1 < b.x || b.x + b.width - 1 < a.x
    || a.y + a.height - 3 < b.y + 3 || b.y + b.height - 3 < a.y + 3;
  const over = ([, a], i) => texts.some(([, b], j) => j > i && !apart(a, b));
  return texts.filter((t, i) => out(t) || over(t, i)).map(([text]) => text);
}"""
"""The texts of a plot that stick out of it or lie on one another."""


@pytest.mark.browser
def test_no_word_of_any_plot_sticks_out_or_lies_on_another(graph, drawn, browser):
    page = browser.new_page(viewport={"width": 800, "height": 800})
    wrong = []
    for claim in drawn:
        for narrow in (False, True):
            page.set_content(forest(graph, claim, narrow=narrow))
            wrong += [f"{claim.id}: {text}" for text in page.evaluate(MISPLACED)]
    page.set_content(
        '<svg viewBox="0 0 90 30"><text y="20">over</text><text y="22" x="60">and out</text></svg>'
    )
    noticed = page.evaluate(MISPLACED)
    page.close()

    assert wrong == []
    assert noticed == ["and out"]
