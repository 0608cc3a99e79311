"""One thing under two names: a cohort or an instrument written in two ways.

What shares data is counted once only where it is known to; a cohort with one more space is another cohort,
and the same people count twice.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Record

JOINING: tuple[tuple[type[Record], str], ...] = (
    (model.Study, "cohort"),
    (model.RiskOfBias, "instrument"),
    (model.RiskOfBias, "domain"),
)
"""The texts by which records belong together, letter by letter."""


def faults(statements: Statements) -> Iterator[Fault]:
    """Names that join records and are written in two ways, or with spaces around them."""
    for record, attribute in JOINING:
        yield from _names(statements, record, term(record, attribute))


def _names(statements: Statements, record: type[Record], predicate: str) -> Iterator[Fault]:
    numbers: Counter[str] = Counter()
    for subject in statements.of(record):
        numbers.update(_texts(statements, subject, predicate))

    usual: dict[str, str] = {}
    for text, _ in numbers.most_common():
        usual.setdefault(skeleton(text), text)

    for subject in statements.of(record):
        for position, text in enumerate(_texts(statements, subject, predicate)):
            name, other = identifier(predicate), usual[skeleton(text)].strip()
            if text != text.strip():
                message = f"{name} is {text!r}, with spaces around it."
                yield Fault("stray-space", subject, predicate, message, f'Write "{text.strip()}".', position)

            if text.strip() != other:
                message = f"{name} is {text.strip()!r} here and {other!r} elsewhere, which is another {name}."
                cure = f'Write "{other}" if it is the same.'
                yield Fault("same-name", subject, predicate, message, cure, position)


def _texts(statements: Statements, subject: str, predicate: str) -> list[str]:
    terms = statements.described[subject].get(predicate, ())
    return [text for text, datatype in terms if datatype is not None and text.strip()]


def skeleton(name: str) -> str:
    """What is left of a *name* without capitals, spaces and punctuation.

    >>> skeleton("UK Biobank ") == skeleton("UK-biobank")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold()

    return "".join(letter for letter in plain if letter.isalnum()) or plain.strip()
