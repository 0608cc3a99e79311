"""The options that verbs share, and what is meant by them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph.cli import printing, progress, shapes
from evidence_graph.cli.choices import WordChoice, words_of
from evidence_graph.cli.option_types import DayType, LanguageType, PlaceType, VerdictType
from evidence_graph.cli.place_options import PlaceOption
from evidence_graph.errors import NeedsFolder, NothingFits, UnknownName
from evidence_graph.model import Claim, Stance, Weighing
from evidence_graph.sheets.taken import Taken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from enum import StrEnum

    from evidence_graph.graph import EvidenceGraph

Place = Path | str
"""A data folder, or the address of a SPARQL endpoint."""

NEAR = 3
"""So many claims that were nearly meant are told."""

SUBJECT = 3
"""So many words may name a subject; more are a question about it."""


def folder_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--data`` where nothing but a folder will do."""
    return click.option(
        "--data",
        "folder",
        cls=PlaceOption,
        type=PlaceType(),
        metavar="FOLDER",
        help="A folder with claims.ttl and citations.bib.",
    )(function)


def data_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--data``, ``--no-cache`` and ``--as-of``: where the data are, and how and of which day they are."""
    place = click.option(
        "--data",
        "folder",
        cls=PlaceOption,
        type=PlaceType(),
        metavar="FOLDER|URL",
        help="A folder with claims.ttl and citations.bib, or the address of a SPARQL endpoint.",
    )
    fresh = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_keep_in_mind,
        help="Neither use nor keep a compiled index.",
    )
    day = click.option(
        "--as-of",
        type=DayType(),
        metavar="DATE",
        expose_value=False,
        callback=_keep_in_mind,
        help="As it was on that day, such as 2026-01-31, by the dates of judgements and searches.",
    )

    return place(fresh(day(language_option(function))))


def language_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--lang``: in which language texts are shown, which `in_language` minds."""
    return click.option(
        "--lang",
        type=LanguageType(),
        metavar="TAG",
        expose_value=False,
        callback=_keep_in_mind,
        help="Texts in this language, such as de, where there are any; what is in another is marked.",
    )(function)


def _keep_in_mind(context: click.Context, option: click.Parameter, value: object) -> None:
    context.meta[f"{__name__}.{option.name}"] = value


WAIT = 10.0
"""Seconds that a verb waits for another writer unless it is told to wait longer."""

wait_option = click.option(
    "--wait", type=float, default=WAIT, show_default=True, help="Seconds to wait for another writer."
)

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of printing.",
)


def file_path(output: str | None) -> Path | None:
    """The file that an *output* names which is no folder."""
    if output is not None and Path(output).is_dir():
        raise click.BadParameter(f"{output} is a folder; name a file.", param_hint="'-o'")

    return None if output is None else Path(output)


def formats(*words: str, told: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``-f`` with one of *words*, the first of which goes without saying."""
    choice = WordChoice.of(*words)

    return click.option("-f", "--format", "form", type=choice, default=words[0], show_default=True, help=told)


LIST_FORMATS = ("table", "json", "jsonl", "csv", "excel")
TOLD = "table for people; json, jsonl (a line an item) and csv for programs; excel is csv that Excel opens."

_format = formats(*LIST_FORMATS, told=TOLD)


def format_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-f`` with all forms of a list, ``--full`` and ``--fields``."""
    return _format(shapes.both_options(function))


def stance_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--stance``, one of all."""
    return click.option("--stance", type=_choice(Stance), help="Only evidence of this stance.")(function)


SIDES = ("yes", "no")
"""What a study says to a question; which stance that is, the claim says."""


def side_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--stance`` where one claim is asked for: a stance, or what the studies say to its question."""
    words = words_of(Stance) | {word: word for word in SIDES} | {"in part": Stance.QUALIFIES.value}
    help_text = "Only studies of which a reader says so: yes, no, in part, or a stance."

    return click.option("--stance", type=WordChoice(words), help=help_text)(function)


def stance_for(claim: Claim, word: str | None) -> Stance | None:
    """The stance towards *claim* that *word* means.

    Raises click.UsageError for yes and no where no question is recorded.
    """
    if word is None or word not in SIDES:
        return None if word is None else Stance(word)

    from evidence_graph.sheets.speech import speech

    stance = speech(claim).stance_of(word)
    if stance is None:
        raise click.UsageError(
            f"{claim.id} answers no question on record; take --stance for or --stance against."
        )

    return stance


def verdict_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--verdict``, one of all."""
    return click.option("--verdict", type=VerdictType(), help="Only claims with this verdict.")(function)


def weighing_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--weighing``, one of all."""
    help_text = "How verdicts follow from the evidence, in place of how the data set says."

    return click.option("--weighing", type=_choice(Weighing), help=help_text)(function)


def _choice(choices: type[StrEnum]) -> WordChoice:
    """A value of a closed set, as it stands in the data or as we print it."""
    return WordChoice(words_of(choices))


def data_folder(place: Place | None) -> Path:
    """The folder that *place* is, or the one meant when none is named.

    Raises NeedsFolder for the address of an endpoint.
    """
    from evidence_graph import folders

    if isinstance(place, str):
        raise NeedsFolder(place)

    return place or folders.find()


def open_graph(folder: Place | None) -> EvidenceGraph:
    """The graph of *folder*, or of the data meant when none is named; says when data were skipped."""
    from evidence_graph.loading import connect, load, load_whole

    mind = click.get_current_context().meta
    day = mind.get(f"{__name__}.as_of")
    if isinstance(folder, str):
        return in_language(connect(folder) if day is None else _past(connect(folder), day))

    data_path = data_folder(folder)
    cached = not mind.get(f"{__name__}.no_cache")
    with progress.reading(data_path) as progress_bar:
        if day is None:
            graph = load(data_path, cached=cached, told=progress_bar)
        else:
            graph = load_whole(data_path)

    if graph.store.flaws():
        _warn(graph, data_path, f" --data {folder}" if folder else "")

    return in_language(graph if day is None else _past(graph, day))


def in_language(graph: EvidenceGraph) -> EvidenceGraph:
    """The *graph* with its texts in the language asked for, if one is."""
    tag = click.get_current_context().meta.get(f"{__name__}.lang")

    return graph.in_language(tag) if tag else graph


def _past(graph: EvidenceGraph, day: date) -> EvidenceGraph:
    """The *graph* as it was on a *day*; says what of it has no date."""
    from evidence_graph.history import as_of

    past = as_of(graph, day)
    printing.tell(past.remark)

    return past


def _warn(graph: EvidenceGraph, folder: Path, where: str) -> None:
    """Say how many problems a check finds in the *folder* behind *graph*, which is named as *where*.

    In a large one nobody waits for their number.
    """
    from evidence_graph.cli import problem_count

    with progress.waiting("counting the problems"):
        number = problem_count.count(graph, folder)

    if number != 0:
        if number is None:
            problems = "problems"
        else:
            problems = f"{number} problem{'s' * (number > 1)}"

        printing.tell(
            f"warning: {problems} in the data, what they spoil is left out; see: evidence-graph check{where}"
        )


def claim(graph: EvidenceGraph, text: str) -> str:
    """The id of the claim that *text* names or asks about; which one was taken is said on standard error.

    Raises UnknownName and NothingFits.
    """
    return take(graph, text).claim


def take(graph: EvidenceGraph, text: str) -> Taken:
    """Which claim *text* names or asks about; where it asks, the claim is said on standard error.

    Raises UnknownName when *text* is one word that is no id, NothingFits when no claim fits the question.
    """
    text = text.strip()
    matches = graph.find(text) if _is_question(graph, text) else []
    if not matches and (not text or " " not in text):
        return Taken(text, "id", graph.claim(text).id, ())

    if not matches or not matches[0].fits:
        topics = [topic.label for topic in graph.topics()]
        raise NothingFits(text, topics=topics, nearest=[m.claim.id for m in matches[:3]])

    best_claim, *others = (match.claim for match in matches)
    near_claims = tuple(other.id for other in others[:NEAR])
    if near_claims:
        beside = f"; near: {', '.join(near_claims)}"
    else:
        beside = ""

    printing.tell(f"taken as {best_claim.id}{beside}")
    if len(text.split()) <= SUBJECT and _is_subject(graph, text):
        printing.tell(f"all about it: evidence-graph show {text}")

    return Taken(text, "question", best_claim.id, near_claims)


def _is_subject(graph: EvidenceGraph, text: str) -> bool:
    try:
        return bool(graph.concept(text))
    except UnknownName:
        return False


def claims(graph: EvidenceGraph, texts: Sequence[str]) -> list[Claim]:
    """The claims that *texts* name or ask about, each of them one.

    Raises UnknownName and NothingFits.
    """
    try:
        return [graph.claim(claim(graph, text)) for text in texts]
    except UnknownName as error:
        if len(texts) == 1:
            raise

        hint = "Each argument is one claim; put a question of several words in quotes."
        raise UnknownName(error.kind, error.name, nearest=error.nearest, hint=hint) from None


def _is_question(graph: EvidenceGraph, text: str) -> bool:
    """Whether *text* is more than the id of a claim, also one in capitals or with a slip."""
    if graph.has(Claim, text.lower()) or not text:
        return False

    return " " in text or "-" not in text
