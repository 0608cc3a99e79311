"""Ways along links: all that is reached from somewhere, step by step, and where a way goes round.

What comes in says where one step leads: the broader concepts of a concept, the premises of a claim, the parts
of a type. What goes out are things in the order in which the ways come to them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


def reachable(starts: Iterable[T], steps: Callable[[T], Iterable[T]]) -> list[T]:
    """*starts* and all that *steps* lead to from there, each once and the nearest first; a circle ends.

    >>> broader = {"espresso": ["coffee"], "coffee": ["drink"], "drink": ["coffee"]}
    >>> reachable(["espresso"], lambda name: broader.get(name, ()))
    ['espresso', 'coffee', 'drink']
    """
    reached = dict.fromkeys(starts)
    waiting = deque(reached)
    while waiting:
        for following in steps(waiting.popleft()):
            if following not in reached:
                reached[following] = None
                waiting.append(following)

    return list(reached)
