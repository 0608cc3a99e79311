"""The colours of what is said by colour: each by its name, on a light ground and on a dark one.

Blue, vermilion and purple after Okabe and Ito, darkened or lightened until text in them has 4.5:1 on its
ground. A colour with a tint is told from others by area too; grey has none, and no text is set in it.
"""

from __future__ import annotations

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour by day and by night, and the ground behind words in it."""

    day: str
    night: str
    day_tint: str = ""
    night_tint: str = ""


PALETTE = {
    "blue": Colour("#00659e", "#6bbdf0", "#e2eef6", "#1d3546"),
    "vermilion": Colour("#ad4100", "#ff9d5c", "#fae6da", "#472c1b"),
    "purple": Colour("#8a3f8c", "#dda4da", "#f2e6f2", "#3a2a3c"),
    "grey": Colour("#87837b", "#858a91"),
}
