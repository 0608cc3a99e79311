"""Where a data folder is: the one that is named, ``./data``, or the bundled one; and which files it holds.

It holds ``claims.ttl`` and ``citations.bib``, and beside them any number of further ``*.ttl`` and ``*.bib``,
one a topic or a day, so that what two people add merges. All of them together are the data set.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from evidence_graph import commit, limits
from evidence_graph.errors import BrokenFile, EvidenceGraphError, NotADataFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

CLAIMS = "claims.ttl"
CITATIONS = "citations.bib"
NAMES = (CLAIMS, CITATIONS)
"""The files that every data folder has."""

TURTLE, BIBTEX = ENDINGS = ".ttl", ".bib"

BESIDE = 100_000
"""Bytes of a file beside the two that is read."""

TRIES = 50
"""So often a folder is read again because it was written meanwhile."""


class Files(NamedTuple):
    """Where the files of a folder are read, by their names in it; those that every folder has come first."""

    claims: Mapping[str, Path]
    citations: Mapping[str, Path]

    def paths(self) -> list[Path]:
        """Where all of them are read."""
        return [*self.claims.values(), *self.citations.values()]

    def claims_size(self) -> int:
        """The bytes of the claims."""
        return sum(path.stat().st_size for path in self.claims.values())


def names(folder: Path) -> tuple[str, ...]:
    """The names of the files of *folder*."""
    others = sorted(path.name for path in _entries(folder) if is_ours(path.name) and path.is_file())

    return (*NAMES, *(name for name in others if name not in NAMES))


def is_ours(name: str) -> bool:
    """Whether a file of this *name* in a data folder is part of the data."""
    return name.endswith(ENDINGS) and not name.startswith(".")


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # whoever reads the files will say it
        return []


def files(folder: Path) -> Files:
    """The files of *folder* in their places."""
    return _files({name: folder / name for name in names(folder)})


def current(folder: Path) -> Files:
    """Where the files of *folder* are read now: beside their places where a writer was stopped half way."""
    ours = names(folder)

    return _files(dict(zip(ours, commit.places(folder, ours), strict=True)))


def _files(places: Mapping[str, Path]) -> Files:
    claims = {name: path for name, path in places.items() if name.endswith(TURTLE)}
    return Files(claims, {name: path for name, path in places.items() if name not in claims})


def at_rest(folder: Path, read: Callable[[Files], T]) -> T:
    """What *read* makes of the files of *folder*, of one state: nobody put others in place meanwhile.

    Raises BrokenFile when they change each time.
    """
    for _ in range(TRIES):
        seen = _state(folder)
        try:
            result = read(seen[0])
        except (EvidenceGraphError, OSError):
            if seen == _state(folder):
                raise
        else:
            if seen == _state(folder):
                return result

    raise BrokenFile(folder, "it changed each time while it was read; ask again when nobody writes to it.")


def _state(folder: Path) -> tuple[Files, list[tuple[int, int, int]]]:
    """Where the files are read now, and what an edit of them shows by."""
    for _ in range(TRIES):
        try:
            return current(folder), times(folder)
        except FileNotFoundError:  # put in place between two looks
            continue

    return current(folder), times(folder)


def times(folder: Path) -> list[tuple[int, int, int]]:
    """Size, time and inode of the files: what an edit of *folder* shows by."""
    file_states = [path.stat() for path in current(folder).paths()]

    return [(stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in file_states]


def require(folder: Path) -> None:
    """Raise NotADataFolder when one of the two files is not in *folder*.

    What a stopped writer left there is brought to its end.
    """
    ours = names(folder)
    if commit.has_leftovers(folder, ours):
        commit.tidy(folder, ours)

    missing = [name for name in NAMES if not (folder / name).is_file()]
    if missing:
        raise NotADataFolder(folder, missing)


def beside(folder: Path, name: str) -> str:
    """The text of the file *name* in *folder*, which the claims file names.

    Raises BrokenFile where it is not there, too large, or no text.
    """
    path = folder / name
    if not name or Path(name).name != name:
        raise BrokenFile(path, "the claims file names it; give the name alone of a file beside it.")
    if not path.is_file():
        raise BrokenFile(path, "the claims file names it, and there is no such file.")

    try:
        with path.open("rb") as file:
            content = file.read(BESIDE + 1)
    except OSError as error:
        reason = f"the claims file names it, and it cannot be read: {error.strerror or error}."
        raise BrokenFile(path, reason) from None

    if len(content) > BESIDE:
        raise BrokenFile(path, f"it has more than the limit of {BESIDE:,} bytes.")

    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BrokenFile(path, "it is no UTF-8; save it as UTF-8.") from None


def refuse_large(folder: Path) -> None:
    """Raise BrokenFile when a file of *folder* is larger than any that is read."""
    for path in files(folder).paths():
        limits.refuse_size(path)


def refuse_limits(folder: Path) -> None:
    """Raise BrokenFile when a file of *folder* goes over any limit."""
    from evidence_graph.limits import bibtex_text, turtle

    ours = files(folder)
    refuse_large(folder)
    for path in ours.claims.values():
        turtle.refuse_file(path)

    for path in ours.citations.values():
        bibtex_text.refuse_file(path)


def is_data_folder(folder: Path) -> bool:
    """Whether *folder* holds a claims file and a bibliography."""
    return all((folder / name).is_file() for name in NAMES)


def find(start: Path | None = None) -> Path:
    """The data folder meant when none is named: ``./data`` if it is one, else the bundled data."""
    here = (start or Path()) / "data"

    return here if is_data_folder(here) else bundled()


def bundled() -> Path:
    """The folder of the data that comes with the package."""
    package = Path(__file__).resolve().parent
    installed = package / "_bundled"
    if installed.is_dir():
        return installed

    return package.parents[1] / "data"
