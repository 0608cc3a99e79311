"""Data behind an endpoint: the same answers as from the folder that was loaded into it."""

import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import conclusions, rdf
from evidence_graph.engine import sparql
from evidence_graph.engine.address import read
from evidence_graph.engine.calls import Call, Caller

sys.path.insert(0, str(Path(__file__).parent))
import servers

TEA = Path(__file__).parent / "tea"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """An endpoint with the statements about tea and no BibTeX, as others would load them."""
    tea = eg.load(TEA)
    body = "".join(sparql.lines([*rdf.triples(tea.dataset), *conclusions.triples(tea)])).encode()
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        store = url.replace("/query", "/store?graph=urn:tea")
        put = Call(store, body, "PUT", {"Content-Type": "application/n-triples"})
        Caller(read(url)).send(put, seconds=30)
        yield url


def test_the_only_data_set_of_an_endpoint_is_found_and_read(loaded):
    tea, remote = eg.load(TEA), eg.connect(loaded)

    assert remote.title == tea.title
    assert remote.claims() == tea.claims()
    assert [e.line for e in remote.evidence("milk-hides-bitterness")] == [
        e.line for e in tea.evidence("milk-hides-bitterness")
    ]


def test_without_bibtex_a_work_is_told_by_its_fields(loaded):
    work, remote = eg.load(TEA).citation("sorensen2015"), eg.connect(loaded).citation("sorensen2015")

    assert (remote.title, remote.year, remote.doi, sorted(remote.authors)) == (
        work.title,
        work.year,
        work.doi,
        sorted(work.authors),
    )
    assert remote.study == work.study
