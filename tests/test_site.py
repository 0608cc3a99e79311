"""The static site: whole, linked, the same each time, and deaf to what stands in the data."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.site import build

HERE = Path(__file__).parent
TEA = HERE / "tea"
HOSTILE = "<img src=x onerror=alert(1)></script><b>bold</b>"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(eg.load(TEA), folder)
    return folder


class Tags(HTMLParser):
    """The links of a page, and whether every tag is closed in its order."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, text):
        super().__init__()
        self.links, self.open, self.wrong = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """A tag that closes itself opens nothing."""

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def pages(folder):
    return [p for p in sorted(folder.rglob("*.html")) if p.name != "map.html"]


def test_there_is_a_page_for_everything(site):
    made = {p.relative_to(site).as_posix() for p in site.rglob("*.html")}

    assert made == {
        "index.html", "contested.html", "gaps.html", "matrix.html", "studies.html", "map.html",
        "claim/long-steeping-makes-bitter.html", "claim/milk-hides-bitterness.html",
        "claim/milk-spoils-tea.html",
        "study/leaf2001.html", "study/pot2010.html", "study/sorensen2015.html",
        "article/tea-blog.html", "procedure/cold-brew.html",
    }  # fmt: skip


def test_every_link_leads_to_a_page_and_every_tag_is_closed(site):
    for page in pages(site):
        tags = Tags(page.read_text("utf-8"))
        inside = [x for x in tags.links if not re.match(r"https?:|data:|#", x)]
        broken = [x for x in inside if not (page.parent / unquote(x.split("#")[0])).is_file()]

        assert (page.name, broken, tags.wrong, tags.open) == (page.name, [], [], [])


def test_a_claim_page_tells_verdict_studies_and_clash(site):
    text = (site / "claim" / "long-steeping-makes-bitter.html").read_text("utf-8")

    for words in (
        "◌ thin",
        "Leaf et al. 2001",
        "The readers differ.",
        "Only one kind of leaf was tried.",
        "A trial that crosses time with temperature.",
        "How to brew",
        "@article{leaf2001,",
    ):
        assert words in text


def test_the_machine_readable_part_is_valid_json(site):
    text = (site / "claim" / "milk-spoils-tea.html").read_text("utf-8")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[1]
    told = json.loads(block)

    assert (told["@type"], told["claimReviewed"]) == ("ClaimReview", "Milk spoils tea.")
    assert "ratingValue" not in told["reviewRating"]


def test_the_same_data_give_the_same_pages(site, tmp_path):
    build(eg.load(TEA), tmp_path)

    assert all((tmp_path / p.relative_to(site)).read_bytes() == p.read_bytes() for p in pages(site))


def test_the_verb_says_what_it_wrote(tmp_path, capfd):
    status = main(["site", "-o", str(tmp_path / "out"), "--data", str(TEA)])

    assert status == 0
    assert "wrote 14 pages" in capfd.readouterr().err


def test_a_folder_that_cannot_be_made_is_named(tmp_path, capfd):
    (tmp_path / "taken").write_text("a file")

    status = main(["site", "-o", str(tmp_path / "taken"), "--data", str(TEA)])

    assert status == 2
    assert "taken" in capfd.readouterr().err


@pytest.fixture
def hostile(tmp_path):
    text = (TEA / "claims.ttl").read_text("utf-8")
    for old in (
        "Milk spoils tea.",
        "Fill the jug.",
        "Kettles differ",
        "The year is 2001",
        "One steeped in hot",
    ):
        text = text.replace(old, HOSTILE + old)
    (tmp_path / "claims.ttl").write_text(text, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")
    folder = tmp_path / "site"
    build(eg.load(tmp_path), folder)
    return folder


def test_markup_in_the_data_stays_text(hostile):
    assert all("<img src=x" not in p.read_text("utf-8") for p in pages(hostile))


@pytest.mark.browser
def test_pages_open_without_a_request_an_error_or_a_dialog(hostile, browser):
    page = browser.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on(
        "request", lambda request: heard.append(request.url) if not request.is_navigation_request() else None
    )
    for path in pages(hostile):
        page.goto(path.as_uri())
    page.close()

    assert heard == []


@pytest.mark.browser
def test_the_index_is_filtered_and_the_matrix_sorted(site, browser):
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.fill("#filter", "milk hides")
    shown = page.locator("li[data-words]:visible").all_inner_texts()
    page.goto((site / "matrix.html").as_uri())
    page.select_option("#order", "studies")
    first = page.locator("#matrix tbody th").first.inner_text()
    page.close()

    assert [text.split("\n")[0] for text in shown] == ["Milk hides the bitterness of tea."]
    assert first == "Steeping tea for longer makes it more bitter."


@pytest.mark.browser
@pytest.mark.parametrize("width", [400, 1280])
def test_no_page_is_wider_than_the_window(site, browser, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = []
    for path in pages(site):
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path.name)
    page.close()

    assert wide == []
