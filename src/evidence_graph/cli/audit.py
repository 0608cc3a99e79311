"""``evidence-graph audit ARTICLE``: what an article's citations are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.printing import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from evidence_graph.audit import Audit, AuditedAssertion, Backing
    from evidence_graph.graph import EvidenceGraph

COLUMNS = (
    "claim",
    "attitude",
    "force",
    "wording",
    "verdict",
    "certainty",
    "reference",
    "citation",
    "stances",
    "basis",
    "verified",
)


@click.command("audit")
@click.argument("article")
@options.data_option
@options.formats(
    *("table", "json", "csv", "markdown"), told="table and markdown for people, json and csv for programs."
)
@options.output_option
def command(article: str, folder: options.Place | None, form: str, output: Path | None) -> None:
    """Audit ARTICLE: its sentences against the evidence, and what its references are worth."""
    from evidence_graph.audit import audit

    graph = options.open_graph(folder)
    card = audit(graph, article)
    if form == "markdown":
        printing.deliver(_markdown(graph, card), output)
        return
    answer = Answer(
        table=lambda: _table(card),
        record=lambda: _record(card),
        columns=COLUMNS,
        rows=lambda: _rows(card),
    )
    printing.give(answer, form, output)


def _summary(card: Audit) -> list[str]:
    total = len(card.assertions)
    made = ", ".join(f"{card.wordings[w]} {look.verbs}" for w, look in looks.WORDINGS.items())
    linked = ", ".join(f"{card.links[s]} {look.verbs}" for s, look in looks.STANCES.items())
    return [
        f"{total} claims are made: {made}.",
        f"For {card.uncited} of the {total} the article lists no reference that speaks to it.",
        f"Links of a reference to a claim: {linked} (where the curators differ, under each stance).",
        (
            f"{len(card.references)} references: {len(card.never_needed)} never needed, "
            f"{len(card.misprinted)} with errors as printed."
        ),
    ]


def _offered(backing: Backing) -> str:
    number = f"[{backing.reference.number}] " if backing.reference else ""
    words = " / ".join(map(looks.word, backing.stances))
    mark = "" if backing.verified else ", unverified"
    return f"{number}{backing.study.citation.label}: {words}{mark} ({looks.word(backing.basis)})"


def _table(card: Audit) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables, verdicts
    from evidence_graph.model import Wording

    yield tables.heading(f"Audit of {card.article.title}")
    yield tables.bullets(_summary(card))
    table = tables.grid("Claim and its references", "Wording", "Evidence")
    table.columns[0].ratio = 1
    for item in card.assertions:
        offered = (tables.plain(f"{looks.STANCES[b.stances[0]].sign} {_offered(b)}") for b in item.backings)
        text = tables.named(tables.plain(item.claim.statement, style="bold"), item.claim.id, *offered)
        attitude, force = looks.word(item.assertion.attitude), looks.word(item.assertion.force)
        wording = tables.plain(f"{attitude} ({force})\n")
        look = looks.WORDINGS[item.wording]
        wording.append(look.word, style="bold magenta" if look.wrong else "bold")
        evidence = verdicts.verdict_text(item.assessment.verdict)
        if item.wording is not Wording.UNTESTED:
            evidence.append(f"\n{looks.word(item.assessment.certainty)}", style="default not bold")
        table.add_row(text, wording, evidence)
    yield table
    yield from _lists(card)


def _lists(card: Audit) -> Iterable[RenderableType]:
    from evidence_graph.cli import tables

    if card.never_needed:
        yield tables.plain("References never needed", style="bold")
        linked = {b.study.citation.key for item in card.assertions for b in item.backings}
        why = {True: "background only", False: "speaks to no sentence"}
        yield tables.bullets(
            f"[{r.number}] {r.printed} ({why[r.citation in linked]})" for r in card.never_needed
        )
    if card.misprinted:
        yield tables.plain("Entries wrong as printed", style="bold")
        for reference in card.misprinted:
            yield tables.indented(tables.plain(f"[{reference.number}] {reference.printed}"), 2)
            yield tables.bullets([*reference.errors, f"The work is {reference.citation}."])


def _record(card: Audit) -> dict[str, Any]:
    from dataclasses import asdict

    def sentence(item: AuditedAssertion) -> dict[str, Any]:
        return {
            "claim": item.claim.id,
            "statement": item.claim.statement,
            "attitude": item.assertion.attitude,
            "force": item.assertion.force,
            "wording": item.wording,
            "why": item.why,
            "verdict": item.assessment.verdict,
            "certainty": item.assessment.certainty,
            "references": [
                {
                    "number": b.reference.number if b.reference else None,
                    "citation": b.study.citation.key,
                    "stances": list(b.stances),
                    "basis": b.basis,
                    "verified": b.verified,
                }
                for b in item.backings
            ],
        }

    return {
        "article": card.article.id,
        "summary": {
            "sentences": len(card.assertions),
            "wordings": dict(card.wordings),
            "links": dict(card.links),
            "uncited": card.uncited,
            "references": len(card.references),
        },
        "assertions": [sentence(item) for item in card.assertions],
        "never_needed": [r.number for r in card.never_needed],
        "misprinted": [asdict(r) for r in card.misprinted],
    }


def _rows(card: Audit) -> Iterator[tuple[object, ...]]:
    for item in card.assertions:
        said = (item.claim.id, item.assertion.attitude, item.assertion.force, item.wording)
        found = (item.assessment.verdict, item.assessment.certainty)
        if not item.backings:
            yield (*said, *found, None, None, None, None, None)
        for b in item.backings:
            number = b.reference.number if b.reference else None
            verified = "yes" if b.verified else "no"
            yield (*said, *found, number, b.study.citation.key, " ".join(b.stances), b.basis, verified)


def _markdown(graph: EvidenceGraph, card: Audit) -> str:
    from jinja2 import Environment, PackageLoader

    environment = Environment(  # noqa: S701 - Markdown, escaped by the filter below
        loader=PackageLoader("evidence_graph.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": _escape_markdown, "word": looks.word}
    template = environment.get_template("audit.md.j2")
    return template.render(card=card, summary=_summary(card), offered=_offered, label=graph.label)


def _escape_markdown(text: object) -> str:
    """*text* as it stands, whatever Markdown or HTML it holds."""
    import re

    escaped = re.sub(r"([\\`*_\[\]{}|#~$@])", r"\\\1", printing.clean(str(text)))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace("://", "&#58;//").replace("\n", " ")
