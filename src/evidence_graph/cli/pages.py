"""What ``show`` prints of each kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.cli import effects, tables, work_pages
from evidence_graph.cli.article_texts import quotations
from evidence_graph.cli.tables import bullets, facts, heading, indented, plain
from evidence_graph.cli.work_pages import margins_text, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Assertion, Claim, Concept, Procedure


def page(graph: EvidenceGraph, kind: str, thing: Any, texts: Mapping[str, str]) -> Iterable[RenderableType]:  # noqa: ANN401 - any record
    """All that is known of *thing*; *texts* are article texts by their SHA-256."""
    if kind == "claim":
        return claim_page(graph, thing, texts)
    makers: dict[str, Callable[[EvidenceGraph, Any], Iterable[RenderableType]]] = {
        "citation": work_pages.citation_page,
        "article": article_page,
        "procedure": procedure_page,
        "concept": concept_page,
    }
    return makers[kind](graph, thing)


def claim_page(graph: EvidenceGraph, claim: Claim, texts: Mapping[str, str]) -> Iterable[RenderableType]:
    """A claim: what it says, what it rests on, who says it, the verdict and the studies."""
    from evidence_graph.assessment import assess
    from evidence_graph.cli import study_lists, verdicts

    assessment = assess(graph, claim)
    yield from verdicts.opening(claim, assessment)
    yield facts(
        [
            ("Id", claim.id),
            ("Topic", graph.label(claim.topic)),
            ("Kind", words(claim.kind)),
            *(
                (graph.scheme_label(s), ", ".join(c.label for c in held))
                for s, held in graph.facets(claim).items()
            ),
            ("Beware", claim.note),
            ("Rests on", _claims(graph, claim.premises)),
            ("Premise of", _claims(graph, [c.id for c in graph.resting_on(claim)])),
            ("Clashes with", _claims(graph, claim.conflicts)),
            ("No difference", margins_text(graph.margins(claim=claim))),
        ]
    )
    assertions = graph.assertions(claim=claim)
    yield plain("Who says so" if assertions else "No article states it.", style="bold")
    for assertion in assertions:
        yield from _assertion(graph, assertion, texts)
    yield plain("")
    yield verdicts.summary(graph, assessment)
    yield from study_lists.by_heading(graph, graph.studies(claim), assessment.tally)
    yield from study_lists.searches(graph, claim)
    yield from effects.of_claim(graph, claim)
    for clash in graph.disagreements(claim):
        yield plain("Why the evidence clashes", style="bold")
        yield facts(
            [
                ("Cause", looks.word(clash.cause)),
                ("How", clash.explanation),
                ("Settled by", clash.settled_by),
            ]
        )
    yield plain(f"To correct it: claim {claim.id} in claims.ttl, then evidence-graph check.", style="dim")


def _assertion(
    graph: EvidenceGraph, assertion: Assertion, texts: Mapping[str, str]
) -> Iterable[RenderableType]:
    passages = graph.passages(assertion)
    where = ", ".join(f"paragraph {p.paragraph}, characters {p.start}-{p.end}" for p in passages)
    attitude, force = looks.word(assertion.attitude), looks.word(assertion.force)
    said = f"{assertion.article} {attitude} it, wording {force}"
    yield indented(plain(said + (f" ({where})" if where else "")), 2)
    sentences = quotations(graph, assertion, texts)
    for sentence in sentences or ():
        yield indented(plain(f"“{sentence}”", style="italic"), 4)
    if texts and sentences is None:
        missed = f"No text of {assertion.article} is in that folder (by its SHA-256)."
        yield indented(plain(missed, style="magenta"), 4)


def article_page(graph: EvidenceGraph, article: Article) -> Iterable[RenderableType]:
    """An article: the claims it takes a stand on and its reference list as printed."""
    yield heading(article.title)
    yield facts(
        [
            ("Key", article.id),
            ("Kind", article.kind),
            ("SHA-256 of its text", article.sha256),
            ("Note", article.note),
        ]
    )
    table = tables.grid("¶", "Stand", "Wording", "Claim")
    table.columns[3].ratio = 1
    assertions = graph.assertions(article=article)
    for assertion in assertions:
        paragraphs = ", ".join(dict.fromkeys(str(p.paragraph) for p in graph.passages(assertion)))
        text = tables.named(plain(graph.statement_of(assertion.claim)), assertion.claim)
        table.add_row(paragraphs, looks.word(assertion.attitude), looks.word(assertion.force), text)
    yield plain(f"{len(assertions)} claims", style="bold")
    yield table
    references = graph.references(article)
    yield plain(f"{len(references)} references", style="bold")
    listed = tables.grid("No.", "As printed, what it is, and what is wrong with it")
    listed.columns[1].ratio = 1
    for reference in references:
        text = plain(reference.printed)
        text.append(f"\n→ {reference.citation or 'no work of this data set'}", style="bold")
        for error in reference.errors:
            text.append(f"\n• {error}", style="magenta")
        listed.add_row(str(reference.number), text)
    yield listed


def procedure_page(graph: EvidenceGraph, procedure: Procedure) -> Iterable[RenderableType]:
    """A procedure: how to do it, and the claims about it with their studies."""
    yield heading(procedure.name)
    yield facts(
        [
            ("Purpose", procedure.purpose),
            ("Works mainly", _labels(graph, procedure.primary_targets)),
            ("Also", _labels(graph, procedure.secondary_targets)),
            ("Equipment", ", ".join(procedure.equipment)),
            ("Repetitions", procedure.repetitions),
            ("Warm-up", procedure.warm_up),
            ("Start", procedure.position),
        ]
    )
    yield tables.steps([step.text for step in graph.steps(procedure)])
    for title, items in (("Mind", procedure.cautions), ("To make it harder", procedure.progressions)):
        if items:
            yield plain(title, style="bold")
            yield bullets(items)
    following = ", ".join(
        graph.procedure(p).name for p in procedure.progresses_to if graph.has(type(procedure), p)
    )
    sources = ", ".join(procedure.articles)
    yield facts([("Next", following), ("Cool-down", procedure.cool_down), ("Described in", sources)])
    yield plain("What the evidence says of it", style="bold")
    yield claims_table(graph, graph.claims_about(procedure))


def concept_page(graph: EvidenceGraph, concept: Concept) -> Iterable[RenderableType]:
    """A concept: its other names, its neighbours, and the claims about it."""
    yield heading(concept.label)
    below = [c for c in graph.narrower(concept) if c.id != concept.id]
    yield facts(
        [
            ("Id", concept.id),
            ("Scheme", graph.scheme_label(concept.scheme)),
            ("Meaning", concept.definition),
            ("Also called", ", ".join(concept.alternatives)),
            ("A kind of", _labels(graph, concept.broader)),
            ("Kinds of it", ", ".join(c.label for c in below)),
            ("Same as", ", ".join(concept.matches)),
        ]
    )
    yield claims_table(graph, graph.claims(about=concept.id))


def claims_table(graph: EvidenceGraph, claims: list[Claim]) -> RenderableType:
    """Claims with their verdicts."""
    from evidence_graph.cli.claims import Row, rows_table

    if not claims:
        return plain("No claim is recorded about it.")
    return rows_table(Row.of(graph, claim) for claim in claims)


def _claims(graph: EvidenceGraph, ids: Iterable[str]) -> str:
    return "\n".join(f"{graph.claim(i).statement} ({i})" if graph.has_claim(i) else i for i in ids)


def _labels(graph: EvidenceGraph, concepts: Iterable[str]) -> str:
    return ", ".join(graph.label(c) for c in concepts)
