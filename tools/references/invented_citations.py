"""Works that nobody wrote, from a seed: what the statistical reader of references learns from.

In comes chance with a seed, out come items of CSL: their names, titles and journals are put together from the
words and shapes of the table. No record of a real work is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invented_titles import capital, people, person, pick, title
from invented_words import JOURNALS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

Item = dict[str, Any]

KINDS = {
    "article-journal": 43,
    "chapter": 15,
    "book": 19,
    "paper-conference": 7,
    "thesis": 4,
    "report": 5,
    "webpage": 5,
    "article": 2,
}
"""How often each type of CSL is made."""

SHORT_FORMS = {"Journal": "J", "Research": "Res", "International": "Int", "Science": "Sci", "American": "Am"}
LEFT_OUT = frozenset({"of", "and", "the", "in", "An", "on"})
"""Words that the short form of a journal's name has not."""


def citation(chance: Random, number: int) -> Item:
    """An invented work of some kind."""
    kind = chance.choices(list(KINDS), weights=list(KINDS.values()))[0]
    while not _is_clear(item := _citation(chance, number, kind)):
        pass
    return item


_NUMBERS = ("volume", "issue", "edition", "collection-number")


def _is_clear(item: Item) -> bool:
    """Whether no two of its numbers are equal, so that each is found where it is printed."""
    numbers = [item[name] for name in _NUMBERS if name in item]
    numbers += [str(number) for date in item["issued"]["date-parts"] for number in date[1:]]
    return len(numbers) == len(set(numbers))


def _citation(chance: Random, number: int, kind: str) -> Item:
    item: Item = {"id": f"w{number}", "type": kind, "title": title(chance, kind)}
    item["issued"] = {"date-parts": _date(chance, kind)}
    item["author"] = people(chance)
    FILLERS[kind](chance, item)
    _add_identifiers(chance, item)
    return item


def _date(chance: Random, kind: str) -> list[list[int]]:
    year = chance.choice([chance.randint(1995, 2026)] * 8 + [chance.randint(1890, 1994)] * 2)
    if kind == "book" and chance.random() < 0.06:
        return [[year], [year + chance.randint(1, 20)]]
    if chance.random() < 0.65:
        return [[year]]
    day = [chance.randint(1, 28)] if chance.random() < 0.5 else []
    return [[year, chance.randint(1, 12), *day]]


def _pages(chance: Random) -> str:
    roll = chance.random()
    if roll < 0.07:
        return f"e{chance.randint(1000, 999999)}"
    if roll < 0.1:
        return str(chance.randint(100000, 999999))
    first = chance.randint(1, 2500)
    last = first + chance.randint(1, 40)
    if roll < 0.16:
        return str(first)
    return f"S{first % 300 + 1}-S{last % 300 + 41}" if roll < 0.18 else f"{first}-{last}"


def _journal(chance: Random, item: Item) -> None:
    name = pick(chance, "journal-shapes")
    short = shortened(name, chance)
    if chance.random() < 0.45:
        name, short = chance.choice(JOURNALS)
    item["container-title"] = name if chance.random() < 0.5 else short
    item["container-title-short"] = short
    if chance.random() < 0.95:
        item["volume"] = str(chance.choice([chance.randint(1, 60), chance.randint(61, 480)]))
    if chance.random() < 0.02:
        item["volume"] = f"{chance.choice(['AC-', 'A', 'B', 'H ', 'SE-', 'C'])}{chance.randint(2, 140)}"
    if chance.random() < 0.75:
        is_plain = chance.random() < 0.9
        item["issue"] = str(chance.randint(1, 12)) if is_plain else pick(chance, "issues")
    if chance.random() < 0.95:
        item["page"] = _pages(chance)


def shortened(name: str, chance: Random) -> str:
    """The name of a journal with its words cut short, with points or without."""
    point = "." if chance.random() < 0.5 else ""
    words = []
    for word in name.replace(":", "").split():
        is_whole = len(word) < 6 or "-" in word
        cut = word if is_whole else word[: 3 + len(word) % 4].rstrip("aeiou")
        cut = SHORT_FORMS.get(word, cut)
        words.append(f"{cut}{point}" if cut != word else cut)
    return " ".join(word for word in words if word not in LEFT_OUT)


def _publisher(chance: Random) -> str:
    roll = chance.random()
    if roll < 0.05:
        return "".join(chance.choice("ABCDEHIKLMNOPRSTUW") for _ in range(chance.randint(2, 4)))
    if roll < 0.09:
        first, sign = pick(chance, "publishers"), chance.choice(["and", "&", "and", "/"])
        return f"{first} {sign} {pick(chance, 'invented-publishers')}"
    return pick(chance, "publishers" if roll < 0.5 else "invented-publishers")


def _book(chance: Random, item: Item) -> None:
    item["publisher"] = _publisher(chance)
    if chance.random() < 0.75:
        item["publisher-place"] = pick(chance, "places-printed")
    if chance.random() < 0.25:
        item["edition"] = str(chance.randint(2, 9))
    if chance.random() < 0.14:
        item["volume"] = chance.choice(
            [str(chance.randint(1, 9)), chance.choice(["II", "III", "D", "1.2", "IV", "A"])]
        )
    if chance.random() < 0.25:
        item["collection-title"] = pick(chance, "series")
        if chance.random() < 0.6:
            item["collection-number"] = str(chance.randint(10, 900))
    if chance.random() < 0.1:
        item["translator"] = _editors(chance, 2)
    if "literal" in item["author"][0]:
        return
    roll = chance.random()
    if roll < 0.16:
        item["editor"] = item.pop("author")
    elif roll < 0.26:
        item["editor"] = _editors(chance, 3)


def _editors(chance: Random, most: int) -> list[Item]:
    written_out = chance.random() < 0.5
    return [person(chance, written_out=written_out) for _ in range(chance.randint(1, most))]


def _chapter(chance: Random, item: Item) -> None:
    _book(chance, item)
    item.pop("editor", None)
    item.setdefault("author", people(chance))
    is_titled = chance.random() < 0.4
    item["container-title"] = title(chance, "book") if is_titled else capital(pick(chance, "books"))
    if chance.random() < 0.06:
        item["container-title"] = (
            f"{pick(chance, 'series')} {chance.randint(2, 40)}: {item['container-title']}"
        )
    if chance.random() < 0.85:
        item["editor"] = _editors(chance, 4)
    if chance.random() < 0.9:
        item["page"] = f"{chance.randint(1, 300)}-{chance.randint(301, 700)}"
    if chance.random() < 0.05:
        item["page"] = str(chance.randint(20, 700))


def _meeting(chance: Random, item: Item) -> None:
    item["container-title"] = capital(pick(chance, "meetings"))
    for name, value, share in (
        ("page", f"{chance.randint(1, 900)}-{chance.randint(901, 1400)}", 0.85),
        ("publisher", pick(chance, "meeting-publishers"), 0.6),
        ("publisher-place", pick(chance, "places-printed"), 0.3),
        ("volume", str(chance.randint(10, 9000)), 0.2),
        ("event-place", pick(chance, "cities"), 0.25),
    ):
        if chance.random() < share:
            item[name] = value
    if chance.random() < 0.3:
        item["editor"] = _editors(chance, 3)


def _thesis(chance: Random, item: Item) -> None:
    item["author"] = [person(chance, written_out=chance.random() < 0.7)]
    item["genre"] = pick(chance, "genres")
    item["publisher"] = pick(chance, "schools")
    if chance.random() < 0.4:
        item["publisher-place"] = pick(chance, "places-printed")


def _report(chance: Random, item: Item) -> None:
    item["publisher"] = pick(chance, chance.choice(["schools", "bodies", "bodies", "invented-publishers"]))
    if chance.random() < 0.5:
        item["publisher-place"] = pick(chance, "places-printed")
    if chance.random() < 0.5:
        item["genre"] = pick(chance, "report-genres")
        number = f"TR-{chance.randint(10, 99)}-{chance.randint(1, 40)}"
        item["number"] = chance.choice([number, str(chance.randint(10, 9999))])


def _webpage(chance: Random, item: Item) -> None:
    _add_address(chance, item)
    if chance.random() < 0.6:
        item["container-title"] = pick(chance, "sites")
    if chance.random() < 0.15:
        item["author"] = [{"literal": pick(chance, "bodies")}]


def _preprint(chance: Random, item: Item) -> None:
    item["publisher"] = pick(chance, "preprint-servers")
    item["genre"] = "preprint"


FILLERS: Mapping[str, Callable[[Random, Item], None]] = {
    "article-journal": _journal,
    "chapter": _chapter,
    "book": _book,
    "paper-conference": _meeting,
    "thesis": _thesis,
    "report": _report,
    "webpage": _webpage,
    "article": _preprint,
}
"""What fills the fields of each type."""


def _add_address(chance: Random, item: Item) -> None:
    word = pick(chance, "nouns").replace(" ", "-")
    end = chance.choice(["", "/", ".html", "/index.php?id=12", ".pdf"])
    item["URL"] = f"https://{pick(chance, 'hosts')}/{word}{end}"
    day = [chance.randint(2008, 2026), chance.randint(1, 12), chance.randint(13, 28)]
    item["accessed"] = {"date-parts": [day]}


def _add_identifiers(chance: Random, item: Item) -> None:
    has_doi = item["type"] in {"article-journal", "article", "chapter", "paper-conference"}
    if has_doi and chance.random() < 0.45:
        number, letters = chance.randint(10000, 99999), "".join(chance.sample("abcdjmpst", 3))
        year = item["issued"]["date-parts"][0][0]
        endings = (
            f"{letters}.{number}",
            f"S{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}({year % 100:02}){number}-4",
            f"j.{letters}.{year}.{chance.randint(1, 12):02}.{chance.randint(1, 99):03}",
        )
        item["DOI"] = f"10.{chance.randint(1000, 9999)}/{chance.choice(endings)}"
    if item["type"] in {"report", "book", "article-journal"} and chance.random() < 0.1:
        _add_address(chance, item)
