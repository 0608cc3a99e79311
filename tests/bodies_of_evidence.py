"""Bodies of evidence for the tests of the method: any that a data set could hold."""

from dataclasses import replace

from hypothesis import strategies as st

from evidence_graph.assessment.body import Body, Confirmation, Facts, JudgedStudy, LineReading
from evidence_graph.model import (
    BiasJudgement,
    ClaimKind,
    Directness,
    PooledDesigns,
    RetractionStatus,
    Stance,
    StudyDesign,
)

D = StudyDesign
KINDS = st.sampled_from([None, *(kind for kind in ClaimKind if kind is not ClaimKind.DEFINITION)])
DESIGNS = st.sampled_from([None, *D])
STATUSES = st.sampled_from(
    [None, None, *(s for s in RetractionStatus if s is not RetractionStatus.RETRACTED)]
)
KEYS = "abcdefgh"


@st.composite
def readings(draw, stances=tuple(Stance)):
    return tuple(
        LineReading(
            f"reader-{number}",
            draw(st.sampled_from(stances)),
            draw(st.sampled_from(list(Directness))),
            draw(st.sampled_from([Confirmation.CONFIRMED, Confirmation.NOT_RECORDED])),
        )
        for number in range(1, draw(st.integers(1, 2)) + 1)
    )


@st.composite
def facts(draw, others=()):
    pools = tuple(draw(st.lists(st.sampled_from(others), unique=True, max_size=3))) if others else ()
    return Facts(
        draw(DESIGNS),
        draw(st.sampled_from([None, 5, 12, 40, 120, 600])),
        draw(st.sampled_from([None, 2, 8])),
        draw(st.sampled_from([None, 2010, 2015, 2020])),
        draw(STATUSES),
        draw(st.booleans()),
        draw(st.sampled_from([None, None, "one cohort"])),
        None,
        pools,
        draw(st.booleans()),
        draw(st.sampled_from([None, *PooledDesigns])),
        draw(st.sampled_from([False, False, True])),
        draw(st.sampled_from([None, *BiasJudgement])),
    )


@st.composite
def studies(draw, key, stances=tuple(Stance)):
    crossings = tuple(draw(st.lists(st.booleans(), max_size=2)))
    others = tuple(other for other in KEYS if other != key)
    return JudgedStudy(key, draw(readings(stances)), draw(facts(others)), crossings)


@st.composite
def bodies(draw, *, least=0):
    keys = KEYS[: draw(st.integers(least, 6))]
    return Body("claim", draw(KINDS), tuple(draw(studies(key)) for key in keys))


def with_studies(body, *studies):
    return replace(body, studies=(*body.studies, *studies))


def turned(body):
    """The body of the negated claim."""
    other = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}
    return replace(
        body,
        studies=tuple(
            replace(
                study,
                readings=tuple(
                    replace(reading, stance=other.get(reading.stance, reading.stance))
                    for reading in study.readings
                ),
            )
            for study in body.studies
        ),
    )
