"""The note of a study: what it is, did and found, and every claim that it speaks to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing import study_facts
from evidence_graph.sheets.integrity_words import integrity_words
from evidence_graph.sheets.study_sheet import study_sheet
from evidence_graph.vault.note import Note, bullets, section, told
from evidence_graph.vault.note_links import NoteKind, NoteLinks, balance
from evidence_graph.vault.note_text import in_a_line, link_words, plain, tag, web_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.model import Citation, EvidenceLine, Study
    from evidence_graph.sheets.details import BiasSheet, ListedReference
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.sheets.study_sheet import StudySheet
    from evidence_graph.vault.note_text import Property


def study_note(ledger: Ledger, citation: Citation, links: NoteLinks) -> Note:
    """All that is known of the study behind *citation*."""
    sheet = study_sheet(ledger.graph, citation)
    headings = {claim: ledger.heading(claim, citation.key) for claim in sheet.lines_by_claim}
    properties, lines = _properties(citation, headings), tuple(_body(sheet, links, headings))

    return Note(NoteKind.STUDY, citation.key, properties, lines)


def _properties(citation: Citation, headings: dict[str, str]) -> dict[str, Property | None]:
    study = citation.study
    status = study.retraction_status if study else None
    names = dict.fromkeys(filter(None, (citation.label, citation.title)))

    return {
        "aliases": tuple(map(link_words, names)),
        "tags": (tag("study"), *((tag("study", study.design),) if study and study.design else ())),
        "title": link_words(citation.title) if citation.title else None,
        "authors": tuple(map(link_words, citation.authors)),
        "year": citation.year,
        "doi": in_a_line(citation.doi) if citation.doi else None,
        "pmid": in_a_line(citation.pmid) if citation.pmid else None,
        "design": looks.word(study.design) if study and study.design else None,
        "participants": study.participants if study else None,
        "retraction": looks.word(status) if status else None,
        "balance": balance(_claims_by_heading(headings)),
    }


def _claims_by_heading(headings: dict[str, str]) -> dict[str, list[str]]:
    """The claims by what the study says to them."""
    claims: dict[str, list[str]] = {}
    for claim, heading in headings.items():
        claims.setdefault(heading, []).append(claim)

    return claims


def _body(sheet: StudySheet, links: NoteLinks, headings: dict[str, str]) -> Iterator[str]:
    citation = sheet.citation
    facts = study_facts.tell(citation)
    claims = _claims_by_heading(headings)
    yield f"# {plain(citation.title or citation.label)}"
    yield ""
    yield f"**{_sum(claims)}** {balance(claims)}"
    yield ""
    yield from map(plain, filter(None, ["; ".join(facts.get("authors", ())), facts.get("source", "")]))
    yield from bullets(web_link(each["text"], each["href"]) for each in facts.get("links", ()))
    yield from section("Beware", _warnings(facts))
    yield from section("What it found", map(_result, facts.get("results", ())))
    yield from section("What it did", _facts(facts, citation.study, links))
    yield from section("Risk of bias", map(_bias, sheet.bias))
    for heading, look in looks.HEADINGS.items():
        touched = (_claim(sheet.lines_by_claim[claim], links) for claim in claims.get(heading, ()))
        yield from section(look.heading, touched)

    yield from section("As articles print it", (_printed(item, links) for item in sheet.references))


def _sum(claims: dict[str, list[str]]) -> str:
    """On how many claims it is judged, in a sentence."""
    number = sum(map(len, claims.values()))
    if not number:
        return "It is judged for no claim."

    return f"It is judged for {number} {'claim' if number == 1 else 'claims'}."


def _warnings(facts: dict[str, Any]) -> Iterator[str]:
    """What to beware of: retractions, conflicts of interest, what is unverified."""
    for flag in facts.get("flags", ()):
        yield f"**{plain(flag['mark'])}** {plain(flag['text'])}"


def _result(result: dict[str, Any]) -> str:
    return plain(result["text"]) + ("" if result["verified"] else " (unverified)")


def _facts(facts: dict[str, Any], study: Study | None, links: NoteLinks) -> Iterator[str]:
    if study is None:
        return

    if study.design:
        yield f"Design: {looks.word(study.design)}"

    for name, text in facts.get("facts", ()):
        yield f"{name}: {plain(text)}"

    integrity = integrity_words(study)
    if integrity:
        yield f"Integrity: {plain(integrity)}"

    if study.pools:
        yield f"Pools: {', '.join(map(links.study, study.pools))}"

    if study.version_of:
        yield f"Version of: {links.study(study.version_of)}"


def _bias(item: BiasSheet) -> str:
    one = item.judgement
    scope = f"{plain(one.domain or 'Over all')} ({plain(one.instrument)})"
    reason = f": {plain(one.reason)}" if one.reason else ""

    return f"{scope}: {looks.word(one.judgement)}{reason}"


def _claim(lines: Sequence[EvidenceLine], links: NoteLinks) -> str:
    """A claim it speaks to, and what each curator says of that."""
    judgements = dict.fromkeys(map(_judgement, lines))

    return told(links.claim(lines[0].claim), list(judgements))


def _judgement(line: EvidenceLine) -> str:
    withdrawn = "withdrawn" if line.withdrawn else ""
    words = (looks.word(line.stance), looks.DIRECTNESS[line.directness].beside, withdrawn)
    said = ", ".join(filter(None, words))

    return " – ".join([said, *map(plain, line.findings)])


def _printed(item: ListedReference, links: NoteLinks) -> str:
    reference = item.reference
    errors = "; ".join(map(plain, reference.errors))
    wrong = f" (wrong in print: {errors})" if errors else ""

    return f"{links.article(reference.article)}, entry {reference.number}: {plain(reference.printed)}{wrong}"
