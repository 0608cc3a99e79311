"""Values show themselves in a notebook: text, HTML that runs nothing, and the map in a frame."""

import dataclasses
import io
import json
import pickle
import re
from pathlib import Path

import html5lib
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import evidence_graph as eg

TEA = Path(__file__).parent / "tea"
EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


@pytest.fixture(scope="module")
def graph():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    """What a notebook runs its cells in; it keeps no history."""
    settings = Config()
    settings.HistoryManager.enabled = False
    return InteractiveShell(config=settings, ipython_dir=str(tmp_path_factory.mktemp("ipython")))


def shown(kernel, value):
    """What IPython would write into the notebook."""
    bundle, _ = kernel.display_formatter.format(value)
    return bundle


def read(html):
    """The words of a piece of HTML, which must be well formed."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)
    for part in tree.iter("style"):
        part.text = ""
    return " ".join(" ".join(tree.itertext()).split())


def test_a_claim_shows_its_statement_and_what_it_is(graph, kernel):
    bundle = shown(kernel, graph.claim("long-steeping-makes-bitter"))

    assert bundle["text/plain"] == (
        "Steeping tea for longer makes it more bitter.\n  long-steeping-makes-bitter · brewing · causal"
    )
    assert read(bundle["text/html"]).startswith("Steeping tea for longer makes it more bitter. Claim long-")
    assert "Beware: How long is long differs" in read(bundle["text/html"])


def test_a_study_shows_its_finding_and_what_each_curator_makes_of_it(graph, kernel):
    bundle = shown(kernel, graph.studies("long-steeping-makes-bitter")[0])
    text = read(bundle["text/html"])

    assert bundle["text/plain"].splitlines() == [
        "Leaf et al. 2001 · randomised controlled trial · n = 24",
        "  Tasters called 10-minute tea more bitter than 3-minute tea.",
        "  + supports, direct (ana): Same leaves, only the time differed.",
        "  ~ qualifies, indirect (bo): Only one kind of leaf was tried.",
    ]
    assert "randomised controlled trial, n = 24" in text
    assert "+ supports direct · ana: Same leaves, only the time differed." in text
    assert 'href="https://doi.org/10.5555/leaf.2001"' in bundle["text/html"]


def test_a_work_shows_its_record_and_what_is_doubtful(graph, kernel):
    text = read(shown(kernel, graph.citation("sorensen2015"))["text/html"])

    assert text.startswith("Cold tea is 50% milder Sørensen, E.; García-Té, F. · 2015 · Journal of Tea Tests")
    assert "conflict of interest" in text
    assert "disputed" in text


def test_an_assessment_shows_the_verdict_and_every_term(graph, kernel):
    bundle = shown(kernel, eg.assess(graph, "long-steeping-makes-bitter"))
    text = read(bundle["text/html"])

    assert bundle["text/plain"].splitlines()[:2] == [
        (
            "long-steeping-makes-bitter: Too little evidence to say; it leans for the claim: "
            "one study speaks for it and one against it."
        ),
        "  ◌ uncertain, leans for it",
    ]
    assert text.startswith("long-steeping-makes-bitter Too little evidence to say; it leans for the claim")
    assert "for 0.23 · against 0.03 · unknown 0.73" in text
    assert "not counted: 1 (from memory) recorded: design of 2 of 2, directness of 2 of 2" in text
    assert "Leaf et al. 2001 + For 0.64 –" in text
    assert "Pot 2010 ○ Not counted – – Its finding is from memory" in text


def test_a_graph_shows_its_verdicts_by_topic(graph, kernel):
    bundle = shown(kernel, graph)

    assert bundle["text/plain"] == (
        "Tea, an invented example\n"
        "  claims: 3 (0 backed, 0 opposed, 0 contested, 2 uncertain, 1 none recorded, 0 none found, "
        "0 definition), works: 3, articles: 1"
    )
    assert "brewing 2 taste 1 All 0 0 0 2 1 0 0" in read(bundle["text/html"])


def test_a_value_is_the_same_value_as_before(graph):
    claim = graph.claim("milk-spoils-tea")

    assert pickle.loads(pickle.dumps(claim)) == claim  # noqa: S301 - our own bytes
    assert dataclasses.replace(claim, note="x").note == "x"
    assert not hasattr(claim, "__dict__")
    assert repr(claim).startswith("Claim(id='milk-spoils-tea'")


def test_what_is_not_wanted_is_left_out(graph):
    claim = graph.claim("milk-spoils-tea")

    assert set(claim._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(claim._repr_mimebundle_(exclude=["text/plain"])) == {"text/html"}


def test_hostile_words_stay_words_in_a_notebook(tmp_path, kernel):
    claims = (TEA / "claims.ttl").read_text("utf-8")
    claims = re.sub(
        r'"([^"\n]*)"(?!\^\^)',
        lambda m: json.dumps(EVIL + m[1]) if re.search("[a-z]", m[1]) else m[0],
        claims,
    )
    (tmp_path / "claims.ttl").write_text(claims, "utf-8")
    works = (TEA / "citations.bib").read_text("utf-8").replace("10.5555/leaf.2001", "javascript:alert(3)")
    (tmp_path / "citations.bib").write_text(works.replace("Long steeps", EVIL), "utf-8")
    graph = eg.load(tmp_path)
    claim = graph.claim("long-steeping-makes-bitter")
    values = [graph, claim, *graph.studies(claim), *graph.citations(), eg.assess(graph, claim)]

    for value in [*values, *graph.evidence(claim)]:
        html = shown(kernel, value)["text/html"]
        tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
        assert not [e.tag for e in tree.iter() if e.tag in {"img", "script", "iframe"}]
        assert "javascript:alert" not in "".join(e.get("href", "") for e in tree.iter("a"))


def test_a_drawing_without_a_file_writes_none_and_shows_the_map(graph, kernel, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drawn = eg.draw(graph)
    bundle = shown(kernel, drawn)
    [frame] = html5lib.parseFragment(bundle["text/html"], namespaceHTMLElements=False)

    assert list(tmp_path.iterdir()) == []
    assert bundle["text/plain"] == "<evidence map: Tea, an invented example>"
    assert frame.get("srcdoc") == drawn.page
    assert "allow-same-origin" not in frame.get("sandbox")


def test_cells_of_a_notebook_run_as_documented(kernel):
    """The whole way of a user: cells are run, and the display hook writes what they show."""
    text = (Path(__file__).parents[1] / "docs" / "notebook.md").read_text("utf-8")
    cells = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    shows = []
    kernel.displayhook.write_format_data = lambda bundle, _=None: shows.append(bundle)
    kernel.displayhook.write_output_prompt = lambda: None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", io.StringIO())
        for cell in cells:
            kernel.run_cell(cell).raise_error()

    assert [sorted(bundle) for bundle in shows] == [["text/html", "text/plain"]] * len(shows)
    assert len(shows) == len(cells)


@pytest.mark.browser
def test_the_map_works_in_its_frame_and_cannot_leave_it(graph, browser, tmp_path):
    frame = eg.draw(graph)._repr_mimebundle_()["text/html"]
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><title>A notebook</title>{frame}", "utf-8")
    page = browser.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda asked: heard.append(asked.url) if asked.url.startswith("http") else None)
    page.goto((tmp_path / "notebook.html").as_uri())
    inside = page.frames[1]
    inside.wait_for_function("window.evidenceMap !== undefined")

    inside.get_by_role("link", name="Steeping tea").first.click()
    heading = inside.locator("main h1").inner_text()
    inside.get_by_role("link", name="All claims").click()
    cards = inside.locator(".card").count()
    reach = inside.evaluate("() => { try { return parent.document.title; } catch { return 'no way out'; } }")
    page.close()

    assert heading == "Steeping tea for longer makes it more bitter."
    assert cards > 0
    assert reach == "no way out"
    assert heard == []
