"""The notes of topics and of other subjects: every claim about one, by its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.vault.note import Note, section
from evidence_graph.vault.note_text import link_words, plain, tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.model import Concept
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.vault.note_links import NoteKind, NoteLinks
    from evidence_graph.vault.note_text import Property


def subject_note(ledger: Ledger, concept: Concept, kind: NoteKind, links: NoteLinks) -> Note:
    """The claims about *concept*, which is a topic or what a claim is about."""
    properties: dict[str, Property | None] = {
        "aliases": tuple(map(link_words, (concept.label, *concept.alternatives))),
        "tags": (tag(kind),),
        "claims": len(ledger.claims_about.get(concept.id, ())),
    }

    return Note(kind, concept.id, properties, tuple(_body(ledger, links, concept)))


def _body(ledger: Ledger, links: NoteLinks, concept: Concept) -> Iterator[str]:
    yield f"# {plain(concept.label)}"
    if concept.definition:
        yield from ("", plain(concept.definition))

    by_verdict = ledger.verdicts(ledger.claims_about.get(concept.id, ()))
    for verdict, look in looks.VERDICTS.items():
        claims = by_verdict[verdict]
        heading = f"{look.sign} {look.heading} ({len(claims)})"
        yield from section(heading, (links.claim(claim.id) for claim in claims))

    yield from section("Is a kind of", map(links.concept, concept.broader))
    narrower = sorted(
        ledger.narrower.get(concept.id, ()), key=lambda other: (other.label.casefold(), other.id)
    )
    yield from section("Kinds of it", (links.concept(other.id) for other in narrower))
