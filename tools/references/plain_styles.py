"""Ways of printing references that CSL has no style for: PubMed, EndNote, LaTeX, DBLP, Wikipedia.

In come invented works, out go texts with the item of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from random import Random

    Setting = Callable[[Random, dict[str, Any]], str]
    Texts = Callable[[Random, Sequence[dict[str, Any]]], Iterator[tuple[str, dict[str, Any]]]]

Item = dict[str, Any]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _initials(person: Item, *, points: bool, gap: str = " ") -> str:
    names = person.get("given", "").replace(".", "").replace("-", " ").split()
    return gap.join(f"{name[0]}." for name in names) if points else "".join(name[0] for name in names)


def _family(person: Item) -> str:
    return (
        f"{person.get('non-dropping-particle', '')} {person.get('family', person.get('literal', ''))}".strip()
    )


def vancouver(people: Sequence[Item], most: int = 6) -> str:
    """Kitai TA, Sale DG, et al."""
    named = [f"{_family(p)} {_initials(p, points=False)}".strip() for p in people[:most]]
    return ", ".join([*named, *["et al"] * (len(people) > most)])


def inverted(people: Sequence[Item], last: str = "& ") -> str:
    """Kitai, T. A., & Sale, D. G."""
    named = [", ".join(filter(None, (_family(p), _initials(p, points=True)))) for p in people]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])}, {last}{named[-1]}"


def upright(people: Sequence[Item], *, full: bool = False, last: str = " and ", serial: str = ",") -> str:
    """T. A. Kitai and D. G. Sale; Tomo Kitai and Dan Sale."""
    named = [
        f"{p.get('given', '') if full else _initials(p, points=True)} {_family(p)}".strip() for p in people
    ]
    if len(named) < 3:
        return last.join(named)
    return f"{', '.join(named[:-1])}{serial}{last}{named[-1]}"


def full_inverted(people: Sequence[Item], between: str = "; ") -> str:
    """Kitai, Tomo; Sale, Dan."""
    return between.join(", ".join(filter(None, (_family(p), p.get("given", "")))) for p in people)


def _people(item: Item) -> Sequence[Item]:
    return item.get("author") or item.get("editor", [])


def _year(item: Item) -> int:
    return item["issued"]["date-parts"][0][0]


def _short(item: Item) -> str:
    return item.get("container-title-short") or item.get("container-title", "")


def _dotted(title: str) -> str:
    return title if title.endswith(("?", "!")) else f"{title}."


def _locator(item: Item, shape: str) -> str:
    """Volume, issue and pages; of what is missing its signs are left out."""
    volume, issue, page = (item.get(name, "") for name in ("volume", "issue", "page"))
    issue_text = f"({issue})" if issue else ""
    shapes = {
        "vancouver": f"{volume}{issue_text}{':' if page else ''}{page}",
        "space": f"{volume} {issue_text}{': ' if page else ''}{page}".replace("  ", " "),
        "endnote": f"{volume}{issue_text}{': p. ' if page else ''}{page}",
        "latex": f"{volume}{issue_text}{':' if page else ''}{page.replace('-', '–')}",
        "dotted": f"{volume}{'.' if issue and volume else ''}{issue}",
    }
    return shapes[shape]


def _date(chance: Random, item: Item) -> str:
    roll = chance.random()
    month = chance.choice(MONTHS)
    if roll < 0.35:
        return str(_year(item))
    if roll < 0.7:
        return f"{_year(item)} {month}"
    end = f" {chance.randint(13, 28)}" if roll < 0.9 else f"-{chance.choice(MONTHS)}"
    return f"{_year(item)} {month}{end}"


def _tail(chance: Random, item: Item) -> str:
    tails = []
    if item.get("DOI") and chance.random() < 0.8:
        tails.append(f"doi: {item['DOI']}.")
    if chance.random() < 0.3:
        tails.append(f"Epub {_year(item)} {chance.choice(MONTHS)} {chance.randint(1, 28)}.")
    if chance.random() < 0.3:
        tails.append(f"PMID: {chance.randint(10**6, 4 * 10**7)}.")
    if chance.random() < 0.08:
        tails.append("Review.")
    return " ".join(tails)


def _pubmed(chance: Random, item: Item) -> str:
    people = f"{vancouver(_people(item), 30)}{chance.choice(['. ', '. ', '. ', ' '])}"
    where = f"{_date(chance, item)};{chance.choice(['', '', ' '])}{_locator(item, 'vancouver')}"
    if chance.random() < 0.12:  # not yet in print
        where = f"{_date(chance, item)}. doi: 10.1{number(chance)}/{number(chance)}. [Epub ahead of print]"
    return f"{_dotted(item['title'])} {people}{_short(item)}. {where}. {_tail(chance, item)}"


def number(chance: Random) -> int:
    """A number of four figures."""
    return chance.randint(1000, 9999)


def _pubmed_clip(chance: Random, item: Item) -> str:
    where = f"{_date(chance, item)};{chance.choice(['', ' '])}{_locator(item, 'vancouver')}"
    title = _dotted(item["title"])
    return f"{vancouver(_people(item))}. {title} {_short(item)}. {where}. {_tail(chance, item)}"


def _title_behind(chance: Random, item: Item) -> str:
    people = f"{vancouver(_people(item), 30)}{chance.choice(['. ', ' '])}"
    where = f"{_date(chance, item)}; {_locator(item, 'vancouver')}"
    return f"{people}{_short(item)}. {where} {_dotted(item['title'])}"


def _untitled(chance: Random, item: Item) -> str:
    people = chance.choice([vancouver, upright, inverted])(_people(item))
    wheres = (
        f"{_short(item)}. {_date(chance, item)};{_locator(item, 'vancouver')}.",
        f"{_short(item)} {_year(item)}, {_locator(item, 'vancouver')}.",
        f"{_short(item)} {item.get('volume', '')}, {item.get('page', '')} ({_year(item)}).",
    )
    return f"{people}{chance.choice(['. ', ' ', ', '])}{chance.choice(wheres)}"


def _endnote(_: Random, item: Item) -> str:
    is_short = len(_people(item)) < 4
    people = inverted(_people(item), "and ") if is_short else f"{inverted(_people(item)[:1])}, et al."
    journal = item.get("container-title", "")
    return f"{people}, {item['title']}. {journal}, {_year(item)}. {_locator(item, 'endnote')}."


def _latex_plain(chance: Random, item: Item) -> str:
    people = upright(_people(item), full=chance.random() < 0.5)
    month = f"{chance.choice(MONTHS)} " if chance.random() < 0.2 else ""
    where = f"{item.get('container-title', '')}, {_locator(item, 'latex')}, {month}{_year(item)}"
    return f"{people}. {_dotted(item['title'])} {where}."


def _latex_meeting(chance: Random, item: Item) -> str:
    people = upright(_people(item), full=chance.random() < 0.5)
    pages = f", pages {_dashed(item)}" if "page" in item else ""
    publisher = f" {item['publisher']}." if "publisher" in item else ""
    where = f"In {item.get('container-title', '')}{pages}, {_year(item)}.{publisher}"
    return f"{people}. {_dotted(item['title'])} {where}"


def _dashed(item: Item) -> str:
    return str(item.get("page", "")).replace("-", "–")


def _dblp(_: Random, item: Item) -> str:
    people = ", ".join(f"{p.get('given', '')} {_family(p)}".strip() for p in _people(item))
    pages = f": {item['page']}" if "page" in item else ""
    where = f"{_short(item)} {_locator({**item, 'page': ''}, 'vancouver')}{pages}"
    return f"{people}: {_dotted(item['title'])} {where} ({_year(item)})"


def _wikipedia(chance: Random, item: Item) -> str:
    date = f"({chance.choice(['', 'May ', '12 March '])}{_year(item)})"
    issue = f"({item['issue']})" if "issue" in item else ""
    where = f"{item.get('container-title', '')}. {item.get('volume', '')} {issue}: {_dashed(item)}."
    return f'{full_inverted(_people(item)[:6])} {date}. "{item["title"]}". {where} {_tail(chance, item)}'


def _biblatex(chance: Random, item: Item) -> str:
    people = upright(_people(item), full=True, serial=chance.choice([",", ""]))
    pages = f", pp. {_dashed(item)}" if "page" in item else ""
    where = f"In: {item.get('container-title', '')} {_locator(item, 'dotted')}"
    return f"{people}. “{item['title']}”. {where} ({_year(item)}){pages}."


def _elsevier(_: Random, item: Item) -> str:
    people = upright(_people(item), last=", ", serial="")
    where = f"{_short(item)} {item.get('volume', '')} ({_year(item)}) {_dashed(item)}"
    return f"{people}, {item['title']}, {where}."


def _book(chance: Random, item: Item) -> str:
    people = chance.choice([vancouver, inverted, upright, full_inverted])(_people(item))
    place, publisher, year = item.get("publisher-place", ""), item.get("publisher", ""), _year(item)
    edition = f" {item['edition']}th ed." if "edition" in item else ""
    imprints = (
        f"{place}: {publisher}; {year}",
        f"{place}: {publisher}, {year}",
        f"{publisher}, {place}, {year}",
        f"({publisher}, {place}, {year})",
    )
    imprint = chance.choice(imprints) if place else f"{publisher}{chance.choice(['; ', ', '])}{year}"
    joint = chance.choice([". ", ". ", ", "])
    return f"{people}{joint}{item['title']}{joint.strip()}{edition} {imprint}."


def _book_dated(chance: Random, item: Item) -> str:
    people = chance.choice([vancouver, inverted, full_inverted])(_people(item))
    place = f"{item['publisher-place']}: " if "publisher-place" in item else ""
    joint = chance.choice([". ", " ", ", "])
    return f"{people} ({_year(item)}){joint}{item['title']}. {place}{item.get('publisher', '')}."


def _preprint(chance: Random, item: Item) -> str:
    people = upright(_people(item), full=chance.random() < 0.5)
    number = f"{chance.randint(1000, 2600)}.{chance.randint(10000, 99999)}"
    wheres = (
        f"arXiv preprint arXiv:{number}",
        f"arXiv:{number} [cs.LG]",
        f"CoRR, abs/{number}",
        "bioRxiv",
        "medRxiv",
    )
    where = f"{chance.choice(wheres)}{chance.choice([', ', ' '])}{_year(item)}"
    return f"{people}. {_dotted(item['title'])} {where}."


def _is_whole(item: Item) -> bool:
    """Whether an article has what all these ways print."""
    return item["type"] != "article-journal" or {"volume", "page"} <= item.keys()


def _of(settings: Sequence[Setting], *kinds: str) -> Texts:
    """What sets the works of some *kinds*, each in one of the *settings*."""

    def texts(chance: Random, items: Sequence[Item]) -> Iterator[tuple[str, Item]]:
        for item in items:
            if item["type"] in kinds and _is_whole(item):
                text = " ".join(chance.choice(settings)(chance, item).split())
                yield text.replace(" ;", ";").replace("(): ", ": ").replace(".. ", ". "), item

    return texts


PLAIN_STYLES: Mapping[str, Texts] = {
    "pubmed": _of((_pubmed, _pubmed, _pubmed_clip, _title_behind, _untitled), "article-journal"),
    "others": _of((_endnote, _latex_plain, _dblp, _wikipedia, _biblatex, _elsevier), "article-journal"),
    "meetings": _of((_latex_meeting, _dblp, _biblatex), "paper-conference"),
    "books": _of((_book, _book, _book_dated), "book", "thesis", "report"),
    "preprints": _of((_preprint,), "article"),
}
"""Each with the works that it sets."""
