"""What we add to a work for a reference manager, and how it is told from what its user wrote.

A work gets a tag for each stance it has to a claim, and one note of its judgements::

    evidence: supports "no-transfer-to-sprinting"
    Evidence by evidence-graph: … End of the evidence.

Both are made anew each time from the judgements. When a library with them comes back they are left out: what
is judged stands in the claims, and a tag that is out of date would stay for ever.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import filterfalse
from typing import TYPE_CHECKING

from evidence_graph.bibliography.keywords import without_keywords
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from evidence_graph.bibliography.blocks import Bibliography, Block, Entry
    from evidence_graph.bibliography.foreign_records import ForeignRecord

START, END = "Evidence by evidence-graph:", "End of the evidence."
"""Between them stands the note of the judgements."""

TAG = re.compile(rf"evidence: (?:{'|'.join(Stance)}) \W*\S+")
"""A tag of ours; other programs write its quotation marks in their own way."""

NOTE = re.compile(rf"(?:;|\s)*{re.escape(START)}.*?{re.escape(END)}", re.DOTALL)

NOTE_FIELDS = ("note", "annote", "annotation", "ris-n1", "comment")
"""The fields in which programs give notes back."""


def tag(stance: Stance, claim: str) -> str:
    """The tag that says: this work has *stance* to *claim*; it has no comma, which ends a tag elsewhere.

    >>> tag(Stance.SUPPORTS, "no-transfer")
    'evidence: supports "no-transfer"'
    """
    from urllib.parse import quote

    return f'evidence: {stance} "{quote(claim, safe="/")}"'


def unmarked(bibliography: Bibliography) -> Bibliography:
    """*bibliography* without tags and notes of ours; its user's own stay."""
    blocks: list[Block] = []
    for block in bibliography.blocks:
        if block.entry is None:
            blocks.append(block)
        else:
            blocks.append(replace(block, entry=_unmarked(block.entry)))

    return replace(bibliography, blocks=tuple(blocks))


def _unmarked(entry: Entry) -> Entry:
    fields = dict(entry.fields)
    if "keywords" in fields:
        fields["keywords"] = without_keywords(fields["keywords"], TAG)

    for name in NOTE_FIELDS:
        if name in fields:
            fields[name] = NOTE.sub("", fields[name])

        if fields.get(name) == "{}":
            del fields[name]

    if fields.get("keywords") == "":
        del fields["keywords"]

    return replace(entry, fields=fields)


def unmarked_record(foreign: ForeignRecord) -> ForeignRecord:
    """The same for a work on its way to another format."""
    texts = dict(foreign.texts)
    for name in NOTE_FIELDS:
        rest = NOTE.sub("", texts.pop(name, "")).strip()
        if rest:
            texts[name] = rest

    return replace(foreign, texts=texts, keywords=[*filterfalse(TAG.fullmatch, foreign.keywords)])
