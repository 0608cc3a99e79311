"""Works as BibTeX, plain or carrying their claims and stances; no TeX in it does more than set type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import escaping, inheritance
from evidence_graph.bibliography.commands import PROVIDED
from evidence_graph.bibliography.value_expressions import macros
from evidence_graph.exports.literature_files import with_parents
from evidence_graph.model import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evidence_graph.bibliography import Entry
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Claim, EvidenceLine, Stance

LOG = "evidence_graph.bibtex"
"""The logger that hears of each field and entry that is not given away as it stands."""

UNVERIFIED = "unverified"
"""The field that names those which nobody could confirm; BibTeX and biber print nothing of it."""

_PROVIDED = re.compile(rf"\\({'|'.join(PROVIDED)})(?![A-Za-z@])")


def to_bibtex(citations: Iterable[Citation] | Citation) -> str:
    """The BibTeX entries of *citations* (or of the one given), in their order.

    They are made from the values alone; `entries_bibtex` keeps every field of the bibliography. Raises
    InvalidEntry for a key that would break a file.
    """
    several = [citations] if isinstance(citations, Citation) else citations

    return "\n".join(bib.format_entry(citation) for citation in several)


def entries_bibtex(
    graph: EvidenceGraph,
    citations: Iterable[Citation],
    *,
    annotate: bool = False,
    claims: Sequence[Claim | str] = (),
    stance: Stance | str | None = None,
) -> str:
    """The entries of *works* as the bibliography has them, with the ``@string`` macros they use.

    With *annotate*, the keywords of each carry its claims and stances (``eg:supports:CLAIM``, read
    back by `evidence_graph.bibliography.links`) and its note tells the findings; *claims* and
    *stance* narrow which. What cannot leave as it stands goes to the log; `parts` gives it as values.
    """
    return parts(graph, citations, annotate=annotate, claims=claims, stance=stance).text()


@dataclass(frozen=True, slots=True)
class Parts:
    """A bibliography in parts, from which the text of `entries_bibtex` can be put together for any works.

    The entry of each work by its key, the names of the macros it uses, and the definition of each macro.
    A work whose key would break the file has no entry; *notices* tell of it, and of every field that is
    escaped, written anew or left out. *parents* are the entries from which others inherit fields.
    """

    entries: Mapping[str, str]
    macros: Mapping[str, tuple[str, ...]]
    strings: Mapping[str, str]
    notices: tuple[bib.Notice, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, keys: Iterable[str] | None = None) -> str:
        """The entries of *keys*, or all, after the macros they use and before those they inherit from."""
        asked_keys = self.entries if keys is None else keys
        wanted_keys = [key for key in asked_keys if key in self.entries]
        family_keys = inheritance.family(wanted_keys, self.parents)
        used_macros: set[str] = set()
        for key in family_keys:
            used_macros.update(self.macros.get(key, ()))

        strings = [self.strings[name] for name in sorted(used_macros)]
        entries = [self.entries[key] for key in family_keys]

        return "\n".join(strings + entries)


def parts(
    graph: EvidenceGraph,
    citations: Iterable[Citation],
    *,
    annotate: bool = False,
    claims: Sequence[Claim | str] = (),
    stance: Stance | str | None = None,
) -> Parts:
    """The bibliography of *works* in parts; *annotate*, *claims* and *stance* as in `entries_bibtex`."""
    citations = list(citations)
    sources = with_parents(graph, [citation.key for citation in citations])
    strings = {name: escaping.as_text(text) for name, text in graph.store.literature([]).strings.items()}
    claim_ids = {graph.claim(claim).id for claim in claims}
    cited, marks = {}, {}
    for citation in citations:
        cited[citation.key] = sources.get(citation.key) or bib.from_citation(citation)
        marks[citation.key] = citation.unverified

    leaving: dict[str, Entry] = {}
    notices: list[bib.Notice] = []
    for key, entry in (cited | sources).items():
        lines = _lines(graph, key, claim_ids, stance) if annotate and key in cited else None
        try:
            marked = _mark(entry, marks.get(key, ()))
            leaving[key], changes = _leaving(marked, strings, lines)
        except bib.InvalidEntry as error:
            changes = (bib.Notice(key, "", error.reason, is_lost=True),)

        notices += changes

    _log(notices)
    full_entries = {key: _standing(entry, leaving, sources) for key, entry in leaving.items()}

    return _put_together(full_entries, strings, notices)


def _mark(entry: Entry, unverified: tuple[str, ...]) -> Entry:
    """*entry* with the names of those of its fields that nobody could confirm."""
    if not unverified:
        return entry

    return replace(entry, fields={**entry.fields, UNVERIFIED: f"{{{', '.join(unverified)}}}"})


def _standing(entry: Entry, leaving: Mapping[str, Entry], sources: Mapping[str, Entry]) -> Entry:
    """*entry*, with the fields of a parent that cannot leave in the place of its name."""
    lost = [key for key in inheritance.all_parents(entry) if key in sources and key not in leaving]
    if not lost:
        return entry

    full_entry = inheritance.with_inherited(entry, sources.get)
    fields = {name: value for name, value in full_entry.fields.items() if name not in inheritance.FIELDS}

    return bib.cleanse(replace(entry, fields=fields))[0]


def _put_together(
    leaving: Mapping[str, Entry], strings: Mapping[str, str], notices: Sequence[bib.Notice]
) -> Parts:
    """The parts of the entries that are *leaving*; no parent of a circle is one."""
    parents_by_key = {key: inheritance.all_parents(entry) for key, entry in leaving.items()}
    place = {key: number for number, key in enumerate(inheritance.in_order(leaving, parents_by_key))}

    texts, used, parents = {}, {}, {}
    definitions: dict[str, str] = {}
    for key, entry in leaving.items():
        texts[key] = bib.format_entry(entry)
        own_definitions = _definitions(entry, strings)
        if own_definitions:
            definitions |= own_definitions
            used[key] = tuple(own_definitions)

        later_parents = [parent for parent in parents_by_key[key] if place.get(parent, -1) > place[key]]
        if later_parents:
            parents[key] = tuple(later_parents)

    return Parts(texts, used, definitions, tuple(notices), parents)


def _leaving(
    entry: Entry, strings: Mapping[str, str], lines: Sequence[EvidenceLine] | None
) -> tuple[Entry, tuple[bib.Notice, ...]]:
    """*entry* as it may leave, with the links and findings of *lines* if there are to be any."""
    entry, changes = bib.cleanse(entry, strings)
    if lines is None:
        return entry, changes

    # Taking a keyword out can join what stood on both sides of it to a command.
    entry, joined = bib.cleanse(_annotate(entry, lines), strings)

    return entry, changes + joined


def _log(notices: Iterable[bib.Notice]) -> None:
    import logging

    logger = logging.getLogger(LOG)
    for notice in notices:
        logger.warning("%s", notice)


def _lines(
    graph: EvidenceGraph, citation: str, claims: set[str], stance: Stance | str | None
) -> list[EvidenceLine]:
    """The judgements of the *work* on one of *claims*, if any are named, and of the *stance*, if one is."""
    lines = []
    for evidence in graph.evidence(citation=citation):
        is_of_claim = not claims or evidence.line.claim in claims
        if is_of_claim and stance in {None, evidence.line.stance}:
            lines.append(evidence.line)

    return lines


def _annotate(entry: Entry, lines: Sequence[EvidenceLine]) -> Entry:
    """*entry* with the links of *lines* among its keywords, and each finding once in its note."""
    links: dict[tuple[Stance, str], None] = {}
    notes: dict[str, None] = {}
    for line in lines:
        links[line.stance, line.claim] = None
        finding = " ".join(line.findings) or "no finding recorded"
        mark = "" if line.verified else " (unverified)"
        notes[f"{line.stance} {line.claim}: {finding}{mark}"] = None

    return bib.annotate(entry, links, annote=" ".join(notes) if notes else None)


def _definitions(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """What defines the macros of *strings* and the commands for sorting that *entry* uses, by name."""
    texts = list(entry.fields.values())
    names = set(chain.from_iterable(map(macros, texts)))
    definitions = {}
    for name in sorted(names & strings.keys()):
        definitions[name] = f"@string{{{name} = {{{strings[name]}}}}}\n"
        texts.append(strings[name])

    commands = set(chain.from_iterable(map(_PROVIDED.findall, texts)))
    for command in sorted(commands):
        definitions[f"\\{command}"] = f'@preamble{{"{PROVIDED[command]}"}}\n'

    return definitions
