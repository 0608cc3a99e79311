"""Claims and stances in the keywords of an entry, where every reference manager keeps them.

A link is one keyword, ``eg:<stance>:<claim id>``, such as ``eg:supports:no-transfer-to-sprinting``.
In a claim id, characters other than letters, digits and ``. _ - /`` are percent-encoded. Keywords
of other people, also such as begin with ``eg:`` and name no stance, stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.bibliography.keywords import keywords, with_keywords, without_keywords
from evidence_graph.bibliography.latex import encode
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.bibliography.blocks import Bibliography, Entry

_LINK = re.compile(rf"eg:({'|'.join(Stance)}):(\S+)")
_SAFE = "/"


def link_keyword(stance: Stance, claim: str) -> str:
    """The keyword that says: this work has *stance* to *claim*.

    >>> link_keyword(Stance.SUPPORTS, "no-transfer")
    'eg:supports:no-transfer'
    """
    from urllib.parse import quote

    return f"eg:{stance}:{quote(claim, safe=_SAFE)}"


def annotate(entry: Entry, links: Iterable[tuple[Stance, str]], *, annote: str | None = None) -> Entry:
    """*entry* with exactly *links* (stance and claim id), its other keywords kept.

    *annote*, when given, becomes its note in plain text.
    """
    fields = dict(entry.fields)
    others = without_keywords(fields.get("keywords", ""), _LINK)
    added = [link_keyword(stance, claim) for stance, claim in links]
    fields["keywords"] = with_keywords(others, added)
    if not fields["keywords"]:
        del fields["keywords"]
    if annote is not None:
        fields["annote"] = f"{{{encode(annote)}}}"
    return replace(entry, fields=fields)


def links(bibliography: Bibliography) -> tuple[tuple[str, Stance, str], ...]:
    """The links that the entries carry: citation key, stance, claim id."""
    from urllib.parse import unquote

    found = []
    for key, entry in bibliography.entries.items():
        for keyword in keywords(entry.fields.get("keywords", ""), bibliography.strings):
            link = _LINK.fullmatch(keyword)
            if link:
                found.append((key, Stance(link[1]), unquote(link[2])))
    return tuple(found)
