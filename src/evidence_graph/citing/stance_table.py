"""What recorded works say to claims, as a table that a filter of documents looks stances up in.

In comes a graph; out goes a `StanceTable`, which holds plain words alone and can be written out for programs
that have neither the graph nor Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import assess, assess_all
from evidence_graph.model import Claim, RetractionStatus, Stance
from evidence_graph.study_evidence import by_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.assessment import Assessment
    from evidence_graph.citing.acceptances import Acceptance
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation

NOT_RECORDED = "not recorded"
RETRACTED = "retracted"

LEANS = {Stance.SUPPORTS: "leans for it", Stance.OPPOSES: "leans against it"}


@dataclass(frozen=True, slots=True)
class ClaimStances:
    """A claim: what it states, its verdict in words, and what each work that was judged says to it."""

    statement: str
    verdict: str
    stances: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownCitation:
    """A work: how a text calls it, its DOI, whether it was retracted."""

    label: str
    doi: str = ""
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class StanceTable:
    """The claims and works of a graph, other keys of works, and which sentences make which claims."""

    claims: Mapping[str, ClaimStances]
    citations: Mapping[str, KnownCitation]
    aliases: Mapping[str, str] = field(default_factory=dict)
    accepted: Sequence[Acceptance] = ()

    def key_of(self, name: str, doi: str = "") -> str | None:
        """The key of the work that a document cites as *name* and knows by *doi*; none if it is not recorded.

        The DOI decides: one name may mean two works in two libraries.
        """
        if doi:
            same = [key for key, citation in self.citations.items() if citation.doi == doi.casefold()]
            if same:
                return same[0]

        key = name if name in self.citations else self.aliases.get(name)
        if key is None or (doi and self.citations[key].doi):
            return None

        return key

    def words(self, claim: str | None, key: str | None) -> str:
        """What the work *key* says to *claim*, in words."""
        row, citation = self.claims.get(claim or ""), self.citations.get(key or "")
        stance = NOT_RECORDED
        if row:
            stance = row.stances.get(key or "", NOT_RECORDED)

        if citation and citation.is_retracted:
            stance = f"{stance}, {RETRACTED}"

        return stance


def stance_table(
    graph: EvidenceGraph, *, claims: Iterable[str] | None = None, accepted: Sequence[Acceptance] = ()
) -> StanceTable:
    """The table of *graph*, of all its claims or those of *claims* that it has."""
    if claims is None:
        assessments = {each.claim: each for each in assess_all(graph)}
        rows = {claim.id: _row(graph, claim, assessments[claim.id]) for claim in graph.claims()}
    else:
        chosen_claims = [graph.claim(claim) for claim in dict.fromkeys(claims) if graph.has(Claim, claim)]
        rows = {claim.id: _row(graph, claim, assess(graph, claim)) for claim in chosen_claims}

    citations = graph.citations()
    aliases = {
        alias: citation.key for citation in citations if citation.study for alias in citation.study.aliases
    }

    return StanceTable(rows, {citation.key: _citation(citation) for citation in citations}, aliases, accepted)


def _row(graph: EvidenceGraph, claim: Claim, assessment: Assessment) -> ClaimStances:
    stances = {
        study.citation.key: " / ".join(map(looks.word, study.stances))
        for study in by_study(graph.evidence(claim))
    }
    return ClaimStances(claim.statement, verdict_words(assessment), stances)


def _citation(citation: Citation) -> KnownCitation:
    is_retracted = (
        citation.study is not None and citation.study.retraction_status is RetractionStatus.RETRACTED
    )
    return KnownCitation(citation.label, (citation.doi or "").casefold(), is_retracted)


def verdict_words(assessment: Assessment) -> str:
    """The verdict of an *assessment*, with how sure it is or where it leans."""
    verdict = looks.word(assessment.verdict)
    if assessment.certainty:
        return f"{verdict}, {looks.word(assessment.certainty)} certainty"
    if assessment.lean in LEANS:
        return f"{verdict}, {LEANS[assessment.lean]}"

    return verdict
