"""What is on record of the integrity of a work, in one line: status, day, notices, who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.model import RetractionStatus

if TYPE_CHECKING:
    from evidence_graph.model import Study


def integrity_words(study: Study) -> str | None:
    """The status of *study* with what it follows from; None where nothing is on record.

    >>> from evidence_graph.model import Study
    >>> clear = Study("a", retraction_status=RetractionStatus.NONE_FOUND, retraction_date="2026-01-31")
    >>> integrity_words(clear)
    'none found as of 2026-01-31'
    """
    if study.retraction_status:
        status = looks.word(study.retraction_status)
    else:
        status = ""

    parts = [f"{status}{_day(study)}" if status else "", *study.retraction_notices]
    parts.append(f"said by {study.retraction_source}" if study.retraction_source else "")
    said = "; ".join(filter(None, parts))

    return " – ".join(filter(None, [said, study.retraction_note or ""])) or None


def _day(study: Study) -> str:
    """The day of the status: that of the notice, or that up to which none was found."""
    if study.retraction_date is None:
        return ""

    if study.retraction_status is RetractionStatus.NONE_FOUND:
        word = "as of"
    else:
        word = "on"

    return f" {word} {study.retraction_date}"
