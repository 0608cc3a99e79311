"""Taking away from the map, without a server: citations, the table, and pictures of the view."""

import csv
import io
import struct
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import evidence_graph as eg
from evidence_graph.exports.bibtex import entries_bibtex

sys.path.insert(0, str(Path(__file__).parent))
from readers import Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
SVG = "{http://www.w3.org/2000/svg}"


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def colours(png):
    """Width, height and the colours of some points of a picture that browsers write: 8 bits, RGBA."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + size]
        at += size + 12
    width, height, depth, form = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, form) == (8, 6)
    raw = zlib.decompress(chunks[b"IDAT"])
    return width, height, {raw[n : n + 4] for n in range(1, len(raw) - 4, 4 * 97)}


def test_the_citations_of_a_claim_are_what_the_command_line_exports(reader, hips):
    name, text = reader.open(f"#{SPRINTING}").taken("take-selected")

    assert name == f"{SPRINTING}.bib"
    assert text.decode() == entries_bibtex(hips, hips.citations(SPRINTING))


def test_the_citations_of_all_that_is_shown_are_what_the_command_line_exports(reader, hips):
    _, text = reader.open().taken("take-shown")

    assert text.decode() == entries_bibtex(hips, hips.citations())


def test_the_citations_of_an_article_are_those_it_lists(reader, hips):
    _, text = reader.open("#hip-thrust-critique").taken("take-selected")

    assert text.decode() == entries_bibtex(hips, hips.citations(article="hip-thrust-critique"))


def test_the_menu_says_how_much_there_is(reader, hips):
    page = reader.open(f"#{SPRINTING}").page

    page.click("#take summary")

    works = len(hips.citations(SPRINTING))
    said = f"BibTeX: {works} works of “{hips.claim(SPRINTING).statement}”"
    assert page.locator("#take-selected").inner_text() == said
    assert page.locator("#take-shown").inner_text() == "BibTeX: 175 works shown"


def test_the_table_has_a_row_for_each_judgement_and_each_claim_without_a_study(reader, hips):
    name, text = reader.open().taken("take-table")

    lines = sorted((e.line.claim, e.citation.key, e.stance) for c in hips.claims() for e in hips.evidence(c))
    rows = table(text)
    assert name == "evidence-map.csv"
    assert sorted((r["claim"], r["study"], r["stance"]) for r in rows if r["study"]) == lines
    assert {r["claim"] for r in rows} == {c.id for c in hips.claims()}
    assert text.count(b"\n") == text.count(b"\r\n") == len(rows) + 1


def test_the_table_says_what_the_data_says(reader, hips):
    rows = table(reader.open().taken("take-table")[1])
    row = next(r for r in rows if (r["claim"], r["study"]) == (SPRINTING, "jarvis2019"))

    line = next(e for e in hips.evidence(SPRINTING) if e.citation.key == "jarvis2019")
    found = eg.assess(hips, SPRINTING)
    assert row["statement"] == hips.claim(SPRINTING).statement
    assert row["finding"] == line.finding
    assert (row["verdict"], float(row["support"])) == (found.verdict, round(found.support, 3))
    assert (row["year"], row["participants"]) == ("2019", str(line.citation.study.participants))
    assert row["link"] == f"https://doi.org/{line.citation.doi}"


def test_the_table_holds_what_the_filters_leave(reader):
    reader.open("#topic=sprinting&stances=opposes")

    rows = table(reader.taken("take-table")[1])

    assert {(r["topic"], r["stance"]) for r in rows} == {("sprinting", "opposes")}


def test_the_picture_is_the_view_twice_as_sharp(reader):
    page = reader.open(f"#{SPRINTING}").page
    size = page.evaluate("(({clientWidth: w, clientHeight: h}) => [w, h])(document.querySelector('#canvas'))")

    name, png = reader.taken("take-png")

    width, height, seen = colours(png)
    assert name == f"{SPRINTING}.png"
    assert [width, height] == [2 * size[0], 2 * size[1]]
    assert len(seen) > 20


def test_the_drawing_holds_the_statements_in_view_as_text(reader, hips):
    name, svg = reader.open(f"#{SPRINTING}").taken("take-svg")

    drawing = ET.fromstring(svg)  # noqa: S314 - made by the page
    words = " ".join(element.text for element in drawing.iter(f"{SVG}text"))
    assert name == f"{SPRINTING}.svg"
    assert drawing.find(f"{SVG}title").text == hips.title
    assert hips.claim(SPRINTING).statement in words
    assert "Jarvis et al. 2019" in words


def test_the_drawing_from_afar_shows_the_cards(browser, hip_map):
    reader = Reader(browser, hip_map, viewport={"width": 400, "height": 800}).open()

    drawing = ET.fromstring(reader.taken("take-svg")[1])  # noqa: S314 - made by the page

    assert "sprinting" in {element.text for element in drawing.iter(f"{SVG}text")}
    reader.close()


def test_taking_away_asks_nothing_of_the_network(reader):
    reader.open(f"#{SPRINTING}")

    for button in ("take-selected", "take-shown", "take-table", "take-png", "take-svg"):
        reader.taken(button)

    assert {url.split(":")[0] for url in reader.requests} <= {"file", "data", "blob"}
    assert [url for url in reader.requests if url.startswith("file:")] == [reader.address]


def test_the_menu_works_by_keyboard_and_closes_with_escape(reader):
    page = reader.open().page
    page.focus("#take summary")
    reader.press("Enter", "Tab")
    first = page.evaluate("document.activeElement.id")
    reader.press("Escape")

    assert first == "take-shown"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator("#take-table").is_visible()
