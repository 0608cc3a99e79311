"""Measure the reading of references on strings that styles make of real records.

usage: python tools/references/evaluate.py BIB... [--strings FILE] [--show FIELD|sure|all] [--most N]
       python tools/references/evaluate.py --labels FILE

With ``--labels`` the strings are those that people labelled (see hand_labels), and every fault is listed.
Else each record is set in eight styles of families that the training saw and in eight of families that
``--without unseen`` kept from it. A field is right where its text is, letters and digits compared without
accents, case and signs; people where every family name and first initial is, in order; a reference is whole
where every field is right and none is added. Shares stand with their 95 % interval (Wilson).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from comparisons import FIELDS, compared, plain, year_in
from hand_labels import kinds_alike, labelled_results
from labelled_strings import Item, Labelled, is_doubled, settable, spans_of
from measures import confidences, f1_of_fields, faults, share, table
from style_families import SEEN, UNSEEN, folder

from evidence_graph import bibliography
from evidence_graph.bibliography import csl_json, foreign_records
from evidence_graph.errors import BrokenFile
from evidence_graph.references import read_entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comparisons import Answer, Result

PEOPLE = (("author", "authors"), ("editor", "editors"))
_MARKUP = re.compile(r"[\\{}]")
_NUMBER = re.compile(r"^[\[(]?\d{1,3}[\])., ]+(?=\S)")


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
        if spans and not is_doubled(text, item):
            made.append(Labelled(text, spans, style, item))
    return made


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
    if "volume" not in answer and "number" in example.spans:  # of a series, see model_labels
        answer["volume"] = plain(example.text[slice(*example.spans["number"])])
    answer["year"] = year_in(answer.get("year", ""))
    doi = example.item.get("DOI", "").lower()
    if doi and doi in example.text.lower():
        answer["doi"] = doi
    return {name: text for name, text in answer.items() if text}


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


def groups_of(example: Labelled) -> tuple[str, ...]:
    """In which rows of the table a string counts."""
    families = "families seen" if example.style in SEEN else "families unseen"
    return ("all", families, example.item["type"], example.style)


def results(options: argparse.Namespace) -> Iterator[Result]:
    """Each string read and compared: those of people, or those that styles make."""
    if options.labels:
        yield from labelled_results(options.labels)
        return
    for example in strings_of(options):
        yield compared(example.style, example.text, expected(example), groups_of(example))


def speed(measured: Sequence[Result]) -> str:
    """How many references a second are read."""
    start = time.process_time()
    for result in measured:
        read_entry(result.text)
    seconds = time.process_time() - start
    return f"{len(measured) / max(seconds, 1e-9):,.0f} references a second"


def options_of() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bibliographies", nargs="*", type=Path)
    parser.add_argument("--labels", type=Path, help="references that people labelled, as JSON")
    parser.add_argument("--strings", type=Path, help="keep the strings in this file, or take them from it")
    parser.add_argument("--show", default="", help="list the faults of a field, of those called sure, or all")
    parser.add_argument("--most", type=int, default=30, help="so many of them")
    return parser.parse_args()


def main() -> None:
    """Measure, and print what came out."""
    options = options_of()
    measured = list(results(options))
    show, most = ("all", len(measured)) if options.labels else (options.show, options.most)
    print(*faults(measured, show, most), *table(measured), sep="\n")
    print(f"F1 {f1_of_fields(measured)}")
    if options.labels:
        print(f"kind {share(len(kinds_alike(measured)), len(measured))}")
    print(*confidences(measured), speed(measured), sep="\n")


if __name__ == "__main__":
    main()
