"""All that one update found: who was asked, what is suggested, which new works there are, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence_graph.living.suggestions import Suggestion
    from evidence_graph.model import Citation


@dataclass(frozen=True, slots=True)
class Asked:
    """A list or a service that was asked about so many *citations*, and as of which day it answered.

    *answered* is about how many of them it had something, *has* what that is: "a notice about".
    """

    source: str
    day: str | None
    citations: int
    answered: int
    has: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that is not in the data; *why* says what it cites or which search found it."""

    citation: Citation
    why: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    *not_reached* is what a service did not answer to the end, which another run may; *not_asked* what cannot
    be asked at all, such as a search in a place that has no service.
    """

    asked: tuple[Asked, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    not_reached: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()

    @property
    def is_cut_short(self) -> bool:
        """Whether another run would find more."""
        return bool(self.not_reached)

    def __add__(self, other: Findings) -> Findings:
        """Both, one behind the other."""
        return Findings(
            self.asked + other.asked,
            self.suggestions + other.suggestions,
            self.candidates + other.candidates,
            self.not_reached + other.not_reached,
            self.not_asked + other.not_asked,
        )
