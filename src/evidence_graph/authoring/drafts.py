"""What people put into a book: a claim, a study, a judgement, before each has its id and its place.

    eg.Claim("Warming the pot first keeps tea hotter.", topic="brewing")
    eg.Study(title="Pots and their heat", author="Ladle, B.", year=2022)
    eg.Evidence(claim, study, stance="supports", directness="direct")

A field that is left out is not recorded. Values may be as they are, or in words ("randomised trial").
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring import intake

if TYPE_CHECKING:
    from evidence_graph import model
    from evidence_graph.authoring.book import Book
    from evidence_graph.authoring.quotes import QuoteDraft

Many = tuple[str, ...] | list[str] | str


class Draft:
    """Something that a book makes records of."""

    def values(self) -> dict[str, Any]:
        """What is said of it, by field."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]

        return {name: value for name, value in content.items() if value is not None and value != ()}


@dataclass(frozen=True)
class ClaimDraft(Draft):
    """A claim to be added: one sentence, under a topic that goes by its id or label.

    One in nearly the words of another is refused unless it is *new*.
    """

    statement: str
    topic: str = ""
    kind: model.ClaimKind | str | None = None
    about: Many = ()
    premises: Many = ()
    conflicts: Many = ()
    note: str | None = None
    asked_as: Many = ()
    question: str | None = None
    answers: model.Answer | str | None = None
    comparator: str | None = None
    qualifies: Many = ()
    refines: Many = ()
    undercuts: Many = ()
    claimant: str | None = None
    claim_date: str | None = None
    id: str = ""
    new: bool = False

    def add_to(self, book: Book) -> model.Claim:
        """The claim that *book* makes of it."""
        return intake.claim(book, self)


@dataclass(frozen=True)
class StudyDraft(Draft):
    """A study to be added: the record of the work, and the facts of what it did.

    *author* is one text as BibTeX has it ("Ladle, B. and Pot, C.") or a list of names; *bibtex* is an entry
    in whose place the others need not be given.
    """

    title: str | None = None
    author: Many = ()
    year: int | str | None = None
    journal: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    type: str | None = None
    bibtex: str | None = None
    key: str = ""
    design: model.StudyDesign | str | None = None
    design_note: str | None = None
    participants: int | str | None = None
    participants_note: str | None = None
    included_studies: int | str | None = None
    population: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    outcomes: str | None = None
    conflict_of_interest: str | None = None
    retraction_status: model.RetractionStatus | str | None = None
    retraction_note: str | None = None
    retraction_date: str | None = None
    retraction_source: str | None = None
    retraction_notices: Many = ()
    version_note: str | None = None
    version_of: str | None = None
    cohort: str | None = None
    pools: Many = ()
    pools_complete: bool | str | None = None
    pooled_designs: model.PooledDesigns | str | None = None
    concerns: Many = ()
    unverified: Many = ()
    aliases: Many = ()
    note: str | None = None
    trial_numbers: Many = ()

    def add_to(self, book: Book) -> model.Citation:
        """The work that *book* makes of it, or that is there already."""
        return intake.study(book, self)


@dataclass(frozen=True)
class EvidenceDraft(Draft):
    """A judgement to be added: what one curator says that a study means for a claim.

    *claim* and *study* are what `Book.add` gave back, or an id, a key or a DOI. Without a *curator* it is
    that of the book; without a *date* it is today. Of several in *finding* the first is the main one; each of
    *quotes* is a text, or a `QuoteDraft` that says where and as what it stands.
    """

    claim: model.Claim | str
    study: model.Citation | model.Study | str
    stance: model.Stance | str
    directness: model.Directness | str | None = None
    directness_note: str | None = None
    finding: Many | None = None
    rationale: str | None = None
    verified: bool | str | None = None
    link_basis: model.LinkBasis | str | None = None
    article: str | None = None
    used_for: model.CitationUse | str | None = None
    used_note: str | None = None
    date: str | None = None
    design: model.StudyDesign | str | None = None
    participants: int | str | None = None
    strength: str | None = None
    exposures: Many = ()
    outcomes: Many = ()
    quotes: list[QuoteDraft | str] | tuple[QuoteDraft | str, ...] | str = ()
    source_item: str | None = None
    note: str | None = None
    curator: str | None = None
    id: str = ""

    def add_to(self, book: Book) -> model.EvidenceLine:
        """The evidence line that *book* makes of it."""
        return intake.evidence(book, self)
