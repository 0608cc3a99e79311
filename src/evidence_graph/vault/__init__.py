"""A vault of Obsidian: a note for each claim, study, article, topic and subject, linked with each other.

In comes a graph, out goes a folder. What its reader writes below the line of a note stays at each export.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import folders, model
from evidence_graph.errors import CannotWrite
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.vault import graph_view, vault_files
from evidence_graph.vault.article_notes import article_note
from evidence_graph.vault.claim_notes import claim_note
from evidence_graph.vault.note_links import FOLDERS, NoteKind, NoteLinks
from evidence_graph.vault.study_notes import study_note
from evidence_graph.vault.subject_notes import subject_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.vault.note import Note

__all__ = ["VaultReport", "export"]


@dataclass(frozen=True)
class VaultReport:
    """What an export did: how many *notes* the vault has of the graph, and which others it spared.

    Those *spared* are of things that are gone, or copies, and hold text of their reader.
    """

    notes: int
    spared: tuple[str, ...]


def export(
    graph: EvidenceGraph, vault: Path | str, *, tell: Callable[[str], None] | None = None
) -> VaultReport:
    """Write *graph* into the folder *vault* as notes of Obsidian, and say what was written and spared.

    What stands below the line of a note stays, byte by byte; a note whose thing is gone goes unless something
    stands there. Files of others are left alone. *tell* hears what a reader should know of an earlier run.
    Raises CannotWrite before anything is written where *vault* is a data folder, holds files and is no vault,
    or has a file of somebody else in the place of a note.
    """
    vault = Path(vault)
    if folders.is_data_folder(vault):
        raise CannotWrite(vault, "it is a data folder, in which only people write; name another with -o")

    notes = vault_files.read(vault, FOLDERS.values())
    vault_files.refuse_strangers(vault, notes)
    texts = {path: text + _own_text(notes, path) for path, text in _heads(graph, notes)}
    vault_files.put(vault, texts, notes, tell=tell)
    graph_view.colour_once(vault)
    spared = (note.path for note in notes.values() if note.path not in texts and note.has_own_text)

    return VaultReport(len(texts), tuple(spared))


def _own_text(notes: dict[str, vault_files.NoteFile], path: str) -> bytes:
    """What the reader of the note at *path* wrote."""
    return notes[path].own_text if path in notes else b""


def _heads(graph: EvidenceGraph, notes: dict[str, vault_files.NoteFile]) -> Iterator[tuple[str, bytes]]:
    """The path of each note, and its text down to the line below which its reader writes."""
    ledger = Ledger(graph)
    makers = _makers(ledger)
    links = NoteLinks(ledger, makers, notes)
    for kind, makers_by_id in makers.items():
        for identifier, make in makers_by_id.items():
            yield links.path(kind, identifier), make(links).text().encode()


def _makers(ledger: Ledger) -> dict[NoteKind, dict[str, Callable[[NoteLinks], Note]]]:
    """What makes the note of each thing, by its kind and id."""
    topics = {concept.id for concept in ledger.graph.topics()}
    subjects = [concept for concept in ledger.concepts.values() if concept.id in ledger.claims_about]
    makers: dict[NoteKind, dict[str, Callable[[NoteLinks], Note]]] = {kind: {} for kind in NoteKind}

    for claim in ledger.claims:
        makers[NoteKind.CLAIM][claim.id] = partial(claim_note, ledger, claim)

    for citation in ledger.citations:
        makers[NoteKind.STUDY][citation.key] = partial(study_note, ledger, citation)

    for article in ledger.graph.all(model.Article):
        makers[NoteKind.ARTICLE][article.id] = partial(article_note, ledger, article)

    for concept in subjects:
        kind = NoteKind.TOPIC if concept.id in topics else NoteKind.CONCEPT
        makers[kind][concept.id] = partial(subject_note, ledger, concept, kind)

    return makers
