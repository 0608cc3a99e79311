"""Whether a sentence tells somebody what to do: "then gently stir the leaves", "to make tea, warm the pot".

Most begin with the bare form of a verb. Where that may be a noun or an adjective too ("clean", "exercise"),
what follows tells: an article, a pronoun or a preposition stands behind a verb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph.appraisal.cue_lists import cues, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

OBJECTS = frozenset({"a", "an", "the", "your", "it", "them"})
"""What follows a verb that begins a sentence, and no noun that does."""

NO_BARE_VERB = ("ing", "ly", "ed", "s")
"""With what the bare form of a verb mostly does not end."""

_CLAUSE = re.compile(
    r"^(?:to|if|once|when|after|before|while|for|with|from|until|in|on|at|during|every|each)"
    r"\s[^,]{1,80},\s+(?P<rest>.+)$"
)
"""What stands before an instruction: "in the morning, strain it"."""

_CORRELATIVE = re.compile(r"^the\s+(?:more|less|fewer|\w+er)\b[^,]*,\s+the\s+(?:more|less|fewer|\w+er)\b")
"""With what two things are said to grow together: "the longer it steeps, the bitterer it gets"."""

_PORTION = re.compile(r"(?<!\w)(?:\d+|one|two|three|four|five)\s+(?:sets?|rounds?)\s+of\b")
"""How much of an exercise to do: "squat first, 3 sets of 5"."""

_PUNCTUATION = ".,;:!?()[]\"'\u201c\u201d\u2018*"


def is_instruction(folded: str) -> bool:
    """Whether the sentence of these *folded* words tells somebody what to do.

    >>> is_instruction("clean the pot."), is_instruction("clean pots keep tea fresh.")
    (True, False)
    """
    if _CORRELATIVE.match(folded):
        return False

    if _PORTION.search(folded) and not pattern("research").search(folded):
        return True

    words = folded.split()
    first = words[0].strip(_PUNCTUATION)
    if pattern("instruction").search(folded) or (first == "your" and "should" in words):
        return True
    if first == "you":
        # "You do feel it more" says what is, "you stretch and hold" what to do.
        return words[1:2] != ["do"] and _commands(words[1:])

    clause = _CLAUSE.match(folded)

    return _commands(words) or (clause is not None and _commands(clause["rest"].split()))


def _commands(words: Sequence[str]) -> bool:
    """Whether *words* begin with a verb that tells somebody to do something."""
    bare = [word.strip(_PUNCTUATION) for word in words]
    place = 0
    while place < len(bare) and bare[place] in cues("leads"):
        place += 1

    if place == len(bare):
        return False

    verb, following = bare[place], "".join(bare[place + 1 : place + 2])
    if verb in cues("verbs") or (verb in cues("nounverbs") and following in cues("determiners")):
        return True

    # A comma behind it makes it a name: "melatonin, the hormone of the night, ...".
    return following in OBJECTS and _is_bare_verb(words[place])


def _is_bare_verb(word: str) -> bool:
    """Whether *word*, which an article follows, can only be a verb."""
    return word.isalpha() and not word.endswith(NO_BARE_VERB) and word not in cues("openers")
