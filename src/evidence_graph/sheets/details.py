"""What stands on more than one sheet: who says so, printed figures, searches, the risk of bias.

In come records; out go sheets with the names that the records only point to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from evidence_graph import model, names
from evidence_graph.model import (
    Assertion,
    Citation,
    Curator,
    Effect,
    EvidenceLine,
    Group,
    Passage,
    PassagePart,
    Quote,
    Reference,
    Result,
    RiskOfBias,
    Search,
    Study,
)
from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph


@dataclass(frozen=True, slots=True)
class PassageSheet(Sheet):
    """Where an article takes a stand, and what the passage does for the claim."""

    spread: ClassVar[tuple[str, ...]] = ("passage",)

    passage: Passage
    part: PassagePart
    """Whether it says the claim or only argues for it."""
    main: bool
    """Whether it is the one that is quoted where there is room for one."""


def passage_sheets(graph: EvidenceGraph, assertion: Assertion) -> tuple[PassageSheet, ...]:
    """The passages of *assertion* in the order of the text, each with its part."""
    passages = graph.passages(assertion)
    main = assertion.main_of(passages)

    return tuple(PassageSheet(each, assertion.part_of(each), each is main) for each in passages)


@dataclass(frozen=True, slots=True)
class AssertionSheet(Sheet):
    """An article's stand on a claim, and where it takes it."""

    spread: ClassVar[tuple[str, ...]] = ("assertion",)
    aside: ClassVar[tuple[str, ...]] = ("title", "statement")

    assertion: Assertion
    passages: tuple[PassageSheet, ...]
    """Where in the text it stands."""
    title: str
    statement: str


def assertion_sheets(graph: EvidenceGraph, assertions: Iterable[Assertion]) -> tuple[AssertionSheet, ...]:
    """The *assertions* with their passages, the title of the article and the statement of the claim."""
    sheets = (
        AssertionSheet(
            assertion,
            passage_sheets(graph, assertion),
            graph.label(assertion.article, model.Article),
            graph.label(assertion.claim, model.Claim),
        )
        for assertion in assertions
    )

    return tuple(sheets)


@dataclass(frozen=True, slots=True)
class NoStudy(Sheet):
    """Nothing is recorded of what the work did."""


@dataclass(frozen=True, slots=True)
class CitationSheet(Sheet):
    """A published work: its bibliographic record, what the study did and found, and what is unverified."""

    spread: ClassVar[tuple[str, ...]] = ("citation",)

    citation: Citation
    entry_type: str
    """What kind of publication it is, as BibTeX has it."""
    label: str
    """Author and year as they stand in a text."""
    unverified: tuple[str, ...]
    """The fields of the record that nobody could confirm."""
    study: Study | NoStudy
    """What the study did; an empty object where nothing is recorded of it."""
    results: tuple[Result, ...]
    """The key results."""


def citation_sheet(citation: Citation) -> CitationSheet:
    """All that is recorded of *citation* itself."""
    return CitationSheet(
        citation=citation,
        entry_type=citation.type,
        label=citation.label,
        unverified=citation.unverified,
        study=citation.study or NoStudy(),
        results=citation.results,
    )


@dataclass(frozen=True, slots=True)
class LineOfClaim(Sheet):
    """One judgement of a claim, with the work it speaks of."""

    spread: ClassVar[tuple[str, ...]] = ("line",)

    line: EvidenceLine
    citation: CitationSheet
    """The work that was judged."""
    quotations: tuple[Quote, ...]
    """All that it quotes, with place, role and fingerprint; `quotes` are those recorded without."""


@dataclass(frozen=True, slots=True)
class LineOfStudy(Sheet):
    """One judgement of a work, with the claim it speaks to."""

    spread: ClassVar[tuple[str, ...]] = ("line",)

    line: EvidenceLine
    claim: str
    """The id of the claim."""
    quotations: tuple[Quote, ...]
    """All that it quotes, with place, role and fingerprint; `quotes` are those recorded without."""


@dataclass(frozen=True, slots=True)
class EffectSheet(Sheet):
    """A printed figure, the numbers in it, and the groups it sets side by side."""

    spread: ClassVar[tuple[str, ...]] = ("effect",)
    aside: ClassVar[tuple[str, ...]] = ("label",)

    effect: Effect
    surrogate: bool
    """Whether something else was measured in place of what the claim speaks of."""
    estimate: float | None
    """The number that `value` is, where it is one number."""
    lower: float | None
    """The number that `low` is, where both ends of the interval are numbers."""
    upper: float | None
    """The number that `high` is, where both ends of the interval are numbers."""
    groups: tuple[Group, ...]
    """The groups or conditions that are set side by side."""
    label: str


def effect_sheets(graph: EvidenceGraph, effects: Iterable[Effect]) -> tuple[EffectSheet, ...]:
    """The *effects* with their groups and the labels of their works."""
    return tuple(_effect(graph, effect) for effect in effects)


def _effect(graph: EvidenceGraph, effect: Effect) -> EffectSheet:
    low, high = effect.interval or (None, None)
    groups = tuple(graph.all(Group, effect=effect))
    label = names.citation_of_key(graph.store, effect.citation).label

    return EffectSheet(effect, bool(effect.surrogate), effect.estimate, low, high, groups, label)


@dataclass(frozen=True, slots=True)
class SearchSheet(Sheet):
    """That somebody looked for studies: where, how, when, and what came of it."""

    spread: ClassVar[tuple[str, ...]] = ("search",)
    aside: ClassVar[tuple[str, ...]] = ("by",)

    search: Search
    by: str | None


def search_sheets(graph: EvidenceGraph, searches: Iterable[Search]) -> tuple[SearchSheet, ...]:
    """The *searches* with the names of those who made them."""
    return tuple(SearchSheet(search, curator_name(graph, search.curator)) for search in searches)


@dataclass(frozen=True, slots=True)
class BiasSheet(Sheet):
    """One judgement of how far a work may be off; without a domain it is over all."""

    spread: ClassVar[tuple[str, ...]] = ("judgement",)
    aside: ClassVar[tuple[str, ...]] = ("by",)

    judgement: RiskOfBias
    by: str | None


def bias_sheets(graph: EvidenceGraph, judgements: Iterable[RiskOfBias]) -> tuple[BiasSheet, ...]:
    """The *judgements* of the risk of bias with the names of those who made them."""
    return tuple(BiasSheet(judgement, curator_name(graph, judgement.curator)) for judgement in judgements)


def curator_name(graph: EvidenceGraph, curator: str | None) -> str | None:
    """The name of *curator*, where one is recorded."""
    if curator is None:
        return None

    return graph.label(curator, Curator)


def curators_of(graph: EvidenceGraph, lines: Iterable[EvidenceLine]) -> tuple[Curator, ...]:
    """Those who judged *lines*, each once; of one that the data do not hold only the id is known."""
    ids = sorted({line.curator for line in lines})

    return tuple(graph.get(Curator, one) if graph.has(Curator, one) else Curator(one, one) for one in ids)


@dataclass(frozen=True, slots=True)
class ListedReference(Sheet):
    """An entry of an article's reference list that names the work."""

    spread: ClassVar[tuple[str, ...]] = ("reference",)

    reference: Reference
    article: str
    """The key of the article."""


def listed_references(references: Iterable[Reference]) -> tuple[ListedReference, ...]:
    """The *references* to a work, each with the article it stands in."""
    return tuple(ListedReference(reference, reference.article) for reference in references)
