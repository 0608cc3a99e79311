"""The map for everybody: no barrier that a checker finds, light and dark, wide and on a telephone."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import evidence_graph as eg
from evidence_graph import looks

sys.path.insert(0, str(Path(__file__).parent))
from accessibility import violations
from readers import SMALL, WIDE, Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
OPENED = """for (const name of ["#claim-filters", "#legend details", "#list details", "#layers"])
    document.querySelector(name).open = true"""
VIEWS = {
    "whole": ("", ""),
    "claim": (f"#{SPRINTING}&steps=2", ""),
    "search": ("#hip-thrust-critique&search=sprint&verdicts=backed,contested", OPENED),
    "menu": ("#jarvis2019&topic=sprinting", "document.querySelector('#take').open = true"),
}


@pytest.mark.parametrize("viewport", [WIDE, SMALL], ids=["wide", "telephone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_checker_finds_no_barrier_in_any_view(browser, hip_map, scheme, viewport):
    reader = Reader(browser, hip_map, color_scheme=scheme, viewport=viewport, bypass_csp=True)
    found = {}
    for name, (anchor, script) in VIEWS.items():
        reader.page.goto("about:blank")
        reader.open(anchor).page.evaluate(script)
        found |= {name: told} if (told := violations(reader.page)) else {}

    assert found == {}
    reader.close()


def test_on_a_telephone_topics_are_cards_that_no_statement_covers(browser, hip_map, hips):
    reader = Reader(browser, hip_map, viewport=SMALL).open()

    drawing = ET.fromstring(reader.taken("take-svg")[1])  # noqa: S314 - made by the page

    written = " ".join(element.text for element in drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert {topic.label for topic in hips.topics() if topic.label not in written} == set()
    assert "Hip thrust" not in written
    reader.close()


def test_on_a_telephone_a_topic_opens_so_that_it_can_be_read(browser, hip_map):
    reader = Reader(browser, hip_map, viewport=SMALL).open("#topic=sprinting")

    assert reader.page.evaluate("window.evidenceMap.scale()") == pytest.approx(0.5)
    reader.close()


@pytest.mark.parametrize(
    ("opened", "inside"),
    [("#layers", "#toggles label"), ("#legend details", "#legend li"), ("#take", "#take button")],
)
def test_on_a_telephone_what_unfolds_is_not_cut_off(browser, hip_map, opened, inside):
    reader = Reader(browser, hip_map, viewport=SMALL).open()
    page = reader.page
    folded = page.locator(inside).first.is_visible()

    page.click(f"{opened} summary")
    boxes = [item.bounding_box() for item in page.locator(inside).all() if item.is_visible()]
    page.keyboard.press("Escape")

    assert not folded
    assert len(boxes) > 3
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > 400] == []
    assert not page.locator(inside).first.is_visible()
    reader.close()


def test_the_list_says_the_verdict_of_each_claim(browser, hip_map, hips):
    reader = Reader(browser, hip_map).open()
    found = eg.assess(hips, SPRINTING)

    button = reader.page.get_by_role("button", name="Hip thrust training does not make you run faster.")

    numbers = " · ".join(
        f"{len(keys)} {looks.HEADINGS[name].heading.lower()}" for name, keys in found.tally.by_heading.items()
    )
    said = f" ({looks.word(found.verdict)}: {numbers})"
    assert button.first.get_attribute("aria-label").endswith(said)
    reader.close()


def test_who_wants_less_motion_gets_none(browser, hip_map):
    still, moving = (
        Reader(browser, hip_map, reduced_motion=motion).open() for motion in ("reduce", "no-preference")
    )
    after = []
    for reader in (still, moving):
        whole = reader.page.evaluate("window.evidenceMap.scale()")
        reader.page.evaluate(f"window.evidenceMap.select('claim:{SPRINTING}')")
        seen = reader.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
            "() => done(window.evidenceMap.scale()))))"
        )
        reader.page.wait_for_timeout(700)
        after.append((whole, seen, reader.page.evaluate("window.evidenceMap.scale()")))

    assert after[0][1] == after[0][2] > after[0][0]
    assert after[1][1] < after[1][2]
    still.close()
    moving.close()
