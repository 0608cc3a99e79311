"""The options that verbs share, and where their answers go."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import progress
from evidence_graph.errors import CannotWrite, NeedsFolder, NothingFits, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console, RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for a formula at the start of a cell."""

TURNING = (0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Line ends of Unicode, and the characters that turn the direction of writing."""

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160), *TURNING))
"""What a label from a file must not bring to a terminal, where it could move the cursor or set colours."""

NARROWEST = 56
"""A terminal that says it is narrower is taken to be as wide: no table can be read below."""

TRAILING = re.compile(r" +$", re.MULTILINE)
"""The spaces that fill a cell to its end, which a search or a comparison of answers would trip over."""

SUBJECT = 3
"""So many words may name a subject; more are a question about it."""

Place = Path | str
"""A data folder, or the address of a SPARQL endpoint."""


class PlaceType(click.Path):
    """A folder, or an address that begins with http:// or https://."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """An address as it is, anything else as a path."""
        if not isinstance(value, str) or ":" not in value:
            return super().convert(value, param, ctx)
        from evidence_graph.engine.address import is_address

        if "://" in value and not is_address(value):
            self.fail(f"{value}: the address of an endpoint begins with http:// or https://.", param, ctx)
        return value if is_address(value) else super().convert(value, param, ctx)


def folder_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--data`` where nothing but a folder will do."""
    return click.option(
        "--data",
        "folder",
        type=PlaceType(),
        metavar="FOLDER",
        help="A folder with claims.ttl and citations.bib.",
    )(function)


def data_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--data`` and ``--no-cache``: where the data are, and whether a compiled index is kept."""
    place = click.option(
        "--data",
        "folder",
        type=PlaceType(),
        metavar="FOLDER|URL",
        help="A folder with claims.ttl and citations.bib, or the address of a SPARQL endpoint.",
    )
    fresh = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_keep_in_mind,
        help="Neither use nor keep a compiled index.",
    )
    return place(fresh(function))


def _keep_in_mind(context: click.Context, option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's call
    context.meta[f"{__name__}.{option.name}"] = value


output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of printing.",
)


def file_path(output: str | None) -> Path | None:
    """The file that an *output* names which is no folder."""
    if output is not None and Path(output).is_dir():
        raise click.BadParameter(f"{output} is a folder; name a file.", param_hint="'-o'")
    return None if output is None else Path(output)


def formats(*words: str, told: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-f`` with one of *words*, the first of which goes without saying."""
    choice = click.Choice(words, case_sensitive=False)
    return click.option("-f", "--format", "form", type=choice, default=words[0], show_default=True, help=told)


format_option = formats("table", "json", "csv", told="table for people, json and csv for programs.")


def stance_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--stance``, one of the four."""
    stances = click.Choice(["supports", "opposes", "qualifies", "background"], case_sensitive=False)
    return click.option("--stance", type=stances, help="Only evidence of this stance.")(function)


def data_folder(place: Place | None) -> Path:
    """The folder that *place* is, or the one meant when none is named.

    Raises NeedsFolder for the address of an endpoint.
    """
    from evidence_graph import folders

    if isinstance(place, str):
        raise NeedsFolder(place)
    return place or folders.find()


def open_graph(folder: Place | None) -> EvidenceGraph:
    """The graph of *folder*, or of the data meant when none is named; says when data were skipped."""
    from evidence_graph.loading import connect, load

    if isinstance(folder, str):
        return connect(folder)
    meant = data_folder(folder)
    cached = not click.get_current_context().meta.get(f"{__name__}.no_cache")
    with progress.reading(meant) as told:
        graph = load(meant, cached=cached, told=told)
    flawed = graph.flaws()
    if flawed:
        where = f" --data {folder}" if folder else ""
        click.echo(
            f"warning: {flawed} problem{'s' * (flawed > 1)} in the data, what they spoil is left out; "
            f"see: evidence-graph check{where}",
            err=True,
        )
    return graph


def claim(graph: EvidenceGraph, text: str) -> str:
    """The id of the claim that *text* names or asks about; which one was taken is said on standard error.

    Raises UnknownName when *text* is one word that is no id, NothingFits when no claim fits the question.
    """
    text = text.strip()
    matches = graph.find(text) if _is_question(graph, text) else []
    if not matches and (not text or " " not in text):
        return graph.claim(text).id
    if not matches or not matches[0].fits:
        topics = [topic.label for topic in graph.topics()]
        raise NothingFits(text, topics=topics, nearest=[m.claim.id for m in matches[:3]])
    taken, *near = matches
    click.echo(f"taken as: {clean(taken.claim.statement)} ({taken.claim.id})", err=True)
    for other in near[:3]:
        click.echo(f"    near: {clean(other.claim.statement)} ({other.claim.id})", err=True)
    if len(text.split()) <= SUBJECT and _is_subject(graph, text):
        click.echo(f"    all about it: evidence-graph show {text}", err=True)
    return taken.claim.id


def _is_subject(graph: EvidenceGraph, text: str) -> bool:
    try:
        return bool(graph.concept(text))
    except UnknownName:
        return False


def claims(graph: EvidenceGraph, texts: Sequence[str]) -> list[Claim]:
    """The claims that *texts* name or ask about, each of them one.

    Raises UnknownName and NothingFits.
    """
    try:
        return [graph.claim(claim(graph, text)) for text in texts]
    except UnknownName as error:
        if len(texts) == 1:
            raise
        hint = "Each argument is one claim; put a question of several words in quotes."
        raise UnknownName(error.kind, error.name, nearest=error.nearest, hint=hint) from None


def _is_question(graph: EvidenceGraph, text: str) -> bool:
    """Whether *text* is more than the id of a claim, also one in capitals or with a slip."""
    if graph.has_claim(text.lower()) or not text:
        return False
    return " " in text or "-" not in text


@dataclass(frozen=True)
class Answer:
    """One answer in the three forms it can be asked for."""

    table: Callable[[], Iterable[RenderableType]]
    record: Callable[[], Any]
    columns: Sequence[str] = ()
    rows: Callable[[], Iterable[Sequence[object]]] = tuple
    lined: bool = False
    """Whether the record is a list whose items are short: in JSON each has one line."""


def give(answer: Answer, form: str, output: Path | None) -> None:
    """Print *answer* in the *form* asked for, or write it to *output*."""
    if form == "json":
        deliver(_json(answer.record(), lined=answer.lined), output)
    elif form == "csv":
        deliver(_csv(answer), output)
    else:
        _print(answer.table(), output)


def _json(record: Any, *, lined: bool) -> str:  # noqa: ANN401 - whatever JSON can hold
    if not (lined and record):
        return json.dumps(record, ensure_ascii=False, indent=2, default=str) + "\n"
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
    return "[\n  " + ",\n  ".join(map(encode, record)) + "\n]\n"


def deliver(text: str, output: Path | None) -> None:
    """Print *text*, or write it to *output* whole and say so on standard error."""
    if output is None or str(output) == "-":
        if sys.stdout is None:
            return
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    from evidence_graph.dataset.writer import write_bytes

    spare(output)
    if not output.parent.is_dir():
        raise CannotWrite(output, f"there is no folder {output.parent}")
    write_bytes(output, text.encode())
    click.echo(f"wrote {output}", err=True)


def tell_rows(table: str, rows: int) -> None:
    """Say on standard error how many *rows* a *table* that is written has."""
    click.echo(f"{table}: {rows:,} row{'s' * (rows != 1)}", err=True)


def spare(output: Path) -> None:
    """Refuse an *output* that would take the place of a file of a data folder, also by a link to it.

    Raises CannotWrite.
    """
    from evidence_graph import folders

    target = Path(os.path.realpath(output))
    if not folders.is_data_folder(target.parent):
        return
    held = folders.files(target.parent)
    if target in held or (target.exists() and any(map(target.samefile, held))):
        raise CannotWrite(output, "it is a file of a data folder, which only people write")


def clean(text: str) -> str:
    """*text* without terminal control characters."""
    return text.translate(CONTROLS)


def _console(**given: Any) -> Console:  # noqa: ANN401 - rich's own options
    """A console that leaves a closed pipe to the command, which ends quietly."""
    from rich.console import Console
    from rich.segment import Segment

    class Plain(Console):
        """No letter of the data reaches the terminal as a command, and none is read as markup."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def _render_buffer(self, buffer: Iterable[Segment]) -> str:
            text = super()._render_buffer(Segment(clean(s.text), s.style, s.control) for s in buffer)
            return TRAILING.sub("", text)

    console = Plain(highlight=False, markup=False, emoji=False, **given)
    console.width = max(console.width, NARROWEST)
    return console


def _print(parts: Iterable[RenderableType], output: Path | None) -> None:
    if output is not None:
        console = _console(file=io.StringIO(), width=100, no_color=True)
        for part in parts:
            console.print(part)
        held: Any = console.file
        deliver(held.getvalue(), output)
        return
    console = _console()
    for part in parts:
        console.print(part)


def _csv(answer: Answer) -> str:
    import csv

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(answer.columns)
    writer.writerows([_cell(cell) for cell in row] for row in answer.rows())
    return out.getvalue()


def _cell(cell: object) -> str:
    if isinstance(cell, int | float):
        return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
    text = "" if cell is None else clean(str(cell))
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
