"""The command ``evidence-graph``: the only place that reads arguments, prints and exits."""

from __future__ import annotations

import errno
import io
import os
import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import __version__
from evidence_graph.cli.place_options import PlaceOption
from evidence_graph.errors import EvidenceGraphError, RefusedChange, is_of_the_moment
from evidence_graph.nearness import nearest
from evidence_graph.store.notices import HEARER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Error

    from click.shell_completion import CompletionItem

FINE, PROBLEMS, MISTAKE, LATER, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit statuses: fine; problems found or the answer is no; the user's mistake; right, but not now; Ctrl-C."""

VERBS = {
    "answer": "Answer a question in your own words; it may be asked without the verb.",
    "studies": "Show which studies back, oppose or qualify a claim.",
    "claims": "List the claims.",
    "show": "Show all that is known of a claim, citation, article, concept or procedure.",
    "map": "Draw the interactive evidence map.",
    "site": "Write a static site with a page for every claim and study.",
    "export": "Write citations or the graph for other programs.",
    "assess": "Weigh the evidence: verdict, certainty and every term of the sum.",
    "read": "Read an article with its evidence beside it.",
    "audit": "Audit an article: what its citations are worth.",
    "draft": "Make an article into a data folder that is to be reviewed.",
    "review": "Accept, reject, reword and judge what was proposed of an article.",
    "agreement": "Report how far the curators agree.",
    "ask": "Answer a ready-made question or any SPARQL query.",
    "check": "Find every problem of a data folder.",
    "update": "Bring what is known of works up to date: retractions and corrections.",
    "diff": "Tell what changed between two states of the data, and which verdicts moved.",
    "log": "Tell the dated history of a claim.",
    "init": "Begin a data folder.",
    "add": "Add a claim, a study, evidence, or what else the data are made of.",
    "edit": "Change what a record says.",
    "withdraw": "Take a judgement back, with the reason.",
    "rename": "Give a record another id, or make one of two.",
    "undo": "Take back the last change of a folder.",
    "tidy": "Write a folder anew in its canonical order.",
    "publish": "Load a data folder into a SPARQL endpoint, as a named graph.",
    "import": "Add the evidence of a table to a data folder.",
    "references": "Read references pasted as text into records.",
    "lint": "Hold the citations of a manuscript against what is recorded of the works.",
    "pandoc-filter": "Mark citations with what each work says to the claim of its sentence, for pandoc.",
    "build": "Compile a data folder, so that questions of it are quick at any size.",
    "cache": "List or remove the compiled indexes that are kept.",
}
"""The verbs with their one-line help, so that ``--help`` imports none of them."""


ANSWER = "answer"

QUESTION = 3
"""So many words without a verb are a question."""

SLIP = 4
"""A shorter first word of a question (how, do, is) is no slip of a verb, though show and undo hold it."""


def _is_question(arguments: Sequence[str], *, has_near: bool) -> bool:
    """Whether *arguments* ask something: in one piece, or in words that begin with no slip of a verb."""
    words = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    first = arguments[0].strip()
    is_slip = has_near and len(first) >= SLIP

    return " " in first or (len(words) >= QUESTION and not is_slip)


MODULES = {"import": "imports", "pandoc-filter": "pandoc_filter"}
"""The module of a verb whose name is none for Python."""


class Verbs(click.Group):
    """A group whose verbs are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs, in the order people meet them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb, imported now."""
        if cmd_name not in VERBS:
            return None

        from importlib import import_module

        module = MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"evidence_graph.cli.{module}").command

        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb meant; a question needs none, and a mistyped verb is named with its nearest."""
        if ctx.resilient_parsing:  # somebody is typing
            return super().resolve_command(ctx, args)

        if args and args[0] not in VERBS and not args[0].startswith("-"):
            near_verbs = nearest(args[0], VERBS, most=1)
            if _is_question(args, has_near=bool(near_verbs)):
                return ANSWER, self.get_command(ctx, ANSWER), args

            hint = f"Did you mean {near_verbs[0]}?" if near_verbs else f"The verbs are {', '.join(VERBS)}."
            ctx.fail(f"There is no verb {args[0]!r}. {hint}")

        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs that begin so, without importing them, and the options."""
        from click.shell_completion import CompletionItem

        verbs = [
            CompletionItem(name, help=text) for name, text in VERBS.items() if name.startswith(incomplete)
        ]

        return verbs + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of verbs, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


COMPLETION = """\
\b
Names are completed where the shell is told to (bash; zsh_source and fish_source likewise):
  eval "$(_EVIDENCE_GRAPH_COMPLETE=bash_source evidence-graph)"
"""


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=COMPLETION,
    no_args_is_help=True,
    subcommand_metavar="VERB [ARGS]...",
    invoke_without_command=True,  # so that options alone are told what is missing
)
@click.version_option(__version__, prog_name="evidence-graph")
@click.option(
    "--data",
    "folder",
    cls=PlaceOption,
    metavar="FOLDER|URL",
    help="The same as --data behind the verb.",
)
@click.pass_context
def group(context: click.Context, folder: str | None) -> None:
    """Keep claims and the studies for and against them as a knowledge graph.

    Ask right away: evidence-graph "QUESTION". CLAIM is the id of a claim or a question in your own
    words. Each verb takes --data FOLDER, or the address of a SPARQL endpoint; without it the folder
    ./data is read if it is a data folder, else the data that comes with the program.
    """
    if context.invoked_subcommand is None:
        raise click.UsageError("A verb or a question is missing; claims lists what the data say.")

    if folder is not None:
        verb = context.invoked_subcommand
        verb = verb if verb in VERBS else ANSWER
        command = group.get_command(context, verb)
        if command and not _takes_data(command):
            raise click.UsageError(f"{verb} takes no --data.")

        context.default_map = {verb: _defaults(command, folder)}


def _takes_data(command: click.Command) -> bool:
    """Whether *command*, or each verb that it is a group of, takes ``--data``."""
    if isinstance(command, click.Group):
        return all(_takes_data(each) for each in command.commands.values())

    return any("--data" in option.opts for option in command.params)


def _defaults(command: click.Command | None, folder: str) -> dict[str, Any]:
    """Where *command* reads and writes unless it is told behind the verb."""
    if isinstance(command, click.Group):
        return {name: {"folder": [folder]} for name in command.commands}

    return {"folder": [folder]}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with *arguments* (those of the process by default); its exit status."""
    listening = HEARER.set(_warn)
    try:
        return _main(arguments)
    finally:
        HEARER.reset(listening)


def _warn(sentence: str) -> None:
    from evidence_graph.cli import printing

    printing.tell(f"warning: {sentence}")


def _main(arguments: Sequence[str] | None) -> int:  # noqa: PLR0911 - one for each way to end
    _stand_in_for_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows a question mark

    words_given = sys.argv[1:] if arguments is None else arguments
    if any(_is_torn(argument) for argument in words_given):
        return _mistake("an argument is not valid text in this system's encoding.")

    try:
        return _status(list(words_given))
    except EvidenceGraphError as error:
        from evidence_graph.cli.advice import advice

        return _tell(advice(error), _status_of(error))
    except BrokenPipeError:
        _leave_output()  # the reader has gone
        return FINE
    except MemoryError:
        return _mistake("this needs more memory than there is; allow more (ulimit -v).")
    except OSError as error:
        _leave_output()
        place = f"{error.filename}: " if error.filename else "the answer could not be written: "
        is_closed = error.errno == errno.EBADF and not error.filename
        message = f"{place}{'standard output is closed' if is_closed else error.strerror or error}"

        return _tell(message, LATER if is_of_the_moment(error) else MISTAKE)
    except Exception as error:
        from sqlite3 import Error  # only now: most verbs end well, some without it

        if not isinstance(error, Error):
            raise

        return _tell_index(error)


def _tell_index(error: Error) -> int:
    """Say that an index cannot be used, and what to do; the exit status."""
    if is_of_the_moment(error):
        return _tell(f"an index cannot be read or written now ({error}).", LATER)

    cure = "Remove what is kept with: evidence-graph cache --clean; or ask with --no-cache"

    return _mistake(f"an index cannot be read ({error}). {cure}")


def _status(words_given: list[str]) -> int:
    """The exit status of what *words_given* say: a verb with its arguments."""
    try:
        status = group.main(args=words_given, prog_name="evidence-graph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        from evidence_graph.cli import printing

        usage = io.StringIO()
        error.show(usage)
        printing.tell(usage.getvalue().rstrip("\n"))

        return MISTAKE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except SystemExit as end:
        if end.code != PROBLEMS:  # a signal
            raise

        return FINE  # so click ends where the reader of a pipe has gone

    return status if isinstance(status, int) else FINE


def _status_of(error: EvidenceGraphError) -> int:
    """With which status a verb ends that met *error*."""
    if isinstance(error, RefusedChange):
        return PROBLEMS

    return LATER if error.passes else MISTAKE


def _mistake(message: str) -> int:
    """Tell the mistake of whoever asked; its exit status."""
    return _tell(message, MISTAKE)


def _tell(message: str, status: int) -> int:
    """Tell an error that ends with this *status*."""
    from evidence_graph.cli import printing

    printing.tell(f"error: {message}")

    return status


def _stand_in_for_closed() -> None:
    """Put something in the place of each standard stream that is closed.

    Without it the next file to be opened would be the standard output. What is printed fails, as on a
    full disk: the stand-in can only be read.
    """
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)

    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w")), encoding="utf-8")


def _leave_output() -> None:
    """Let nothing more be written to standard output; Python would complain once more at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_torn(argument: str) -> bool:
    """Whether *argument* holds bytes that are no letters of the system's encoding."""
    return any("\ud800" <= letter <= "\udfff" for letter in argument)
