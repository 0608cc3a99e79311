"""Whether a clause asserts a claim or denies it, by their words, where nobody has said so.

Two texts about one thing differ in their sense where one denies and the other does not, or where one says
*more* and the other *less*:

    "Tea does not get bitter"      beside  "Tea gets bitter"        denies
    "No one doubts: it gets bitter" …                               left open, as two denials are asserting
    "Milk lowers the score"        beside  "Milk raises the score"  denies
"""

from __future__ import annotations

import re

from evidence_graph.model import Attitude

_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|not merely|no doubt|without (?:any )?doubt|not (?:yet )?(?:certain|clear|proven"
    r"|proved|known|established|understood)|no less|no more than|no matter|no sooner|if not"
    r"|whether or not|not least|not uncommon|not surprising(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words with a denial in them that leave the sense of the sentence as it is, or only weaken it."""

_DENIAL = re.compile(
    r"\b(?:not|no|never|neither|none|nobody|cannot|hardly|unable|unlikely|\w+n[’']t"
    r"|fail(?:s|ed)? to|failure to|lack of|absence of|lacks?|den(?:y|ies|ied)|refut(?:es?|ed)"
    r"|disprov(?:es?|ed)|contradicts?)\b",
    re.IGNORECASE,
)

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


def attitude_of(clause: str, statement: str) -> Attitude:
    """Whether *clause* asserts what *statement* says, or denies it.

    >>> attitude_of("Cold tea does not get bitter", "Tea gets bitter.").value
    'denies'
    >>> attitude_of("Milk does not raise the score", "Milk lowers the score.").value
    'asserts'
    """
    is_turned = _denials(clause) % 2 != _denials(statement) % 2
    directions = {_direction(clause), _direction(statement)}
    if directions == {1, -1}:
        is_turned = not is_turned
    return Attitude.DENIES if is_turned else Attitude.ASSERTS


def _denials(text: str) -> int:
    """How often *text* denies."""
    return len(_DENIAL.findall(_NO_DENIAL.sub(" ", text)))


def _direction(text: str) -> int:
    """1 where *text* says more, -1 where it says less, 0 where it says neither or both."""
    return (_MORE.search(text) is not None) - (_LESS.search(text) is not None)
