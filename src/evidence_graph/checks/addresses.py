"""Addresses that no reader can open safely: everything but http and https."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import SCHEMA, XSD, Kind, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

CODE = "bad-address"
CURE = "Write the address at which a reader finds it, from https:// on, or leave it out."

WEB = re.compile(r"https?://[^\s/?#\\]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)
NAMES = re.compile(r"(urn|info|tag):\S+", re.IGNORECASE)
"""Names of things, which are no addresses and lead nowhere."""

RUNNING = re.compile(r"(javascript|vbscript|data|file|blob|filesystem|about|jar|view-source):", re.IGNORECASE)
"""What runs or opens something where it stands, whatever states it."""

ADDRESS_FIELD = re.compile(r"(.*[-_])?url([-_]?[0-9]+)?|biburl|link|ee")
"""The fields of an entry that hold an address: url, bdsk-url-1, biburl …"""

WITHIN = re.compile(r"\\(?:url|nolinkurl|href)\s*\{([^{}]*)\}")
"""An address within a text of TeX."""

SHOWN = 60


def faults(statements: Statements) -> Iterator[Fault]:
    """Statements that point to something no reader should open; sources of figures are looked at there."""
    for entry in SCHEMA:
        fields = {p.iri for p in entry.properties if p.kind is Kind.IRI}
        elsewhere = fields if entry.record is model.Effect else set()
        for subject in statements.of(entry.record):
            for predicate, terms in statements.described[subject].items():
                for position, (text, datatype) in enumerate(terms if predicate not in elsewhere else ()):
                    if _is_bad(text, datatype, is_address=predicate in fields):
                        message = words(identifier(predicate), text)
                        yield Fault(CODE, subject, predicate, message, CURE, position)


def _is_bad(text: str, datatype: str | None, *, is_address: bool) -> bool:
    if datatype is None and not is_address:  # most statements, and most of them name a record
        return not text.startswith("http") and RUNNING.match(text) is not None
    if text.startswith("_:") or datatype not in {None, XSD + "anyURI"}:
        return False

    return not is_web(text) and not NAMES.fullmatch(text)


def is_web(address: str) -> bool:
    """Whether *address* is one of http or https, with a machine.

    >>> is_web("https://example.org/a"), is_web("javascript:alert(1)"), is_web("https:example")
    (True, False, False)
    """
    return WEB.fullmatch(address) is not None


def words(field: str, address: str) -> str:
    """How to say that the *address* in a *field* is none."""
    if len(address) <= SHOWN:
        short = address
    else:
        short = f"{address[:SHOWN]}…"

    return f"{field} holds {short!r}, which is no address of http or https."
