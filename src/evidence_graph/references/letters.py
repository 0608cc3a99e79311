"""Patterns that Python's own regular expressions lack: capital letters, names, initials.

They are written for a text in which white space is one plain space. Atomic groups and possessive repeats
keep a long list of names from being read in more ways than one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LATIN_TO_CYRILLIC = tuple(map(chr, range(0x41, 0x530)))


def _ranges(letters: Iterable[str]) -> str:
    """The *letters* for a set of a pattern, those that follow each other as a range: sets compile sooner."""
    ranges: list[str] = []
    for letter in letters:
        if ranges and ord(letter) == ord(ranges[-1][-1]) + 1:
            ranges[-1] = f"{ranges[-1][0]}-{letter}"
        else:
            ranges.append(letter)

    return "".join(ranges)


CAPITAL = _ranges(filter(str.isupper, _LATIN_TO_CYRILLIC))
SMALL = _ranges(filter(str.islower, _LATIN_TO_CYRILLIC))
_NO_PLAIN_SMALL = r"[^\W\d_a-z]"
"""A letter that may be a capital, where what stands beside it asks more exactly.

A set of hundreds of letters takes ten times as long to compile, and there were hundreds of such sets.
"""

OPENING_QUOTES = '"“„«\u2018'
CLOSING_QUOTES = '"”“»’'

HYPHEN = "-\u2010\u2011"
DASH = "-\u2010\u2011\u2012\u2013\u2014\u2212"

_MIXED = rf"[{CAPITAL}][’'ʼ]?(?:{_NO_PLAIN_SMALL}?[{SMALL}][\w’'ʼ]*+|{_NO_PLAIN_SMALL}{{3,}}+)"
FAMILY_WORD = rf"{_MIXED}(?:[{HYPHEN}]\s?[\w’'ʼ]++)*+"
"""A word of a family name: small letters behind its capital, or four capitals and more; TA is none."""

_PARTICLES = (
    "Van Den|Van De|Von Der|De La|De Los|"
    "van der|van den|van de|van het|van ’t|van 't|van|von der|von dem|von|de la|de los|de las|de|del|della|"
    "di|da|dos|das|do|du|des|den|der|la|le|ter|ten|te|zu|zur|al|el|bin|ibn|af|av|Van der|Van den|Van de|Van|"
    "Von|De la|De|Del|Della|Di|Da|Dos|Du|Le|La|El|Al|Ten|Ter|St\\.?"
)
PARTICLE = (
    rf"(?:(?:{_PARTICLES})(?:(?<=\w) |(?<=\w)[’'-](?={_NO_PLAIN_SMALL}))|[dl][’'](?={_NO_PLAIN_SMALL}))"
)
FAMILY = rf"(?>{PARTICLE}{{0,2}}{FAMILY_WORD})(?: (?>{PARTICLE}?{FAMILY_WORD})){{0,2}}"

TIGHT = rf"[{CAPITAL}](?:[{HYPHEN} ]?[{CAPITAL}](?![{SMALL}’'])){{0,3}}(?![{HYPHEN}\w’'])"
"""Initials without points: TA, J-P, R D."""

POINTED = (
    rf"[{CAPITAL}][{SMALL}]{{0,2}}\."
    rf"(?: ?[{HYPHEN}]? ?(?:[{CAPITAL}][{SMALL}]?\.|[{CAPITAL}](?![\w’'.]))){{0,4}}"
)
"""Initials with points: T. A., J.-P., Yu. V."""

DROPPED = r"(?: (?:de|da|do|dos|van|von|der|den|del|la|du))*(?=[,;.:\s]|$)"
"""Particles behind a given name: Hoyo, M. de."""

GIVEN = rf"{FAMILY_WORD}(?: (?:(?!{PARTICLE}){FAMILY_WORD}|[{CAPITAL}]\.?(?!\w))){{0,2}}"
SUFFIX = r"(?:Jr|Sr|II|III|IV|2nd|3rd)\b\.?"
ET_AL = r"(?:\[?et\.? ?al\b\.?\]?|and others\b|& others\b|and colleagues\b|\.\.\.|…|u\. ?a\b\.?)"
