"""Texts whose sentences readers have labelled, as files of a folder keep them.

    text-3.json       {"title": …, "style": …, "blocks": [{"heading": …}, {"sentences": […]}, {"items": […]}],
                       "references": […]}
    READER-3.json     {"1": {"claim": true, "references": [2, 5], "near": ["an-id"], "says": …}, …}

Sentences and items are numbered together from 1, in their order. Where a reader numbered the sentences alone,
or the headings too, the highest number tells.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

PREFIX = "text-"

NUMBERINGS = (("sentences", "items"), ("sentences",), ("heading", "sentences", "items"))
"""What of a text may be numbered; the first that comes to the highest number is taken."""


class LabelledTextError(ValueError):
    """A file of the folder that does not hold what it should."""


class Label(NamedTuple):
    """What one reader says of a sentence: whether it claims, what entries it means, what claims it makes."""

    claim: bool = False
    references: frozenset[int] = frozenset()
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text as a *page* of HTML, its labelled *sentences*, and what each reader says of them."""

    name: str
    style: str
    page: str
    sentences: tuple[str, ...]
    references: tuple[str, ...]
    labels: Mapping[str, tuple[Label, ...]]

    @property
    def readers(self) -> list[str]:
        """Who labelled it."""
        return sorted(self.labels)


def texts_in(folder: Path) -> list[LabelledText]:
    """The labelled texts in *folder*. Raises LabelledTextError."""
    paths = sorted(folder.glob(f"{PREFIX}*.json"))
    if not paths:
        raise LabelledTextError(f"{folder} has no {PREFIX}K.json.")

    return [_text(path) for path in paths]


def _text(path: Path) -> LabelledText:
    record = _json(path)
    name = path.stem.removeprefix(PREFIX)
    raw_labels: dict[str, dict[str, Any]] = {}

    for other in sorted(path.parent.glob(f"*-{name}.json")):
        reader = other.stem.removesuffix(f"-{name}")
        if reader != PREFIX.rstrip("-"):
            raw_labels[reader] = _json(other)

    sentences = _sentences(record["blocks"], raw_labels, path)
    labels = {reader: _labels(raw, len(sentences)) for reader, raw in raw_labels.items()}
    references = tuple(record.get("references", ()))
    style = str(record.get("style", "style not said"))

    return LabelledText(f"{PREFIX}{name}", style, _page(record, references), sentences, references, labels)


def _json(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LabelledTextError(f"{path} cannot be read as JSON: {error}.") from error

    if not isinstance(record, dict):
        raise LabelledTextError(f"{path} holds no object of JSON.")

    return record


def _sentences(
    blocks: Sequence[Mapping[str, Any]], labels: Mapping[str, Mapping[str, Any]], path: Path
) -> tuple[str, ...]:
    """The numbered sentences of *blocks*, by what the readers numbered."""
    highest = max((int(number) for one in labels.values() for number in one), default=0)
    numberings = [tuple(_in_order(blocks, names)) for names in NUMBERINGS]
    if not highest:
        return numberings[0]

    for sentences in numberings:
        if len(sentences) == highest:
            return sentences

    if highest < len(numberings[0]):
        return numberings[0]  # the last sentences may be without a label

    counts = ", ".join(
        f"{len(one)} {' and '.join(names)}" for names, one in zip(NUMBERINGS, numberings, strict=True)
    )
    raise LabelledTextError(f"{path} has {counts}, and the labels go up to {highest}.")


def _in_order(blocks: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    """What *blocks* hold under *names*, each on one line."""
    for block in blocks:
        for name in names:
            content = block.get(name, ())
            rows = [content] if isinstance(content, str) else content
            yield from (" ".join(str(row).split()) for row in rows)


def _labels(raw: Mapping[str, Mapping[str, Any]], count: int) -> tuple[Label, ...]:
    labels: list[Label] = []
    for number in range(1, count + 1):
        row = raw.get(str(number), {})
        labels.append(
            Label(
                claim=bool(row.get("claim")),
                references=frozenset(map(int, row.get("references") or ())),
                near=frozenset(map(str, row.get("near") or ())),
            )
        )

    return tuple(labels)


def _page(record: Mapping[str, Any], references: Sequence[str]) -> str:
    """The text as a page, so that the program itself finds its paragraphs, sentences and list."""
    parts = [f"<h1>{escape(str(record.get('title', '')))}</h1>"]
    for block in record["blocks"]:
        if "heading" in block:
            parts.append(f"<h2>{escape(str(block['heading']))}</h2>")
        if "sentences" in block:
            parts.append(f"<p>{escape(' '.join(block['sentences']))}</p>")
        if "items" in block:
            items = "".join(f"<li>{escape(str(item))}</li>" for item in block["items"])
            parts.append(f"<ul>{items}</ul>")

    if references:
        entries = "".join(f"<p>{escape(entry)}</p>" for entry in references)
        parts.append(f"<h2>References</h2>{entries}")

    return "\n".join(parts)
