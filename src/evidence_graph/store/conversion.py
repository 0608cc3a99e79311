"""The one door between RDF terms and our values, both ways."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from evidence_graph.invisible import is_blank
from evidence_graph.limits import LITERAL
from evidence_graph.store import languages
from evidence_graph.vocabulary import (
    WHOLE_NUMBER,
    XSD,
    Kind,
    Property,
    RecordType,
    Tags,
    choice_iri,
    choices_by_iri,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.model import Record

Term = tuple[str, str | None]
"""A term as plain strings: an IRI is ``(iri, None)``, a literal ``(text, datatype IRI)``.

A text in a language is ``(text, "@en")``; a node without a name is ``("_:its-label", None)``.
"""

Described = dict[str, list[Term]]
"""What is said of one subject: terms by property IRI."""

Converter = Callable[[Term, Property], object]
"""Makes a value of a term, or raises BadValue."""

LARGEST = 2**63 - 1
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadValue(ValueError):  # noqa: N818 - caught by the reader, which makes a fault of it
    """A term that does not fit its field: what was found, what belongs there, what can still be read."""

    def __init__(self, found_text: str, *, readable: object = None) -> None:
        self.readable = readable
        super().__init__(found_text)


def value(term: Term, prop: Property) -> object:
    """The value of *prop* that *term* stands for.

    Raises BadValue when the term is of another kind.
    """
    return converter(prop)(term, prop)


def converter(prop: Property) -> Converter:
    """What makes a value of *prop* of a term."""
    return _FROM_TERM[prop.kind]


def _text(term: Term, prop: Property) -> str:
    text, datatype = term
    if datatype is None:
        raise BadValue(f"{_show(term)} where a text belongs")
    if len(text) > LITERAL:
        raise BadValue(f"a text of {len(text):,} characters (limit {LITERAL:,})")
    if is_blank(text):
        raise BadValue("an empty text")

    if datatype.startswith("@"):
        if prop.tags is not Tags.NAME:
            return languages.Tagged(text, datatype[1:])

        found_text = (
            f"{_show(term)}, a text with the language tag {datatype}, where a text without one belongs"
        )
        raise BadValue(found_text, readable=text)

    if datatype != XSD + "string":
        raise BadValue(f"{_show(term)} where a plain text in quotes belongs", readable=text)

    return text


def _integer(term: Term, _: Property) -> int:
    text, datatype = term
    if datatype is None or not WHOLE_NUMBER.fullmatch(text):
        raise BadValue(f"{_show(term)} where a whole number belongs")
    if datatype != XSD + "integer":
        raise BadValue(f"{_show(term)} where a whole number without quotes belongs", readable=int(text))

    number = int(text)
    if abs(number) > LARGEST:
        raise BadValue(f"{_show(term)}, more than any count can be")

    return number


def _boolean(term: Term, _: Property) -> bool:
    if term[1] != XSD + "boolean" or term[0] not in {"true", "false", "1", "0"}:
        raise BadValue(f"{_show(term)} where true or false (without quotes) belongs")

    return term[0] in {"true", "1"}


def _date(term: Term, _: Property) -> str:
    text, datatype = term
    if datatype is None or not DAY.fullmatch(text) or not _is_day(text):
        raise BadValue(f'{_show(term)} where a date such as "2026-01-31"^^xsd:date belongs')
    if datatype != XSD + "date":
        raise BadValue(f'{_show(term)} where "{text}"^^xsd:date belongs', readable=text)

    return text


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False

    return True


def _choice(term: Term, prop: Property) -> object:
    assert prop.choices is not None  # noqa: S101 - the table gives every choice its set
    choices_known = choices_by_iri(prop.choices)
    if term[1] is not None or term[0] not in choices_known:
        words = ", ".join(v.value for v in prop.choices)
        raise BadValue(f"{_show(term)} where one of {words} belongs")

    return choices_known[term[0]]


def _reference(term: Term, _: Property) -> str:
    if term[1] is not None or term[0].startswith("_:"):
        raise BadValue(f"{_show(term)} where the IRI of a record belongs")

    return identifier(term[0])


def _any_iri(term: Term, _: Property) -> str:
    if term[1] is not None or term[0].startswith("_:"):
        raise BadValue(f"{_show(term)} where an IRI belongs")

    return term[0]


def _show(term: Term) -> str:
    text, datatype = term
    short = text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - one line of a message
    if datatype is None:
        if text.startswith("_:"):
            return "a node without a name"

        return f"<{short}>"

    language = datatype if datatype.startswith("@") else ""

    return f'"{short}"{language}'


_FROM_TERM: dict[Kind, Converter] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.REFERENCE: _reference,
    Kind.IRI: _any_iri,
}


def terms(
    record: Record,
    record_type: RecordType,
    old_terms: Mapping[str, list[Term]],
    *,
    iri_of: Callable[[type[Record], str], str],
) -> Iterable[tuple[str, Term]]:
    """The property IRIs and terms that say what *record* holds, in the order of the table.

    Where the *old_terms* of it say so already, it is said in the same terms: with their language, their
    address, their digits. A value that a record has without anybody having said so is not written.
    """
    for prop in record_type.properties:
        field_value: Any = getattr(record, prop.attribute)
        before = _terms_by_value(old_terms.get(prop.iri, ()), prop)
        if not before and field_value == default(record_type, prop.attribute):
            continue

        language = languages.of_record(old_terms.get(prop.iri, ()), prop)
        for item in field_value if prop.many else (field_value,):
            if item is not None:
                new = _to_term(item, prop, iri_of, language)
                yield from ((prop.iri, term) for term in before.get(item) or [new])


def _terms_by_value(old_terms: Iterable[Term], prop: Property) -> dict[object, list[Term]]:
    """The terms that stand for each value of *prop* in what was *old_terms*, as the reader takes them."""
    by_value: dict[object, list[Term]] = {}
    for term in old_terms:
        item = readable(term, prop)
        if item is not None:
            by_value.setdefault(item, []).append(term)
            if not prop.many and prop.tags is not Tags.CHOSEN:
                break

    return by_value


def readable(term: Term, prop: Property) -> object:
    """What can be read of *term* as a value of *prop*; None where nothing can."""
    try:
        return value(term, prop)
    except BadValue as error:
        return error.readable


def _to_term(
    item: Any,  # noqa: ANN401 - any value of a field
    prop: Property,
    iri_of: Callable[[type[Record], str], str],
    language: str,
) -> Term:
    """The term that says *item*; a new text takes the place of one in this *language*."""
    if isinstance(item, languages.Tagged):
        return str(item), f"@{item.language}"
    if language and prop.tags is Tags.CHOSEN and not prop.many:
        return item, f"@{language}"

    if prop.kind is Kind.REFERENCE:
        assert prop.target is not None  # noqa: S101 - the table gives every reference its target
        return iri_of(prop.target, item), None

    return to_term(item, prop)


def to_term(item: Any, prop: Property) -> Term:  # noqa: ANN401 - any value of a field
    """The term that says *item*, a value of *prop* that is no reference."""
    if prop.kind is Kind.CHOICE:
        return choice_iri(item), None

    if prop.kind is Kind.BOOLEAN:
        text = str(item).lower()
    else:
        text = str(item)

    return text, DATATYPES.get(prop.kind)


DATATYPES = {
    Kind.TEXT: XSD + "string",
    Kind.INTEGER: XSD + "integer",
    Kind.BOOLEAN: XSD + "boolean",
    Kind.DATE: XSD + "date",
}
"""The datatype of each kind of literal; what is not here is an IRI."""


@cache
def default(record_type: RecordType, attribute: str) -> object:
    """What a record holds as *attribute* when nobody said it."""
    return next(f.default for f in fields(record_type.record) if f.name == attribute)
