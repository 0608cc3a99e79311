"""What services answer in JSON, taken apart without trust: nothing in it is taken for what it should be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence_graph.living.allowance import ServiceStopped

if TYPE_CHECKING:
    from evidence_graph.living.kept_replies import KeptReply
    from evidence_graph.living.service import Service

Item = dict[str, Any]

BEGINNING = 80
"""So many characters of what is no answer are told."""


def member(service: Service, reply: KeptReply, name: str) -> Any:  # noqa: ANN401 - whatever stands in the JSON
    """What the object that *reply* holds has under *name*. Raises ServiceStopped where there is no such."""
    try:
        answer = json.loads(reply.text)
    except (ValueError, RecursionError):
        answer = None

    if not isinstance(answer, dict) or name not in answer:
        beginning = reply.text[:BEGINNING]
        raise ServiceStopped(service.name, f"its answer is no {name} in JSON: {beginning!r}")

    return answer[name]


def an_object(value: object) -> Item:
    """*value* where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[Item]:
    """The objects in *value*, where it is a list."""
    if not isinstance(value, list):
        return []

    return [each for each in value if isinstance(each, dict)]


def text(value: object) -> str:
    """*value* where it is a text or a number, else nothing."""
    if isinstance(value, str | int):
        return str(value)

    return ""
