"""Taking away from the map, without a server: pictures, the table, citations, and a link to the view."""

import csv
import io
import struct
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import evidence_graph as eg
from evidence_graph import looks
from evidence_graph.exports.bibtex import entries_bibtex

sys.path.insert(0, str(Path(__file__).parent))
from readers import SMALL, Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
BALANCE = f"#balance/{SPRINTING}"
SVG = "{http://www.w3.org/2000/svg}"


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def words(svg):
    """All text of a drawing."""
    return " ".join(element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text"))  # noqa: S314


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


# Citations and table


def test_the_citations_of_a_claim_are_what_the_command_line_exports(reader, hips):
    name, text = reader.open(BALANCE).taken("bib")

    assert name == f"{SPRINTING}.bib"
    assert text.decode() == entries_bibtex(hips, hips.citations(SPRINTING))


def test_the_citations_of_all_claims_are_what_the_command_line_exports(reader, hips):
    _, text = reader.open().taken("bib")

    judged = {e.citation.key: e.citation for claim in hips.claims() for e in hips.evidence(claim)}
    assert text.decode() == entries_bibtex(hips, [judged[key] for key in sorted(judged)])


def test_the_citations_are_those_of_the_studies_that_count(reader, hips):
    _, text = reader.open(f"{BALANCE}?without=jarvis2019&design=trial").taken("bib")

    trials = [
        w for w in hips.citations(SPRINTING) if w.study and w.study.design and "trial" in w.study.design
    ]
    left = [w for w in trials if w.key != "jarvis2019"]
    assert text.decode() == entries_bibtex(hips, left)


def test_the_menu_says_how_much_there_is(reader, hips):
    page = reader.open(BALANCE).page

    page.click("#download summary")
    page.locator("#take-bib", has_text="BibTeX of").wait_for()

    assert page.locator("#take-bib").inner_text() == f"BibTeX of {len(hips.citations(SPRINTING))} studies"


def test_the_table_has_a_row_for_each_judgement_and_each_claim_without_a_study(reader, hips):
    name, text = reader.open().taken("csv")

    lines = sorted((e.line.claim, e.citation.key, e.stance) for c in hips.claims() for e in hips.evidence(c))
    rows = table(text)
    assert name == "evidence-map.csv"
    assert sorted((r["claim"], r["study"], r["stance"]) for r in rows if r["study"]) == lines
    assert {r["claim"] for r in rows} == {c.id for c in hips.claims()}
    assert text.count(b"\n") == text.count(b"\r\n") == len(rows) + 1


def test_the_table_says_what_the_data_says(reader, hips):
    rows = table(reader.open().taken("csv")[1])
    row = next(r for r in rows if (r["claim"], r["study"]) == (SPRINTING, "jarvis2019"))

    line = next(e for e in hips.evidence(SPRINTING) if e.citation.key == "jarvis2019")
    found = eg.assess(hips, SPRINTING)
    assert row["statement"] == hips.claim(SPRINTING).statement
    assert row["finding"] == line.finding
    assert (row["verdict"], row["answer"]) == (found.verdict, found.answer)
    assert float(row["opposition"]) == round(found.opposition, 3)
    assert (row["year"], row["participants"]) == ("2019", str(line.citation.study.participants))
    assert row["link"] == f"https://doi.org/{line.citation.doi}"


def test_the_table_holds_what_the_filters_leave_as_it_then_stands(reader, hips):
    reader.open("#claims?topic=sprinting&design=review")

    rows = table(reader.taken("csv")[1])

    reviews = {"systematic review", "meta-analysis", "network meta-analysis"}
    assert {r["topic"] for r in rows} == {"sprinting"}
    assert {r["design"] for r in rows if r["study"]} <= reviews
    [row] = [r for r in rows if r["claim"] == SPRINTING][:1]
    others = [
        w.key
        for w in hips.citations()
        if not (w.study and w.study.design and looks.word(w.study.design) in reviews)
    ]
    assert row["answer"] == eg.assess(hips, SPRINTING, without=others).answer


# Pictures


@pytest.mark.parametrize(
    "anchor", ["", f"{BALANCE}?without=jarvis2019&design=trial"], ids=["claims", "balance"]
)
def test_a_drawing_carries_title_filter_legend_source_licence_date_and_address(reader, hips, anchor):
    text = words(reader.open(anchor).taken("svg")[1])

    today = reader.page.evaluate("new Date().toISOString().slice(0, 10)")
    assert text.startswith(hips.title)
    assert f"Source: {hips.title}. Licence: {hips.about.license}. Taken {today} from map.html{anchor}" in text
    assert "a block is a study, as wide as its weight" in text
    assert ("Counting only trials. Without Jarvis et al. 2019." if anchor else "No filter.") in text


def test_an_address_of_a_file_tells_nobody_whose_disk_it_is_on(reader):
    text = words(reader.open(BALANCE).taken("svg")[1])

    assert str(Path(reader.address.removeprefix("file://")).parent) not in text


def test_a_drawing_holds_the_statements_and_studies_as_text(reader, hips):
    claims = words(reader.open().taken("svg")[1])
    name, svg = reader.open(BALANCE).taken("svg")

    balance = words(svg)
    assert name == f"{SPRINTING}.svg"
    assert [
        s for s in ("Transfer", "Hip thrust training does not make you run", "Contested") if s not in claims
    ] == []
    assert hips.claim(SPRINTING).statement in balance
    assert [w.label for w in hips.citations(SPRINTING) if w.label not in balance] == []


def test_a_drawing_holds_nothing_of_a_folded_list(reader):
    text = words(reader.open(BALANCE).taken("svg")[1])

    assert "Weight: 1.5" not in text


def test_the_picture_is_the_drawing_twice_as_sharp(reader):
    drawing = ET.fromstring(reader.open(BALANCE).taken("svg")[1])  # noqa: S314 - made by the page

    name, png = reader.taken("png")

    width, height, seen = colours(png)
    assert name == f"{SPRINTING}.png"
    assert [width, height] == [2 * int(drawing.get(side)) for side in ("width", "height")]
    assert len(seen) > 20


def test_on_a_telephone_the_drawing_keeps_its_lines_within_the_picture(browser, hip_map):
    reader = Reader(browser, hip_map, viewport=SMALL).open(BALANCE)

    drawing = ET.fromstring(reader.taken("svg")[1])  # noqa: S314 - made by the page

    assert int(drawing.get("width")) <= 400
    assert all(0 <= float(text.get("x")) < 400 for text in drawing.iter(f"{SVG}text"))
    reader.close()


# A link, and the menu


def test_a_link_to_the_view_is_copied_and_said(browser, hip_map):
    reader = Reader(browser, hip_map, permissions=["clipboard-read", "clipboard-write"]).open(BALANCE)
    page = reader.page
    page.click("#download summary")
    page.click("#take-link")

    page.wait_for_selector("#tip:not([hidden])")
    assert page.locator("#tip").inner_text() in {"Link copied.", f"{hip_map}{BALANCE}"}
    reader.close()


def test_taking_away_asks_nothing_of_the_network(reader):
    reader.open(BALANCE)

    for kind in ("bib", "csv", "svg", "png"):
        reader.taken(kind)

    assert {url.split(":")[0] for url in reader.requests} <= {"file", "data", "blob"}
    assert [url for url in reader.requests if url.startswith("file:")] == [reader.address]


def test_the_menu_works_by_keyboard_and_closes_with_escape(reader):
    page = reader.open().page
    page.focus("#download summary")
    reader.press("Enter", "Tab")
    first = page.evaluate("document.activeElement.id")
    reader.press("Escape")

    assert first == "take-png"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.locator("#take-csv").is_visible()
