"""``evidence-graph review FOLDER``: what was proposed of an article is accepted, rejected and judged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.errors import EvidenceGraphError
from evidence_graph.model import Attitude, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from evidence_graph.drafting import Review
    from evidence_graph.sheets.proposal_sheet import ProposedArticle, ProposedClaim

CHOICES = """\
  a  it makes this claim, in these words        w  … in words of my own
  1  it makes the known claim of that number   -1  it denies it
  r  it makes no claim                          l  later
  q  end; the next review goes on here"""

_KNOWN = re.compile(r"(-?)([0-9]{1,3})")

STANCES = {stance.value[0]: stance for stance in Stance}
"""The letter for each stance: supports, opposes, inconclusive, qualifies, background."""


@click.command("review")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--article", metavar="ID", help="Which article, where several are proposed.")
@click.option("--curator", metavar="ID", help="Who judges, if not the first curator of the data.")
@click.option("--list", "is_list", is_flag=True, help="Only show what is proposed, and what was decided.")
@click.option(
    "--page", is_flag=True, help="Review in the browser, on a page that this machine alone reaches."
)
@click.option("--port", type=int, default=0, help="The port of that page; without it any that is free.")
@options.formats("table", "json", told="With --list: table for people, json for programs.")
def command(
    folder: Path,
    article: str | None,
    curator: str | None,
    is_list: bool,  # noqa: FBT001 - click passes flags by name
    page: bool,  # noqa: FBT001 - the same
    port: int,
    form: str,
) -> None:
    """Review what was proposed in FOLDER: accept, reject, reword and judge, one sentence after the other.

    Each decision is written at once, so that a review can end at any time and goes on where it stopped.
    """
    from evidence_graph.drafting import Review

    review = Review(folder, article, curator=curator)
    if is_list:
        proposed = review.proposed
        printing.give(AnswerForms(table=lambda: _table(proposed), record=proposed.to_json), form, None)
    elif page:
        _serve(review, port)
    else:
        _walk(review)


def _serve(review: Review, port: int) -> None:
    from evidence_graph.web.review_server import serve

    def tell(address: str) -> None:
        printing.tell(f"review at {address} (end with Ctrl-C)")

    serve(review, port=port, tell=tell)


def _walk(review: Review) -> None:
    """Ask about each proposal that nobody has decided on."""
    for number in [one.number for one in review.proposed.undecided]:
        printing.tell("")
        for line in _lines(review.proposed, number):
            printing.tell(line)

        if not _ask(review, number):
            break

    counts = review.proposed.counts()
    told = ", ".join(f"{count} {decision}" for decision, count in counts.items())
    printing.tell(f"{review.proposed.title}: {told}.")


def _lines(proposed: ProposedArticle, number: int) -> Iterator[str]:
    """A proposal as it is shown before it is asked about."""
    one = proposed.claim(number)
    yield f"[{number} of {len(proposed.claims)}] ¶ {one.paragraph}, worded {looks.FORCES[one.force].how}:"
    yield f"  “{one.sentence}”"
    for link in one.references:
        yield f"  may mean [{link.number}] {link.key} ({link.why})"

    for place, known in enumerate(one.known, start=1):
        if known.here:
            where = ""
        else:
            where = f", in {known.base}, not in this folder"

        near = "near" if known.near else "far"
        yield f"  {place}: {known.statement} ({known.claim}{where}; {near}: {known.comparison})"


def _ask(review: Review, number: int) -> bool:
    """Ask what to do with a proposal, until an answer does; whether the review goes on."""
    printing.tell(CHOICES)
    while True:
        answer = str(click.prompt("decide", default="l", err=True)).strip().lower()
        if answer == "q":
            return False

        try:
            if _decide(review, number, answer):
                return True
        except EvidenceGraphError as error:
            printing.tell(f"  {error}")


def _decide(review: Review, number: int, answer: str) -> bool:
    """Do what *answer* says; whether it said anything."""
    if answer == "l":
        return True

    if answer == "r":
        review.reject(number)
        return True

    if answer not in {"a", "w"} and not _KNOWN.fullmatch(answer):
        printing.tell("  Say a, w, r, l, q or the number of a known claim, with a minus where it is denied.")
        return False

    _accept(review, number, answer)
    _judge(review, number)

    return True


def _accept(review: Review, number: int, answer: str) -> None:
    known = _KNOWN.fullmatch(answer)
    if known:
        attitude = Attitude.DENIES if known[1] else Attitude.ASSERTS
        review.accept_known(number, int(known[2]), attitude=attitude)
        return

    words = review.proposed.claim(number).statement
    if answer == "w":
        statement = click.prompt("the claim", default=words, err=True)
    else:
        statement = words

    topic = click.prompt("topic", default=review.proposed.title, err=True)
    review.accept(number, statement=statement, topic=topic)


def _judge(review: Review, number: int) -> None:
    """Ask what each reference that the sentence may mean says to the claim."""
    for link in review.proposed.claim(number).references:
        words = ", ".join(f"{letter} {looks.word(stance)}" for letter, stance in STANCES.items())
        question = f"[{link.number}] {link.key} says to it ({words}; nothing: not judged)"
        answer = str(click.prompt(question, default="", show_default=False, err=True)).strip().lower()
        stance = STANCES.get(answer[:1])
        if stance is not None:
            finding = click.prompt("what it found", default="", show_default=False, err=True)
            review.judge(number, link.number, stance, finding=finding)


def _table(proposed: ProposedArticle) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    yield answer_tables.heading(proposed.title)
    counts = ", ".join(f"{count} {decision}" for decision, count in proposed.counts().items())
    yield answer_tables.bullets([f"{counts}."])
    table = answer_tables.grid("", "Sentence", "Decision")
    table.columns[1].ratio = 1
    for one in proposed.claims:
        table.add_row(
            str(one.number), answer_tables.plain(f"“{one.sentence}”"), answer_tables.plain(_decision(one))
        )

    yield table


def _decision(one: ProposedClaim) -> str:
    if one.claim:
        return f"{one.decision}\n{one.claim}"

    return str(one.decision)
