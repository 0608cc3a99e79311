"""By which rules a verdict is made: those of the data set, unless somebody names others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence_graph import own_weights
from evidence_graph.assessment.weights import STANDARD as WEIGHTS
from evidence_graph.assessment.weights import Weights, with_own
from evidence_graph.errors import UnknownName
from evidence_graph.model import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import DataSet, StudyDesign

ENOUGH = 2
"""With fewer votes than this a claim is uncertain, where votes are counted; a data set may say otherwise."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The weighing, and what it hangs on where votes are counted."""

    weighing: Weighing = Weighing.GRADE
    enough: int = ENOUGH
    opinion_votes: bool = True
    weights: Weights = WEIGHTS

    @property
    def opinion_counts(self) -> bool:
        """Whether works of opinion are counted with the studies."""
        return self.weighing is Weighing.COUNTS and self.opinion_votes


STANDARD = Rules()


def rules_of(graph: EvidenceGraph, weighing: Weighing | str | None = None) -> Rules:
    """The rules of the data set of *graph*, with another *weighing* where one is named.

    Raises UnknownName for a weighing that there is not, BrokenFile for a table of weights that cannot be
    used, EndpointError where the data come from an endpoint and the table does not.
    """

    def beside(name: str) -> str:
        return graph.store.file(name)

    return rules_for(graph.about, weighing, beside)


def default_design(graph: EvidenceGraph) -> StudyDesign | None:
    """The design of works of which none is recorded, where the data set names one."""
    if graph.about is None:
        return None

    return graph.about.default_design


def rules_for(about: DataSet | None, weighing: Weighing | str | None, beside: Callable[[str], str]) -> Rules:
    """The rules that a data set names by what it says *about* itself (see `rules_of`).

    *beside* gives the text of a file beside the claims.
    """
    own = about.weighing if about else None
    if weighing is None:
        name = own or Weighing.GRADE
    else:
        name = _weighing(weighing)

    if about is None:
        return Rules(name)

    votes = about.opinion_votes is not False
    weights = WEIGHTS
    if name is Weighing.GRADE and about.weights is not None:
        weights = _weights(beside(about.weights), about.weights)

    return Rules(name, about.enough or ENOUGH, votes, weights)


@lru_cache(maxsize=8)
def _weights(text: str, name: str) -> Weights:
    """The tables by what the file *name* says; the same for the same text, which spares the weighing anew."""
    return with_own(own_weights.read(text, name))


def _weighing(name: Weighing | str) -> Weighing:
    try:
        return Weighing(str(name))
    except ValueError:
        words = [weighing.value for weighing in Weighing]
        hint = f"The weighings are: {', '.join(words)}."
        raise UnknownName("weighing", str(name), nearest=[], hint=hint) from None
