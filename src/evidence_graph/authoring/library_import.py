"""A library of literature into a data folder: what is there under another key is not added again.

In come a folder and a `Bibliography` read from any format, out goes what was added and what was there
already. The entries that are there keep their every byte.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import bibliography as bib
from evidence_graph import commit
from evidence_graph import dataset as data
from evidence_graph.authoring import undoing
from evidence_graph.bibliography import evidence_marks, inheritance, libraries, sameness, value_expressions
from evidence_graph.bibliography.foreign_records import free_key, writable_key
from evidence_graph.bibliography.sameness import Sameness
from evidence_graph.checks import pointers
from evidence_graph.checks.statements import Statements
from evidence_graph.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.bibliography import Bibliography, Entry
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Citation


@dataclass(frozen=True, slots=True)
class LibraryReport:
    """What came of a library: the keys that are new, and for each that was there the key it has there.

    *renamed* are entries whose key another work of the folder had, or that is no key of BibTeX, with the key
    they were given. *problems* name each entry that cannot be written; the others are in.
    """

    file: str
    added: tuple[str, ...]
    present: Mapping[str, str]
    renamed: Mapping[str, str]
    problems: tuple[Problem, ...]


def import_library(
    folder: Path | str, library: Bibliography, *, only_cited: bool = False, is_trial: bool = False
) -> LibraryReport:
    """Add what is new in *library* to the bibliography of *folder*; nothing is written where it *is_trial*.

    With *only_cited*, only works are taken of which the claims speak and that have no entry yet. Raises what
    `dataset.change` raises.
    """
    [report] = import_libraries(folder, [library], only_cited=only_cited, is_trial=is_trial)

    return report


def import_libraries(
    folder: Path | str,
    libraries: Sequence[Bibliography],
    *,
    only_cited: bool = False,
    is_trial: bool = False,
    wait: float = commit.WAIT,
) -> list[LibraryReport]:
    """Add several *libraries* in one step, all of them or none, as `import_library` adds one."""
    reports: list[LibraryReport] = []

    def change(dataset: Dataset) -> Dataset:
        reports.clear()
        for library in libraries:
            chosen_part = _cited_part(dataset, library) if only_cited else library
            merged, report = merge(dataset.bibliography, chosen_part)
            reports.append(report)
            dataset = replace(dataset, bibliography=merged)

        return dataset

    if is_trial:
        change(data.load(folder))
    else:
        names = ", ".join(Path(library.name).name for library in libraries)
        data.change(folder, change, wait=wait, keep=undoing.keeper(Path(folder), f"import {names}"))

    return reports


def merge(own: Bibliography, library: Bibliography) -> tuple[Bibliography, LibraryReport]:
    """*own* with what is new in *library*, and the report of it.

    What we wrote into a library for a reference manager does not come back: judgements stand in the claims.
    """
    library = evidence_marks.unmarked(library)
    twins = _twins(own, library)
    taken_keys = {key.lower() for key in own.entries}
    names: dict[str, str] = {}
    for key in library.entries:
        if key not in twins:
            names[key] = free_key(writable_key(key), taken_keys)
            taken_keys.add(names[key].lower())

    present = {key: twin.key if twin.is_own else names[twin.key] for key, twin in twins.items()}
    new: list[Entry] = []
    problems = list(library.problems)
    for key in list(names):
        entry = _own_entry(library.entries[key], library.strings, names | present)
        try:
            bib.format_entry(entry)
        except bib.InvalidEntry as error:
            problems.append(_left_out(library, key, error))
            del names[key]
        else:
            new.append(entry)

    report = LibraryReport(
        library.name,
        tuple(names.values()),
        MappingProxyType(present),
        MappingProxyType({key: name for key, name in names.items() if key != name}),
        tuple(problems),
    )

    return (bib.put(own, *new) if new else own), report


def _left_out(library: Bibliography, key: str, error: bib.InvalidEntry) -> Problem:
    return Problem(
        library.name,
        library.entries[key].line,
        "unwritable-entry",
        f"It is left out: {error.reason}",
        "Mend it in the library and import that again.",
        key,
    )


class _Twin(NamedTuple):
    """The first entry of a work that a library has: its key, and whether the folder had it before."""

    key: str
    is_own: bool


def _twins(own: Bibliography, library: Bibliography) -> dict[str, _Twin]:
    """For each entry of *library* whose work is there, or came before in it, the first of that work."""
    citations = [*_citations(own), *_citations(library)]
    sides = [_Twin(citation.key, number < len(own.entries)) for number, citation in enumerate(citations)]
    numbered = [replace(citation, key=str(number)) for number, citation in enumerate(citations)]
    twins: dict[str, _Twin] = {}
    first_of: dict[Citation, _Twin] = {}
    for side, citation in zip(sides, citations, strict=True):
        first = first_of.setdefault(replace(citation, key=""), side)
        if first is not side and not side.is_own:
            twins[side.key] = first  # letter by letter the same, as when a library is imported again

    for pair in sameness.pairs(numbered):
        first, second = sides[int(pair.first)], sides[int(pair.second)]
        if pair.sameness is Sameness.SAME and not second.is_own:
            twins.setdefault(second.key, first if first.is_own else twins.get(first.key, first))

    return twins


def _citations(bibliography: Bibliography) -> list[Citation]:
    entries = bibliography.entries
    return [bib.citation(entry, bibliography.strings, entries.get) for entry in entries.values()]


def _own_entry(entry: Entry, strings: Mapping[str, str], keys: Mapping[str, str]) -> Entry:
    """*entry* and its parents under the *keys* that they have now, its macros written out."""
    fields = {}
    for name, value in entry.fields.items():
        is_macro = any(macro in strings for macro in value_expressions.macros(value))
        fields[name] = f"{{{value_expressions.expand(value, strings)}}}" if is_macro else value
        if name in inheritance.FIELDS:
            parents = inheritance.parents(entry, name)
            fields[name] = f"{{{','.join(keys.get(parent, parent) for parent in parents)}}}"

    return replace(entry, key=keys[entry.key], fields=fields)


def _cited_part(dataset: Dataset, library: Bibliography) -> Bibliography:
    """What of *library* the claims speak of and the folder lacks."""
    missing = (
        pointers.used_keys(Statements(dataset.reading.base, dataset.reading.said))
        - dataset.bibliography.entries.keys()
    )

    return libraries.only(library, sorted(missing))
