"""Identifiers of works as people write them: DOI, PubMed, arXiv; and each as all writings of it have it."""

from __future__ import annotations

import html
import re

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\x00-\x1f\x7f]+")
_RESOLVER = re.compile(
    r"(?:https?:/{1,2})?(?:(?:[\w-]+\.)*doi\.org(?::\d+)?|doi-org\.[\w.-]+)/+", re.IGNORECASE
)
_LABEL = re.compile(r"(?:doi|info:doi/|urn:doi:)\s*[:=]?\s*", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"https?://[^\s?#]*?/(?:doi|doi/\w+|article|chapter|book)/(?=10\.[0-9]{4,9}/)", re.IGNORECASE
)
_IN_TEXT = re.compile(
    r"(?:\bdoi\s*[:=]?\s*|(?:dx\.)?doi\.org/)(10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]+)", re.IGNORECASE
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
_AFTER = ".,;:'\"”’»*"
_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}
_VIEWS = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|meta|summary)|\.pdf|v\d+\.full(?:\.pdf)?)$", re.IGNORECASE
)
_ARXIV = re.compile(
    r"(?:https?://)?(?:www\.)?(?:arxiv\.org/(?:abs|pdf|html)/|arxiv\s*:\s*|10\.48550/arxiv\.)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)


def is_doi(text: str) -> bool:
    """Whether *text* has the form of a bare DOI, such as ``10.1519/JSC.0000000000001195``.

    >>> is_doi("10.1519/JSC.0000000000001195"), is_doi("https://doi.org/10.1519/JSC")
    (True, False)
    """
    return _DOI.fullmatch(text) is not None


def bare_doi(text: str) -> str:
    """The DOI in *text* without the address, label or signs round it; letter case stays.

    >>> bare_doi("https://doi.org/10.1002/(SICI)1097%2F0258"), bare_doi("doi: 10.1234/x.")
    ('10.1002/(SICI)1097/0258', '10.1234/x')
    """
    text = _UNSEEN.sub("", text).strip().strip("<>\"'“”")
    text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    is_address = False
    while prefix := _RESOLVER.match(text) or _PUBLISHER.match(text) or _LABEL.match(text):
        is_address = is_address or "/" in prefix[0]
        text = text[prefix.end() :]

    if is_address or re.search(r"%2f", text[:20], re.IGNORECASE):
        from urllib.parse import unquote

        text = unquote(text)
        text = _VIEWS.sub("", text.partition("?")[0].partition("#")[0]) if is_address else text

    text = _trim(text.translate(_HYPHENS) if text.startswith("10.") else text)

    return _once(text)


def doi_within(text: str) -> str | None:
    """The DOI that *text* names as one, by its label or its resolver; None when it names none.

    >>> doi_within("Accessed 2020, doi: 10.1234/abc."), doi_within("https://example.org/10.1234/x")
    ('10.1234/abc', None)
    """
    match_with_prefix = _IN_TEXT.search(text)
    doi = (
        bare_doi(match_with_prefix[1] if match_with_prefix else text)
        if match_with_prefix or _PUBLISHER.match(text)
        else ""
    )

    return doi if is_doi(doi) else None


def doi_identity(text: str) -> str:
    """The DOI in *text* as all its writings have it: registrants do not tell letters by their case."""
    return bare_doi(text).casefold()


def arxiv_identity(text: str) -> str | None:
    """The number that *text* has at arXiv, without its version; None when it is none.

    >>> arxiv_identity("arXiv:2001.01234v2"), arxiv_identity("10.1234/x")
    ('2001.01234', None)
    """
    match = _ARXIV.fullmatch(text.strip())

    return match[1].lower() if match else None


def _trim(text: str) -> str:
    """*text* without the signs of a sentence at its end; a bracket stays that is opened in it."""
    while text:
        last = text[-1]
        is_stray = last in _CLOSERS and text.count(last) > text.count(_CLOSERS[last])
        if last not in _AFTER and not is_stray:
            break

        text = text[:-1]

    return text


def _once(text: str) -> str:
    """The DOI that somebody pasted twice, once."""
    half, odd = divmod(len(text), 2)
    if not odd and is_doi(text[:half]) and text[:half].casefold() == text[half:].casefold():
        return text[:half]
    if "doi" not in text.lower():
        return text

    prefix_pattern = re.search(r"(?:https?://)?(?:dx\.)?doi\.org/|(?<=.)\s*doi:", text, re.IGNORECASE)
    if prefix_pattern and prefix_pattern.start() and is_doi(text[: prefix_pattern.start()].strip()):
        first, second = (
            _trim(text[: prefix_pattern.start()].strip()),
            bare_doi(text[prefix_pattern.start() :]),
        )
        if second.casefold() == first.casefold():
            return first

        return text

    return text
