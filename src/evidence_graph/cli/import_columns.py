"""How an import understood the columns of a table, and which presets there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.detection import header_word
from evidence_graph.cli import answer_tables
from evidence_graph.cli.printing import AnswerForms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from evidence_graph.authoring.tables import ImportedTable, Mapping
    from evidence_graph.authoring.tables.columns import ColumnUse

EXAMPLE = 32
"""Letters of what stands in several columns that become one thing."""


def presets() -> AnswerForms:
    """The presets with what they are for and whether they were tried on a real table."""
    from evidence_graph.authoring.tables.presets import all_presets

    every = list(all_presets().values())

    return AnswerForms(lambda: [_preset_grid(every)], lambda: [_preset_record(one) for one in every])


def _preset_record(one: Mapping) -> dict[str, Any]:
    """A preset for programs."""
    return {"name": one.name, "about": one.about, "columns": list(one.requires), "tried": one.tried or None}


def _preset_grid(every: Sequence[Mapping]) -> Table:
    rows = answer_tables.grid("Preset", "Is for", "Tried on")
    for one in every:
        rows.add_row(one.name, one.about, one.tried or "untried")

    return rows


def recipe(table: ImportedTable) -> str:
    """How the columns were understood; of a preset how many of its columns are there."""
    required = table.mapping.requires
    if not table.recipe.startswith("preset") or not required:
        return table.recipe

    header_words = {header_word(column) for column in table.source.columns}
    number = sum(1 for column in required if header_word(column) in header_words)
    if number == len(required):
        return f"{table.recipe} (all {number} of its columns are here)"

    return f"{table.recipe} ({number} of its {len(required)} columns are here)"


def grid(table: ImportedTable) -> Table:
    """The columns of *table*, what each becomes, and what stands in it."""
    rows = answer_tables.grid("Column", "Becomes", "Values")
    for names, becomes, values in _group(table.columns):
        rows.add_row(", ".join(names), becomes or "no place", values)

    return rows


def _group(uses: Sequence[ColumnUse]) -> Iterator[tuple[list[str], str, str]]:
    """The columns that become one thing in one row; last those without a place."""
    groups: dict[str, list[ColumnUse]] = {}
    for use in sorted(uses, key=_rank):
        groups.setdefault(use.becomes or use.column, []).append(use)

    for group in groups.values():
        yield [use.column for use in group], group[0].becomes, _values(group)


FIRST = ("claim", "question", "quote", "finding", "stance", "topic", "study")
"""What is told first of what columns become."""


def _rank(use: ColumnUse) -> tuple[bool, int]:
    return not use.becomes, FIRST.index(use.becomes) if use.becomes in FIRST else len(FIRST)


def _values(group: Sequence[ColumnUse]) -> str:
    """What stands in the columns of one row: of several the first values side by side."""
    if len(group) == 1:
        return group[0].values

    all_values = " ".join(use.values.removesuffix("…").strip() for use in group if use.values != "empty")
    if len(all_values) <= EXAMPLE:
        return all_values

    return f"{all_values[:EXAMPLE].rstrip()} …"
