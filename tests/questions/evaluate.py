"""How well questions in own words find their claim: the figures of each set."""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import evidence_graph as eg

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
DEVELOPMENT, TEST = ("dev", "dev2", "dev3"), ("test", "test2")


@dataclass(frozen=True)
class Figures:
    """Shares of the answerable questions, and counts of the refused ones."""

    answerable: int
    first: float
    in_three: float
    wrongly_refused: int
    unanswerable: int
    refused: int
    milliseconds: float


def evaluate(graph, name):
    """The figures of one set of questions."""
    questions = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    graph.find("warm up")
    start = time.process_time()
    found = [(q["claims"], graph.find(q["question"])) for q in questions]
    spent = time.process_time() - start
    answerable = [(right, [m.claim.id for m in ms], ms) for right, ms in found if right]
    others = [ms for right, ms in found if not right]
    return Figures(
        answerable=len(answerable),
        first=sum(ids[:1] != [] and ids[0] in right for right, ids, _ in answerable) / len(answerable),
        in_three=sum(bool(set(ids[:3]) & set(right)) for right, ids, _ in answerable) / len(answerable),
        wrongly_refused=sum(not (ms and ms[0].fits) for _, _, ms in answerable),
        unanswerable=len(others),
        refused=sum(not (ms and ms[0].fits) for ms in others),
        milliseconds=1000 * spent / len(questions),
    )


def main():
    graph = eg.load(DATA)
    for name in sys.argv[1:] or (*DEVELOPMENT, *TEST):
        f = evaluate(graph, name)
        sys.stdout.write(
            f"{name}: first {f.first:.2f}, in the first three {f.in_three:.2f}, "
            f"wrongly refused {f.wrongly_refused}/{f.answerable}, "
            f"unanswerable refused {f.refused}/{f.unanswerable}, {f.milliseconds:.1f} ms a question\n"
        )


if __name__ == "__main__":
    main()
