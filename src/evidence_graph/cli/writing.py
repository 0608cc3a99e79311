"""What the verbs that write have in common: where, by whom, as a trial or for good, and what is told then."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from evidence_graph.cli import option_types, options, printing
from evidence_graph.errors import NeedsFolder, RecordConflict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from evidence_graph.authoring import Book
    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Problem

TRIES = 50
"""So often an addition is made anew because somebody else took its id meanwhile."""


class Writing(NamedTuple):
    """Where a verb writes, who judges, how long it waits, and whether it only shows what it would do.

    Texts are in the *language* of a tag, if one is named.
    """

    folder: Path
    curator: str | None
    wait: float
    trial: bool
    language: str = ""


def writing_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--data``, ``--curator``, ``--dry-run`` and ``--wait``; the verb takes them as *writing*."""
    import functools

    @functools.wraps(function)
    def verb(
        *arguments: Any,  # noqa: ANN401 - whatever click gives the verb
        folder: options.Place | None,
        curator: str | None,
        wait: float,
        dry_run: bool,
        lang: str | None,
        **options_of_verb: Any,  # noqa: ANN401 - the same
    ) -> Any:  # noqa: ANN401 - an exit status or nothing
        writing = Writing(place(folder), curator, wait, dry_run, lang or "")
        return function(*arguments, writing=writing, **options_of_verb)

    trial = click.option("--dry-run", is_flag=True, help="Show the change and write nothing.")
    who = click.option(
        "--curator", metavar="WHO", help="Who judges: an id or a name; else the first of the data."
    )

    language = click.option(
        "--lang",
        type=option_types.LanguageType(),
        metavar="TAG",
        help="The language of the texts, such as de; those in other languages stay.",
    )

    return options.folder_option(who(trial(options.wait_option(language(verb)))))


def place(folder: options.Place | None) -> Path:
    """The data folder to write to: the one named, ``./data``, or this very folder; never the bundled one."""
    if isinstance(folder, str):
        raise NeedsFolder(folder)
    if folder is not None:
        return folder

    from evidence_graph.folders import is_data_folder

    here = next((path for path in (Path("data"), Path()) if is_data_folder(path)), None)
    if here is None:
        raise click.UsageError(
            "There is no data folder here. Begin one with: evidence-graph init data, "
            "or name one with --data FOLDER"
        )

    return here


def change(writing: Writing, what: str, make: Callable[[Book], Iterable[str]]) -> None:
    """Let *make* change the data, tell what it says it did and what follows from it, and write.

    *what* is told when the change is undone. An id that somebody else took meanwhile is proposed anew.
    """
    for number in range(TRIES):
        try:
            _change(writing, what, make)
        except RecordConflict as conflict:
            if not conflict.is_new or number + 1 == TRIES:
                raise
        else:
            return


def _change(writing: Writing, what: str, make: Callable[[Book], Iterable[str]]) -> None:
    from evidence_graph.authoring import editing

    book = editing.open_book(writing.folder, curator=writing.curator, language=writing.language)
    lines = list(make(book))
    if not book.stock.has_changes():
        say([*lines, "nothing changed"])
        return

    now = book.stock.now()
    if not writing.trial:
        editing.write(book, wait=writing.wait, what=what)

    if book.took_example_out:
        printing.tell("the example of init made way for your own")

    say(_with_moves(lines, book, now))
    if writing.trial:
        show_difference(_texts(book.stock.read), _texts(now))

    for problem in problems(book, now):
        printing.tell(f"warning: {problem.subject}: {problem.message} {problem.cure} ({problem.code})")


def say(lines: Iterable[str]) -> None:
    """Print *lines* as the answer."""
    printing.deliver("".join(f"{line}\n" for line in lines), None)


def _with_moves(lines: list[str], book: Book, now: Dataset) -> list[str]:
    """*lines*, and how the verdicts stand after the change, where any may be another."""
    from evidence_graph.authoring.moves import affected_claims, moves
    from evidence_graph.model import Claim

    changes = moves(book.stock, now)
    if len(changes) == 1:
        return [*lines, f"verdict {changes[0]}"]
    if changes:
        return [*lines, *(f"verdict of {move.claim}: {move}" for move in changes)]
    if lines and affected_claims(book.stock, now) & book.stock.read.records(Claim).keys():
        return [*lines[:-1], f"{lines[-1]}; no verdict moved"]

    return lines


def problems(book: Book, now: Dataset) -> list[Problem]:
    """What `check` finds wrong with what was changed; a study without a judgement yet is new, not wrong."""
    from evidence_graph import bibliography as bib
    from evidence_graph.checks import check
    from evidence_graph.vocabulary import BY_RECORD

    kinds: Mapping[type[Any], str] = {kind: entry.name for kind, entry in BY_RECORD.items()}
    names = {
        f"{'citation' if kind is bib.Entry else kinds[kind]}:{name}"
        for (kind, name), _ in book.stock.touched(now)
        if kind is bib.Entry or kind in kinds
    }
    problems_of_change = (each for each in check(now) if each.subject in names)

    return [each for each in problems_of_change if not each.code.startswith("unused")]


def _texts(dataset: Dataset) -> dict[str, str]:
    return dataset.contents()


def show_difference(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Print what would be another in each file, and say that nothing is written."""
    lines: list[str] = []

    for name, text in after.items():
        old, new = before.get(name, "").splitlines(), text.splitlines()
        lines += [line.rstrip("\n") for line in difflib.unified_diff(old, new, name, name, n=1, lineterm="")]

    say(lines)
    printing.tell("Nothing is written.")


def text_of(raw: bytes) -> str:
    """The text of a file as it is compared line by line."""
    return raw.decode("utf-8-sig", "replace")
