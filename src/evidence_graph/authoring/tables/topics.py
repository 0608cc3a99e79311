"""Topics and words of a table as concepts: found by id or label, made where they are not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring import proposals
from evidence_graph.authoring.statement_keys import statement_key

if TYPE_CHECKING:
    from evidence_graph.authoring.tables.folder_holdings import FolderHoldings

TOPICS, SUBJECTS = "topics", "subjects"
SCHEMES = {TOPICS: "Topics", SUBJECTS: "Subjects"}
"""The concept schemes of what a table names, by id."""

NO_TOPIC = "imported"
"""The topic of claims for which a table names none."""


class Topics:
    """The concepts that are there, and those that a table adds."""

    def __init__(self, holdings: FolderHoldings) -> None:
        self.records: list[model.Record] = []
        self._schemes = set(holdings.of(model.Scheme))
        self._ids: set[str] = set()
        self._by_label: dict[tuple[str | None, str], str] = {}
        for concept in holdings.of(model.Concept).values():
            self._know(concept)

    def place(self, name: str | None, label: str | None) -> str:
        """The id of the topic that a table calls by *name* and *label*, of which one is enough."""
        if name and not label and name in self._ids:
            return name

        label = label or name or NO_TOPIC
        name = name or label
        if (name, label) not in self._by_label:
            # A name such as "1" that another table gave to something else is no topic of this one.
            concept = self._by_label.get((None, statement_key(label)))
            self._by_label[name, label] = concept or self._make(name, label, TOPICS)

        return self._by_label[name, label]

    def concepts(self, words: tuple[str, ...] | None) -> tuple[str, ...]:
        """The ids of the concepts that a table calls by *words*."""
        ids: list[str] = []
        for word in words or ():
            concept = self._by_label.get((None, statement_key(word)))
            ids.append(concept or self._make(word, word, SUBJECTS))

        return tuple(sorted(set(ids)))

    def _make(self, name: str, label: str, scheme: str) -> str:
        """The id of a new concept."""
        if scheme not in self._schemes:
            self._schemes.add(scheme)
            self.records.append(model.Scheme(scheme, SCHEMES[scheme]))

        identifier = proposals.free(proposals.name_of(name) or "topic", self._ids.__contains__)
        concept = model.Concept(identifier, label, scheme)
        self.records.append(concept)
        self._know(concept)

        return identifier

    def _know(self, concept: model.Concept) -> None:
        self._ids.add(concept.id)
        for label in (concept.label, *concept.alternatives):
            self._by_label.setdefault((None, statement_key(label)), concept.id)
