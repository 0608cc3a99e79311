"""Which sentences of a text state something that a study could back or oppose.

Each sentence gets a score, and reasons for it; it is taken from `ENOUGH` on. Questions, instructions,
headings, definitions, words about the text itself and about oneself are left out first, whatever they hold.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.appraisal.cue_lists import cues, pattern
from evidence_graph.appraisal.instructions import is_instruction
from evidence_graph.search.word_stems import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence_graph.prose import Sentence, Text

ENOUGH = 0.6
"""A sentence of this score is taken."""

START = 0.1

FEWEST_WORDS = 4
"""A shorter sentence states nothing that stands for itself."""

OFTEN = 2
"""A word that so many sentences of a text use is one of its own."""

FEW = 12
"""A text of fewer sentences repeats too few words for it to tell that a sentence has none of them."""

SHORT = 9
"""A paragraph of fewer words without a stop is a heading or a label, not a sentence."""


class Weight(NamedTuple):
    """What each cue of a kind adds to the score, how many count, and what is added where there is none."""

    each: float
    most: int = 1
    none: float = 0.0


WEIGHTS = {
    "claim words": Weight(0.19, 3, -0.08),
    "words of the text": Weight(0.11, 4),
    "found": Weight(0.13),
    "pointing": Weight(0.14),
    "number": Weight(0.06),
    "modal": Weight(0.02),
    "popularity": Weight(-0.1),
    "announcement": Weight(-0.15),
    "opinion": Weight(-0.16),
    "advice": Weight(-0.07),
    "narrative": Weight(-0.09),
    "procedure": Weight(-0.43),
    "hypothesis": Weight(-0.17),
    "supposition": Weight(-0.06),
    "method": Weight(-0.17),
    "lead": Weight(-0.11),
    "colon": Weight(-0.11),
    "anybody": Weight(-0.08),
}
"""Fitted by logistic regression (penalty 2 on half the squares, the signs as they are here) to two articles
and five labelled texts, divided by five and rounded; docs/audit.md tells what it reaches on others."""

CLAIM_WORDS = ("effect", "comparison", "negation")

_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
_UNITS = (
    r"%|percent|per cent|kg|g|mg|ml|l|km|m|cm|mm|°\s?[cf]|hours?|h|minutes?|min|days?|weeks?|months?|years?"
    r"|times|x|-fold|fold|degrees?|calories|kcal|reps?|repetitions|participants|people|n"
)
_NUMBER = re.compile(
    rf"(?:\d+(?:[.,]\d+)?|\b(?:{'|'.join(_NUMBER_WORDS.split())}|half an?))\s*(?:{_UNITS})(?!\w)"
    rf"|\b(?:\d+|one|{'|'.join(_NUMBER_WORDS.split())})(?:\s+\w+){{0,2}}\s+(?:out\s+of|in)"
    rf"\s+(?:\d+|{'|'.join(_NUMBER_WORDS.split())})\b"
)
"""A number with its unit, or a part of so many: "nine of them out of ten"."""
_BEING = re.compile(r"^(?:[\w'\"-]+,?\s+){1,8}?(?:is|are)\s+an?\s+(?P<what>(?:[\w-]+\s?){1,6})")
_WHAT_FOR = re.compile(
    r"^(?:[\w'-]+\s+){1,5}?(?:is|are)\s+an?\s+(?:[\w-]+\s+){1,4}?"
    r"(?:(?:in|by|with|from|on) which|used (?:to|for|in))\b"
)
"""A thing that is told by what it is for: "a vessel in which tea is made"."""

_NOTION = re.compile(
    r"^(?:[\w'-]+\s+){1,5}?(?:is|are)\s+(?:the|an?)\s+(?P<what>[\w-]+)\s+(?:that|of|in|to|by|for)\b"
)
"""A word that is told by what it names: "the belief that …"."""

_SUBJECT = 12
"""Within so many words stands who did something."""

_SUBJECT_OF_ALL = 5
"""Within so many stands what a whole sentence is about."""

_SOMEBODY = re.compile(r"^(?:[^,]{1,20},\s+)?(?:(?:and|but|so|then|now),?\s+)?(?:he|she|his|her)\b")

_HELD = re.compile(rf"^(?:[\w'-]+\s+){{1,3}}?(?:{'|'.join(sorted(cues('heldthat')))})\s+that\b")
"""What somebody held to be so, which may be checked: "he argued that …"."""

_NAMING = re.compile(r"^(?!(?:this|that|which|it|all)\b)(?:[\w'-]+\s+){1,3}means that\b")
"""A word that is told by what it means: "spacing means that practice is spread"."""

_SUPPOSED = re.compile(
    r"^(?:(?:and|but|so|still),?\s+)?if\b[^,]*,.*\b(?:should|would|must|ought)\b|^if\b[^,]*,\s+then\b"
)
"""What would be, were something true: "if blue is the culprit, a filter should help"."""

_ORDINALS = r"first|second|third|fourth|next|last|final|standard|usual|other(?!\s+(?:way|side|hand))"
_LEAD = re.compile(
    rf"^(?:[\w'-]+,?\s+){{1,4}}?(?:is|are|was)\s+(?:the|an)\s*(?:{_ORDINALS}|another)\s+\w"
    r"|^(?:[\w'-]+\s+)?there\s+(?:is|are|was|were)\s+(?:also\s+)?(?:an?|the|two|three|some|one|several)\b"
)
"""What leads to a matter and says nothing of it: "there is also a trial", "sleep is the second suspect"."""

_WOULD = re.compile(r"\b(?:would|should)\b")
_POINTING = re.compile(r"^(?:(?:and|but|so)\s+)?(?:that|this|these|those|it|they)(?:'s|'re)?\b")
_ASIDE = re.compile(r"\s+i know(?: of)?\b(?!\s+that)|,\s+i (?:suspect|think|believe|suppose|gather|admit)\b")
"""By what somebody says in passing from whom a claim is: "the best summary I know pooled …"."""

_OTHER_NAME = re.compile(r"^(?P<name>[\w' -]{1,30}),\s+or\s+[^,]{1,50},(?=\s+(?:is|are)\b)")
"""A second name of what is told of: "a cover crop, or green manure, is …"."""

_MEANING = 8
"""A definition says so within so many words."""
_BOUND = re.compile(r"\b(?:that|which|who|where|when|used|in|of|for|with|to|by|on|at|from|and|or)\b.*")
"""With what the name of a kind ends: "an exercise that …"."""
_VIEW = re.compile(
    r"^(?:(?:personally|honestly|frankly),?\s+)?"
    r"(?:in my (?:experience|opinion|view),?|i (?:think|believe|suspect|would argue|find)(?: that)?)\s+"
)
"""With what somebody introduces a claim as their own view."""
_WORD = re.compile(r"[\w'-]+")
_MARKER = re.compile(r"\[\d|\(\d{1,3}(?:[,–-]\s?\d{1,3})*\)|\b(?:19|20)\d\d[a-z]?\)|\[@|\bet al\b")


@dataclass(frozen=True, slots=True)
class Checkable:
    """A sentence with its *score* and the *reasons* for it; *exclusion* says why it is out in any case."""

    sentence: Sentence
    score: float
    reasons: tuple[str, ...] = ()
    exclusion: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether the sentence is taken to state a checkable claim."""
        return not self.exclusion and self.score >= ENOUGH


def judge(text: Text, *, names: Sequence[str] = ()) -> list[Checkable]:
    """The sentences of *text*, each with its score; *names* are words of its references, such as titles."""
    sentences = text.sentences
    headings = [text.title or "", *(text.words(heading) for heading in text.headings)]
    is_long = len(sentences) >= FEW
    own_words = _own_words(sentences, [*names, *headings]) if is_long else None
    seen: set[str] = set()
    judgements: list[Checkable] = []

    for sentence in sentences:
        folded = _ASIDE.sub("", _VIEW.sub("", fold(sentence.words)))
        if folded in seen:
            exclusion = "repeated"
        else:
            exclusion = _exclusion(text, sentence, folded)

        seen.add(folded)
        if exclusion:
            judgements.append(Checkable(sentence, 0.0, exclusion=exclusion))
        else:
            judgements.append(_scored(sentence, folded, own_words))

    return judgements


def fold(words: str) -> str:
    """*words* in small letters with straight apostrophes, in which cues are looked for."""
    return words.casefold().replace("’", "'")


def _own_words(sentences: Sequence[Sentence], names: Sequence[str]) -> set[str]:
    """The stems that a text repeats, or that its headings and references name."""
    count: Counter[str] = Counter()

    for sentence in sentences:
        count.update(set(stems(sentence.words)))

    repeated = {stem for stem, number in count.items() if number >= OFTEN}

    return repeated.union(*(stems(name) for name in names))


def _own_words_in(sentence: Sentence, own_words: set[str] | None) -> int:
    """How many of a text's own words a *sentence* has, as many as count where the text is too short."""
    if own_words is None:
        return WEIGHTS["words of the text"].most

    return len(own_words.intersection(stems(sentence.words)))


def _scored(sentence: Sentence, folded: str, own_words: set[str] | None) -> Checkable:
    counts = {
        "claim words": sum(len(set(pattern(section).findall(folded))) for section in CLAIM_WORDS),
        "words of the text": _own_words_in(sentence, own_words),
        "number": len(_NUMBER.findall(folded)),
        "narrative": int(_is_narrative(folded)),
        "procedure": int(_tells_a_procedure(folded)),
        "hypothesis": int(bool(_SUPPOSED.match(folded) or pattern("hypothesis").search(folded))),
        "lead": int(_leads_to_a_matter(folded)),
        "found": len(pattern("found").findall(folded)),
        "colon": int(":" in folded),
        "supposition": int(bool(_WOULD.search(folded))),
        "pointing": int(bool(_POINTING.match(folded))),
    }
    score, reasons = START, []

    for kind, weight in WEIGHTS.items():
        if kind in counts:
            number = counts[kind]
        else:
            number = len(pattern(kind).findall(folded))

        if number:
            step = weight.each * min(number, weight.most)
        else:
            step = weight.none

        score += step
        if step:
            reasons.append(f"{kind} {step:+.2f}")

    return Checkable(sentence, round(score, 2), tuple(reasons))


def _leads_to_a_matter(folded: str) -> bool:
    return bool(_LEAD.match(folded)) and not pattern("found").search(folded)


def _is_narrative(folded: str) -> bool:
    """Whether a sentence tells what happened once, and not what a study found."""
    if not pattern("narrative").search(folded) or pattern("research").search(folded):
        return False

    # "Bees were more abundant near hedges" compares, "she was more tired" tells of somebody.
    return not pattern("comparison").search(folded) or bool(pattern("persons").search(folded))


def _tells_a_procedure(folded: str) -> bool:
    """Whether a sentence says what a study did or was, and not what came of it."""
    if pattern("results").search(folded):
        return False

    words = folded.split()
    subject = " ".join(words[:_SUBJECT])
    is_of_study = (
        _MARKER.search(folded) or pattern("studies").search(subject) or pattern("tested").search(subject)
    )
    if is_of_study and pattern("design").search(folded):
        return True

    return bool(pattern("studies").search(" ".join(words[:_SUBJECT_OF_ALL])))


def _exclusion(text: Text, sentence: Sentence, folded: str) -> str:
    """Why a sentence is no claim whatever it holds; empty where nothing speaks against it."""
    return next((name for name, applies in EXCLUSIONS.items() if applies(text, sentence, folded)), "")


def _is_label(text: Text, sentence: Sentence, folded: str) -> bool:
    paragraph = text.paragraphs[sentence.paragraph - 1]
    is_alone = sentence.end - sentence.start >= paragraph.end - paragraph.start
    has_stop = folded.rstrip("\"'”’)] ").endswith((".", "!", "…"))

    return is_alone and not has_stop and len(folded.split()) < SHORT


def _is_definition(folded: str) -> bool:
    folded = _OTHER_NAME.sub(r"\g<name>", folded)
    if pattern("definition").search(" ".join(folded.split()[:_MEANING])):
        return True
    if _WHAT_FOR.match(folded) or _NAMING.match(folded):
        return True

    notion = _NOTION.match(folded)
    if notion and notion["what"] in cues("notions"):
        return True

    match = _BEING.match(folded)
    words = _BOUND.sub("", match["what"]).split() if match else []
    # "A great exercise" judges, and somebody may have studied whether it is.
    if cues("praise").intersection(words):
        return False

    return bool(words) and words[-1].removesuffix("s") in cues("kinds")


def _tells_of_somebody(folded: str) -> bool:
    """Whether a sentence is about one person: "she sat down carefully"."""
    if _HELD.match(folded):
        return False

    return bool(_SOMEBODY.match(folded)) and not pattern("research").search(folded)


def _speaks_of_oneself(folded: str) -> bool:
    if pattern("ownresult").search(folded):
        return False
    if pattern("selfspeech").search(folded):
        return True

    # "We sleep worse in warm rooms" speaks of people, "we tested three kettles" of those who write.
    general = pattern("humankind").sub("", folded)
    words = [word for word in _WORD.findall(general)[:2] if word not in cues("leads")]
    begins_with_it = bool(words) and words[0] in cues("company")

    return begins_with_it or bool(pattern("companywords").search(general))


EXCLUSIONS: dict[str, Callable[[Text, Sentence, str], bool]] = {
    "question": lambda _, __, folded: folded.rstrip("\"'”’)] ").endswith("?"),
    "too short": lambda _, __, folded: len(_WORD.findall(folded)) < FEWEST_WORDS,
    "leads on": lambda _, __, folded: folded.endswith(":"),
    "label": _is_label,
    "instruction": lambda _, __, folded: is_instruction(folded),
    "first person": lambda _, __, folded: _speaks_of_oneself(folded),
    "about somebody": lambda _, __, folded: _tells_of_somebody(folded),
    "about the text": lambda _, __, folded: bool(pattern("textual").search(folded)),
    "definition": lambda _, __, folded: _is_definition(folded),
}
"""Why a sentence is left out, in the order in which it is asked."""


def claims_of(text: Text, *, names: Sequence[str] = ()) -> Iterator[Sentence]:
    """The sentences of *text* that state a checkable claim, in their order."""
    return (one.sentence for one in judge(text, names=names) if one.is_claim)
