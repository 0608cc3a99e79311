"""What the script of the map knows of the values: their looks as plain data; it names none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.looks.claim_relations import CLAIM_LINES
from evidence_graph.looks.designs import FAMILIES

if TYPE_CHECKING:
    from evidence_graph.looks.forms import BiasLook, HeadingLook, Outline, StanceLook, VerdictLook
    from evidence_graph.model import BiasJudgement, Verdict


def values() -> dict[str, Any]:
    """The looks that the script needs, each set in its order."""
    stances = {stance.value: _stance(looks.name(stance), look) for stance, look in looks.STANCES.items()}
    attitudes = {}
    for attitude, look in looks.ATTITUDES.items():
        attitudes[attitude.value] = {"word": look.word, "heading": look.heading}

    return {
        "stances": stances,
        "headings": {name: _stance(name, look) for name, look in looks.HEADINGS.items()},
        "biases": {judgement.value: _bias(judgement, look) for judgement, look in looks.BIASES.items()},
        "verdicts": {verdict.value: _verdict(verdict, look) for verdict, look in looks.VERDICTS.items()},
        "attitudes": attitudes,
        "claimLines": {line.kind: {"word": line.word, "sign": line.sign} for line in CLAIM_LINES},
        "directness": {look.word: look.beside for look in looks.DIRECTNESS.values()},
        "families": {family.value: {"several": look.several} for family, look in FAMILIES.items()},
        "doubts": [look.mark for look in looks.RETRACTIONS.values() if look.mark],
    }


def _bias(judgement: BiasJudgement, look: BiasLook) -> dict[str, str]:
    return {"name": looks.name(judgement), "word": look.word, "sign": look.sign}


def _stance(name: str, look: StanceLook | HeadingLook) -> dict[str, str]:
    return {"name": name, "word": look.word, "sign": look.sign, "heading": look.heading}


def _verdict(verdict: Verdict, look: VerdictLook) -> dict[str, Any]:
    return {
        "name": looks.name(verdict),
        "word": look.word,
        "plural": looks.word_after(2, verdict),
        "meaning": look.meaning,
        "outline": _outline(look.outline),
    }


def _outline(outline: Outline) -> dict[str, Any]:
    """What the script draws of a sign."""
    drawn = {"paths": outline.paths, "radius": outline.radius}

    return {name: value for name, value in drawn.items() if value}
