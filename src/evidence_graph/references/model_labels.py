"""The labels of the statistical model: parts of a reference, some of them in more than one frame.

A title of a book is followed by other things than one of an article: so the model has a label for each, and
what stands between two fields is labelled with the field before it. That is how it remembers what came.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evidence_graph.references.printed_reference import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BETWEEN = "-"
"""The label of what stands between fields begins with it; the label of the field before follows."""

_FRAMES = {
    "chapter": "/c", "paper-conference": "/c", "entry-encyclopedia": "/c", "entry-dictionary": "/c",
    "article-journal": "", "article": "", "article-magazine": "", "article-newspaper": "",
}  # fmt: skip
"""Works in a book, and works in a journal or on a server; all others stand alone, like books."""

_ALONE = "/b"
_FRAMED = frozenset({"title", "container"})


def labels_of(kind: str, fields: Iterable[str | None]) -> Iterator[str]:
    """The label of each token of a work of a *kind* of CSL, by the field in which it stands.

    >>> list(labels_of("book", ["authors", None, "title"]))
    ['authors', '-authors', 'title/b']
    """
    frame = _FRAMES.get(kind, _ALONE)
    before = ""
    for field in fields:
        if field is None:
            yield BETWEEN + _REMEMBERED.get(before, before)
            continue

        before = field + frame * (field in _FRAMED)
        yield before


_REMEMBERED = {
    "publisher": "imprint", "place": "imprint",
    "volume": "locator", "issue": "locator", "pages": "locator",
    "editors": "about", "translators": "about", "edition": "about", "series": "about", "number": "about",
}  # fmt: skip
"""Behind these it is enough to remember of what sort the field was."""


NUMBER_OF_SERIES = "number"


def parts_of(labels: Sequence[str]) -> list[Part | None]:
    """The part that each of the *labels* stands for; None for what no field holds.

    The number of a series is the volume of a work that has none of its own, as BibTeX has it.

    >>> parts_of(["title/b", "-title/b", "series", "-about", "number"])[-1]
    <Part.VOLUME: 'volume'>
    """
    parts = [_part_of(label) for label in labels]
    if NUMBER_OF_SERIES not in labels or Part.VOLUME in parts:
        return parts

    return [
        Part.VOLUME if label == NUMBER_OF_SERIES else part for label, part in zip(labels, parts, strict=True)
    ]


@cache
def _part_of(label: str) -> Part | None:
    name = label.partition("/")[0]

    return Part(name) if name in _PARTS else None


_PARTS = frozenset(Part)
