"""What a claims file is when it is no Turtle: another syntax of RDF, a page, a bibliography.

In comes the beginning of a text that the parser of Turtle refused; out comes what people call it. Whoever
gets "{ is not a valid predicate" for a whole file of JSON-LD looks for a slip that is not there.
"""

from __future__ import annotations

import re
from collections import deque

from pyoxigraph import RdfFormat, parse

HEAD = 1_000_000
"""So many characters of the beginning are looked at."""

OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("JSON-LD", re.compile(r'[\[{](?=.*"@(?:context|id|graph|type|value)"\s*:)', re.DOTALL)),
    ("JSON", re.compile(r'\{\s*(?:"|\}\s*\Z)|\[\s*[\[{"]')),
    ("an HTML page", re.compile(r"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL | re.IGNORECASE)),
    (
        "RDF/XML",
        re.compile(
            r"(?:<\?xml.*?\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE\s.*?\]?>\s*)*<(?:\w+:)?RDF[\s>]", re.DOTALL
        ),
    ),
    ("XML", re.compile(r"<\?xml\s")),
    ("BibTeX", re.compile(r"(?:%[^\n]*\n\s*)*@(?!prefix|base)[A-Za-z]+\s*\{")),
)
"""How texts begin, the narrower name before the wider one."""

OTHERS: tuple[tuple[str, RdfFormat], ...] = (
    ("N-Quads", RdfFormat.N_QUADS),
    ("TriG", RdfFormat.TRIG),
)
"""The syntaxes that begin as Turtle does, and that only their parser tells apart.

Notation3 is none of them: it reads so much that many a slip in Turtle would be called by its name.
"""


def other_syntax(text: str) -> str | None:
    """What people call the syntax of *text*, which is no Turtle; nothing where it may be Turtle with a slip.

    >>> other_syntax('{"@id": "https://example.org/a"}'), other_syntax("<a> <b> <c> <d> .")
    ('JSON-LD', None)
    >>> other_syntax("<urn:a> { <urn:b> <urn:c> 1 }"), other_syntax("@article{leaf2001, year = 2001}")
    ('TriG', 'BibTeX')
    """
    start = text[:HEAD].lstrip("\ufeff \t\r\n")
    opening = next((name for name, pattern in OPENINGS if pattern.match(start)), None)
    if opening is not None or not start:
        return opening

    return next((name for name, form in OTHERS if _reads(text, form)), None)


def _reads(text: str, form: RdfFormat) -> bool:
    """Whether all of *text* is of this *form*."""
    try:
        deque(parse(input=text.encode(), format=form), maxlen=0)
    except SyntaxError:
        return False

    return True
