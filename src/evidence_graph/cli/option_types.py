"""What an option or an argument is read as: a place, the tag of a language, a day, a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from evidence_graph.cli.choices import WordChoice, words_of
from evidence_graph.errors import UnknownName
from evidence_graph.model import Verdict
from evidence_graph.store import language_codes


class PlaceType(click.Path):
    """A folder, or an address that begins with http:// or https://."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """An address as it is, anything else as a path."""
        if not isinstance(value, str) or ":" not in value:
            return super().convert(value, param, ctx)

        from evidence_graph.endpoint.address import is_address

        if "://" in value and not is_address(value):
            self.fail(f"{value}: the address of an endpoint begins with http:// or https://.", param, ctx)

        if is_address(value):
            return value

        return super().convert(value, param, ctx)


class LanguageType(click.ParamType[Any]):
    """The tag of a language (BCP 47)."""

    name = "language"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """The tag."""
        try:
            language_codes.needs_language(str(value))
        except UnknownName as error:
            self.fail(str(error), param, ctx)

        return value


class DayType(click.ParamType[Any]):
    """A day of the calendar, as the data write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's signature
        """The day."""
        import datetime as dt

        try:
            if isinstance(value, dt.date):
                return value

            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day; write it as 2026-01-31.", param, ctx)


SUCCESSORS = {"thin": Verdict.UNCERTAIN, "untested": Verdict.NONE_RECORDED}
"""The verdicts that bear another name today."""


class VerdictType(WordChoice):
    """A verdict; an old name says its new one."""

    def __init__(self) -> None:
        super().__init__(words_of(Verdict))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401 - click's signature
        """The verdict as it stands in the data."""
        successor = SUCCESSORS.get(str(value).lower())
        if successor:
            self.fail(f"{value} is now {successor}: --verdict {successor.replace(' ', '-')}", param, ctx)

        return super().convert(value, param, ctx)
