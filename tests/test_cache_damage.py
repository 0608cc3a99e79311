"""What is kept is whole or not used: flipped, zeroed, cut, swapped or lost, it leads to no wrong answer."""

import json
import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from evidence_graph import search
from evidence_graph.cli import main
from evidence_graph.store import cache_folder, cache_place, compiled, disk, seals

sys.path.insert(0, str(Path(__file__).parent))
from folders import invented

CLAIM = "c7"
HOW_MANY = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a eg:Claim }"

SOMEBODY_ELSE = 12345

VERBS = {
    cache_folder.INDEX: [
        ["studies", CLAIM, "-f", "json"],
        ["claims", "-f", "csv"],
        ["show", "work3", "-f", "json"],
        ["assess", CLAIM, "-f", "json"],
        ["assess", "-f", "csv"],
        ["export", "bibtex", CLAIM],
    ],
    cache_folder.STORE: [
        ["ask", HOW_MANY, "-f", "csv"],
        ["ask", "contested-claims", "-f", "csv"],
        ["ask", "claims-on-one-study", "-f", "json"],
    ],
    cache_folder.WORDS: [["studies", "does slow wear of the kettle change rust?", "-f", "csv"]],
}
"""Verbs whose answers come from what is kept under an ending."""


class Asker:
    """Someone who asks one data folder, and knows the right answers; others may have *learned* some."""

    def __init__(self, folder, capsys, learned=None):
        self.folder, self._capsys = folder, capsys
        self._right = {} if learned is None else learned

    def ask(self, verb):
        """Exit status, standard output, and what was said of the cache."""
        status = main([*verb, "--data", str(self.folder)])
        printed = self._capsys.readouterr()
        said = [line for line in printed.err.splitlines() if line.startswith("warning: ")]
        return status, printed.out, said

    def right(self, verb):
        """The answer without a cache."""
        key = " ".join(verb)
        if key not in self._right:
            self._right[key] = self.ask([*verb, "--no-cache"])[:2]
        return self._right[key]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return invented(tmp_path_factory.mktemp("invented"), 60)


def _keep_everything(patch):
    """Let any folder be compiled, with a store and words when asked for, however small it is."""
    patch.setattr(compiled, "LARGE", 0)
    patch.setattr(search, "MANY", 1)


@pytest.fixture(scope="module")
def right():
    """The right answers by their verbs, as far as somebody asked."""
    return {}


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    """A cache with all that is kept of the folder, of which each test damages a copy."""
    place = tmp_path_factory.mktemp("whole") / "cache"
    with pytest.MonkeyPatch.context() as patch:
        _keep_everything(patch)
        patch.setenv("EVIDENCE_GRAPH_CACHE", str(place))
        for first, *_ in VERBS.values():
            assert main([*first, "--data", str(folder)]) == 0
    return place


@pytest.fixture
def asker(folder, whole, right, own_cache, monkeypatch, capsys):
    """Who asks a folder of which all is kept."""
    _keep_everything(monkeypatch)
    made = Asker(folder, capsys, right)
    made.root = shutil.copytree(whole, own_cache.root)
    capsys.readouterr()
    return made


def kept(asker, ending):
    """The file or folder that is kept under an *ending*, made by a question if it is not there."""
    for verb in VERBS.get(ending.removesuffix(seals.SEAL), VERBS[cache_folder.INDEX])[:1]:
        asker.ask(verb)
    return next(path for path in asker.root.iterdir() if path.name.endswith(ending))


def files(path):
    return sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def flip(file, chance):
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def zero(file, chance):
    content = file.read_bytes()
    start = chance.randrange(len(content))
    zeros = bytes(min(chance.choice([1, 16, 512, 8192]), len(content) - start))
    file.write_bytes(content[:start] + zeros + content[start + len(zeros) :])


def cut(file, chance):
    os.truncate(file, chance.randrange(file.stat().st_size))


DAMAGES = [flip, zero, cut]


def damage(path, chance):
    """Spoil a random place of *path*; whether that changed anything."""
    file = chance.choice([f for f in files(path) if f.stat().st_size])
    before = file.read_bytes()
    chance.choice(DAMAGES)(file, chance)
    return file.read_bytes() != before


@pytest.mark.trial
@pytest.mark.parametrize("small", [seals.SMALL, 0], ids=["read", "told by its times"])
@pytest.mark.parametrize("ending", VERBS)
def test_a_damaged_cache_answers_rightly_and_says_so(asker, trial, ending, small, monkeypatch):
    monkeypatch.setattr(seals, "SMALL", small)
    monkeypatch.setattr(seals, "SETTLED", 0)  # nobody waits two seconds here
    chance = random.Random(10)  # noqa: S311 - places of damage
    wrong, silent, number = [], [], trial.amount(sample=3, whole=500)

    for place in range(number):
        is_damaged = damage(kept(asker, ending), chance)
        verb = chance.choice(VERBS[ending])
        status, answer, said = asker.ask(verb)
        if (status, answer) != asker.right(verb):
            wrong.append((place, verb))
        if len(said) != is_damaged:
            silent.append((place, said))

    trial.tell(f"{number} damages: {len(wrong)} wrong answers, {len(silent)} without one sentence")
    assert (wrong, silent) == ([], [])


@pytest.mark.trial
@pytest.mark.parametrize("ending", [".json", ".sqlite.seal", ".oxigraph.seal", ".words.seal"])
def test_a_damaged_note_or_seal_answers_rightly(asker, trial, ending):
    chance = random.Random(11)  # noqa: S311 - places of damage
    wrong, number = [], trial.amount(sample=3, whole=500)
    verbs = VERBS.get(ending.removesuffix(seals.SEAL), VERBS[cache_folder.INDEX])

    for place in range(number):
        damage(kept(asker, ending), chance)
        verb = chance.choice(verbs)
        status, answer, _ = asker.ask(verb)
        if (status, answer) != asker.right(verb):
            wrong.append((place, verb))

    trial.tell(f"{number} damages: {len(wrong)} wrong answers")
    assert wrong == []


def emptied(path):
    for file in files(path):
        file.write_bytes(b"")


def lengthened(path):
    with files(path)[0].open("ab") as file:
        file.write(b"garbage")


def removed(path):
    disk.remove(path)


def replaced_by_a_folder(path):
    disk.remove(path)
    (path / "inside").mkdir(parents=True)
    (path / "inside" / "file").write_text("x")


def replaced_by_a_file(path):
    disk.remove(path)
    path.write_bytes(b"SQLite format 3\0")


def replaced_by_a_link(path):
    twin = path.with_name("twin")
    path.replace(twin)
    path.symlink_to(twin)


def replaced_by_a_pipe(path):
    disk.remove(path)
    os.mkfifo(path)


def without_a_file(path):
    max(files(path), key=lambda file: file.stat().st_size).unlink()


def with_a_file_more(path):
    if path.is_dir():
        (path / "000999.sst").write_bytes(b"x" * 100)
    else:
        lengthened(path)


def without_its_seal(path):
    seals.place(path).unlink()


def with_a_folder_for_a_seal(path):
    seals.place(path).unlink()
    seals.place(path).mkdir()


def with_a_pipe_for_a_seal(path):
    seals.place(path).unlink()
    os.mkfifo(seals.place(path))


MEMBERS = [
    emptied,
    lengthened,
    removed,
    replaced_by_a_folder,
    replaced_by_a_file,
    replaced_by_a_link,
    replaced_by_a_pipe,
    without_a_file,
    with_a_file_more,
    without_its_seal,
    with_a_folder_for_a_seal,
    with_a_pipe_for_a_seal,
]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.__name__)
@pytest.mark.parametrize("ending", VERBS)
def test_what_is_kept_may_turn_into_anything(asker, ending, member):
    verb = VERBS[ending][0]
    path = kept(asker, ending)
    member(path)
    is_there = os.path.lexists(path)

    first, second = asker.ask(verb), asker.ask(verb)

    assert first[:2] == second[:2] == asker.right(verb)
    assert (len(first[2]), second[2]) == (is_there, [])
    assert seals.is_whole(kept(asker, ending))


@pytest.mark.parametrize("with_seal", [False, True])
@pytest.mark.parametrize("ending", VERBS)
def test_what_is_kept_of_other_data_is_not_taken_for_these(asker, tmp_path, ending, with_seal):
    verb, mine = VERBS[ending][0], kept(asker, ending)
    before = set(asker.root.iterdir())
    Asker(invented(tmp_path / "other", 40), asker._capsys).ask(verb)
    [theirs] = [path for path in set(asker.root.iterdir()) - before if path.name.endswith(ending)]
    disk.remove(mine)
    shutil.move(theirs, mine)
    if with_seal:
        seals.place(theirs).replace(seals.place(mine))

    status, answer, said = asker.ask(verb)

    assert (status, answer) == asker.right(verb)
    assert len(said) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("member", [removed, replaced_by_a_folder, replaced_by_a_pipe, replaced_by_a_link])
def test_a_note_may_turn_into_anything(asker, member):
    verb = VERBS[cache_folder.INDEX][0]
    member(kept(asker, ".json"))

    assert [asker.ask(verb)[:2] for _ in range(2)] == [asker.right(verb)] * 2


def test_a_note_that_names_the_index_of_other_data_is_passed_over(asker, tmp_path):
    verb = VERBS[cache_folder.INDEX][1]
    note = kept(asker, ".json")
    other = Asker(invented(tmp_path / "other", 40), asker._capsys)
    other.ask(verb)
    notes = [json.loads(path.read_text()) for path in asker.root.glob("*.json")]
    [theirs] = [held["key"] for held in notes if held["folder"] == str(other.folder)]
    note.write_text(json.dumps(json.loads(note.read_text()) | {"key": theirs}))  # its checksum is the old one

    assert asker.ask(verb)[:2] == asker.right(verb)


def test_a_value_that_was_changed_with_sql_is_damage_like_any_other(asker):
    index = kept(asker, cache_folder.INDEX)
    with closing(sqlite3.connect(index)) as connection:
        connection.execute("UPDATE line SET stance = 'supportive' WHERE claim = ?", (CLAIM,))
        connection.commit()

    assert asker.ask(VERBS[cache_folder.INDEX][0])[:2] == asker.right(VERBS[cache_folder.INDEX][0])


def test_a_large_file_is_read_again_after_a_day_though_nothing_seems_to_have_touched_it(asker, monkeypatch):
    monkeypatch.setattr(seals, "SMALL", 0)
    monkeypatch.setattr(seals, "SETTLED", 0)
    index = kept(asker, cache_folder.INDEX)
    index.touch()  # what was noted of it is out of date
    read = []
    monkeypatch.setattr(seals, "_sum", lambda file, sum_of=seals._sum: read.append(file) or sum_of(file))

    settled = [seals.is_whole(index) and len(read) for _ in range(3)]
    monkeypatch.setattr(seals, "AGAIN", 0)
    next_day = seals.is_whole(index) and len(read)

    assert (settled, next_day) == ([1, 1, 1], 2)


def test_a_folder_that_others_own_is_not_used_and_that_is_said(asker, monkeypatch):
    verb = VERBS[cache_folder.INDEX][0]
    asker.ask(verb)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)

    status, answer, said = asker.ask(verb)

    assert (status, answer) == asker.right(verb)
    assert len(said) == 1
    assert "belongs to another user" in said[0]


@pytest.mark.parametrize(
    ("mode", "verb"),
    [
        (0o770, VERBS[cache_folder.INDEX][0]),
        (0o707, VERBS[cache_folder.WORDS][0]),
        (0o777, VERBS[cache_folder.STORE][0]),
    ],
)
def test_a_folder_that_others_may_write_to_is_not_used_and_that_is_said(asker, mode, verb):
    asker.ask(verb)
    asker.root.chmod(mode)
    before = sorted(asker.root.iterdir())

    status, answer, said = asker.ask(verb)

    assert (status, answer) == asker.right(verb)
    assert [f"chmod go-w {asker.root}" in line for line in said] == [True]
    assert sorted(asker.root.iterdir()) == before


def test_nothing_is_compiled_into_a_folder_that_others_may_write_to(asker, capsys):
    asker.root.chmod(0o777)

    assert main(["build", "--data", str(asker.folder)]) == 2
    assert "chmod go-w" in capsys.readouterr().err


def test_a_file_that_somebody_else_put_there_is_not_used(asker, monkeypatch):
    index = kept(asker, cache_folder.INDEX)
    monkeypatch.setattr(cache_place, "fault", lambda _: None)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY_ELSE)

    assert not seals.is_whole(index)


def test_an_answer_that_lasts_does_not_hear_of_what_is_whole(asker):
    said = [asker.ask(verbs[0])[2] for verbs in VERBS.values() for _ in range(2)]

    assert said == [[]] * 6


def test_the_library_says_what_was_damaged_by_logging(asker, caplog):
    emptied(kept(asker, cache_folder.INDEX))

    compiled.find(asker.folder)

    assert ["damaged or incomplete" in record.getMessage() for record in caplog.records] == [True]


def test_cleaning_removes_seals_too(asker, own_cache):
    seal = kept(asker, ".words.seal")

    own_cache.clean()

    assert not seal.exists()

    assert list(Path(asker.root).iterdir()) == []
