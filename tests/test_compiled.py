"""A compiled folder answers as the same folder read whole, notices every edit, and is never half made."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import folders, model
from evidence_graph.assessment import assess_all
from evidence_graph.errors import BrokenFile
from evidence_graph.graph import EvidenceGraph
from evidence_graph.store import (
    cache_folder,
    compiled,
    data_folder,
    data_set,
    database,
    index,
    literature,
    reader,
    regular,
    regular_rows,
    streams,
)
from evidence_graph.store.compiling import compile_folder
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, UNNAMED

sys.path.insert(0, str(Path(__file__).parent))
import folders as invented

ROOT = Path(__file__).parents[1]
TEA = ROOT / "tests" / "tea"


def contents(source):
    """All that an index holds, as values."""
    said = set(regular.triples(source.tables(), str(source.index.note("base"))))
    literature = source.literature(source.ids(model.Citation))
    return (
        {entry.folder: list(source.each(entry.record)) for entry in SCHEMA},
        list(source.each(model.Citation)),
        literature.entries,
        literature.strings,
        source.base,
        source.flaws(),
        {(s, p, "_:" if o[0].startswith("_:") else o) for s, p, o in said if not s.startswith("_:")},
    )


def in_order(records):
    """The *records* in the order of their ids."""
    return [records[name] for name in sorted(records)]


def doubts(read):
    """How many places of a data set lead nowhere or cannot stand, from its records alone."""
    connection = database.create(":memory:")
    tables = database.IndexTables(connection)
    for record_type, records in read.reading.records.items():
        tables.put_all(BY_RECORD[record_type], records.values())
    for citation in data_set.citations(read).values():
        tables.add("citation", database.citation_row(citation))
    tables.flush()
    return database.unsound(connection)


def both(folder, path):
    """What the reader makes of the folder, and what it says; the same of its index at *path*."""
    read = data_folder.load(folder)
    compile_folder(folder, path)
    small = compiled.FolderStore(folder, index.open_index(path))
    said = set(reader.triples(read.text, name="claims"))
    wanted = (
        {entry.folder: in_order(read.records(entry.record)) for entry in SCHEMA},
        in_order(data_set.citations(read)),
        dict(read.bibliography.entries),
        read.bibliography.strings,
        read.reading.base or UNNAMED,
        len(read.reading.faults) + len(read.bibliography.problems) + doubts(read),
        {(s, p, "_:" if o[0].startswith("_:") else o) for s, p, o in said if not s.startswith("_:")},
    )
    return wanted, contents(small)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_every_field_that_a_verdict_depends_on_is_compiled_as_it_is_read(tmp_path_factory, seed):
    folder = invented.generator().write(tmp_path_factory.mktemp("seed"), 40, seed=seed)
    whole, small = both(folder, folder / "index")

    assert small == whole
    opened = index.open_index(folder / "index")
    graph = EvidenceGraph(compiled.FolderStore(folder, opened))
    assert list(assess_all(graph)) == list(assess_all(eg.load(folder)))


@pytest.mark.parametrize("folder", [TEA, ROOT / "data"], ids=["tea", "data"])
def test_what_no_memory_of_shapes_and_cells_keeps_is_compiled_all_the_same(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(regular_rows, "SHAPES_IN_MIND", 1)
    monkeypatch.setattr(regular_rows, "CELLS_IN_MIND", 1)
    whole, small = both(folder, tmp_path / "index")

    assert small == whole


def test_rows_lie_in_the_order_in_which_the_file_has_their_records(tmp_path):
    names = ["c", "a", "d", "b"]
    notes = ["", ' ; eg:note "So?"', " ; eg:premise claim:a", " ; eg:conflictsWith claim:c, claim:d"]
    text = "@prefix eg: <https://w3id.org/evidence-graph/terms#> .\n@prefix claim: <https://e.org/claim/> .\n"
    text += '<https://e.org/> a eg:DataSet ; <http://purl.org/dc/terms/title> "Four" .\n'
    for name, note in zip(names, notes, strict=True):
        text += (
            f"claim:{name} a eg:Claim ; eg:topic <https://e.org/concept/t> ; "
            f'eg:statement "It is {name}."{note} .\n'
        )
    (tmp_path / "citations.bib").write_text("")
    (tmp_path / "claims.ttl").write_text(text)
    compile_folder(tmp_path, tmp_path / "index")
    with closing(sqlite3.connect(tmp_path / "index")) as connection:
        rows = connection.execute("SELECT id FROM claim ORDER BY rowid").fetchall()

    assert [name for (name,) in rows] == names


@pytest.mark.parametrize("folder", [TEA, ROOT / "data"], ids=["tea", "data"])
def test_a_compiled_folder_holds_what_the_folder_says(folder, tmp_path):
    whole, small = both(folder, tmp_path / "index")

    assert small == whole


def test_a_bibliography_read_by_a_process_of_its_own_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(literature, "LARGE", 1)
    monkeypatch.setattr(literature, "read", lambda *_: pytest.fail("it was read here"))
    whole, small = both(ROOT / "data", tmp_path / "index")

    assert small == whole
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_bibliography_that_cannot_be_read_is_told_from_wherever_it_was_read(tea, tmp_path, monkeypatch):
    monkeypatch.setattr(literature, "LARGE", 1)
    (tea / folders.CITATIONS).write_bytes("@misc{a, title = {Tée}}".encode("latin-1"))

    with pytest.raises(BrokenFile, match="UTF-8"):
        compile_folder(tea, tmp_path / "index")


ODDITIES = {
    "statements apart": "\nclaim:long-steeping-makes-bitter eg:note2 2 ; eg:about concept:tea .\n",
    "a second class": "\nclaim:milk-hides-bitterness a <https://schema.org/Claim> .\n",
    "two stances": "\nline:long-steeping-makes-bitter.leaf2001.ana eg:stance stance:opposes .\n",
    "an id twice": '\n<https://example.org/else/curator/ana> a eg:Curator ; eg:name "Anna" .\n',
    "a foreign name": '\n<https://example.org/else/curator/cy> a eg:Curator ; eg:name "Cy" .\n',
    "a language": '\ncurator:di a eg:Curator ; eg:name "Di"@en .\n',
    "no name": '\n[] a eg:Curator ; eg:name "Nobody" .\n',
    "a number in quotes": "\nreference:tea-blog.9 a eg:Reference ; eg:article article:tea-blog ; "
    'eg:number "9" ; eg:printed "x" .\n',
    "nothing required": "\nclaim:empty a eg:Claim .\n",
    "a dangling name": '\nclaim:lost a eg:Claim ; eg:statement "Tea is lost." ; eg:topic concept:nowhere .\n',
    "another home": '\n<https://example.org/z/> a eg:DataSet ; dcterms:title "Another" .\n',
    "a home without a title": "\n<https://example.org/z/> a eg:DataSet .\n",
    "a home that is something else": "\nreference:tea-blog.2 a eg:DataSet .\n",
    "false twice": "\nline:long-steeping-makes-bitter.leaf2001.ana eg:verified false, true .\n",
}


@pytest.mark.parametrize("name", ODDITIES)
def test_what_is_odd_is_compiled_as_it_is_read(name, tea, tmp_path):
    claims = tea / folders.CLAIMS
    claims.write_text(claims.read_text("utf-8") + ODDITIES[name], "utf-8")

    whole, small = both(tea, tmp_path / "index")

    assert small == whole


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.randoms(use_true_random=False), apart=st.booleans())
def test_the_order_of_statements_changes_nothing(order, apart, tmp_path_factory):
    place = tmp_path_factory.mktemp("shuffled")
    folder = Path(shutil.copytree(TEA, place / "tea"))
    said = sorted(eg.load(TEA).rdf.serialize(format="nt").splitlines())
    own = [line for line in said if "/terms#backedBy" not in line and "/terms#opposedBy" not in line]
    order.shuffle(own)
    if not apart:
        own.sort(key=lambda line: hash(line.split()[0]))
    (folder / folders.CLAIMS).write_text("\n".join(own) + "\n", "utf-8")

    whole, small = both(folder, place / "index")

    assert small == whole


def test_a_bibliography_is_read_the_same_in_stretches():
    from evidence_graph import bibliography as bib
    from evidence_graph.bibliography.file_contents import Contents

    path = ROOT / "data" / folders.CITATIONS
    held = Contents(str(path))
    blocks = list(bib.stream(path, held, at_once=500))
    whole = bib.load(path)

    assert "".join(b.raw for b in blocks) == path.read_text("utf-8")
    assert {b.entry.key: b.entry for b in blocks if b.entry} == dict(whole.entries)
    assert [b.entry.line for b in blocks if b.entry] == [e.line for e in whole.entries.values()]
    assert held.strings == whole.strings


def test_a_broken_file_is_told_with_its_place_and_leaves_nothing(own_cache, tea):
    (tea / folders.CLAIMS).write_text("@prefix a: <http://a/> .\na:b a:c \n  ; ; a:d .\n" * 2, "utf-8")

    with pytest.raises(BrokenFile) as error:
        compiled.build(tea)

    assert (error.value.line, error.value.path) == (3, tea / folders.CLAIMS)
    assert own_cache.kept() == []
    assert [p.name for p in own_cache.root.iterdir() if ".aside" in p.name] == []


def test_triples_within_triples_are_refused_before_they_are_parsed(tea):
    (tea / folders.CLAIMS).write_text(
        "<http://a> <http://b> <<( <http://c> <http://d> <http://e> )>> .", "utf-8"
    )

    with pytest.raises(BrokenFile, match=r"RDF 1\.2"):
        list(streams.subjects(tea / folders.CLAIMS))


@pytest.mark.usefixtures("own_cache")
def test_an_edit_of_the_same_length_is_noticed_at_once(tea):
    claims = tea / folders.CLAIMS
    compiled.build(tea)
    before = eg.load(tea).claim("long-steeping-makes-bitter").statement
    claims.write_text(claims.read_text("utf-8").replace("more bitter.", "less bitter."), "utf-8")

    after = eg.load(tea).claim("long-steeping-makes-bitter").statement

    assert (before[-12:], after[-12:]) == ("more bitter.", "less bitter.")


@pytest.mark.usefixtures("own_cache")
def test_an_edit_with_its_old_time_put_back_is_noticed(tea):
    claims = tea / folders.CLAIMS
    compiled.build(tea)
    stat = claims.stat()
    claims.write_text(claims.read_text("utf-8").replace("more bitter.", "less bitter."), "utf-8")
    os.utime(claims, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    assert compiled.find(tea) is None


@pytest.mark.usefixtures("own_cache")
def test_a_compiled_folder_is_opened_and_not_read_again(tea, monkeypatch):
    compiled.build(tea)
    monkeypatch.setattr(data_folder, "load", lambda _: pytest.fail("the folder was read"))

    assert len(eg.load(tea).claims()) == len(TEA_CLAIMS)


TEA_CLAIMS = [
    line for line in (TEA / folders.CLAIMS).read_text("utf-8").splitlines() if " a eg:Claim ;" in line
]


def test_files_that_lie_untouched_need_not_be_read_to_know_them(own_cache, tea, monkeypatch):
    long_ago = time.time() - 3600
    compiled.build(tea)
    note = next(own_cache.root.glob("*.json"))
    future = note.read_text("utf-8").replace('"seen": ', '"seen": 9')
    note.write_text(future, "utf-8")
    monkeypatch.setattr(cache_folder, "_content", lambda _: pytest.fail("the files were read"))

    assert compiled.find(tea) is not None
    assert next(own_cache.root.glob("*.sqlite")).stat().st_mtime > long_ago


def test_the_same_content_elsewhere_is_not_compiled_again(own_cache, tea, tmp_path):
    compiled.build(tea)
    twin = Path(shutil.copytree(tea, tmp_path / "twin"))

    compiled.build(twin)

    assert len(own_cache.kept()) == 1


def test_an_interrupted_build_is_not_used_and_the_next_one_is_whole(own_cache, tea):
    def broken_off(path):
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        own_cache.make(tea, folders.files(tea).paths(), broken_off)

    assert compiled.find(tea) is None
    assert len(compiled.build(tea).ids(model.Claim)) == len(TEA_CLAIMS)


def test_what_was_used_longest_ago_makes_room(tmp_path):
    small = cache_folder.Cache(tmp_path / "cache", version=["1"], room=2_500)
    for number in range(3):
        folder = tmp_path / f"f{number}"
        folder.mkdir()
        (folder / "x").write_text(str(number), "utf-8")
        made = small.make(folder, [folder / "x"], lambda path: path.write_bytes(b"x" * 1_000))
        os.utime(made, (number, number))

    assert [Path(kept.folder).name for kept in small.kept()] == ["f2", "f1"]


def test_an_index_of_another_version_is_not_used(tmp_path, tea):
    root, files = tmp_path / "cache", folders.files(tea).paths()
    cache_folder.Cache(root, version=["1"]).make(tea, files, lambda path: path.write_bytes(b"old"))

    assert cache_folder.Cache(root, version=["2"]).find(tea, files) is None


@pytest.mark.usefixtures("own_cache")
def test_an_index_that_was_spoilt_is_made_again(tea):
    path = compiled.build(tea).path
    path.write_bytes(b"spoilt")

    assert compiled.find(tea) is None
    assert len(compiled.build(tea).ids(model.Claim)) == len(TEA_CLAIMS)


def test_a_large_folder_is_answered_where_no_index_can_be_kept(tea, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(compiled, "LARGE", 1)

    assert len(eg.load(tea).claims()) == len(TEA_CLAIMS)


def test_questions_in_sparql_are_answered_from_a_store_made_once(own_cache, tea):
    plain = eg.ask(eg.load(tea), "contested-claims").rows
    compiled.build(tea)
    first = eg.ask(eg.load(tea), "contested-claims").rows
    stores = list(own_cache.root.glob("*.oxigraph"))
    second = eg.ask(eg.load(tea), "contested-claims").rows

    assert (first, second, len(stores)) == (plain, plain, 1)
    assert own_cache.kept()[0].size > stores[0].stat().st_size


def test_many_may_ask_while_one_builds(own_cache, tea):
    command = [sys.executable, "-m", "evidence_graph"]
    env = os.environ | {"EVIDENCE_GRAPH_CACHE": str(own_cache.root)}
    asked = [
        subprocess.Popen([*command, *verb, "--data", str(tea)], env=env, stdout=subprocess.PIPE, text=True)
        for verb in (["build"], ["build"], ["claims", "-f", "csv"], ["claims", "-f", "csv"])
    ]
    said = [process.communicate()[0] for process in asked]

    assert [process.returncode for process in asked] == [0, 0, 0, 0]
    assert said[2] == said[3]
    assert len(said[2].splitlines()) == 1 + len(TEA_CLAIMS)


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "evidence_graph", *arguments], capture_output=True, text=True, check=False
    )


def test_the_cache_is_listed_and_cleaned(own_cache, tea):
    run("build", "--data", str(tea))
    listed = run("cache", "-f", "csv").stdout.splitlines()
    cleaned = run("cache", "--clean")

    assert (len(listed), listed[1].split(",")[0]) == (2, str(tea.resolve()))
    assert cleaned.stderr.startswith("removed ")
    assert list(own_cache.root.iterdir()) == []


def test_no_cache_neither_uses_nor_keeps_an_index(own_cache, tea):
    said = run("claims", "-f", "csv", "--no-cache", "--data", str(tea))

    assert (said.returncode, own_cache.root.exists()) == (0, False)


@pytest.mark.usefixtures("own_cache")
def test_the_index_is_given_away_as_sqlite(tea, tmp_path):
    out = tmp_path / "tea.sqlite"
    said = run("export", "sqlite", "--data", str(tea), "-o", str(out))
    with closing(sqlite3.connect(out)) as given:
        rows = given.execute(
            "SELECT citation, stance, title FROM evidence WHERE claim = 'long-steeping-makes-bitter'"
        ).fetchall()

    assert said.returncode == 0
    assert ("leaf2001", "supports", "Long steeps and EGCG") in rows


@pytest.mark.usefixtures("own_cache")
def test_sqlite_without_a_file_is_refused(tea):
    said = run("export", "sqlite", "--data", str(tea))

    assert (said.returncode, "-o FILE" in said.stderr) == (2, True)


HEAVY = (
    *("pyoxigraph", "rdflib", "networkx", "pyvis", "jinja2", "bibtexparser", "rich", "pylatexenc"),
    *("filelock", "platformdirs", "logging"),
)


@pytest.mark.parametrize(
    ("arguments", "light"),
    [
        (["--help"], (*HEAVY, "sqlite3", "evidence_graph.model")),
        (["studdies"], (*HEAVY, "sqlite3", "evidence_graph.model")),
        (["studies", "long-steeping-makes-bitter", "-f", "json"], HEAVY),
    ],
)
@pytest.mark.usefixtures("own_cache")
def test_only_what_a_verb_needs_is_imported(arguments, light, tea):
    compiled.build(tea)
    if len(arguments) > 1:
        arguments = [*arguments, "--data", str(tea)]
    code = (
        "import sys\nfrom evidence_graph.cli import main\n"
        f"main({arguments!r})\nsys.stderr.write('\\n'.join(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stderr.splitlines()

    assert set(light) & set(loaded) == set()


@pytest.mark.parametrize(
    ("encoding", "added", "said"),
    [
        ("utf-16", "", "not UTF-8 but UTF-16"),
        ("utf-16-le", "", "UTF-16"),
        ("latin-1", "# caf\xe9\n", "Latin-1"),
    ],
)
def test_another_encoding_is_named_with_its_line_as_when_the_file_is_read_whole(
    tea, tmp_path, encoding, added, said
):
    path = tea / folders.CLAIMS
    path.write_bytes((path.read_text("utf-8") + added).encode(encoding, "ignore"))

    told = []
    for read in (lambda: compile_folder(tea, tmp_path / "index.sqlite"), lambda: data_folder.load(tea)):
        with pytest.raises(BrokenFile, match=said) as caught:
            read()
        told.append(str(caught.value))

    assert told[0] == told[1]
