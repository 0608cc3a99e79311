"""What people type for a field as the value it means: `participants=48`, `stance=for`, `versionOf=leaf2001`.

A field goes by its name in the model, by that of its property, in any case and with any hyphens; a value of a
closed set by the words we print for it, and by others that mean it.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.errors import UnknownName, WrongValue
from evidence_graph.looks.value_words import meaning, printed_words
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, WHOLE_NUMBER, Kind, Property, identifier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence_graph.model import Record

    Refer = Callable[[type[Record], str], str]
    """Gives the id of the record of a kind that a text names."""

TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

TAKES = {
    Kind.INTEGER: "a whole number",
    Kind.BOOLEAN: "yes or no",
    Kind.DATE: "a day such as 2026-01-31",
    Kind.IRI: "an address such as https://example.org/x",
    Kind.TEXT: "a text",
}
"""What a field of a kind takes."""


def property_named(record_type: type[Record], name: str) -> Property:
    """The field of a kind of record that *name* means. Raises UnknownName with the nearest."""
    entry = BY_RECORD[record_type]
    prop = _names(entry.name).get(_bare(name))
    if prop is None:
        fields = [p.attribute for p in entry.properties]
        hint = f"A {entry.name} has {', '.join(fields)}."
        raise UnknownName("field", name, nearest=lambda: nearest(name, fields), hint=hint)

    return prop


@cache
def _names(kind: str) -> dict[str, Property]:
    """The fields of a kind of record by what they are called, without hyphens and case."""
    properties = next(entry.properties for entry in SCHEMA if entry.name == kind)
    by_term = {_bare(identifier(prop.iri)): prop for prop in properties}

    return by_term | {_bare(prop.attribute): prop for prop in properties}


def _bare(name: str) -> str:
    return re.sub(r"[-_\s]", "", name).lower()


def value(prop: Property, raw: object, refer: Refer) -> Any:  # noqa: ANN401 - whatever the field holds
    """What the field holds for what is typed; None, or nothing of several, for nothing.

    Raises WrongValue, and what *refer* raises for a record that is not there.
    """
    if prop.many:
        several = [raw] if isinstance(raw, str) or raw is None else _each(raw)
        read = (one(prop, each, refer) for each in several)

        return tuple(dict.fromkeys(each for each in read if each is not None))

    return one(prop, raw, refer)


def _each(raw: object) -> Iterable[object]:
    if isinstance(raw, list | tuple | set | frozenset):
        return raw

    return (raw,)


def one(prop: Property, raw: object, refer: Refer) -> Any:  # noqa: ANN401 - whatever the field holds
    """The one value that *raw* means; None for nothing. Raises as `value` does."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if prop.required:
            raise WrongValue(prop.attribute, "", f"{_takes(prop)}, and cannot be without one")

        return None

    if prop.kind is Kind.REFERENCE:
        assert prop.target is not None  # noqa: S101 - the table gives every reference its target
        return refer(prop.target, _name(raw))

    return _READERS[prop.kind](prop, raw)


def _name(raw: object) -> str:
    """The id of a record, or what it is called."""
    return str(getattr(raw, "id", None) or getattr(raw, "key", None) or raw).strip()


def _text(prop: Property, raw: object) -> str:
    text = str(raw).strip()
    if prop.pattern and not re.fullmatch(prop.pattern, text):
        raise WrongValue(prop.attribute, text, f"a text of the form {prop.pattern}")

    return text


def _number(prop: Property, raw: object) -> int:
    text = str(raw).strip().replace(",", "").replace("\u00a0", "")
    if isinstance(raw, bool) or not WHOLE_NUMBER.fullmatch(text):
        raise WrongValue(prop.attribute, str(raw), _takes(prop))

    number = int(text)
    if prop.least is not None and number < prop.least:
        raise WrongValue(prop.attribute, text, f"{_takes(prop)}, {prop.least} or more")

    return number


def _truth(prop: Property, raw: object) -> bool:
    truth = TRUTHS.get(str(raw).strip().lower())
    if truth is None:
        raise WrongValue(prop.attribute, str(raw), _takes(prop))

    return truth


def _day(prop: Property, raw: object) -> str:
    try:
        return dt.date.fromisoformat(str(raw).strip()).isoformat()
    except ValueError:
        raise WrongValue(prop.attribute, str(raw), _takes(prop)) from None


def _address(prop: Property, raw: object) -> str:
    text = str(raw).strip()
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", text):
        raise WrongValue(prop.attribute, text, _takes(prop))

    return text


def _choice(prop: Property, raw: object) -> StrEnum:
    assert prop.choices is not None  # noqa: S101 - the table gives every choice its set
    return choice(prop.choices, str(raw), prop.attribute)


def choice(choices: type[StrEnum], raw: str, name: str = "") -> StrEnum:
    """The value of a closed set that *raw* names, by its name, by a word we print or by another for it.

    >>> from evidence_graph.model import Stance, StudyDesign
    >>> choice(Stance, "Against"), choice(StudyDesign, "randomised trial")
    (<Stance.OPPOSES: 'opposes'>, <StudyDesign.RANDOMISED_CONTROLLED_TRIAL: 'randomised-controlled-trial'>)
    """
    match = meaning(choices, raw)
    if match is None:
        values = [each.value for each in choices]
        neighbours = nearest(raw, [*values, *printed_words(choices)])
        raise WrongValue(name or "it", raw, f"one of {', '.join(values)}", nearest=neighbours)

    return match


def _takes(prop: Property) -> str:
    if prop.choices:
        return f"one of {', '.join(each.value for each in prop.choices)}"

    return TAKES.get(prop.kind, "the id of a record")


def in_words(content: object) -> str:
    """A value as it is told of: its word, and *not recorded* where there is none.

    >>> from evidence_graph.model import Stance
    >>> in_words(None), in_words(True), in_words(("a", "b")), in_words(Stance.OPPOSES), in_words(48)
    ('not recorded', 'yes', 'a, b', 'opposes', '48')
    """
    if content is None or content == ():
        return "not recorded"
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, tuple):
        return ", ".join(map(in_words, content))

    if isinstance(content, StrEnum):
        return looks.word(content)

    return str(content)


_READERS: dict[Kind, Callable[[Property, object], Any]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: _number,
    Kind.BOOLEAN: _truth,
    Kind.DATE: _day,
    Kind.IRI: _address,
    Kind.CHOICE: _choice,
}
