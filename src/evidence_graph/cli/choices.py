"""A choice among words: what we print for a value is taken for it, and a slip is told its nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from evidence_graph import looks
from evidence_graph.looks.value_words import printed_words
from evidence_graph.model import Direction, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

DIRECTIONS = {Direction.FOR: Stance.SUPPORTS, Direction.AGAINST: Stance.OPPOSES}
"""What is said of a figure means the same of a study."""


class WordChoice(click.Choice[str]):
    """A choice among words; one that means the same is taken too, and a slip is told its nearest."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        super().__init__(list(dict.fromkeys(values.values())), case_sensitive=False)

    @classmethod
    def of(cls, *words: str) -> WordChoice:
        """The choice among *words* that mean themselves."""
        return cls({word: word for word in words})

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """The value that the word means."""
        word = " ".join(str(value).casefold().replace("_", "-").split())
        choice = self._values.get(word) or self._values.get(word.replace("-", " "))
        if choice is not None:
            return choice

        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            self.fail(f"{error.message}{self._near(word)}", param, ctx)

    def _near(self, word: str) -> str:
        """The values that *word* may be a slip of, in a sentence."""
        from evidence_graph.nearness import nearest

        near_words = nearest(word, self._values)
        names = dict.fromkeys(map(self._values.__getitem__, near_words))
        if names:
            return f" Did you mean {' or '.join(names)}?"

        return ""


def words_of(choices: type[StrEnum]) -> dict[str, str]:
    """The values of a closed set by every word that we print for them."""
    values = {word: value.value for word, value in printed_words(choices).items()}
    if choices is Stance:
        for direction, stance in DIRECTIONS.items():
            values[looks.word(direction)] = stance.value

    return values
