"""States of a data folder by their names: a folder, a claims file, a revision of git.

Git is called as a program, and only to look: a revision is made a commit, the files of the folder in it are
listed and read. No hook, no filter and no pager of the repository is at work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evidence_graph import folders, limits
from evidence_graph.errors import BrokenFile, EvidenceGraphError, MissingProgram, NotADataFolder, UnknownName
from evidence_graph.graph import EvidenceGraph
from evidence_graph.loading import load_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.history.difference import Place

KINDS = {".ttl", ".bib", ".toml"}
"""What a data folder is made of: claims, literature, weights."""

REGULAR = {"100644", "100755"}
"""The modes of files in git that are neither links nor folders."""

NEAR = 3
SHORT = 12
"""So many digits of a commit are enough for people."""
QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
"""What keeps git from writing, asking, fetching, and from speaking another language than we read."""


class NoRepository(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A revision was named, and the folder is in no repository of git."""

    def __init__(self, name: str, folder: Path, said: str) -> None:
        self.name, self.folder, self.said = name, folder, said
        reason = f" (git says: {said})" if said else ""
        super().__init__(
            f"{name} is no folder, and {folder} is in no repository of git{reason}. "
            "Name a data folder, or a revision such as HEAD:data in a repository."
        )


class NotInRevision(NotADataFolder):
    """A commit in which there was no data folder at a path."""

    def __init__(self, revision: Revision, missing: Sequence[str]) -> None:
        self.folder, self.missing = Path(revision.path), tuple(missing)
        EvidenceGraphError.__init__(
            self,
            f"{revision.name} is not a data folder: in commit {revision.commit[:SHORT]}, {revision.path} "
            f"holds no {' and no '.join(missing)}. Name the folder as in the repository: HEAD:data.",
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of a repository, and the path of a data folder in it."""

    repository: Path
    name: str
    commit: str
    path: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A commit with its day, its author and what it says of itself in a line."""

    revision: Revision
    date: str
    author: str
    subject: str


@contextmanager
def open_state(place: Place, *, folder: Path | None = None) -> Iterator[EvidenceGraph]:
    """The graph at *place*; a revision without a path is one of *folder*, or of the folder meant by none.

    Raises what `load` raises, UnknownName, NoRepository and MissingProgram.
    """
    if isinstance(place, EvidenceGraph):
        yield place
        return

    path = Path(place)
    if path.is_dir() or (isinstance(place, Path) and not path.exists()):
        yield load_whole(path)
    elif path.is_file():
        with _of_file(path) as made:
            yield load_whole(made, cached=False)
    else:
        with checkout(revision(str(place), folder or folders.find())) as made:
            yield load_whole(made, cached=False)


@contextmanager
def _of_file(path: Path) -> Iterator[Path]:
    """A data folder around the claims file at *path*, with the bibliography that lies beside it, if any."""
    if path.name == folders.CLAIMS and folders.is_data_folder(path.parent):
        yield path.parent
        return

    with TemporaryDirectory(prefix="evidence-graph-") as aside:
        folder_aside = Path(aside)
        limits.refuse_size(path)
        shutil.copyfile(path, folder_aside / folders.CLAIMS)
        beside = path.with_name(folders.CITATIONS)
        content = beside.read_bytes() if beside.is_file() else b""
        (folder_aside / folders.CITATIONS).write_bytes(content)
        yield folder_aside


def revision(name: str, folder: Path) -> Revision:
    """The revision of this *name*: ``REV:PATH``, or ``REV`` for the data of *folder*.

    A path is one of the repository; with ``./`` before it, one of the folder one stands in, as git has it.
    """
    revision_name, colon, path = name.partition(":")
    around = Path() if colon else folder
    commit = _commit(revision_name or "HEAD", name, around)
    top = Path(_git(["rev-parse", "--show-toplevel"], around).stdout.decode().rstrip("\n"))
    if not colon:
        path = os.path.relpath(folder.resolve(), top.resolve())
    elif path.startswith(("./", "../")):
        path = os.path.relpath((Path() / path).resolve(), top.resolve())

    return Revision(top, name, commit, Path(path).as_posix())


def _commit(revision_name: str, name: str, around: Path) -> str:
    """The commit that *revision_name* means in the repository around a folder."""
    git_answer = _git(
        ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision_name}^{{commit}}"], around
    )
    if git_answer.returncode == 0:
        return git_answer.stdout.decode().strip()

    inside = _git(["rev-parse", "--is-inside-work-tree"], around)
    if inside.returncode != 0:
        raise NoRepository(name, around.resolve(), _complaint(inside))

    raise UnknownName(
        "folder, file or revision",
        revision_name,
        nearest=_near_names(revision_name, around),
        hint="List them with: git log --all",
    )


def origin(one: str, other: str, folder: Path) -> str:
    """The commit from which two revisions of the repository around *folder* come.

    Raises UnknownName for a revision that is not there, or where they have no commit in common.
    """
    ends = [_commit(name, name, folder) for name in (one, other)]
    git_answer = _git(["merge-base", *ends], folder)
    if git_answer.returncode != 0:
        hint = f"{one} and {other} have no commit in common."
        raise UnknownName("common origin", f"{one}...{other}", hint=hint)

    return git_answer.stdout.decode().strip()


def _near_names(named: str, around: Path) -> list[str]:
    from evidence_graph.nearness import nearest

    refs = _git(["for-each-ref", "--format=%(refname:short)"], around).stdout.decode("utf-8", "replace")

    return nearest(named, refs.split())[:NEAR]


@contextmanager
def checkout(revision: Revision) -> Iterator[Path]:
    """The files of the data folder as they were in a *revision*, in a folder that goes afterwards."""
    tree = f"{revision.commit}:{'' if revision.path == '.' else revision.path}"
    tree_listing = _git(["ls-tree", "-z", "-l", "--end-of-options", tree], revision.repository)
    if tree_listing.returncode != 0:
        raise NotInRevision(revision, folders.NAMES)

    with TemporaryDirectory(prefix="evidence-graph-") as aside:
        folder_aside = Path(aside)
        for entry in filter(None, tree_listing.stdout.decode("utf-8", "surrogateescape").split("\0")):
            _put(entry, folder_aside, revision)

        missing = [name for name in folders.NAMES if not (folder_aside / name).is_file()]
        if missing:
            raise NotInRevision(revision, missing)

        yield folder_aside


def history(folder: Path) -> list[LogEntry]:
    """The commits that touched *folder*, the first first; a merge is one of them.

    Raises NoRepository where the folder lies in none.
    """
    revision_now = revision("HEAD", folder)
    path = revision_now.path
    form = "--format=%H%x00%as%x00%aN%x00%s"
    git_answer = _git(
        ["log", "--reverse", "--first-parent", form, "--end-of-options", "HEAD", "--", path],
        revision_now.repository,
    )
    entries = []
    for line in filter(None, git_answer.stdout.decode("utf-8", "replace").split("\n")):
        commit, date, author, subject = line.split("\0")
        revision_then = Revision(revision_now.repository, commit[:SHORT], commit, path)
        entries.append(LogEntry(revision_then, date, author, subject))

    return entries


def _put(entry: str, copy: Path, revision: Revision) -> None:
    """Write one *entry* of a tree of git into the folder *copy*, if it is a part of the data."""
    facts, _, name = entry.partition("\t")
    mode, _, blob, size = facts.split()
    if mode not in REGULAR or Path(name).suffix not in KINDS or Path(name).name != name:
        return
    if int(size) > limits.FILE:
        raise BrokenFile(f"{revision.name}/{name}", f"the file has {int(size):,} bytes, more than is read.")

    with (copy / name).open("wb") as file:
        _git(["cat-file", "blob", blob], revision.repository, into=file.fileno())


def _git(
    arguments: list[str], folder: Path, *, into: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """What git says to *arguments* in *folder*.

    Raises MissingProgram where there is no git.
    """
    program = shutil.which("git")
    if program is None:
        raise MissingProgram("git", "Install it (https://git-scm.com), or name two folders.")

    return subprocess.run(  # noqa: S603 - a program by its path, and arguments that begin with a verb of ours
        [program, "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=into,
        stderr=subprocess.PIPE,
        env=os.environ | QUIET,
        check=False,
    )


def _complaint(process: subprocess.CompletedProcess[bytes]) -> str:
    """The first line of what git complains of."""
    lines = process.stderr.decode("utf-8", "replace").strip().splitlines()
    if lines:
        return lines[0].removeprefix("fatal: ")

    return ""
