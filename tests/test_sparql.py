"""SPARQL is answered in a child process: it never reaches out, never writes, and ends at its time limit."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pyparsing import ParseException

from evidence_graph.errors import RefusedQuery
from evidence_graph.sparql import execution as sparql
from evidence_graph.sparql import query_text as sparql_text
from evidence_graph.vocabulary import XSD

A, P = "http://example.org/a", "http://example.org/p"
DATA = [(A, P, ("x", XSD + "string")), (A, P, ("y", "@en")), (A, P, ("3", XSD + "integer"))]
EX = "PREFIX ex: <http://example.org/> "
FOR_EVER = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(40)) + " }"


def refusal(query, **options):
    with pytest.raises(RefusedQuery) as refused:
        sparql.run(query, DATA, **options)
    return refused.value


# What comes back.


def test_a_select_gives_columns_and_terms():
    found = sparql.run("SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?o", DATA)

    assert found.columns == ("s", "o", "none")
    assert sorted(row[1] for row in found.rows) == [
        ("3", XSD + "integer"),
        ("x", XSD + "string"),
        ("y", "@en"),
    ]
    assert {(row[0], row[2]) for row in found.rows} == {((A, None), None)}


def test_an_ask_gives_a_truth_and_a_construct_triples():
    assert sparql.run("ASK { ?s ?p 3 }", DATA).holds is True
    assert sparql.run("ASK { ?s ?p 4 }", DATA).holds is False
    made = sparql.run(f"CONSTRUCT {{ ?s <{A}> ?o }} WHERE {{ ?s ?p ?o FILTER(isNumeric(?o)) }}", DATA)
    assert made.triples == ((A, A, ("3", XSD + "integer")),)


@pytest.mark.parametrize("text", ['"', "\\", "\\u0041", "a\nb\r\tc", "\x00", "\u2028é😀", "'''\"\"\"", "} #"])
def test_texts_of_the_data_come_back_to_the_letter(text):
    found = sparql.run("SELECT ?o { ?s ?p ?o }", [(A, P, (text, XSD + "string"))])

    assert found.rows == (((text, XSD + "string"),),)


# What is refused.


@pytest.mark.parametrize(
    ("query", "word", "line"),
    [
        ("SELECT * {\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE", 2),
        ("SELECT * { { SELECT * { OPTIONAL {\n\nservice silent ?x { ?s ?p ?o } } } } }", "SERVICE", 3),
        ("SELECT * { FILTER EXISTS { SERVICE<http://127.0.0.1/> { ?s ?p ?o } } }", "SERVICE", 1),
        ("SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{?a ?b ?c} }", "SERVICE", 1),
        ("PREFIX : <http://127.0.0.1/> SELECT * { SERVICE:x{ ?s ?p ?o } }", "SERVICE", 1),
        ("PREFIX ex: <http://127.0.0.1/> SELECT * { SERVICEex:x { ?s ?p ?o } }", "SERVICE", 1),
        ("SELECT * FROM <file:/etc/passwd> { ?s ?p ?o }", "FROM", 1),
        ("SELECT *\nFROM NAMED <http://127.0.0.1/> { ?s ?p ?o }", "FROM", 2),
        ("ASK FROM<http://127.0.0.1/> { ?s ?p ?o }", "FROM", 1),
        ("PREFIX : <http://127.0.0.1/> SELECT * FROM:x { ?s ?p ?o }", "FROM", 1),
        ("LOAD <http://127.0.0.1/>", "LOAD", 1),
        ("LOAD SILENT <file:/etc/passwd> INTO GRAPH <http://example.org/g>", "LOAD", 1),
        ("INSERT DATA { <http://a> <http://b> 1 }", "INSERT", 1),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE", 1),
        ("PREFIX a: <http://a>\nWITH <http://g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH", 2),
        *((f"{word} ALL", word, 1) for word in ("CLEAR", "DROP")),
        ("CREATE GRAPH <http://g>", "CREATE", 1),
        *((f"{word} <http://g> TO <http://h>", word, 1) for word in ("ADD", "MOVE", "COPY")),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", "DROP", 1),
    ],
)
def test_what_reaches_out_or_writes_is_refused_with_its_word_and_line(query, word, line):
    error = refusal(query)

    assert error.reason.startswith(f"{word} would ")
    assert error.line == line


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1/> { }",
        "# LOAD <x>\nSELECT * { ?s ?p ?o FILTER(?o != 'SERVICE <x> { } FROM') }",
        'SELECT * { ?s ?p ?o FILTER(?o != """a\nSERVICE \\"""" ) }',
        "SELECT * { ?s <http://example.org/p?SERVICE#FROM> ?o }",
        "BASE <http://example.org/> SELECT * { ?s <a?SERVICE> ?o }",
        EX + "SELECT * { ?SERVICE ex:SERVICE ?FROM . ?LOAD ex:INSERT _:DELETE }",
        "PREFIX service: <http://example.org/> SELECT * { service:a service:p ?o . ?o ?p service:from }",
        EX + "SELECT * { ?s ex:p\\#SERVICE ?o }",
        "SELECT * { ?s ?p ?o FILTER(LANG(?o) = 'en' || ?o = 'x'@SERVICE) }",
        "SELECT * { ?s ?p ?o FILTER(?o<4&&?o>1) }",
        "SELECT * { VALUES (?s ?p) { (<http://example.org/#a> <http://example.org/#b>) } }",
    ],
)
def test_the_same_words_as_names_texts_comments_and_iris_are_not_refused(query):
    assert sparql.run(query, DATA).holds is None


@pytest.mark.parametrize(
    "query",
    [
        EX + "SELECT * { FILTER(1<ex:b)SERVICE#>\n<http://127.0.0.1/>{?a ?b ?c} }",
        EX + 'SELECT * { FILTER(1<ex:b)#>"""\nSERVICE<http://127.0.0.1/>{?a ?b ?c}#"""\n}',
        EX + "SELECT * { FILTER(?s<=ex:b)#>'''\nSERVICE<http://127.0.0.1/>{?a ?b ?c}#'''\n}",
    ],
)
def test_what_grammar_and_engine_would_read_differently_is_refused(query):
    assert "can be read as an IRI and as a comparison" in refusal(query).reason


def test_a_triple_within_a_triple_is_refused():
    assert "RDF 1.2" in refusal("SELECT * { << ?s ?p ?o >> ?q ?r }").reason


def test_the_operating_system_refuses_every_connection_and_file_too(monkeypatch):
    """Even a query that nobody checked reaches nothing."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def handle(self):
            asked.append(self.client_address)

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(sparql_text, "refuse", lambda *_, **__: None)
    address = f"http://127.0.0.1:{server.server_port}/"

    error = refusal(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
    server.shutdown()
    server.server_close()

    assert error.reason.startswith("The query engine cannot answer it: ")
    assert asked == []


def test_long_and_deep_queries_are_refused():
    assert "limit of 20,000" in refusal("ASK { } #" + "x" * 20_000).reason
    assert "more than 50 deep" in refusal("ASK " + "{" * 51 + "}" * 51).reason
    assert sparql.run("ASK " + "{" * 50 + "}" * 50, DATA).holds is True
    assert "more than 50 deep" in refusal("ASK { FILTER" + "(" * 60 + "1" + ")" * 60 + " }").reason


def test_a_crash_of_the_engine_is_a_sentence():
    assert "broke down over it" in refusal("ASK { FILTER(" + "!" * 19_000 + "true) }").reason


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT * {\n ?s ex:p ?o }", 2, 5, "The prefix ex: has no meaning here."),
        ("SELECT * {\n ?s ?p ?o", 1, 10, "The '{' here is never closed."),
        ("SELECT * { ?s ?p ?o }\n}", 2, 1, "There is no '{' that this '}' closes."),
        ("SELECT * { ?s ?p (1] }", 1, 20, "There is no '[' that this ']' closes."),
        ("SELECT * { ?s ?p 'no end }", 1, 18, "The text that begins here has no end."),
        ("SELEKT * { }", 1, 1, "A query says SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("", 1, 1, "A query says SELECT, ASK, CONSTRUCT or DESCRIBE"),
        (
            "SELECT * { ?s ?p ?o }\n; SELECT * { }",
            2,
            1,
            "'; SELECT * { }' cannot stand here; expected",
        ),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "The SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ?o FILTER(?o = ) }", 1, 33, "') }' cannot stand here"),
    ],
)
def test_a_broken_query_is_told_its_line_and_column(query, line, column, reason):
    error = refusal(query)

    assert (error.line, error.column) == (line, column)
    assert error.reason.startswith(reason)


# The time limit.


@pytest.fixture
def started(monkeypatch):
    """The child processes that were started."""
    children = []

    class Recorded(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            children.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return children


def test_a_query_that_would_run_for_ever_is_ended_and_its_process_is_gone(started):
    error = refusal(FOR_EVER, timeout=0.5)

    assert error.reason.startswith("It was ended at its time limit of 0.5 seconds.")
    assert [child.returncode is not None for child in started] == [True]
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_an_interrupt_ends_the_process_too(started, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sparql.run(FOR_EVER, DATA)

    assert [child.wait(timeout=60) != 0 for child in started] == [True]


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_time_limit_has_to_be_a_time(timeout):
    assert "has to lie between 0 and 86,400" in refusal("ASK { }", timeout=timeout).reason


def test_an_answer_without_end_is_refused(monkeypatch, tmp_path):
    worker = "evidence_graph.sparql.worker"
    (tmp_path / "small.py").write_text(
        f"from {worker} import *\nimport {worker} as w\nw.MAX_ANSWER = 10_000\nw.main()\n"
    )
    monkeypatch.setattr(sparql, "WORKER", "small")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert "add a LIMIT" in refusal("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }").reason


def test_a_module_beside_the_user_is_not_imported(monkeypatch, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)

    assert sparql.run("ASK { ?s ?p ?o }", DATA).holds is True


# Values are bound as terms.


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1))
def test_a_bound_text_comes_out_as_it_went_in(text):
    found = sparql.run("SELECT ?copy { BIND(?given AS ?copy) }", [], given={"given": (text, XSD + "string")})

    assert found.rows == (((text, XSD + "string"),),)


def test_a_value_is_the_same_in_sub_selects_filters_and_constructs():
    value = {"it": ("3", XSD + "integer")}

    def bound(query):
        return sparql.run(query, DATA, given=value)

    def first(query):
        return bound(query).rows[0][0][0]

    assert first("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o = ?it) } } }") == "1"
    assert first("SELECT ?n { SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?it } }") == "1"
    assert first("SELECT (EXISTS { ?a ?b ?it } AS ?yes) { ?s ?p ?it }") == "true"
    assert bound("ASK { ?s ?p ?it }").holds is True
    assert bound("CONSTRUCT { ?s ?p ?it } WHERE { ?s ?p ?it }").triples == ((A, P, value["it"]),)
    assert bound("DESCRIBE ?s { ?s ?p ?it }").triples is not None


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("CONSTRUCT WHERE { ?s ?p ?it }", "not to its short form"),
        ("DESCRIBE <http://a>", "no pattern in braces"),
    ],
)
def test_a_query_without_a_place_for_a_value_is_refused(query, reason):
    assert reason in refusal(query, given={"it": ("3", XSD + "integer")}).reason


def test_an_iri_that_would_end_early_is_no_value():
    with pytest.raises(ValueError, match="is no IRI"):
        sparql.run("ASK { ?s ?p ?it }", DATA, given={"it": ("http://a> } #", None)})


def test_an_error_keeps_its_place_when_values_are_bound():
    error = refusal("SELECT * { ?s ?p ?it ?it }", given={"it": ("3", XSD + "integer")})

    assert (error.line, error.column) == (1, 22)


# The tokeniser agrees with a parser of its own kind.

TERMS = [
    "?SERVICE", "$x", "ex:SERVICE", "_:SERVICE", "<http://example.org/SERVICE>", "<a?SERVICE>",
    "ex:a\\#SERVICE", "'SERVICE <x> {'",
    '"""a\n" SERVICE <x> {"""', "'it\\'s SERVICE {'", "12", "'x'@en-SERVICE", "true",
]  # fmt: skip
BLANKS = [" ", "\n", " # SERVICE <x> { }\n", " #'\n", "\t"]
blanks = st.sampled_from(BLANKS)
triples = st.tuples(
    st.sampled_from(["?s", "ex:service", "<http://example.org/s#SERVICE>"]),
    blanks,
    st.sampled_from(["?p", "ex:p", "<http://example.org/SERVICE>", "a"]),
    blanks,
    st.sampled_from(TERMS),
).map(lambda parts: "".join(parts) + " .")
groups = st.recursive(
    triples,
    lambda inner: st.one_of(
        st.tuples(inner, blanks, inner).map("".join),
        inner.map(lambda g: f"{{ {g} }}"),
        inner.map(lambda g: f"OPTIONAL {{ {g} }}"),
        inner.map(lambda g: f"MINUS {{ {g} }}"),
        inner.map(lambda g: f"FILTER NOT EXISTS {{ {g} }}"),
        inner.map(lambda g: f"{{ SELECT * WHERE {{ {g} }} }}"),
        st.tuples(inner, inner).map(lambda g: f"{{ {g[0]} }} UNION {{ {g[1]} }}"),
        st.tuples(st.sampled_from(["SERVICE", "service SILENT", "Service"]), blanks, inner).map(
            lambda g: f"{g[0]}{g[1]}<http://example.org/x> {{ {g[2]} }}"
        ),
    ),
    max_leaves=4,
)


def has_service(node):
    """Whether the parsed query holds a SERVICE."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        return node.name == "ServiceGraphPattern" or any(map(has_service, node.values()))
    return isinstance(node, list | tuple | ParseResults) and any(map(has_service, node))


def parsed(query):
    """What rdflib's parser makes of *query*; it recurses deeply, and without end over some comments."""
    from rdflib.plugins.sparql import parser

    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    try:
        return parser.parseQuery(query)[1]
    finally:
        sys.setrecursionlimit(usual)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(groups)
def test_a_service_is_seen_exactly_where_a_parser_sees_it(group):
    query = f"{EX}BASE <http://example.org/> SELECT * WHERE {{ {group} }}"
    try:
        sparql_text.refuse(query)
        why = ""
    except RefusedQuery as error:
        why = error.reason.split()[0]

    try:
        expected = "SERVICE" if has_service(parsed(query)) else ""
    except (RecursionError, ParseException):  # it also refuses some names that are right: ex:a\\#b
        reject()
    assert why == expected


def test_the_parser_would_see_a_service():
    assert has_service(parsed("SELECT * { { ?s ?p ?o OPTIONAL { SERVICE ?s { ?a ?b ?c } } } }"))
    assert not has_service(parsed("SELECT * { ?SERVICE ?p 'SERVICE' }"))


def test_the_worker_speaks_json_over_its_standard_streams():
    request = {"query": "ASK {}", "bound": "ASK {}", "prefixes": {}, "seconds": 10, "memory": 10**9}
    done = subprocess.run(
        [sys.executable, "-m", "evidence_graph.sparql.worker"],
        input=json.dumps(request).encode() + b"\n",
        capture_output=True,
        check=True,
    )

    assert json.loads(done.stdout) == {"holds": True}


@pytest.mark.parametrize(
    "query",
    [
        r"SELECT * { \u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        r"SELECT * { S\U00000045RVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        r"SELECT * FR\u004FM <http://127.0.0.1/> { ?s ?p ?o }",
        r'SELECT * { ?s ?p "\u0022 . SERVICE <http://127.0.0.1/> { ?a ?b ?c } #" }',
        "SELECT * { # \\u000A SERVICE <http://127.0.0.1/> { ?s ?p ?o }\n }",
    ],
)
def test_escapes_hide_nothing_from_an_endpoint_that_writes_them_out_first(query):
    assert "would " in refusal(query).reason


def test_escapes_in_texts_and_iris_are_not_refused():
    query = r'SELECT * { ?s <http://example.org/\u00e9> ?o FILTER(?o != "\u00e9\U0001F375 \uFFFF") }'

    assert sparql.run(query, DATA).rows == ()


# Memory, and the end of whoever asked.

MANY = [(f"urn:s{n}", "urn:p", (f"a text with the number {n}", XSD + "string")) for n in range(4000)]
PAIRS = "?a <urn:p> ?x . ?b <urn:p> ?y"
GREEDY = {
    "sorted": f"SELECT ?x ?y {{ {PAIRS} }} ORDER BY ?y ?x",
    "grouped": f"SELECT ?z (COUNT(*) AS ?n) {{ {PAIRS} BIND(CONCAT(?x, ?y) AS ?z) }} GROUP BY ?z",
    "distinct": f"SELECT (COUNT(DISTINCT ?z) AS ?n) {{ {PAIRS} BIND(CONCAT(?x, ?y) AS ?z) }}",
    "joined": f"SELECT (GROUP_CONCAT(?z) AS ?n) {{ {PAIRS} BIND(CONCAT(?x, ?y, ?x, ?y) AS ?z) }}",
    "built": f"CONSTRUCT {{ ?a <urn:q> ?z }} {{ {PAIRS} BIND(CONCAT(?x, ?y) AS ?z) }} ORDER BY ?z",
    "without": f"SELECT * {{ {PAIRS} MINUS {{ ?c <urn:p> ?x . ?d <urn:p> ?y }} }}",
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep to no such limit")
@pytest.mark.parametrize("query", GREEDY.values(), ids=GREEDY)
def test_a_query_ends_at_its_limit_of_memory_with_what_to_do(query):
    data = [
        *MANY,
        *[(f"urn:t{n}", "urn:p", (f"a text with the number {n}", XSD + "string")) for n in range(4000)],
    ]

    with pytest.raises(RefusedQuery) as caught:
        sparql.run(query, data, memory=100_000_000, timeout=300)

    assert caught.value.reason == (
        "It needs more than 100 MB of memory. Narrow it, add a LIMIT, or allow more with memory=."
    )


def test_what_needs_more_memory_is_answered_when_it_is_allowed():
    query = f"SELECT (COUNT(DISTINCT ?z) AS ?n) {{ {PAIRS} BIND(CONCAT(?x, ?y) AS ?z) }}"

    found = sparql.run(query, MANY[:500], memory=1_000_000_000, timeout=300)

    assert found.rows == ((("250000", XSD + "integer"),),)


def test_large_data_leave_a_query_its_memory():
    long = [(f"urn:s{n}", "urn:p", ("x" * 10_000, XSD + "string")) for n in range(10_000)]

    found = sparql.run("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", long, memory=100_000_000)

    assert found.rows == ((("10000", XSD + "integer"),),)


def test_a_limit_of_memory_in_which_nothing_fits_is_refused():
    assert (
        refusal("ASK {}", memory=1000).reason == "Its limit of memory is 0 MB, but has to be 100 MB or more."
    )


ASKING = """
import signal, sys
for end in (signal.SIGHUP, signal.SIGQUIT):  # a run in the background may have been told to ignore them
    signal.signal(end, signal.SIG_DFL)
from evidence_graph.sparql import execution as sparql
pairs = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40))
data = [("urn:a", f"urn:{n}", ("urn:b", None)) for n in range(5)]
sparql.run(f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}", data, timeout=600)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells the children of a process by /proc")
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGSEGV"])
def test_the_process_of_a_query_ends_with_whoever_asked(end):
    with subprocess.Popen([sys.executable, "-c", ASKING], stderr=subprocess.DEVNULL) as asking:
        children = Path(f"/proc/{asking.pid}/task/{asking.pid}/children")
        while not ((child := children.read_text().strip()) and is_shut_in(child)):
            assert asking.poll() is None
            time.sleep(0.01)
        asking.send_signal(signal.Signals[end])
        asking.wait()
        polls = 0
        while is_at_work(child) and polls < 3000:
            polls += 1
            time.sleep(0.01)

    assert not is_at_work(child)


def is_shut_in(process):
    """Whether the process may open no more files: it has its query and works at it."""
    limits = Path(f"/proc/{process}/limits").read_text()
    return next(line for line in limits.splitlines() if "open files" in line).split()[3] == "0"


def is_at_work(process):
    """Whether the process runs; one that ended may wait for somebody to take note of it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_worker_whose_input_is_closed_ends_also_without_a_word_from_the_system():
    query = FOR_EVER
    request = {"query": query, "bound": query, "prefixes": {}, "seconds": 600, "memory": 10**9}
    body = "".join(sparql.lines(DATA)).encode()
    head = json.dumps(request | {"size": len(body)}).encode() + b"\n"
    worker = [sys.executable, "-m", "evidence_graph.sparql.worker"]
    with subprocess.Popen(worker, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdin.write(head + body)
        child.stdin.close()
        said = child.stdout.read()

    assert (child.returncode, said) == (1, b"")
