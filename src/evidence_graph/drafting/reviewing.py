"""Decisions on what was proposed: each is written at once, so that an unfinished review loses nothing.

accept   the sentence makes a new claim, or one that is known; its passage becomes part of the data
reject   it makes none
judge    what a reference that it means says to the claim, as a judgement of the curator
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring import editing
from evidence_graph.authoring.drafts import ClaimDraft, EvidenceDraft
from evidence_graph.checks.fingerprints import fingerprint
from evidence_graph.drafting import proposed
from evidence_graph.errors import RefusedChange, UnknownName
from evidence_graph.sheets.proposal_sheet import Decision, LikelyReference, ProposedArticle, ProposedClaim

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from evidence_graph.authoring import Book


class Review:
    """A review of *article* in *folder*: what is proposed as it is now, and what can be decided on it."""

    def __init__(self, folder: Path | str, article: str | None = None, *, curator: str | None = None) -> None:
        self.folder = Path(folder)
        self.proposed: ProposedArticle = proposed.load(self.folder, article)
        self._curator = curator

    def accept(
        self,
        number: int,
        *,
        statement: str = "",
        claim: str = "",
        topic: str = "",
        attitude: model.Attitude = model.Attitude.ASSERTS,
        force: model.Force | None = None,
    ) -> ProposedClaim:
        """Let the sentence make the known *claim*, or a new one that says *statement*, by default its words.

        A new claim is under *topic*, without one under the title of the article. Raises UnknownName for a
        claim that is not in the folder, NearClaim for a new one in nearly the words of another, RefusedChange
        where the proposal was decided on.
        """
        one = self._undecided(number)
        with self._edit() as book:
            name = claim or self._new_claim(book, one, statement or one.statement, topic)
            if name not in book.records(model.Claim):
                raise UnknownName("claim", name, hint="Accept a sentence for a claim of this folder.")

            self._assert(book, one, name, attitude, force or one.force)

        return self._decide(replace(one, decision=Decision.ACCEPTED, claim=name))

    def accept_known(
        self, number: int, place: int, *, attitude: model.Attitude = model.Attitude.ASSERTS
    ) -> ProposedClaim:
        """Let the sentence take a stand on the known claim at a *place*, from 1, of those proposed for it.

        Raises UnknownName where there is none, RefusedChange where it is not in the folder.
        """
        candidates = self.proposed.claim(number).known
        if not 0 < place <= len(candidates):
            raise UnknownName(
                "known claim", str(place), hint=f"There are {len(candidates)} for this sentence."
            )

        claim = candidates[place - 1]
        if not claim.here:
            cure = "Accept the sentence as a claim of this folder instead."
            raise RefusedChange(f"{claim.claim} is a claim of {claim.base}, not of this folder. {cure}")

        return self.accept(number, claim=claim.claim, attitude=attitude)

    def _new_claim(self, book: Book, one: ProposedClaim, statement: str, topic: str) -> str:
        twin = book.claim_words.same(statement)
        if twin is not None and self._is_recorded(book, one, twin):
            return twin  # it was written, and the review cut off before it was noted

        added: model.Claim = book.add(ClaimDraft(statement, topic=topic or self.proposed.title))

        return added.id

    def _is_recorded(self, book: Book, one: ProposedClaim, claim: str) -> bool:
        """Whether the very sentence is recorded for *claim* already."""
        recorded = book.records(model.Assertion).get(f"{self.proposed.article}.{claim}")

        return recorded is not None and self._passage(one).id in recorded.passages

    def _passage(self, one: ProposedClaim) -> model.Passage:
        """Where the sentence stands, with the fingerprint by which it is found in a text that has changed."""
        name = f"{self.proposed.article}.{one.start}-{one.end}"
        return model.Passage(name, one.start, one.end, one.paragraph, fingerprint(one.sentence))

    def _assert(
        self, book: Book, one: ProposedClaim, claim: str, attitude: model.Attitude, force: model.Force
    ) -> None:
        """Record that the article takes a stand on *claim* in that sentence, beside others where it does."""
        article = self.proposed.article
        passage = self._passage(one)
        name = f"{article}.{claim}"
        recorded = book.records(model.Assertion).get(name)
        book.put(passage)
        if recorded is None:
            book.put(model.Assertion(name, claim, article, attitude, force, (passage.id,)))
        elif passage.id not in recorded.passages:
            book.put(replace(recorded, passages=(*recorded.passages, passage.id)))

    def reject(self, number: int) -> ProposedClaim:
        """Let the sentence make no claim. Raises RefusedChange where it was decided on."""
        return self._decide(replace(self._undecided(number), decision=Decision.REJECTED))

    def judge(
        self,
        number: int,
        reference: int,
        stance: model.Stance,
        *,
        directness: model.Directness = model.Directness.NOT_RECORDED,
        finding: str = "",
        rationale: str = "",
    ) -> model.EvidenceLine:
        """Record what the work behind a *reference* says to the claim that the sentence was accepted for.

        Raises RefusedChange where it was not accepted, UnknownName for a reference that it does not mean.
        """
        one, likely = self._meant(number, reference)
        draft = EvidenceDraft(
            claim=str(one.claim),
            study=likely.key,
            stance=stance,
            directness=directness,
            finding=finding or None,
            rationale=rationale or None,
            link_basis=_basis(likely.why),
            article=self.proposed.article,
        )
        with self._edit() as book:
            line: model.EvidenceLine = book.add(draft)

        self._decide(replace(one, judged=(*one.judged, line.id)))

        return line

    def _edit(self) -> AbstractContextManager[Book]:
        """A book on the folder, in which the curator judges."""
        return editing.edit(self.folder, curator=self._curator, what=f"review of {self.proposed.title}")

    def _meant(self, number: int, reference: int) -> tuple[ProposedClaim, LikelyReference]:
        """An accepted sentence and the *reference* that it means."""
        one = self.proposed.claim(number)
        if one.claim is None:
            raise RefusedChange(f"Proposal {number} was not accepted: accept it first, then judge.")

        links = {link.number: link for link in one.references}
        if reference not in links:
            numbers = ", ".join(map(str, links)) or "none"
            raise UnknownName("reference of it", str(reference), hint=f"Thought to be meant: {numbers}.")

        return one, links[reference]

    def _undecided(self, number: int) -> ProposedClaim:
        """The proposal of that *number*, which nobody has decided on."""
        one = self.proposed.claim(number)
        if one.decision is not Decision.PROPOSED:
            raise RefusedChange(f"Proposal {number} is {one.decision} already.")

        return one

    def _decide(self, changed: ProposedClaim) -> ProposedClaim:
        """Keep what was decided."""
        self.proposed = self.proposed.with_claim(changed)
        proposed.save(self.folder, self.proposed)

        return changed


def _basis(why: str) -> model.LinkBasis:
    """On what the link between sentence and reference rests."""
    from evidence_graph.appraisal.linking import LinkReason

    is_marked = why == LinkReason.MARKER
    if is_marked:
        return model.LinkBasis.IN_TEXT_CITATION

    return model.LinkBasis.REFERENCE_LIST
