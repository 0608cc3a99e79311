"""The note of a study: what it is, did and found, and every claim that it speaks to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing import study_facts
from evidence_graph.model import Study
from evidence_graph.sheets.integrity_words import integrity_words
from evidence_graph.sheets.study_sheet import study_sheet
from evidence_graph.vault.note import Note, bullets, section, with_findings
from evidence_graph.vault.note_links import NoteKind, NoteLinks, balance
from evidence_graph.vault.note_text import behind, link_words, plain, property_words, tag, web_link, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.model import Citation, EvidenceLine
    from evidence_graph.sheets.details import BiasSheet, ListedReference
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.sheets.study_sheet import StudySheet
    from evidence_graph.vault.note_text import Property


def study_note(ledger: Ledger, citation: Citation, links: NoteLinks) -> Note:
    """All that is known of the study behind *citation*."""
    sheet = study_sheet(ledger.graph, citation)
    headings: dict[str, str] = {}
    for claim in sheet.lines_by_claim:
        # A judgement may name a claim that the data do not have; `check` says so.
        if claim in ledger.assessments:
            headings[claim] = ledger.heading(claim, citation.key)

    properties = _properties(citation, headings)
    lines = tuple(_body(sheet, links, headings))

    return Note(NoteKind.STUDY, citation.key, properties, lines)


def _properties(citation: Citation, headings: dict[str, str]) -> dict[str, Property | None]:
    """What a search, Bases and Dataview can ask of it."""
    study = citation.study or Study(citation.key)
    names = dict.fromkeys(filter(None, (citation.label, citation.title)))

    return {
        "aliases": tuple(map(link_words, names)),
        "tags": (tag("study"), tag("study", study.design or "design not recorded")),
        "title": property_words(citation.title),
        "authors": tuple(map(link_words, citation.authors)),
        "year": citation.year,
        "doi": citation.doi,
        "pmid": citation.pmid,
        "design": word_of(study.design),
        "participants": study.participants,
        "retraction": word_of(study.retraction_status),
        "balance": balance(_claims_by_heading(headings)),
    }


def _claims_by_heading(headings: dict[str, str]) -> dict[str, list[str]]:
    """The claims by what the study says to them."""
    claims: dict[str, list[str]] = {}
    for claim, heading in headings.items():
        claims.setdefault(heading, []).append(claim)

    return claims


def _body(sheet: StudySheet, links: NoteLinks, headings: dict[str, str]) -> Iterator[str]:
    """The lines of the note, the work itself first, then what it did, then the claims."""
    citation = sheet.citation
    facts = study_facts.tell(citation)
    claims = _claims_by_heading(headings)

    yield f"# {plain(citation.title or citation.label)}"
    yield ""
    yield f"**{_sum(claims)}** {balance(claims)}"
    yield ""
    yield behind("", "; ".join(facts.get("authors", ())))
    yield behind("", facts.get("source"))
    yield from bullets(web_link(each["text"], each["href"]) for each in facts.get("links", ()))

    yield from section("Beware", _warnings(facts))
    yield from section("What it found", map(_result, facts.get("results", ())))
    yield from section("What it did", _facts(facts, citation.study, links))
    yield from section("Risk of bias", map(_bias, sheet.bias))

    for heading, look in looks.HEADINGS.items():
        lines = map(sheet.lines_by_claim.__getitem__, claims.get(heading, ()))
        yield from section(look.heading, map(partial(_claim, links), lines))

    yield from section("As articles print it", map(partial(_printed, links), sheet.references))


def _sum(claims: dict[str, list[str]]) -> str:
    """On how many claims it is judged, in a sentence."""
    number = sum(map(len, claims.values()))
    if number == 1:
        return "It is judged for one claim."

    return f"It is judged for {number or 'no'} claims."


def _warnings(facts: dict[str, Any]) -> Iterator[str]:
    """What to beware of: retractions, conflicts of interest, what is unverified."""
    for flag in facts.get("flags", ()):
        yield f"**{plain(flag['mark'])}** {plain(flag['text'])}"


def _result(result: dict[str, Any]) -> str:
    """A key result, and whether nobody could confirm it."""
    if result["verified"]:
        return plain(result["text"])

    return f"{plain(result['text'])} (unverified)"


def _facts(facts: dict[str, Any], study: Study | None, links: NoteLinks) -> Iterator[str]:
    """How it was done, what is on record of its integrity, and which works hang together with it."""
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
    """One judgement of the risk of bias, with its domain, its instrument and its reason."""
    one = item.judgement
    scope = f"{plain(one.domain or 'Over all')} ({plain(one.instrument)})"

    return f"{scope}: {looks.word(one.judgement)}{behind(': ', one.reason)}"


def _claim(links: NoteLinks, lines: Sequence[EvidenceLine]) -> str:
    """A claim it speaks to, and what each curator says of that."""
    judgements = dict.fromkeys(map(_judgement, lines))

    return with_findings(links.claim(lines[0].claim), list(judgements))


def _judgement(line: EvidenceLine) -> str:
    """What one curator says: stance, directness, and what it found."""
    words = [looks.word(line.stance), looks.DIRECTNESS[line.directness].beside]
    if line.withdrawn:
        words.append("withdrawn")

    return " – ".join([", ".join(filter(None, words)), *map(plain, line.findings)])


def _printed(links: NoteLinks, item: ListedReference) -> str:
    """An entry of a list of references that names it, and what is wrong there."""
    reference = item.reference
    errors = behind(" (wrong in print: ", "; ".join(reference.errors), ")")

    return f"{links.article(reference.article)}, entry {reference.number}: {plain(reference.printed)}{errors}"
