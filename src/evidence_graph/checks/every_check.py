"""All checks of what a data folder holds, one after the other: of the claims, of the literature, of both.

In come statements and bibliographies that were read, out go problems with their places.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.checks import (
    addresses,
    citations,
    clashes,
    data_sets,
    effects,
    judgements,
    like_ids,
    methods,
    places,
    pointers,
    relations,
    retractions,
    same_citations,
    texts,
    trials,
    twins,
)
from evidence_graph.folders import CITATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Problem
    from evidence_graph.store.reader import Fault


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


def all_problems(
    subject: CheckedData, today: dt.date | None, notices: NoticeRegister | None = None
) -> list[Problem]:
    """The problems of all files, and of the ones beside the others."""
    statements, shelf = subject.statements, subject.shelf
    bibliography, path = bib.join(shelf), subject.folder / CITATIONS
    keys = bibliography.entries.keys() | citations.broken(bibliography)
    faults_of_all = chain(
        problems_of_claims(subject, keys),
        problems_of_literature(shelf, subject.folder, today),
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


def problems_of_claims(subject: CheckedData, keys: Collection[str] | None) -> list[Problem]:
    """The problems of the claims; without *keys*, their works are taken on trust."""
    statements = subject.statements
    faults_of_all = chain(
        subject.faults,
        data_sets.faults(statements, subject.folder),
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


def problems_of_literature(
    shelf: Sequence[Bibliography], folder: Path, today: dt.date | None
) -> Iterator[Problem]:
    """The problems that the bibliographies have by themselves, and one beside the other."""
    day = today or dt.datetime.now(dt.UTC).date()
    bibliography = bib.join(shelf)
    for problem in bibliography.problems:
        yield replace(problem, subject=f"citation:{problem.subject}" if problem.subject else "")

    yield from _in_their_files(citations.problems(bibliography, folder / CITATIONS, day), shelf)


def _in_their_files(problems: Iterable[Problem], shelf: Sequence[Bibliography]) -> Iterator[Problem]:
    """The *problems* of works, each with the file in which its entry stands."""
    if len(shelf) == 1:
        yield from problems
        return

    files = {key: each.name for each in shelf for key in each.entries}
    for problem in problems:
        key = problem.subject.removeprefix("citation:")
        yield replace(problem, file=files.get(key, problem.file))
