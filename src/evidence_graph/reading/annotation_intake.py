"""Annotations of others, proposed as passages of an article: to be reviewed, and never counted.

    data/claims.ttl                    what somebody accepted
    data/tea-blog.proposed.json        what is proposed of the article tea-blog, each with the decision on it

In come a folder, a file of annotations and the text they were made in; out comes what was proposed. Nothing
is written into the data: an annotation says where something stands, not what the evidence is.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence_graph.display import Shown
from evidence_graph.errors import BrokenFile, UnknownName
from evidence_graph.files import write_bytes
from evidence_graph.loading import load
from evidence_graph.model import Claim, Force
from evidence_graph.reading import foreign_annotations
from evidence_graph.reading.article_files import article_of, content_of
from evidence_graph.reading.paragraphs import blocks
from evidence_graph.reading.quote_search import QuoteSearch
from evidence_graph.vocabulary import BY_RECORD, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article
    from evidence_graph.reading.foreign_annotations import ForeignAnnotation
    from evidence_graph.reading.quote_search import Stretch

ENDING = ".proposed.json"
"""With what the name of a file of proposals ends."""

TAG = "claim:"
"""A tag that begins so names a claim."""

PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class AnnotationReport(Shown):
    """What became of the annotations in *file*: the new proposals, how many are *known*, which are *lost*."""

    file: Path
    article: str
    proposals: Path
    new: tuple[dict[str, Any], ...] = ()
    known: int = 0
    lost: tuple[ForeignAnnotation, ...] = ()


@dataclass(slots=True)
class _Intake:
    """The annotations of one file, while they are placed in the text."""

    graph: EvidenceGraph
    article: Article
    text: str
    there: list[dict[str, Any]]
    new: list[dict[str, Any]] = field(default_factory=list)
    lost: list[ForeignAnnotation] = field(default_factory=list)
    known: int = 0

    def take(self, annotations: Iterable[ForeignAnnotation]) -> None:
        """Propose each of *annotations* that is neither recorded nor proposed already."""
        search = QuoteSearch(self.text)
        starts = [block.start for block in blocks(self.text)]
        taken = {(one["start"], one["end"], _claim_of(one)) for one in self.there} | self._recorded()

        for annotation in annotations:
            stretch = search.find(annotation)
            if stretch is None:
                self.lost.append(annotation)
                continue

            named = self._named_claim(annotation)
            key = (stretch.start, stretch.end, named.id if named else "")
            if key in taken:
                self.known += 1
                continue
            taken.add(key)
            paragraph = bisect_right(starts, stretch.start)
            self.new.append(self._proposal(annotation, stretch, named, paragraph))

    def _recorded(self) -> set[tuple[int, int, str]]:
        """The passages that the data hold, each with its claim."""
        passages: set[tuple[int, int, str]] = set()
        for assertion in self.graph.assertions(article=self.article):
            passages.update((one.start, one.end, assertion.claim) for one in self.graph.passages(assertion))
        return passages

    def _named_claim(self, annotation: ForeignAnnotation) -> Claim | None:
        """The claim of the data that *annotation* names by its address or by a tag such as ``claim:ID``."""
        head = record_iri(self.graph.store.base, BY_RECORD[Claim], "")
        names = [thing.removeprefix(head) for thing in annotation.things if thing.startswith(head)]
        names += [tag.removeprefix(TAG) for tag in annotation.tags if tag.startswith(TAG)]
        return next((self.graph.claim(name) for name in names if self.graph.has(Claim, name)), None)

    def _proposal(
        self, annotation: ForeignAnnotation, stretch: Stretch, named: Claim | None, paragraph: int
    ) -> dict[str, Any]:
        """What the review reads: the sentence where it stands, and the claim that somebody named for it."""
        return {
            "number": max((one["number"] for one in (*self.there, *self.new)), default=0) + 1,
            "paragraph": paragraph,
            "start": stretch.start,
            "end": stretch.end,
            "sentence": " ".join(self.text[stretch.start : stretch.end].split()),
            "force": Force.PLAIN.value,
            "references": [],
            "known": [_known(named, annotation)] if named else [],
            "decision": PROPOSED,
            "claim": None,
            "judged": [],
        }


def propose(
    folder: Path | str, file: Path | str, text: Path | str, *, article: str | None = None
) -> AnnotationReport:
    """Propose what the annotations in *file* mark in the *text* of an article that is on record in *folder*.

    The *article* is named, or known by its text. Proposals that are there already stay as they are, with the
    decisions on them. Raises BrokenFile for a file that holds no annotations, UnknownName where the text is
    that of no article on record.
    """
    folder, file, text = Path(folder), Path(file), Path(text)
    words = content_of(text).decode("utf-8", "replace")
    annotations = foreign_annotations.read(file, content_of(file))
    graph = load(folder)
    known = graph.article(article) if article else _article(graph, text, words)

    path = folder / f"{known.id}{ENDING}"
    document = _document(path, known, text)
    intake = _Intake(graph, known, words, document["claims"])
    intake.take(annotations)
    if intake.new:
        document["claims"] = [*document["claims"], *intake.new]
        content = json.dumps(document, ensure_ascii=False, indent=1)
        write_bytes(path, f"{content}\n".encode())
    return AnnotationReport(file, known.id, path, tuple(intake.new), intake.known, tuple(intake.lost))


def _article(graph: EvidenceGraph, file: Path, text: str) -> Article:
    article = article_of(graph, text)
    if article is None:
        hint = f"The text in {file} is that of no article on record; name the one that is meant."
        raise UnknownName("article", file.name, nearest=[one.id for one in graph.articles()], hint=hint)
    return article


def _document(path: Path, article: Article, text: Path) -> dict[str, Any]:
    """The proposals at *path*, or none yet. Raises BrokenFile for a file that holds something else."""
    if not path.exists():
        head = {"article": article.id, "title": article.title, "source": str(text)}
        return head | {"sha256": article.sha256 or "", "claims": []}
    try:
        document = json.loads(content_of(path))
        is_sound = all({"number", "start", "end"} <= set(one) for one in document["claims"])
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenFile(path, f"it holds no proposals ({error}). Move it away.") from error
    if not is_sound:
        raise BrokenFile(path, "it holds proposals without a place. Move it away.")
    return dict(document)


def _claim_of(proposal: dict[str, Any]) -> str:
    """The claim that a *proposal* is for, where somebody named or accepted one."""
    named = [one["claim"] for one in proposal.get("known", ()) if one.get("near")]
    return proposal.get("claim") or next(iter(named), "")


def _known(claim: Claim, annotation: ForeignAnnotation) -> dict[str, Any]:
    """The claim that an annotation names, as the review shows it."""
    by = f" by {annotation.creator}" if annotation.creator else ""
    remark = f": {' '.join(annotation.remarks)}" if annotation.remarks else ""
    return {
        "base": "this folder",
        "claim": claim.id,
        "statement": claim.statement,
        "here": True,
        "near": True,
        "comparison": f"named in an annotation{by}{remark}",
    }
