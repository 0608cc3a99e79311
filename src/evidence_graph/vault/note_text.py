r"""Texts of the data in a note, so that Obsidian and its plugins show them and obey none of them.

In come texts with whatever they hold; out go Markdown, the words of a link, and values of YAML::

    plain("[[tea]] at 50 %% <b>")       \[\[tea\]\] at 50 \%\% \<b>
    link_words("[tea] <b>")             the same words with wide brackets
    quoted("<% x %>")                   "\u003c\u0025 x \u0025\u003e"

A backslash also parts what plugins look for in the bare text of a note before Markdown is read: ``%%`` of
comments, ``<%`` of Templater, ``::`` of Dataview. Obsidian knows no backslash within a link, so there a sign
that it would obey is written in its wide form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.invisible import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Scalar = str | int | float
    Property = Scalar | tuple[str, ...]

LETTER_NUMBER = r"&(?=#?\w+;)"
"""What begins a letter that is written by its name or number in HTML."""

PAIRS = r"%(?=%)|(?<=[%<])%|=(?==)|(?<==)=|:(?=[:/])|(?<=:):"
"""Signs that do something beside another: comments, marked words, fields of Dataview, and addresses."""

SIGNS = re.compile(rf"[\\`*_\[\]{{}}<|#~$^]|{LETTER_NUMBER}|{PAIRS}")
"""What Markdown, HTML, Obsidian, MathJax, Dataview, Templater or the templates of Obsidian would obey."""

OPENING = re.compile(r"[-+>=]|[0-9]+(?=[.)])")
"""What begins a list or a quotation, or underlines a heading, where it stands first."""

IN_LINKS = re.compile(rf"[\\`*\[\]{{}}<>|#~$^]|(?<!\w)_|_(?!\w)|{LETTER_NUMBER}|{PAIRS}")
"""The same within the words of a link."""

WIDE = 0xFEE0
"""How far the wide form of a sign of ASCII is from it in Unicode."""

GUARDED = re.compile(r'["\\<>%`{}]|\[(?=\[)|(?<=\[)\[|\](?=\])|(?<=\])\]')
"""What is escaped in a value of YAML: what would end it, and what plugins look for in a whole file."""

IN_ADDRESSES = ":/?#@&;,+=.-_%"
"""The signs of an address that stay beside letters and figures."""

STRAY_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")

ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")

BASIC_PLANE = 0xFFFF


def in_a_line(text: object) -> str:
    r"""*text* in one line, without what nobody sees.

    >>> in_a_line("green\n  tea ")
    'green tea'
    """
    return " ".join(show(str(text)).split())


def plain(text: object) -> str:
    r"""*text* as Markdown that shows it as it stands.

    >>> print(plain("- [ ] *tea* at 50%"))
    \- \[ \] \*tea\* at 50%
    """
    escaped = SIGNS.sub(r"\\\g<0>", in_a_line(text))
    opening = OPENING.match(escaped)
    if opening is None:
        return escaped

    # A number keeps its figures: only the sign behind them makes it one of a list.
    before = opening.end() if opening[0].isdigit() else 0

    return f"{escaped[:before]}\\{escaped[before:]}"


def link_words(text: object) -> str:
    r"""*text* as the words of a link, or as a property, in which Obsidian would also see a link.

    >>> link_words("p < 0.05").encode("ascii", "backslashreplace")
    b'p \\uff1c 0.05'
    """
    return IN_LINKS.sub(lambda sign: chr(ord(sign[0]) + WIDE), in_a_line(text))


def web_link(text: str, address: str) -> str:
    """A link to an *address* of the web; a sign that Markdown or a plugin would obey is percent-encoded.

    >>> web_link("doi:10.1/a", "https://doi.org/10.1/a(b)%%")
    '[doi:10.1/a](https://doi.org/10.1/a%28b%29%25%25)'
    """
    from urllib.parse import quote

    encoded = STRAY_PERCENT.sub("%25", quote(address, safe=IN_ADDRESSES)).replace("::", "%3A%3A")

    return f"[{plain(text)}]({encoded})"


def quoted(text: str) -> str:
    r"""*text* as a value of YAML, letter by letter.

    >>> print(quoted("tea: <%"))
    "tea: \u003c\u0025"
    """
    guarded = GUARDED.sub(lambda sign: _escape(sign[0]), text)

    return '"' + "".join(letter if letter.isprintable() else _escape(letter) for letter in guarded) + '"'


def _escape(letter: str) -> str:
    number = ord(letter)
    if number > BASIC_PLANE:
        return f"\\U{number:08x}"

    return f"\\u{number:04x}"


def unquoted(value: str) -> str:
    r"""The text that a *value* of YAML is, also where Obsidian has written it anew in another way.

    >>> unquoted('"tea: \\u003c"'), unquoted("'it''s'"), unquoted("tea")
    ('tea: <', "it's", 'tea')
    """
    core = value.strip()
    if core.startswith('"'):
        return ESCAPED.sub(_letter_of, core.strip('"'))
    if core.startswith("'"):
        return core.strip("'").replace("''", "'")

    return core


def _letter_of(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2]

    return chr(int(number, 16)) if number else escape[3]


def front_matter(properties: Mapping[str, Property | None]) -> Iterator[str]:
    """The lines of *properties* at the top of a note; those without a value are left out."""
    yield "---"
    for name, value in properties.items():
        if isinstance(value, tuple):
            yield from _listed(name, value)
        elif value is not None:
            yield f"{name}: {quoted(value) if isinstance(value, str) else value}"

    yield "---"


def _listed(name: str, values: Iterable[str]) -> Iterator[str]:
    items = [f"  - {quoted(value)}" for value in values]
    if items:
        yield f"{name}:"
        yield from items


def tag(*parts: str) -> str:
    """A tag of Obsidian with *parts* from the outside in; it takes letters, figures, ``-``, ``_`` and ``/``.

    >>> tag("topic", "Green tea!")
    'evidence/topic/green-tea'
    """
    words = (re.sub(r"[^\w-]+", "-", in_a_line(part).casefold()).strip("-") or "other" for part in parts)

    return "/".join(("evidence", *words))
