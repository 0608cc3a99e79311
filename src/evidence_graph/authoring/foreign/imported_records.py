"""Records that a file holds under ids of their own, and what of them is new in a folder.

A claim in the words of one that is there, and a work that is there under another key, are those; whatever
speaks of them speaks of those then. A record that is there in other words is refused: `edit` changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.authoring import proposals
from evidence_graph.authoring.fields import in_words
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.authoring.tables.citation_index import CitationIndex
from evidence_graph.authoring.tables.folder_holdings import FolderHoldings, of_book
from evidence_graph.authoring.tables.imported_table import TableAddition
from evidence_graph.authoring.tables.report import ImportReport, LeftOut, RepeatedRow
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace
from evidence_graph.authoring.translations import Translation
from evidence_graph.bibliography import from_citation
from evidence_graph.store.conversion import default
from evidence_graph.vocabulary import BY_RECORD, SCHEMA, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from evidence_graph.authoring.book import Book

Key = tuple[type[Any], str]


NAMED = (model.Scheme, model.Concept, model.Curator)
"""Kinds of records of which one by the same id is the same."""

OURS = frozenset({"topic", "title"})
"""What the folder has in its own order: where a claim stands, what the data set is called."""


@dataclass(frozen=True)
class ImportedRecords:
    """The records and works of one file, with what could not be read of it.

    *unordered* are the works whose authors stand in no order there.
    """

    name: str
    recipe: str
    records: tuple[Any, ...]
    citations: tuple[model.Citation, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()
    unordered: frozenset[str] = frozenset()
    left_out: tuple[LeftOut, ...] = ()
    translations: tuple[Translation, ...] = ()
    is_list_of_citations: bool = False

    def add_to(self, book: Book, advance: Callable[[int, int], None] | None = None) -> ImportReport:
        """Put what is new into *book*, and say what became of each record."""
        addition = self.against(of_book(book))
        spoken = book.records(Translation)
        for record in addition.records:
            if not isinstance(record, Translation) or record.id not in spoken:
                book.put(record)

        for citation in addition.citations:
            book.put(from_citation(citation))

        if advance:
            advance(len(self.records), len(self.records))

        return addition.report

    @property
    def report(self) -> ImportReport:
        """What became of each record, on its own."""
        return self.against(FolderHoldings()).report

    def against(self, holdings: FolderHoldings) -> TableAddition:
        """What the file adds to a folder with *holdings*."""
        taking = _RecordTaking(self, holdings)
        taking.take_all()
        records = (*taking.records, *taking.translations())

        return TableAddition(records, tuple(taking.citations), taking.report())


@dataclass
class _RecordTaking:
    """One import of records, while it goes on."""

    source: ImportedRecords
    holdings: FolderHoldings
    names: dict[Key, str] = field(default_factory=dict)
    records: list[Any] = field(default_factory=list)
    citations: list[model.Citation] = field(default_factory=list)
    joined: list[RepeatedRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    already: int = 0

    def take_all(self) -> None:
        """Take in works first, then records in the order of the vocabulary, so that names are known."""
        self._take_citations()
        order = {entry.record: rank for rank, entry in enumerate(SCHEMA)}
        claims = {statement_key(one.statement): one.id for one in self.holdings.of(model.Claim).values()}

        for record in self.source.records:
            if isinstance(record, model.Claim):
                self._name_claim(record, claims)

        places = sorted(enumerate(self.source.records, 1), key=lambda pair: (order[type(pair[1])], pair[0]))
        for number, record in places:
            self._take(number, record)

    def translations(self) -> Iterator[Translation]:
        """What the file says in further languages of the records that are here."""
        coming = {(type(record), record.id) for record in self.records}
        for translation in self.source.translations:
            owner = self.names.get((translation.kind, translation.owner), translation.owner)
            if (translation.kind, owner) in coming or owner in self.holdings.of(translation.kind):
                yield replace(translation, owner=owner)

    def _take_citations(self) -> None:
        aliases = {key: study.aliases for key, study in self.holdings.of(model.Study).items()}
        index = CitationIndex(self.holdings.citations, aliases)
        for citation in self.source.citations:
            nameless = replace(citation, key="", study=None, results=())
            same = (
                citation.key
                if index.citations.get(citation.key) == replace(citation, study=None, results=())
                else None
            )
            candidates = [same] if same else index.candidates(nameless)
            if candidates:
                key = candidates[0]
            else:
                key = index.new_key(citation)
                new_citation = replace(citation, key=key, study=None, results=())
                index.add(new_citation)
                self.citations.append(new_citation)

            self.names[model.Study, citation.key] = key

    def _name_claim(self, claim: model.Claim, claims: dict[str, str]) -> None:
        """Let *claim* be the one that is there in the same words, or have an id that none has."""
        same = claims.get(statement_key(claim.statement))
        own_records = self.holdings.of(model.Claim)
        if same is None:
            same = proposals.free(claim.id, own_records.__contains__)
        elif same != claim.id:
            self.joined.append(RepeatedRow(RowPlace(0), same))

        self.names[model.Claim, claim.id] = same

    def _take(self, number: int, record: Any) -> None:  # noqa: ANN401 - any record
        """Take in one *record* under the names that hold here."""
        new = self._renamed(record)
        own_records = self.holdings.of(type(record))
        old = own_records.get(new.id)
        if isinstance(record, model.DataSet):
            old = next(iter(own_records.values()), new)  # there is one, whatever it is called

        if old is None:
            self.records.append(self._marked(new))
        elif old == new or isinstance(record, NAMED):
            self.already += 1
        else:
            self._fill_gaps(number, old, new)

    def _marked(self, record: Any) -> Any:  # noqa: ANN401 - any record
        """A study with its authors marked as unverified, where the file did not keep their order."""
        is_new = any(citation.key == record.id for citation in self.citations)
        if not isinstance(record, model.Study) or not is_new or record.id not in self.source.unordered:
            return record

        return replace(record, unverified=tuple(sorted({*record.unverified, "author"})))

    def _fill_gaps(self, number: int, old: Any, other: Any) -> None:  # noqa: ANN401 - two records of a kind
        """Let what is there have what only the *other* says; where they contradict one another, refuse it."""
        gaps: dict[str, Any] = {}
        for prop in BY_RECORD[type(old)].properties:
            mine, theirs = getattr(old, prop.attribute), getattr(other, prop.attribute)
            empty = default(BY_RECORD[type(old)], prop.attribute)
            if theirs in (mine, empty) or prop.attribute in OURS:
                continue

            if mine != empty:
                why = f"{prop.attribute} is {in_words(mine)} here and {in_words(theirs)} there"
                self._refuse(number, old, why)
                return

            gaps[prop.attribute] = theirs

        if gaps:
            self.records.append(replace(old, **gaps))
        else:
            self.already += 1

    def _refuse(self, number: int, old: Any, why: str) -> None:  # noqa: ANN401 - any record
        cure = f"evidence-graph edit {old.id} changes it"
        reason = f"{BY_RECORD[type(old)].name} {old.id}: {why}"
        self.refused.append(Refusal(self.source.name, RowPlace(number), None, old.id, reason, cure))

    def _renamed(self, record: Any) -> Any:  # noqa: ANN401 - any record
        """*record* with the ids by which what it names goes here."""
        changes: dict[str, Any] = {}
        own = self.names.get((type(record), record.id))
        if own and own != record.id:
            changes["id"] = own

        for prop in BY_RECORD[type(record)].properties:
            if prop.kind is not Kind.REFERENCE:
                continue

            value = getattr(record, prop.attribute)
            names_here = self._named(prop.target, value)
            if names_here != value:
                changes[prop.attribute] = names_here

        if changes:
            return replace(record, **changes)

        return record

    def _named(self, target: type[Any] | None, value: Any) -> Any:  # noqa: ANN401 - one id or several
        if isinstance(value, tuple):
            return tuple(sorted({self.names.get((target, each), each) for each in value if target}))
        if target and value:
            return self.names.get((target, value), value)

        return value

    def report(self) -> ImportReport:
        """What became of each record."""
        lines = [record for record in self.records if isinstance(record, model.EvidenceLine)]
        refused = (*self.source.refused, *self.refused)

        return ImportReport(
            self.source.name,
            self.source.recipe,
            "",
            read=len(self.source.records) + len(self.source.refused),
            added=len(self.records),
            already=self.already,
            refused=refused,
            left_out=self.source.left_out,
            joined=tuple(self.joined),
            counts=_counts(lines, self.records, self.citations),
            notices=self.source.notices,
            unit="record",
        )


def _counts(
    lines: list[model.EvidenceLine], records: list[Any], citations: list[model.Citation]
) -> Mapping[str, int]:
    """How much is new of what a report tells."""
    return {
        "judgements": len(lines),
        "claims": len({line.claim for line in lines}),
        "studies": len({line.citation for line in lines}),
        "new claims": sum(1 for record in records if isinstance(record, model.Claim)),
        "new studies": len(citations),
    }
