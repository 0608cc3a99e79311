"""The site in a browser: nothing heard, nothing asked, and open to everybody."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.site import build

sys.path.insert(0, str(Path(__file__).parent))
from accessibility import violations

pytestmark = pytest.mark.browser

TEA = Path(__file__).parent / "tea"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 400, "height": 800}, "color_scheme": "light"},
}
KINDS = (
    "index.html",
    "contested.html",
    "gaps.html",
    "matrix.html",
    "studies.html",
    "claim/no-transfer-to-sprinting.html",
    "claim/tva-key-to-lumbopelvic-stability.html",
    "study/jarvis2019.html",
    "study/contreras2017.html",
    "article/hip-thrust-critique.html",
    "procedure/hip-thrust.html",
)
"""One page of each kind, of the bundled data."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of the bundled data."""
    folder = tmp_path_factory.mktemp("bundled")
    build(eg.load(), folder)
    return folder


@pytest.mark.parametrize("look", LOOKS)
def test_every_kind_of_page_is_open_to_everybody(site, browser, look):
    """Axe-core finds no violation of WCAG 2.2 AA, in the light, in the dark and on a telephone."""
    context = browser.new_context(bypass_csp=True, **LOOKS[look])
    page = context.new_page()
    found = {}
    for path in KINDS:
        page.goto((site / path).as_uri())
        found[path] = violations(page)
    context.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
