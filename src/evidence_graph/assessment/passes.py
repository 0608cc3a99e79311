"""One pass over all claims: the tables are read once, in the order of the claims, and no claim twice."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.assessment import body
from evidence_graph.assessment.judgements import Facts, Judged, Judgement, Sharing
from evidence_graph.model import ClaimKind, Directness, RetractionStatus, Stance, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.graph import EvidenceGraph

Known = tuple[Facts | None, int | None, Sharing | None]
NOTHING: Known = (None, None, None)
"""What is known of a work without a study: its facts, its participants, what it shares."""

Row = tuple[Any, ...]
"""Of one judgement: the claim, its kind, the work, stance, directness, whether it is verified.

A claim without evidence has one row without a work. The rows of a claim follow each other, and so do
those of a work within it.
"""


class Body(NamedTuple):
    """A claim and all that is judged of it."""

    claim: str
    kind: ClaimKind | None
    studies: list[Judged]


def bodies(rows: Iterable[Row], works: Mapping[str, Known]) -> Iterator[Body]:
    """The body of evidence of each claim of *rows*, with what *works* says of the studies."""
    for (claim, kind), held in groupby(rows, key=itemgetter(0, 1)):
        studies: list[Judged] = []
        last = None
        for _, _, key, stance, directness, verified in held:
            if key is None:
                continue
            line = judgement(stance, directness, verified)
            if key == last:
                studies[-1] = studies[-1]._replace(lines=(*studies[-1].lines, line))
            else:
                studies.append(Judged(key, *works.get(key, NOTHING), (line,)))
                last = key
        yield Body(claim, ClaimKind(kind) if kind else None, studies)


@cache
def judgement(stance: str, directness: str, verified: bool) -> Judgement:  # noqa: FBT001 - a column of a row
    """A judgement of the words in a table."""
    return Judgement(Stance(stance), Directness(directness), bool(verified))


def known(row: tuple[Any, ...]) -> Known:
    """What is known of a work, of a row of facts without its key (see `EvidenceGraph.work_facts`)."""
    there, design, participants, status, conflict, cohort, version_of, pools = row
    if not there:
        return NOTHING
    facts = body.facts(
        StudyDesign(design) if design else None,
        participants,
        RetractionStatus(status) if status else None,
        conflict_of_interest=bool(conflict),
    )
    return facts, participants, body.sharing(cohort, version_of, pools)


def bodies_of(graph: EvidenceGraph) -> Iterator[Body]:
    """The body of evidence of every claim of *graph*, in the order of the ids."""
    works = {row[0]: known(row[1:]) for row in graph.work_facts()}
    return bodies(graph.judgements(), works)
