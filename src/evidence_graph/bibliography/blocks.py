"""What a .bib file is made of: blocks in their order, each with its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph.errors import EvidenceGraphError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.model import Problem


class InvalidEntry(EvidenceGraphError, ValueError):  # noqa: N818 - reads as the sentence it prints
    """An entry that cannot be written as BibTeX: its key, type, or a field would break the file."""

    def __init__(self, key: str, reason: str) -> None:
        self.key, self.reason = key, reason
        super().__init__(f"The entry {key!r} cannot be written as BibTeX: {reason}")


class BlockKind(StrEnum):
    """What a stretch of a .bib file is."""

    ENTRY = "entry"
    STRING = "string"
    PREAMBLE = "preamble"
    COMMENT = "comment"
    TEXT = "text"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as BibTeX: its key, its type and its fields, as they stand in the file.

    The names of *fields* are in lower case and their values are BibTeX expressions with their
    delimiters: ``{Long steeps}``, ``"Tea"``, ``jun``, ``jtt # { (online)}``. *line* is where the
    entry starts, 0 for one that comes from no file.
    """

    key: str
    type: str = "misc"
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the file: what it is, its source, its line, and the entry it holds, if any."""

    kind: BlockKind
    raw: str
    line: int
    entry: Entry | None = None


@dataclass(frozen=True)
class Bibliography:
    """A .bib file: its blocks without a gap between them, its macros, and what is wrong with it.

    *strings* holds what each ``@string`` macro stands for, by its name in lower case.
    """

    name: str
    blocks: tuple[Block, ...]
    strings: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The entries by key, in the order of the file."""
        return {block.entry.key: block.entry for block in self.blocks if block.entry}


def join(bibliographies: Sequence[Bibliography]) -> Bibliography:
    """The bibliography that several files make together; it has the name of the first."""
    if len(bibliographies) == 1:
        return bibliographies[0]

    first = bibliographies[0]
    blocks = tuple(chain.from_iterable(each.blocks for each in bibliographies))
    problems = tuple(chain.from_iterable(each.problems for each in bibliographies))

    return Bibliography(first.name, blocks, first.strings, problems)
