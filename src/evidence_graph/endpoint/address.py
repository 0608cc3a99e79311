"""The address of an endpoint: what of it is the place, and which graph it names.

In comes what somebody wrote, out goes an `Address`::

    read("http://localhost:7878/query?default-graph-uri=https%3A%2F%2Fexample.org%2Ftea%2F").graph
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from evidence_graph.errors import EndpointError

SCHEMES = ("http", "https")
GRAPH = "default-graph-uri"
NO_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint takes queries, and the graph that they are asked of."""

    url: str
    graph: str | None = None

    def __str__(self) -> str:
        """The address as one writes it: with its graph, ready to be copied."""
        if self.graph is None:
            return self.url

        return f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode({GRAPH: self.graph})}"

    @property
    def host(self) -> str:
        """The name of the machine."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can read a password: it is encrypted, or stays on this machine."""
        return self.url.startswith("https:") or self.is_local

    @property
    def is_local(self) -> bool:
        """Whether it is this machine."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def beside(self, path: str) -> Address:
        """The same place with another *path*."""
        parts = urlsplit(self.url)

        return replace(self, url=urlunsplit((parts.scheme, parts.netloc, path, "", "")))

    @property
    def path(self) -> str:
        """What follows the machine."""
        return urlsplit(self.url).path


def is_address(text: str) -> bool:
    """Whether *text* means an endpoint and no folder."""
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def read(text: str, *, graph: str | None = None) -> Address:
    """The address that *text* writes; *graph* goes before the one it names.

    Raises EndpointError where it is none, or holds a password.
    """
    # What stands before the last @ may be a password, also one with a / in it, which ends the place.
    safe_address = re.sub(r"//.*@([^?]*).*", r"//\1", text, flags=re.DOTALL)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        why = "what follows its colon is no port" if safe_address != text else error
        raise EndpointError(safe_address, f"this is no address ({why}).") from None

    if "@" in parts.netloc:
        reason = "an address holds no user and no password, which others could read in the list of processes"
        raise EndpointError(safe_address, f"{reason}; put them into the environment or into ~/.netrc.")

    if parts.scheme not in SCHEMES or not parts.hostname or NO_ADDRESS.search(text) or port == 0:
        raise EndpointError(
            safe_address, "this is no address of an endpoint, such as http://localhost:7878/query."
        )

    parameters = parse_qsl(parts.query, keep_blank_values=True)
    graphs = [value for name, value in parameters if name == GRAPH]
    if len(graphs) > 1 and graph is None:
        raise EndpointError(text, f"it names {len(graphs)} graphs; name one.")

    rest = urlencode([(name, value) for name, value in parameters if name != GRAPH])
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~") or "/"
    url = urlunsplit((parts.scheme, parts.netloc, path, rest, ""))

    return Address(url, iri(graph or next(iter(graphs), None), url))


def iri(graph: str | None, place: str) -> str | None:
    """The *graph*, which has to be an absolute IRI.

    Raises EndpointError.
    """
    if graph and (NO_ADDRESS.search(graph) or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", graph)):
        raise EndpointError(
            place, f"the graph {graph!r} is not named by an IRI such as https://example.org/tea/."
        )

    return graph or None
