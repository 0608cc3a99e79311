"""The pages of an audit and of a review in a real browser: readable by all, usable without a mouse."""

import threading
from itertools import product
from pathlib import Path

import pytest
from accessibility import violations

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.drafting import Review, draft, proposed
from evidence_graph.web.review_server import ReviewServer

pytestmark = pytest.mark.browser

ARTICLE = """# Before the game

Hip thrust training makes you sprint faster [1]. Squats make you sprint faster [2].
A late transversus abdominis goes with low back pain [3, 4].

## References

1. Jarvis P. Heavy barbell hip thrusts. 2019. doi:10.1519/JSC.0000000000002146
2. Ladle B, Pot C. Squats and sprints in tea tasters. Journal of Tea Tests 2020;3:1-9.
3. Hodges PW. A_very_long_word_without_any_place_where_it_could_be_broken_into_two_lines. Tea 2019;1:2-3.
"""

SIZES = {"wide": (1280, 800), "phone": (320, 640)}


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    path = tmp_path_factory.mktemp("article") / "before-the-game.md"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture(scope="module")
def audit_page(article):
    path = article.with_name("audit.html")
    assert main(["audit", str(article), "-f", "html", "-o", str(path)]) == 0
    return path.as_uri()


@pytest.fixture
def review(article, tmp_path):
    """A review that is served, and its folder."""
    folder = tmp_path / "data"
    draft(article, folder, eg.load(), curator="Ana Bell")
    with ReviewServer(Review(folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.address, folder
        server.shutdown()
        thread.join()


def shown(browser, address, size, scheme):
    """A page that somebody has open, what it asked for, and what went wrong in it."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(address)
    return page, asked, wrong


def check(browser, address, size, scheme):
    page, asked, wrong = shown(browser, address, size, scheme)
    try:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        assert {url for url in asked if not url.endswith("favicon.ico")} == {address}
        assert [message for message in wrong if "favicon" not in message and "404" not in message] == []
    finally:
        page.context.close()


@pytest.mark.parametrize(("size", "scheme"), list(product(SIZES, ["light", "dark"])))
def test_the_page_of_an_audit_is_readable_by_all(browser, audit_page, size, scheme):
    check(browser, audit_page, size, scheme)


@pytest.mark.parametrize(("size", "scheme"), list(product(SIZES, ["light", "dark"])))
def test_the_page_of_a_review_is_readable_by_all(browser, review, size, scheme):
    check(browser, review[0], size, scheme)


def test_a_review_is_done_with_the_keyboard_alone(browser, review):
    address, folder = review
    page, _, _ = shown(browser, address, "wide", "light")

    page.get_by_label("The claim, in one sentence").fill("Hip thrusts make you faster.")
    page.get_by_role("button", name="Accept as a new claim").press("Enter")
    page.get_by_role("combobox", name="Stance").select_option("opposes")
    page.get_by_role("button", name="Record this judgement").press("Enter")
    page.get_by_role("button", name="It makes no claim").press("Enter")
    page.get_by_text("3 of 3").wait_for()
    page.context.close()

    graph = eg.load(Path(folder))
    assert [claim.statement for claim in graph.claims()] == ["Hip thrusts make you faster."]
    assert [line.stance for line in graph.all(eg.EvidenceLine)] == ["opposes"]
    assert proposed.load(folder).counts() == {"proposed": 1, "accepted": 1, "rejected": 1}
