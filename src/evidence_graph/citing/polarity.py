"""Whether a clause asserts a claim, denies it, or leaves it open, by their words, where nobody has said so.

Two texts about one thing differ in their sense where one denies and the other does not, or where one says
*more* and the other *less*:

    "Tea does not get bitter"               beside  "Steeping makes tea bitter"   denies
    "Tea gets bitter, not the pot hot"      …                                     asserts: another thing
    "Milk lowers the score"                 beside  "Milk raises the score"       denies
    "Whether tea gets bitter is debated"    beside  "Steeping makes tea bitter"   only reports

A denial counts only where it reaches what the claim speaks of: people who do not sleep well may sleep better.
"""

from __future__ import annotations

import re

from evidence_graph.model import Attitude

_OPEN = re.compile(
    r"\b(?:whether|may or may not|disagrees?|disagreed|disagreement|mixed|conflicting|contradictory"
    r"|inconsistent|inconclusive|equivocal|controversial|controversy|debated?|disputed|open question"
    r"|both directions|differing results|heterogeneous)\b",
    re.IGNORECASE,
)
"""Words of a sentence that takes no side."""

_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|not merely|no doubt|without (?:any )?doubt|not (?:yet )?(?:certain|clear|proven"
    r"|proved|known|established|understood)|no less|no more than|no matter|no sooner|if not|not least"
    r"|not uncommon|not surprising(?:ly)?|nothing \w+ \w+ like)\b"
    r"|\b(?:who|whose|whom)\b[^,;]{0,25}?(?:\b(?:not|never|no|cannot)\b|n[’']t\b)\s+\w+\s*\w*",
    re.IGNORECASE,
)
"""Words with a denial in them that is none of the claim: they weaken it, or tell which people are meant."""

_DENIAL = re.compile(
    r"\b(?:not|never|neither|cannot|hardly|unable to|unlikely to|fail(?:s|ed)? to|failure to|\w+n[’']t)\b",
    re.IGNORECASE,
)
"""Denials of what stands behind them in their clause."""

_NOTHING = (
    "effects?|influence|impact|benefits?|improvements?|difference|change|evidence|association|relation|link"
    "|gain|advantage|sign|trial|study|studies|trials|data|support|reason|increase|decrease|reduction"
)
_NO_THING = re.compile(rf"\b(?:no|lack of|absence of|little)(?: \w+)? (?:{_NOTHING})\b", re.IGNORECASE)
"""“No effect of …”, “lack of evidence that …”."""

_WORTHLESS = re.compile(
    r"\b(?:useless|ineffective|worthless|pointless|in vain|a myth|refut(?:es?|ed)|disprov(?:es?|ed)"
    r"|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
_ANY_DENIAL = re.compile(rf"\b(?:no|none|nobody)\b|{_DENIAL.pattern}|{_WORTHLESS.pattern}", re.IGNORECASE)

_EMPTY = re.compile(
    r"(?:help|work|do|so|it|this|that|them|either|improve|change|differ|matter|any|effect|all|at|in|us"
    r"|find|found|see|seen|observed?|confirm|confirmed|show|shown|helped|worked)",
    re.IGNORECASE,
)
"""Words behind a denial that say nothing new: “… did not help”, “… that it does not”."""

MORE = (
    "increas(?:e|es|ed|ing)|rais(?:e|es|ed|ing)|improv(?:e|es|ed|ing|ement|ements)|enhanc(?:e|es|ed|ing)"
    "|more|higher|faster|greater|better|larger|stronger|boost(?:s|ed)?|strengthen(?:s|ed)?"
    "|ris(?:e|es|ing)|rose|gains?|help(?:s|ed)?|elevat(?:e|es|ed)|benefits?"
)
LESS = (
    "decreas(?:e|es|ed|ing)|lower(?:s|ed|ing)?(?![ -](?:body|back|limb|leg|extremit|trunk|abdom))"
    "|reduc(?:e|es|ed|ing|tion)|impair(?:s|ed|ing)?|worsen(?:s|ed|ing)?|less|slower|smaller|weaker|worse|fewer"
    "|declin(?:e|es|ed)|fall(?:s|ing)?|fell|drop(?:s|ped)?|diminish(?:es|ed)?|hinder(?:s|ed)?|weaken(?:s|ed)?"
    "|harm(?:s|ed)?|hurts?"
)
_MORE = re.compile(rf"\b(?:{MORE})\b", re.IGNORECASE)
_LESS = re.compile(rf"\b(?:{LESS})\b", re.IGNORECASE)
_EVIL = re.compile(
    r"\b(?:risk|pain|poor|bad|loss|lack|fatigue|stress|symptoms?|injur\w+|disease|mortality|deficits?|errors?)\b",
    re.IGNORECASE,
)
"""What is good to have less of."""

_WORD = re.compile(r"[^\W\d_]+")
STEM = 5
"""So many letters of a word are its stem: improve, improves, improvement."""

SHORT_WORD = 4
_SMALL = re.compile("with|that|this|from|than|more|less|when|what|your|have|does|been|they|them|into|makes")


def attitude_of(clause: str, statement: str) -> Attitude:
    """Whether *clause* asserts what *statement* says, denies it, or only reports on it.

    >>> attitude_of("Cold tea does not get bitter", "Tea gets bitter.").value
    'denies'
    >>> attitude_of("Milk does not raise the score", "Milk lowers the score.").value
    'asserts'
    """
    if _OPEN.search(clause):
        return Attitude.REPORTS

    stems = _stems(statement)
    is_turned = _denials(clause, stems) % 2 != len(_ANY_DENIAL.findall(statement)) % 2
    if {_direction(clause), _direction(statement)} == {1, -1}:
        is_turned = not is_turned

    if is_turned:
        return Attitude.DENIES

    return Attitude.ASSERTS


def _stems(statement: str) -> frozenset[str]:
    """The stems of the words that say what a *statement* is about."""
    words = (word.casefold() for word in _WORD.findall(statement))

    return frozenset(word[:STEM] for word in words if len(word) >= SHORT_WORD and not _SMALL.fullmatch(word))


def _denials(clause: str, stems: frozenset[str]) -> int:
    """How often *clause* denies something that the claim with these *stems* speaks of."""
    clause = _NO_DENIAL.sub(" ", clause).strip(" ,.;")
    reaching = [
        denial
        for denial in (*_DENIAL.finditer(clause), *_NO_THING.finditer(clause))
        if not clause[: denial.start()].strip() or _reaches(clause[denial.end() :], stems)
    ]

    return len(reaching) + len(_WORTHLESS.findall(clause))


def _reaches(rest: str, stems: frozenset[str]) -> bool:
    """Whether the words behind a denial speak of the claim, or of nothing else."""
    words = [word.casefold() for word in _WORD.findall(rest)]

    return all(map(_EMPTY.fullmatch, words)) or any(word[:STEM] in stems for word in words)


def _direction(text: str) -> int:
    """1 where *text* says more, -1 where it says less; 0 where it says neither, both, or less of an evil."""
    if _EVIL.search(text):
        return 0

    return (_MORE.search(text) is not None) - (_LESS.search(text) is not None)
