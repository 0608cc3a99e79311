"""What a benchmark is made of: the cost of a process, two kinds of work in turn, and a line of the table.

What counts is the ratio of two costs taken one after the other, many times: on a machine that others use
as well, single figures drift, and both sides drift together.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = HERE / "peers"
MEGABYTE = 1024 * 1024

# Whoever installs a program has its modules compiled; without this each start would compile them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class WorkNotDoneError(Exception):
    """A command that was to be measured did not do its work."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took with all that it started.

    Seconds of processor time and of the wall clock, and megabytes at its peak.
    """

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Program:
    """A function by its module and name, the plain values it is called with, and the environment it needs."""

    module: str
    function: str
    given: tuple[Any, ...] = ()
    environment: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: our figure, that of the peer or the limit, and their ratio pair by pair.

    The *profile* of what is slow is taken when the goal is not reached.
    """

    work: str
    beside: str
    ours: float
    peer: float
    ratios: tuple[float, ...]
    goal: float | None
    unit: str = "s"
    profile: Program | None = None

    @property
    def ratio(self) -> float:
        """The ratio that counts."""
        return statistics.median(self.ratios)

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is reached, if there is one."""
        return None if self.goal is None else round(self.ratio, 3) <= self.goal


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured: claims of the folders, entries of the bibliography, and repeats of a pair."""

    name: str
    few: int
    some: int
    many: int
    most: int
    entries: int
    repeats: int


SMALL = Scale("small", few=20, some=40, many=60, most=60, entries=50, repeats=1)
USUAL = Scale("usual", few=1_000, some=10_000, many=100_000, most=100_000, entries=10_000, repeats=15)
FULL = replace(USUAL, name="full", most=1_000_000)


class Place:
    """Where the invented folders of one run lie, each made once, and compiled once."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, claims: int) -> Path:
        """A folder of *claims* claims."""
        folder = self.root / str(claims)
        if not folder.is_dir():
            generator.write(folder, claims)
        return folder

    def environment(self, claims: int) -> dict[str, str]:
        """The environment in which our program finds the index of that folder, and no other."""
        return {**os.environ, "EVIDENCE_GRAPH_CACHE": str(self.root / f"cache-{claims}")}

    def index(self, claims: int) -> Path:
        """The compiled index of the folder of *claims* claims."""
        return self._kept(claims, "sqlite", "build")

    def store(self, claims: int) -> Path:
        """The Oxigraph store of the folder of *claims* claims."""
        return self._kept(claims, "oxigraph", "build", "--sparql")

    def _kept(self, claims: int, ending: str, *verb: str) -> Path:
        environment = self.environment(claims)
        cache = Path(environment["EVIDENCE_GRAPH_CACHE"])
        if not any(cache.glob(f"*.{ending}")):
            run(ours(*verb, "--data", self.folder(claims)), environment)
            _settle(self.folder(claims))
            run(ours("studies", "c0", "--data", self.folder(claims)), environment)
        return next(cache.glob(f"*.{ending}"))


def _settle(folder: Path) -> None:
    """Wait until the files are old enough to be known by their times alone."""
    newest = max(file.stat().st_mtime for file in folder.iterdir())
    time.sleep(max(0.0, newest + 2.5 - time.time()))


def ours(*arguments: object) -> list[str]:
    """Our program with *arguments*, as its user starts it."""
    script = Path(sys.executable).with_name("evidence-graph")
    start = [sys.executable, str(script)] if script.is_file() else [sys.executable, "-m", "evidence_graph"]
    return [*start, *map(str, arguments)]


def peer(name: str, *arguments: object) -> list[str]:
    """The script of a peer with *arguments*."""
    return [sys.executable, str(PEERS / f"{name}.py"), *map(str, arguments)]


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Cost:
    """The cost of *command* in a process of its own."""
    with tempfile.TemporaryFile() as said:
        launcher = [sys.executable, "-S", "-E", str(HERE / "launch.py"), *command]
        done = subprocess.run(
            launcher,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            check=True,
        )
        code, cpu, wall, peak = json.loads(done.stdout)
        if code not in {0, 1}:
            said.seek(0)
            raise WorkNotDoneError(f"{' '.join(command)}: {said.read().decode(errors='replace')}")
    return Cost(cpu, wall, peak * 1024 / MEGABYTE if sys.platform != "darwin" else peak / MEGABYTE)


def in_turn(
    one: Sequence[str], other: Sequence[str], times: int, environment: dict[str, str] | None = None
) -> list[tuple[Cost, Cost]]:
    """The costs of two commands, one after the other, as often as told; the first time does not count.

    It does where a pair is measured once.
    """
    pairs = [(run(one, environment), run(other, environment)) for _ in range(times + (times > 1))]
    sys.stderr.write(".")
    sys.stderr.flush()
    return pairs[1:] or pairs


def in_child(module: str, function: str, *given: object, environment: dict[str, str] | None = None) -> Any:
    """What a function of one of these modules gives in a fresh process; plain values go in and come out."""
    code = "import json, sys; from importlib import import_module as module; json.dump("
    code += f"module({module!r}).{function}(*json.loads(sys.argv[1])), sys.stdout)"
    environment = {**(environment or os.environ)}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE), environment.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps([str(g) if isinstance(g, Path) else g for g in given])],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    sys.stderr.write(".")
    sys.stderr.flush()
    return json.loads(done.stdout)


def timed(work: Callable[[], object]) -> float:
    """The seconds of processor time that *work* takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def row(
    work: str,
    beside: str,
    pairs: Iterable[tuple[Cost, Cost]],
    goal: float | None,
    *,
    of: str = "cpu",
    profile: Program | None = None,
) -> Row:
    """The line about pairs of costs, by default their processor time."""
    figures = [(getattr(one, of), getattr(other, of)) for one, other in pairs]
    return figures_row(work, beside, figures, goal, unit="MB" if of == "memory" else "s", profile=profile)


def figures_row(
    work: str,
    beside: str,
    pairs: Sequence[Sequence[float]],
    goal: float | None,
    *,
    unit: str = "s",
    profile: Program | None = None,
) -> Row:
    """The line about pairs of figures."""
    one, other = ([pair[side] for pair in pairs] for side in (0, 1))
    ratios = tuple(a / b for a, b in pairs)
    return Row(work, beside, statistics.median(one), statistics.median(other), ratios, goal, unit, profile)


def limit(work: str, figures: Sequence[float], most: float, *, unit: str = "s") -> Row:
    """The line about *figures* that have a fixed limit."""
    return figures_row(work, "the limit", [(figure, most) for figure in figures], 1.0, unit=unit)


def command(*arguments: object, environment: dict[str, str] | None = None) -> Program:
    """Our program with *arguments*, to be profiled."""
    return Program("evidence_graph.cli", "main", (list(map(str, arguments)),), environment)
