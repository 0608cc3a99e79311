"""The overview of topics in a browser: pictures, links, search, keyboard, and without a script."""

import re
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.drawing import atlas, draw
from evidence_graph.drawing.survey import survey
from evidence_graph.looks import word_after

sys.path.insert(0, str(Path(__file__).parent))
import folders
import readers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return eg.load(folders.invented(tmp_path_factory.mktemp("invented"), 220))


@pytest.fixture(scope="module")
def largest(graph):
    return survey(graph).topics[0]


@pytest.fixture(scope="module")
def front(graph, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atlas, "MOST_NODES", 120)
        return draw(graph, tmp_path_factory.mktemp("atlas") / "map.html")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request, browser, front):
    """The overview, open; it must say nothing and ask for nothing but pages of its own folder."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, java_script_enabled=request.param)
    opened, heard, asked = context.new_page(), [], []
    opened.on("console", lambda message: heard.append(message.text))
    opened.on("pageerror", lambda error: heard.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(front.as_uri())
    yield opened
    context.close()
    assert heard == []
    assert [url for url in asked if not url.startswith((front.parent.as_uri(), "data:"))] == []


def test_a_click_on_a_bubble_opens_the_map_of_its_topic_and_the_way_back_leads_home(page, largest, front):
    page.locator(".bubble").first.click()

    assert page.url == f"{front.parent.as_uri()}/map-topics/{largest.id}.html"
    assert page.locator("#title").inner_text().startswith(largest.label)
    page.get_by_role("link", name="All topics").click()
    assert page.url == front.as_uri()


def test_the_keyboard_opens_a_topic_from_the_list(page, largest):
    page.locator("#order").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{largest.id}.html")

    assert page.locator("#title").inner_text().startswith(largest.label)


def test_the_list_says_in_words_how_the_claims_of_a_topic_stand(page, largest):
    row = page.locator("#list a").first.inner_text().split()

    told = ", ".join(f"{count} {word_after(count, verdict)}" for verdict, count in largest.verdicts.items())
    assert " ".join(row).endswith(told)


def test_a_bubble_is_as_large_as_its_topic(page, graph):
    sizes = page.locator(".bubble .disc").evaluate_all(
        "all => all.map((disc) => Number(disc.getAttribute('r')))"
    )

    claims = [len(topic.claims) for topic in survey(graph).topics]
    shares = [size**2 / sizes[0] ** 2 for size in sizes]
    assert shares == pytest.approx([count / claims[0] for count in claims], rel=0.02)


@pytest.fixture
def live(browser, front):
    opened = browser.new_context(viewport={"width": 400, "height": 800}).new_page()
    opened.goto(front.as_uri())
    yield opened
    opened.context.close()


def test_search_leaves_the_topics_that_fit(live, largest):
    live.fill("#query", largest.label.upper())

    assert live.locator("#list li:visible b").all_inner_texts() == [largest.label]
    assert live.locator("#status").inner_text() == "1 of 4 topics"


def test_search_knows_the_claims_and_leads_to_the_balance_of_one(live, graph):
    claim = graph.claims()[17]
    live.fill("#query", claim.statement)

    live.get_by_role("link", name=claim.statement).click()

    assert live.locator("main h1").inner_text() == claim.statement
    assert live.url.endswith(f"#balance/{claim.id}")


@pytest.mark.parametrize("number", [3, 90, 211])
def test_search_takes_the_claim_that_the_command_line_takes(live, graph, number):
    question = " ".join(graph.claims()[number].statement.split()[1:])
    live.fill("#query", question)
    live.locator("#hits h2").wait_for()

    first, *_ = graph.find(question)
    assert live.locator("#hits a").first.inner_text() == first.claim.statement
    assert live.locator("#hits h2").inner_text().startswith("No claim fits") is not first.fits


def test_a_question_that_no_claim_answers_is_refused_with_the_nearest(live, graph):
    live.fill("#query", "does wheel moon cheese")
    live.locator("#hits h2").wait_for()

    assert not graph.find("does wheel moon cheese")[0].fits
    assert live.locator("#hits h2").inner_text() == "No claim fits. These come nearest:"
    assert live.locator("#hits a").count() == 3


def test_the_list_is_sorted_by_a_verdict(live, graph):
    live.select_option("#order", "contested")

    topics = sorted(survey(graph).topics, key=lambda topic: -topic.verdicts["contested"])
    assert live.locator("#list b").all_inner_texts()[0] == topics[0].label


def test_pointing_at_a_topic_shows_its_kin(live):
    live.locator("#list a").first.focus()

    assert live.locator(".bubble.meant").count() == 1
    assert live.locator(".bubble.near").count() == 3


def test_a_telephone_shows_picture_and_list_without_scrolling_sideways(live):
    assert live.evaluate("document.documentElement.scrollWidth") == 400
    assert live.locator("#list a").first.bounding_box()["width"] > 300


@pytest.fixture(scope="module", params=["topics of their own", "one topic"])
def parted(request, browser, tmp_path_factory):
    """An overview whose topics need several pages each, and one of a single topic; open, with its claims."""
    folder = folders.invented(tmp_path_factory.mktemp("parted"), 120)
    if request.param == "one topic":
        claims = folder / "claims.ttl"
        text = claims.read_text("utf-8")
        claims.write_text(re.sub(r"eg:topic concept:topic-\d+", "eg:topic concept:topic-0", text), "utf-8")

    graph = eg.load(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atlas, "MOST_NODES", 120)
        patch.setattr(atlas, "MOST_CLAIMS", 25)
        front = draw(graph, tmp_path_factory.mktemp("atlas") / "map.html")

    opened = browser.new_context().new_page()
    opened.goto(front.as_uri())
    yield opened, graph, front
    opened.context.close()


def test_search_leads_to_any_claim_on_whichever_page_of_its_topic_it_stands(parted):
    page, graph, front = parted
    astray, pages = [], set()
    for claim in graph.claims()[::19]:
        page.fill("#query", claim.statement)
        page.get_by_role("link", name=claim.statement).click()
        page.wait_for_selector("main h1")
        pages.add(page.url.partition("#")[0])
        if page.evaluate(readers.CLAIM) != claim.statement:
            astray.append(claim.id)

        page.goto(front.as_uri())

    assert astray == []
    assert any(re.search(r"\.\d+\.html$", url) for url in pages)
