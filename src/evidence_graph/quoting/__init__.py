"""Whether quotes and printed figures stand in their sources, by texts that somebody has in a folder.

In come `Wanted` words, each of a work, and a `TextFolder`; out go `QuoteFinding`s in the same order, each
with one of five words: found, cut out, misplaced, not found, not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.display import Shown
from evidence_graph.quoting.quote_standing import (
    ABSENT,
    QuotedWords,
    QuoteStanding,
    printed_figure,
    quoted_words,
    stand,
    stand_figure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence_graph.quoting.quote_standing import PlaceInText
    from evidence_graph.quoting.source_text import SourceText
    from evidence_graph.quoting.text_folder import TextFolder

__all__ = ["QuoteFinding", "QuoteStanding", "Wanted", "look_up"]

NAMED = 3
"""So many other texts are named in which misplaced words stand."""

FEWEST_WORDS = 3
"""A quote of fewer words stands somewhere by chance, so no other text is named for it."""


@dataclass(frozen=True, slots=True)
class Wanted(Shown):
    """Words that are said to stand in the work *citation*: a quote, or a figure with its *unit*."""

    citation: str
    words: str
    is_figure: bool = False
    unit: str | None = None
    is_spread: bool = False


@dataclass(frozen=True, slots=True)
class QuoteFinding(Shown):
    """How the *wanted* words stand: in which *texts* they were looked for, and in which *others* they stand.

    *why* says why they were not checked.
    """

    wanted: Wanted
    standing: QuoteStanding
    texts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    why: str = ""


def look_up(wanted: Iterable[Wanted], folder: TextFolder) -> Iterator[QuoteFinding]:
    """How each of the *wanted* words stands in the texts of *folder*."""
    for each in wanted:
        yield _finding(each, folder)


def _finding(wanted: Wanted, folder: TextFolder) -> QuoteFinding:
    texts = folder.of_citation(wanted.citation)
    names = tuple(text.name for text in texts)
    if not texts:
        unread = folder.unread_of(wanted.citation)
        if unread:
            why = f"{unread[0].name}: {unread[0].why}"
        else:
            why = "no text of the work is in the folder"

        return QuoteFinding(wanted, QuoteStanding.NOT_CHECKED, why=why)

    if wanted.is_figure:
        printed = printed_figure(wanted.words, wanted.unit, is_spread=wanted.is_spread)
        return QuoteFinding(wanted, _best(stand_figure(text, printed) for text in texts), names)

    words = quoted_words(wanted.words)
    if words.is_empty:
        return QuoteFinding(wanted, QuoteStanding.NOT_CHECKED, names, why="the quote holds no word")

    standing = _best(stand(text, words) for text in texts)
    if standing is not QuoteStanding.NOT_FOUND:
        return QuoteFinding(wanted, standing, names)

    others = _others(words, folder, texts)

    return QuoteFinding(wanted, QuoteStanding.MISPLACED if others else standing, names, others)


def _best(places: Iterable[PlaceInText]) -> QuoteStanding:
    """The best of how something stands in several texts."""
    order = list(QuoteStanding)

    return min((place.standing for place in places), key=order.index, default=ABSENT.standing)


def _others(words: QuotedWords, folder: TextFolder, own: Sequence[SourceText]) -> tuple[str, ...]:
    """The names of the texts beside its *own* in which the *words* stand whole."""
    if len(words.whole.words.split()) < FEWEST_WORDS:
        return ()

    longest = max(words.parts or (words.whole,), key=lambda form: len(form.words))
    names: list[str] = []
    for text in folder.candidates(longest.words):
        if text not in own and stand(text, words).standing is QuoteStanding.FOUND:
            names.append(text.name)

        if len(names) == NAMED:
            break

    return tuple(names)
