"""The lines of a call: cut in time, to the place named only, with proofs that nobody else sees."""

import gzip
import hashlib
import re
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_graph.endpoint import calls, credentials
from evidence_graph.endpoint.address import read
from evidence_graph.endpoint.calls import Call, Caller
from evidence_graph.endpoint.client import Endpoint
from evidence_graph.errors import EndpointError, EndpointTimeout

sys.path.insert(0, str(Path(__file__).parent))
from fakes import JSON, ONE_ROW, Answer, dripping, saying, serving, talking

QUERY = "SELECT ?x { ?s ?p ?x }"
SECRETS = (credentials.USER, credentials.PASSWORD, credentials.TOKEN, credentials.PLAIN, "NETRC")
PROXIES = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n".encode()
DIGEST = 'Digest realm="sparql, for all", nonce="n1", qop="auth", opaque="o", algorithm=MD5'


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No credentials and proxies of whoever runs the tests, and no waiting."""
    for name in (*SECRETS, *PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(calls, "sleep", lambda _: None)


@pytest.fixture
def ana(monkeypatch):
    """A user with a password in the environment."""
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, "hush-hush")


def wanting(challenge):
    """The answer of a server that wants to know who asks."""
    return Answer(b"who?", 401, "text/plain", {"WWW-Authenticate": challenge})


def outcome(*answers):
    """The error that comes of these answers, if one does, and what was asked."""
    with serving(*answers) as (fake, url):
        try:
            Endpoint(read(url), timeout=20).query(QUERY)
        except EndpointError as error:
            return error, fake
    return None, fake


SLOW = {
    "status line": dripping(b"x"),
    "header": dripping(b"x", before=b"HTTP/1.1 200 OK\r\nX-Long: "),
    "headers": dripping(b"X-More: 1\r\n", before=b"HTTP/1.1 200 OK\r\n"),
    "continue": dripping(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "length": dripping(b" ", before=HEAD + b"Content-Length: 99999999\r\n\r\n"),
    "no length": dripping(b" ", before=HEAD + b"\r\n"),
    "chunks": dripping(b"1\r\n \r\n", before=HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    "chunk head": dripping(b"1", before=HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    "gzip": dripping(b"", before=HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(ONE_ROW)[:20]),
    "error": dripping(b" ", before=b"HTTP/1.1 500 No\r\n\r\n"),
    "challenge": dripping(b" ", before=b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n"),
    "redirection": dripping(b" ", before=b"HTTP/1.1 302 Away\r\nLocation: /there\r\n\r\n"),
}


@pytest.mark.parametrize("talk", SLOW.values(), ids=SLOW)
def test_whatever_comes_slowly_is_ended_at_the_time_limit(talk):
    with talking(talk) as url, pytest.raises(EndpointTimeout):
        Endpoint(read(url), timeout=0.3).query(QUERY)


@pytest.mark.parametrize("piece", [b"", b"\0"], ids=["silent", "dripping"])
def test_a_greeting_without_end_is_ended_at_the_time_limit(piece):
    """The head of a record of TLS, of which then nothing or a byte at a time comes."""
    talk = dripping(piece, before=b"\x16\x03\x03\x40\x00")
    with talking(talk) as url, pytest.raises(EndpointTimeout):
        Endpoint(read(url.replace("http:", "https:")), timeout=0.3).query(QUERY)


def test_a_tunnel_that_a_proxy_never_opens_is_ended_at_the_time_limit(monkeypatch):
    with talking(dripping(b"x", before=b"HTTP/1.1 200 OK\r\nX-Long: ")) as proxy:
        monkeypatch.setenv("https_proxy", proxy)
        with pytest.raises(EndpointTimeout):
            Endpoint(read("https://nowhere.invalid/query"), timeout=0.3).query(QUERY)


HALVES = {
    "length": HEAD + b"Content-Length: %d\r\n\r\n" % len(ONE_ROW) + ONE_ROW[:-1],
    "chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(ONE_ROW) + ONE_ROW[:-1],
    "last chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % len(ONE_ROW) + ONE_ROW + b"\r\n",
    "gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(ONE_ROW)[:-1],
    "second member": HEAD
    + b"Content-Encoding: gzip\r\n\r\n"
    + gzip.compress(ONE_ROW)
    + gzip.compress(b" ")[:-1],
}


@pytest.mark.parametrize("text", HALVES.values(), ids=HALVES)
def test_an_answer_that_ends_too_soon_is_not_taken_for_the_whole(text):
    with talking(saying(text)) as url, pytest.raises(EndpointError, match="broke off after"):
        Endpoint(read(url)).query(QUERY)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\0" * 99,
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999 + b"\r\n\r\n",
        b"HTTP/1.1 nine OK\r\n\r\n",
    ],
    ids=["nothing", "noise", "headers", "header", "status"],
)
def test_what_is_no_http_is_a_line_that_broke(text):
    with talking(saying(text)) as url, pytest.raises(EndpointError, match="the line broke"):
        Endpoint(read(url)).query(QUERY)


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, gzip, gzip, gzip"])
def test_what_was_not_asked_for_is_not_unpacked(encoding):
    body = gzip.compress(gzip.compress(b" " * 20_000_000))
    error, _ = outcome(Answer(body, headers={"Content-Encoding": encoding}))

    assert "no SPARQL result in JSON" in str(error)


@pytest.mark.parametrize("status", [400, 401, 500])
def test_of_a_complaint_only_the_beginning_is_unpacked(status):
    bomb = gzip.compress(b"No. " + b" " * 50_000_000)
    with serving(Answer(bomb, status, "text/plain", {"Content-Encoding": "gzip"})) as (_, url):
        reply = Caller(read(url)).send(Call(url), seconds=20)

    assert (reply.status, len(reply.body)) == (status, calls.MAX_WORDS)


@settings(max_examples=25)
@given(members=st.lists(st.binary(max_size=200), min_size=1, max_size=4), limit=st.integers(0, 900))
def test_what_is_unpacked_is_whole_or_too_large(members, limit):
    whole = b"".join(members)
    packed = b"".join(map(gzip.compress, members))
    with serving(Answer(packed, headers={"Content-Encoding": "gzip"})) as (_, url):
        caller = Caller(read(url), max_bytes=limit)
        if len(whole) <= limit:
            assert caller.send(Call(url), seconds=20).body == whole
        else:
            with pytest.raises(EndpointError, match=f"larger than the limit of {limit} bytes"):
                caller.send(Call(url), seconds=20)


@pytest.mark.parametrize("location", ["/there", "there", "?x=1", "//{place}/there", "HTTP://{place}/there"])
def test_the_same_place_may_be_written_in_several_ways(location):
    with serving() as (fake, url):
        place = url.split("/")[2]
        moved = Answer(b"", 307, "text/plain", {"Location": location.format(place=place)})
        fake.answers = [moved, Answer()]
        Endpoint(read(url)).query(QUERY)

    assert [asked.form["query"] for asked in fake.asked] == [QUERY, QUERY]


@pytest.mark.parametrize(
    "location",
    [
        "//localhost/query",
        "http://localhost:{port}/query",
        "http://ana:x@127.0.0.1:{port}/query",
        "http://127.0.0.1:{port}@localhost/query",
        "http://127.0.0.1/query",
        "http://127.0.0.1.example.org:{port}/query",
        "https://127.0.0.1:{port}/query",
        "javascript:alert(1)",
        "http://127.0.0.1:{port}x/",
    ],
)
@pytest.mark.usefixtures("ana")
def test_another_place_is_not_gone_to_however_it_is_written(location):
    with serving() as (fake, url):
        port = read(url).url.split(":")[2].split("/")[0]
        fake.answers = [Answer(b"", 302, "text/plain", {"Location": location.format(port=port)})]
        with pytest.raises(EndpointError, match="nothing was sent there"):
            Endpoint(read(url)).query(QUERY)

    assert len(fake.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_must_not_be_done_twice_is_sent_once(status):
    with serving(Answer(b"busy", status, "text/plain"), Answer()) as (fake, url):
        reply = Caller(read(url)).send(Call(url, repeatable=False), seconds=20)

    assert (reply.status, len(fake.asked)) == (status, 1)


@pytest.mark.parametrize("status", [400, 404, 408, 500, 501, 507])
def test_what_is_not_said_to_pass_is_not_asked_again(status):
    error, fake = outcome(Answer(b"no", status, "text/plain"))

    assert (error.status, len(fake.asked)) == (status, 1)


def test_a_line_that_breaks_is_not_tried_again():
    lines = []

    def hang_up(line, _):
        lines.append(line.recv(65_536))

    with talking(hang_up) as url, pytest.raises(EndpointError, match="the line broke"):
        Endpoint(read(url)).query(QUERY)
    assert len(lines) == 1


def digest(asked, password):
    """What was sent as proof in a call, and the response that RFC 7616, section 3.4.1, wants there."""
    sent = dict(re.findall(r'(\w+)="?([^",]*)"?', asked.headers["Authorization"]))
    user, call = md5(f"ana:sparql, for all:{password}"), md5(f"{asked.method}:{asked.path}")
    return sent, md5(":".join([user, "n1", sent["nc"], sent["cnonce"], "auth", call]))


def md5(text):
    return hashlib.md5(text.encode()).hexdigest()  # noqa: S324 - it is what HTTP Digest is made of


@pytest.mark.usefixtures("ana")
def test_a_password_is_proved_without_sending_it_and_each_proof_is_counted():
    with serving(wanting(DIGEST), Answer()) as (fake, url):
        endpoint = Endpoint(read(url))
        for _ in range(3):
            endpoint.query(QUERY)

    assert "Authorization" not in fake.asked[0].headers
    proofs = [digest(asked, "hush-hush") for asked in fake.asked[1:]]
    assert [sent["nc"] for sent, _ in proofs] == ["00000001", "00000002", "00000003"]
    assert [sent["response"] for sent, _ in proofs] == [proof for _, proof in proofs]
    assert not any("hush" in asked.headers["Authorization"] for asked in fake.asked[1:])


@pytest.mark.usefixtures("ana")
def test_a_challenge_that_is_over_is_answered_anew():
    stale = wanting(DIGEST.replace("n1", "n2") + ", stale=true")
    with serving(wanting(DIGEST), Answer(), stale, Answer()) as (fake, url):
        endpoint = Endpoint(read(url))
        endpoint.query(QUERY)
        endpoint.query(QUERY)

    nonces = [
        re.search(r'nonce="(\w+)"', asked.headers.get("Authorization", 'nonce="no"'))[1]
        for asked in fake.asked
    ]
    assert nonces == ["no", "n1", "n1", "n2"]


@pytest.mark.parametrize(
    ("challenge", "start"),
    [
        ('Basic realm="x"', "Basic "),
        ("basic", "Basic "),
        ('Negotiate, Basic realm="a, b"', "Basic "),
        (f'Basic realm="x", {DIGEST}', "Digest "),
        (f'{DIGEST}, Basic realm="x"', "Digest "),
        ('Digest realm="x", nonce="n", algorithm=SHA-512-256, Basic realm="x"', "Basic "),
        ('Digest nonce="n", Basic realm="x"', "Basic "),
        ('Digest realm="x", nonce="n"', "Digest "),
        ('Digest realm="x", nonce="n", algorithm=SHA-512-256', None),
        ('Digest realm="x", nonce="n", qop="auth-int"', None),
        ("Digest", None),
        ('Digest =,=,"', None),
        ("Bearer", None),
        ("", None),
    ],
)
@pytest.mark.usefixtures("ana")
def test_the_best_way_that_is_understood_is_taken(challenge, start):
    error, fake = outcome(wanting(challenge), Answer())

    assert (error.status if error else 200) == (200 if start else 401)
    sent = [asked.headers.get("Authorization", "") for asked in fake.asked[1:]]
    assert [text.startswith(start) for text in sent] == ([True] if start else [])


@pytest.mark.parametrize("challenge", ['Basic realm="x"', DIGEST])
@pytest.mark.usefixtures("ana")
def test_a_wrong_password_is_tried_once(challenge):
    error, fake = outcome(wanting(challenge))

    assert (error.status, len(fake.asked)) == (401, 2)


@pytest.mark.parametrize("challenge", ['Basic realm="x"', DIGEST])
@pytest.mark.usefixtures("ana")
def test_nothing_of_a_password_goes_over_a_line_that_others_read(monkeypatch, challenge):
    with serving(wanting(challenge), Answer()) as (fake, url):
        monkeypatch.setenv("http_proxy", url)
        with pytest.raises(EndpointError, match="over plain http, where others can read it"):
            Endpoint(read("http://nowhere.invalid/query")).query(QUERY)
        assert ["Authorization" in asked.headers for asked in fake.asked] == [False]

        fake.answers = [wanting(challenge), Answer()]
        monkeypatch.setenv(credentials.PLAIN, "1")
        Endpoint(read("http://nowhere.invalid/query")).query(QUERY)
    assert "Authorization" in fake.asked[-1].headers


ODD = ["h\N{CJK UNIFIED IDEOGRAPH-8336}sh", "h\udcffsh", "h\nsh"]


@pytest.mark.parametrize("password", ODD)
def test_a_password_of_any_letters_is_sent_to_who_wants_it_plain(monkeypatch, password):
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, password)
    error, fake = outcome(wanting("Basic"), Answer())

    sent = fake.asked[-1].headers["Authorization"].removeprefix("Basic ")
    assert (error, b64decode(sent)) == (None, f"ana:{password}".encode(errors="surrogateescape"))


@pytest.mark.parametrize("password", ODD[:2])
def test_a_password_that_cannot_be_proved_is_not_shown(monkeypatch, password):
    monkeypatch.setenv(credentials.USER, "ana")
    monkeypatch.setenv(credentials.PASSWORD, password)
    error, fake = outcome(wanting(DIGEST), Answer())

    assert "HTTP Digest proves ASCII alone" in str(error)
    assert "sh" not in str(error).replace("shown", "")
    assert len(fake.asked) == 1


def test_a_user_that_would_end_the_header_is_not_sent(monkeypatch):
    monkeypatch.setenv(credentials.USER, "an\r\nX-Evil: a")
    error, fake = outcome(wanting(DIGEST))

    assert "Evil" not in str(error)
    assert len(fake.asked) == 1


@pytest.mark.usefixtures("ana")
def test_a_proxy_learns_its_own_password_and_not_the_endpoints(monkeypatch):
    with serving() as (proxy, url):
        monkeypatch.setenv("http_proxy", url.replace("http://", "http://bo:p%40t@"))
        Endpoint(read("http://nowhere.invalid/query")).query(QUERY)

    assert proxy.asked[0].headers["Proxy-Authorization"] == "Basic Ym86cEB0"
    assert "Authorization" not in proxy.asked[0].headers
    assert proxy.asked[0].headers["Host"] == "nowhere.invalid"


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://bo:hush@127.0.0.1:1",
        "http://bo:hush@:x",
        "http://bo:hush@",
        "http://bo:hush@[x",
        "ftp://hush",
    ],
)
def test_a_proxy_that_is_none_is_told_without_its_password(monkeypatch, proxy):
    monkeypatch.setenv("http_proxy", proxy)
    with pytest.raises(EndpointError, match="http_proxy") as told:
        Endpoint(read("http://nowhere.invalid/query")).query(QUERY)

    assert "hush" not in str(told.value)


def test_a_proxy_that_is_not_there_is_told_as_such(monkeypatch):
    monkeypatch.setenv("http_proxy", "bo:hush@127.0.0.1:1")
    with pytest.raises(EndpointError, match="the proxy that the environment names") as told:
        Endpoint(read("http://nowhere.invalid/query")).query(QUERY)

    assert "hush" not in str(told.value)


def test_an_exception_from_the_proxy_is_kept(monkeypatch):
    with serving() as (proxy, url):
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("no_proxy", "nowhere.invalid")
        with pytest.raises(EndpointError, match=r"nowhere\.invalid cannot be reached"):
            Endpoint(read("http://nowhere.invalid/query")).query(QUERY)

    assert proxy.asked == []


def test_nothing_of_the_network_is_loaded_for_a_folder():
    program = (
        "import sys; from evidence_graph.cli import main; main(['studies', 'no-transfer-to-sprinting']);"
        "sys.exit(any(name in sys.modules for name in ('urllib3', 'http.client', 'ssl')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")
