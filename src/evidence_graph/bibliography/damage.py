"""What is broken in a .bib file: how far it reaches, on which line it is, and how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography import value_expressions
from evidence_graph.model import Problem

if TYPE_CHECKING:
    from evidence_graph.bibliography.blocks import Block

_BLOCK_ON_NEW_LINE = re.compile(r"[\r\n][ \t]*(?=@\w*[ \t]*[{(])")
_BRACE = re.compile(r"[{}]")
_HEAD = re.compile(r"@\w*\s*[{(]\s*([^\s,={}\"]*)\s*")
_FIELD = re.compile(rf"\s*({value_expressions.NAME})\s*(=?)\s*")
_SEPARATOR = re.compile(r"\s*([,})])\s*")
_FIELD_ON_NEW_LINE = re.compile(rf"[\r\n][ \t]*{value_expressions.NAME}\s*=\s*[{{\"\d]")
_FIELDS_OUTSIDE = re.compile(rf"\s*,|(?:^|[\r\n])[ \t]*(?!%){value_expressions.NAME}[ \t]*=[ \t]*[{{\"]")
_FIELD_NAMED = re.compile(rf"(?<![^\s,{{}}])({value_expressions.NAME})\s*=")
_BLOCK_NOT_READ = re.compile(r"(?<!\w)@\w+\s*[{(]")
_LINE_END = re.compile(r"\r\n?|\n")


class BlockFault(NamedTuple):
    """Where a broken block breaks, and why."""

    at: int
    message: str
    cure: str


def end_of(text: str, start: int) -> int:
    """Where the broken block that starts at *start* ends: at its brace, or before the next block."""
    following = _BLOCK_ON_NEW_LINE.search(text, start)
    limit = following.start() if following else len(text)
    depth = 0
    for brace in _BRACE.finditer(text, start, limit):
        depth += 1 if brace.group() == "{" else -1
        if depth == 0:
            return brace.end()

    return start + len(text[start:limit].rstrip())


def of_block(raw: str, line: int, *, file: str) -> Problem:
    """The problem of a block that cannot be read."""
    head = _HEAD.match(raw)
    if head:
        fault = _fault(raw, head)
    else:
        fault = BlockFault(0, "the block cannot be read.", "Write it anew.")

    place = line + _lines(raw[: fault.at])
    last = line + _lines(raw)
    if last > line:
        lines = f"lines {line} to {last}"
    else:
        lines = f"line {line}"

    message = f"The block on {lines} is not read: {fault.message}"

    return Problem(file, place, "broken-entry", message, fault.cure, head[1] if head else "")


def in_text(raw: str, line: int, *, file: str, before: Block | None) -> list[Problem]:
    """The problems of the text between two blocks: what ought to belong to one of them."""
    if raw.isspace():
        return []

    problems = []
    subject = before.entry.key if before and before.entry else ""
    stray = _first_stray_brace(raw)
    outside = _FIELDS_OUTSIDE.match(raw) if before else None
    if stray is not None or outside or (before and _FIELDS_OUTSIDE.search(raw)):
        problems.append(_stray(raw, line, file, at=0 if outside else stray, subject=subject))

    place, end_of_lines = line, 0
    for block in _BLOCK_NOT_READ.finditer(raw):
        place, end_of_lines = place + _lines(raw[end_of_lines : block.start()]), block.start()
        cure = "Put the opening brace on the line of the type."
        what = " ".join(block.group().split())
        problems.append(Problem(file, place, "block-not-read", f"{what!r} starts no block.", cure))

    return problems


def _stray(raw: str, line: int, file: str, *, at: int | None, subject: str) -> Problem:
    """The problem of text that fell out of the entry before it."""
    place = line + _lines(raw[: at or 0])
    last = line + _lines(raw.rstrip())
    lost = ", ".join(dict.fromkeys(found[1] for found in _FIELD_NAMED.finditer(raw)))
    message = "A closing brace stands outside every entry."
    if lost:
        message = f"The entry ends too early: {lost} (up to line {last}) are in no entry."

    cure = f"Remove the closing brace too many on line {place}, or open the one missing before it."

    return Problem(file, place, "stray-brace", message, cure, subject)


def _first_stray_brace(raw: str) -> int | None:
    depth = 0
    for brace in _BRACE.finditer(raw):
        depth += 1 if brace.group() == "{" else -1
        if depth < 0:
            return brace.start()

    return None


def _fault(raw: str, head: re.Match[str]) -> BlockFault:
    """The first place where a block breaks, found by reading it field by field."""
    at = head.end()
    if raw[at : at + 1] not in {",", ""}:
        return BlockFault(head.start(1), "no comma follows the key.", "Put a comma after the key.")

    while raw[at : at + 1] == ",":
        field = _FIELD.match(raw, at + 1)
        if field is None:
            break

        if not field[2]:
            cure = f"Write {field[1]} = {{value}}."
            return BlockFault(field.start(1), f"no equals sign follows {field[1]!r}.", cure)

        pieces, stop = value_expressions.scan(raw, field.end())
        swallowed = _FIELD_ON_NEW_LINE.search(raw, field.end(), stop)
        if not pieces or swallowed:
            cure = f"Close the brace or quotation mark opened after {field[1]} =."
            return BlockFault(field.start(1), f"the value of {field[1]} is not closed.", cure)

        at = stop
        after = _SEPARATOR.match(raw, at)
        if after is None and at < len(raw):
            cure = f"Put a comma after the value of {field[1]}."
            return BlockFault(at, f"no comma follows the value of {field[1]}.", cure)

        at = after.start(1) if after else at

    if raw[at : at + 1] in {"}", ")"}:
        return BlockFault(
            at, "a quotation mark in it is taken for the end of a value.", "Put values in braces."
        )

    return BlockFault(0, "it is not closed.", "Add the closing brace at its end.")


def _lines(text: str) -> int:
    return len(_LINE_END.findall(text))
