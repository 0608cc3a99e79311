"""What a column can become: each field with the word a report has for it, and how its cells are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring.tables import cell_values, people
from evidence_graph.authoring.tables.source_rows import cut
from evidence_graph.authoring.tables.unreadable import Unreadable
from evidence_graph.looks.value_words import meaning

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Target:
    """A field that a column can become.

    *becomes* is the word of reports; columns with the same word are told together. A row without what is
    *vital* cannot be taken in.
    """

    name: str
    becomes: str
    read: Callable[[str], object] = cell_values.plain
    choices: type[StrEnum] | None = None
    vital: bool = False
    joined: bool = False


def _verbatim(text: str) -> str:
    return text.strip()


def _words(text: str) -> tuple[str, ...]:
    """The words of a list."""
    parts = text.replace("|", ";").split(";")

    return tuple(dict.fromkeys(cell_values.plain(part) for part in parts if not cell_values.is_missing(part)))


def _lines(text: str) -> tuple[str, ...]:
    """The names of a list that has one a line, each as it is to be printed."""
    return tuple(cell_values.plain(line) for line in text.splitlines() if line.strip())


def _language(text: str) -> str:
    tag = LANGUAGES.get(text.strip().lower(), text.strip().replace("_", "-"))
    if not 2 <= len(tag.split("-")[0]) <= 3 or not tag.replace("-", "").isalnum():  # noqa: PLR2004 - en, deu
        raise Unreadable(f"“{text}” is no tag of a language", "write it as en or de")

    return tag


def _choice(name: str, becomes: str, choices: type[StrEnum], *, vital: bool = False) -> Target:
    return Target(name, becomes, choices=choices, vital=vital)


def _number(name: str, becomes: str) -> Target:
    return Target(name, becomes, cell_values.whole_number)


LANGUAGES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "russian": "ru",
    "polish": "pl",
    "turkish": "tr",
    "arabic": "ar",
    "persian": "fa",
}
"""The tags of the languages that tables write out (ISO 639-1)."""

CLAIM, JUDGEMENT, STUDY, FIGURE = "claim", "judgement", "study", "figure"

TARGETS: tuple[Target, ...] = (
    # the claim
    Target("claim", CLAIM, vital=True),
    Target("claim_id", CLAIM),
    _choice("claim_kind", CLAIM, model.ClaimKind),
    Target("claim_note", CLAIM, joined=True),
    Target("claim_comparator", CLAIM, joined=True),
    Target("claimant", "claimant", joined=True),
    Target("claim_date", "date of the claim", cell_values.day),
    Target("question", "question"),
    _choice("answers", "question", model.Answer),
    Target("topic", "topic"),
    Target("topic_label", "topic"),
    # the judgement
    _choice("stance", "stance", model.Stance, vital=True),
    _choice("directness", "directness", model.Directness),
    Target("directness_note", "directness"),
    Target("finding", "finding", joined=True),
    Target("rationale", "reason", joined=True),
    Target("quote", "quote", _verbatim),
    Target("quote_place", "place of the quote", joined=True),
    _choice("quote_role", "role of the quote", model.QuoteRole),
    Target("further_findings", "further findings", _lines),
    Target("language", "language", _language),
    Target("strength", "strength as printed", joined=True),
    Target("source_item", "source's item"),
    Target("note", "note", joined=True),
    Target("curator", "curator"),
    Target("date", "date", cell_values.day),
    Target("verified", "confirmed", cell_values.truth),
    _choice("line_design", "design of the judgement", model.StudyDesign),
    _number("line_participants", "size of the judgement"),
    Target("exposures", "what was done", _words),
    Target("outcomes_studied", "what was measured", _words),
    # the study
    Target("key", STUDY),
    Target("citation_id", STUDY, cell_values.named_citation),
    Target("printed", STUDY),
    Target("author", STUDY, people.people, joined=True),
    Target("author_list", STUDY, _lines),
    Target("title", STUDY),
    Target("year", STUDY, cell_values.year),
    Target("container", STUDY),
    Target("volume", STUDY),
    Target("issue", STUDY),
    Target("pages", STUDY),
    Target("doi", STUDY, cell_values.doi),
    Target("pmid", STUDY, cell_values.pmid),
    Target("pmcid", STUDY, cell_values.pmcid),
    Target("url", STUDY, cell_values.web),
    Target("alias", STUDY, _words),
    Target("type", STUDY),
    _choice("design", "design", model.StudyDesign),
    Target("design_note", "design", joined=True),
    _number("participants", "people"),
    _number("included_studies", "works it pools"),
    Target("population", "population", joined=True),
    Target("intervention", "intervention", joined=True),
    Target("comparator", "comparator", joined=True),
    Target("outcomes", "outcomes", joined=True),
    Target("conflict_of_interest", "conflict of interest", cell_values.interests, joined=True),
    _choice("retraction_status", "retraction", model.RetractionStatus),
    Target("cohort", "cohort"),
    Target("trial_numbers", "trial number", _words),
    Target("study_note", "note on the study", joined=True),
    # a figure with its groups
    Target("measure", FIGURE),
    Target("value", FIGURE, cell_values.printed_figure),
    Target("low", FIGURE, cell_values.printed_figure),
    Target("high", FIGURE, cell_values.printed_figure),
    Target("interval", FIGURE, cell_values.interval),
    Target("estimate", FIGURE, cell_values.estimate),
    _number("level", FIGURE),
    Target("standard_error", FIGURE, cell_values.printed_figure),
    Target("p", FIGURE, cell_values.printed_figure),
    Target("unit", FIGURE),
    Target("outcome", FIGURE),
    Target("timepoint", FIGURE),
    Target("comparison", FIGURE),
    _choice("direction", FIGURE, model.Direction),
    Target("group1", FIGURE),
    _number("events1", FIGURE),
    _number("without1", FIGURE),
    _number("total1", FIGURE),
    Target("mean1", FIGURE, cell_values.printed_figure),
    Target("deviation1", FIGURE, cell_values.printed_figure),
    Target("group2", FIGURE),
    _number("events2", FIGURE),
    _number("without2", FIGURE),
    _number("total2", FIGURE),
    Target("mean2", FIGURE, cell_values.printed_figure),
    Target("deviation2", FIGURE, cell_values.printed_figure),
    # the risk of bias
    _choice("bias", "risk of bias", model.BiasJudgement),
    Target("bias_reason", "risk of bias"),
    Target("bias_domain", "risk of bias"),
    Target("instrument", "risk of bias"),
)
BY_NAME = {target.name: target for target in TARGETS}

DOMAIN = "bias:"
"""Before the name of a domain: a column that judges the risk of bias in it, ``bias:Randomisation``."""

NO_PLACE = ""
"""What a column is mapped to that has no place."""


def target_of(name: str) -> Target | None:
    """The field called *name*, if there is one.

    >>> target_of("bias:Deviations").becomes, target_of("claim").vital, target_of("colour")
    ('risk of bias', True, None)
    """
    if name.startswith(DOMAIN) and len(name) > len(DOMAIN):
        return Target(name, "risk of bias", choices=model.BiasJudgement)

    return BY_NAME.get(name)


def reading(target: Target, text: str) -> object:
    """What *text* says as *target*; raises Unreadable where it says nothing of the kind."""
    if target.choices is None:
        return target.read(text)

    value = meaning(target.choices, text)
    if value is None:
        raise Unreadable(f"“{cut(text)}” has no meaning yet", "")

    return value
