"""Every problem of a data folder in one run, each with its place and its cure.

No SHACL engine is at work here: each check is one pass over dictionaries, and lines are looked up only
when there is something to tell. What the shapes of the vocabulary find, these checks find as well.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import folders, model, own_weights
from evidence_graph.bibliography.contents import Contents
from evidence_graph.checks import (
    addresses,
    clashes,
    completeness,
    effects,
    judgements,
    links,
    methods,
    names,
    places,
    relations,
    syntax,
    texts,
    wordings,
    works,
)
from evidence_graph.checks.statements import Statements, term
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Problem
from evidence_graph.store import dataset as data
from evidence_graph.store import folder_text, reader, streams
from evidence_graph.store.dataset import Dataset
from evidence_graph.store.reader import Fault

NO_WORKS = bib.Bibliography(data.CITATIONS, ())

WEIGHTS = term(model.DataSet, "weights")

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.store.conversion import Described


@reader.nothing_collected()
def check(dataset: Dataset | Path | str, *, today: dt.date | None = None) -> list[Problem]:
    """Every problem of *dataset*, or of the data folder it names, in the order of files and lines.

    A year is one to come when it is after the year that follows *today*. Raises NotADataFolder when the
    two files are not there.
    """
    if not isinstance(dataset, Dataset):
        return check_folder(dataset, today=today)
    return _all(dataset, Statements(dataset.reading.base, dataset.reading.said), today)


@reader.nothing_collected()
def check_folder(
    folder: Path | str, *, today: dt.date | None = None, remark: Callable[[str], None] | None = None
) -> list[Problem]:
    """Every problem of the data in *folder*; a file that cannot be read does not hide what the other has.

    *remark* hears of what is no problem and yet worth knowing. Raises NotADataFolder when the two files
    are not there.
    """
    folder = Path(folder)
    data.require(folder)
    problems, remarked = folders.at_rest(folder, lambda files: _problems(folder, files, today))
    if remark:
        for each in remarked:
            remark(each)
    return problems


def _problems(folder: Path, files: folders.Files, today: dt.date | None) -> tuple[list[Problem], list[str]]:
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
    keys_are_known = not broken
    texts, said, unreadable = _claims_texts(folder, files)
    if unreadable:
        return sorted([*broken, *unreadable, *literature]), []

    dataset = data.of_statements(folder, texts, said, shelf or {data.CITATIONS: NO_WORKS})
    held = Statements(dataset.reading.base, dataset.reading.said)
    remarked = [each for each in (wordings.remark(held), completeness.remark(held)) if each]
    if not keys_are_known:
        return sorted([*broken, *_claims(dataset, held, None), *literature]), remarked
    return _all(dataset, held, today), remarked


def _claims_texts(
    folder: Path, files: folders.Files
) -> tuple[dict[str, str], dict[str, dict[str, Described]], list[Problem]]:
    """The texts of the claims, what each says, and what is wrong with those that cannot be read."""
    texts: dict[str, str] = {}
    said: dict[str, dict[str, Described]] = {}
    broken: list[Problem] = []
    for name, path in files.claims.items():
        text = ""
        try:
            text = streams.decode(path)
            said[name] = reader.together(folder_text.subjects(folder, files, name, text), folder / name)
            texts[name] = text
        except BrokenFile as error:
            broken += [_broken(folder / name, each) for each in syntax.errors(text, folder / name, error)]
    return texts, said, broken


def _all(dataset: Dataset, held: Statements, today: dt.date | None) -> list[Problem]:
    """The problems of all files, and of the ones beside the others."""
    bibliography, path = dataset.bibliography, dataset.folder / data.CITATIONS
    keys = bibliography.entries.keys() | works.broken(bibliography)
    unused = works.unused(bibliography, path, links.used(held))
    found = chain(
        _claims(dataset, held, keys),
        _literature(list(dataset.shelf.values()), dataset.folder, today),
        _in_their_files(unused, list(dataset.shelf.values())),
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
        addresses.faults(held),
    )
    return dataset.problems(found)


def _literature(shelf: Sequence[Bibliography], folder: Path, today: dt.date | None) -> Iterator[Problem]:
    """The problems that the bibliographies have by themselves, and one beside the other."""
    day = today or dt.datetime.now(dt.UTC).date()
    bibliography = bib.joined(shelf)
    for problem in bibliography.problems:
        yield replace(problem, subject=f"citation:{problem.subject}" if problem.subject else "")
    yield from _in_their_files(works.problems(bibliography, folder / data.CITATIONS, day), shelf)


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
    cure = "Then check again: the rest of this file was not looked at."
    return Problem(str(path), error.line or 1, "broken-file", error.reason, cure)


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
