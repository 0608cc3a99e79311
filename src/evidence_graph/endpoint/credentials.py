"""Who asks: user and password, or a token, out of the environment or a netrc file, for one endpoint.

In come the challenges with which the endpoint asks for a password; out goes the value of the header
``Authorization`` for each call. It is made for the endpoint that was named and for nothing else, and
never for a line that others can read, unless the environment says that this is meant.
"""

from __future__ import annotations

import netrc
import os
import re
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
)

from evidence_graph.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.endpoint.address import Address

    Proof = Callable[[str, str], str]
    """Gives the header for a call with a method to an address."""

USER, PASSWORD, TOKEN = "EVIDENCE_GRAPH_USER", "EVIDENCE_GRAPH_PASSWORD", "EVIDENCE_GRAPH_TOKEN"
PLAIN = "EVIDENCE_GRAPH_ALLOW_PLAIN_HTTP"
"""Set to 1, it lets a password go over plain http to another machine."""

CHALLENGE = re.compile(r"(?:^|,)\s*(Basic|Digest)(?:\s+|$)", re.IGNORECASE)
"""Where a challenge begins: one header may hold several (RFC 9110, section 11.6.1)."""


class Credentials:
    """What proves to the endpoint at *address* who asks; looked up when it is asked for."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._proof: Proof | None = None

    def header(self, method: str, url: str) -> str | None:
        """The header for a call: the answer to the last challenge, else the token, if there is one.

        Raises EndpointError where it cannot be sent, or others could read it on the way.
        """
        value = self._proof(method, url) if self._proof else _bearer()
        if value is None:
            return None

        refuse_open(self._address)
        if not (value.isascii() and value.isprintable()):
            # The library that sends it would repeat it in its complaint.
            if self._proof:
                source = f"user in {USER} or netrc"
            else:
                source = f"token in {TOKEN}"

            reason = f"the {source} holds a character that cannot be sent (it is not shown here)"
            raise EndpointError(self._address.url, f"{reason}. Copy it again.")

        return value

    def accept(self, challenges: Iterable[str]) -> bool:
        """Whether one of *challenges* can be answered; the calls that follow carry the answer.

        Raises EndpointError where the password may not be sent, or the netrc file cannot be read.
        """
        by_scheme = _by_scheme(challenges)
        if not by_scheme:
            return False

        user, password = self._user()
        if user is None:
            return False

        refuse_open(self._address)
        if "digest" in by_scheme and (proof := self._digest(by_scheme["digest"], user, password)):
            self._proof = proof
            return True

        if "basic" in by_scheme:
            self._proof = lambda _method, _url: basic(user, password)
            return True

        return False

    def _user(self) -> tuple[str | None, str]:
        if USER in os.environ:
            return os.environ[USER], os.environ.get(PASSWORD, "")

        return _from_netrc(self._address)

    def _digest(self, challenge: Mapping[str, str], user: str, password: str) -> Proof | None:
        """The proof that one knows the *password*; none where *challenge* wants what nobody here can do."""
        root = self._address.beside("/").url
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, root, user, password)
        try:
            trial = _digest_of(HTTPDigestAuthHandler(passwords), challenge, "GET", root)
        except UnicodeEncodeError:
            reason = "HTTP Digest proves ASCII alone, and the user, the password or the realm holds more"
            raise EndpointError(self._address.url, f"{reason} (it is not shown here).") from None
        except (URLError, ValueError):
            return None

        if trial is None:
            return None

        # It counts the calls that answer one challenge, as servers want it, so the trial had one of its own.
        handler = HTTPDigestAuthHandler(passwords)

        return lambda method, url: f"Digest {_digest_of(handler, challenge, method, url)}"


def _digest_of(
    handler: HTTPDigestAuthHandler, challenge: Mapping[str, str], method: str, url: str
) -> str | None:
    call = Request(url, method=method)  # noqa: S310 - it is described here, and opened by nobody
    proof: str | None = handler.get_authorization(call, challenge)

    return proof


def basic(user: str, password: str) -> str:
    """The header in which *user* and *password* are sent as they are, byte for byte."""
    pair = f"{user}:{password}".encode(errors="surrogateescape")

    return f"Basic {b64encode(pair).decode()}"


def refuse_open(address: Address) -> None:
    """Refuse to send a secret where others can read it.

    Raises EndpointError.
    """
    if not address.is_private and os.environ.get(PLAIN) != "1":
        reason = "it asks for a password over plain http, where others can read it. Use https"
        raise EndpointError(address.url, f"{reason}, or set {PLAIN}=1 if the line is safe.")


def _bearer() -> str | None:
    token = os.environ.get(TOKEN, "").strip()
    return f"Bearer {token}" if token else None


def _from_netrc(address: Address) -> tuple[str | None, str]:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        login = netrc.netrc(str(path)).authenticators(address.host)
    except FileNotFoundError:
        return None, ""
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "msg", None) or getattr(error, "strerror", None) or "it is no text"
        raise EndpointError(address.url, f"{path} cannot be read for its password: {reason}.") from None

    if login is None:
        return None, ""

    user, _, password = login

    return user, password


def _by_scheme(challenges: Iterable[str]) -> dict[str, dict[str, str]]:
    """The parameters of the first challenge of each scheme."""
    by_scheme: dict[str, dict[str, str]] = {}
    for header in challenges:
        _, *pieces = CHALLENGE.split(header)
        for scheme, text in zip(pieces[::2], pieces[1::2], strict=True):
            by_scheme.setdefault(scheme.lower(), _parameters(text))

    return by_scheme


def _parameters(text: str) -> dict[str, str]:
    parameters = {}
    for item in parse_http_list(text):
        name, _, value = item.partition("=")
        parameters[name.strip().lower()] = value.strip().strip('"')

    return parameters
