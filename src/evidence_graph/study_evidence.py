"""The evidence for one claim, study by study: what all curators judged of one work stands together.

In come evidence lines with their works, out go studies in the order in which they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.display import Shown
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Citation, Evidence, EvidenceLine

ORDER = {stance: rank for rank, stance in enumerate(Stance)}
"""For, against, qualifying, background: the order in which evidence is shown."""


@dataclass(frozen=True, slots=True)
class StudyEvidence(Shown):
    """All that is judged of one study for one claim: one line for each curator."""

    citation: Citation
    lines: tuple[EvidenceLine, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances given, each once, those for the claim first."""
        return tuple(sorted({line.stance for line in self.lines}, key=ORDER.__getitem__))

    @property
    def stance(self) -> Stance:
        """The stance under which the study is listed: that of the first curator."""
        return self.lines[0].stance

    @property
    def disputed(self) -> bool:
        """Whether the curators differ."""
        return len(self.stances) > 1


def by_study(evidence: Iterable[Evidence]) -> list[StudyEvidence]:
    """One item a study of the *evidence* for one claim, in the order in which studies are shown."""
    by_key: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_key.setdefault(item.citation.key, []).append(item)

    studies = []
    for items in by_key.values():
        lines = sorted((item.line for item in items), key=lambda line: line.curator)
        studies.append(StudyEvidence(items[0].citation, tuple(lines)))

    return sorted(studies, key=_rank)


def _rank(study: StudyEvidence) -> tuple[int, bool, int, str]:
    citation = study.citation
    return ORDER[study.stance], study.disputed, -(citation.year or 0), citation.key


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """*evidence* in the order in which it is shown: by stance, the newest work first."""
    return sorted(
        evidence,
        key=lambda item: (
            ORDER[item.stance],
            -(item.citation.year or 0),
            item.citation.key,
            item.line.claim,
            item.line.curator,
        ),
    )
