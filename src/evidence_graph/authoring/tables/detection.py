"""Which column of a table without a preset becomes which field: by the words of the header, then by values.

A header says it where it is one of the words below. Else the values may: a column of few values that are
mostly words for a stance, one of which can be nothing else, is one, and so is a column of DOIs. Where the
words tell no more than a direction ("negative"), which of them is for the claim is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.authoring.tables import cell_values
from evidence_graph.authoring.tables.targets import BY_NAME, FIGURE, NO_PLACE
from evidence_graph.bibliography.identifiers import bare_doi, is_doi
from evidence_graph.looks.value_words import DIRECTION_WORDS, fold, meaning, says_a_side
from evidence_graph.model import Stance, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from evidence_graph.authoring.tables.source_rows import SourceTable

HEADER_WORDS = {
    "claim": "statement claim_text proposition hypothesis assertion claim_statement",
    "claim_kind": "kind_of_claim claim_type",
    "claim_comparator": "comparator_of_claim",
    "claimant": "speaker claimed_by claim_source stated_by claim_author claim_maker",
    "claim_date": "date_of_claim claimed_on claim_published",
    "question": "research_question review_question neutral_question",
    "topic": "topic_ip topic_id category subject theme domain_of_claim",
    "topic_label": "topic_name",
    "stance": (
        "label verdict direction_of_evidence evidence_direction position relation supports support"
        " claim_label supports_claim supports_the_claim supports_hypothesis stance_on_claim"
    ),
    "directness": "indirectness",
    "finding": (
        "result results findings main_finding key_finding key_result key_results summary conclusion"
        " conclusions"
    ),
    "rationale": "reason reasoning explanation justification why",
    "quote": (
        "evidence quotation snippet excerpt passage verbatim evidence_text evidence_sentence sentence"
        " text_quote"
    ),
    "quote_place": "page location section quote_location place_of_quote",
    "quote_role": "role_of_quote quote_type",
    "further_findings": "other_findings further_results",
    "language": "lang",
    "strength": (
        "strength_of_evidence evidence_level level_of_evidence rating grade confidence certainty quality"
    ),
    "source_item": "id evidence_id item_id item record_id row_id",
    "note": "notes comment comments remark remarks",
    "curator": "reviewer annotator rater coder judged_by reviewer_name",
    "date": "date_judged judged_on last_updated review_date date_of_judgement",
    "key": "bibtex_key citation_key citekey cite_key bibkey",
    "citation_id": "reference reference_id source_id paper_id",
    "printed": "citation study study_id study_name trial study_label paper first_author_year",
    "author": "authors author_s first_author author_names",
    "title": "article_title study_title paper_title title_of_study",
    "year": "publication_year year_of_publication pub_year published_year",
    "container": "journal journal_name source_title publication journal_title",
    "volume": "vol",
    "issue": "number_of_issue",
    "pages": "page_range",
    "doi": "digital_object_identifier doi_link",
    "pmid": "pubmed_id pubmed pubmedid pm_id",
    "pmcid": "pmc pmc_id",
    "url": "link web_address website",
    "design": "study_design type_of_study study_type design_of_study",
    "bias": "risk_of_bias rob overall_risk_of_bias overall_bias risk_of_bias_overall",
    "participants": "n sample_size number_of_participants sample n_participants total_n subjects",
    "population": "participants_description patients population_description",
    "intervention": "exposure treatment intervention_description",
    "comparator": "control comparison_group comparator_description",
    "outcomes": "outcome outcome_measures outcomes_measured",
    "conflict_of_interest": "coi conflicts_of_interest competing_interests declaration_of_interests",
    "cohort": "cohort_name data_source dataset",
    "trial_numbers": "trial_number trial_registration registration_number nct nct_id nct_number registry_id",
}
"""The words of a header by the field they stand for; the name of the field itself is one too."""

_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
ANYTHING_BUT_LETTERS = re.compile(r"[^\w]+|_+")

SAMPLE = 2_000
"""So many rows are looked at to tell a column by its values."""

MOSTLY = 0.6
"""The share of a column's filled cells that must be of a kind, where the header says nothing."""

FEW = 12
"""A column of labels has at most so many different values."""


def column_targets(
    table: SourceTable, *, taken: Iterable[str] = (), columns: Iterable[str] = ()
) -> dict[str, str]:
    """The field that each of *columns* becomes, and nothing where none is found.

    Fields that are *taken* are given to no column a second time.
    """
    free = [column for column in table.columns if column in set(columns)]
    targets_by_column: dict[str, str] = {}
    used = set(taken)

    has_figures = any(header_word(column) == "measure" for column in table.columns)
    for column in free:
        target = _by_header(column, has_figures=has_figures)
        if target and target not in used and _is_meant(target, _filled_cells(table, column)):
            targets_by_column[column] = target
            used.add(target)

    for column in free:
        if column not in targets_by_column:
            target = _by_values(_filled_cells(table, column))
            targets_by_column[column] = target if target and target not in used else NO_PLACE
            used.add(targets_by_column[column])

    if "claim" in used and "stance" not in used:
        targets_by_column |= unknown_labels(
            table, [column for column in free if targets_by_column[column] == NO_PLACE]
        )

    return targets_by_column


def unknown_labels(table: SourceTable, columns: Iterable[str]) -> dict[str, str]:
    """The column that is called a label or tells a direction, though no word says a side: its rows ask."""
    for column in columns:
        cells = _filled_cells(table, column)
        is_label = _WORDS.get(header_word(column)) == "stance"
        if len(set(cells)) <= FEW and (is_label or _tells_direction(cells)):
            return {column: "stance"}

    return {}


SIDES = frozenset(
    {
        "stance",
        "verdict",
        "position",
        "supports",
        "support",
        "direction_of_evidence",
        "evidence_direction",
        "supports_claim",
        "supports_the_claim",
        "supports_hypothesis",
        "stance_on_claim",
    }
)
"""Headers under which any word for a stance is one."""


def direction_columns(table: SourceTable, targets: Mapping[str, str]) -> list[str]:
    """The columns of stances, by their *targets*, whose words are perhaps the direction of an effect alone.

    "negative" under "Direction" may be what the claim says of the effect, or that the study denies it.
    """
    columns: list[str] = []
    for column, target in targets.items():
        if target == "stance" and header_word(column) not in SIDES:
            cells = _filled_cells(table, column)
            if _tells_direction(cells):
                columns.append(column)

    return columns


def _tells_direction(cells: Sequence[str]) -> bool:
    """Whether words for a direction stand in *cells*, and none that says a side wherever it stands."""
    has_direction = any(fold(cell) in DIRECTION_WORDS for cell in cells)

    return has_direction and not any(map(says_a_side, cells))


def header_word(column: str) -> str:
    """The name of *column* as headers are compared.

    >>> header_word("Evidence Direction"), header_word("DOI link "), header_word("Author(s)")
    ('evidence_direction', 'doi_link', 'author_s')
    """
    return ANYTHING_BUT_LETTERS.sub("_", column.strip().casefold()).strip("_")


def _by_header(column: str, *, has_figures: bool) -> str | None:
    """The field that the header names; "value" or "low" names a figure only where its measure stands too.

    What stands in brackets behind it, such as a unit or a short form, counts for nothing: "Sample size (n)".
    """
    for name in (column, _BRACKET.sub("", column)):
        word = header_word(name)
        target = (has_figures and _FIGURE_WORDS.get(word)) or _WORDS.get(word)
        if target:
            return target

    return None


def _is_meant(target: str, cells: Sequence[str]) -> bool:
    """Whether *cells* do not speak against *target*: of a label some value must be a word for a stance."""
    return target != "stance" or not cells or _share(cells, Stance) > 0


def _by_values(cells: Sequence[str]) -> str | None:
    """The field that a column of *cells* becomes by what they look like."""
    if not cells:
        return None
    is_side = any(map(says_a_side, cells))
    if is_side and len(set(cells)) <= FEW and _share(cells, Stance) > MOSTLY:
        return "stance"
    if len(set(cells)) <= len(StudyDesign) and _share(cells, StudyDesign) > MOSTLY:
        return "design"

    dois = sum(1 for cell in cells if is_doi(bare_doi(cell)))
    if dois > MOSTLY * len(cells):
        return "doi"

    labelled = sum(1 for cell in cells if cell_values.LABELLED_PMID.search(cell) and len(cell) < SHORT)
    if labelled > MOSTLY * len(cells):
        return "citation_id"

    return None


SHORT = 60
"""Letters of an identifier; a longer text is a sentence that names one."""


def _share(cells: Sequence[str], choices: type[StrEnum]) -> float:
    """The share of *cells* that are words for a value of *choices*; bare numbers and signs are none."""
    worded = sum(1 for cell in cells if len(cell) > 1 and meaning(choices, cell) is not None)

    return worded / len(cells)


def _filled_cells(table: SourceTable, column: str) -> list[str]:
    """The cells of *column* in which something stands."""
    cells = (row.cells.get(column, "") for row in table.rows[:SAMPLE])

    return [cell.strip() for cell in cells if not cell_values.is_missing(cell)]


def _header_words() -> dict[str, str]:
    """The field of each word of a header."""
    words = {name: name for name, target in BY_NAME.items() if target.becomes != FIGURE and name not in VAGUE}
    for name, others in HEADER_WORDS.items():
        words |= dict.fromkeys(others.split(), name)

    return words


VAGUE = frozenset({"type"})
"""Fields that a header of the same name seldom means."""

_WORDS = _header_words()
_FIGURE_WORDS = {name: name for name, target in BY_NAME.items() if target.becomes == FIGURE}
