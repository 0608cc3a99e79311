"""The annotated article in a real browser: legible, for everybody, by keys, by address, and on paper."""

import re
import shutil
import subprocess
from itertools import product
from random import Random

import pytest
from accessibility import violations
from annotated_articles import ARTICLE, garden, long_article, write
from legibility import MEASURE, SIZES, faults, opened

import evidence_graph as eg

pytestmark = pytest.mark.browser

STATES = {
    "first": "",
    "opposed": "#claim-coffee-doubles-height",
    "a premise": "#m4-2",
    "no study": "#claim-beans-are-easy",
    "only": "#only=uncertain",
}
WIDE, SMALL = {"width": 1280, "height": 800}, {"width": 400, "height": 800}


def page_at(folder, written):
    data, text = write(folder, written)
    return eg.read_article(eg.load(data), ARTICLE, text, folder / "read.html").as_uri()


@pytest.fixture(scope="module")
def garden_page(tmp_path_factory):
    """The address of the page of the garden post."""
    return page_at(tmp_path_factory.mktemp("garden"), garden())


@pytest.fixture(scope="module")
def long_page(tmp_path_factory):
    """The address of a page with 300 claims."""
    return page_at(tmp_path_factory.mktemp("long"), long_article(300, 4500))


@pytest.fixture
def visit(browser):
    """Someone who opens pages and hears all they say or ask for."""
    heard, contexts = [], []

    def goto(address, **settings):
        context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce"} | settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request", lambda request: heard.append(request.url) if request.url.startswith("http") else None
        )
        page.goto(address)
        return page

    yield goto
    for context in contexts:
        context.close()
    assert heard == []


def chosen(page):
    return page.evaluate("[...document.querySelectorAll('.card.open')].map(card => card.id)")


# Legible.


@pytest.mark.trial
def test_the_page_can_be_read_at_every_size_and_in_every_state(browser, garden_page, trial):
    every = list(product(STATES, SIZES, ("light", "dark")))
    amount = trial.amount(sample=6, whole=len(every))
    wrong = {}
    for state, size, scheme in Random(5).sample(every, amount):  # noqa: S311 - a sample
        page = opened(browser, size)
        page.emulate_media(color_scheme=scheme)
        page.goto(garden_page + STATES[state])
        wrong |= {f"{state}, {size}, {scheme}": told} if (told := faults(page.evaluate(MEASURE))) else {}
        page.context.close()

    trial.tell(f"{amount} states and sizes: {len(wrong)} with faults")
    assert wrong == {}


@pytest.mark.parametrize("size", ["320", "1280"])
def test_three_hundred_claims_are_legible_none_over_another(browser, long_page, size):
    page = opened(browser, size)
    page.goto(long_page)

    assert faults(page.evaluate(MEASURE)) == []
    page.context.close()


@pytest.mark.trial
def test_a_checker_finds_no_barrier(visit, garden_page, trial):
    every = list(product(STATES, ("light", "dark"), (WIDE, SMALL)))
    amount = trial.amount(sample=4, whole=len(every))
    barriers = {}
    for state, scheme, viewport in Random(4).sample(every, amount):  # noqa: S311 - a sample
        page = visit(garden_page + STATES[state], color_scheme=scheme, viewport=viewport, bypass_csp=True)
        barriers |= {f"{state}, {scheme}": told} if (told := violations(page)) else {}

    trial.tell(f"{amount} states, light or dark, wide or on a telephone: {len(barriers)} with barriers")
    assert barriers == {}


def test_verdicts_differ_without_colour(visit, garden_page):
    page = visit(garden_page)
    lines = page.evaluate(
        """[...document.querySelectorAll('.m')].map(mark => {
          const style = getComputedStyle(mark);
          const of = [...mark.classList].filter(name => name !== 'm')[0];
          return [of, [style.textDecorationLine, style.textDecorationStyle, style.textDecorationThickness,
                       style.borderBottomStyle].join(' ')];
        })"""
    )
    by_verdict = dict(lines)

    assert {len({look for of, look in lines if of == name}) for name in by_verdict} == {1}
    told = [by_verdict[name] for name in ("backed", "opposed", "contested", "uncertain", "premise")]
    assert len(set(told)) == len(told)
    assert by_verdict["none-recorded"].startswith("none")


def test_what_nobody_has_studied_shows_how_far_it_goes_when_somebody_asks(visit, garden_page):
    page = visit(garden_page)
    page.click(".tile.none-recorded")
    lines = page.evaluate(
        "[...document.querySelectorAll('.m:not(.off)')]"
        ".map(mark => [mark.textContent, getComputedStyle(mark).textDecorationLine])"
    )

    assert ["feeds the roots", "underline"] in lines
    assert {line for _, line in lines} == {"underline"}


# Evidence and text in view together.


def test_what_does_not_hold_is_in_the_first_view(visit, garden_page):
    page = visit(garden_page)
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.first li')].slice(0, 2)"
        ".map(row => row.getBoundingClientRect().bottom)"
    )

    assert max(bottoms) <= WIDE["height"]


@pytest.mark.parametrize("claim", ["coffee-doubles-height", "salt-water-feeds-roots", "bean-is-seed"])
def test_the_open_card_stands_level_with_its_sentence(visit, garden_page, claim):
    page = visit(f"{garden_page}#claim-{claim}")
    card, mark = page.evaluate(
        "[document.querySelector('.card.open'), document.querySelector('.sg[aria-current]')]"
        ".map(node => node.getBoundingClientRect().top)"
    )

    assert abs(card - mark) < 60
    assert chosen(page) == [f"claim-{claim}"]


def test_on_a_telephone_the_sentence_stays_above_its_evidence(visit, garden_page):
    page = visit(f"{garden_page}#claim-onions-harm-beans", viewport=SMALL)
    card, sign = page.evaluate(
        "[document.querySelector('.card.open'), document.querySelector('.sg[aria-current]')]"
        ".map(node => node.getBoundingClientRect().toJSON())"
    )

    assert 0 <= sign["top"] < sign["bottom"] <= card["top"]
    assert card["height"] <= SMALL["height"] / 2 + 1


@pytest.mark.trial
def test_among_three_hundred_claims_each_card_opens_level_with_its_sentence(visit, long_page, trial):
    amount = trial.amount(sample=6, whole=300)
    page = visit(long_page)
    apart = []
    for number in Random(2).sample(range(1, 301), amount):  # noqa: S311 - a sample
        page.evaluate(f"location.hash = '#m{number}-1'")
        page.wait_for_function(f"document.querySelector('.card.open')?.dataset.claim === '{number}'")
        card, sign = page.evaluate(
            "[document.querySelector('.card.open'), document.querySelector('.sg[aria-current]')]"
            ".map(node => node.getBoundingClientRect().toJSON())"
        )
        if abs(card["top"] - sign["top"]) > 90 or not 0 < sign["top"] < 800:
            apart.append((number, card["top"], sign["top"]))

    trial.tell(f"{amount} cards opened: {len(apart)} apart from their sentences")
    assert apart == []


def test_cards_that_find_no_room_are_counted_and_open_from_there(visit, tmp_path):
    page = visit(page_at(tmp_path, long_article(120, 200)))
    more = page.locator(".more")

    assert more.count() > 0
    text = more.first.inner_text()
    assert re.fullmatch(r"\d+ more here", text)
    more.first.click()
    assert len(chosen(page)) == 1


# Keys and address.


def walked(page, key, times):
    ids = []
    for _ in range(times):
        page.keyboard.press(key)
        ids += chosen(page)
    return ids


def test_the_arrows_visit_every_claim_in_the_order_of_the_text_and_escape_closes(visit, garden_page):
    page = visit(garden_page)
    ids = page.evaluate("[...document.querySelectorAll('.card')].map(card => card.id)")

    assert walked(page, "ArrowRight", 12) == ids
    assert walked(page, "ArrowLeft", 3) == ids[-2:-5:-1]
    page.keyboard.press("Escape")
    assert chosen(page) == []
    assert page.evaluate("document.activeElement.className").startswith("sg")


def test_a_filter_keeps_the_walk_within_its_verdict(visit, garden_page):
    page = visit(garden_page)
    page.click(".tile.none-recorded")

    assert walked(page, "ArrowRight", 4) == [
        "claim-beans-are-easy",
        "claim-salt-water-feeds-roots",
        "claim-green-lifts-beans",
        "claim-beans-are-easy",
    ]
    assert page.locator(".tile.none-recorded").get_attribute("aria-pressed") == "true"


def test_the_signs_are_one_stop_of_the_tabulator(visit, garden_page):
    page = visit(garden_page)
    stops = page.evaluate("[...document.querySelectorAll('.sg')].filter(sign => sign.tabIndex === 0).length")

    assert stops == 1


def test_every_state_has_an_address_and_back_goes_back(visit, garden_page):
    page = visit(garden_page)
    page.click(".first li:has-text('Noon water burns leaves')")
    address = page.url
    page.keyboard.press("ArrowRight")

    page.go_back()
    page.wait_for_function("document.querySelector('.card.open')?.id === 'claim-noon-water-burns-leaves'")
    assert page.url == address

    again = visit(address)
    assert chosen(again) == ["claim-noon-water-burns-leaves"]


def test_a_second_click_into_a_passage_takes_its_next_claim(visit, garden_page):
    page = visit(garden_page)
    inside = page.locator(".m", has_text="feeds the roots")

    inside.click()
    first = chosen(page)
    inside.click()
    assert {*first, *chosen(page)} == {"claim-salt-water-kills-slugs", "claim-salt-water-feeds-roots"}


def test_in_a_notebook_its_links_stay_in_its_frame(visit, tmp_path):
    data, text = write(tmp_path / "data", garden())
    frame_html = eg.read_article(eg.load(data), ARTICLE, text)._repr_mimebundle_()["text/html"]
    (tmp_path / "notebook.html").write_text(f"<!doctype html><title>n</title>{frame_html}", "utf-8")
    page = visit((tmp_path / "notebook.html").as_uri())
    frame = page.frames[1]

    frame.click(".first li >> nth=0")
    assert chosen(frame) == ["claim-coffee-doubles-height"]
    frame.click(".card.open .where a >> nth=1")
    assert frame.locator(".sg[aria-current]").get_attribute("id") == "m4-3"
    frame.locator(".first summary >> nth=-1").click()
    frame.locator(".skip").press("Enter")
    assert frame.locator("body.live").count() == 1


def test_without_script_the_page_reads_whole(browser, garden_page):
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(garden_page)
    text = page.locator("body").inner_text()

    assert "A bean is a seed." in text
    assert "The evidence, claim by claim" in text
    assert "Against the sentence: 4" in text
    context.close()


# Paper.


def test_on_paper_stand_text_numbers_and_all_evidence(browser, garden_page, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on the PATH: apt-get install poppler-utils")
    page = browser.new_page(viewport=WIDE)
    page.goto(garden_page + STATES["opposed"])
    page.pdf(path=tmp_path / "page.pdf", format="A4", print_background=False)
    page.close()
    text = subprocess.run(
        ["pdftotext", tmp_path / "page.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    words = " ".join(text.split())

    assert "The evidence, claim by claim" in words
    assert "Against the sentence: 4" in words
    assert "Walk the claims" not in words
    missing = [
        claim for claim in ("Singing helps.", "Bean is seed.", "Green lifts beans.") if claim not in words
    ]
    assert missing == []
    assert 2 <= text.count("\f") <= 6
