"""Styles that nobody uses and that any might: each draws where its parts stand and what stands between.

In come invented works, out go printed references that are put together piece by piece, so that it is known of
each piece which field it is. What CSL has styles for is learnt from them; this teaches all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn_style import Style
from labelled_strings import Labelled
from phrases import DOIS
from random_articles import article, page_on_the_web, preprint
from random_books import book, part, report, thesis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from drawn_style import Item, Piece

SETTINGS: Mapping[str, Callable[[Style, Item], list[Piece]]] = {
    "article-journal": article,
    "chapter": part,
    "paper-conference": part,
    "book": book,
    "thesis": thesis,
    "report": report,
    "webpage": page_on_the_web,
    "article": preprint,
}
"""What sets the works of each type."""


_LEFT_OUT = {"author": 0.04, "publisher": 0.04, "publisher-place": 0.05, "volume": 0.03}
"""How often a list of references leaves these out."""


def set_anew(chance: Random, item: Item) -> Labelled:
    """An invented work as a style of its own sets it."""
    style = Style(chance)
    item = {name: value for name, value in item.items() if chance.random() >= _LEFT_OUT.get(name, 0)}
    pieces = SETTINGS[item["type"]](style, item)
    if "DOI" in item and chance.random() < 0.6:
        pieces.append((style.pick(*DOIS).replace("{}", item["DOI"]), None))
    return labelled(pieces, item)


def labelled(pieces: list[Piece], item: Item) -> Labelled:
    """The *pieces* as one text, with where each field stands; no sign or space stands twice."""
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    for piece, field in pieces:
        fitting = _fitting(text, piece) if field is None else piece.strip()
        if field and fitting:
            end = (
                len(text) + len(fitting.rstrip(" ."))
                if field in {"title", "container", "publisher"}
                else len(text) + len(fitting)
            )
            spans[field] = (len(text), end)
        text += fitting
    return Labelled(text.strip(), spans, "random", item)


def _fitting(text: str, sign: str) -> str:
    """A *sign* without what stands at the end of *text* already."""
    if text.endswith((".", ",", "?", "!")) and sign.startswith((".", ",")):
        sign = sign[1:]
    if (not text or text.endswith((" ", "(", "["))) and sign.startswith(" "):
        sign = sign.lstrip()
    return sign
