"""Measure the reading of references on strings that styles make of real records.

usage: python tools/references/evaluate.py BIB... [--strings FILE] [--show FIELD|sure] [--most N]

Each record is set in eight styles of families that the training saw and in eight of families that
``--without unseen`` kept from it. A field is right where its text is, letters and digits compared without
accents, case and signs; people where every family name and first initial is, in order; a reference is whole
where every field is right and none is added. Shares stand with their 95 % interval (Wilson).
"""

from __future__ import annotations

import argparse
import json
import re
import time
import unicodedata
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from labelled_strings import Item, Labelled, alike, settable, spans_of
from style_families import SEEN, UNSEEN, folder

from evidence_graph import bibliography
from evidence_graph.bibliography import csl_json, foreign_records
from evidence_graph.errors import BrokenFile
from evidence_graph.references import Confidence, ReferenceReading, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FIELDS = (
    "authors", "editors", "year", "title", "container", "volume", "issue", "pages", "publisher", "place",
    "doi",
)  # fmt: skip
PEOPLE = (("author", "authors"), ("editor", "editors"))
_MARKUP = re.compile(r"[\\{}]")
_NUMBER = re.compile(r"^[\[(]?\d{1,3}[\])., ]+(?=\S)")
_Z = 1.96

Answer = dict[str, str]


class Result(NamedTuple):
    """One string with what stands in it, what was read, and where the two differ."""

    example: Labelled
    reference: ReferenceReading
    expected: Answer
    answer: Answer
    wrong: tuple[str, ...]


def items_of(path: Path) -> Iterator[Item]:
    """The works of a bibliography that have people, a title and a year, as items of CSL."""
    try:
        library = bibliography.load(path)
    except BrokenFile:
        return
    for entry in library.entries.values():
        item = csl_json.item(foreign_records.of_entry(entry, library.strings, library.entries.get))
        has_date = item.get("issued", {}).get("date-parts")
        texts = f"{item.get('title', '')} {item.get('container-title', '')}"
        has_people = item.get("author") or item.get("editor")
        if has_date and has_people and item.get("title") and not _MARKUP.search(texts):
            yield item


def examples(items: Sequence[Item], style: str) -> list[Labelled]:
    """The *items* as a style sets them, with what stands where."""
    made = []
    for numbered, item in settable(items, str(folder() / f"{style}.csl")):
        text = _NUMBER.sub("", numbered)
        spans = spans_of(text, item)
        editors = item.get("editor", [])
        # citeproc-py sets the editors of a book twice
        is_doubled = (
            bool(editors) and not item.get("author") and text.count(editors[0].get("family", "?")) > 1
        )
        if spans and not is_doubled:
            made.append(Labelled(text, spans, style, item))
    return made


def plain(text: str) -> str:
    """*text* as it is compared."""
    letters = unicodedata.normalize(
        "NFKD", alike(text).replace("ø", "o").replace("ß", "ss").replace("ł", "l")
    )
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def expected(example: Labelled) -> Answer:
    """What stands in an example."""
    people = {name for _, name in PEOPLE}
    answer = {
        name: plain(example.text[slice(*span)])
        for name, span in example.spans.items()
        if name in FIELDS and name not in people
    }
    for role, name in PEOPLE:
        if name in example.spans and (named := _people_printed(example, role, name)):
            answer[name] = named
    doi = example.item.get("DOI", "").lower()
    if doi and doi in example.text.lower():
        answer["doi"] = doi
    return answer


def _people_printed(example: Labelled, role: str, name: str) -> str:
    """Those people of a role whose family names stand in the list that is printed."""
    text = plain(example.text[slice(*example.spans[name])])
    place, people = 0, []
    for person in example.item.get(role, []):
        particle, own = (
            person.get("non-dropping-particle", ""),
            person.get("family", person.get("literal", "")),
        )
        family = plain(f"{particle} {own}")
        sign = re.compile(rf"\b{re.escape(family)}\b").search(text, place) if family != "et al" else None
        if sign:
            place = sign.end()
            people.append(f"{family} {plain(person.get('given', ''))[:1]}".strip())
    return " / ".join(people)


def answered(reference: ReferenceReading) -> Answer:
    """What was read in a reference."""
    answer = {
        part.value: plain(field.text) for part, field in reference.fields.items() if part.value in FIELDS
    }
    for name in ("authors", "editors"):
        people = [_initialed(person) for person in getattr(reference, name)]
        answer[name] = " / ".join(people)
    answer["doi"] = (reference.doi or "").lower()
    return {name: text for name, text in answer.items() if text}


def _initialed(name: str) -> str:
    family, _, rest = name.partition(",")
    return f"{plain(family)} {plain(rest.split(',')[-1])[:1]}".strip()


def interval(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson."""
    if not count:
        return 0.0, 1.0
    share, width = right / count, _Z**2 / count
    middle = share + width / 2
    spread = _Z * (share * (1 - share) / count + width / (4 * count)) ** 0.5
    return (middle - spread) / (1 + width), (middle + spread) / (1 + width)


def _share(right: int, count: int) -> str:
    low, high = interval(right, count)
    return f"{right / max(count, 1):.3f} ({low:.3f} to {high:.3f})"


def results(strings: Iterable[Labelled]) -> Iterator[Result]:
    """Each string read and compared."""
    for example in strings:
        reference = read_entry(example.text)
        wanted, answer = expected(example), answered(reference)
        wrong = tuple(field for field in FIELDS if wanted.get(field) != answer.get(field))
        yield Result(example, reference, wanted, answer, wrong)


def groups_of(result: Result) -> tuple[str, ...]:
    """In which rows of the table a result counts."""
    style = result.example.style
    return (
        "all",
        "families seen" if style in SEEN else "families unseen",
        result.example.item["type"],
        style,
    )


def table(measured: Sequence[Result]) -> Iterator[str]:
    """A row for each group: the strings, the F1 of fields, whole references, and F1 field by field."""
    counts: dict[str, Counter[object]] = {}
    for result in measured:
        for group in groups_of(result):
            _count(counts.setdefault(group, Counter()), result)
    yield f"{'':36} strings  F1     whole" + " " * 24 + " ".join(field[:6].rjust(6) for field in FIELDS)
    for group in sorted(counts, key=lambda name: (name != "all", not name.startswith("families"), name)):
        count = counts[group]
        each = " ".join(f"{_f1(count, [field]):6.3f}" for field in FIELDS)
        whole = _share(count["whole"], count["strings"])
        yield f"{group[:36]:36} {count['strings']:7} {_f1(count, FIELDS):.3f}  {whole:27} {each}"


def _count(count: Counter[object], result: Result) -> None:
    count["strings"] += 1
    count["whole"] += not result.wrong
    for field in FIELDS:
        count["wanted", field] += field in result.expected
        count["read", field] += field in result.answer
        count["right", field] += field in result.expected and field not in result.wrong


def _f1(count: Mapping[object, int], fields: Sequence[str]) -> float:
    right, wanted, read = (
        sum(count[kind, field] for field in fields) for kind in ("right", "wanted", "read")
    )
    return 2 * right / max(wanted + read, 1)


def confidences(measured: Iterable[Result]) -> Iterator[str]:
    """Of each confidence how many fields have it, and how many of these are right."""
    count: Counter[object] = Counter()
    for result in measured:
        for part, field in result.reference.fields.items():
            if part.value in FIELDS:
                count[field.confidence] += 1
                count[field.confidence, "right"] += part.value not in result.wrong
    total = sum(count[confidence] for confidence in Confidence)
    for confidence in Confidence:
        share = count[confidence] / max(total, 1)
        right = _share(count[confidence, "right"], count[confidence])
        yield f"{confidence:7} {share:.1%} of fields, right {right}"


def shown(measured: Iterable[Result], field: str, most: int) -> Iterator[str]:
    """Strings in which *field*, or whatever is called sure, is wrong."""
    for result in measured:
        sure = [
            part.value
            for part, read in result.reference.fields.items()
            if read.confidence is Confidence.SURE and part.value in result.wrong
        ]
        wrong = sure if field == "sure" else [name for name in result.wrong if name == field]
        if wrong and most > 0:
            most -= 1
            yield f"{result.example.style} | {result.example.text}"
            for name in wrong:
                yield f"    {name}: {result.expected.get(name)!r}, read {result.answer.get(name)!r}"


def strings_of(options: argparse.Namespace) -> list[Labelled]:
    """The strings, made anew or taken from the file that keeps them."""
    kept = options.strings
    if kept and kept.exists():
        return [Labelled(**row) for row in map(json.loads, kept.read_text("utf-8").splitlines())]
    items = [item for path in options.bibliographies for item in items_of(path)]
    with ProcessPoolExecutor(2) as pool:
        lists = pool.map(partial(examples, items), (*SEEN, *UNSEEN))
        made = [example for listed in lists for example in listed]
    if kept:
        kept.write_text("".join(f"{json.dumps(asdict(example))}\n" for example in made), "utf-8")
    return made


def main() -> None:
    """Measure, and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bibliographies", nargs="*", type=Path)
    parser.add_argument("--strings", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--most", type=int, default=30)
    options = parser.parse_args()
    strings = strings_of(options)
    read_entry("Ito K. Tea. 2004.")

    start = time.process_time()
    for example in strings:
        read_entry(example.text)
    seconds = time.process_time() - start
    measured = list(results(strings))
    lines = [*shown(measured, options.show, options.most), *table(measured), *confidences(measured)]
    print(*lines, f"{len(strings) / seconds:,.0f} references a second", sep="\n")


if __name__ == "__main__":
    main()
