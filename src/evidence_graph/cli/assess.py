"""``evidence-graph assess``: verdict and certainty, with every term of the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing, spark
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from evidence_graph.assessment import Assessment, Fragility, Rating
    from evidence_graph.graph import EvidenceGraph

COLUMNS = ("claim", "support", "opposition", "unknown", "verdict", "certainty")


@click.command("assess")
@click.argument("claim", nargs=-1)
@click.option("--without", multiple=True, metavar="KEY", help="Leave this work out; can be given again.")
@click.option(
    "--fragile", "by_fragility", is_flag=True, help="Rank the claims by how little it takes to turn them."
)
@options.data_option
@options.format_option
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file instead of printing; with spark, the folder to make.",
)
@spark.cluster_options
def command(  # noqa: PLR0913 - one parameter for each option of the verb
    *,
    claim: tuple[str, ...],
    without: tuple[str, ...],
    by_fragility: bool,
    folder: options.Place | None,
    form: str,
    output: str | None,
    engine: str,
    master: str | None,
    tables: str | None,
) -> None:
    """Weigh the evidence of CLAIM, or of all claims: verdict, certainty and every term of the sum.

    How the weights and the verdict come about is told in docs/assessment.md, what a cluster is good for
    in docs/spark.md.
    """
    if engine == "spark":
        if claim:
            raise click.UsageError("--engine spark weighs all claims; it goes without CLAIM.")
        cluster = spark.Cluster(master, tables)
        spark.answer(cluster, folder, output, without=without, fragile=by_fragility)
        return
    if master or tables:
        raise click.UsageError("--master and --tables go with --engine spark.")
    answer = _answer(options.open_graph(folder), claim, without, by_fragility=by_fragility)
    printing.give(answer, form, options.file_path(output))


def _answer(
    graph: EvidenceGraph, claim: Sequence[str], without: Sequence[str], *, by_fragility: bool
) -> Answer:
    if by_fragility:
        if claim or without:
            raise click.UsageError("--fragile ranks all claims; it goes without CLAIM and --without.")
        return _ranking(graph)
    if claim:
        return _one(graph, options.claim(graph, " ".join(claim)), without)
    return _all(graph, without)


def _one(graph: EvidenceGraph, claim: str, without: Sequence[str]) -> Answer:
    from evidence_graph.assessment import assess

    now = assess(graph, claim, without=without)
    before = assess(graph, claim) if without else None
    columns = ("citation", "supports", "opposes", "stances", "note")
    return Answer(
        table=lambda: _term_table(graph, now, before),
        record=lambda: _record(now),
        columns=columns,
        rows=lambda: ((t.key, t.supports, t.opposes, " ".join(t.stances), t.note) for t in now.terms),
    )


def _all(graph: EvidenceGraph, without: Sequence[str]) -> Answer:
    from evidence_graph.assessment import assess_all, rate_all

    return Answer(
        table=lambda: _verdict_table(graph, rate_all(graph, without=without)),
        record=lambda: [_record(a) for a in assess_all(graph, without=without)],
        columns=COLUMNS,
        rows=lambda: (
            (a.claim, a.support, a.opposition, a.unknown, a.verdict, a.certainty)
            for a in rate_all(graph, without=without)
        ),
    )


def _ranking(graph: EvidenceGraph) -> Answer:
    from dataclasses import asdict

    from evidence_graph.assessment import fragile

    found = fragile(graph)
    return Answer(
        table=lambda: _fragile_table(graph, found),
        record=lambda: [asdict(f) for f in found],
        columns=("claim", "verdict", "without", "then"),
        rows=lambda: ((f.claim, f.verdict, " ".join(f.without), f.then) for f in found),
    )


def _record(assessment: Assessment) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(assessment)


def _term_table(graph: EvidenceGraph, now: Assessment, before: Assessment | None) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables, verdicts

    yield tables.heading(graph.claim(now.claim).statement)
    yield verdicts.summary(now)
    if before is not None:
        yield tables.plain(f"With all studies it is {verdicts.in_words(before)}.\n", style="italic")
    yield tables.plain("What each study adds", style="bold")
    yield verdicts.term_table(now)
    r, s = sum(t.supports for t in now.terms), sum(t.opposes for t in now.terms)
    yield tables.plain(f"for {r:.2f}, against {s:.2f}, prior 2")


def _verdict_table(graph: EvidenceGraph, found: Iterable[Rating]) -> Iterable[RenderableType]:
    from collections import Counter

    from evidence_graph.cli import tables, verdicts

    table = tables.numeric(tables.grid("Claim", "Verdict, certainty", "for", "against", "unknown"), 3)
    table.columns[0].ratio, table.columns[1].max_width = 1, 12
    counted: Counter[str] = Counter()
    statements = {claim.id: claim.statement for claim in graph.claims()}
    for a in found:
        name = tables.named(tables.plain(statements[a.claim]), a.claim)
        verdict = verdicts.verdict_text(a.verdict).append(
            f"\n  {looks.word(a.certainty)}", style="default not bold"
        )
        numbers = (f"{a.support:.2f}", f"{a.opposition:.2f}", f"{a.unknown:.2f}")
        table.add_row(name, verdict, *numbers)
        counted[looks.word(a.verdict)] += 1
    if not counted:
        yield tables.plain("The data hold no claim.")
        return
    yield table
    yield tables.plain(", ".join(f"{n} {verdict}" for verdict, n in counted.most_common()))


def _fragile_table(graph: EvidenceGraph, found: list[Fragility]) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables, verdicts

    if not found:
        yield tables.plain("No claim has a verdict that could turn.")
        return
    table = tables.grid("Claim", "Verdict", "without", "it is")
    table.columns[0].ratio = 1
    statements = {claim.id: claim.statement for claim in graph.claims()}
    for f in found:
        name = tables.named(tables.plain(statements[f.claim]), f.claim)
        table.add_row(
            name, verdicts.verdict_text(f.verdict), "\n".join(f.without), verdicts.verdict_text(f.then)
        )
    yield table
