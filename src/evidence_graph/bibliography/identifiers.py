"""Digital object identifiers (DOI) as people write them."""

from __future__ import annotations

import re

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_LABEL = re.compile(r"doi\s*[:=]?\s*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_TWICE = re.compile(r"(.+?)(?:https?://(?:dx\.)?doi\.org/)?\1", re.IGNORECASE)
_STOPS = ".,;"


def is_doi(text: str) -> bool:
    """Whether *text* has the form of a bare DOI, such as ``10.1519/JSC.0000000000001195``.

    >>> is_doi("10.1519/JSC.0000000000001195"), is_doi("https://doi.org/10.1519/JSC")
    (True, False)
    """
    return _DOI.fullmatch(text) is not None


def bare_doi(text: str) -> str:
    """The DOI in *text* without the address or label before it; letter case stays.

    >>> bare_doi("https://doi.org/10.1002/(SICI)1097%2F0258"), bare_doi("doi: 10.1/X")
    ('10.1002/(SICI)1097/0258', '10.1/X')
    """
    text = text.strip()
    address = _RESOLVER.match(text)
    if address:
        from urllib.parse import unquote

        return unquote(text[address.end() :])
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def clean_doi(text: str) -> str:
    """The DOI that *text* surely is: freed of address, label, spaces, entities and the stop of a sentence.

    An empty text where it holds none, or something that no rule explains.

    >>> clean_doi("https://doi.org/10.5555/leaf. 2001."), clean_doi("10.5555/a10.5555/a"), clean_doi("leaf")
    ('10.5555/leaf.2001', '10.5555/a', '')
    """
    from html import unescape

    bare = unescape(_SPACE.sub("", bare_doi(text))).rstrip(_STOPS)
    twice = _TWICE.fullmatch(bare)
    if twice and is_doi(twice[1]):
        bare = twice[1]
    return bare if is_doi(bare) else ""
