"""The verb ``ask``: what it prints in each form, and how it ends."""

import csv
import io
import json
import shlex
from pathlib import Path

import pytest

from evidence_graph.cli import main
from evidence_graph.sparql.questions import questions

TEA = Path(__file__).parent / "tea"
CLAIM = "claim=long-steeping-makes-bitter"


@pytest.fixture
def run(capfd, monkeypatch):
    """Run ``ask`` on the tea data; its exit status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, data=TEA):
        status = main(["ask", *map(str, arguments), "--data", str(data)])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def test_alone_it_lists_every_question_with_its_parameters(run):
    status, out, err = run()
    said = " ".join(out.split())

    assert (status, err) == (0, "")
    assert [q.name for q in questions() if q.name not in said] == []
    assert "-p claim=CLAIM (required): the claim asked about" in said
    assert "-p wording=WORDING (default overclaim)" in said
    assert [line for line in out.splitlines() if line in {"Articles", "Claims", "Studies"}] == [
        "Articles",
        "Claims",
        "Studies",
    ]


def test_the_list_comes_as_json_and_csv(run):
    listed = {q["name"]: q for q in json.loads(run("-f", "json")[1])}
    rows = list(csv.DictReader(io.StringIO(run("-f", "csv")[1])))

    assert listed["overclaims"] == {
        "name": "overclaims",
        "group": "articles",
        "question": "Which sentences promise more than the evidence gives?",
        "parameters": [
            {
                "name": "article",
                "kind": "article",
                "required": False,
                "default": "any",
                "text": "only sentences of this article",
            },
            {
                "name": "wording",
                "kind": "wording",
                "required": False,
                "default": "overclaim",
                "text": "or sentences that compare otherwise with the evidence",
            },
        ],
    }
    assert [row["name"] for row in rows] == [q.name for q in questions()]


def test_a_grid_has_one_row_a_row_with_words_above_ids(run):
    _, out, _ = run("claims-on-one-study")

    assert [" ".join(line.split()) for line in out.splitlines() if line.strip()] == [
        "claim verdict citation",
        "─" * 98,
        "Steeping tea for longer makes it more bitter. uncertain Leaf et al. 2001",
        "long-steeping-makes-bitter leaf2001",
        "Milk hides the bitterness of tea. uncertain Sørensen & García-Té 2015",
        "milk-hides-bitterness sorensen2015",
    ]


def test_what_does_not_fit_side_by_side_is_a_card_a_row(run):
    _, out, _ = run("studies-of-claim", "-p", CLAIM, "-p", "stance=opposes")

    assert [" ".join(line.split()) for line in out.splitlines() if line.strip()] == [
        "citation Sørensen & García-Té 2015",
        "sorensen2015",
        "stance opposes",
        "directness direct",
        "curator ana",
        "design cross-sectional",
        "participants 40",
        "verified yes",
        "finding With cold water, 8 hours tasted no more bitter than 2.",
    ]


def test_the_columns_of_ones_own_query_stay_apart(run):
    _, out, _ = run("SELECT ?claim ?statement { ?claim eg:statement ?statement } ORDER BY ?claim LIMIT 1")

    assert [" ".join(line.split()) for line in out.splitlines() if line.strip()] == [
        "claim statement",
        "─" * 98,
        "long-steeping-makes-bitter Steeping tea for longer makes it more bitter.",
    ]


def test_json_is_a_list_of_objects_with_plain_values(run):
    expected = [
        {
            "claim": "milk-hides-bitterness",
            "statement": "Milk hides the bitterness of tea.",
            "verdict": "uncertain",
            "studies": 1,
        }
    ]
    query = "SELECT ?c (1.5 AS ?n) (true AS ?t) ?none { BIND(claim:milk-spoils-tea AS ?c) }"

    assert json.loads(run("claims-on-indirect-evidence", "-f", "json")[1]) == expected
    assert json.loads(run(query, "-f", "json")[1]) == [
        {"c": "milk-spoils-tea", "n": 1.5, "t": True, "none": None}
    ]


def test_csv_has_plain_values_and_tsv_whole_terms(run):
    query = (
        "SELECT ?c ?n ?t ?none { VALUES (?c ?n ?t) { (claim:milk-spoils-tea 1 'a\\tb') (UNDEF 2 '=1+1') } }"
    )

    assert run(query, "-f", "csv")[1] == "c,n,t,none\r\nmilk-spoils-tea,1,a\tb,\r\n,2,'=1+1,\r\n"
    assert run(query, "-f", "tsv")[1] == (
        "?c\t?n\t?t\t?none\n"
        "<https://example.org/tea/claim/milk-spoils-tea>\t"
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>\t"a\\tb"\t\n'
        '\t"2"^^<http://www.w3.org/2001/XMLSchema#integer>\t"=1+1"\t\n'
    )


def test_a_construct_comes_as_turtle_with_the_prefixes_of_the_data(run):
    _, out, _ = run("CONSTRUCT { ?c eg:verdict ?v } WHERE { ?c eg:verdict ?v }", "-f", "turtle")

    assert out == (
        "@prefix claim: <https://example.org/tea/claim/> .\n"
        "@prefix eg: <https://w3id.org/evidence-graph/terms#> .\n"
        "@prefix verdict: <https://w3id.org/evidence-graph/terms/verdict/> .\n\n"
        "claim:long-steeping-makes-bitter eg:verdict verdict:uncertain .\n\n"
        "claim:milk-hides-bitterness eg:verdict verdict:uncertain .\n\n"
        "claim:milk-spoils-tea eg:verdict verdict:none-recorded .\n"
    )


def test_a_describe_comes_as_rows_of_three_too(run):
    described = json.loads(run("DESCRIBE concept:taste", "-f", "json")[1])

    assert {
        "subject": "taste",
        "predicate": "http://www.w3.org/2004/02/skos/core#inScheme",
        "object": "topics",
    } in described


@pytest.mark.parametrize(
    ("form", "yes", "no"),
    [("table", "yes\n", "no\n"), ("json", "true\n", "false\n"), ("csv", "true\n", "false\n")],
)
def test_an_ask_says_yes_or_no_and_ends_with_0_or_1(run, form, yes, no):
    assert run("ASK { claim:milk-spoils-tea a eg:Claim }", "-f", form) == (0, yes, "")
    assert run("ASK { claim:milk-spoils-tea a eg:Article }", "-f", form) == (1, no, "")


def test_an_empty_answer_is_said_on_standard_error(run):
    assert run("contested-claims") == (0, "", "No row: nothing in the data fits.\n")
    assert run("contested-claims", "-f", "json") == (0, "[]\n", "No row: nothing in the data fits.\n")


def test_a_term_that_the_vocabulary_lacks_is_named_where_no_row_fits(run):
    _, _, told = run("SELECT ?claim { ?claim a eg:Klaim ; eg:xyzzy ?x }")

    assert told.endswith(
        "The vocabulary has no eg:Klaim; did you mean eg:Claim? The vocabulary has no eg:xyzzy.\n"
    )


def test_a_claim_can_be_asked_for_in_own_words(run):
    status, out, err = run("studies-of-claim", "-p", "claim=does milk hide bitterness?", "-f", "json")

    assert status == 0
    assert [row["citation"] for row in json.loads(out)] == ["sorensen2015"]
    assert err.startswith("taken as milk-hides-bitterness; near: ")


def test_the_answer_can_be_written_to_a_file(run, tmp_path):
    assert run("studies-by-year", "-p", "since=2015", "-f", "csv", "-o", tmp_path / "years.csv") == (
        0,
        "",
        f"wrote {tmp_path / 'years.csv'}\n",
    )
    assert (tmp_path / "years.csv").read_bytes() == (
        "year,citation,label,design,participants\r\n"
        "2015,sorensen2015,Sørensen & García-Té 2015,cross-sectional,40\r\n"
    ).encode()


def test_control_characters_in_an_answer_do_not_reach_the_terminal(run):
    _, out, _ = run("SELECT ?x { VALUES ?x { 'a\\u001B[31mb' } }")

    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("contested-clams", "Did you mean contested-claims?"),
        ("studies-of-claim", "studies-of-claim needs it: the claim asked about. Give it with -p claim=…"),
        ("studies-of-claim -p clam=x", "There is no parameter 'clam'. Did you mean claim?"),
        ("studies-of-claim -p claim", "-p takes NAME=VALUE, not 'claim'."),
        ("studies-by-year -p since=1 -p since=2", "The parameter since is given twice."),
        ("-p since=1", "Name the question that -p belongs to."),
        ("contested-claims -f turtle", "Only a CONSTRUCT or DESCRIBE has triples to write as Turtle."),
        ("'ASK { }' -f turtle", "Only a CONSTRUCT or DESCRIBE has triples"),
        ("-f tsv", "The list of questions comes as table, json, jsonl, csv, excel."),
        ("nowhere.rq", "nowhere.rq: the file cannot be read"),
        (
            "'SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }'",
            "line 1, column 12: SERVICE would",
        ),
        ("'INSERT DATA { <http://a> <http://b> 1 }'", "INSERT would change data; a query only reads."),
        ("'SELECT * FROM <file:/etc/passwd> { }'", "FROM would read another file or address"),
        ("'SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }' --timeout 0", "0"),
    ],
)
def test_a_mistake_is_named_with_its_cure_and_ends_with_2(run, arguments, message):
    status, out, err = run(*shlex.split(arguments))

    assert (status, out) == (2, "")
    assert message in " ".join(err.split())


def test_a_query_is_ended_at_its_time_limit(run):
    many = " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(40))

    status, out, err = run(f"SELECT (COUNT(*) AS ?n) {{ {many} }}", "--timeout", "0.5")

    assert (status, out) == (2, "")
    assert "ended at its time limit of 0.5 seconds" in err


def test_in_json_each_row_has_one_line(run):
    _, told, _ = run("studies-of-claim", "-p", CLAIM, "-f", "json")

    rows = json.loads(told)
    assert [json.loads(line.strip().rstrip(",")) for line in told.splitlines()[1:-1]] == rows
    assert len(rows) > 1
