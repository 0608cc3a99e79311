"""Where memory runs out, a verb ends in a sentence, and what was kept before is whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_graph.cli import main
from evidence_graph.store import cache_folder, compiled

sys.path.insert(0, str(Path(__file__).parent))
from folders import invented

LITTLE = 400_000
"""Kilobytes of address space: enough for the program, and not for the engine's threads and buffers."""

LAST_WORDS = [
    "memory allocation of 4096 bytes failed",
    "MemoryError",
    "what():  std::bad_alloc",
    "fork: Cannot allocate memory",
    "what():  Resource temporarily unavailable",
    "failed to map segment from shared object",
]

HOW_MANY = "SELECT (COUNT(*) AS ?n) WHERE { ?claim a eg:Claim }"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("sh") is None, reason="limits the address space with ulimit -v"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return invented(tmp_path_factory.mktemp("invented"), 200)


@pytest.fixture(autouse=True)
def _everything_is_compiled(monkeypatch):
    monkeypatch.setattr(compiled, "LARGE", 0)


def run(kilobytes, *verb):
    command = [sys.executable, "-m", "evidence_graph", *map(str, verb)]
    return subprocess.run(
        ["sh", "-c", f'ulimit -v {kilobytes} && exec "$@"', "sh", *command],
        capture_output=True,
        text=True,
        check=False,
    )


def _play_the_engine(monkeypatch, script, deed):
    """Let a shell *script* that does one *deed* stand where a store for SPARQL is made."""
    script.write_text(f"#!/bin/sh\n{deed}\n")
    script.chmod(0o755)
    popen = subprocess.Popen

    def start(command, **options):
        makes_a_store = "evidence_graph.store.oxigraph" in command
        return popen([str(script), *command[1:]] if makes_a_store else command, **options)

    monkeypatch.setattr(subprocess, "Popen", start)


@pytest.mark.parametrize("kilobytes", [LITTLE, 300_000, 250_000])
@pytest.mark.parametrize(
    "verb", [["build", "--sparql"], ["ask", HOW_MANY, "-f", "csv"]], ids=["build", "ask"]
)
def test_with_little_memory_a_verb_answers_or_ends_in_a_sentence(own_cache, folder, kilobytes, verb):
    assert not own_cache.root.exists()

    done = run(kilobytes, *verb, "--data", folder)

    assert done.returncode in {0, 2}
    assert done.returncode == 0 or done.stderr.splitlines()[-1].startswith("error: ")
    assert [word for word in ("Traceback", "terminate called", "panicked") if word in done.stderr] == []
    assert done.returncode != 0 or verb[0] != "ask" or done.stdout.split() == ["n", "200"]
    assert [path.name for path in own_cache.root.glob("*aside*")] == []


@pytest.mark.parametrize("last_words", LAST_WORDS)
def test_build_says_that_the_store_needs_more_memory(own_cache, tea, monkeypatch, capsys, last_words):
    """Where exactly memory ends is the machine's affair, so the engine's end is played."""
    _play_the_engine(monkeypatch, tea.parent / "python", f"echo '{last_words}' >&2; exit 1")

    assert main(["build", "--sparql", "--data", str(tea)]) == 2

    assert "needs more memory than there is" in capsys.readouterr().err
    assert list(own_cache.root.glob(f"*{cache_folder.STORE}")) == []


def test_a_process_that_is_killed_while_it_makes_a_store_costs_only_time(own_cache, tea, monkeypatch, capsys):
    compiled.build(tea)
    right = main(["ask", HOW_MANY, "-f", "csv", "--no-cache", "--data", str(tea)]), capsys.readouterr().out
    _play_the_engine(monkeypatch, tea.parent / "python", "kill -9 $$")

    assert (main(["ask", HOW_MANY, "-f", "csv", "--data", str(tea)]), capsys.readouterr().out) == right
    assert list(own_cache.root.glob(f"*{cache_folder.STORE}")) == []


def test_no_memory_at_all_is_a_sentence(tea, monkeypatch, capsys):
    def exhausted(*_, **__):
        raise MemoryError

    monkeypatch.setattr("evidence_graph.loading.load", exhausted)

    assert main(["claims", "--data", str(tea)]) == 2
    assert "needs more memory than there is" in capsys.readouterr().err


def test_the_bare_program_fits(tea):
    assert run(LITTLE, "studies", "long-steeping-makes-bitter", "--data", tea).returncode == 0


MEASURED = """
import re, sys
from pathlib import Path
from evidence_graph.cli import main
status = main(["export", "jsonld", "--data", sys.argv[1], "-o", sys.argv[2]])
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(status, most)
"""


@pytest.mark.trial
def test_ten_thousand_claims_leave_as_json_ld_in_300_mb(own_cache, trial, tmp_path):
    """Beside what reading the folder takes: the index is there already."""
    kilobytes = {}
    for claims in (300, trial.amount(sample=1_000, whole=10_000)):
        folder, document = invented(tmp_path / str(claims), claims), tmp_path / f"{claims}.jsonld"
        compiled.build(folder)
        child = [sys.executable, "-c", MEASURED, str(folder), str(document)]
        told = subprocess.run(child, capture_output=True, check=True).stdout.split()
        assert (int(told[0]), document.read_bytes()[-4:]) == (0, b" ]\n}\n"[-4:])
        kilobytes[claims] = int(told[1])

    few, many = kilobytes
    each = (kilobytes[many] - kilobytes[few]) / (many - few)
    expected = (kilobytes[many] + (10_000 - many) * each) / 1000
    trial.tell(f"{many:,} claims in {kilobytes[many] / 1000:.0f} MB, 10,000 then in {expected:.0f} MB")
    assert own_cache.kept()
    assert expected < 300
