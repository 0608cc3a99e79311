"""What ``evidence-graph export`` writes of the whole graph: GraphML, the syntaxes of RDF, databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import obsidian_export, printing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph

STANDARD = ("turtle", "ntriples", "jsonld", "trig")
"""Formats of RDF; the last two always have standard terms and verdicts beside what is recorded."""


def refuse_standard(form: str, *, standard: bool) -> None:
    """Refuse --standard for what is no RDF."""
    if standard and form not in STANDARD:
        raise click.UsageError(
            f"--standard goes with {', '.join(STANDARD)}: it says the same in other terms."
        )


def pieces(graph: EvidenceGraph, form: str, *, standard: bool) -> Iterable[str]:
    """The whole of *graph* in *form*, in pieces of a text where it can be made so."""
    if form == "jsonld":
        from evidence_graph.exports.standard_formats import jsonld_pieces

        return jsonld_pieces(graph)

    return (_text(graph, form, standard=standard),)


def _text(graph: EvidenceGraph, form: str, *, standard: bool) -> str:
    """The whole of *graph* in *form*."""
    if form == "graphml":
        from evidence_graph.network import to_graphml

        return to_graphml(graph)

    from evidence_graph.exports import rdf_text, standard_formats

    plain = {"turtle": rdf_text.to_turtle, "ntriples": rdf_text.to_ntriples}
    with_standards = {
        "turtle": standard_formats.to_turtle,
        "ntriples": standard_formats.to_ntriples,
        "trig": standard_formats.to_trig,
    }
    if standard or form not in plain:
        write = with_standards[form]
    else:
        write = plain[form]

    return write(graph)


def _parquet(graph: EvidenceGraph, output: Path) -> None:
    from evidence_graph.exports import parquet

    parquet.write(graph, output, tell=printing.tell_rows)


def _sqlite(graph: EvidenceGraph, output: Path) -> None:
    from evidence_graph.exports.sqlite import write
    from evidence_graph.placing import spare_data

    spare_data(output)
    write(graph, output)


MADE = {"sqlite": _sqlite, "parquet": _parquet, "obsidian": obsidian_export.export}
"""What makes the formats that are no text."""
