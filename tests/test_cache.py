"""What is kept of a data folder stays true and this user's: damage, links, edits, no room cost only time."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import folders, search
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite
from evidence_graph.living.kept_replies import KeptReplies
from evidence_graph.model import Claim
from evidence_graph.search import large
from evidence_graph.sparql.asking import ask
from evidence_graph.store import cache_folder, compiled, compiling, database, oxigraph, seals

TEA = Path(__file__).parents[1] / "tests" / "tea"
CLAIM = "long-steeping-makes-bitter"
STATEMENT = "Steeping tea for longer makes it more bitter."
HOW_MANY = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a eg:Claim }"


def reword(folder, new):
    path = folder / folders.CLAIMS
    path.write_text(path.read_text("utf-8").replace(STATEMENT, new), "utf-8")


def spoil(path, table):
    """Overwrite the first page of a *table*."""
    with closing(sqlite3.connect(path)) as index:
        [(page,)] = index.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        [(size,)] = index.execute("PRAGMA page_size")
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"x" * size)


def test_cleaning_removes_nothing_that_others_keep_in_the_folder(own_cache, tea):
    compiled.build(tea)
    others = ["package.json", "poetry.lock", "notes.sqlite", "0123.json", "x.aside1"]
    for name in others:
        (own_cache.root / name).write_text("mine")
    (own_cache.root / "w.words").mkdir()

    own_cache.clean()

    assert sorted(path.name for path in own_cache.root.iterdir()) == sorted([*others, "w.words"])


def test_what_others_keep_in_the_folder_is_no_index(own_cache):
    own_cache.root.mkdir()
    (own_cache.root / "notes.sqlite").write_text("mine")

    assert own_cache.kept() == []


@pytest.mark.usefixtures("own_cache")
def test_an_edit_while_an_index_is_made_does_not_put_it_under_the_old_content(tea, monkeypatch):
    compile_folder, times = compiling.compile_folder, []

    def edited(folder, path, **given):
        times.append(path)
        if len(times) == 1:
            reword(tea, "Edited.")
        compile_folder(folder, path, **given)

    monkeypatch.setattr(compiling, "compile_folder", edited)
    compiled.build(tea)
    (tea / folders.CLAIMS).write_bytes((TEA / folders.CLAIMS).read_bytes())

    assert compiled.build(tea).get(Claim, CLAIM).statement == STATEMENT


@pytest.mark.usefixtures("own_cache")
def test_an_edit_while_a_store_is_made_does_not_come_into_it(tea, monkeypatch):
    compiled.build(tea)
    graph, write = eg.load(tea), oxigraph.write

    def edited(path, triples, **given):
        reword(tea, "Edited.")
        write(path, triples, **given)

    monkeypatch.setattr(oxigraph, "write", edited)
    assert not ask(graph, 'ASK { ?claim eg:statement "Edited." }').holds
    (tea / folders.CLAIMS).write_bytes((TEA / folders.CLAIMS).read_bytes())
    monkeypatch.setattr(oxigraph, "write", write)

    assert not ask(eg.load(tea), 'ASK { ?claim eg:statement "Edited." }').holds


@pytest.mark.usefixtures("own_cache")
def test_files_that_change_each_time_are_told_and_not_compiled_for_ever(tea, monkeypatch):
    compile_folder = compiling.compile_folder

    def edited(folder, path, **given):
        with (tea / folders.CLAIMS).open("a") as file:
            file.write("# more\n")
        compile_folder(folder, path, **given)

    monkeypatch.setattr(compiling, "compile_folder", edited)

    with pytest.raises(OSError, match="changed each time while it was compiled"):
        compiled.build(tea)


def test_no_lock_and_no_note_is_written_through_a_link(own_cache, tea, tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "LARGE", 0)
    index = compiled.build(tea).path
    own_cache.clean()
    precious = tmp_path / "precious"
    precious.write_text("mine")
    index.with_suffix(cache_folder.LOCK).symlink_to(precious)
    index.with_suffix(f"{cache_folder.ASIDE}{os.getpid()}").symlink_to(precious)

    answered = eg.load(tea).claim(CLAIM).statement

    assert (answered, precious.read_text()) == (STATEMENT, "mine")


def test_the_folder_is_made_for_its_user_alone(own_cache, tea):
    compiled.build(tea)

    assert own_cache.root.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "note",
    [
        "[]",
        "5",
        "[" * 100_000,
        '{"folder": 1, "key": []}',
        '{"folder": "FOLDER", "stamp": [], "seen": "", "key": 1}',
        '{"folder": "FOLDER", "stamp": [], "seen": 1, "key": "../../../etc/passwd"}',
    ],
    ids=["list", "number", "deep", "types", "text", "path"],
)
def test_a_note_that_is_none_is_passed_over(own_cache, tea, note):
    compiled.build(tea)
    for path in own_cache.root.glob("*.json"):
        path.write_text(note.replace("FOLDER", str(tea)))

    assert compiled.find(tea) is None
    assert [kept.folder for kept in own_cache.kept()] == [""]


@pytest.mark.usefixtures("own_cache")
def test_an_index_that_cannot_be_opened_is_made_again(tea):
    path = compiled.build(tea).path
    path.unlink()
    path.symlink_to(tea / "nothing")

    assert eg.load(tea).claim(CLAIM).statement == STATEMENT


@pytest.mark.parametrize("table", ["claim", "line", "citation", "meta"])
@pytest.mark.usefixtures("own_cache")
def test_a_spoilt_page_of_an_index_is_noticed_before_it_is_read(tea, table, capsys):
    right = main(["claims", "-f", "csv", "--data", str(tea)]), capsys.readouterr().out
    spoil(compiled.build(tea).path, table)

    assert (main(["claims", "-f", "csv", "--data", str(tea)]), capsys.readouterr().out) == right


@pytest.mark.parametrize("damage", ["page", "value"])
@pytest.mark.usefixtures("own_cache")
def test_damage_that_only_shows_late_is_one_sentence_with_its_cure(tea, capsys, monkeypatch, damage):
    path = compiled.build(tea).path
    if damage == "page":
        spoil(path, "claim")
    else:
        with closing(sqlite3.connect(path)) as index:
            index.execute("UPDATE claim SET kind = 'casual'")
            index.commit()
    monkeypatch.setattr(seals, "is_whole", lambda _: True)  # it is spoilt while it is read

    assert main(["claims", "--data", str(tea)]) == 2
    assert "evidence-graph cache --clean" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["emptied", "removed", "replaced"])
@pytest.mark.usefixtures("own_cache")
def test_a_damaged_store_is_answered_without_and_made_again(tea, damage):
    path = compiled.build(tea).path.with_suffix(cache_folder.STORE)
    right = ask(eg.load(tea), HOW_MANY).rows
    for file in path.glob("*.sst" if damage == "emptied" else "CURRENT"):
        file.write_bytes(b"") if damage == "emptied" else file.unlink()
    if damage == "replaced":
        shutil.rmtree(path)
        path.write_text("no store")

    assert [ask(eg.load(tea), HOW_MANY).rows for _ in range(2)] == [right, right]
    assert path.is_dir()


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_damaged_words_are_answered_without_and_made_again(own_cache, tea, monkeypatch, content):
    monkeypatch.setattr(search, "MANY", 1)
    compiled.build(tea)
    right = eg.load(tea).find("does long steeping make tea bitter?")[0].claim.id
    path = next(own_cache.root.glob(f"*{cache_folder.WORDS}"))
    path.unlink()
    path.write_bytes(content) if content is not None else path.mkdir()

    found = [eg.load(tea).find("does long steeping make tea bitter?")[0].claim.id for _ in range(2)]

    assert (found, large.is_whole(path)) == ([right, right], True)


def test_words_are_found_in_a_folder_of_any_name(tea, tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "a?b #c%20"))
    monkeypatch.setattr(search, "MANY", 1)
    compiled.build(tea)

    assert eg.load(tea).find("does long steeping make tea bitter?")[0].claim.id == CLAIM


@pytest.mark.usefixtures("own_cache")
def test_a_full_disk_costs_only_time(tea, monkeypatch):
    monkeypatch.setattr(compiled, "LARGE", 0)
    create = database.create

    def full(path):
        if path != compiled.IN_MEMORY and "evidence-graph-" not in path:
            raise sqlite3.OperationalError("database or disk is full")
        return create(path)

    monkeypatch.setattr(database, "create", full)

    assert eg.load(tea).claim(CLAIM).statement == STATEMENT
    with pytest.raises(CannotWrite, match="disk is full"):
        compiled.build(tea)


@pytest.mark.usefixtures("own_cache")
def test_sparql_is_answered_where_no_store_can_be_kept(tea, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError("IO error: No space left on device")

    monkeypatch.setattr(oxigraph, "write", full)

    assert main(["build", "--sparql", "--data", str(tea)]) == 2
    assert "look for room and rights" in capsys.readouterr().err
    assert ask(eg.load(tea), "ASK { ?claim eg:verdict ?verdict }").holds


def test_without_a_home_folder_nothing_is_kept(tea, monkeypatch, capsys):
    def unknown():
        raise RuntimeError("Could not determine home directory.")

    for name in ("EVIDENCE_GRAPH_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setattr(compiled, "LARGE", 0)

    assert main(["studies", CLAIM, "--data", str(tea)]) == 0
    assert main(["cache"]) == 2
    assert "EVIDENCE_GRAPH_CACHE" in capsys.readouterr().err


@pytest.mark.usefixtures("own_cache")
def test_a_graph_whose_folder_was_edited_answers_as_it_was_loaded(tea):
    compiled.build(tea)
    with_store, without = eg.load(tea), eg.load(tea)
    ask(with_store, HOW_MANY)
    reword(tea, "Edited.")

    assert not ask(with_store, 'ASK { ?claim eg:statement "Edited." }').holds
    shutil.rmtree(with_store.store.index.path.with_suffix(cache_folder.STORE))
    assert not ask(without, 'ASK { ?claim eg:statement "Edited." }').holds
    assert "Edited." not in without.rdf.serialize(format="turtle")


@pytest.mark.usefixtures("own_cache")
def test_a_folder_that_was_only_touched_is_no_other(tea):
    compiled.build(tea)
    graph = eg.load(tea)
    os.utime(tea / folders.CLAIMS, (0, 0))

    assert ask(graph, "ASK { ?claim a eg:Claim }").holds
    assert len(graph.rdf) > 0


@pytest.mark.parametrize(("seconds", "settled"), [(1.9, False), (2.0, False), (2.1, True)])
@pytest.mark.parametrize("clock", ["content", "status"])
def test_a_file_that_changed_just_now_may_change_again_unseen(seconds, settled, clock):
    """Some file systems tell times to two seconds."""
    before, seen = 10**9, 10 * 10**9
    then = seen - round(seconds * 10**9)
    stamp = [1, then, before, 1] if clock == "content" else [1, before, then, 1]

    assert seals.is_settled([stamp, [1, before, before, 1]], seen) is settled


@pytest.mark.usefixtures("own_cache")
def test_damage_in_the_names_of_tables_is_damage(tea):
    path = compiled.build(tea).path
    held = path.read_bytes()
    path.write_bytes(
        held.replace(b"tablecitationcitation", b"table\xdb\x91\xffationcitation").replace(
            b"TABLE citation", b"TXBLE citation"
        )
    )

    assert path.read_bytes() != held
    assert eg.load(tea).claim(CLAIM).statement == STATEMENT


def test_what_services_answered_is_listed_and_removed_with_the_indexes(own_cache, tea, capfd):
    compiled.build(tea)
    replies = KeptReplies()
    for question in ("one", "other"):
        replies.keep(question, 200, "{}")
    (own_cache.root / "services" / "notes.json").write_text("mine")

    status = main(["cache", "-f", "json"])
    rows = json.loads(capfd.readouterr().out)

    assert (status, [row["folder"] for row in rows]) == (0, [str(tea), "answers of services"])
    assert rows[1]["index"] == str(own_cache.root / "services")
    assert main(["cache"]) == 0
    assert "2 answers of services" in capfd.readouterr().out
    assert main(["cache", "--clean"]) == 0
    assert [path.name for path in own_cache.root.rglob("*") if path.is_file()] == ["notes.json"]
    assert replies.find("one") is None


@pytest.mark.usefixtures("own_cache")
def test_an_empty_cache_says_so(capfd):
    assert main(["cache"]) == 0
    assert capfd.readouterr().out.startswith("Nothing kept in")
