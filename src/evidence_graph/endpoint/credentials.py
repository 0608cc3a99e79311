"""Who asks: user and password, or a token, out of the environment or a netrc file, for one endpoint.

They are sent to the endpoint that was named and to nothing else, and never over a line that others
can read, unless the environment says that this is meant.
"""

from __future__ import annotations

import netrc
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import HTTPBasicAuthHandler, HTTPDigestAuthHandler, HTTPPasswordMgr, Request

from evidence_graph.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage, HTTPResponse
    from typing import Any

    from evidence_graph.endpoint.address import Address

USER, PASSWORD, TOKEN = "EVIDENCE_GRAPH_USER", "EVIDENCE_GRAPH_PASSWORD", "EVIDENCE_GRAPH_TOKEN"
PLAIN = "EVIDENCE_GRAPH_ALLOW_PLAIN_HTTP"
"""Set to 1, it lets a password go over plain http to another machine."""


class Credentials(HTTPPasswordMgr):
    """The user and password for *address*, looked up when they are asked for."""

    def __init__(self, address: Address) -> None:
        super().__init__()
        self._address = address

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:  # noqa: ARG002
        """User and password, whatever the endpoint calls its *realm*."""
        if USER in os.environ:
            return os.environ[USER], os.environ.get(PASSWORD, "")
        return _from_netrc(self._address)

    def token(self) -> str | None:
        """The token to be sent with every call."""
        token = os.environ.get(TOKEN, "").strip()
        if token:
            refuse_open(self._address)
        if not (token.isascii() and token.isprintable()):
            # The library that sends it would repeat it in its complaint.
            reason = f"the token in {TOKEN} holds a character that cannot be sent (it is not shown here)"
            raise EndpointError(self._address.url, f"{reason}. Copy it again.")
        return token or None


def _from_netrc(address: Address) -> tuple[str | None, str | None]:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(path)).authenticators(address.host)
    except FileNotFoundError:
        return None, None
    except (netrc.NetrcParseError, OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "msg", None) or getattr(error, "strerror", None) or "it is no text"
        raise EndpointError(address.url, f"{path} cannot be read for its password: {reason}.") from None
    return (found[0], found[2]) if found else (None, None)


def refuse_open(address: Address) -> None:
    """Refuse to send a secret where others can read it.

    Raises EndpointError.
    """
    if not address.is_private and os.environ.get(PLAIN) != "1":
        reason = "it asks for a password over plain http, where others can read it. Use https"
        raise EndpointError(address.url, f"{reason}, or set {PLAIN}=1 if the line is safe.")


class Basic(HTTPBasicAuthHandler):
    """User and password in every call, once the endpoint has asked for them."""

    def __init__(self, address: Address, credentials: Credentials) -> None:
        super().__init__(credentials)
        self._address = address
        self._given: str | None = None

    def retry_http_basic_auth(self, host: str, req: Request, realm: str) -> HTTPResponse | None:
        """Ask again with the password, over a line that nobody else can read."""
        if self.passwd.find_user_password(realm, host)[0] is not None:
            refuse_open(self._address)
        answered: HTTPResponse | None = super().retry_http_basic_auth(host, req, realm)
        if answered is not None:
            self._given = req.get_header("Authorization")
        return answered

    def http_error_401(self, req: Request, fp: Any, code: int, msg: str, hdrs: HTTPMessage) -> Any:  # noqa: ANN401
        """The answer to a challenge; one that is not understood is left to others."""
        return _answered(super().http_error_401, req, fp, code, msg, hdrs)

    def http_request(self, req: Request) -> Request:
        """The call with the password that was asked for before."""
        if self._given and not req.has_header("Authorization"):
            req.add_unredirected_header("Authorization", self._given)
        return req

    https_request = http_request


class Digest(HTTPDigestAuthHandler):
    """The proof that one knows the password."""

    def http_error_401(self, req: Request, fp: Any, code: int, msg: str, hdrs: HTTPMessage) -> Any:  # noqa: ANN401
        """The answer to a challenge; one that is not understood is left to others."""
        return _answered(super().http_error_401, req, fp, code, msg, hdrs)


def _answered(answer: Callable[..., Any], req: Request, fp: Any, *rest: Any) -> Any:  # noqa: ANN401
    """What *answer* makes of a challenge; nothing when it does not understand it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # urllib warns of a realm without quotes
            found = answer(req, fp, *rest)
    except ValueError:
        return None
    except (OSError, EndpointError):
        fp.close()
        raise
    if found is not None:
        fp.close()
    return found
