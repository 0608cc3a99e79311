"""How what is added is completed, put into a book and told of."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring import ClaimDraft, EvidenceDraft, StudyDraft
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.cli import options, printing, prompts, writing
from evidence_graph.cli.record_options import option_name
from evidence_graph.errors import CannotWrite, NearClaim, UnknownName
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evidence_graph.authoring import Book
    from evidence_graph.cli.writing import Writing
    from evidence_graph.model import Record

STANCES = "+ for  − against  ~ in part  ○ could not tell  · background"
DIRECTNESS = "d direct  i indirect  v very indirect  (empty: not recorded)"
LETTERS = {"d": "direct", "i": "indirect", "v": "very-indirect"}


def write(to: Writing, what: str, make: Callable[[Book], Iterable[str]]) -> None:
    """Write what *make* does to a book, and tell it."""
    writing.change(to, what, make)


def open_book(to: Writing) -> Book:
    """A book on the folder as it is, to look things up in."""
    from evidence_graph.authoring import editing

    return editing.open_book(to.folder, curator=to.curator, language=to.language)


def add_claim(to: Writing, statement: str, topic: str | None, values: dict[str, Any]) -> None:
    """Add a claim; one that is near another is asked about, or refused where nobody can be asked."""
    book = open_book(to)
    neighbour = next(iter(book.near(statement)), None)
    if neighbour and not values["new"]:
        equal = statement_key(statement) == statement_key(neighbour.statement)
        question = (
            f"Near a claim that is here: {neighbour.statement} ({neighbour.id}) Add yours all the same?"
        )
        if equal or not (prompts.can_ask() and click.confirm(question, default=False, err=True)):
            raise NearClaim(neighbour.id, neighbour.statement, equal=equal)

        values = values | {"new": True}

    topics = ", ".join(concept.label for concept in book.graph.topics()[:9])
    name = prompts.need(topic, f"Topic{f' ({topics})' if topics else ', such as brewing'}", "--topic")

    def make(book: Book) -> Iterator[str]:
        concepts = set(book.records(model.Concept))
        claim = book.add(ClaimDraft(statement, name, **values))
        if claim.topic not in concepts:
            yield f"added topic {claim.topic}"

        yield f"added claim {claim.id}"

    write(to, f"add claim {statement}", make)


def citation_of(citation: str | None, file: str | None) -> dict[str, Any]:
    """What one word says of a work: its DOI, PubMed number, title or BibTeX, or a *file* with that."""
    if file is not None:
        try:
            if file == "-":
                text = sys.stdin.read()
            else:
                text = Path(file).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise click.BadParameter(f"{file} cannot be read: {error}", param_hint="'--bibtex'") from None

        return {"bibtex": text}

    if citation is None:
        return {}

    text = citation.strip()
    if text.startswith("@"):
        return {"bibtex": text}
    if bib.is_doi(bib.bare_doi(text)):
        return {"doi": text}

    number = text.lower().removeprefix("pmid").lstrip(": ")
    if number.isdigit() or "pubmed.ncbi" in text:
        return {"pmid": text}

    return {"title": text}


def draft_of(values: dict[str, Any], key: str = "") -> StudyDraft:
    """The study of *values*; what a reference needs is asked for where nothing else says which work it is."""
    if not values.keys() & {"bibtex", "doi", "pmid", "title"}:
        values = values | citation_of(
            prompts.need(None, "Study (DOI, PMID or title)", "--title or --doi"), None
        )

    if prompts.can_ask() and not values.keys() & {"bibtex"}:
        for name, question in (("author", "Author"), ("year", "Year"), ("doi", "DOI (empty: none)")):
            values = values | {name: prompts.offer(values.get(name), question)}

    return StudyDraft(key=key, **{name: value for name, value in values.items() if value})


def study_lines(book: Book, draft: StudyDraft) -> Iterator[str]:
    """Put the study of *draft* into *book*; what became of it."""
    keys = set(book.records(bib.Entry))
    citation = book.add(draft)
    if citation.key in keys:
        name = draft.doi or draft.pmid or draft.title or "It"
        printing.tell(f"{name} is {citation.key}, which is here")
        return

    yield f"added study {citation.key}"


def add_evidence(to: Writing, claim: str | None, study: str | None, values: dict[str, Any]) -> None:
    """Add a judgement; the claim may be a question, and on a terminal the study may be a new one."""
    book = open_book(to)
    claim = _claim(book, claim)
    key, draft = _study(book, study)
    values["stance"] = prompts.need(values.get("stance"), STANCES, "--stance")
    values["finding"] = values.get("finding") or prompts.offer(None, "Finding, in your words") or None
    directness = prompts.offer(values.get("directness"), DIRECTNESS)
    values["directness"] = LETTERS.get(directness, directness) or None

    def make(book: Book) -> Iterator[str]:
        lines = list(study_lines(book, draft)) if draft else []
        citation = book.add(draft).key if draft else key
        line = book.add(EvidenceDraft(claim, citation, **values))
        yield ", ".join([*lines, f"{'' if lines else 'added '}judgement {line.id}"])

    write(to, f"add evidence for {claim}", make)


def _claim(book: Book, claim: str | None) -> str:
    """The id of the claim that is named or asked about; on a terminal it is confirmed."""
    while True:
        text = prompts.need(claim, "Claim (id or words)", "--claim")
        if text in book.records(model.Claim):
            return text
        if not prompts.can_ask():
            return options.claim(book.graph, text)

        match = next(iter(book.graph.find(text)), None)
        if match and prompts.confirm(f"{match.claim.statement} ({match.claim.id})"):
            return match.claim.id

        claim = None


def _study(book: Book, study: str | None) -> tuple[str, StudyDraft | None]:
    """The key of the study that is named; on a terminal one that is not here is taken down."""
    text = prompts.need(study, "Study (key, DOI, PMID or title)", "--study")

    try:
        key = book.names.citation(text)
    except UnknownName:
        if not prompts.can_ask():
            raise

        printing.tell("No study here is near.")

        return "", draft_of(citation_of(text, None))

    if text != key:
        printing.tell(f"{text} is {key}, which is here")

    return key, None


def complete(kind: type[Record], values: dict[str, Any]) -> dict[str, Any]:
    """*values* with what a *kind* of record cannot do without."""
    for prop in BY_RECORD[kind].properties:
        if prop.required and prop.attribute != "curator":
            if prop.choices:
                words = f" ({', '.join(each.value for each in prop.choices)})"
            else:
                words = ""

            question = f"{prop.attribute.replace('_', ' ').capitalize()}{words}"
            values[prop.attribute] = prompts.need(values.get(prop.attribute), question, option_name(prop))

    return values


def add_record(
    to: Writing, kind: type[Record], values: dict[str, Any], name: str, *, judged: bool = False
) -> None:
    """Add a record of a *kind*; one that is *judged* is so by the curator."""

    def make(book: Book) -> Iterator[str]:
        who = {"curator": book.curator} if judged else {}
        record = book.add(book.make(kind, name, **values, **who))
        yield f"added {BY_RECORD[kind].name} {record.id}"

    write(to, f"add {BY_RECORD[kind].name}", make)


def fingerprint(raw: bytes) -> dict[str, Any]:
    """The fingerprint and the length of a text. Raises CannotWrite where it is none."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotWrite(Path("the article"), "its text is no UTF-8; save it as UTF-8") from None

    return {"sha256": hashlib.sha256(raw).hexdigest(), "length": len(text)}
