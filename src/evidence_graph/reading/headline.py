"""What an annotated article comes to, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.model import Verdict, Wording
from evidence_graph.reading.annotated import Weakness
from evidence_graph.reading.passage_places import Standing, TextFit

if TYPE_CHECKING:
    from evidence_graph.reading.annotated import AnnotatedArticle

CAPTIONS = {
    Verdict.BACKED: "the evidence backs it",
    Verdict.OPPOSED: "the evidence speaks against it",
    Verdict.CONTESTED: "the studies disagree",
    Verdict.UNCERTAIN: "too little to say",
    Verdict.NONE_RECORDED: "no study is recorded here",
    Verdict.NONE_FOUND: "a search found no study",
    Verdict.DEFINITION: "needs no study",
}
"""What each verdict says of a sentence, where there is room for a few words."""

WEAK = {
    Weakness.CONTRADICTED: ("stands against the evidence", "stand against the evidence"),
    Weakness.DIVIDED: ("is contested", "are contested"),
    Weakness.OVERCLAIM: ("is surer than the evidence", "are surer than the evidence"),
    Weakness.WRONG_REFERENCE: (
        "offers a reference that does not back it",
        "offer a reference that does not back them",
    ),
}
"""What is said of one claim and of several that do not hold."""


def headline(annotated: AnnotatedArticle) -> str:
    """What the article comes to, the gravest first.

    Each claim is counted once; of what nobody has studied nothing is said here.
    """
    whole = len(annotated.claims)
    if not whole:
        return "No claim of this article is on record."

    groups = {weakness: len(claims) for weakness, claims in annotated.weaknesses.items()}
    grave = [
        f"{_number(groups[one])} {_verb(words, groups[one])}" for one, words in WEAK.items() if one in groups
    ]
    claims = f"{whole} claims" if whole > 1 else "one claim"
    first = f"Of {claims}, {_listed(grave)}." if grave else f"Of {claims}, none is found not to hold."

    rest = []
    if uncertain := groups.get(Weakness.UNCERTAIN, 0):
        rest.append(f"for {_number(uncertain)} there is too little to say")
    fits = annotated.card.wordings[Wording.FITS]
    rest.append(f"{_number(fits)} {'fits' if fits == 1 else 'fit'} the evidence")
    return f"{first} {_listed(rest).capitalize()}."


def lost_in_words(annotated: AnnotatedArticle) -> str:
    """What is to be said of a text that is not the one on record; empty where it is."""
    if annotated.fit is TextFit.SAME:
        return ""
    if annotated.fit is TextFit.NOT_RECORDED:
        return (
            "The data do not record which text the passages were counted in (eg:sha256); "
            "they are marked where the data say that they stand."
        )

    counts = annotated.standings
    told = [f"{counts[standing]} {standing}" for standing in Standing if counts[standing]]
    return f"This is not the text on record. Of {counts.total()} passages: {', '.join(told)}."


def _verb(words: tuple[str, str], number: int) -> str:
    return words[0] if number == 1 else words[1]


def _number(number: int) -> str:
    """*number* as a sentence has it."""
    return {0: "none", 1: "one"}.get(number, str(number))


def _listed(parts: list[str]) -> str:
    """The *parts* of an enumeration, joined."""
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
