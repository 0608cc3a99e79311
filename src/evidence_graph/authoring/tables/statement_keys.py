"""When two statements are one claim: they differ in nothing but capitals, sentence marks and space.

Signs stay: "CD4+ cells" are not "CD4- cells", and 3.0 is neither -3.0 nor 30.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"(?<!\d)[.,:]|[.,:](?!\d)|[!?;\"“”„«»\u2018\u2019'`()\[\]]")
"""Marks of a sentence; a point or a comma between digits is part of the number."""

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
REMEMBERED = 20_000


@lru_cache(REMEMBERED)
def statement_key(text: str) -> str:
    """What two statements of one claim have in common.

    >>> statement_key("Milk makes tea less astringent.") == statement_key("milk makes  tea less astringent")
    True
    >>> statement_key("It fell by -3.0 %") == statement_key("It fell by 3.0 %")
    False
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(DASHES)

    return " ".join(MARKS.sub(" ", plain).split())
