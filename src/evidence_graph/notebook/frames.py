"""A list of values as a table: one row a value, its columns in the words of the JSON.

In come values of one kind; out go rows for the face of the list, and a `pandas.DataFrame`.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from evidence_graph.assessment import Assessment
from evidence_graph.audit import AuditedAssertion
from evidence_graph.errors import MissingExtra
from evidence_graph.model import Citation, Claim, Evidence, EvidenceLine
from evidence_graph.search import Match
from evidence_graph.sheets.brief import assessment_row
from evidence_graph.sheets.sheet import plain
from evidence_graph.study_evidence import StudyEvidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

Row = dict[str, Any]


@singledispatch
def row(value: object) -> Row:
    """The row of *value*: the fields of a record, what a list says of anything else."""
    if is_dataclass(value) and not isinstance(value, type):
        record: Row = plain(value)
        return record

    return {"value": value}


@row.register
def _(claim: Claim) -> Row:
    return {field.name: plain(getattr(claim, field.name)) for field in fields(claim)}


@row.register
def _(match: Match) -> Row:
    return {
        "claim": match.claim.id,
        "statement": match.claim.statement,
        "score": match.score,
        "sure": match.sure,
        "fits": match.fits,
    }


@row.register
def _(citation: Citation) -> Row:
    study = citation.study
    return {
        "key": citation.key,
        "label": citation.label,
        "title": citation.title,
        "year": citation.year,
        "container": citation.container,
        "doi": citation.doi,
        "design": study.design.value if study and study.design else None,
        "participants": study.participants if study else None,
    }


@row.register
def _(study: StudyEvidence) -> Row:
    findings: dict[str, None] = {}
    for line in study.lines:
        findings |= dict.fromkeys(line.findings)

    directness = dict.fromkeys(line.directness.value for line in study.lines)

    return row(study.citation) | {
        "stances": [stance.value for stance in study.stances],
        "directness": list(directness),
        "findings": list(findings),
    }


@row.register
def _(evidence: Evidence) -> Row:
    line: Row = plain(evidence.line)
    judged_ids = {"claim": evidence.line.claim, "citation": evidence.citation.key}

    return judged_ids | {"label": evidence.citation.label} | line


@row.register
def _(line: EvidenceLine) -> Row:
    # The JSON of a line stands below its claim and its work, which a row has to name itself.
    content: Row = plain(line)
    return {"id": line.id, "claim": line.claim, "citation": line.citation} | content


@row.register
def _(assessment: Assessment) -> Row:
    brief: Row = assessment_row(assessment).to_json()
    return brief


@row.register
def _(item: AuditedAssertion) -> Row:
    return {
        "claim": item.claim.id,
        "statement": item.claim.statement,
        "harm": item.harm.value,
        "attitude": item.assertion.attitude.value,
        "force": item.assertion.force.value,
        "wording": item.wording.value,
        "why": item.why,
        "verdict": item.assessment.verdict.value,
        "references": [backing.study.citation.key for backing in item.backings],
    }


def to_pandas(values: Iterable[object]) -> pd.DataFrame:
    """The *values* as a data frame, one row a value.

    Raises MissingExtra when pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtra("pandas", "spark") from None

    return pd.DataFrame([row(value) for value in values])
