"""``evidence-graph import``: evidence tables that people have, into a data folder."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import limits
from evidence_graph.cli import (
    annotation_sheet,
    import_columns,
    import_sheet,
    library_sheet,
    option_types,
    options,
    printing,
    progress,
)
from evidence_graph.cli.place_options import PlaceOption
from evidence_graph.folders import is_data_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.authoring.importing import Importable
    from evidence_graph.authoring.tables import ImportReport

FINE, PROBLEMS = 0, 1


Assignment = tuple[str, str]


class AssignmentType(click.ParamType[Assignment]):
    """NAME=VALUE, and with a column COLUMN:WORD=VALUE."""

    name = "pair"

    def __init__(self, form: str) -> None:
        self.form = form

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Assignment:  # noqa: ANN401 - click's
        """What stands before the last equals sign, and what stands behind it."""
        if isinstance(value, tuple):
            return value

        name, sign, meaning = value.rpartition("=")
        if not (name and sign and meaning) or (":" in self.form and ":" not in name):
            self.fail(f"{value!r} is not of the form {self.form}.", param, ctx)

        return name, meaning


FOLDER, FILE = click.Path(path_type=Path, file_okay=False), click.Path(path_type=Path, dir_okay=False)
WORD, FIELD = AssignmentType("COLUMN:WORD=VALUE"), AssignmentType("FIELD=VALUE")


@click.command("import")
@click.argument("files", nargs=-1, type=FILE, metavar="FILE…")
@click.option(
    "--into",
    "--data",
    "folder",
    cls=PlaceOption,
    type=FOLDER,
    metavar="FOLDER",
    help="The data folder.",
)
@click.option("--preset", metavar="NAME", help="What kind of table it is, where its columns do not tell.")
@click.option("--presets", is_flag=True, help="List the presets.")
@click.option("--mapping", type=FILE, metavar="FILE", help="A mapping that was kept.")
@click.option("--save-mapping", type=FILE, metavar="FILE", help="Keep the mapping.")
@click.option("--claim", metavar="TEMPLATE", help='The claim of a row: "{disease} responds to {drug}."')
@click.option("--value", "values", multiple=True, type=WORD, metavar=WORD.form, help="What a word means.")
@click.option("--default", "defaults", multiple=True, type=FIELD, metavar=FIELD.form, help="For every row.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Make a column without a place a note.")
@click.option("--curator", metavar="NAME", help="Who judged; the name of the file where nobody is named.")
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option("--encoding", metavar="NAME", help="How the letters of the file are written.")
@click.option(
    "--lang",
    "language",
    type=option_types.LanguageType(),
    metavar="TAG",
    help="The language of the texts of a table, such as de.",
)
@click.option("--cited", is_flag=True, help="Of a library only the works of which the claims speak.")
@click.option("--text", type=FILE, metavar="FILE", help="The text in which annotations were made.")
@click.option("--article", metavar="ARTICLE", help="The article whose text that is, where it is not known.")
@click.option("--dry-run", is_flag=True, help="Show what would come of it; write nothing.")
@click.option("--strict", is_flag=True, help="Write nothing if a row has to be refused.")
@click.option("--refused", type=FILE, metavar="FILE", help="Write the refused rows there.")
@options.wait_option
@options.formats("table", "json", told="table for people, json for programs.")
def command(  # noqa: PLR0913 - one for each option
    files: tuple[Path, ...],
    folder: Path | None,
    *,
    preset: str | None,
    presets: bool,
    mapping: Path | None,
    save_mapping: Path | None,
    claim: str | None,
    values: Sequence[tuple[str, str]],
    defaults: Sequence[tuple[str, str]],
    keep: tuple[str, ...],
    curator: str | None,
    sheet: str | None,
    encoding: str | None,
    language: str | None,
    cited: bool,
    text: Path | None,
    article: str | None,
    dry_run: bool,
    strict: bool,
    refused: Path | None,
    wait: float,
    form: str,
) -> int:
    """Add the evidence in FILE, or the literature of a library, to a data folder.

    FILE is CSV, TSV, JSON, JSON lines, an Excel workbook, RDF or another collection; - is
    standard input. What each column is, is told by a preset, by a
    mapping, or by its name and values; --dry-run shows it. A row that cannot be taken in is refused and
    told, and all others are added; importing again adds what is new.

    Annotations of an article's --text (what Hypothesis exports, or W3C Web Annotations, as JSON) become
    proposals to be reviewed, beside the data; none counts.

    A library is BibTeX, RIS, PubMed (.nbib), CSL-JSON, EndNote XML or Zotero RDF: its works go into
    citations.bib, those that are there under another key not again. With --preset library it is read as a
    table: what screening left in its notes counts, and works that all reviewers excluded are passed over.
    """
    if presets:
        printing.give(import_columns.presets(), form, None)
        return FINE

    _require_arguments(files, folder, dry_run=dry_run)
    if annotation_sheet.is_meant(files, text or article):
        return annotation_sheet.give(folder, files, text, article=article, is_trial=dry_run, form=form)

    reads_table = any((preset, mapping, claim, values, defaults, keep))
    if library_sheet.is_meant(files, reads_table=reads_table, cited=cited):
        library_sheet.refuse(
            {
                "--save-mapping": save_mapping,
                "--curator": curator,
                "--sheet": sheet,
                "--encoding": encoding,
                "--lang": language,
                "--strict": strict,
                "--refused": refused,
            }
        )

        return library_sheet.give(folder, files, only_cited=cited, is_trial=dry_run, wait=wait, form=form)

    from evidence_graph.authoring import importing
    from evidence_graph.authoring.tables.report import refused_rows

    reading_options: dict[str, Any] = {
        "preset": preset,
        "mapping": mapping,
        "claim": claim,
        "values": _by_column(values),
        "defaults": dict(defaults),
        "keep": keep,
        "curator": curator,
        "sheet": sheet,
        "encoding": encoding,
    }
    with progress.waiting("reading the table"), TemporaryDirectory() as aside:
        paths = [_saved_input(Path(aside)) if str(file) == "-" else file for file in files]
        tables = [importing.read(path, **reading_options) for path in paths]

    reports: list[ImportReport] | None
    if dry_run:
        reports = importing.preview(folder, tables)
        printing.give(import_sheet.preview(tables, reports), form, None)
    else:
        assert folder is not None  # noqa: S101 - it was required above
        reports = _import(folder, tables, strict=strict, wait=wait, language=language or "")
        if reports is None:
            return PROBLEMS

        printing.give(import_sheet.result(reports), form, None)

    if save_mapping:
        _save_mapping(tables, save_mapping)

    if refused:
        printing.deliver(refused_rows(reports), refused)

    if any(report.refused for report in reports):
        return PROBLEMS

    return FINE


def _require_arguments(files: tuple[Path, ...], folder: Path | None, *, dry_run: bool) -> None:
    """Raise UsageError where nothing says what to import, or where to."""
    if not files:
        raise click.UsageError("Name a table: evidence-graph import FILE --into FOLDER")
    if folder and not is_data_folder(folder):
        raise click.UsageError(
            f"{folder} is no data folder. Begin one with: evidence-graph init {folder} --empty"
        )
    if folder is None and not dry_run:
        raise click.UsageError("Name the data folder: --into FOLDER (--dry-run needs none)")


def _saved_input(aside: Path) -> Path:
    """The file that standard input is."""
    path = aside / "standard-input"
    path.write_bytes(sys.stdin.buffer.read(limits.FILE + 1))

    return path


def _by_column(values: Sequence[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The meanings of words by the column in which they stand."""
    tables: dict[str, dict[str, str]] = {}
    for name, meaning in values:
        column, _, word = name.partition(":")
        tables.setdefault(column, {})[word] = meaning

    return tables


def _import(
    folder: Path, tables: list[Importable], *, strict: bool, wait: float, language: str
) -> list[ImportReport] | None:
    """What *tables* have added to *folder*; nothing where a row was refused that must not be."""
    from evidence_graph.authoring import importing

    try:
        with progress.counting("importing rows") as advance:
            return importing.import_into(
                folder, tables, strict=strict, wait=wait, language=language, advance=advance
            )
    except importing.RefusedRows as error:
        printing.tell(f"error: {error}")
        return None


def _save_mapping(tables: list[Importable], path: Path) -> None:
    """Write the mapping of the first table to *path*, from where --mapping takes it."""
    from evidence_graph.authoring.tables import ImportedTable
    from evidence_graph.authoring.tables.mapping import to_toml
    from evidence_graph.store.writer import write_bytes

    mappings = [table.mapping for table in tables if isinstance(table, ImportedTable)]
    if not mappings:
        raise click.UsageError("There is no mapping to save: the file holds records, not columns.")

    write_bytes(path, to_toml(mappings[0]).encode())
    printing.tell(f"mapping saved: {path}")
