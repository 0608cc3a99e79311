"""The dated history of one claim: who judged what when, what was withdrawn, and who searched where.

It comes from the dates of the records, and on demand from the commits of the git repository in which the
data folder lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import dataset, looks, model
from evidence_graph.errors import EvidenceGraphError
from evidence_graph.history import revisions
from evidence_graph.history.changes import changes
from evidence_graph.history.movement import claims_of
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.history.changes import Change
    from evidence_graph.model import Claim, Record


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a claim: when, what, by whom; *date* is None where nobody recorded it."""

    date: str | None
    what: str
    who: str | None = None
    study: str | None = None
    stance: model.Stance | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of git that changed what is said of a claim."""

    commit: str
    date: str
    author: str
    subject: str
    changes: tuple[Change, ...]


def log(graph: EvidenceGraph, claim: Claim | str) -> list[Event]:
    """What happened to *claim* by the dates of its records, the first first, what has no date before all.

    Raises UnknownName for a claim that the graph does not have.
    """
    claim_record = graph.claim(claim)
    events = [*_judgements(graph, claim_record), *_searches(graph, claim_record)]
    events += [*_bias(graph, claim_record), *_notices(graph, claim_record)]

    return sorted(events, key=lambda event: (event.date or "", event.what, event.study or ""))


def _judgements(graph: EvidenceGraph, claim: Claim) -> Iterator[Event]:
    for item in graph.evidence(claim):
        line = item.line
        who = graph.label(line.curator, model.Curator)
        finding_text = " ".join(line.findings) or line.rationale
        yield Event(line.date, "judged", who, line.citation, line.stance, finding_text)
        if line.withdrawn is not None:
            why = line.withdrawn_why
            yield Event(line.withdrawn, "withdrawn", who, line.citation, line.stance, why)


def _searches(graph: EvidenceGraph, claim: Claim) -> Iterator[Event]:
    for search in graph.searches(claim):
        numbers = []
        if search.hits is not None:
            numbers.append(f"{search.hits:,} hits")

        if search.kept is not None:
            numbers.append(f"{search.kept:,} kept")

        search_text = f"{search.source}: {search.query}"
        if numbers:
            search_text += f" ({', '.join(numbers)})"

        who = _curator(graph, search.curator)
        yield Event(search.date, f"searched ({looks.word(search.coverage)})", who, text=search_text)


def _curator(graph: EvidenceGraph, identifier: str | None) -> str | None:
    """The name of a curator, where one is recorded."""
    return graph.label(identifier, model.Curator) if identifier else None


def _bias(graph: EvidenceGraph, claim: Claim) -> Iterator[Event]:
    citations = {item.citation.key: item.citation for item in graph.evidence(claim)}
    for key, citation in citations.items():
        for bias in graph.all(model.RiskOfBias, citation=citation):
            who = _curator(graph, bias.curator)
            bias_text = f"{bias.instrument}, {bias.domain or 'over all'}: {looks.word(bias.judgement)}"
            yield Event(bias.date, "risk of bias judged", who, key, text=bias_text)


def _notices(graph: EvidenceGraph, claim: Claim) -> Iterator[Event]:
    """The notices about the works of a *claim* that changed how they stand."""
    citations = {item.citation.key: item.citation.study for item in graph.evidence(claim)}
    for key, study in citations.items():
        if study and study.retraction_notices and study.retraction_status:
            text = "; ".join(study.retraction_notices)
            status = looks.word(study.retraction_status)
            yield Event(study.retraction_date, status, study.retraction_source, key, text=text)


def commits(folder: Path, claim: str, *, heard: Callable[[int, int], None] | None = None) -> Iterator[Commit]:
    """The commits that changed what the data in *folder* say of a claim, the first first.

    *heard* hears how many of how many commits have been looked at. A commit in which the folder cannot be
    read is passed over. Raises NoRepository and MissingProgram.
    """
    before: dict[type[Record], dict[str, Record]] = {}
    revisions_of_folder = revisions.history(folder)
    for number, commit in enumerate(revisions_of_folder, 1):
        after = _about(commit.revision, claim, before)
        own_changes: list[Change] = []
        for record_type in BY_RECORD:
            own_changes += changes(_in_order(before, record_type), _in_order(after, record_type))

        before = after
        if heard:
            heard(number, len(revisions_of_folder))

        if own_changes:
            yield Commit(
                commit=commit.revision.commit,
                date=commit.date,
                author=commit.author,
                subject=commit.subject,
                changes=tuple(own_changes),
            )


def _in_order(records: dict[type[Record], dict[str, Record]], record_type: type[Record]) -> list[Record]:
    records_of_type = records.get(record_type, {})
    return [records_of_type[name] for name in sorted(records_of_type)]


def _about(
    revision: revisions.Revision, claim: str, before: dict[type[Record], dict[str, Record]]
) -> dict[type[Record], dict[str, Record]]:
    """The records that bear on a claim in a *revision*; as *before* where the folder cannot be read there."""
    try:
        with revisions.checkout(revision) as folder:
            reading = dataset.load(folder).reading
    except EvidenceGraphError:
        return before

    records_by_type: dict[type[Record], dict[str, Record]] = {}
    for record_type, records in reading.records.items():
        own = {name: record for name, record in records.items() if claim in claims_of(record)}
        if own:
            records_by_type[record_type] = own

    return records_by_type
