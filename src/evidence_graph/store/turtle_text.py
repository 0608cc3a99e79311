"""Statements as Turtle that people can read and whose bytes depend on nothing but the statements.

rdflib's writer is not used for it: it writes ``"yes"^^xsd:boolean`` as a bare ``yes``, which no parser
reads, and ``"1"^^xsd:boolean`` as the number 1. What people wrote has to come back to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.vocabulary import RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.store.conversion import Term

LETTER = (
    "A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
LOCAL = re.compile(rf"(?:[{LETTER}]|%[0-9A-Fa-f]{{2}})(?:\.*(?:[{LETTER}-]|%[0-9A-Fa-f]{{2}}))*")
"""A local name that needs no escape (Turtle 1.1, PN_LOCAL)."""

BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
"""What may stand without quotes."""

ESCAPES = {"\\": "\\\\", "\r": "\\r", "\t": "\\t", "\x08": "\\b", "\x0c": "\\f"}
UNSAFE = re.compile(r"[\\\x00-\x09\x0b-\x1f\x7f]")


def document(
    triples: Iterable[tuple[str, str, Term]],
    prefixes: Mapping[str, str],
    *,
    place: Callable[[str], tuple[object, ...]],
    rank: Callable[[str, list[str]], int],
    others: Iterable[tuple[str, str, Term]] = (),
    remarks: Mapping[str, list[str]] | None = None,
) -> str:
    """The Turtle of *triples*: subjects in the order of *place*, predicates in the *rank* of the class.

    *others* stand behind the *triples* of the same subject and predicate, and classes among them in the
    order in which they come: of two where one belongs, whoever reads the text takes the first. The
    *remarks* on a subject stand before it.
    """
    described: dict[str, dict[str, dict[Term, int]]] = {}
    for order, group in enumerate((triples, others)):
        for subject, predicate, term in group:
            values = described.setdefault(subject, {}).setdefault(predicate, {})
            values.setdefault(term, order + len(values) if order and predicate == RDF_TYPE else order)

    names = Names(prefixes)
    blocks = [
        _lines((remarks or {}).get(subject, ())) + block(subject, described[subject], names, rank)
        for subject in sorted(described, key=lambda s: (place(s), s))
    ]
    used = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(names.used))

    return "\n".join([used, *blocks])


def _lines(remarks: Iterable[str]) -> str:
    return "".join(f"{remark}\n" for remark in remarks)


def block(
    subject: str,
    described: Mapping[str, Mapping[Term, int]],
    names: Names,
    rank: Callable[[str, list[str]], int],
) -> str:
    """All that is said of *subject*, as one statement; terms of less rank stand first."""
    types = sorted(t for t, _ in described.get(RDF_TYPE, ()))
    order = sorted(described, key=lambda p: (p != RDF_TYPE, rank(p, types), p))
    facts = " ;\n    ".join(f"{names.predicate(p)} {_objects(described[p], names)}" for p in order)

    return f"{names.node(subject)} {facts} .\n"


def _objects(counts_by_term: Mapping[Term, int], names: Names) -> str:
    """The objects of one predicate: IRIs before texts, each in the order of its letters."""
    order = sorted(counts_by_term, key=lambda t: (counts_by_term[t], t[1] is not None, t[0], t[1] or ""))

    return ",\n        ".join(names.term(term) for term in order)


class Names:
    """Writes terms with the prefixes of a document and remembers which of them were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str] = {}

    def predicate(self, iri: str) -> str:
        """*iri* as a property."""
        return "a" if iri == RDF_TYPE else self.node(iri)

    def node(self, iri: str) -> str:
        """The prefixed name of *iri* if it has one; a node without a name is its own label."""
        if iri.startswith("_:"):
            return iri

        if iri not in self._known:
            self._known[iri] = self._name(iri)

        return self._known[iri]

    def term(self, term: Term) -> str:
        """*term* as a value."""
        text, datatype = term
        if datatype is None:
            return self.node(text)
        if datatype in BARE and BARE[datatype].fullmatch(text):
            return text
        if datatype == XSD + "string":
            return _quote(text)

        return _quote(text) + (datatype if datatype.startswith("@") else f"^^{self.node(datatype)}")

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is None or not LOCAL.fullmatch(iri, cut):
            return f"<{iri}>"

        self.used.add(prefix)

        return f"{prefix}:{iri[cut:]}"


def _quote(text: str) -> str:
    """The *text* in quotes, over several lines if it has several."""
    safe = UNSAFE.sub(lambda m: ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), text)
    if "\n" not in safe:
        return '"' + safe.replace('"', '\\"') + '"'

    return '"""' + re.sub(r'"(?="|\Z)', r"\"", safe) + '"""'
