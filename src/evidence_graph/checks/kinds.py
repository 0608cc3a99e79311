"""What kinds of problems there are, by their codes: how much each matters, and what it is in a few words.

An *error* is something that is not read, left out or makes a verdict wrong. A *warning* is read and counts
as it stands, and is probably not meant so. A *remark* is no problem: what is not recorded, or worth a look.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.vocabulary import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.model import Problem


class Severity(StrEnum):
    """How much a problem matters, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its code, how much it matters, and what it is."""

    code: str
    severity: Severity
    words: str


ERRORS = {
    # The files as a whole.
    "broken-file": "a place where a file cannot be read",
    "file-cut-off": "a file that has lost its end",
    "no-data-set": "no word on which data set it is",
    "two-data-sets": "a second data set in one file",
    "bad-weights": "a table of weights that cannot be used",
    # Records and their statements.
    "bad-value": "a value that does not fit its field",
    "blank-node": "a node without a name",
    "derived-by-hand": "a conclusion written by hand",
    "doubled": "a field given more than once",
    "duplicate-id": "one id for two records",
    "missing": "a field that is missing",
    "missing-class": "a record of no class",
    "two-classes": "a record of two classes",
    "unknown-term": "a word that the vocabulary does not have",
    "invisible-character": "characters that nobody sees",
    "bad-address": "an address that no reader should open",
    "bad-number": "a number out of its range",
    "bad-sha256": "a fingerprint that is none",
    # Passages, numbers and disagreements.
    "empty-disagreement": "a disagreement about nothing",
    "empty-passage": "a passage without a letter",
    "number-twice": "a number given twice",
    "quote-altered": "a quote that is not what was recorded",
    "figure-cut-out": "a figure cut out of another",
    "figure-not-found": "a figure that its source does not print",
    "quote-cut-out": "a quote that says something else where it stands",
    "quote-misplaced": "a quote that stands in another text",
    "quote-not-found": "a quote that its source does not have",
    "passage-outside": "a passage beyond its article",
    "shared-passage": "a passage of two articles",
    "stray-passage": "a part given to a passage of another assertion",
    # Relations that lead back to where they began.
    "broader-circle": "concepts broader than themselves",
    "crossref-circle": "entries that take fields from themselves",
    "own-conflict": "a claim in conflict with itself",
    "own-premise": "a claim that rests on itself",
    "premise-circle": "claims that rest on themselves",
    "relation-circle": "claims that qualify, refine or undercut themselves",
    "relation-clash": "a claim that refines one it conflicts with",
    "version-circle": "works that are versions of themselves",
    "xdata-circle": "entries that take fields from themselves",
    "xref-circle": "entries that take fields from themselves",
    # Judgements, and what a verdict is made by.
    "bias-twice": "risk of bias judged twice",
    "contradiction": "opposite stances by one result",
    "kept-too-many": "a search that kept more than it found",
    "list-not-complete": "a list said to be complete that is not",
    "margin-of-nothing": "a margin of nothing",
    "margin-turned": "a margin turned round",
    "margin-without-null": "a margin that leaves no effect out",
    "null-as-answer": "a null taken for an answer",
    "question-without-answer": "a question without an answer, or the other way",
    "retracted-citation": "a retracted work that counts",
    "retraction-not-recorded": "a retraction that is not recorded",
    "concern-not-recorded": "an expression of concern that is not recorded",
    "search-for-nothing": "a search for nothing",
    "stance-and-figure": "a stance that clashes with its figure",
    "statement-twice": "one statement with opposite verdicts",
    "votes-not-counted": "rules of votes that nobody counts",
    "withdrawn-why": "a withdrawal without its day or its reason",
    # Figures.
    "bad-figure": "a figure that is none",
    "bad-source": "a source that is no address",
    "group-too-large": "a group larger than the whole",
    "half-interval": "half an interval",
    "interval-turned": "an interval turned round",
    "no-direction": "a figure without a claim or a direction",
    "too-many-events": "more events than people",
    "value-outside": "a value outside its interval",
    # The bibliography.
    "block-not-read": "an entry that is not read",
    "broken-entry": "an entry that cannot be read",
    "broken-field": "a field that cannot be read",
    "broken-string": "a macro that cannot be read",
    "broken-value": "a field that cannot be read",
    "duplicate-field": "a field given more than once",
    "duplicate-key": "one key for two entries",
    "duplicate-string": "one name for two macros",
    "invalid-key": "a key that BibTeX does not take",
    "long-string": "a macro that grows too long",
    "long-value": "a field that is too long",
    "missing-comma": "a comma that is missing",
    "not-in-bibliography": "a study without an entry",
    "stray-brace": "text outside of any entry",
    "undefined-string": "a macro that nothing defines",
    "unknown-crossref": "an entry that is named and not there",
    "unknown-xdata": "an entry that is named and not there",
    "unknown-xref": "an entry that is named and not there",
} | {f"unknown-{entry.name}": f"a {entry.name} that is named and not there" for entry in SCHEMA}

WARNINGS = {
    "bad-doi": "a DOI that is not bare",
    "bad-pages": "pages that end before they start",
    "bad-year": "a year that is none",
    "bare-sign": "a sign that TeX obeys",
    "broader-elsewhere": "a broader concept of another scheme",
    "doi-twice": "one DOI for two works",
    "effect-twice": "a figure told twice",
    "effect-without-line": "a figure without a judgement",
    "empty-effect": "a figure that prints nothing",
    "from-memory": "a side taken from memory alone",
    "identifier-twice": "a DOI or PubMed number beside an entry that has its own",
    "one-trial": "two works that report one trial",
    "bad-trial-number": "a trial number that is none",
    "judged-twice": "a judgement told twice",
    "look-alike": "names that look alike",
    "number-gap": "a number left out",
    "one-sided-conflict": "a conflict told on one side only",
    "orphan-passage": "a passage of no assertion",
    "same-name": "one name written in two ways",
    "same-citation": "two works that look like one",
    "same-statement": "one statement for two claims",
    "stray-space": "a name with spaces around it",
    "notice-as-study": "a notice that is judged like a study",
    "retracted-in-title": "a title that says retracted, and a status that does not",
    "retraction-notice": "a notice of retraction whose work has no such status",
    "correction-not-recorded": "a correction that is not recorded",
    "reinstatement-not-recorded": "a reinstatement that is not recorded",
    "number-of-another-work": "a number that leads to another work",
    "tex-command": "TeX that does not leave as it stands",
    "version-of": "two works that look like versions of one",
    "unused-citation": "a work that nothing speaks of",
}

REMARKS = {
    "not-recorded": "what is not recorded of the evidence",
    "overlap-unknown": "whether works share data is not recorded",
    "no-wording": "claims without another wording",
    "no-identifier": "works without DOI and PMID",
    "near-citation": "one work twice, or two whose titles differ by a word",
    "notices-looked-up": "who was asked for notices about works, and what came of it",
    "quotes-checked": "how quotes and printed figures stand in their sources",
}

KINDS: Mapping[str, ProblemKind] = {
    code: ProblemKind(code, severity, words)
    for severity, table in zip(Severity, (ERRORS, WARNINGS, REMARKS), strict=True)
    for code, words in table.items()
}
"""Every kind by its code, the gravest severity first."""


def kind_of(problem: Problem) -> ProblemKind:
    """The kind of a *problem*; one that is not listed is an error."""
    return KINDS.get(problem.code) or ProblemKind(problem.code, Severity.ERROR, problem.code)


def severity_of(problem: Problem) -> Severity:
    """How much a *problem* matters."""
    return kind_of(problem).severity
