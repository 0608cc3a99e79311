"""``evidence-graph assess``: verdict and certainty, with every term of the sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import completion, options, printing, same_citation_rows, spark
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from evidence_graph.assessment import Assessment, Fragility, Rating, Term
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Weighing
    from evidence_graph.sheets.taken import Taken

COLUMNS = ("claim", "support", "opposition", "unknown", "verdict", "certainty", "lean", "weighing")


@click.command("assess")
@click.argument("claim", nargs=-1, shell_complete=completion.names("claim"))
@click.option(
    "--without",
    multiple=True,
    metavar="KEY",
    shell_complete=completion.names("citation"),
    help="Leave this work out; can be given again.",
)
@click.option(
    "--fragile", "by_fragility", is_flag=True, help="Rank the claims by how little it takes to turn them."
)
@options.weighing_option
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
    weighing: str | None,
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
        spark.answer(cluster, folder, output, without=without, fragile=by_fragility, weighing=weighing)
        return

    if master or tables:
        raise click.UsageError("--master and --tables go with --engine spark.")

    graph = options.open_graph(folder)
    if by_fragility:
        if claim or without:
            raise click.UsageError("--fragile ranks all claims; it goes without CLAIM and --without.")

        answer = _ranking(graph, weighing)
    elif claim:
        answer = _one(graph, options.take(graph, " ".join(claim)), without, weighing)
    else:
        answer = _all(graph, without, weighing)

    printing.give(answer, form, options.file_path(output))


def _one(graph: EvidenceGraph, taken: Taken, without: Sequence[str], weighing: str | None) -> AnswerForms:
    from evidence_graph.assessment import assess
    from evidence_graph.sheets.verdict_sheet import assessment_sheet

    claim = taken.claim
    evidence = graph.evidence(claim)
    same_citation_rows.warn(item.citation for item in evidence)
    now = assess(graph, claim, without=without, weighing=weighing, evidence=evidence)
    if without:
        before = assess(graph, claim, weighing=weighing, evidence=evidence)
    else:
        before = None

    sheet = assessment_sheet(now, taken=taken)
    columns = ("citation", "supports", "opposes", "stances", "note", "heading", "inconclusive", "apart")

    return AnswerForms(
        table=lambda: _term_table(graph, now, before),
        record=sheet.to_json,
        items=lambda: sheet.to_json()["terms"],
        columns=columns,
        rows=lambda: map(_cells, now.terms),
    )


def _cells(term: Term) -> tuple[object, ...]:
    stances = " ".join(dict.fromkeys(reading.stance for reading in term.readings))
    sides = (term.key, term.supports, term.opposes)

    return (*sides, stances, term.note, term.heading, term.inconclusive, term.apart)


def _all(graph: EvidenceGraph, without: Sequence[str], weighing: str | None) -> AnswerForms:
    from evidence_graph.assessment import assess_all, rate_all
    from evidence_graph.assessment.rules import rules_of
    from evidence_graph.sheets.brief import assessment_row
    from evidence_graph.sheets.verdict_sheet import assessment_sheet

    def assessments() -> Iterator[Assessment]:
        return assess_all(graph, without=without, weighing=weighing)

    ratings = rate_all(graph, without=without, weighing=weighing)
    rules = rules_of(graph, weighing)

    return AnswerForms(
        table=lambda: _verdict_table(graph, ratings, rules.weighing),
        record=lambda: [assessment_sheet(one).to_json() for one in assessments()],
        brief=lambda: [assessment_row(one).to_json() for one in assessments()],
        columns=COLUMNS,
        rows=lambda: (
            (a.claim, a.support, a.opposition, a.unknown, a.verdict, a.certainty, a.lean, rules.weighing)
            for a in ratings
        ),
    )


def _ranking(graph: EvidenceGraph, weighing: str | None) -> AnswerForms:
    from evidence_graph.assessment import fragile
    from evidence_graph.sheets.sheet import plain

    ranking = fragile(graph, weighing=weighing)

    return AnswerForms(
        table=lambda: _fragile_table(graph, ranking),
        record=lambda: plain(ranking),
        columns=("claim", "verdict", "without", "then"),
        rows=lambda: ((f.claim, f.verdict, " ".join(f.without), f.then) for f in ranking),
    )


def _term_table(graph: EvidenceGraph, now: Assessment, before: Assessment | None) -> Iterable[RenderableType]:
    from evidence_graph.assessment.sums import PRIOR
    from evidence_graph.cli import answer_tables, term_rows, verdicts
    from evidence_graph.sheets.speech import speech

    claim = graph.claim(now.claim)
    words = speech(claim)
    yield from verdicts.opening(claim, now)
    yield from verdicts.summary(graph, claim, now)
    if before is not None:
        yield answer_tables.plain(
            f"With all studies it is {verdicts.in_words(graph, before)}.\n", style="italic"
        )

    yield answer_tables.plain("What each study adds", style="bold")
    yield term_rows.term_table(now, words)
    if now.apart:
        apart = f"; if they are apart, {verdicts.sums(now.apart, words)}"
    else:
        apart = ""

    yield answer_tables.plain(f"{verdicts.sums(now.shares, words)}, prior {PRIOR:.2g}{apart}")


def _verdict_table(
    graph: EvidenceGraph, ratings: Iterable[Rating], weighing: Weighing
) -> Iterable[RenderableType]:
    from collections import Counter

    from evidence_graph.cli import answer_tables, verdicts

    table = answer_tables.numeric(
        answer_tables.grid("Claim", "Verdict, certainty", "for", "against", "unknown"), 3
    )
    table.columns[0].ratio, table.columns[1].max_width = 1, 20
    verdict_counts: Counter[str] = Counter()
    statements = {claim.id: claim.statement for claim in graph.claims()}
    for a in ratings:
        name = answer_tables.name_with_id(answer_tables.plain(statements[a.claim]), a.claim)
        verdict = verdicts.verdict_text(a.verdict)
        if sureness := verdicts.sureness(a):
            verdict.append(f"\n  {sureness}", style="default not bold")

        numbers = (f"{a.support:.2f}", f"{a.opposition:.2f}", f"{a.unknown:.2f}")
        table.add_row(name, verdict, *numbers)
        verdict_counts[looks.word(a.verdict)] += 1

    if not verdict_counts:
        yield answer_tables.plain("The data hold no claim.")
        return

    yield table
    total = ", ".join(f"{n} {verdict}" for verdict, n in verdict_counts.most_common())
    yield answer_tables.plain(f"{total}; weighed by {looks.word(weighing)}")


def _fragile_table(graph: EvidenceGraph, ranking: list[Fragility]) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables, verdicts

    if not ranking:
        yield answer_tables.plain("No claim has a verdict that could turn.")
        return

    table = answer_tables.grid("Claim", "Verdict", "without", "it is")
    table.columns[0].ratio = 1
    statements = {claim.id: claim.statement for claim in graph.claims()}
    for f in ranking:
        name = answer_tables.name_with_id(answer_tables.plain(statements[f.claim]), f.claim)
        table.add_row(
            name, verdicts.verdict_text(f.verdict), "\n".join(f.without), verdicts.verdict_text(f.then)
        )

    yield table
