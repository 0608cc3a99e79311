"""Works as BibTeX, plain or carrying their claims and stances; no TeX in it does more than set type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
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
        wanted_keys = [key for key in (self.entries if keys is None else keys) if key in self.entries]
        family_keys = inheritance.family(wanted_keys, self.parents)
        used = {name for key in family_keys for name in self.macros.get(key, ())}

        return "\n".join(
            [*(self.strings[name] for name in sorted(used)), *(self.entries[key] for key in family_keys)]
        )


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
    leaving: dict[str, Entry] = {}
    notices: list[bib.Notice] = []
    cited = {citation.key: sources.get(citation.key) or bib.from_citation(citation) for citation in citations}
    marks = {citation.key: citation.unverified for citation in citations}
    for key, entry in (cited | sources).items():
        if annotate and key in cited:
            lines = _lines(graph, key, claim_ids, stance)
        else:
            lines = None

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
    definitions: dict[str, str] = {}
    used = {}
    parents_by_key = {key: inheritance.all_parents(entry) for key, entry in leaving.items()}
    place = {key: number for number, key in enumerate(inheritance.in_order(leaving, parents_by_key))}
    parents = {}
    for key, entry in leaving.items():
        if defined := _definitions(entry, strings):
            definitions |= defined
            used[key] = tuple(defined)

        if own := tuple(parent for parent in parents_by_key[key] if place.get(parent, -1) > place[key]):
            parents[key] = own

    texts = {key: bib.format_entry(entry) for key, entry in leaving.items()}

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
    lines = [evidence.line for evidence in graph.evidence(citation=citation)]

    return [line for line in lines if (not claims or line.claim in claims) and stance in {None, line.stance}]


def _annotate(entry: Entry, lines: Sequence[EvidenceLine]) -> Entry:
    links = dict.fromkeys((line.stance, line.claim) for line in lines)
    notes = dict.fromkeys(
        f"{line.stance} {line.claim}: {' '.join(line.findings) or 'no finding recorded'}"
        f"{'' if line.verified else ' (unverified)'}"
        for line in lines
    )

    return bib.annotate(entry, links, annote=" ".join(notes) if notes else None)


def _definitions(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """What defines the macros of *strings* and the commands for sorting that *entry* uses, by name."""
    names = {name for value in entry.fields.values() for name in macros(value)}
    macro_definitions = {
        name: f"@string{{{name} = {{{strings[name]}}}}}\n" for name in sorted(names & strings.keys())
    }
    texts = [*entry.fields.values(), *(strings[name] for name in macro_definitions)]
    words = {word for text in texts for word in _PROVIDED.findall(text)}

    return macro_definitions | {f"\\{word}": f'@preamble{{"{PROVIDED[word]}"}}\n' for word in sorted(words)}
