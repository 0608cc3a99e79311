"""Notices about published works, and how a work stands by all notices about it.

In come notices (a retraction, a concern, a correction, a reinstatement), out goes an `Integrity`: the status
that follows, the day of the notice that it follows from, and each notice in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.model import RetractionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LAST_DAY = "9999-12-31"

REASONS = 4
"""So many reasons of a notice are repeated; some have twenty."""


class Nature(StrEnum):
    """What a notice does to the work it is about."""

    RETRACTION = "retraction"
    CONCERN = "expression of concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"
    OTHER = "notice"


STATUSES: Mapping[Nature, RetractionStatus] = MappingProxyType(
    {
        Nature.RETRACTION: RetractionStatus.RETRACTED,
        Nature.CONCERN: RetractionStatus.EXPRESSION_OF_CONCERN,
        Nature.CORRECTION: RetractionStatus.CORRECTED,
        Nature.REINSTATEMENT: RetractionStatus.REINSTATED,
    }
)
"""The status of a work of which a notice of this nature is the last word."""

GRAVITY: Mapping[RetractionStatus | None, int] = MappingProxyType(
    {
        None: 0,
        RetractionStatus.NOT_CHECKED: 0,
        RetractionStatus.NONE_FOUND: 0,
        RetractionStatus.REINSTATED: 1,
        RetractionStatus.CORRECTED: 1,
        RetractionStatus.DISPUTED: 2,
        RetractionStatus.EXPRESSION_OF_CONCERN: 3,
        RetractionStatus.RETRACTED: 4,
    }
)
"""How grave a status is: a lighter notice never lifts a graver one, but for a reinstatement."""


@dataclass(frozen=True, slots=True)
class IntegrityNotice:
    """One notice about a work: its nature, its day, its own numbers, its reasons, and who told of it.

    *date* is in ISO's form, and may end with the month or the year; *doi* and *pmid* are those of the notice,
    which may carry the DOI of the work itself.
    """

    nature: Nature
    date: str | None = None
    doi: str | None = None
    pmid: str | None = None
    reasons: tuple[str, ...] = ()
    source: str = ""
    record: str | None = None

    def __str__(self) -> str:
        """The notice in a sentence: "Retraction of 2020-03-09, notice 10.5555/n, PMID 42: Error in Data."."""
        day = f" of {self.date}" if self.date else ", day not recorded"
        numbers = [f"notice {self.doi}" if self.doi else "", f"PMID {self.pmid}" if self.pmid else ""]
        if not any(numbers):
            numbers = [f"record {self.record} of {self.source}" if self.record else "notice without a number"]

        said = ", ".join([f"{self.nature.value.capitalize()}{day}", *filter(None, numbers)])
        shown = "; ".join(self.reasons[:REASONS])
        if len(self.reasons) > REASONS:
            more = f" and {len(self.reasons) - REASONS} more"
        else:
            more = ""

        return f"{said}: {shown}{more}" if shown else said


@dataclass(frozen=True, slots=True)
class Integrity:
    """How a work stands by the notices about it; *notice* is the one that decides, if there is one."""

    status: RetractionStatus
    date: str | None
    notice: IntegrityNotice | None
    notices: tuple[IntegrityNotice, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each notice in a sentence, in the order of their days."""
        return tuple(dict.fromkeys(map(str, self.notices)))


def integrity_of(notices: Iterable[IntegrityNotice]) -> Integrity:
    """How a work stands by its *notices*.

    A reinstatement takes back what came before it, and nothing else does: a correction after a retraction
    leaves the work retracted.

    >>> retraction = IntegrityNotice(Nature.RETRACTION, "2019-01-01")
    >>> integrity_of([retraction, IntegrityNotice(Nature.CORRECTION, "2020-01-01")]).status
    <RetractionStatus.RETRACTED: 'retracted'>
    """
    ordered = tuple(sorted(notices, key=_place))
    deciding = None
    for notice in ordered:
        if _supersedes(notice, deciding):
            deciding = notice

    if deciding is None:
        return Integrity(RetractionStatus.NONE_FOUND, None, None, ordered)

    if deciding.date and len(deciding.date) == len(LAST_DAY):
        day = deciding.date
    else:
        day = None

    return Integrity(STATUSES[deciding.nature], day, deciding, ordered)


def _supersedes(notice: IntegrityNotice, former: IntegrityNotice | None) -> bool:
    """Whether a work stands by *notice* from its day on, where it stood by a *former* one."""
    if notice.nature not in STATUSES:
        return False
    if former is None:
        return True
    if notice.nature is Nature.REINSTATEMENT:
        return former.nature in {Nature.RETRACTION, Nature.CONCERN}

    return GRAVITY[STATUSES[notice.nature]] > GRAVITY[STATUSES[former.nature]]


def _place(notice: IntegrityNotice) -> tuple[str, bool]:
    """Where a *notice* stands among others: by its day, a reinstatement after all of the same or no day."""
    is_back = notice.nature is Nature.REINSTATEMENT

    return notice.date or (LAST_DAY if is_back else ""), is_back


def is_news(integrity: Integrity, recorded: RetractionStatus | None) -> bool:
    """Whether *integrity* says more than the status on record: something graver, or a reinstatement."""
    if integrity.notice is None or integrity.status is recorded:
        return False
    if integrity.status is RetractionStatus.REINSTATED:
        return recorded is not RetractionStatus.CORRECTED

    return GRAVITY[integrity.status] > GRAVITY[recorded]
