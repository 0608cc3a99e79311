"""Sums over whole tables of a store, and what else one statement of SQL tells of all records.

They ask for the tables they need, so that of an endpoint no more is fetched than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.store import database
from evidence_graph.store.database import quote
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.store.protocol import Store

CLAIMS = "SELECT id, kind FROM claim ORDER BY id"
LINES = """
SELECT claim, citation, curator, stance, directness, verified, withdrawn, design, participants
FROM line ORDER BY claim, citation, curator, id
"""
FACTS = """
SELECT key, design, participants, included_studies, year, retraction_status, conflict_of_interest, cohort,
    version_of, pools, pools_complete, pooled_designs
FROM citation LEFT JOIN study ON id = key ORDER BY key
"""
POOLS = 9
"""The place of the works that a work pools among its facts."""

LABEL = (
    "title", "authors", "authors_incomplete", "editors", "editors_incomplete", "bodies", "year", "date",
    "doi", "pmid",
)  # fmt: skip
"""What of a work its label is made of."""

INTERVALS = """
SELECT claim, citation, measure, low, high FROM effect
WHERE claim IS NOT NULL AND verified AND low IS NOT NULL AND high IS NOT NULL
ORDER BY claim, citation, number, id
"""
LIKE = """
SELECT key FROM citation WHERE lower(key) = ?1 OR lower(doi) = ?1 OR year IS ?2
OR key IN (SELECT id FROM study WHERE aliases != '[]' AND instr(lower(aliases), ?1))
OR key IN (SELECT id FROM study WHERE trial_numbers != '[]' AND instr(lower(trial_numbers), ?1))
OR 'pmid ' || pmid = ?1 ORDER BY key
"""


def judgements(store: Store) -> Iterator[tuple[Any, ...]]:
    """Every claim with each judgement of it, as cells of the tables.

    Claim, kind, work, curator, stance, directness, verified, withdrawn, design, participants. One pass,
    in the order of claims, works and curators; a claim without evidence has one row of None.
    """
    tables = store.tables(model.Claim, model.EvidenceLine)
    lines = tables.execute(LINES)
    line = next(lines, None)
    for claim, kind in tables.execute(CLAIMS):
        while line and line[0] < claim:
            line = next(lines, None)

        if line is None or line[0] != claim:
            yield claim, kind, *(None,) * 8

        while line and line[0] == claim:
            yield claim, kind, *line[1:]
            line = next(lines, None)


def study_facts(store: Store) -> Iterator[tuple[Any, ...]]:
    """Of every work what its weight depends on, as cells of the tables.

    Key, design, participants, included studies, year, retraction status, conflict of interest, cohort,
    version of, the works it pools, whether these are all, and of what designs they are.
    """
    for row in store.tables(model.Citation).execute(FACTS):
        yield *row[:POOLS], database.as_list(row[POOLS] or "[]"), *row[POOLS + 1 :]


def intervals(store: Store) -> Iterator[tuple[Any, ...]]:
    """The confirmed intervals that bear on claims, in their order: claim, work, measure, both ends."""
    # A generator, so that the store lives as long as somebody reads on.
    yield from store.tables(model.Effect).execute(INTERVALS)


def labels(store: Store) -> Iterator[tuple[str, str]]:
    """The key and the label of every work."""
    return ((citation.key, citation.label) for citation in _citations(store, ("key", *LABEL)))


def bibliographic_records(store: Store) -> Iterator[model.Citation]:
    """All works without what is known of the study, in one pass and in the order of their keys."""
    return _citations(store, database.CITATION_COLUMNS)


def _citations(store: Store, columns: tuple[str, ...]) -> Iterator[model.Citation]:
    """The works as far as *columns* tell of them."""
    sql = f"SELECT {', '.join(columns)} FROM citation ORDER BY key"
    for cells in store.tables(model.Citation).execute(sql):
        values = dict(zip(columns, cells, strict=True))
        values |= {name: database.as_list(values[name]) for name in database.CITATION_LISTS & values.keys()}
        values |= {name: bool(values[name]) for name in database.CITATION_BOOLEANS}
        yield model.Citation(**values)


def count(store: Store, kind: type[model.Record]) -> int:
    """How many records of a kind there are."""
    sql = f"SELECT count(*) FROM {quote(BY_RECORD[kind].table)}"
    number: int = store.tables(kind).execute(sql).fetchone()[0]

    return number


def names_in(store: Store, kind: type[model.Record], attribute: str) -> set[str]:
    """What the records of a kind name by *attribute*."""
    column, table = quote(attribute), quote(BY_RECORD[kind].table)
    sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"

    return {row[0] for row in store.tables(kind).execute(sql)}


def citations_like(store: Store, text: str) -> list[str]:
    """The keys of the works whose key, alias, DOI or label may be *text*, which is in lower case."""
    year = int(text[-4:]) if text[-4:].isdecimal() else None

    return [row[0] for row in store.tables(model.Citation).execute(LIKE, (text, year))]
