"""A work as a service knows it, and whether it is the one that has its number in the data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.bibliography import foreign_records, latex
from evidence_graph.bibliography.identifiers import doi_identity
from evidence_graph.bibliography.notice_register import may_be
from evidence_graph.bibliography.records import citation as citation_of
from evidence_graph.living.allowance import QuestionRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.bibliography.integrity import IntegrityNotice
    from evidence_graph.model import Citation

    Records = dict[str, "ServiceRecord | None"]
    """The record of each work by the number under which it was asked for."""

MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w{2,8};")
"""A tag or an entity."""


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A work as *service* knows it on a *day*, with the notices about it that it knows.

    *is_flagged* where the service calls it retracted and names no notice; *number* is its own for the work.
    """

    service: str
    day: str
    citation: Citation
    notices: tuple[IntegrityNotice, ...] = ()
    is_flagged: bool = False
    number: str = ""

    @property
    def source(self) -> str:
        """Who says it, and when."""
        return f"{self.service} on {self.day}"


def is_same(own: Citation, record: ServiceRecord) -> bool:
    """Whether what a service has under a number of *own* is that work, and no other one."""
    theirs = record.citation
    if not own.title or not theirs.title:
        return True

    return may_be(own, theirs.title, theirs.authors or theirs.editors, theirs.year)


def plain_citation(foreign: ForeignRecord) -> Citation:
    """The work that *foreign* tells of, in plain text: titles come with the markup of web pages."""
    for name, words in foreign.texts.items():
        if MARKUP.search(words):
            foreign.texts[name] = latex.decode(words)

    return citation_of(foreign_records.to_entry(foreign))


def by_doi(records: Iterable[ServiceRecord]) -> dict[str, ServiceRecord]:
    """The *records* by the DOIs of their works."""
    return {doi_identity(record.citation.doi or ""): record for record in records}


def in_batches(values: Sequence[str], size: int) -> Iterator[list[str]]:
    """The *values* in lists of so many."""
    for start in range(0, len(values), size):
        yield list(values[start : start + size])


def in_parts(batch: list[str], ask: Callable[[list[str]], Records]) -> Records:
    """What *ask* answers about *batch*; where it is refused for one number in it, about all others."""
    try:
        return ask(batch)
    except QuestionRefused:
        if len(batch) == 1:
            return {}

    middle = len(batch) // 2

    return in_parts(batch[:middle], ask) | in_parts(batch[middle:], ask)


def in_words(names: Iterable[str]) -> str:
    """The *names*, each once, in words: "Crossref, PubMed and OpenAlex"."""
    each = list(dict.fromkeys(names))
    if len(each) > 1:
        return f"{', '.join(each[:-1])} and {each[-1]}"

    return "".join(each)
