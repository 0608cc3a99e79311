"""The sheet of a procedure: how to do it, and the claims about it.

In come a graph and a procedure; out goes `ProcedureSheet`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from evidence_graph.model import Claim, Procedure, Step
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class ProcedureSheet(Sheet):
    """How to do something, and the claims about it."""

    spread: ClassVar[tuple[str, ...]] = ("procedure",)
    aside: ClassVar[tuple[str, ...]] = ("numbered", "about", "labels", "following")

    type: Literal["procedure"]
    """What kind of thing it is."""
    procedure: Procedure
    steps: tuple[str, ...]
    """The steps, in their order."""
    claims: tuple[str, ...]
    """Ids of the claims about it."""
    numbered: tuple[Step, ...]
    about: tuple[Claim, ...]
    labels: Mapping[str, str]
    """What its targets are called, by the ids of their concepts."""
    following: Mapping[str, str]
    """The names of the procedures it leads to, by their ids; those that the data do not hold are left out."""

    @property
    def primary(self) -> str:
        """What it works mainly."""
        return self._named(self.procedure.primary_targets)

    @property
    def secondary(self) -> str:
        """What it works beside that."""
        return self._named(self.procedure.secondary_targets)

    def _named(self, concepts: tuple[str, ...]) -> str:
        return ", ".join(self.labels[concept] for concept in concepts)


def claims_about(graph: EvidenceGraph, procedure: Procedure) -> list[Claim]:
    """The claims about the thing that *procedure* does or a narrower kind of it."""
    if procedure.concept is None:
        return []

    return graph.claims(about=procedure.concept)


def procedure_sheet(graph: EvidenceGraph, procedure: Procedure) -> ProcedureSheet:
    """All that is known of *procedure*."""
    claims, steps = claims_about(graph, procedure), graph.all(Step, procedure=procedure)
    targets = (*procedure.primary_targets, *procedure.secondary_targets)
    following = (name for name in procedure.progresses_to if graph.has(Procedure, name))

    return ProcedureSheet(
        type="procedure",
        procedure=procedure,
        steps=tuple(step.text for step in steps),
        claims=tuple(claim.id for claim in claims),
        numbered=tuple(steps),
        about=tuple(claims),
        labels={concept: graph.label(concept) for concept in targets},
        following={name: graph.get(Procedure, name).name for name in following},
    )
