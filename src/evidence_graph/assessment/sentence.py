"""The answer in one sentence, in the direction of the question that a claim answers.

The openings follow the informative statements of GRADE (Santesso et al., J Clin Epidemiol
2020;119:126-135): a word for each certainty. Then comes the tally of the works, and what is not recorded.

>>> count_in_words(4, "study", "studies")
'four studies'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.assessment.tally import Heading
from evidence_graph.model import Certainty, Stance, Verdict

if TYPE_CHECKING:
    from evidence_graph.assessment.tally import Tally
    from evidence_graph.assessment.verdict import Rating

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]

BODIES = 2
"""So many independent bodies of evidence on a side are more than little."""

OPENING = {
    (True, Certainty.HIGH): "Yes.",
    (False, Certainty.HIGH): "No.",
    (True, Certainty.MODERATE): "Probably yes.",
    (False, Certainty.MODERATE): "Probably not.",
    (True, Certainty.LOW): "Maybe yes.",
    (False, Certainty.LOW): "Maybe not.",
}
"""What a verdict of a certainty says to a question: yes or no."""


@dataclass(frozen=True, slots=True)
class NeutralQuestion:
    """The neutral question that a claim answers, and whether the claim, if true, answers it yes.

    Without a recorded question (None) the sentence speaks of the claim as it is stated.
    """

    text: str | None = None
    answered_yes: bool = True


def answer(rating: Rating, studies: Tally, question: NeutralQuestion, *, searched: str | None = None) -> str:
    """The answer to *question*, with the tally of *works* and what is not recorded.

    *searched* is the date of the last search that found nothing, where there is one.
    """
    opening = _opening(rating, question)
    if rating.verdict is Verdict.NONE_RECORDED and searched:
        opening = f"{opening[:-1]} (a partial search on {searched} found none)."

    if rating.verdict is Verdict.NONE_FOUND and searched:
        opening = f"A systematic search on {searched} found no study."

    parts = [opening]
    tally_words = _tally(studies, question)
    if rating.verdict not in {Verdict.NONE_RECORDED, Verdict.NONE_FOUND, Verdict.DEFINITION} and tally_words:
        separate = opening.endswith(".")
        parts = [
            f"{opening} {tally_words[0].upper()}{tally_words[1:]}."
            if separate
            else f"{opening}: {tally_words}."
        ]
    elif not opening.endswith("."):
        parts = [f"{opening}."]

    parts += _ending(rating, studies)

    return " ".join(parts)


OPENINGS = {
    Verdict.NONE_RECORDED: "No study recorded here answers this.",
    Verdict.NONE_FOUND: "A systematic search found no study.",
    Verdict.DEFINITION: "A matter of definition.",
    Verdict.CONTESTED: "The studies disagree",
}
"""The openings that hang on nothing but the verdict."""


def _opening(rating: Rating, question: NeutralQuestion) -> str:
    if rating.verdict in OPENINGS:
        return OPENINGS[rating.verdict]

    if rating.verdict is Verdict.UNCERTAIN:
        return _uncertain(rating, question)

    if question.text is None:
        sure = f", {rating.certainty}" if rating.certainty else ""
        return f"The claim as stated: {rating.verdict}{sure}."

    is_yes = (rating.verdict is Verdict.BACKED) is question.answered_yes
    if rating.certainty is None:
        return "Most studies say yes." if is_yes else "Most studies say no."

    return OPENING[is_yes, rating.certainty]


def _uncertain(rating: Rating, question: NeutralQuestion) -> str:
    opening = "Too little evidence to say" if _is_little(rating) else "Too uncertain to say"
    if rating.lean is None:
        return opening

    return f"{opening}; it leans {_direction(rating.lean, question)}"


def _is_little(rating: Rating) -> bool:
    """Whether neither side has two independent bodies of evidence, or any vote that is enough."""
    if rating.together.votes is not None:
        return True

    sums = rating.together.sums

    return max(sums.bodies(sums.supports), sums.bodies(sums.opposes)) < BODIES


def _direction(stance: Stance, question: NeutralQuestion) -> str:
    if question.text is None:
        return "for the claim" if stance is Stance.SUPPORTS else "against the claim"

    return "to yes" if (stance is Stance.SUPPORTS) is question.answered_yes else "to no"


def _tally(studies: Tally, question: NeutralQuestion) -> str:
    """How many works point where, those that point to yes first."""
    first = Heading.SUPPORTS if question.answered_yes else Heading.OPPOSES
    second = Heading.OPPOSES if question.answered_yes else Heading.SUPPORTS
    words, verbs = ("to yes", "to no"), ("points", "point")
    if question.text is None:
        first, second = Heading.SUPPORTS, Heading.OPPOSES
        words, verbs = ("for it", "against it"), ("speaks", "speak")

    pointing: list[str] = []
    for heading, word in ((first, words[0]), (second, words[1])):
        number = studies.count(heading)
        if not number:
            continue

        noun = count_in_words(number, "study", "studies") if not pointing else in_words(number)
        verb = verbs[number != 1] if not pointing else ""
        pointing.append(" ".join(filter(None, (noun, verb, word))) + _directly(studies, heading, number))

    others = (
        (Heading.INCONCLUSIVE, "could not tell", "could not tell"),
        (Heading.BOTH_WAYS, "is read both ways", "are read both ways"),
        (Heading.QUALIFIES, "answers in part", "answer in part"),
    )
    for heading, one, many in others:
        number = studies.count(heading)
        if number:
            noun = in_words(number) if pointing else count_in_words(number, "study", "studies")
            pointing.append(f"{noun} {one if number == 1 else many}")

    return _list_in_words(pointing)


def _directly(studies: Tally, heading: Heading, number: int) -> str:
    direct = studies.direct.get(heading, 0)
    if not direct or direct == number:
        return ""

    return f" ({in_words(direct)} of them directly)"


def _ending(rating: Rating, studies: Tally) -> list[str]:
    if rating.certainty is not None:
        gaps = dict.fromkeys((*_gaps(rating.together), *_gaps(rating.apart)))
        gap_words = f"; not recorded: {_list_in_words(list(gaps))}" if gaps else ""

        return [f"Certainty: {rating.certainty}{gap_words}."]

    studied = sum(
        studies.count(heading) for heading in (Heading.SUPPORTS, Heading.OPPOSES, Heading.INCONCLUSIVE)
    )
    by_weight = rating.together.votes is None
    if rating.verdict is Verdict.UNCERTAIN and by_weight and studied and not any(studies.direct.values()):
        unrecorded = _is_directness_unrecorded(rating)
        return ["(How directly is not recorded.)" if unrecorded else "(None studied this itself.)"]

    return []


GAPS = {
    "risk of bias": "the risk of bias",
    "imprecision": "an interval",
    "indirectness": "how directly",
    "amount": "how many people",
    "start": "what the reviews pool",
}
"""What is not recorded, by the domain that says so."""


def _gaps(finding: object) -> list[str]:
    grade = getattr(finding, "grade", None)
    return [GAPS[domain] for domain in grade.gaps] if grade else []


def _is_directness_unrecorded(rating: Rating) -> bool:
    from evidence_graph.model import Directness

    return any(
        reading.directness is Directness.NOT_RECORDED
        for weighing in rating.together.sums.weighings
        for reading, _ in weighing.factors
    )


def count_in_words(number: int, one: str, many: str) -> str:
    """A *number* in words with its noun."""
    return f"{in_words(number)} {one if number == 1 else many}"


def in_words(number: int) -> str:
    """A *number* in words up to twelve, else in figures."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _list_in_words(parts: list[str]) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)

    return f"{', '.join(parts[:-1])} and {parts[-1]}"
