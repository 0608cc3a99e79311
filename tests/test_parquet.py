"""The Parquet tables hold what the graph holds, in types that other programs take for what they are."""

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.assessment.one_claim import body_of
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite
from evidence_graph.exports import parquet
from evidence_graph.model import Citation, Claim, DataSet, EvidenceLine, Study

sys.path.insert(0, str(Path(__file__).parent))
import folders

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
TEA = Path(__file__).parent / "tea"


@pytest.fixture(params=["bundled", "tea", "invented"])
def graph(request, tmp_path):
    if request.param == "invented":
        return eg.load(folders.invented(tmp_path / "invented", 400))
    return eg.load(TEA if request.param == "tea" else None)


def rows(folder, table):
    """The rows of a table, lists as tuples."""
    read = pq.read_table(folder / table).to_pylist()
    return [{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()} for row in read]


def chosen(row, record_type, **given):
    """The record that a row tells of."""
    names = {field.name for field in fields(record_type)}
    return record_type(**({k: v for k, v in row.items() if k in names} | given))


def test_what_is_read_back_is_what_the_graph_holds(graph, tmp_path):
    parquet.write(graph, tmp_path / "tables")

    claims = [chosen(row, Claim) for row in rows(tmp_path / "tables", "claims")]
    lines = [chosen(row, EvidenceLine) for row in rows(tmp_path / "tables", "evidence")]
    # The identifiers stand in the record, from which a study of these data has none of its own.
    facts = {"doi": None, "pmid": None}
    citations = [
        chosen(row, Citation, study=chosen(row, Study, id=row["key"], **facts) if row["has_study"] else None)
        for row in rows(tmp_path / "tables", "citations")
    ]
    assert claims == graph.claims()
    assert lines == sorted((e.line for c in claims for e in graph.evidence(c)), key=lambda line: line.id)
    assert citations == [replace(citation, results=()) for citation in graph.citations()]


def test_what_a_verdict_depends_on_beside_the_records_is_there(graph, tmp_path):
    parquet.write(graph, tmp_path / "tables")
    bodies = [body_of(graph, claim) for claim in graph.claims()]

    claims = {row["id"]: row for row in rows(tmp_path / "tables", "claims")}
    citations = {row["key"]: row for row in rows(tmp_path / "tables", "citations")}
    crossings = {}
    for row in rows(tmp_path / "tables", "intervals"):
        if row["crosses_no_effect"] is not None:  # the measure has a place of no effect
            crossings.setdefault((row["claim"], row["citation"]), []).append(row["crosses_no_effect"])
    about = [chosen(row, DataSet) for row in rows(tmp_path / "tables", "data_set")]

    assert about == [graph.about]
    for body in bodies:
        row = claims[body.claim]
        searched = row["last_search"], row["systematic_search"]
        assert searched == (body.last_search, body.is_searched_systematically)
        for citation in body.studies:
            facts = citation.facts
            assert sorted(crossings.get((body.claim, citation.key), ())) == sorted(citation.crossings)
            row = citations[citation.key]
            assert (row["bias"], row["reviewed_retracted"]) == (facts.bias, facts.reviewed_retracted)


def test_the_labels_and_relations_of_works_are_there(graph, tmp_path):
    parquet.write(graph, tmp_path / "tables")

    citations = rows(tmp_path / "tables", "citations")
    assert [row["label"] for row in citations] == [citation.label for citation in graph.citations()]
    told = {(r["citation"], r["relation"], r["other"]) for r in rows(tmp_path / "tables", "relations")}
    studies = [citation.study for citation in graph.citations() if citation.study]
    assert told == {
        *((s.id, "pools", other) for s in studies for other in s.pools),
        *((s.id, "cohort", s.cohort) for s in studies if s.cohort),
        *((s.id, "version of", s.version_of) for s in studies if s.version_of),
    }


def test_the_columns_have_the_types_that_spark_and_duckdb_expect(tmp_path):
    parquet.write(eg.load(TEA), tmp_path / "tables")

    types = {
        f"{table}.{field.name}": str(field.type)
        for table in parquet.TABLES
        for field in pq.read_schema(tmp_path / "tables" / table / "part-00000.parquet")
    }
    assert types["claims.premises"] == types["citations.pools"] == "list<element: string>"
    assert types["evidence.verified"] == types["citations.has_study"] == "bool"
    assert types["intervals.crosses_no_effect"] == types["claims.systematic_search"] == "bool"
    assert types["citations.participants"] == types["citations.year"] == "int64"
    assert {types[f"evidence.{n}"] for n in ("claim", "citation", "stance", "curator", "date")} == {"string"}


def test_a_long_table_is_cut_into_files_that_together_are_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_A_FILE", 100)
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 30)
    graph = eg.load(folders.invented(tmp_path / "invented", 350))
    parquet.write(graph, tmp_path / "tables")

    files = sorted((tmp_path / "tables" / "claims").iterdir())
    assert [pq.read_metadata(file).num_rows for file in files] == [100, 100, 100, 50]
    assert [row["id"] for row in rows(tmp_path / "tables", "claims")] == [c.id for c in graph.claims()]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")

    with pytest.raises(CannotWrite, match="holds no tables of this program"):
        parquet.write(eg.load(TEA), tmp_path / "mine")

    assert [p.name for p in tmp_path.rglob("*")] == ["mine", "letter.txt"]


def test_older_tables_are_replaced_as_a_whole(tmp_path):
    parquet.write(eg.load(), tmp_path / "tables")
    parquet.write(eg.load(TEA), tmp_path / "tables")

    about = json.loads((tmp_path / "tables" / parquet.ABOUT).read_text())
    assert about["rows"] == {
        "data_set": 1, "claims": 3, "evidence": 5, "intervals": 1, "citations": 3, "relations": 0,
    }  # fmt: skip
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_what_is_interrupted_leaves_the_older_tables(tmp_path, monkeypatch):
    parquet.write(eg.load(TEA), tmp_path / "tables")
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "_relations", full)
    with pytest.raises(CannotWrite, match="No space left"):
        parquet.write(eg.load(), tmp_path / "tables")

    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_the_verb_writes_the_tables_and_says_how_many_rows(tmp_path, capfd):
    status = main(["export", "parquet", "--data", str(TEA), "-o", str(tmp_path / "tables")])

    assert status == 0
    assert "evidence: 5 rows" in capfd.readouterr().err
    assert parquet.is_export(tmp_path / "tables")


def test_the_verb_without_a_folder_says_what_to_do(capfd):
    assert main(["export", "parquet", "--data", str(TEA)]) == 2
    assert "name it with -o DIR" in capfd.readouterr().err
