"""How much one update may ask of the services: for how long, and how many calls; and what ends it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.errors import EvidenceGraphError

if TYPE_CHECKING:
    from collections.abc import Callable


class ServiceStopped(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A service that gives no more answers in this run; what it said before counts."""

    def __init__(self, service: str, reason: str) -> None:
        self.service, self.reason = service, reason
        super().__init__(f"{service}: {reason}")

    @property
    def passes(self) -> bool:
        """It does: the next run goes on where this one stopped."""
        return True


class QuestionRefused(ServiceStopped):
    """A question that a service does not take, though it takes others."""


@dataclass
class Allowance:
    """The seconds and the calls that are left; *calls* is None where nobody counts them.

    *now* and *sleep* are the clock, which a test may set.
    """

    seconds: float
    calls: int | None = None
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.now()

    def left(self) -> float:
        """The seconds that are left."""
        return self.seconds - (self.now() - self._start)

    def spend(self, service: str) -> None:
        """Take one call. Raises ServiceStopped where the time or the calls of this run are used up."""
        if self.left() <= 0:
            raise ServiceStopped(service, f"the time limit of {self.seconds:g} s is over")
        if self.calls is not None and self.calls <= 0:
            raise ServiceStopped(service, "the calls allowed for this run are used up")

        if self.calls is not None:
            self.calls -= 1

    def wait(self, service: str, seconds: float) -> None:
        """Wait, where that ends before the time limit. Raises ServiceStopped where it does not."""
        if seconds >= self.left():
            reason = f"it asks to wait {seconds:.0f} s, and the time limit is over before"
            raise ServiceStopped(service, reason)

        self.sleep(seconds)
