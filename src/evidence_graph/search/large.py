"""The claim meant among very many: which claims hold a word is looked up in a file, not read each time.

The file, made once and kept beside the compiled index, holds for every stem and every concept the places of
the claims that have it, how many claims hold each stem, and what is written with a hyphen. A question looks
up its words there; the claims nearest to it are then read and weighed as among few, with the same answers.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import finalize

from evidence_graph.model import Claim, Concept, EvidenceLine
from evidence_graph.search import Finder, nearest, sought
from evidence_graph.search.entries import entry_of, hyphened_words
from evidence_graph.search.lexicon import lexicon_of
from evidence_graph.search.vocabulary import Vocabulary
from evidence_graph.store import cache_folder, every_wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evidence_graph.search.entries import SearchEntry
    from evidence_graph.search.question import SearchQuestion
    from evidence_graph.store.protocol import Store


COMMON = 5_000
"""What more claims have is not looked up while the question has something rarer; it is weighed as ever."""

TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE claim (place INTEGER PRIMARY KEY, id TEXT, studies INTEGER);
CREATE TABLE stem (stem TEXT PRIMARY KEY, length INTEGER, claims INTEGER, places BLOB) WITHOUT ROWID;
CREATE TABLE concept (number INTEGER PRIMARY KEY, places BLOB);
CREATE TABLE pair (joined TEXT PRIMARY KEY, one TEXT, other TEXT) WITHOUT ROWID;
"""
STUDIED = "SELECT claim, count(DISTINCT citation) FROM line GROUP BY claim"
"""How many works are judged for each claim that has any."""


PLACES_OF_STEM = "SELECT places FROM stem WHERE stem = ?"
PLACES_OF_CONCEPT = "SELECT places FROM concept WHERE number = ?"


def words(store: Store) -> Path | None:
    """Where the words of all claims of *store* are kept; None where they cannot be."""
    place = store.aside(cache_folder.WORDS, lambda aside: write(aside, store))
    if place is None or is_whole(place):
        return place

    with suppress(OSError):
        cache_folder.remove(place)

    return None


def write(path: Path, store: Store) -> None:
    """Write the words of all claims to a new file at *path*."""
    concept_lexicon = lexicon_of(every_wording.of_concepts(store, store.each(Concept)))
    studies = dict(store.tables(EvidenceLine).execute(STUDIED))
    counts: Counter[str] = Counter()
    holding: dict[str | int, array[int]] = defaultdict(partial(array, "I"))
    pairs: dict[str, tuple[str, str]] = {}
    claims = []
    for place, claim in enumerate(every_wording.of_claims(store, store.each(Claim))):
        entry = entry_of(claim, concept_lexicon)
        claims.append((place, claim.id, studies.get(claim.id, 0)))
        counts.update(entry.stems)
        for key in entry.sought_by():
            holding[key].append(place)

        for joined, pair in hyphened_words([claim]).items():
            pairs.setdefault(joined, pair)

    for stems in concept_lexicon.stems_of:
        counts.update(dict.fromkeys(stems, 0))

    with closing(sqlite3.connect(path)) as database:
        database.executescript(TABLES)
        database.executemany("INSERT INTO claim VALUES (?, ?, ?)", claims)
        rows = ((stem, len(stem), counts[stem], holding[stem].tobytes()) for stem in sorted(counts))
        database.executemany("INSERT INTO stem VALUES (?, ?, ?, ?)", rows)

        numbers = [key for key in holding if isinstance(key, int)]
        concepts = ((number, holding[number].tobytes()) for number in numbers)
        database.executemany("INSERT INTO concept VALUES (?, ?)", concepts)

        hyphened = ((joined, *pair) for joined, pair in pairs.items())
        database.executemany("INSERT INTO pair VALUES (?, ?, ?)", hyphened)
        database.execute("CREATE INDEX stem_length ON stem (length, stem)")
        database.commit()


def is_whole(path: Path) -> bool:
    """Whether words are kept at *path* and can be read."""
    try:
        with closing(_open(path)) as database:
            for table in ("claim", "stem", "concept", "pair"):
                database.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608 - our own names
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False

    return True


def _open(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


class LargeFinder(Finder):
    """Finds the claim meant among all whose words are kept at *words*; *claim* gives one by its id."""

    def __init__(
        self, words: Path, concepts: Iterable[Concept], claim: Callable[[str], Claim | None]
    ) -> None:
        self._database = _open(words)
        finalize(self, self._database.close)
        self._claim = claim
        self.lexicon = lexicon_of(concepts)
        self.vocabulary = LargeVocabulary(self._database)
        self.pairs = _pairs(self._database)

    def _near(self, search_question: SearchQuestion) -> Iterator[tuple[Claim, SearchEntry]]:
        nearness: dict[int, float] = defaultdict(float)
        for weight, places in self._holding_any(search_question):
            for place in places:
                nearness[place] += weight

        for place in nearest(nearness):
            (name,) = self._database.execute("SELECT id FROM claim WHERE place = ?", (place,)).fetchone()
            claim = self._claim(name)
            if claim is not None:
                yield claim, entry_of(claim, self.lexicon)

    def _holding_any(self, search_question: SearchQuestion) -> Iterator[tuple[float, array[int]]]:
        """What is sought, each with its weight and the places of the claims that have it."""
        holding = [(weight, self._places(key)) for key, weight in sought(search_question)]
        rarest = min((len(places) for _, places in holding if places), default=0)
        for weight, places in holding:
            if len(places) <= max(COMMON, rarest):
                yield weight, places

    def _places(self, key: str | int) -> array[int]:
        """The places of the claims that have a stem or a concept."""
        query = PLACES_OF_STEM if isinstance(key, str) else PLACES_OF_CONCEPT
        row = self._database.execute(query, (key,)).fetchone()

        return array("I", row[0]) if row else array("I")

    def _studies(self, claim: str) -> int:
        row = self._database.execute("SELECT studies FROM claim WHERE id = ?", (claim,)).fetchone()
        return row[0] if row else 0


class LargeVocabulary(Vocabulary):
    """The stems that are kept in a *database*."""

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__(database.execute("SELECT count(*) FROM claim").fetchone()[0])
        self._database = database
        self._counts: dict[str, int | None] = {}

    def count(self, stem: str) -> int | None:
        """How many claims hold *stem*."""
        if stem not in self._counts:
            row = self._database.execute("SELECT claims FROM stem WHERE stem = ?", (stem,)).fetchone()
            self._counts[stem] = row[0] if row else None

        return self._counts[stem]

    def beginning(self, start: str) -> Sequence[str]:
        """The stems that begin with *start*."""
        statement = "SELECT stem FROM stem WHERE stem >= ? AND stem < ? ORDER BY stem"

        return [row[0] for row in self._database.execute(statement, (start, f"{start}\U0010ffff"))]

    def of_length(self, length: int) -> Sequence[str]:
        """The stems of so many letters."""
        statement = "SELECT stem FROM stem WHERE length = ? ORDER BY stem"

        return [row[0] for row in self._database.execute(statement, (length,))]


def _pairs(database: sqlite3.Connection) -> Mapping[str, tuple[str, str]]:
    return {joined: (one, other) for joined, one, other in database.execute("SELECT * FROM pair")}
