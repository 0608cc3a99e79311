"""How much a piece of a reference looks like a title, and how much like the name of a journal or book."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_graph.references.word_classes import JOURNAL_WORDS, SMALL_WORDS

_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?")
_SHORTEST, _LONGEST = 3, 30
_LONGEST_NAME = 10


@lru_cache(maxsize=256)
def title_score(text: str) -> float:
    """From about -2 to 2: a title has several words, most of them whole."""
    words: list[str] = _WORD.findall(text)
    if not words:
        return -3.0

    score = 0.5 if _SHORTEST <= len(words) <= _LONGEST else -1.0
    content = [word for word in words if word.lower() not in SMALL_WORDS]
    small = len([word for word in content if word[0].islower()])
    short = len([word for word in words if word[-1] == "."])
    score += 1.0 * small / max(len(content), 1) - 1.5 * short / len(words)
    if words[-1].lower() in SMALL_WORDS:
        score -= 1.5

    return score


@lru_cache(maxsize=256)
def container_score(text: str) -> float:
    """From about -2 to 2: a name has few words, with capitals or short, and some that journals have."""
    words: list[str] = _WORD.findall(text)
    if not words:
        return -1.0

    content = [word for word in words if word.lower() not in SMALL_WORDS]
    small = len([word for word in content if word[0].islower()])
    usual = len([word for word in content if word.lower().rstrip(".") in JOURNAL_WORDS])
    score = 0.5 if len(words) <= _LONGEST_NAME else -1.0
    score += min(usual, 2) * 0.6 - 2.0 * small / max(len(content), 1)
    if words[0].lower() in SMALL_WORDS - {"the", "a"} or words[-1].lower() in SMALL_WORDS:
        score -= 1.0

    return score
