"""The note of an article: its stand on each claim beside the evidence, and its list of references."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.citing.stance_table import verdict_words
from evidence_graph.vault.note import Note, bullets, section
from evidence_graph.vault.note_links import NoteKind, NoteLinks
from evidence_graph.vault.note_text import behind, link_words, plain, property_words, tag

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
        "kind": property_words(article.kind),
        "sentences": len(card.assertions),
        "references": len(card.references),
    }

    return Note(NoteKind.ARTICLE, article.id, properties, tuple(_body(card, links)))


def _body(card: Audit, links: NoteLinks) -> Iterator[str]:
    """The lines of the note: what to beware of, each sentence, and the references."""
    yield f"# {plain(card.article.title)}"
    if card.article.note:
        yield from ("", plain(card.article.note))

    # What an article is blamed for comes first, as on its audit card.
    harms = [f"{number} {harm}" for harm, number in card.harms.items() if number]
    harms.append(f"{card.uncited} without a reference that speaks to it")
    yield from bullets(harms)
    yield from section("Sentence by sentence", _sentences(card, links))
    yield from section("References as printed", map(partial(_reference, links), card.references))


def _sentences(card: Audit, links: NoteLinks) -> Iterator[str]:
    """Each sentence beside its evidence, and below it the references that it offers."""
    for item in card.assertions:
        yield "\n    - ".join([_sentence(item, links), *map(partial(_backing, links), item.backings)])


def _sentence(item: AuditedAssertion, links: NoteLinks) -> str:
    """A sentence by its claim, how it is worded, and how that fits the evidence."""
    assertion = item.assertion
    sign = looks.VERDICTS[item.assessment.verdict].sign
    stand = f"{looks.word(assertion.attitude)}, {looks.word(assertion.force)}"
    places = behind(" (paragraph ", ", ".join(map(str, item.paragraphs)), ")")
    evidence = f"{sign} {verdict_words(item.assessment)}"

    return (
        f"{links.claim(item.claim.id)}: {stand}{places} · {evidence} · "
        f"**{looks.word(item.wording)}** {plain(item.why)}"
    )


def _backing(links: NoteLinks, backing: Backing) -> str:
    """A reference that is offered for a sentence, and what it says."""
    study, look = links.study(backing.study.citation.key), looks.HEADINGS[backing.heading]
    item = f"{study}: {look.sign} {look.word}{behind(' · ', backing.wrong)}"
    if backing.reference is None:
        return item

    return f"entry {backing.reference.number}, {item}"


def _reference(links: NoteLinks, reference: Reference) -> str:
    """An entry as printed, what is wrong with it, and which study it names."""
    errors = behind(" (wrong in print: ", "; ".join(reference.errors), ")")
    item = f"{reference.number}: {plain(reference.printed)}{errors}"
    if reference.citation is None:
        return item

    return f"{item} → {links.study(reference.citation)}"
