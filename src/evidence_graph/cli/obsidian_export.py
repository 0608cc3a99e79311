"""``evidence-graph export obsidian``: the folder of a vault, in which what its reader wrote stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.cli import printing, progress

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph


def export(graph: EvidenceGraph, output: Path) -> None:
    """Write the notes of *graph* into the folder *output*, and say which others hold text of their reader."""
    from evidence_graph import vault

    earlier: list[str] = []
    with progress.waiting("writing notes"):
        report = vault.export(graph, output, tell=earlier.append)

    for sentence in earlier:
        printing.tell(f"warning: {sentence}")

    for path in report.spared:
        printing.tell(
            f"kept {output / path}: the data no longer have what it is of, and it holds your own text"
        )

    printing.tell(f"{report.notes} notes; open the folder in Obsidian as a vault")
