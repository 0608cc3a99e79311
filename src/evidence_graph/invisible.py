"""Characters that nobody sees, and where each of them belongs.

They make one text read differently in two places, or two texts look the same. Some are needed by a script
or within a picture sign: these stay wherever a text is shown; the others are left out there, and `check`
tells where they stand. Data written for programs keep them all.
"""

from __future__ import annotations

import re
from functools import cache

IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The property Default_Ignorable_Code_Point of Unicode 17 (DerivedCoreProperties.txt)."""

UNSEEN = "\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb"
"""Controls, line ends of Unicode, and marks of annotations, which are no more to be seen."""

BLANK = f"[\\s\u2800{IGNORABLE}{UNSEEN}]*"
"""A text of which nothing is seen; the blank pattern of Braille is one."""

HIDDEN = f"[{IGNORABLE}{UNSEEN}]"

RIGHT_TO_LEFT = (
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters of Hebrew, Arabic and the other scripts written from the right (UAX 9, types R and AL)."""

JOINING = (
    "\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u1800-\u18af\U00010a00-\U00010fff\U0001e900-\U0001e95f"
    "\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff\u1a20-\u1c4f\ua800-\ua8ff\ua980-\ua9ff\uaa60-\uaaff\uabc0-\uabff"
    "\U00011000-\U00011fff"
)
"""Blocks of Arabic, Mongolian, Indic and like scripts, in which letters join or are kept apart."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua980-\ua9df\uaa60-\uaadf"
"""Blocks of Thai, Lao, Burmese, Khmer and like scripts, which write no space between words."""

PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff"
)
"""Signs that have a form as an emoji (emoji-data.txt, Extended_Pictographic)."""

IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

BELONGING = "|".join(
    (
        f"(?<=[{JOINING}])[\u200c\u200d]",
        f"\u200d(?=[{JOINING}])",
        f"(?<=[{PICTURE}\ufe0f])\u200d(?=[{PICTURE}])",
        f"(?<=[{PICTURE}0-9#*])[\ufe0e\ufe0f]",
        f"(?<=[{IDEOGRAPH}\u2200-\u22ff\u2a00-\u2aff0])[\ufe00-\ufe0d]",
        f"(?<=[{IDEOGRAPH}])[\U000e0100-\U000e01ef]",
        "(?<=[\u1800-\u18af])[\u180b-\u180f]",
        "(?<=[\u1000-\u109f\uaa60-\uaa7f\ua840-\ua87f])\ufe00",
        "(?<=\U0001f3f4)[\U000e0020-\U000e007e]{1,30}\U000e007f",
        f"(?<=[{UNSPACED}])\u200b(?=[{UNSPACED}])",
        "[\u115f\u1160](?=[\u1160-\u11ff])|(?<=[\u1100-\u115f])\u1160",
        "(?<=[\u0590-\u05c7\u0300-\u036f])\u034f(?=[\u0590-\u05c7\u0300-\u036f])",
    )
)
"""Where a character that is not seen does its work: joins, variants of signs, flags, breaks between words."""

MARKS = "[\u200e\u200f\u061c]"
"""Marks of direction, which belong into a text with letters written from the right."""

LINE_CORE = r"\S(?:.*\S)?"
"""A line without the spaces around it."""

SHOWN = 20
"""So many letters before a character say where it stands."""


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """A pattern made when it is first needed: most commands show nothing that asks for one."""
    return re.compile(pattern)


def hidden(text: str) -> list[int]:
    r"""Where in *text* characters stand that nobody sees and that have no work to do there.

    >>> hidden("te\u200ba"), hidden("\u0645\u06cc\u200c\u062e")
    ([2], [])
    """
    if text.isascii() and text.isprintable():
        return []

    places = {match.start() for match in _compile(HIDDEN).finditer(text)}
    for match in _compile(BELONGING).finditer(text) if places else ():
        places.difference_update(range(match.start(), match.end()))

    if places and is_from_the_right(text):
        places.difference_update(match.start() for match in _compile(MARKS).finditer(text))

    return sorted(places)


def show(text: str) -> str:
    r"""*text* as every place shows it: without the characters that `hidden` finds.

    >>> show("te\u202ea")
    'tea'
    """
    places = set(hidden(text))
    if places:
        return "".join(letter for place, letter in enumerate(text) if place not in places)

    return text


def is_blank(text: str) -> bool:
    r"""Whether nothing of *text* is seen.

    >>> is_blank(" \u200b\u3164"), is_blank("")
    (True, True)
    """
    core = text.strip()

    return not core or (not core[0].isascii() and _compile(BLANK).fullmatch(core) is not None)


def bare(text: str) -> str:
    r"""*text* without any character that nobody sees, also where one is needed: for comparing.

    >>> bare("te\u200ba \u2764\ufe0f")
    'tea \u2764'
    """
    return _compile(HIDDEN).sub("", text)


def is_from_the_right(text: str) -> bool:
    """Whether *text* holds letters of a script that is written from the right."""
    return not text.isascii() and _compile(RIGHT_TO_LEFT).search(text) is not None


def isolate(text: str) -> str:
    r"""*text* for a terminal: in no line of it do letters written from the right reorder what is around them.

    >>> isolate("tea"), isolate(" \u05ea\u05d4 ")
    ('tea', ' \u2068\u05ea\u05d4\u2069 ')
    """
    if not is_from_the_right(text):
        return text

    return _compile(LINE_CORE).sub("\u2068\\g<0>\u2069", text)


def name_of(character: str) -> str:
    r"""The number and name of a *character* for a message.

    >>> name_of("\u200b"), name_of("\x07")
    ('U+200B ZERO WIDTH SPACE', 'U+0007 (a control character)')
    """
    import unicodedata

    return f"U+{ord(character):04X} {unicodedata.name(character, '(a control character)')}"


def tell(text: str) -> str:
    r"""Which characters of *text* nobody sees, by name, and where the first stands; empty when there is none.

    >>> tell("Milk\u200b spoils tea")
    "U+200B ZERO WIDTH SPACE after 'Milk'"
    """
    places = hidden(text)
    if not places:
        return ""

    before = show(text[: places[0]])[-SHOWN:]
    names = " and ".join(dict.fromkeys(name_of(text[place]) for place in places[:SHOWN]))
    if before.strip():
        return f"{names} after {before!r}"

    return f"{names} at its start"
