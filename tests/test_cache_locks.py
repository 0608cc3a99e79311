"""Nobody waits for ever, or without a word, for somebody else who makes the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_graph import search
from evidence_graph.cli import main
from evidence_graph.store import cache_folder, cache_place, compiled, locks

HOLDER = """
import sys
from pathlib import Path
from evidence_graph.store import compiled
from evidence_graph.{module} import {name} as place

def stand_still(*_, **__):
    print("holding", flush=True)
    sys.stdin.read()

place.{function} = stand_still
{deed}
"""
"""A process that stops in the midst of its work, with the lock in its hand."""

BUILD = {
    "module": "store",
    "name": "compiling",
    "function": "compile_folder",
    "deed": "compiled.build(Path(sys.argv[1]))",
}
STORE = {
    "module": "store",
    "name": "oxigraph",
    "function": "write",
    "deed": "import evidence_graph as eg; eg.ask(eg.load(sys.argv[1]), 'ASK { ?a ?b ?c }')",
}
WORDS = {
    "module": "search",
    "name": "large",
    "function": "write",
    "deed": "from evidence_graph import search; search.MANY = 1; import evidence_graph as eg; "
    "eg.load(sys.argv[1]).find('is tea bitter?')",
}
HOLD = """
import filelock, sys
with filelock.FileLock(sys.argv[1]):
    print("holding", flush=True)
    sys.stdin.read()
"""

CLAIM = "long-steeping-makes-bitter"
WAITS = [
    (BUILD, ["studies", CLAIM, "-f", "json"]),
    (BUILD, ["claims", "-f", "csv"]),
    (STORE, ["ask", "contested-claims", "-f", "csv"]),
    (WORDS, ["studies", "does long steeping make tea bitter?", "-f", "csv"]),
]


@pytest.fixture
def suspended(tea):
    """Start a process that does a deed half way and is suspended; it is ended with the test."""
    started = []

    def start(deed):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDER.format(**deed), str(tea)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout.readline() == b"holding\n"
        process.send_signal(signal.SIGSTOP)

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(autouse=True)
def _impatient(own_cache, monkeypatch):
    """Waits are short here, and every folder is compiled."""
    assert not own_cache.root.exists()
    monkeypatch.setattr(locks, "SILENT", 0.05)
    monkeypatch.setattr(locks, "PATIENCE", 0.2)
    monkeypatch.setattr(compiled, "LARGE", 0)
    monkeypatch.setattr(search, "MANY", 1)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="suspends a process")
@pytest.mark.parametrize(
    ("deed", "verb"), WAITS, ids=lambda value: value[0] if isinstance(value, list) else ""
)
def test_a_question_beside_a_suspended_process_says_for_what_it_waits_and_is_answered(
    suspended, tea, capsys, deed, verb
):
    right = main([*verb, "--no-cache", "--data", str(tea)]), capsys.readouterr().out
    if deed is not BUILD:
        compiled.build(tea)
    suspended(deed)

    status = main([*verb, "--data", str(tea)])

    printed = capsys.readouterr()
    assert (status, printed.out) == right
    told = [line for line in printed.err.splitlines() if line.startswith("warning: ")]
    assert ["waiting for another process" in told[0], "comes without the cache" in told[1]] == [True, True]
    assert len(told) == 2


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="suspends a process")
def test_a_build_beside_a_suspended_one_ends_in_a_sentence(suspended, tea, capfd):
    suspended(BUILD)

    assert main(["build", "--data", str(tea)]) == 2
    last = capfd.readouterr().err.splitlines()[-1]
    assert last.startswith("error: ")
    assert "resume it or end it" in last


def test_whoever_gets_on_is_waited_for(own_cache, monkeypatch):
    own_cache.root.mkdir()
    sizes = iter([*range(30), *[30] * 1000])
    seen = []
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(own_cache.root / "x.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    holder.stdout.readline()
    monkeypatch.setattr(locks, "SILENT", 0.01)
    monkeypatch.setattr(locks, "PATIENCE", 0.05)

    def progress():
        seen.append(next(sizes))
        return seen[-1]

    with pytest.raises(OSError, match="written nothing"), locks.alone(own_cache.root / "x.lock", progress):
        pass
    holder.communicate(b"")

    assert seen[:31] == list(range(31))
    assert len(seen) < 40


def test_how_long_one_waits_is_as_documented(monkeypatch):
    monkeypatch.undo()

    assert (locks.SILENT, locks.PATIENCE) == (1.0, 10.0)
    assert "for ten seconds" in (Path(__file__).parents[1] / "docs" / "large.md").read_text("utf-8")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="is about the place on Linux")
@pytest.mark.parametrize("variable", [None, "XDG_CACHE_HOME"])
def test_the_place_is_that_of_platformdirs(monkeypatch, tmp_path, variable):
    import platformdirs

    for name in ("EVIDENCE_GRAPH_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path))

    assert cache_place.place() == platformdirs.user_cache_path("evidence-graph", appauthor=False)


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_on_other_systems_platformdirs_names_the_place(monkeypatch, tmp_path, system):
    import platformdirs

    monkeypatch.delenv("EVIDENCE_GRAPH_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", system)
    asked = []
    monkeypatch.setattr(
        platformdirs, "user_cache_path", lambda name, **given: asked.append((name, given)) or tmp_path
    )

    assert cache_place.place() == tmp_path
    assert asked == [("evidence-graph", {"appauthor": False})]


def test_a_lock_that_is_a_folder_or_a_pipe_costs_only_time(own_cache, tea, capsys):
    right = main(["claims", "-f", "csv", "--no-cache", "--data", str(tea)]), capsys.readouterr().out
    index = compiled.build(tea).path
    for spoil in (Path.mkdir, os.mkfifo):
        own_cache.clean()
        spoil(index.with_suffix(cache_folder.LOCK))

        assert (main(["claims", "-f", "csv", "--data", str(tea)]), capsys.readouterr().out) == right
        cache_folder.remove(index.with_suffix(cache_folder.LOCK))
