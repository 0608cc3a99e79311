"""`export sqlite` on a bad disk: the new database whole, or a sentence and the old file; no litter."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.errors import CannotWrite
from evidence_graph.exports import sqlite
from evidence_graph.store import disk

TEA = Path(__file__).parent / "tea"
VERB = [sys.executable, "-m", "evidence_graph", "export", "sqlite", "--data", str(TEA)]
OLD = b"what was there before"
NO_BYTE_CODE = {"PYTHONDONTWRITEBYTECODE": "1"}
"""Where no file may grow, Python would leave half of its byte code in the program's folder, and break it."""


@pytest.fixture(params=[OLD, None], ids=["over an old file", "new"])
def place(request, tmp_path):
    """A file to write to, in a folder of its own."""
    folder = tmp_path / "place"
    folder.mkdir()
    if request.param is not None:
        (folder / "out.sqlite").write_bytes(request.param)
    return folder / "out.sqlite"


def state(place):
    """What the folder of *place* holds."""
    return {path.name: path.read_bytes() for path in place.parent.iterdir()}


def is_whole(place):
    with closing(sqlite3.connect(place)) as made:
        [(said,)] = made.execute("PRAGMA integrity_check")
        [(claims,)] = made.execute("SELECT count(*) FROM claim")
        [(lines,)] = made.execute("SELECT count(*) FROM evidence")
    return (said, claims, lines > 0) == ("ok", 3, True)


def export(place, *before):
    return subprocess.run(
        [*before, *VERB, "-o", str(place)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | NO_BYTE_CODE,
    )


def refuse(done, place, before):
    """Hold the promise about an export that met an error, or did not."""
    if done.returncode == 0:
        assert list(state(place)) == ["out.sqlite"]
        assert is_whole(place)
        return
    # 3 where the system says that it is the disk; what SQLite alone has met is no error of the system.
    assert done.returncode in {2, 3}
    assert state(place) == before
    assert done.stderr.splitlines()[-1].startswith(f"error: {place} was not written: ")


CALLS = ["fsync", "close", "open", "link", "replace", "chmod"]


@pytest.mark.parametrize("call", CALLS)
def test_each_call_that_the_disk_refuses_leaves_the_old_state(place, call, monkeypatch):
    graph, before, refused = eg.load(TEA), state(place), []
    real = getattr(os, call)

    for number in range(10):
        calls = iter(range(100))

        def refusing(*given, number=number, calls=calls, **named):
            if call == "close":
                real(*given)  # the descriptor is gone all the same
            if next(calls) == number:
                raise OSError(5, "Input/output error")
            return None if call == "close" else real(*given, **named)

        monkeypatch.setattr(disk.os, call, refusing)
        try:
            sqlite.write(graph, place)
        except CannotWrite as error:
            refused.append(str(error))
            monkeypatch.setattr(disk.os, call, real)
            assert state(place) == before
        else:
            monkeypatch.setattr(disk.os, call, real)
            assert list(state(place)) == ["out.sqlite"]
            assert is_whole(place)
            break

    assert ["Input/output error" in sentence for sentence in refused] == [True] * len(refused)


@pytest.mark.skipif(
    shutil.which("sh") is None or sys.platform == "win32", reason="limits files with ulimit -f"
)
@pytest.mark.parametrize("blocks", [0, 1, 8, 64, 120])
def test_a_file_that_may_grow_no_further_is_told_and_leaves_the_old_state(place, blocks):
    before = state(place)

    done = export(place, "sh", "-c", f'ulimit -f {blocks} && exec "$@"', "sh")

    refuse(done, place, before)
    assert done.returncode == 3


@pytest.mark.trial
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on the PATH")
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("call", ["pwrite64", "fsync", "fdatasync", "ftruncate", "rename"])
def test_an_error_of_the_disk_at_any_call_leaves_the_old_state(place, trial, call, error, tmp_path):
    before, log, refused = state(place), tmp_path / "log", 0
    amount = trial.amount(sample=2, whole=40)

    for number in range(1, amount + 1):
        inject = f"inject={call}:error={error}:when={number}"
        done = export(place, "strace", "-f", "-o", str(log), "-e", f"trace={call}", "-e", inject)
        if done.returncode != 0 and "strace:" in done.stderr:
            pytest.skip("strace may not watch a process here")
        if not re.search("INJECTED", log.read_text()):
            break
        refuse(done, place, before)
        refused += done.returncode == 2
        if done.returncode == 0:
            place.unlink()
            for name, content in before.items():
                (place.parent / name).write_bytes(content)

    trial.tell(f"{call} {error}: {refused} refused of {number} exports, old state whole, no litter")


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a file system of 64 kB")
def test_a_full_disk_is_told_and_leaves_the_old_state(place):
    script = 'mount -t tmpfs -o size=64k none "$1" && cp "$2" "$1/out.sqlite" && shift 2 && exec "$@"'
    old = place.parent.parent / "old"
    old.write_bytes(OLD)
    show = f'"$@" -o {place}; status=$?; ls -A {place.parent}; cat {place}; exit $status'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", place.parent, old, "sh", "-c", show, "sh", *VERB],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | NO_BYTE_CODE,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file system may be mounted here")

    assert (done.returncode, done.stdout) == (3, f"out.sqlite\n{OLD.decode()}")
    assert "full" in done.stderr.splitlines()[-1]
