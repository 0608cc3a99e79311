"""When two statements are one claim: they differ in nothing but capitals, sentence marks and space.

Signs stay: "CD4+ cells" are not "CD4- cells", 3.0 is neither -3.0 nor 30, and 10² is not 102.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS = re.compile(r"(?<!\d)[.,:]|[.,:](?!\d)|[!?;\"“”„«»\u2018\u2019'`()\[\]]")
"""Marks of a sentence; a point or a comma between digits is part of the number."""

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
RAISED = re.compile("[\u2070-\u207f\u00b2\u00b3\u00b9]+")
"""Exponents, which NFKC takes for figures of the number before them."""

LOWERED = re.compile("[\u2080-\u208e]+")
"""Indices, likewise."""

REMEMBERED = 20_000


@lru_cache(REMEMBERED)
def statement_key(text: str) -> str:
    """What two statements of one claim have in common.

    >>> statement_key("Milk makes tea less astringent.") == statement_key("milk makes  tea less astringent")
    True
    >>> statement_key("It fell by -3.0 %") == statement_key("It fell by 3.0 %")
    False
    """
    marked = LOWERED.sub(r"_\g<0>", RAISED.sub(r"^\g<0>", text))
    plain = unicodedata.normalize("NFKC", marked).casefold().translate(DASHES)

    return " ".join(MARKS.sub(" ", plain).split())
