"""Tables of evidence as people have them: read, mapped to fields, and turned into records.

    file -> rows of texts -> drafts (by a mapping) -> records of a folder, with a report of every row

`read_table` is the way in. Which column becomes which field is said by a preset, by a mapping that somebody
kept, or found by the words of the header and the values below it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.authoring import proposals
from evidence_graph.authoring.tables import detection, mapping, presets, reading_tables
from evidence_graph.authoring.tables.detection import header_word
from evidence_graph.authoring.tables.imported_table import ImportedTable, TableAddition
from evidence_graph.authoring.tables.mapping import Mapping
from evidence_graph.authoring.tables.report import ImportReport, LeftOut, RepeatedRow
from evidence_graph.authoring.tables.row_drafts import DraftMaker, RowDraft
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace
from evidence_graph.authoring.tables.targets import NO_PLACE, target_of
from evidence_graph.errors import EvidenceGraphError

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
    recipe = _recipe(preset, mapping)
    table, whole, how = _understood(path, recipe, preset, mapping, sheet, encoding)
    whole = _adjusted(whole, table, claim=claim, values=values, defaults=defaults, keep=keep)
    _require_sense(whole, table)
    _require_columns(whole, table)

    maker = DraftMaker(whole, table.name)
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
        whole,
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


def _recipe(preset: str | None, given: Mapping | Path | str | None) -> Mapping | None:
    """The mapping that somebody named."""
    if isinstance(given, Mapping):
        return given
    if given is not None:
        return mapping.load(given)
    return presets.preset(preset) if preset else None


def _understood(
    path: Path,
    recipe: Mapping | None,
    preset: str | None,
    given: Mapping | Path | str | None,
    sheet: str | None,
    encoding: str | None,
) -> tuple[SourceTable, Mapping, str]:
    """The table at *path*, the mapping of its columns, and how a report tells of that."""
    if recipe is None:
        return _detected(path, sheet, encoding)

    table = reading_tables.read(path, mapping=recipe, sheet=sheet, encoding=encoding)
    if given is not None:
        how = (
            f"mapping {Path(given).name}"
            if isinstance(given, str | Path)
            else f"mapping {recipe.name}".strip()
        )
        return table, _fitted(recipe, table), how
    return table, _with_others(recipe, table), f"preset {preset}"


def _detected(path: Path, sheet: str | None, encoding: str | None) -> tuple[SourceTable, Mapping, str]:
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


def _fitted(recipe: Mapping, table: SourceTable) -> Mapping:
    """*recipe* with the columns of *table* by their own names, whatever capitals it has them in."""
    own = {header_word(column): column for column in reversed(table.columns)}

    def column_of(name: str) -> str:
        return name if name in table.columns else own.get(header_word(name), name)

    return replace(
        recipe,
        columns={column_of(name): target for name, target in recipe.columns.items()},
        values={column_of(name): meanings for name, meanings in recipe.values.items()},
        skips={column_of(name): unwanted for name, unwanted in recipe.skips.items()},
        only={column_of(name): wanted for name, wanted in recipe.only.items()},
        keeps=tuple(column_of(name) for name in recipe.keeps),
        templates={
            name: tuple(_named_anew(template, column_of) for template in templates)
            for name, templates in recipe.templates.items()
        },
    )


def _named_anew(template: str, column_of: object) -> str:
    return mapping.HOLE.sub(lambda hole: f"{{{column_of(hole[1])}}}", template)  # type: ignore[operator]


def _with_others(recipe: Mapping, table: SourceTable) -> Mapping:
    """*recipe* for *table*, with the columns that it does not name told by header and values."""
    fitted = _fitted(recipe, table)
    matched: dict[str, str] = {}
    for pattern, name in fitted.patterns.items():
        for column in table.columns:
            if re.fullmatch(pattern, column.strip()) and column not in fitted.columns:
                matched[column] = name.replace("{}", column.strip())
    fitted = fitted.with_columns(matched)

    in_templates = {
        column for templates in fitted.templates.values() for t in templates for column in mapping.holes(t)
    }
    known = {*fitted.columns, *in_templates, *fitted.skips, *fitted.only}
    rest = [column for column in table.columns if column not in known]
    others = detection.column_targets(table, taken=_taken(fitted), columns=rest)
    return fitted.with_columns({**others, **dict.fromkeys(in_templates & set(table.columns), NO_PLACE)})


def _taken(recipe: Mapping) -> set[str]:
    """The fields that no other column may become: a list of works has no claims and no stances."""
    closed = {"claim", "stance", "note"} if recipe.studies_only else set()
    return recipe.targets - set(recipe.defaults) | closed


def _adjusted(
    whole: Mapping,
    table: SourceTable,
    *,
    claim: str | None,
    values: Names[str, Names[str, str]] | None,
    defaults: Names[str, str] | None,
    keep: Iterable[str],
) -> Mapping:
    """*whole* with what somebody said for this time."""
    for column in (*(values or {}), *keep, *(mapping.holes(claim) if claim else ())):
        if column not in table.columns:
            raise _unknown_column(column, table)
    for name in defaults or {}:
        if target_of(name) is None:
            raise mapping.unknown_field(name)

    merged = {
        column: {**whole.values.get(column, {}), **(values or {}).get(column, {})}
        for column in _both(whole, values)
    }
    templates = {**whole.templates, **({"claim": (claim,)} if claim else {})}
    columns = dict(whole.columns)
    if claim:
        columns |= {column: NO_PLACE for column, target in columns.items() if target == "claim"}
    changed = replace(
        whole,
        values=merged,
        columns=columns,
        templates=templates,
        defaults={**whole.defaults, **(defaults or {})},
        keeps=tuple(dict.fromkeys((*whole.keeps, *keep))),
    )
    says_sides = {"claim", "stance"} <= changed.targets
    return replace(changed, studies_only=False) if whole.studies_only and says_sides else changed


def _both(whole: Mapping, values: Names[str, Names[str, str]] | None) -> Iterator[str]:
    yield from dict.fromkeys((*whole.values, *(values or {})))


def _unknown_column(column: str, table: SourceTable) -> EvidenceGraphError:
    from difflib import get_close_matches

    from evidence_graph.errors import UnknownName

    near = get_close_matches(column, table.columns, n=2)
    return UnknownName("column", column, nearest=near, hint=f"{table.name} has {', '.join(table.columns)}.")


def _require_columns(whole: Mapping, table: SourceTable) -> None:
    """Raise UnknownName where what becomes a claim or a stance is no column of the *table*."""
    if not table.rows:
        return
    for column, name in whole.columns.items():
        target = target_of(name) if name else None
        others = name in whole.defaults or name in whole.templates
        if target and target.vital and column not in table.columns and not others:
            raise _unknown_column(column, table)
    for templates in (whole.templates[name] for name in ("claim", "stance") if name in whole.templates):
        gaps = [_gap(template, table) for template in templates]
        if all(gaps):
            raise _unknown_column(next(filter(None, gaps)), table)


def _gap(template: str, table: SourceTable) -> str | None:
    """The first column of a *template* that the *table* does not have."""
    return next((column for column in mapping.holes(template) if column not in table.columns), None)


def _require_sense(whole: Mapping, table: SourceTable) -> None:
    """Raise UnclearTable where there is no claim for the stances, or no stance for the claims."""
    targets = whole.targets
    names = ", ".join(table.columns)
    has_figures = bool(targets & {"value", "events1", "mean1", "total1"})
    if whole.studies_only or {"claim", "stance"} <= targets:
        return
    if "stance" in targets:
        raise UnclearTable(
            f'{table.name}: no column is a claim; say one: --claim "… {{column}} …". Columns: {names}.'
        )
    if "claim" in targets and not has_figures:
        cure = "name one in a mapping, or say --default stance=supports"
        raise UnclearTable(f"{table.name}: no column says for or against; {cure}. Columns: {names}.")
    if not targets & {"title", "doi", "pmid", "work", "printed", "key", "author", "alias"}:
        cure = "say which is which in a mapping (--mapping FILE.toml)"
        raise UnclearTable(
            f"{table.name}: no column is known by its name or values; {cure}. Columns: {names}."
        )
