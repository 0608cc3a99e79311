"""The words and phrases of ``cues.txt``: a set of words and a pattern for each section."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_SECTION = re.compile(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", re.MULTILINE | re.DOTALL)


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("cues.txt").read_text("utf-8")
    return {name: tuple(content.split()) for name, content in _SECTION.findall(text)}


def cues(section: str) -> frozenset[str]:
    """The cues of a *section* that are single words.

    >>> "stand" in cues("verbs"), "stand" in cues("effect")
    (True, False)
    """
    return frozenset(_sections()[section])


@cache
def pattern(section: str) -> re.Pattern[str]:
    """What finds the cues of a *section* in folded words.

    >>> pattern("effect").findall("it increased and led to more")
    ['increased', 'led to']
    """
    return re.compile(rf"(?:{'|'.join(map(_found_by, _sections()[section]))})(?![\w-])")


def _found_by(cue: str) -> str:
    """What finds one *cue*; a sign, such as that of percent, may stand right behind a digit."""
    words = re.escape(cue).replace(r"\*", r"\w*").replace("_", r"\s+")

    return rf"(?<![\w'-]){words}" if cue[0].isalnum() else words
