"""Files of ours put in place whole, and what must not be taken the place of.

What goes into a folder is first made in a folder aside, which lies inside it and is our user's alone::

    site/.evidence-graph-aside/new    what is put in place
    site/.evidence-graph-aside/old    what stood there
    site/.evidence-graph-aside/moves  the names that change places: while it is there, they are changing

Names right below the folder change places by renames, which follow no link. When that fails, it is taken
back; when the process is killed meanwhile, the next one finds `moves`, takes it back, and says so.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import folders
from evidence_graph.commit import LOCK
from evidence_graph.errors import CannotWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ASIDE = ".evidence-graph-aside"
NEW, OLD, MOVES = "new", "old", "moves"

WITHOUT_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOLCK}
"""What a system says that has no locks for the files of a folder."""

CUT_OFF = (
    "an earlier run was cut off while it put its files into {folder}; what stood there before was put back"
)


@dataclass(frozen=True)
class Rule:
    """Which files may be replaced: those that are *ours*, each a *what*; *stale* ones go unless replaced."""

    what: str
    ours: Callable[[Path], bool]
    stale: Callable[[Path], bool] = lambda _: False

    def refuse(self, target: Path) -> None:
        """Raise CannotWrite when *target* is there and is no file of ours; a link is none."""
        if not os.path.lexists(target):
            return

        if target.is_symlink() or not target.is_file() or not self.ours(target):
            reason = f"what is there is no {self.what}; move it away, or name another place with -o"
            raise CannotWrite(target, reason)

        if not os.access(target, os.W_OK):
            raise CannotWrite(target, "the file is read-only")

    def refuse_any(self, folder: Path, paths: Iterable[str]) -> None:
        """Raise CannotWrite when one of *paths* below *folder* must not be written."""
        checked = {Path()}
        for path in map(Path, paths):
            for parent in reversed(path.parents):
                if parent not in checked:
                    checked.add(parent)
                    _refuse_no_folder(folder / parent)

            self.refuse(folder / path)

    def refuse_others(self, folder: Path) -> None:
        """Raise CannotWrite when *folder* is none, or holds anything that is not ours."""
        _refuse_no_folder(folder)
        for path in sorted(folder.iterdir()) if folder.exists() else ():
            if path.name not in {ASIDE, LOCK} and (path.is_symlink() or not self.ours(path)):
                raise CannotWrite(
                    folder, f"it holds {path.name}, which is no {self.what}; move it away first"
                )


def spare_data(output: Path) -> None:
    """Refuse an *output* that would take the place of a file of a data folder, also by a link to it.

    Raises CannotWrite.
    """
    target = Path(os.path.realpath(output))
    if not folders.is_data_folder(target.parent):
        return

    data_files = folders.files(target.parent).paths()
    if target in data_files or (target.exists() and any(map(target.samefile, data_files))):
        raise CannotWrite(output, "it is a file of a data folder, which only people write")
    if folders.is_ours(target.name):
        raise CannotWrite(output, "there it would become part of the data; name another folder")


@contextmanager
def place_whole(folder: Path, rule: Rule, *, tell: Callable[[str], None] | None = None) -> Iterator[Path]:
    """A folder to write into, whose files are put into *folder* in the end, all of them or none.

    What *rule* does not call ours stays where it is. *tell* hears when an earlier run was cut off and is
    taken back. Raises CannotWrite when it cannot be done, also where another run is at it.
    """
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _restore(folder, tell)
            with _aside(folder) as aside:
                yield aside / NEW
                _move_in(folder, aside, rule)
    except OSError as error:
        raise CannotWrite(folder, str(error.strerror or error)) from error
    finally:
        for each in missing:
            with contextlib.suppress(OSError):  # what was written stands in it
                each.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else puts files into *folder* meanwhile, on any system; no file is left of the lock."""
    from filelock import FileLock, Timeout  # not at the top: 20 ms that only those who write pay

    place = folder / LOCK
    if place.is_symlink():
        raise CannotWrite(place, "it is a link, and a lock is none; move it away")

    lock = FileLock(place, mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        reason = "another run is writing there; try again when it is done"
        raise CannotWrite(folder, reason, passes=True) from None
    except OSError as error:
        # A file system without locks is written to all the same; what else fails, fails here.
        if error.errno not in WITHOUT_LOCKS:
            raise

    try:
        yield
    finally:
        # Removed while it is held: whoever comes then sees that it is gone, and makes a new one. Windows
        # removes no open file; there the release does it.
        with contextlib.suppress(OSError):
            place.unlink()

        lock.release()


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """The folder aside, gone in the end; it stays while it holds what could not be taken back."""
    aside = folder / ASIDE
    aside.mkdir(mode=0o700)
    try:
        (aside / NEW).mkdir()
        yield aside
    finally:
        if not (aside / MOVES).exists():
            shutil.rmtree(aside, ignore_errors=True)


def _restore(folder: Path, tell: Callable[[str], None] | None) -> None:
    """Take back what an earlier run did not end, and remove what it left."""
    aside = folder / ASIDE
    if not os.path.lexists(aside):
        return

    if os.name == "posix":
        own = aside.lstat().st_uid == os.geteuid()
    else:
        own = True

    if not own or any(map(_is_no_folder, (aside, aside / NEW, aside / OLD))):
        raise CannotWrite(aside, "it is in the way and was not left by a run of yours; move it away")

    if os.path.lexists(aside / MOVES):
        _take_back(folder, aside)
        if tell:
            tell(CUT_OFF.format(folder=folder))

    shutil.rmtree(aside)


def _move_in(folder: Path, aside: Path, rule: Rule) -> None:
    new = {path.name for path in (aside / NEW).iterdir()}
    paths_there = [path for path in folder.iterdir() if path.name not in new and path.is_file()]
    gone = {path.name for path in paths_there if rule.stale(path)}
    (aside / OLD).mkdir()
    draft = aside / f"{MOVES}.draft"
    draft.write_text(json.dumps({"new": sorted(new), "gone": sorted(gone)}), "utf-8")
    draft.rename(aside / MOVES)
    try:
        for name in sorted(new | gone):
            _change(folder / name, aside / OLD / name, aside / NEW / name, rule)

        (aside / MOVES).unlink()
    except BaseException:
        _take_back(folder, aside)
        raise


def _change(place_there: Path, old: Path, new: Path, rule: Rule) -> None:
    """Put *new* at *place_there*; what was there becomes *old*."""
    if os.path.lexists(place_there):
        place_there.rename(old)

    if os.path.lexists(old) and os.path.lexists(new):
        _carry(old, new, place_there, rule)

    if os.path.lexists(new):
        new.rename(place_there)


def _carry(old: Path, new: Path, place: Path, rule: Rule) -> None:
    """Let *new* hold also what *old* holds and nobody replaces, so that it can stand in its *place*."""
    if not new.is_dir():
        rule.refuse(old)
        shutil.copymode(old, new)
        return

    _refuse_no_folder(old, place)
    for path in old.iterdir():
        target = new / path.name
        if path.is_dir() and not path.is_symlink():
            target.mkdir(exist_ok=True)

        if os.path.lexists(target):
            _carry(path, target, place / path.name, rule)
        elif path.is_symlink() or not path.is_file() or not rule.stale(path):
            _link(path, target)

    shutil.copymode(old, new)


def _link(path: Path, target: Path) -> None:
    """Give *path* a second name; where the file system knows none, copy it."""
    try:
        os.link(path, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, target, follow_symlinks=False)


def _take_back(folder: Path, aside: Path) -> None:
    """Let every name stand for what it stood for before; done twice, it does nothing the second time."""
    moves = _moves(aside)
    for name in (*moves["new"], *moves["gone"]):
        place_there, old, new = folder / name, aside / OLD / name, aside / NEW / name
        if name in moves["new"] and os.path.lexists(place_there) and not os.path.lexists(new):
            place_there.rename(new)

        if os.path.lexists(old):
            if os.path.lexists(place_there):
                reason = f"what stood there is kept as {old}; move away what is there now"
                raise FileExistsError(
                    errno.EEXIST, f"{place_there} was made by somebody else meanwhile: {reason}"
                )

            old.rename(place_there)

    (aside / MOVES).unlink()


def _moves(aside: Path) -> dict[str, list[str]]:
    """The names that change places; a name that leads elsewhere was not written by us."""
    try:
        moves_on_record = json.loads((aside / MOVES).read_text("utf-8"))
        names = moves_on_record["new"] + moves_on_record["gone"]
        plain = isinstance(names, list) and all(Path(n).name == n not in {"", ".."} for n in names)
    except (ValueError, TypeError, KeyError):
        plain = False

    if not plain or (aside / MOVES).is_symlink():
        raise CannotWrite(aside, "it is in the way and cannot be understood; move it away")

    return {"new": moves_on_record["new"], "gone": moves_on_record["gone"]}


def _is_no_folder(path: Path) -> bool:
    """Whether something is at *path* that is no folder; a link to one is none."""
    return os.path.lexists(path) and (path.is_symlink() or not path.is_dir())


def _refuse_no_folder(path: Path, place: Path | None = None) -> None:
    if _is_no_folder(path):
        what = "a link" if path.is_symlink() else "no folder"
        reason = (
            f"what is there is {what}, and pages go into folders; move it away, or name another place with -o"
        )
        raise CannotWrite(place or path, reason)
