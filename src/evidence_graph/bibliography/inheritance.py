"""Fields that an entry takes from others: crossref as BibTeX and biblatex have it, xdata as biblatex has it.

In come an entry and the entries beside it, out goes the same entry with what it inherits. What an entry
says itself goes first, then its xdata, then its crossref, whose own parents count for it.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from evidence_graph.bibliography.blocks import Bibliography, Entry

    LookUp = Callable[[str], Entry | None]

LENDERS = frozenset({"xdata", "set"})
"""The types of entries that are no work: they lend fields to others, or name several (biblatex)."""

FIELDS = ("crossref", "xref", "xdata")
"""The fields that name parents (BibTeX, and biblatex 3.20, section 2.2.3); xref takes nothing of one."""

MEMBERS = ("related", "entryset", "relatedentries")
"""The fields that name entries which belong to this one and give it nothing."""

DEEPEST = 10
"""So many generations of parents give something; a series has a volume, a chapter, hardly more."""

_GIVING = ("xdata", "crossref")

_OWN = """
crossref xref xdata ids entryset entrysubtype execute label options presort related relatedoptions
relatedstring relatedtype shorthand shorthandintro sortkey sorttitle indextitle indexsorttitle
shorttitle keywords abstract annote annotation file groups owner timestamp doi url urldate eprint
eprinttype archiveprefix eprintclass primaryclass pmid pmcid
"""
OWN = frozenset(_OWN.split())
"""What no entry takes from its crossref: biblatex's list, the reader's own notes, and what identifies the
parent. biblatex hands down a DOI, too; the chapter would then be taken for its book."""

_SAME = (
    frozenset({"year", "date", "month"}),
    frozenset({"journal", "journaltitle"}),
    frozenset({"address", "location"}),
    frozenset({"school", "institution"}),
)
"""Fields of which an entry that has one takes none."""

_TITLE = ("title", "subtitle", "titleaddon")
_IN_A_BOOK = "inbook bookinbook suppbook incollection suppcollection inreference inproceedings conference"
_BOOKS = "book collection reference proceedings"
_PARTS = frozenset(_IN_A_BOOK.split())
_SEVERAL = frozenset(f"mv{kind}" for kind in _BOOKS.split())
_WHOLES = frozenset(_BOOKS.split()) | _SEVERAL


def _rename(prefix: str) -> Mapping[str, str]:
    """The parent's title under the names that begin with *prefix*."""
    return MappingProxyType({name: f"{prefix}{name}" for name in _TITLE})


_BOOK, _MAIN, _JOURNAL = _rename("book"), _rename("main"), _rename("journal")
_AS_IT_IS: Mapping[str, str] = MappingProxyType({})


def parents(entry: Entry, field: str) -> list[str]:
    """The keys that a *field* of *entry* names."""
    written = entry.fields.get(field, "").strip('{}" \t\r\n')

    return [key.strip() for key in written.split(",") if key.strip()]


def parent_keys(bibliography: Bibliography) -> set[str]:
    """The keys of all entries from which others take fields, or that belong to others."""
    found: set[str] = set()
    for entry in bibliography.entries.values():
        for field in (*FIELDS, *MEMBERS):
            found.update(parents(entry, field))

    return found


def all_parents(entry: Entry) -> tuple[str, ...]:
    """The keys of all entries that *entry* names as its parents."""
    return tuple(dict.fromkeys(key for field in FIELDS for key in parents(entry, field)))


def is_child(entry: Entry) -> bool:
    """Whether *entry* may take fields from others."""
    return any(field in entry.fields for field in _GIVING)


def with_inherited(entry: Entry, look_up: LookUp) -> Entry:
    """*entry* with the fields it inherits; *look_up* gives the entry with a key, if there is one."""
    if not is_child(entry):
        return entry

    return _with_inherited(entry, look_up, {}, (entry.key,))


def in_order(keys: Iterable[str], parents_of: Mapping[str, Collection[str]]) -> list[str]:
    """*keys* in their order, but each parent after all of its children, as BibTeX wants it.

    >>> in_order(["book", "chapter", "other"], {"chapter": ["book"]})
    ['chapter', 'other', 'book']
    """
    children = dict.fromkeys(keys, 0)
    family = {
        key: [p for p in set(parents_of.get(key, ())) if p in children and p != key] for key in children
    }
    for own in family.values():
        for parent in own:
            children[parent] += 1

    order = [key for key, number in children.items() if not number]
    for key in order:  # grows by each parent whose last child has come
        for parent in sorted(family[key]):
            children[parent] -= 1
            if not children[parent]:
                order.append(parent)

    circular = children.keys() - set(order)  # a circle of parents has no order

    return [*order, *(key for key in children if key in circular)]


def family(keys: Iterable[str], parents_of: Mapping[str, Collection[str]]) -> list[str]:
    """*keys* and the keys of all their ancestors, each once, parents after their children."""
    return in_order(reachable(keys, lambda key: parents_of.get(key, ())), parents_of)


def _with_inherited(entry: Entry, look_up: LookUp, known: dict[str, Entry], way: tuple[str, ...]) -> Entry:
    """*entry* with what it inherits; no entry on the *way* to it is asked again, and none *known* twice."""
    fields = dict(entry.fields)
    for field in _GIVING:
        for key in parents(entry, field) if len(way) <= DEEPEST else ():
            parent = known.get(key) or (look_up(key) if key not in way else None)
            if parent is None:
                continue

            if key not in known:
                parent = known[key] = _with_inherited(parent, look_up, known, (*way, key))

            _take(fields, parent, entry.type.lower(), is_data=field == "xdata")

    return replace(entry, fields=fields)


def _take(fields: dict[str, str], parent: Entry, kind: str, *, is_data: bool) -> None:
    """Add to *fields*, of an entry of a *kind*, what it takes from *parent*."""
    if is_data:
        names = _AS_IT_IS
    else:
        names = _names(parent.type.lower(), kind)

    blocked = {name for same in _SAME if not same.isdisjoint(fields) for name in same}
    for name, value in parent.fields.items():
        if name in FIELDS or (not is_data and name in OWN):
            continue

        own_name = names.get(name, name)
        if own_name not in blocked:
            fields.setdefault(own_name, value)

    if not is_data and kind == "inbook" and "author" in parent.fields:
        fields.setdefault("bookauthor", parent.fields["author"])


def _names(parent: str, child: str) -> Mapping[str, str]:
    """Under which names an entry of the kind *child* takes the title of a *parent* (biblatex, appendix B).

    A chapter in a plain @book has it as its book, which biblatex says of @inbook alone: people write
    @incollection as well.
    """
    if parent == "periodical":
        return _JOURNAL
    if parent in _SEVERAL:
        return _MAIN
    if child in _PARTS and parent in _WHOLES:
        return _BOOK

    return _AS_IT_IS
