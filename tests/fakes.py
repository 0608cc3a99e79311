"""A server in a thread that answers as a test tells it to, and remembers what it was asked."""

import json
import ssl
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import parse_qs, urlsplit

JSON = "application/sparql-results+json"
ONE_ROW = json.dumps(
    {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "tea"}}]}}
).encode()


@dataclass
class Answer:
    """What the server sends: *body* may be bytes or pieces, which are sent one by one without a length."""

    body: object = ONE_ROW
    status: int = 200
    kind: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]


class Fake:
    """The answers still to be given, the last of them again and again, and the requests that came."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers) or [Answer()], []
        self.over = threading.Event()

    def answer(self, asked):
        self.asked.append(asked)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers, tls=None, fake=None):
    """A server with these *answers*, and its address; encrypted with the certificate and key in *tls*.

    A *fake* of one's own makes its answers by what it is asked.
    """
    fake = fake or Fake(*answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            answer = fake.answer(Asked(self.command, self.path, dict(self.headers), form))
            self.send_response_only(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            whole = isinstance(answer.body, bytes)
            if whole and "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                for piece in [answer.body] if whole else answer.body:
                    self.wfile.write(piece)
            except OSError:  # the client has gone, as it should
                self.close_connection = True

        do_GET = do_PUT = do_POST  # noqa: N815 - the names are the standard library's

        def log_message(self, *_):
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with answering(server, fake.over) as place:
        yield fake, f"http{'s' if tls else ''}://{place}/query"


@contextmanager
def answering(server, over):
    """The machine and port of *server*, which answers in threads until it is told that it is *over*."""
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


@contextmanager
def talking(talk):
    """A server that does with each line that comes in what *talk* does with it, and its address."""
    over = threading.Event()

    class Handler(BaseRequestHandler):
        def handle(self):
            try:
                talk(self.request, over)
            except OSError:  # the client has gone, as it should
                return

    with answering(ThreadingTCPServer(("127.0.0.1", 0), Handler), over) as place:
        yield f"http://{place}/query"


def dripping(piece, *, before=b""):
    """Talk that says *before* and then *piece* again and again, until the test is over."""

    def talk(line, over):
        line.recv(65_536)
        line.sendall(before)
        while not over.wait(0.01):
            line.sendall(piece)

    return talk


def saying(text):
    """Talk that says *text* and hangs up."""

    def talk(line, _):
        line.recv(65_536)
        line.sendall(text)

    return talk


@contextmanager
def gateway(target, *, loses):
    """A gateway to the server at *target*, and its address: what *loses* a body is done, and answered 504."""
    place = urlsplit(target)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            with closing(HTTPConnection(place.netloc)) as line:
                line.request(self.command, self.path, body, dict(self.headers))
                answer = line.getresponse()
                content = answer.read()
            lost = answer.status < 300 and loses(parse_qs(body.decode()).get("update", [""])[0])
            self.send_response_only(504 if lost else answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST  # noqa: N815 - the names are the standard library's

        def log_message(self, *_):
            """Nothing is printed."""

    with answering(ThreadingHTTPServer(("127.0.0.1", 0), Handler), threading.Event()) as own:
        yield target.replace(place.netloc, own)
