"""Which mapping a table is read by: the one that is named, a preset's, or what its columns tell.

In comes the path of a file, out go its table, the whole mapping of its columns, and the words by which a
report tells where the mapping came from.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.authoring.tables import detection, mapping, presets, reading_tables
from evidence_graph.authoring.tables.detection import header_word
from evidence_graph.authoring.tables.figure_columns import figure_columns
from evidence_graph.authoring.tables.mapping import Mapping
from evidence_graph.authoring.tables.targets import NO_PLACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph.authoring.tables.source_rows import SourceTable


def recipe_of(preset: str | None, given: Mapping | Path | str | None) -> Mapping | None:
    """The mapping that somebody named."""
    if isinstance(given, Mapping):
        return given
    if given is not None:
        return mapping.load(given)

    return presets.preset(preset) if preset else None


def understood(
    path: Path,
    recipe: Mapping | None,
    preset: str | None,
    given: Mapping | Path | str | None,
    sheet: str | None,
    encoding: str | None,
) -> tuple[SourceTable, Mapping, str]:
    """The table at *path*, the mapping of its columns, and how a report tells of that."""
    if recipe is None:
        return _detect(path, sheet, encoding)

    table = reading_tables.read(path, mapping=recipe, sheet=sheet, encoding=encoding)
    if given is not None:
        how = (
            f"mapping {Path(given).name}"
            if isinstance(given, str | Path)
            else f"mapping {recipe.name}".strip()
        )
        return table, _fit(recipe, table), how

    return table, _with_others(recipe, table), f"preset {preset}"


def _detect(path: Path, sheet: str | None, encoding: str | None) -> tuple[SourceTable, Mapping, str]:
    """The table by the preset whose columns it has, or by its header and values.

    The items of nested JSON are columns only when they are laid open, so each way of doing that is tried.
    """
    table = reading_tables.read(path, sheet=sheet, encoding=encoding)
    fitting = presets.fitting(table.columns)

    nested = {one.expand for one in presets.all_presets().values() if one.expand}
    if fitting is None and table.header_row is None:
        for expand in sorted(nested):
            opened = reading_tables.read(path, mapping=Mapping(expand=expand), encoding=encoding)
            fitting = presets.fitting(opened.columns)
            if fitting:
                break

    if fitting is None:
        return table, _with_others(Mapping(), table), "columns told by header and values"

    if fitting.expand or fitting.shape:
        table = reading_tables.read(path, mapping=fitting, sheet=sheet, encoding=encoding)

    return table, _with_others(fitting, table), f"preset {fitting.name}"


def _fit(recipe: Mapping, table: SourceTable) -> Mapping:
    """*recipe* with the columns of *table* by their own names, whatever capitals it has them in."""
    own = {header_word(column): column for column in reversed(table.columns)}

    def column_of(name: str) -> str:
        if name in table.columns:
            return name

        return own.get(header_word(name), name)

    return replace(
        recipe,
        columns={column_of(name): target for name, target in recipe.columns.items()},
        values={column_of(name): meanings for name, meanings in recipe.values.items()},
        skips={column_of(name): unwanted for name, unwanted in recipe.skips.items()},
        only={column_of(name): wanted for name, wanted in recipe.only.items()},
        keeps=tuple(column_of(name) for name in recipe.keeps),
        directions=tuple(column_of(name) for name in recipe.directions),
        templates={
            name: tuple(_named_anew(template, column_of) for template in templates)
            for name, templates in recipe.templates.items()
        },
    )


def _named_anew(template: str, column_of: Callable[[str], str]) -> str:
    return mapping.HOLE.sub(lambda hole: f"{{{column_of(hole[1])}}}", template)


def _with_others(recipe: Mapping, table: SourceTable) -> Mapping:
    """*recipe* for *table*, with the columns that it does not name told by header and values."""
    fitted = _fit(recipe, table)
    matched: dict[str, str] = {}
    for pattern, name in fitted.patterns.items():
        for column in table.columns:
            if re.fullmatch(pattern, column.strip()) and column not in fitted.columns:
                matched[column] = name.replace("{}", column.strip())

    fitted = fitted.with_columns(matched)

    in_templates: set[str] = set()
    for templates in fitted.templates.values():
        for template in templates:
            in_templates.update(mapping.holes(template))

    spoken_for = {*fitted.columns, *in_templates, *fitted.skips, *fitted.only}
    rest = [column for column in table.columns if column not in spoken_for]
    figures, every_row = figure_columns(table, rest)
    rest = [column for column in rest if column not in figures]
    others = detection.column_targets(table, taken=_taken_targets(fitted), columns=rest)
    directions = detection.direction_columns(table, others)
    fitted = replace(
        fitted,
        defaults={**every_row, **fitted.defaults},
        directions=tuple(dict.fromkeys((*fitted.directions, *directions))),
    )

    return fitted.with_columns(
        {**figures, **others, **dict.fromkeys(in_templates & set(table.columns), NO_PLACE)}
    )


def free_columns(recipe: Mapping, table: SourceTable, claim: str) -> list[str]:
    """The columns of *table* that become nothing by *recipe* and stand in no hole of the template *claim*."""
    spoken_for = {*mapping.holes(claim), *recipe.skips, *recipe.only, *recipe.keeps}
    unplaced = [column for column in table.columns if recipe.columns.get(column, NO_PLACE) == NO_PLACE]

    return [column for column in unplaced if column not in spoken_for]


def _taken_targets(recipe: Mapping) -> set[str]:
    """The fields that no other column may become: a list of works has no claims and no stances."""
    if recipe.studies_only:
        closed = {"claim", "stance", "note"}
    else:
        closed = set()

    return recipe.targets - set(recipe.defaults) | closed
