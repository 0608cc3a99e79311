"""What a notebook shows of a claim, a study, an assessment or a whole graph: plain text and HTML.

The HTML brings its own grounds for what has a colour, so that it can be read in a light and in a dark
notebook; it runs nothing, and every word of the data is escaped.
"""

from __future__ import annotations

from functools import cache, singledispatch
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence_graph import looks, model
from evidence_graph.assessment import Assessment, rate_all
from evidence_graph.audit import Audit
from evidence_graph.display import Listing
from evidence_graph.drawing.page import words_shown
from evidence_graph.drawing.study_facts import FLAGS, links
from evidence_graph.effects import phrases
from evidence_graph.graph import EvidenceGraph
from evidence_graph.invisible import isolate, show
from evidence_graph.looks.claim_relations import CLAIM_RELATIONS
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Citation, Claim, Direction, Effect, Evidence, EvidenceLine, Stance, Verdict
from evidence_graph.notebook import listings
from evidence_graph.search import Match
from evidence_graph.study_evidence import StudyEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Environment

__all__ = ["bundle"]


def bundle(value: object) -> dict[str, str]:
    """What is shown of *value*, by media type."""
    text, template, template_values = _face_of_fields(value)
    html = _environment().get_template(f"{template}.html.j2").render({"it": value} | template_values)

    return {"text/plain": isolate(show(text)), "text/html": html}


Told = tuple[str, str, dict[str, Any]]
"""The plain text, the name of a template, and what the template is given beside the value."""


@singledispatch
def _face_of_fields(value: object) -> Told:
    """The face of a record that has none of its own: its fields."""
    return listings.record(value)


@_face_of_fields.register
def _(values: Listing) -> Told:  # type: ignore[type-arg]
    return listings.listing(values)


@_face_of_fields.register
def _(match: Match) -> Told:
    fits = "taken as the claim meant" if match.fits else "does not fit"
    text, template, template_values = _face_of_fields(match.claim)
    text += f"\n  {fits} (score {match.score:.2f})"

    return text, template, template_values | {"it": match.claim, "fits": fits}


@_face_of_fields.register
def _(card: Audit) -> Told:
    harms = [f"{number} {harm}" for harm, number in card.harms.items() if number]
    title = f"Audit of {card.article.title}: {', '.join(harms) or 'no sentence on record'}"
    text, template, template_values = listings.listing(card.assertions)

    return f"{title}\n{text}", template, template_values | {"title": title}


@_face_of_fields.register
def _(effect: Effect) -> Told:
    value, spread, p = phrases.value_text(effect), phrases.spread(effect), phrases.p_value(effect)
    figures = ", ".join(dict.fromkeys(filter(None, (value, spread, p))))
    _, template, template_values = listings.record(effect)
    title = f"{effect.measure}: {figures}"
    text = f"{effect.citation}, {effect.outcome}\n  {title}"

    return text, template, template_values | {"title": title, "kind": f"{effect.citation}, {effect.outcome}"}


@_face_of_fields.register
def _(claim: Claim) -> Told:
    kind = looks.word(claim.kind) if claim.kind else None
    about = " · ".join(part for part in (claim.id, claim.topic, kind) if part)
    lines = filter(None, (claim.statement, claim.question, about))

    return "\n  ".join(lines), "claim", {}


@_face_of_fields.register
def _(citation: Citation) -> Told:
    lines = [_name(citation), citation.title or "title not recorded"]
    lines += (f"- {result.text}" for result in citation.results)

    return "\n  ".join(lines), "citation", {}


@_face_of_fields.register
def _(study: StudyEvidence) -> Told:
    findings: dict[tuple[str, bool | None], None] = {}
    for line in study.lines:
        findings |= dict.fromkeys((finding, line.verified) for finding in line.findings)

    lines = [f"{_judgement(line)}: {line.rationale or ''}".rstrip() for line in study.lines]
    finding_texts = [finding + _mark(verified) for finding, verified in findings]
    text = "\n  ".join([_name(study.citation), *finding_texts, *lines])

    return text, "study", {"findings": list(findings), "lines": study.lines, "citation": study.citation}


@_face_of_fields.register
def _(evidence: Evidence) -> Told:
    return _face_of_fields(StudyEvidence(evidence.citation, (evidence.line,)))


@_face_of_fields.register
def _(assessment: Assessment) -> Told:
    shares = (
        f"for {assessment.support:.2f}, against {assessment.opposition:.2f}, unknown {assessment.unknown:.2f}"
    )
    look = looks.VERDICTS[assessment.verdict]
    verdict = f"{look.sign} {look.word}{_sureness(assessment)}"
    further = list(_further(assessment))
    answer = " ".join(filter(None, (assessment.question, assessment.answer)))
    opening = f"{assessment.claim}: {answer}"
    text = "\n  ".join([opening, verdict, assessment.why, shares, *further])

    return text, "assessment", {"further": further, "sureness": _sureness(assessment)}


def _sureness(assessment: Assessment) -> str:
    """How sure the verdict is, or to which side it leans."""
    if assessment.certainty is not None:
        return f", {looks.word(assessment.certainty)} certainty"
    if assessment.lean is not None:
        side = "for" if assessment.lean is Stance.SUPPORTS else "against"
        return f", leans {side} it"

    return ""


def _further(assessment: Assessment) -> Iterator[str]:
    """What the verdict follows from, what it hangs on, and what is not known."""
    for step in assessment.steps:
        steps = f" (−{step.steps})" if step.steps else ""
        yield f"{step.domain}{steps}: {step.why}"

    if assessment.apart is not None:
        one, apart = assessment.shares, assessment.apart
        yield (
            f"what may share data is counted as one: {one.supports:.2f} for it, {one.opposes:.2f} against; "
            f"{apart.supports:.2f} and {apart.opposes:.2f} if they are apart"
        )

    if assessment.turn is not None:
        yield f"without {assessment.turn.without} it is {looks.word(assessment.turn.then)}"

    if assessment.tally.not_counted:
        yield f"not counted: {assessment.tally.not_counted}"

    if assessment.recorded:
        yield f"recorded: {', '.join(map(str, assessment.recorded))}"

    yield f"weighed by {looks.word(assessment.weighing)}"


@_face_of_fields.register
def _(graph: EvidenceGraph) -> Told:
    claims, citations = len(graph.claims()), len(graph.citations())
    articles = len(graph.all(model.Article))
    verdicts = {rating.claim: rating.verdict for rating in rate_all(graph)}
    topics = {topic.id: dict.fromkeys(Verdict, 0) for topic in graph.topics()}
    for claim in graph.claims():
        topics.setdefault(claim.topic, dict.fromkeys(Verdict, 0))[verdicts[claim.id]] += 1

    counts_by_verdict = {verdict: sum(topic[verdict] for topic in topics.values()) for verdict in Verdict}
    standings = ", ".join(f"{number} {looks.word(verdict)}" for verdict, number in counts_by_verdict.items())
    counted = f"claims: {claims} ({standings}), works: {citations}, articles: {articles}"
    template_values = {
        "counts": (claims, citations, articles),
        "topics": topics,
        "whole": counts_by_verdict,
    }

    return f"{graph.title}\n  {counted}", "graph", template_values


def _name(citation: Citation) -> str:
    parts = [citation.label]
    study = citation.study
    if study and study.design:
        parts.append(looks.word(study.design))

    if study and study.participants is not None:
        parts.append(f"n = {study.participants}")

    return " · ".join(parts)


def _judgement(line: EvidenceLine) -> str:
    look = looks.STANCES[line.stance]
    beside = looks.DIRECTNESS[line.directness].beside
    withdrawn = "withdrawn" if line.withdrawn else ""

    return f"{look.sign} {', '.join(filter(None, (look.word, beside, withdrawn)))} ({line.curator})"


def _mark(verified: bool | None) -> str:  # noqa: FBT001 - a field of a line
    mark = looks.FINDINGS[verified].mark
    return f" [{mark}]" if mark else ""


def _grounds() -> Iterator[str]:
    """The colour and ground of each value that has them, by day: a notebook may be dark around them."""
    stances = {looks.name(stance): look.colour for stance, look in looks.STANCES.items()}
    verdicts = {looks.name(verdict): look.colour for verdict, look in looks.VERDICTS.items()}
    for name, colour in (stances | verdicts).items():
        paint = PALETTE.get(colour)
        if paint and paint.day_tint:
            rule = f"color: {paint.day} !important; background: {paint.day_tint} !important;"
            yield f".evidence-graph .{name} {{ {rule} }}"


def _paint(side: Direction) -> str:
    return PALETTE[looks.DIRECTIONS[side].colour].day


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("evidence_graph.notebook"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=words_shown,
    )
    templates.filters |= {"word": looks.word, "name": looks.name, "paint": _paint, "cell": listings.cell}
    templates.globals |= {
        "links": links,
        "flags": FLAGS,
        "looks": looks,
        "relations": CLAIM_RELATIONS,
        "grounds": Markup("\n".join(_grounds())),  # noqa: S704 - our own colours
        "Direction": Direction,
        "Stance": Stance,
        "Verdict": Verdict,
    }

    return templates
