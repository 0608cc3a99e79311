"""What ``show`` prints of each kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import answer_tables, citation_pages, effect_rows, study_lists, verdicts
from evidence_graph.cli.answer_tables import bullets, facts, heading, indent, plain
from evidence_graph.cli.citation_pages import margins_text, words
from evidence_graph.cli.study_table import StudyTable
from evidence_graph.looks.claim_relations import statement_source
from evidence_graph.model import PassagePart
from evidence_graph.sheets.article_sheet import ArticleSheet
from evidence_graph.sheets.audit_sheet import quotations
from evidence_graph.sheets.claim_sheet import ClaimSheet, named_claim
from evidence_graph.sheets.concept_sheet import ConceptSheet
from evidence_graph.sheets.procedure_sheet import ProcedureSheet
from evidence_graph.sheets.speech import speech
from evidence_graph.sheets.study_sheet import StudySheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, Concept
    from evidence_graph.sheets.details import AssertionSheet, PassageSheet
    from evidence_graph.sheets.shown import ShownSheet


def page(graph: EvidenceGraph, sheet: ShownSheet, texts: Mapping[str, str]) -> Iterable[RenderableType]:
    """All that is known of the thing on *sheet*; *texts* are article texts by their SHA-256."""
    match sheet:
        case ClaimSheet():
            return claim_page(graph, sheet, texts)
        case StudySheet():
            return citation_pages.citation_page(graph, sheet)
        case ArticleSheet():
            return article_page(sheet)
        case ProcedureSheet():
            return procedure_page(graph, sheet)
        case ConceptSheet():
            return concept_page(graph, sheet)


def claim_page(graph: EvidenceGraph, sheet: ClaimSheet, texts: Mapping[str, str]) -> Iterable[RenderableType]:
    """A claim: what it says, what it rests on, who says it, the verdict and the studies."""
    claim, assessment = sheet.claim, sheet.verdict.assessment
    yield from verdicts.opening(claim, assessment)
    if assessment.question:
        yield plain(f"Claim: {claim.statement}")

    yield facts(
        [
            ("Id", claim.id),
            ("Topic", sheet.facts.topic),
            ("Kind", words(claim.kind)),
            ("Compared with", claim.comparator),
            ("Stated by", statement_source(claim)),
            *((facet.label, _labels(facet.concepts)) for facet in sheet.facts.about),
            ("Rests on", "\n".join(sheet.rests_on)),
            ("Premise of", "\n".join(sheet.carries)),
            ("Clashes with", "\n".join(sheet.clashes_with)),
            *((heading, _statements(graph, others)) for heading, others in sheet.related.items()),
            ("No difference", margins_text(sheet.margins)),
        ]
    )
    assertions = sheet.facts.assertions
    yield plain("Who says so" if assertions else "No article states it.", style="bold")
    for assertion in assertions:
        yield from _assertion(graph, assertion, texts)

    yield plain("")
    yield from verdicts.summary(graph, claim, assessment)
    if sheet.rows:
        yield StudyTable(graph, sheet.rows, speech(claim), in_full=True)

    yield from study_lists.searches(sheet.searches)
    yield from effect_rows.of_claim(sheet)
    for clash in sheet.disagreements:
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
    graph: EvidenceGraph, sheet: AssertionSheet, texts: Mapping[str, str]
) -> Iterable[RenderableType]:
    assertion = sheet.assertion
    where = "; ".join(map(_passage, sheet.passages))
    attitude, force = looks.word(assertion.attitude), looks.word(assertion.force)
    assertion_text = f"{assertion.article} {attitude} it, wording {force}"
    yield indent(plain(assertion_text + (f" ({where})" if where else "")), 2)
    sentences = quotations(graph, assertion, texts)
    for sentence in sentences or ():
        yield indent(plain(f"“{sentence}”", style="italic"), 4)

    if texts and sentences is None:
        missed = f"No text of {assertion.article} is in that folder (by its SHA-256)."
        yield indent(plain(missed, style="magenta"), 4)


def _passage(sheet: PassageSheet) -> str:
    """Where a passage stands; that it only argues for the claim is said, that it says it goes without."""
    passage = sheet.passage
    place = f"paragraph {passage.paragraph}, characters {passage.start}-{passage.end}"
    if sheet.part is PassagePart.ARGUES_FOR:
        return f"{looks.word(sheet.part)} it in {place}"

    return place


def article_page(sheet: ArticleSheet) -> Iterable[RenderableType]:
    """An article: the claims it takes a stand on and its reference list as printed."""
    article = sheet.article
    yield heading(article.title)
    yield facts(
        [
            ("Key", article.id),
            ("Kind", article.kind),
            ("SHA-256 of its text", article.sha256),
            ("Note", article.note),
        ]
    )
    table = answer_tables.grid("¶", "Stand", "Wording", "Claim")
    table.columns[3].ratio = 1
    for item in sheet.assertions:
        assertion = item.assertion
        paragraphs = ", ".join(dict.fromkeys(str(sheet.passage.paragraph) for sheet in item.passages))
        text = answer_tables.name_with_id(plain(item.statement), assertion.claim)
        table.add_row(paragraphs, looks.word(assertion.attitude), looks.word(assertion.force), text)

    yield plain(f"{len(sheet.assertions)} claims", style="bold")
    yield table

    yield plain(f"{len(sheet.references)} references", style="bold")
    reference_table = answer_tables.grid("No.", "As printed, what it is, and what is wrong with it")
    reference_table.columns[1].ratio = 1
    for reference in sheet.references:
        text = plain(reference.printed)
        text.append(f"\n→ {reference.citation or 'no work of this data set'}", style="bold")
        for error in reference.errors:
            text.append(f"\n• {error}", style="magenta")

        reference_table.add_row(str(reference.number), text)

    yield reference_table


def procedure_page(graph: EvidenceGraph, sheet: ProcedureSheet) -> Iterable[RenderableType]:
    """A procedure: how to do it, and the claims about it with their studies."""
    procedure = sheet.procedure
    yield heading(procedure.name)
    yield facts(
        [
            ("Purpose", procedure.purpose),
            ("Works mainly", sheet.primary),
            ("Also", sheet.secondary),
            ("Equipment", ", ".join(procedure.equipment)),
            ("Repetitions", procedure.repetitions),
            ("Warm-up", procedure.warm_up),
            ("Start", procedure.position),
        ]
    )
    yield answer_tables.steps(sheet.steps)
    for title, items in (("Mind", procedure.cautions), ("To make it harder", procedure.progressions)):
        if items:
            yield plain(title, style="bold")
            yield bullets(items)

    following, sources = ", ".join(sheet.following.values()), ", ".join(procedure.articles)
    yield facts([("Next", following), ("Cool-down", procedure.cool_down), ("Described in", sources)])
    yield plain("What the evidence says of it", style="bold")
    yield claims_table(graph, sheet.about)


def concept_page(graph: EvidenceGraph, sheet: ConceptSheet) -> Iterable[RenderableType]:
    """A concept: its other names, its neighbours, and the claims about it."""
    concept = sheet.concept
    yield heading(concept.label)
    yield facts(
        [
            ("Id", concept.id),
            ("Scheme", sheet.scheme_label),
            ("Meaning", concept.definition),
            ("Also called", ", ".join(concept.alternatives)),
            ("A kind of", ", ".join(sheet.kind_of)),
            ("Kinds of it", ", ".join(sheet.kinds)),
            ("Same as", ", ".join(concept.matches)),
        ]
    )
    yield claims_table(graph, sheet.about)


def claims_table(graph: EvidenceGraph, claims: Sequence[Claim]) -> RenderableType:
    """Claims with their verdicts."""
    from evidence_graph.cli.claims import rows_table
    from evidence_graph.sheets.claim_list import claim_rows

    if not claims:
        return plain("No claim is recorded about it.")

    return rows_table(claim_rows(graph, claims))


def _statements(graph: EvidenceGraph, claims: Iterable[str]) -> str:
    """One a line, the claims with these ids."""
    return "\n".join(named_claim(graph, claim) for claim in claims)


def _labels(concepts: Iterable[Concept]) -> str:
    return ", ".join(concept.label for concept in concepts)
