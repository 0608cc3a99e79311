"""``evidence-graph claims``: the claims, and how many studies speak for and against each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options
from evidence_graph.cli.options import Answer
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

COLUMNS = ("id", "statement", "topic", *(s.value for s in Stance))


@click.command("claims")
@click.option("--topic", help="Only claims of this topic, by its name or id.")
@click.option("--about", metavar="CONCEPT", help="Only claims about this concept or a narrower one.")
@click.option("--article", help="Only claims this article takes a stand on.")
@options.data_option
@options.format_option
@options.output_option
def command(
    topic: str | None,
    about: str | None,
    article: str | None,
    folder: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """List the claims, with the number of studies for, against, qualifying and in the background.

    A study that the curators judge differently counts under each stance given.
    """
    graph = options.open_graph(folder)
    found = graph.claims(topic=topic, about=about, article=article)
    answer = Answer(
        table=lambda: _table(graph, found),
        record=lambda: [_record(graph, c) for c in found],
        columns=COLUMNS,
        rows=lambda: ((c.id, c.statement, _topic(graph, c), *counts(graph, c)) for c in found),
    )
    options.give(answer, form, output)


def counts(graph: EvidenceGraph, claim: Claim) -> tuple[int, ...]:
    """The number of studies of each stance, in the order of the stances."""
    counted = Counter(stance for study in graph.studies(claim) for stance in study.stances)
    return tuple(counted[stance] for stance in Stance)


def _record(graph: EvidenceGraph, claim: Claim) -> dict[str, object]:
    from evidence_graph.exports import claim_record

    numbers = dict(zip((s.value for s in Stance), counts(graph, claim), strict=True))
    return claim_record(graph, claim) | {"studies": numbers}


def _table(graph: EvidenceGraph, claims: list[Claim]) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables

    by_topic: dict[str, list[Claim]] = {}
    for claim in claims:
        by_topic.setdefault(_topic(graph, claim), []).append(claim)
    for topic in sorted(by_topic, key=str.casefold):
        yield tables.heading(topic)
        table = tables.grid("Claim", *(tables.SIGNS[s] for s in Stance))
        table.columns[0].ratio = 1
        for column in table.columns[1:]:
            column.justify, column.min_width = "right", 3
        for claim in by_topic[topic]:
            text = tables.plain(claim.statement)
            text.append(f"\n{claim.id}", style="dim")
            table.add_row(text, *(str(n) if n else "" for n in counts(graph, claim)))
        yield table
    legend = ", ".join(f"{tables.SIGNS[s]} {s.value}" for s in Stance)
    total = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
    yield tables.plain(f"{total}; numbers of studies: {legend}.")


def _topic(graph: EvidenceGraph, claim: Claim) -> str:
    return graph.label(claim.topic)
