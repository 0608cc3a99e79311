"""Publishing a folder: whole or not at all, resumable, and nothing else of the store is touched."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph.cli import main
from evidence_graph.endpoint import calls, content, publishing, replacement
from evidence_graph.endpoint.address import read
from evidence_graph.endpoint.calls import Caller
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.endpoint.publishing import Way
from evidence_graph.endpoint.services import services
from evidence_graph.errors import BrokenFile, EndpointError
from evidence_graph.folders import bundled
from evidence_graph.store import streams
from evidence_graph.store.compiled import FolderStore
from evidence_graph.vocabulary import STAGING

sys.path.insert(0, str(Path(__file__).parent))
import servers
from fakes import Answer, gateway, serving

TEA = Path(__file__).parent / "tea"
TEA_GRAPH = "https://example.org/tea/"


class Store:
    """A server of a test's own, looked at from outside."""

    def __init__(self, url):
        self.url = url
        self._endpoint = Endpoint(read(url))
        self._update = Endpoint(read(url.replace("/query", "/update").replace("/sparql", "/sparql-auth")))

    def graphs(self):
        """How many statements each graph has."""
        rows = self._endpoint.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
        ours = {g[0]: int(n[0]) for g, n in rows}
        return {g: n for g, n in ours.items() if g.startswith(("https://example.org/", "urn:"))}

    def update(self, text):
        self._update.update(text, timeout=60)

    def statement(self):
        """What the published claim about milk says."""
        claim = "<https://example.org/tea/claim/milk-hides-bitterness>"
        says = "<https://w3id.org/evidence-graph/terms#statement>"
        rows = self._endpoint.query(f"SELECT ?o {{ GRAPH <{TEA_GRAPH}> {{ {claim} {says} ?o }} }}").rows
        return [row[0][0] for row in rows]


@pytest.fixture(scope="module", params=list(servers.STARTED))
def server(request, tmp_path_factory):
    """A server that the tests of this file share."""
    with (
        servers.STARTED[request.param](tmp_path_factory.mktemp(request.param)) as url,
        mock.patch.dict(os.environ, servers.OWNER),
    ):
        yield url


@pytest.fixture
def store(server):
    """The server, emptied of what other tests left."""
    found = Store(server)
    for graph in found.graphs():
        found.update(f"DROP SILENT GRAPH <{graph}>")
    return found


@pytest.fixture
def tea(tmp_path):
    """A folder about tea that a test may change."""
    return Path(shutil.copytree(TEA, tmp_path / "tea"))


def reword(folder, words):
    path = folder / "claims.ttl"
    path.write_text(path.read_text("utf-8").replace("Milk hides the bitterness of tea.", words), "utf-8")


@pytest.fixture
def small_parts(monkeypatch):
    """So small that publishing the folder about tea takes several requests."""
    monkeypatch.setattr(replacement, "LINES", {"store": 50, "update": 50})


@pytest.mark.parametrize("protocol", ["store", "update", "auto"])
@pytest.mark.usefixtures("small_parts")
def test_only_its_own_graph_is_replaced(store, tea, protocol):
    store.update("INSERT DATA { GRAPH <urn:others> { <urn:a> <urn:b> 1 } }")
    first = eg.publish(tea, store.url, way=Way(protocol))
    reword(tea, "Milk masks bitterness.")
    second = eg.publish(tea, store.url, way=Way(protocol))

    assert (first.was_sent, second.was_sent) == (True, True)
    assert store.graphs() == {TEA_GRAPH: second.statements, "urn:others": 1}
    assert store.statement() == ["Milk masks bitterness."]


def test_the_statements_are_made_once_however_often_they_are_sent(store, tea):
    """What is read, what follows from it and the bibliography: each once, also where all is sent twice."""
    made = [(FolderStore, "triples"), (publishing.conclusions, "triples"), (bib, "load"), (streams, "parse")]
    fill = replacement.Loader._fill
    short = mock.patch.object(replacement.Loader, "_fill", autospec=True, side_effect=lambda *a: fill(*a) - 1)
    with ExitStack() as stack:
        counts = [
            stack.enter_context(mock.patch.object(*where, autospec=True, side_effect=getattr(*where)))
            for where in made
        ]
        stack.enter_context(short)
        with pytest.raises(EndpointError, match="statements arrived"):
            eg.publish(tea, store.url)

    assert [count.call_count for count in counts] == [1, 1, 1, 1]


def test_publishing_the_same_again_sends_nothing(store, tea):
    eg.publish(tea, store.url)
    with mock.patch.object(replacement.Loader, "replace", side_effect=AssertionError("sent")):
        assert not eg.publish(tea, store.url).was_sent


def test_a_graph_that_somebody_thinned_out_is_published_again(store, tea):
    eg.publish(tea, store.url)
    store.update(
        f"DELETE WHERE {{ GRAPH <{TEA_GRAPH}> {{ ?s a <https://w3id.org/evidence-graph/terms#Claim> }} }}"
    )

    assert eg.publish(tea, store.url).was_sent
    assert len(eg.connect(store.url).claims()) == 3


def test_a_graph_that_lost_statements_while_it_was_put_in_place_is_told(store, tea):
    """The last look counts: a server may say that all went well and hold less."""
    published = replacement.Loader.published
    thinner = mock.patch.object(
        replacement.Loader,
        "published",
        autospec=True,
        side_effect=lambda *a: (published(*a)[0], max(0, published(*a)[1] - 1)),
    )

    with thinner, pytest.raises(EndpointError, match=r"but holds [\d,]+ statements instead of [\d,]+"):
        eg.publish(tea, store.url)


class Power(Exception):  # noqa: N818
    """It fails."""


def fail_after(arrived):
    def told(done, _):
        if done >= arrived:
            raise Power

    return told


@pytest.mark.parametrize("protocol", ["store", "update"])
@pytest.mark.usefixtures("small_parts")
def test_an_interrupted_publication_shows_nobody_a_half_and_goes_on_where_it_stopped(store, tea, protocol):
    way = Way(protocol)
    old = eg.publish(tea, store.url, way=way)
    reword(tea, "Milk masks bitterness.")
    with pytest.raises(Power):
        eg.publish(tea, store.url, way=way, told=fail_after(150))
    left = {g: n for g, n in store.graphs().items() if g.startswith(STAGING)}

    assert (store.graphs()[TEA_GRAPH], store.statement()) == (
        old.statements,
        ["Milk hides the bitterness of tea."],
    )
    assert len(eg.connect(store.url).claims()) == 3
    assert list(left.values()) == [153]

    with mock.patch.object(
        replacement.Loader, "_add", autospec=True, side_effect=replacement.Loader._add
    ) as sent:
        new = eg.publish(tea, store.url, way=way)
    assert sent.call_count == -(-new.statements // 50) - 3
    assert (store.graphs(), store.statement()) == ({TEA_GRAPH: new.statements}, ["Milk masks bitterness."])


@pytest.mark.usefixtures("small_parts")
def test_what_an_interrupted_publication_of_other_content_left_is_taken_away(store, tea):
    with pytest.raises(Power):
        eg.publish(tea, store.url, told=fail_after(100))
    reword(tea, "Milk masks bitterness.")
    done = eg.publish(tea, store.url)

    assert store.graphs() == {TEA_GRAPH: done.statements}


@pytest.mark.usefixtures("small_parts")
def test_a_part_that_was_lost_meanwhile_is_noticed_before_anybody_reads_it(store, tea):
    with pytest.raises(Power):
        eg.publish(tea, store.url, told=fail_after(150))
    [aside] = [g for g in store.graphs() if g.startswith(STAGING)]
    store.update(f"DELETE WHERE {{ GRAPH <{aside}> {{ ?s a ?class }} }}")
    done = eg.publish(tea, store.url)

    assert store.graphs() == {TEA_GRAPH: done.statements}


@pytest.mark.parametrize("protocol", ["store", "update"])
@pytest.mark.usefixtures("small_parts")
def test_a_step_whose_answer_is_lost_on_the_way_loses_no_data(store, tea, monkeypatch, protocol):
    """Each is answered 504 once it is done; putting the graph in place again would leave nothing of it."""
    monkeypatch.setattr(calls, "sleep", lambda _: None)
    eg.publish(tea, store.url)
    reword(tea, "Milk masks bitterness.")
    seen = set()

    def loses(update):
        is_new = bool(update) and update not in seen
        seen.add(update)
        return is_new

    with gateway(store.url, loses=loses) as url:
        done = eg.publish(tea, url, way=Way(protocol))

    assert store.graphs() == {TEA_GRAPH: done.statements}
    assert store.statement() == ["Milk masks bitterness."]


def test_a_publication_that_is_killed_is_continued(tmp_path):
    with servers.oxigraph(tmp_path) as url:
        store = Store(url)
        command = [sys.executable, "-m", "evidence_graph", "publish", str(bundled()), url]
        killed = subprocess.Popen([*command, "--protocol", "update"], stderr=subprocess.DEVNULL)
        while not any(g.startswith(STAGING) for g in store.graphs()):
            assert killed.poll() is None
            time.sleep(0.01)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        with pytest.raises(EndpointError, match="it holds no claims"):
            eg.connect(url)

        eg.publish(bundled(), url, way=Way("update"))
        assert [g for g in store.graphs() if g.startswith(STAGING)] == []
        assert eg.connect(url).claims() == eg.load().claims()


def test_a_folder_with_problems_is_not_sent(tmp_path, tea, capfd):
    reword(tea, "  ")
    with servers.oxigraph(tmp_path) as url:
        status = main(["publish", str(tea), url])

        assert status == 1
        assert "problem" in capfd.readouterr().err
        assert Store(url).graphs() == {}


def test_the_verb_says_what_it_did_and_how_to_read_it(tmp_path, capfd):
    with servers.oxigraph(tmp_path) as url:
        assert main(["publish", str(TEA), url]) == 0
        first = capfd.readouterr().err
        assert main(["publish", str(TEA), url]) == 0
        again = capfd.readouterr().err
        address = first.split("'")[1]

        assert first.startswith("published ")
        assert again.startswith("nothing to send, the same is there already: ")
        assert main(["claims", "--data", address]) == 0
        assert "milk-hides-bitterness" in capfd.readouterr().out


def test_a_server_that_only_reads_is_told_as_it_says_itself(capfd):
    body = b'{"head": {"vars": ["o"]}, "results": {"bindings": []}}'
    count = b'{"head": {"vars": ["n"]}, "results": {"bindings": []}}'
    answers = [Answer(b'{"head": {}, "boolean": true}'), Answer(body), Answer(count)]
    with serving(*answers, Answer(b"read only", 403, "text/plain")) as (_, url):
        assert main(["publish", str(TEA), url]) == 2

    assert "it does not allow this. It says: read only" in capfd.readouterr().err


def test_where_there_is_no_room_for_what_is_to_be_sent_that_is_told(tmp_path, monkeypatch, capfd):
    with serving(Answer(b'{"head": {}, "boolean": true}')) as (fake, url), monkeypatch.context() as patch:
        patch.setattr(content, "IN_MEMORY", 1000)
        patch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
        assert main(["publish", str(TEA), url]) == 2

    assert "name another place in TMPDIR" in capfd.readouterr().err
    assert [asked.form for asked in fake.asked] == [{"query": "ASK {}"}]


def test_a_folder_that_is_none_is_the_users_mistake(tmp_path, capfd):
    assert main(["publish", str(tmp_path), "http://127.0.0.1:1/query"]) == 2
    assert "is not a data folder" in capfd.readouterr().err


def test_what_is_published_is_the_same_each_time(tmp_path):
    with servers.oxigraph(tmp_path) as url:
        eg.publish(TEA, url)
        with mock.patch.object(Caller, "send", autospec=True, side_effect=Caller.send) as calls:
            eg.publish(TEA, url, graph="urn:copy")
        sent = [c.args[1].body for c in calls.call_args_list]

        assert Store(url).graphs()[TEA_GRAPH] == Store(url).graphs()["urn:copy"]
        assert not any(b"EVIDENCE_GRAPH" in body for body in sent if body)


@pytest.mark.parametrize(
    ("url", "server", "update", "store"),
    [
        ("http://x/query", "Oxigraph/0.5", "http://x/update", "http://x/store"),
        ("http://x/sparql", "Virtuoso/07", "http://x/sparql-auth", "http://x/sparql-graph-crud-auth"),
        ("http://x/ds/query", "Apache Jena Fuseki", "http://x/ds/update", "http://x/ds/data"),
        ("http://x/ds/sparql", "Apache Jena Fuseki", "http://x/ds/update", "http://x/ds/data"),
        (
            "http://x/repositories/r",
            "",
            "http://x/repositories/r/statements",
            "http://x/repositories/r/rdf-graphs/service",
        ),
        ("http://x/query", "nginx", "http://x/update", "http://x/store"),
        ("http://x/anything", "", "http://x/anything", None),
    ],
)
def test_where_updates_and_graphs_go_is_told_from_where_queries_go(url, server, update, store):
    found = services(read(url), server)

    assert found.update.url == update
    assert (found.store.url if found.store else None) == store


def test_addresses_that_are_given_go_before_those_that_are_told():
    found = services(read("http://x/query"), "", update_url="http://y/u", store_url="http://z/s")

    assert (found.update.url, found.store.url) == ("http://y/u", "http://z/s")


def test_a_server_without_the_graph_store_protocol_is_loaded_by_updates(tmp_path, tea):
    with servers.oxigraph(tmp_path) as url:
        way = Way(store_url=url.replace("/query", "/nowhere"))

        assert eg.publish(tea, url, way=way).was_sent
        assert len(eg.connect(url).claims()) == 3


def test_the_graph_store_protocol_needs_an_address(tea):
    body = b'{"head": {"vars": ["o"]}, "results": {"bindings": []}}'
    with serving(Answer(body), Answer(body), Answer(body.replace(b'"o"', b'"n"'))) as (fake, url):
        with pytest.raises(EndpointError, match="store_url="):
            eg.publish(tea, url.replace("/query", "/elsewhere"), way=Way("store"))

        assert all("update" not in asked.form for asked in fake.asked)


def test_a_data_set_without_an_address_needs_a_name_for_its_graph(tmp_path, tea):
    text = (tea / "claims.ttl").read_text("utf-8")
    (tea / "claims.ttl").write_text(text.replace("https://example.org/tea/", "urn:evidence-graph:"), "utf-8")
    with servers.oxigraph(tmp_path) as url:
        with pytest.raises(EndpointError, match="graph="):
            eg.publish(tea, url)

        assert eg.publish(tea, url, graph="urn:named").address.endswith("default-graph-uri=urn%3Anamed")


def test_what_was_edited_after_it_was_checked_is_not_sent(tea, monkeypatch):
    def edited(folder):
        found = load(folder)
        with (tea / "claims.ttl").open("a") as file:
            file.write("# more\n")
        return found

    load = publishing.load_whole
    monkeypatch.setattr(publishing, "load_whole", edited)

    with serving(Answer()) as (fake, url), pytest.raises(BrokenFile, match="edited while it was checked"):
        eg.publish(tea, url)
    assert all("update" not in asked.form for asked in fake.asked)
