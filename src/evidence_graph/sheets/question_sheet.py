"""The sheet of a ready-made question: what it asks, and with which parameters.

In comes a question of `evidence_graph.sparql.questions`; out goes `QuestionSheet`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.sheets.sheet import Sheet

if TYPE_CHECKING:
    from evidence_graph.sparql.questions import Parameter, Question


@dataclass(frozen=True, slots=True)
class ParameterSheet(Sheet):
    """A parameter of a ready-made question."""

    name: str
    """Its name."""
    kind: str
    """What it names: a claim, a work, a text …"""
    required: bool
    """Whether it must be given."""
    default: str | None
    """What it is where it is not given; null for one that must be."""
    text: str
    """What it is for."""


@dataclass(frozen=True, slots=True)
class QuestionSheet(Sheet):
    """A ready-made question."""

    name: str
    """Its name."""
    group: str
    """What it is about."""
    question: str
    """What it asks, in plain English."""
    parameters: tuple[ParameterSheet, ...]
    """What it takes."""


def question_sheet(question: Question) -> QuestionSheet:
    """What *question* asks and takes."""
    parameters = tuple(map(_parameter, question.parameters))

    return QuestionSheet(question.name, question.group, question.text, parameters)


def _parameter(parameter: Parameter) -> ParameterSheet:
    default = None if parameter.required else parameter.default
    return ParameterSheet(parameter.name, parameter.kind, parameter.required, default, parameter.text)
