"""A data folder: find it, read it, write it.

A data folder holds ``claims.ttl`` (claims, assertions, evidence lines, study facts, concepts) and
``citations.bib`` (the literature). Reading is strict about syntax and lenient about content: what
does not fit becomes a `Problem`, and everything else loads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.dataset import positions, reader, writer
from evidence_graph.errors import BrokenFile, CannotWrite
from evidence_graph.folders import CITATIONS, CLAIMS, bundled, find, is_data_folder, require
from evidence_graph.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.dataset.reader import Fault, Reading

R = TypeVar("R")

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "Dataset",
    "bundled",
    "citations",
    "find",
    "is_data_folder",
    "load",
    "require",
    "save",
    "short_name",
]


@dataclass(frozen=True)
class Dataset:
    """What a data folder holds: its records, its bibliography, and the text both came from."""

    folder: Path
    text: str
    reading: Reading
    bibliography: Bibliography

    def records(self, record_type: type[R]) -> Mapping[str, R]:
        """The records of one type by id."""
        wanted: Any = record_type
        return cast("Mapping[str, R]", self.reading.records.get(wanted, {}))

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """The *faults* with the lines where they stand; the text is searched only for their subjects."""
        told = list(faults)
        wanted = {fault.subject for fault in told if fault.line is None}
        places = positions.locate(self.text, wanted=wanted) if wanted else positions.Positions()
        return [self._problem(fault, places) for fault in told]

    def problem(self, fault: Fault) -> Problem:
        """The *fault* with the line where it stands."""
        return self.problems([fault])[0]

    def _problem(self, fault: Fault, places: positions.Positions) -> Problem:
        line = fault.line
        if line is None:
            line = places.line(fault.subject, fault.predicate, occurrence=fault.occurrence)
        name = self.label(fault.subject)
        return Problem(str(self.folder / CLAIMS), line, fault.code, fault.message, fault.cure, name)

    def label(self, iri: str) -> str:
        """The short name of a subject, such as ``claim:plants-need-light``."""
        return short_name(iri, self.reading.base)


def short_name(iri: str, base: str) -> str:
    """What people call the subject *iri* of the data set at *base*.

    >>> short_name("https://example.org/data/claim/plants-need-light", "https://example.org/data/")
    'claim:plants-need-light'
    """
    if not iri or iri.startswith("_:"):
        return ""
    if base and iri.startswith(base) and iri != base:
        return unquote(iri.removeprefix(base)).replace("/", ":", 1)
    return f"<{iri}>"


def load(folder: Path | str) -> Dataset:
    """The data set in *folder*.

    Raises NotADataFolder when the two files are not there, BrokenFile where one cannot be read.
    """
    folder = Path(folder)
    require(folder)
    text = reader.decode(folder / CLAIMS)
    reading = reader.read(text, name=folder / CLAIMS)
    return Dataset(folder, text, reading, bib.load(folder / CITATIONS))


def save(folder: Path | str, reading: Reading, bibliography: Bibliography) -> None:
    """Write both files of a data folder, each whole or not at all.

    Raises CannotWrite when a file cannot be replaced, or when the new text could not be read again.
    """
    folder = Path(folder)
    try:
        claims = writer.to_turtle_read_back(reading)
    except BrokenFile as error:
        raise CannotWrite(folder / CLAIMS, f"the new text would be broken ({error})") from error
    writer.write_texts([(folder / CLAIMS, claims), (folder / CITATIONS, bib.write(bibliography))])


def citations(dataset: Dataset) -> dict[str, model.Citation]:
    """Every work of the bibliography with its study facts and results, by key."""
    from dataclasses import replace

    studies = dataset.records(model.Study)
    results: dict[str, list[model.Result]] = {}
    for result in sorted(dataset.records(model.Result).values(), key=lambda r: (r.citation, r.number)):
        results.setdefault(result.citation, []).append(result)
    return {
        key: replace(
            bib.citation(entry, dataset.bibliography.strings),
            study=studies.get(key),
            results=tuple(results.get(key, ())),
        )
        for key, entry in dataset.bibliography.entries.items()
    }
