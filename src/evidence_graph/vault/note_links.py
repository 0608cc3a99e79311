"""Links from note to note: which notes there are, where each stands, and how a link to it is written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.model import Stance
from evidence_graph.vault import note_names, vault_files
from evidence_graph.vault.note_names import ENDING
from evidence_graph.vault.note_text import link_words, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.vault.vault_files import NoteFile


class NoteKind(StrEnum):
    """What a note is of."""

    CLAIM = "claim"
    STUDY = "study"
    ARTICLE = "article"
    TOPIC = "topic"
    CONCEPT = "concept"


FOLDERS = {
    NoteKind.CLAIM: "claims",
    NoteKind.STUDY: "studies",
    NoteKind.ARTICLE: "articles",
    NoteKind.TOPIC: "topics",
    NoteKind.CONCEPT: "concepts",
}
"""In which folder of the vault the notes of each kind stand."""


class NoteLinks:
    """The links of one vault; what has no note is named without a link, so that no link leads nowhere."""

    def __init__(
        self, ledger: Ledger, things: Mapping[NoteKind, Iterable[str]], notes: Mapping[str, NoteFile]
    ) -> None:
        self._ledger = ledger
        self._names: dict[NoteKind, dict[str, str]] = {}
        for kind, identifiers in things.items():
            there = vault_files.names_there(notes, FOLDERS[kind], kind)
            self._names[kind] = note_names.file_names(list(identifiers), there)

    def path(self, kind: NoteKind, identifier: str) -> str:
        """Where in the vault the note of a thing stands; a KeyError where it has none."""
        return f"{FOLDERS[kind]}/{self._names[kind][identifier]}{ENDING}"

    def link(self, kind: NoteKind, identifier: str, words: str) -> str:
        """A link to the note of a thing, which shows *words*; these alone where it has none."""
        name = self._names[kind].get(identifier)
        if name is None:
            return plain(words)

        return f"[[{FOLDERS[kind]}/{name}|{link_words(words) or name}]]"

    def claim(self, claim: str) -> str:
        """A link to a claim by its statement, with what stands for it and against it."""
        link = self.link(NoteKind.CLAIM, claim, self._ledger.name("claim", claim))
        if claim not in self._ledger.assessments:
            return link

        return f"{link} {self.balance_of(claim)}"

    def balance_of(self, claim: str) -> str:
        """How many studies stand for *claim* and against it."""
        return balance(self._ledger.assessments[claim].tally.by_heading)

    def study(self, key: str) -> str:
        """A link to a study by its authors and year."""
        return self.link(NoteKind.STUDY, key, self._ledger.name("study", key))

    def article(self, article: str) -> str:
        """A link to an article by its title."""
        return self.link(NoteKind.ARTICLE, article, self._ledger.name("article", article))

    def concept(self, concept: str) -> str:
        """A link to a topic or another concept by its label."""
        kind = NoteKind.TOPIC if concept in self._names[NoteKind.TOPIC] else NoteKind.CONCEPT

        return self.link(kind, concept, self._ledger.name("concept", concept))


def balance(by_heading: Mapping[str, Iterable[str]]) -> str:
    """What stands for and against, each study once.

    >>> balance({"supports": ["a", "b", "c"], "not-counted": ["d"]})
    '[+3 −0]'
    """
    supports, opposes = (len(list(by_heading.get(side, ()))) for side in (Stance.SUPPORTS, Stance.OPPOSES))

    return f"[+{supports} \N{MINUS SIGN}{opposes}]"
