"""JSON and JSON lines as a table: one row an object, or one an item of a list within it.

``expand`` says where the items lie: ``evidences[]`` is a list, ``evidence{}[]`` an object whose values are
lists; the name under which a value lies becomes the column ``evidence.key``. Fields within fields are
columns with a point between the names, and lists of words become one text.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace, SourceRow, SourceTable, cut
from evidence_graph.errors import BrokenFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Record = dict[str, Any]

STEP = re.compile(r"\{\}|\[\]")
LIST_END = "; "
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
"""What the name of a file ends with whose every line is an object, also where there is one line only."""

NO_JSON = "it is no JSON object"


def read(text: str, path: Path, *, expand: str | None = None, notices: tuple[str, ...] = ()) -> SourceTable:
    """The table in *text*: an array of objects, an object that holds one, or one object a line.

    Raises BrokenFile for text that is none of them.
    """
    refusals: list[Refusal] = []
    records = list(_objects(text, path, refusals))
    if not records and not refusals:
        raise BrokenFile(path, "the file holds no list of objects, so there is no table in it.")

    return table(records, path, expand=expand, refusals=tuple(refusals), notices=notices)


def table(
    records: Iterable[tuple[int, Record]],
    path: Path,
    *,
    expand: str | None = None,
    refusals: tuple[Refusal, ...] = (),
    notices: tuple[str, ...] = (),
) -> SourceTable:
    """The table of numbered *records*, each of which is as many rows as *expand* finds in it."""
    rows: list[SourceRow] = []
    columns: dict[str, None] = {}

    for number, record in records:
        for item, cells in _items(record, expand):
            columns |= dict.fromkeys(cells)
            rows.append(SourceRow(RowPlace(number, item), cells))

    return SourceTable(path.name, tuple(columns), tuple(rows), None, refusals, notices)


def _objects(text: str, path: Path, refusals: list[Refusal]) -> Iterator[tuple[int, Record]]:
    """The objects of *text* with their numbers; a line that is none goes to *refusals*."""
    if path.suffix.lower() in LINE_SUFFIXES:
        document = None
    else:
        document = _parsed_whole(text, path)

    if document is None:
        yield from _lines(text, path, refusals)
        return

    for number, record in enumerate(_longest_list(document), 1):
        if isinstance(record, dict):
            yield number, record
        else:
            refusals.append(_no_object(path, number, str(record)))


def _parsed_whole(text: str, path: Path) -> Any:  # noqa: ANN401 - any JSON
    """What *text* is as one piece of JSON; None where each line is a piece of its own."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _is_object(lines[0]):
        return None

    return parse(text, path)


def parse(text: str, path: Path) -> Any:  # noqa: ANN401 - any JSON
    """*text* as one piece of JSON; raises BrokenFile with the place where it breaks."""
    try:
        return _parse(text)
    except json.JSONDecodeError as error:
        reason = f"the JSON breaks here: {error.msg}."
        raise BrokenFile(path, reason, line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):
        raise BrokenFile(path, "the JSON is nested too deep, or holds a number without end.") from None


def _parse(text: str) -> Any:  # noqa: ANN401 - any JSON
    """*text* as JSON, with numbers as they are printed and nothing for what JSON does not know (NaN)."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=lambda _: None)


def _is_object(line: str) -> bool:
    try:
        return isinstance(_parse(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(text: str, path: Path, refusals: list[Refusal]) -> Iterator[tuple[int, Record]]:
    """One object a line; splitlines would also cut at characters that JSON lets stand in a text."""
    for number, line in enumerate(re.split(r"\r?\n", text), 1):
        if not line.strip():
            continue

        try:
            record = _parse(line)
        except (ValueError, RecursionError):
            record = None

        if isinstance(record, dict):
            yield number, record
        else:
            refusals.append(_no_object(path, number, line))


def _no_object(path: Path, number: int, text: str) -> Refusal:
    return Refusal(path.name, RowPlace(number), None, text, f"{NO_JSON}: {cut(text)}", "mend the line")


def _longest_list(whole: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    """The list that *whole* is, or the longest list of objects that it holds by a name."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict):
        return []

    lists = [value for value in whole.values() if isinstance(value, list)]
    of_objects = [value for value in lists if any(isinstance(item, dict) for item in value)]

    return max(of_objects, key=len, default=[whole])


def _items(record: Record, expand: str | None) -> Iterator[tuple[int | None, dict[str, str]]]:
    """The rows that *record* is, each with which item of the record it is."""
    if not expand:
        yield None, _flat(record)
        return

    name, *steps = [expand.split("[")[0].split("{")[0], *STEP.findall(expand)]
    outer = _flat({key: value for key, value in record.items() if key != name})
    items = list(_walk(record.get(name), steps, name, {}))
    if not items:
        yield None, outer  # a claim for which the file has no evidence

    for number, cells in enumerate(items, 1):
        yield number, outer | cells


def _walk(value: Any, steps: list[str], name: str, cells: dict[str, str]) -> Iterator[dict[str, str]]:  # noqa: ANN401
    """The items at the end of *steps*, each with the names passed on the way."""
    if not steps:
        yield cells | _flat(value if isinstance(value, dict) else {"value": value}, f"{name}.")
        return

    first, *others = steps
    if first == "[]":
        for item in value if isinstance(value, list) else ():
            yield from _walk(item, others, name, cells)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(item, others, name, cells | {f"{name}.key": str(key)})


def _flat(record: Record, prefix: str = "") -> dict[str, str]:
    """The fields of *record* as texts by their names, those within others with a point."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= _flat(value, f"{prefix}{key}.")
        else:
            cells[f"{prefix}{key}"] = _text(value)

    return cells


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A value of JSON as text; a list as its texts one after the other."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()

    if isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            return json.dumps(value, ensure_ascii=False)

        return LIST_END.join(_text(item) for item in value if item is not None)

    return str(value)
