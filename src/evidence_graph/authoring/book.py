"""`Book`: a data set in which somebody adds and changes claims, studies and judgements.

    with eg.edit("data", curator="ana-bell") as book:
        claim = book.add(eg.Claim("Warming the pot first keeps tea hotter.", topic="brewing"))
        study = book.add(eg.Study(title="Pots and their heat", author="Ladle, B.", year=2022))
        book.add(eg.Evidence(claim, study, stance="supports"))
        book.change("kettle2015", participants=48)

Nothing is written before the end. Nothing is deleted: a judgement is withdrawn, with the day and the reason.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, overload

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring import bookshelf, example, fields, proposals, translations
from evidence_graph.authoring.likeness import ClaimWords
from evidence_graph.authoring.referring import Register
from evidence_graph.authoring.renaming import Renaming
from evidence_graph.authoring.stock import WorkingCopy
from evidence_graph.errors import RefusedChange
from evidence_graph.graph import EvidenceGraph
from evidence_graph.store import conversion, language_codes, languages
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.authoring.homes import Homes
    from evidence_graph.authoring.translations import Translation
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Record
    from evidence_graph.vocabulary import Property

R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

TOPICS = "topics"
"""The id of the scheme in which new topics are, where no topic tells another."""

Difference = tuple[str, object, object]
"""A field, what it was and what it is."""


class Addition(Protocol[T_co]):
    """Something that knows how it becomes part of a book, and what it gives back."""

    def add_to(self, book: Book, /) -> T_co:
        """Put all of it into *book*."""


class Book:
    """A data set while somebody works on it."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        curator: str | None = None,
        language: str = "",
        homes: Homes | None = None,
    ) -> None:
        self.stock = WorkingCopy(dataset, homes)
        self.names = Register(self.stock)
        self.took_example_out: bool | None = None
        """Whether the first addition took out the example of a new folder; None before it."""

        if language:
            language_codes.needs_language(language)

        self._curator, self._language = curator, language
        self._claim_words: ClaimWords | None = None

    @property
    def curator(self) -> str:
        """The id of who judges. Raises UnknownName, and RefusedChange where the data name nobody."""
        return self.names.curator(self._curator)

    @property
    def language(self) -> str:
        """The tag of the language in which texts are added; empty where they say none."""
        return self._language

    @property
    def graph(self) -> EvidenceGraph:
        """The graph of the data as they are now. Raises CannotWrite as a save does."""
        return EvidenceGraph.of_dataset(self.stock.now())

    def records(self, kind: type[R]) -> Mapping[str, R]:
        """The records of a *kind* by id, as they are now."""
        return self.stock.all(kind)

    @overload
    def add(self, addition: Addition[R]) -> R: ...
    @overload
    def add(self, addition: R) -> R: ...
    def add(self, addition: Any) -> Any:
        """Take in *addition*: a draft, a record, a work, an entry of BibTeX, or a table that was read.

        Gives back the record that came of it. Raises RefusedChange for an id that is taken, NearClaim for a
        claim in nearly the words of another, UnknownName for what it names and is not there.
        """
        if self.took_example_out is None:
            self.took_example_out = example.take_out(self.stock)

        if hasattr(addition, "add_to"):
            return addition.add_to(self)
        if isinstance(addition, model.Citation):
            return self._add_citation(addition)

        if isinstance(addition, bib.Entry):
            name = addition.key
        else:
            name = addition.id

        present = self.stock.all(type(addition)).get(name)
        if present is not None and present != addition:
            raise _id_is_taken(type(addition), name)

        self.put(addition)

        return addition

    def put(self, record: Record | bib.Entry | Translation) -> None:
        """Take in *record* in the place of that with its id, if there is one."""
        self.stock.put(record)
        self.names.note(record)
        if isinstance(record, model.Claim) and self._claim_words is not None:
            self._claim_words.add(record.id, record.statement)

    def _add_citation(self, citation: model.Citation) -> model.Citation:
        """Take in a *work* with its key, and the facts and results it brings along."""
        self.add(replace(bib.from_citation(citation), key=citation.key))

        for record in filter(None, (citation.study, *citation.results)):
            self.add(record)

        return citation

    def make(self, kind: type[R], name: str = "", /, **values: object) -> R:
        """A record of a *kind* that holds *values*, with an id of its own words unless it has a *name*.

        Raises UnknownName and WrongValue for what does not fit, RefusedChange for an id that is taken.
        """
        any_kind: Any = kind
        if kind is model.Concept:
            values = values | {"scheme": self._scheme(str(values.get("scheme") or ""))}

        content = self.read(any_kind, values)
        proposal = proposals.name_for(any_kind, content)
        identifier = self.checked_id(any_kind, name) or self.free_id(any_kind, proposal)

        return cast("R", any_kind(id=identifier, **content))

    def read(self, kind: type[Record], values: Mapping[str, object]) -> dict[str, Any]:
        """What the fields of a *kind* of record hold for *values*, as people type them.

        Raises UnknownName and WrongValue.
        """
        properties = {prop.attribute: prop for prop in BY_RECORD[kind].properties}

        return {
            name: self._value(kind, properties[name], value)
            for name, value in values.items()
            if name in properties
        }

    def _value(self, kind: type[Record], prop: Property, value: object, present: Any = ()) -> Any:  # noqa: ANN401 - of any field
        """What a field holds for *value*, in the language of the book but for what is *present* already."""
        content = fields.value(prop, value, self.names.refer)
        if content is None:  # a field that says nothing holds what it holds where nobody said anything
            return conversion.default(BY_RECORD[kind], prop.attribute)

        return translations.with_language(prop, content, self._language, present)

    def checked_id(self, kind: type[Any], name: str) -> str:
        """*name*, which may be the id of a new record of a *kind*. Raises RefusedChange where it may not."""
        bookshelf.refuse_id(name)
        if name in self.stock.all(kind):
            raise _id_is_taken(kind, name)

        return name

    def free_id(self, kind: type[Any], proposal: str, *, joint: str = "-") -> str:
        """*proposal*, or one like it that no record of a *kind* has."""
        return proposals.free(proposal, self.stock.all(kind).__contains__, joint=joint)

    @property
    def claim_words(self) -> ClaimWords:
        """The words of all claims, to look for one that is like another."""
        if self._claim_words is None:
            claims = self.stock.all(model.Claim).values()
            self._claim_words = ClaimWords((claim.id, claim.statement) for claim in claims)

        return self._claim_words

    def near(self, statement: str) -> list[model.Claim]:
        """The claims in nearly the words of *statement*, the nearest first; of equal ones only that."""
        twin = self.claim_words.same(statement)
        names = [twin] if twin else self.claim_words.near(statement)
        claims = self.stock.all(model.Claim)

        return [claims[name] for name in names if name in claims]

    def topic(self, name: str) -> str:
        """The id of the topic that goes by this *name*, which is made where there is none like it.

        Raises RefusedChange without a name, UnknownName with the nearest where it may be a slip.
        """
        if not name.strip():
            raise RefusedChange("A claim has a topic: say which, by its id or its label.")

        return self.names.topic(name) or self.add_topic(name).id

    def add_topic(self, label: str) -> model.Concept:
        """A new topic of this *label*, in the scheme of the others."""
        name = self.free_id(model.Concept, proposals.name_of(label))
        text = languages.Tagged(label.strip(), self._language) if self._language else label.strip()

        return self.add(model.Concept(name, text, self._scheme("")))

    def _scheme(self, name: str) -> str:
        """The scheme called *name*, without a name that of the topics; one that is not there is made."""
        if name:
            scheme = self.names.scheme(name)
        else:
            scheme = self.names.topic_scheme()

        if scheme is not None:
            return scheme

        return self.add(model.Scheme(proposals.name_of(name) or TOPICS, name or "Topics")).id

    def citation(self, name: str) -> model.Citation:
        """The work that goes by *name*: a key, an alias, a DOI, a PubMed number or a title."""
        key = self.names.citation(name)
        entry = self.stock.all(bib.Entry).get(key)
        study = self.stock.all(model.Study).get(key)
        if entry:
            return replace(bib.citation(entry, self.stock.strings), study=study)

        doi, pmid = (study.doi, study.pmid) if study else (None, None)

        return model.Citation(key, doi=doi, pmid=pmid, study=study)

    def change(self, name: str, /, **values: object) -> list[Difference]:
        """Let the record *name* hold other *values*; what each field was and is.

        None takes what a field holds away. A study goes by its key; its fields may be facts of the study
        or fields of its record ("year"). Raises UnknownName and WrongValue.
        """
        kind, identifier = self.names.record(name)
        differences: list[Difference] = []

        for field, value in values.items():
            differences += self._change(kind, identifier, field, value)

        return differences

    def _change(self, kind: type[Record], name: str, field: str, value: object) -> list[Difference]:
        """Let one *field* hold another value. A field of the record of a work is changed in its entry."""
        if kind is model.Study:
            entry = self.stock.all(bib.Entry).get(name)
        else:
            entry = None

        if entry:
            changed_entry = bookshelf.change_field(entry, field, value)
        else:
            changed_entry = None

        if entry and changed_entry:
            self.put(changed_entry)
            return bookshelf.differences(entry, changed_entry, self.stock.strings)

        prop = fields.property_named(kind, field)
        any_kind: Any = kind
        record: Any = self.stock.all(any_kind).get(name) or any_kind(name)
        place = translations.FieldPlace(self.stock, kind, name, prop, self._language)
        if place.is_translation():
            return place.translate(str(value or "").strip())

        before = getattr(record, prop.attribute)
        after = self._value(kind, prop, value, before or ())
        if before == after:
            return []

        self.put(replace(record, **{prop.attribute: after}))

        return [(prop.attribute, before, after)]

    def translate(self, name: str, language: str, /, **texts: object) -> list[Difference]:
        """Let fields of the record *name* say *texts* in a *language*; what each was and is in it.

        The texts in other languages stay as they are. Raises UnknownName.
        """
        language_codes.needs_language(language)
        before, self._language = self._language, language
        try:
            return self.change(name, **texts)
        finally:
            self._language = before

    def withdraw(self, name: str, /, *, why: str, date: str | None = None) -> model.EvidenceLine:
        """Take a judgement back: it is kept with the day and the reason, and no longer counts.

        Raises UnknownName, and RefusedChange without a reason or where it is withdrawn already.
        """
        line = self.stock.all(model.EvidenceLine)[self.names.refer(model.EvidenceLine, name)]
        if not why.strip():
            raise RefusedChange("A judgement is withdrawn for a reason: say why.")
        if line.withdrawn:
            raise RefusedChange(f"{line.id} was withdrawn on {line.withdrawn}.")

        content = self.read(model.EvidenceLine, {"withdrawn": date or today(), "withdrawn_why": why})
        withdrawn_line = replace(line, **content)
        self.put(withdrawn_line)

        return withdrawn_line

    def rename(self, name: str, new: str, /, *, merge: bool = False) -> None:
        """Give the record *name* the id *new*, everywhere; with *merge* the two become one.

        Raises UnknownName, and RefusedChange where *new* is taken or can be no id.
        """
        kind, identifier = self.names.record(name)
        bookshelf.refuse_id(new)
        self.stock.rename(Renaming(kind, identifier, new, merge))
        self.names.forget()
        self._claim_words = None


def today() -> str:
    """The day it is, as a field holds it."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()


def _id_is_taken(kind: type[Any], name: str) -> RefusedChange:
    if kind is bib.Entry:
        word = "citation"
    else:
        word = BY_RECORD[kind].name

    return RefusedChange(f"There is a {word} {name} already. Change it with: evidence-graph edit {name}")
