"""What a page knows when it opens, and what it reads line by line when a claim or a study is looked at.

In come the records of all claims and citations, with all that is told of each; out go records with only what
lists, filters and counts need, and a line of JSON for the rest of each. The lines of the claims whose cards
stand on the page at first come before its script, all others behind it: a page of thousands of claims is
drawn before the browser has read the greater part of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CARDS = {"all": 150, "heaviest": 6, "more": 2, "most": 120}
"""With more studied claims than *all* only the heaviest of each group have a card, or the most of one group.

A group that has a few more than its heaviest shows these, too. The page's script has the numbers from here.
"""

FOLDED = frozenset({Verdict.NONE_RECORDED, Verdict.NONE_FOUND, Verdict.DEFINITION})
"""Claims that have no card: they fold into one line a group."""

AT_ONCE = {
    "claims": ("statement", "topic", "group", "about", "stands", "standing"),
    "citations": ("label", "year", "family", "design", "n", "cited", "flags", "speaksOf"),
}
"""Of a claim and of a citation what the page knows when it opens."""


@dataclass(frozen=True, slots=True)
class Parted:
    """Records with what is known *at_once*, the *rest* of each, and which names there are in any rest."""

    at_once: dict[str, dict[str, Any]]
    rest: list[dict[str, Any]]
    names: list[str]


def part(kind: str, records: Mapping[str, Mapping[str, Any]]) -> Parted:
    """The *records* of a *kind* parted into what is known at once and the rest."""
    first = AT_ONCE[kind]
    at_once, rest = {}, []
    for name, record in records.items():
        at_once[name] = {field: record[field] for field in first if field in record}
        rest.append({field: value for field, value in record.items() if field not in first})

    names = sorted(set().union(*rest))

    return Parted(at_once, rest, names)


def first_claims(claims: Sequence[Mapping[str, Any]]) -> list[int]:
    """The places of those *claims* whose cards the page draws when it opens, as `views/claims.js` does.

    Of claims that weigh the same all are among them, whatever their order.
    """
    places_by_group: dict[int | str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        if claim["standing"]["verdict"] not in FOLDED:
            places_by_group[_group(claim)].append(place)

    studied = sum(map(len, places_by_group.values()))
    room = _room(len(set(map(_group, claims))), studied)
    first: list[int] = []
    for places in places_by_group.values():
        first += _heaviest(claims, places, room)

    return sorted(first)


def _group(claim: Mapping[str, Any]) -> int | str:
    """What the claim stands under: its group, or its topic where that is not divided."""
    group: int | str = claim.get("group", claim.get("topic", ""))

    return group


def _room(group_count: int, studied: int) -> int:
    """How many cards each of so many groups shows."""
    if group_count == 1:
        return CARDS["most"]
    if studied <= CARDS["all"]:
        return studied

    most = max(1, min(CARDS["heaviest"], CARDS["most"] // group_count))
    if most == CARDS["heaviest"]:
        return most + CARDS["more"]

    return most


def _heaviest(claims: Sequence[Mapping[str, Any]], places: Iterable[int], room: int) -> list[int]:
    """The *room* heaviest of the claims at *places*, with all that weigh as much as the last of them."""

    def weight(place: int) -> tuple[float, int]:
        standing = claims[place]["standing"]
        return standing["weight"], standing["studies"]

    ranked = sorted(places, key=weight, reverse=True)
    if len(ranked) <= room:
        return ranked

    least = weight(ranked[room - 1])

    return [place for place in ranked if weight(place) >= least]
