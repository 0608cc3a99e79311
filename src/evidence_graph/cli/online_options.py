"""The options of ``update`` that speak of services: who asks, how much, and where the services are."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli.choices import WordChoice
from evidence_graph.cli.option_types import DayType

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from evidence_graph.living.service_access import LiteratureServices

SECONDS = 600.0
"""So long a run may take unless it is told otherwise."""

TASKS = ("records", "notices", "new-works")


@dataclass(frozen=True, slots=True)
class Online:
    """Whether services are asked, for what, since when, and how much."""

    wanted: bool
    only: tuple[str, ...]
    since: dt.date | None
    mailto: str | None
    seconds: float
    calls: int | None
    afresh: bool
    openalex_key: str | None
    pubmed_key: str | None
    crossref: str | None
    openalex: str | None
    pubmed: str | None

    def services(self) -> LiteratureServices:
        """The services, with what this run may ask of them.

        Raises EndpointError for what is no address.
        """
        from evidence_graph.living.allowance import Allowance
        from evidence_graph.living.kept_replies import KeptReplies
        from evidence_graph.living.service_access import Access, open_services

        access = Access(mailto=self.mailto, openalex_key=self.openalex_key, pubmed_key=self.pubmed_key)
        for name in ("crossref", "openalex", "pubmed"):
            if place := getattr(self, name):
                access = replace(access, **{name: place})

        return open_services(access, Allowance(self.seconds, self.calls), KeptReplies(afresh=self.afresh))


def online_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """All of them; the verb takes them as *online*."""

    @functools.wraps(function)
    def verb(*arguments: Any, **values: Any) -> Any:  # noqa: ANN401 - whatever click gives the verb
        taken = {option.name: values.pop(option.name) for option in OPTIONS}
        return function(*arguments, online=Online(**taken), **values)

    optioned: Callable[..., Any] = verb
    for option in reversed(OPTIONS):
        optioned = option.on(optioned)

    return optioned


@dataclass(frozen=True, slots=True)
class OnlineOption:
    """One option: the name of its value, how it is written, and what click is told of it."""

    name: str
    flag: str
    told: dict[str, Any]

    def on(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """*function* with the option."""
        return click.option(self.flag, self.name, **self.told)(function)


def _address(name: str) -> OnlineOption:
    told = {"hidden": True, "metavar": "URL", "envvar": f"EVIDENCE_GRAPH_{name.upper()}"}
    return OnlineOption(name, f"--{name}", told)


OPTIONS = (
    OnlineOption(
        "wanted", "--online", {"is_flag": True, "help": "Ask Crossref, PubMed and OpenAlex; never otherwise."}
    ),
    OnlineOption(
        "only",
        "--only",
        {"type": WordChoice.of(*TASKS), "multiple": True, "help": "Only records, notices or new-works."},
    ),
    OnlineOption(
        "since",
        "--since",
        {
            "type": DayType(),
            "metavar": "DATE",
            "help": "New works since that day; else since the last judgement or search.",
        },
    ),
    OnlineOption(
        "mailto",
        "--mailto",
        {
            "metavar": "ADDRESS",
            "envvar": "EVIDENCE_GRAPH_MAILTO",
            "help": "Your e-mail address: who says it gets better service.",
        },
    ),
    OnlineOption(
        "openalex_key",
        "--openalex-key",
        {
            "metavar": "KEY",
            "envvar": "OPENALEX_API_KEY",
            "help": "Ask OpenAlex too, with this key; better in the environment: OPENALEX_API_KEY.",
        },
    ),
    OnlineOption("pubmed_key", "--pubmed-key", {"metavar": "KEY", "envvar": "NCBI_API_KEY", "hidden": True}),
    OnlineOption(
        "seconds",
        "--time-limit",
        {
            "type": click.FloatRange(min=0, min_open=True),
            "default": SECONDS,
            "show_default": True,
            "metavar": "SECONDS",
            "help": "Ask no longer; the next run goes on.",
        },
    ),
    OnlineOption(
        "calls",
        "--budget",
        {
            "type": click.IntRange(min=1),
            "metavar": "CALLS",
            "help": "Ask no more often; the next run goes on.",
        },
    ),
    OnlineOption(
        "afresh", "--afresh", {"is_flag": True, "help": "Ask again what was answered within the last hours."}
    ),
    _address("crossref"),
    _address("openalex"),
    _address("pubmed"),
)
"""Every option, in the order of the help."""
