"""Each view on paper: whole, in its proportions, without what is pressed, and no page for nothing."""

import os
import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from evidence_graph.assessment import assess
from evidence_graph.grid import tabulate
from evidence_graph.model import Verdict

sys.path.insert(0, str(Path(__file__).parent))
from readers import NEXT_FRAMES

pytestmark = pytest.mark.browser

FORMATS = {"A4": (595, 842), "Letter": (612, 792)}
"""Width and height of a page in points."""

CLAIM = "no-transfer-to-sprinting"
VIEWS = ("claims", f"balance/{CLAIM}", "grid", "grid?all=all", "network")
PRESSED = re.compile(
    r"Filter|Download|Search in your|Zoom in|Zoom out|Show all|Untick|Rows|next by weight|Skip to"
)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
MARGIN = 30
"""Points that stay white at every side: less than the margin of the pages."""


@pytest.fixture(scope="module", autouse=True)
def _poppler():
    """What reads a PDF; without it the tests are skipped, and fail where everything must run."""
    if shutil.which("pdftotext") is None:
        reason = "pdftotext is not on the PATH: apt-get install poppler-utils"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def told(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Paper:
    """A view as it comes out of the printer."""

    def __init__(self, path):
        self.path = path

    @property
    def pages(self):
        """The text of each page."""
        return told("pdftotext", "-layout", self.path, "-").rstrip("\f\n").split("\f")

    @property
    def text(self):
        """All words, with single spaces; lines that a column breaks are joined."""
        return " ".join(told("pdftotext", self.path, "-").split())

    @property
    def words(self):
        """Each word with its box."""
        found = WORD.findall(told("pdftotext", "-bbox", self.path, "-"))
        return [(tuple(map(float, box)), word) for *box, word in found]

    @property
    def images(self):
        """The sharpness of each image across and down."""
        rows = [line.split() for line in told("pdfimages", "-list", self.path).splitlines()[2:]]
        return [(int(row[12]), int(row[13])) for row in rows if row[2] == "image"]


@pytest.fixture(scope="module")
def printed(browser, hip_map, tmp_path_factory):
    """Every view in every format; backgrounds are off, as they are when nobody asks for them."""
    folder = tmp_path_factory.mktemp("print")
    papers = {}
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    for view in VIEWS:
        page.goto("about:blank")
        page.goto(f"{hip_map}#{view}")
        page.wait_for_function("window.evidenceMap !== undefined")
        page.evaluate(NEXT_FRAMES)  # the network is drawn in the next frame
        for form in FORMATS:
            path = folder / f"{re.sub('[^a-z]', '-', view)}.{form}.pdf"
            page.pdf(path=path, format=form, print_background=False)
            papers[view, form] = Paper(path)
    page.close()
    return papers


@pytest.mark.parametrize(("view", "form"), list(product(VIEWS, FORMATS)))
def test_nothing_is_cut_and_no_page_is_for_nothing(printed, view, form):
    paper, (width, height) = printed[view, form], FORMATS[form]

    outside = [
        word
        for (left, top, right, bottom), word in paper.words
        if left < MARGIN or top < MARGIN or right > width - MARGIN or bottom > height - MARGIN
    ]
    assert outside == []
    assert [number for number, text in enumerate(paper.pages, 1) if len(text.split()) < 12] == []


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_pressed_is_not_printed_and_where_it_comes_from_is(printed, view):
    text = printed[view, "A4"].text

    assert PRESSED.findall(text) == []
    assert "Evidence on the hip thrust" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert f"#{view}" in text.replace(" ", "")


def test_every_studied_claim_is_printed(printed, hips):
    text = printed["claims", "A4"].text

    studied = [c for c in hips.claims() if assess(hips, c).verdict is Verdict.UNCERTAIN]
    missing = [c.statement for c in studied if c.statement.split()[-1] not in text]
    assert missing == []
    assert sum(text.count(word) for word in ("uncertain", "Uncertain")) >= len(studied)


def test_every_study_of_the_claim_is_printed_with_the_bar_in_its_colours(printed, hips, tmp_path):
    paper = printed[f"balance/{CLAIM}", "A4"]

    labels = {study.citation.label for study in hips.studies(CLAIM)}
    assert {label for label in labels if " ".join(label.split()) not in paper.text} == set()
    subprocess.run(["pdftoppm", "-r", "40", "-l", "1", paper.path, tmp_path / "page"], check=True)
    (image,) = tmp_path.glob("*.ppm")
    pixels = image.read_bytes()
    assert pixels.count(bytes.fromhex("ad4100")) > 50


def test_every_row_and_column_of_the_grid_is_printed(printed, hips):
    text = printed["grid?all=all", "Letter"].text

    grid = tabulate(hips, "exercises", "outcomes")
    words = {word for heading in (*grid.rows, *grid.columns) for word in heading.concept.label.split()}
    joined = text.replace(" ", "")
    assert {word for word in words if word not in joined} == set()


def test_the_network_keeps_its_proportions(printed):
    for form in FORMATS:
        images = printed["network", form].images

        assert images
        assert all(abs(across - down) <= 1 for across, down in images)


def test_after_printing_the_page_is_as_before(browser, hip_map):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{hip_map}#grid")
    before = page.locator("main").inner_text(), page.locator(".gaps").count()

    page.pdf()

    assert (page.locator("main").inner_text(), page.locator(".gaps").count()) == before
    assert page.evaluate("document.getElementById('foot').previousElementSibling.id") == "main"
    page.close()
