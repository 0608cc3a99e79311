"""DisMech's YAML as a table: one row an evidence item, with the statement that it stands under as the claim.

phenotypes:                                ->  claim      "Tea fever has the phenotype: Thirst."
- name: Thirst                                 reference  PMID:42
  evidence:                                    supports   SUPPORT
  - reference: PMID:42                         snippet    "All were thirsty."
    supports: SUPPORT                          explanation, item
    snippet: All were thirsty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.source_rows import RowPlace, SourceRow, SourceTable
from evidence_graph.errors import BrokenFile, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("disease", "section", "name", "claim", "reference", "supports", "snippet", "explanation", "item")

SENTENCES = {
    "phenotypes": "{disease} has the phenotype: {name}.",
    "pathophysiology": "{disease} works by: {name}.",
    "genetic": "{disease} has the genetic cause: {name}.",
    "environmental": "{disease} has the environmental cause: {name}.",
    "treatments": "{disease} is treated with: {name}.",
    "biochemical": "{disease} has the biochemical sign: {name}.",
    "diagnosis": "{disease} is diagnosed by: {name}.",
    "epidemiology": "{disease} has the epidemiology: {name}.",
    "inheritance": "{disease} has the inheritance: {name}.",
    "progression": "{disease} progresses by: {name}.",
    "prevalence": "{disease} has the prevalence: {name}.",
}
"""The statement that an entry of a section makes; of other sections the name of the section says it."""

OTHERWISE = "{disease}, {section}: {name}."
LARGEST = 5_000_000
"""Characters of a YAML file; one disease has a hundredth of it."""

DEEPEST = 50


def read(text: str, path: Path) -> SourceTable:
    """The table in the YAML *text*, which stands in the file at *path*.

    Raises MissingExtra without PyYAML, BrokenFile for what is no YAML or holds no evidence.
    """
    rows: list[SourceRow] = []
    for document in _documents(text, path):
        disease = str(document.get("name") or path.stem)
        for cells in _items(document, disease):
            rows.append(SourceRow(RowPlace(len(rows) + 1), cells))

    if not rows:
        raise BrokenFile(path, "the YAML holds no evidence items (reference, supports, snippet).")

    return SourceTable(path.name, COLUMNS, tuple(rows))


def _documents(text: str, path: Path) -> list[dict[str, Any]]:
    """The mappings that the documents of *text* are."""
    try:
        import yaml
    except ImportError:
        raise MissingExtra("PyYAML", "yaml") from None

    if len(text) > LARGEST:
        raise BrokenFile(path, f"the YAML has {len(text):,} characters, more than the limit of {LARGEST:,}.")

    try:
        documents = list(yaml.safe_load_all(text))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise BrokenFile(
            path, f"the YAML breaks here: {getattr(error, 'problem', None) or error}.", line=line
        ) from None

    return [document for document in documents if isinstance(document, dict)]


def _items(document: dict[str, Any], disease: str) -> Iterator[dict[str, str]]:
    """The evidence items of a disease, section by section."""
    seen: set[int] = set()  # one thing that the file names in many places is told of once
    for section, entries in document.items():
        if section == "evidence":
            yield from _evidence(entries, {"disease": disease, "section": "disease", "name": disease})
        else:
            yield from _walk(entries, str(section), disease, seen, depth=0)


def _walk(
    entries: Any,  # noqa: ANN401 - any YAML
    section: str,
    disease: str,
    seen: set[int],
    *,
    depth: int,
) -> Iterator[dict[str, str]]:
    """The evidence items of *entries* and of what lies in them."""
    if not isinstance(entries, dict | list) or id(entries) in seen or depth > DEEPEST:
        return

    seen.add(id(entries))
    if isinstance(entries, list):
        for entry in entries:
            yield from _walk(entry, section, disease, seen, depth=depth + 1)

        return

    name = entries.get("name") or entries.get("preferred_term") or entries.get("description")
    if isinstance(entries.get("evidence"), list) and name:
        yield from _evidence(entries["evidence"], _statement(str(name), section, disease))

    for name, value in entries.items():
        if name != "evidence":
            yield from _walk(value, section, disease, seen, depth=depth + 1)


def _statement(name: str, section: str, disease: str) -> dict[str, str]:
    """What an entry of a section says of the disease."""
    form = SENTENCES.get(section, OTHERWISE)
    words = " ".join(name.split()).rstrip(".")
    claim = form.format(disease=disease, section=section.replace("_", " "), name=words)

    return {"disease": disease, "section": section, "name": words, "claim": claim}


def _evidence(items: Any, about: dict[str, str]) -> Iterator[dict[str, str]]:  # noqa: ANN401 - any YAML
    """A row for each of the evidence *items*."""
    for number, item in enumerate(items if isinstance(items, list) else (), 1):
        if not isinstance(item, dict):
            continue

        own = {
            name: str(item.get(name) or "").strip()
            for name in ("reference", "supports", "snippet", "explanation")
        }
        yield about | own | {"item": f"{about['section']}/{about['name']}/{number}"}
