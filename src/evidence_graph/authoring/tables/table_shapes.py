"""Tables whose columns hide in others: what Rayyan writes into its notes, and EPPI-Reviewer's codes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.source_rows import SourceRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring.tables.source_rows import SourceTable

RAYYAN_PART = re.compile(r"RAYYAN-(INCLUSION|LABELS|EXCLUSION-REASONS)\s*:\s*")
RAYYAN_DECISION = re.compile(r"\"([^\"]*)\"\s*=>\s*\"([^\"]*)\"")
RAYYAN_COLUMNS = ("rayyan decision", "rayyan reviewers", "rayyan labels", "rayyan reasons")


def rayyan(table: SourceTable) -> SourceTable:
    """*table* with what stands in Rayyan's notes in columns of its own.

    A work is excluded where all who decided excluded it; a conflict is kept as one.
    """
    rows = [
        SourceRow(row.place, {**row.cells, **rayyan_cells(row.cells.get("notes", ""))}) for row in table.rows
    ]

    return replace(table, columns=(*table.columns, *RAYYAN_COLUMNS), rows=tuple(rows))


def rayyan_cells(notes: str) -> dict[str, str]:
    """The columns in *notes*, and the notes without them."""
    parts: dict[str, str] = {}
    remains: list[str] = []

    for piece in notes.split("|"):
        part = RAYYAN_PART.match(piece.strip())
        if part:
            parts[part[1]] = piece.strip()[part.end() :]
        elif piece.strip():
            remains.append(piece.strip())

    decisions = RAYYAN_DECISION.findall(parts.get("INCLUSION", ""))

    return {
        "notes": " | ".join(remains),
        "rayyan decision": _decision({decision.lower() for _, decision in decisions}),
        "rayyan reviewers": ", ".join(f"{who}: {decision}" for who, decision in decisions),
        "rayyan labels": parts.get("LABELS", "").replace(",", "; "),
        "rayyan reasons": parts.get("EXCLUSION-REASONS", "").replace(",", "; "),
    }


def _decision(decisions: set[str]) -> str:
    """What all reviewers decided, or that they differ."""
    if len(decisions) == 1:
        return decisions.pop()

    return "conflict" if decisions else "undecided"


def eppi(document: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """One record a code of a reference, with the passages that somebody marked for it.

    In comes EPPI-Reviewer's JSON with ``CodeSets`` and ``References``; a reference without a code is one
    record too.
    """
    names = dict(_code_names(document.get("CodeSets") or []))
    records: list[tuple[int, dict[str, Any]]] = []

    for number, reference in enumerate(document.get("References") or [], 1):
        own = {key: value for key, value in reference.items() if not isinstance(value, list | dict)}
        codes = reference.get("Codes") or [{}]
        for code in codes:
            passages = code.get("ItemAttributeFullTextDetails") or []
            records.append(
                (
                    number,
                    own
                    | {
                        "code": names.get(str(code.get("AttributeId")), ""),
                        "quote": " … ".join(_unquote(passage.get("Text")) for passage in passages),
                        "place": "; ".join(str(passage.get("DocTitle") or "") for passage in passages),
                    },
                )
            )

    return records


def _unquote(text: object) -> str:
    """A passage as EPPI-Reviewer keeps it, without the page and the brackets it puts around."""
    bare = re.sub(r"^Page \d+:\s*", "", str(text or "").strip())

    return bare.removeprefix("[¬s]").removesuffix("[¬e]").strip().strip('"')


def _code_names(sets: list[Any]) -> Iterator[tuple[str, str]]:
    """The name of each code by its number, in a tree of codes."""
    for one in sets:
        yield from _branch((one.get("Attributes") or {}).get("AttributesList") or [])


def _branch(attributes: list[Any]) -> Iterator[tuple[str, str]]:
    for attribute in attributes:
        yield str(attribute.get("AttributeId")), str(attribute.get("AttributeName") or "")
        yield from _branch((attribute.get("Attributes") or {}).get("AttributesList") or [])
