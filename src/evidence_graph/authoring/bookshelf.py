"""Works in the hands of who adds them: entries out of drafts, and which work is here already."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring.proposals import citation_key
from evidence_graph.authoring.proposals import free_key as free
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.errors import RefusedChange, WrongValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.authoring.drafts import StudyDraft
    from evidence_graph.authoring.stock import WorkingCopy
    from evidence_graph.bibliography import Entry

ID = re.compile(r"[^\s/\\<>\"{}|^`#%?\x00-\x20]+")
"""What an id may be made of without a reader of Turtle or of an address taking it apart."""

FIELDS: Mapping[str, str] = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "year": "year",
    "journal": "container",
    "booktitle": "container",
    "container": "container",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "pages",
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "url": "url",
    "type": "type",
}
"""The fields of a work's record by what they are called."""

_YEAR = re.compile(r"[0-9]{4}")
_PMID = re.compile(r"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid\s*[:=]?\s*)([0-9]{1,9})/?", re.IGNORECASE)


def refuse_id(name: str) -> None:
    """Raise RefusedChange where *name* can be no id; an empty one is none yet."""
    if name and not ID.fullmatch(name):
        raise RefusedChange(f"{name!r} can be no id. Use letters, digits, hyphens and full stops.")


def entry(draft: StudyDraft) -> Entry:
    """The entry that *draft* makes: its BibTeX with the fields beside it.

    It has the key of the draft, or an empty one. Raises RefusedChange for BibTeX that holds no entry or
    several, and for a draft that says nothing of the work.
    """
    values = {FIELDS[name]: value for name, value in draft.values().items() if name in FIELDS}
    base = _only_entry(draft.bibtex) if draft.bibtex else None
    if not values and base is None:
        raise RefusedChange(
            "Nothing is said of the work. Name its title, its DOI, its PubMed number or BibTeX."
        )

    if base:
        citation = bib.citation(base)
    else:
        citation = model.Citation("", type="article" if draft.journal else "misc")

    changed = bib.from_citation(_with(citation, values))
    if base is None:
        return changed

    own = {name: value for name, value in changed.fields.items() if name not in base.fields or values}

    if values:
        return replace(base, fields={**base.fields, **own})

    return base


def _are_two(citation: model.Citation, twin: model.Citation) -> bool:
    """Whether years, or where one is missing first authors, tell two works of one title apart."""
    if citation.doi or citation.pmid or (citation.year and twin.year):
        return citation.year != twin.year
    if not citation.authors or not twin.authors:
        return False

    first, second = (citation_key(each.authors[0], None, "") for each in (citation, twin))

    return first != second


def _only_entry(text: str) -> Entry:
    """The one entry that *text* holds."""
    bibliography = bib.parse(text, name="the BibTeX")
    if len(bibliography.entries) != 1:
        reason = "; ".join(str(problem) for problem in bibliography.problems[:2])
        count = len(bibliography.entries)
        raise RefusedChange(f"The BibTeX holds {count or 'no'} entries where one belongs. {reason}".rstrip())

    return next(iter(bibliography.entries.values()))


def _with(citation: model.Citation, values: Mapping[str, Any]) -> model.Citation:
    """*work* with other *values*, each in its form. Raises WrongValue."""
    values = {name: _FORMS.get(name, _text)(value) for name, value in values.items()}
    if isinstance(values.get("authors"), tuple) and values["authors"] and values["authors"][-1] == "":
        values |= {"authors": values["authors"][:-1], "authors_incomplete": True}

    return replace(citation, **values)


def _text(values: object) -> str | None:
    return " ".join(str(values).split()) or None


def _authors(values: object) -> tuple[str, ...]:
    """The *names* as a list or as BibTeX has them; an empty one stands for "and others"."""
    if not isinstance(values, str):
        return tuple(str(name).strip() for name in values if str(name).strip())  # type: ignore[attr-defined]

    read = bib.citation(bib.Entry("x", "misc", {"author": f"{{{values}}}"}))

    if read.authors_incomplete:
        return (*read.authors, "")

    return read.authors


def _year(values: object) -> int:
    text = str(values).strip()
    if not _YEAR.fullmatch(text):
        raise WrongValue("year", text, "a year of four digits")

    return int(text)


def _doi(values: object) -> str:
    doi = bib.bare_doi(str(values))
    if not bib.is_doi(doi):
        raise WrongValue("doi", str(values), "a DOI such as 10.1519/JSC.0000000000001195")

    return doi


def _pmid(values: object) -> str:
    text = str(values).strip()
    match = _PMID.fullmatch(text)
    number = match[1] if match else text
    if not (number.isascii() and number.isdigit()):
        raise WrongValue("pmid", text, "a PubMed number such as 28081031")

    return number


_FORMS: Mapping[str, Any] = {"authors": _authors, "year": _year, "doi": _doi, "pmid": _pmid}


def free_key(entry: Entry, entries: Mapping[str, object]) -> str:
    """The key that *entry* brings along or should have, and that is not among the *entries*."""
    if entry.key and entry.key not in entries:
        return entry.key

    citation = bib.citation(entry)
    author = citation.authors[0] if citation.authors else ""
    title = (
        citation.title
        or (citation.doi or "").rpartition("/")[2]
        or (f"pmid{citation.pmid}" if citation.pmid else "")
    )

    return free(citation_key(author, citation.year, title), entries.__contains__)


def change_field(entry: Entry, field: str, values: object) -> Entry | None:
    """*entry* with another value of the *field* of its record; None where that is no field of one.

    Raises WrongValue.
    """
    attribute = FIELDS.get(field.lower())
    if attribute is None:
        return None
    if attribute == "type":
        return replace(entry, type=str(values).strip() or entry.type)

    citation = bib.citation(entry)
    empty = values is None or not str(values).strip()
    nothing: dict[str, Any] = {attribute: () if attribute == "authors" else None}
    if empty:
        after = replace(citation, **nothing)
    else:
        after = _with(citation, {attribute: values})

    written = bib.from_citation(after).fields
    old = bib.from_citation(citation).fields
    fields = dict(entry.fields)

    for name in dict.fromkeys([*old, *written]):
        if old.get(name) == written.get(name):
            continue

        own = _own_name(entry, name)
        fields.pop(own, None)
        if name in written:
            fields[own] = written[name]

    return replace(entry, fields={name: fields[name] for name in _order(entry, fields)})


def _own_name(entry: Entry, name: str) -> str:
    """What *entry* calls the field *name*: some have other names for the same."""
    others = {"number": "issue", "journal": "journaltitle", "year": "date", "eprint": "pmid"}
    other = others.get(name, "")

    if name not in entry.fields and other in entry.fields:
        return other

    return name


def _order(entry: Entry, fields: Mapping[str, str]) -> list[str]:
    """The names of *fields*: those of *entry* in its order, then the others."""
    return [name for name in dict.fromkeys([*entry.fields, *fields]) if name in fields]


def differences(before: Entry, after: Entry, strings: Mapping[str, str]) -> list[tuple[str, object, object]]:
    """What each field of a work was and is, in plain text."""
    one, other = bib.citation(before, strings), bib.citation(after, strings)
    names = dict.fromkeys([*FIELDS.values(), "authors_incomplete"])
    pairs = ((name, getattr(one, name), getattr(other, name)) for name in names)

    return [(name, old, new) for name, old, new in pairs if old != new]


class Shelf:
    """The works of a stock by everything they go by; looked at anew when there are others."""

    def __init__(self, stock: WorkingCopy) -> None:
        self._stock = stock
        self._keys: dict[str, str] | None = None

    def find(self, name: str) -> str | None:
        """The key of the work that goes by *name*: a key, an alias, a DOI, a PubMed number or a title."""
        name = name.strip()
        entries, studies = self._stock.all(bib.Entry), self._stock.all(model.Study)
        if name in entries or name in studies:
            return name

        names = self._names()
        pmid = _PMID.fullmatch(name)
        written = (
            f"pmid:{pmid[1]}" if pmid else "",
            f"doi:{bib.bare_doi(name).lower()}",
            statement_key(name),
        )
        found_key = next((names[each] for each in written if each and each in names), None)

        return found_key or next((s.id for s in studies.values() if name in s.aliases), None)

    def same(self, entry: Entry) -> str | None:
        """The key of the work that *entry* is: of the same identifier, or of the same title and year.

        Where a year is missing and no identifier is given, the same title is enough unless the first authors
        are two.
        """
        citation, names = bib.citation(entry), self._names()

        for identifier in filter(None, (_doi_name(citation), _pmid_name(citation))):
            if identifier in names:
                return names[identifier]

        if citation.title:
            key = names.get(statement_key(citation.title))
        else:
            key = None

        other = self._stock.all(bib.Entry).get(key) if key else None
        if key is None or other is None:
            return None

        twin = bib.citation(other)
        apart = (citation.doi and twin.doi) or (citation.pmid and twin.pmid) or _are_two(citation, twin)

        return None if apart else key

    def note(self, entry: Entry) -> None:
        """Know one more *entry*, or another state of one."""
        if self._keys is not None:
            self._enter(self._keys, entry)

    def forget(self) -> None:
        """Look at all works anew when one is asked for."""
        self._keys = None

    def _names(self) -> dict[str, str]:
        """The key of each work by its identifiers and its title."""
        if self._keys is None:
            self._keys = {}
            for entry in self._stock.all(bib.Entry).values():
                self._enter(self._keys, entry)

        return self._keys

    def _enter(self, keys: dict[str, str], entry: Entry) -> None:
        citation = bib.citation(entry, self._stock.read.bibliography.strings)
        for name in filter(
            None, (_doi_name(citation), _pmid_name(citation), statement_key(citation.title or ""))
        ):
            keys.setdefault(name, entry.key)


def _doi_name(citation: model.Citation) -> str:
    if citation.doi:
        return f"doi:{citation.doi.lower()}"

    return ""


def _pmid_name(citation: model.Citation) -> str:
    if citation.pmid:
        return f"pmid:{citation.pmid}"

    return ""
