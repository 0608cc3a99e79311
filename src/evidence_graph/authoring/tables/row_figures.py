"""Printed figures with their groups, and judgements of the risk of bias, of one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring.tables.targets import DOMAIN
from evidence_graph.authoring.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from evidence_graph.authoring.tables.row_drafts import RowDraft

NUMBERS = (
    "value",
    "estimate",
    "interval",
    "low",
    "high",
    "p",
    "events1",
    "events2",
    "total1",
    "total2",
    "mean1",
    "mean2",
)
"""The fields of which one at least makes a figure."""

DIRECTIONS = {
    model.Stance.SUPPORTS: model.Direction.FOR,
    model.Stance.OPPOSES: model.Direction.AGAINST,
    model.Stance.INCONCLUSIVE: model.Direction.NEITHER,
}
"""What the figure of a row means for its claim, by the stance of the row."""

UNNAMED = "not named in the table"


def has_figure(draft: RowDraft) -> bool:
    """Whether a row prints a figure."""
    return any(draft[name] is not None for name in NUMBERS)


def has_bias(draft: RowDraft) -> bool:
    """Whether a row judges the risk of bias."""
    return any(name == "bias" or name.startswith(DOMAIN) for name in draft.values)


def refuse_impossible(draft: RowDraft) -> None:
    """Raise Unreadable where more people of a group had the outcome than were in it."""
    for number in (1, 2):
        events, total = draft[f"events{number}"], draft[f"total{number}"]
        if events is not None and total is not None and events > total:
            raise Unreadable(f"{events} events are more than {total} people", "correct one of them")


def effect(key: str, claim: str | None, draft: RowDraft) -> tuple[model.Effect, list[model.Group]]:
    """The figure of *draft* and its groups, without their ids.

    It speaks of the *claim* where the row says what it means for it, as a direction or by its stance. Nobody
    says whether the figure was read in the work, so it counts as not confirmed unless the table does.
    """
    direction = draft["direction"] or DIRECTIONS.get(draft["stance"])
    value, low, high = draft["estimate"] or (
        draft["value"],
        *(draft["interval"] or (draft["low"], draft["high"])),
    )
    groups = [group for number in (1, 2) if (group := _group(number, draft))]
    figure = model.Effect(
        "",
        key,
        0,
        draft["measure"] or UNNAMED,
        draft["outcome"] or draft["outcomes"] or UNNAMED,
        bool(draft["verified"]),
        claim=claim if direction else None,
        direction=direction if claim else None,
        value=value,
        unit=draft["unit"],
        low=low,
        high=high,
        level=draft["level"],
        standard_error=draft["standard_error"],
        p=draft["p"],
        timepoint=draft["timepoint"],
        contrast=model.Contrast.BETWEEN_GROUPS if len(groups) > 1 else None,
        comparison=draft["comparison"],
    )

    return figure, groups


def _group(number: int, draft: RowDraft) -> model.Group | None:
    """The group *number* of a figure, if anything is told of it; a total is events and people without."""
    events, without, total = (draft[f"{name}{number}"] for name in ("events", "without", "total"))
    mean, deviation = draft[f"mean{number}"], draft[f"deviation{number}"]
    if total is None and events is not None and without is not None:
        total = events + without

    if total is None and events is None and mean is None:
        return None

    name = draft[f"group{number}"] or f"group {number}"

    return model.Group("", "", number, name, total, events, mean, deviation)


def core(figure: model.Effect, groups: Iterable[model.Group]) -> Hashable:
    """What makes a figure with its *groups* the figure it is."""
    sides = sorted((g.number, g.name, g.participants, g.events, g.mean) for g in groups)

    return (
        model.Effect,
        figure.citation,
        figure.claim,
        figure.measure,
        figure.outcome,
        (figure.value, figure.low, figure.high, figure.p),
        (figure.timepoint, figure.comparison),
        tuple(sides),
    )


def biases(key: str, draft: RowDraft, curator: str) -> Iterator[model.RiskOfBias]:
    """The judgements of the risk of bias in *draft*, without their ids: over all, and one a domain."""
    instrument = draft["instrument"] or UNNAMED
    for name, value in draft.values.items():
        if name == "bias":
            domain, reason = draft["bias_domain"], draft["bias_reason"]
        elif name.startswith(DOMAIN):
            domain, reason = name.removeprefix(DOMAIN), None
        else:
            continue

        yield model.RiskOfBias("", key, instrument, value, domain, reason, curator)


def bias_core(bias: model.RiskOfBias) -> Hashable:
    """What makes a judgement of the risk of bias the one it is."""
    return (model.RiskOfBias, bias.citation, bias.instrument, bias.domain, bias.judgement, bias.curator)
