"""Into which files of a folder new records go, so that what two people add on two branches merges.

Two branches that both write at the end of one file are a conflict for git. So where git keeps a folder, what
is added goes into files of its own, named after the day and the first thing added::

    data/2026-11-30-warming-pot-keeps-tea-hotter.ttl
    data/2026-11-30-warming-pot-keeps-tea-hotter.bib

What is added before the next commit joins them. Elsewhere it goes to the end of ``claims.ttl`` and
``citations.bib``.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph import folders

if TYPE_CHECKING:
    from pathlib import Path

ADDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-.+\.ttl")
"""The name of a file of additions."""

LONGEST = 150
"""Letters of a file name; most systems take 255 bytes."""

GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
"""git, which is only to list files: no program that the folder's own settings name may run."""

SECONDS = 5
"""How long git may take; a list of files takes it a few milliseconds."""


@dataclass(frozen=True)
class Home:
    """The files of claims and of works in which new records live."""

    claims: str = folders.CLAIMS
    citations: str = folders.CITATIONS


class Homes:
    """Where the new records of a *folder* go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def for_additions(self, day: str, name: str) -> Home:
        """The home of what is added on a *day*, of which *name* is the first."""
        if not self._is_tracked:
            return Home()

        stem = next(reversed(self._uncommitted), "") or f"{day}-{_plain(name)}"

        return Home(f"{stem}{folders.TURTLE}", f"{stem}{folders.BIBTEX}")

    @cached_property
    def _is_tracked(self) -> bool:
        """Whether git keeps the claims of the folder."""
        return folders.CLAIMS in _files_of_git(self._folder, "--cached")

    @cached_property
    def _uncommitted(self) -> list[str]:
        """The files of additions that git does not keep yet, without their ending."""
        names = _files_of_git(self._folder, "--others", "--exclude-standard")

        return sorted(name.removesuffix(folders.TURTLE) for name in names if ADDED.fullmatch(name))


def _files_of_git(folder: Path, *which: str) -> list[str]:
    """The names of the files in *folder* that git lists; none where there is no git."""
    command = [*GIT, "-C", str(folder), "ls-files", "-z", *which]

    try:
        done = subprocess.run(  # noqa: S603 - git with options of ours
            command, capture_output=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return []

    if done.returncode:
        return []

    return done.stdout.decode("utf-8", "replace").split("\0")


def _plain(name: str) -> str:
    """*name* as part of the name of a file."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:LONGEST].strip("-.") or "addition"
