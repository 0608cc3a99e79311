"""Measure the work people wait for beside a peer in the same run, and write RESULTS.md.

``make bench`` runs it with up to 100,000 claims, ``make bench-full`` with a million. ``--only`` measures
some sections and leaves the others of the page as they are, if they come from the same machine and
versions.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import results
from measuring import FULL, HERE, SMALL, USUAL, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS = {
    "studies": "One claim's studies",
    "evidence": "Evidence on an open graph",
    "compiling": "Compiling",
    "checking": "Checking",
    "asking": "Ready-made questions",
    "assess": "Verdicts of all claims",
    "bibliographies": "BibTeX",
    "pasting": "References pasted as text",
    "finding": "Questions in own words",
    "map": "The map",
}
"""The modules that measure, each by a function `rows`, and what their part of the page is called."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the page after each section, so that nothing is lost when one fails."""
    chosen = _options().parse_args(arguments)
    scale = SMALL if chosen.small else FULL if chosen.full else USUAL
    scale = replace(scale, repeats=chosen.repeats or scale.repeats)
    page = results.Page(chosen.output)
    with tempfile.TemporaryDirectory(prefix="bench-") as aside:
        place = Place(chosen.keep or Path(aside))
        place.root.mkdir(parents=True, exist_ok=True)
        for name in chosen.only or SECTIONS:
            sys.stderr.write(f"{name} ")
            rows = list(import_module(name).rows(place, scale))
            sys.stderr.write("\n")
            page.put(SECTIONS[name], rows, scale)
    sys.stdout.write(chosen.output.read_text("utf-8"))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=SECTIONS, help="a section; can be given several times"
    )
    parser.add_argument("-o", "--output", type=Path, default=HERE / "RESULTS.md", help="the page to write")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep what is invented and compiled there"
    )
    parser.add_argument("--repeats", type=int, metavar="N", help="measure each pair N times at most")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--small", action="store_true", help="so little that the figures mean nothing")
    size.add_argument("--full", action="store_true", help="up to a million claims")
    return parser


if __name__ == "__main__":
    main()
