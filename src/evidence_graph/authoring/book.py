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
from evidence_graph.authoring import example, fields, proposals, works
from evidence_graph.authoring.likeness import Statements
from evidence_graph.authoring.referring import Names
from evidence_graph.authoring.renaming import Renaming
from evidence_graph.authoring.stock import Stock
from evidence_graph.errors import NearClaim, RefusedChange
from evidence_graph.graph import EvidenceGraph
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.authoring.drafts import ClaimDraft, EvidenceDraft, StudyDraft
    from evidence_graph.model import Record
    from evidence_graph.store.dataset import Dataset

R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

TOPICS = "topics"
"""The id of the scheme in which new topics are, where no topic tells another."""

NO_FIELDS = frozenset({"id", "key", "new", "study", "bibtex"})
"""What a draft holds that is no field of a record."""


class Addition(Protocol[T_co]):
    """Something that knows how it becomes part of a book, and what it gives back."""

    def add_to(self, book: Book, /) -> T_co:
        """Put all of it into *book*."""


class Book:
    """A data set while somebody works on it."""

    def __init__(self, dataset: Dataset, *, curator: str | None = None) -> None:
        self.stock = Stock(dataset)
        self.names = Names(self.stock)
        self._curator = curator
        self.took_example_out: bool | None = None
        """Whether the first addition took out the example of a new folder; None before it."""
        self._statements: Statements | None = None
        self._judgements: dict[tuple[str, str, str], list[model.EvidenceLine]] | None = None

    @property
    def curator(self) -> str:
        """The id of who judges. Raises UnknownName, and RefusedChange where the data name nobody."""
        return self.names.curator(self._curator)

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
        self._take_example_out()
        if hasattr(addition, "add_to"):
            return addition.add_to(self)
        if isinstance(addition, model.Citation):
            return self._add_citation(addition)
        name = addition.key if isinstance(addition, bib.Entry) else addition.id
        held = self.stock.all(type(addition)).get(name)
        if held is not None and held != addition:
            raise _taken(type(addition), name)
        self.put(addition)
        return addition

    def _take_example_out(self) -> None:
        """Let the example of a folder that was just begun go, once."""
        if self.took_example_out is None:
            self.took_example_out = example.take_out(self.stock)

    def put(self, record: Record | bib.Entry) -> None:
        """Take in *record* in the place of that with its id, if there is one."""
        self.stock.put(record)
        self.names.note(record)
        if isinstance(record, model.Claim) and self._statements is not None:
            self._statements.add(record.id, record.statement)
        if isinstance(record, model.EvidenceLine) and self._judgements is not None:
            self._judgements.setdefault(_pair(record), []).append(record)

    def make(self, kind: type[R], name: str = "", /, **given: object) -> R:
        """A record of a *kind* with what is *given* for its fields, and an id of its own words or *name*.

        Raises UnknownName and WrongValue for what does not fit, RefusedChange for an id that is taken.
        """
        known: Any = kind
        if kind is model.Concept:
            given = given | {"scheme": self._scheme(str(given.get("scheme") or ""))}
        values = self._values(known, given, topic=True)
        identifier = self._id(known, name) or proposals.free(
            proposals.name_for(known, values), self.stock.all(known).__contains__
        )
        return cast("R", known(id=identifier, **values))

    def _scheme(self, name: str) -> str:
        """The scheme called *name*, without a name that of the topics; one that is not there is made."""
        schemes = self.stock.all(model.Scheme)
        found = next(
            (s.id for s in schemes.values() if name.casefold() in {s.id.casefold(), s.label.casefold()}), ""
        )
        if not name:
            found = self.names.topic_scheme() or ""
        return found or self.add(model.Scheme(proposals.name_of(name) or TOPICS, name or "Topics")).id

    def add_claim(self, draft: ClaimDraft) -> model.Claim:
        """The claim of *draft*, with an id of its own words."""
        statement = " ".join(draft.statement.split())
        self._refuse_near(statement, new=draft.new)
        claims = self.stock.all(model.Claim)
        name = self._id(model.Claim, draft.id) or proposals.free(
            proposals.slug(statement), claims.__contains__
        )
        values = self._values(model.Claim, draft.given() | {"statement": statement})
        values["topic"] = self.topic(draft.topic)
        return self.add(model.Claim(name, **values))

    def near(self, statement: str) -> list[model.Claim]:
        """The claims in nearly the words of *statement*, the nearest first; of equal ones only that."""
        if self._statements is None:
            claims = self.stock.all(model.Claim).values()
            self._statements = Statements((claim.id, claim.statement) for claim in claims)
        same = self._statements.same(statement)
        names = [same] if same else self._statements.near(statement)
        claims_now = self.stock.all(model.Claim)
        return [claims_now[name] for name in names if name in claims_now]

    def _refuse_near(self, statement: str, *, new: bool) -> None:
        near = next(iter(self.near(statement)), None)
        if near is None:
            return
        assert self._statements is not None  # noqa: S101 - they were just looked up
        equal = self._statements.same(statement) is not None
        if equal or not new:
            raise NearClaim(near.id, near.statement, equal=equal)

    def topic(self, name: str) -> str:
        """The id of the topic that goes by this *name*, which is made where there is none like it.

        Raises RefusedChange without a name, UnknownName with the nearest where it may be a slip.
        """
        if not name.strip():
            raise RefusedChange("A claim has a topic: say which, by its id or its label.")
        topic = self.names.topic(name)
        return topic or self.add_topic(name).id

    def add_topic(self, label: str) -> model.Concept:
        """A new topic of this *label*, in the scheme of the others."""
        scheme = self.names.topic_scheme()
        if scheme is None:
            scheme = self.add(model.Scheme(TOPICS, "Topics")).id
        name = proposals.free(proposals.name_of(label), self.stock.all(model.Concept).__contains__)
        return self.add(model.Concept(name, label.strip(), scheme))

    def add_study(self, draft: StudyDraft) -> model.Citation:
        """The work of *draft*, with a key of author and year; the one that is here where it is the same."""
        entry = works.entry(draft)
        known = self.names.same_work(entry)
        if known is None:
            key = self._id(bib.Entry, draft.key) or works.free_key(entry, self.stock.all(bib.Entry))
            known = key
            self.put(replace(entry, key=key))
        facts = self._values(model.Study, draft.given())
        if facts:
            self._add_facts(known, facts)
        return self.citation(known)

    def _add_facts(self, key: str, facts: Mapping[str, Any]) -> None:
        """Record *facts* of a study. Raises RefusedChange where others are recorded of it."""
        study = self.stock.all(model.Study).get(key, model.Study(key))
        other = {n for n, v in facts.items() if getattr(study, n) not in {None, (), v}}
        if other:
            cure = f"evidence-graph edit {key} {min(other)}=…"
            raise RefusedChange(f"{key} is here, with another {', '.join(sorted(other))}. Change it: {cure}")
        self.put(replace(study, **facts))

    def citation(self, name: str) -> model.Citation:
        """The work that goes by *name*: a key, an alias, a DOI, a PubMed number or a title."""
        key = self.names.work(name)
        study = self.stock.all(model.Study).get(key)
        entry = self.stock.all(bib.Entry).get(key)
        work = bib.citation(entry, self.stock.read.bibliography.strings) if entry else model.Citation(key)
        return replace(work, study=study)

    def _add_citation(self, work: model.Citation) -> model.Citation:
        """Take in a *work* with its key, and the facts and results it brings along."""
        self.add(replace(bib.from_citation(work), key=work.key))
        for record in filter(None, (work.study, *work.results)):
            self.add(record)
        return work

    def add_evidence(self, draft: EvidenceDraft) -> model.EvidenceLine:
        """The evidence line of *draft*, by its curator or that of the book, of today unless it has a date."""
        claim = self.names.refer(model.Claim, _name(draft.claim))
        study = self.names.work(_name(draft.study))
        curator = self.names.curator(draft.curator or self._curator)
        given = {"date": dt.datetime.now(tz=dt.UTC).date().isoformat()} | draft.given()
        given = {name: each for name, each in given.items() if name != "claim"}
        values = self._values(model.EvidenceLine, given | {"curator": curator})
        lines = self.stock.all(model.EvidenceLine)
        name = self._id(model.EvidenceLine, draft.id) or proposals.free(
            f"{claim}.{study}.{curator}", lines.__contains__, joint="."
        )
        line = model.EvidenceLine(id=name, claim=claim, citation=study, **values)
        twin = self._twin(line)
        if twin is not None:
            cure = f"evidence-graph edit {twin.id}"
            raise RefusedChange(f"That judgement is here: {twin.id}. Change it with: {cure}")
        return self.add(line)

    def _twin(self, line: model.EvidenceLine) -> model.EvidenceLine | None:
        """The line that says the same as *line*, if there is one."""
        if self._judgements is None:
            self._judgements = {}
            for each in self.stock.all(model.EvidenceLine).values():
                self._judgements.setdefault(_pair(each), []).append(each)
        return next((each for each in self._judgements.get(_pair(line), ()) if _same(each, line)), None)

    def change(self, name: str, /, **values: object) -> list[tuple[str, object, object]]:
        """Let the record *name* hold other *values*; what each field was and is.

        None takes what a field holds away. A study goes by its key; its fields may be facts of the study
        or fields of its record ("year"). Raises UnknownName and WrongValue.
        """
        kind, identifier = self.names.record(name)
        changed: list[tuple[str, object, object]] = []
        for field, given in values.items():
            changed += self._change(kind, identifier, field, given)
        return changed

    def _change(
        self, kind: type[Record], name: str, field: str, given: object
    ) -> list[tuple[str, object, object]]:
        if kind is model.Study and (entry := self.stock.all(bib.Entry).get(name)):
            changed = works.changed(entry, field, given)
            if changed is not None:
                strings = self.stock.read.bibliography.strings
                self.put(changed)
                return works.differences(entry, changed, strings)
        prop = fields.property_named(kind, field)
        known: Any = kind
        record: Any = self.stock.all(known).get(name) or known(name)
        value = fields.value(prop, given, self.names.refer)
        before = getattr(record, prop.attribute)
        if value == before:
            return []
        self.put(replace(record, **{prop.attribute: value}))
        return [(prop.attribute, before, value)]

    def withdraw(self, name: str, /, *, why: str, date: str | None = None) -> model.EvidenceLine:
        """Take a judgement back: it is kept with the day and the reason, and no longer counts.

        Raises UnknownName, and RefusedChange without a reason or where it is withdrawn already.
        """
        line = self.stock.all(model.EvidenceLine)[self.names.refer(model.EvidenceLine, name)]
        if not why.strip():
            raise RefusedChange("A judgement is withdrawn for a reason: say why.")
        if line.withdrawn:
            raise RefusedChange(f"{line.id} was withdrawn on {line.withdrawn}.")
        given = {"withdrawn": date or dt.datetime.now(tz=dt.UTC).date().isoformat(), "withdrawn_why": why}
        taken_back = replace(line, **self._values(model.EvidenceLine, given))
        self.put(taken_back)
        return taken_back

    def rename(self, name: str, new: str, /, *, merge: bool = False) -> None:
        """Give the record *name* the id *new*, everywhere; with *merge* the two become one.

        Raises UnknownName, and RefusedChange where *new* is taken or can be no id.
        """
        kind, identifier = self.names.record(name)
        works.refuse_id(new)
        self.stock.rename(Renaming(kind, identifier, new, merge))
        self._statements = self._judgements = None
        self.names.forget()

    def _id(self, kind: type[Any], name: str) -> str:
        """*name*, which may be the id of a new record of a *kind*. Raises RefusedChange where it may not."""
        works.refuse_id(name)
        if name in self.stock.all(kind):
            raise _taken(kind, name)
        return name

    def _values(
        self, kind: type[Record], given: Mapping[str, object], *, topic: bool = False
    ) -> dict[str, Any]:
        """What the fields of a *kind* of record hold when *given* so; a *topic* must be one that is here."""
        known = {prop.attribute: prop for prop in BY_RECORD[kind].properties}
        others = NO_FIELDS if topic else NO_FIELDS | {"topic"}
        return {
            name: fields.value(known[name], each, self.names.refer)
            for name, each in given.items()
            if name in known and name not in others
        }


def _taken(kind: type[Any], name: str) -> RefusedChange:
    word = "citation" if kind is bib.Entry else BY_RECORD[kind].name
    return RefusedChange(f"There is a {word} {name} already. Change it with: evidence-graph edit {name}")


def _name(given: object) -> str:
    """The id or the key of a record that is *given*, or the text itself."""
    return str(getattr(given, "id", None) or getattr(given, "key", None) or given)


def _pair(line: model.EvidenceLine) -> tuple[str, str, str]:
    """Claim, work and curator of *line*."""
    return line.claim, line.citation, line.curator


def _same(one: model.EvidenceLine, other: model.EvidenceLine) -> bool:
    """Whether two lines differ in nothing but id and date."""
    return replace(one, id=other.id, date=other.date) == other
