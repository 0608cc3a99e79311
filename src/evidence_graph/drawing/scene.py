"""What is on the map: the claims asked for, their studies, and the claims next to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.model import Stance, StudyDesign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.graph import EvidenceGraph, StudyEvidence
    from evidence_graph.model import Article, Assertion, Citation, Claim

FAMILIES: dict[str, tuple[StudyDesign, ...]] = {
    "review": (
        StudyDesign.META_ANALYSIS,
        StudyDesign.NETWORK_META_ANALYSIS,
        StudyDesign.SYSTEMATIC_REVIEW,
    ),
    "trial": (
        StudyDesign.RANDOMISED_CONTROLLED_TRIAL,
        StudyDesign.RANDOMISED_CROSSOVER,
        StudyDesign.NON_RANDOMISED_TRIAL,
        StudyDesign.BEFORE_AFTER,
    ),
    "observational": (
        StudyDesign.COHORT,
        StudyDesign.CASE_CONTROL,
        StudyDesign.CROSS_SECTIONAL,
        StudyDesign.RETROSPECTIVE_RECORDS,
        StudyDesign.SURVEY,
        StudyDesign.CASE_REPORT,
    ),
    "laboratory": (
        StudyDesign.LABORATORY_EXPERIMENT,
        StudyDesign.ANIMAL_EXPERIMENT,
        StudyDesign.CADAVER_STUDY,
        StudyDesign.MODELLING,
    ),
    "opinion": (StudyDesign.NARRATIVE_REVIEW, StudyDesign.EXPERT_OPINION),
}
"""The designs by the shape they share on the map; a design is a shape, and 19 shapes are none."""

_FAMILY = {design: family for family, designs in FAMILIES.items() for design in designs}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn, in an order that does not change: claims, neighbours, studies, works, articles."""

    graph: EvidenceGraph
    claims: tuple[Claim, ...]
    neighbours: tuple[Claim, ...]
    studies: Mapping[str, tuple[StudyEvidence, ...]]
    works: Mapping[str, Citation]
    articles: tuple[Article, ...]
    assertions: tuple[Assertion, ...]

    @property
    def all_claims(self) -> tuple[Claim, ...]:
        """The claims asked for, then those next to them."""
        return self.claims + self.neighbours

    def counts(self, claim: Claim) -> dict[Stance, int]:
        """How many studies take each stance; one that the curators judge differently counts in each."""
        counted = Counter(stance for study in self.studies.get(claim.id, ()) for stance in study.stances)
        return {stance: counted[stance] for stance in Stance}


def choose(graph: EvidenceGraph, claims: Iterable[Claim | str] | None = None) -> Scene:
    """All of *graph*, or *claims* with the claims they rest on or conflict with, and the evidence of all."""
    everything = sorted(graph.claims(), key=lambda c: c.id)
    wanted = None if claims is None else {graph.claim(c).id for c in claims}
    chosen = tuple(c for c in everything if wanted is None or c.id in wanted)
    near = _neighbours(chosen, everything)
    studies = {claim.id: tuple(graph.studies(claim)) for claim in (*chosen, *near)}
    works = {s.citation.key: s.citation for group in studies.values() for s in group}
    if wanted is None:
        works |= {work.key: work for work in graph.citations()}
    shown = {claim.id for claim in (*chosen, *near)}
    assertions = tuple(a for a in graph.assertions() if a.claim in shown)
    heard = {a.article for a in assertions}
    articles = tuple(a for a in graph.articles() if wanted is None or a.id in heard)
    drawn = {article.id for article in articles}
    return Scene(
        graph,
        chosen,
        near,
        studies,
        {key: works[key] for key in sorted(works)},
        tuple(sorted(articles, key=lambda a: a.id)),
        tuple(a for a in assertions if a.article in drawn),
    )


def family(work: Citation) -> str:
    """The group of designs that *work* belongs to, "unknown" when its design is not recorded."""
    return _FAMILY.get(work.study.design, "unknown") if work.study and work.study.design else "unknown"


def _neighbours(chosen: tuple[Claim, ...], everything: list[Claim]) -> tuple[Claim, ...]:
    ids = {claim.id for claim in chosen}
    named = {near for claim in chosen for near in (*claim.premises, *claim.conflicts)}
    pointing = {c.id for c in everything if ids & {*c.premises, *c.conflicts}}
    return tuple(c for c in everything if c.id in (named | pointing) - ids)
