"""Values show themselves in a notebook: text, HTML that runs nothing, and the map in a frame."""

import ast
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
from evidence_graph.audit import audit
from evidence_graph.cli import VERBS
from evidence_graph.errors import WrongType
from evidence_graph.sheets.claim_sheet import claim_sheet
from evidence_graph.sheets.ledger import Ledger

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
    citations = (TEA / "citations.bib").read_text("utf-8").replace("10.5555/leaf.2001", "javascript:alert(3)")
    (tmp_path / "citations.bib").write_text(citations.replace("Long steeps", EVIL), "utf-8")
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


NOUNS = {"StudyEvidence": "studies", "Match": "matches", "Evidence": "judgements", "Citation": "works"}

LISTS = {
    "claims": lambda graph: graph.claims(),
    "studies": lambda graph: graph.studies("long-steeping-makes-bitter"),
    "evidence": lambda graph: graph.evidence("long-steeping-makes-bitter"),
    "citations": lambda graph: graph.citations(),
    "matches": lambda graph: graph.find("is a cuppa more bitter when steeped longer"),
    "effects": lambda graph: graph.effects(),
    "articles": lambda graph: graph.all(eg.Article),
    "references": lambda graph: graph.references("tea-blog"),
    "assertions": lambda graph: graph.assertions(),
    "procedures": lambda graph: graph.all(eg.Procedure),
    "steps": lambda graph: graph.all(eg.Step, procedure="cold-brew"),
    "concepts": lambda graph: graph.all(eg.Concept),
    "topics": lambda graph: graph.topics(),
    "disagreements": lambda graph: graph.all(eg.Disagreement),
}
"""Every list that a graph gives of the tea data, by what it holds."""


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_itself_as_a_table_and_becomes_a_data_frame(graph, kernel, name):
    values = LISTS[name](graph)
    bundle = shown(kernel, values)
    frame = values.to_pandas()

    kind = type(values[0]).__name__
    assert bundle["text/plain"].startswith(
        (f"{len(values)} {NOUNS.get(kind, f'{kind.lower()}s')}\n", f"1 × {kind}\n")
    )
    assert len(re.findall("<tr>", bundle["text/html"])) == 1 + min(len(values), 20)
    assert len(frame) == len(values) > 0
    assert values == list(values)


def test_a_long_list_says_how_many_more_there_are(hips, kernel):
    bundle = shown(kernel, hips.claims())

    assert len(bundle["text/plain"].splitlines()) == 22
    assert bundle["text/plain"].endswith("  … and 81 more")
    assert "… and 81 more; all of them: .to_pandas()" in read(bundle["text/html"])


def test_an_empty_list_says_so(graph, kernel):
    assert shown(kernel, graph.all(eg.Margin))["text/plain"] == "an empty list"
    assert graph.all(eg.Margin).to_pandas().empty


def test_a_frame_holds_the_words_of_the_json(graph):
    studies = graph.studies("long-steeping-makes-bitter").to_pandas().set_index("key")
    claims = graph.claims().to_pandas().set_index("id")

    assert studies.loc["leaf2001", "design"] == "randomised-controlled-trial"
    assert studies.loc["leaf2001", "stances"] == ["supports", "qualifies"]
    assert claims.loc["long-steeping-makes-bitter", "about"] == ["bitterness", "green-tea"]


FACES = {
    "match": (
        lambda graph: graph.find("is a cuppa more bitter when steeped longer")[0],
        "as the claim meant",
    ),
    "effect": (lambda graph: graph.effects()[0], "bitterness"),
    "procedure": (lambda graph: graph.get(eg.Procedure, "cold-brew"), "Cold brew"),
    "article": (lambda graph: graph.article("tea-blog"), "How to brew"),
    "concept": (lambda graph: graph.concept("tea"), "scheme: drinks"),
    "reference": (lambda graph: graph.references("tea-blog")[0], "Leaf A. Long steeps. 1999."),
    "audit": (lambda graph: audit(graph, "tea-blog"), "Audit of How to brew"),
    "sentence": (lambda graph: audit(graph, "tea-blog").assertions[0], "attitude: "),
    "sheet": (lambda graph: claim_sheet(Ledger(graph), graph.claim("milk-spoils-tea")), "milk-spoils-tea"),
}
"""Records that a list or a verb is made of, each with words of its face."""


@pytest.mark.parametrize("name", FACES)
def test_every_record_has_a_face(graph, kernel, name):
    make, words = FACES[name]
    bundle = shown(kernel, make(graph))

    assert words.casefold() in bundle["text/plain"].casefold()
    assert len(read(bundle["text/html"])) > len(words)
    assert len(bundle["text/plain"]) < 6_000


@pytest.mark.parametrize(
    "call",
    [
        lambda graph: graph.claim(5),
        lambda graph: graph.claim(None),
        lambda graph: graph.citation(["leaf2001"]),
        lambda graph: graph.article(b"tea-blog"),
        lambda graph: graph.concept(3.5),
        lambda graph: graph.studies(graph.article("tea-blog")),
        lambda graph: graph.claims(topic=3),
        lambda graph: graph.find(7),
        lambda graph: graph.get(eg.Procedure, graph.claims()[0]),
        lambda _: eg.assess("tea", "milk-spoils-tea"),
        lambda graph: eg.assess(graph, graph.citations()[0]),
        lambda _: audit(None, "tea-blog"),
    ],
)
def test_a_value_of_the_wrong_type_is_told_in_a_sentence(graph, call):
    with pytest.raises(WrongType, match=r"^This takes .*, and was given .* \(\w+\)\.$") as caught:
        call(graph)

    assert isinstance(caught.value, TypeError)


def test_one_work_to_leave_out_is_not_taken_for_letters(graph):
    assert eg.assess(graph, "long-steeping-makes-bitter", without="leaf2001").verdict == "uncertain"


def test_the_package_lists_what_it_offers_and_nothing_else():
    assert dir(eg) == sorted(eg.__all__)


@pytest.mark.parametrize(
    "call",
    [
        lambda graph: graph.claim("xyzzy"),
        lambda graph: graph.citation("xyzzy"),
        lambda graph: graph.concept("xyzzy"),
        lambda graph: eg.ask(graph, "xyzzy"),
        lambda _: eg.load("/nowhere"),
    ],
)
def test_the_library_advises_no_option_of_the_command_line(graph, call):
    with pytest.raises(eg.EvidenceGraphError) as caught:
        call(graph)

    assert not re.search("evidence-graph |--[a-z]", str(caught.value))


def test_no_message_of_the_library_names_an_option_or_a_verb():
    """What helps there is said in `cli`; what writes or checks a folder names the command that mends it."""
    source = Path(eg.__file__).parent
    mending = {"cli", "authoring", "drafting", "dataset", "store", "checks", "history", "errors.py"}
    paths = [path for path in source.rglob("*.py") if not mending & set(path.relative_to(source).parts)]
    advice = re.compile(rf"evidence-graph (?:{'|'.join(VERBS)})\b|(?:with|or|use|name|[Ss]ee:?) --[a-z]")

    told = []
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and "\n" not in text and advice.search(text):
                told.append((path.name, text))
    assert told == []
