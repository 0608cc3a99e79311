"""``evidence-graph cache``: what is kept, compiled indexes and answers of services, listed and removed."""

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

    from evidence_graph.living.kept_replies import ReplyStore
    from evidence_graph.store.cache_folder import Cache, Kept

COLUMNS = ("folder", "bytes", "used", "index")

SERVICES = "answers of services"
"""What stands in the place of a folder for what `update --online` keeps."""


@click.command("cache", cls=OptionsOnly)
@click.option("--clean", is_flag=True, help="Remove all that is kept.")
@options.format_option
@options.output_option
def command(form: str, output: Path | None, *, clean: bool) -> None:
    """List what is kept, compiled indexes and answers of services; --clean removes it.

    Indexes are derived from data folders, the last used comes first; what services answered `update
    --online` is asked anew. All can be removed at any time. The environment variable EVIDENCE_GRAPH_CACHE
    says where they are kept.
    """
    from evidence_graph.living import kept_replies
    from evidence_graph.store import compiled

    cache = compiled.kept_indexes()
    if clean:
        freed = cache.clean() + kept_replies.clean(cache.root)
        printing.tell(f"removed {_megabytes(freed)} from {cache.root}")
        return

    indexes, replies = cache.kept(), kept_replies.kept(cache.root)
    rows = [(item.folder, item.size, _time(item.used), str(item.index)) for item in indexes]
    if replies.answers:
        rows.append((SERVICES, replies.size, _time(replies.used), str(replies.folder)))

    answer = AnswerForms(
        table=lambda: _table(cache, indexes, replies),
        record=lambda: [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        columns=COLUMNS,
        rows=lambda: rows,
    )
    printing.give(answer, form, output)


def _time(seconds: float) -> str:
    """A time as programs read it."""
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).isoformat(timespec="seconds")


def _own_time(seconds: float) -> str:
    """A time as it is where somebody reads it."""
    return f"{dt.datetime.fromtimestamp(seconds, tz=dt.UTC).astimezone():%Y-%m-%d %H:%M}"


def _table(cache: Cache, indexes: list[Kept], replies: ReplyStore) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    for item in indexes:
        yield answer_tables.plain(item.folder or "(a folder that has changed since)", style="bold")
        yield answer_tables.plain(f"    {_megabytes(item.size)}, last used {_own_time(item.used)}")

    if replies.answers:
        yield answer_tables.plain(f"{replies.answers:,} {SERVICES}", style="bold")
        yield answer_tables.plain(f"    {_megabytes(replies.size)}, last asked {_own_time(replies.used)}")

    total = sum(item.size for item in indexes)
    if indexes:
        count = f"{len(indexes)} compiled index{'es' * (len(indexes) != 1)}, {_megabytes(total)}"
    else:
        count = "No compiled index" if replies.answers else "Nothing"

    yield answer_tables.plain(f"{count} kept in {cache.root}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
