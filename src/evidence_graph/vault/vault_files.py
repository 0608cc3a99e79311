"""The notes of a vault as files: what is read of them, and how new ones come into their place.

A note has a head, which is ours, a line that ends it, and below that what its reader wrote::

    ---
    evidence-graph: "claim"
    id: "tea-is-bitter"
    ---
    # Tea is bitter
    %% Your own notes below this line are kept; what stands above it is written anew. %%
    Ask Jo about the water.

Only notes that change are written, all of them or none; every byte below the line stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.errors import CannotWrite
from evidence_graph.placing import Rule, place_whole
from evidence_graph.vault.note_names import ENDING, can_lead
from evidence_graph.vault.note_text import unquoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

KIND = "evidence-graph"
"""The property that says of which kind of thing a note is, and that it is ours."""

LINE = "%% Your own notes below this line are kept; what stands above it is written anew. %%"

CONFIGURATION = ".obsidian"
"""The folder by which Obsidian knows a vault."""

_LINE = re.compile(rb"^" + re.escape(LINE.encode()) + rb"[ \t]*\r?(?:\n|\Z)", re.MULTILINE)

_FRONT_MATTER = re.compile(r"\ufeff?---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)

_PROPERTY = re.compile(r"^([\w-]+):[ \t]*(\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class NoteFile:
    """A note of ours as it is read: of what it is, where, and what its reader wrote below the line."""

    path: str
    kind: str
    identifier: str
    content: bytes
    own_text: bytes

    @property
    def stem(self) -> str:
        """Its name without its ending."""
        return Path(self.path).name.removesuffix(ENDING)

    @property
    def has_own_text(self) -> bool:
        """Whether its reader wrote anything."""
        return bool(self.own_text.strip())


def parse(path: str, content: bytes) -> NoteFile | None:
    """The note at *path*; None where its *content* is no note of ours, or has lost its line."""
    line = _LINE.search(content)
    if line is None:
        return None

    front = _FRONT_MATTER.match(content[: line.start()].decode("utf-8", "replace"))
    properties = dict(_PROPERTY.findall(front[1])) if front else {}
    if KIND not in properties or "id" not in properties:
        return None

    return NoteFile(
        path, unquoted(properties[KIND]), unquoted(properties["id"]), content, content[line.end() :]
    )


def read(vault: Path, folders: Iterable[str]) -> dict[str, NoteFile]:
    """The notes of ours right in the *folders* of *vault*, by their paths; a link is none."""
    notes: dict[str, NoteFile] = {}
    for folder in folders:
        for path in _files(vault / folder):
            note = parse(f"{folder}/{path.name}", path.read_bytes())
            if note:
                notes[note.path] = note

    return notes


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        for path in sorted(folder.iterdir()):
            if path.name.endswith(ENDING) and path.is_file() and not path.is_symlink():
                yield path


def names_there(notes: Mapping[str, NoteFile], folder: str, kind: str) -> dict[str, str]:
    """The names of the *notes* in *folder*, by the ids of what they are of; a copy has the longer name."""
    names: dict[str, str] = {}
    for note in sorted(notes.values(), key=lambda note: (len(note.stem), note.stem)):
        is_of_folder = Path(note.path).parent.name == folder and note.kind == kind
        if is_of_folder and can_lead(note.stem):
            names.setdefault(note.identifier, note.stem)

    return names


def refuse_strangers(vault: Path, notes: Mapping[str, NoteFile]) -> None:
    """Raise CannotWrite where *vault* holds files, and neither notes of ours nor Obsidian's folder.

    A folder within a vault of Obsidian is one to write into.
    """
    if notes or any((each / CONFIGURATION).is_dir() for each in (vault, *vault.absolute().parents)):
        return

    if vault.is_dir():
        other = next((path.name for path in sorted(vault.iterdir()) if not path.name.startswith(".")), None)
        if other:
            reason = (
                f"it holds {other}, and is neither a vault of Obsidian nor one written here before; name an "
                "empty folder, or open it in Obsidian as a vault first"
            )
            raise CannotWrite(vault, reason)


def put(
    vault: Path,
    texts: Mapping[str, bytes],
    notes: Mapping[str, NoteFile],
    *,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Let the *notes* of *vault* be *texts*, by their paths; one that is gone and holds no own text goes.

    Raises CannotWrite before anything is written where a file of somebody else stands in the place of a
    note, and with the old state in place where a note was changed since it was read.
    """
    ours = f"note of evidence-graph with its line “{LINE}”"
    Rule(ours, lambda path: f"{path.parent.name}/{path.name}" in notes).refuse_any(vault, texts)

    changed = {path for path, text in texts.items() if path not in notes or notes[path].content != text}
    gone = {path for path, note in notes.items() if path not in texts and not note.has_own_text}
    if not changed | gone:
        return

    with place_whole(vault, _rule(notes, gone), tell=tell) as made:
        for path in sorted(changed | gone):
            (made / path).parent.mkdir(exist_ok=True)
            if path in changed:
                (made / path).write_bytes(texts[path])


def _rule(notes: Mapping[str, NoteFile], gone: set[str]) -> Rule:
    """What may be replaced is still as it was read: whoever writes meanwhile loses no letter."""

    def is_as_read(path: Path) -> bool:
        note = notes.get(f"{path.parent.name}/{path.name}")

        return note is not None and path.read_bytes() == note.content

    def is_gone(path: Path) -> bool:
        return f"{path.parent.name}/{path.name}" in gone and is_as_read(path)

    return Rule("note as it was read: somebody has changed it meanwhile", is_as_read, stale=is_gone)
