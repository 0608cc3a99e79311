"""People as any style may print them: which names come first, how given names are cut, what stands between.

In comes chance, out goes a `PeopleStyle`: a way of printing people that one style keeps to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

Item = dict[str, Any]

_GIVEN = ("T. A.", "T. A.", "T.A.", "TA", "TA", "T A", "Tomo A.", "Tomo", "T. A")
_ORDERS = ("inverted", "inverted", "upright", "first inverted", "close")
_BETWEEN = (", ", ", ", ", ", "; ", "; ", " / ", " – ")
_LAST = {
    ", ": (", and ", ", & ", " and ", " & ", ", ", ", ", " und ", " y ", " et ", ", en ", " e ", ", y "),
    "; ": ("; ", "; ", " and ", "; and ", " & ", "; & "),
    " / ": (" / ",),
    " – ": (" – ", " and "),
}
_ET_AL = (", et al.", " et al.", ", et al", " et al", ", … ", " and others", ", & al.", " u. a.", " [et al.]")


@dataclass(frozen=True, slots=True)
class PeopleStyle:
    """How one style prints people."""

    given: str
    order: str
    comma: str
    between: str
    last: str
    most: int
    et_al: str
    is_shouted: bool

    def text(self, people: Sequence[Item]) -> str:
        """The *people* as this style prints them."""
        names = [self._name(person, is_first=number == 0) for number, person in enumerate(people)]
        if len(names) > self.most:
            return self.between.join(names[: max(self.most // 2, 1)]) + self.et_al
        if len(names) == 1:
            return names[0]
        return self.between.join(names[:-1]) + self.last + names[-1]

    def _name(self, person: Item, *, is_first: bool) -> str:
        family = str(person.get("family", person.get("literal", "")))
        family = family.upper() if self.is_shouted and "family" in person else family
        particle = person.get("non-dropping-particle")
        family = f"{particle} {family}" if particle else family
        given = self._given(str(person.get("given", "")))
        if not given:
            return family
        suffix = f", {person['suffix']}" if "suffix" in person else ""
        if self.order == "upright" or (self.order == "first inverted" and not is_first):
            return f"{given} {family}{suffix}"
        joint = " " if self.order == "close" else self.comma
        return f"{family}{joint}{given}{suffix}"

    def _given(self, name: str) -> str:
        """A given name, cut as this style cuts it."""
        words = name.split()
        if not words or self.given == "Tomo":
            return name
        if self.given == "Tomo A.":
            return " ".join([words[0], *(f"{word[0]}." for word in words[1:])])
        initials = [_initial(word, point="." * ("." in self.given)) for word in words]
        text = (" " if " " in self.given else "").join(initials)
        return text.rstrip(".") if self.given == "T. A" else text


def _initial(word: str, point: str) -> str:
    """The initial of a given name, or of both halves of one with a hyphen."""
    return "-".join(f"{half[0]}{point}" for half in word.split("-") if half)


def people_style(chance: Random) -> PeopleStyle:
    """A way of printing people."""
    order = chance.choice(_ORDERS)
    given = chance.choice(_GIVEN)
    if order == "close":
        given = chance.choice(("TA", "TA", "TA", "T.A.", "T A"))
    if order == "upright" and given in {"TA", "T A", "T. A"}:
        given = chance.choice(("T. A.", "Tomo A.", "T.A.", "TA"))
    between = chance.choice(_BETWEEN)
    return PeopleStyle(
        given=given,
        order=order,
        comma=", " if chance.random() < 0.96 else ",",
        between=between,
        last=chance.choice(_LAST[between]),
        most=chance.choice((2, 3, 4, 6, 7, 10, 30, 30)),
        et_al=chance.choice(_ET_AL),
        is_shouted=chance.random() < 0.07,
    )
