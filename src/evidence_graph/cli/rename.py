"""``evidence-graph rename``: a record under another id, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import additions, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing


@click.command("rename")
@click.argument("name", metavar="ID")
@click.argument("new", metavar="NEW")
@click.option("--merge", is_flag=True, help="NEW is there: make one of the two.")
@writing.writing_options
def command(name: str, new: str, merge: bool, writing: Writing) -> None:  # noqa: FBT001 - click passes flags by name
    """Give the record ID the id NEW, also wherever it is named, in both files.

    With --merge two records become one: what NEW says stands, ID fills what it leaves open, and the old key
    or label stays as another name.
    """

    def make(book: Book) -> Iterator[str]:
        book.rename(name, new, merge=merge)
        yield f"{name} and {new} are one: {new}" if merge else f"renamed {name} → {new}"

    additions.write(writing, f"rename {name} {new}", make)
