"""How well questions in own words find their claim, each figure with its interval, beside plain BM25.

    python tests/questions/evaluate.py                                        the sets beside this file
    python tests/questions/evaluate.py --data FOLDER --questions FILE...      other data, other questions

A file of questions is a list of {"question": …, "claims": [ids that answer it]}; an empty list says that none
does. Intervals are Wilson's, at 95 %.

    first, in three     the right claim comes first, is among the first three, whether or not it is taken
    wrongly refused     of the answerable: no claim is taken
    wrong claim taken   of the answerable: a claim is taken, and it is another
    rightly refused     of the unanswerable: no claim is taken

With refusal switched off the first claim is always taken. Plain BM25 ranks the same text - statement, other
wordings, labels of what the claim is about and of its topic - by the same stems; the last column tells how
likely so great a difference of first claims is by chance (exact sign test on the questions that differ).
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from math import comb, log, sqrt
from pathlib import Path

import evidence_graph as eg
from evidence_graph.search.word_stems import stems

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
DEVELOPMENT, TEST = ("dev", "dev2", "dev3"), ("test", "test2", "test3")
K1, B = 1.2, 0.75
NORMAL = 1.959964
"""Between minus and plus so many standard deviations lie 95 %."""


@dataclass(frozen=True)
class Share:
    """How many of how many."""

    hits: int
    total: int

    @property
    def value(self):
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self):
        """The interval of Wilson (J Am Stat Assoc 1927;22:209-212)."""
        if not self.total:
            return 0.0, 1.0
        p, n, z = self.value, self.total, NORMAL
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))

    def __str__(self):
        low, high = self.interval
        return f"{self.value:.2f} ({low:.2f} to {high:.2f}), {self.hits} of {self.total}"


@dataclass(frozen=True)
class Answer:
    """What came of a question: the ids found, best first, whether the first was taken, those of BM25."""

    right: frozenset[str]
    ranked: tuple[str, ...]
    taken: bool
    plain: tuple[str, ...]

    def first(self, ranked):
        return ranked[:1] != () and ranked[0] in self.right

    def in_three(self, ranked):
        return not self.right.isdisjoint(ranked[:3])


@dataclass(frozen=True)
class Figures:
    """The answers to a set of questions, and how long one took."""

    answers: tuple[Answer, ...]
    milliseconds: float

    @property
    def answerable(self):
        return [answer for answer in self.answers if answer.right]

    @property
    def unanswerable(self):
        return [answer for answer in self.answers if not answer.right]

    @property
    def first(self):
        return _share(a.first(a.ranked) for a in self.answerable)

    @property
    def in_three(self):
        return _share(a.in_three(a.ranked) for a in self.answerable)

    @property
    def plain_first(self):
        return _share(a.first(a.plain) for a in self.answerable)

    @property
    def plain_in_three(self):
        return _share(a.in_three(a.plain) for a in self.answerable)

    @property
    def wrongly_refused(self):
        return _share(not a.taken for a in self.answerable)

    @property
    def wrong_claim_taken(self):
        return _share(a.taken and not a.first(a.ranked) for a in self.answerable)

    @property
    def rightly_refused(self):
        return _share(not a.taken for a in self.unanswerable)

    @property
    def by_chance(self):
        """How likely the difference to BM25 is by chance: for first claims, and among three."""
        firsts = [(a.first(a.ranked), a.first(a.plain)) for a in self.answerable]
        threes = [(a.in_three(a.ranked), a.in_three(a.plain)) for a in self.answerable]
        return sign_test(firsts), sign_test(threes)


class Plain:
    """BM25 over all text of a claim (Robertson and Zaragoza, Found Trends Inf Retr 2009;3:333-389)."""

    def __init__(self, graph):
        concepts = {concept.id: concept for concept in graph.all(eg.Concept)}
        self.ids, self.texts = [], []
        for claim in sorted(graph.claims(), key=lambda claim: claim.id):
            words = [claim.statement, *claim.asked_as]
            for name in (*claim.about, claim.topic):
                if name in concepts:
                    words += [concepts[name].label, *concepts[name].alternatives]
            self.ids.append(claim.id)
            self.texts.append(Counter(stems(" ".join(words))))
        self.holding = Counter(stem for text in self.texts for stem in text)
        self.mean = sum(map(Counter.total, self.texts)) / max(1, len(self.texts))

    def find(self, question, limit=5):
        asked = set(stems(question))
        scores = [self._score(text, asked) for text in self.texts]
        order = sorted(range(len(scores)), key=lambda place: (-round(scores[place], 9), place))
        return tuple(self.ids[place] for place in order[:limit] if scores[place] > 0)

    def _score(self, text, asked):
        total = 0.0
        length = K1 * (1 - B + B * text.total() / self.mean)
        for stem in sorted(asked & text.keys()):
            rarity = log(1 + (len(self.texts) - self.holding[stem] + 0.5) / (self.holding[stem] + 0.5))
            total += rarity * text[stem] * (K1 + 1) / (text[stem] + length)
        return total


def sign_test(pairs):
    """How likely so uneven a split of the *pairs* that differ is by chance, on both sides."""
    won = sum(one and not other for one, other in pairs)
    lost = sum(other and not one for one, other in pairs)
    tail = sum(comb(won + lost, k) for k in range(min(won, lost) + 1)) / 2 ** (won + lost)
    return min(1.0, 2 * tail)


def evaluate(graph, questions, plain=None):
    """The figures of some *questions*."""
    plain = plain or Plain(graph)
    graph.find("warm up")
    start = time.process_time()
    found = [graph.find(asked["question"]) for asked in questions]
    spent = time.process_time() - start
    answers = tuple(
        Answer(
            right=frozenset(asked["claims"]),
            ranked=tuple(match.claim.id for match in matches),
            taken=bool(matches) and matches[0].fits,
            plain=plain.find(asked["question"]),
        )
        for asked, matches in zip(questions, found, strict=True)
    )
    return Figures(answers, 1000 * spent / max(1, len(questions)))


def questions_of(*names):
    """The questions of the sets beside this file with these *names*, one after the other."""
    return [asked for name in names for asked in json.loads((HERE / f"{name}.json").read_text("utf-8"))]


def told(name, figures):
    """The figures of a set as lines."""
    first, three = figures.by_chance
    return (
        f"{name}: {len(figures.answers)} questions, {figures.milliseconds:.1f} ms each\n"
        f"  first              {figures.first}\n"
        f"  in three           {figures.in_three}\n"
        f"  wrongly refused    {figures.wrongly_refused}\n"
        f"  wrong claim taken  {figures.wrong_claim_taken}\n"
        f"  rightly refused    {figures.rightly_refused}\n"
        f"  refusal switched off: {figures.first.value:.2f} first, {figures.in_three.value:.2f} in three;"
        f" plain BM25: {figures.plain_first.value:.2f}, {figures.plain_in_three.value:.2f}"
        f" (by chance: {first:.2f}, {three:.2f})\n"
    )


def _share(truths):
    truths = list(truths)
    return Share(sum(truths), len(truths))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    options.add_argument("--questions", type=Path, nargs="+", metavar="FILE")
    chosen = options.parse_args()
    if chosen.questions:
        sets = {path.stem: json.loads(path.read_text("utf-8")) for path in chosen.questions}
    else:
        sets = {name: questions_of(name) for name in (*DEVELOPMENT, *TEST)}
        sets |= {"all development sets": questions_of(*DEVELOPMENT), "both test sets": questions_of(*TEST)}
    graph = eg.load(chosen.data)
    plain = Plain(graph)
    for name, questions in sets.items():
        sys.stdout.write(told(name, evaluate(graph, questions, plain)))


if __name__ == "__main__":
    main()
