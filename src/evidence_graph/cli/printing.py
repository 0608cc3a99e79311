"""Where the answers of verbs go: to the terminal, or to a file; as a table, JSON, JSON lines or CSV."""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import shapes
from evidence_graph.errors import CannotWrite
from evidence_graph.invisible import isolate, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import Console, RenderableType

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the start of a cell."""

TURNING = (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Line ends of Unicode, and the characters that turn the direction of writing."""

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *TURNING))
"""What a label from a file must not bring to a terminal, where it could move the cursor or set colours."""

COMMANDS = (*range(9), 11, 12, *range(14, 32), *range(127, 160), *TURNING)
"""The same but for the ends of lines, which a format has for itself."""

UNICODE, ENTITY = "\\u{:04X}", "&#x{:X};"
ESCAPES = {
    form: {code: escape.format(code) for code in COMMANDS}
    for form, escape in {
        "json": UNICODE,
        "jsonl": UNICODE,
        "ntriples": UNICODE,
        "turtle": UNICODE,
        "trig": UNICODE,
        "nanopubs": UNICODE,
        "jsonld": UNICODE,
        "tsv": UNICODE,
        "graphml": ENTITY,
        "forest": ENTITY,
    }.items()
}
"""How each format that has escapes writes what a terminal would obey; whoever reads it gets the letter."""

UNSAFE = re.compile(f"[{''.join(map(re.escape, map(chr, COMMANDS)))}]")

NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""One number as it is printed, which no spreadsheet takes for a formula."""

MARK = "\ufeff"
"""What Excel needs at the start of a file to read its letters as UTF-8."""

WIDEST = 120
"""A wider terminal is not filled: what belongs together would stand too far apart to be read as one."""

NARROWEST = 56
"""A terminal that says it is narrower is taken to be as wide: no table can be read below."""

TRAILING = re.compile(r" +$", re.MULTILINE)
"""The spaces that fill a cell to its end, which a search or a comparison of answers would trip over."""


@dataclass(frozen=True)
class AnswerForms:
    """One answer in the forms it can be asked for.

    *record* is all of it as JSON, *brief* what is told of it unless all is asked for, and *items* are what
    JSON lines have a line of; where it has none, *record* or *brief* is a list.
    """

    table: Callable[[], Iterable[RenderableType]]
    record: Callable[[], Any]
    brief: Callable[[], Any] | None = None
    items: Callable[[], Iterable[Any]] | None = None
    columns: Sequence[str] = ()
    rows: Callable[[], Iterable[Sequence[object]]] = tuple
    lined: bool = False
    """Whether the record is a list whose items are short: in JSON each has one line."""


def give(answer: AnswerForms, form: str, output: Path | None) -> None:
    """Print *answer* in the *form* asked for, or write it to *output*."""
    if form == "json":
        deliver(_json(_record(answer), lined=answer.lined), output, form)
    elif form == "jsonl":
        deliver(_lines(answer), output, form)
    elif form == "csv":
        deliver(_csv(answer), output)
    elif form == "excel":
        deliver(MARK + _csv(answer), output)
    else:
        _print(answer.table(), output)


def _record(answer: AnswerForms) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The fields asked for, of all of the answer or of what is told in brief."""
    shape = shapes.current()
    if shape.full or answer.brief is None:
        make = answer.record
    else:
        make = answer.brief

    return shapes.choose_fields(make(), shape.fields)


def _lines(answer: AnswerForms) -> str:
    """JSON lines: one line an item."""
    if answer.items is None:
        items = _record(answer)
    else:
        items = answer.items()

    encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode
    fields = shapes.current().fields

    return "".join(f"{encode(shapes.choose_fields(item, fields))}\n" for item in items)


SIMPLE_LIST = re.compile(r"\[\n[^\[\]{}]*\n *\]")
"""A list of texts and numbers alone, as JSON with indents has it; no line ends inside a text."""


def _in_a_line(simple: re.Match[str]) -> str:
    """A list of texts and numbers in one line."""
    parts = map(str.strip, simple[0].strip("[]").split("\n"))

    return f"[{' '.join(filter(None, parts))}]"


def _json(record: Any, *, lined: bool) -> str:  # noqa: ANN401 - whatever JSON can hold
    if not (lined and record):
        text = json.dumps(record, ensure_ascii=False, indent=2, default=str)
        return SIMPLE_LIST.sub(_in_a_line, text) + "\n"

    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

    return "[\n  " + ",\n  ".join(map(encode, record)) + "\n]\n"


def deliver(text: str, output: Path | None, form: str = "") -> None:
    """Print *text*, which has this *form*, or write it to *output* whole and say so on standard error.

    What a terminal would obey is written as an escape where the form has escapes. Where it has none, the
    letters go into a file or a pipe as they are, and not to a terminal.
    """
    deliver_pieces((text,), output, form)


def deliver_pieces(pieces: Iterable[str], output: Path | None, form: str = "") -> None:
    """Print or write all *pieces* of a text as `deliver` does, one after the other."""
    safe_pieces = (
        piece.translate(ESCAPES[form]) if form in ESCAPES and UNSAFE.search(piece) else piece
        for piece in pieces
    )

    if output is None or str(output) == "-":
        is_terminal = sys.stdout.isatty()
        for piece in safe_pieces:
            sys.stdout.buffer.write((clean(piece) if is_terminal else piece).encode())

        sys.stdout.buffer.flush()
        return

    from evidence_graph.files import write_pieces
    from evidence_graph.placing import spare_data

    spare_data(output)
    if not output.parent.is_dir():
        raise CannotWrite(output, f"there is no folder {output.parent}")

    is_device = output.is_char_device()  # it may be a terminal
    write_pieces(output, ((clean(piece) if is_device else piece).encode() for piece in safe_pieces))
    tell(f"wrote {output}")


def tell(message: str) -> None:
    """Say *message* on standard error; where nobody can hear it, nothing is the worse for it."""
    with suppress(OSError):
        click.echo(clean(message), err=True)


def hint(message: str) -> None:
    """Say on a terminal where there is more; a program does not need to be told."""
    if sys.stderr.isatty():
        tell(message)


@contextmanager
def notices() -> Iterator[None]:
    """A stretch of work in which standard error says, once each, what BibTeX does not leave as it stands."""
    import logging

    from evidence_graph.exports.bibtex import LOG

    messages: set[str] = set()

    def say(record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message not in messages:
            tell(f"warning: {message}")

        messages.add(message)

        return False

    logger = logging.getLogger(LOG)
    logger.addFilter(say)
    try:
        yield
    finally:
        logger.removeFilter(say)


def tell_rows(table: str, rows: int) -> None:
    """Say on standard error how many *rows* a *table* that is written has."""
    tell(f"{table}: {rows:,} row{'s' * (rows != 1)}")


def clean(text: str) -> str:
    """*text* without terminal control characters, and without what nobody sees and nothing needs."""
    return show(text.translate(CONTROLS))


def _console(**given: Any) -> Console:  # noqa: ANN401 - rich's own options
    """A console that leaves a closed pipe to the command, which ends quietly."""
    from rich.console import Console, ConsoleDimensions
    from rich.segment import Segment

    class Plain(Console):
        """No letter of the data reaches the terminal as a command, and none is read as markup."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            segments = (Segment(isolate(clean(s.text)), s.style, s.control) for s in buffer)
            text = super()._render_buffer(segments)

            return TRAILING.sub("", text)

    console = Plain(highlight=False, markup=False, emoji=False, **given)
    # Said once, the size is not asked for at each line; a window that changes meanwhile keeps its old one.
    width = min(max(console.width, NARROWEST), WIDEST)
    console.size = ConsoleDimensions(width, console.height)

    return console


def _print(parts: Iterable[RenderableType], output: Path | None) -> None:
    if output is not None:
        console = _console(file=io.StringIO(), width=100, no_color=True)
        for part in parts:
            console.print(part)

        console_file: Any = console.file
        deliver(console_file.getvalue(), output)
        return

    console = _console()
    for part in parts:
        console.print(part)


def _csv(answer: AnswerForms) -> str:
    import csv

    out = io.StringIO()
    writer = csv.writer(out)
    places = shapes.chosen_columns(answer.columns, shapes.current().fields)
    writer.writerow([answer.columns[place] for place in places])
    for row in answer.rows():
        writer.writerow([_cell(row[place]) for place in places])

    return out.getvalue()


def yes_or_no(value: bool | None) -> str | None:  # noqa: FBT001 - a field of a record
    """A truth in a cell, which is empty where it is not recorded."""
    return {True: "yes", False: "no", None: None}[value]


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return repr(cell)

    text = "" if cell is None else clean(str(cell))
    if NUMBER.fullmatch(text):
        return text
    if text.lstrip().startswith(FORMULA):
        return f"'{text}"

    return text
