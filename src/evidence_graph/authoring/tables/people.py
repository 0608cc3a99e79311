"""The authors of a work as tables list them, as "Family, Given"."""

from __future__ import annotations

import re

from evidence_graph.bibliography import name_lists

BETWEEN = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*|\s*\|\s*|\n")
"""What stands between two authors beside a comma."""

REST = re.compile(r",?\s*(?:et\.?\s+al\.?|and\s+others|u\.\s?a\.)\s*$", re.IGNORECASE)
INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[\s-]?){1,4}")
VANCOUVER = re.compile(r"(?P<family>\S.*?)\s+(?P<initials>[A-ZÀ-Þ]{1,4})")
"""A name as PubMed prints it: "Leaf AB"."""

SUFFIX = re.compile(r",(\s+(?:Jr|Sr|II|III|IV)\.?)(?=,|$)")
"""What stands behind a family name and belongs to it."""

BODY = re.compile(
    r"\b(?:organi[sz]ation|group|collaborat\w+|committee|consortium|network|institute|association|society|agency"
    r"|ministry|cent(?:re|er)|university|team|council|department|foundation|trialists|investigators)\b",
    re.IGNORECASE,
)
"""What the name of a body has in it, and that of a person has not."""


def people(text: str) -> tuple[tuple[str, ...], bool]:
    """The names in *text*, and whether it says that there are more.

    >>> people("Leaf, A.; Blatt, C. et al.")
    (('Leaf, A.', 'Blatt, C.'), True)
    >>> people("Leaf AB, Blatt C"), people("Leaf, A., & Blatt, C.")
    ((('Leaf, A. B.', 'Blatt, C.'), False), (('Leaf, A.', 'Blatt, C.'), False))
    >>> people("World Health Organization")
    (('World Health Organization',), False)
    """
    text = text.strip().rstrip(";,")
    all_names = REST.sub("", text)

    names_of_all: list[str] = []
    for part in BETWEEN.split(all_names):
        names_of_all += _commas(part.strip().strip(","))

    return tuple(_name(name) for name in names_of_all if name), all_names != text


def _commas(part: str) -> list[str]:
    """The names in what no other sign divides; "Leaf, Jr, A." is one."""
    pieces = [piece.strip() for piece in SUFFIX.sub(r"\1", part).split(",") if piece.strip()]
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is one name
        return pieces
    if all(VANCOUVER.fullmatch(piece) for piece in pieces):
        return pieces

    given_names = pieces[1::2]
    if len(pieces) == 2 and not _are_two(*pieces):  # noqa: PLR2004 - "Leaf, Anna"
        return [", ".join(pieces)]
    if len(pieces) % 2 == 0 and all(INITIALS.fullmatch(name) for name in given_names):
        return [f"{family}, {name}" for family, name in zip(pieces[0::2], given_names, strict=True)]

    return pieces


def _are_two(one: str, other: str) -> bool:
    """Whether two pieces are two people ("Anna Leaf, Carl Blatt") and not family and given_names name."""
    return " " in one and " " in other and one[0].isupper() and not INITIALS.fullmatch(other)


def _name(name: str) -> str:
    """One name as "Family, Given"; that of a body as it is."""
    if "," in name or BODY.search(name):
        return name

    printed = VANCOUVER.fullmatch(name)
    if printed:
        initials = " ".join(f"{letter}." for letter in printed["initials"])
        return f"{printed['family']}, {initials}"

    read, _ = name_lists.read(name.replace("{", "").replace("}", "").replace("\\", ""))

    return read[0] if read else name
