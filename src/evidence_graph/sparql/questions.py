"""The ready-made questions: one ``.rq`` file each, in the folder of what the question is about.

The first line of a file is the question in plain English. Then one comment line for each parameter::

    # claim: claim, required – the claim asked about
    # stance: stance, default any – only studies of this stance

A parameter is a free variable of the query, of the kind named after the colon. One that is not given
takes its default; with the default ``any`` it stays free.

A query that needs the values of a closed set does not spell them out: a comment in a VALUES block stands for
them, and is replaced when the question is read (`LISTS`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph.errors import UnknownName
from evidence_graph.looks import DOUBTED, STANCES
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import choice_iri

if TYPE_CHECKING:
    from collections.abc import Callable

ENDING = ".rq"
ANY = "any"

PARAMETER = re.compile(
    r"#\s*(?P<name>[A-Za-z]\w*):\s*(?P<kind>[\w-]+),\s*(?:(?P<required>required)|default\s+(?P<default>.+?))"
    r"\s+[–-]\s+(?P<text>.+)"
)


def _ranked_stances() -> str:
    return " ".join(f"(<{choice_iri(stance)}> {rank})" for rank, stance in enumerate(STANCES, 1))


def _doubted_statuses() -> str:
    return " ".join(f"<{choice_iri(status)}>" for status in sorted(DOUBTED))


LISTS: dict[str, Callable[[], str]] = {
    "# every stance, ranked": _ranked_stances,
    "# every retraction in doubt": _doubted_statuses,
}
"""The comments that stand for values, each with what makes them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be told: its name, the kind of its value, and its default."""

    name: str
    kind: str
    required: bool
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its question in plain English; the *group* says what it is about."""

    name: str
    text: str
    query: str
    parameters: tuple[Parameter, ...] = ()
    group: str = ""
    file: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of this name."""
        return next((p for p in self.parameters if p.name == name), None)


def read(query: str, *, name: str, group: str = "") -> Question:
    """The question that *query* asks, its parameters read from the comment lines at its head."""
    head = list(takewhile(lambda line: line.startswith("#"), query.splitlines()))
    parameters = tuple(filter(None, map(_parameter, head)))

    text = ""
    if head and not PARAMETER.fullmatch(head[0]):
        text = head[0].lstrip("# ").strip()

    for comment, values in LISTS.items():
        query = query.replace(comment, values()) if comment in query else query

    return Question(name, text, query, parameters, group)


def _parameter(line: str) -> Parameter | None:
    """The parameter that a comment *line* describes, if it does."""
    match = PARAMETER.fullmatch(line.strip())
    if match is None:
        return None

    return Parameter(
        name=match["name"],
        kind=match["kind"],
        required=bool(match["required"]),
        default=match["default"] or ANY,
        text=match["text"].strip(),
    )


@cache
def questions() -> tuple[Question, ...]:
    """The ready-made questions, group by group, in the order of their names."""
    files = Path(__file__).with_name("queries").glob(f"*/*{ENDING}")
    ready_made = [read(file.read_text("utf-8"), name=file.stem, group=file.parent.name) for file in files]

    return tuple(sorted(ready_made, key=lambda question: (question.group, question.name)))


def question(name: str) -> Question:
    """The ready-made question of this name.

    Raises UnknownName, with the nearest, when there is none.
    """
    by_name = {q.name: q for q in questions()}
    if name not in by_name:
        near_names = nearest(name, by_name)
        raise UnknownName("question", name, nearest=near_names)

    return by_name[name]
