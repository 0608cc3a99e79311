"""A server in a thread that answers as a test tells it to, and remembers what it was asked."""

import json
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

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
def serving(*answers, tls=None):
    """A server with these *answers*, and its address; encrypted with the certificate and key in *tls*."""
    fake = Fake(*answers)

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
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield fake, f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/query"
    finally:
        fake.over.set()
        server.shutdown()
        server.server_close()
