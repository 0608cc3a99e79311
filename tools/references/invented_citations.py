"""Works that nobody wrote, from a seed: what the statistical reader of references learns from.

In comes chance with a seed, out come items of CSL: their names, titles and journals are put together from the
words and shapes of the table. No record of a real work is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invented_words import FOREIGN, JOURNALS, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

Item = dict[str, Any]

KINDS = {
    "article-journal": 50,
    "chapter": 12,
    "book": 15,
    "paper-conference": 7,
    "thesis": 4,
    "report": 5,
    "webpage": 4,
    "article": 3,
}
"""How often each type of CSL is made."""

SHORT_FORMS = {"Journal": "J", "Research": "Res", "International": "Int", "Science": "Sci", "American": "Am"}
LEFT_OUT = frozenset({"of", "and", "the", "in", "An", "on"})
"""Words that the short form of a journal's name has not."""


def citation(chance: Random, number: int) -> Item:
    """An invented work of some kind."""
    kind = chance.choices(list(KINDS), weights=list(KINDS.values()))[0]
    item: Item = {"id": f"w{number}", "type": kind, "title": title(chance, kind)}
    item["issued"] = {"date-parts": _date(chance, kind)}
    item["author"] = people(chance)
    FILLERS[kind](chance, item)
    _add_identifiers(chance, item)
    return item


class Words(dict[str, str]):
    """What is put into a shape: a word of a kind, or what a maker makes; each time another."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self._chance = chance

    def __missing__(self, name: str) -> str:
        return MAKERS[name](self._chance) if name in MAKERS else pick(self._chance, name)


def pick(chance: Random, kind: str) -> str:
    """A word of some kind, or a shape of that kind with its words put in."""
    return filled(chance, chance.choice(WORDS[kind]))


def filled(chance: Random, shape: str) -> str:
    """A *shape* with words in the place of its braces."""
    return shape.format_map(Words(chance)) if "{" in shape else shape


def _date(chance: Random, kind: str) -> list[list[int]]:
    year = chance.choice([chance.randint(1995, 2026)] * 8 + [chance.randint(1890, 1994)] * 2)
    if kind == "book" and chance.random() < 0.06:
        return [[year], [year + chance.randint(1, 20)]]
    if chance.random() < 0.65:
        return [[year]]
    day = [chance.randint(1, 28)] if chance.random() < 0.5 else []
    return [[year, chance.randint(1, 12), *day]]


def people(chance: Random, most: int = 9) -> list[Item]:
    """Some people, or now and then a body."""
    roll = chance.random()
    if roll < 0.04:
        return [{"literal": pick(chance, "bodies")}]
    if roll < 0.06:
        return [{"family": pick(chance, "families")}]
    is_long = chance.random() < 0.05
    count = chance.randint(8, 30) if is_long else min(1 + int(chance.expovariate(0.38)), most)
    written_out = chance.random() < 0.5
    return [person(chance, written_out=written_out) for _ in range(count)]


def person(chance: Random, *, written_out: bool) -> Item:
    """One person with a given name or initials."""
    given = [pick(chance, "given") for _ in range(chance.choice([1, 1, 1, 2, 2, 3]))]
    initials = [f"{name[0]}." for name in given]
    person: Item = {"family": family(chance), "given": " ".join(initials)}
    if written_out:
        person["given"] = " ".join([given[0], *initials[1:]])
    elif len(given) > 1 and chance.random() < 0.06:
        person["given"] = "-".join(initials)
    if chance.random() < 0.05:
        person["non-dropping-particle"] = pick(chance, "particles")
    if chance.random() < 0.015:
        person["suffix"] = pick(chance, "suffixes")
    return person


def family(chance: Random) -> str:
    """A family name, half of them from a list and half of syllables."""
    name = pick(chance, "families")
    if chance.random() < 0.5:
        count = chance.choice([1, 2, 2, 2, 3])
        name = "".join(pick(chance, "syllables") for _ in range(count)).capitalize()
    roll = chance.random()
    if roll < 0.05:
        return f"{name}-{pick(chance, 'families')}"
    if roll < 0.07:
        return f"{name} {pick(chance, 'families')}"
    prefix = "Mc" if roll < 0.08 else "O’" if roll < 0.09 else ""
    return f"{prefix}{name}" if len(name) > 1 else f"{name}o"


def _initials(chance: Random) -> str:
    return str(person(chance, written_out=False)["given"])


def title(chance: Random, kind: str = "") -> str:
    """A title of some shape."""
    if chance.random() < 0.15:
        shapes, words = chance.choice(FOREIGN)
        shape = chance.choice(shapes)
        return _capital(shape.format(*chance.sample(words, shape.count("{}"))))
    is_short = chance.random() < (0.45 if kind in {"book", "chapter"} else 0.07)
    text = pick(chance, "short-titles" if is_short else "titles")
    if chance.random() < 0.22:
        text += chance.choice([": ", ": ", ": ", " – ", ". "]) + pick(chance, "tails")
    if chance.random() < 0.03:
        text += f" ({acronym(chance)})"
    text = _capital(text)
    if chance.random() < 0.3:
        text = " ".join(_capital(word) if len(word) > 3 else word for word in text.split())
    return text.upper() if chance.random() < 0.015 else text


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def thing(chance: Random) -> str:
    """A thing, mostly with a quality."""
    roll = chance.random()
    if roll < 0.5:
        return filled(chance, "{qualities} {nouns}")
    if roll < 0.58:
        return filled(chance, "{proper} {nouns}")
    if roll < 0.63:
        return filled(chance, "{acronym} {nouns}")
    return filled(chance, "{qualities}, {qualities}, and {qualities} {nouns}" if roll < 0.66 else "{nouns}")


def acronym(chance: Random) -> str:
    """Some capitals, perhaps with a figure."""
    letters = "".join(chance.choice("ABCDEFGHILMNOPRSTV") for _ in range(chance.randint(2, 4)))
    return letters + chance.choice(["", "", "", "-1", "-19", "2", "-β", "s"])


MAKERS: Mapping[str, Callable[[Random], str]] = {
    "thing": thing,
    "acronym": acronym,
    "family": family,
    "given": lambda chance: chance.choice(WORDS["given"]),
    "initials": _initials,
    "past": lambda chance: str(chance.randint(1900, 1990)),
    "present": lambda chance: str(chance.randint(1991, 2020)),
    "small": lambda chance: str(chance.randint(2, 90)),
}
"""What makes the words of shapes that stand in no list."""


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
    return pick(chance, "publishers" if chance.random() < 0.45 else "invented-publishers")


def _book(chance: Random, item: Item) -> None:
    item["publisher"] = _publisher(chance)
    if chance.random() < 0.7:
        item["publisher-place"] = pick(chance, "places-printed")
    if chance.random() < 0.25:
        item["edition"] = str(chance.randint(2, 9))
    if chance.random() < 0.1:
        item["volume"] = chance.choice([str(chance.randint(1, 6)), chance.choice(["II", "III", "D", "1.2"])])
    if chance.random() < 0.2:
        item["collection-title"] = pick(chance, "series")
        if chance.random() < 0.4:
            item["collection-number"] = str(chance.randint(30, 900))
    if chance.random() < 0.06:
        item["translator"] = [person(chance, written_out=True)]
    if chance.random() < 0.1 and "literal" not in item["author"][0]:
        item["editor"] = item.pop("author")


def _editors(chance: Random, most: int) -> list[Item]:
    written_out = chance.random() < 0.5
    return [person(chance, written_out=written_out) for _ in range(chance.randint(1, most))]


def _chapter(chance: Random, item: Item) -> None:
    _book(chance, item)
    item.setdefault("author", people(chance))
    is_titled = chance.random() < 0.4
    item["container-title"] = title(chance, "book") if is_titled else _capital(pick(chance, "books"))
    if chance.random() < 0.85:
        item["editor"] = _editors(chance, 4)
    if chance.random() < 0.9:
        item["page"] = f"{chance.randint(1, 300)}-{chance.randint(301, 700)}"
    if chance.random() < 0.05:
        item["page"] = str(chance.randint(20, 700))


def _meeting(chance: Random, item: Item) -> None:
    item["container-title"] = _capital(pick(chance, "meetings"))
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
    if chance.random() < 0.5:
        item["container-title"] = pick(chance, "sites")


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
