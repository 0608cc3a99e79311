"""How each value of each closed set looks: one row says its word, sign, heading, colour and the rest.

Whatever shows a value takes it from here: the terminal, the pages with their scripts and style sheets, the
pictures, the notebook, the choices of the command line and the ready-made questions. The rows stand in the
order in which the values are shown, which is that of the set in `evidence_graph.model`. A new value needs its
row here and, where it has a colour of its own, one in `evidence_graph.looks.palette`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph.looks.designs import DESIGNS, FAMILIES
from evidence_graph.looks.forms import (
    AttitudeLook,
    BiasLook,
    DirectionLook,
    DirectnessLook,
    Family,
    Fill,
    FindingLook,
    ForceLook,
    HeadingLook,
    Look,
    Outline,
    PartLook,
    RetractionLook,
    StanceLook,
    Stroke,
    VerdictLook,
    WordingLook,
)
from evidence_graph.model import (
    Answer,
    Attitude,
    BiasJudgement,
    Cause,
    Certainty,
    CitationUse,
    ClaimKind,
    Contrast,
    Coverage,
    Direction,
    Directness,
    Force,
    LinkBasis,
    PassagePart,
    PooledDesigns,
    QuoteRole,
    ReadPart,
    RetractionStatus,
    Stance,
    StudyDesign,
    Verdict,
    Weighing,
    Wording,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from evidence_graph.looks.forms import Worded

STANCES: dict[Stance, StanceLook] = {
    Stance.SUPPORTS: StanceLook(
        word="supports",
        sign="+",
        heading="For",
        title="For the claim",
        verb="backs",
        verbs="back",
        colour="blue",
        ink="blue",
        style="bold blue",
        stroke=Stroke(2.5),
        side=True,
    ),
    Stance.OPPOSES: StanceLook(
        word="opposes",
        sign="−",
        heading="Against",
        title="Against the claim",
        verb="opposes",
        verbs="oppose",
        colour="vermilion",
        ink="vermilion",
        style="bold yellow",
        stroke=Stroke(2.5, (11, 6), (8, 4), "dashed"),
        side=True,
    ),
    Stance.INCONCLUSIVE: StanceLook(
        word="inconclusive",
        sign="?",
        heading="Could not tell",
        title="Studied it, and could not tell",
        verb="could not tell of",
        verbs="could not tell of",
        colour="grey",
        ink="muted",
        style="bold",
        stroke=Stroke(2, (5, 5), (4, 4), "dashed"),
    ),
    Stance.QUALIFIES: StanceLook(
        word="qualifies",
        sign="~",
        heading="Qualifying",
        title="Qualifying it",
        verb="qualifies",
        verbs="qualify",
        colour="purple",
        ink="purple",
        style="cyan",
        stroke=Stroke(2.5, (2.5, 5), (2.5, 4), "dotted"),
    ),
    Stance.BACKGROUND: StanceLook(
        word="background",
        sign="·",
        heading="Background",
        title="Background",
        verb="gives background to",
        verbs="background",
        colour="grey",
        ink="muted",
        style="dim",
        stroke=Stroke(1),
    ),
}
"""In a terminal blue and yellow stay apart for people who do not tell red from green."""
BOTH_WAYS = HeadingLook(
    word="read both ways",
    sign="±",
    heading="Read both ways",
    title="Read both ways",
    verbs="are read both ways",
    colour="purple",
    ink="purple",
    style="magenta",
)
NOT_COUNTED = HeadingLook(
    word="not counted",
    sign="○",
    heading="Not counted",
    title="Not counted",
    verbs="are not counted",
    colour="grey",
    ink="muted",
    style="dim",
)


def _headings() -> Iterator[tuple[str, HeadingLook]]:
    """The rows of `HEADINGS`: each stance, and the two that no reader gives."""
    for stance, look in STANCES.items():
        verbs = look.verbs.removesuffix(" of")
        painted = (look.colour, look.ink, look.style)
        yield stance.value, HeadingLook(look.word, look.sign, look.heading, look.title, verbs, *painted)

        if stance is Stance.INCONCLUSIVE:
            yield "both-ways", BOTH_WAYS

    yield "not-counted", NOT_COUNTED


HEADINGS: dict[str, HeadingLook] = dict(_headings())
"""What the works of a claim are listed under (`assessment.Heading`), in the order of the lists."""

FINDINGS: dict[bool | None, FindingLook] = {
    True: FindingLook("confirmed"),
    False: FindingLook("from memory", "from memory"),
    None: FindingLook("not recorded", "not recorded as confirmed"),
}
"""Whether somebody confirmed a finding in the work itself, by `EvidenceLine.verified`."""

DIRECTIONS: dict[Direction, DirectionLook] = {
    Direction.FOR: DirectionLook("for", "+", "for the claim", "blue", "bold blue"),
    Direction.AGAINST: DirectionLook("against", "−", "against it", "vermilion", "bold yellow"),
    Direction.NEITHER: DirectionLook("neither", "·", "neither"),
}

VERDICTS: dict[Verdict, VerdictLook] = {
    Verdict.BACKED: VerdictLook(
        word="backed",
        sign="▲",
        heading="The evidence backs",
        meaning="the evidence for it holds three quarters or more, on two bodies or more",
        style="bold blue",
        outline=Outline((("M0-7 7 6H-7Z", ""),), corners=((0, -1), (1, 0.8), (-1, 0.8))),
        fill=Fill("", "blue", ""),
        colour="blue",
        rating=5,
    ),
    Verdict.OPPOSED: VerdictLook(
        word="opposed",
        sign="▼",
        heading="The evidence speaks against",
        meaning="the other way round",
        style="bold yellow",
        outline=Outline((("M0 7 7-6H-7Z", ""),), corners=((0, 1), (1, -0.8), (-1, -0.8))),
        fill=Fill("stripes", "vermilion", "vermilion-tint"),
        colour="vermilion",
        rating=1,
    ),
    Verdict.CONTESTED: VerdictLook(
        word="contested",
        sign="◆",
        heading="The evidence is divided on",
        meaning="neither side holds three quarters",
        style="bold magenta",
        outline=Outline(
            (("M-7.5 0 0-7.5 0 7.5Z", Direction.FOR), ("M7.5 0 0-7.5 0 7.5Z", Direction.AGAINST)),
            corners=((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
        ),
        fill=Fill("checks", "blue-tint", "purple"),
        colour="purple",
        both=True,
        rating=3,
    ),
    Verdict.UNCERTAIN: VerdictLook(
        word="uncertain",
        sign="◌",
        heading="It cannot be told of",
        meaning="too little, too indirect, or what could not tell weighs more",
        style="cyan",
        outline=Outline(radius=6, disc=0.8, dashed=True),
        fill=Fill("dots", "region", "muted"),
        border="dashed",
    ),
    Verdict.NONE_RECORDED: VerdictLook(
        word="none recorded",
        sign="·",
        heading="No study is recorded of",
        meaning="no study is recorded here",
        style="dim",
        outline=Outline(radius=2.5, disc=0.3),
        fill=Fill("", "card", ""),
        border="dotted",
    ),
    Verdict.NONE_FOUND: VerdictLook(
        word="none found",
        sign="∅",
        heading="A systematic search found no study of",
        meaning="a systematic search found no study",
        style="dim",
        outline=Outline(
            (
                ("M0-5A5 5 0 1 1 0 5 5 5 0 1 1 0-5ZM0-3A3 3 0 1 0 0 3 3 3 0 1 0 0-3Z", ""),
                ("M4.6-6.6 6.6-4.6-4.6 6.6-6.6 4.6Z", ""),
            ),
            disc=0.4,
        ),
        fill=Fill("rings", "card", "muted"),
        border="dotted",
    ),
    Verdict.DEFINITION: VerdictLook(
        word="definition",
        sign="≡",
        heading="A matter of definition",
        meaning="the meaning of a word, or textbook anatomy: needs no study",
        style="dim",
        outline=Outline(
            (("M-6-4.5H6V-2H-6ZM-6 2H6V4.5H-6Z", ""),), corners=((-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4))
        ),
        fill=Fill("lines", "region", "muted"),
        border="dotted",
        plural="definitions",
    ),
}

CERTAINTIES: dict[Certainty, Look] = {
    Certainty.HIGH: Look("high"),
    Certainty.MODERATE: Look("moderate"),
    Certainty.LOW: Look("low"),
    Certainty.VERY_LOW: Look("very low"),
}

DIRECTNESS: dict[Directness, DirectnessLook] = {
    Directness.DIRECT: DirectnessLook("direct", "direct"),
    Directness.INDIRECT: DirectnessLook("indirect", "indirect"),
    Directness.VERY_INDIRECT: DirectnessLook("very indirect", "very indirect"),
    Directness.UNCLEAR: DirectnessLook("unclear", "directness unclear"),
    Directness.NOT_RECORDED: DirectnessLook("not recorded", ""),
}

RETRACTIONS: dict[RetractionStatus, RetractionLook] = {
    RetractionStatus.NONE_FOUND: RetractionLook("none found"),
    RetractionStatus.NOT_CHECKED: RetractionLook("not checked"),
    RetractionStatus.CORRECTED: RetractionLook("corrected", "corrected"),
    RetractionStatus.DISPUTED: RetractionLook("disputed", "disputed", loud=True),
    RetractionStatus.EXPRESSION_OF_CONCERN: RetractionLook(
        "expression of concern", "expression of concern", loud=True
    ),
    RetractionStatus.RETRACTED: RetractionLook("retracted", "retracted", loud=True),
    RetractionStatus.REINSTATED: RetractionLook("reinstated"),
}

ATTITUDES: dict[Attitude, AttitudeLook] = {
    Attitude.ASSERTS: AttitudeLook("asserts", "Asserted by", Stroke(1.5)),
    Attitude.DENIES: AttitudeLook("denies", "Denied by", Stroke(1.5, (11, 6))),
    Attitude.REPORTS: AttitudeLook("reports", "Reported by", Stroke(1.5, (2.5, 5))),
}

FORCES: dict[Force, ForceLook] = {
    Force.HEDGED: ForceLook("hedged", "with a hedge"),
    Force.PLAIN: ForceLook("plain", "plainly"),
    Force.ABSOLUTE: ForceLook("absolute", "absolutely"),
}

PARTS: dict[PassagePart, PartLook] = {
    PassagePart.SAYS: PartLook("says", "“", Outline((("M-6-2.5H6V0H-6Z", ""),))),
    PassagePart.ARGUES_FOR: PartLook(
        "argues for", "→", Outline((("M-7-1.3H1V-5.5L7.5 0 1 5.5V1.3H-7Z", ""),))
    ),
}
"""A passage that says a claim bears the sign of the verdict on it; one that argues for it bears its own."""

WORDINGS: dict[Wording, WordingLook] = {
    Wording.AGAINST: WordingLook("against the evidence", "are contradicted", wrong=True),
    Wording.OVERCLAIM: WordingLook("overclaim", "are surer than the evidence", wrong=True),
    Wording.LITTLE_RECORDED: WordingLook("little recorded", "have little on record"),
    Wording.NONE_RECORDED: WordingLook("none recorded", "have no study on record"),
    Wording.FITS: WordingLook("fits", "fit the evidence"),
    Wording.DEFINITION: WordingLook("definition", "are matters of definition"),
    Wording.REPORTED: WordingLook("reported only", "are only reported"),
}

BASES: dict[LinkBasis, Look] = {
    LinkBasis.IN_TEXT_CITATION: Look("in-text citation"),
    LinkBasis.REFERENCE_LIST: Look("reference list"),
    LinkBasis.CURATOR: Look("curator"),
}

USES: dict[CitationUse, Look] = {
    CitationUse.EVIDENCE: Look("evidence"),
    CitationUse.BACKGROUND: Look("background"),
    CitationUse.COUNTER_VIEW: Look("counter-view"),
    CitationUse.NONE: Look("none"),
}

KINDS: dict[ClaimKind, Look] = {
    ClaimKind.CAUSAL: Look("causal"),
    ClaimKind.ASSOCIATION: Look("association"),
    ClaimKind.DESCRIPTION: Look("description"),
    ClaimKind.RECOMMENDATION: Look("recommendation"),
    ClaimKind.DEFINITION: Look("definition"),
}

CAUSES: dict[Cause, Look] = {
    Cause.POPULATION: Look("population"),
    Cause.VARIANT: Look("variant"),
    Cause.COMPARATOR: Look("comparator"),
    Cause.OUTCOME_MEASURE: Look("outcome measure"),
    Cause.DOSE: Look("dose"),
    Cause.DESIGN: Look("design"),
    Cause.GENUINE: Look("genuine"),
}

CONTRASTS: dict[Contrast, Look] = {
    Contrast.BETWEEN_GROUPS: Look("between groups"),
    Contrast.WITHIN_GROUP: Look("within group"),
    Contrast.WITHIN_PERSON: Look("within person"),
    Contrast.ASSOCIATION: Look("association"),
    Contrast.DESCRIPTION: Look("description"),
}

ANSWERS: dict[Answer, Look] = {Answer.YES: Look("yes"), Answer.NO: Look("no")}

POOLED: dict[PooledDesigns, Look] = {
    PooledDesigns.RANDOMISED: Look("randomised"),
    PooledDesigns.OTHER: Look("other"),
}

BIASES: dict[BiasJudgement, BiasLook] = {
    BiasJudgement.LOW: BiasLook("low", "+", "blue", "bold blue"),
    BiasJudgement.SOME_CONCERNS: BiasLook("some concerns", "~", "purple", "bold magenta"),
    BiasJudgement.HIGH: BiasLook("high", "−", "vermilion", "bold yellow"),
    BiasJudgement.CRITICAL: BiasLook("critical", "×", "vermilion", "bold yellow"),
    BiasJudgement.UNCLEAR: BiasLook("unclear", "?", "grey", "dim"),
}
"""The traffic light of risk of bias, which is told without colour, too."""

READS: dict[ReadPart, Look] = {ReadPart.ABSTRACT: Look("abstract"), ReadPart.FULL_TEXT: Look("full text")}

COVERAGES: dict[Coverage, Look] = {
    Coverage.PARTIAL: Look("partial"),
    Coverage.SYSTEMATIC: Look("systematic"),
}

QUOTE_ROLES: dict[QuoteRole, Look] = {
    QuoteRole.OWN_RESULT: Look("own result"),
    QuoteRole.BACKGROUND: Look("background"),
    QuoteRole.REVIEW: Look("review"),
}
"""What quoted words are in their work, beside the quotation."""

WEIGHINGS: dict[Weighing, Look] = {Weighing.GRADE: Look("grade"), Weighing.COUNTS: Look("counts")}

LOOKS: dict[type[StrEnum], Mapping[Any, Worded]] = {
    Stance: STANCES,
    Directness: DIRECTNESS,
    StudyDesign: DESIGNS,
    LinkBasis: BASES,
    CitationUse: USES,
    Attitude: ATTITUDES,
    Force: FORCES,
    PassagePart: PARTS,
    ClaimKind: KINDS,
    RetractionStatus: RETRACTIONS,
    Cause: CAUSES,
    Direction: DIRECTIONS,
    Contrast: CONTRASTS,
    Verdict: VERDICTS,
    Certainty: CERTAINTIES,
    Wording: WORDINGS,
    Family: FAMILIES,
    Answer: ANSWERS,
    PooledDesigns: POOLED,
    BiasJudgement: BIASES,
    ReadPart: READS,
    Coverage: COVERAGES,
    QuoteRole: QUOTE_ROLES,
    Weighing: WEIGHINGS,
}
"""The rows of every closed set."""

DOUBTED = frozenset(status for status, look in RETRACTIONS.items() if look.loud)
"""What casts doubt on all that a work says."""


def word(value: StrEnum) -> str:
    """The word for any *value* of a closed set.

    >>> word(StudyDesign.NON_RANDOMISED_TRIAL), word(Directness.VERY_INDIRECT)
    ('non-randomised trial', 'very indirect')
    """
    return LOOKS[type(value)][value].word


def word_after(count: int, verdict: Verdict) -> str:
    """The word of *verdict* as it stands after the number of its claims.

    >>> word_after(1, Verdict.DEFINITION), word_after(13, Verdict.DEFINITION), word_after(7, Verdict.BACKED)
    ('definition', 'definitions', 'backed')
    """
    look = VERDICTS[verdict]
    return look.word if count == 1 else look.plural or look.word


def name(value: StrEnum) -> str:
    """The name of *value* where a space would end it: in a class of a style sheet, in an attribute.

    >>> name(Certainty.VERY_LOW)
    'very-low'
    """
    return value.value.replace(" ", "-")
