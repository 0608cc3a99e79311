"""What the looks of the values of each closed set are made of."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Protocol


class Family(StrEnum):
    """The designs that share a mark: a design is told by a shape, and 19 shapes tell nothing."""

    REVIEW = "review"
    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    LABORATORY = "laboratory"
    OPINION = "opinion"
    UNKNOWN = "unknown"


class Look(NamedTuple):
    """A value that has a word and nothing else."""

    word: str


class Stroke(NamedTuple):
    """A line: its width, its dashes on the map and in the short sample of a legend, and a border like it."""

    width: float
    dashes: tuple[float, ...] = ()
    sample: tuple[float, ...] = ()
    border: str = "solid"


class Outline(NamedTuple):
    """A mark, twice: as SVG in a box from −8 to 8, and on a canvas, where it stands at its size in radii.

    It is made of *paths*, each in its own colour or in that of a direction, or a circle of that *radius*;
    on the canvas of *corners* or a *disc*. The canvas draws some a little larger, as they are seen from afar.
    """

    paths: tuple[tuple[str, str], ...] = ()
    radius: float = 0
    corners: tuple[tuple[float, float], ...] = ()
    disc: float = 0
    dashed: bool = False


class Fill(NamedTuple):
    """A pattern that is told apart without colour, and the colours of its ground and its ink."""

    pattern: str
    ground: str
    ink: str


class StanceLook(NamedTuple):
    """A stance: *heading* above its studies ("For"), *title* where there is room, *verb* of one and of many.

    Words in it have the colour *ink*. One with a *side* has a column of its own beside the other side.
    """

    word: str
    sign: str
    heading: str
    title: str
    verb: str
    verbs: str
    colour: str
    ink: str
    style: str
    stroke: Stroke
    side: bool = False


class HeadingLook(NamedTuple):
    """What the works of a claim are listed under: *heading* above them, *title* where there is room.

    *verbs* stand after their number.
    """

    word: str
    sign: str
    heading: str
    title: str
    verbs: str
    colour: str
    ink: str
    style: str


class FindingLook(NamedTuple):
    """Whether a finding was confirmed: its *mark* beside the finding, where there is something to know."""

    word: str
    mark: str = ""


class VerdictLook(NamedTuple):
    """A verdict: *heading* above its claims, and its *meaning* in a legend.

    One without a *colour* of its own is told by its outline and *border*; one for *both* sides is painted
    half in the colour for, half in the colour against. *rating* is its place on the scale of ClaimReview,
    from 1 to 5. *plural* is the word after a number, where it is another.
    """

    word: str
    sign: str
    heading: str
    meaning: str
    style: str
    outline: Outline
    fill: Fill
    colour: str = ""
    border: str = ""
    both: bool = False
    rating: int | None = None
    plural: str = ""


class DirectionLook(NamedTuple):
    """What a figure says: *title* tells it in full, *colour* and *style* are those of the side it is on."""

    word: str
    sign: str
    title: str
    colour: str = ""
    style: str = ""


class DesignLook(NamedTuple):
    """A design: its mark is that of its *family*; *short* where a column is narrow."""

    word: str
    family: Family
    short: str = ""


class FamilyLook(NamedTuple):
    """A family of designs: *word* beside its mark, *meaning* in full, *several* where all of it are meant."""

    word: str
    meaning: str
    outline: Outline
    several: str = ""


class DirectnessLook(NamedTuple):
    """A directness: *beside* a stance, where nothing need be said of what is not recorded."""

    word: str
    beside: str


class AttitudeLook(NamedTuple):
    """An attitude: *heading* before the article, and its line on the map."""

    word: str
    heading: str
    stroke: Stroke


class BiasLook(NamedTuple):
    """A judgement of bias: its *sign* and the *colour* of its light, in a terminal its *style*."""

    word: str
    sign: str
    colour: str
    style: str


class PartLook(NamedTuple):
    """What a passage does for a claim: its *sign*, drawn by its *outline*."""

    word: str
    sign: str
    outline: Outline


class ForceLook(NamedTuple):
    """A force: *how* a sentence with it is worded."""

    word: str
    how: str


class WordingLook(NamedTuple):
    """A wording: *verbs* after the number of sentences; *wrong* where the sentence is to be mended."""

    word: str
    verbs: str
    wrong: bool = False


class RetractionLook(NamedTuple):
    """A status: *mark* beside a work, where there is something to know; *loud* where it casts doubt on it."""

    word: str
    mark: str = ""
    loud: bool = False


class Worded(Protocol):
    """Anything that has a word."""

    @property
    def word(self) -> str:
        """The word of a value as people read it."""
