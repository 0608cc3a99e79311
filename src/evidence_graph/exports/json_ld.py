"""Statements as JSON-LD with the words of our own context, a node each and in order.

    {"@context": {…}, "@graph": [{"id": "https://…/line/l1", "type": "EvidenceLine", "stance": "supports"}]}

The context (``context.jsonld``) stands in the document: nothing has to be fetched to read it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence_graph.vocabulary import RDF_TYPE, XSD, document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evidence_graph.store.conversion import Described, Term

SPACES = ("#", "/")
"""With what the address of a namespace ends."""

TRUTHS = {"true": True, "false": False}


def pieces(subjects: Iterable[tuple[str, Described]]) -> Iterator[str]:
    """The JSON-LD document that says of *subjects*, in their order, what is said of each; piece by piece."""
    context = json.loads(document("context.jsonld"))["@context"]
    words = _Words(context)

    yield _json({"@context": context}).removesuffix("\n}") + ',\n "@graph": ['

    mark = ""
    for name, statements in subjects:
        node = _json({"id": name, **words.node(statements)})
        # Line ends within texts are escapes: each of these is one of the document's own.
        yield f"{mark}\n  " + node.replace("\n", "\n  ")
        mark = ","

    yield "\n ]\n}\n" if mark else "]\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


class _Words:
    """The words of a context, and how each has its values."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._spaces: dict[str, str] = {}
        self._classes: dict[str, str] = {}
        self._fields: dict[str, tuple[str, dict[str, Any]]] = {}

        # A field has an object of its own, a namespace ends as one does, and all else names a class.
        for name, meaning in context.items():
            if isinstance(meaning, dict):
                self._fields[_full(meaning["@id"], context)] = name, meaning
            elif isinstance(meaning, str) and meaning.endswith(SPACES):
                self._spaces[meaning] = name
            elif isinstance(meaning, str) and ":" in meaning:
                self._classes[_full(meaning, context)] = name

    def node(self, statements: Mapping[str, Iterable[Term]]) -> dict[str, Any]:
        """What *statements* say of a subject, its classes first."""
        types = [self._classes.get(iri) or self._short(iri) for iri, _ in statements.get(RDF_TYPE, ())]
        said: dict[str, Any] = {"type": _one_or_many(types)} if types else {}

        fields = {self._name(predicate): predicate for predicate in statements if predicate != RDF_TYPE}
        for name in sorted(fields):
            predicate = fields[name]
            said[name] = _one_or_many([self._value(predicate, term) for term in statements[predicate]])

        return said

    def _name(self, predicate: str) -> str:
        """The word for a property."""
        if predicate in self._fields:
            return self._fields[predicate][0]

        return self._short(predicate)

    def _short(self, iri: str) -> str:
        """The name of a term with its prefix, or its address."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._spaces.get(iri[:cut])
        if prefix and cut < len(iri):
            return f"{prefix}:{iri[cut:]}"

        return iri

    def _value(self, predicate: str, term: Term) -> object:
        """A value as its field has it; what is of another sort than the field's is told in full."""
        text, datatype = term
        _, meaning = self._fields.get(predicate, ("", {}))
        sort = meaning.get("@type")

        if datatype is None:
            return _link(text, sort, meaning.get("@context", {}))
        if datatype == XSD + "string" and sort is None:
            return text
        if datatype.startswith("@"):
            return {"@value": text, "@language": datatype[1:]}

        # A number or a truth needs no type where JSON has it, unless its field expects another.
        plain = _plain(text, datatype)
        if self._short(datatype) == sort or (sort is None and not isinstance(plain, str)):
            return plain

        return {"@value": text, "@type": self._short(datatype)}


def _link(iri: str, sort: str | None, scope: Mapping[str, str]) -> object:
    """The name of a thing: a word of a closed set, an address, or a node of its own."""
    vocabulary = scope.get("@vocab")
    if sort == "@vocab" and vocabulary and iri.startswith(vocabulary):
        return iri.removeprefix(vocabulary)

    return iri if sort == "@id" else {"id": iri}


def _plain(text: str, datatype: str) -> object:
    """The value of JSON that is read as the same letters; else the letters."""
    if datatype == XSD + "boolean":
        return TRUTHS.get(text, text)
    if datatype == XSD + "integer" and text.isascii() and text.isdecimal() and str(int(text)) == text:
        return int(text)

    return text


def _one_or_many(values: list[Any]) -> object:
    """One value by itself, several in order."""
    if len(values) == 1:
        return values[0]

    return sorted(values, key=lambda value: json.dumps(value, sort_keys=True))


def _full(name: str, context: Mapping[str, Any]) -> str:
    """The address that a *name* with a prefix stands for."""
    prefix, _, local = name.partition(":")
    space = context.get(prefix)
    if isinstance(space, str) and not local.startswith("//"):
        return space + local

    return name
