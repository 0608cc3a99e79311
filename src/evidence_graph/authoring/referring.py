"""What people call a record as the record they mean: an id, a label, a name, a DOI, a title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring import bookshelf
from evidence_graph.errors import RefusedChange, UnknownName
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import BY_RECORD, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.authoring.stock import WorkingCopy
    from evidence_graph.authoring.translations import Translation
    from evidence_graph.model import Record


class Register:
    """What the records of a stock go by, as they are now."""

    def __init__(self, stock: WorkingCopy) -> None:
        self._stock = stock
        self._citations = bookshelf.Shelf(stock)
        self._judgements: dict[tuple[str, str, str], list[model.EvidenceLine]] | None = None

    def note(self, record: Record | bib.Entry | Translation) -> None:
        """Know one more *record*."""
        if isinstance(record, bib.Entry):
            self._citations.note(record)

        if isinstance(record, model.EvidenceLine) and self._judgements is not None:
            self._judgements.setdefault(_pair(record), []).append(record)

    def forget(self) -> None:
        """Look at everything anew when it is asked for."""
        self._citations.forget()
        self._judgements = None

    def record(self, name: str) -> tuple[type[Record], str]:
        """Kind and id of the record *name*, which may have its kind before it: ``claim:milk-spoils-tea``.

        Raises UnknownName where there is none, RefusedChange where there are several.
        """
        head, colon, rest = name.partition(":")
        kinds = [entry.record for entry in SCHEMA if colon and entry.name == head]
        name = rest if kinds else name
        matches = [kind for kind in kinds or BY_RECORD if self._has(kind, name)]
        if not matches:
            key = self._citations.find(name)
            if key is None:
                raise UnknownName("record", name, nearest=lambda: nearest(name, self._ids()))

            return model.Study, key

        if len(matches) > 1:
            choices = " or ".join(f"{BY_RECORD[kind].name}:{name}" for kind in matches)
            raise RefusedChange(f"Several records are called {name}. Say which: {choices}.")

        return matches[0], name

    def _has(self, kind: type[Record], name: str) -> bool:
        any_kind: Any = kind
        if kind is model.Study and name in self._stock.all(bib.Entry):
            return True

        return name in self._stock.all(any_kind)

    def _ids(self) -> list[str]:
        ids = [*self._stock.all(bib.Entry)]
        for entry in SCHEMA:
            any_kind: Any = entry.record
            ids += self._stock.all(any_kind)

        return ids

    def refer(self, kind: type[Record], name: str) -> str:
        """The id of the record of a *kind* that *name* means. Raises UnknownName with the nearest."""
        look_ups: dict[type[Any], Callable[[str], str]] = {
            model.Study: self.citation,
            model.Curator: self.curator,
            model.Concept: self.concept,
        }
        if kind in look_ups:
            return look_ups[kind](name)

        any_kind: Any = kind

        return self._one(kind, name, {each: each for each in self._stock.all(any_kind)})

    def _one(self, kind: type[Record], name: str, ids: dict[str, str]) -> str:
        """The one of *ids* that has this *name*, whatever its case. Raises UnknownName with the nearest."""
        if name in ids:
            return ids[name]

        folded = {other.casefold(): identifier for other, identifier in ids.items()}
        identifier = folded.get(name.strip().casefold())
        if identifier is None:
            raise UnknownName(BY_RECORD[kind].name, name, nearest=lambda: nearest(name, list(ids)))

        return identifier

    def citation(self, name: str) -> str:
        """The key of the work that goes by *name*. Raises UnknownName with the nearest."""
        key = self._citations.find(name) or self._without_entry(name)
        if key is None:
            keys = list(self._stock.all(bib.Entry))
            hint = "Add it with: evidence-graph add study"
            raise UnknownName("study", name, nearest=lambda: nearest(name, keys), hint=hint)

        return key

    def _without_entry(self, name: str) -> str | None:
        """The key of the work that is known by its DOI or PubMed number alone, by which it may be called."""
        called = bib.bare_doi(name).casefold()
        number = name.strip().lower().removeprefix("pmid").lstrip(": ")

        for study in self._stock.all(model.Study).values():
            is_meant = called == (study.doi or "").casefold() or number == study.pmid or name == study.id
            if (study.doi or study.pmid) and is_meant:
                return study.id

        return None

    def same_citation(self, entry: bib.Entry) -> str | None:
        """The key of the work that *entry* is, by its DOI, its PubMed number, or its title and year."""
        return self._citations.same(entry)

    def same_judgement(self, line: model.EvidenceLine) -> model.EvidenceLine | None:
        """The line that differs from *line* in nothing but id and date."""
        if self._judgements is None:
            self._judgements = {}
            for other in self._stock.all(model.EvidenceLine).values():
                self._judgements.setdefault(_pair(other), []).append(other)

        candidates = self._judgements.get(_pair(line), ())

        return next((c for c in candidates if replace(c, id=line.id, date=line.date) == line), None)

    def scheme(self, name: str) -> str | None:
        """The id of the scheme that *name* is the id or the label of, if there is one."""
        for scheme in self._stock.all(model.Scheme).values():
            if name.casefold() in {scheme.id.casefold(), scheme.label.casefold()}:
                return scheme.id

        return None

    def curator(self, name: str | None) -> str:
        """The id of the curator *name*, or of the first of the data where nobody is named.

        Raises UnknownName, and RefusedChange where the data name nobody.
        """
        curators = self._stock.all(model.Curator)
        if name is None:
            if not curators:
                raise RefusedChange('Nobody is named who judges. Say who: evidence-graph add curator "NAME"')

            return next(iter(curators))

        ids = {curator.name: curator.id for curator in curators.values()}

        return self._one(model.Curator, name, ids | dict(zip(curators, curators, strict=True)))

    def concept(self, name: str) -> str:
        """The id of the concept that *name* is the id or a label of. Raises UnknownName."""
        return self._one(model.Concept, name, self._labels(self._stock.all(model.Concept).values()))

    def topic(self, name: str) -> str | None:
        """The id of the topic *name*, or of another concept called so; None where nothing is like it.

        Raises UnknownName with the nearest where it may be a slip.
        """
        concepts = self._stock.all(model.Concept)
        topics = {claim.topic for claim in self._stock.all(model.Claim).values()}
        schemes = {concepts[topic].scheme for topic in topics if topic in concepts}
        labels = self._labels(c for c in concepts.values() if c.scheme in schemes or not schemes)

        try:
            return self._one(model.Concept, name, labels)
        except UnknownName as error:
            if not error.nearest:
                return None

            hint = f"For a topic of its own: evidence-graph add concept {name!r}"
            raise UnknownName("topic", name, nearest=error.nearest, hint=hint) from None

    def topic_scheme(self) -> str | None:
        """The scheme in which the topics are; the first of the data where no claim has a topic yet."""
        concepts = self._stock.all(model.Concept)

        for claim in self._stock.all(model.Claim).values():
            if claim.topic in concepts:
                return concepts[claim.topic].scheme

        return next(iter(self._stock.all(model.Scheme)), None)

    @staticmethod
    def _labels(concepts: Any) -> dict[str, str]:  # noqa: ANN401 - any iterable of concepts
        """The id of each of *concepts* by its other labels, its label and its id."""
        concepts = list(concepts)
        labels: dict[str, str] = {}

        for concept in concepts:
            labels.update(dict.fromkeys(concept.alternatives, concept.id))

        labels.update({concept.label: concept.id for concept in concepts})

        return labels | {concept.id: concept.id for concept in concepts}


def _pair(line: model.EvidenceLine) -> tuple[str, str, str]:
    """Claim, work and curator of *line*."""
    return line.claim, line.citation, line.curator
