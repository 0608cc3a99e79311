"""Which claim a sentence is accepted to make: a person has said so, in a table or by a passage in the data.

A sentence is known again by its letters and digits alone, so that marks of citations, line ends and emphasis
do not matter:

    sentence,claim
    "Long steeps make tea bitter [@leaf2001].",long-steeping-makes-bitter
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import limits, model
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Attitude

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph

SHORTEST = 12
"""Fewer letters and digits are no sentence that could be known again."""

CITATIONS = re.compile(
    r"\[[^\[\]]*@[^\[\]]*\](?:\{[^{}]*\})?|(?<![\w@])-?@\{?[\w:.#$%&+?<>~/-]*\w\}?"
    r"|\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\[\]]*\]){0,2}\{[^{}]*\}"
)
"""How Markdown and LaTeX cite; what stands there is no part of the sentence."""

SILENT = re.compile(rb"[^0-9a-z\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That a sentence, known by its *letters*, is accepted to make a *claim*, or to deny or report it."""

    letters: str
    claim: str
    attitude: Attitude = Attitude.ASSERTS


def letters_of(sentence: str) -> str:
    r"""The letters and digits of a *sentence* by which it is known again, as the Lua filter makes them, too.

    >>> letters_of("Long steeps [@leaf2001; @pot2010]{claim=x} make *tea*\n bitter.")
    'longsteepsmaketeabitter'
    """
    return silent(CITATIONS.sub("", sentence))


def silent(words: str) -> str:
    """The letters and digits of *words* that hold no mark of a citation.

    Only A to Z are made small, and all that is no ASCII stays: a filter in Lua knows no other letters.
    """
    return SILENT.sub(b"", words.encode("utf-8").lower()).decode("utf-8", "ignore")


def read(path: Path) -> list[Acceptance]:
    """The acceptances of the table at *path*: CSV with the columns sentence, claim, and attitude if you like.

    Raises BrokenFile where it cannot be read, lacks a column, or has a row that says no such thing.
    """
    try:
        limits.refuse_size(path, limit=limits.ARTICLE)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BrokenFile(path, "the file is not UTF-8; save the table as CSV UTF-8.") from error

    rows = csv.DictReader(io.StringIO(text, newline=""))
    if not {"sentence", "claim"} <= set(rows.fieldnames or ()):
        raise BrokenFile(path, "the first line must name the columns sentence and claim.", line=1)

    return [_acceptance(row, path, rows.line_num) for row in rows]


def _acceptance(row: Mapping[str, str | None], path: Path, line: int) -> Acceptance:
    letters, claim = letters_of(row["sentence"] or ""), (row["claim"] or "").strip()
    if len(letters) < SHORTEST or not claim:
        raise BrokenFile(path, "this row has no whole sentence, or names no claim.", line=line)

    word = (row.get("attitude") or Attitude.ASSERTS).strip()
    if word not in set(Attitude):
        raise BrokenFile(path, f"{word!r} is no attitude; there are {', '.join(Attitude)}.", line=line)

    return Acceptance(letters, claim, Attitude(word))


def of_articles(graph: EvidenceGraph, texts: Mapping[str, str]) -> Iterator[Acceptance]:
    """What passages of articles in *graph* are accepted to say, where the *texts* are there, by SHA-256."""
    for article in graph.all(model.Article):
        text = texts.get(article.sha256 or "")
        if text is None:
            continue

        for assertion in graph.assertions(article=article):
            # A passage that only argues for a claim does not make it.
            saying = (one for one in graph.passages(assertion) if one.id not in assertion.arguments)
            for passage in saying:
                letters = letters_of(text[passage.start : passage.end])
                if len(letters) >= SHORTEST:
                    yield Acceptance(letters, assertion.claim, assertion.attitude)
