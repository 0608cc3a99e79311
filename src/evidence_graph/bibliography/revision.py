"""The source of one entry in which only what changed is another: every other byte stays as people wrote it.

In goes the source of an entry and what it is to say::

    @misc{pot2010, title = {Kettles}}   and the year 2010
    @misc{pot2010, title = {Kettles}, year = {2010}}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.bibliography.bib_reader import parse

if TYPE_CHECKING:
    from evidence_graph.bibliography.blocks import Entry

_HEAD = re.compile(r"@\s*(?P<type>[^\s{(]+)\s*[{(]\s*(?P<key>[^\s,]+)")
_FIELD_LINE = re.compile(r"^(?P<indent>[ \t]*)[^\s=,{}]+(?P<gap>[ \t]*)=", re.MULTILINE)
_CLOSING = frozenset("})")


def revise(raw: str, old: Entry, new: Entry) -> str | None:
    """*raw*, which is the source of *old*, saying *new*; None where it is written too oddly for that."""
    text: str | None = _with_head(raw, new)

    for name, value in old.fields.items():
        if text is None:
            return None

        if name not in new.fields:
            text = _without_field(text, name, value)
        elif new.fields[name] != value:
            text = _with_value(text, name, value, new.fields[name])

    for name, value in new.fields.items():
        if text is not None and name not in old.fields:
            text = _with_field(text, name, value)

    if text is not None and _says(text, new):
        return text

    return None


def _says(text: str, entry: Entry) -> bool:
    """Whether *text* is the source of *entry* and of nothing else."""
    entries = parse(text).entries

    return list(entries) == [entry.key] and entries[entry.key] == entry


def _with_head(raw: str, entry: Entry) -> str:
    """*raw* with the type and the key of *entry*."""
    head = _HEAD.match(raw)
    if head is None:
        return raw

    text = raw[: head.start("key")] + entry.key + raw[head.end("key") :]
    if head["type"].lower() == entry.type.lower():
        return text

    return text[: head.start("type")] + entry.type + text[head.end("type") :]


def _place(text: str, name: str, value: str) -> re.Match[str] | None:
    """Where the field *name* with its *value* stands."""
    return re.search(
        rf"(?<![^\s,]){re.escape(name)}\s*=\s*(?P<value>{re.escape(value)})", text, re.IGNORECASE
    )


def _with_value(text: str, name: str, old: str, new: str) -> str | None:
    place = _place(text, name, old)
    return place and text[: place.start("value")] + new + text[place.end("value") :]


def _without_field(text: str, name: str, value: str) -> str | None:
    """*text* without the field, its comma, and its line where nothing else stands there."""
    place = _place(text, name, value)
    if place is None:
        return None

    before, after = text[: place.start()], text[place.end() :]
    after = re.sub(r"\A\s*,", "", after)
    before = before.rstrip(" \t")
    line_end = re.match(r"[ \t]*(?:\r\n|\n|\r)", after)
    if line_end and before.endswith(("\n", "\r")):
        after = after[line_end.end() :]

    return before + after


def _with_field(text: str, name: str, value: str) -> str | None:
    """*text* with one more field at its end, laid out as those it has."""
    entry_text = text.rstrip()
    if entry_text[-1:] not in _CLOSING:
        return None

    body = entry_text[:-1].rstrip()
    comma = "" if body.endswith(",") else ","
    lines = list(_FIELD_LINE.finditer(text))
    if not lines:
        return f"{body}{comma} {name} = {value}{text[len(body) :].removeprefix(',')}"

    width = lines[-1].end() - lines[-1].start() - len(lines[-1]["indent"]) - 1
    newline = "\r\n" if "\r\n" in text else "\n"
    trailing = "," if not comma else ""

    return f"{body}{comma}{newline}{lines[-1]['indent']}{name:<{width}}= {value}{trailing}{text[len(body) :]}"
