"""What can go wrong, as one tree.

EvidenceGraphError
├── UnknownName          a name that the data does not have
│   └── UnknownParameter a question was given a parameter it does not know, or misses one
│       └── WrongValue   a parameter was given a value it does not take
├── WrongType            a value of a kind that a function does not take
├── NothingFits          no claim fits a question in own words
├── TooLarge             more claims than one picture shows
├── NotADataFolder       the folder holds no claims.ttl and citations.bib
│   └── NotInRevision    nor did a commit (in `evidence_graph.history.revisions`)
├── NoRepository         a revision of a folder that is in none (in `evidence_graph.history.revisions`)
├── NeedsFolder          something that only a data folder has, asked of data from elsewhere
├── UnsoundFolder        a data folder with problems is not published
├── BrokenFile           a file that cannot be read: broken syntax, encoding, too large
│   └── OtherSyntax      a claims file that is no Turtle at all
├── RefusedQuery         a query that would write, reach out, is broken, or runs too long
├── InvalidEntry         an entry that would break a bibliography (in `evidence_graph.bibliography`)
├── EndpointError        an endpoint that cannot be reached, refuses, or answers with something else
│   └── EndpointTimeout  one that did not answer within the time limit
├── MissingExtra         an optional package is not installed
├── MissingProgram       a program of another kind is not installed
├── ClusterFailed        a cluster did not do the work
├── RefusedChange        a change that the data would not bear: an id that is taken, nothing to undo
│   └── NearClaim        a claim that says nearly what one that is there says
├── UnfinishedWrite      a change that counts, but could not be put in its place yet
└── CannotWrite          the target cannot be written; the old file is whole
    ├── EditConflict     somebody else has changed it since it was read
    │   └── RecordConflict  the very record that was to be changed
    └── FolderBusy       somebody else is writing there

Each message is a sentence for the person who can mend it, and each fact of it is an attribute.
"""

from __future__ import annotations

import errno
from functools import cached_property
from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Nearest = Sequence[str] | Callable[[], Sequence[str]]


SHOWN = 80
"""As much of a question is repeated in a message; more would hide what the message says."""


LONGEST = 200
"""A longer name is no name that anybody gave, and is cut."""


BUSY = frozenset({429, 502, 503, 504})
"""What a server answers (RFC 9110) that may answer another time."""

DISK = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EIO, errno.EFBIG})
"""What a disk says that is full or broken."""

SQLITE_MOMENTS = frozenset({5, 10, 13})
"""The result codes of SQLite for a database that somebody else writes, a broken and a full disk."""


def is_of_the_moment(error: BaseException | None) -> bool:
    """Whether *error* comes of a disk or of somebody else at work, and the same may go well another time."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in SQLITE_MOMENTS  # the rest tells more of the same

    return isinstance(error, OSError) and error.errno in DISK


class EvidenceGraphError(Exception):
    """Anything this package raises on purpose."""

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong with what was asked, and the same may go well another time."""
        return False


class UnknownName(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A name that the data does not have, with the nearest that it has, looked for when asked for."""

    def __init__(self, kind: str, name: str, *, nearest: Nearest = (), hint: str = "") -> None:
        self.kind, self.name, self.hint = kind, name, hint
        self._nearest = nearest
        super().__init__(kind, name)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """The names that may have been meant, the most likely first."""
        return tuple(self._nearest() if callable(self._nearest) else self._nearest)

    def __str__(self) -> str:
        if self.nearest:
            did_you_mean = f" Did you mean {_either(self.nearest)}?"
        else:
            did_you_mean = ""

        if len(self.name) <= LONGEST:
            name = self.name
        else:
            name = f"{self.name[:SHOWN]}…"

        return f"There is no {self.kind} {name!r}.{did_you_mean}{' ' + self.hint if self.hint else ''}"


class WrongType(EvidenceGraphError, TypeError):  # noqa: N818
    """A function was given a value of a kind that it does not take."""

    def __init__(self, takes: str, value: object) -> None:
        self.takes, self.value = takes, value
        short_text = repr(value)
        if len(short_text) > SHOWN:
            short_text = f"{short_text[:SHOWN]}…"

        super().__init__(f"This takes {takes}, and was given {short_text} ({type(value).__name__}).")


class UnknownParameter(UnknownName):
    """A question was given a parameter it does not know, or misses one it needs."""


class NothingFits(EvidenceGraphError):  # noqa: N818
    """A question that no claim answers, with the topics there are."""

    def __init__(self, question: str, *, topics: Sequence[str], nearest: Sequence[str] = ()) -> None:
        self.question, self.topics, self.nearest = question, tuple(topics), tuple(nearest)
        if nearest:
            near_claims = f" The nearest claims are {', '.join(nearest)}."
        else:
            near_claims = ""

        topic_words = f"The topics are: {', '.join(topics)}."
        if len(question) <= SHOWN:
            short_text = question
        else:
            short_text = f"{question[:SHOWN]}…"

        if not topics:
            topic_words = "The data hold no claim with a topic."

        super().__init__(f"No claim fits {short_text!r}.{near_claims} {topic_words}")


class TooLarge(EvidenceGraphError):  # noqa: N818
    """More claims than one picture shows."""

    def __init__(self, claims: int) -> None:
        self.claims = claims
        super().__init__(
            f"{claims:,} claims are more than one map shows: name claims to draw, "
            "or a file to write an overview to."
        )


class WrongValue(UnknownParameter):
    """A parameter was given a value that it does not take."""

    def __init__(self, parameter: str, given: str, takes: str, *, nearest: Sequence[str] = ()) -> None:
        self.parameter, self.given, self.takes = parameter, given, takes
        super().__init__("value", given, nearest=nearest, hint=f"The parameter {parameter} takes {takes}.")


class NotADataFolder(EvidenceGraphError):  # noqa: N818
    """A folder without claims.ttl and citations.bib."""

    def __init__(self, folder: Path, missing: Sequence[str]) -> None:
        self.folder, self.missing = folder, tuple(missing)
        if not folder.exists():
            what = "does not exist"
        else:
            what = f"holds no {' and no '.join(missing)}"

        super().__init__(
            f"{folder} is not a data folder: it {'is a file' if folder.is_file() else what}. "
            "A data folder holds claims.ttl (claims and evidence) and citations.bib (the literature)."
        )


class NeedsFolder(EvidenceGraphError):  # noqa: N818
    """Data that come from elsewhere were asked for what only a data folder has."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"The data come from {place}; this needs the data folder itself.")


class UnsoundFolder(EvidenceGraphError):  # noqa: N818
    """A data folder with problems, of which something is wanted that only a sound one gives."""

    def __init__(self, folder: Path, problems: Sequence[object]) -> None:
        self.folder, self.problems = folder, tuple(problems)
        count = f"{len(problems)} problem{'s' * (len(problems) > 1)}"
        super().__init__(f"{folder} has {count}; nothing was sent.")


class BrokenFile(EvidenceGraphError):  # noqa: N818
    """A file that cannot be read, with the place where reading stopped."""

    def __init__(
        self, path: Path | str, reason: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        self.path, self.reason, self.line, self.column = path, reason, line, column
        place = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(f"{path}{place}: {reason}")


IMPORTED = frozenset({"JSON-LD", "RDF/XML"})
"""The syntaxes whose files a folder takes in by import."""


class OtherSyntax(BrokenFile):
    """A claims file in another syntax than Turtle, named for what it is."""

    def __init__(self, path: Path | str, syntax: str) -> None:
        self.syntax = syntax
        self.cure = "Save it as Turtle; nothing of it was read."
        if syntax in IMPORTED:
            how_to_begin = "Make a folder (evidence-graph init NEW --empty)"
            self.cure = f"{how_to_begin}, then: evidence-graph import {quote(str(path))} --into NEW"

        self.finding = f"This is {syntax}, not Turtle."
        super().__init__(path, f"{self.finding} {self.cure}")


class RefusedQuery(EvidenceGraphError):  # noqa: N818
    """A query that would write, reach outside the data, that is broken, or that ran out of time."""

    def __init__(self, reason: str, *, line: int | None = None, column: int | None = None) -> None:
        self.reason, self.line, self.column = reason, line, column
        if line is None:
            place = ""
        else:
            place = f" in line {line}, column {column}"

        super().__init__(f"The query was refused{place}: {reason}")


class EndpointError(EvidenceGraphError):
    """A SPARQL endpoint that cannot be used, with what it said itself."""

    def __init__(
        self, address: str, reason: str, *, status: int | None = None, said: str = "", away: bool = False
    ) -> None:
        self.address, self.reason, self.status, self.said, self.away = address, reason, status, said, away
        super().__init__(f"{address}: {reason}")

    @property
    def passes(self) -> bool:
        """Whether it could not be reached, or has no time just now."""
        return self.away or self.status in BUSY


class EndpointTimeout(EndpointError):  # noqa: N818 - reads as the sentence it prints
    """An endpoint that did not answer within the time limit."""

    def __init__(self, address: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(address, f"there was no whole answer within {seconds:g} seconds.", away=True)


class MissingExtra(EvidenceGraphError):  # noqa: N818
    """An optional package is needed and not installed."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(f"This needs the package {package}: pip install {package}")


class MissingProgram(EvidenceGraphError):  # noqa: N818
    """A program that is not a Python package is needed and not installed."""

    def __init__(self, program: str, cure: str) -> None:
        self.program, self.cure = program, cure
        super().__init__(f"This needs {program}, which was not found. {cure}")


class ClusterFailed(EvidenceGraphError):  # noqa: N818
    """A cluster could not be reached, or a job failed on it."""

    def __init__(self, master: str, reason: str, log: Path) -> None:
        self.master, self.reason, self.log = master, reason, log
        super().__init__(f"The cluster {master} did not do the work: {reason} Its messages are in {log}.")


class CannotWrite(EvidenceGraphError):  # noqa: N818
    """The target cannot be written; what was there before is whole.

    It passes where a disk did not take it, or where *passes* says so.
    """

    def __init__(self, path: Path, reason: str, *, passes: bool = False) -> None:
        self.path, self.reason, self._passes = path, reason, passes
        super().__init__(f"{path} was not written: {reason}. What was there before is unchanged.")

    @property
    def passes(self) -> bool:
        """Whether it is the disk that did not take it, or somebody else was writing."""
        return self._passes or is_of_the_moment(self.__cause__)


class EditConflict(CannotWrite):
    """What was to be written over was changed by somebody else since it was read."""

    @property
    def passes(self) -> bool:
        """It does: it is only to be read again."""
        return True

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "somebody has changed it since it was read; load the folder again and repeat the change"
        )


class RecordConflict(EditConflict):
    """The record that was to be changed was changed by somebody else since it was read."""

    def __init__(self, path: Path, name: str, theirs: str, *, is_new: bool = False) -> None:
        self.path, self.name, self.theirs, self.is_new = path, name, theirs, is_new
        self.reason = f"somebody else changed {name}"
        EvidenceGraphError.__init__(
            self,
            f"Somebody else changed {name} meanwhile: {theirs}; nothing was written. "
            f"Look at it (evidence-graph show {name}), then run this again.",
        )


class FolderBusy(CannotWrite):
    """Somebody else has been writing there all the time."""

    @property
    def passes(self) -> bool:
        """It does: nobody writes for ever."""
        return True

    def __init__(self, folder: Path, seconds: float, *, process: str = "") -> None:
        self.path, self.seconds, self.process = folder, seconds, process
        self.reason = f"{f'process {process}' if process else 'another program'} is writing there"
        EvidenceGraphError.__init__(
            self,
            f"{folder} is being written by {f'process {process}' if process else 'another program'} "
            f"(waited {seconds:g} s); nothing was written. Run this again, or wait longer: --wait 60",
        )


class RefusedChange(EvidenceGraphError):  # noqa: N818
    """A change that the data would not bear; nothing was written."""


class NearClaim(RefusedChange):
    """A claim that says nearly what one that is there says."""

    def __init__(self, near_claims: str, statement: str, *, equal: bool) -> None:
        self.near, self.statement, self.equal = near_claims, statement, equal
        if equal:
            start = "That claim is here"
        else:
            start = "Near a claim that is here"

        if equal:
            cure = "Take that one."
        else:
            cure = "Take that one, or insist with --new"

        super().__init__(f"{start}: {near_claims}, “{statement}” {cure}")


class UnfinishedWrite(EvidenceGraphError):  # noqa: N818
    """A change that counts from now on, although the disk did not let it be put in its place."""

    @property
    def passes(self) -> bool:
        """It does, once the disk is mended."""
        return True

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder, self.reason = folder, reason
        super().__init__(
            f"{folder} was changed, but the new files could not be put in their place: {reason}. "
            "They lie beside the old ones, where every verb reads them; mend the disk and ask anything of "
            "the folder: that puts them in place."
        )


def _either(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]

    return ", ".join(names[:-1]) + " or " + names[-1]
