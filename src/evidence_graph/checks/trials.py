"""Numbers of trials: whether they are any, and whether works on one trial say that they share data."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.checks.statements import term
from evidence_graph.store.reader import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.checks.statements import Statements

NUMBER, COHORT = term(model.Study, "trial_numbers"), term(model.Study, "cohort")
LINKS = term(model.Study, "version_of"), term(model.Study, "pools")

FORMS = {
    "NCT": re.compile(r"NCT[0-9]{8}"),
    "ISRCTN": re.compile(r"ISRCTN[0-9]{8}"),
    "DRKS": re.compile(r"DRKS[0-9]{8}"),
    "ACTRN": re.compile(r"ACTRN[0-9]{14}"),
    "CHICTR": re.compile(r"ChiCTR[A-Za-z0-9-]{6,20}"),
}
"""How the numbers of registries look that begin so; other registries have numbers of any form."""


def faults(statements: Statements) -> Iterator[Fault]:
    """What is wrong with the numbers of trials."""
    by_number: dict[str, list[str]] = defaultdict(list)

    for study in statements.of(model.Study):
        for position, (text, datatype) in enumerate(statements.described[study].get(NUMBER, ())):
            if datatype is None:
                continue

            by_number[text].append(study)
            if not is_number(text):
                message = f"trialNumber holds {text!r}, which is no number of that registry."
                cure = "Write it as the registry does, such as NCT01234567."
                yield Fault("bad-trial-number", study, NUMBER, message, cure, position)

    for number, studies in by_number.items():
        for first, second in pairwise(studies):
            if not _share(statements, first, second):
                yield _unlinked(statements, number, first, second)


def is_number(text: str) -> bool:
    """Whether *text* has the form of a number of the registry whose letters it begins with.

    >>> is_number("NCT01234567"), is_number("NCT123"), is_number("2015-000123-24")
    (True, False, True)
    """
    form = next((form for start, form in FORMS.items() if text.upper().startswith(start)), None)

    return form is None or form.fullmatch(text) is not None


def _share(statements: Statements, first: str, second: str) -> bool:
    """Whether it is said that both works have data in common."""
    cohort = statements.text(first, COHORT)
    links = {(one, other) for one in (first, second) for way in LINKS for other in statements.links(one, way)}

    return bool(cohort and cohort == statements.text(second, COHORT)) or not links.isdisjoint(
        {(first, second), (second, first)}
    )


def _unlinked(statements: Statements, number: str, first: str, second: str) -> Fault:
    """The fault of two works on one trial that count as independent."""
    message = f"{statements.name(first)} reports the trial {number} too, and both count as independent."
    cure = f'Give both eg:cohort "{number}", or say eg:versionOf or eg:pools.'

    return Fault("one-trial", second, NUMBER, message, cure)
