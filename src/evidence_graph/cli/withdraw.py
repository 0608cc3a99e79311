"""``evidence-graph withdraw``: a judgement taken back, kept with the day and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import additions, prompts, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing


@click.command("withdraw")
@click.argument("line", metavar="LINE")
@click.option("--why", metavar="TEXT", help="The reason, which is kept with it.")
@click.option("--date", metavar="DAY", help="The day, if not today.")
@writing.writing_options
def command(line: str, why: str | None, date: str | None, writing: Writing) -> None:
    """Take the judgement LINE back: it stays in the file, is shown as withdrawn, and counts no longer."""
    reason = prompts.need(why, "Why it is withdrawn", "--why")

    def make(book: Book) -> Iterator[str]:
        taken_back = book.withdraw(line, why=reason, date=date)
        yield f"withdrawn {taken_back.withdrawn}; kept in the file, counted no longer"

    additions.write(writing, f"withdraw {line}", make)
