"""Where evidence is missing or hangs by a thread; what needs no study is no gap."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.model import Directness, Stance, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence_graph.assessment import Assessment, Term
    from evidence_graph.model import Claim
    from evidence_graph.sheets.ledger import Ledger

SIDES = frozenset({Stance.SUPPORTS, Stance.OPPOSES})


class Gap(NamedTuple):
    """A kind of gap: its *name*, *why* it is one, and the *claims* that have it."""

    name: str
    why: str
    claims: Sequence[Claim]


def groups(ledger: Ledger) -> list[Gap]:
    """Each kind of gap with its claims, those with the most studies first; definitions have none."""
    by_verdict = ledger.verdicts(ledger.claims)
    unrecorded = by_verdict[Verdict.NONE_RECORDED]
    searched = {claim.id for claim in unrecorded if ledger.searches_of(claim)}

    return [
        Gap(
            "None recorded, and no search on record",
            "No study is recorded here, and nobody is on record who looked. There may be many.",
            [claim for claim in unrecorded if claim.id not in searched],
        ),
        Gap(
            "None recorded after a search",
            "Somebody looked in a part of the literature and found none.",
            [claim for claim in unrecorded if claim.id in searched],
        ),
        Gap(
            "None found",
            "A systematic search is on record, and it found no study.",
            by_verdict[Verdict.NONE_FOUND],
        ),
        Gap(
            "Uncertain",
            "There are studies, but they are too few, too indirect, or could not tell.",
            by_verdict[Verdict.UNCERTAIN],
        ),
        Gap(
            "Resting on one study",
            "Take that study away, and nothing speaks for or against it.",
            _claims(ledger, lambda terms: len(terms) == 1),
        ),
        Gap(
            "Resting on indirect evidence alone",
            "Other people, another outcome or another thing was studied than the claim is about.",
            _claims(ledger, _are_indirect),
        ),
        Gap(
            "How directly is not recorded",
            "No study is known to have studied the claim itself, and of some nobody recorded it.",
            _claims(ledger, _are_unrecorded),
        ),
    ]


def _claims(ledger: Ledger, has_gap: Callable[[Sequence[Term]], bool]) -> list[Claim]:
    """The claims whose terms for and against have a gap."""
    return [claim for claim in ledger.claims if has_gap(_taking_sides(ledger.assessments[claim.id]))]


def _taking_sides(assessment: Assessment) -> list[Term]:
    """The works that weigh for or against, also those whose data are counted in another.

    A definition has none.
    """
    if assessment.verdict is Verdict.DEFINITION:
        return []

    counted_terms = [term for term in assessment.terms if term.key not in assessment.tally.set_aside]

    return [term for term in counted_terms if SIDES.intersection(reading.stance for reading in term.readings)]


def _directness(terms: Sequence[Term]) -> set[Directness]:
    readings = chain.from_iterable(term.readings for term in terms)
    return {reading.directness for reading in readings}


def _are_indirect(terms: Sequence[Term]) -> bool:
    """Whether there is evidence, and all of it is known not to be direct."""
    directness_of_terms = _directness(terms)

    return bool(terms) and not directness_of_terms & {Directness.DIRECT, Directness.NOT_RECORDED}


def _are_unrecorded(terms: Sequence[Term]) -> bool:
    """Whether there is evidence of which none is known to be direct, and not all known not to be."""
    directness_of_terms = _directness(terms)

    return Directness.NOT_RECORDED in directness_of_terms and Directness.DIRECT not in directness_of_terms
