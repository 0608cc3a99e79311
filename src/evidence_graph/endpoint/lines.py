"""The lines over which one call goes: to the machine named, and cut when the time of the call is over.

In come the address of an endpoint and the seconds that a call may take; out goes urllib3's manager of
connections, each of which the deadline of the call holds by a handle of its own::

    with Deadline(url, 60.0) as deadline:
        manager(address, url, deadline).urlopen("POST", url, …)
"""

from __future__ import annotations

import ssl
import threading
import time
from contextlib import suppress
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote
from urllib.request import getproxies, proxy_bypass

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from evidence_graph.endpoint.address import SCHEMES
from evidence_graph.endpoint.credentials import basic
from evidence_graph.errors import EndpointError, EndpointTimeout

if TYPE_CHECKING:
    from socket import socket

    from urllib3.util import Url

    from evidence_graph.endpoint.address import Address

LEAST_WAIT = 0.01
"""Seconds; none at all would mean to a socket not to wait, which is another way of working."""


class Deadline:
    """The time limit of a call: when it is over, the line is cut, whatever waits on it.

    urllib3 limits the wait for each piece of an answer, and not for all pieces together: a server that
    sends a letter a second, be it of a header or of a handshake, would be listened to for ever.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._url, self._seconds = url, seconds
        self._end = time.monotonic() + seconds
        self._over = threading.Event()
        self._line: socket | None = None

        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._let_go()

    def hold(self, line: socket) -> None:
        """Take *line* as the one in use.

        It is held by a handle of its own: what encrypts a line takes its handle away.
        """
        self._let_go()
        self._line = line.dup()

        # The time may have run out while the line was made.
        if self._over.is_set():
            self._cut()

    def left(self) -> float:
        """The seconds that are left."""
        return max(self._end - time.monotonic(), LEAST_WAIT)

    def raise_if_over(self) -> None:
        """Raise EndpointTimeout when the time is over."""
        if self._over.is_set() or time.monotonic() >= self._end:
            raise EndpointTimeout(self._url, self._seconds)

    def _cut(self) -> None:
        self._over.set()
        if self._line is not None:
            with suppress(OSError):
                self._line.shutdown(SHUT_RDWR)

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()


class _Line(HTTPConnection):
    """A connection that its deadline can cut from its first moment on, also in a tunnel."""

    def __init__(self, *place: Any, deadline: Deadline, **options: Any) -> None:  # noqa: ANN401 - urllib3's
        super().__init__(*place, **options)
        self._deadline = deadline

    def _new_conn(self) -> socket:  # the place where urllib3's own SOCKS connections put their socket in
        line = super()._new_conn()
        self._deadline.hold(line)

        return line


class _SafeLine(_Line, HTTPSConnection):
    """The same, encrypted."""


class _Lines(HTTPConnectionPool):
    ConnectionCls = _Line


class _SafeLines(HTTPSConnectionPool):
    ConnectionCls = _SafeLine


def manager(address: Address, url: str, deadline: Deadline) -> PoolManager:
    """What opens lines to *url*, which lies at *address*, each of them under *deadline*.

    Raises EndpointError where the environment names a proxy that is none.
    """
    proxy = _proxy(address)
    options: dict[str, Any] = {}
    if "https" in {parse_url(url).scheme, proxy.scheme if proxy else ""}:
        options["ssl_context"] = ssl.create_default_context()

    if proxy is None:
        lines = PoolManager(**options)
    else:
        lines = _through(proxy, options)

    lines.pool_classes_by_scheme = {"http": _Lines, "https": _SafeLines}
    lines.connection_from_url(url).conn_kw["deadline"] = deadline

    return lines


def _through(proxy: Url, options: dict[str, Any]) -> ProxyManager:
    """What opens lines through *proxy*, which is told the user and the password that its address holds."""
    user, _, password = (proxy.auth or "").partition(":")
    if user:
        headers = {"Proxy-Authorization": basic(unquote(user), unquote(password))}
    else:
        headers = {}

    return ProxyManager(proxy._replace(auth=None).url, proxy_headers=headers, **options)


def _proxy(address: Address) -> Url | None:
    """The proxy that the environment names for *address*.

    What is meant for this machine stays on it: a proxy could read what is not encrypted.
    """
    place = parse_url(address.url)
    text = getproxies().get(place.scheme or "")
    if address.is_local or not text or proxy_bypass(place.netloc or ""):
        return None

    with suppress(LocationParseError):
        proxy = parse_url(text if "://" in text else f"http://{text}")
        if proxy.scheme in SCHEMES and proxy.host:
            return proxy

    reason = f"the environment names a proxy in {place.scheme}_proxy that is no address with http or https"
    raise EndpointError(address.url, f"{reason} (it may hold a password and is not shown). Mend or unset it.")
