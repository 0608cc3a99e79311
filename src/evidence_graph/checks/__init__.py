"""Every problem of a data folder in one run, each with its place and its cure.

No SHACL engine is at work here: each check is one pass over dictionaries, and lines are looked up only
when there is something to tell. What the shapes of the vocabulary find, these checks find as well.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import folders
from evidence_graph.bibliography.file_contents import Contents
from evidence_graph.checks import (
    completeness,
    data_sharing,
    quotations,
    retractions,
    syntax,
    unidentified,
    wordings,
)
from evidence_graph.checks import large_claims as large
from evidence_graph.checks.every_check import (
    CheckedData,
    all_problems,
    problems_of_claims,
    problems_of_literature,
)
from evidence_graph.checks.kinds import KINDS, ProblemKind, Severity, kind_of, severity_of
from evidence_graph.checks.reports import Report
from evidence_graph.checks.statements import Statements
from evidence_graph.dataset import Dataset
from evidence_graph.errors import BrokenFile, OtherSyntax
from evidence_graph.garbage import nothing_collected
from evidence_graph.model import Problem
from evidence_graph.store import folder_text, reader, streams

NO_CITATIONS = bib.Bibliography(data.CITATIONS, ())

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

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

    return all_problems(_subject_of(dataset), today, notices)


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

    literature = problems_of_literature(list(shelf.values()), folder, today) if shelf else ()
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
        return sorted([*broken, *problems_of_claims(subject, None), *literature, *misquoted]), remarks

    if notices is not None:
        said = retractions.remark(bib.join(subject.shelf), subject.statements, notices)
        remarks.append(_remark(folder / data.CITATIONS, "notices-looked-up", said))

    return sorted([*all_problems(subject, today, notices), *misquoted]), remarks


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


def _broken(path: Path, error: BrokenFile) -> Problem:
    message, cure = error.reason, "Then check again: the rest of this file was not looked at."
    if isinstance(error, OtherSyntax):
        message, cure = error.finding, error.cure

    return Problem(str(path), error.line or 1, "broken-file", message, cure, column=error.column or 1)
