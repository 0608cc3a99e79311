"""The work that a row speaks of: found among those that are there, or made of what the row says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.authoring import proposals
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.authoring.tables.cell_values import identifiers_within, printed_reference
from evidence_graph.authoring.tables.citation_index import CitationIndex, complete
from evidence_graph.authoring.tables.source_rows import LONGEST_VALUE
from evidence_graph.authoring.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from evidence_graph.authoring.tables.folder_holdings import FolderHoldings
    from evidence_graph.authoring.tables.row_drafts import RowDraft
    from evidence_graph.authoring.tables.source_rows import RowPlace

FACTS = (
    "design",
    "design_note",
    "participants",
    "included_studies",
    "population",
    "intervention",
    "comparator",
    "outcomes",
    "conflict_of_interest",
    "retraction_status",
    "cohort",
    "trial_numbers",
)
"""What a row may say of the study behind a work."""

NAMING = (
    *(
        "key",
        "citation_id",
        "printed",
        "author",
        "author_list",
        "title",
        "year",
        "container",
        "volume",
        "issue",
    ),
    *("pages", "doi", "pmid", "pmcid", "url", "alias", "type"),
)
"""What a row names its work by; rows that agree in all of it speak of one work."""

TITLE_WORDS = 14
"""A work that is known by a sentence of its own alone is called by so many of its words."""


class RowCitations:
    """The works of a folder, and those that a table adds."""

    def __init__(self, holdings: FolderHoldings, file: str) -> None:
        self._file = file
        self._facts = dict(holdings.of(model.Study))
        self._changed: dict[str, model.Study] = {}
        self._new: dict[str, RowPlace] = {}
        self._quoted: dict[str, str] = {}
        self._keys: dict[tuple[object, ...], str] = {}
        aliases = {key: study.aliases for key, study in self._facts.items()}
        self._index = CitationIndex(holdings.citations, aliases)
        for line in holdings.of(model.EvidenceLine).values():
            self._remember_sentence(holdings.citations.get(line.citation), line)

    def _remember_sentence(self, citation: model.Citation | None, line: model.EvidenceLine) -> None:
        """Know a *work* of which nothing is known but a sentence by what the *line* quotes."""
        sentence = line.quotes[0] if line.quotes else line.finding
        if not (sentence and citation):
            return

        bare = model.Citation(citation.key, citation.type, title=_beginning(sentence), study=citation.study)
        if citation == bare:
            self._quoted.setdefault(statement_key(sentence), citation.key)

    @property
    def citations(self) -> list[model.Citation]:
        """The new works."""
        return [self._index.citations[key] for key in self._new]

    def records(self) -> list[model.Study]:
        """The study records that are new or say more than before."""
        return list(self._changed.values())

    def place(self, draft: RowDraft) -> tuple[str, RowPlace | None] | None:
        """The key of the work of *draft* and the row that brought it; nothing for a row without a work.

        Raises Unreadable where the name of the work fits several.
        """
        naming = tuple(draft[name] for name in NAMING)
        if naming in self._keys:
            key = self._keys[naming]
            self._tell_facts(key, draft)

            return key, self._new.get(key)

        citation, letter, aliases = _describe(draft)
        if citation == model.Citation(""):
            if not aliases:
                return self._quotation(draft)

            if draft["printed"] and not draft["alias"]:
                citation = replace(citation, title=aliases[0])

        candidates = self._index.candidates(citation, aliases, letter=letter)
        if len(candidates) > 1:
            cure = "give its DOI or PMID in a column, or its key"
            raise Unreadable(f"“{draft['printed']}” may be {' or '.join(candidates)}", cure)

        if candidates:
            key = candidates[0]
            self._complete(key, citation, aliases)
        else:
            key = self._add(citation, letter, draft, aliases)

        self._keys[naming] = key
        self._tell_facts(key, draft)

        return key, self._new.get(key)

    def recognise(self, draft: RowDraft, key: str) -> None:
        """Let rows that name their work as *draft* does speak of the work *key*."""
        naming = tuple(draft[name] for name in NAMING)
        if any(value is not None for value in naming):
            self._keys.setdefault(naming, key)

    def _add(self, citation: model.Citation, letter: str, draft: RowDraft, aliases: tuple[str, ...]) -> str:
        """Take in a new *work*; its key."""
        key = self._index.new_key(citation, aliases, letter)
        if citation.key and key != citation.key:
            aliases = (*aliases, citation.key)  # by which the table finds it again

        self._index.add(replace(citation, key=key), aliases)
        self._new[key] = draft.place
        self._changed[key] = self._facts[key] = model.Study(key, aliases=tuple(sorted(set(aliases))))

        return key

    def _complete(self, key: str, citation: model.Citation, aliases: tuple[str, ...]) -> None:
        """Let a new work have what another row says of it; what the folder holds stays as it is."""
        if key in self._new:
            self._index.add(complete(self._index.citations[key], citation), aliases)

    def _tell_facts(self, key: str, draft: RowDraft) -> None:
        """Put the facts of *draft* where nothing is recorded of the study yet."""
        facts = {name: draft[name] for name in FACTS if draft[name] is not None}
        if draft["study_note"]:
            facts["note"] = draft["study_note"]

        study = self._facts.get(key)
        if study is None:
            study = self._changed[key] = self._facts[key] = model.Study(key)

        gaps = {name: value for name, value in facts.items() if getattr(study, name) in {None, ()}}
        if gaps:
            self._changed[key] = self._facts[key] = replace(study, **gaps)

    def _quotation(self, draft: RowDraft) -> tuple[str, RowPlace | None] | None:
        """The work of which nothing is known but a sentence: one work a sentence."""
        text = draft["quote"] or (draft["finding"] if draft["stance"] else None)
        if not text:
            return None

        quoted_statement = statement_key(text)
        if quoted_statement in self._quoted:
            key = self._quoted[quoted_statement]
            return key, self._new.get(key)

        item = draft["source_item"] or f"row {draft.place}"
        key = proposals.name_of(f"{self._file.rpartition('.')[0]} {item}")
        citation = model.Citation(key, "misc", title=_beginning(text))
        key = self._add(citation, "", draft, ())
        note = f"Known by a sentence of it in {self._file} alone; the work itself is not naming there."
        self._changed[key] = self._facts[key] = replace(self._facts[key], note=note)
        self._quoted[quoted_statement] = key

        return key, self._new[key]


def _beginning(sentence: str) -> str:
    """The first words of a *sentence*, by which a work is called that has no other name."""
    words = sentence.split()

    return " ".join(words[:TITLE_WORDS]) + ("…" if len(words) > TITLE_WORDS else "")


def _describe(draft: RowDraft) -> tuple[model.Citation, str, tuple[str, ...]]:
    """The work that *draft* describes, the letter of its label, and its other names."""
    names, is_incomplete = draft["author"] or ((), False)
    names = draft["author_list"] or names
    aliases: list[str] = list(draft["alias"] or ())
    citation = model.Citation(
        draft["key"] or "",
        title=draft["title"],
        authors=names,
        authors_incomplete=is_incomplete,
        year=draft["year"],
        container=draft["container"],
        volume=draft["volume"],
        issue=draft["issue"],
        pages=draft["pages"],
        doi=draft["doi"],
        pmid=draft["pmid"],
        pmcid=draft["pmcid"],
        url=draft["url"],
    )

    kind, name = draft["citation_id"] or ("", "")
    if kind in {"doi", "pmid", "pmcid", "url"} and getattr(citation, kind) is None:
        identifiers: dict[str, Any] = {kind: name}
        citation = replace(citation, **identifiers)

    printed = draft["printed"]
    within: dict[str, Any] = identifiers_within(printed or (name if kind == "alias" else ""))
    citation = replace(
        citation, **{kind: value for kind, value in within.items() if getattr(citation, kind) is None}
    )
    if kind == "alias" and printed_reference(name):
        printed = printed or name
    elif kind == "alias":
        aliases.append(name)

    letter = ""
    if printed:
        citation, letter, alias = _with_printed(citation, printed)
        aliases += alias

    return _with_type(citation, draft["type"]), letter, tuple(aliases)


def _with_printed(citation: model.Citation, printed: str) -> tuple[model.Citation, str, list[str]]:
    """*work* with what its name in print says; a name that says nothing else is another name of it."""
    reference = printed_reference(printed)
    if reference is None:
        return citation, "", [printed[: 4 * LONGEST_VALUE]]

    return (
        replace(
            citation,
            authors=citation.authors or reference.authors,
            authors_incomplete=citation.authors_incomplete
            or (not citation.authors and reference.has_more_authors),
            year=citation.year or reference.year,
            container=citation.container or reference.container,
        ),
        reference.letter,
        [],
    )


def _with_type(citation: model.Citation, word: str | None) -> model.Citation:
    """*work* with its type of BibTeX: the *word* for it, else an article where it stands in a journal."""
    if citation == model.Citation(citation.key):
        return citation

    kind = (word or "").strip().lower()
    if not kind.isalpha():
        kind = "article" if citation.container else "misc"

    return replace(citation, type=kind)
