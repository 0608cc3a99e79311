"""A note as it is written: what it is of, its properties, its lines; and the parts that all notes share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.vault.note_text import front_matter
from evidence_graph.vault.vault_files import KIND, LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.vault.note_links import NoteKind
    from evidence_graph.vault.note_text import Property


@dataclass(frozen=True)
class Note:
    """The note of one thing."""

    kind: NoteKind
    identifier: str
    properties: Mapping[str, Property | None]
    lines: tuple[str, ...]

    def text(self) -> str:
        """The head of the note down to the line below which its reader writes."""
        properties = {KIND: self.kind.value, "id": self.identifier, **self.properties}

        return "\n".join([*front_matter(properties), *self.lines, "", LINE, ""])


def section(heading: str, items: Iterable[str]) -> Iterator[str]:
    """A *heading* with a list of *items* below; nothing where there are none."""
    lines = list(bullets(items))
    if lines:
        yield from ("", f"## {heading}", *lines)


def told(opening: str, findings: Sequence[str]) -> str:
    """An item of a list: one finding behind the *opening*, several below it."""
    if len(findings) == 1:
        return f"{opening}: {findings[0]}"

    return "\n    - ".join([opening, *findings])


def bullets(items: Iterable[str]) -> Iterator[str]:
    """A list of *items*, after an empty line."""
    lines = [f"- {item}" for item in items]
    if lines:
        yield from ("", *lines)
