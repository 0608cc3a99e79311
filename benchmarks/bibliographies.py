"""BibTeX beside those who do nothing else: bibtexparser reads, pybtex writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator
from measuring import Program, figures_row, in_child, timed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Place, Row, Scale

PAIRS = 5


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about BibTeX."""
    file = _bibliography(place, scale.entries)
    times = min(scale.repeats, PAIRS)
    size = f"{scale.entries:,} BibTeX entries"
    read = Program("bibliographies", "read", (str(file),))
    yield figures_row(
        f"reading {size}",
        "bibtexparser 2",
        in_child("bibliographies", "readings", file, times),
        1.5,
        profile=read,
    )
    yield figures_row(
        f"reading {size}",
        "bibtexparser 2 only cutting the file",
        in_child("bibliographies", "cuttings", file, times),
        None,
    )
    for name, what in (("entries", "as the file has them"), ("works", "made from plain values")):
        yield figures_row(
            f"writing {size}, {what}",
            "pybtex",
            in_child("bibliographies", "writings", file, times, name),
            0.3,
            profile=Program("bibliographies", "write", (str(file), name)),
        )


def _bibliography(place: Place, entries: int) -> Path:
    file = place.root / "large.bib"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(generator.bibtex(entries * 2))
    return file


def readings(file: str, times: int) -> list[tuple[float, float]]:
    """Seconds of our reading, and of bibtexparser's with the steps it takes by default."""
    import bibtexparser

    return [(timed(lambda: read(file)), timed(lambda: bibtexparser.parse_file(file))) for _ in range(times)]


def cuttings(file: str, times: int) -> list[tuple[float, float]]:
    """Seconds of our reading, and of bibtexparser's without any step after the cutting."""
    import bibtexparser

    return [
        (timed(lambda: read(file)), timed(lambda: bibtexparser.parse_file(file, parse_stack=[])))
        for _ in range(times)
    ]


def writings(file: str, times: int, name: str) -> list[tuple[float, float]]:
    """Seconds of our writing, and of pybtex's."""
    from pybtex.database import parse_file

    ours, theirs = _made(file)[name], parse_file(file)
    return [(timed(lambda: _text(ours)), timed(lambda: theirs.to_string("bibtex"))) for _ in range(times)]


def read(file: str) -> object:
    """Our reading."""
    from evidence_graph import bibliography

    return bibliography.load(file)


def write(file: str, name: str) -> None:
    """What is looked into when writing takes too long."""
    _text(_made(file)[name])


def _made(file: str) -> dict[str, list[object]]:
    from evidence_graph import bibliography

    entries = list(bibliography.load(file).entries.values())
    return {"entries": entries, "works": [bibliography.citation(entry) for entry in entries]}


def _text(citations: list[object]) -> str:
    from evidence_graph import bibliography

    return "\n".join(map(bibliography.format_entry, citations))
