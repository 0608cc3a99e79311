"""``evidence-graph export zotero``: works with tags and notes, in the format that the file's name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation

ZOTERO = "zotero"


def file_format(output: Path | None) -> str:
    """In which format *output* is written, by its ending; where nothing is named, in Zotero's own."""
    from evidence_graph.exports.zotero import ZoteroFormat

    if output is None or str(output) == "-":
        return ZoteroFormat.RDF

    ending = output.suffix.lower().removeprefix(".")
    if ending not in {form.value for form in ZoteroFormat}:
        raise click.UsageError(
            f"{output}: Zotero imports FILE.rdf (tags and notes come over whole), FILE.ris and FILE.json "
            "(CSL-JSON); name one of these with -o."
        )

    return ending


def text(
    graph: EvidenceGraph,
    citations: list[Citation],
    output: Path | None,
    *,
    claims: tuple[str, ...],
    stance: str | None,
) -> str:
    """The *citations* with the judgements of *claims* and of a *stance*, if these are named."""
    from evidence_graph.exports.zotero import to_zotero

    return to_zotero(graph, citations, form=file_format(output), claims=claims, stance=stance)
