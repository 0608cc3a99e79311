"""An article held against knowledge bases: the worst first, and no verdict for a match nobody accepted.

    text ──▶ claim sentences ──▶ markers ──▶ entries of its list ──▶ works
                    └──▶ claims near them, as proposals

Where a knowledge base has recorded the article, by the fingerprint of its text, a person has read which
sentence makes which claim. Only those assertions are compared, by the rules of `evidence_graph.audit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import looks, model
from evidence_graph.appraisal import markers
from evidence_graph.appraisal.checkable import judge
from evidence_graph.appraisal.listed_entries import EntryFault, KnownCitations
from evidence_graph.appraisal.near_claims import AMONG, Neighbourhood, likelihood
from evidence_graph.appraisal.text_references import references_of
from evidence_graph.audit import SEVERITY, Harm, audit
from evidence_graph.display import Shown
from evidence_graph.prose import Text, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.appraisal.listed_entries import ListedCitation
    from evidence_graph.appraisal.markers import Marker
    from evidence_graph.appraisal.near_claims import ClaimCandidate
    from evidence_graph.audit import Audit, AuditedAssertion
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article
    from evidence_graph.prose import Sentence

HARM_OF_FAULT = {
    EntryFault.RETRACTED: Harm.WRONG_REFERENCE,
    EntryFault.DOUBTED: Harm.WRONG_REFERENCE,
    EntryFault.SWAPPED: Harm.WRONG_REFERENCE,
    EntryFault.TITLE: Harm.FORMAL,
    EntryFault.YEAR: Harm.FORMAL,
    EntryFault.DOUBLED: Harm.FORMAL,
    EntryFault.UNCITED: Harm.FORMAL,
}
"""What each fault of an entry does to those who rely on the article."""

NOT_LISTED = "cited and not listed"
"""What is said of a number in the text that the list does not have."""


class Base:
    """A knowledge base: a graph under the *name* by which it is told of."""

    def __init__(self, graph: EvidenceGraph, name: str = "") -> None:
        self.graph = graph
        self.name = name or graph.title

    @cached_property
    def citations(self) -> KnownCitations:
        """Its works, to be looked up by what an entry prints."""
        return KnownCitations(self.graph)

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """Its claims, to be looked up by sentences."""
        return Neighbourhood(self.graph)

    def article_of(self, text: Text) -> Article | None:
        """The article that is recorded here with a fingerprint of *text*."""
        prints = fingerprints(text)

        return next((one for one in self.graph.all(model.Article) if one.sha256 in prints), None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim of a *base* that a sentence may mean; nobody has accepted it."""

    base: str
    candidate: ClaimCandidate


@dataclass(frozen=True, slots=True)
class ClaimSentence(Shown):
    """A sentence that states something checkable.

    *cites* are the numbers of the entries to which its markers lead, *accepted* the ids of the claims that a
    person recorded for it, *proposals* the claims that it may mean, the likeliest of each base first.
    """

    sentence: Sentence
    score: float
    cites: tuple[int, ...]
    accepted: tuple[str, ...]
    proposals: tuple[Proposal, ...]

    @property
    def near(self) -> tuple[Proposal, ...]:
        """The proposals that are about what the sentence is about, as far as words tell."""
        return tuple(
            one
            for one in self.proposals
            if one.candidate.is_near and one.candidate.claim.id not in self.accepted
        )

    @property
    def candidates(self) -> list[Proposal]:
        """The claims that the sentence may mean, the likeliest of all bases first."""
        return sorted(self.proposals, key=lambda one: -likelihood(one.candidate))[:AMONG]


@dataclass(frozen=True, slots=True)
class Line(Shown):
    """One line of the list by severity: what is wrong, why, and the words it is about.

    A line about a sentence rests on an *audited* assertion, one about the list of references on an *entry*.
    """

    harm: Harm
    what: str
    why: str
    quotations: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    audited: AuditedAssertion | None = None
    entry: ListedCitation | None = None
    base: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal(Shown):
    """What is to be said of a *text*: *lines* the worst first, its claim *sentences* and its *entries*."""

    text: Text
    bases: tuple[str, ...]
    lines: tuple[Line, ...]
    sentences: tuple[ClaimSentence, ...]
    entries: tuple[ListedCitation, ...]
    markers: tuple[Marker, ...]


def audit_text(source: Path | str | Text, *graphs: EvidenceGraph) -> Appraisal:
    """What *graphs* say of the text that *source* is, or of the one in the file of that name.

    Raises BrokenFile where the file cannot be read as a text.
    """
    if isinstance(source, Text):
        text = source
    else:
        text = read(Path(source))

    return appraise(text, bases_of(graphs))


def bases_of(graphs: Iterable[EvidenceGraph]) -> list[Base]:
    """A knowledge base for each of *graphs*; of several with one title the later ones get a number."""
    bases: list[Base] = []
    for graph in graphs:
        namesakes = sum(base.graph.title == graph.title for base in bases)
        bases.append(Base(graph, f"{graph.title} ({namesakes + 1})" if namesakes else ""))

    return bases


def fingerprints(text: Text) -> frozenset[str]:
    """The SHA-256 by which *text* may be recorded: that of its file, and that of its characters."""
    return frozenset({text.sha256, sha256(text.content.encode("utf-8", "replace")).hexdigest()} - {""})


def appraise(text: Text, bases: Sequence[Base]) -> Appraisal:
    """What *bases* say of *text*."""
    entries, places = references_of(text, bases)
    audits = {base.name: card for base in bases if (card := _accepted(base, text))}
    lines = [*_assertion_lines(text, audits), *_entry_lines(text, entries, places)]

    return Appraisal(
        text=text,
        bases=tuple(base.name for base in bases),
        lines=tuple(sorted(lines, key=lambda line: SEVERITY.index(line.harm))),
        sentences=tuple(_claim_sentences(text, bases, audits, entries, places)),
        entries=tuple(entries),
        markers=tuple(places),
    )


def _accepted(base: Base, text: Text) -> Audit | None:
    """The audit of the article that *text* is, where *base* has recorded it."""
    article = base.article_of(text)

    return audit(base.graph, article) if article else None


def _claim_sentences(
    text: Text,
    bases: Sequence[Base],
    audits: Mapping[str, Audit],
    entries: Sequence[ListedCitation],
    places: Sequence[Marker],
) -> Iterator[ClaimSentence]:
    """The sentences of *text* that state something checkable, with what the *bases* have near them."""
    judgements = judge(text, names=[entry.printed for entry in entries])
    around = [(base.name, base.neighbourhood.of_text(text.sentences)) for base in bases]
    for place, one in enumerate(judgements):
        accepted = tuple(_accepted_claims(one.sentence, audits))
        if one.is_claim or accepted:
            proposals = [Proposal(name, candidate) for name, lists in around for candidate in lists[place]]
            yield ClaimSentence(
                one.sentence,
                one.score,
                markers.numbers_of(markers.of_sentence(places, one.sentence)),
                accepted,
                tuple(proposals),
            )


def _accepted_claims(sentence: Sentence, audits: Mapping[str, Audit]) -> Iterator[str]:
    """The claims that a passage recorded for *sentence* makes."""
    for card in audits.values():
        for item in card.assertions:
            if any(one.start < sentence.end and sentence.start < one.end for one in item.passages):
                yield item.claim.id


def _assertion_lines(text: Text, audits: Mapping[str, Audit]) -> Iterator[Line]:
    """What is to be said of the sentences that a person has read."""
    for base, card in audits.items():
        for item in card.assertions:
            if item.harm is Harm.NONE:
                continue

            quotations = tuple(" ".join(text.content[one.start : one.end].split()) for one in item.passages)
            wrong = [backing for backing in item.backings if backing.wrong]
            reasons = [*(f"{one.study.citation.label}: {one.wrong}." for one in wrong), item.why]
            if item.harm is Harm.WRONG_REFERENCE:
                what = wrong[0].wrong
            else:
                what = looks.word(item.wording)

            yield Line(item.harm, what, " ".join(reasons), quotations, item.paragraphs, item, base=base)


def _entry_lines(text: Text, entries: Sequence[ListedCitation], places: Sequence[Marker]) -> Iterator[Line]:
    """What is to be said of the list of references, with the sentences that cite a doubtful entry."""
    cited = markers.by_entry(places)
    said = text.sentences
    for entry in entries:
        for remark in entry.remarks:
            harm = HARM_OF_FAULT[remark.fault]
            if harm is Harm.WRONG_REFERENCE:
                citing = cited.get(entry.number, [])
            else:
                citing = []

            sentences = _sentences_at(said, citing)
            yield Line(
                harm=harm,
                what=remark.fault,
                why=remark.sentence,
                quotations=tuple(one.words for one in sentences) or (entry.printed,),
                paragraphs=tuple(dict.fromkeys(one.paragraph for one in sentences)),
                entry=entry,
                base=entry.base,
            )

    unlisted = {f"{number}": cited[number] for number in markers.missing(places, entries)}
    for marker in places:
        if not marker.numbers:
            unlisted.setdefault(f"“{marker.words}”", []).append(marker)

    for name, citing in unlisted.items():
        sentences = _sentences_at(said, citing)
        yield Line(
            harm=Harm.WRONG_REFERENCE,
            what=NOT_LISTED,
            why=f"The list of references has no entry {name}.",
            quotations=tuple(one.words for one in sentences),
            paragraphs=tuple(dict.fromkeys(one.paragraph for one in sentences)),
        )


def _sentences_at(said: Sequence[Sentence], places: Sequence[Marker]) -> list[Sentence]:
    """Those of the sentences *said* in which *places* stand, each once."""
    return [one for one in said if markers.of_sentence(places, one)]
