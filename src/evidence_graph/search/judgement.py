"""Whether a claim is what a question asks about: six signs, weighed.

Words alone do not tell a question that nobody here can answer from one put in words nobody foresaw. So
the ranking's score is joined by what general English knows: a common word that a claim does not speak to
says little, a rare one much; a question may be near a claim in what it is about though the words differ;
and who asks for a price is not answered by a verdict. The weights are those of a logistic regression over
the development questions; `tests/questions/fit.py` makes them again.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import tanh

ENOUGH = 0.35
"""How sure a match must be for its claim to be taken as the one meant: where, in cross-validation, 2.5 %
of the answerable development questions are refused."""

BASE = -14.33
"""What is said for a claim before any sign is seen."""

WEIGHTS = (6.76, 5.59, 2.59, -1.70, 2.27, 4.55)
"""What each of the signs says for the claim, in their order."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a claim being the one meant.

    `score` is the one that ranks. `likeness` says how near the question is to the nearest wording of the
    claim by what both are about. `length` is the logarithm of how many words the question has that are no
    filler: of a long one no claim speaks to all. `elsewhere` counts kinds of answer the question asks for
    and no wording of the claim does. `named` is the share of what the claim is about that the question
    names, `told` the share of the question that the claim speaks to when words weigh as in general English.
    """

    score: float
    likeness: float
    length: float
    elsewhere: int
    named: float
    told: float


def sure(signs: Signs) -> float:
    """How likely *signs* make it that the claim answers the question, from 0 to 1."""
    weighed = sum(weight * sign for weight, sign in zip(WEIGHTS, astuple(signs), strict=True))
    return (1 + tanh((BASE + weighed) / 2)) / 2
