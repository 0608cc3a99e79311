"""``evidence-graph audit ARTICLE``: what an article's citations are worth."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import completion, option_types, options, printing, shapes, text_audit
from evidence_graph.cli.article_texts import read, texts_option
from evidence_graph.cli.markdown import escape
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from evidence_graph.audit import Audit, Backing
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.article_sheet import ArticleRow
    from evidence_graph.sheets.audit_sheet import AuditSheet, SentenceSheet

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
    "harm",
    "paragraphs",
    "quotation",
    "wrong",
)

ARTICLES = ("article", "title", "kind", "sentences", "references")


@click.command("audit")
@click.argument(
    "article", required=False, metavar="[ARTICLE|FILE]", shell_complete=completion.names_or_files("article")
)
@texts_option
@click.option(
    "--also",
    multiple=True,
    type=option_types.PlaceType(),
    metavar="FOLDER|URL",
    help="Hold FILE against these data too; may be repeated. 'bundled' are those that come with the program.",
)
@options.data_option
@options.formats(
    *(*options.LIST_FORMATS, "markdown", "html"),
    told="table and markdown for people, html (of a FILE) for browsers; json, jsonl (a line a sentence) "
    "and csv for programs; excel is csv that Excel opens.",
)
@shapes.fields_option
@options.output_option
def command(
    article: str | None,
    texts: Path | None,
    also: tuple[options.Place, ...],
    folder: options.Place | None,
    form: str,
    output: Path | None,
) -> None:
    """Audit ARTICLE: its sentences against the evidence, and what its references are worth.

    The most harmful first. Without ARTICLE it lists the articles. FILE is any text, page, Markdown, Word
    document or PDF: its references are checked, and each sentence that states something checkable is told
    with the claims near it. A verdict stands only beside what a person has recorded for that very text.
    """
    graph = options.open_graph(folder)
    if article is not None and text_audit.is_file(article) and not graph.has(Article, article):
        text_audit.deliver(Path(article), graph, also, form, output)
        return

    if also:
        raise click.UsageError("--also goes with a FILE; an ARTICLE is held against its own data.")
    if form == "html":
        raise click.UsageError(
            "-f html goes with a FILE; the page of an ARTICLE is written by the verb site."
        )

    if article is None:
        _list(graph, form, output)
        return

    from evidence_graph.sheets.audit_sheet import audit_sheet
    from evidence_graph.sheets.ledger import Ledger

    card = Ledger(graph).audit_of(graph.article(article))
    sheet = audit_sheet(graph, card, read(texts) if texts else None)
    if form == "markdown":
        printing.deliver(_markdown(sheet), output)
        return

    answer = AnswerForms(
        table=lambda: _table(sheet),
        record=sheet.to_json,
        items=lambda: sheet.to_json()["assertions"],
        columns=COLUMNS,
        rows=lambda: _rows(sheet),
    )
    printing.give(answer, form, output)


def _list(graph: EvidenceGraph, form: str, output: Path | None) -> None:
    """The articles that can be audited."""
    from evidence_graph.sheets.article_sheet import article_rows

    articles = list(article_rows(graph))
    if form == "markdown":
        lines = ["# Articles", "", *(f"- {escape(_article(row))}" for row in articles)]
        printing.deliver("\n".join(lines) + "\n", output)
        return

    answer = AnswerForms(
        table=lambda: _articles(articles),
        record=lambda: [row.to_json() for row in articles],
        columns=ARTICLES,
        rows=lambda: map(attrgetter(*ARTICLES), articles),
    )
    printing.give(answer, form, output)


def _article(row: ArticleRow) -> str:
    kind = f"{row.kind}, " if row.kind else ""
    return f"{row.title} ({row.article}): {kind}{row.sentences} claims, {row.references} references"


def _articles(articles: Sequence[ArticleRow]) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    if not articles:
        yield answer_tables.plain("The data hold no article.")
        return

    yield answer_tables.bullets(map(_article, articles))
    yield answer_tables.plain("Audit one of them with: evidence-graph audit ARTICLE")


def _summary(card: Audit) -> list[str]:
    from evidence_graph.sheets.audit_sheet import HARMFUL

    total = len(card.assertions)
    harms = ", ".join(f"{card.harms[harm]} {harm}" for harm in HARMFUL)
    wordings = ", ".join(f"{card.wordings[w]} {look.verbs}" for w, look in looks.WORDINGS.items())
    links = ", ".join(
        f"{number} {looks.HEADINGS[heading].verbs}"
        for heading in looks.HEADINGS
        if (number := card.links[heading])
    )

    return [
        f"The most harmful first: {harms}.",
        f"{total} claims are made: {wordings}. Weighed by {looks.word(card.weighing)}.",
        f"For {card.uncited} of the {total} the article lists no reference that speaks to it.",
        f"Links of a reference to a claim: {links or 'none'} (each by most of its readers).",
        (
            f"{len(card.references)} references: {len(card.never_needed)} back no sentence, "
            f"{len(card.misprinted)} with errors as printed."
        ),
    ]


def _offer(backing: Backing) -> str:
    if backing.reference:
        number = f"[{backing.reference.number}] "
    else:
        number = ""

    words = " / ".join(map(looks.word, backing.stances))
    mark = looks.FINDINGS[backing.verified].mark
    parts = (looks.word(backing.basis), mark, f"WRONG REFERENCE: {backing.wrong}" if backing.wrong else "")

    return f"{number}{backing.study.citation.label}: {words} ({', '.join(filter(None, parts))})"


def _place(item: SentenceSheet) -> str:
    paragraphs = ", ".join(map(str, item.paragraphs))
    if paragraphs:
        return f"¶ {paragraphs}"

    return "place not recorded"


def _table(sheet: AuditSheet) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    card = sheet.card
    yield answer_tables.heading(f"Audit of {card.article.title}")
    yield answer_tables.bullets(_summary(card))
    if sheet.misses_text:
        missed = f"No text of {card.article.id} is in that folder (by its SHA-256)."
        yield answer_tables.plain(missed, style="magenta")

    for harm, items in sheet.by_harm.items():
        yield answer_tables.plain(f"{harm.capitalize()} ({len(items)})", style="bold")
        table = answer_tables.grid("Claim and its references", "Wording", "Evidence")
        table.columns[0].ratio, table.columns[2].min_width = 1, 15
        for item in items:
            table.add_row(*_row(item))

        yield table

    yield from _lists(card)


def _row(item: SentenceSheet) -> tuple[RenderableType, ...]:
    from evidence_graph.cli import answer_tables, verdicts

    quoted = [answer_tables.plain(f"“{sentence}”", style="italic") for sentence in item.quotations]
    offered = (
        answer_tables.plain(f"{looks.HEADINGS[worth.heading].sign} {_offer(worth.backing)}")
        for worth in item.references
    )
    statement = answer_tables.plain(item.statement, style="bold")
    text = answer_tables.name_with_id(statement, item.claim, *quoted, *offered)

    attitude, force = looks.word(item.attitude), looks.word(item.force)
    wording = answer_tables.plain(f"{_place(item)}\n{attitude} ({force})\n")
    look = looks.WORDINGS[item.wording]
    wording.append(look.word, style="bold magenta" if look.wrong else "bold")

    evidence = verdicts.verdict_text(item.verdict)
    if sureness := verdicts.sureness(item.audited.assessment):
        evidence.append(f"\n{sureness}", style="default not bold")

    return text, wording, evidence


def _rows(sheet: AuditSheet) -> Iterator[tuple[object, ...]]:
    """The card as CSV has it: one row a reference of a sentence."""
    for item in sheet.assertions:
        row_cells = (item.claim, item.attitude, item.force, item.wording, item.verdict, item.certainty)
        place = (item.harm, " ".join(map(str, item.paragraphs)), " … ".join(item.quotations))
        if not item.references:
            yield (*row_cells, *[None] * 5, *place, None)

        for worth in item.references:
            verified = printing.yes_or_no(worth.verified)
            link = (worth.number, worth.citation, " ".join(worth.stances), worth.basis, verified)
            yield (*row_cells, *link, *place, worth.wrong or "")


def _lists(card: Audit) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    if card.never_needed:
        yield answer_tables.plain("References that back no sentence", style="bold")
        linked = {b.study.citation.key for item in card.assertions for b in item.backings}
        why = {True: "background only", False: "speaks to no sentence"}
        yield answer_tables.bullets(
            f"[{r.number}] {r.printed} ({why[r.citation in linked]})" for r in card.never_needed
        )

    if card.misprinted:
        yield answer_tables.plain("Formal: entries wrong as printed", style="bold")
        for reference in card.misprinted:
            yield answer_tables.indent(answer_tables.plain(f"[{reference.number}] {reference.printed}"), 2)
            yield answer_tables.bullets([*reference.errors, f"The work is {reference.citation}."])


def _markdown(sheet: AuditSheet) -> str:
    from jinja2 import Environment, PackageLoader

    from evidence_graph.cli import verdicts

    environment = Environment(  # noqa: S701 - Markdown, escaped by the filter below
        loader=PackageLoader("evidence_graph.cli"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": escape, "word": looks.word, "sureness": verdicts.sureness}
    template = environment.get_template("audit.md.j2")
    card, template_filters = sheet.card, {"offered": _offer, "place": _place}

    return template.render(sheet=sheet, card=card, summary=_summary(card), **template_filters)
