"""Texts that nobody wrote, from a seed: people, titles, names of things.

In comes chance, out go names and titles put together from the words and shapes of the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from invented_words import FOREIGN, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

Item = dict[str, Any]


class Words(dict[str, str]):
    """What is put into a shape: a word of a kind, or what a maker makes; each time another."""

    def __init__(self, chance: Random) -> None:
        super().__init__()
        self._chance = chance

    def __missing__(self, name: str) -> str:
        return MAKERS[name](self._chance) if name in MAKERS else pick(self._chance, name)


def pick(chance: Random, kind: str) -> str:
    """A word of some kind, or a shape of that kind with its words put in."""
    return filled(chance, chance.choice(WORDS[kind]))


def filled(chance: Random, shape: str) -> str:
    """A *shape* with words in the place of its braces."""
    return shape.format_map(Words(chance)) if "{" in shape else shape


def people(chance: Random, most: int = 9) -> list[Item]:
    """Some people, or now and then a body."""
    roll = chance.random()
    if roll < 0.04:
        return [{"literal": pick(chance, "bodies")}]
    if roll < 0.06:
        return [{"family": pick(chance, "families")}]
    if roll < 0.075:
        return [{"family": pick(chance, "single-names")}]
    is_long = chance.random() < 0.05
    count = chance.randint(8, 30) if is_long else min(1 + int(chance.expovariate(0.38)), most)
    written_out = chance.random() < 0.5
    return [person(chance, written_out=written_out) for _ in range(count)]


def person(chance: Random, *, written_out: bool) -> Item:
    """One person with a given name or initials."""
    given = [pick(chance, "given") for _ in range(chance.choice([1, 1, 1, 2, 2, 3]))]
    initials = [f"{name[0]}." for name in given]
    person: Item = {"family": family(chance), "given": " ".join(initials)}
    if written_out:
        person["given"] = " ".join([given[0], *initials[1:]])
    elif len(given) > 1 and chance.random() < 0.06:
        person["given"] = "-".join(initials)
    if chance.random() < 0.05:
        person["non-dropping-particle"] = pick(chance, "particles")
    if chance.random() < 0.015:
        person["suffix"] = pick(chance, "suffixes")
    return person


def family(chance: Random) -> str:
    """A family name, half of them from a list and half of syllables."""
    name = pick(chance, "families")
    if chance.random() < 0.5:
        count = chance.choice([1, 2, 2, 2, 3])
        name = "".join(pick(chance, "syllables") for _ in range(count)).capitalize()
    roll = chance.random()
    if roll < 0.05:
        return f"{name}-{pick(chance, 'families')}"
    if roll < 0.08:
        return f"{name} {pick(chance, 'families')}"
    if roll < 0.09:
        return f"{name} {pick(chance, 'joining')} {pick(chance, 'families')}"
    prefix = "Mc" if roll < 0.1 else "O’" if roll < 0.11 else ""
    return f"{prefix}{name}" if len(name) > 1 else f"{name}o"


def _initials(chance: Random) -> str:
    return str(person(chance, written_out=False)["given"])


def title(chance: Random, kind: str = "") -> str:
    """A title of some shape."""
    if chance.random() < 0.15:
        shapes, words = chance.choice(FOREIGN)
        shape = chance.choice(shapes)
        return capital(shape.format(*chance.sample(words, shape.count("{}"))))
    is_short = chance.random() < (0.45 if kind in {"book", "chapter"} else 0.07)
    text = pick(chance, "short-titles" if is_short else "titles")
    if chance.random() < 0.22:
        text += chance.choice([": ", ": ", ": ", " – ", ". "]) + pick(chance, "tails")
    if chance.random() < 0.03:
        text += f" ({acronym(chance)})"
    text = capital(text)
    if chance.random() < 0.3:
        text = " ".join(capital(word) if len(word) > 3 else word for word in text.split())
    return text.upper() if chance.random() < 0.015 else text


def capital(text: str) -> str:
    """A text that begins with a capital."""
    return text[0].upper() + text[1:]


def thing(chance: Random) -> str:
    """A thing, mostly with a quality."""
    roll = chance.random()
    if roll < 0.5:
        return filled(chance, "{qualities} {nouns}")
    if roll < 0.58:
        return filled(chance, "{proper} {nouns}")
    if roll < 0.63:
        return filled(chance, "{acronym} {nouns}")
    return filled(chance, "{qualities}, {qualities}, and {qualities} {nouns}" if roll < 0.66 else "{nouns}")


def acronym(chance: Random) -> str:
    """Some capitals, perhaps with a figure."""
    letters = "".join(chance.choice("ABCDEFGHILMNOPRSTV") for _ in range(chance.randint(2, 4)))
    return letters + chance.choice(["", "", "", "-1", "-19", "2", "-β", "s"])


MAKERS: Mapping[str, Callable[[Random], str]] = {
    "thing": thing,
    "acronym": acronym,
    "family": family,
    "given": lambda chance: chance.choice(WORDS["given"]),
    "initials": _initials,
    "past": lambda chance: str(chance.randint(1900, 1990)),
    "present": lambda chance: str(chance.randint(1991, 2020)),
    "small": lambda chance: str(chance.randint(2, 90)),
}
"""What makes the words of shapes that stand in no list."""
