"""What the search of the front page knows: the words of all there is, so that it needs no server.

The page ranks as `evidence_graph.search` does, with the same stems, rarities and worths; they are
worked out here and shipped as numbers. It does not carry what the search knows of general English, so it
decides by a simpler rule whether anything fits: the score, and a little for each rare word met. What is
no claim - a study, a subject, an article, how a thing is done - is found by the words of its name and a
claim by all that `search` looks at.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from evidence_graph import looks, search
from evidence_graph.search.lexicon import lexicon
from evidence_graph.search.words import FILLER, spoken, stem, stems

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence_graph.model import Claim
    from evidence_graph.search.lexicon import Lexicon
    from evidence_graph.site.ledger import Ledger
    from evidence_graph.site.places import Places

RARE_WORD, RARE_WORDS = 0.08, 3
"""What each rare word that is met adds to how sure a match is, up to so many."""

ENOUGH = 0.445
"""How sure a match must be to fit (set on the development questions)."""

LONGEST_LABEL = 6
"""The longest label, in words, that is looked for as a whole."""


def index(ledger: Ledger, places: Places) -> dict[str, Any]:
    """The words of every page, for the script of the front page."""
    words = _Words()
    numbers = {identifier: number for number, identifier in enumerate(ledger.concepts)}
    known = lexicon(ledger.concepts.values())
    claims = [
        {
            "text": claim.statement,
            "href": places.href("claim", claim.id),
            "verdict": ledger.assessments[claim.id].verdict,
            "wordings": [words.stems(text) for text in (claim.statement, *claim.asked_as)],
            **{
                name: sorted(numbers[c] for c in held) for name, held in _met_by(ledger, known, claim).items()
            },
        }
        for claim in ledger.claims
    ]
    others = [
        [kind, name, places.href(kind, identifier), [words.stems(text) for text in texts]]
        for kind, identifier, name, texts in _others(ledger)
        if places.href(kind, identifier)
    ]
    labels = [
        [words.stems(label), number]
        for identifier, number in numbers.items()
        for label in (ledger.concepts[identifier].label, *ledger.concepts[identifier].alternatives)
        if 0 < len(spoken(label)) <= LONGEST_LABEL
    ]
    return {
        "verdicts": {
            verdict.value: {"name": looks.name(verdict), "word": look.word}
            for verdict, look in looks.VERDICTS.items()
        },
        "claims": claims,
        "others": others,
        "labels": labels,
        "words": words.known,
        "filler": sorted(FILLER),
        "worth": {
            "label": search.IN_LABEL,
            "otherWords": search.IN_OTHER_WORDS,
            "kin": search.IN_KIN,
            "topic": search.IN_TOPIC,
            "part": search.IN_PART,
            "slip": search.SLIP,
            "specific": search.SPECIFIC,
            "rareWord": RARE_WORD,
            "rareWords": RARE_WORDS,
            "enough": ENOUGH,
        },
    }


class _Words:
    """Every word met, and the number of its stem."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._next = count()

    def stems(self, text: str) -> list[int]:
        """The stems of *text* that are no filler, as numbers, each once."""
        found = []
        for word in spoken(text):
            root = stem(word)
            if root not in self._stems:
                self._stems[root] = next(self._next)
            self.known[word] = self._stems[root]
            found.append(self._stems[root])
        return list(dict.fromkeys(found))


def _met_by(ledger: Ledger, known: Lexicon, claim: Claim) -> dict[str, set[str]]:
    """The concepts by which *claim* is met: what it is about, what is above or below that, its topic."""
    named = {c for mention in known.mentions(stems(claim.statement)) for c in mention.concepts}
    about = named.union(claim.about)
    kin = about.union(*(ledger.wider(c) for c in about), *(ledger.below.get(c, ()) for c in about)) - about
    topic = {claim.topic, *ledger.wider(claim.topic)}
    sets = {"about": about, "named": set(claim.about), "kin": kin, "topic": topic}
    return {name: {c for c in held if c in ledger.concepts} for name, held in sets.items()}


def _others(ledger: Ledger) -> Iterable[tuple[str, str, str, tuple[str, ...]]]:
    """What is no claim: its kind, id, name, and each wording it is found by."""
    graph = ledger.graph
    for procedure in graph.procedures():
        yield "procedure", procedure.id, procedure.name, (procedure.name,)
    for concept in ledger.concepts.values():
        yield "concept", concept.id, concept.label, (concept.label, *concept.alternatives)
    for article in graph.articles():
        yield "article", article.id, article.title, (article.title,)
    for work in ledger.works:
        name = work.label if not work.title or not work.authors else f"{work.label}: {work.title}"
        yield "study", work.key, name, (" ".join((name, *work.authors, work.key)),)
