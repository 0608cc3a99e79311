"""What a name means: an id, a key, a label, whatever its case; else the nearest names there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from evidence_graph.errors import UnknownName
from evidence_graph.model import Concept, Stance
from evidence_graph.vocabulary import BY_RECORD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.model import Citation, Record
    from evidence_graph.source import Records

R = TypeVar("R")

MANY = 2_000
"""To compare a misspelt name with more than so many letter by letter takes longer than anybody waits."""

SHOWN = 20
"""So many topics are listed when there is none of a name."""


def record(records: Records, record_type: type[R], named: str) -> R:
    """The record *named*, also in another case.

    Raises UnknownName with the nearest there are.
    """
    found = records.get(record_type, named)
    if found is not None:
        return found
    kind: type[Record] = record_type  # type: ignore[assignment]
    meant = records.alike(kind, named.strip().casefold())
    again = records.get(record_type, meant[0]) if len(meant) == 1 else None
    if again is None:
        raise UnknownName(BY_RECORD[kind].name, named, nearest=lambda: nearest(named, records.ids(kind)))
    return again


def concept(records: Records, named: str) -> Concept:
    """The concept with this id or with this label, preferred or alternative.

    Raises UnknownName.
    """
    found = records.get(Concept, named)
    if found is not None:
        return found
    wanted = named.casefold()
    concepts = records.all(Concept)
    preferred = (c for c in concepts if c.label.casefold() == wanted)
    other = (c for c in concepts if wanted in {a.casefold() for a in c.alternatives})
    return next(preferred, None) or next(other, None) or record(records, Concept, named)


def topic(topics: Sequence[Concept], named: str) -> Concept:
    """That of *topics* with this id or label, or the only one whose label holds the text.

    Raises UnknownName.
    """
    wanted = named.casefold()
    found = next((t for t in topics if wanted in {t.id.casefold(), t.label.casefold()}), None)
    near = [t for t in topics if wanted and wanted in t.label.casefold()]
    if found is None and len(near) == 1:
        return near[0]
    if found is None:
        labels = [t.label for t in topics]
        more = f", and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
        hint = f"The topics are: {', '.join(labels[:SHOWN])}{more}."
        raise UnknownName("topic", named, nearest=lambda: nearest(named, labels), hint=hint)
    return found


def citation(records: Records, named: str) -> Citation:
    """The work with this key, or with this alias, DOI, or label ("Jarvis et al. 2019") of it.

    Raises UnknownName.
    """
    found = records.citation(named)
    if found is not None:
        return found
    wanted = named.strip().casefold().removeprefix("https://doi.org/").removeprefix("doi:")
    works = [work for key in records.works_like(wanted) if (work := records.citation(key))] if wanted else []
    aliased = [w for w in works if w.study and named in w.study.aliases]
    meant = [w for w in works if wanted in {w.key.casefold(), w.label.casefold(), (w.doi or "").casefold()}]
    if len(aliased or meant) != 1:
        raise UnknownName("citation", named, nearest=lambda: nearest(named, records.keys()))
    return (aliased or meant)[0]


def stance(named: Stance | str) -> Stance:
    """The stance of this name.

    Raises UnknownName.
    """
    try:
        return Stance(str(named))
    except ValueError:
        words = [s.value for s in Stance]
        hint = "The stances are: " + ", ".join(words) + "."
        raise UnknownName("stance", str(named), nearest=nearest(str(named), words), hint=hint) from None


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The names that *name* may be a slip of; of very many only those most like it are compared."""
    from difflib import get_close_matches

    if not name.strip():
        return []
    wanted = name.casefold()
    folded = {k.casefold(): k for k in known}
    if len(folded) > MANY:
        from heapq import nlargest

        pieces = {wanted[i : i + 3] for i in range(len(wanted) - 2)}
        compared = nlargest(MANY, folded, key=lambda k: sum(piece in k for piece in pieces) - len(k) / 1000)
    else:
        compared = list(folded)
    close = get_close_matches(wanted, compared, n=3, cutoff=0.5)
    inside = [k for k in compared if wanted in k and k not in close]
    return [folded[k] for k in [*close, *inside][:3]]
