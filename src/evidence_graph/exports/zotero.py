"""Works for Zotero with what is judged of them: a tag for each stance to a claim, and a note of it all.

In come works of a graph, out go texts that Zotero imports: its own RDF, in which tags and notes come over
whole, RIS, in which they do too, or CSL-JSON, whose note becomes what Zotero calls Extra.
"""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.bibliography import csl_json, evidence_marks, ris, zotero_rdf_writer
from evidence_graph.bibliography.zotero_rdf_writer import ZoteroItem, listing, paragraphs
from evidence_graph.citing.stance_table import verdict_words
from evidence_graph.exports import literature_files
from evidence_graph.model import Stance
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.sheets.study_sheet import study_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence_graph.bibliography.foreign_records import ForeignRecord
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation
    from evidence_graph.sheets.details import LineOfStudy
    from evidence_graph.sheets.study_sheet import StudySheet


class ZoteroFormat(StrEnum):
    """The formats in which Zotero imports works with tags and notes; each is the ending of its files."""

    RDF = "rdf"
    RIS = "ris"
    CSL_JSON = "json"


def to_zotero(
    graph: EvidenceGraph,
    citations: Iterable[Citation],
    *,
    form: ZoteroFormat | str = ZoteroFormat.RDF,
    claims: Sequence[str] = (),
    stance: Stance | str | None = None,
) -> str:
    """The *citations* in a *form* of Zotero, each with tags and a note for its judgements.

    *claims* and *stance* narrow of which judgements they tell. Tags and notes of the user, which stand in the
    bibliography, stay; those of an earlier export are made anew.
    """
    citations = list(citations)
    if not citations:
        return ""

    ledger = Ledger(graph)
    items = []
    for citation, foreign in zip(citations, literature_files.records(graph, citations), strict=True):
        sheet = study_sheet(graph, citation)
        lines = [item for item in sheet.evidence if _is_asked(item, claims, stance)]
        items.append(JudgedCitation(evidence_marks.unmarked_record(foreign), lines, sheet, ledger))

    return WRITERS[ZoteroFormat(form)](items)


def _is_asked(item: LineOfStudy, claims: Sequence[str], stance: Stance | str | None) -> bool:
    """Whether a judgement still counts, and is of one of *claims* and of the *stance* if these are given."""
    is_of_claim = not claims or item.claim in claims

    return item.line.withdrawn is None and is_of_claim and stance in {None, item.line.stance}


def _in_order(item: LineOfStudy) -> tuple[int, str, str]:
    """Judgements for a claim before those against it, then by claim."""
    return list(Stance).index(item.line.stance), item.claim, item.line.id


class JudgedCitation:
    """A work with those of its judgements that are told."""

    def __init__(
        self, record: ForeignRecord, lines: Sequence[LineOfStudy], sheet: StudySheet, ledger: Ledger
    ) -> None:
        self._sheet, self._ledger = sheet, ledger
        self._names = {curator.id: curator.name for curator in sheet.curators}
        self.lines = sorted(lines, key=_in_order)
        words = dict.fromkeys(record.keywords)
        for item in self.lines:
            words[evidence_marks.tag(item.line.stance, item.claim)] = None

        self.record = replace(record, keywords=list(words))

    def sentences(self) -> list[str]:
        """Each judgement in a line: stance, claim, finding, place, curator, and the verdict on the claim."""
        return [f"{'; '.join(self._parts(item))}." for item in self.lines]

    def _parts(self, item: LineOfStudy) -> Iterator[str]:
        """What is told of one judgement."""
        line = item.line
        yield f"{looks.word(line.stance)}: {self._sheet.statements[item.claim]} ({item.claim})"
        if line.findings:
            yield f"finding: {' '.join(line.findings).rstrip('.')}"

        places = [line.quote_place, *(quote.place for quote in item.quotations)]
        for place in dict.fromkeys(filter(None, places)):
            yield f"place: {place}"

        yield ", ".join(filter(None, (f"judged by {self._names[line.curator]}", line.date)))

        # A judgement may name a claim that the data do not have; `check` says so.
        if item.claim in self._ledger.assessments:
            yield f"verdict on the claim: {verdict_words(self._ledger.assessments[item.claim])}"

    def plain_note(self) -> str:
        """The judgements in one text."""
        if not self.lines:
            return ""

        return f"{evidence_marks.START} {' '.join(self.sentences())} {evidence_marks.END}"


def _rdf(items: Sequence[JudgedCitation]) -> str:
    """Zotero's RDF, in which nothing is lost."""
    return zotero_rdf_writer.write(map(_zotero_item, items))


def _zotero_item(item: JudgedCitation) -> ZoteroItem:
    """The work with its user's note and ours, each a note of its own."""
    texts = dict(item.record.texts)
    own_notes = (texts.pop("annote", ""), texts.pop("annotation", ""))
    notes = [paragraphs([text]) for text in filter(None, own_notes)]
    if item.lines:
        opening, ending = paragraphs([evidence_marks.START, evidence_marks.END])
        notes.append([opening, listing(item.sentences()), ending])

    return ZoteroItem(replace(item.record, texts=texts), notes)


def _ris(items: Sequence[JudgedCitation]) -> str:
    """RIS with the key also in what Zotero calls Extra: it takes no ID over."""
    return ris.write(_with_extra(_with_note(item, "ris-n1"), "ris-m2") for item in items)


def _with_extra(record: ForeignRecord, field: str) -> ForeignRecord:
    """*record* with its key before what else stands in the *field* that becomes Extra."""
    lines = (f"Citation Key: {record.key}", record.texts.get(field, ""))

    return replace(record, texts={**record.texts, field: "\n".join(filter(None, lines))})


def _csl_json(items: Sequence[JudgedCitation]) -> str:
    """CSL-JSON with the key also where Zotero has it, beside the id, which it makes anew."""
    records = [_with_extra(_with_note(item, "note"), "note") for item in items]
    csl_items = [csl_json.item(record) | {"citation-key": record.key} for record in records]

    return json.dumps(csl_items, ensure_ascii=False, indent=2) + "\n"


def _with_note(item: JudgedCitation, field: str) -> ForeignRecord:
    """The work with our note behind what stands in the *field* already."""
    texts = (item.record.texts.get(field, ""), item.plain_note())
    note = "\n".join(filter(None, texts))
    if not note:
        return item.record

    return replace(item.record, texts={**item.record.texts, field: note})


WRITERS: dict[ZoteroFormat, Callable[[Sequence[JudgedCitation]], str]] = {
    ZoteroFormat.RDF: _rdf,
    ZoteroFormat.RIS: _ris,
    ZoteroFormat.CSL_JSON: _csl_json,
}
