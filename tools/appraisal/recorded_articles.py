"""The same figures on articles whose sentences, claims and references a data set records.

The text of an article is no part of the data; it is known by its fingerprint. An entry counts where the
article uses it as evidence for a claim. A pair of an entry and a sentence is right where the sentence is a
passage of such a claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from label_scores import Count, estimate, f1, share

from evidence_graph import prose
from evidence_graph.appraisal import Base, appraise, linking
from evidence_graph.appraisal.checkable import ENOUGH, judge
from evidence_graph.model import CitationUse, EvidenceLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evidence_graph.appraisal import Appraisal
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Passage
    from evidence_graph.prose import Sentence, Text
    from evidence_graph.search.lexicon import Lexicon

AMONG = 3


@dataclass(frozen=True)
class RecordedArticle:
    """An article of the data with its *text*."""

    base: Base
    article: Article
    text: Text

    @cached_property
    def passages(self) -> dict[str, list[Passage]]:
        """Where it makes or argues for each claim."""
        graph = self.base.graph
        return {one.claim: graph.passages(one) for one in graph.assertions(article=self.article)}

    @cached_property
    def appraisal(self) -> Appraisal:
        """What the program says of it."""
        return appraise(self.text, [self.base])

    @cached_property
    def uses(self) -> dict[int, set[str]]:
        """For which claims it uses each entry as evidence."""
        graph = self.base.graph
        claims_of: dict[str, set[str]] = {}
        for line in graph.store.each(EvidenceLine):
            if line.article == self.article.id and line.used_for is CitationUse.EVIDENCE:
                claims_of.setdefault(line.citation, set()).add(line.claim)

        references = graph.references(self.article.id)

        return {one.number: claims_of[one.citation] for one in references if one.citation in claims_of}

    def claims_at(self, sentence: Sentence) -> set[str]:
        """The claims of which *sentence* is a passage."""
        claims: set[str] = set()
        for claim, passages in self.passages.items():
            if any(one.start < sentence.end and sentence.start < one.end for one in passages):
                claims.add(claim)

        return claims


def recorded_figures(folder: Path, graph: EvidenceGraph) -> Iterator[str]:
    """What is measured on the texts in *folder* that are articles of *graph*."""
    base = Base(graph)
    articles: list[RecordedArticle] = []
    for path in sorted(folder.iterdir()):
        text = prose.read(path)
        article = base.article_of(text)
        if article is not None:
            articles.append(RecordedArticle(base, article, text))

    yield f"\n{len(articles)} recorded articles"
    yield from _claim_lines(articles)
    yield from _candidate_lines(articles)
    for one in articles:
        if one.appraisal.entries:
            yield f"{one.article.id}: {len(one.uses)} entries are used as evidence"
            yield from _link_lines(one, base.neighbourhood.lexicon, "with the labels of the data")
            yield from _link_lines(one, None, "without these labels")


def _claim_lines(articles: Sequence[RecordedArticle]) -> Iterator[str]:
    """F1 of claim sentences, the claims that stand in one, and those that stand in none."""
    counts: list[Count] = []
    missing: list[str] = []
    of_headings: list[str] = []
    number = 0

    for one in articles:
        claims_of_taken: set[str] = set()
        claims: set[str] = set()
        for judgement in judge(one.text, names=[entry.printed for entry in one.appraisal.entries]):
            own = one.claims_at(judgement.sentence)
            counts.append(Count(bool(own) and judgement.is_claim, bool(own), judgement.is_claim))
            claims |= own
            if judgement.is_claim:
                claims_of_taken |= own

        number += len(claims)
        missing += sorted(claims - claims_of_taken)
        of_headings += sorted(set(one.passages) - claims)

    yield f"  F1 of claim sentences           {estimate(counts, f1)}"
    everything = [one._replace(hits=one.targets, answers=1) for one in counts]
    yield f"  F1, every sentence taken        {estimate(everything, f1)}"
    yield f"  claims in a sentence taken      {share(number - len(missing), number)}"
    yield f"  claims in none                  {', '.join(missing)}"
    yield f"  claims in headings alone        {', '.join(of_headings)}"


def _candidate_lines(articles: Sequence[RecordedArticle]) -> Iterator[str]:
    """How often one of the claims that a sentence makes is among the three proposed."""
    right, count = 0, 0
    for one in articles:
        for answer in one.appraisal.sentences:
            # A sentence that the data record is appraised too where the program would not take it.
            if answer.score < ENOUGH:
                continue

            claims = one.claims_at(answer.sentence)
            candidates = {item.candidate.claim.id for item in answer.candidates}
            count += bool(claims)
            right += not claims.isdisjoint(candidates)

    yield f"  right claim among three         {share(right, count)}"


def _link_lines(one: RecordedArticle, lexicon: Lexicon | None, name: str) -> Iterator[str]:
    """Links of the entries that are used as evidence, on the sentences that the program takes."""
    graph, entries = one.base.graph, one.appraisal.entries
    judgements = judge(one.text, names=[entry.printed for entry in entries])
    sentences = [judgement.sentence for judgement in judgements if judgement.is_claim]
    claims = [one.claims_at(sentence) for sentence in sentences]
    references = graph.references(one.article.id)
    titles = {ref.number: graph.citation(ref.citation).title or "" for ref in references}

    among = 0
    for entry in linking.places(sentences, entries, titles, lexicon):
        uses = one.uses.get(entry.number, set())
        among += any(not uses.isdisjoint(claims[place]) for place in entry.ranking[:AMONG])

    links: dict[int, set[int]] = {}
    for link in linking.link(sentences, entries, (), titles, lexicon):
        links.setdefault(link.number, set()).add(link.place)

    counts: list[Count] = []
    for number, uses in one.uses.items():
        targets = {place for place, own in enumerate(claims) if not uses.isdisjoint(own)}
        answers = links.get(number, set())
        counts.append(Count(len(targets & answers), len(targets), len(answers)))

    yield f"  {name}"
    yield f"    among three                   {share(among, len(one.uses))}"
    yield f"    F1 of pairs                   {estimate(counts, f1)}"
