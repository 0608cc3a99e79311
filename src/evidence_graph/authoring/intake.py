"""How a draft becomes records of a book: its id, what it names, and whether it is here already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring import bookshelf, proposals
from evidence_graph.authoring.book import today
from evidence_graph.authoring.quotes import QuoteDraft
from evidence_graph.errors import NearClaim, RefusedChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.authoring.book import Book
    from evidence_graph.authoring.drafts import ClaimDraft, EvidenceDraft, StudyDraft


def claim(book: Book, draft: ClaimDraft) -> model.Claim:
    """The claim of *draft*, with an id of its own words."""
    statement = " ".join(draft.statement.split())
    _refuse_near(book, statement, is_meant=draft.new)
    name = book.checked_id(model.Claim, draft.id) or book.free_id(model.Claim, proposals.slug(statement))

    values = draft.values() | {"statement": statement, "topic": book.topic(draft.topic)}

    return book.add(model.Claim(name, **book.read(model.Claim, values)))


def _refuse_near(book: Book, statement: str, *, is_meant: bool) -> None:
    """Raise NearClaim for a claim that is here, and for one nearly in the same words unless it *is_meant*."""
    neighbour = next(iter(book.near(statement)), None)
    if neighbour is None:
        return

    equal = book.claim_words.same(statement) is not None
    if equal or not is_meant:
        raise NearClaim(neighbour.id, neighbour.statement, equal=equal)


def study(book: Book, draft: StudyDraft) -> model.Citation:
    """The work of *draft*, with a key of author and year; the one that is here where it is the same."""
    entry = bookshelf.entry(draft)
    key = book.names.same_citation(entry)
    if key is None:
        key = book.checked_id(bib.Entry, draft.key)
        key = key or bookshelf.free_key(entry, book.records(bib.Entry))
        book.put(replace(entry, key=key))

    # Which work it is stands in the entry.
    facts = book.read(model.Study, {**draft.values(), "doi": None, "pmid": None})
    facts = {name: content for name, content in facts.items() if content not in {None, ()}}
    if facts:
        _add_facts(book, key, facts)

    return book.citation(key)


def _add_facts(book: Book, key: str, facts: Mapping[str, Any]) -> None:
    """Record *facts* of a study. Raises RefusedChange where others are recorded of it."""
    recorded = book.records(model.Study).get(key, model.Study(key))
    others = sorted(name for name, value in facts.items() if getattr(recorded, name) not in {None, (), value})
    if others:
        cure = f"evidence-graph edit {key} {others[0]}=…"
        raise RefusedChange(f"{key} is here, with another {', '.join(others)}. Change it: {cure}")

    book.put(replace(recorded, **facts))


def evidence(book: Book, draft: EvidenceDraft) -> model.EvidenceLine:
    """The evidence line of *draft*, by its curator or that of the book, of today unless it has a date."""
    if draft.curator:
        curator = book.names.curator(draft.curator)
    else:
        curator = book.curator

    names = {
        "claim": book.names.refer(model.Claim, _name(draft.claim)),
        "citation": book.names.citation(_name(draft.study)),
        "curator": curator,
    }
    values = {"date": today()} | draft.values() | _findings(draft) | names
    quotes = _quotes(values.pop("quotes", ()))
    content = book.read(model.EvidenceLine, values)
    proposal = ".".join(names.values())
    name = book.checked_id(model.EvidenceLine, draft.id) or book.free_id(
        model.EvidenceLine, proposal, joint="."
    )

    line = model.EvidenceLine(id=name, **content)
    twin = book.names.same_judgement(line)
    if twin is not None:
        cure = f"evidence-graph edit {twin.id}"
        raise RefusedChange(f"That judgement is here: {twin.id}. Change it with: {cure}")

    book.add(line)
    for quote in quotes:
        book.add(replace(quote, line=line))

    return line


def _findings(draft: EvidenceDraft) -> dict[str, Any]:
    """The main finding of *draft*, and what else it says was found."""
    if isinstance(draft.finding, str):
        findings = [draft.finding]
    else:
        findings = list(draft.finding or ())

    if findings:
        return {"finding": findings[0], "further_findings": tuple(findings[1:])}

    return {}


def _quotes(said: Iterable[QuoteDraft | str] | str) -> list[QuoteDraft]:
    """What is quoted, as drafts."""
    several = [said] if isinstance(said, str) else said

    return [QuoteDraft(each) if isinstance(each, str) else each for each in several]


def _name(draft_or_record: object) -> str:
    """The id or the key of a record, or the text itself."""
    name = getattr(draft_or_record, "id", None) or getattr(draft_or_record, "key", None)

    return str(name or draft_or_record)
