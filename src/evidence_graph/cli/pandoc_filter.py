"""``evidence-graph pandoc-filter``: citations marked with what each work says to a claim."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import options, printing
from evidence_graph.cli.accepted_options import EXISTING_FILE, acceptances, accepted_option
from evidence_graph.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.graph import EvidenceGraph

DATA, ACCEPTED = "evidence-data", "evidence-accepted"
"""The metadata by which a document names the folder of its data, and its table of accepted sentences."""


@click.command("pandoc-filter")
@click.argument("target", metavar="[FORMAT]", required=False)
@click.option(
    "--bib",
    "libraries",
    type=EXISTING_FILE,
    metavar="FILE",
    multiple=True,
    help="A library whose DOIs tell which work is meant, beside those that the document names.",
)
@accepted_option
@options.data_option
def command(
    target: str | None,  # noqa: ARG001 - pandoc tells in which format it will write; the marks are the same in all
    libraries: tuple[Path, ...],
    accepted_table: Path | None,
    folder: options.Place | None,
) -> None:
    """Mark the citations of a document with what each work says to the claim of its sentence.

    Reads pandoc's JSON and writes it: pandoc --filter evidence-graph-pandoc-filter --citeproc paper.md, or
    pandoc -t json paper.md | evidence-graph pandoc-filter | pandoc -f json --citeproc. The claim is value,
    [@jarvis2019]{claim=no-transfer-to-sprinting}, or the sentence is accepted to make it (--accepted).

    In the metadata of the document, evidence-data names the data folder, evidence-accepted the table, and
    evidence-appendix: false leaves the list of claims out.
    """
    from evidence_graph.citing import own_library
    from evidence_graph.citing.pandoc_document import MarkedDocument, named_claims, text_of
    from evidence_graph.citing.stance_table import stance_table

    document = _document()
    meta = document.get("meta", {})
    named_files = {name: Path(value) for name in (DATA, ACCEPTED) if (value := text_of(meta.get(name)))}
    place = folder or named_files.get(DATA)
    graph = options.open_graph(place)
    accepted = acceptances(graph, place, accepted_table or named_files.get(ACCEPTED))

    _warn_of_unknown(graph, named_claims(document))
    claim_names = [*named_claims(document), *(row.claim for row in accepted)]
    table = stance_table(graph, claims=claim_names, accepted=accepted)
    paths = [*libraries, *(path for path in _libraries(meta) if path.is_file())]
    marked_document = MarkedDocument(table, own_library.read(paths).dois).mark(document)
    printing.deliver(json.dumps(marked_document, ensure_ascii=False), None, "json")


def _document() -> dict[str, Any]:
    """The document on standard input."""
    try:
        document = json.load(sys.stdin.buffer)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"Standard input holds no document in pandoc's JSON ({error}).") from error

    if not isinstance(document, dict) or not isinstance(document.get("blocks"), list):
        raise click.UsageError("Standard input holds JSON, but no document of pandoc: pandoc -t json FILE")

    return document


def _warn_of_unknown(graph: EvidenceGraph, claims: list[str]) -> None:
    """Say which of *claims* are none, with the nearest that there are."""
    for claim in dict.fromkeys(claims):
        try:
            graph.claim(claim)
        except UnknownName as error:
            printing.tell(f"warning: {error}")


def _libraries(meta: dict[str, Any]) -> Iterator[Path]:
    """The libraries that a document names, in a format that can be read."""
    from evidence_graph.bibliography.libraries import is_library
    from evidence_graph.citing.pandoc_document import text_of

    value = meta.get("bibliography")
    if value and value["t"] == "MetaList":
        values = value["c"]
    else:
        values = [value]

    for value in values:
        path = Path(text_of(value))
        if path.is_file() and is_library(path):
            yield path
