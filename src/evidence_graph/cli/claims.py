"""``evidence-graph claims``: the claims, and how many studies speak for and against each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import Answer
from evidence_graph.model import Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Certainty, Claim

COLUMNS = ("id", "statement", "topic", *(s.value for s in Stance), "verdict", "certainty")


@click.command("claims", cls=OptionsOnly)
@click.option("--topic", metavar="TOPIC", help="Only claims of this topic, by its name or id.")
@click.option("--about", metavar="CONCEPT", help="Only claims about this concept or a narrower one.")
@click.option("--article", metavar="ARTICLE", help="Only claims this article takes a stand on.")
@options.verdict_option
@options.data_option
@options.format_option
@options.output_option
def command(
    *,
    topic: str | None,
    about: str | None,
    article: str | None,
    verdict: str | None,
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> None:
    """List the claims with their verdicts, and the number of studies of each stance.

    A study that the curators judge differently counts under each stance given.
    """
    graph = options.open_graph(folder)
    narrowed = topic is not None or about is not None or article is not None
    claims = graph.claims(topic=topic, about=about, article=article)
    rows = (Row.of(graph, claim) for claim in claims) if narrowed else Row.all(graph, claims)
    found = [row for row in rows if verdict in {None, row.verdict}]
    answer = Answer(
        table=lambda: _table(graph, found),
        record=lambda: [_record(graph, row) for row in found],
        columns=COLUMNS,
        rows=lambda: (
            (r.claim.id, r.claim.statement, _topic(graph, r.claim), *r.counts, r.verdict, r.certainty)
            for r in found
        ),
    )
    printing.give(answer, form, output)


@dataclass(frozen=True)
class Row:
    """A claim with the number of its studies of each stance, its verdict and certainty."""

    claim: Claim
    counts: tuple[int, ...]
    verdict: Verdict
    certainty: Certainty

    @classmethod
    def of(cls, graph: EvidenceGraph, claim: Claim) -> Row:
        """The row of *claim*; a study that the curators judge differently counts under each stance."""
        from evidence_graph.assessment import weigh

        studies = graph.studies(claim)
        counted = Counter(stance for study in studies for stance in study.stances)
        found = weigh(claim, studies)
        return cls(claim, tuple(counted[stance] for stance in Stance), found.verdict, found.certainty)

    @classmethod
    def all(cls, graph: EvidenceGraph, claims: Iterable[Claim]) -> Iterator[Row]:
        """The rows of all *claims* of *graph*, in one pass."""
        from evidence_graph.assessment import bodies_of, rated

        for claim, body in zip(claims, bodies_of(graph), strict=True):
            counted = Counter(stance for study in body.studies for stance in {x.stance for x in study.lines})
            found = rated(body)
            yield cls(claim, tuple(counted[stance] for stance in Stance), found.verdict, found.certainty)


def rows_table(rows: Iterable[Row]) -> RenderableType:
    """Claims with their verdicts and the number of studies of each stance."""
    from evidence_graph.cli import tables, verdicts

    table = tables.grid("Claim", "Verdict", *(look.sign for look in looks.STANCES.values()))
    table.columns[0].ratio = 1
    table.columns[1].min_width = 11
    for column in table.columns[2:]:
        column.justify, column.min_width = "right", 2
    for row in rows:
        name = tables.named(tables.plain(row.claim.statement), row.claim.id)
        table.add_row(name, verdicts.verdict_text(row.verdict), *(str(n) if n else "" for n in row.counts))
    return table


def _record(graph: EvidenceGraph, row: Row) -> dict[str, object]:
    from evidence_graph.exports.plain import claim_record

    numbers = dict(zip((s.value for s in Stance), row.counts, strict=True))
    verdict = {"verdict": row.verdict, "certainty": row.certainty}
    return claim_record(graph, row.claim) | {"studies": numbers} | verdict


def _table(graph: EvidenceGraph, found: list[Row]) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables

    if not found:
        yield tables.plain("No claim fits.")
        return
    by_topic: dict[str, list[Row]] = {}
    for row in found:
        by_topic.setdefault(_topic(graph, row.claim), []).append(row)
    for topic in sorted(by_topic, key=str.casefold):
        yield tables.heading(topic)
        yield rows_table(by_topic[topic])
    legend = ", ".join(f"{look.sign} {look.word}" for look in looks.STANCES.values())
    total = f"{len(found)} claim{'s' * (len(found) != 1)}"
    yield tables.plain(f"{total}; numbers of studies: {legend}.")


def _topic(graph: EvidenceGraph, claim: Claim) -> str:
    return graph.label(claim.topic)
