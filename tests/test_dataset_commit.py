"""The files of a folder change in one step, whatever stops the writer and whoever writes beside it."""

import errno
import os
import random
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import kills
import pytest
from click.testing import CliRunner

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import cli, commit, folders, model
from evidence_graph import dataset as data
from evidence_graph.checks import check
from evidence_graph.errors import CannotWrite, FolderBusy, UnfinishedWrite
from evidence_graph.store import compiled, streams

HERE = Path(__file__).parent
posix = pytest.mark.skipif(os.name != "posix", reason="these signals and links are those of POSIX")


def changed(dataset, name="new"):
    """The data set with a change in both of its files."""
    citations = bib.put(dataset.bibliography, bib.Entry(f"{name}2000", "misc", {"title": "{New}"}))
    return data.put(replace(dataset, bibliography=citations), model.Curator(name, "New"))


def contents(folder):
    """What the files of *folder* say, as any program finds them."""
    return [(folder / name).read_bytes() for name in folders.NAMES]


def told(dataset):
    """What a data set was read from."""
    return [dataset.text.encode(), bib.write(dataset.bibliography).encode()]


def names(folder):
    """All that lies in *folder*."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def states(tea, tmp_path):
    """What the files of the tea data say before and after the change."""
    new = Path(shutil.copytree(tea, tmp_path / "after"))
    data.save(changed(data.load(new)))
    return {"old": contents(tea), "new": contents(new)}


def seal(monkeypatch):
    """Let nobody write anywhere from now on."""

    def refused(folder, *_, **__):
        raise CannotWrite(folder, "it cannot be locked (Permission denied)")

    monkeypatch.setattr(commit, "alone", refused)


def kill_each(word, folder, trials, *, every):
    """What is left when the deed *word* is killed at one in *every* of its steps; the last was not killed."""
    trials.mkdir()
    command = [sys.executable, HERE / "kills.py", word, folder, trials, str(every)]
    subprocess.run(command, check=True, timeout=600)
    return sorted(trials.iterdir(), key=lambda path: int(path.name))


@posix
@pytest.mark.trial
@pytest.mark.parametrize("linked", [False, True])
def test_a_kill_at_any_step_leaves_the_old_or_the_new_state(tea, tmp_path, states, trial, linked):
    source = tea
    if linked:
        source = tmp_path / "source"
        (source / "linked").mkdir(parents=True)
        tea.rename(source / "real")
        for name in folders.NAMES:
            (source / "linked" / name).symlink_to(f"../real/{name}")

    every = trial.amount(sample=3, whole=1)
    left = kill_each("save", source, tmp_path / "kills", every=every)

    seen = [state_of(folder / "linked" if linked else folder, states) for folder in left]
    assert seen == ["old"] * seen.count("old") + ["new"] * seen.count("new")
    assert seen.count("old") > 10 // every
    assert seen.count("new") > 5 // every
    if linked:
        assert {tuple(names(folder / "real")) for folder in left} == {tuple(sorted(folders.NAMES))}
    trial.tell(f"{len(seen) - 1} kills of a save left the old or the new state")


@posix
@pytest.mark.trial
@pytest.mark.parametrize("deed", ["add", "import", "rename", "undo", "tidy"])
def test_a_kill_of_a_verb_at_any_step_leaves_the_old_or_the_new_state(tea, tmp_path, trial, deed):
    if deed == "undo":
        with eg.edit(tea) as book:
            book.change("milk-spoils-tea", note="Changed.")
    after = Path(shutil.copytree(tea, tmp_path / "after"))
    if deed == "undo":  # what can be taken back is kept by the place of the folder
        with eg.edit(after) as book:
            book.change("milk-spoils-tea", note=None)
    else:
        kills.DEEDS[deed](after)
    states = {"old": contents(tea), "new": contents(after)}
    assert states["old"] != states["new"]

    every = trial.amount(sample=4, whole=1)
    left = kill_each(deed, tea, tmp_path / "kills", every=every)

    seen = [state_of(folder, states) for folder in left]
    assert seen == ["old"] * seen.count("old") + ["new"] * seen.count("new")
    assert seen.count("old") > 5 // every
    assert seen.count("new") > 1 // every or deed == "undo"
    trial.tell(f"{len(seen) - 1} kills of {deed} left the old or the new state")


@posix
@pytest.mark.trial
def test_a_kill_of_whoever_begins_a_folder_leaves_none_or_a_whole_one(tea, tmp_path, trial):
    left = kill_each("begin", tea, tmp_path / "kills", every=trial.amount(sample=3, whole=1))

    begun = [(folder / "new").exists() for folder in left]
    assert begun == sorted(begun)
    assert begun[-1]
    assert [eg.check(folder / "new") for folder in left if (folder / "new").exists()] == [[]] * sum(begun)
    trial.tell(f"{len(begun) - 1} kills of init left no folder or a whole one")


def state_of(folder, states):
    """Which state every reader finds in *folder*, who may write there or not; afterwards it is tidy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(commit, "tidy", lambda *_: None)
        first = told(data.load(folder))

    second = told(data.load(folder))

    assert first == second == contents(folder)
    assert names(folder) == sorted(folders.NAMES)
    return next(name for name, state in states.items() if state == first)


@posix
@pytest.mark.trial
def test_a_kill_of_whoever_tidies_up_changes_nothing(tea, tmp_path, states, trial):
    every = trial.amount(sample=3, whole=1)
    killed = kill_each("save", tea, tmp_path / "kills", every=every)
    chosen = random.Random(7).sample(  # noqa: S311 - a sample, not a secret
        killed, trial.amount(sample=2, whole=len(killed))
    )
    steps = 0
    for folder in chosen:
        copy = shutil.copytree(folder, tmp_path / f"copy-{folder.name}")
        wanted = state_of(copy, states)
        for again in kill_each("load", folder, tmp_path / f"again-{folder.name}", every=every):
            steps += 1
            assert state_of(again, states) == wanted

    trial.tell(f"{steps} kills of whoever tidies up after {len(chosen)} kills of a save: no other state")


@pytest.fixture
def torn(tea, states):
    """A folder whose writer was stopped between putting its first and its second file in place."""
    moved = []

    def move(self, target):
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        os.rename(self, target)  # noqa: PTH104 - Path.replace is what is stood in for

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", move)
        patch.setattr(commit, "_take_back", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            data.save(changed(data.load(tea)))
    assert contents(tea) == [states["new"][0], states["old"][1]]
    return tea


def test_the_next_save_brings_to_its_end_what_a_stopped_writer_left(torn, states):
    data.edit(torn, lambda dataset: data.put(dataset, model.Curator("third", "Third")))

    dataset = data.load(torn)
    assert {"new", "third"} < dataset.records(model.Curator).keys()
    assert told(dataset)[1] == states["new"][1]
    assert names(torn) == sorted(folders.NAMES)


def test_whoever_may_not_write_reads_the_new_state_between_two_renames(torn, states, monkeypatch):
    seal(monkeypatch)
    before = names(torn)

    dataset = data.load(torn)

    assert told(dataset) == states["new"]
    assert names(torn) == before


VERBS = [
    ("show", "new2000"),
    ("check", "-f", "json"),
    ("export", "bibtex"),
    ("ask", 'SELECT ?c WHERE { ?c eg:name "New" }'),
    ("build",),
]


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize("verb", VERBS, ids=[verb[0] for verb in VERBS])
def test_every_verb_sees_one_state_between_two_renames(torn, tmp_path, states, verb, sealed, monkeypatch):
    whole = tmp_path / "whole" / torn.name
    whole.mkdir(parents=True)
    for name, content in zip(folders.NAMES, states["new"], strict=True):
        (whole / name).write_bytes(content)
    expected = CliRunner().invoke(cli.group, [*verb, "--data", str(whole)])
    if sealed:
        seal(monkeypatch)

    answer = CliRunner().invoke(cli.group, [*verb, "--data", str(torn)])

    assert answer.stdout.replace(str(torn), str(whole)) == expected.stdout
    assert answer.exit_code == expected.exit_code


@pytest.mark.usefixtures("own_cache")
def test_a_compiled_folder_between_two_renames_holds_the_new_state(torn, monkeypatch):
    seal(monkeypatch)

    for index in (compiled.build(torn), compiled.build_aside(torn)):
        citation = index.get(model.Citation, "new2000")
        assert (index.get(model.Curator, "new").name, citation.title) == ("New", "New")


FAILURES = [errno.ENOSPC, errno.EIO, errno.EACCES]
CALLS = ["open", "link", "fsync", "chmod", "replace", "unlink", "fdopen"]


class Trouble:
    """Calls to the system that fail: the one of this number, or all from it on."""

    def __init__(self, patch, error, *, calls=tuple(CALLS), lasting=False):
        self._error, self._lasting, self._wanted = error, lasting, 0
        self.count = 0
        self.last = ""
        for name in calls:
            patch.setattr(os, name, self._failing(name, getattr(os, name)))

    def start(self, number):
        self._wanted, self.count = number, 0

    def _failing(self, name, call):
        def failing(path, *arguments, **options):
            if self._wanted and self._is_change(name, path, arguments):
                self.count += 1
                if self.count == self._wanted or (self._lasting and self.count > self._wanted):
                    self.last = name
                    if name == "fdopen":
                        os.close(path)
                    raise OSError(self._error, os.strerror(self._error))
            return call(path, *arguments, **options)

        return failing

    @staticmethod
    def _is_change(name, path, arguments):
        """Whether it changes a file of the folder; a lock that cannot be removed is tried elsewhere."""
        if name == "open":
            return bool(arguments and arguments[0] & os.O_CREAT)
        return not str(path).endswith(commit.LOCK)


@posix
@pytest.mark.parametrize("error", FAILURES, ids=errno.errorcode.get)
def test_a_failure_at_any_step_leaves_the_old_state_and_no_litter(tmp_path, monkeypatch, error):
    outcomes, sentences, states = [], [], []
    with monkeypatch.context() as patch:
        trouble = Trouble(patch, error)
        for number in range(1, 100):
            folder = shutil.copytree(HERE / "tea", tmp_path / str(number))
            old = contents(folder)
            dataset = changed(data.load(folder))
            trouble.start(number)
            try:
                data.save(dataset)
            except CannotWrite as failure:
                trouble.start(0)
                sentences.append(str(failure))
                outcomes.append("old")
                states.append((contents(folder) == old, names(folder)))
            else:
                reached = trouble.count >= number
                trouble.start(0)
                # Once the new files are in their place the change is made; only what was put aside is left.
                assert told(data.load(folder)) == contents(folder) != old
                assert names(folder) == sorted(folders.NAMES)
                outcomes.append("new")
                if not reached:
                    break

    assert outcomes.count("old") > 10
    assert outcomes[-1] == "new"
    assert states == [(True, sorted(folders.NAMES))] * len(states)
    assert [sentence for sentence in sentences if os.strerror(error) not in sentence] == []


@posix
@pytest.mark.parametrize(
    "calls", [CALLS, ["replace"], ["unlink"], ["fsync"], ["open"], ["replace", "unlink"]]
)
def test_a_disk_that_fails_for_good_leaves_what_the_writer_said(tmp_path, monkeypatch, calls):
    outcomes = []
    for number in range(1, 40):
        folder = shutil.copytree(HERE / "tea", tmp_path / str(number))
        old = contents(folder)
        dataset = changed(data.load(folder))
        with monkeypatch.context() as patch:
            trouble = Trouble(patch, errno.EIO, calls=calls, lasting=True)
            trouble.start(number)
            try:
                data.save(dataset)
                said = "new"
            except UnfinishedWrite:
                said = "new"
            except CannotWrite:
                said = "old"
            reached = trouble.count >= number
            trouble.start(0)
            patch.setattr(commit, "tidy", lambda *_: None)
            meanwhile = told(data.load(folder))

        assert (meanwhile == old) == (said == "old")
        assert told(data.load(folder)) == meanwhile == contents(folder)
        assert names(folder) == sorted(folders.NAMES)
        outcomes.append(said)
        if not reached:
            break

    assert outcomes[-1] == "new"


def test_an_interrupted_save_leaves_the_old_state_and_no_litter(tea, monkeypatch):
    old = contents(tea)
    dataset = changed(data.load(tea))
    moved = []

    def interrupt(self, target):
        moved.append(target)
        if len(moved) == 2:
            raise KeyboardInterrupt
        os.rename(self, target)  # noqa: PTH104 - Path.replace is what is stood in for

    monkeypatch.setattr(Path, "replace", interrupt)

    with pytest.raises(KeyboardInterrupt):
        data.save(dataset)

    assert (contents(tea), names(tea)) == (old, sorted(folders.NAMES))


WRITER = """
import sys
from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.errors import EditConflict
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for number in range(count):
    record = model.Curator(f"{name}-{number}", "Writer")
    if number % 2:
        data.edit(folder, lambda dataset: data.put(dataset, record))
    else:
        while True:
            try:
                data.save(data.put(data.load(folder), record))
                break
            except EditConflict:
                continue
    print(record.id, flush=True)
"""


@pytest.mark.trial
def test_no_change_that_was_acknowledged_is_lost(tea, trial):
    writers, changes = trial.amount(sample=(5, 2), whole=(20, 5))
    command = [sys.executable, "-c", WRITER, tea]
    at_once = [
        subprocess.Popen([*command, f"w{number}", str(changes)], stdout=subprocess.PIPE, text=True)
        for number in range(writers)
    ]

    acknowledged = [line for process in at_once for line in process.communicate()[0].split()]

    held = data.load(tea).records(model.Curator).keys()
    assert [process.returncode for process in at_once] == [0] * writers
    assert len(acknowledged) == writers * changes
    assert set(acknowledged) <= held
    assert names(tea) == sorted(folders.NAMES)
    lost = len(set(acknowledged) - held)
    trial.tell(f"{writers} writers at once, {len(acknowledged)} changes acknowledged, {lost} lost")


def test_a_reader_between_whose_two_files_somebody_writes_reads_both_again(tea, states, monkeypatch):
    load = bib.load
    pending = [lambda: data.edit(tea, changed)]

    def meanwhile(path, **given):
        if pending:
            pending.pop()()
        return load(path, **given)

    monkeypatch.setattr(bib, "load", meanwhile)

    dataset = data.load(tea)

    assert told(dataset) == states["new"] == contents(tea)


def test_a_check_between_whose_two_files_somebody_writes_reads_both_again(tea, states, monkeypatch):
    line = model.EvidenceLine("l", "milk-spoils-tea", "new2000", model.Stance.SUPPORTS, "bo")
    decode = streams.decode
    pending = [lambda: data.edit(tea, lambda dataset: data.put(changed(dataset), line))]

    def meanwhile(path):
        if pending:
            pending.pop()()
        return decode(path)

    monkeypatch.setattr(streams, "decode", meanwhile)

    codes = [problem.code for problem in check(tea)]

    assert contents(tea) != states["old"]
    assert "not-in-bibliography" not in codes


def test_whoever_waits_too_long_is_told_that_somebody_writes(tea):
    with (
        commit.alone(tea, folders.NAMES),
        pytest.raises(
            FolderBusy, match=r"tea is being written by process [0-9]+ \(waited 0 s\); nothing was written"
        ),
        commit.alone(tea, folders.NAMES, wait=0.0),
    ):
        pass


def test_a_reader_does_not_wait_for_a_writer(tea):
    with commit.alone(tea, folders.NAMES):
        assert sorted(data.load(tea).records(model.Curator)) == ["ana", "bo"]


def test_modes_and_links_stay(tea, tmp_path):
    linked = tmp_path / "linked"
    linked.mkdir()
    for name, mode in zip(folders.NAMES, (0o640, 0o604), strict=True):
        (linked / name).symlink_to(tea / name)
        (tea / name).chmod(mode)

    data.save(changed(data.load(linked)))

    assert [(linked / name).is_symlink() for name in folders.NAMES] == [True, True]
    assert [stat.S_IMODE((tea / name).stat().st_mode) for name in folders.NAMES] == [0o640, 0o604]
    assert "new" in data.load(tea).records(model.Curator)
    assert (names(linked), names(tea)) == (sorted(folders.NAMES), sorted(folders.NAMES))


@pytest.mark.parametrize("name", folders.NAMES)
def test_a_read_only_file_is_refused_and_the_other_stays(tea, name):
    old = contents(tea)
    (tea / name).chmod(0o444)

    with pytest.raises(CannotWrite, match=f"{name} was not written: the file is read-only"):
        data.save(changed(data.load(tea)))

    assert (contents(tea), names(tea)) == (old, sorted(folders.NAMES))


STRANGERS = [
    ".claims.ttl.swp",
    ".claims.ttl.abcd1234",
    "claims.ttl~",
    ".evidence-graph.note",
    "claims.ttl.lock",
]


def test_files_of_strangers_stay(torn):
    for name in STRANGERS:
        (torn / name).write_text("theirs", "utf-8")

    data.load(torn)

    assert names(torn) == sorted([*folders.NAMES, *STRANGERS])


@posix
def test_a_planted_marker_lets_nobody_write_behind_a_link(tea, tmp_path):
    outside = tmp_path / "outside" / "profile"
    outside.parent.mkdir()
    outside.write_bytes((tea / data.CLAIMS).read_bytes())
    (tea / data.CLAIMS).unlink()
    (tea / data.CLAIMS).symlink_to(outside)
    for name in (".claims.ttl.new-evidence-graph", ".profile.new-evidence-graph", commit.COMMIT):
        (tea / name).write_text("planted", "utf-8")
    before = outside.read_bytes()

    dataset = data.load(tea)

    assert (outside.read_bytes(), names(outside.parent)) == (before, ["profile"])
    assert dataset.text.encode() == before


@posix
def test_a_planted_link_is_not_put_in_place(tea, tmp_path):
    (tmp_path / "secret").write_text("secret", "utf-8")
    (tea / ".claims.ttl.new-evidence-graph").symlink_to(tmp_path / "secret")
    (tea / commit.COMMIT).touch()
    before = contents(tea)

    data.load(tea)

    assert (contents(tea), names(tea)) == (before, sorted(folders.NAMES))


def test_what_stands_in_the_way_of_a_save_is_named(tea):
    (tea / commit.COMMIT / "theirs").mkdir(parents=True)
    before = contents(tea)

    with pytest.raises(
        CannotWrite, match=r"\.evidence-graph\.commit stands in the way and cannot be removed; move it"
    ):
        data.save(changed(data.load(tea)))

    assert contents(tea) == before


def test_a_folder_without_locks_is_refused(tea, monkeypatch):
    import fcntl

    def missing(*_):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    dataset = changed(data.load(tea))
    monkeypatch.setattr(fcntl, "flock", missing)
    before = contents(tea)

    with pytest.raises(CannotWrite, match="it cannot be locked"):
        data.save(dataset)

    assert contents(tea) == before


def test_reading_imports_no_lock(tea):
    code = "import sys, evidence_graph as eg; eg.load(sys.argv[1]).claims(); print('filelock' in sys.modules)"

    told_so = subprocess.run([sys.executable, "-c", code, tea], capture_output=True, text=True, check=True)

    assert told_so.stdout == "False\n"
