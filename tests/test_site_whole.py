"""A site is put in place whole, within its folder, whatever lies there and whenever it is cut off."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import placing
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite
from evidence_graph.site import build
from evidence_graph.site.page_places import Places

TEA = Path(__file__).parent / "tea"
MARK = '<meta name="generator" content="evidence-graph">'
OLD, NEW = "Milk hides the bitterness of tea", "Cream hides the bitterness of tea"


def site(data, folder):
    return main(["site", "-o", str(folder), "--data", str(data)])


def bytes_of(folder):
    """Every file below *folder*, what is no folder and no file told by its kind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else path.lstat().st_mode
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }


@pytest.fixture(scope="module")
def old_site(tmp_path_factory):
    """A site of the tea data, to be copied."""
    folder = tmp_path_factory.mktemp("old")
    build(eg.load(TEA), folder)
    return folder


@pytest.fixture
def creamy(tea):
    """The tea data with another statement, so that old pages are told from new ones."""
    claims = tea / "claims.ttl"
    claims.write_text(claims.read_text("utf-8").replace(OLD, NEW), "utf-8")
    return tea


def link_to_folder(place, elsewhere):
    place.symlink_to(elsewhere, target_is_directory=True)


def link_to_page(place, elsewhere):
    (elsewhere / "page.html").write_text(MARK)
    place.symlink_to(elsewhere / "page.html")


def dangling_link(place, elsewhere):
    place.symlink_to(elsewhere / "nothing.html")


def file_of_others(place, _elsewhere):
    place.write_text("mine")


def pipe(place, _elsewhere):
    os.mkfifo(place)


def folder_of_others(place, _elsewhere):
    place.mkdir()
    (place / "letter.txt").write_text("dear")


PLANTED = [
    *[("claim", plant) for plant in (link_to_folder, link_to_page, dangling_link, file_of_others, pipe)],
    *[("index.html", plant) for plant in (link_to_folder, link_to_page, dangling_link)],
    *[("index.html", plant) for plant in (pipe, folder_of_others)],
    *[("study/pot2010.html", plant) for plant in (link_to_page, dangling_link, pipe, folder_of_others)],
    ("map.html", link_to_page),
    (placing.ASIDE, link_to_folder),
    (placing.ASIDE, file_of_others),
]  # fmt: skip


@pytest.mark.parametrize(("name", "plant"), PLANTED, ids=lambda each: getattr(each, "__name__", each))
def test_nothing_is_written_where_something_lies_in_the_way_of_a_page(tmp_path, name, plant, capfd):
    web, elsewhere = tmp_path / "web", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (web / name).parent.mkdir(parents=True)
    plant(web / name, elsewhere)
    before = bytes_of(tmp_path)

    assert site(TEA, web) == 2
    assert bytes_of(tmp_path) == before
    assert str(web / name) in capfd.readouterr().err


@pytest.mark.parametrize("names", [["../elsewhere/x"], ["."], [".."], [""], [5], "ab", None])
def test_a_forged_leftover_moves_nothing_outside(tmp_path, names, capfd):
    aside = tmp_path / "web" / placing.ASIDE
    (aside / placing.NEW).mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_text("mine")
    (aside / placing.MOVES).write_text(json.dumps({"new": names, "gone": []}))

    assert site(TEA, tmp_path / "web") == 2
    assert "move it away" in capfd.readouterr().err
    assert (tmp_path / "elsewhere" / "x").read_text() == "mine"


@pytest.mark.parametrize("part", [placing.NEW, placing.OLD])
def test_a_leftover_that_leads_elsewhere_is_not_followed(tmp_path, part):
    aside = tmp_path / "web" / placing.ASIDE
    aside.mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "index.html").write_text("mine")
    (aside / part).symlink_to(tmp_path / "elsewhere")
    (aside / placing.MOVES).write_text(json.dumps({"new": ["index.html"], "gone": []}))

    assert site(TEA, tmp_path / "web") == 2
    assert (tmp_path / "elsewhere" / "index.html").read_text() == "mine"


def test_a_folder_that_becomes_a_link_between_look_and_write_is_not_followed(tmp_path, monkeypatch):
    """Somebody swaps the folder when all checks are done and the first page is put in place."""
    web, elsewhere, rename = tmp_path / "web", tmp_path / "elsewhere", Path.rename
    elsewhere.mkdir()
    build(eg.load(TEA), web)
    before = bytes_of(web)

    def swap(path, target):
        if path == web / "articles.html" and not (tmp_path / "claim").exists():
            rename(web / "claim", tmp_path / "claim")
            (web / "claim").symlink_to(elsewhere)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", swap)
    with pytest.raises(CannotWrite, match="a link"):
        build(eg.load(TEA), web)
    assert list(elsewhere.iterdir()) == []
    (web / "claim").unlink()
    rename(tmp_path / "claim", web / "claim")
    assert bytes_of(web) == before


def test_a_page_that_has_a_second_name_elsewhere_is_replaced_and_not_written_into(tmp_path, creamy):
    build(eg.load(TEA), tmp_path / "web")
    page = tmp_path / "web" / "claim" / "milk-hides-bitterness.html"
    os.link(page, tmp_path / "copy.html")

    assert site(creamy, tmp_path / "web") == 0
    assert OLD in (tmp_path / "copy.html").read_text()
    assert NEW in page.read_text()


def test_what_is_foreign_stays_as_it_is_where_it_is(tmp_path, creamy):
    web = tmp_path / "web"
    build(eg.load(TEA), web)
    (web / "claim" / "drafts").mkdir()
    for name in ("CNAME", ".nojekyll", "claim/notes.txt", "claim/drafts/one.txt", "claim/gone.html"):
        (web / name).write_text("mine" if name != "claim/gone.html" else MARK)
    (web / "claim" / "link").symlink_to("/nowhere")
    (web / "claim" / "notes.txt").chmod(0o640)
    (web / "claim").chmod(0o750)
    before = {p: v for p, v in bytes_of(web).items() if not p.endswith(".html") or p == "claim/gone.html"}
    times = (web / "claim" / "notes.txt").stat()

    assert site(creamy, web) == 0

    after = bytes_of(web)
    assert {p: after[p] for p in before} == before
    stat = (web / "claim" / "notes.txt").stat()
    assert (stat.st_ino, stat.st_mode, stat.st_mtime_ns) == (times.st_ino, times.st_mode, times.st_mtime_ns)
    assert (web / "claim").stat().st_mode & 0o777 == 0o750
    assert NEW in after["claim/milk-hides-bitterness.html"].decode()


def test_foreign_files_are_copied_where_no_file_can_have_a_second_name(tmp_path, monkeypatch):
    web = tmp_path / "web"
    build(eg.load(TEA), web)
    (web / "study" / "notes.txt").write_text("mine")

    def refused(*_given, **_named):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    build(eg.load(TEA), web)

    assert (web / "study" / "notes.txt").read_text() == "mine"


KILLED = """
import os, signal, sys
from pathlib import Path
import evidence_graph as eg
from evidence_graph.site import build

data, web, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
graph = eg.load(data, cached=False)
CHANGING = {"os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.chmod", "open"}
calls = 0


def count(event, given):
    global calls
    if event not in CHANGING or not str(given[0]).startswith(web) and event != "os.rmdir":
        return
    if event == "open" and not (isinstance(given[1], str) and "w" in given[1]):
        return
    calls += 1
    if calls == number:
        os.kill(os.getpid(), signal.SIGKILL)


sys.addaudithook(count)
build(graph, web)
print(calls)
"""


def run_until(data, web, call):
    """Build in a process that is killed before its file-changing *call*: its exit status, what it printed."""
    command = [sys.executable, "-c", KILLED, str(data), str(web), str(call)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.trial
def test_a_killed_site_is_the_old_or_the_new_one_or_is_marked_and_mended_by_the_next(
    tmp_path, old_site, creamy, trial, capfd
):
    build(eg.load(creamy), tmp_path / "new")
    old, new = bytes_of(old_site), bytes_of(tmp_path / "new")
    status, printed = run_until(creamy, tmp_path / "all", 0)
    first = int(printed)
    shutil.copytree(old_site, tmp_path / "over")
    again = int(run_until(creamy, tmp_path / "over", 0)[1])
    chance = random.Random(8)  # noqa: S311 - a fixed seed, no secret
    calls = sorted(chance.sample(range(1, again), trial.amount(sample=3, whole=again - 1)))
    assert status == 0
    assert again > first > len(new)

    states = []
    for call in calls:
        web = tmp_path / f"web{call}"
        shutil.copytree(old_site, web)
        (web / "claim" / "mine.txt").write_text("mine")

        assert run_until(creamy, web, call)[0] == -signal.SIGKILL

        marked = (web / placing.ASIDE / placing.MOVES).exists()
        others = {placing.LOCK, "claim/mine.txt"}
        pages = {p: v for p, v in bytes_of(web).items() if placing.ASIDE not in p and p not in others}
        assert pages in (old, new) or marked
        assert [path.read_text() for path in web.rglob("claim/mine.txt")][:1] == ["mine"]
        states.append("marked" if marked else "old" if pages == old else "new")
        capfd.readouterr()
        assert site(TEA, web) == 0
        assert ("cut off" in capfd.readouterr().err) == marked
        assert bytes_of(web) == old | {"claim/mine.txt": b"mine"}

    told = ", ".join(f"{states.count(state)} {state}" for state in ("old", "new", "marked"))
    trial.tell(f"{len(calls)} kills at file-changing calls of `site`: {told}; 0 mixed without a mark")


def test_what_a_cut_off_run_changed_is_taken_back_before_anything_else(
    tmp_path, monkeypatch, old_site, creamy
):
    """Also when the next run cannot write: the old site is whole then."""
    web = shutil.copytree(old_site, tmp_path / "web")
    old = bytes_of(web)
    monkeypatch.setattr(placing, "_take_back", lambda *_: None)  # as if the process were gone
    monkeypatch.setattr(placing, "_carry", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(eg.load(creamy), web)
    monkeypatch.undo()
    assert {p: v for p, v in bytes_of(web).items() if placing.ASIDE not in p} != old

    def full(*_given, **_named):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("evidence_graph.site._write", full)
    with pytest.raises(CannotWrite, match="No space left"):
        build(eg.load(creamy), web)

    assert bytes_of(web) == old


@pytest.mark.parametrize("call", ["mkdir", "write_bytes", "write_text", "rename", "unlink"])
@pytest.mark.parametrize("fresh", [False, True], ids=["over-an-old-one", "fresh"])
def test_a_full_disk_leaves_the_old_site_whole_and_says_so_in_one_sentence(
    tmp_path, monkeypatch, old_site, creamy, call, fresh, capfd
):
    """Whichever call of its kind within the folder it is that fails."""
    web = tmp_path / "out" / "web"
    if not fresh:
        shutil.copytree(old_site, web)
    before, real = bytes_of(tmp_path), getattr(Path, call)
    for number in (1, 3, 17):
        calls = iter(range(1, 1000))

        def failing(path, *given, calls=calls, number=number, **named):
            if path.is_relative_to(tmp_path / "out") and next(calls) == number:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(path, *given, **named)

        with monkeypatch.context() as patch:
            patch.setattr(Path, call, failing)
            status = site(creamy, web)
        if next(calls) <= number:  # there are no so many calls
            continue
        told = capfd.readouterr().err.splitlines()
        assert (status, bytes_of(tmp_path)) == (3, before)
        assert [line for line in told if "No space left on device" in line] == told[-1:]
        assert not fresh or not (tmp_path / "out").exists()


def test_of_two_sites_at_once_one_is_written_whole_and_the_other_says_why_not(tmp_path, old_site, creamy):
    web = tmp_path / "web"
    build(eg.load(creamy), tmp_path / "new")
    command = [sys.executable, "-m", "evidence_graph", "site", "-o", str(web), "--data"]
    runs = [
        subprocess.Popen([*command, str(data)], stderr=subprocess.PIPE, text=True) for data in (TEA, creamy)
    ]
    told = [run.communicate()[1] for run in runs]

    assert bytes_of(web) in (bytes_of(old_site), bytes_of(tmp_path / "new"))
    assert all(run.returncode == 0 or "another run" in said for run, said in zip(runs, told, strict=True))


def test_while_one_run_is_at_it_another_refuses_and_changes_nothing(tmp_path):
    with placing.place_whole(tmp_path / "web", placing.Rule("page", Path.is_file)):
        with pytest.raises(CannotWrite, match="another run is writing there") as refusal:
            build(eg.load(TEA), tmp_path / "web")
        assert refusal.value.passes
        assert sorted(path.name for path in (tmp_path / "web").iterdir()) == [placing.ASIDE, placing.LOCK]


def test_the_lock_that_a_killed_run_left_hinders_nobody_and_goes(tmp_path, old_site):
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / placing.LOCK).write_text("4711")

    build(eg.load(TEA), tmp_path / "web")

    assert bytes_of(tmp_path / "web") == bytes_of(old_site)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path, creamy, capfd):
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / placing.LOCK).symlink_to(other)
    before = bytes_of(tmp_path)

    assert site(creamy, tmp_path / "web") == 2
    assert "it is a link, and a lock is none; move it away" in " ".join(capfd.readouterr().err.split())
    assert (bytes_of(tmp_path), other.read_text()) == (before, "mine")


def test_a_file_system_without_locks_is_written_to_all_the_same(tmp_path, old_site, monkeypatch):
    fcntl = pytest.importorskip("fcntl", reason="Windows has locks of its own")

    def missing(*_):
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(fcntl, "flock", missing)

    build(eg.load(TEA), tmp_path / "web")

    assert bytes_of(tmp_path / "web") == bytes_of(old_site)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tea", "tea"),
        ("\u00c9t\u00e9", "\u00e9t\u00e9"),
        ("\u00e9", "e\u0301"),
        ("stra\u00dfe", "STRASSE"),
        ("\u212bngstrom", "\u00e5ngstrom"),
        ("con", "CON"),
        ("tea", "tea."),
        ("tea", "tea "),
        ("x" * 300, "X" * 300),
        ("\u8336" * 90, "\u8336" * 91),
    ],
)
def test_ids_that_differ_for_us_alone_have_files_that_differ_for_every_system(one, other):
    places = Places({"claim": [one, other]})
    names = [places.path("claim", name).removeprefix("claim/") for name in (one, other)]

    assert len({name.casefold() for name in names}) == 2
    assert all(name.isascii() and len(name) < 255 and not name.endswith((".", " ")) for name in names)


def test_no_id_can_be_spelt_as_the_name_that_another_gets():
    """Each id that is the name of another, from which one would be led to the other's page."""
    ids = ["Tea", "tea"]
    for _ in range(5):
        places = Places({"claim": ids})
        ids += [places.path("claim", name).removeprefix("claim/").removesuffix(".html") for name in ids[-2:]]

    places = Places({"claim": ids})
    assert len({places.path("claim", name).casefold() for name in ids}) == len(set(ids))


@given(
    st.lists(st.text(alphabet="aA\u00e4\u00c4%.-\u0130i", min_size=1, max_size=4), unique=True, max_size=30)
)
def test_however_many_ids_there_are_no_two_share_a_file(identifiers):
    places = Places({"claim": identifiers})

    assert len({places.path("claim", name).casefold() for name in identifiers}) == len(identifiers)
