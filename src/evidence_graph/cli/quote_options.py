"""The options that quote a study: each quote with its place and its role, one behind the other.

    --quote "No difference was seen." --quote-place "p. 4" --quote "We found none." --quote-place "p. 7"

comes to a verb as a list of drafts, `quotes`. One place or role that is said alone is that of all.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.authoring import QuoteDraft
from evidence_graph.model import QuoteRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Verb = Callable[..., Any]

ROLES = ", ".join(role.value for role in QuoteRole)


def quote_options(verb: Verb) -> Verb:
    """Give *verb* the options of quotes, and their drafts as ``quotes``."""

    @wraps(verb)
    def with_quotes(
        *given: object,
        quote: Sequence[str],
        quote_place: Sequence[str],
        quote_role: Sequence[str],
        **others: object,
    ) -> object:
        places = _of_each(quote, quote_place, "--quote-place")
        roles = _of_each(quote, quote_role, "--quote-role")
        quotes = [
            QuoteDraft(text, place, role) for text, place, role in zip(quote, places, roles, strict=True)
        ]

        return verb(*given, quotes=quotes, **others)

    options = (
        click.option("--quote", multiple=True, metavar="TEXT", help="What the study says, letter by letter."),
        click.option(
            "--quote-place",
            multiple=True,
            metavar="TEXT",
            help="Where that stands: of each quote, or of all.",
        ),
        click.option(
            "--quote-role", multiple=True, metavar="WORD", help=f"What it is in the study: one of {ROLES}."
        ),
    )
    for option in reversed(options):
        with_quotes = option(with_quotes)

    return with_quotes


def _of_each(quotes: Sequence[str], values: Sequence[str], name: str) -> Sequence[str | None]:
    """A value for each of *quotes*: its own, the one of all, or none."""
    if len(values) == len(quotes):
        return values
    if len(values) <= 1 and quotes:
        return [*values, *([None] if not values else [])] * len(quotes)

    counts = f"{len(values)} for {len(quotes)} quotes"
    raise click.UsageError(f"{name} is said {counts}: say it once for each --quote, or once for all.")
