"""Annotations of others, proposed as passages of an article: to be reviewed, and never counted.

In come a folder, a file of annotations and the text they were made in; out come proposals like those of a
draft, in the same file beside the data. Nothing is written into the data: an annotation says where something
stands, not what the evidence is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.citing.wording_force import force_of
from evidence_graph.display import Shown
from evidence_graph.drafting import proposed
from evidence_graph.errors import UnknownName
from evidence_graph.loading import load
from evidence_graph.model import Claim
from evidence_graph.reading import foreign_annotations
from evidence_graph.reading.article_files import article_of, text_of
from evidence_graph.reading.quote_search import QuoteSearch
from evidence_graph.sheets.proposal_sheet import KnownClaim, ProposedArticle, ProposedClaim
from evidence_graph.vocabulary import BY_RECORD, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article
    from evidence_graph.prose import Text
    from evidence_graph.reading.foreign_annotations import ForeignAnnotation
    from evidence_graph.reading.quote_search import Stretch

    PassageKey = tuple[int, int, str]

TAG = "claim:"
"""A tag that begins so names a claim."""

HERE = "this folder"
"""By what the data of the folder itself are told of."""


@dataclass(frozen=True, slots=True)
class AnnotationReport(Shown):
    """What became of the annotations in *file*: the new proposals, how many are *known*, which are *lost*."""

    file: Path
    article: str
    proposals: Path
    new: tuple[ProposedClaim, ...]
    known: int
    lost: tuple[ForeignAnnotation, ...]


@dataclass(slots=True)
class _AnnotationTaking:
    """The annotations of one file, while they are placed in the text."""

    graph: EvidenceGraph
    text: Text
    there: ProposedArticle
    new: list[ProposedClaim] = field(default_factory=list)
    lost: list[ForeignAnnotation] = field(default_factory=list)
    known: int = 0

    def take(self, annotations: Iterable[ForeignAnnotation]) -> None:
        """Propose each of *annotations* that is neither recorded nor proposed already."""
        search = QuoteSearch(self.text.content)
        taken = self._recorded() | {(one.start, one.end, _claim_of(one)) for one in self.there.claims}

        for annotation in annotations:
            stretch = search.find(annotation)
            if stretch is None:
                self.lost.append(annotation)
                continue

            claim = self._named_claim(annotation)
            key = (stretch.start, stretch.end, claim.id if claim else "")
            if key in taken:
                self.known += 1
            else:
                taken.add(key)
                self.new.append(self._proposal(annotation, stretch, claim))

    def _recorded(self) -> set[PassageKey]:
        """The passages that the data hold, each with its claim."""
        passages: set[PassageKey] = set()
        for assertion in self.graph.assertions(article=self.there.article):
            passages.update((one.start, one.end, assertion.claim) for one in self.graph.passages(assertion))

        return passages

    def _named_claim(self, annotation: ForeignAnnotation) -> Claim | None:
        """The claim of the data that *annotation* names by its address or by a tag such as ``claim:ID``."""
        head = record_iri(self.graph.store.base, BY_RECORD[Claim], "")
        names = [thing.removeprefix(head) for thing in annotation.things if thing.startswith(head)]
        names += [tag.removeprefix(TAG) for tag in annotation.tags if tag.startswith(TAG)]

        return next((self.graph.claim(name) for name in names if self.graph.has(Claim, name)), None)

    def _proposal(
        self, annotation: ForeignAnnotation, stretch: Stretch, claim: Claim | None
    ) -> ProposedClaim:
        """What the review reads: the words where they stand, and the claim that somebody named for them."""
        words = " ".join(self.text.content[stretch.start : stretch.end].split())
        starts = [paragraph.start for paragraph in self.text.paragraphs]

        return ProposedClaim(
            number=max((one.number for one in (*self.there.claims, *self.new)), default=0) + 1,
            paragraph=bisect_right(starts, stretch.start),
            start=stretch.start,
            end=stretch.end,
            sentence=words,
            statement=words,
            force=force_of(words),
            known=(_known(claim, annotation),) if claim else (),
        )


def propose(
    folder: Path | str,
    file: Path | str,
    text: Path | str,
    *,
    article: str | None = None,
    is_trial: bool = False,
) -> AnnotationReport:
    """Propose what the annotations in *file* mark in the *text* of an article that is on record in *folder*.

    The *article* is named, or known by its text. Proposals that are there already stay as they are, with the
    decisions on them; nothing is written where it *is_trial*. Raises BrokenFile for a file that holds no
    annotations, UnknownName where the text is that of no article on record.
    """
    folder, file = Path(folder), Path(file)
    annotations = foreign_annotations.read(file, foreign_annotations.content_of(file))
    graph = load(folder)
    words = text_of(graph, Path(text))
    known = graph.article(article) if article else _article(graph, Path(text), words)
    path = proposed.path_of(folder, known.id)
    if path.exists():
        there = proposed.load(folder, known.id)
    else:
        there = ProposedArticle(known.id, known.title, str(text), known.sha256 or "", ())

    taking = _AnnotationTaking(graph, words, there)
    taking.take(annotations)
    if taking.new and not is_trial:
        proposed.save(folder, replace(there, claims=(*there.claims, *taking.new)))

    return AnnotationReport(file, known.id, path, tuple(taking.new), taking.known, tuple(taking.lost))


def _article(graph: EvidenceGraph, file: Path, text: Text) -> Article:
    article = article_of(graph, text)
    if article is None:
        hint = f"The text in {file} is that of no article on record; name the one that is meant."
        articles = [one.id for one in graph.all(model.Article)]
        raise UnknownName("article", file.name, nearest=articles, hint=hint)

    return article


def _claim_of(proposal: ProposedClaim) -> str:
    """The claim that a *proposal* was accepted for, or that somebody named for it."""
    if proposal.claim:
        return proposal.claim

    return next((one.claim for one in proposal.known if one.near), "")


def _known(claim: Claim, annotation: ForeignAnnotation) -> KnownClaim:
    """The claim that an annotation names, with what was remarked on it."""
    comparison = "named in an annotation"
    if annotation.creator:
        comparison += f" by {annotation.creator}"

    if annotation.remarks:
        comparison += f": {' '.join(annotation.remarks)}"

    return KnownClaim(
        base=HERE,
        claim=claim.id,
        statement=claim.statement,
        here=True,
        near=True,
        comparison=comparison,
    )
