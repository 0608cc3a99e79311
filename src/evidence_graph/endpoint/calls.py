"""One call over HTTP: ended at its time limit, bounded in size, to the place named and to no other.

In comes a `Call`: where to, what is sent, and which answer is wanted. Out goes a `Reply` with the whole
answer, unpacked, whatever its status::

    Caller(address).send(Call(address.url, b"query=ASK+%7B%7D"), seconds=60.0)

What does not come whole, in time and from that place is an EndpointError. This is the one module, with
`evidence_graph.endpoint.lines` below it, that knows urllib3.
"""

from __future__ import annotations

import re
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from gzip import GzipFile
from http import HTTPStatus
from http.client import HTTPException
from ssl import SSLCertVerificationError
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from urllib3.connection import port_by_scheme
from urllib3.exceptions import HTTPError, LocationParseError, ProtocolError, ProxyError
from urllib3.util import parse_url

from evidence_graph import __version__
from evidence_graph.endpoint import lines
from evidence_graph.endpoint.credentials import Credentials
from evidence_graph.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from urllib3 import BaseHTTPResponse, HTTPHeaderDict

    from evidence_graph.endpoint.address import Address
    from evidence_graph.endpoint.lines import Deadline

AGENT = f"evidence-graph/{__version__}"
MAX_BYTES = 100_000_000
MAX_WORDS = 20_000
"""Bytes of an answer that is an error: its first words are told, the rest is not read."""

CHUNK = 65_536

BUSY = {429, 502, 503, 504}
"""What passes: the same call may be answered a little later."""

TRIES = 5
FIRST_WAIT = 0.5

MOVED = {301, 302, 303, 307, 308}
MAX_REDIRECTS = 3

PACKED = {"gzip", "x-gzip"}

sleep = time.sleep


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: to which address, as what, and which answer is wanted.

    A call that is not *repeatable* does harm when it is carried out twice. Who says "busy" may be a
    gateway before a server that has carried it out, so it is sent once.
    """

    url: str
    body: bytes | None = None
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    headers: HTTPHeaderDict
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def header(self, name: str) -> str:
        """A header, empty when it is not there."""
        return self.headers.get(name, "")


class Caller:
    """Calls one endpoint, with the credentials for it."""

    def __init__(self, address: Address, *, max_bytes: int = MAX_BYTES) -> None:
        self._address, self._max_bytes = address, max_bytes
        self._credentials = Credentials(address)

    def send(self, call: Call, *, seconds: float) -> Reply:
        """The reply to *call*, whatever its status, after waiting where the endpoint is busy.

        Raises EndpointTimeout when there is no whole reply after *seconds*, EndpointError when there
        is none at all or it is too large.
        """
        tries = TRIES if call.repeatable else 1
        with lines.Deadline(call.url, seconds) as deadline:
            reply = self._follow(call, deadline)
            for number in range(1, tries):
                if reply.status not in BUSY:
                    break

                wait = asked_wait(reply, FIRST_WAIT * 2 ** (number - 1))
                if wait >= deadline.left():
                    break

                sleep(wait)
                reply = self._follow(call, deadline)

            return reply

    def _follow(self, call: Call, deadline: Deadline) -> Reply:
        """The reply, after redirections within the same place."""
        url = call.url
        for _ in range(MAX_REDIRECTS):
            reply = self._introduce(call, url, deadline)
            location = reply.header("location")
            if reply.status not in MOVED or not location:
                return reply

            target = _within(url, location)
            if target is None:
                reason = f"it sends on to {location[:200]}; nothing was sent there."
                raise EndpointError(call.url, f"{reason} Name that address yourself if it is meant.")

            url = target

        raise EndpointError(call.url, "it sends on and on.")

    def _introduce(self, call: Call, url: str, deadline: Deadline) -> Reply:
        """The reply, after saying who asks where the endpoint wants to know it."""
        reply = self._once(call, url, deadline)
        challenges = reply.headers.getlist("www-authenticate")
        if reply.status == HTTPStatus.UNAUTHORIZED and self._credentials.accept(challenges):
            return self._once(call, url, deadline)

        return reply

    def _once(self, call: Call, url: str, deadline: Deadline) -> Reply:
        headers = {
            "User-Agent": AGENT,
            "Accept-Encoding": "gzip",
            # Each call has a line of its own: one that a server has meanwhile hung up looks broken.
            "Connection": "close",
            **call.headers,
        }
        if proof := self._credentials.header(call.method, url):
            headers["Authorization"] = proof

        try:
            response = lines.manager(self._address, url, deadline).urlopen(
                call.method,
                url,
                body=call.body,
                headers=headers,
                timeout=deadline.left(),
                # What is followed, repeated and unpacked is decided here.
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
            with response:
                return Reply(response.status, response.headers, self._read(response, call.url, deadline))
        except (HTTPError, HTTPException, OSError, ValueError, zlib.error) as error:
            deadline.raise_if_over()
            raise EndpointError(call.url, _why(error, self._address), away=True) from None

    def _read(self, response: BaseHTTPResponse, url: str, deadline: Deadline) -> bytes:
        """The whole body, unpacked; of an error only its beginning."""
        try:
            if response.status >= HTTPStatus.BAD_REQUEST:
                body = b"".join(_pieces(response, MAX_WORDS))[:MAX_WORDS]
            else:
                body = b"".join(_pieces(response, self._max_bytes))
        except (EOFError, ProtocolError):
            deadline.raise_if_over()
            reason = f"its answer broke off after {response.tell():,} bytes. Try again."
            raise EndpointError(url, reason, away=True) from None

        # A line that was cut looks as if the answer had ended.
        deadline.raise_if_over()
        if len(body) > self._max_bytes:
            reason = f"its answer is larger than the limit of {self._max_bytes:,} bytes. Ask for less."
            raise EndpointError(url, reason)

        return body


def _pieces(response: BaseHTTPResponse, limit: int) -> Iterator[bytes]:
    """The body piece by piece, unpacked, until there are more than *limit* bytes of it.

    Python's own reader of gzip unpacks no more than it is asked for, takes several members one behind
    the other (RFC 1952), and says when the last has no end, which urllib3's does not.
    """
    packed = response.headers.get("content-encoding", "").lower() in PACKED
    stream = GzipFile(fileobj=response, mode="rb") if packed else response
    size = 0
    while size <= limit and (piece := stream.read(CHUNK)):
        size += len(piece)
        yield piece


def whole_number(text: str) -> int | None:
    """The number in a header; none where it is no number of a size that anybody counts to."""
    if re.fullmatch(r"[0-9]{1,15}", text):
        return int(text)

    return None


def _within(url: str, location: str) -> str | None:
    """Where a redirection from *url* leads; nowhere if that is another place."""
    try:
        target = urljoin(url, location)
        return target if _place(target) == _place(url) else None
    except (ValueError, LocationParseError):
        return None


def _place(url: str) -> tuple[str | None, ...]:
    parts = parse_url(url)
    port = parts.port or port_by_scheme.get(parts.scheme or "")

    return parts.scheme, parts.auth, parts.host, str(port)


def asked_wait(reply: Reply, otherwise: float) -> float:
    """How many seconds *reply* asks to wait (Retry-After, RFC 9110); *otherwise* where it does not say."""
    words = reply.header("retry-after").strip()
    if (seconds := whole_number(words)) is not None:
        return float(seconds)

    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(words).timestamp() - time.time())

    return otherwise


def _why(error: Exception, address: Address) -> str:
    """What went wrong, told from the first of the errors behind *error* that says it."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ProxyError):
            return f"the proxy that the environment names cannot be used: {_words(causes[-1])}."
        if isinstance(cause, ConnectionRefusedError):
            return "nothing answers there. Is the endpoint running, and is the address right?"
        if isinstance(cause, SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message})."
        if isinstance(cause, ConnectionError | HTTPException):
            return f"the line broke ({type(cause).__name__}). Try again."

    return f"{address.host} cannot be reached: {_words(causes[-1])}."


def _words(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """*error* and the errors that led to it, the first of them last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
