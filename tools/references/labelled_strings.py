"""Printed references with the fields that are known to stand in them.

In come items of CSL and styles, out go texts, each with the spans of its fields. Where a field's text is not
found as the style sets it, the field is taken not to be printed.
"""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph.exports import reference_list
from evidence_graph.exports.reference_list import ListFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Item = dict[str, Any]
Span = tuple[int, int]

_QUOTES = '“”„«»\u2018’\u2039\u203a"'
_DASHES = "–—\u2010\u2011−"
_ALIKE = str.maketrans(
    dict.fromkeys(_QUOTES, "'") | dict.fromkeys(_DASHES, "-") | {"\u00a0": " ", "\u202f": " "}
)
_FIELDS = (
    ("title", "title"),
    ("container-title", "container"),
    ("publisher", "publisher"),
    ("publisher-place", "place"),
    ("collection-title", "series"),
)
_ROLES = (("author", "authors"), ("editor", "editors"), ("translator", "translators"))
_NUMBERS = (("page", "pages"), ("volume", "volume"), ("issue", "issue"), ("collection-number", "number"))


@dataclass(frozen=True, slots=True)
class Labelled:
    """A printed reference, the spans of its fields, the style that set it, and the record behind it."""

    text: str
    spans: dict[str, Span]
    style: str
    item: Item


def rendered(items: Sequence[Item], style: str) -> Iterator[tuple[str, Item]]:
    """The *items* as the style at this path sets them."""
    # The steps of an export, with each text beside its item: styles put them in an order of theirs.
    hidden = map(reference_list._hidden, items)  # noqa: SLF001 - see above
    own = [item | {"id": f"w{number}"} for number, item in enumerate(hidden)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pairs = reference_list._set(own, style)  # noqa: SLF001 - see above
    for text, item in pairs:
        original = items[int(item["id"][1:])]
        finished = " ".join(reference_list._finish(text, item, ListFormat.TEXT).split())  # noqa: SLF001
        yield _GLUED.sub(_parted, finished), original


_GLUED = re.compile(r"(?<=\d{4})(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(\d{1,2})?(?=[;.:])")
"""citeproc-py 0.11 leaves out the spaces of NLM's dates."""


def _parted(date: re.Match[str]) -> str:
    return " ".join(["", *filter(None, date.groups())])


def settable(items: Sequence[Item], style: str) -> Iterator[tuple[str, Item]]:
    """The *items* as a style sets them, without those over which citeproc-py stumbles."""
    try:
        yield from list(rendered(items, style))
    except Exception:  # noqa: BLE001 - whatever it stumbles over
        for item in items:
            with suppress(Exception):
                yield from list(rendered([item], style))


def is_doubled(text: str, item: Item) -> bool:
    """Whether the editors of a book are set twice, as citeproc-py does in some styles."""
    editors = item.get("editor", [])
    return bool(editors) and not item.get("author") and text.count(editors[0].get("family", "?")) > 1


def alike(text: str) -> str:
    """*text* as it is compared: small letters, one kind of quote and dash; of the same length."""
    plain = text.translate(_ALIKE)
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in plain)


def spans_of(text: str, item: Item) -> dict[str, Span] | None:
    """Where the fields of *item* stand in *text*; None where its title does not."""
    plain = alike(text)
    taken: list[Span] = []
    spans: dict[str, Span] = {}

    def put(name: str, span: Span | None) -> None:
        if span and all(span[1] <= a or span[0] >= b for a, b in taken):
            spans[name] = span
            taken.append(span)

    values = [(value, name) for variable, name in _FIELDS for value in _values(item, variable)]
    # the longest first: a book on Physiology is not found in the Journal of Physiology
    for value, name in sorted(values, key=lambda pair: -len(pair[0])):
        if name not in spans:
            put(name, _place(plain, value, taken))
    if "title" not in spans:
        return None
    for role, name in _ROLES:
        put(name, _people(plain, item.get(role, []), taken))
    year = str(item.get("issued", {}).get("date-parts", [[""]])[0][0])
    for variable, name in _NUMBERS:
        value = str(item.get(variable, ""))
        put(name, _number(plain, value, taken) if value else None)
    put("year", _number(plain, year, taken) if year else None)
    if edition := str(item.get("edition", "")):
        ordinal = re.search(rf"(?<!\w){re.escape(edition)}(?:st|nd|rd|th|e|ª|\.)? ?(?=ed|aufl|éd|rev)", plain)
        put("edition", ordinal.span() if ordinal else None)
    return spans


def _values(item: Item, variable: str) -> list[str]:
    """What an item says of a *variable*, long and short."""
    return [str(item[name]) for name in (variable, f"{variable}-short") if item.get(name)]


def _place(plain: str, value: str, taken: Sequence[Span]) -> Span | None:
    words = [re.escape(word).replace(r"\.", r"\.?") for word in alike(value).strip(" .").split()]
    if not words:
        return None
    for place in re.finditer(rf"(?<!\w){' '.join(words)}(?!\w)", plain):
        if all(place.end() <= a or place.start() >= b for a, b in taken):
            return place.span()
    return None


def _number(plain: str, value: str, taken: Sequence[Span]) -> Span | None:
    first, _, end = alike(value).partition("-")
    tail = rf"\s?-+\s?\w*?{re.escape(end[-1])}(?!\w)" if end else ""
    pattern = rf"(?<![\w./]){re.escape(first)}{tail}(?!\w|\.\d)"
    places = [p.span() for p in re.finditer(pattern, plain)]
    free = [p for p in places if all(p[1] <= a or p[0] >= b for a, b in taken)]
    if not free and end:  # only the first page is printed
        places = [p.span() for p in re.finditer(rf"(?<![\w.]){re.escape(first)}(?!\w)", plain)]
        free = [p for p in places if all(p[1] <= a or p[0] >= b for a, b in taken)]
    return free[0] if free else None


_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")
_LINKS = frozenset(
    [
        "and",
        "&",
        ",",
        ".",
        ";",
        "-",
        "'",
        "et",
        "al",
        "others",
        "u",
        "a",
        "und",
        "y",
        "e",
        "with",
        "jr",
        "sr",
        "iii",
        "…",
        "(",
        ")",
        "/",
        ":",
    ]
)


def _people(plain: str, listed: Sequence[Item], taken: Sequence[Span]) -> Span | None:
    """From the first to the last of the people *listed*, with their initials and what stands between."""
    words: set[str] = set()
    for person in listed:
        for part in person.values():
            for piece in re.findall(r"[^\W_]+", alike(str(part))):
                words |= {piece, piece[0]}
        given = alike(str(person.get("given", "")))
        initials = "".join(word[0] for word in re.findall(r"[^\W_]+", given))
        words |= {initials, *(initials[:n] for n in range(1, len(initials) + 1))}
    names = [alike(str(p.get("family", p.get("literal", "")))) for p in listed]
    best: Span | None = None
    for start in re.finditer(rf"(?<!\w){re.escape(names[0])}(?!\w)", plain) if names and names[0] else ():
        if any(a < start.end() and start.start() < b for a, b in taken):
            continue
        span = _spread(plain, start.span(), words, taken)
        if best is None or span[1] - span[0] > best[1] - best[0] + 3:
            best = span
    return best


def _spread(plain: str, span: Span, words: set[str], taken: Sequence[Span]) -> Span:
    tokens = [t.span() for t in _TOKEN.finditer(plain)]

    def free(place: Span) -> bool:
        return all(place[1] <= a or place[0] >= b for a, b in taken)

    inside = [k for k, t in enumerate(tokens) if t[0] < span[1] and t[1] > span[0]]

    def fits(k: int) -> bool:
        piece = plain[slice(*tokens[k])]
        parts = re.findall(r"[^\W_]+", piece)
        return free(tokens[k]) and (piece in _LINKS or (bool(parts) and all(p in words for p in parts)))

    low, high = inside[0], inside[-1]
    while low > 0 and fits(low - 1):
        low -= 1
    while high + 1 < len(tokens) and fits(high + 1):
        high += 1
    opening, closing = set(",;:.()-/'…&") | {"and"}, set(",;:()-/'&") | {"and"}
    while low < inside[0] and plain[slice(*tokens[low])] in opening:
        low += 1
    while high > inside[-1] and plain[slice(*tokens[high])] in closing:
        high -= 1
    end = tokens[high][1]
    if plain[end - 1] == "." and high > 0 and not _is_pointed(plain, tokens[high - 1]):
        end -= 1
    return tokens[low][0], end


def _is_pointed(plain: str, token: Span) -> bool:
    """Whether the token before a point is an initial or *al*."""
    word = plain[slice(*token)]
    if len(word) <= 1 and re.search(r"[^\W\d_.]{2,} $", plain[: token[0]]):
        return False  # Huang P.
    return len(word) <= 1 or word in {"al", "jr", "sr"} or (len(word) == 2 and not word.isascii())
