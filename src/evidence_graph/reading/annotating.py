"""An article and its text, annotated: each claim's passages found, its evidence turned to face the sentence.

In come a graph, an article and a text; out comes an `AnnotatedArticle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.errors import WrongType
from evidence_graph.graph import needs_graph
from evidence_graph.prose import Text, parse
from evidence_graph.prose.plain_text import HEADING_WORDS
from evidence_graph.reading.annotated import AnnotatedArticle, AnnotatedClaim
from evidence_graph.reading.facing import face
from evidence_graph.reading.passage_marks import PassageMention, marked
from evidence_graph.reading.passage_places import places, text_fit
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.sheets.study_rows import study_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.audit import Audit, AuditedAssertion
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Passage, Reference
    from evidence_graph.reading.passage_marks import Loudness, MarkedBlock
    from evidence_graph.reading.passage_places import PassagePlace


def annotate(
    graph: EvidenceGraph, article: Article | str, text: Text | str, *, ledger: Ledger | None = None
) -> AnnotatedArticle:
    """*article* with its evidence beside its *text*.

    The text may have changed since the passages were counted: those that still stand are marked, and the
    others are told. Whoever has a *ledger* of the graph hands it over. Raises UnknownName for an article
    that the graph does not have.
    """
    needs_graph(graph)
    if isinstance(text, str):
        text = parse(text)

    if not isinstance(text, Text):
        raise WrongType("the text of an article", text)

    ledger = ledger or Ledger(graph)
    card = ledger.audit_of(graph.article(article))
    fit = text_fit(card.article, text.content)
    claims = _claims(ledger, text.content, card.assertions, places(text.content, fit, _passages(card)))

    return AnnotatedArticle(
        card=card,
        text=text.content,
        fit=fit,
        blocks=tuple(_marked_blocks(text, card, claims)),
        claims=claims,
        claims_of_reference=_by_reference(claims),
    )


def _passages(card: Audit) -> Iterable[Passage]:
    """All passages of the article, each once: a sentence may say several claims."""
    passages: dict[str, Passage] = {}
    for item in card.assertions:
        passages |= {passage.id: passage for passage in item.passages}

    return passages.values()


def _marked_blocks(text: Text, card: Audit, claims: Sequence[AnnotatedClaim]) -> list[MarkedBlock]:
    """The paragraphs and headings of the *text* before its reference list, with the *claims* marked."""
    loudness: dict[int, Loudness] = {}
    mentions: list[PassageMention] = []
    for claim in claims:
        loudness[claim.number] = claim.loudness
        mentions += claim.mentions

    end = _end_of_body(text.content, card.references, mentions)
    body = [paragraph for paragraph in text.paragraphs if paragraph.start < end]

    return marked(text.content, body, mentions, loudness.__getitem__)


class _Sentence(NamedTuple):
    """A sentence of the audit, and where its passages stand in the text."""

    item: AuditedAssertion
    places: tuple[PassagePlace, ...]

    @property
    def order(self) -> tuple[float, int, str]:
        """Where it stands among the sentences: those that stand nowhere come last, in their former order."""
        starts = [place.start for place in self.places if place.start is not None]
        former = [place.passage.start for place in self.places]

        return (min(starts, default=float("inf")), min(former, default=0), self.item.claim.id)


def _claims(
    ledger: Ledger, text: str, items: Iterable[AuditedAssertion], place_of: Mapping[str, PassagePlace]
) -> tuple[AnnotatedClaim, ...]:
    """The claims of the article in the order of the *text*, numbered from 1."""
    sentences = [_Sentence(item, tuple(place_of[p.id] for p in item.passages)) for item in items]
    sentences.sort(key=lambda sentence: sentence.order)

    return tuple(_claim(ledger, text, number, sentence) for number, sentence in enumerate(sentences, 1))


def _claim(ledger: Ledger, text: str, number: int, sentence: _Sentence) -> AnnotatedClaim:
    """One claim, all of it as it speaks to the sentence."""
    item = sentence.item
    rows = study_rows(ledger.studies_of(item.claim), item.assessment)
    mentions = _mentions(number, sentence)
    main = [text[mention.start : mention.end] for mention in mentions if mention.is_main]

    return AnnotatedClaim(
        number=number,
        audited=item,
        mentions=mentions,
        places=sentence.places,
        facing=face(item.assertion, item.assessment, rows),
        quotation=" ".join(" ".join(main).split()),
    )


def _mentions(number: int, sentence: _Sentence) -> tuple[PassageMention, ...]:
    """The passages of a claim that stand in the text, one of them the main one."""
    assertion = sentence.item.assertion
    there = [place for place in sentence.places if place.start is not None]
    there.sort(key=lambda place: place.start or 0)
    main = assertion.main_of([place.passage for place in there])

    mentions = []
    for rank, place in enumerate(there, 1):
        mentions.append(
            PassageMention(
                number=number,
                rank=rank,
                start=place.start or 0,
                end=place.end or 0,
                part=assertion.part_of(place.passage),
                is_main=place.passage is main,
            )
        )

    return tuple(mentions)


def _by_reference(claims: Iterable[AnnotatedClaim]) -> dict[str, list[AnnotatedClaim]]:
    """The claims for which the article seems to offer each reference, by its id."""
    offered: dict[str, list[AnnotatedClaim]] = {}
    for claim in claims:
        for backing in claim.audited.backings:
            if backing.reference:
                offered.setdefault(backing.reference.id, []).append(claim)

    return offered


def _end_of_body(text: str, references: Sequence[Reference], mentions: Iterable[PassageMention]) -> int:
    """Where the text ends that is shown as the article: before its reference list, which is shown apart.

    Only a list that stands there whole, behind all passages, is taken for it.
    """
    start = min((text.rfind(reference.printed) for reference in references), default=-1)
    last = max((mention.end for mention in mentions), default=0)
    if start < last:  # one of them is not there, or a passage stands behind them
        return len(text)

    before = text[:start].rstrip()
    line = before.rfind("\n") + 1
    is_heading = len(before[line:].split()) <= HEADING_WORDS
    if is_heading and line >= last:
        return line

    return len(before)
