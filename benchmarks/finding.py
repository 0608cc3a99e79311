"""A question in own words on an open graph, beside raw SQLite FTS5 and raw tantivy on the same text."""

from __future__ import annotations

import random
import re
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Program, figures_row, in_child, limit, timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from measuring import Place, Row, Scale

QUESTIONS = 20
BEST = 5
PAIRS = 5
MOST_SECONDS = 0.015


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about questions in own words."""
    folder = place.folder(scale.many)
    place.index(scale.many)
    environment = place.environment(scale.many)
    figures = in_child(
        "finding", "beside_engines", folder, min(scale.repeats, PAIRS), environment=environment
    )
    citation = f"`graph.find(question)`, {scale.many:,} claims, a call"
    yield figures_row(
        citation,
        "raw SQLite FTS5",
        [(mine, fts5) for mine, fts5, _ in figures],
        1,
        profile=Program("finding", "find", (str(folder),), environment),
    )
    yield figures_row(citation, "raw tantivy", [(mine, other) for mine, _, other in figures], None)
    yield limit(citation, [mine for mine, _, _ in figures], MOST_SECONDS)
    pairs = in_child("finding", "indexing", folder, min(scale.repeats, PAIRS), environment=environment)
    citation = f"the words of {scale.many:,} claims made ready for questions"
    yield figures_row(citation, "tantivy indexing the statements", pairs, 3)


def beside_engines(folder: str, times: int) -> list[tuple[float, float, float]]:
    """Seconds a question takes us, FTS5 and tantivy, in turn."""
    import evidence_graph as eg

    graph = eg.load(folder)
    statements = {claim.id: claim.statement for claim in graph.claims()}
    asked = _questions(list(statements.values()))
    fts5, other = _fts5(statements), _tantivy(statements)

    def ours(question: str) -> object:
        return graph.find(question, limit=BEST)

    ours(asked[0])
    return [
        (_a_question(ours, asked), _a_question(fts5, asked), _a_question(other, asked)) for _ in range(times)
    ]


def indexing(folder: str, times: int) -> list[tuple[float, float]]:
    """Seconds it takes us and tantivy to index all claims, in turn; we read them from the compiled index."""
    import evidence_graph as eg
    from evidence_graph.search import large

    graph = eg.load(folder)
    statements = {claim.id: claim.statement for claim in graph.claims()}

    def ours() -> None:
        with tempfile.TemporaryDirectory() as aside:
            large.write(Path(aside) / "words", graph.store)

    return [(timed(ours), timed(lambda: _tantivy(statements))) for _ in range(times)]


def find(folder: str) -> None:
    """What is looked into when a question takes too long."""
    import evidence_graph as eg

    graph = eg.load(folder)
    for question in _questions([claim.statement for claim in graph.claims()]):
        graph.find(question, limit=BEST)


def _questions(statements: list[str]) -> list[str]:
    """Statements as people ask about them: a word is missing, and the number that tells them apart."""
    chance = random.Random(7)  # noqa: S311 - invented questions
    asked = []
    for statement in chance.choices(statements, k=QUESTIONS):
        words = re.findall(r"[a-z]+", statement.lower())
        words.remove(chance.choice(words))
        asked.append(f"does the {' '.join(words)}?")
    return asked


def _a_question(find: Callable[[str], object], asked: list[str]) -> float:
    return timed(lambda: [find(question) for question in asked]) / len(asked)


def _fts5(statements: dict[str, str]) -> Callable[[str], object]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE said USING fts5(id UNINDEXED, statement, tokenize = 'porter')")
    database.executemany("INSERT INTO said VALUES (?, ?)", statements.items())
    database.execute("INSERT INTO said(said) VALUES ('optimize')")

    def find(question: str) -> object:
        words = " OR ".join(re.findall("[a-z]+", question))
        sql = "SELECT id, rank FROM said WHERE statement MATCH ? ORDER BY rank LIMIT ?"
        return database.execute(sql, (words, BEST)).fetchall()

    return find


def _tantivy(statements: dict[str, str]) -> Callable[[str], object]:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("statement", tokenizer_name="en_stem")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for identifier, statement in statements.items():
        writer.add_document(tantivy.Document(id=identifier, statement=statement))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(question: str) -> object:
        query = index.parse_query(" ".join(re.findall("[a-z]+", question)), ["statement"])
        return [(searcher.doc(place)["id"], score) for score, place in searcher.search(query, BEST).hits]

    return find
