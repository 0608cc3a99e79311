"""The people and bodies behind a work: BibTeX's lists of names as "Family, Given", and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography import markup, value_expressions
from evidence_graph.bibliography.latex import decode, encode, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_SEMICOLON = re.compile(r"[{};]")
_COMMA = re.compile(r"[{},]")
_REST = re.compile(r"others|et\.? al\.?", re.IGNORECASE)
_TAIL = re.compile(r"[,;]?\s+et\.?\s+al\.?$", re.IGNORECASE)
_MOST_PARTS = 3
"""Family, Jr, Given: BibTeX reads no name with more commas than two."""

_EXTENDED = re.compile(
    r"\s*(family|given|prefix|suffix|useprefix|juniorcomma)(?:-i)?\s*=\s*(.*?)\s*", re.DOTALL
)
"""A part of a name in biblatex's extended format: ``family=Gogh, prefix=van, given=Vincent``."""


class People(NamedTuple):
    """The names of a list, whether it says that there are more, and which of them are bodies.

    A body is a name that braces keep whole: commas and "and" in it part nothing.
    """

    names: tuple[str, ...] = ()
    is_incomplete: bool = False
    bodies: tuple[str, ...] = ()


def read(latex: str) -> tuple[tuple[str, ...], bool]:
    """The names in an author field, and whether it says that there are more."""
    names = people(latex)

    return names.names, names.is_incomplete


def people(latex: str) -> People:
    """The people and bodies in an author field.

    >>> people("Jan van der Berg and {Tea, Milk and Co} and others")
    People(names=('van der Berg, Jan', 'Tea, Milk and Co'), is_incomplete=True, bodies=('Tea, Milk and Co',))
    """
    list_of_names = [name for name in (part.strip() for part in _parts(markup.to_latex(latex))) if name]
    is_incomplete = bool(list_of_names) and _REST.fullmatch(list_of_names[-1]) is not None
    if is_incomplete:
        list_of_names.pop()
    elif list_of_names and (tail := _TAIL.search(list_of_names[-1])):
        is_incomplete, list_of_names[-1] = True, list_of_names[-1][: tail.start()]

    names, bodies = [], []
    for source in list_of_names:
        name = _plain(source)
        if name:
            names.append(name)
            bodies += [name] if _is_whole(source) or _is_body(source) else []

    return People(tuple(names), is_incomplete, tuple(dict.fromkeys(bodies)))


def _parts(latex: str) -> list[str]:
    """The names of a list; semicolons part them where people who write no "and" put these."""
    parts = value_expressions.separate(latex, _AND)
    if len(parts) == 1:
        return value_expressions.separate(latex, _SEMICOLON)

    return parts


def write(names: Iterable[str], *, incomplete: bool = False, bodies: Collection[str] = ()) -> str:
    """The author field that lists *names*, each "Family, Given", or the name of one of the *bodies*.

    >>> write(["García, M.", "World Health Organization"], incomplete=True)
    'García, M. and {World Health Organization} and others'
    """
    whole = {tidy(body) for body in bodies}
    listed = [f"{{{encode(name)}}}" if name in whole else _source(name) for name in map(tidy, names) if name]

    return " and ".join([*listed, "others"] if incomplete else listed)


def _plain(name: str) -> str:
    """One name as "Family, Given", or as it is when braces say that it is whole."""
    if _is_whole(name):
        return decode(name)

    if parts := _extended_parts(name):
        family = " ".join(part for part in (parts.get("prefix"), parts.get("family")) if part)
        return ", ".join(part for part in (family, parts.get("suffix"), parts.get("given")) if part)

    if "{" not in name and "\\" not in name:
        separate = name.split(",")
        if 1 < len(separate) <= _MOST_PARTS:
            return ", ".join(part for part in map(decode, separate) if part)

    return _parts_of_name(name)


def _is_whole(name: str) -> bool:
    """Whether braces keep the whole *name* together."""
    return name[0] == "{" and value_expressions.closing(name, 0) == len(name) - 1


def _is_body(name: str) -> bool:
    """Whether biblatex's extended format gives nothing but a family: then it is a body."""
    return _extended_parts(name).keys() == {"family"}


def _extended_parts(name: str) -> dict[str, str]:
    """The parts of a name in the extended format, in plain text; none of any other."""
    if "=" not in name:
        return {}

    parts = {}
    for part in value_expressions.separate(name, _COMMA):
        found = _EXTENDED.fullmatch(part)
        if found is None:
            return {}

        if not part.split("=")[0].strip().endswith("-i"):  # initials repeat what is there
            parts[found[1]] = decode(found[2].strip('"'))

    return parts


def _parts_of_name(name: str) -> str:
    """One name by BibTeX's rules for first names, von part, last names and Jr."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError:
        return decode(name)

    family = " ".join([*parts.von, *parts.last])
    texts = (decode(part) for part in (family, " ".join(parts.jr), " ".join(parts.first)))

    return ", ".join(text for text in texts if text)


def _source(name: str) -> str:
    """One name in BibTeX; braces keep whole what BibTeX would take apart otherwise."""
    parts = [part.strip() for part in name.split(",")]
    if not 1 < len(parts) <= _MOST_PARTS or not all(parts):
        return f"{{{encode(name)}}}"

    return ", ".join(f"{{{encode(part)}}}" if _reads_otherwise(part) else encode(part) for part in parts)


def _reads_otherwise(part: str) -> bool:
    """Whether BibTeX would take *part* apart: at "and", or at a small letter after a hyphen.

    It prints the family name García-de-Alcaraz as "García-de Alcaraz", taking "de" for a von part.
    """
    return "and" in part.lower().split() or any(tail[:1].islower() for tail in part.split("-")[1:])
