"""The weights of `evidence_graph.search.judgement`, from the development questions, and what to expect.

A logistic regression (ridge penalty 1 on standardised signs) tells answerable questions from the others by
the signs of the claim that comes first. `ENOUGH` is set where, in cross-validation, `MISSED` of the
answerable are refused. What holds for people whose questions were not seen is estimated by leaving one
set out after the other, weights and threshold both.
"""

import json
import sys
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

import evidence_graph as eg
from evidence_graph.search.judgement import Signs

sys.path.insert(0, str(Path(__file__).parent))
from evaluate import DATA, DEVELOPMENT, HERE

MISSED = 0.025
FOLDS, ROUNDS = 5, 8


@dataclass(frozen=True)
class Judge:
    """A base and a weight for each sign."""

    base: float
    weights: np.ndarray

    def sure(self, signs):
        """How likely each row of *signs* makes it that the question is answered."""
        return 1 / (1 + np.exp(-self.base - signs @ self.weights))


def trained(signs, answerable):
    """The judge that fits best, by Newton's method."""
    mean, spread = signs.mean(0), signs.std(0)
    rows = np.column_stack([np.ones(len(signs)), (signs - mean) / spread])
    penalty = np.diag([0.0] + [1.0] * signs.shape[1])
    held = np.zeros(rows.shape[1])
    for _ in range(25):
        sure = 1 / (1 + np.exp(-rows @ held))
        slope = rows.T @ (answerable - sure) - penalty @ held
        held += np.linalg.solve(rows.T @ (rows * (sure * (1 - sure))[:, None]) + penalty, slope)
    weights = held[1:] / spread
    return Judge(float(held[0] - mean @ weights), weights)


def cross_validated(signs, answerable, rng):
    """How sure judges are of questions that they were not trained on."""
    fold = np.empty(len(signs), int)
    for kind in (True, False):
        chosen = rng.permutation(np.flatnonzero(answerable == kind))
        fold[chosen] = np.arange(len(chosen)) % FOLDS
    sure = np.empty(len(signs))
    for left in range(FOLDS):
        judge = trained(signs[fold != left], answerable[fold != left])
        sure[fold == left] = judge.sure(signs[fold == left])
    return sure


def threshold(signs, answerable):
    """Where `MISSED` of the answerable are refused, and the share of the others that is refused there."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(ROUNDS):
        sure = cross_validated(signs, answerable, rng)
        enough = np.quantile(sure[answerable], MISSED)
        found.append((enough, np.mean(sure[~answerable] < enough)))
    return np.mean(found, axis=0)


def read(graph):
    """The signs of each development question, whether it is answerable, and its set."""
    rows = []
    for name in DEVELOPMENT:
        for asked in json.loads((HERE / f"{name}.json").read_text("utf-8")):
            found = graph.find(asked["question"], limit=1)
            if found:  # a question that nothing meets is refused without a judge
                rows.append((astuple(found[0].signs), bool(asked["claims"]), name))
    signs, answerable, sets = zip(*rows, strict=True)
    return np.array(signs), np.array(answerable), np.array(sets)


def main():
    """Print the numbers for the module, and the estimates for the documentation."""
    signs, answerable, sets = read(eg.load(DATA))
    judge = trained(signs, answerable)
    enough, refused = threshold(signs, answerable)
    say = sys.stdout.write
    for field, weight in zip(fields(Signs), judge.weights, strict=True):
        say(f"{field.name}: {weight:.2f}\n")
    say(f"base: {judge.base:.2f}\nenough: {enough:.3f}\n")
    say(f"cross-validated: {refused:.3f} of the unanswerable refused where {MISSED} of the others are\n")
    for name in DEVELOPMENT:
        out = sets == name
        enough, _ = threshold(signs[~out], answerable[~out])
        sure = trained(signs[~out], answerable[~out]).sure(signs[out])
        wrongly, rightly = sure[answerable[out]] < enough, sure[~answerable[out]] < enough
        say(f"{name} left out: wrongly refused {wrongly.sum()}/{len(wrongly)}, ")
        say(f"unanswerable refused {rightly.sum()}/{len(rightly)}\n")


if __name__ == "__main__":
    main()
