"""``evidence-graph cache``: the compiled indexes that are kept, listed and removed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.store.cache_folder import Cache, Kept

COLUMNS = ("folder", "bytes", "used", "index")


@click.command("cache", cls=OptionsOnly)
@click.option("--clean", is_flag=True, help="Remove all of them.")
@options.format_option
@options.output_option
def command(form: str, output: Path | None, *, clean: bool) -> None:
    """List the compiled indexes that are kept, last used first; --clean removes them.

    They are derived from data folders and can be removed at any time. The environment variable
    EVIDENCE_GRAPH_CACHE says where they are kept.
    """
    from evidence_graph.store import compiled

    cache = compiled.kept_indexes()
    if clean:
        printing.tell(f"removed {_megabytes(cache.clean())} from {cache.root}")
        return

    indexes = cache.kept()
    answer = AnswerForms(
        table=lambda: _table(cache, indexes),
        record=lambda: [dict(zip(COLUMNS, _row(item), strict=True)) for item in indexes],
        columns=COLUMNS,
        rows=lambda: map(_row, indexes),
    )
    printing.give(answer, form, output)


def _row(item: Kept) -> tuple[str, int, str, str]:
    used = dt.datetime.fromtimestamp(item.used, tz=dt.UTC).isoformat(timespec="seconds")
    return item.folder, item.size, used, str(item.index)


def _table(cache: Cache, indexes: list[Kept]) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    for item in indexes:
        used = dt.datetime.fromtimestamp(item.used, tz=dt.UTC).astimezone()
        yield answer_tables.plain(item.folder or "(a folder that has changed since)", style="bold")
        yield answer_tables.plain(f"    {_megabytes(item.size)}, last used {used:%Y-%m-%d %H:%M}")

    total = sum(item.size for item in indexes)
    count = (
        f"{len(indexes)} compiled index{'es' * (len(indexes) != 1)}, {_megabytes(total)}"
        if indexes
        else "Nothing"
    )
    yield answer_tables.plain(f"{count} kept in {cache.root}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
