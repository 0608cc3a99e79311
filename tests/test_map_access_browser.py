"""The map for everybody: no barrier that a checker finds, light and dark, wide and on a telephone."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import looks

sys.path.insert(0, str(Path(__file__).parent))
from accessibility import turn_about, violations
from readers import SMALL, WIDE, Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
OPENED = "for (const one of document.querySelectorAll('main details')) one.open = true"
LOOKS = {
    "light and wide": {"color_scheme": "light", "viewport": WIDE},
    "dark on a telephone": {"color_scheme": "dark", "viewport": SMALL},
}
VIEWS = {
    "claims": ("", ""),
    "a topic with all lines": ("#claims?topic=sprinting&links=all", ""),
    "what is without a study": ("#claims?verdict=none%20recorded", ""),
    "search": ("#claims?search=does%20it%20make%20me%20faster", ""),
    "nothing found": ("#claims?search=zzzz", ""),
    "balance": (f"#balance/{SPRINTING}", OPENED),
    "balance unticked": (f"#balance/{SPRINTING}?without=jarvis2019&design=trial", ""),
    "contested": ("#balance/deep-muscle-exercise-beats-other-exercise", ""),
    "definition": ("#balance/prime-mover-is-main-muscle", ""),
    "grid": ("#grid", ""),
    "a cell of the grid": ("#grid?cell=hip-thrust%7Cmuscle-size", ""),
    "network": ("#network", ""),
    "a study in the network": ("#network?node=citation%3Ajarvis2019&lines=judgements,premises", ""),
    "filters": ("#claims?topic=sprinting", "document.querySelector('#filter').open = true"),
    "menu": (f"#balance/{SPRINTING}", "document.querySelector('#download').open = true"),
}


@pytest.mark.trial
@pytest.mark.parametrize("look", LOOKS)
def test_a_checker_finds_no_barrier_in_any_view(browser, hip_map, look, trial):
    looked_at = turn_about(VIEWS, LOOKS, trial.amount(sample=1, whole=len(LOOKS)))
    reader = Reader(browser, hip_map, bypass_csp=True, **LOOKS[look])
    barriers = {}
    for name in (name for name, seen_in in looked_at if seen_in == look):
        anchor, script = VIEWS[name]
        reader.page.goto("about:blank")
        reader.open(anchor).page.evaluate(script)
        barriers[name] = violations(reader.page)

    assert {name: wrong for name, wrong in barriers.items() if wrong} == {}
    trial.tell(f"{len(barriers)} views, {look}: 0 barriers")
    reader.close()


@pytest.mark.parametrize("menu", ["filter", "download"])
def test_on_a_telephone_what_unfolds_is_not_cut_off(browser, hip_map, menu):
    reader = Reader(browser, hip_map, viewport=SMALL).open()
    page = reader.page
    inside = page.locator(f"#{menu} button, #{menu} select, #{menu} input")
    folded = inside.first.is_visible()

    page.click(f"#{menu} summary")
    boxes = [item.bounding_box() for item in inside.all() if item.is_visible()]
    page.keyboard.press("Escape")

    assert not folded
    assert len(boxes) > 3
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > 400] == []
    assert not inside.first.is_visible()
    reader.close()


def test_a_card_says_all_that_it_shows_to_who_does_not_see_it(browser, hip_map, hips):
    reader = Reader(browser, hip_map).open()
    found = eg.assess(hips, SPRINTING)

    said = reader.page.locator(f'[data-claim="claim:{SPRINTING}"]').text_content()

    numbers = ", ".join(
        f"{len(keys)} {looks.HEADINGS[name].heading.lower()}" for name, keys in found.tally.by_heading.items()
    )
    assert hips.claim(SPRINTING).statement in said
    assert f"{looks.word(found.verdict).capitalize()}. {numbers}." in said
    reader.close()


def test_who_wants_less_motion_gets_none(browser, hip_map):
    moving = """[...document.querySelectorAll('.card, .bar > span')].filter(one =>
        parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    still, lively = (
        Reader(browser, hip_map, reduced_motion=motion).open() for motion in ("reduce", "no-preference")
    )

    assert still.page.evaluate(moving) == 0
    assert lively.page.evaluate(moving) > 0
    still.close()
    lively.close()
