"""Files of tagged lines, such as RIS and PubMed's: cut into records of tags with their texts and lines.

In comes ``TY  - JOUR`` or ``PMID- 42``, a line that begins with no tag goes on with the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class Tag(NamedTuple):
    """One tag of a record: its name, its text and its line."""

    name: str
    text: str
    line: int


@dataclass(slots=True)
class TaggedRecord:
    """The tags of one work in their order, and the line it starts on; *stray* lines belong to no tag."""

    line: int
    tags: list[Tag] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    is_ended: bool = False

    def texts(self, *names: str) -> list[str]:
        """The texts of the tags with these *names*, those of the first name first."""
        return [tag.text for name in names for tag in self.tags if tag.name == name and tag.text]

    def first(self, *names: str) -> str | None:
        """The first text of the first of *names* that has one."""
        return next(iter(self.texts(*names)), None)


def records(text: str, tag: re.Pattern[str], *, start: str, end: str | None = None) -> Iterator[TaggedRecord]:
    """The records of *text*: each begins with the tag *start*, and ends before the next or at *end*.

    What stands before the first tag *start* and after an *end* is a record without it.
    """
    record: TaggedRecord | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        match = tag.match(line)
        name = match[1].upper() if match else ""
        if match and name == end:
            if record is not None:
                record.is_ended = True
                yield record

            record = None
            continue

        if record is not None and name == start:
            yield record
            record = None

        if not match and (record is None or not line.strip()):
            if line.strip() and record is None:
                record = TaggedRecord(number, stray=[number])

            continue

        record = record or TaggedRecord(number)
        _take(record, match, line, number)

    if record is not None:
        yield record


def _take(record: TaggedRecord, match: re.Match[str] | None, line: str, number: int) -> None:
    """Take in a *line* of *record*: a tag, or what goes on with the one before."""
    if match:
        record.tags.append(Tag(match[1].upper(), line[match.end() :].strip(), number))
    elif record.tags:
        last = record.tags[-1]
        record.tags[-1] = last._replace(text=f"{last.text} {line.strip()}".strip())
    else:
        record.stray.append(number)
