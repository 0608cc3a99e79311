"""A data set's own weights: a TOML file beside its claims that replaces entries of the method's tables.

    [design]                 # for what something causes, and for how things are
    cohort = [1, 1]
    not-recorded = [0.1, 0.1]
    [review]                 # so many times the weight of what it pools
    meta-analysis = 1.5
    [directness]
    indirect = 0.4
    [integrity]
    conflict-of-interest = 1

In comes the text; out go `OwnWeights`, with those entries alone that the file has.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from evidence_graph.errors import BrokenFile
from evidence_graph.model import Directness, RetractionStatus, StudyDesign
from evidence_graph.nearness import nearest

NOT_RECORDED, CONFLICT = "not-recorded", "conflict-of-interest"

REVIEWS = (StudyDesign.META_ANALYSIS, StudyDesign.NETWORK_META_ANALYSIS, StudyDesign.SYSTEMATIC_REVIEW)
OPINION = (StudyDesign.NARRATIVE_REVIEW, StudyDesign.EXPERT_OPINION)

DESIGNS = tuple(design.value for design in StudyDesign if design not in REVIEWS + OPINION)
STATUSES = tuple(status.value for status in RetractionStatus if status is not RetractionStatus.RETRACTED)
TABLES: dict[str, tuple[str, ...]] = {
    "design": (*DESIGNS, NOT_RECORDED),
    "review": (StudyDesign.META_ANALYSIS.value, StudyDesign.SYSTEMATIC_REVIEW.value),
    "directness": tuple(directness.value for directness in Directness),
    "integrity": (*STATUSES, CONFLICT),
}
"""The tables, and what each may give a weight to; opinion and retracted works never weigh anything."""

COLUMNS = 2
"""A design has a weight for what something causes or one should do, and one for how things are."""

MOST = 100
"""No weight is more than this."""


@dataclass(frozen=True)
class OwnWeights:
    """The entries that a data set replaces, by their words, and the *name* of the file that says so."""

    name: str
    design: dict[str, tuple[float, float]]
    review: dict[str, float]
    directness: dict[str, float]
    integrity: dict[str, float]


def read(text: str, name: str) -> OwnWeights:
    """The weights that the file *name* with this *text* gives.

    Raises BrokenFile for a text that is no TOML, for a table or name there is not, and for a weight that
    is none.
    """
    tables = _tables(text, name)

    def numbers(table: str) -> dict[str, float]:
        return {key: _number(name, f"[{table}] {key}", value) for key, value in tables[table].items()}

    return OwnWeights(
        name=name,
        design={key: _pair(name, f"[design] {key}", value) for key, value in tables["design"].items()},
        review=numbers("review"),
        directness=numbers("directness"),
        integrity=numbers("integrity"),
    )


def _tables(text: str, name: str) -> dict[str, dict[str, object]]:
    """All tables of the file *name*, with those names alone that there are."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BrokenFile(name, f"it is no TOML: {error}.") from None

    for table, entries in tables.items():
        _require(name, "table", table, tuple(TABLES))
        if not isinstance(entries, dict):
            raise BrokenFile(name, f"{table} is no table; write [{table}] above its entries.")

        for key in entries:
            _require(name, f"entry of [{table}]", key, TABLES[table])

    return {table: tables.get(table, {}) for table in TABLES}


def _require(name: str, what: str, key: str, names: tuple[str, ...]) -> None:
    if key not in names:
        near_keys = nearest(key, names, most=1)
        hint = f"Did you mean {near_keys[0]}?" if near_keys else f"There are {', '.join(names)}."
        raise BrokenFile(name, f"{key[:60]!r} is no {what}. {hint}")


def _pair(name: str, where: str, value: object) -> tuple[float, float]:
    """The two weights of a design."""
    if not isinstance(value, list) or len(value) != COLUMNS:
        cure = "write two numbers, for what something causes and for how things are: [1, 0.75]."
        raise BrokenFile(name, f"{where} is {value!r:.60}; {cure}")

    return _number(name, where, value[0]), _number(name, where, value[1])


def _number(name: str, where: str, value: object) -> float:
    """One weight."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST:
        raise BrokenFile(name, f"{where} is {value!r:.60}; write a number from 0 to {MOST}.")

    return float(value)
