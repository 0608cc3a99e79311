"""Every problem of a data folder in one run, each with its place and its cure.

No SHACL engine is at work here: each check is one pass over dictionaries, and lines are looked up only
when there is something to tell. What the shapes of the vocabulary find, these checks find as well.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import folders, model, own_weights
from evidence_graph.bibliography.file_contents import Contents
from evidence_graph.checks import (
    addresses,
    citations,
    clashes,
    completeness,
    data_sharing,
    effects,
    judgements,
    like_ids,
    methods,
    places,
    pointers,
    quotations,
    relations,
    retractions,
    same_citations,
    syntax,
    texts,
    trials,
    twins,
    unidentified,
    wordings,
)
from evidence_graph.checks import large_claims as large
from evidence_graph.checks.kinds import KINDS, ProblemKind, Severity, kind_of, severity_of
from evidence_graph.checks.statements import Statements, term
from evidence_graph.errors import BrokenFile, OtherSyntax
from evidence_graph.garbage import nothing_collected
from evidence_graph.model import Problem
from evidence_graph.store import data_folder as data
from evidence_graph.store import folder_text, reader, streams
from evidence_graph.store.data_folder import Dataset
from evidence_graph.store.reader import Fault

NO_CITATIONS = bib.Bibliography(data.CITATIONS, ())

WEIGHTS = term(model.DataSet, "weights")

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.store.conversion import Described

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
    """Problems in the order of files and lines, and remarks, which are none, of the *kinds* of a *verb*."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    kinds: Mapping[str, ProblemKind] = field(default_factory=lambda: KINDS)
    verb: str = "check"

    @property
    def all(self) -> tuple[Problem, ...]:
        """Problems and remarks."""
        return self.problems + self.remarks

    def count(self, severity: Severity) -> int:
        """How many there are of this *severity*."""
        return sum(self.severity_of(problem) is severity for problem in self.all)

    def kind_of(self, problem: Problem) -> ProblemKind:
        """The kind of a *problem*."""
        return self.kinds.get(problem.code) or kind_of(problem)

    def severity_of(self, problem: Problem) -> Severity:
        """How much a *problem* matters."""
        return self.kind_of(problem).severity


@dataclass(frozen=True, slots=True)
class CheckedData:
    """What is checked: the statements of the claims, the faults of single records, and the bibliographies.

    *located* gives a fault its place.
    """

    folder: Path
    statements: Statements
    faults: Iterable[Fault]
    shelf: Sequence[Bibliography]
    located: Callable[[Iterable[Fault]], list[Problem]]


@nothing_collected()
def check(
    dataset: Dataset | Path | str,
    *,
    today: dt.date | None = None,
    notices: NoticeRegister | None = None,
    texts: Path | str | None = None,
) -> list[Problem]:
    """Every problem of *dataset*, or of the data folder it names, in the order of files and lines.

    A year is one to come when it is after the year that follows *today*. With *notices*, as
    `evidence_graph.read_retractions` gives them, also what they say of works and the data do not record.
    Quotes and printed figures are looked for in the *texts* of a folder where one is named. Raises
    NotADataFolder when the two files are not there, NeedsFolder for texts of a data set that lies in none.
    """
    if not isinstance(dataset, Dataset):
        return list(report(dataset, today=today, notices=notices, texts=texts).problems)
    if texts is not None:
        return list(report(dataset.folder, today=today, notices=notices, texts=texts).problems)

    return _all(_subject_of(dataset), today, notices)


def _subject_of(dataset: Dataset) -> CheckedData:
    statements = Statements(dataset.reading.base, dataset.reading.said)
    shelf = list(dataset.shelf.values())

    return CheckedData(dataset.folder, statements, dataset.reading.faults, shelf, dataset.problems)


def check_folder(
    folder: Path | str, *, today: dt.date | None = None, texts: Path | str | None = None
) -> list[Problem]:
    """Every problem of the data in *folder*; a file that cannot be read does not hide what the other has.

    Raises NotADataFolder when the two files are not there.
    """
    return list(report(folder, today=today, texts=texts).problems)


@nothing_collected()
def report(
    folder: Path | str,
    *,
    today: dt.date | None = None,
    notices: NoticeRegister | None = None,
    texts: Path | str | None = None,
) -> Report:
    """What `check_folder` finds, and beside it what is no problem and yet worth knowing.

    With *notices* also what they say of works and the data do not record. How the quotes stand in the *texts*
    of a folder is among it where one is named.
    """
    folder = Path(folder)
    data.require(folder)
    sources = None if texts is None else Path(texts)
    problems, remarks = folders.at_rest(
        folder, lambda files: _problems(folder, files, today, notices, sources)
    )

    return Report(tuple(problems), tuple(remarks))


def _problems(
    folder: Path,
    files: folders.Files,
    today: dt.date | None,
    notices: NoticeRegister | None,
    sources: Path | None,
) -> tuple[list[Problem], list[Problem]]:
    """The problems of *folder*, whose *files* are read, and the remarks on it."""
    broken: list[Problem] = []
    shelf: dict[str, Bibliography] = {}
    contents = Contents("")
    for name in files.citations:
        try:
            shelf[name] = folder_text.bibliography(folder, files, name, contents)
        except BrokenFile as error:
            broken.append(_broken(folder / name, error))

    literature = _literature(list(shelf.values()), folder, today) if shelf else ()
    subject, unreadable = _read(folder, files, list(shelf.values()) or [NO_CITATIONS])
    if subject is None:
        return sorted([*broken, *unreadable, *literature]), []

    remarks = list(_remarks(subject.statements, None if broken else bib.join(subject.shelf), folder))
    misquoted: list[Problem] = []
    if sources is not None:
        quoted = quotations.look_through(subject.statements, bib.join(subject.shelf), sources)
        misquoted = subject.located(quoted.faults)
        remarks.append(_remark(folder / data.CLAIMS, "quotes-checked", quoted.remark))

    if broken:
        return sorted([*broken, *_claims(subject, None), *literature, *misquoted]), remarks

    if notices is not None:
        said = retractions.remark(bib.join(subject.shelf), subject.statements, notices)
        remarks.append(_remark(folder / data.CITATIONS, "notices-looked-up", said))

    return sorted([*_all(subject, today, notices), *misquoted]), remarks


def _read(
    folder: Path, files: folders.Files, shelf: Sequence[Bibliography]
) -> tuple[CheckedData | None, list[Problem]]:
    """The claims of *folder* as they are checked, or what is wrong with those that cannot be read."""
    if files.claims_size() > large.LARGE:
        return _read_large(folder, files, shelf)

    texts, claims_by_file, unreadable = _claims_texts(folder, files)
    if unreadable:
        return None, unreadable

    return _subject_of(
        data.of_statements(folder, texts, claims_by_file, {each.name: each for each in shelf})
    ), []


def _read_large(
    folder: Path, files: folders.Files, shelf: Sequence[Bibliography]
) -> tuple[CheckedData | None, list[Problem]]:
    """The same for claims that are kept in a file aside."""
    try:
        shelf_of_claims = large.fill(folder, files)
    except BrokenFile:
        return None, _claims_texts(folder, files)[2]

    base, faults = large.take_records(shelf_of_claims, files)
    place = partial(large.problems, folder=folder, files=files, base=base)

    return CheckedData(folder, Statements(base, shelf_of_claims), faults, shelf, place), []


def _claims_texts(
    folder: Path, files: folders.Files
) -> tuple[dict[str, str], dict[str, dict[str, Described]], list[Problem]]:
    """The texts of the claims, what each says, and what is wrong with those that cannot be read."""
    texts: dict[str, str] = {}
    described_by_file: dict[str, dict[str, Described]] = {}
    broken: list[Problem] = []
    for name, path in files.claims.items():
        text = ""
        try:
            text = streams.decode(path)
            described_by_file[name] = reader.together(
                folder_text.subjects(folder, files, name, text), folder / name
            )
            texts[name] = text
        except BrokenFile as error:
            broken += [_broken(folder / name, each) for each in syntax.errors(text, folder / name, error)]

    return texts, described_by_file, broken


def _remarks(statements: Statements, bibliography: Bibliography | None, folder: Path) -> Iterator[Problem]:
    """What is worth knowing of both files."""
    sentences = {
        "not-recorded": completeness.remark(statements),
        "overlap-unknown": data_sharing.remark(statements),
        "no-wording": wordings.remark(statements),
        "no-identifier": unidentified.remark(bibliography) if bibliography else None,
    }
    for code, sentence in sentences.items():
        if code == "no-identifier":
            file = data.CITATIONS
        else:
            file = data.CLAIMS

        if sentence:
            yield _remark(folder / file, code, sentence)


def _remark(path: Path, code: str, sentence: str) -> Problem:
    """Something worth knowing of a whole file."""
    return Problem(str(path), 1, code, sentence, "", column=1)


def _all(subject: CheckedData, today: dt.date | None, notices: NoticeRegister | None = None) -> list[Problem]:
    """The problems of all files, and of the ones beside the others."""
    statements, shelf = subject.statements, subject.shelf
    bibliography, path = bib.join(shelf), subject.folder / data.CITATIONS
    keys = bibliography.entries.keys() | citations.broken(bibliography)
    faults_of_all = chain(
        _claims(subject, keys),
        _literature(shelf, subject.folder, today),
        _in_their_files(
            citations.unused_citations(bibliography, path, pointers.used_keys(statements)), shelf
        ),
        _in_their_files(same_citations.problems(bibliography, path, statements), shelf),
    )
    if notices is not None:
        faults_of_all = chain(
            faults_of_all,
            _in_their_files(retractions.problems(bibliography, path, statements, notices), shelf),
            subject.located(retractions.faults(statements, keys, notices)),
        )

    return sorted(set(faults_of_all))


def _claims(subject: CheckedData, keys: Collection[str] | None) -> list[Problem]:
    """The problems of the claims; without *keys*, their works are taken on trust."""
    statements = subject.statements
    faults_of_all = chain(
        subject.faults,
        _data_sets(statements),
        _weights(statements, subject.folder),
        pointers.dangling(statements, keys),
        pointers.without_record(statements, keys) if keys is not None else (),
        judgements.faults(statements),
        effects.faults(statements),
        clashes.faults(statements),
        methods.faults(statements),
        relations.faults(statements),
        places.faults(statements),
        like_ids.faults(statements),
        texts.faults(statements),
        twins.faults(statements),
        trials.faults(statements),
        addresses.faults(statements),
    )

    return subject.located(faults_of_all)


def _literature(shelf: Sequence[Bibliography], folder: Path, today: dt.date | None) -> Iterator[Problem]:
    """The problems that the bibliographies have by themselves, and one beside the other."""
    day = today or dt.datetime.now(dt.UTC).date()
    bibliography = bib.join(shelf)
    for problem in bibliography.problems:
        yield replace(problem, subject=f"citation:{problem.subject}" if problem.subject else "")

    yield from _in_their_files(citations.problems(bibliography, folder / data.CITATIONS, day), shelf)


def _in_their_files(problems: Iterable[Problem], shelf: Sequence[Bibliography]) -> Iterator[Problem]:
    """The *problems* of works, each with the file in which its entry stands."""
    if len(shelf) == 1:
        yield from problems
        return

    files = {key: each.name for each in shelf for key in each.entries}
    for problem in problems:
        key = problem.subject.removeprefix("citation:")
        yield replace(problem, file=files.get(key, problem.file))


def _broken(path: Path, error: BrokenFile) -> Problem:
    message, cure = error.reason, "Then check again: the rest of this file was not looked at."
    if isinstance(error, OtherSyntax):
        message, cure = error.finding, error.cure

    return Problem(str(path), error.line or 1, "broken-file", message, cure, column=error.column or 1)


def _weights(statements: Statements, folder: Path) -> Iterator[Fault]:
    """A table of weights that is named and cannot be used."""
    for data_set in statements.of(model.DataSet):
        name = statements.text(data_set, WEIGHTS)
        if WEIGHTS not in statements.described[data_set]:
            continue

        try:
            own_weights.read(folders.beside(folder, name), name)
        except BrokenFile as error:
            cure = "Correct it, or delete eg:weights."
            yield Fault("bad-weights", data_set, WEIGHTS, f"In {name}: {error.reason}", cure)


def _data_sets(statements: Statements) -> Iterator[Fault]:
    """A claims file describes one data set."""
    data_sets = list(statements.of(model.DataSet))
    if not data_sets:
        message = "The file does not say which data set it is."
        cure = 'Add <https://your.address/> a eg:DataSet ; dcterms:title "…" .'
        yield Fault("no-data-set", "", None, message, cure, line=1)

    for other in data_sets[1:]:
        message = f"The file describes a second data set beside {data_sets[0]}."
        yield Fault("two-data-sets", other, None, message, "Keep one, and give each its own folder.")
