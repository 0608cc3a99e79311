"""The words by which people and tables say a value of a closed set, and which value each of them is.

What two people would take for two things ("mixed", "partly") has no meaning here: the row is refused, and
whoever knows the table says what it means (``--value label:Mixed=qualifies``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.model import BiasJudgement, Direction, RetractionStatus, Stance, StudyDesign

if TYPE_CHECKING:
    from enum import StrEnum

STANCES: dict[StrEnum, str] = {
    Stance.SUPPORTS: (
        "support supports supported supporting for pro yes true agree agrees confirm confirms confirmed "
        "entailment entails positive in_favour in_favor favours favors backs +"
    ),
    Stance.OPPOSES: (
        "oppose opposes opposed opposing against con no false refute refutes refuted refuting contradict "
        "contradicts contradicted contradiction disagree disagrees negative does_not_support not_supported "
        "rejects rejected − -"
    ),
    Stance.INCONCLUSIVE: (
        "inconclusive could_not_tell unclear uncertain undetermined n.s ns not_significant non_significant "
        "nonsignificant no_significant_difference ○"
    ),
    Stance.QUALIFIES: "qualifies qualified in_part ~",
    Stance.BACKGROUND: (
        "background neutral nei not_enough_info not_enough_information no_evidence unrelated irrelevant "
        "not_relevant ·"
    ),
}
"""Labels of public collections of claims with evidence, and the words and signs that this program prints."""

DIRECTION_WORDS = frozenset({"positive", "negative", "favours", "favors"})
"""Words for a stance that tell the direction of an effect as often: "negative" may be what the claim says."""

ANSWER_WORDS = frozenset({"yes", "no", "true", "false"})
"""Words for a stance that answer any question: whether a trial was blinded, for one."""

DESIGNS: dict[StrEnum, str] = {
    StudyDesign.RANDOMISED_CONTROLLED_TRIAL: (
        "rct randomised_trial randomised_clinical_trial randomised_controlled_study"
    ),
    StudyDesign.RANDOMISED_CROSSOVER: (
        "crossover_trial crossover_rct randomised_cross_over_trial randomised_crossover_trial"
    ),
    StudyDesign.NON_RANDOMISED_TRIAL: (
        "nrct non_rct quasi_randomised_trial quasi_experimental non_randomised_controlled_trial"
    ),
    StudyDesign.SYSTEMATIC_REVIEW: "sr systematic_literature_review",
    StudyDesign.META_ANALYSIS: "ma systematic_review_and_meta_analysis metaanalysis",
    StudyDesign.COHORT: "cohort_study prospective_cohort prospective_cohort_study retrospective_cohort_study",
    StudyDesign.CASE_CONTROL: "case_control_study",
    StudyDesign.CROSS_SECTIONAL: "cross_sectional_study",
    StudyDesign.CASE_REPORT: "case_series case_study",
    StudyDesign.NARRATIVE_REVIEW: "literature_review",
    StudyDesign.EXPERT_OPINION: "editorial opinion commentary",
    StudyDesign.LABORATORY_EXPERIMENT: "in_vitro laboratory_study",
    StudyDesign.ANIMAL_EXPERIMENT: "animal_study in_vivo_animal",
}
"""What extraction sheets call designs, beside the words of the vocabulary."""

BIASES: dict[StrEnum, str] = {
    BiasJudgement.LOW: "low_risk low_risk_of_bias +",
    BiasJudgement.SOME_CONCERNS: "moderate moderate_risk some_concern some_concerns_of_bias",
    BiasJudgement.HIGH: "serious high_risk high_risk_of_bias −",
    BiasJudgement.CRITICAL: "critical_risk very_serious",
    BiasJudgement.UNCLEAR: "no_information unclear_risk unclear_risk_of_bias ni ?",
}
"""RoB 1, RoB 2 and ROBINS-I in the words of robvis and RevMan."""

DIRECTIONS: dict[StrEnum, str] = {
    Direction.FOR: "favours favors supports positive",
    Direction.AGAINST: "opposes negative",
    Direction.NEITHER: "none no_difference null",
}
RETRACTIONS: dict[StrEnum, str] = {
    RetractionStatus.RETRACTED: "retraction",
    RetractionStatus.NONE_FOUND: "not_retracted",
}

WORDS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Stance: STANCES,
    StudyDesign: DESIGNS,
    BiasJudgement: BIASES,
    Direction: DIRECTIONS,
    RetractionStatus: RETRACTIONS,
}
"""Of each closed set that a column may hold, the words for its values beside those of the vocabulary."""

NOT_LETTERS = re.compile(r"[\s_\-/]+")


def fold(text: str) -> str:
    """*text* as it is compared: small, one space between words, one spelling of "randomised".

    >>> fold("NOT_ENOUGH_INFO"), fold(" Randomized-Controlled trial. ")
    ('not enough info', 'randomised controlled trial')
    """
    if len(text.strip()) > 1:
        words = NOT_LETTERS.sub(" ", text.strip().casefold())
    else:
        words = text.strip()

    return words.strip().rstrip(".").replace("randomized", "randomised").replace("\u2212", "−")


def meaning(choices: type[StrEnum], text: str) -> StrEnum | None:
    """The value of the closed set *choices* that *text* is a word for, if it is one."""
    return words_for(choices).get(fold(text))


def says_a_side(text: str) -> bool:
    """Whether *text* is for or against wherever it stands; "negative" and "no" may tell another thing.

    >>> says_a_side("Refutes"), says_a_side("negative"), says_a_side("no"), says_a_side("unclear")
    (True, False, False, False)
    """
    is_side = meaning(Stance, text) in {Stance.SUPPORTS, Stance.OPPOSES}

    return is_side and len(text.strip()) > 1 and not is_direction(text)


def is_direction(text: str) -> bool:
    """Whether *text* would be for or against a claim, and may tell the direction of an effect instead."""
    return fold(text) in DIRECTION_WORDS or fold(text) in ANSWER_WORDS


PRINTED = ("word", "heading", "title", "verb", "short", "sign")
"""What of a look is printed in place of its value."""


@cache
def printed_words(choices: type[StrEnum]) -> dict[str, StrEnum]:
    """The values of a closed set by their names and by every word and sign that we print for them."""
    words = {fold(value.value): value for value in choices}
    for value in choices:
        look = looks.LOOKS[choices][value]
        for word in filter(None, (getattr(look, part, "") for part in PRINTED)):
            words.setdefault(fold(word), value)

    return words


@cache
def words_for(choices: type[StrEnum]) -> dict[str, StrEnum]:
    """The values of a closed set by all words for them, those that others use among them."""
    words = dict(printed_words(choices))
    for value, others in WORDS.get(choices, {}).items():
        for word in others.split():
            words.setdefault(fold(word), value)

    return words
