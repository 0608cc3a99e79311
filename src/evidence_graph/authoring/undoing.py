"""The last change of a folder taken back.

Before a change is written, what it replaces is put down in the user's own folder, under the state that the
data folder will have. Whoever undoes looks up the state it has: that is found only while nobody else has
changed anything since.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph import commit, files, folders
from evidence_graph import dataset as data
from evidence_graph.errors import CannotWrite, RefusedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence_graph.dataset import Keep

OWN = "EVIDENCE_GRAPH_STATE"
"""The environment variable that names another folder for what can be undone."""

MOST = 100
"""So many changes of one folder can be undone, one after the other."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """What was taken back, and what the files held before and hold now."""

    what: str
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]


def keeper(folder: Path, what: str) -> Keep:
    """What puts down how *folder* was before *what* is done to it; where it cannot, nothing can be undone."""

    def keep(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        state = {name: (folder / name).read_bytes() for name in folders.names(folder)} | dict(after)
        record = {"what": what, "files": {name: _cut(before[name], after[name]) for name in after}}
        with suppress(OSError, CannotWrite, RuntimeError):
            place = _place(folder)
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            files.write_bytes(place / _digest(state), json.dumps(record).encode())
            _prune(place)

    return keep


def undo(folder: Path | str, *, wait: float = commit.WAIT, dry_run: bool = False) -> Reversal:
    """Take back the last change that was made to *folder* from here; what it was.

    With *dry_run* nothing is written. Raises RefusedChange where there is none, or where somebody has changed
    the folder since; FolderBusy and CannotWrite as every writer does.
    """
    folder = Path(folder)
    data.require(folder)

    with commit.alone(folder, folders.names(folder), wait=wait):
        state = {name: (folder / name).read_bytes() for name in folders.names(folder)}
        record = _record(folder, state)
        before = {name: _uncut(state[name], part) for name, part in record["files"].items()}
        if not dry_run:
            commit.put_in_place(folder, before)
            _remove_empty(folder, before)

    return Reversal(str(record["what"]), {name: state[name] for name in before}, before)


def _remove_empty(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Remove the files of additions in which nothing is left."""
    for name, raw in contents.items():
        if not raw and name not in folders.NAMES:
            with suppress(OSError):  # an empty file says nothing
                (folder / name).unlink()


def _record(folder: Path, state: Mapping[str, bytes]) -> Any:  # noqa: ANN401 - JSON
    """What was put down for the *state* of *folder*. Raises RefusedChange where nothing was."""
    place = _place(folder)
    try:
        return json.loads((place / _digest(state)).read_bytes())
    except (OSError, ValueError):
        since = (
            "its last change was not made from here" if place.is_dir() else "nothing was changed from here"
        )
        cure = "What git keeps can be had back with: git checkout"
        raise RefusedChange(f"There is nothing to undo in {folder}: {since}. {cure}") from None


def _place(folder: Path) -> Path:
    """Where the changes of *folder* are put down."""
    from platformdirs import user_state_path

    own = os.environ.get(OWN)
    if own:
        root = Path(own)
    else:
        root = user_state_path("evidence-graph", appauthor=False)

    name = hashlib.sha256(os.fsencode(os.path.realpath(folder))).hexdigest()

    return root / "undo" / name[:32]


def _digest(state: Mapping[str, bytes]) -> str:
    """A name for the *state* of the files of a folder; an empty one is as good as none."""
    digest = hashlib.sha256()

    for name in sorted(name for name in state if state[name]):
        digest.update(f"{name}:{len(state[name])}:".encode() + state[name])

    return digest.hexdigest()


def _cut(before: bytes, after: bytes) -> dict[str, Any]:
    """What it takes to make *before* of *after*: how much both begin and end alike, and what was between."""
    shorter = min(len(before), len(after))
    head = _alike(shorter, lambda low, high: before[low:high] == after[low:high])
    one, other = len(before), len(after)
    tail = _alike(
        shorter - head, lambda low, high: before[one - high : one - low] == after[other - high : other - low]
    )
    middle = before[head : one - tail]

    return {"head": head, "tail": tail, "middle": base64.b64encode(middle).decode()}


def _alike(most: int, are_alike: Callable[[int, int], bool]) -> int:
    """The length up to which two texts are alike, by halves: a file may have many millions of bytes."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if are_alike(low, middle):
            low = middle
        else:
            high = middle - 1

    return low


def _uncut(after: bytes, part: Mapping[str, Any]) -> bytes:
    """What was before *after*, from what `_cut` kept of it."""
    head, tail = int(part["head"]), int(part["tail"])

    return after[:head] + base64.b64decode(part["middle"]) + after[len(after) - tail :]


def _prune(place: Path) -> None:
    """Leave the newest changes in *place*."""
    newest = sorted(place.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in newest[MOST:]:
        path.unlink(missing_ok=True)
