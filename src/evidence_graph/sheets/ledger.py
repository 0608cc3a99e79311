"""What many sheets ask, asked once: the evidence and the verdict of each claim, and what each is about.

In comes a graph. One claim is answered alone; whoever needs all has them assessed in one pass.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import assess, assess_all
from evidence_graph.assessment.passes import overall_bias
from evidence_graph.audit import audit
from evidence_graph.grid import scheme_pairs, tabulate
from evidence_graph.model import Article, Claim, Concept, Curator, Procedure, RiskOfBias, Scheme, Verdict
from evidence_graph.sheets.details import search_sheets
from evidence_graph.study_evidence import by_study
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.assessment import Assessment
    from evidence_graph.audit import Audit
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.grid import Grid
    from evidence_graph.model import BiasJudgement, Citation, Evidence, Record
    from evidence_graph.sheets.details import SearchSheet
    from evidence_graph.study_evidence import StudyEvidence


LABELLED: Mapping[str, type[Record]] = {
    "article": Article,
    "claim": Claim,
    "concept": Concept,
    "curator": Curator,
    "scheme": Scheme,
}
"""The kinds of things that have a label, a title or a name, by the word for each."""


class Ledger:
    """The answers of one graph that more than one sheet needs; each is worked out once."""

    def __init__(self, graph: EvidenceGraph) -> None:
        self.graph = graph
        self._above: dict[str, frozenset[str]] = {}
        self._evidence: dict[str, Sequence[Evidence]] = {}
        self._studies: dict[str, list[StudyEvidence]] = {}
        self._assessments: dict[str, Assessment] = {}
        self._searches: dict[str, tuple[SearchSheet, ...]] = {}
        self._audits: dict[str, Audit] = {}

    @cached_property
    def claims(self) -> list[Claim]:
        """All claims."""
        return self.graph.claims()

    @cached_property
    def citations(self) -> list[Citation]:
        """All works."""
        return self.graph.citations()

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """All concepts by their ids."""
        return {concept.id: concept for concept in self.graph.all(Concept)}

    @cached_property
    def procedures(self) -> list[Procedure]:
        """All procedures."""
        return self.graph.all(Procedure)

    def evidence_of(self, claim: Claim) -> Sequence[Evidence]:
        """The evidence lines of *claim* with their works."""
        if claim.id not in self._evidence:
            self._evidence[claim.id] = self.graph.evidence(claim)

        return self._evidence[claim.id]

    def studies_of(self, claim: Claim) -> list[StudyEvidence]:
        """The studies of *claim*, each once."""
        if claim.id not in self._studies:
            self._studies[claim.id] = by_study(self.evidence_of(claim))

        return self._studies[claim.id]

    def assessment_of(self, claim: Claim) -> Assessment:
        """The assessment of *claim*."""
        if claim.id not in self._assessments:
            self._assessments[claim.id] = assess(self.graph, claim, evidence=self.evidence_of(claim))

        return self._assessments[claim.id]

    def searches_of(self, claim: Claim) -> tuple[SearchSheet, ...]:
        """The searches made for *claim* or for its topic."""
        if claim.id not in self._searches:
            self._searches[claim.id] = search_sheets(self.graph, self.graph.searches(claim))

        return self._searches[claim.id]

    def audit_of(self, article: Article) -> Audit:
        """The audit card of *article*."""
        if article.id not in self._audits:
            self._audits[article.id] = audit(self.graph, article, evidence_of=self._evidence_and_verdict)

        return self._audits[article.id]

    def _evidence_and_verdict(self, claim: Claim) -> tuple[list[StudyEvidence], Assessment]:
        return self.studies_of(claim), self.assessment_of(claim)

    @cached_property
    def studies(self) -> dict[str, list[StudyEvidence]]:
        """The studies of every claim."""
        return {claim.id: self.studies_of(claim) for claim in self.claims}

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """The assessment of every claim, made in one pass."""
        self._assessments = {assessment.claim: assessment for assessment in assess_all(self.graph)}

        return self._assessments

    @cached_property
    def claims_about(self) -> dict[str, list[Claim]]:
        """The claims about each concept or a narrower one, topics included."""
        by_concept: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            for concept in sorted(self._subjects(claim)):
                by_concept[concept].append(claim)

        return dict(by_concept)

    def _subjects(self, claim: Claim) -> set[str]:
        """The concepts that *claim* is about, and all above them."""
        subjects = {claim.topic, *claim.about}

        return subjects.union(*map(self.wider, subjects))

    @cached_property
    def procedures_about(self) -> dict[str, list[Procedure]]:
        """How to do what a concept names."""
        by_concept: dict[str, list[Procedure]] = defaultdict(list)
        for procedure in self.procedures:
            if procedure.concept:
                by_concept[procedure.concept].append(procedure)

        return dict(by_concept)

    @cached_property
    def narrower(self) -> dict[str, list[Concept]]:
        """The concepts right below each."""
        by_concept: dict[str, list[Concept]] = defaultdict(list)
        for concept in self.concepts.values():
            for above in concept.broader:
                by_concept[above].append(concept)

        return dict(by_concept)

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """The ids of all concepts below each, all the way down."""
        by_concept: dict[str, list[str]] = defaultdict(list)
        for concept in self.concepts:
            for above in self.wider(concept):
                by_concept[above].append(concept)

        return dict(by_concept)

    @cached_property
    def judged(self) -> dict[str, Counter[str]]:
        """How many claims list each work under which heading."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for headings in self._headings.values():
            for key, heading in headings.items():
                counts[key][heading] += 1

        return dict(counts)

    @cached_property
    def _headings(self) -> dict[str, dict[str, str]]:
        """The heading of each work, by claim."""
        headings: dict[str, dict[str, str]] = {}
        for claim, assessment in self.assessments.items():
            headings[claim] = assessment.tally.heading_by_key

        return headings

    def heading(self, claim: str, citation: str) -> str:
        """Under which heading *work* is listed for *claim*."""
        return self._headings[claim][citation]

    def counts(self, claim: Claim) -> dict[str, int]:
        """How many studies stand under each heading of *claim*; each study once."""
        by_heading = self.assessments[claim.id].tally.by_heading

        return {heading: len(keys) for heading, keys in by_heading.items()}

    def groups(self, claim: Claim) -> dict[str, list[StudyEvidence]]:
        """The studies of *claim* under each heading of its tally."""
        groups: dict[str, list[StudyEvidence]] = {heading: [] for heading in looks.HEADINGS}
        for study in self.studies[claim.id]:
            groups[self.heading(claim.id, study.citation.key)].append(study)

        return groups

    @cached_property
    def grids(self) -> list[Grid]:
        """What was studied, a grid for each pair of schemes of exposures and outcomes that lines name."""
        verdicts = {claim: assessment.verdict for claim, assessment in self.assessments.items()}
        pairs = scheme_pairs(self.graph)

        return [tabulate(self.graph, rows, columns, verdicts=verdicts) for rows, columns in pairs]

    @cached_property
    def bias(self) -> dict[str, list[RiskOfBias]]:
        """The judgements of the risk of bias of each work that has any."""
        by_citation: dict[str, list[RiskOfBias]] = {}
        for judgement in self.graph.all(RiskOfBias):
            by_citation.setdefault(judgement.citation, []).append(judgement)

        return by_citation

    def overall_bias(self, citation: str) -> BiasJudgement | None:
        """The risk of bias of *work* over all domains, where it is recorded."""
        return overall_bias(self.bias.get(citation, ()))

    def bearing_on(self, claim: Claim) -> list[Procedure]:
        """The procedures that *claim* bears on: it is about what they do, or about a narrower kind of it."""
        procedures: list[Procedure] = []
        for concept in self._subjects(claim):
            procedures += self.procedures_about.get(concept, ())

        return sorted(procedures, key=lambda procedure: (procedure.name.casefold(), procedure.id))

    def name(self, kind: str, identifier: str) -> str:
        """What a thing is called; its id when the data has no such thing."""
        if kind == "study":
            return self._label(identifier)
        if kind in LABELLED:
            return self.graph.label(identifier, LABELLED[kind])

        return identifier

    def _label(self, citation: str) -> str:
        return self._labels.get(citation, citation)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {citation.key: citation.label for citation in self.citations}

    def verdicts(self, claims: Iterable[Claim]) -> dict[Verdict, list[Claim]]:
        """The *claims* under each verdict, the most studied first."""
        groups: dict[Verdict, list[Claim]] = {verdict: [] for verdict in Verdict}
        for claim in sorted(claims, key=self._most_studied):
            groups[self.assessments[claim.id].verdict].append(claim)

        return groups

    def _most_studied(self, claim: Claim) -> tuple[int, str]:
        return -len(self.studies[claim.id]), claim.id

    def citations_for(self, claims: Iterable[Claim]) -> list[Citation]:
        """The works judged for any of *claims*, in the order of their labels."""
        citations: dict[str, Citation] = {}
        for claim in claims:
            for study in self.studies[claim.id]:
                citations[study.citation.key] = study.citation

        return self.in_order_of_labels(citations.values())

    def in_order_of_labels(self, citations: Iterable[Citation]) -> list[Citation]:
        """The *citations* as a reader looks for them."""
        return sorted(citations, key=lambda citation: (citation.label.casefold(), citation.key))

    def wider(self, concept: str) -> frozenset[str]:
        """The concepts above *concept*, all the way up; a circle ends."""
        if concept not in self._above:
            self._above[concept] = frozenset(reachable(self._broader(concept), self._broader))

        return self._above[concept]

    def _broader(self, concept: str) -> tuple[str, ...]:
        record = self.concepts.get(concept)
        return record.broader if record else ()
