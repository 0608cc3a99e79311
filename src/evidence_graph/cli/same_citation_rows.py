"""What is said, beside the answer, of works that look like one or say that they are retracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.bibliography import sameness, signatures
from evidence_graph.bibliography.sameness import Sameness
from evidence_graph.cli import printing
from evidence_graph.looks import DOUBTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.bibliography.sameness import CitationPair
    from evidence_graph.model import Citation


def warn(citations: Iterable[Citation]) -> None:
    """Say on standard error which of *citations* look like one, and which say that they are retracted."""
    by_key = {citation.key: citation for citation in citations}
    twins = sameness.twins(by_key.values())
    for pair in sameness.pairs(by_key.values()):
        if pair.sameness is not Sameness.NOTICE and not _is_recorded(pair, by_key):
            count_words = (
                "counted once" if twins.get(pair.first) == twins.get(pair.second, "") else "both count"
            )
            pair_words = (
                f"{pair.first} and {pair.second} look like {pair.sameness} ({pair.why}); {count_words}"
            )
            printing.tell(f"warning: {pair_words}; evidence-graph check says what to write")

    for citation in by_key.values():
        if citation.study:
            status = citation.study.retraction_status
        else:
            status = None

        if signatures.is_marked_retracted(citation) and status not in DOUBTED:
            printing.tell(f"warning: {citation.key} says that it is retracted, and counts as if it were not")


def _is_recorded(pair: CitationPair, by_key: dict[str, Citation]) -> bool:
    """Whether the data say that both are versions of one work."""
    heads = {key: study.version_of for key in pair[:2] if (study := by_key[key].study)}
    one, other = heads.get(pair.first), heads.get(pair.second)

    return pair.first == other or pair.second == one or (one is not None and one == other)
