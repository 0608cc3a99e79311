"""References pasted as text, beside the statistical model alone that reads them: what all else costs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from measuring import HERE, figures_row, in_child, limit, timed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Place, Row, Scale

PRINTED = HERE.parent / "tests" / "references_from_pages_seen.json"
PAIRS = 9
MOST_SECONDS = 1 / 2000


def rows(_: Place, scale: Scale) -> Iterator[Row]:
    """The lines about references pasted as text."""
    figures = in_child("pasting", "readings", scale.entries, min(scale.repeats, PAIRS))
    work = "a reference from a public page"
    yield figures_row(work, "python-crfsuite alone, its features at hand", figures, None)
    yield limit(work, [mine for mine, _ in figures], MOST_SECONDS)


def readings(most: int, times: int) -> list[tuple[float, float]]:
    """Seconds a reference takes us, and the model that tags it."""
    from evidence_graph.references.marks import blanked, marks_in
    from evidence_graph.references.statistical_reader import _tagger
    from evidence_graph.references.token_features import features_of, tokens_of

    printed = _printed(most)
    tagger = _tagger()
    features = []
    for text in printed:
        marks = marks_in(text)
        blank = blanked(text, marks)
        features.append(features_of(blank, tokens_of(blank, marks)))

    def tag() -> None:
        for items in features:
            tagger.tag(items)

    read(most)  # what is compiled and remembered once does not count

    return [(timed(lambda: read(most)) / len(printed), timed(tag) / len(printed)) for _ in range(times)]


def read(most: int) -> None:
    """Our reading."""
    from evidence_graph.references import read_entry

    for text in _printed(most):
        read_entry(text)


def _printed(most: int) -> list[str]:
    return [" ".join(row["printed"].split()) for row in json.loads(PRINTED.read_text("utf-8"))][:most]
