"""What kind of answer a question asks for, beside yes or no: an amount, a time, a price, advice."""

from __future__ import annotations

import re

QUESTION_WORDS = re.compile(
    r"""(?:^|[,.;:?!-]\ *|\band\ |\bor\ )                  # where a question begins
        (?:(?P<how>how\ (?!do|does|did|can|could|to|should|would|will|is|are|has|have|come)\w+)
          |(?P<which>when|where|who)
          |what\ (?P<what>age|time))\b
     | \bwhat\ (?P<measure>price|temperature|weight|number|speed)\b
     | \b(?P<price>prices?|costs?|cheap\w*|buy)\b
     | \b(?P<advice>best|good|decent|recommended)\b""",
    re.VERBOSE,
)


BROAD = {"price": {"price", "how much", "where"}, "advice": {"advice"}}
"""What the words of a group ask for, where it is not the word itself: who asks for a price asks how much,
and where to get it."""


def kinds(text: str) -> frozenset[str]:
    """The kinds of answer that *text* asks for, or gives when a claim is worded so.

    >>> sorted(kinds("How long should tea steep, and what does a good pot cost?"))
    ['advice', 'how long', 'how much', 'price', 'where']
    >>> kinds("Does tea taste bitter when it steeps long?")
    frozenset()
    """
    found: set[str] = set()
    for asked in QUESTION_WORDS.finditer(text.casefold()):
        for group, held in asked.groupdict().items():
            if held:
                found |= BROAD.get(group, {held})
    return frozenset(found)
