"""Every problem of a data folder in one run, each with its place and its cure.

No SHACL engine is at work here: each check is one pass over dictionaries, and lines are looked up only
when there is something to tell. What the shapes of the vocabulary find, these checks find as well.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import folders, model, own_weights
from evidence_graph.checks import (
    addresses,
    clashes,
    completeness,
    data_sharing,
    effects,
    judgements,
    large_claims,
    links,
    methods,
    names,
    places,
    relations,
    same_works,
    syntax,
    texts,
    twins,
    unidentified,
    wordings,
    works,
)
from evidence_graph.checks.kinds import KINDS, ProblemKind, Severity, kind_of, severity_of
from evidence_graph.checks.statements import Statements, term
from evidence_graph.dataset import Dataset, reader
from evidence_graph.dataset.reader import Fault
from evidence_graph.errors import BrokenFile, OtherSyntax
from evidence_graph.model import Problem

WEIGHTS = term(model.DataSet, "weights")

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.dataset.reader import Described

__all__ = [
    "KINDS",
    "ProblemKind",
    "Report",
    "Severity",
    "check",
    "check_folder",
    "kind_of",
    "report",
    "severity_of",
]


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of a data folder in the order of files and lines, and the remarks, which are none."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]

    @property
    def all(self) -> tuple[Problem, ...]:
        """Problems and remarks."""
        return self.problems + self.remarks

    def count(self, severity: Severity) -> int:
        """How many there are of this *severity*."""
        return sum(severity_of(problem) is severity for problem in self.all)


@reader.nothing_collected()
def check(dataset: Dataset | Path | str, *, today: dt.date | None = None) -> list[Problem]:
    """Every problem of *dataset*, or of the data folder it names, in the order of files and lines.

    A year is one to come when it is after the year that follows *today*. Raises NotADataFolder when the
    two files are not there.
    """
    if not isinstance(dataset, Dataset):
        return check_folder(dataset, today=today)
    described = reader.subjects(dataset.text, name=dataset.folder / data.CLAIMS)
    return _all(dataset, Statements(dataset.reading.base, described), today)


def check_folder(folder: Path | str, *, today: dt.date | None = None) -> list[Problem]:
    """Every problem of the data in *folder*; a file that cannot be read does not hide what the other has.

    Raises NotADataFolder when the two files are not there.
    """
    return list(report(folder, today=today).problems)


@reader.nothing_collected()
def report(folder: Path | str, *, today: dt.date | None = None) -> Report:
    """What `check_folder` finds, and beside it what is no problem and yet worth knowing."""
    folder = Path(folder)
    data.require(folder)
    problems, remarks = folders.at_rest(folder, lambda claims, works: _problems(folder, claims, works, today))
    return Report(tuple(problems), tuple(remarks))


def _problems(
    folder: Path, claims: Path, citations: Path, today: dt.date | None
) -> tuple[list[Problem], list[Problem]]:
    """The problems of *folder*, whose files are read at *claims* and *citations*, and the remarks on it."""
    unread: list[Problem] = []
    bibliography = None
    try:
        bibliography = bib.load(citations)
    except BrokenFile as error:
        unread.append(_broken(folder / data.CITATIONS, error))
    path, text = folder / data.CLAIMS, ""
    is_large = claims.stat().st_size > large_claims.LARGE
    described: Mapping[str, Described]
    try:
        text = "" if is_large else reader.decode(claims)
        described = large_claims.filled(claims, path) if is_large else reader.subjects(text, name=path)
    except BrokenFile as error:
        text = _text(claims) if is_large else text
        unread.extend(_broken(path, each) for each in syntax.errors(text, path, error))
        literature = _literature(bibliography, folder, today) if bibliography else ()
        return sorted([*unread, *literature]), []

    works_held = bibliography or bib.Bibliography(data.CITATIONS, ())
    if isinstance(described, large_claims.Shelf):
        dataset: Dataset = large_claims.data_set(folder, claims, described, works_held)
    else:
        dataset = Dataset(folder, text, reader.interpret(described, text), works_held)
    held = Statements(dataset.reading.base, described)
    remarks = list(_remarks(held, bibliography, folder))
    if bibliography is None:
        return sorted([*unread, *_claims(dataset, held, None)]), remarks
    return _all(dataset, held, today), remarks


def _text(claims: Path) -> str:
    """The text of the claims, which broke somewhere; empty where that is no text at all."""
    try:
        return reader.decode(claims)
    except BrokenFile:
        return ""


def _remarks(held: Statements, bibliography: Bibliography | None, folder: Path) -> Iterator[Problem]:
    """What is worth knowing of both files."""
    sentences = {
        "not-recorded": completeness.remark(held),
        "overlap-unknown": data_sharing.remark(held),
        "no-wording": wordings.remark(held),
        "no-identifier": unidentified.remark(bibliography) if bibliography else None,
    }
    for code, sentence in sentences.items():
        file = data.CITATIONS if code == "no-identifier" else data.CLAIMS
        if sentence:
            yield Problem(str(folder / file), 1, code, sentence, "", column=1)


def _all(dataset: Dataset, held: Statements, today: dt.date | None) -> list[Problem]:
    """The problems of both files, and of the one beside the other."""
    bibliography, path = dataset.bibliography, dataset.folder / data.CITATIONS
    keys = bibliography.entries.keys() | works.broken(bibliography)
    found = chain(
        _claims(dataset, held, keys),
        _literature(bibliography, dataset.folder, today),
        works.unused(bibliography, path, links.used(held)),
        same_works.problems(bibliography, path, held),
    )
    return sorted(set(found))


def _claims(dataset: Dataset, held: Statements, keys: Collection[str] | None) -> list[Problem]:
    """The problems of the claims file; without *keys*, its works are taken on trust."""
    found = chain(
        dataset.reading.faults,
        _data_sets(held),
        _weights(held, dataset.folder),
        links.dangling(held, keys),
        links.without_record(held, keys) if keys is not None else (),
        judgements.faults(held),
        effects.faults(held),
        clashes.faults(held),
        methods.faults(held),
        relations.faults(held),
        places.faults(held),
        names.faults(held),
        texts.faults(held),
        twins.faults(held),
        addresses.faults(held),
    )
    return dataset.problems(found)


def _literature(bibliography: Bibliography, folder: Path, today: dt.date | None) -> Iterator[Problem]:
    """The problems that the bibliography has by itself."""
    for problem in bibliography.problems:
        yield replace(problem, subject=f"citation:{problem.subject}" if problem.subject else "")
    yield from works.problems(bibliography, folder / data.CITATIONS, today or dt.datetime.now(dt.UTC).date())


def _broken(path: Path, error: BrokenFile) -> Problem:
    message, cure = error.reason, "Then check again: the rest of this file was not looked at."
    if isinstance(error, OtherSyntax):
        message, cure = error.finding, error.cure
    return Problem(str(path), error.line or 1, "broken-file", message, cure, column=error.column or 1)


def _weights(held: Statements, folder: Path) -> Iterator[Fault]:
    """A table of weights that is named and cannot be used."""
    for data_set in held.of(model.DataSet):
        name = held.text(data_set, WEIGHTS)
        if WEIGHTS not in held.described[data_set]:
            continue
        try:
            own_weights.read(folders.beside(folder, name), name)
        except BrokenFile as error:
            cure = "Correct it, or delete eg:weights."
            yield Fault("bad-weights", data_set, WEIGHTS, f"In {name}: {error.reason}", cure)


def _data_sets(held: Statements) -> Iterator[Fault]:
    """A claims file describes one data set."""
    found = list(held.of(model.DataSet))
    if not found:
        message = "The file does not say which data set it is."
        cure = 'Add <https://your.address/> a eg:DataSet ; dcterms:title "…" .'
        yield Fault("no-data-set", "", None, message, cure, line=1)
    for other in found[1:]:
        message = f"The file describes a second data set beside {found[0]}."
        yield Fault("two-data-sets", other, None, message, "Keep one, and give each its own folder.")
