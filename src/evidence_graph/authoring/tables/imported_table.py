"""A table that was read and mapped: what each row says, before it is known what the folder holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.assembly import Assembly
from evidence_graph.authoring.tables.columns import uses, without_place
from evidence_graph.authoring.tables.folder_holdings import FolderHoldings, of_book
from evidence_graph.authoring.tables.report import ImportReport, LeftOut
from evidence_graph.authoring.translations import in_language
from evidence_graph.bibliography import from_citation
from evidence_graph.model import Claim, DataSet, EvidenceLine, Weighing

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.authoring.book import Book
    from evidence_graph.authoring.tables.columns import ColumnUse
    from evidence_graph.authoring.tables.mapping import Mapping
    from evidence_graph.authoring.tables.row_drafts import RowDraft
    from evidence_graph.authoring.tables.source_rows import Refusal, SourceTable
    from evidence_graph.model import Citation


@dataclass(frozen=True)
class TableAddition:
    """What a table adds to a folder: new records, new works, and the report of its rows."""

    records: tuple[Any, ...]
    citations: tuple[Citation, ...]
    report: ImportReport


@dataclass(frozen=True)
class ImportedTable:
    """The rows of one file as drafts, with those refused, and how its columns were understood."""

    source: SourceTable
    mapping: Mapping
    recipe: str
    curator: str
    curator_name: str
    drafts: tuple[RowDraft, ...]
    refused: tuple[Refusal, ...]
    skipped: int = 0
    cleaned: int = 0
    left_out: tuple[LeftOut, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.source.name

    @property
    def is_list_of_citations(self) -> bool:
        """Whether the table is a list of works, which others may speak of."""
        return self.mapping.studies_only

    @cached_property
    def columns(self) -> tuple[ColumnUse, ...]:
        """How each column was understood, and what stands in it."""
        return uses(self.source, self.mapping, self.source.columns)

    @cached_property
    def addition(self) -> TableAddition:
        """What the table adds to an empty folder."""
        return self.against(FolderHoldings())

    @property
    def records(self) -> tuple[Any, ...]:
        """The records that the table is on its own."""
        return self.addition.records

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The works that the table names."""
        return self.addition.citations

    @property
    def report(self) -> ImportReport:
        """What became of each row, on its own."""
        return self.addition.report

    def against(
        self, holdings: FolderHoldings, advance: Callable[[int, int], None] | None = None
    ) -> TableAddition:
        """What the table adds to a folder with *holdings*; *advance* hears of the rows done."""
        is_nameless = self.mapping.nameless_curators
        assembly = Assembly(holdings, self.name, self.curator, self.curator_name, is_nameless)
        for number, _ in enumerate(assembly.take(self.drafts), 1):
            if advance and number % STRIDE == 0:
                advance(number, len(self.drafts))

        records = assembly.new_records()
        data_set = self._weighed(holdings)
        if data_set:
            records.append(data_set)

        citations = tuple(assembly.studies.citations)

        return TableAddition(
            tuple(records), citations, self._report(assembly, records, is_set=data_set is not None)
        )

    def add_to(self, book: Book, advance: Callable[[int, int], None] | None = None) -> ImportReport:
        """Put what is new into *book*, and say what became of each row."""
        addition = self.against(of_book(book), advance)
        for record in addition.records:
            book.put(in_language(record, book.language))

        for citation in addition.citations:
            book.put(from_citation(citation))

        return addition.report

    def _weighed(self, holdings: FolderHoldings) -> DataSet | None:
        """The data set with the weighing that the table asks for, where nothing is weighed in it yet."""
        if self.mapping.weighing is None or holdings.of(EvidenceLine):
            return None

        data_sets = list(holdings.of(DataSet).values())
        if not data_sets or data_sets[0].weighing is not None:
            return None

        return replace(data_sets[0], weighing=Weighing(self.mapping.weighing))

    def _weighing(self, holdings: FolderHoldings, *, is_set: bool) -> Weighing | None:
        """What a report tells of the weighing: nothing where the folder is weighed so already."""
        weighing = self.mapping.weighing
        has_it = any(data_set.weighing is weighing for data_set in holdings.of(DataSet).values())

        return weighing if is_set or not has_it else None

    def _without_place(self) -> tuple[tuple[str, str], ...]:
        """The columns that have no place, and what stands in them."""
        names = without_place(self.source, self.mapping)

        return tuple((use.column, use.values) for use in uses(self.source, self.mapping, names))

    def _report(self, assembly: Assembly, records: list[Any], *, is_set: bool) -> ImportReport:
        places = [row.place for row in self.source.rows]
        refused = tuple(sorted((*self.refused, *assembly.refused), key=lambda refusal: refusal.place))
        lines = [record for record in records if isinstance(record, EvidenceLine)]
        counts = {
            "judgements": len(lines),
            "claims": len({line.claim for line in lines}),
            "studies": len({line.citation for line in lines}),
            "new claims": sum(1 for record in records if isinstance(record, Claim)),
            "new studies": len(assembly.studies.citations),
        }

        return ImportReport(
            self.source.name,
            self.recipe,
            self.curator,
            read=len(self.drafts) + len(self.refused),
            first=min(places, default=None),
            last=max(places, default=None),
            header_row=self.source.header_row,
            added=assembly.added,
            already=assembly.already,
            merged=tuple(assembly.merged),
            refused=refused,
            skipped=self.skipped,
            joined=tuple(assembly.joined),
            cleaned=self.cleaned,
            left_out=self.left_out,
            no_place=self._without_place(),
            counts=counts | _others(records),
            weighing=self._weighing(assembly.holdings, is_set=is_set),
            weighing_is_set=is_set,
            notices=self.source.notices,
        )


STRIDE = 250
"""So many rows are taken in between two looks at the progress."""

OTHERS = {"Effect": "figures", "RiskOfBias": "judgements of the risk of bias"}
"""What a table may add beside judgements, and what a report calls it."""


def _others(records: list[Any]) -> dict[str, int]:
    """How many figures and judgements of bias are new."""
    kinds = [OTHERS.get(type(record).__name__) for record in records]

    return {kind: kinds.count(kind) for kind in OTHERS.values() if kind in kinds}
