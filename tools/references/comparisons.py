"""What stands in a printed reference beside what was read in it, compared field by field.

In come a text and its fields as they are known, out goes a `Result`: what was expected, what was read, and
where the two differ. Letters and digits count; accents, case and signs do not.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from labelled_strings import alike

from evidence_graph.references import ReferenceReading, read_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = (
    "authors", "editors", "year", "title", "container", "volume", "issue", "pages", "publisher", "place",
    "doi",
)  # fmt: skip

Answer = dict[str, str]


class Result(NamedTuple):
    """One string with what stands in it, what was read, and where the two differ."""

    name: str
    text: str
    groups: tuple[str, ...]
    """In which rows of a table it counts."""
    reference: ReferenceReading
    expected: Answer
    answer: Answer
    wrong: tuple[str, ...]


def compared(
    name: str, text: str, expected: Answer, groups: tuple[str, ...], fields: Sequence[str] = FIELDS
) -> Result:
    """A *text* read, and compared with what is *expected* of its *fields*."""
    reference = read_entry(text)
    answer = {field: read for field, read in answered(reference).items() if field in fields}
    wrong = tuple(field for field in fields if expected.get(field) != answer.get(field))
    return Result(name, text, groups, reference, expected, answer, wrong)


def plain(text: str) -> str:
    """*text* as it is compared."""
    letters = unicodedata.normalize(
        "NFKD", alike(text).replace("ø", "o").replace("ß", "ss").replace("ł", "l")
    )
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def answered(reference: ReferenceReading) -> Answer:
    """What was read in a reference."""
    answer = {
        part.value: plain(field.text) for part, field in reference.fields.items() if part.value in FIELDS
    }
    for name in ("authors", "editors"):
        people = [initialed(person) for person in getattr(reference, name)]
        answer[name] = " / ".join(people)
    answer["doi"] = (reference.doi or "").lower()
    answer["year"] = year_in(answer.get("year", ""))
    return {name: text for name, text in answer.items() if text}


def year_in(text: str) -> str:
    """The year of a date; nothing of what says that there is none yet."""
    year = re.search(r"(?:1[5-9]|20)\d\d", text)
    return year[0] if year else ""


def initialed(name: str) -> str:
    """A family name and the first initial, as people are compared."""
    family, _, rest = name.partition(",")
    return f"{plain(family)} {plain(rest.split(',')[-1])[:1]}".strip()
