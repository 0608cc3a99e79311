"""How a question was taken: which claim was meant, and which are near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence_graph.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Taken(Sheet):
    """How what was asked was taken."""

    asked: str
    """What was asked."""
    by: Literal["id", "question"]
    """Whether it named the claim by its id, or asked in own words."""
    claim: str
    """The id of the claim that was taken."""
    near: tuple[str, ...]
    """The ids of the claims that were nearly meant, the nearest first; none where it was an id."""
