"""The client of endpoints among servers that are busy, broken, slow, endless, or not what they seem."""

import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_graph.endpoint import calls, credentials, paging
from evidence_graph.endpoint.address import Address, read
from evidence_graph.endpoint.calls import Call, Caller
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.errors import EndpointError, EndpointTimeout

sys.path.insert(0, str(Path(__file__).parent))
from fakes import JSON, ONE_ROW, Answer, serving

QUERY = "SELECT ?x { ?s ?p ?x }"
ROWS = ((("tea", "http://www.w3.org/2001/XMLSchema#string"),),)
SECRETS = (credentials.USER, credentials.PASSWORD, credentials.TOKEN, credentials.PLAIN, "NETRC")
LOCKED = Answer(b"who are you", 401, "text/plain", {"WWW-Authenticate": 'Basic realm="x"'})


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No credentials and proxies of whoever runs the tests, and no waiting."""
    for name in (*SECRETS, "http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(calls, "sleep", lambda _: None)


def refused(*answers, timeout=20.0, query=QUERY):
    """The error for these answers of a server, and what it was asked."""
    with serving(*answers) as (fake, url), pytest.raises(EndpointError) as told:
        Endpoint(read(url), timeout=timeout).query(query)
    return told.value, fake


def test_a_query_goes_as_a_form_with_its_graph_and_who_asks():
    with serving() as (fake, url):
        result = Endpoint(read(url, graph="urn:tea")).query(QUERY)

    [asked] = fake.asked
    assert result.rows == ROWS
    assert (asked.method, asked.form) == ("POST", {"query": QUERY, "default-graph-uri": "urn:tea"})
    assert asked.headers["Accept"] == JSON
    assert asked.headers["User-Agent"].startswith("evidence-graph/")


def test_a_busy_server_is_asked_again():
    busy = Answer(b"", 503, "text/plain", {"Retry-After": "1"})
    with serving(busy, busy, Answer()) as (fake, url):
        assert Endpoint(read(url)).query(QUERY).rows == ROWS

    assert len(fake.asked) == 3


def test_the_waits_grow_where_the_server_does_not_say_how_long(monkeypatch):
    waits = []
    monkeypatch.setattr(calls, "sleep", waits.append)
    error, fake = refused(Answer(b"overloaded", 503, "text/plain"))

    assert waits == [0.5, 1.0, 2.0, 4.0]
    assert len(fake.asked) == 5
    assert "answered 503. It says: overloaded" in str(error)


def test_nobody_waits_longer_than_the_time_limit(monkeypatch):
    monkeypatch.setattr(calls, "sleep", lambda _: pytest.fail("it waited"))

    error, _ = refused(Answer(b"later", 503, "text/plain", {"Retry-After": "3600"}))
    assert error.status == 503


def test_the_servers_own_words_are_told():
    error, _ = refused(
        Answer(b"Virtuoso 42000 Error\n  too hot\n\nSPARQL query:\nSELECT ...", 500, "text/plain")
    )

    assert error.said == "Virtuoso 42000 Error too hot"
    assert str(error).endswith("it answered 500. It says: Virtuoso 42000 Error too hot")


@pytest.mark.parametrize("status", [404, 405, 415])
def test_a_place_that_takes_no_queries_is_told_what_the_address_has_to_be(status):
    error, _ = refused(Answer(b"no such page", status, "text/plain"))

    assert f"it answered {status}; the address is that which takes queries, such as" in str(error)
    assert str(error).endswith("It says: no such page")


def test_a_page_of_html_is_told_without_its_tags():
    page = b"<html><style>a{}</style><script>alert(1)</script><h1>Bad&nbsp;gateway</h1></html>"
    error, _ = refused(Answer(page, 400, "text/html"))

    assert error.said == "Bad gateway"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"<html>Welcome</html>", kind="text/html"), "answered with text/html instead of"),
        (Answer(ONE_ROW, kind="text/csv"), "answered with text/csv instead of"),
        (Answer(ONE_ROW[:-9]), "cut off or broken"),
        (Answer(b"[]"), "cut off or broken"),
        (Answer(b'{"head": {"vars": ["x"]}, "results": {"bindings": [1]}}'), "cut off or broken"),
        (Answer(b"[" * 100_000), "cut off or broken"),
        (Answer(ONE_ROW, headers={"Content-Length": "9999"}), "broke off after"),
        (Answer(gzip.compress(ONE_ROW)[:-9], headers={"Content-Encoding": "gzip"}), "broke off after"),
        (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), "cannot be reached"),
        (Answer(headers={"X-SQL-State": "S1TAT"}), "time limit was over before the answer was whole"),
        (Answer(headers={"X-SPARQL-MaxRows": "1"}), "no more than 1 rows"),
    ],
)
def test_what_is_no_whole_answer_is_refused(answer, reason):
    assert reason in str(refused(answer)[0])


def test_an_endless_answer_is_left_at_the_size_limit():
    def endless():
        while True:
            yield b" " * 65_536

    with serving(Answer(endless())) as (_, url):
        caller = Caller(read(url), max_bytes=1_000_000)
        with pytest.raises(EndpointError, match="larger than the limit of 1,000,000 bytes"):
            caller.send(Call(url), seconds=20)


def test_an_answer_that_grows_when_it_is_unpacked_is_left_at_the_size_limit():
    bomb = gzip.compress(b" " * 50_000_000)
    with serving(Answer(bomb, headers={"Content-Encoding": "gzip"})) as (_, url):
        caller = Caller(read(url), max_bytes=1_000_000)
        with pytest.raises(EndpointError, match="larger than the limit"):
            caller.send(Call(url), seconds=20)


def test_a_slow_answer_is_ended_at_the_time_limit_though_something_comes_all_the_time():
    with serving(Answer()) as (fake, url):

        def drops():
            while not fake.over.wait(0.01):
                yield b" "

        fake.answers = [Answer(drops())]
        with pytest.raises(EndpointTimeout) as told:
            Endpoint(read(url), timeout=0.3).query(QUERY)
    assert told.value.seconds == 0.3


def test_a_server_that_says_nothing_is_left_at_the_time_limit():
    with serving(Answer()) as (fake, url):
        fake.answer = lambda asked: fake.over.wait(20) and Answer()  # noqa: ARG005

        with pytest.raises(EndpointTimeout):
            Endpoint(read(url), timeout=0.3).query(QUERY)


def test_an_unreachable_place_is_told_at_once():
    with pytest.raises(EndpointError, match="nothing answers there"):
        Endpoint(read("http://127.0.0.1:1/query")).query(QUERY)


def test_packed_answers_are_unpacked():
    with serving(Answer(gzip.compress(ONE_ROW), headers={"Content-Encoding": "gzip"})) as (fake, url):
        assert Endpoint(read(url)).query(QUERY).rows == ROWS

    assert fake.asked[0].headers["Accept-Encoding"] == "gzip"


def test_a_redirection_within_the_same_place_keeps_question_and_method():
    moved = Answer(b"", 308, "text/plain", {"Location": "/there"})
    with serving(moved, Answer()) as (fake, url):
        assert Endpoint(read(url)).query(QUERY).rows == ROWS

    assert [(a.method, a.path, a.form["query"]) for a in fake.asked] == [
        ("POST", "/query", QUERY),
        ("POST", "/there", QUERY),
    ]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "https://127.0.0.1/query", None]
)
def test_a_redirection_elsewhere_is_not_followed(monkeypatch, target):
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, "secret")
    with serving() as (other, elsewhere):
        error, _ = refused(Answer(b"", 307, "text/plain", {"Location": target or elsewhere}))

    assert "nothing was sent there" in str(error)
    assert other.asked == []


def test_a_circle_of_redirections_ends():
    assert "sends on and on" in str(refused(Answer(b"", 308, "text/plain", {"Location": "/query"}))[0])


def test_without_credentials_it_is_said_where_to_put_them():
    error, fake = refused(LOCKED)

    assert "docs/remote.md" in str(error)
    assert error.said == "who are you"
    assert len(fake.asked) == 1


def test_user_and_password_come_from_the_environment_once_they_are_asked_for(monkeypatch):
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, "sésame")
    with serving(LOCKED, Answer()) as (fake, url):
        endpoint = Endpoint(read(url))
        assert endpoint.query(QUERY).rows == ROWS
        assert endpoint.query(QUERY).rows == ROWS

    sent = [asked.headers.get("Authorization") for asked in fake.asked]
    assert sent == [None, "Basic YW5hOnPDqXNhbWU=", "Basic YW5hOnPDqXNhbWU="]


def test_they_come_from_netrc_for_its_host(monkeypatch, tmp_path):
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login bo password pot\nmachine other login x password y\n", "utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))
    with serving(LOCKED, Answer()) as (fake, url):
        Endpoint(read(url)).query(QUERY)

    assert fake.asked[-1].headers["Authorization"] == "Basic Ym86cG90"


def test_a_broken_netrc_is_told_without_what_it_holds(monkeypatch, tmp_path):
    path = tmp_path / "netrc"
    path.write_text("machine 127.0.0.1 login bo pass-word hush\n", "utf-8")
    monkeypatch.setenv("NETRC", str(path))
    error, _ = refused(LOCKED)

    assert f"{path} cannot be read for its password" in str(error)
    assert "hush" not in str(error)


def test_a_wrong_password_is_not_tried_for_ever_and_not_told(monkeypatch):
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, "wrong-secret")
    error, fake = refused(LOCKED)

    assert "wrong-secret" not in str(error) + repr(vars(error))
    assert len(fake.asked) <= 3


def test_a_token_goes_with_every_call(monkeypatch):
    monkeypatch.setenv(credentials.TOKEN, "t0k3n")
    with serving() as (fake, url):
        Endpoint(read(url)).query(QUERY)

    assert fake.asked[0].headers["Authorization"] == "Bearer t0k3n"


def test_an_unknown_way_to_ask_for_a_password_is_told():
    error, _ = refused(Answer(b"", 401, "text/plain", {"WWW-Authenticate": "Negotiate"}))

    assert error.status == 401


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://example.org/query", False),
        ("http://127.0.0.1.example.org/query", False),
        ("http://localhost.example.org/query", False),
        ("https://example.org/query", True),
        ("http://127.0.0.1/query", True),
        ("http://[::1]/query", True),
        ("http://localhost/query", True),
    ],
)
def test_a_password_goes_in_the_open_only_to_this_machine(monkeypatch, url, private):
    def sent():
        try:
            credentials.refuse_open(read(url))
        except EndpointError:
            return False
        return True

    assert sent() is private
    monkeypatch.setenv(credentials.PLAIN, "1")
    assert sent()


@pytest.mark.parametrize("text", ["http://ana:hush@example.org/q", "https://ana:hush@example.org/q?x=hush"])
def test_a_password_in_an_address_is_refused_and_not_repeated(text):
    with pytest.raises(EndpointError, match="holds no user and no password") as told:
        read(text)

    assert "hush" not in str(told.value)


@pytest.mark.parametrize(
    "text",
    ["http://", "http://a b/", "http://x:99999/", "http://x:0/", "ftp://x/", "http://x/<y>", "http://[x/"],
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(EndpointError):
        read(text)


def test_the_graph_may_stand_in_the_address_which_is_written_back_the_same():
    text = "http://example.org/query?infer=no&default-graph-uri=https%3A%2F%2Fexample.org%2Ftea%2F"
    address = read(text)

    assert address == Address("http://example.org/query?infer=no", "https://example.org/tea/")
    assert str(address) == text
    assert read(text, graph="urn:x").graph == "urn:x"


@pytest.mark.parametrize("graph", ["tea", "urn:a b", "urn:a>", "urn:x\n"])
def test_a_graph_is_named_by_an_iri(graph):
    with pytest.raises(EndpointError, match="is not named by an IRI"):
        read("http://example.org/query", graph=graph)


def test_what_is_meant_for_this_machine_goes_through_no_proxy(monkeypatch):
    with serving() as (proxy, away), serving() as (fake, url):
        monkeypatch.setenv("http_proxy", away)
        Endpoint(read(url)).query(QUERY)

    assert (len(proxy.asked), len(fake.asked)) == (0, 1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that nobody has signed, with its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed")
    made = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [
        program,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    ]
    place = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(made), "-out", f"{made}.crt"]
    subprocess.run([*command, *place], check=True, capture_output=True)
    made.write_text(made.read_text("utf-8") + Path(f"{made}.crt").read_text("utf-8"), "utf-8")
    return made


def test_over_https_the_certificate_has_to_be_trusted(certificate, monkeypatch):
    with serving(tls=certificate) as (fake, url):
        with pytest.raises(EndpointError, match="certificate is not trusted"):
            Endpoint(read(url)).query(QUERY)
        assert fake.asked == []

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert Endpoint(read(url)).query(QUERY).rows == ROWS


def test_the_proxy_of_the_environment_is_used(monkeypatch):
    with serving() as (proxy, url):
        monkeypatch.setenv("http_proxy", url.removesuffix("/query"))
        Endpoint(read("http://nowhere.invalid/query")).query(QUERY)

    assert proxy.asked[0].path == "http://nowhere.invalid/query"


def test_the_time_limit_goes_to_a_server_that_takes_one_in_its_own_unit():
    with serving(Answer(headers={"Server": "Virtuoso/07"})) as (fake, url):
        endpoint = Endpoint(read(url), timeout=7)
        endpoint.query(QUERY)
        endpoint.query(QUERY)

    assert [asked.form.get("timeout") for asked in fake.asked] == [None, "7000"]


def test_virtuosos_way_to_answer_yes_is_understood():
    cell = {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "0"}
    body = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": cell}]}}
    with serving(Answer(json.dumps(body).encode())) as (_, url):
        assert Endpoint(read(url)).query("ASK {}").holds is False


def test_triples_come_back_with_their_kinds_of_value():
    truth = b'"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    body = b'<urn:a> <urn:b> "x"@en .\n<urn:a> <urn:b> ' + truth + b" .\n_:c <urn:b> _:d .\n"
    with serving(Answer(body, kind="application/n-triples")) as (_, url):
        triples = Endpoint(read(url)).query("CONSTRUCT WHERE { ?s ?p ?o }").triples

    assert triples[:2] == (
        ("urn:a", "urn:b", ("x", "@en")),
        ("urn:a", "urn:b", ("true", "http://www.w3.org/2001/XMLSchema#boolean")),
    )
    assert triples[2][0].startswith("_:")
    assert triples[2][2][1] is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 100_000, "application/n-triples"),
        (b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 100_000, "text/turtle"),
        (b'<urn:a> <urn:b> "cut', "application/n-triples"),
        (b"<html>", "text/html"),
    ],
)
def test_triples_that_are_broken_or_would_end_the_process_are_refused(body, kind):
    refused(Answer(body, kind=kind), query="CONSTRUCT WHERE { ?s ?p ?o }")


def test_rows_that_come_twice_are_taken_once():
    from evidence_graph.endpoint.paging import Pages

    found = json.loads(ONE_ROW)
    found["results"]["bindings"] *= 2
    with serving(Answer(json.dumps(found).encode())) as (_, url):
        assert Pages(Endpoint(read(url))).rows("?x", "?s ?p ?x") == list(ROWS)


@pytest.mark.parametrize("said", ["²", "9" * 400, "-1", "Mon, 01 Jan 0001 00:00:00", "x"])
def test_a_wait_that_is_no_wait_ends_no_call(said):
    busy = Answer(b"", 503, "text/plain", {"Retry-After": said})

    error, _ = refused(busy, timeout=10.0)

    assert error.status == 503


@pytest.mark.parametrize("said", ["²", "9" * 5000])
def test_a_limit_of_rows_that_is_no_number_limits_nothing(said):
    with serving(Answer(headers={"X-SPARQL-MaxRows": said})) as (_, url):
        assert Endpoint(read(url)).query(QUERY).rows == ROWS


def test_a_redirection_to_what_is_no_address_is_told():
    error, _ = refused(Answer(b"", 302, headers={"Location": "http://["}))

    assert "it sends on to http://[" in str(error)


def test_rows_of_nothing_do_not_fill_the_memory():
    body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [' + b"{}," * 4_000_001 + b"{}]}}"

    error, _ = refused(Answer(body))

    assert "more than 4,000,000 cells" in str(error)


@pytest.mark.parametrize("place", ["value", "vars"])
def test_half_a_letter_is_no_text(place):
    body = ONE_ROW.replace(
        b"tea" if place == "value" else b'"x"', rb'"\ud800"' if place == "vars" else rb"\ud800"
    )

    error, _ = refused(Answer(body))

    assert "no SPARQL result" in str(error)


def test_two_halves_are_one_letter():
    with serving(Answer(ONE_ROW.replace(b"tea", rb"\ud83c\udf75"))) as (_, url):
        assert Endpoint(read(url)).query(QUERY).rows[0][0][0] == "\N{TEACUP WITHOUT HANDLE}"


@pytest.mark.parametrize("columns", [[], ["x", "y"], ["y"]])
def test_other_columns_than_those_asked_for_are_refused(columns):
    body = json.dumps({"head": {"vars": columns}, "results": {"bindings": [{}]}}).encode()

    with serving(Answer(body)) as (_, url), pytest.raises(EndpointError, match="instead of x"):
        Endpoint(read(url)).select("?x", "?s ?p ?x")


@pytest.mark.parametrize("text", ["many", "1e9", "²", "9" * 5000])
def test_a_count_that_is_no_number_is_told(text):
    body = json.dumps(
        {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": text}}]}}
    )

    with serving(Answer(body.encode())) as (_, url), pytest.raises(EndpointError, match="no number"):
        Endpoint(read(url)).count("?s ?p ?o")


def test_a_realm_without_quotes_is_no_cause_of_a_warning(monkeypatch):
    monkeypatch.setenv(credentials.USER, "ana")
    error, _ = refused(Answer(b"no", 401, "text/plain", {"WWW-Authenticate": "Basic realm=x"}))

    assert error.status == 401


def test_a_page_with_nothing_new_is_the_last(monkeypatch):
    monkeypatch.setattr(paging, "SURELY_WHOLE", 1)
    counted = {
        "head": {"vars": ["n"]},
        "results": {"bindings": [{"n": {"type": "literal", "value": "9000000"}}]},
    }

    with serving(Answer(), Answer(json.dumps(counted).encode()), Answer()) as (fake, url):
        place = Endpoint(read(url, graph="urn:tea"))
        with pytest.raises(EndpointError, match="1 of 9,000,000 rows"):
            paging.Pages(place).rows("?x", "?s ?p ?x")

    assert len(fake.asked) == 3


def page_of(first, last):
    bindings = [{"x": {"type": "uri", "value": f"urn:{number}"}} for number in range(first, last)]
    return Answer(json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode())


@pytest.mark.parametrize(("cap", "asked"), [(200, 3), (50, 3), (187, 1)])
def test_a_server_that_cuts_its_answers_at_a_round_number_is_asked_on(cap, asked):
    whole = cap + 7 if asked > 1 else cap
    count = json.dumps(
        {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": f"{whole}"}}]}}
    )

    with serving(page_of(0, cap), Answer(count.encode()), page_of(cap, whole)) as (fake, url):
        rows = paging.Pages(Endpoint(read(url))).rows("?x", "?s ?p ?x")

    assert (len(rows), len(fake.asked)) == (whole, asked)


def test_more_rows_than_anybody_has_are_not_fetched(monkeypatch):
    monkeypatch.setattr(paging, "SURELY_WHOLE", 1)
    counted = {
        "head": {"vars": ["n"]},
        "results": {"bindings": [{"n": {"type": "literal", "value": "1" * 12}}]},
    }

    with (
        serving(Answer(), Answer(json.dumps(counted).encode())) as (_, url),
        pytest.raises(EndpointError, match="more than the limit"),
    ):
        paging.Pages(Endpoint(read(url))).rows("?x", "?s ?p ?x")


def test_a_token_with_a_line_end_is_sent_without_it(monkeypatch):
    monkeypatch.setenv(credentials.TOKEN, "secret\n")
    with serving() as (fake, url):
        Endpoint(read(url)).query(QUERY)

    assert fake.asked[0].headers["Authorization"] == "Bearer secret"


@pytest.mark.parametrize("token", ["sec\nret", "sec\N{CJK UNIFIED IDEOGRAPH-8336}ret", "sec\udcffret"])
def test_a_token_that_cannot_be_sent_is_not_shown(monkeypatch, token):
    monkeypatch.setenv(credentials.TOKEN, token)

    error, fake = refused(Answer())

    assert "ret" not in str(error).replace("repeat", "")
    assert (credentials.TOKEN in str(error), fake.asked) == (True, [])


@pytest.mark.parametrize("password", ["pass/word", "pass?word", "pass#word", "pa@ss/word", "12/word"])
def test_a_password_in_an_address_is_not_repeated_whatever_its_letters(password):
    with pytest.raises(EndpointError) as told:
        read(f"http://ana:{password}@ example.org/query")

    assert "word@" not in str(told.value)


def test_letters_in_a_path_are_sent_percent_encoded():
    with serving() as (fake, url):
        Endpoint(read(url.replace("/query", "/th\xe9%20x"))).query(QUERY)

    assert fake.asked[0].path == "/th%C3%A9%20x"


@pytest.mark.parametrize("padding", [b"", b"\0" * 40], ids=["none", "zeros"])
def test_a_packed_answer_in_several_members_is_read_whole(padding):
    packed = gzip.compress(ONE_ROW[:30]) + gzip.compress(ONE_ROW[30:]) + padding

    with serving(Answer(packed, headers={"Content-Encoding": "gzip"})) as (_, url):
        assert Endpoint(read(url)).query(QUERY).rows == ROWS


def test_the_first_words_of_a_long_complaint_are_repeated():
    error, _ = refused(Answer(b"The store is being rebuilt. " * 2_000, 500, "text/plain"))

    assert error.said.startswith("The store is being rebuilt.")
