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

FITS = ("fits the evidence", "fit the evidence")


def headline(annotated: AnnotatedArticle) -> str:
    """What the article comes to, the gravest first.

    Each claim is counted once; of what nobody has studied nothing is said here.
    """
    whole = len(annotated.claims)
    if not whole:
        return "No claim of this article is on record."

    counts = {weakness: len(claims) for weakness, claims in annotated.weaknesses.items()}
    grave = [_counted(counts[one], words) for one, words in WEAK.items() if one in counts]
    rest = [_counted(annotated.card.wordings[Wording.FITS], FITS)]
    if Weakness.UNCERTAIN in counts:
        rest.insert(0, f"for {_number(counts[Weakness.UNCERTAIN])} there is too little to say")

    if whole > 1:
        beginning = f"Of {whole} claims"
    else:
        beginning = "Of one claim"

    if grave:
        findings = _listed(grave)
    else:
        findings = f"none {WEAK[Weakness.CONTRADICTED][0]}"

    return f"{beginning}, {findings}. {_listed(rest).capitalize()}."


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


def _counted(number: int, words: tuple[str, str]) -> str:
    """So many claims, and what is said of one or of several."""
    one, several = words

    return f"{_number(number)} {one if number == 1 else several}"


def _number(number: int) -> str:
    """*number* as a sentence has it."""
    return {0: "none", 1: "one"}.get(number, str(number))


def _listed(parts: list[str]) -> str:
    """The *parts* of an enumeration, joined."""
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
