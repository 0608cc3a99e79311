"""Ways along links: all that is reached from somewhere, step by step, and where a way goes round.

What comes in says where one step leads: the broader concepts of a concept, the premises of a claim, the parts
of a type. What goes out are things in the order in which the ways come to them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

T = TypeVar("T")


def reachable(starts: Iterable[T], steps: Callable[[T], Iterable[T]]) -> list[T]:
    """*starts* and all that *steps* lead to from there, each once and the nearest first; a circle ends.

    >>> broader = {"espresso": ["coffee"], "coffee": ["drink"], "drink": ["coffee"]}
    >>> reachable(["espresso"], lambda name: broader.get(name, ()))
    ['espresso', 'coffee', 'drink']
    """
    return reachable_at_once(starts, lambda things: chain.from_iterable(map(steps, things)))


def reachable_at_once(starts: Iterable[T], steps: Callable[[list[T]], Iterable[T]]) -> list[T]:
    """The same where *steps* take all things that are equally far at once, as one request of a server."""
    reached = dict.fromkeys(starts)
    farthest = list(reached)
    while farthest:
        following = dict.fromkeys(steps(farthest))
        farthest = [thing for thing in following if thing not in reached]
        reached |= dict.fromkeys(farthest)

    return list(reached)


def circles(edges: Mapping[T, Sequence[T]]) -> Iterator[list[T]]:
    """The ways along *edges* that lead back to where they began, each thing in one of them at most.

    >>> list(circles({"espresso": ["coffee"], "coffee": ["drink"], "drink": ["coffee"]}))
    [['coffee', 'drink']]
    """
    done: set[T] = set()
    for start in edges:
        if start not in done:
            yield from _circles_from(start, edges, done)


def _circles_from(start: T, edges: Mapping[T, Sequence[T]], done: set[T]) -> Iterator[list[T]]:
    """The circles that a walk from *start* meets; what it has left behind is *done*.

    It walks without recursion, for a chain of premises may be longer than Python calls go deep.
    """
    way: dict[T, Iterator[T]] = {start: iter(edges.get(start, ()))}
    while way:
        last = next(reversed(way))
        for following in way[last]:
            if following in way:
                circle = _since(way, following)
                if done.isdisjoint(circle):
                    done.update(circle)
                    yield circle
            elif following not in done:
                way[following] = iter(edges.get(following, ()))
                break
        else:
            done.add(last)
            del way[last]


def _since(way: Iterable[T], first: T) -> list[T]:
    """The things on a *way* from *first* to where it stands."""
    things = list(way)

    return things[things.index(first) :]
