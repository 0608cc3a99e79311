"""The claim meant among very many: SQLite's full text search finds those near, which are then weighed.

The words of all claims are kept in a file: the stems of their wordings, and the concepts they are about,
as FTS5 has them; how many claims have each stem; and the words themselves, to mend slips with. A question
looks up its rarest words there, and the claims that BM25 ranks first are weighed as among few.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import finalize

from evidence_graph.model import Claim, Concept
from evidence_graph.search import Finder, entry_of, rare
from evidence_graph.search.lexicon import lexicon
from evidence_graph.search.senses import Senses
from evidence_graph.search.words import spoken, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Protocol

    from evidence_graph.search import Entry, Question, Variant
    from evidence_graph.search.lexicon import Lexicon

    class Records(Protocol):
        """What holds the claims and concepts."""

        def each(self, record_type: type[Claim], /) -> Iterator[Claim]:
            """All records of a kind, one after the other."""

        def all(self, record_type: type[Concept], /) -> list[Concept]:
            """All records of a kind."""


NEAR = 60
"""So many claims that are near a question are weighed."""

ASKED = 8
"""So many words of a question, the rarest, are looked up; the others are weighed all the same."""

AT_ONCE = 5_000
TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE VIRTUAL TABLE wording USING fts5(terms, content='', tokenize="unicode61 categories 'L* N* Co'");
CREATE TABLE claim (number INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE stem (stem TEXT PRIMARY KEY, claims INTEGER) WITHOUT ROWID;
CREATE TABLE word (length INTEGER, word TEXT, PRIMARY KEY (length, word)) WITHOUT ROWID;
"""


def write(path: Path, records: Records) -> None:
    """Write the words of all claims to a new file at *path*."""
    concepts = records.all(Concept)
    known = lexicon(concepts)
    places = {concept.id: place for place, concept in enumerate(concepts)}
    counted: Counter[str] = Counter()
    words = {word for c in concepts for label in (c.label, *c.alternatives) for word in spoken(label)}
    claims = enumerate(records.each(Claim), 1)
    with closing(sqlite3.connect(path)) as kept:
        kept.executescript(TABLES)
        while batch := list(islice(claims, AT_ONCE)):
            kept.executemany("INSERT INTO claim VALUES (?, ?)", ((n, claim.id) for n, claim in batch))
            texts = []
            for number, claim in batch:
                said = {word for text in (claim.statement, *claim.asked_as) for word in spoken(text)}
                stems = sorted({stem(word) for word in said})
                words |= said
                counted.update(stems)
                texts.append((number, " ".join([*stems, *_terms(_about(claim, known), places)])))
            kept.executemany("INSERT INTO wording (rowid, terms) VALUES (?, ?)", texts)
        kept.executemany("INSERT INTO stem VALUES (?, ?)", sorted(counted.items()))
        kept.executemany("INSERT INTO word VALUES (?, ?)", sorted((len(word), word) for word in words))
        kept.execute("INSERT INTO wording (wording) VALUES ('optimize')")
        kept.commit()


def is_whole(path: Path) -> bool:
    """Whether words are kept at *path* and can be read."""
    try:
        with closing(_opened(path)) as kept:
            for table in ("claim", "stem", "word", "wording_idx"):
                kept.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608 - our own names
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False
    return True


def _opened(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)


class LargeFinder(Finder):
    """Finds the claim meant among all whose words are kept at *words*; *claim* gives one by its id."""

    def __init__(
        self, words: Path, concepts: Iterable[Concept], claim: Callable[[str], Claim | None]
    ) -> None:
        concepts = list(concepts)
        self._kept = _opened(words)
        finalize(self, self._kept.close)
        self._claim = claim
        self._lexicon = lexicon(concepts)
        self._places = {concept.id: place for place, concept in enumerate(concepts)}
        total = self._kept.execute("SELECT count(*) FROM claim").fetchone()[0]
        self._rarity = _Rarity(self._kept, total, self._lexicon)
        self._strangest = rare(0, total)
        self._known = _Words(self._kept)
        self._senses = Senses()

    def _near(self, asked: Question) -> Iterable[tuple[Entry, Sequence[Variant]]]:
        terms = sorted(dict.fromkeys(asked.stems), key=lambda held: -self._rarity.get(held, 0.0))
        named = {concept for mention in asked.mentions for concept in mention.concepts}
        wanted = [held for held in terms if held in self._rarity][:ASKED]
        wanted += _terms(sorted(named, key=self._places.__getitem__), self._places)[:ASKED]
        if not wanted:
            return
        found = self._kept.execute(
            "SELECT id FROM wording JOIN claim ON claim.number = wording.rowid"
            " WHERE wording MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(f'"{term}"' for term in wanted), NEAR),
        )
        for (name,) in found.fetchall():
            claim = self._claim(name)
            if claim is not None:
                entry = entry_of(claim, self._lexicon)
                yield entry, [self._variant(variant) for variant in entry.variants]


class _Rarity(Mapping[str, float]):
    """How rare each stem is among the claims; one that only labels hold is as rare as can be."""

    def __init__(self, kept: sqlite3.Connection, total: int, known: Lexicon) -> None:
        self._kept, self._total = kept, total
        self._labels = {held for stems in known.stems_of.values() for held in stems}
        self._found: dict[str, float] = {}

    def __getitem__(self, held: str) -> float:
        if held not in self._found:
            row = self._kept.execute("SELECT claims FROM stem WHERE stem = ?", (held,)).fetchone()
            if row is None and held not in self._labels:
                raise KeyError(held)
            self._found[held] = rare(row[0] if row else 0, self._total)
        return self._found[held]

    def __iter__(self) -> Iterator[str]:
        stems = {row[0] for row in self._kept.execute("SELECT stem FROM stem")}
        return iter(stems | self._labels)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Words(Mapping[int, "Sequence[str]"]):
    """The words of all claims and concepts by their length."""

    def __init__(self, kept: sqlite3.Connection) -> None:
        self._kept = kept

    def __getitem__(self, length: int) -> Sequence[str]:
        words = [r[0] for r in self._kept.execute("SELECT word FROM word WHERE length = ?", (length,))]
        if not words:
            raise KeyError(length)
        return words

    def __iter__(self) -> Iterator[int]:
        return (row[0] for row in self._kept.execute("SELECT DISTINCT length FROM word"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _about(claim: Claim, known: Lexicon) -> set[str]:
    """The concepts by which *claim* can be met: those it is about, and those above and below them."""
    entry = entry_of(claim, known)
    return set(entry.about | entry.kin | entry.topic)


def _terms(concepts: Iterable[str], places: Mapping[str, int]) -> list[str]:
    """Concepts as terms that are no words."""
    return [f"\ue000{places[concept]}" for concept in concepts if concept in places]
