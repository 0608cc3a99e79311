"""What one style draws for itself: how it prints people, dates and titles.

In comes chance, out goes a `Style`, and from it the pieces with which a reference begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from phrases import EDITORS_BEHIND, MEDIA, MONTHS, STOPS
from random_people import PeopleStyle, people_style

if TYPE_CHECKING:
    from random import Random

Item = dict[str, Any]
Piece = tuple[str, str | None]
"""A text, and the field that it is; none for what stands between fields."""


class Style:
    """What one style does, drawn once, so that it does it everywhere."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.people = people_style(chance)
        self.editors: PeopleStyle = self.people if chance.random() < 0.5 else people_style(chance)
        self.stop = chance.choice(STOPS)
        self.is_quoted = chance.random() < 0.25
        self.year_at = chance.choice(("people", "people", "people", "imprint", "imprint", "end"))
        self.is_chinese = chance.random() < 0.04
        self.dash = chance.choice(("–", "–", "-", "-", "--", "—"))

    def pick(self, *ways: str) -> str:
        """One of several *ways*."""
        return self.chance.choice(ways)

    def maybe(self, share: float) -> bool:
        """True so often."""
        return self.chance.random() < share


def _year(style: Style, item: Item) -> str:
    year = str(item["issued"]["date-parts"][0][0])
    return year + style.pick("a", "b") if style.maybe(0.04) else year


def dated(style: Style, item: Item) -> list[Piece]:
    """The year, with what may stand round it."""
    year: Piece = (_year(style, item), "year")
    month = style.pick(*MONTHS)
    roll = style.chance.random()
    if roll < 0.08:
        return [year, (f", {month} {style.chance.randint(1, 28)}", None)]
    if roll < 0.14:
        return [year, (f" {month}", None)]
    if roll < 0.19:
        return [(f"{style.chance.randint(1, 28)} {month} ", None), year]
    return [(f"{month} ", None), year] if roll < 0.23 else [year]


def head(style: Style, item: Item) -> list[Piece]:
    """People, with the year if the style sets it there."""
    editors = item.get("editor", [])
    people, field = item.get("author"), "authors"
    pieces: list[Piece] = []
    if not people and editors:
        people, field = editors, "editors"
    if people:
        pieces.append((style.people.text(people), field))
        if field == "editors":
            pieces.append((style.pick(*EDITORS_BEHIND), None))
    if style.year_at != "people":
        return [*pieces, (style.pick(". ", ". ", ", ", ": ", ": ", " "), None)] if pieces else []
    before, behind = style.pick("( | ). ", "( | ) ", "( | ), ", "( | ): ", ". | . ", " | . ", ", | . ",
    " | , ",
                                "( | ). ", "( | ). ", ", | , ", "[ | ] ").split(" | ")  # fmt: skip
    gap = " " if before in {"", "(", "["} and pieces else ""
    return [
        *pieces,
        (gap + before + " " * (before in {".", ","}), None),
        *dated(style, item),
        (behind, None),
    ]


def title_of(style: Style, item: Item) -> list[Piece]:
    """The title, in quotes or not, with the sign behind it."""
    opening, closing = (
        style.pick("“ ”", "“ ”", '" "', "„ “", "« »", "\u2018 ’").split() if style.is_quoted else ("", "")
    )
    title = (item["title"], "title")
    if not style.is_quoted and style.is_chinese:  # GB/T 7714 says behind each title what kind of work it is
        return [title, (MEDIA.get(item["type"], "[Z]") + style.pick(". ", ". ", "//", ", "), None)]
    if item["title"].endswith(("?", "!")):
        return [(opening, None), title, (f"{closing} ", None)]
    if closing and style.maybe(0.6):
        return [(opening, None), title, (style.stop.strip() + closing + " ", None)]
    return [(opening, None), title, (closing + style.stop, None)]
