"""What becomes of arguments where a verb takes none."""

from __future__ import annotations

from pathlib import Path

import click


class OptionsOnly(click.Command):
    """A verb that takes options alone, and says which one was meant by a folder without one."""

    allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What click reads, where nothing is left over."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            ctx.fail(f"{self.name} takes options alone, not {' '.join(rest)!r}. {self._meant(rest[0])}")

        return rest

    def _meant(self, argument: str) -> str:
        takes_data = any("--data" in parameter.opts for parameter in self.params)
        if takes_data and Path(argument).is_dir():
            return f"A data folder is named with: --data {argument}"

        return f"See: evidence-graph {self.name} --help"
