"""Quotes and printed figures that do not stand in their sources, by texts that somebody has in a folder."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.checks.judgements import is_withdrawn
from evidence_graph.checks.statements import Statements, term
from evidence_graph.quoting import QuoteFinding, QuoteStanding, Wanted, look_up, text_folder
from evidence_graph.quoting.shelf_marks import CitationNames
from evidence_graph.store.reader import Fault
from evidence_graph.vocabulary import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography

LINE_CITATION, QUOTE = (term(model.EvidenceLine, name) for name in ("citation", "quotes"))
EFFECT_CITATION, UNIT = (term(model.Effect, name) for name in ("citation", "unit"))
DOI, PMID = (term(model.Study, name) for name in ("doi", "pmid"))
QUOTE_LINE, QUOTE_TEXT = (term(model.Quote, name) for name in ("line", "text"))
GROUP_EFFECT = term(model.Group, "effect")

SPREADS = ("standard_error", "standard_deviation")
EFFECT_FIGURES = tuple(term(model.Effect, name) for name in ("value", "low", "high", "p", *SPREADS))
GROUP_FIGURES = tuple(term(model.Group, name) for name in ("mean", "standard_deviation"))
SPREAD_TERMS = frozenset(
    [term(model.Effect, name) for name in SPREADS] + [term(model.Group, "standard_deviation")]
)
"""The figures that are printed as they are; numbers of people are recorded as numbers."""

SHOWN = 60
"""So many letters of a quote say which one it is."""

UNCHECKED = 3
"""So many works are named of which there is no text."""

CUT_QUOTE = "Quote the whole sentence, with what denies or limits it."
CUT_FIGURE = "Write the figure as it is printed there, with its sign and all its digits."
ELSEWHERE = "Correct eg:citation of the line, or quote what its own work says."
NO_QUOTE = "Quote what the text says, letter by letter; digits, signs, units and brackets count."
NO_FIGURE = "Write the figure as the text prints it; if it stands in another text, put that into the folder."


class _QuotedValue(NamedTuple):
    """Which value of which statement is looked for."""

    subject: str
    predicate: str
    position: int
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Quotations:
    """How the quotes and figures of a folder stand in their sources, and what is wrong with some."""

    faults: tuple[Fault, ...]
    counts: Counter[QuoteStanding]
    missing: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def remark(self) -> str:
        """How many were found, and of which works there is no text."""
        total = self.counts.total()
        if not total:
            return "There is no quote and no printed figure to look for in the texts."

        numbers = ", ".join(f"{self.counts[standing]:,} {standing}" for standing in QuoteStanding)
        parts = [f"Of {total:,} quotes and printed figures: {numbers}."]
        if self.missing:
            more = len(self.missing) - UNCHECKED
            names = ", ".join(self.missing[:UNCHECKED]) + (f" and {more:,} more" if more > 0 else "")
            parts.append(f"Not checked for want of a text: {names}.")

        return " ".join([*parts, *self.unread])


def look_through(statements: Statements, bibliography: Bibliography, texts: Path) -> Quotations:
    """How what *statements* quote stands in the *texts*, whose works the *bibliography* names.

    Raises MissingExtra where there is a PDF and no reader of PDFs.
    """
    folder = text_folder.read(texts, _names(statements, bibliography))
    places = [*_quotes(statements), *_figures(statements)]
    findings = list(look_up((place.wanted for place in places), folder))
    pairs = list(zip(places, findings, strict=True))

    unchecked = [each.wanted.citation for each in findings if not each.texts]
    unread = tuple(f"{each.name} was not read: {each.why}." for each in folder.unread)

    return Quotations(
        faults=tuple(fault for place, finding in pairs for fault in _fault(place, finding)),
        counts=Counter(finding.standing for finding in findings),
        missing=tuple(dict.fromkeys(unchecked)),
        unread=unread,
    )


def _names(statements: Statements, bibliography: Bibliography) -> Iterator[CitationNames]:
    """The names by which a file can say whose text it is."""
    entries = bibliography.entries
    for key, entry in entries.items():
        citation = bib.citation(entry, bibliography.strings, entries.get)
        yield CitationNames(key, citation.doi or "", citation.pmid or "")

    for subject in statements.of(model.Study):
        key = identifier(subject)
        if key not in entries:  # known by its DOI or PMID alone
            yield CitationNames(key, statements.text(subject, DOI), statements.text(subject, PMID))


def _quotes(statements: Statements) -> Iterator[_QuotedValue]:
    """The quotes of the lines that count: those a line gives itself, and those with a place of their own."""
    for line in statements.of(model.EvidenceLine):
        if is_withdrawn(statements, line):
            continue

        citation = identifier(statements.link(line, LINE_CITATION))
        for position, (text, datatype) in enumerate(statements.described[line].get(QUOTE, ())):
            if datatype is not None:
                yield _QuotedValue(line, QUOTE, position, Wanted(citation, text))

    for quote in statements.of(model.Quote):
        line = statements.link(quote, QUOTE_LINE)
        text = statements.text(quote, QUOTE_TEXT)
        if text and line in statements.described and not is_withdrawn(statements, line):
            citation = identifier(statements.link(line, LINE_CITATION))
            yield _QuotedValue(quote, QUOTE_TEXT, 0, Wanted(citation, text))


def _figures(statements: Statements) -> Iterator[_QuotedValue]:
    """The printed figures of effects, and of their groups."""
    citations: dict[str, tuple[str, str]] = {}
    for effect in statements.of(model.Effect):
        citation = identifier(statements.link(effect, EFFECT_CITATION))
        unit = statements.text(effect, UNIT)
        citations[effect] = (citation, unit)
        yield from _printed(statements, effect, EFFECT_FIGURES, citation, unit)

    for group in statements.of(model.Group):
        citation, unit = citations.get(statements.link(group, GROUP_EFFECT), ("", ""))
        if citation:
            yield from _printed(statements, group, GROUP_FIGURES, citation, unit)


def _printed(
    statements: Statements, subject: str, predicates: tuple[str, ...], citation: str, unit: str
) -> Iterator[_QuotedValue]:
    """The figures that a *subject* gives with *predicates*."""
    for predicate in predicates:
        printed = statements.text(subject, predicate)
        if any(letter.isdigit() for letter in printed):
            is_spread = predicate in SPREAD_TERMS
            wanted = Wanted(citation, printed, is_figure=True, unit=unit or None, is_spread=is_spread)
            yield _QuotedValue(subject, predicate, 0, wanted)


def _fault(place: _QuotedValue, finding: QuoteFinding) -> Iterator[Fault]:
    """What is wrong with the words at a *place*, by what came of looking for them."""
    row = _TOLD.get((finding.standing, place.wanted.is_figure))
    if row is None:
        return

    code, sentence, cure = row
    words = " ".join(place.wanted.words.split())
    message = sentence.format(
        words=words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…",
        citation=place.wanted.citation,
        texts=" or ".join(finding.texts),
        others=" and of ".join(finding.others),
    )
    yield Fault(code, place.subject, place.predicate, message, cure, occurrence=place.position)


_TOLD = {
    (QuoteStanding.CUT_OUT, False): (
        "quote-cut-out",
        "“{words}” is cut out of {texts}: the words stand there, and say something else.",
        CUT_QUOTE,
    ),
    (QuoteStanding.CUT_OUT, True): (
        "figure-cut-out",
        "{words} stands in {texts} only as a piece of another figure, or with another unit.",
        CUT_FIGURE,
    ),
    (QuoteStanding.MISPLACED, False): (
        "quote-misplaced",
        "“{words}” does not stand in the text of {citation}, but in that of {others}.",
        ELSEWHERE,
    ),
    (QuoteStanding.NOT_FOUND, False): (
        "quote-not-found",
        "“{words}” does not stand in {texts}.",
        NO_QUOTE,
    ),
    (QuoteStanding.NOT_FOUND, True): (
        "figure-not-found",
        "{words} does not stand in {texts}.",
        NO_FIGURE,
    ),
}
"""What is told of each standing of a quote or of a figure; nothing of the others."""
