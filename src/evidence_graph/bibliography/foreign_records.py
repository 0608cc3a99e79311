"""Works on their way between formats: plain texts, people and dates by the names of BibTeX's fields.

Every foreign format is read into a `ForeignRecord`, which becomes an entry of a bibliography, and every one
is written from that of an entry, so that each format knows BibTeX's fields and no other format.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.bibliography import dates, inheritance, latex, name_lists, value_expressions
from evidence_graph.bibliography.blocks import Bibliography, Block, BlockKind, Entry
from evidence_graph.bibliography.cleansing import PEOPLE, TITLES
from evidence_graph.bibliography.entry_writer import format_entry
from evidence_graph.bibliography.file_contents import KEY
from evidence_graph.bibliography.identifiers import bare_doi
from evidence_graph.bibliography.keywords import keywords, with_keywords
from evidence_graph.bibliography.offences import DATES
from evidence_graph.bibliography.records import VERBATIM, address_source, field_text, page_source, plain_pages
from evidence_graph.model import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

MONTHS = tuple(value_expressions.MONTHS)
"""BibTeX's names of the months, in their order."""

NAMED = PEOPLE | {"serieseditor", "composer", "illustrator", "interviewer", "recipient", "reviewedauthor"}
"""The fields that list people or bodies."""

_MEDLINE = {"pubmed": "pmid", "pmc": "pmcid", "medline": "pmid"}
_TIDY = {"doi": bare_doi, "pages": plain_pages}
_FIELD = re.compile(r"[a-z][a-z0-9-]*")
_LEAVING = frozenset({"crossref", "xref", "xdata", "ids"})
_WORD = re.compile(r"[a-z0-9]+")
_DULL = frozenset("a an the on of in and for to der die das ein eine le la les un une el los".split())  # noqa: SIM905 - a list of words


EXTRA = ("note", "ris-m2", "ris-n1", "annote")
"""Where what Zotero calls Extra arrives from the formats it exports."""

CITATION_KEY = re.compile(r"(?:^|(?<=[\s;]))Citation Key\s*:\s*([\w.:;/+*!?|-]*[\w/])", re.IGNORECASE)


class Person(NamedTuple):
    """One author, editor or other: a name "Family, Given", whole where it is that of a body."""

    name: str
    is_body: bool = False


OTHERS = Person("others")
"""Stands at the end of a list that is not whole."""


@dataclass(slots=True)
class ForeignRecord:
    """A work as a foreign format says it: its type in BibTeX, its key if it has one, its line, its fields.

    *texts* are plain, *people* by the field that lists them.
    """

    type: str = "misc"
    key: str = ""
    line: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    keywords: list[str] = field(default_factory=list)

    def put(self, name: str, text: object) -> None:
        """Say *text* in the field *name*; what is said there already goes on, and nothing is said twice."""
        plain = " ".join(str(text).split()) if text is not None else ""
        if not plain:
            return

        texts_so_far = self.texts.get(name)
        if texts_so_far is None:
            self.texts[name] = plain
        elif plain not in texts_so_far.split("; "):
            self.texts[name] = f"{texts_so_far}; {plain}"

    def add(self, name: str, person: str, *, is_body: bool = False) -> None:
        """List a *person* or body in the field *name*."""
        plain = " ".join(person.split()).strip(",; ")
        if plain:
            self.people.setdefault(name, []).append(Person(plain, is_body))

    def date(self, year: int | None, month: int | None = None, day: int | None = None) -> None:
        """Say when it came out, as exactly as it is known."""
        if year is None:
            return

        self.texts["year"] = str(year)
        if month and 1 <= month <= len(MONTHS):
            self.texts["month"] = MONTHS[month - 1]
            if day:
                self.texts["day"] = str(day)


def take_key(foreign: ForeignRecord) -> None:
    """Take the citation key out of a note, where Zotero and Better BibTeX keep it: ``Citation Key: ek2001``.

    It is that of a work which has none, or only the address of its item.
    """
    for name in EXTRA:
        match = CITATION_KEY.search(foreign.texts.get(name, ""))
        if match is None:
            continue

        foreign.key = foreign.key or match[1]
        rest = CITATION_KEY.sub(" ", foreign.texts.pop(name))
        foreign.put(name, rest.strip(" ;"))


def to_entry(foreign: ForeignRecord) -> Entry:
    """The entry of BibTeX that says what *foreign* says, with its key or a made one."""
    fields = {}
    for name, people in foreign.people.items():
        listed_people = [person for person in people if person != OTHERS]
        bodies = [person.name for person in listed_people if person.is_body]
        source = name_lists.write(
            [person.name for person in listed_people],
            incomplete=len(listed_people) < len(people),
            bodies=bodies,
        )
        fields[name] = f"{{{source}}}"

    for name, text in foreign.texts.items():
        source = _source(name, text)
        if _FIELD.fullmatch(name) and source and source != "{}":
            fields[name] = source

    if foreign.keywords:
        fields["keywords"] = with_keywords("{}", foreign.keywords)

    if KEY.fullmatch(foreign.key):
        key = foreign.key
    else:
        key = made_key(foreign)

    return Entry(key, foreign.type, fields, foreign.line)


def of_entry(entry: Entry, strings: Mapping[str, str], look_up: inheritance.LookUp) -> ForeignRecord:
    """The work that says what *entry* says, with the fields it inherits."""
    full_entry = inheritance.with_inherited(entry, look_up)
    foreign = ForeignRecord(full_entry.type.lower(), full_entry.key, full_entry.line)
    for name, value in full_entry.fields.items():
        if name in _LEAVING:
            continue

        if name in NAMED:
            people = name_lists.people(value_expressions.expand(value, strings))
            listed_people = [Person(person, person in people.bodies) for person in people.names]
            foreign.people[name] = [*listed_people, *[OTHERS] * people.is_incomplete]
        elif name == "keywords":
            foreign.keywords = list(keywords(value, strings))
        elif text := field_text(full_entry, name, strings):
            foreign.texts[name] = _TIDY.get(name, str)(text)

    archive = foreign.texts.get("eprinttype", foreign.texts.get("archiveprefix", "")).lower()
    if archive in _MEDLINE:
        foreign.texts.setdefault(_MEDLINE[archive], foreign.texts.pop("eprint", ""))
        for name in ("eprinttype", "archiveprefix"):
            foreign.texts.pop(name, None)

    return foreign


def made_key(foreign: ForeignRecord) -> str:
    """A key of family name, year and first word of the title: ``ito2019stretching``."""
    people = next((foreign.people[role] for role in ("author", "editor") if foreign.people.get(role)), [])
    family = people[0].name.split(",")[0] if people else ""
    words = [word for word in _WORD.findall(_plain(foreign.texts.get("title", ""))) if word not in _DULL]
    year = dates.publication_date(foreign.texts.get("year"), foreign.texts.get("date")).year
    name = "".join(_WORD.findall(_plain(family)))[:24]

    return f"{name}{year if year is not None and year > 0 else ''}{words[0][:16] if words else ''}" or "work"


def gather(entries: Iterable[Entry], problems: Iterable[Problem], name: str) -> Bibliography:
    """A bibliography of *entries*, each under a key of its own: a second one of a key gets a letter."""
    blocks = []
    taken_keys: set[str] = set()
    for entry in entries:
        own = replace(entry, key=free_key(entry.key, taken_keys))
        taken_keys.add(own.key.lower())  # BibTeX does not tell two keys by their case
        blocks.append(Block(BlockKind.ENTRY, f"{format_entry(own)}\n", own.line, own))

    return Bibliography(name, tuple(blocks), {}, tuple(problems))


def problem(name: str, line: int, message: str, cure: str, subject: str = "") -> Problem:
    """What is wrong with an entry of a foreign file."""
    return Problem(name, line, "broken-entry", message, cure, subject)


def writable_key(key: str) -> str:
    """*key*, or the nearest that BibTeX takes.

    >>> writable_key("o'neil 2019,a"), writable_key("lee2020")
    ('oneil-2019-a', 'lee2020')
    """
    if KEY.fullmatch(key):
        return key

    plain = key.translate(_QUOTES)
    letters = (letter if KEY.fullmatch(letter) else "-" for letter in plain)
    joined = re.sub("-{2,}", "-", "".join(letters)).strip("-")

    return joined if KEY.fullmatch(joined) else "work"


_QUOTES = dict.fromkeys(map(ord, "'\"`\u00b4\u2018\u2019\u201c\u201d"))
"""Signs that are left out of a key, as in O'Neil."""


def free_key(key: str, taken_keys: Collection[str]) -> str:
    """*key*, or *key* with a letter where it is among *taken_keys*, which are in small letters.

    >>> free_key("Ito2019", {"ito2019", "ito2019b"})
    'Ito2019c'
    """
    if key.lower() not in taken_keys:
        return key

    return next(each for each in _number(key) if each.lower() not in taken_keys)


def _number(key: str) -> Iterator[str]:
    yield from (f"{key}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")
    number = 27
    while True:
        yield f"{key}-{number}"
        number += 1


def _plain(text: str) -> str:
    """*text* in small letters without their accents."""
    parted = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss").replace("ł", "l"))

    return "".join(sign for sign in parted if not unicodedata.combining(sign)).lower()


def _source(name: str, text: str) -> str:
    """The BibTeX of a plain *text* in the field *name*."""
    if name == "month" and text in value_expressions.MONTHS:
        return text
    if name == "pages":
        return f"{{{page_source(text)}}}"
    if name in VERBATIM or name in DATES or name == "file":
        return f"{{{address_source(text)}}}"

    return f"{{{latex.encode_title(text) if name in TITLES else latex.encode(text)}}}"
