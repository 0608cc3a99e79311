"""One call over HTTP: ended at its time limit, bounded in size, to the place named and to no other."""

from __future__ import annotations

import http.client
import re
import ssl
import threading
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from evidence_graph import __version__
from evidence_graph.endpoint.credentials import Basic, Credentials, Digest
from evidence_graph.errors import EndpointError, EndpointTimeout

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message
    from socket import socket

    from evidence_graph.endpoint.address import Address

AGENT = f"evidence-graph/{__version__}"
MAX_BYTES = 100_000_000
MAX_SAID = 20_000
MAX_REDIRECTS = 3
CHUNK = 65_536
BUSY = {429, 502, 503, 504}
"""What passes: the same call may be answered a little later."""

TRIES = 5
FIRST_WAIT = 0.5
MOVED = {301, 302, 303, 307, 308}
BEHIND_GZIP = 31
"""zlib's number for a stream with a gzip head."""

sleep = time.sleep


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent: to which path, as what, and which answer is wanted."""

    url: str
    body: bytes | None = None
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whole."""

    status: int
    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get_content_type() if "content-type" in self.headers else ""

    def header(self, name: str) -> str:
        """A header, empty when it is not there."""
        return str(self.headers.get(name, ""))


class Caller:
    """Calls one endpoint, with the credentials for it."""

    def __init__(self, address: Address, *, max_bytes: int = MAX_BYTES) -> None:
        self._address, self._max_bytes = address, max_bytes
        self._credentials = Credentials(address)
        self._opener = OpenerDirector()
        # What is meant for this machine stays on it: a proxy could read what is not encrypted.
        for handler in (
            ProxyHandler({} if address.is_local else None),
            _Http(),
            _Https(),
            Digest(self._credentials),
            Basic(address, self._credentials),
            HTTPErrorProcessor(),
            HTTPDefaultErrorHandler(),
        ):
            self._opener.add_handler(handler)

    def send(self, call: Call, *, seconds: float) -> Reply:
        """The reply to *call*, whatever its status, after waiting where the endpoint is busy.

        Raises EndpointTimeout when there is no whole reply after *seconds*, EndpointError when there
        is none at all or it is too large.
        """
        watch = _Watch(call.url, seconds)
        with watch:
            for number in range(TRIES):
                reply = self._follow(call, watch)
                if reply.status not in BUSY or number == TRIES - 1:
                    break
                wait = _wait(reply, number)
                if wait >= watch.left():
                    break
                sleep(wait)
            return reply

    def _follow(self, call: Call, watch: _Watch) -> Reply:
        """The reply, after redirections within the same place."""
        url = call.url
        for _ in range(MAX_REDIRECTS):
            reply = self._once(call, url, watch)
            if reply.status not in MOVED or not reply.header("location"):
                return reply
            target, is_there = _target(url, reply.header("location"))
            if not is_there:
                reason = f"it sends on to {target[:200]}; nothing was sent there."
                raise EndpointError(call.url, f"{reason} Name that address yourself if it is meant.")
            url = target
        raise EndpointError(call.url, "it sends on and on.")

    def _once(self, call: Call, url: str, watch: _Watch) -> Reply:
        request = Request(url, call.body, method=call.method)  # noqa: S310 - the scheme was looked at
        request.watch = watch  # type: ignore[attr-defined]
        token = self._credentials.token()
        own = {"User-Agent": AGENT, "Accept-Encoding": "gzip"}
        for name, value in (own | dict(call.headers)).items():
            request.add_header(name, value)
        if token:
            request.add_unredirected_header("Authorization", f"Bearer {token}")
        try:
            return self._read(request, watch)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            watch.raise_if_over()
            raise EndpointError(call.url, _why(error, self._address)) from None

    def _read(self, request: Request, watch: _Watch) -> Reply:
        try:
            answer: Any = self._opener.open(request, timeout=watch.left())
        except HTTPError as error:
            answer = error
        with answer:
            watch.raise_if_over()
            limit = self._max_bytes if answer.status < http.HTTPStatus.BAD_REQUEST else MAX_SAID
            return Reply(answer.status, answer.headers, _body(answer, limit, watch))


def _body(answer: Any, limit: int, watch: _Watch) -> bytes:  # noqa: ANN401 - an HTTPResponse or an HTTPError
    """The whole body, unpacked; of an error only its beginning."""
    parts: list[bytes] = []
    size = received = 0
    zipped = answer.headers.get("content-encoding", "").lower() in {"gzip", "x-gzip"}
    unzip = _Unzip() if zipped else None
    while chunk := answer.read1(CHUNK):
        received += len(chunk)
        part = unzip.decompress(chunk, limit + 1 - size) if unzip else chunk
        size += len(part)
        if size > limit:
            if limit == MAX_SAID:
                return b"".join([*parts, part])[:limit]
            raise EndpointError(
                watch.url, f"its answer is larger than the limit of {limit:,} bytes. Ask for less."
            )
        parts.append(part)
        watch.raise_if_over()
    watch.raise_if_over()
    announced = whole_number(answer.headers.get("content-length", ""))
    if received < (announced or 0) or (unzip and not unzip.is_whole and received):
        raise EndpointError(watch.url, f"its answer broke off after {received:,} bytes. Try again.")
    return b"".join(parts)


class _Unzip:
    """A gzip stream of one member or, as RFC 1952 allows, of several one behind the other."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(BEHIND_GZIP)

    @property
    def is_whole(self) -> bool:
        """Whether what came ends where a member ends."""
        return self._member.eof

    def decompress(self, chunk: bytes, room: int) -> bytes:
        """What *chunk* unpacks to, cut when it is more than *room* bytes."""
        parts: list[bytes] = []
        while chunk and room > 0:
            if self._member.eof:
                chunk = chunk.lstrip(b"\0")  # padding
                if not chunk:
                    break
                self._member = zlib.decompressobj(BEHIND_GZIP)
            parts.append(self._member.decompress(chunk, room))
            room -= len(parts[-1])
            chunk = self._member.unused_data
        return b"".join(parts)


class _Watch:
    """The time limit of a call: when it is over, the line is cut, whatever waits on it."""

    def __init__(self, url: str, seconds: float) -> None:
        self.url, self._seconds = url, seconds
        self._end = time.monotonic() + seconds
        self._over = threading.Event()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._line: socket | None = None

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def holds(self, line: socket) -> None:
        """The line that is in use."""
        self._line = line

    def left(self) -> float:
        """The seconds that are left; never none, which would mean not to wait at all."""
        return max(self._end - time.monotonic(), 0.01)

    def raise_if_over(self) -> None:
        """Raise EndpointTimeout when the time is over."""
        if self._over.is_set() or time.monotonic() >= self._end:
            raise EndpointTimeout(self.url, self._seconds)

    def _cut(self) -> None:
        self._over.set()
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(SHUT_RDWR)


class _Line(http.client.HTTPConnection):
    """A connection that its watch can cut."""

    watch: _Watch

    def connect(self) -> None:
        super().connect()
        self.watch.holds(self.sock)


class _SafeLine(http.client.HTTPSConnection, _Line):
    """The same, encrypted."""

    def connect(self) -> None:
        super().connect()
        self.watch.holds(self.sock)


def _connection(kind: type[_Line], watch: _Watch, host: str, **given: Any) -> _Line:  # noqa: ANN401 - urllib's
    line = kind(host, **given)
    line.watch = watch
    return line


class _Http(HTTPHandler):
    def http_open(self, req: Any) -> Any:  # noqa: ANN401 - a Request with its watch
        return self.do_open(partial(_connection, _Line, req.watch), req)


class _Https(HTTPSHandler):
    def https_open(self, req: Any) -> Any:  # noqa: ANN401 - a Request with its watch
        context = ssl.create_default_context()
        return self.do_open(partial(_connection, _SafeLine, req.watch), req, context=context)


def whole_number(text: str) -> int | None:
    """The number in a header; none where it is no number of a size that anybody counts to."""
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def _target(url: str, location: str) -> tuple[str, bool]:
    """Where a redirection from *url* leads, and whether that is the same place."""
    try:
        target = urljoin(url, location)
        return target, urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError:
        return location, False


def _wait(reply: Reply, number: int) -> float:
    """How long to wait before the next try: as long as the endpoint says, else longer each time."""
    said = reply.header("retry-after").strip()
    if (seconds := whole_number(said)) is not None:
        return float(seconds)
    with suppress(ValueError, TypeError, OverflowError):
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    return float(FIRST_WAIT * 2**number)


def _why(error: Exception, address: Address) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError):
        return "nothing answers there. Is the endpoint running, and is the address right?"
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({reason.verify_message})."
    if isinstance(reason, ConnectionError | http.client.HTTPException):
        return f"the line broke ({type(reason).__name__}). Try again."
    said = getattr(reason, "strerror", None) or str(reason)
    return f"{address.host} cannot be reached: {said}."
