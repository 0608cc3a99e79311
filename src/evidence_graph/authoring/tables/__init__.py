"""Tables of evidence as people have them: read, mapped to fields, and turned into records.

    file -> rows of texts -> drafts (by a mapping) -> records of a folder, with a report of every row

`read_table` is the way in. Which column becomes which field is said by a preset, by a mapping that somebody
kept, or found by the words of the header and the values below it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.authoring import proposals
from evidence_graph.authoring.tables import detection, mapping, understanding
from evidence_graph.authoring.tables.imported_table import ImportedTable, TableAddition
from evidence_graph.authoring.tables.mapping import Mapping
from evidence_graph.authoring.tables.report import ImportReport, LeftOut, RepeatedRow
from evidence_graph.authoring.tables.row_drafts import DraftMaker, RowDraft
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace
from evidence_graph.authoring.tables.targets import NO_PLACE, target_of
from evidence_graph.errors import EvidenceGraphError
from evidence_graph.looks.value_words import meaning
from evidence_graph.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Names

    from evidence_graph.authoring.tables.source_rows import SourceTable

__all__ = [
    "ImportReport",
    "ImportedTable",
    "Mapping",
    "Refusal",
    "RepeatedRow",
    "RowPlace",
    "TableAddition",
    "UnclearTable",
    "read_table",
]


class UnclearTable(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A table of which nothing says what its rows claim, or for or against what they speak."""


def read_table(  # noqa: PLR0913 - options of one deed, each by its name
    file: Path | str,
    *,
    preset: str | None = None,
    mapping: Mapping | Path | str | None = None,
    claim: str | None = None,
    values: Names[str, Names[str, str]] | None = None,
    defaults: Names[str, str] | None = None,
    keep: Iterable[str] = (),
    curator: str | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> ImportedTable:
    """The table in *file* with what each row says, and a report of rows and columns.

    A *mapping* (a TOML file or a value) or a *preset* says which column is what; without either the preset
    whose columns are there is taken, and other columns are told by their words and values. *claim* is a
    template such as "{disease} responds to {drug}."; *values* say what words of a column mean; *defaults*
    what holds for every row; *keep* names columns that become a note. Raises BrokenFile, UnclearTable, and
    UnknownName for a preset, column or field that does not exist.
    """
    path = Path(file)
    recipe = understanding.recipe_of(preset, mapping)
    table, full_mapping, how = understanding.understood(path, recipe, preset, mapping, sheet, encoding)
    full_mapping = _adjust(full_mapping, table, claim=claim, values=values, defaults=defaults, keep=keep)
    full_mapping = _with_signs(full_mapping, table)
    _require_sense(full_mapping, table)
    _require_columns(full_mapping, table)

    maker = DraftMaker(full_mapping, table.name)
    drafts: list[RowDraft] = []
    refused: list[Refusal] = list(table.refusals)
    for row in table.rows:
        result = maker.draft(row)
        if isinstance(result, Refusal):
            refused.append(result)
        elif result:
            drafts.append(result)

    return ImportedTable(
        table,
        full_mapping,
        how,
        proposals.name_of(curator or table.name),
        curator or table.name,
        tuple(drafts),
        tuple(refused),
        maker.skipped,
        len(maker.cleaned),
        tuple(
            LeftOut(column, reason, cure, number) for (column, reason, cure), number in maker.left_out.items()
        ),
    )


def _adjust(
    full_mapping: Mapping,
    table: SourceTable,
    *,
    claim: str | None,
    values: Names[str, Names[str, str]] | None,
    defaults: Names[str, str] | None,
    keep: Iterable[str],
) -> Mapping:
    """*full_mapping* with what somebody said for this time."""
    for column in (*(values or {}), *keep, *(mapping.holes(claim) if claim else ())):
        if column not in table.columns:
            raise _unknown_column(column, table)

    for name in defaults or {}:
        if target_of(name) is None:
            raise mapping.unknown_field(name)

    merged = {
        column: {**full_mapping.values.get(column, {}), **(values or {}).get(column, {})}
        for column in _both(full_mapping, values)
    }
    templates = {**full_mapping.templates, **({"claim": (claim,)} if claim else {})}
    columns = dict(full_mapping.columns)
    told = [] if "stance" in full_mapping.targets else _told_stances(columns, values or {})
    if claim and not told and "stance" not in full_mapping.targets | (defaults or {}).keys():
        told = [*detection.unknown_labels(table, understanding.free_columns(full_mapping, table, claim))]

    columns |= dict.fromkeys(told, "stance")
    if claim:
        columns |= {column: NO_PLACE for column, target in columns.items() if target == "claim"}

    changed = replace(
        full_mapping,
        values=merged,
        columns=columns,
        templates=templates,
        defaults={**full_mapping.defaults, **(defaults or {})},
        keeps=tuple(dict.fromkeys((*full_mapping.keeps, *keep))),
        directions=tuple(dict.fromkeys((*full_mapping.directions, *told))),
    )
    says_sides = {"claim", "stance"} <= changed.targets
    if full_mapping.studies_only and says_sides:
        return replace(changed, studies_only=False)

    return changed


def _told_stances(columns: Names[str, str], values: Names[str, Names[str, str]]) -> list[str]:
    """The first of *columns* without a place of whose words somebody said that each is a stance."""
    for column, meanings in values.items():
        is_free = columns.get(column, NO_PLACE) == NO_PLACE
        if is_free and all(meaning(Stance, told) for told in meanings.values()):
            return [column]

    return []


def _with_signs(full_mapping: Mapping, table: SourceTable) -> Mapping:
    """*full_mapping*, in which a hyphen beside plus signs is no empty cell but a minus."""
    for column, name in full_mapping.columns.items():
        if name == "stance":
            signs = {row.cells.get(column, "").strip() for row in table.rows}
        else:
            signs = set()

        if {"+", "-"} <= signs:
            meanings = {"-": "opposes", **full_mapping.values.get(column, {})}
            return replace(full_mapping, values={**full_mapping.values, column: meanings})

    return full_mapping


def _both(full_mapping: Mapping, values: Names[str, Names[str, str]] | None) -> Iterator[str]:
    yield from dict.fromkeys((*full_mapping.values, *(values or {})))


def _unknown_column(column: str, table: SourceTable) -> EvidenceGraphError:
    from difflib import get_close_matches

    from evidence_graph.errors import UnknownName

    near_columns = get_close_matches(column, table.columns, n=2)

    return UnknownName(
        "column", column, nearest=near_columns, hint=f"{table.name} has {', '.join(table.columns)}."
    )


def _require_columns(full_mapping: Mapping, table: SourceTable) -> None:
    """Raise UnknownName where what becomes a claim or a stance is no column of the *table*."""
    if not table.rows:
        return

    for column, name in full_mapping.columns.items():
        target = target_of(name) if name else None
        others = name in full_mapping.defaults or name in full_mapping.templates
        if target and target.vital and column not in table.columns and not others:
            raise _unknown_column(column, table)

    for templates in (
        full_mapping.templates[name] for name in ("claim", "stance") if name in full_mapping.templates
    ):
        gaps = [_gap(template, table) for template in templates]
        if all(gaps):
            raise _unknown_column(next(filter(None, gaps)), table)


def _gap(template: str, table: SourceTable) -> str | None:
    """The first column of a *template* that the *table* does not have."""
    return next((column for column in mapping.holes(template) if column not in table.columns), None)


def _require_sense(full_mapping: Mapping, table: SourceTable) -> None:
    """Raise UnclearTable where there is no claim for the stances, or no stance for the claims."""
    targets = full_mapping.targets
    names = ", ".join(table.columns)
    has_figures = bool(targets & {"value", "events1", "mean1", "total1"})
    if full_mapping.studies_only or {"claim", "stance"} <= targets:
        return
    if "stance" in targets:
        raise UnclearTable(
            f'{table.name}: no column is a claim; say one: --claim "… {{column}} …". Columns: {names}.'
        )

    if "claim" in targets and not has_figures:
        cure = "say what one means (--value COLUMN:WORD=supports), or --default stance=supports for all rows"
        raise UnclearTable(f"{table.name}: no column says for or against; {cure}. Columns: {names}.")

    if not targets & {"title", "doi", "pmid", "citation_id", "printed", "key", "author", "alias"}:
        cure = "say which is which in a mapping (--mapping FILE.toml)"
        raise UnclearTable(
            f"{table.name}: no column is known by its name or values; {cure}. Columns: {names}."
        )
