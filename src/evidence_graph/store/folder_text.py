"""What the files of a data folder say, parsed once for all that is to be made of it.

In comes a folder; out go an index, and the data set for whoever needs its statements or changes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import folders
from evidence_graph.bibliography.file_contents import Contents
from evidence_graph.garbage import nothing_collected
from evidence_graph.store import compiling, literature, streams
from evidence_graph.store.labels import Labels

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography
    from evidence_graph.store.streams import SubjectStatements


@dataclass(frozen=True)
class ClaimsText:
    """A file of claims: its text, and its subjects with what it says of each."""

    path: Path
    text: str
    subjects: list[tuple[str, SubjectStatements]]


@dataclass(frozen=True)
class FolderText:
    """The files of a folder of one moment, by their names."""

    folder: Path
    claims: Mapping[str, ClaimsText]
    bibliographies: Mapping[str, Bibliography]

    def fill(self, connection: sqlite3.Connection) -> None:
        """Take what the files say into the empty tables of *connection*."""
        citations = literature.Whole(bib.join(list(self.bibliographies.values())))
        flaws = sum(streams.has_lost_its_end(each.text) for each in self.claims.values())
        compiling.fill(
            connection, self._subjects(), citations, name=self.folder / folders.CLAIMS, flaws=flaws
        )

    def _subjects(self) -> Iterator[tuple[str, SubjectStatements]]:
        for each in self.claims.values():
            yield from each.subjects


def read(folder: Path) -> FolderText:
    """The files of *folder*, of one moment, whoever writes meanwhile.

    Raises BrokenFile where one cannot be read.
    """
    return folders.at_rest(folder, lambda files: _read(folder, files))


def _read(folder: Path, files: folders.Files) -> FolderText:
    contents = Contents("")
    claims = {name: claims_text(folder, files, name) for name in files.claims}
    shelf = {name: bibliography(folder, files, name, contents) for name in files.citations}

    return FolderText(folder, claims, shelf)


def claims_text(folder: Path, files: folders.Files, name: str) -> ClaimsText:
    """The file *name* among the claims of *folder*. Raises BrokenFile where it cannot be read."""
    text = streams.decode(files.claims[name])
    with nothing_collected():
        return ClaimsText(folder / name, text, list(subjects(folder, files, name, text)))


def subjects(
    folder: Path, files: folders.Files, name: str, text: str
) -> Iterator[tuple[str, SubjectStatements]]:
    """The subjects of the *text* of the file *name*; nodes without a name are other ones in each file.

    Raises what `streams.subjects_of` raises.
    """
    number = list(files.claims).index(name)
    labels = Labels(text, start=f"f{number}." if number else "")

    return streams.subjects_of(text, name=folder / name, labels=labels)


def bibliography(folder: Path, files: folders.Files, name: str, contents: Contents) -> Bibliography:
    """The bibliography *name* of *folder*; *contents* is what those before it hold.

    Raises BrokenFile where it cannot be read.
    """
    return bib.load(files.citations[name], name=folder / name, contents=contents)


def of_texts(folder: Path, texts: Mapping[str, str]) -> FolderText:
    """What the *texts* of files say, which need not lie in the *folder* for which they are meant."""
    files = folders.Files(
        {name: folder / name for name in texts if name.endswith(folders.TURTLE)},
        {name: folder / name for name in texts if name.endswith(folders.BIBTEX)},
    )
    contents = Contents("")
    claims = {
        name: ClaimsText(path, texts[name], list(subjects(folder, files, name, texts[name])))
        for name, path in files.claims.items()
    }
    shelf = {
        name: bib.parse(texts[name], name=str(path), contents=contents)
        for name, path in files.citations.items()
    }

    return FolderText(folder, claims, shelf)
