"""Short manuscripts about tea, each with the marks that its citations must bear, in the order of the text."""

from dataclasses import dataclass

STEEP, HIDES, SPOILS = "long-steeping-makes-bitter", "milk-hides-bitterness", "milk-spoils-tea"
LEAF, COLD, POT = "Leaf et al. 2001", "Sørensen & García-Té 2015", "Pot 2010"
BOTH, NONE = "supports / qualifies", "not recorded"

ACCEPTED = f"""sentence,claim
"Long steeps make every tea bitter [@any].",{STEEP}
"Milk hides what is bitter, most tasters say.",{HIDES}
"Sørensen and others found that milk hides bitterness (Über-Test).",{HIDES}
"""


@dataclass(frozen=True)
class Manuscript:
    """A text in pandoc's Markdown, its marks, and the claims of its appendix."""

    name: str
    text: str
    marks: tuple[str, ...]
    claims: tuple[str, ...]


def manuscript(name, text, marks, claims=()):
    return Manuscript(name, text, tuple(marks), tuple(claims))


MANUSCRIPTS = [
    manuscript("named", f"Bitter [@leaf2001]{{claim={STEEP}}}.", [BOTH], [STEEP]),
    manuscript("none", "Kettles boil [@pot2010].", [NONE]),
    manuscript(
        "two-works",
        f"Mixed [@leaf2001; @sorensen2015]{{claim={STEEP}}}.",
        [f"{LEAF}: {BOTH}; {COLD}: opposes"],
        [STEEP],
    ),
    manuscript(
        "locators",
        f"Mixed [see @leaf2001, p. 3; also @pot2010, ch. 2]{{claim={STEEP}}}.",
        [f"{LEAF}: {BOTH}; {POT}: background"],
        [STEEP],
    ),
    manuscript("without-author", f"Leaf says so [-@leaf2001]{{claim={STEEP}}}.", [BOTH], [STEEP]),
    manuscript("in-text", "As @leaf2001 says, and @sorensen2015 [p. 3] denies.", [NONE, NONE]),
    manuscript(
        "words-in-span",
        f"[Bitter it is, says @leaf2001 of all, and nobody [@sorensen2015] doubts it]{{claim={STEEP}}}.",
        [BOTH, "opposes"],
        [STEEP],
    ),
    manuscript("accepted", "Long steeps make *every* tea bitter [@leaf2001].", [BOTH], [STEEP]),
    manuscript(
        "accepted-twice",
        "First: long steeps make every tea bitter [@leaf2001]. Then more [@leaf2001]. Milk hides what is\n"
        "bitter, most tasters say [@sorensen2015; @pot2010].",
        [BOTH, NONE, f"{COLD}: supports; {POT}: {NONE}"],
        [STEEP, HIDES],
    ),
    manuscript(
        "accepted-subject",
        "Nothing else. Sørensen and others found [@sorensen2015] that milk hides bitterness (Über-Test).",
        ["supports"],
        [HIDES],
    ),
    manuscript(
        "behind-the-stop",
        "Long steeps make every tea bitter. [@sorensen2015] Pots do not.",
        ["opposes"],
        [STEEP],
    ),
    manuscript(
        "named-beats-accepted",
        f"Long steeps make every tea bitter [@sorensen2015]{{claim={HIDES}}}.",
        ["supports"],
        [HIDES],
    ),
    manuscript(
        "unknown-claim", "Bitter [@leaf2001]{claim=no-such-claim}, or not [@nobody1999].", [NONE, NONE]
    ),
    manuscript(
        "list-and-quote",
        f"- one [@leaf2001]{{claim={STEEP}}}\n- two [@sorensen2015]{{claim={HIDES}}}\n\n> three [@pot2010]\n",
        [BOTH, "supports", NONE],
        [STEEP, HIDES],
    ),
    manuscript(
        "table",
        f"| what | who |\n|---|---|\n| steep | [@leaf2001]{{claim={STEEP}}} |\n| milk | @sorensen2015 |\n",
        [BOTH, NONE],
        [STEEP],
    ),
    manuscript("heading", f"# Bitter [@sorensen2015]{{claim={STEEP}}}\n\nNo more.", ["opposes"], [STEEP]),
    manuscript(
        "emphasis",
        f"*Bitter **and [@leaf2001]{{claim={STEEP}}}** so “quoted [@sorensen2015]{{claim={HIDES}}}”*.",
        [BOTH, "supports"],
        [STEEP, HIDES],
    ),
    manuscript("no-study", f"Spoils [@leaf2001]{{claim={SPOILS}}}.", [NONE], [SPOILS]),
    manuscript("alias", f"Bitter [@leaf1999]{{claim={STEEP}}}.", [BOTH], [STEEP]),
    manuscript("another-key", f"Bitter [@cold15]{{claim={STEEP}}}.", ["opposes"], [STEEP]),
    manuscript(
        "another-work",
        f"Bitter [@pot2010x; @leaf]{{claim={STEEP}}}.",
        [f"pot2010x: {NONE}; leaf: {NONE}"],
        [STEEP],
    ),
    manuscript(
        "placed-appendix",
        f"Bitter [@leaf2001]{{claim={STEEP}}}.\n\n::: {{#evidence-claims}}\n:::\n\n# After\n\nWords.",
        [BOTH],
        [STEEP],
    ),
    manuscript("no-citation", "Tea is [wet]{.plain}, and mail@example.org is no citation.", []),
    manuscript(
        "references-heading", f"Bitter [@leaf2001]{{claim={STEEP}}}.\n\n# References\n", [BOTH], [STEEP]
    ),
]

LIBRARY = """
@article{cold15, title = {Cold tea}, doi = {10.5555/COLD.2015}, year = 2015, author = {Sørensen, E.}}
@article{leaf1999, title = {Long steeps}, year = 2001, author = {Leaf, A.}}
@article{leaf, title = {Another work}, doi = {10.5555/other.1}, year = 2003, author = {Leaf, Z.}}
@misc{pot2010x, title = {Nothing on record}, year = 2010, author = {Pot, X.}}
"""
"""Works that a manuscript knows by other keys than the data, beside those of the data."""
