"""One service that is asked over HTTP: politely, within what a run may ask, and never twice for one thing.

In comes a path with its parameters, out comes a `KeptReply`::

    Service("Crossref", "https://api.crossref.org", allowance, replies, mailto="ana@example.org")
        .ask("/works/10.5555/x", {})

"Slow down" is obeyed (Retry-After, RFC 9110), a budget that is gone ends the service for this run, and what
does not come is ServiceStopped, which leaves all else as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from evidence_graph.endpoint import address, replies
from evidence_graph.endpoint.calls import AGENT, Call, Caller, asked_wait
from evidence_graph.errors import EndpointError
from evidence_graph.living.allowance import QuestionRefused, ServiceStopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence_graph.endpoint.calls import Reply
    from evidence_graph.living.allowance import Allowance
    from evidence_graph.living.kept_replies import KeptReplies, KeptReply

CALL_SECONDS = 60.0
"""So long one answer may take."""

MAX_BYTES = 50_000_000
TRIES = 4
FIRST_WAIT = 1.0

SLOWER = frozenset({429, 500, 502, 503, 504})
"""The statuses after which the same call may be answered a little later."""

REFUSED = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG, HTTPStatus.UNPROCESSABLE_ENTITY}
)
"""The statuses of a question that the service does not understand."""

GIVEN = frozenset({HTTPStatus.OK, HTTPStatus.NOT_FOUND})
"""The statuses that answer a question: it is there, or it is not."""

REMAINING, REQUIRED = "x-ratelimit-remaining", "x-ratelimit-credits-required"
RESET = "x-ratelimit-reset"
"""How many credits are left for today, how many the call would take, and in how many seconds there are new
ones, as OpenAlex says with each answer."""


@dataclass
class Service:
    """A service with its *name* and *base* address; *private* parameters go along and are kept nowhere.

    Between two calls lie *pace* seconds at least.
    """

    name: str
    base: str
    allowance: Allowance
    kept: KeptReplies
    private: Mapping[str, str] = field(default_factory=dict)
    mailto: str | None = None
    pace: float = 0.0
    calls: int = 0
    days: set[str] = field(default_factory=set)
    """The days on which the answers were given."""

    _free_at: float = field(default=0.0, init=False)
    _stopped: ServiceStopped | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        where = address.read(self.base)
        self._address, self._caller = where, Caller(where, max_bytes=MAX_BYTES)

    @property
    def day(self) -> str | None:
        """The day as of which it answered: the earliest, where answers were kept."""
        return min(self.days, default=None)

    def question(self, path: str, parameters: Mapping[str, str]) -> str:
        """What is asked, as it may be kept and told: without what is private."""
        asked = urlencode(sorted(parameters.items()))

        return f"{self.base.rstrip('/')}{quote(path, safe='/:;()')}{f'?{asked}' if asked else ''}"

    def longest_ago_first(self, path: str, lists: Iterable[dict[str, str]]) -> list[dict[str, str]]:
        """The *lists* of parameters for a *path*, those first that were asked longest ago or never."""

        def last(parameters: dict[str, str]) -> str:
            day = self.kept.asked(self.question(path, parameters))
            return day.isoformat() if day else ""

        return sorted(lists, key=last)

    def ask(self, path: str, parameters: Mapping[str, str]) -> KeptReply:
        """The answer to a question: its text with status 200, or 404 where there is nothing.

        Raises ServiceStopped where no answer comes; then all further questions raise it too. Raises
        QuestionRefused where only this question is not understood.
        """
        question = self.question(path, parameters)
        reply = self.kept.find(question)
        if reply is None:
            if self._stopped is not None:
                raise self._stopped

            try:
                status, text = self._answer(question)
            except QuestionRefused:
                raise
            except ServiceStopped as stopped:
                self._stopped = stopped
                raise

            reply = self.kept.keep(question, status, text)

        self.days.add(reply.day)

        return reply

    def _answer(self, question: str) -> tuple[int, str]:
        """Status and text, asked for as often as it is worth it."""
        reason = ""
        for number in range(TRIES):
            wait = FIRST_WAIT * 2**number
            try:
                reply = self._call(question)
            except EndpointError as error:
                if not error.passes:
                    raise ServiceStopped(self.name, error.reason) from None

                reason = error.reason
            else:
                if reply.status in GIVEN:
                    return reply.status, reply.body.decode("utf-8", "replace")
                if reply.status in REFUSED:
                    raise QuestionRefused(self.name, _refusal(reply))
                if reply.status not in SLOWER:
                    raise ServiceStopped(self.name, _refusal(reply))

                self._refuse_without_budget(reply)
                reason = _refusal(reply)
                wait = asked_wait(reply, wait)

            if number + 1 < TRIES:
                self.allowance.wait(self.name, wait)

        raise ServiceStopped(self.name, f"{reason} (tried {TRIES} times)")

    def _call(self, question: str) -> Reply:
        """One call, no sooner than the service wants it."""
        early = self._free_at - self.allowance.now()
        if early > 0:
            self.allowance.wait(self.name, early)

        self.allowance.spend(self.name)
        self.calls += 1
        self._free_at = self.allowance.now() + self.pace

        contact = f" (mailto:{self.mailto})" if self.mailto else ""
        private = urlencode(self.private)
        sign = "&" if "?" in question else "?"
        url = f"{question}{sign}{private}" if private else question
        call = Call(url, method="GET", headers={"User-Agent": f"{AGENT}{contact}"}, repeatable=False)

        return self._caller.send(call, seconds=max(0.1, min(CALL_SECONDS, self.allowance.left())))

    def _refuse_without_budget(self, reply: Reply) -> None:
        """Raise ServiceStopped where it is no "slow down", but the budget of the day that is gone."""
        remaining = _number(reply.header(REMAINING))
        if reply.status != HTTPStatus.TOO_MANY_REQUESTS or remaining is None:
            return

        if remaining <= 0 or remaining < (_number(reply.header(REQUIRED)) or 0):
            seconds = _number(reply.header(RESET))
            if seconds is not None:
                when = f"; there is a new one in {seconds:.0f} s"
            else:
                when = ""

            raise ServiceStopped(self.name, f"its budget for today is used up{when}")


def _refusal(reply: Reply) -> str:
    """What a service says that does not answer."""
    said = replies.words(reply)

    return f"it answered with status {reply.status}{f': {said}' if said else ''}"


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
