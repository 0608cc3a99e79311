"""The text of a field as it stands in print, in its plain form: nothing is added, signs round it go."""

from __future__ import annotations

import re

from evidence_graph.references.letters import DASH
from evidence_graph.references.printed_reference import Part

_DASHES = re.compile(rf" ?[{DASH}]+ ?")
_SPACES = re.compile(r"\s+")
_ROUND = re.compile(r"^[\s.,;:“”\"«»„\u2018()\[\]–—-]+|[\s,;:“”\"«»„\[\]–—-]+$")
_TORN_WORD = re.compile(r"(?<=[^\W\d_])- (?=[a-zß-ÿ])(?!(?:and|or|und|oder|et|ou|y|e|to)\b)")
"""Where a line ended within a word: "predic- ates", and not "pre- and post-war"."""

_PAGE_LABEL = re.compile(r"^(?:pp?\.? ?|[Pp]ages? )")
_BALANCED = {")": "(", "]": "["}


def plain_text(part: Part, text: str) -> str:
    """The plain form of a *text* printed in the field *part*.

    >>> plain_text(Part.PAGES, "2594 – 601"), plain_text(Part.TITLE, "“Tea and sleep.”")
    ('2594-601', 'Tea and sleep')
    """
    text = _TORN_WORD.sub("", _SPACES.sub(" ", text)).strip()
    if part is Part.PAGES:
        return _DASHES.sub("-", _PAGE_LABEL.sub("", text)).strip(" .,;:()")
    if part in {Part.TITLE, Part.CONTAINER}:
        return _title(text)
    if part in {Part.AUTHORS, Part.EDITORS}:
        return text.strip(" ,;:")

    return text.strip(" .,;:()[]")


def _title(text: str) -> str:
    """A title without the quotes and points round it; what it opens and closes itself stays."""
    text = text.strip(" ,;:–—-")
    while text and text[0] in "“\"«„\u2018'" and text[-1] in "”\"»“’'.,":
        text = text[1:].rstrip("”\"»“’'., ")

    if text.endswith(".") and not re.search(r"(?:\b\w\.|\.\w+\.|\betc\.)$", text):
        text = text.rstrip(". ")

    return text.strip(" ,;:“”«»„")
