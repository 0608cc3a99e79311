"""What can be wrong with a citation in its sentence, by codes: how much each matters, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.checks.kinds import ProblemKind, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

ERRORS = {
    "unknown-key": "a work that the library does not have",
    "unknown-claim": "a claim that is named and not there",
    "retracted-work-cited": "a work that was retracted",
    "contrary-work-cited": "a work that says the contrary of its sentence",
    "against-the-evidence": "a sentence that the evidence speaks against",
}
WARNINGS = {
    "background-cited": "a work cited for what only its background says",
    "inconclusive-work-cited": "a work cited for what it could not tell",
    "overclaim": "a sentence that promises more than the evidence gives",
}
REMARKS = {
    "not-recorded-for-claim": "a work of which nothing is recorded for the claim",
    "not-counted-for-claim": "a work that is not counted for the claim",
    "qualifies-claim": "a work that qualifies the claim",
    "little-recorded": "a sentence for which little is recorded",
    "near-claim": "a claim near the sentence, which nobody compared",
}

LINT_KINDS: Mapping[str, ProblemKind] = {
    code: ProblemKind(code, severity, words)
    for severity, table in zip(Severity, (ERRORS, WARNINGS, REMARKS), strict=True)
    for code, words in table.items()
}
"""Every kind by its code, the gravest severity first."""
