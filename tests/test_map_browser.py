"""The evidence map in a browser: what a reader sees, clicks and types, and what hostile data cannot do."""

import re
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.drawing import draw

sys.path.insert(0, str(Path(__file__).parent))
import folders
from readers import SMALL, Reader

pytestmark = pytest.mark.browser

TEA = Path(__file__).parent / "tea"
STEEPING = "long-steeping-makes-bitter"


@pytest.fixture(scope="session")
def tea_map(tmp_path_factory):
    return draw(eg.load(TEA), tmp_path_factory.mktemp("tea") / "map.html").as_uri()


@pytest.fixture
def reader(browser, tea_map):
    made = Reader(browser, tea_map)
    yield made
    made.close()


def test_the_map_is_drawn_and_says_and_asks_nothing(reader):
    reader.open()

    assert reader.ink() > 20
    assert reader.heard == []
    assert [url for url in reader.requests if not url.startswith("data:")] == [reader.address]


def test_every_claim_is_listed_under_its_topic(reader):
    reader.open()

    assert reader.page.locator("#list section:visible h2").all_inner_texts() == ["brewing 2", "taste 1"]
    assert len(reader.listed) == 3


def test_a_click_in_the_list_opens_the_claim_and_marks_it(reader):
    reader.open().page.get_by_role("button", name="Steeping tea").click()

    assert reader.heading == "Steeping tea for longer makes it more bitter."
    assert [text.split("\n")[0] for text in reader.current] == [reader.heading]
    assert reader.page.url.endswith(f"#{STEEPING}")


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        (f"claim:{STEEPING}", "Steeping tea for longer makes it more bitter."),
        ("claim:milk-spoils-tea", "Milk spoils tea."),
        ("citation:leaf2001", "Leaf et al. 2001"),
        ("article:tea-blog", "How to brew"),
    ],
)
def test_a_click_on_the_canvas_opens_what_is_under_it(reader, name, heading):
    reader.open().click_node(name)

    assert reader.heading == heading


def test_a_click_on_a_label_opens_its_study(reader):
    reader.open().page.wait_for_timeout(100)
    place = reader.page.evaluate("name => window.evidenceMap.place(name)", "citation:leaf2001")

    reader.page.mouse.click(place["x"] - 30, place["y"])

    assert reader.heading == "Leaf et al. 2001"


def test_a_click_beside_everything_closes_the_panel(reader):
    reader.open(f"#{STEEPING}").page.mouse.click(290, 420)

    assert reader.heading is None
    assert "#" not in reader.page.url


def test_the_panel_tells_who_says_so_and_each_study_once(reader):
    panel = reader.open(f"#{STEEPING}").page.locator("#panel")

    assert "Asserted by How to brew (absolute)" in panel.inner_text()
    assert panel.locator("h3").all_inner_texts()[:3] == ["+ For (1)", "− Against (1)", "○ Not counted (1)"]
    assert panel.locator("h4 .link").all_inner_texts() == [
        "Leaf et al. 2001",
        "Sørensen & García-Té 2015",
        "Pot 2010",
    ]


def test_where_readers_differ_both_are_heard(reader):
    item = reader.open(f"#{STEEPING}").page.locator("#panel li", has_text="Leaf et al. 2001").first

    assert "readers differ" in item.inner_text()
    assert item.locator(".said").all_inner_texts() == ["supports", "qualifies"]


def test_the_panel_warns_of_what_to_beware_of(reader):
    panel = reader.open(f"#{STEEPING}").page.locator("#panel")

    warnings = panel.locator(".badge").all_inner_texts()
    assert {"readers differ", "disputed", "conflict of interest", "from memory"} <= set(warnings)
    assert "What would settle it: A trial that crosses time with temperature." in panel.inner_text()


def test_a_doi_is_a_link_that_tells_the_other_side_nothing(reader):
    link = reader.open("#leaf2001").page.get_by_role("link", name="doi:10.5555/leaf.2001")

    assert link.get_attribute("href") == "https://doi.org/10.5555/leaf.2001"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_claims_studies_and_articles_lead_to_each_other(reader):
    panel = reader.open(f"#{STEEPING}").page.locator("#panel")

    ways = []
    for name in (
        "Sørensen & García-Té 2015",
        "Milk hides the bitterness of tea.",
        "Milk spoils tea.",
        "How to brew",
    ):
        panel.get_by_role("button", name=name).first.click()
        ways.append(reader.heading)

    assert ways == [
        "Sørensen & García-Té 2015",
        "Milk hides the bitterness of tea.",
        "Milk spoils tea.",
        "How to brew",
    ]


@pytest.mark.parametrize(
    ("anchor", "heading"),
    [
        (f"#{STEEPING}", "Steeping tea for longer makes it more bitter."),
        ("#leaf2001", "Leaf et al. 2001"),
        ("#tea-blog", "How to brew"),
        ("#claim%3Amilk-spoils-tea", "Milk spoils tea."),
        ("#%E0%A4%A", None),
        ("#__proto__", None),
    ],
)
def test_a_deep_link_opens_what_it_names(reader, anchor, heading):
    assert reader.open(anchor).heading == heading
    assert reader.heard == []


def test_going_back_goes_back_to_what_was_selected(reader):
    reader.open("#leaf2001").page.get_by_role("button", name="Milk spoils tea").first.click()

    reader.page.go_back()

    reader.page.wait_for_function("document.querySelector('#panel h2').textContent.startsWith('Leaf')")
    assert reader.heading == "Leaf et al. 2001"


def test_an_unknown_deep_link_is_told(reader):
    status = reader.open("#coffee").page.locator("#status")

    assert status.inner_text() == "There is nothing called “coffee” on this map."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("STEEPING bitter", ["Steeping tea for longer makes it more bitter."]),
        ("taste", ["Milk spoils tea."]),
        (
            "making tea",
            ["Steeping tea for longer makes it more bitter.", "Milk hides the bitterness of tea."],
        ),
        ("garcia-te", ["Steeping tea for longer makes it more bitter.", "Milk hides the bitterness of tea."]),
        ("coffee", []),
    ],
)
def test_search_looks_at_statements_topics_other_words_and_authors(reader, words, found):
    reader.open().page.fill("#query", words)

    assert reader.listed == found


def test_a_search_that_finds_nothing_says_so_and_escape_brings_all_back(reader):
    reader.open().page.fill("#query", "coffee")
    told = reader.page.locator("#status").inner_text()

    reader.press("Escape")

    assert told == "Nothing fits."
    assert reader.page.locator("#status").inner_text() == "3 claims, 3 studies"
    assert len(reader.listed) == 3


def test_filters_by_stance_topic_and_article_narrow_list_and_map(reader):
    page = reader.open().page
    for stance in ("supports", "qualifies", "background"):
        page.uncheck(f"#stances input[value={stance}]")
    against = page.evaluate("window.evidenceMap.shown()")
    page.click("#everything")
    page.click("#claim-filters summary")
    page.get_by_label("Topic", exact=True).select_option("taste")
    taste = reader.listed
    page.get_by_label("Topic", exact=True).select_option("all")
    page.get_by_label("Article", exact=True).select_option("How to brew")

    assert set(against) == {f"claim:{STEEPING}", "citation:sorensen2015", "article:tea-blog"}
    assert taste == ["Milk spoils tea."]
    assert reader.listed == ["Steeping tea for longer makes it more bitter.", "Milk spoils tea."]


@pytest.mark.parametrize("kind", ["stands", "premise", "conflict"])
def test_what_articles_say_and_how_claims_hang_together_is_drawn_when_asked(reader, kind):
    page = reader.open().page
    canvas = page.locator("#canvas canvas")
    pictures = [canvas.evaluate("canvas => canvas.toDataURL()")]

    for act in (page.check, page.uncheck):
        act(f"#extras input[value={kind}]")
        page.wait_for_timeout(200)  # the drawing follows in the next frames
        pictures.append(canvas.evaluate("canvas => canvas.toDataURL()"))

    assert pictures[1] != pictures[0]
    assert pictures[2] == pictures[0]


def test_all_can_be_done_with_the_keyboard(reader):
    page = reader.open().page
    page.focus("#query")

    reader.press("Tab", "Tab", "Tab")
    first = page.evaluate("document.activeElement.textContent")
    reader.press("Enter")
    heading = page.evaluate("document.activeElement.textContent")
    reader.press("Tab")
    inside = page.evaluate("document.querySelector('#panel').contains(document.activeElement)")
    reader.press("Escape")
    after = page.evaluate("document.activeElement.textContent")

    assert first.startswith("Steeping tea for longer")
    assert heading == "Steeping tea for longer makes it more bitter."
    assert inside
    assert after == first
    assert reader.heading is None


def test_what_has_the_focus_is_seen(reader):
    page = reader.open().page
    page.focus("#query")

    reader.press("Tab", "Tab", "Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_every_control_has_a_name(reader):
    page = reader.open(f"#{STEEPING}").page

    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a, summary")].filter((item) =>
            !(item.getAttribute("aria-label") || item.textContent.trim() || item.labels?.length))
            .map((item) => item.outerHTML)"""
    )

    assert nameless == []


@pytest.mark.parametrize("anchor", ["", f"#{STEEPING}", "#leaf2001"])
def test_on_a_telephone_nothing_runs_over_the_side(browser, tea_map, anchor):
    reader = Reader(browser, tea_map, viewport=SMALL).open(anchor)

    size = reader.page.evaluate(
        "[document.documentElement.scrollWidth, document.querySelector('#canvas').clientHeight]"
    )

    assert size[0] <= 400
    assert size[1] > 200
    assert reader.ink() > 20
    reader.close()


def test_in_the_dark_the_map_is_dark(browser, tea_map):
    reader = Reader(browser, tea_map, color_scheme="dark").open()

    ground = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert max(map(int, re.findall(r"\d+", ground))) < 40
    assert reader.ink() > 20
    reader.close()


def test_the_bundled_map_opens_without_a_word(browser, tmp_path):
    reader = Reader(browser, draw(eg.load(), tmp_path / "map.html").as_uri()).open(
        "#no-transfer-to-sprinting"
    )

    assert reader.heading == "Hip thrust training does not make you run faster."
    assert reader.heard == []
    reader.close()


def test_an_empty_map_opens_without_a_word(browser, tmp_path):
    (tmp_path / "citations.bib").write_text("", "utf-8")
    (tmp_path / "claims.ttl").write_text(
        "<https://example.org/> a <https://w3id.org/evidence-graph/terms#DataSet> ;\n"
        '  <http://purl.org/dc/terms/title> "Nothing yet" .\n',
        "utf-8",
    )

    reader = Reader(browser, draw(eg.load(tmp_path), tmp_path / "map.html").as_uri()).open()

    assert reader.heard == []
    assert "holds no claim yet" in reader.page.locator("#view").inner_text()
    reader.close()


def test_the_zoom_buttons_come_closer_and_go_back(reader):
    page = reader.open().page
    scales = [page.evaluate("evidenceMap.scale()")]
    for name in ("closer", "further", "whole"):
        page.click(f"#{name}")
        scales.append(page.evaluate("evidenceMap.scale()"))
    start, closer, back, _ = scales

    assert reader.heard == []
    assert closer == pytest.approx(1.35 * start)
    assert back == pytest.approx(start)


# Large maps


@pytest.fixture(scope="session")
def large(tmp_path_factory):
    """A graph of 5,000 nodes and 15,000 edges."""
    return eg.load(folders.invented(tmp_path_factory.mktemp("large"), 3_330))


def test_five_thousand_nodes_are_drawn_and_a_click_selects_one(browser, large, tmp_path):
    drawn = draw(large, tmp_path / "map.html")
    reader = Reader(browser, drawn.as_uri()).open()
    ink = reader.ink()

    reader.click_node("claim:c7")

    nodes = [*large.claims(), *large.citations(), *large.articles()]
    assert len(reader.page.evaluate("evidenceMap.shown()")) == len(nodes) > 4_990
    assert ink > 20
    assert reader.heading == large.claim("c7").statement
    assert reader.page.evaluate("evidenceMap.scale()") > 0.25
    reader.close()
