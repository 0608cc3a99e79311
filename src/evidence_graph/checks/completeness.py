"""How much is recorded of what a verdict is made by: no problem of the data, but verdicts know no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.checks.judgements import is_withdrawn
from evidence_graph.checks.statements import term
from evidence_graph.model import BiasJudgement, Effect, EvidenceLine, RiskOfBias, Study
from evidence_graph.vocabulary import choice_iri

if TYPE_CHECKING:
    from evidence_graph.checks.statements import Statements

CITATION, DIRECTNESS, LINE_DESIGN, LINE_PARTICIPANTS = (
    term(EvidenceLine, name) for name in ("citation", "directness", "design", "participants")
)
DESIGN, PARTICIPANTS, INCLUDED = (
    term(Study, name) for name in ("design", "participants", "included_studies")
)
BIAS_CITATION, JUDGEMENT = (term(RiskOfBias, name) for name in ("citation", "judgement"))
EFFECT_CITATION, LOW, HIGH = (term(Effect, name) for name in ("citation", "low", "high"))
UNCLEAR = choice_iri(BiasJudgement.UNCLEAR)


def remark(statements: Statements) -> str | None:
    """Of how much of the evidence each field is recorded; nothing where all of it is, or there is none."""
    described = statements.described
    lines = [line for line in statements.of(EvidenceLine) if not is_withdrawn(statements, line)]
    judged_keys = {statements.link(line, CITATION) for line in lines} - {""}
    if not judged_keys:
        return None

    direct = sum(DIRECTNESS in described[line] for line in lines)
    fields = {
        "design": _having(statements, {DESIGN}, lines, LINE_DESIGN),
        "size": _having(statements, {PARTICIPANTS, INCLUDED}, lines, LINE_PARTICIPANTS),
        "risk of bias": {
            statements.link(bias, BIAS_CITATION)
            for bias in statements.of(RiskOfBias)
            if statements.link(bias, JUDGEMENT) != UNCLEAR
        },
        "an interval": {
            statements.link(effect, EFFECT_CITATION)
            for effect in statements.of(Effect)
            if {LOW, HIGH} <= described[effect].keys()
        },
    }
    numbers = {field: len(judged_keys & citations) for field, citations in fields.items()}
    if direct == len(lines) and set(numbers.values()) == {len(judged_keys)}:
        return None

    field_counts = ", ".join(f"{field} {number}" for field, number in numbers.items())

    return (
        f"of {len(judged_keys)} works judged, recorded: {field_counts}; "
        f"of {len(lines)} judgements: directness {direct}. "
        "A gap counts as the ordinary bad mark of its field; the assessment of a claim tells its own."
    )


def _having(statements: Statements, fields: set[str], lines: list[str], own: str) -> set[str]:
    """The works of which one of *fields* is recorded, at the work or, as *own*, on a line."""
    recorded = {study for study in statements.of(Study) if not fields.isdisjoint(statements.described[study])}

    return recorded | {statements.link(line, CITATION) for line in lines if own in statements.described[line]}
