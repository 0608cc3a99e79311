"""``evidence-graph audit FILE``: any article, read from a file, held against knowledge bases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.cli import options, printing
from evidence_graph.cli.markdown import escape
from evidence_graph.cli.printing import AnswerForms
from evidence_graph.looks.palette import PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment
    from rich.console import RenderableType

    from evidence_graph.appraisal import Base
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sheets.text_sheet import NearClaimSheet, SeverityLine, TextSheet

COLUMNS = (
    "harm",
    "what",
    "why",
    "paragraphs",
    "quotation",
    "claim",
    "verdict",
    "certainty",
    "reference",
    "base",
)

BUNDLED = "bundled"
"""What is said for the data that come with the program."""

PAGES = {"markdown": "text_audit.md.j2", "html": "text_audit.html.j2"}
"""The template of each form that is a page."""

MOST_WORDS = 40
"""So many words of a sentence are quoted in a table."""


def is_file(name: str) -> bool:
    """Whether *name* is that of a file, or can be nothing else.

    >>> is_file("draft.docx"), is_file("hip-thrust-critique")
    (True, False)
    """
    return Path(name).is_file() or "/" in name or Path(name).suffix.casefold() in SUFFIXES


SUFFIXES = frozenset(
    [
        ".txt",
        ".md",
        ".markdown",
        ".qmd",
        ".rmd",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".docm",
        ".pdf",
        ".rtf",
        ".doc",
    ]
)
"""The ends of the names of texts; an article of the data may have a dot in its key."""


def deliver(
    path: Path, graph: EvidenceGraph, others: Sequence[options.Place], form: str, output: Path | None
) -> None:
    """Print the audit of the text at *path* against *graph* and *others* in the *form* asked for."""
    from evidence_graph import prose
    from evidence_graph.appraisal import appraise
    from evidence_graph.sheets.text_sheet import text_sheet

    text = prose.read(path)
    sheet = text_sheet(appraise(text, _bases(graph, others)), path.name)
    if form in PAGES:
        printing.deliver(_page(sheet, form), output)
        return

    answer = AnswerForms(
        table=lambda: _table(sheet),
        record=sheet.to_json,
        items=lambda: sheet.to_json()["lines"],
        columns=COLUMNS,
        rows=lambda: _rows(sheet),
    )
    printing.give(answer, form, output)


def opened(place: options.Place) -> EvidenceGraph:
    """The graph at a *place*; 'bundled' is that of the data which come with the program."""
    from evidence_graph import folders

    is_bundled = str(place) == BUNDLED and not Path(place).is_dir()

    return options.open_graph(folders.bundled() if is_bundled else place)


def _bases(graph: EvidenceGraph, others: Sequence[options.Place]) -> list[Base]:
    """The knowledge bases, the first for the text; of two with one title the place is told."""
    from evidence_graph.appraisal import Base

    bases = [Base(graph)]
    for place in others:
        base = Base(opened(place))
        is_taken = any(base.name == other.name for other in bases)
        bases.append(Base(base.graph, f"{base.name} ({place})") if is_taken else base)

    return bases


def _summary(sheet: TextSheet) -> list[str]:
    """The numbers in sentences, and what there is not."""
    told = sheet.summary
    lines = [f"Held against: {', '.join(sheet.bases)}."]
    if told.claims or told.references:
        harms = ", ".join(f"{len(lines)} {harm}" for harm, lines in sheet.by_harm.items())
        lines.append(f"The most harmful first: {harms}." if harms else "Nothing wrong was found.")

    if told.claims:
        lines.append(
            f"{told.claims} of its sentences state something checkable. For {told.accepted} of them somebody "
            f"recorded the claim; near {told.near} stands one that nobody has compared."
        )

    if told.references:
        plural = "s" * (told.references != 1)
        lines.append(f"{told.references} reference{plural}, {told.unknown} of them unknown here.")

    if told.claims and told.uncited is not None:
        lines.append(f"{told.uncited} of the {told.claims} cite nothing.")

    return [*lines, *sheet.lacks]


def _table(sheet: TextSheet) -> Iterable[RenderableType]:
    from evidence_graph.cli import answer_tables

    yield answer_tables.heading(f"Audit of {sheet.title}")
    yield answer_tables.bullets(_summary(sheet))
    for harm, lines in sheet.by_harm.items():
        yield answer_tables.plain(f"{harm.capitalize()} ({len(lines)})", style="bold")
        table = answer_tables.grid("Where", "Words", "Why")
        table.columns[1].ratio = 1
        table.columns[2].ratio = 1
        for line in lines:
            table.add_row(*_row(line))

        yield table

    yield from _near_table(sheet)


def _row(line: SeverityLine) -> tuple[RenderableType, ...]:
    from evidence_graph.cli import answer_tables, verdicts

    quotation = " … ".join(line.quotations)
    words = answer_tables.plain(f"“{_cut(quotation)}”", style="italic")
    place = answer_tables.plain(_place(line))
    if line.verdict is None:
        return place, words, answer_tables.plain(line.why)

    evidence = verdicts.verdict_text(line.verdict)

    return (
        place,
        answer_tables.name_with_id(words, line.claim or ""),
        evidence.append(f"\n{line.why}", style="default not bold"),
    )


def _place(line: SeverityLine) -> str:
    """Where a line stands: its paragraphs, or its entry."""
    if line.paragraphs:
        paragraphs = f"¶ {', '.join(map(str, line.paragraphs))}"
    else:
        paragraphs = ""

    if line.reference is not None:
        entry = f"[{line.reference}]"
    else:
        entry = ""

    return "\n".join(filter(None, (paragraphs, entry)))


def _cut(words: str) -> str:
    listed = words.split()
    if len(listed) <= MOST_WORDS:
        return words

    return f"{' '.join(listed[:MOST_WORDS])} …"


def _near_table(sheet: TextSheet) -> Iterator[RenderableType]:
    from evidence_graph.cli import answer_tables

    if not sheet.near:
        return

    yield answer_tables.plain(f"Near, not compared ({len(sheet.near)})", style="bold")
    yield answer_tables.plain(
        "A claim stands near each of these sentences. Whether the sentence means it a person decides; "
        "until then no verdict stands beside it."
    )
    table = answer_tables.grid("Where", "Sentence", "Near")
    table.columns[1].ratio = 1
    table.columns[2].ratio = 1
    for one in sheet.near:
        near = answer_tables.plain("\n".join(map(_near, one.near)))
        table.add_row(
            answer_tables.plain(f"¶ {one.paragraph}"), answer_tables.plain(f"“{_cut(one.sentence)}”"), near
        )

    yield table


def _near(near: NearClaimSheet) -> str:
    """A claim near a sentence, in words; its verdict is left out, for nobody has compared the two."""
    aspects = {"exposure": near.exposure, "comparator": near.comparator, "outcome": near.outcome}
    told = ", ".join(f"{aspect} {meeting}" for aspect, meeting in aspects.items())

    return f"{near.statement} ({near.claim}, {near.base}): {told}, {near.direction}; not compared"


def _rows(sheet: TextSheet) -> Iterator[tuple[object, ...]]:
    for line in sheet.lines:
        yield (
            line.harm,
            line.what,
            line.why,
            " ".join(map(str, line.paragraphs)),
            " … ".join(line.quotations),
            line.claim,
            line.verdict,
            line.certainty,
            line.reference,
            line.base,
        )


def _page(sheet: TextSheet, form: str) -> str:
    environment = _environment(form)
    template = environment.get_template(PAGES[form])

    return template.render(sheet=sheet, summary=_summary(sheet), place=_place, near=_near)


def _environment(form: str) -> Environment:
    from jinja2 import Environment, PackageLoader

    environment = Environment(
        loader=PackageLoader("evidence_graph.cli"),
        autoescape=form == "html",  # noqa: S701 - Markdown is escaped by the filter below
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"md": escape, "word": looks.word}
    environment.globals |= {"palette": PALETTE}

    return environment
