"""With which force a sentence states something, by its words: as certain, plainly, or as possible."""

from __future__ import annotations

import re

from evidence_graph.model import Force

BOOSTERS = (
    "always|never|prove[sdn]?|proof|certain|certainly|definite(?:ly)?|undoubted(?:ly)?|undeniabl[ey]|no doubt"
    "|without (?:any )?doubt|beyond (?:any )?doubt|guarantee[sd]?|invariabl[ey]|unquestionabl[ey]"
    "|inevitabl[ey]|conclusive(?:ly)?|irrefutabl[ey]|in (?:every|all) cases?|must|fact that|established fact"
    "|clearly shows?"
)
"""Words that leave no doubt (boosters: Hyland, Metadiscourse, 2005, without those that only stress)."""

HEDGES = (
    "may|might|could|can|possibl[ey]|perhaps|potential(?:ly)?|probabl[ey]|likely|suggests?|suggested|suggesting"
    "|appears?|appeared|seems?|seemed|indicates?|tends? to|presumabl[ey]|apparent(?:ly)?|hypothesi[sz]ed?"
    "|limited evidence|some evidence|weak evidence|little evidence|preliminary|uncertain|unclear"
    "|in some cases|not clear|thought to|believed to|assumed to|in theory|doubtful"
    "|(?:not|hardly) (?:certain|proven?|proved|conclusive|established)|unproven|inconclusive"
)
"""Words that leave some (hedges: Hyland, as above)."""

ABSOLUTE = re.compile(rf"\b(?:{BOOSTERS})\b", re.IGNORECASE)
HEDGED = re.compile(rf"\b(?:{HEDGES})\b", re.IGNORECASE)


def force_of(sentence: str) -> Force:
    """With which force *sentence* states something.

    >>> [force_of(f"Milk {words} bitterness.").value for words in ("always hides", "hides", "may hide")]
    ['absolute', 'plain', 'hedged']
    """
    if HEDGED.search(sentence):
        return Force.HEDGED
    if ABSOLUTE.search(sentence):
        return Force.ABSOLUTE

    return Force.PLAIN
