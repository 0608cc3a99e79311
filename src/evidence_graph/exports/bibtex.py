"""Works as BibTeX, plain or carrying their claims and stances."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography.values import macros
from evidence_graph.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.bibliography import Entry
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, EvidenceLine, Stance


COMMAND = re.compile(
    r"\\(input|include|write|immediate|openin|openout|read|def|edef|gdef|let|catcode|csname|special|"
    r"directlua|luaexec|latelua|loop|expandafter)(?![a-z])"
)
"""Commands of TeX that read or write files, run programs, or redefine others; no bibliography needs them."""


def to_bibtex(citations: Iterable[Citation] | Citation) -> str:
    """The BibTeX entries of *citations* (or of the one given), in their order.

    They are made from the values alone; `entries_bibtex` keeps every field of the bibliography.
    """
    works = [citations] if isinstance(citations, Citation) else citations
    return "\n".join(bib.format_entry(work) for work in works)


def entries_bibtex(
    graph: EvidenceGraph,
    works: Iterable[Citation],
    *,
    annotate: bool = False,
    claims: Sequence[Claim | str] = (),
    stance: Stance | str | None = None,
) -> str:
    """The entries of *works* as the bibliography has them, with the ``@string`` macros they use.

    With *annotate*, the keywords of each carry its claims and stances (``eg:supports:CLAIM``, read
    back by `evidence_graph.bibliography.links`) and its note tells the findings; *claims* and
    *stance* narrow which.
    """
    works = list(works)
    held = graph.source.entries(work.key for work in works)
    wanted = {graph.claim(claim).id for claim in claims}
    entries = []
    for work in works:
        entry = _harmless(held.get(work.key), work)
        if annotate:
            lines = [e.line for e in graph.evidence_of(work)]
            kept = [x for x in lines if (not wanted or x.claim in wanted) and stance in {None, x.stance}]
            entry = _annotated(entry, kept)
        entries.append(entry)
    strings = _strings(graph.source.strings(), entries)
    return "\n".join([*strings.values(), *map(bib.format_entry, entries)])


@dataclass(frozen=True, slots=True)
class Parts:
    """A bibliography in parts, from which the text of `entries_bibtex` can be put together for any works.

    The entry of each work by its key, the names of the macros it uses, and the definition of each macro.
    A work whose key would break the file has no entry.
    """

    entries: Mapping[str, str]
    macros: Mapping[str, tuple[str, ...]]
    strings: Mapping[str, str]


def parts(graph: EvidenceGraph, works: Iterable[Citation]) -> Parts:
    """The bibliography of *works* in parts."""
    works = list(works)
    held = graph.source.entries(work.key for work in works)
    entries, used = {}, {}
    strings: dict[str, str] = {}
    for work in works:
        entry = _harmless(held.get(work.key), work)
        try:
            entries[work.key] = bib.format_entry(entry)
        except bib.InvalidEntry:
            continue
        if defined := _strings(graph.source.strings(), [entry]):
            strings |= defined
            used[work.key] = tuple(defined)
    return Parts(entries, used, strings)


def _harmless(entry: Entry | None, work: Citation) -> Entry:
    """The entry as it stands, or made anew from the values when a field would run a command of TeX."""
    if entry is None or any(COMMAND.search(value) for value in entry.fields.values()):
        return bib.from_citation(work)
    return entry


def _annotated(entry: Entry, lines: Sequence[EvidenceLine]) -> Entry:
    links = dict.fromkeys((line.stance, line.claim) for line in lines)
    notes = dict.fromkeys(
        f"{line.stance} {line.claim}: {line.finding or 'no finding recorded'}"
        f"{'' if line.verified else ' (unverified)'}"
        for line in lines
    )
    return bib.annotate(entry, links, annote=" ".join(notes) if notes else None)


def _strings(strings: Mapping[str, str], entries: Iterable[Entry]) -> dict[str, str]:
    """The definitions of the macros among *strings* that *entries* use, by their names."""
    safe = {name for name, text in strings.items() if not COMMAND.search(text)}
    used = {name for entry in entries for value in entry.fields.values() for name in macros(value)}
    return {name: f"@string{{{name} = {{{strings[name]}}}}}\n" for name in sorted(used & safe)}
