"""How many claims nobody put into other words: no problem of the data, but questions find them less well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.checks.statements import term
from evidence_graph.model import Claim

if TYPE_CHECKING:
    from evidence_graph.checks.statements import Statements

ASKED_AS = term(Claim, "asked_as")


def remark(statements: Statements) -> str | None:
    """A sentence on the claims that have no other wording, where there are any."""
    claims = statements.of(Claim)
    bare = sum(ASKED_AS not in statements.described[claim] for claim in claims)
    if not bare:
        return None

    has = "claim has" if len(claims) == 1 else "claims have"

    return (
        f"{bare} of {len(claims)} {has} no other wording; "
        "eg:askedAs notes how people ask, and questions in own words find the claim by it."
    )
