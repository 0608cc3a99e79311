"""What the script of a page, `script/search.js`, answers from: the same claims, words and numbers.

english   how rare stems are in English, as packed by `english`
filler    the words of no weight            endings   what stems lose, in this order
stems     all stems, in their order         weights   what each weighs, in millionths
claims    of each claim, in the order of ids: how many studies it has, its wordings as numbers of stems,
          the concepts it is about and those near
labels    of each concept its labels, as words without filler
pairs     what is written with a hyphen: joined, and the stems of the two
worth     the numbers of the rule
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evidence_graph.search import NEAREST, Finder, english, question, score, vocabulary, word_stems
from evidence_graph.search.lexicon import ANY_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence_graph.model import Claim, Concept
    from evidence_graph.search.entries import SearchEntry

SCRIPT = "search"
"""The name of the script of a page that searches."""

WORTH = {
    "enough": score.ENOUGH,
    "held": score.HELD,
    "family": score.FAMILY,
    "near": score.NEAR,
    "part": score.PART,
    "named": score.NAMED,
    "misses": score.MISSES,
    "missedName": score.MISSED_NAME,
    "missedLabel": score.MISSED_LABEL,
    "unheard": score.UNHEARD,
    "places": score.PLACES,
    "anyOrder": ANY_ORDER,
    "slip": question.SLIP,
    "shortestJoined": question.SHORTEST_JOINED,
    "familyBegins": vocabulary.FAMILY_BEGINS,
    "familyEnds": vocabulary.FAMILY_ENDS,
    "mendedFrom": vocabulary.MENDED_FROM,
    "twoSlipsFrom": vocabulary.TWO_SLIPS_FROM,
    "nameShare": vocabulary.NAME_SHARE,
    "shortestStem": word_stems.SHORTEST_STEM,
    "number": english.NUMBER,
    "nearest": NEAREST,
}
"""The numbers of the rule, by the names that the script has for them."""


def script() -> str:
    """The script of a page that searches: a function `searcher` of these tables."""
    return (files(__package__) / "script" / f"{SCRIPT}.js").read_text("utf-8")


def tables(
    claims: Iterable[Claim], concepts: Iterable[Concept], studies: Callable[[str], int]
) -> dict[str, Any]:
    """What the script answers questions about *claims* from; *studies* counts those of a claim."""
    finder = Finder(claims, concepts, studies)
    stems = finder.vocabulary.beginning("")
    numbers = {stem: number for number, stem in enumerate(stems)}
    rows = []
    for claim, entry in zip(finder.claims, finder.entries, strict=True):
        rows.append([studies(claim.id), *_row(entry, numbers)])

    return {
        "english": english.table(),
        "filler": " ".join(sorted(word_stems.FILLER)),
        "endings": " ".join(word_stems.ENDINGS),
        "stems": " ".join(stems),
        "weights": [round(finder.vocabulary.weight(stem) * 10**vocabulary.DIGITS) for stem in stems],
        "claims": rows,
        "labels": [[" ".join(label) for label in labels] for labels in finder.lexicon.spoken],
        "pairs": {joined: " ".join(pair) for joined, pair in finder.pairs.items()},
        "worth": WORTH,
    }


def _row(entry: SearchEntry, numbers: dict[str, int]) -> tuple[list[list[int]], list[int], list[int]]:
    wordings = [sorted(numbers[stem] for stem in wording) for wording in entry.wordings]
    return wordings, sorted(entry.about), sorted(entry.near)
