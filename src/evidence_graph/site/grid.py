"""What was studied: exposures against outcomes, as evidence lines name them, and the works of each cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from evidence_graph.model import EvidenceLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.model import Citation
    from evidence_graph.sheets.ledger import Ledger

Cell = tuple[str, str]
"""An exposure and an outcome, each by the id of its concept."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The exposures, the outcomes, and the works that studied the one for the other."""

    exposures: Sequence[str]
    outcomes: Sequence[str]
    works: Mapping[Cell, Sequence[Citation]]

    def row(self, exposure: str) -> list[Sequence[Citation]]:
        """The works of *exposure*, outcome by outcome."""
        return [self.works.get((exposure, outcome), ()) for outcome in self.outcomes]


def grid(ledger: Ledger) -> Grid | None:
    """The grid of all lines that name both and are not withdrawn; None where there is none."""
    keys: dict[Cell, set[str]] = defaultdict(set)
    for line in ledger.graph.each(EvidenceLine):
        if line.withdrawn is None:
            for cell in product(line.exposures, line.outcomes):
                keys[cell].add(line.citation)
    if not keys:
        return None

    works = {cell: _works(ledger, found) for cell, found in keys.items()}
    exposures, outcomes = (_by_label(ledger, names) for names in map(set, zip(*keys, strict=True)))
    return Grid(exposures, outcomes, works)


def _works(ledger: Ledger, keys: set[str]) -> list[Citation]:
    works = [ledger.graph.work(key) for key in keys]
    return sorted(works, key=lambda work: (work.label.casefold(), work.key))


def _by_label(ledger: Ledger, concepts: set[str]) -> list[str]:
    return sorted(concepts, key=lambda concept: (ledger.graph.label(concept).casefold(), concept))
