"""A review in the browser: a page on 127.0.0.1 alone, behind a token, for one person at a time.

    GET  /TOKEN/?n=3    the third proposal, with what can be decided on it
    POST /TOKEN/        a decision; then the next proposal

Nobody else on the network reaches it, and no other page in the browser: a request has to know the token and
to name this very server, and a decision has to come from its own page.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qs, urlsplit

from evidence_graph import looks
from evidence_graph.errors import EvidenceGraphError, WrongValue
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Attitude, Directness, Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence_graph.drafting import Review

S = TypeVar("S", bound=StrEnum)

HOST = "127.0.0.1"

LARGEST = 100_000
"""Bytes of a decision; a longer one was written by no person."""

LONGEST_NUMBER = 9
"""A number of more digits is that of no proposal."""

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    # Without any referrer a browser sends "Origin: null" with a decision, as a page of somebody else could.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""The page loads nothing, sends its address nowhere, and nothing of it is kept."""


class ReviewServer(HTTPServer):
    """Serves the page of one *review*; its address is `address`."""

    def __init__(self, review: Review, port: int = 0) -> None:
        self.review = review
        self.token = secrets.token_urlsafe(18)
        super().__init__((HOST, port), _Handler)

    @property
    def origin(self) -> str:
        """Where it answers, without the token."""
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """The address to open."""
        return f"{self.origin}/{self.token}/"


def serve(review: Review, *, port: int = 0, tell: Callable[[str], None]) -> None:
    """Answer until somebody ends it; *tell* hears the address first."""
    with ReviewServer(review, port) as server:
        tell(server.address)
        server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: ReviewServer

    def do_GET(self) -> None:
        """Show a proposal."""
        if self._is_refused():
            return

        asked = parse_qs(urlsplit(self.path).query).get("n", [""])[0]
        self._show(int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else None)

    def do_POST(self) -> None:
        """Take a decision, and lead on to the next proposal."""
        if self._is_refused():
            return

        if self.headers.get("Origin", self.server.origin) != self.server.origin:
            self._refuse(HTTPStatus.FORBIDDEN, "This decision does not come from the page of the review.")
            return

        fields = self._fields()
        if fields.get("number", "").isdecimal():
            number = int(fields["number"])
        else:
            number = None

        try:
            decide(self.server.review, fields)
        except EvidenceGraphError as error:
            self._show(number, str(error), HTTPStatus.CONFLICT)
            return

        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.token}/?n={_following(self.server.review, fields)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_refused(self) -> bool:
        """Whether the request does not know this server or its token; it is answered then."""
        if f"http://{self.headers.get('Host', '')}" != self.server.origin:
            self._refuse(HTTPStatus.FORBIDDEN, "This server answers under its own address alone.")
            return True

        token = urlsplit(self.path).path.strip("/")
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND, "Open the address that the program printed.")
            return True

        return False

    def _fields(self) -> dict[str, str]:
        length = self.headers.get("Content-Length", "")
        size = min(int(length), LARGEST) if length.isdecimal() else 0
        content = self.rfile.read(size).decode("utf-8", "replace")

        return {name: values[0] for name, values in parse_qs(content).items()}

    def _show(self, number: int | None, problem: str = "", status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, page(self.server.review, number, problem))

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        self._send(status, f"<!doctype html><title>Review</title><p>{sentence}</p>")

    def _send(self, status: HTTPStatus, content: str) -> None:
        body = content.encode()
        self.send_response(status)

        for name, value in HEADERS.items():
            self.send_header(name, value)

        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the library
        """Say nothing: the address holds the token."""


def decide(review: Review, fields: Mapping[str, str]) -> None:
    """Do what the *fields* of the page say. Raises what a `Review` raises, WrongValue for anything else."""
    number = _number(fields, "number")
    match fields.get("decision", ""):
        case "accept":
            attitude = _choice(Attitude, {"attitude": Attitude.ASSERTS} | dict(fields), "attitude")
            statement, topic = fields.get("statement", ""), fields.get("topic", "")
            review.accept(number, statement=statement, topic=topic, attitude=attitude)
        case "known":
            review.accept_known(number, _number(fields, "known"))
        case "denied":
            review.accept_known(number, _number(fields, "known"), attitude=Attitude.DENIES)
        case "reject":
            review.reject(number)
        case "judge":
            review.judge(
                number,
                _number(fields, "reference"),
                _choice(Stance, fields, "stance"),
                directness=_choice(Directness, fields, "directness"),
                finding=fields.get("finding", ""),
                rationale=fields.get("rationale", ""),
            )
        case other:
            raise WrongValue("decision", other, "accept, known, denied, reject or judge")


def _number(fields: Mapping[str, str], name: str) -> int:
    """The number that a field holds. Raises WrongValue."""
    value = fields.get(name, "")
    if not (value.isascii() and value.isdecimal() and len(value) < LONGEST_NUMBER):
        raise WrongValue(name, value, "a number")

    return int(value)


def _choice(kind: type[S], fields: Mapping[str, str], name: str) -> S:
    """The value of a closed set that a field holds. Raises WrongValue."""
    value = fields.get(name, "")
    try:
        return kind(value)
    except ValueError:
        raise WrongValue(name, value, f"one of {', '.join(kind)}") from None


def _following(review: Review, fields: Mapping[str, str]) -> int:
    """The proposal to show next: the same where its references can be judged, else one that is undecided."""
    number = _number(fields, "number")
    one = review.proposed.claim(number)
    if one.claim and len(one.judged) < len(one.references):
        return number

    later = [other.number for other in review.proposed.undecided]

    return next((other for other in later if other > number), next(iter(later), number))


def page(review: Review, number: int | None = None, problem: str = "") -> str:
    """The page of the proposal of that *number*, else of the first undecided, with a *problem* told."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("evidence_graph.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["word"] = looks.word
    proposed = review.proposed
    numbers = [one.number for one in proposed.undecided] or [one.number for one in proposed.claims]
    shown = number if number in {one.number for one in proposed.claims} else next(iter(numbers), None)

    return environment.get_template("review.html.j2").render(
        proposed=proposed,
        one=None if shown is None else proposed.claim(shown),
        counts=proposed.counts(),
        problem=problem,
        stances=list(Stance),
        directness=list(Directness),
        unrecorded=Directness.NOT_RECORDED,
        attitudes=list(Attitude),
        palette=PALETTE,
    )
