"""The concepts that the page knows, by the schemes of the data: what claims are about, what lines studied."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from evidence_graph.drawing.study_facts import without_gaps
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.model import Claim, Concept


class Facets:
    """The concepts that *claims* are about, those *studied*, and those above them, each by its number."""

    def __init__(
        self, claims: Iterable[Claim], concepts: Mapping[str, Concept], studied: Iterable[str] = ()
    ) -> None:
        self._concepts = concepts
        about = set(chain.from_iterable(claim.about for claim in claims))
        self._asked = _upwards(about, concepts)
        self._named = sorted(self._asked | _upwards(set(studied), concepts))

    @cached_property
    def _number(self) -> dict[str, int]:
        return {identifier: number for number, identifier in enumerate(self._named)}

    @cached_property
    def _schemes(self) -> list[str]:
        return sorted({self._concepts[i].scheme for i in self._named})

    def about(self, claim: Claim) -> list[int]:
        """The numbers of what *claim* is about."""
        return self.numbers(claim.about)

    def numbers(self, concepts: Iterable[str]) -> list[int]:
        """The numbers of those *concepts* that the data has."""
        return [self._number[name] for name in concepts if name in self._number]

    def schemes(self, label: Callable[[str], str]) -> list[dict[str, str]]:
        """The schemes that have one of these concepts, each called by its *label*."""
        return [{"id": scheme, "label": label(scheme)} for scheme in self._schemes]

    def concepts(self) -> list[dict[str, Any]]:
        """Each concept with the number of its scheme and those above it."""
        return [self._tell(self._concepts[identifier]) for identifier in self._named]

    def _tell(self, concept: Concept) -> dict[str, Any]:
        record = {
            "id": concept.id,
            "label": concept.label,
            "scheme": self._schemes.index(concept.scheme),
            "above": [self._number[i] for i in concept.broader if i in self._number],
            # No claim is about it, so that no filter of claims offers it.
            "aside": "" if concept.id in self._asked else True,
        }

        return without_gaps(record)


def _upwards(concept_ids: set[str], concepts: Mapping[str, Concept]) -> set[str]:
    """Those of *concept_ids* that are concepts, and all above them."""

    def broader(identifier: str) -> list[str]:
        return [above for above in concepts[identifier].broader if above in concepts]

    return set(reachable(concept_ids & concepts.keys(), broader))
