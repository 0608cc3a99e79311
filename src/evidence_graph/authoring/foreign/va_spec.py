"""Statements of the GA4GH variant annotation standard (VA-Spec) as a table, as CIViC and MetaKB give them.

One row a document that a statement or one of its evidence lines rests on. The claim is the proposition:
subject, predicate, object, and the condition in which it holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
SUBJECTS = ("subjectVariant", "subject", "variation", "variant")
OBJECTS = ("objectTherapeutic", "objectCondition", "objectTumorType", "objectDisease", "object")
CONDITIONS = ("conditionQualifier", "qualifierCondition", "tumorType")


def is_va_spec(document: Any) -> bool:  # noqa: ANN401 - any JSON
    """Whether *document* holds statements with propositions."""
    return any("proposition" in one for one in _statements(document))


def records(document: Any) -> list[tuple[int, dict[str, Any]]]:  # noqa: ANN401 - any JSON
    """The rows of *document*, numbered by their statement."""
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, statement in enumerate(_statements(document), 1):
        if "proposition" in statement:
            rows += [(number, row) for row in _rows(statement, statement["proposition"])]

    return rows


def _statements(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The statements in *document*: itself, a list, or a list under a name."""
    if isinstance(document, dict) and "proposition" not in document:
        lists = [value for value in document.values() if isinstance(value, list)]
        document = max(lists, key=len, default=[])

    items = document if isinstance(document, list) else [document]

    return [one for one in items if isinstance(one, dict)]


def _rows(statement: dict[str, Any], proposition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one *statement*: those of its evidence lines, else those of its own documents."""
    base = {
        "claim": _sentence(proposition),
        "gene": _label(_first(proposition, ("geneContextQualifier", "gene")))
        or _label(_first(proposition, SUBJECTS)),
        "condition": _label(_first(proposition, CONDITIONS)),
    }
    items: list[tuple[str, dict[str, Any]]] = []
    for line in statement.get("hasEvidenceLines") or ():
        if isinstance(line, dict):
            items += _evidence_items(line)

    for direction, item in items or [(str(statement.get("direction") or ""), statement)]:
        for source in _documents(item) or [{}]:
            yield base | _judgement(item, direction) | source


def _evidence_items(line: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The items of an evidence *line*, each with the direction that the line gives them."""
    direction = str(line.get("directionOfEvidenceProvided") or "")
    items = [item for item in line.get("hasEvidenceItems") or [] if isinstance(item, dict)]

    return [(direction, item) for item in items] or [(direction, line)]


def _judgement(item: dict[str, Any], direction: str) -> dict[str, Any]:
    """What an item says of the proposition."""
    return {
        "statement id": item.get("id"),
        "direction": direction or item.get("direction"),
        "description": item.get("description"),
        "strength": _label(item.get("strength") or item.get("strengthOfEvidenceProvided")),
    }


def _documents(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents that an item is reported in."""
    reported = item.get("reportedIn") or item.get("isReportedIn") or []
    documents: list[dict[str, Any]] = []
    for one in reported if isinstance(reported, list) else [reported]:
        if isinstance(one, str):
            documents.append({"document": one})
        elif isinstance(one, dict):
            pmid, doi = one.get("pmid"), one.get("doi")
            urls = one.get("urls") or []
            documents.append(
                {
                    "title": one.get("title"),
                    "name": one.get("name") or one.get("label"),
                    "pmid": pmid,
                    "doi": doi,
                    "document": None if pmid or doi else next(iter(urls), one.get("id")),
                }
            )

    return documents


def _sentence(proposition: dict[str, Any]) -> str:
    """The proposition in words: "BRAF V600E predicts sensitivity to Dabrafenib in Melanoma."."""
    subject = _label(_first(proposition, SUBJECTS))
    predicate = CAPITAL.sub(" ", str(proposition.get("predicate") or "")).lower().removeprefix("is ")
    value = _label(_first(proposition, OBJECTS))
    condition = _label(_first(proposition, CONDITIONS))
    if not (subject and predicate):
        return ""

    words = [subject, predicate, value]
    if condition:
        words.append(f"in {condition}")

    return " ".join(filter(None, words)) + "."


def _first(record: dict[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    return next((record[name] for name in names if record.get(name)), None)


def _label(value: Any) -> str:  # noqa: ANN401 - any JSON
    """What people call a thing: its name, its label, its code."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list):
        return " and ".join(filter(None, map(_label, value)))

    if isinstance(value, dict):
        members = value.get("members") or value.get("therapies") or value.get("conditions")
        name_of_it = next((value[name] for name in ("name", "label", "code") if value.get(name)), None)
        if name_of_it:
            return str(name_of_it)

        return _label(members or value.get("primaryCoding") or value.get("primaryCode"))

    return str(value)
