"""Whatever a verb needs of a data folder, it parses each file once."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import servers

import evidence_graph as eg
from evidence_graph import folders
from evidence_graph.bibliography import bib_reader as bibtex
from evidence_graph.cli import main
from evidence_graph.store import compiled, streams

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "evidence_graph"

CLAIM = "long-steeping-makes-bitter"
DANGLING = '\nclaim:lost a eg:Claim ; eg:statement "Tea is lost." ; eg:topic concept:nowhere .\n'
FAULTY = '\nclaim:lost a eg:Claim ; eg:statement "Tea is lost."@en ; eg:topic concept:nowhere ; eg:nope 1 .\n'
APART = "\nclaim:long-steeping-makes-bitter eg:about concept:tea .\n"

CONTENTS = {"as it is": "", "something dangling": DANGLING, "a fault": FAULTY, "statements apart": APART}
VERBS = {
    "studies": ["studies", CLAIM],
    "claims": ["claims", "-f", "csv"],
    "show": ["show", "leaf2001"],
    "check": ["check"],
    "map": ["map", "-o", "map.html"],
    "site": ["site", "-o", "site"],
    "export bibtex": ["export", "bibtex"],
    "export bibtex of a claim": ["export", "bibtex", CLAIM, "--annotate"],
    "export turtle": ["export", "turtle"],
    "ask": ["ask", "contested-claims"],
    "assess": ["assess"],
    "build": ["build"],
}


@pytest.fixture
def parses(monkeypatch):
    """How often Turtle is parsed, and each entry of BibTeX."""
    counts = Counter()
    parse, cut = streams.parse, bibtex._cut

    def counted_parse(**given):
        counts["claims"] += 1
        return parse(**given)

    def counted_cut(text):
        blocks = cut(text)
        counts.update(block.key for block in blocks if type(block).__name__ == "Entry")
        return blocks

    monkeypatch.setattr(streams, "parse", counted_parse)
    monkeypatch.setattr(bibtex, "_cut", counted_cut)
    return counts


WAYS = ("read whole", "kept", "read in a stream", "compiled before")


@pytest.fixture(params=WAYS)
def folder(request, tea, tmp_path, monkeypatch):
    """A folder whose index is made in each of the ways there are."""
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    if request.param in {"kept", "read in a stream"}:
        monkeypatch.setattr(compiled, "LARGE", 1)
    if request.param == "read in a stream":
        monkeypatch.setattr(compiled, "COUNTED", 1)
    if request.param == "compiled before":
        compiled.build(tea)
    return tea


def cases():
    """Every verb, content and way of reading; where much is written, each content goes with one way."""
    for verb in VERBS:
        for place, added in enumerate(CONTENTS):
            ways = WAYS[place : place + 1] if verb in {"map", "site"} else WAYS
            yield from ((verb, added, way) for way in ways)


@pytest.mark.parametrize(("verb", "added", "folder"), list(cases()), indirect=["folder"])
def test_a_verb_parses_each_file_once(verb, added, folder, parses):
    claims = folder / folders.CLAIMS
    claims.write_text(claims.read_text("utf-8") + CONTENTS[added], "utf-8")
    parses.clear()

    main([*VERBS[verb], "--data", str(folder)])

    assert set(parses.values()) <= {1}


@pytest.mark.parametrize("verb", ["map", "site", "export bibtex"])
def test_the_bundled_data_are_parsed_once(verb, tmp_path, monkeypatch, parses):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))

    main([*VERBS[verb], "--data", str(data)])

    citations = re.findall(r"(?m)^@(?!string|comment)", (data / folders.CITATIONS).read_text("utf-8"))
    assert (set(parses.values()), len(parses)) == ({1}, 1 + len(citations))


def test_publishing_parses_each_file_once(folder, tmp_path, parses):
    server = tmp_path / "server"
    server.mkdir()
    with servers.oxigraph(server) as url:
        eg.publish(folder, url)

    assert (set(parses.values()), parses["claims"]) == ({1}, 1)


def test_turtle_is_parsed_in_one_place():
    texts = {path.relative_to(PACKAGE).as_posix(): path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}

    assert [path for path, text in texts.items() if re.search(r"parse\([^)]*RdfFormat\.TURTLE", text)] == [
        "store/streams.py"
    ]
