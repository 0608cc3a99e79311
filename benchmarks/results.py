"""RESULTS.md: a table for each section, and where a goal is not reached, what the time is spent on."""

from __future__ import annotations

import cProfile
import io
import os
import platform
import pstats
import re
from contextlib import redirect_stdout, suppress
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

from measuring import in_child

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from measuring import Program, Row, Scale

PACKAGES = (
    "bibtexparser",
    "networkx",
    "pybtex",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "tantivy",
)
HEAD = """# Results

Each figure is taken beside a peer's in the same run, one after the other, many times; what counts is the
ratio, ours to the peer's: the median of the pairs, and in brackets the smallest and the largest. Seconds
are processor time of the process and all it starts, unless the line says otherwise. `make bench` and
`make bench-full` write this page.

{machine}

"""
TABLE = "| work | beside | ours | peer | ratio | at most | reached |\n|---|---|---:|---:|---:|---:|---|\n"
SECTION = re.compile(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
TOP = 8
"""Functions that a profile names."""

SHOWN = 3
"""Profiles that a section shows."""


class Page:
    """The page at *path*; its sections are kept when the machine and the versions are the same."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._head = HEAD.format(machine=machine())
        held = path.read_text("utf-8") if path.is_file() else ""
        found = SECTION.findall(held) if held.startswith(self._head) else []
        self._sections = {title: text.rstrip() + "\n\n" for title, text in found}

    def put(self, title: str, rows: Sequence[Row], scale: Scale) -> None:
        """Take in a section, and write the page."""
        missed = [(row.work, row.profile) for row in rows if row.is_reached is False and row.profile]
        parts = [TABLE + "".join(map(line, rows))]
        parts += [
            f"{work} does not reach it; its time goes to:\n\n{profile(why)}" for work, why in missed[:SHOWN]
        ]
        if scale.name == "small":
            parts.append("Measured on so little that the figures mean nothing.\n")
        self._sections[title] = "\n" + "\n".join(parts) + "\n"
        body = "".join(f"## {name}\n{text}" for name, text in self._sections.items())
        self._path.write_text(f"{self._head}{body.rstrip()}\n", "utf-8")


def machine() -> str:
    """What it was measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    return f"{python}, {system}; {', '.join(f'{name} {version(name)}' for name in PACKAGES)}."


def line(row: Row) -> str:
    """A row as a line of the table."""
    spread = f"{ratio(min(row.ratios))} to {ratio(max(row.ratios))}" if len(row.ratios) > 1 else "once"
    goal = "" if row.goal is None else f"{row.goal:g}"
    reached = {None: "", True: "yes", False: "**no**"}[row.is_reached]
    figures = f"{amount(row.ours, row.unit)} | {amount(row.peer, row.unit)}"
    return f"| {row.work} | {row.beside} | {figures} | {ratio(row.ratio)} ({spread}) | {goal} | {reached} |\n"


def ratio(value: float) -> str:
    """A ratio with two figures that count."""
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def amount(value: float, unit: str) -> str:
    """A figure with its unit, seconds with the unit that suits them."""
    if unit != "s":
        return f"{value:.0f} {unit}"
    if value >= 1:
        return f"{value:.3g} s"
    return f"{value * 1e3:.3g} ms" if value >= 1e-3 else f"{value * 1e6:.3g} µs"


def profile(program: Program) -> str:
    """The functions in which a program spends most of its own time, as an indented block."""
    given = (program.module, program.function, list(program.given))
    return in_child("results", "profiled", *given, environment=program.environment)


def profiled(module: str, function: str, given: Iterable[object]) -> str:
    """The same, in this process."""
    work = getattr(import_module(module), function)
    profiler = cProfile.Profile()
    with redirect_stdout(io.TextIOWrapper(io.BytesIO())), suppress(SystemExit):
        profiler.runcall(work, *given)
    found = pstats.Stats(profiler).strip_dirs().stats
    own = sorted(((stat[2], stat[0], place) for place, stat in found.items()), reverse=True)
    whole = sum(seconds for seconds, _, _ in own)
    lines = [
        f"    {seconds / whole:4.0%} {calls:>9,} calls  {_name(*place)}\n"
        for seconds, calls, place in own[:TOP]
    ]
    return "".join(lines)


def _name(file: str, number: int, function: str) -> str:
    name = function.partition(" at 0x")[0]
    return f"{name} ({file}:{number})" if number else name
