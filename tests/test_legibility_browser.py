"""The map can be read: no type under 12 px, no text over text, none cut, no scrolling sideways.

In every view, from a telephone to a wide screen and at 200 %, with the bundled data and with other people's.
"""

from itertools import product
from random import Random

import pytest
from legibility import MEASURE, SIZES, faults, opened
from readers import NEXT_FRAMES
from subjects import SUBJECTS

import evidence_graph as eg
from evidence_graph.drawing import draw

pytestmark = pytest.mark.browser

VIEWS = ("claims", "balance", "grid", "network")

BAD = """<!DOCTYPE html><title>bad</title><body style="margin: 0; font: 14px sans-serif">
<p style="font-size: 9px">small</p>
<p style="position: absolute; top: 60px; left: 10px">one over</p>
<p style="position: absolute; top: 63px; left: 20px">the other</p>
<p style="position: absolute; top: 120px; width: 40px; overflow: hidden; white-space: nowrap">cut off here</p>
<p style="position: absolute; top: 160px; left: 0; width: 3000px">wide</p>
<div style="position: absolute; top: 200px; width: 40px; overflow-x: auto; white-space: pre">to scroll</div>
<p style="position: absolute; left: -900px">aside</p>"""


def measure(page, address, view):
    page.goto("about:blank")
    page.goto(f"{address}#{view}")
    page.wait_for_function("window.evidenceMap !== undefined")
    page.evaluate(NEXT_FRAMES)  # in which what waits for its width is set
    return page.evaluate(MEASURE)


def looked_at(browser, address, amount):
    """The faults of an *amount* of views and sizes, by their names."""
    every = list(product(VIEWS, SIZES))
    chosen = every if amount >= len(every) else Random(3).sample(every, amount)  # noqa: S311 - a sample
    found = {}
    for view, size in chosen:
        page = opened(browser, size)
        found[f"{view} at {size}"] = faults(measure(page, address, view))
        page.context.close()
    return found


def test_what_cannot_be_read_is_found(browser, tmp_path):
    (tmp_path / "bad.html").write_text(BAD, "utf-8")
    page = opened(browser, "1280")
    page.goto((tmp_path / "bad.html").as_uri())

    measured = page.evaluate(MEASURE)

    assert (measured["smallest"], measured["least"]) == (9, "small")
    assert measured["overlaps"] == ["one over | the other"]
    assert measured["cut"] == ["cut off here (in p.)"]
    assert measured["sideways"] == 1720
    assert len(faults(measured)) == 4
    page.context.close()


@pytest.mark.trial
def test_the_map_of_the_bundled_data_can_be_read(browser, hip_map, trial):
    found = looked_at(browser, hip_map, trial.amount(sample=8, whole=20))

    assert {name: told for name, told in found.items() if told} == {}
    trial.tell(f"{len(found)} views and sizes: 0 faults")


@pytest.mark.trial
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_map_of_anybodys_data_can_be_read(browser, tmp_path, trial, name):
    address = draw(eg.load(SUBJECTS[name](tmp_path / name)), tmp_path / "map.html").as_uri()

    found = looked_at(browser, address, trial.amount(sample=3, whole=20))

    assert {view: told for view, told in found.items() if told} == {}
    trial.tell(f"{name}: {len(found)} views and sizes: 0 faults")


@pytest.mark.parametrize("view", VIEWS)
def test_in_the_dark_the_same_can_be_read(browser, hip_map, view):
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    page = context.new_page()

    assert faults(measure(page, hip_map, view)) == []
    context.close()
