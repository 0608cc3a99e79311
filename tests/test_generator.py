"""The invented folders that benchmarks and large tests are made of are sound data."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import generator


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return generator.write(tmp_path_factory.mktemp("invented"), 300)


def test_an_invented_folder_has_no_problem(folder):
    assert eg.check(eg.load(folder).dataset) == []


def test_the_same_seed_gives_the_same_folder(folder, tmp_path):
    again = generator.write(tmp_path / "again", 300)

    assert [(again / n).read_bytes() for n in ("claims.ttl", "citations.bib")] == [
        (folder / n).read_bytes() for n in ("claims.ttl", "citations.bib")
    ]


def test_few_works_are_named_often_and_claims_have_about_four_lines(folder):
    graph = eg.load(folder)
    named = sorted((len(graph.evidence(citation=citation)) for citation in graph.citations()), reverse=True)

    assert len(graph.claims()) == 300
    assert 3 <= sum(named) / 300 <= 5
    assert sum(named[:15]) > sum(named[-75:])
