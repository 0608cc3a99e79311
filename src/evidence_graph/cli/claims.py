"""``evidence-graph claims``: the claims, and how many studies speak for and against each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.arguments import OptionsOnly
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.assessment import Body, Rating, Rules, Tally
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim

COLUMNS = ("id", "statement", "topic", *looks.HEADINGS, "verdict", "certainty", "lean")


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
    """List the claims with their verdicts, and the number of studies under each heading.

    A study counts once, under what most of its readers say.
    """
    graph = options.open_graph(folder)
    narrowed = topic is not None or about is not None or article is not None
    claims = graph.claims(topic=topic, about=about, article=article)
    rows = (Row.of(graph, claim) for claim in claims) if narrowed else Row.all(graph, claims)
    found = [row for row in rows if verdict in {None, row.rating.verdict}]
    answer = Answer(
        table=lambda: _table(graph, found),
        record=lambda: [_record(graph, row) for row in found],
        columns=COLUMNS,
        rows=lambda: (_cells(graph, row) for row in found),
    )
    printing.give(answer, form, output)


@dataclass(frozen=True)
class Row:
    """A claim with what the evidence says of it, and its works by heading."""

    claim: Claim
    rating: Rating
    tally: Tally

    @classmethod
    def of(cls, graph: EvidenceGraph, claim: Claim) -> Row:
        """The row of one *claim*."""
        from evidence_graph.assessment import body_of
        from evidence_graph.assessment.rules import rules_of

        return cls._of_body(claim, body_of(graph, claim), rules_of(graph))

    @classmethod
    def all(cls, graph: EvidenceGraph, claims: Iterable[Claim]) -> Iterator[Row]:
        """The rows of all *claims* of *graph*, in one pass."""
        from evidence_graph.assessment import bodies_of
        from evidence_graph.assessment.rules import rules_of

        rules = rules_of(graph)
        for claim, body in zip(claims, bodies_of(graph), strict=True):
            yield cls._of_body(claim, body, rules)

    @classmethod
    def _of_body(cls, claim: Claim, body: Body, rules: Rules) -> Row:
        from evidence_graph.assessment import rate
        from evidence_graph.assessment.tally import tally

        return cls(claim, rate(body, rules), tally(body, opinion_counts=rules.opinion_counts))

    @property
    def numbers(self) -> dict[str, int]:
        """How many works stand under each heading."""
        by_heading = self.tally.by_heading
        return {heading: len(by_heading.get(heading, ())) for heading in looks.HEADINGS}


def rows_table(rows: Iterable[Row], headings: Sequence[str] | None = None) -> RenderableType:
    """Claims with their verdicts, and the number of works under each of the *headings* that are in use."""
    from evidence_graph.cli import tables, verdicts

    listed = list(rows)
    headings = headings_of(listed) if headings is None else headings
    table = tables.grid("Claim", "Verdict", *(looks.HEADINGS[heading].sign for heading in headings))
    table.columns[0].ratio = 1
    table.columns[1].min_width = 15
    for column in table.columns[2:]:
        column.justify, column.min_width = "right", 2
    for row in listed:
        name = tables.named(tables.plain(row.claim.statement), row.claim.id)
        verdict = verdicts.verdict_text(row.rating.verdict)
        if sureness := verdicts.sureness(row.rating):
            verdict.append(f"\n  {sureness}", style="default not bold")
        numbers = (row.numbers[heading] for heading in headings)
        table.add_row(name, verdict, *(str(number) if number else "" for number in numbers))
    return table


def headings_of(rows: Iterable[Row]) -> list[str]:
    """The headings under which any of *rows* has a work."""
    in_use: set[str] = set()
    for row in rows:
        in_use |= set(row.tally.by_heading)
    return [heading for heading in looks.HEADINGS if heading in in_use]


def _record(graph: EvidenceGraph, row: Row) -> dict[str, object]:
    from evidence_graph.exports.plain import claim_record

    rating = row.rating
    verdict = {"verdict": rating.verdict, "certainty": rating.certainty, "lean": rating.lean}
    return claim_record(graph, row.claim) | {"studies": row.numbers} | verdict


def _cells(graph: EvidenceGraph, row: Row) -> tuple[object, ...]:
    claim, rating = row.claim, row.rating
    said = (claim.id, claim.statement, _topic(graph, claim))
    return (*said, *row.numbers.values(), rating.verdict, rating.certainty, rating.lean)


def _table(graph: EvidenceGraph, found: list[Row]) -> Iterable[RenderableType]:
    from evidence_graph.assessment.rules import rules_of
    from evidence_graph.cli import tables

    if not found:
        yield tables.plain("No claim fits.")
        return
    by_topic: dict[str, list[Row]] = {}
    for row in found:
        by_topic.setdefault(_topic(graph, row.claim), []).append(row)
    headings = headings_of(found)
    for topic in sorted(by_topic, key=str.casefold):
        yield tables.heading(topic)
        yield rows_table(by_topic[topic], headings)
    total = f"{len(found)} claim{'s' * (len(found) != 1)}"
    if not headings:
        yield tables.plain(f"{total}, and no study of any is recorded.")
        return
    legend = ", ".join(f"{looks.HEADINGS[name].sign} {looks.HEADINGS[name].word}" for name in headings)
    weighing = looks.word(rules_of(graph).weighing)
    yield tables.plain(f"{total}; numbers of studies: {legend}. Weighed by {weighing}.")


def _topic(graph: EvidenceGraph, claim: Claim) -> str:
    return graph.label(claim.topic)
