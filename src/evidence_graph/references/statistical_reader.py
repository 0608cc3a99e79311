"""The second of two readers: a conditional random field that was trained on invented references.

In come the tokens of a reference, out go the parts that it sees and how probable each is. The model ships
with the package; `make references-model` trains it anew from its seed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence_graph.references.printed_reference import Part
from evidence_graph.references.token_features import features_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.locators import Span
    from evidence_graph.references.marks import SureMark
    from evidence_graph.references.token_features import Token

MODEL = "references.crfsuite"
REST = "rest"
"""The label of what belongs to no field."""

_JOINING = frozenset(",.:;-–—?!'’\"“”()&/")
_FIRST_RUN = frozenset({Part.YEAR, Part.VOLUME, Part.ISSUE, Part.PAGES})
"""Parts that stand in one place: a second run of theirs is another number."""

_MOST_SIGNS = 2


class SeenPart(NamedTuple):
    """Where a part stands, and the least probability of any of its tokens."""

    span: Span
    probability: float


class Run(NamedTuple):
    """Tokens of one label in a row, from the *first* to the *last*."""

    label: str
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

    return {
        Part(run.label): SeenPart(
            (tokens[run.first].start, tokens[run.last].end), _probability(tagger, labels, run)
        )
        for run in chosen_runs(tokens, labels)
    }


def _probability(tagger: Any, labels: Sequence[str], run: Run) -> float:  # noqa: ANN401 - as above
    """The least probability of the labels in a *run* and of those that border on it."""
    places = {max(run.first - 1, 0), run.first, run.last, min(run.last + 1, len(labels) - 1)}

    return float(min(tagger.marginal(labels[place], place) for place in places))


def chosen_runs(tokens: Sequence[Token], labels: Sequence[str]) -> list[Run]:
    """For each part the run of tokens that it is: the longest, or the first of a number."""
    by_label: dict[str, list[Run]] = {}
    for run in _runs(labels):
        if run.label != REST:
            by_label.setdefault(run.label, []).append(run)

    return [
        runs[0]
        if Part(label) in _FIRST_RUN
        else max(_joined(runs, tokens), key=lambda run: _length(run, tokens))
        for label, runs in by_label.items()
    ]


def _length(run: Run, tokens: Sequence[Token]) -> int:
    return tokens[run.last].end - tokens[run.first].start


def _runs(labels: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    for number, label in enumerate(labels):
        if runs and runs[-1].label == label:
            runs[-1] = runs[-1]._replace(last=number)
        else:
            runs.append(Run(label, number, number))

    return runs


def _joined(runs: Sequence[Run], tokens: Sequence[Token]) -> list[Run]:
    """The *runs* of one label, those joined between which only a sign or two stand."""
    joined = [runs[0]]
    for run in runs[1:]:
        between = tokens[joined[-1].last + 1 : run.first]
        if len(between) <= _MOST_SIGNS and all(token.text in _JOINING for token in between):
            joined[-1] = joined[-1]._replace(last=run.last)
        else:
            joined.append(run)

    return joined
