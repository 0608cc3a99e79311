"""``evidence-graph log CLAIM``: the dated history of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing, progress
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.history import Event
    from evidence_graph.history.chronicle import Commit
    from evidence_graph.model import Claim

COLUMNS = ("date", "what", "study", "stance", "who", "text")
NO_DATE = "not dated"


@click.command("log")
@click.argument("claim")
@click.option("--git", "with_git", is_flag=True, help="Also the commits of git that changed it.")
@options.data_option
@options.format_option
@options.output_option
def command(
    claim: str, *, with_git: bool, folder: options.Place | None, form: str, output: Path | None
) -> None:
    """Tell the history of CLAIM: who judged what when, what was withdrawn and why, who searched where.

    By the dates that the records have; with --git also by the commits of the repository that the folder
    lies in.
    """
    from evidence_graph.history import log

    graph = options.open_graph(folder)
    claim_asked = graph.claim(options.claim(graph, claim))
    events = log(graph, claim_asked)
    if with_git:
        commits = _commits(options.data_folder(folder), claim_asked)
    else:
        commits = []

    answer = AnswerForms(
        table=lambda: _table(graph, claim_asked, events, commits, with_git=with_git),
        record=lambda: _record(claim_asked, events, commits),
        columns=COLUMNS,
        rows=lambda: (_cells(event) for event in events),
    )
    printing.give(answer, form, output)


def _commits(folder: Path, claim: Claim) -> list[Commit]:
    from evidence_graph.history import chronicle

    with progress.counting("reading commits") as heard:
        return list(chronicle.commits(folder, claim.id, heard=heard))


def _cells(event: Event) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in COLUMNS)


def _record(claim: Claim, events: Sequence[Event], commits: Sequence[Commit]) -> dict[str, object]:
    from evidence_graph.exports.differences import change_record

    return {
        "claim": claim.id,
        "statement": claim.statement,
        "events": [dict(zip(COLUMNS, _cells(event), strict=True)) for event in events],
        "commits": [
            {
                "commit": commit.commit,
                "date": commit.date,
                "author": commit.author,
                "subject": commit.subject,
                "changes": [change_record(change) for change in commit.changes],
            }
            for commit in commits
        ],
    }


def _table(
    graph: EvidenceGraph,
    claim: Claim,
    events: Sequence[Event],
    commits: Sequence[Commit],
    *,
    with_git: bool,
) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    yield answer_tables.plain(f"{claim.statement}  {claim.id}", style="bold")
    if not events:
        yield answer_tables.plain("Nothing is recorded of it: no judgement and no search.")

    day: str | None = ""
    for event in events:
        if event.date != day:
            day = event.date
            yield answer_tables.plain(day or NO_DATE, style="bold")

        yield answer_tables.indent(answer_tables.plain(_words(event)), 1)
        if event.text:
            yield answer_tables.indent(answer_tables.plain(event.text), 3)

    if with_git:
        yield from _commit_lines(graph, commits)


def _words(event: Event) -> str:
    if event.stance:
        sign = f"{looks.STANCES[event.stance].sign} "
    else:
        sign = ""

    who = f" ({event.who})" if event.who else ""
    if event.study:
        return f"{event.what}: {sign}{event.study}{who}"

    return f"{event.what}{who}"


def _commit_lines(graph: EvidenceGraph, commits: Sequence[Commit]) -> Iterable[RenderableType]:
    """The commits with what each changed."""
    from evidence_graph.cli import answer_tables
    from evidence_graph.history.telling import change_words

    yield answer_tables.plain("Commits", style="bold")
    for commit in commits:
        yield answer_tables.indent(
            answer_tables.plain(f"{commit.date} {commit.commit[:12]} {commit.author}: {commit.subject}"), 1
        )
        for change in commit.changes:
            yield answer_tables.indent(answer_tables.plain(change_words(change, graph)), 3)

    if not commits:
        yield answer_tables.indent(answer_tables.plain("None changed what is said of it."), 1)
