"""Passages, numbers and fingerprints: what is counted or measured and can be out of range."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements
    from evidence_graph.model import Record

START, END = term(model.Passage, "start"), term(model.Passage, "end")
PASSAGE, ARTICLE = term(model.Assertion, "passages"), term(model.Assertion, "article")
ARGUMENT, MAIN = term(model.Assertion, "arguments"), term(model.Assertion, "main_passage")
LENGTH, SHA256 = term(model.Article, "length"), term(model.Article, "sha256")
QUOTE_TEXT, QUOTE_SHA256 = term(model.Quote, "text"), term(model.Quote, "sha256")
FINGERPRINT = re.compile(
    next(p.pattern or "" for p in BY_RECORD[model.Article].properties if p.attribute == "sha256")
)
SIDES = [term(model.Disagreement, "claims"), term(model.Disagreement, "citations")]

COUNTED: tuple[tuple[type[Record], str, bool], ...] = (
    (model.Reference, "article", True),
    (model.Step, "procedure", True),
    (model.Result, "citation", False),
    (model.Effect, "citation", False),
    (model.Group, "effect", False),
    (model.Quote, "line", False),
)
"""What is numbered within what, and whether the numbers run without gaps."""


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with numbers, passages, fingerprints and disagreements about nothing."""
    yield from _too_low(statements)
    for record, owner, complete in COUNTED:
        yield from _numbering(statements, record, term(record, owner), complete=complete)

    yield from _passages(statements)
    for article in statements.of(model.Article):
        for position, (text, datatype) in enumerate(statements.described[article].get(SHA256, ())):
            if datatype is not None and text.strip() and not FINGERPRINT.fullmatch(text):
                message = f"sha256 holds {text[:70]!r}, which is no SHA-256."
                cure = "Write the 64 hexadecimal digits in lower case, as sha256sum prints them."
                yield Fault("bad-sha256", article, SHA256, message, cure, position)

    for quote in statements.of(model.Quote):
        yield from _altered(statements, quote)

    for disagreement in statements.of(model.Disagreement):
        if not any(side in statements.described[disagreement] for side in SIDES):
            message = "The disagreement names neither a claim nor a citation."
            yield Fault("empty-disagreement", disagreement, None, message, "Add eg:claim or eg:citation.")


def _altered(statements: Statements, quote: str) -> Iterator[Fault]:
    """A quote whose letters are not those that were recorded."""
    recorded, text = statements.text(quote, QUOTE_SHA256), statements.text(quote, QUOTE_TEXT)
    if recorded and text and hashlib.sha256(text.encode()).hexdigest() != recorded.strip():
        message = "The quote is not what was recorded: its fingerprint is that of other words."
        cure = "Write it letter by letter as in the source; if it was wrong before, delete eg:sha256."
        yield Fault("quote-altered", quote, QUOTE_SHA256, message, cure)


def _too_low(statements: Statements) -> Iterator[Fault]:
    for entry in SCHEMA:
        numbers = [p for p in entry.properties if p.least is not None]
        for subject in statements.of(entry.record) if numbers else ():
            for prop in (p for p in numbers if p.iri in statements.described[subject]):
                least = prop.least or 0
                for position, number in statements.numbers(subject, prop.iri):
                    if number < least:
                        message = f"{identifier(prop.iri)} is {number}, but begins at {least}."
                        yield Fault("bad-number", subject, prop.iri, message, "Correct the number.", position)


def _numbering(
    statements: Statements, record: type[Record], owner: str, *, complete: bool
) -> Iterator[Fault]:
    number = term(record, "number")
    kind = BY_RECORD[record].name
    numbers_by_owner: dict[str, dict[int, str]] = {}
    for subject in statements.of(record):
        place = statements.number(subject, number)
        owner_iri = statements.link(subject, owner)
        if place is None or not owner_iri:
            continue

        first = numbers_by_owner.setdefault(owner_iri, {}).setdefault(place, subject)
        if first != subject:
            message = (
                f"Number {place} of {statements.name(owner_iri)} is also that of {statements.name(first)}."
            )
            yield Fault("number-twice", subject, number, message, f"Give the {kind} its own number.")

    if complete and all(whole in statements.described for whole in numbers_by_owner):
        for owner_iri, by_number in numbers_by_owner.items():
            yield from _gaps(statements.name(owner_iri), by_number, number, kind)


def _gaps(owner_iri: str, by_number: dict[int, str], predicate: str, kind: str) -> Iterator[Fault]:
    """The numbers left out; none are told when some are too low, because those may be the ones."""
    numbers = sorted(by_number)
    for before, place in pairwise([0, *numbers] if numbers[0] > 0 else []):
        if place > before + 1:
            if place == before + 2:
                missing = f"{before + 1}"
            else:
                missing = f"{before + 1} to {place - 1}"

            message = f"Number {missing} of {owner_iri} is missing before this one."
            cure = f"Add the {kind}, or number those there are without a gap."
            yield Fault("number-gap", by_number[place], predicate, message, cure)


def _passages(statements: Statements) -> Iterator[Fault]:
    owners: dict[str, set[str]] = {}
    for assertion in statements.of(model.Assertion):
        for passage in statements.links(assertion, PASSAGE):
            owners.setdefault(passage, set()).update(statements.links(assertion, ARTICLE))

        yield from _parts(statements, assertion)

    for passage in statements.of(model.Passage):
        start, end = statements.number(passage, START), statements.number(passage, END)
        if start is not None and end is not None and start >= end:
            message = f"The passage ends at {end}, which is not after its start at {start}."
            yield Fault("empty-passage", passage, END, message, "Correct start or end.")

        if passage not in owners:
            message = "The passage belongs to no assertion."
            cure = "Name it with eg:passage in the assertion it is from, or delete it."
            yield Fault("orphan-passage", passage, None, message, cure)
            continue

        yield from _outside(statements, passage, end, sorted(owners[passage]))


def _parts(statements: Statements, assertion: str) -> Iterator[Fault]:
    """What an assertion says of passages that are none of its own."""
    passages = set(statements.links(assertion, PASSAGE))
    for predicate in (ARGUMENT, MAIN):
        for stray in sorted(set(statements.links(assertion, predicate)) - passages):
            named = statements.name(stray)
            message = f"{identifier(predicate)} is {named}, which is none of the assertion's passages."
            cure = f"Name {named} with eg:passage too, or take it out here."
            yield Fault("stray-passage", assertion, predicate, message, cure)


def _outside(statements: Statements, passage: str, end: int | None, articles: list[str]) -> Iterator[Fault]:
    if len(articles) > 1:
        message = f"The passage is said to be of {' and of '.join(map(statements.name, articles))}."
        yield Fault("shared-passage", passage, None, message, "Give each article a passage of its own.")

    for article in articles:
        if article in statements.described:
            length = statements.number(article, LENGTH)
        else:
            length = None

        if end is not None and length is not None and end > length:
            message = f"The passage ends at {end}, but {statements.name(article)} has {length} characters."
            cure = "Correct the end, or the length of the article if another edition is meant."
            yield Fault("passage-outside", passage, END, message, cure)
