"""Books, parts of books, theses and reports as any style may print them, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn_style import dated, head, title_of
from phrases import (
    EDITIONS,
    EDITORS_BEFORE,
    EDITORS_BEHIND,
    IN,
    MONTHS,
    NUMBERED_EDITIONS,
    NUMBERS,
    ORDINALS,
    REPORTS,
    TAILS_OF_BOOKS,
    THESES,
    TRANSLATORS_BEFORE,
)  # fmt: skip

if TYPE_CHECKING:
    from drawn_style import Item, Piece, Style


def _edition(style: Style, item: Item) -> list[Piece]:
    if "edition" not in item:
        return []
    number = item["edition"]
    if style.maybe(0.25):
        before, behind = style.pick(*NUMBERED_EDITIONS).split("{}")
        return [(before, None), (number, "edition"), (behind, None)]
    ordinal = style.pick(*ORDINALS) if style.maybe(0.5) else _ordinal(number)
    return [(ordinal, "edition"), (style.pick(*EDITIONS)[2:], None)]


def _ordinal(number: str) -> str:
    return number + {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")


def _volume_of_book(style: Style, item: Item) -> list[Piece]:
    if "volume" not in item:
        return [(style.pick("2 vols.", "3 vols", "2 Bde.", "4 volumes"), None)] if style.maybe(0.02) else []
    return [
        (style.pick("Vol. ", "vol. ", "Volume ", "Bd. ", "vols. ", "t. ", "Tome ", "Band ", "т. "), None),
        (item["volume"], "volume"),
    ]


def _series(style: Style, item: Item) -> list[Piece]:
    if "collection-title" not in item:
        return []
    opening, closing = (
        style.pick("( )", "| |", "| |", "[ ]").replace("|", "").split(" ")
        if style.maybe(0.9)
        else ("in ", "")
    )
    pieces: list[Piece] = [(opening, None), (item["collection-title"], "series")]
    if "collection-number" in item:
        pieces += [
            (
                style.pick(" ", ", ", ", vol. ", "; ", "; vol. ", ", no. ", " No. ", ", Bd. ", " ; ", ": "),
                None,
            ),
            (item["collection-number"], "number"),
        ]
    return [*pieces, (closing, None)]


def _imprint(style: Style, item: Item) -> list[Piece]:
    """Place, publisher, and the year if the style sets it there."""
    place, publisher = item.get("publisher-place"), item.get("publisher")
    pieces: list[Piece] = []
    if place and publisher and style.maybe(0.93):
        first: Piece = (place, "place")
        second: Piece = (publisher, "publisher")
        joint = style.pick(": ", ": ", ": ", ": ", ": ", " : ", ", ", ", ", ". ", ":", "; ")
        if style.maybe(0.3):
            first, second, joint = second, first, style.pick(", ", ", ", ": ", ". ", " (", "; ", " ")
        pieces = [first, (joint, None), second, (")" * (joint == " ("), None)]
    elif publisher or place:
        pieces = [(publisher, "publisher") if publisher else (place or "", "place")]
    if style.year_at == "people":
        return [*pieces, (style.pick(".", ".", ""), None)]
    joint = style.pick(", ", ", ", "; ", " ", ". ", ", ©", ", c") if pieces else ""
    return [*pieces, (joint, None), *dated(style, item), (style.pick(".", ".", ""), None)]


def _joined(style: Style, groups: list[list[Piece]], last: str = "") -> list[Piece]:
    """Those of the *groups* that have something, with a sign between."""
    sign = style.stop if style.maybe(0.7) else style.pick(". ", ", ", " ", "; ", ". – ", " – ")
    pieces: list[Piece] = []
    for group in groups:
        if any(text for text, _ in group):
            pieces += [*([(sign, None)] if pieces else []), *group]
    return [*pieces, (last, None)]


def _translators(style: Style, item: Item) -> list[Piece]:
    if "translator" not in item:
        return []
    people = style.editors.text(item["translator"])
    if style.maybe(0.3):
        return [
            (people, "translators"),
            (style.pick(", translator", " (Trans.)", ", trans.", " (Übers.)"), None),
        ]
    return [(style.pick(*TRANSLATORS_BEFORE), None), (people, "translators")]


def _editors(style: Style, item: Item) -> list[Piece]:
    """The editors behind a title."""
    if "editor" not in item or "author" not in item:
        return []
    people: Piece = (style.editors.text(item["editor"]), "editors")
    if style.maybe(0.06):  # that they are editors follows from their place alone
        return [people, ("", None)]
    if style.maybe(0.5):
        return [(style.pick(*EDITORS_BEFORE), None), people]
    return [people, (style.pick(*EDITORS_BEHIND), None)]


def _bracketed(style: Style, groups: list[list[Piece]]) -> list[Piece]:
    """All of the *groups* in one pair of brackets, as APA sets them; empty if there are none."""
    pieces = _joined(style, groups)
    return [("(", None), *pieces, (")", None)] if any(text for text, _ in pieces) else []


def book(style: Style, item: Item) -> list[Piece]:
    """A book."""
    about = [_edition(style, item), _volume_of_book(style, item)]
    style.chance.shuffle(about)
    people = [_editors(style, item), _translators(style, item)]
    style.chance.shuffle(people)
    series = _series(style, item)
    if style.maybe(0.35):
        middle = (
            [_bracketed(style, [*people, *about])]
            if style.maybe(0.6)
            else [_bracketed(style, about), *people]
        )
    else:
        middle = [*people, *about] if style.maybe(0.5) else [*about, *people]
    imprint = _imprint(style, item)
    groups = [*middle, series, imprint] if style.maybe(0.6) else [*middle, imprint, series]
    if style.maybe(0.14):
        groups.append([(style.pick(*TAILS_OF_BOOKS), None)])
    if style.maybe(0.12) and style.year_at != "people":
        groups = [*middle, series, [("(", None), *imprint[:-1], (")", None)]]
    title = title_of(style, item)
    if title[-1][0] == style.stop and style.maybe(0.4) and groups[0][:1] == [("(", None)]:
        title[-1] = (" ", None)
    return [*head(style, item), *title, *_joined(style, groups)]


def _pages_of_part(style: Style, item: Item) -> list[Piece]:
    if "page" not in item:
        return []
    sign = style.pick(
        "pp. ", "pp. ", "p. ", "p ", "", "S. ", "pages ", "Pp. ", "\u0441. ", "pp ", "str. ", "págs. "
    )
    return [(sign, None), (item["page"].replace("-", style.dash), "pages")]


def _days(style: Style) -> list[Piece]:
    """Where and when a meeting was; that is no field."""
    month, day = style.pick(*MONTHS), style.chance.randint(1, 25)
    days = (
        f"{day}–{day + 3} {month}",
        f"{month} {day}-{day + 4}",
        f"{day} {month}",
        month,
        f"{day} {month} 1997",
    )
    place = style.pick(
        "Boston, MA", "San Francisco, CA, USA", "Vienna", "Kyoto, Japan", "Nice", "Long Beach", ""
    )
    said = f"{place}, {style.pick(*days)}" if place else style.pick(*days)
    return [(style.pick(" (|)", ", |", "; |", ". |").replace("|", said), None)]


def part(style: Style, item: Item) -> list[Piece]:
    """A work in a book or in proceedings."""
    book: list[Piece] = [(item["container-title"], "container")]
    if item["type"] == "paper-conference" and style.maybe(0.3):
        book += _days(style)
    editors = _editors(style, item)
    pages = _pages_of_part(style, item)
    about = [_edition(style, item), _volume_of_book(style, item)]
    is_behind = any(text in {"", *EDITORS_BEHIND} for text, _ in editors)
    where = [*head(style, item), *title_of(style, item), (style.pick(*IN), None)]
    imprint = _imprint(style, item)
    if editors and is_behind and style.maybe(0.8):
        book = [*editors, (style.pick(", ", ", ", ". ", ": ", " "), None), *book]
        editors = []
    if style.maybe(0.35):
        groups = [
            [*book, (" ", None), *_bracketed(style, [editors, *about, pages])],
            _series(style, item),
            imprint,
        ]
    elif style.maybe(0.5):
        behind = [_series(style, item), imprint, pages]
        if style.maybe(0.3):
            style.chance.shuffle(behind)
        groups = [book, editors, *about, *behind]
    else:
        groups = [book, *about, pages, editors, _series(style, item), imprint]
    return [*where, *_joined(style, groups, style.pick(".", ".", ""))]


def thesis(style: Style, item: Item) -> list[Piece]:
    """A thesis."""
    genre = style.pick(*THESES)
    school, place = item.get("publisher", "Harvard"), item.get("publisher-place")
    names: list[Piece] = [(school, "publisher")]
    if place and place not in school:
        names = (
            [*names, (", ", None), (place, "place")]
            if style.maybe(0.7)
            else [(place, "place"), (": ", None), *names]
        )
    year = (
        [] if style.year_at == "people" else [(style.pick(", ", "; ", ", ", ". "), None), *dated(style, item)]
    )
    opening, closing = style.pick("( )", "[ ]", "| |", "| |", "| |").replace("|", "").split(" ")
    title = title_of(style, item)
    if opening:
        title[-1] = (" ", None)
    if style.maybe(0.25) and opening:
        return [
            *head(style, item),
            *title,
            (f"{opening}{genre}{style.pick(', ', '. ', '; ')}", None),
            *names,
            *year,
            (closing + ".", None),
        ]
    joint = style.pick(". ", ", ", ": ", ", ")
    return [
        *head(style, item),
        *title,
        (opening + genre + closing + joint, None),
        *names,
        *year,
        (style.pick(".", ""), None),
    ]


def report(style: Style, item: Item) -> list[Piece]:
    """A report."""
    genre = style.pick(*REPORTS) + (style.pick(*NUMBERS) + item["number"] if "number" in item else "")
    opening, closing = style.pick("( )", "[ ]", "| |", "| |").replace("|", "").split(" ")
    title = title_of(style, item)
    if opening:
        title[-1] = (" ", None)
    kind = [(opening + genre + closing, None)] if style.maybe(0.85) else []
    groups = [kind, _imprint(style, item)] if style.maybe(0.7) else [_imprint(style, item), kind]
    return [*head(style, item), *title, *_joined(style, groups)]
