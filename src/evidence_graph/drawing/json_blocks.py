"""Data within a page: JSON that cannot leave its block, with its texts as every place shows them.

Of most data nothing is hidden: whether there is anything to leave out is seen at the whole text at once, and
only then is each text looked at by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from evidence_graph.invisible import HIDDEN, show

_NODE = re.compile(r"(claim|citation|article|concept|topic):\S+")
"""The name of a node, by which the script finds it."""

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Letters that could end the block they stand in, or that are line ends to a script and not to JSON."""

_ESCAPED_CONTROL = re.compile(r"\\(?:u00[01]|u202[89]|[bf])")
"""What JSON writes for a character that nobody sees; a backslash before such letters looks the same."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def block(value: object) -> str:
    r"""*value* as JSON for a block of the page, with its texts as they are shown.

    >>> block({"label": "</b> te\u202ea"}), block(["claim:te\u202ea"])
    ('{"label":"\\u003c/b\\u003e tea"}', '["claim:te\u202ea"]')
    """
    text = embed(value)
    if _is_plain(text):
        return text

    return embed(as_shown(value))


def embed(value: object) -> str:
    r"""*value* as JSON that cannot leave the script block it stands in.

    >>> embed({"label": "</script>"})
    '{"label":"\\u003c/script\\u003e"}'
    """
    text = _encode(value)
    for letter, escape in _ESCAPES.items():
        text = text.replace(letter, escape)

    return text


def as_shown(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """*value* with its texts as every place shows them; the names of nodes stay, and BibTeX."""
    if isinstance(value, str):
        if _NODE.fullmatch(value):
            return value

        return show(value)

    if isinstance(value, Mapping):
        return {name: held if name == "bibtex" else as_shown(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [as_shown(held) for held in value]

    return value


def _is_plain(text: str) -> bool:
    """Whether no character stands in the JSON *text* that nobody sees, as itself or escaped."""
    if _ESCAPED_CONTROL.search(text):
        return False
    if text.isascii() and "\x7f" not in text:
        return True

    letters = "".join(set(text))

    return re.search(HIDDEN, letters) is None
