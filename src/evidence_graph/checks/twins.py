"""One thing under two names: a cohort written in two ways, a work under two keys.

What shares data is counted once only where it is known to; a cohort with one more space is another cohort,
and the same people count twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.checks.texts import gist
from evidence_graph.model import Problem
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography, Entry
    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Record

JOINING: tuple[tuple[type[Record], str], ...] = (
    (model.Study, "cohort"),
    (model.RiskOfBias, "instrument"),
    (model.RiskOfBias, "domain"),
)
"""The texts by which records belong together, letter by letter."""

VERSION, COHORT, ALIAS = (term(model.Study, name) for name in ("version_of", "cohort", "aliases"))

LONG_TITLE = 5
"""A title of fewer words may well be that of two works but for one word."""

YEARS = 3
"""So many years may lie between a preprint and its article."""

ORDINAL = re.compile(r"\d+|[ivx]+|[a-z]|one|two|three|four|first|second|third|fourth")
"""What tells the parts of a series apart."""


def faults(statements: Statements) -> Iterator[Fault]:
    """Names that join records and are written in two ways, or with spaces around them."""
    for record, attribute in JOINING:
        yield from _names(statements, record, term(record, attribute))


def _names(statements: Statements, record: type[Record], predicate: str) -> Iterator[Fault]:
    numbers: Counter[str] = Counter()
    for subject in statements.of(record):
        numbers.update(_texts(statements, subject, predicate))

    usual: dict[str, str] = {}
    for text, _ in numbers.most_common():
        usual.setdefault(skeleton(text), text)

    for subject in statements.of(record):
        for position, text in enumerate(_texts(statements, subject, predicate)):
            name, other = identifier(predicate), usual[skeleton(text)].strip()
            if text != text.strip():
                message = f"{name} is {text!r}, with spaces around it."
                yield Fault("stray-space", subject, predicate, message, f'Write "{text.strip()}".', position)
            if text.strip() != other:
                message = f"{name} is {text.strip()!r} here and {other!r} elsewhere, which is another {name}."
                cure = f'Write "{other}" if it is the same.'
                yield Fault("same-name", subject, predicate, message, cure, position)


def _texts(statements: Statements, subject: str, predicate: str) -> list[str]:
    held = statements.described[subject].get(predicate, ())
    return [text for text, datatype in held if datatype is not None and text.strip()]


def skeleton(name: str) -> str:
    """What is left of a *name* without capitals, spaces and punctuation.

    >>> skeleton("UK Biobank ") == skeleton("UK-biobank")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum()) or plain.strip()


class Title(NamedTuple):
    """The title of a work as far as it is compared."""

    key: str
    words: tuple[str, ...]
    author: str
    year: int | None
    doi: str
    container: str


def editions(bibliography: Bibliography, path: Path, statements: Statements | None) -> Iterator[Problem]:
    """Works of one author with titles alike but for a word, where nothing says how they relate."""
    related = _relations(statements) if statements else {}
    seen: dict[int, Title] = {}  # by the hash of the words: of many works they are long

    for key, entry in bibliography.entries.items():
        title = _title(entry, bibliography.strings)
        if not title.words:
            continue

        other = next((seen[near] for near in _near(title) if near in seen), None)
        for near in _near(title):
            seen.setdefault(near, title)
        if other and _may_be_one(title, other) and related.get(key, key) != related.get(other.key, other.key):
            yield _twice(
                title, other, Problem(str(path), entry.line, "work-twice", "", "", f"citation:{key}")
            )


def _twice(title: Title, other: Title, place: Problem) -> Problem:
    how = "have the same title" if title.words == other.words else "have titles that differ by a word"
    message = f"It may be one work with {other.key}: both {how}."
    cure = (
        f"If so, write eg:versionOf at the study of {title.key}, or make one entry of the two and add the "
        "other key as eg:alias."
    )
    return Problem(place.file, place.line, place.code, message, cure, place.subject)


def _title(entry: Entry, strings: Mapping[str, str]) -> Title:
    work = bib.citation(entry, strings)
    author = work.authors[0].split(",")[0].strip().casefold() if work.authors else ""
    container = skeleton((work.container or "").replace("&", "and"))
    return Title(entry.key, gist(work.title or ""), author, work.year, (work.doi or "").casefold(), container)


def _near(title: Title) -> Iterator[int]:
    """Under what a title is looked up: its words, and these without any one of them."""
    yield hash((title.author, *title.words))
    if len(title.words) < LONG_TITLE or not title.author:
        return
    for place, word in enumerate(title.words):
        if not ORDINAL.fullmatch(word):
            yield hash((title.author, *title.words[:place], *title.words[place + 1 :]))


def _may_be_one(title: Title, other: Title) -> bool:
    """Whether two works with titles alike may be one: years near, and not two works of one DOI."""
    if title.doi and title.doi == other.doi:
        return False  # told as such
    if title.words == other.words and not title.author:
        return title.year == other.year
    if title.words != other.words and title.doi and other.doi and title.container == other.container:
        return False  # a journal prints a work once: "… of sprinters", "… of female sprinters"
    return title.year is None or other.year is None or abs(title.year - other.year) <= YEARS


def _relations(statements: Statements) -> dict[str, str]:
    """Of each work that is related to another a name that both have."""
    names: dict[str, str] = {}
    for study in statements.of(model.Study):
        key = identifier(study)
        origin = statements.link(study, VERSION)
        if origin:
            names[key] = names.setdefault(identifier(origin), identifier(origin))
        elif cohort := statements.text(study, COHORT):
            names.setdefault(key, f"cohort {skeleton(cohort)}")
    return names
