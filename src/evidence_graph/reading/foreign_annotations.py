"""Annotations that others made, as plain values: what was marked in a text, and what they wrote of it.

In comes JSON: what Hypothesis exports or answers with, or W3C Web Annotations in JSON-LD (one, a list, an
AnnotationPage, an AnnotationCollection with its first page in it); out come `ForeignAnnotation`s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph import limits
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTS = ("rows", "annotations", "items", "@graph")
"""Under which names a document holds its annotations: Hypothesis' search, its export, W3C pages, JSON-LD."""

TAGGING = "tagging"

DEEP = 20
"""A document is read so deep into itself; none is nested deeper on purpose."""


@dataclass(frozen=True, slots=True)
class ForeignAnnotation:
    """One stretch of a text that somebody marked: *quote* with what stood around it, and what they wrote.

    *things* are the addresses that it names, such as that of a claim.
    """

    place: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    remarks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    creator: str = ""
    created: str = ""


QUOTE = "TextQuoteSelector"
"""The selector that every annotation of a text has, whoever made it."""


def content_of(path: Path) -> bytes:
    """The bytes of the file at *path*. Raises BrokenFile for one that cannot be read, or is too large."""
    try:
        limits.refuse_size(path, limit=limits.FILE)
        return path.read_bytes()
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error


def is_annotations(path: Path) -> bool:
    """Whether the JSON in the file at *path* is annotations, as far as its words tell."""
    content = content_of(path)

    return QUOTE.encode() in content and b'"target"' in content


def read(path: Path, content: bytes) -> list[ForeignAnnotation]:
    """The annotations in the *content* of the file at *path*; those that mark nothing are left out.

    Raises BrokenFile for what is no JSON, or holds no annotations.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BrokenFile(path, f"this is no JSON: {error}.") from error

    annotations = list(_listed(document))
    if not annotations:
        raise BrokenFile(
            path,
            "there are no annotations in it; it must be what Hypothesis exports (JSON), or Web Annotations "
            "in JSON-LD.",
        )

    result: list[ForeignAnnotation] = []
    for place, record in enumerate(annotations, 1):
        result += _of_record(place, record)

    return result


def _listed(document: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The annotations of a *document*, however they are wrapped."""
    if depth > DEEP:
        return

    if isinstance(document, list):
        for each in document:
            yield from _listed(each, depth + 1)
    elif isinstance(document, Mapping):
        if "target" in document:
            yield document
            return

        for name in (*LISTS, "first"):
            yield from _listed(document.get(name), depth + 1)


def _of_record(place: int, record: Mapping[str, Any]) -> Iterator[ForeignAnnotation]:
    """What one annotation marks: each of its targets that has a quotation."""
    bodies = [*_all(record.get("body")), *_all(record.get("text")), *map(_tag, _all(record.get("tags")))]
    creator = record.get("creator") or record.get("user") or ""
    if isinstance(creator, Mapping):
        creator = creator.get("name") or creator.get("id") or ""

    for target in _all(record.get("target")):
        quotes = [one for one in _selectors(target) if _is(one, QUOTE) and one.get("exact")]
        places = [one for one in _selectors(target) if _is(one, "TextPositionSelector")]
        start = places[0].get("start") if places else None
        if quotes:
            yield ForeignAnnotation(
                place=place,
                quote=_text(quotes[0]["exact"]),
                prefix=_text(quotes[0].get("prefix")),
                suffix=_text(quotes[0].get("suffix")),
                start=start if isinstance(start, int) and not isinstance(start, bool) else None,
                remarks=tuple(filter(None, (_remark(body) for body in bodies))),
                tags=tuple(filter(None, (_tag_of(body) for body in bodies))),
                things=tuple(filter(None, (_thing(body) for body in bodies))),
                creator=_text(creator).removeprefix("acct:"),
                created=_text(record.get("created")),
            )


def _selectors(target: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The selectors of a *target*, and those by which these are refined."""
    if not isinstance(target, Mapping) or depth > DEEP:
        return

    for name in ("selector", "refinedBy"):
        for selector in _all(target.get(name)):
            if isinstance(selector, Mapping):
                yield selector
                yield from _selectors(selector, depth + 1)


def _all(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    """One *value* or a list of them as a list; none where there is nothing."""
    if value is None:
        return []

    return value if isinstance(value, list) else [value]


def _is(record: Mapping[str, Any], kind: str) -> bool:
    """Whether a *record* is of that *kind*, whichever prefix that has."""
    kinds = [*_all(record.get("type")), *_all(record.get("@type"))]

    return any(str(each).rpartition(":")[2].rpartition("#")[2] == kind for each in kinds)


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    return value if isinstance(value, str) else ""


def _tag(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """A tag of Hypothesis as a body."""
    return {"purpose": TAGGING, "value": value}


def _is_tag(body: Mapping[str, Any]) -> bool:
    return TAGGING in _all(body.get("purpose"))


def _tag_of(body: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(body, Mapping) and _is_tag(body):
        return _text(body.get("value")).strip()

    return ""


def _remark(body: Any) -> str:  # noqa: ANN401 - any JSON
    """The words of a *body*: Hypothesis' text, or a TextualBody that is no tag."""
    if isinstance(body, str):
        return "" if _is_address(body) else body.strip()
    if not isinstance(body, Mapping) or _is_tag(body):
        return ""

    return _text(body.get("value")).strip()


def _thing(body: Any) -> str:  # noqa: ANN401 - any JSON
    """The address of what a *body* is: a text alone that is one, or the source of a resource."""
    if isinstance(body, str):
        return body if _is_address(body) else ""
    if not isinstance(body, Mapping) or _text(body.get("value")):
        return ""

    return _text(body.get("source")) or _text(body.get("id"))


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "urn:")) and len(text.split()) == 1
