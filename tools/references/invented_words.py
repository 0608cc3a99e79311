"""Lists of words from which invented works are made, read from the table beside this file."""

from __future__ import annotations

from pathlib import Path

BAR = " | "


def _table() -> dict[str, tuple[str, ...]]:
    """The words of each kind."""
    table: dict[str, tuple[str, ...]] = {}
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        name, _, words = line.partition(": ")
        if words and not line.startswith("#"):
            table[name] = (*table.get(name, ()), *words.split(BAR))
    return table


WORDS = _table()
"""The words of each kind, such as ``families`` and ``cities``."""

JOURNALS = tuple(tuple(pair.split(" = ")) for pair in WORDS["journals"])
"""Journals, each with its short form."""

FOREIGN = tuple(
    (WORDS[f"{language}-titles"], WORDS[f"{language}-words"])
    for language in ("german", "french", "spanish", "italian", "dutch", "portuguese", "polish", "russian")
)
"""Of each language shapes of titles, and the words that fill them."""
