"""The note of a claim: the answer, the verdict with its reasons, each study once, and what hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.citing.stance_table import verdict_words
from evidence_graph.looks.claim_relations import statement_source
from evidence_graph.model import Stance
from evidence_graph.sheets.claim_sheet import claim_sheet
from evidence_graph.sheets.speech import round_shares
from evidence_graph.vault.note import Note, bullets, section, told
from evidence_graph.vault.note_links import NoteKind, NoteLinks
from evidence_graph.vault.note_text import link_words, plain, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.assessment import Assessment, CertaintyStep
    from evidence_graph.model import Claim, Disagreement
    from evidence_graph.sheets.claim_sheet import ClaimSheet
    from evidence_graph.sheets.details import AssertionSheet, SearchSheet
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.sheets.study_rows import StudyRow
    from evidence_graph.vault.note_text import Property


SIDES = frozenset({Stance.SUPPORTS, Stance.OPPOSES})


def claim_note(ledger: Ledger, claim: Claim, links: NoteLinks) -> Note:
    """All that is known of *claim*."""
    sheet = claim_sheet(ledger, claim)

    return Note(NoteKind.CLAIM, claim.id, _properties(sheet, links), tuple(_body(sheet, links)))


def _properties(sheet: ClaimSheet, links: NoteLinks) -> dict[str, Property | None]:
    claim, assessment = sheet.claim, sheet.verdict.assessment
    counts = assessment.tally.by_heading

    return {
        "aliases": (link_words(claim.statement),),
        "tags": (tag("claim"), tag(assessment.verdict), tag("topic", sheet.facts.topic)),
        "verdict": looks.word(assessment.verdict),
        "certainty": looks.word(assessment.certainty) if assessment.certainty else None,
        "lean": looks.word(assessment.lean) if assessment.lean else None,
        "balance": links.balance_of(claim.id),
        **_shares(assessment),
        "studies-for": len(counts.get(Stance.SUPPORTS, ())),
        "studies-against": len(counts.get(Stance.OPPOSES, ())),
        "studies": sum(map(len, counts.values())),
        "topic": link_words(sheet.facts.topic),
        "kind": looks.word(claim.kind) if claim.kind else None,
        "question": link_words(claim.question) if claim.question else None,
    }


def _shares(assessment: Assessment) -> dict[str, float]:
    """The shares as they are printed everywhere: they add up to 1.00."""
    shares = {
        "support": assessment.support,
        "opposition": assessment.opposition,
        "unknown": assessment.unknown,
    }

    return round_shares(shares) if assessment.terms else {}


def _body(sheet: ClaimSheet, links: NoteLinks) -> Iterator[str]:
    claim, assessment = sheet.claim, sheet.verdict.assessment
    yield f"# {plain(claim.statement)}"
    yield ""
    question = f"*{plain(claim.question)}* " if claim.question else ""
    yield f"{question}**{plain(assessment.answer)}**"
    yield ""
    yield from _verdict(assessment, links)
    if claim.note:
        yield from ("", f"**Watch out:** {plain(claim.note)}")

    yield from _studies(sheet, links)
    yield from section("Why the evidence clashes", (_clash(item, links) for item in sheet.disagreements))
    yield from _neighbours(sheet, links)
    yield from section("What articles say", (_assertion(item, links) for item in sheet.facts.assertions))
    yield from section("About", _subjects(sheet, links))
    yield from section("Searches made", map(_search, sheet.searches))


def _verdict(assessment: Assessment, links: NoteLinks) -> Iterator[str]:
    """The verdict with what stands for and against the claim, and why it is so."""
    sign, balance = looks.VERDICTS[assessment.verdict].sign, links.balance_of(assessment.claim)
    yield f"**{sign} {verdict_words(assessment)}** {balance} {plain(assessment.why)}"
    if assessment.turn:
        without = links.study(assessment.turn.without)
        yield f"Without {without} it would be {looks.word(assessment.turn.then)}."

    shares = _shares(assessment)
    if shares:
        yield ""
        yield "Shares: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()) + "."

    yield from bullets(_step(step) for step in assessment.steps)


def _step(step: CertaintyStep) -> str:
    """A step of the certainty, with what it takes off."""
    taken_off = f" \N{MINUS SIGN}{step.steps}" if step.steps else ""

    return f"{step.domain}{taken_off}: {plain(step.why)}"


def _studies(sheet: ClaimSheet, links: NoteLinks) -> Iterator[str]:
    """The studies under their headings, the heaviest first; a side without any says so."""
    for heading, look in looks.HEADINGS.items():
        rows = sheet.rows.get(heading, ())
        yield from section(f"{look.heading} ({len(rows)})", (_study(row, links) for row in rows))
        if not rows and heading in SIDES:
            yield from ("", f"No study on record {looks.STANCES[Stance(heading)].verb} it.")


def _study(row: StudyRow, links: NoteLinks) -> str:
    """A study of the claim: who, how, how directly, and what it found."""
    parts = [links.study(row.key), _design(row), _directness(row)]
    if len(row.stances) > 1:
        parts.append(f"readers differ: {' / '.join(map(looks.word, row.stances))}")

    if row.not_counted:
        parts.append(f"not counted: {row.not_counted}")

    findings = [_finding(finding.text, verified=finding.verified) for finding in row.findings]

    return told(" · ".join(filter(None, parts)), findings or ["no finding is recorded"])


def _design(row: StudyRow) -> str:
    words = [*map(looks.word, row.designs)]
    words += (f"{number} people" for number in row.participants)

    return ", ".join(words)


def _directness(row: StudyRow) -> str:
    words = (looks.DIRECTNESS[value].beside or "directness not recorded" for value in row.directness)

    return " / ".join(words)


def _finding(text: str, *, verified: bool | None) -> str:
    mark = looks.FINDINGS[verified].mark

    return f"{plain(text)} ({mark})" if mark else plain(text)


def _clash(item: Disagreement, links: NoteLinks) -> str:
    settled = f" What would settle it: {plain(item.settled_by)}" if item.settled_by else ""
    studies = ", ".join(map(links.study, item.citations))
    between = f" ({studies})" if studies else ""

    return f"**{looks.word(item.cause)}**: {plain(item.explanation)}{settled}{between}"


def _neighbours(sheet: ClaimSheet, links: NoteLinks) -> Iterator[str]:
    """The claims that it hangs together with, under a heading each."""
    groups: dict[str, Iterable[str]] = {
        "Rests on": sheet.claim.premises,
        "Premise of": sheet.premise_of,
        "Can’t be true together with": sheet.claim.conflicts,
        **sheet.related,
    }
    for heading, claims in groups.items():
        yield from section(heading, map(links.claim, claims))


def _assertion(item: AssertionSheet, links: NoteLinks) -> str:
    assertion = item.assertion
    places = [f", paragraph {place.passage.paragraph}" for place in item.passages if place.main]
    stand = f"{looks.word(assertion.attitude)} it, wording {looks.word(assertion.force)}"

    return f"{links.article(assertion.article)} {stand}{''.join(places)}"


def _subjects(sheet: ClaimSheet, links: NoteLinks) -> Iterator[str]:
    yield f"Topic: {links.concept(sheet.claim.topic)}"
    for facet in sheet.facts.about:
        concepts = ", ".join(links.concept(concept.id) for concept in facet.concepts)
        yield f"{plain(facet.label)}: {concepts}"

    if sheet.claim.comparator:
        yield f"Compared with: {plain(sheet.claim.comparator)}"

    source = statement_source(sheet.claim)
    if source:
        yield f"Stated by: {plain(source)}"


def _search(sheet: SearchSheet) -> str:
    search = sheet.search
    counts = {"hits": search.hits, "kept": search.kept}
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items() if number is not None)
    by = f", by {plain(sheet.by)}" if sheet.by else ""
    words = f"A {looks.word(search.coverage)} search on {plain(search.date)} in {plain(search.source)}{by}"

    return f"{words}, for “{plain(search.query)}”" + (f": {numbers}" if numbers else "")
