"""Our own JSON: what ``studies --full``, ``show`` and ``claims`` print with ``-f json``, as records again.

An answer holds a claim with its evidence, each line with its work and the facts of the study; a list of
claims holds claims alone. Facets are not taken back: the answer names their concepts without their labels.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from evidence_graph import limits, model
from evidence_graph.authoring import proposals
from evidence_graph.authoring.foreign.imported_records import ImportedRecords
from evidence_graph.errors import BrokenFile
from evidence_graph.vocabulary import BY_RECORD, Kind

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

TOPICS = "topics"


def read(path: Path) -> ImportedRecords | None:
    """The records in the JSON file at *path*; nothing where it is no answer of ours."""
    limits.refuse_size(path)
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None  # whoever reads it as a table says where it breaks

    if isinstance(document, list):
        answers = document
    else:
        answers = [document]

    if not answers or not all(isinstance(one, dict) and _is_answer(one) for one in answers):
        return None

    _refuse_brief(answers, path)
    taking = _AnswerTaking()
    for answer in answers:
        taking.take(answer)

    return ImportedRecords(
        path.name, "our own JSON", tuple(taking.records.values()), tuple(taking.citations.values())
    )


def _is_answer(one: dict[str, Any]) -> bool:
    """Whether an object is a claim of ours, or an answer about one."""
    claim = one.get("claim", one)

    return isinstance(claim, dict) and {"id", "statement", "topic"} <= claim.keys() and "verdict" in one


def _refuse_brief(answers: list[dict[str, Any]], path: Path) -> None:
    """Raise BrokenFile for studies in brief: they hold no judgements."""
    if any("studies" in one and "claim" in one for one in answers):
        reason = "the studies in it are told in brief; print them with: studies CLAIM -f json --full"
        raise BrokenFile(path, reason)


class _AnswerTaking:
    """The records of several answers, each once."""

    def __init__(self) -> None:
        self.records: dict[tuple[type[Any], str], Any] = {}
        self.citations: dict[str, model.Citation] = {}
        self._numbers: dict[tuple[str, str, str], int] = {}

    def take(self, answer: dict[str, Any]) -> None:
        """Take in one claim with what the answer says of it."""
        claim = answer.get("claim", answer)
        self._claim(claim)
        for line in answer.get("evidence") or ():
            self._line(claim["id"], line)

        for effect in answer.get("effects") or ():
            self._effect(effect)

        for search in answer.get("searches") or ():
            self._curator(search.get("curator"))
            self._put(_record(model.Search, search | {"topic": None}))

    def _claim(self, claim: dict[str, Any]) -> None:
        label = claim.get("topic") or "imported"
        topic = proposals.name_of(label)
        self._put(model.Scheme(TOPICS, "Topics"))
        self._put(model.Concept(topic, label, TOPICS))
        self._put(_record(model.Claim, claim | {"topic": topic}))

    def _line(self, claim: str, line: dict[str, Any]) -> None:
        """The judgement of one item, with its work and the facts of the study."""
        citation = line["citation"]
        key = citation["key"]
        if key not in self.citations:
            self.citations[key] = _record(
                model.Citation, {**citation, "type": citation["entry_type"], "study": None, "results": ()}
            )
            study = dict(citation.get("study") or {})
            self._put(
                _record(model.Study, study | {"id": key, "unverified": citation.get("unverified") or ()})
            )
            for number, result in enumerate(citation.get("results") or (), 1):
                self._put(
                    _record(
                        model.Result, {**result, "id": f"{key}.{number}", "citation": key, "number": number}
                    )
                )

        curator = line["curator"]
        self._curator(curator)
        same = claim, key, curator
        self._numbers[same] = self._numbers.get(same, 0) + 1
        number = self._numbers[same]
        name = f"{claim}.{key}.{curator}" + (f".{number}" if number > 1 else "")
        plain = {"article": None, "exposures": (), "outcomes": ()}
        self._put(_record(model.EvidenceLine, line | plain | {"id": name, "claim": claim, "citation": key}))
        self._quotes(name, line)

    def _quotes(self, name: str, line: dict[str, Any]) -> None:
        """What the judgement *name* quotes with a place or a role of its own; the *line* holds the others."""
        plain = set(line.get("quotes") or ())
        quotes = [quote for quote in line.get("quotations") or () if quote["text"] not in plain]
        for number, quote in enumerate(quotes, 1):
            values = quote | {"id": f"{name}.{number}", "line": name, "number": number}
            self._put(_record(model.Quote, values))

    def _effect(self, effect: dict[str, Any]) -> None:
        # The answer says false where nobody recorded whether it is a surrogate.
        self._put(_record(model.Effect, effect | {"surrogate": effect.get("surrogate") or None}))
        for number, group in enumerate(effect.get("groups") or (), 1):
            name = f"{effect['id']}.{number}"
            self._put(_record(model.Group, group | {"id": name, "effect": effect["id"], "number": number}))

    def _curator(self, curator: str | None) -> None:
        if curator:
            self._put(model.Curator(curator, curator))

    def _put(self, record: Any) -> None:  # noqa: ANN401 - any record
        self.records.setdefault((type(record), record.id), record)


def _record(kind: type[Any], values: dict[str, Any]) -> Any:  # noqa: ANN401 - any record
    """The record of a *kind* with those *values* that it has a field for."""
    entry = BY_RECORD.get(kind)
    choices = (
        {prop.attribute: prop.choices for prop in entry.properties if prop.kind is Kind.CHOICE}
        if entry
        else {}
    )
    fields_of_record: dict[str, Any] = {}
    for part in fields(kind):
        if part.name not in values:
            continue

        value = values[part.name]
        choice: type[StrEnum] | None = choices.get(part.name)
        if value is not None and choice is not None:
            value = choice(value)

        fields_of_record[part.name] = tuple(value) if isinstance(value, list) else value

    return kind(**fields_of_record)
