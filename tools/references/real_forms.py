"""Forms of references as pages print them, filled with other works.

In come references that a person labelled, out go examples: each as it is printed, and with the texts of its
fields exchanged for those of invented works. What stands between the fields stays as it was, so that the
reader learns forms that no style has, and no work.
"""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

from hand_labels import kind_named
from labelled_strings import Item, Labelled, spans_of
from noise import edited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

KINDS = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "conference": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "web": "webpage",
    "preprint": "article",
}
"""The kind of CSL for each kind as labels have it."""

TEXTS = ("title", "container", "publisher", "place", "series")
"""The fields whose text is exchanged; figures are drawn anew digit by digit."""

REAL = 0.25
"""So often the text of a field stays the real one."""

FIGURES = ("volume", "issue", "pages")
_VARIABLES = {
    "title": "title",
    "container": "container-title",
    "publisher": "publisher",
    "place": "publisher-place",
    "series": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "edition": "edition",
}
_FAMILY = re.compile(r"(?<![\w.’'])[A-ZÀ-Þ][a-zß-ÿ]{2,}(?![\w.])")
_SHOUTED = re.compile(r"(?<![\w.])[A-ZÀ-Þ]{3,}(?![\w.])")

Pools = dict[tuple[str, str], list[str]]


def labelled_forms(path: Path) -> Iterator[Labelled]:
    """The references in the file at *path* whose labelled fields are found where they are printed."""
    for row in json.loads(path.read_text("utf-8")):
        item = _item(row["fields"])
        text = " ".join(row["printed"].split())
        spans = spans_of(text, item) if item.get("title") else None
        if spans:
            yield Labelled(text, spans, "a page", item)


def filled_forms(
    forms: Sequence[Labelled], others: Iterable[Labelled], times: int, seed: int
) -> Iterator[Labelled]:
    """Each of the *forms* as it is, and so many *times* with the fields of *others*."""
    pools, families = _pools(others)
    chance = random.Random(f"{seed} forms")
    for form in forms:
        yield form
        for _ in range(times):
            yield _filled(chance, form, pools, families)


def _item(fields: Mapping[str, Any]) -> Item:
    """The item of CSL that a person's labels say."""
    item: Item = {"type": KINDS.get(kind_named(fields.get("kind")), "document")}
    for name, variable in _VARIABLES.items():
        if fields.get(name):
            item[variable] = str(fields[name])

    if fields.get("year"):
        item["issued"] = {"date-parts": [[str(fields["year"])]]}

    for name, role in (("authors", "author"), ("editors", "editor")):
        people = fields.get(name) or []
        listed = people if isinstance(people, list) else people.split(";")
        item[role] = [_person(str(one).strip()) for one in listed if str(one).strip() not in {"", "others"}]

    return item


def _person(name: str) -> Item:
    family, _, given = name.partition(",")

    return {"family": family.strip(), "given": given.strip()} if given else {"literal": name}


def _pools(others: Iterable[Labelled]) -> tuple[Pools, list[str]]:
    """The texts of the fields of *others* by field and kind, and family names."""
    pools: Pools = {}
    families: set[str] = set()
    for other in others:
        for name in TEXTS:
            if name in other.spans:
                text = other.text[slice(*other.spans[name])]
                pools.setdefault((name, other.item["type"]), []).append(text)

        for person in other.item.get("author", ()):
            if person.get("family", "").istitle():
                families.add(person["family"])

    return pools, sorted(families)


def _filled(chance: random.Random, form: Labelled, pools: Pools, families: Sequence[str]) -> Labelled:
    """The *form* with other texts in its fields, from the last to the first."""
    example = form
    for name, (start, end) in sorted(form.spans.items(), key=lambda pair: -pair[1][0]):
        old = example.text[start:end]
        new = _other(chance, name, old, form.item["type"], pools, families)
        if new != old:
            example = edited(example, start, end, new)

    return example


def _other(
    chance: random.Random, name: str, old: str, kind: str, pools: Pools, families: Sequence[str]
) -> str:
    """What stands in the place of the *old* text of a field."""
    match name:
        case "authors" | "editors" | "translators":
            text = _FAMILY.sub(lambda _: chance.choice(families), old)
            return _SHOUTED.sub(lambda _: chance.choice(families).upper(), text)
        case "year":
            return re.sub(r"(?:19|20)\d\d", lambda _: str(chance.randint(1950, 2025)), old)
        case _ if name in FIGURES:
            return re.sub(r"[1-9]", lambda _: str(chance.randint(1, 9)), old)

    pool = pools.get((name, kind)) or pools.get((name, "book")) or []
    if not pool or chance.random() < REAL:
        return old

    text = chance.choice(pool)
    if old.isupper():
        text = text.upper()
    elif name == "title" and old.istitle():
        text = text.title()

    return text
