"""`build` beside the floor: parsing the same Turtle and doing nothing with it."""

from __future__ import annotations

import os
from shutil import rmtree
from typing import TYPE_CHECKING

from measuring import Program, limit, ours, peer, row, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost, Place, Row, Scale

PARSE = "iterating `pyoxigraph.parse`"
HALF_A_GIGABYTE, TWO_GIBIBYTES = 500, 2048
LARGE = 1_000_000


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about `build`."""
    for claims in dict.fromkeys((scale.some, scale.many, scale.most)):
        repeats = min(scale.repeats, 5 if claims == scale.some else 1)
        pairs = [_pair(place, claims) for _ in range(repeats)]
        profile = (
            Program("compiling", "build", (str(place.folder(claims)),)) if claims == scale.some else None
        )
        citation = f"`build`, {claims:,} claims"
        yield row(f"{citation}, processor time", PARSE, pairs, 3, profile=profile)
        yield row(f"{citation}, wall clock", PARSE, pairs, 3, of="wall")
        most = TWO_GIBIBYTES if claims >= LARGE else HALF_A_GIGABYTE
        yield limit(f"{citation}, memory", [mine.memory for mine, _ in pairs], most, unit="MB")


def _pair(place: Place, claims: int) -> tuple[Cost, Cost]:
    cache = place.root / "cache-of-builds"
    environment = {**os.environ, "EVIDENCE_GRAPH_CACHE": str(cache)}
    mine = run(ours("build", "--data", place.folder(claims)), environment)
    theirs = run(peer("parse_turtle", place.folder(claims)))
    rmtree(cache)
    return mine, theirs


def build(folder: str) -> None:
    """What is looked into when building takes too long."""
    from pathlib import Path

    from evidence_graph.store import compiled

    compiled.build_aside(Path(folder))
