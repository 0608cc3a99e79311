"""What a file says in standard terms of what it says in ours as well: no place is missing for that.

An export with standard terms has nodes that they alone need (annotations, verdicts, named graphs), below
``standard/`` and ``nanopub/`` of the data set's address, and relations between records that follow from ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.vocabulary import BY_RECORD
from evidence_graph.vocabulary.crosswalk import ASIDE, CITO, NANOPUBS, NP, PROGRAM, SCHEMA_ORG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import FileRecords

Statement = tuple[str, str, "Term"]

BETWEEN = {
    (model.Claim, SCHEMA_ORG + "appearance", model.Article),
    *((model.Article, CITO + use, model.Study) for use in ("cites", "citesAsEvidence")),
    *((model.Article, CITO + use, model.Study) for use in ("obtainsBackgroundFrom", "disagreesWith")),
}
"""Relations of standards that follow from records of ours between these two."""


def without_place(reading: FileRecords) -> list[Statement]:
    """What of the statements that were not understood says something that no record says."""
    kinds = {iri: kind for (kind, _), iri in reading.iris.items()}
    bases = set(_bases(reading))
    homes = (*(base + ASIDE for base in bases), *(base + NANOPUBS for base in bases))

    return [
        statement
        for statement in reading.foreign
        if not statement[0].startswith((PROGRAM, *homes))
        and not (statement[2][1] is None and statement[2][0].startswith(homes))
        and not statement[1].startswith(NP)
        and (kinds.get(statement[0]), statement[1], kinds.get(statement[2][0])) not in BETWEEN
    ]


def _bases(reading: FileRecords) -> Iterable[str]:
    """The addresses below which the records of a file live."""
    for (kind, _), iri in reading.iris.items():
        base, folder, _ = iri.rpartition(f"{BY_RECORD[kind].folder}/")
        if kind is model.DataSet:
            yield iri
        elif folder:
            yield base
