"""What claims can be filtered and found by: the concepts they are about, in the schemes of the data."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.model import Claim, Concept


class Facets:
    """The concepts that *claims* are about and those above them, each known by its number."""

    def __init__(self, claims: Iterable[Claim], concepts: Mapping[str, Concept]) -> None:
        self._concepts = concepts
        self._named = sorted(_upwards({i for claim in claims for i in claim.about}, concepts))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {identifier: number for number, identifier in enumerate(self._named)}

    @cached_property
    def _schemes(self) -> list[str]:
        return sorted({self._concepts[i].scheme for i in self._named})

    def about(self, claim: Claim) -> list[int]:
        """The numbers of what *claim* is about."""
        return [self._number[i] for i in claim.about if i in self._number]

    def schemes(self, label: Callable[[str], str]) -> list[dict[str, str]]:
        """The schemes that have one of these concepts, each called by its *label*."""
        return [{"id": scheme, "label": label(scheme)} for scheme in self._schemes]

    def concepts(self) -> list[dict[str, Any]]:
        """Each concept with the number of its scheme and those above it."""
        return [self._tell(self._concepts[identifier]) for identifier in self._named]

    def _tell(self, concept: Concept) -> dict[str, Any]:
        told = {
            "id": concept.id,
            "label": concept.label,
            "scheme": self._schemes.index(concept.scheme),
            "above": [self._number[i] for i in concept.broader if i in self._number],
        }
        return {name: value for name, value in told.items() if value not in ("", [])}


def _upwards(named: set[str], concepts: Mapping[str, Concept]) -> set[str]:
    """Those of *named* that are concepts, and all above them."""
    found: set[str] = set()
    queue = [identifier for identifier in named if identifier in concepts]
    while queue:
        identifier = queue.pop()
        if identifier not in found:
            found.add(identifier)
            queue.extend(i for i in concepts[identifier].broader if i in concepts)
    return found
