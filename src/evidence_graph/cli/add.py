"""``evidence-graph add``: a claim, a study, a judgement, or what else the data are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import model
from evidence_graph.authoring import QuoteDraft
from evidence_graph.cli import add_figure, additions, prompts, writing
from evidence_graph.cli.quote_options import quote_options
from evidence_graph.cli.record_options import field_options, typed_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing

ASKED_OTHERWISE = {
    *("claim", "citation", "curator", "withdrawn", "withdrawn_why"),
    *("finding", "further_findings", "quotes", "quote_place"),
}
"""The fields of a judgement that have an option of their own, or a verb."""


@click.group("add", no_args_is_help=True)
def command() -> None:
    """Add a claim, a study, evidence (a judgement), or what else the data are made of.

    What is missing is asked for on a terminal; in a script it is an error that names the option. Ids are
    proposed from the words. Nothing is written unless all of it can be.
    """


@command.command("claim")
@click.argument("statement", required=False)
@field_options(model.Claim, without={"statement"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not one of its own words.")
@click.option("--new", is_flag=True, help="Add it although it is near a claim that is here.")
@writing.writing_options
def claim(
    statement: str | None,
    topic: str | None,
    name: str,
    new: bool,  # noqa: FBT001 - click passes flags by name
    writing: Writing,
    **fields: Any,  # noqa: ANN401 - one for each field
) -> None:
    """Add a claim: STATEMENT is one sentence that can be true or false.

    One in nearly the words of a claim that is here is named (exit status 1), on a terminal it is asked about.
    """
    text = prompts.need(statement, "Claim, one sentence", "STATEMENT")
    additions.add_claim(writing, text, topic, typed_values(fields) | {"id": name, "new": new})


@command.command("study")
@click.argument("citation", required=False, metavar="[DOI|PMID|TITLE|BIBTEX]")
@click.option("--bibtex", metavar="FILE", help="A file with one entry of BibTeX; - is standard input.")
@click.option("--key", default="", help="The key, if not one of author and year.")
@click.option("--title", metavar="TEXT", help="The title.")
@click.option("--author", metavar="NAMES", help='The authors as in BibTeX: "Ladle, B. and Pot, C.".')
@click.option("--year", metavar="YEAR", help="The year.")
@click.option("--journal", metavar="TEXT", help="Where it appeared.")
@click.option("--volume", metavar="TEXT", help="The volume.")
@click.option("--issue", metavar="TEXT", help="The issue.")
@click.option("--pages", metavar="TEXT", help="The pages.")
@click.option("--doi", metavar="DOI", help="The DOI, bare or as an address.")
@click.option("--pmid", metavar="NUMBER", help="The PubMed number.")
@click.option("--pmcid", metavar="NUMBER", help="The number in PubMed Central.")
@click.option("--url", metavar="ADDRESS", help="Where it is on the web.")
@click.option("--type", metavar="TYPE", help="The type of entry: article, book, misc …")
@field_options(model.Study, without={"doi", "pmid"})
@writing.writing_options
def study(
    citation: str | None,
    bibtex: str | None,
    key: str,
    writing: Writing,
    **fields: Any,  # noqa: ANN401 - one for each field
) -> None:
    """Add a study by its DOI, PubMed number, title or BibTeX, with the facts of what it did.

    One that is here already is named, and the facts are added to it. Nothing is fetched from anywhere.
    """
    values = additions.citation_of(citation, bibtex) | typed_values(fields)
    draft = additions.draft_of(values, key)
    what = f"add study {draft.title or draft.doi or draft.pmid or draft.key}"
    additions.write(writing, what, lambda book: additions.study_lines(book, draft))


@command.command("evidence")
@click.argument("parts", nargs=-1, metavar="[CLAIM [STUDY [STANCE]]]")
@click.option("--claim", "claim", metavar="CLAIM", help="The claim: an id or a question in your own words.")
@click.option(
    "--study", "study", metavar="STUDY", help="The study: a key, a DOI, a PubMed number or a title."
)
@click.option(
    "--finding",
    multiple=True,
    metavar="TEXT",
    help="What it found, in your words; the first is the main one.",
)
@quote_options
@field_options(model.EvidenceLine, without=ASKED_OTHERWISE)
@click.option("--id", "name", default="", metavar="ID", help="The id, if not claim.study.curator.")
@writing.writing_options
def evidence(
    parts: tuple[str, ...],
    claim: str | None,
    study: str | None,
    name: str,
    quotes: list[QuoteDraft],
    writing: Writing,
    **fields: Any,  # noqa: ANN401 - one for each field
) -> None:
    """Add a judgement: what a study means for a claim, in the eyes of one curator.

    Claim, study and stance may stand in this order without their options. Its verdict is told at once.
    Without a --date it is of today.
    """
    claim, study, fields["stance"] = _in_place(
        parts, {"claim": claim, "study": study, "stance": fields["stance"]}
    )
    additions.add_evidence(writing, claim, study, typed_values(fields) | {"id": name, "quotes": quotes})


def _in_place(parts: tuple[str, ...], options: dict[str, str | None]) -> list[str | None]:
    """What was said by *options*, and by the *parts* that stand in their places."""
    if len(parts) > len(options):
        raise click.UsageError(
            f"{parts[len(options)]!r} is one too many: CLAIM STUDY STANCE, each of several words in quotes."
        )

    for part, (name, value) in zip(parts, list(options.items()), strict=False):
        if value is not None:
            raise click.UsageError(f"The {name} is said twice: {part!r} and --{name} {value}.")

        options[name] = part

    return list(options.values())


@command.command("quote")
@click.argument("line", required=False, metavar="JUDGEMENT")
@click.argument("text", required=False)
@field_options(model.Quote, without={"line", "number", "text", "sha256"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not judgement.number.")
@writing.writing_options
def quote(line: str | None, text: str | None, name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add to a JUDGEMENT what its study says, letter by letter, with its place and its role."""
    judgement = prompts.need(line, "Judgement (id)", "JUDGEMENT")
    words = prompts.need(text, "Quote, letter by letter", "TEXT")
    draft = QuoteDraft(words, line=judgement, id=name, **typed_values(fields))

    def make(book: Book) -> Iterator[str]:
        yield f"added quote {book.add(draft).id}"

    additions.write(writing, f"add quote to {judgement}", make)


command.add_command(add_figure.command)


@command.command("article")
@click.argument("title", required=False)
@click.option("--text", type=click.File("rb"), help="The text: its fingerprint and length are recorded.")
@field_options(model.Article, without={"title"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not one of its title.")
@writing.writing_options
def article(title: str | None, text: Any, name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add an article: a text that makes claims and lists references. The text itself is not kept."""
    values = {"title": prompts.need(title, "Title of the article", "TITLE")} | typed_values(fields)
    if text is not None:
        values |= additions.fingerprint(text.read())

    additions.add_record(writing, model.Article, values, name)


@command.command("concept")
@click.argument("label", required=False)
@field_options(model.Concept, without={"label"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not one of its label.")
@writing.writing_options
def concept(label: str | None, name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add a concept: a word of the field, such as a topic, with the other words for it.

    Without a --scheme it is one of the topics; a scheme that is not there is made.
    """
    values = {"label": prompts.need(label, "Label of the concept", "LABEL")} | typed_values(fields)
    additions.add_record(writing, model.Concept, values, name)


@command.command("curator")
@click.argument("person", required=False, metavar="NAME")
@field_options(model.Curator, without={"name"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not one of the name.")
@writing.writing_options
def curator(person: str | None, name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add a curator: somebody who judges."""
    values = {"name": prompts.need(person, "Name of the curator", "NAME")} | typed_values(fields)
    additions.add_record(writing, model.Curator, values, name)


@command.command("search")
@field_options(model.Search, without={"curator"})
@click.option(
    "--id", "name", default="", metavar="ID", help="The id, if not one of what was searched and when."
)
@writing.writing_options
def search(name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add a search: that somebody looked for studies, where, with which query, when, and how far.

    A systematic search that kept nothing lets a claim stand as "none found".
    """
    values = additions.complete(model.Search, typed_values(fields))
    additions.add_record(writing, model.Search, values, name, judged=True)


@command.command("risk-of-bias")
@field_options(model.RiskOfBias, without={"curator"})
@click.option("--id", "name", default="", metavar="ID", help="The id, if not study.instrument.domain.")
@writing.writing_options
def risk_of_bias(name: str, writing: Writing, **fields: Any) -> None:  # noqa: ANN401
    """Add a judgement of how far a study may be off, by a named instrument; without a domain, over all."""
    values = additions.complete(model.RiskOfBias, typed_values(fields))
    additions.add_record(writing, model.RiskOfBias, values, name, judged=True)
