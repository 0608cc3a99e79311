"""Lists of people in a printed reference: where one ends, and the names in it, family name first.

In comes "Kitai TA, Sale DG, et al.", out go ("Kitai, T. A.", "Sale, D. G.") and that there are more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from evidence_graph.references.letters import (
    CAPITAL,
    DROPPED,
    ET_AL,
    FAMILY,
    FAMILY_WORD,
    GIVEN,
    HYPHEN,
    PARTICLE,
    POINTED,
    SUFFIX,
    TIGHT,
)
from evidence_graph.references.word_classes import GIVEN_NAMES

_JUNIOR = rf"(?:,? (?P<junior>{SUFFIX}))?"
_LOOSE = rf"{PARTICLE}{{0,2}}{FAMILY_WORD}(?: {PARTICLE}?{FAMILY_WORD}){{0,2}}"
_CLOSE = rf"[{CAPITAL}]\.(?: ?[{HYPHEN}]?[{CAPITAL}]\.)*(?=\s*(?:[,;&)]|and\b|et\b|$))"
"""Initials with points behind a family name, where a list goes on or ends: Kitai T.A., Sale D."""

_SHAPES = {
    "inverted": rf"(?P<family>(?>{FAMILY})), ?(?P<given>{POINTED}|{TIGHT})(?P<dropped>{DROPPED}){_JUNIOR}",
    "vancouver": rf"(?P<family>{_LOOSE}) (?P<given>{_CLOSE}|{TIGHT}){_JUNIOR}",
    "upright": rf"(?P<given>{POINTED}|{TIGHT}) ?"
    rf"(?P<family>(?>{PARTICLE}{{0,2}}{FAMILY_WORD})(?: {FAMILY_WORD})?){_JUNIOR}",
    "full inverted": rf"(?P<family>(?>{FAMILY})), (?P<given>{GIVEN}){_JUNIOR}",
    "full upright": rf"(?P<given>{GIVEN}) (?P<family>{PARTICLE}{{0,2}}{FAMILY_WORD}){_JUNIOR}",
}
"""How one name is printed: Kitai, T. A.; Kitai TA; T. A. Kitai; Kitai, Tomo A.; Tomo A. Kitai."""

_SHORT = ("inverted", "vancouver", "upright")
_FULL = ("inverted", "full inverted", "full upright", "upright")
_GROUP = re.compile(r"\?P<\w+>")

_AND = r"(?:and|&|und|et(?!\.? ?al\b)|y|e|og|och|en|;|/)"
_BETWEEN = rf"(?:[,;]? ?{_AND} ?|[,;] ?)"
_SEPARATOR = re.compile(rf"[\s,;/*†‡§]*(?:{_AND}(?=[\s,]))?[\s,;/]*")
_REST = rf"(?:[,;]? ?(?:and )?{ET_AL})?"


def _list_of(shapes: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(_GROUP.sub("?:", _SHAPES[shape]) for shape in shapes)

    # The empty group is set behind the first name; from then on a separator is asked for before each name.
    # So the long pattern of a name is compiled once and not twice.
    return re.compile(rf"(?:(?(1){_BETWEEN})(?:{name})())+{_REST}")


SHORT_LIST = _list_of(_SHORT)
"""People with initials."""

_UPRIGHT_NAME = "|".join(_GROUP.sub("?:", _SHAPES[shape]) for shape in ("full upright", "upright"))
UPRIGHT_LIST = re.compile(
    rf"(?:{_UPRIGHT_NAME})"
    rf"(?:(?:[,;] (?:{_UPRIGHT_NAME})){{2,}}|(?:[,;] (?:{_UPRIGHT_NAME}))*[,;]? {_AND} (?:{_UPRIGHT_NAME}))"
    rf"(?:[,;]? {ET_AL})?(?=\.? ?(?:[.,:;(\[“\"«]|$))"
)
"""Several people, the given name first in each: no comma stands within a name."""

_FULL_LIST = _list_of(_FULL)


def full_list_at(text: str, start: int = 0) -> re.Match[str] | None:
    """People whose given names are written out, from *start* on."""
    return UPRIGHT_LIST.match(text, start) or _FULL_LIST.match(text, start)


_PLAIN = {shape: _GROUP.sub("?:", source) for shape, source in _SHAPES.items()}
STARTS = re.compile(
    rf"[\[(“\"]?(?:(?:{_PLAIN['inverted']}|{_PLAIN['vancouver']})(?=\s*(?:[,.;&(:]|and\b|et al|$))"
    rf"|{_PLAIN['full inverted']}(?=\s*(?:\.|,? and\b|,? &|;|\())"
    rf"|{_PLAIN['upright']}"
    rf"(?=\s*(?:, (?:and )?(?:{POINTED})|,? and (?:{POINTED})|,? & (?:{POINTED})|, et al|,? [“\"])))"
)
"""How a text begins that begins with people."""

BODY = re.compile(
    r"\b(?:Organi[sz]ation|Association|University|Group|Committee|Institut\w*|Cent(?:er|re)s?|Ministry|"
    r"Department|Society|Council|Foundation|Agency|Collaborat\w+|Consortium|Network|Team|Inc|Ltd|Bureau|"
    r"Commission|College|Academy|Investigators?|Service|Office|Authority|Union|Federation|Initiative|"
    r"Programme|Program|Party|Panel|Board|Bank|Nations|Trust|Alliance|Press|Laborator\w+|Administration|"
    r"Project|Statistics|Government|Parliament|Health|Force|Company|GmbH|NASA|IPCC|WHO|OECD|UNESCO|CDC|NHS|"
    r"NICE|FAO|IUCN|Eurostat|UNICEF)\b"
)
"""A word that persons do not have in their names."""

_ET_AL = re.compile(ET_AL)
_PATTERNS = {shape: re.compile(source) for shape, source in _SHAPES.items()}
_INITIALS = re.compile(rf"{TIGHT}|{POINTED}")
_TOUCHING = re.compile(rf"([{CAPITAL}])(?=[{CAPITAL}])")
_POINTLESS = re.compile(rf"([{CAPITAL}])(?=[{HYPHEN}]|$)")
_POINT_BEFORE = re.compile(rf"\.(?=[{CAPITAL}])")
_BEHIND_NAME = re.compile(r"\s*(?:[,;.:()\[\]*†‡§&/…]|(?:and|und|et|y|e|og|och|en|others|u|with)\b|$)")
"""What stands behind a name in a list; behind "Oates, D" in "Oates, D Craig" it does not."""


_BRACKETED_GIVEN = re.compile(rf"(?P<family>{FAMILY}) ?\((?P<given>{GIVEN}|{POINTED})\)")
_SEMICOLON = re.compile(r"\s*;\s*(?:(?:and|&|und|et(?!\.? ?al\b)|y)\s+)?")
_PIECE_ENDS = re.compile(r"\s*(?:,|/|;|&|\b(?:and|und|et|y)\b)\s*(?:(?:and|&|und|et|y)\s+)?")
_LAST_AND = re.compile(r"(?:&| (?:and|und|et|y) )[^,;&]*$")
_ONE_FAMILY = re.compile(rf"{PARTICLE}{{0,2}}{FAMILY_WORD}")
_THE = re.compile(rf"The [{CAPITAL}]\w")
_ANY_SHORT = re.compile(rf"(?<!\w)(?:{FAMILY_WORD},? (?:{POINTED}|{TIGHT})|[{CAPITAL}]\. ?{FAMILY_WORD})")


class ListedNames(NamedTuple):
    """The names of a list, whether it says that there are more, and which of them are bodies."""

    names: tuple[str, ...] = ()
    is_incomplete: bool = False
    bodies: tuple[str, ...] = ()
    rest: str = ""
    """What in the list is no name that is understood."""


def names_in(text: str) -> ListedNames:
    """The names in a list as printed.

    >>> names_in("van der Berg, J.-P., & O'Neill K., et al.").names
    ('van der Berg, J.-P.', "O'Neill, K.")
    """
    text = _BRACKETED_GIVEN.sub(r"\g<family>, \g<given>", text)
    if _is_one_body(text):
        return ListedNames((text.strip(" .,"),), bodies=(text.strip(" .,"),))

    if families := _families_alone(text):
        return ListedNames(families)

    if ";" not in text:
        return _names_in_row(text)

    parts = [_names_in_piece(piece) for piece in _SEMICOLON.split(text) if piece.strip(" .,")]

    return ListedNames(
        tuple(name for part in parts for name in part.names),
        any(part.is_incomplete for part in parts),
        tuple(body for part in parts for body in part.bodies),
        " ".join(part.rest for part in parts if part.rest),
    )


def _is_one_body(text: str) -> bool:
    """Whether a list is the name of one body: Department of Health and Human Services; The Economist."""
    if ";" in text or "/" in text:
        return False
    if _THE.match(text) and "," not in text:
        return True

    first, *others = _PIECE_ENDS.split(text)
    if not BODY.search(first) or _ANY_SHORT.search(text):
        return False

    # A second body, or somebody with two names between commas, makes it a list.
    is_list = any(BODY.search(piece) for piece in others)
    between_commas = text.split(",")[1:-1]

    return not is_list and not any(" " in piece.strip() for piece in between_commas)


def _families_alone(text: str) -> tuple[str, ...]:
    """The families of a list in which no given name stands: Ek/Ito; Ek, Ito & Leaf; none of any other."""
    pieces = [piece.strip() for piece in _PIECE_ENDS.split(text.strip(" .,"))]
    if not all(_ONE_FAMILY.fullmatch(piece) for piece in pieces):
        return ()

    # Bell, Pot and Leaf are three, and "Bell, Pot" alone is one with a given name.
    is_list = "/" in text or _LAST_AND.search(text) is not None

    return tuple(pieces) if is_list and len(pieces) > 1 else ()


def _names_in_piece(piece: str) -> ListedNames:
    """The name between two semicolons: what stands before its comma is the family name, however it looks."""
    names = _names_in_row(piece)
    family, comma, given = piece.strip(" .,").partition(", ")
    if len(names.names) <= 1 or not comma or "," in given or BODY.search(piece) or _LAST_AND.search(piece):
        return names

    return ListedNames((f"{family}, {_given(given)}",), names.is_incomplete)


def _names_in_row(text: str) -> ListedNames:
    """The names of a list that stand one behind the other."""
    shapes = _shapes_of(text)
    names: list[str] = []
    bodies: list[str] = []
    rest: list[str] = []
    is_incomplete = False
    place = 0
    while place < len(text):
        separator = _SEPARATOR.match(text, place)
        place = separator.end() if separator else place
        if end := _ET_AL.match(text, place):
            is_incomplete, place = True, end.end()
            continue

        name, end_of_name = _name_at(text, place, shapes)
        if name:
            names.append(name)
        elif piece := text[place:end_of_name].strip(" .,;:*"):
            is_body = BODY.search(piece) is not None or " " in piece or len(piece) > 1
            (bodies if is_body else rest).append(piece)
            names += [piece] * is_body

        place = max(end_of_name, place + 1)

    return ListedNames(tuple(names), is_incomplete, tuple(bodies), " ".join(rest))


def _shapes_of(text: str) -> tuple[str, ...]:
    """The shapes that the names of a list may have, by its first."""
    if UPRIGHT_LIST.fullmatch(text.rstrip(" .,;")) or _are_given_first(text):
        return ("full upright", "upright")

    short, full = SHORT_LIST.match(text), full_list_at(text)
    reach = (short.end() if short else 0, full.end() if full else 0)
    if reach[0] >= reach[1]:
        return (*_SHORT, *_FULL)

    return (*_FULL, *_SHORT)


def _are_given_first(text: str) -> bool:
    """Whether the first of several people begins with a common given name, and none is a lone name."""
    pieces = [piece.split() for piece in text.split(",")]
    is_first = len(pieces) > 1 and bool(pieces[0]) and pieces[0][0].lower() in GIVEN_NAMES

    return is_first and all(len(piece) > 1 for piece in pieces)


def _name_at(text: str, place: int, shapes: tuple[str, ...]) -> tuple[str, int]:
    """The name that begins at *place*, and where it ends; empty where none that is understood does."""
    for shape in shapes:
        name = _PATTERNS[shape].match(text, place)
        if name and _BEHIND_NAME.match(text, name.end()) and not BODY.search(name[0]):
            particles = name.groupdict().get("dropped") or ""
            parts = (f"{particles} {name['family']}", name["junior"], _given(name["given"]))

            return ", ".join(part.strip() for part in parts if part), name.end()

    end = min(
        (found for found in (text.find(mark, place + 1) for mark in (",", ";", " and ", " & ")) if found > 0),
        default=len(text),
    )

    return "", end


@lru_cache(maxsize=4096)
def _given(text: str) -> str:
    """A given name; initials with points between them."""
    if not _INITIALS.fullmatch(text):
        return text

    pointed = _TOUCHING.sub(r"\1. ", text.replace(" ", ""))

    return _POINT_BEFORE.sub(". ", _POINTLESS.sub(r"\1.", pointed))
