"""``evidence-graph ask``: ready-made questions, ``.rq`` files, and any SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph.cli import options, printing, progress, shapes
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sparql.asking import Table
    from evidence_graph.sparql.questions import Parameter, Question

YES, NO = 0, 1


@click.command("ask")
@click.argument("asked", metavar="[NAME | FILE.rq | SPARQL]", required=False)
@click.option(
    "-p",
    "--parameter",
    "pairs",
    metavar="NAME=VALUE",
    multiple=True,
    help="A parameter of the question; can be given several times.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="End the query after so long.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=100),
    default=1000,
    show_default=True,
    metavar="MB",
    help="End the query when it needs more memory.",
)
@options.data_option
@options.formats(
    *(*options.LIST_FORMATS, "tsv", "turtle"),
    told="table for people; json, jsonl, csv and excel with plain values, tsv with whole terms; turtle for "
    "CONSTRUCT.",
)
@shapes.fields_option
@options.output_option
def command(
    *,
    asked: str | None,
    pairs: tuple[str, ...],
    timeout: float,
    memory: int,
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> int:
    """Answer a ready-made question, a FILE.rq or a SPARQL query; list the questions when none is named.

    The prefixes of the data need not be written out in SPARQL. An ASK ends with 0 for yes and 1 for no.
    """
    from evidence_graph.sparql import asking

    values = _values_of(pairs)
    if asked is None:
        if values:
            raise click.UsageError("Name the question that -p belongs to.")

        _list(form, output)

        return YES

    question = asking.find(asked)
    graph = options.open_graph(folder)
    values = _claims_found(graph, question, values)
    with progress.waiting("asking; the first time, a store of the data is made"):
        table = asking.ask(graph, question, timeout=timeout, memory=memory * 1_000_000, **values)

    _give(graph, question, table, form, output)
    if table.holds is None and not table.rows:
        printing.tell(f"No row: nothing in the data fits.{_unknown_terms(question.query)}")

    return NO if table.holds is False else YES


def _unknown_terms(query: str) -> str:
    """A sentence on what *query* takes for a term of the vocabulary and is none."""
    import re

    from evidence_graph.nearness import nearest
    from evidence_graph.vocabulary import document

    vocabulary_terms = re.findall(r"^eg:(\w+)", document("evidence.ttl"), re.MULTILINE)
    hints = ""
    for term in dict.fromkeys(re.findall(r"\beg:(\w+)", query)):
        if term not in vocabulary_terms:
            alike = [
                k for k in vocabulary_terms if k[0].isupper() == term[0].isupper()
            ]  # a class, or a property
            near_terms = nearest(term, alike, most=1)
            hints += f" The vocabulary has no eg:{term}" + (
                f"; did you mean eg:{near_terms[0]}?" if near_terms else "."
            )

    return hints


def _values_of(pairs: Iterable[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"-p takes NAME=VALUE, not {pair!r}.")
        if name in values:
            raise click.UsageError(f"The parameter {name} is given twice.")

        values[name] = value

    return values


def _claims_found(graph: EvidenceGraph, question: Question, values: dict[str, str]) -> dict[str, str]:
    """The *values*, a claim also by a question in own words."""
    from evidence_graph.sparql.questions import ANY

    def found(name: str, value: str) -> str:
        parameter = question.parameter(name)
        is_claim = parameter is not None and parameter.kind == "claim" and value != ANY
        if is_claim:
            return options.claim(graph, value)

        return value

    return {name: found(name, value) for name, value in values.items()}


def _give(graph: EvidenceGraph, question: Question, table: Table, form: str, output: Path | None) -> None:
    if table.holds is not None:
        _give_truth(table.holds, form, output)
    elif form in {"turtle", "tsv"}:
        printing.deliver(_as_text(graph, table, form), output, form)
    else:
        answer = AnswerForms(
            table=lambda: _grid(question, table),
            record=table.records,
            columns=table.columns,
            rows=lambda: table.rows,
            lined=True,
        )
        printing.give(answer, form, output)


def _as_text(graph: EvidenceGraph, table: Table, form: str) -> str:
    from evidence_graph.exports import query_answers

    if form == "tsv":
        return query_answers.answer_tsv(table)
    if table.triples is None:
        raise click.UsageError("Only a CONSTRUCT or DESCRIBE has triples to write as Turtle.")

    return query_answers.answer_turtle(table, graph)


def _grid(question: Question, table: Table) -> Iterable[RenderableType]:
    from evidence_graph.cli import rows

    if table.rows:
        return [rows.Rows(table, joined=bool(question.group))]

    return []


def _give_truth(holds: bool, form: str, output: Path | None) -> None:  # noqa: FBT001 - it is the answer
    if form == "turtle":
        raise click.UsageError("Only a CONSTRUCT or DESCRIBE has triples to write as Turtle.")

    words = {"table": ("no", "yes")}.get(form, ("false", "true"))
    printing.deliver(words[holds] + "\n", output)


def _list(form: str, output: Path | None) -> None:
    from evidence_graph.sheets.question_sheet import question_sheet
    from evidence_graph.sparql.questions import questions

    if form not in options.LIST_FORMATS:
        raise click.UsageError(f"The list of questions comes as {', '.join(options.LIST_FORMATS)}.")

    answer = AnswerForms(
        table=_overview,
        record=lambda: [question_sheet(question).to_json() for question in questions()],
        columns=("group", "name", "question", "parameters"),
        rows=lambda: (
            (q.group, q.name, q.text, "; ".join(map(_signature, q.parameters))) for q in questions()
        ),
    )
    printing.give(answer, form, output)


def _overview() -> Iterable[RenderableType]:
    from itertools import groupby

    from rich.text import Text

    from evidence_graph.cli import answer_tables
    from evidence_graph.sparql.questions import questions

    for group, members in groupby(questions(), key=lambda q: q.group):
        yield answer_tables.heading(group.capitalize())
        grid = answer_tables.grid("Question", "")
        grid.show_header = False
        grid.columns[0].no_wrap, grid.columns[1].ratio = True, 1
        for question in members:
            panel_text = Text(question.text)
            for parameter in question.parameters:
                panel_text.append(f"\n-p {_signature(parameter)}", style="cyan")
                panel_text.append(f": {parameter.text}", style="dim")

            grid.add_row(Text(question.name, style="bold"), panel_text)

        yield grid

    yield answer_tables.plain("Ask one with: evidence-graph ask NAME -p name=value")


def _signature(parameter: Parameter) -> str:
    if parameter.required:
        how = "required"
    else:
        how = f"default {parameter.default}"

    return f"{parameter.name}={parameter.kind.upper()} ({how})"
