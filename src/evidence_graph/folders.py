"""Where a data folder is: the one that is named, ``./data``, or the bundled one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from evidence_graph import commit, limits
from evidence_graph.errors import BrokenFile, EvidenceGraphError, NotADataFolder

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

CLAIMS = "claims.ttl"
CITATIONS = "citations.bib"
NAMES = (CLAIMS, CITATIONS)

BESIDE = 100_000
"""Bytes of a file beside the two that is read."""

TRIES = 50
"""So often a folder is read again because it was written meanwhile."""


def files(folder: Path) -> tuple[Path, Path]:
    """The claims file and the bibliography of *folder*."""
    return folder / CLAIMS, folder / CITATIONS


def current(folder: Path) -> tuple[Path, Path]:
    """Where both files are read now: beside their places where a writer was stopped half way."""
    claims, citations = commit.places(folder, NAMES)
    return claims, citations


def at_rest(folder: Path, read: Callable[[Path, Path], T]) -> T:
    """What *read* makes of both files of *folder*, of one state: nobody put others in place meanwhile.

    Raises BrokenFile when they change each time.
    """
    for _ in range(TRIES):
        seen = _state(folder)
        try:
            result = read(*seen[0])
        except (EvidenceGraphError, OSError):
            if seen == _state(folder):
                raise
        else:
            if seen == _state(folder):
                return result
    raise BrokenFile(folder, "it changed each time while it was read; ask again when nobody writes to it.")


def _state(folder: Path) -> tuple[tuple[Path, Path], list[tuple[int, int, int]]]:
    """Where both files are read now, and what an edit of them shows by."""
    for _ in range(TRIES):
        try:
            return current(folder), times(folder)
        except FileNotFoundError:  # put in place between two looks
            continue
    return current(folder), times(folder)


def times(folder: Path) -> list[tuple[int, int, int]]:
    """Size, time and inode of both files: what an edit of *folder* shows by."""
    found = [path.stat() for path in current(folder)]
    return [(stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in found]


def require(folder: Path) -> None:
    """Raise NotADataFolder when one of the two files is not in *folder*.

    What a stopped writer left there is brought to its end.
    """
    if commit.has_leftovers(folder, NAMES):
        commit.tidy(folder, NAMES)
    missing = [path.name for path in files(folder) if not path.is_file()]
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
    for path in files(folder):
        limits.refuse_size(path)


def refuse_limits(folder: Path) -> None:
    """Raise BrokenFile when a file of *folder* goes over any limit."""
    from evidence_graph.limits import bibtex, turtle

    claims, citations = files(folder)
    refuse_large(folder)
    turtle.refuse_file(claims)
    bibtex.refuse_file(citations)


def is_data_folder(folder: Path) -> bool:
    """Whether *folder* holds a claims file and a bibliography."""
    return all(path.is_file() for path in files(folder))


def find(start: Path | None = None) -> Path:
    """The data folder meant when none is named: ``./data`` if it is one, else the bundled data."""
    here = (start or Path()) / "data"
    return here if is_data_folder(here) else bundled()


def bundled() -> Path:
    """The folder of the data that comes with the package."""
    package = Path(__file__).resolve().parent
    installed = package / "_bundled"
    return installed if installed.is_dir() else package.parents[1] / "data"
