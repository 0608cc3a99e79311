"""The JSON Schema of every verb, and the page docs/json.md, built from the types of the sheets.

In come the types that verbs answer with; out go schemas (JSON Schema 2020-12), one file a verb, and the page
that says them in words. `make schemas` writes both anew. A field of a record is described by the vocabulary
(``evidence.ttl``), a field of a sheet by the text that stands below it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from evidence_graph.assessment import Fragility
from evidence_graph.references import ReferenceReading
from evidence_graph.sheets.agreement_sheet import AgreementSheet
from evidence_graph.sheets.article_sheet import ArticleRow
from evidence_graph.sheets.audit_sheet import AuditSheet
from evidence_graph.sheets.brief import AssessmentRow, BriefStudies
from evidence_graph.sheets.claim_list import ClaimEntry, ClaimRow
from evidence_graph.sheets.claim_sheet import StudiesSheet
from evidence_graph.sheets.descriptions import description, field_descriptions
from evidence_graph.sheets.problem_rows import ProblemRow
from evidence_graph.sheets.proposal_sheet import ProposedArticle
from evidence_graph.sheets.question_sheet import QuestionSheet
from evidence_graph.sheets.sheet import own_names
from evidence_graph.sheets.shown import ShownSheet
from evidence_graph.sheets.text_sheet import TextSheet
from evidence_graph.sheets.update_sheet import UpdateSheet
from evidence_graph.sheets.verdict_sheet import AssessmentSheet
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = dict[str, Any]

Cell = str | int | float | bool | None
"""What stands in a row of a SELECT."""

ANSWERS: dict[str, Any] = {
    "studies": BriefStudies,
    "studies-full": StudiesSheet,
    "claims": Sequence[ClaimRow],
    "claims-full": Sequence[ClaimEntry],
    "show": ShownSheet | Sequence[ShownSheet],
    "assess": AssessmentSheet | Sequence[AssessmentRow] | Sequence[Fragility],
    "assess-full": AssessmentSheet | Sequence[AssessmentSheet] | Sequence[Fragility],
    "audit": AuditSheet | TextSheet | Sequence[ArticleRow],
    "agreement": AgreementSheet,
    "ask": Sequence[QuestionSheet] | Sequence[Mapping[str, Cell]] | bool,
    "check": Sequence[ProblemRow],
    "update": UpdateSheet,
    "lint": Sequence[ProblemRow],
    "references": Sequence[ReferenceReading],
}
"""What each verb answers with in JSON, and where it is asked to with ``--full``."""

PROPOSALS: dict[str, Any] = {"draft": ProposedArticle, "review": ProposedArticle}
"""The same of the verbs that read no data set but a folder that is to be reviewed."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SIMPLE: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    NoneType: "null",
}
"""The word of JSON Schema for a simple type."""


def schema(answer: Any, title: str) -> Schema:  # noqa: ANN401 - any type
    """The schema of what is of the type *answer*, whole, with a *title*."""
    definitions: dict[str, Schema] = {}
    root = _schema(answer, definitions)

    return {"$schema": DIALECT, "title": title, **root, "$defs": dict(sorted(definitions.items()))}


def _schema(kind: Any, definitions: dict[str, Schema]) -> Schema:  # noqa: ANN401 - any type
    """The schema of one type; what has a name goes into *definitions*."""
    if kind in SIMPLE:
        return {"type": SIMPLE[kind]}

    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _any_of([_schema(one, definitions) for one in arguments])
    if origin is Literal:
        return {"const": arguments[0]}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if origin in {tuple, Sequence}:
        return {"type": "array", "items": _schema(arguments[0], definitions)}

    return _named(kind, definitions)


def _any_of(schemas: Sequence[Schema]) -> Schema:
    """One of several; simple types share one list."""
    simple = [one for one in schemas if set(one) == {"type"}]
    others = [one for one in schemas if set(one) != {"type"}]
    if others:
        return {"anyOf": others + simple}

    return {"type": [one["type"] for one in simple]}


def _named(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    """A reference to the schema of a closed set, a record or a sheet, made when it is first met."""
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}  # a type that holds itself finds this
        definitions[name] = _closed_set(kind) if issubclass(kind, Enum) else _object(kind, definitions)

    return {"$ref": f"#/$defs/{name}"}


def _closed_set(kind: type[Enum]) -> Schema:
    return {"description": description(kind), "enum": [value.value for value in kind]}


def _object(kind: type[Any], definitions: dict[str, Schema]) -> Schema:
    properties: dict[str, Schema] = {}
    for name, field_type, text in fields_of(kind):
        properties[name] = _schema(field_type, definitions) | text

    return {
        "description": description(kind),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def fields_of(kind: type[Any]) -> Iterator[tuple[str, Any, Schema]]:
    """The fields of *kind* in JSON: the name, the type, and what it holds; own fields before spread ones."""
    types, texts = get_type_hints(kind), field_descriptions(kind)
    own = list(own_names(kind))
    for name in getattr(kind, "spread", ()):
        yield from (field for field in fields_of(types[name]) if field[0] not in own)

    for name in own:
        text = texts.get(name)
        yield name, types[name], {"description": text} if text else {}


def object_types(answer: Any) -> Iterator[type[Any]]:  # noqa: ANN401 - any type
    """The records and sheets that *answer* holds, each once, from the outside in."""
    return (kind for kind in reachable([answer], _parts_of) if _is_object(kind))


def _parts_of(kind: Any) -> list[Any]:  # noqa: ANN401 - any type
    """The types of the fields of an object, or those that *kind* is put together from."""
    types = [field_type for _, field_type, _ in fields_of(kind)] if _is_object(kind) else []

    return [*types, *get_args(kind)]


def _is_object(kind: Any) -> bool:  # noqa: ANN401 - any type
    return isinstance(kind, type) and is_dataclass(kind)


def files() -> dict[str, str]:
    """The text of every built file, by its path below the folder of the documentation."""
    from evidence_graph.sheets.schema_page import page

    texts = {}
    for verb, kind in (ANSWERS | PROPOSALS).items():
        texts[f"schema/{verb}.json"] = _text(schema(kind, verb))

    return texts | {"json.md": page()}


def _text(one: Schema) -> str:
    return json.dumps(one, ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write all built files into *folder*."""
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
