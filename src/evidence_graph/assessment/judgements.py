"""The body of evidence of one claim as plain values.

A verdict needs little of a study and of a judgement; that little stands here, so that the same sums
are made of the records of a graph, of the rows of a table, and of a partition of a cluster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evidence_graph.model import Directness, Stance, StudyDesign


class Facts(NamedTuple):
    """What the weight of a study depends on, its size and integrity as the factors they make."""

    design: StudyDesign | None
    size: float
    integrity: float
    marks: tuple[str, ...]


class Sharing(NamedTuple):
    """What a study says of the data it shares with others."""

    cohort: str | None = None
    version_of: str | None = None
    pools: tuple[str, ...] = ()


class Judgement(NamedTuple):
    """What one curator says of a study for a claim, as far as it weighs."""

    stance: Stance
    directness: Directness
    verified: bool


class Judged(NamedTuple):
    """A study with the judgements of all curators; *facts* is None when nothing is known of it."""

    key: str
    facts: Facts | None
    people: int | None
    sharing: Sharing | None
    lines: tuple[Judgement, ...]


class Share(NamedTuple):
    """What a study adds to either side of the sum, its properties as bits, and its participants."""

    supports: float
    opposes: float
    marks: int
    people: int
