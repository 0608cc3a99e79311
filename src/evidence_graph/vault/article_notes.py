"""The note of an article: its stand on each claim beside the evidence, and its list of references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.citing.stance_table import verdict_words
from evidence_graph.vault.note import Note, bullets, section
from evidence_graph.vault.note_links import NoteKind, NoteLinks
from evidence_graph.vault.note_text import link_words, plain, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.audit import Audit, AuditedAssertion, Backing
    from evidence_graph.model import Article, Reference
    from evidence_graph.sheets.ledger import Ledger


def article_note(ledger: Ledger, article: Article, links: NoteLinks) -> Note:
    """All that is known of *article*."""
    card = ledger.audit_of(article)
    properties = {
        "aliases": (link_words(article.title),),
        "tags": (tag("article"),),
        "kind": link_words(article.kind) if article.kind else None,
        "sentences": len(card.assertions),
        "references": len(card.references),
    }

    return Note(NoteKind.ARTICLE, article.id, properties, tuple(_body(card, links)))


def _body(card: Audit, links: NoteLinks) -> Iterator[str]:
    yield f"# {plain(card.article.title)}"
    if card.article.note:
        yield from ("", plain(card.article.note))

    # What an article is blamed for comes first, as on its audit card.
    harms = [f"{number} {harm}" for harm, number in card.harms.items() if number]
    harms.append(f"{card.uncited} without a reference that speaks to it")
    yield from bullets(harms)
    yield from section("Sentence by sentence", _sentences(card, links))
    yield from section("References as printed", (_reference(each, links) for each in card.references))


def _sentences(card: Audit, links: NoteLinks) -> Iterator[str]:
    """Each sentence beside its evidence, and below it the references that it offers."""
    for item in card.assertions:
        below = (f"\n    - {_backing(backing, links)}" for backing in item.backings)
        yield _sentence(item, links) + "".join(below)


def _sentence(item: AuditedAssertion, links: NoteLinks) -> str:
    assertion = item.assertion
    sign = looks.VERDICTS[item.assessment.verdict].sign
    stand = f"{looks.word(assertion.attitude)}, {looks.word(assertion.force)}"
    places = f" (paragraph {', '.join(map(str, item.paragraphs))})" if item.paragraphs else ""
    evidence = f"{sign} {verdict_words(item.assessment)}"

    return (
        f"{links.claim(item.claim.id)}: {stand}{places} · {evidence} · "
        f"**{looks.word(item.wording)}** {plain(item.why)}"
    )


def _backing(backing: Backing, links: NoteLinks) -> str:
    """A reference that is offered for a sentence, and what it says."""
    number = f"entry {backing.reference.number}, " if backing.reference else ""
    wrong = f" · {plain(backing.wrong)}" if backing.wrong else ""
    look = looks.HEADINGS[backing.heading]

    return f"{number}{links.study(backing.study.citation.key)}: {look.sign} {look.word}{wrong}"


def _reference(reference: Reference, links: NoteLinks) -> str:
    citation = f" → {links.study(reference.citation)}" if reference.citation else ""
    errors = "; ".join(map(plain, reference.errors))
    wrong = f" (wrong in print: {errors})" if errors else ""

    return f"{reference.number}: {plain(reference.printed)}{wrong}{citation}"
