"""The map of hostile data: what a label, an id, a title or an address says stays text and does nothing."""

import csv
import io
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import evidence_graph as eg
from evidence_graph.drawing import draw

sys.path.insert(0, str(Path(__file__).parent))
from readers import NEXT_FRAMES, Reader

pytestmark = pytest.mark.browser

TEA = Path(__file__).parent / "tea"
STEEPING = "long-steeping-makes-bitter"
ALLOWED = {"svg", "title", "defs", "g", "path", "rect", "text", "line", "circle", "pattern"}
FORMULA = "=1+1 </script><script>alert(8)</script>"
EVIL = "<img src=x onerror=alert(1)>"
SWAPS = {
    "Steeping tea for longer makes it more bitter.": f"{EVIL}</script><script>alert(2)</script>",
    "Milk spoils tea.": "<a href=javascript:alert(3)>href</a>",
    '"How to brew"': '"How to </title><script>alert(4)</script>"',
    '"brewing"': f'"{EVIL} brewing"',
    '"Ana"': f'"{EVIL} Ana"',
    '"Drinks"': f'"{EVIL} Drinks"',
    '"cuppa"': f'"{EVIL} cuppa"',
    '"bitterness"': f'"{FORMULA}"',
    "concept:green-tea": "concept:constructor",
    "scheme:outcomes": "scheme:__proto__",
    "Kettles differ in how fast they boil.": "=HYPERLINK(1) </script>",
    "eg:note": f'eg:askedAs "{EVIL} </script> steep?" ; eg:note',
    "Tasters called 10-minute tea more bitter than 3-minute tea.": f"{EVIL} finding",
    "Tea, an invented example": f"{EVIL} Tea",
    "The author sells cold brewers.": f"{EVIL} money",
    "claim:milk-spoils-tea": "claim:__proto__",
}


@pytest.fixture(scope="session")
def hostile_map(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    claims = (TEA / "claims.ttl").read_text("utf-8")
    for honest, evil in SWAPS.items():
        assert honest in claims, honest
        claims = claims.replace(honest, evil)
    citations = (TEA / "citations.bib").read_text("utf-8")
    citations = citations.replace("10.5555/leaf.2001", "javascript:alert(5)").replace(
        "Long steeps", f"{EVIL} href"
    )
    citations = citations.replace("Leaf, A", "<b onmouseover=alert(6)>Leaf</b>, A")
    citations = citations.replace("doi     = {10.5555/cold.2015}", "url = {javascript:alert(7)}")
    citations = citations.replace("Journal of Tea Tests", "</script><script>alert(9)</script>")
    assert citations.count("alert(") == 5
    (folder / "claims.ttl").write_text(claims, "utf-8")
    (folder / "citations.bib").write_text(citations, "utf-8")
    return draw(eg.load(folder), folder / "map.html").as_uri()


def test_hostile_words_stay_text_and_do_nothing(browser, hostile_map):
    reader = Reader(browser, hostile_map).open()
    page = reader.page

    for card in page.locator(".card").all():
        card.hover()
        card.focus()
    headings, said = [], ""
    for view in page.locator("#views a").all():
        view.click()
    for claim in page.evaluate("Object.keys(evidenceMap.data.claims)"):
        page.evaluate("id => { location.hash = evidenceMap.linkTo({ view: 'balance', claim: id }); }", claim)
        page.evaluate(NEXT_FRAMES)
        page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
        headings.append(reader.heading)
        said += page.locator("main").text_content()

    assert f"{EVIL}</script><script>alert(2)</script>" in headings
    assert "How to </title><script>alert(4)</script>" in said
    assert page.locator("img, main b[onmouseover], body script[src]").count() == 0
    links = [a.get_attribute("href") for a in page.locator("a").all()]
    assert [href for href in links if not href.startswith(("https://", "#"))] == []
    assert reader.heard == []
    assert {url for url in reader.requests if not url.startswith("data:")} == {reader.address}
    reader.close()


def test_hostile_words_are_read_as_they_stand(browser, hostile_map):
    reader = Reader(browser, hostile_map).open(f"#{STEEPING}")

    assert reader.heading == f"{EVIL}</script><script>alert(2)</script>"
    assert f"{EVIL} finding" in reader.page.locator("main").text_content()
    assert reader.page.title() == f"{EVIL}</script><script>alert(2)</script> – {EVIL} Tea"
    reader.close()


def test_an_address_that_is_none_is_no_link(browser, hostile_map):
    reader = Reader(browser, hostile_map).open(f"#{STEEPING}")

    assert reader.page.locator(".row", has_text="Leaf").locator(".outward a").count() == 0
    reader.close()


def test_a_name_of_the_language_is_a_name_like_any_other(browser, hostile_map):
    reader = Reader(browser, hostile_map).open("#__proto__")

    assert reader.heading == "<a href=javascript:alert(3)>href</a>"
    reader.close()


def test_hostile_filters_filter_and_do_nothing(browser, hostile_map):
    reader = Reader(browser, hostile_map).open()
    page = reader.page
    page.click("#filter summary")
    names = [chooser.get_attribute("id") for chooser in page.locator("#filters select").all()]
    for name in names:
        for value in page.locator(f'[id="{name}"] option').evaluate_all("all => all.map(one => one.value)"):
            page.locator(f'[id="{name}"]').select_option(value=value)
        page.locator(f'[id="{name}"]').select_option(index=0)
    labels = page.locator("#filters label").all_text_contents()

    page.get_by_label("Outcomes", exact=True).select_option(label=FORMULA)

    assert f"{EVIL} Drinks" in labels
    assert len(page.evaluate("evidenceMap.shownClaims()")) == 2
    assert page.locator("img").count() == 0
    reader.close()


def test_hostile_words_are_searched_like_any_other(browser, hostile_map):
    reader = Reader(browser, hostile_map).open()

    reader.page.fill("#query", f"{EVIL} steep?")

    assert reader.listed[0].startswith(EVIL)
    reader.close()


def test_a_table_taken_away_runs_nothing_in_a_spreadsheet(browser, hostile_map):
    reader = Reader(browser, hostile_map).open()

    rows = list(csv.reader(io.StringIO(reader.taken("csv")[1].decode(), newline="")))

    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if re.match(r"\s*[=+\-@]", cell)] == []
    assert f"{EVIL} finding" in cells
    reader.close()


def test_a_drawing_taken_away_holds_words_and_no_script(browser, hostile_map):
    reader = Reader(browser, hostile_map).open(f"#{STEEPING}")

    drawing = ET.fromstring(reader.taken("svg")[1])  # noqa: S314 - made by the page

    assert {element.tag.split("}")[1] for element in drawing.iter()} <= ALLOWED
    assert any("<img" in (element.text or "") for element in drawing.iter())
    assert [name for element in drawing.iter() for name in element.attrib if re.match("on|href", name)] == []
    reader.close()


def test_citations_taken_away_are_those_of_the_bibliography(browser, hostile_map):
    reader = Reader(browser, hostile_map).open(f"#balance/{STEEPING}?without=pot2010,sorensen2015")

    name, text = reader.taken("bib")

    assert name == f"{STEEPING}.bib"
    assert text.decode().startswith("@string{jtt = {</script><script>alert(9)</script>}}")
    reader.close()
