"""Claims and stances in the keywords of an entry, where every reference manager keeps them.

A link is one keyword, ``eg:<stance>:<claim id>``, such as ``eg:supports:no-transfer-to-sprinting``.
In a claim id, characters other than letters, digits and ``. _ - /`` are percent-encoded. Keywords
of other people, also such as begin with ``eg:`` and name no stance, stay.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_graph.bibliography import value_expressions
from evidence_graph.bibliography.keywords import keywords, with_keywords, without_keywords
from evidence_graph.bibliography.latex import encode
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.bibliography.blocks import Bibliography, Entry

_LINK = re.compile(rf"eg:({'|'.join(Stance)}):(\S+)")
_STANCES = "|".join(Stance)
_OURS = re.compile(rf"\s*\[(?:{_STANCES}) \S+: .*\]\s*\Z|\A(?:{_STANCES}) \S+: .*\Z", re.DOTALL)
"""What `annotate` wrote into a note: in brackets after the reader's own, or alone."""

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

    *annote*, when given, becomes its note in plain text, after what the reader wrote there.
    """
    fields = dict(entry.fields)
    others = without_keywords(fields.get("keywords", ""), _LINK)
    added = [link_keyword(stance, claim) for stance, claim in links]
    fields["keywords"] = with_keywords(others, added)
    if not fields["keywords"]:
        del fields["keywords"]

    if annote is not None:
        fields["annote"] = _with_note(fields.get("annote", ""), encode(annote))

    return replace(entry, fields=fields)


def _with_note(value: str, note: str) -> str:
    """The *value* of a field for notes with *note* at its end, instead of what we left there before."""
    pieces = value_expressions.scan(value)[0]
    if not pieces:
        return f"{{{note}}}"
    if len(pieces) > 1 or pieces[0][0] not in '{"':
        return f"{value} # {{ [{note}]}}"

    own = _OURS.sub("", pieces[0][1:-1]).strip()

    return f"{{{own} [{note}]}}" if own else f"{{{note}}}"


def links(bibliography: Bibliography) -> tuple[tuple[str, Stance, str], ...]:
    """The links that the entries carry: citation key, stance, claim id."""
    from urllib.parse import unquote

    claim_links = []
    for key, entry in bibliography.entries.items():
        for keyword in keywords(entry.fields.get("keywords", ""), bibliography.strings):
            link = _LINK.fullmatch(keyword)
            if link:
                claim_links.append((key, Stance(link[1]), unquote(link[2])))

    return tuple(claim_links)
