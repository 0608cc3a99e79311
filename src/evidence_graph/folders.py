"""Where a data folder is: the one that is named, ``./data``, or the bundled one."""

from __future__ import annotations

from pathlib import Path

from evidence_graph.errors import NotADataFolder

CLAIMS = "claims.ttl"
CITATIONS = "citations.bib"


def files(folder: Path) -> tuple[Path, Path]:
    """The claims file and the bibliography of *folder*."""
    return folder / CLAIMS, folder / CITATIONS


def times(folder: Path) -> list[tuple[int, int, int]]:
    """Size, time and inode of both files: what an edit of *folder* shows by."""
    found = [path.stat() for path in files(folder)]
    return [(stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in found]


def require(folder: Path) -> None:
    """Raise NotADataFolder when one of the two files is not in *folder*."""
    missing = [path.name for path in files(folder) if not path.is_file()]
    if missing:
        raise NotADataFolder(folder, missing)


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
