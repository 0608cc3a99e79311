"""Who wrote and who edited: people are editors where a word that says so stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.references.printed_reference import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.references.confidences import Judgement

_BEHIND = re.compile(r"[.,;]? ?[(\[]? ?(?:eds?|editors?|hrsg|hg|coords?|dir|comps?)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\beds?\.?|\bedited(?: and translated)? by|\beditors?:?|\bhrsg\. ?(?:von|v\.)?|\bbearb\. von|\bin:?)"
    r"\s*[(\[]?\s*$",
    re.IGNORECASE,
)
_LOOKED_AT = 30


def in_their_roles(printed: str, judgements: Mapping[Part, Judgement]) -> dict[Part, Judgement]:
    """The *judgements* on *printed*, people taken for authors or editors as the words beside them say."""
    roles = dict(judgements)
    if Part.AUTHORS in roles and Part.EDITORS not in roles and _are_followed(printed, roles[Part.AUTHORS]):
        roles[Part.EDITORS] = roles.pop(Part.AUTHORS)
    elif (
        Part.EDITORS in roles and Part.AUTHORS not in roles and not _are_editors(printed, roles[Part.EDITORS])
    ):
        roles[Part.AUTHORS] = roles.pop(Part.EDITORS)

    return roles


def _are_followed(printed: str, people: Judgement) -> bool:
    return _BEHIND.match(printed, people.span[1]) is not None


def _are_editors(printed: str, people: Judgement) -> bool:
    start = people.span[0]
    before = printed[max(start - _LOOKED_AT, 0) : start]

    return _are_followed(printed, people) or _BEFORE.search(before) is not None
