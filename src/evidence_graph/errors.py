"""What can go wrong, as one tree.

EvidenceGraphError
├── UnknownName          a name that the data does not have
│   └── UnknownParameter a question was given a parameter it does not know, or misses one
├── NotADataFolder       the folder holds no claims.ttl and citations.bib
├── BrokenFile           a file that cannot be read: broken syntax, encoding, too large
├── RefusedQuery         a query that would write, reach out, or run too long
├── MissingExtra         an optional package is not installed
└── CannotWrite          the target cannot be written; the old file is whole

Each message is a sentence for the person who can mend it, and each fact of it is an attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class EvidenceGraphError(Exception):
    """Anything this package raises on purpose."""


class UnknownName(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A name that the data does not have, with the nearest that it has."""

    def __init__(self, kind: str, name: str, *, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        did_you_mean = f" Did you mean {_either(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no {kind} {name!r}.{did_you_mean}{' ' + hint if hint else ''}")


class UnknownParameter(UnknownName):
    """A question was given a parameter it does not know, or misses one it needs."""


class NotADataFolder(EvidenceGraphError):  # noqa: N818
    """A folder without claims.ttl and citations.bib."""

    def __init__(self, folder: Path, missing: Sequence[str]) -> None:
        self.folder, self.missing = folder, tuple(missing)
        what = "does not exist" if not folder.exists() else f"holds no {' and no '.join(missing)}"
        super().__init__(
            f"{folder} is not a data folder: it {what}. "
            "A data folder holds claims.ttl (claims and evidence) and citations.bib (the literature); "
            "name one with --data FOLDER."
        )


class BrokenFile(EvidenceGraphError):  # noqa: N818
    """A file that cannot be read, with the place where reading stopped."""

    def __init__(
        self, path: Path | str, reason: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        self.path, self.reason, self.line, self.column = path, reason, line, column
        place = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(f"{path}{place}: {reason}")


class RefusedQuery(EvidenceGraphError):  # noqa: N818
    """A query that would write, reach outside the data, or that ran out of time."""


class MissingExtra(EvidenceGraphError):  # noqa: N818
    """An optional package is needed and not installed."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"This needs the package {package}: pip install 'evidence-graph[{extra}]'")


class CannotWrite(EvidenceGraphError):  # noqa: N818
    """The target cannot be written; what was there before is whole."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} was not written: {reason}. What was there before is unchanged.")


def _either(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + " or " + names[-1]
