"""An option that names where the data are: one place, however often and by whatever name it is given.

--data tea --data tea       the folder tea
--into tea --data coffee    a mistake, for nobody knows which one is meant
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class PlaceOption(click.Option):
    """An option that names one folder or endpoint; two different ones are refused."""

    def __init__(self, declarations: tuple[str, ...], **settings: Any) -> None:  # noqa: ANN401 - click's
        super().__init__(declarations, multiple=True, callback=_only_place, **settings)


def _only_place(context: click.Context, option: click.Parameter, places: tuple[Any, ...]) -> Any:  # noqa: ANN401 - click's
    """The one place that is named, before the verb or behind it.

    Raises UsageError where there are two.
    """
    before_verb = context.lookup_default(str(option.name)) or ()
    named = [*(option.type.convert(place, option, context) for place in before_verb), *places]
    first = named[0] if named else None
    for place in named:
        if not context.resilient_parsing and _place_itself(place) != _place_itself(first):
            raise click.UsageError(f"Two places are named, {first} and {place}; name the one that is meant.")

    return first


def _place_itself(place: Any) -> Any:  # noqa: ANN401 - a folder, or the address of an endpoint
    """*place* whatever it is called: a folder without links and dots."""
    return place.resolve() if isinstance(place, Path) else place
