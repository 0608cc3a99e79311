"""The second of two readers: a conditional random field that was trained on invented references.

In come the tokens of a reference, out go the parts that it sees and how probable each is. The model ships
with the package; `make references-model` trains it anew from its seed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.references.model_labels import parts_of
from evidence_graph.references.printed_reference import Part
from evidence_graph.references.token_features import features_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark
    from evidence_graph.references.token_features import Token

MODEL = "references.crfsuite"
_JOINING = frozenset(",.:;-–—?!'’\"“”()&/")
_FIRST_RUN = frozenset({Part.YEAR, Part.VOLUME, Part.ISSUE, Part.PAGES})
"""Parts that stand in one place: a second run of theirs is another number."""

_MOST_SIGNS = 2

_ROMAN_OR_NUMBER = re.compile(r"\d|^[IVXLCDMivxlcdm]+$|^[A-Z]$|[Ss]up|[Ss]pecial")
_FITTING = {
    Part.YEAR: re.compile(
        r"(?:1[5-9]|20)\d\d|\b(?:press|n\.? ?d|forthcoming|erscheinen|submitted|accepted|presse|prep)\b",
        re.IGNORECASE,
    ),
    Part.VOLUME: _ROMAN_OR_NUMBER,
    Part.ISSUE: _ROMAN_OR_NUMBER,
    Part.PAGES: _ROMAN_OR_NUMBER,
}
"""What a part of few forms has in it; a run without that is something else, whatever the model says."""


class SeenPart(NamedTuple):
    """Where a part stands, and the least probability of any of its tokens."""

    span: Span
    probability: float


class Run(NamedTuple):
    """Tokens of one part in a row, from the *first* to the *last*."""

    part: Part
    first: int
    last: int


@cache
def _tagger() -> Any:  # noqa: ANN401 - pycrfsuite ships no types
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files(__package__) / MODEL) as path:
        tagger.open(str(path))

    return tagger


def read_by_statistics(blank: str, marks: Sequence[SureMark]) -> dict[Part, SeenPart]:
    """The parts that the model sees in a reference that is *blank* in the place of its *marks*."""
    tokens = tokens_of(blank, marks)
    if not tokens:
        return {}

    tagger = _tagger()
    tagger.set(features_of(blank, tokens))
    labels = tagger.tag()
    parts = parts_of(labels)
    pairs = set(zip(labels, parts, strict=True))
    seen = {}
    for run in chosen_runs(tokens, parts, blank):
        own = [label for label, part in pairs if part is run.part]
        span = (tokens[run.first].start, tokens[run.last].end)
        seen[run.part] = SeenPart(span, _probability(tagger, own, run, len(labels)))

    return seen


def _probability(tagger: Any, own: Sequence[str], run: Run, count: int) -> float:  # noqa: ANN401 - as above
    """The least probability that the *run* of its *own* labels begins and ends where it does."""
    inside = (run.first, run.last) if run.last > run.first else (run.first,)
    outside = (place for place in (run.first - 1, run.last + 1) if 0 <= place < count)
    shares = [sum(tagger.marginal(label, place) for label in own) for place in inside]
    shares += [1 - sum(tagger.marginal(label, place) for label in own) for place in outside]

    return float(min(shares))


def chosen_runs(tokens: Sequence[Token], parts: Sequence[Part | None], blank: str) -> list[Run]:
    """For each part the run of tokens that it is: the longest, or the first of a number."""
    by_part: dict[Part, list[Run]] = {}
    for run in _runs(parts):
        form = _FITTING.get(run.part)
        if form is None or form.search(blank[tokens[run.first].start : tokens[run.last].end]):
            by_part.setdefault(run.part, []).append(run)

    return [
        runs[0]
        if part in _FIRST_RUN
        else max(_joined(runs, tokens), key=lambda run: tokens[run.last].end - tokens[run.first].start)
        for part, runs in by_part.items()
    ]


def _runs(parts: Sequence[Part | None]) -> list[Run]:
    """The runs of equal *parts*, without the tokens of none."""
    runs: list[Run] = []
    begin = 0
    for place in range(1, len(parts) + 1):
        if place == len(parts) or parts[place] is not parts[begin]:
            if part := parts[begin]:
                runs.append(Run(part, begin, place - 1))

            begin = place

    return runs


def _joined(runs: Sequence[Run], tokens: Sequence[Token]) -> list[Run]:
    """The *runs* of one part, those joined between which only a sign or two stand."""
    joined = [runs[0]]
    for run in runs[1:]:
        between = tokens[joined[-1].last + 1 : run.first]
        if len(between) <= _MOST_SIGNS and all(token.text in _JOINING for token in between):
            joined[-1] = joined[-1]._replace(last=run.last)
        else:
            joined.append(run)

    return joined
