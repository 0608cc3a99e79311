"""What is built from data/ and committed is up to date."""

from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.drawing import render
from evidence_graph.network import to_graphml

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def graph():
    return eg.load(ROOT / "data")


def test_the_map_is_up_to_date(graph):
    built = (ROOT / "graph" / "evidence-map.html").read_text("utf-8")

    same = built == render(graph)
    assert same, "graph/evidence-map.html is stale; rebuild it with: make graph"


def test_the_graphml_is_up_to_date(graph):
    built = (ROOT / "graph" / "evidence.graphml").read_text("utf-8")

    same = built == to_graphml(graph)
    assert same, "graph/evidence.graphml is stale; rebuild it with: make graph"


def test_the_claims_file_is_in_canonical_form(graph):
    from evidence_graph.store import writer

    text = (ROOT / "data" / "claims.ttl").read_text("utf-8")

    same = text == writer.to_turtle(graph.dataset.reading)
    assert same, (
        "data/claims.ttl is not in canonical form; rewrite it with: "
        'python -c "from pathlib import Path; from evidence_graph.store import data_folder, writer; '
        "text = writer.to_turtle(data_folder.load('data').reading); "
        "writer.write_bytes(Path('data/claims.ttl'), text.encode())\""
    )
