"""Which addresses the names in a Turtle file stand for, from one declaration to the next."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from evidence_graph.vocabulary import RDF_TYPE

ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

AT_HAND = 20_000
"""So many names are kept with their addresses."""

DECLARATIONS = frozenset({"@prefix", "@base", "prefix", "base"})
"""The words, in lower case, with which a declaration begins."""


class Namespaces:
    """The prefixes and the base that are in force at one place of a file."""

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}
        """The address that each prefix stands for, by the prefix with its colon."""
        self._base = ""
        self._iris: dict[str, str] = {}

    def declare(self, prefix: str, token: str) -> None:
        """Let *prefix* stand for the address *token* from here on; without a prefix it is the base."""
        iri = self._absolute(token)
        self._iris.clear()

        if prefix:
            self.prefixes = self.prefixes | {prefix: iri}
        else:
            self._base = iri

    def resolve(self, token: str) -> str:
        """The IRI that *token* stands for."""
        iri = self._iris.get(token)
        if iri is None:
            if len(self._iris) >= AT_HAND:
                self._iris.clear()  # of a hundred thousand claims most names come once

            iri = self._iris[token] = self._iri(token)

        return iri

    def _iri(self, token: str) -> str:
        if token == "a":  # noqa: S105 - a word of Turtle
            return RDF_TYPE
        if token.startswith("<"):
            return self._absolute(token)

        prefix, _, local = token.partition(":")

        return self.prefixes.get(prefix + ":", prefix + ":") + re.sub(r"\\(.)", r"\1", local)

    def _absolute(self, token: str) -> str:
        iri = ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), token[1:-1])
        if ABSOLUTE.match(iri):
            return iri

        hash_lost = iri.endswith("#")  # urljoin drops an empty fragment

        return urljoin(self._base, iri) + ("#" if hash_lost else "")
