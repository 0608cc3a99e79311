"""Train the statistical reader of references: one command, the same model from the same seed.

usage: python tools/references/train.py [--citations N] [--seed N] [--without FAMILY,...] [-o FILE]
"""

from __future__ import annotations

import argparse
import json
import random
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path

from invented_citations import citation
from labelled_strings import Labelled, is_doubled, settable, spans_of
from noise import disturbed
from plain_styles import PLAIN_STYLES
from random_styles import set_anew
from real_forms import filled_forms, labelled_forms
from style_families import UNSEEN_FAMILIES, training_styles

from evidence_graph.references.marks import blanked, marks_in
from evidence_graph.references.model_labels import labels_of
from evidence_graph.references.token_features import features_of, tokens_of

STYLES, CITATIONS, ITERATIONS = 180, 15, 75
PLAIN_WORKS = 1600
"""So many works go through each of the ways that CSL has no style for."""

RANDOM_STYLES = 12_000
"""So many works are set each in a style of its own."""

FORMS = Path(__file__).parents[2] / "tests" / "references_from_pages_seen.json"
FILLINGS = 40
"""So many times each form of a real page is filled with invented works."""

PENALTIES = {"c1": 0.4, "c2": 0.01, "feature.possible_transitions": True, "feature.minfreq": 5}
"""They keep the model small and let it take no form for more than a form."""


def examples(job: tuple[str, int, int]) -> list[Labelled]:
    """Invented works as one style sets them, with the spans of their fields."""
    style, seed, citations = job
    chance = random.Random(f"{seed} {Path(style).stem}")
    items = [citation(chance, number) for number in range(citations)]
    pairs = PLAIN_STYLES[style](chance, items) if style in PLAIN_STYLES else settable(items, style)
    pairs = [(text, item) for text, item in pairs if not is_doubled(text, item)]
    examples = ((text, spans_of(text, item), item) for text, item in pairs)
    return [Labelled(text, spans, style, item) for text, spans, item in examples if spans]


def sequence(example: Labelled) -> tuple[list[list[str]], list[str]]:
    """What the reader sees of an example, token by token, and the label of each."""
    marks = marks_in(example.text)
    blank = blanked(example.text, marks)
    tokens = tokens_of(blank, marks)
    fields: list[str | None] = [None] * len(tokens)
    for name, (begin, end) in example.spans.items():
        for number, token in enumerate(tokens):
            if token.start >= begin and token.end <= end and token.text[0] != "<":
                fields[number] = name
    return features_of(blank, tokens), list(labels_of(example.item["type"], fields))


def strings(options: argparse.Namespace) -> list[Labelled]:
    """All examples, made by both cores, or those that were kept."""
    kept = options.strings
    if kept and kept.exists():
        return [Labelled(**row) for row in map(json.loads, kept.read_text("utf-8").splitlines())]
    without = UNSEEN_FAMILIES if options.without == "unseen" else options.without.split(",")
    styles = training_styles(options.styles, options.seed, set(without))
    jobs = [(style, options.seed, options.citations) for style in styles]
    with ProcessPoolExecutor(2) as pool:
        made = [example for listed in pool.map(examples, jobs) for example in listed]
    if kept:
        kept.write_text("".join(f"{json.dumps(asdict(example))}\n" for example in made), "utf-8")
    return made


def options_of() -> argparse.Namespace:
    """What was asked for; what nobody asks for is how the model of the package is made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--styles", type=int, default=STYLES)
    parser.add_argument("--citations", type=int, default=CITATIONS, help="so many a style")
    parser.add_argument("--random", type=int, default=RANDOM_STYLES, help="so many in a style of its own")
    parser.add_argument("--fillings", type=int, default=FILLINGS, help="so many of each form of real pages")
    parser.add_argument(
        "--forms", type=Path, default=FORMS, help="references from pages that people labelled"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", default="", help="families of styles, parted by commas, or unseen")
    parser.add_argument("--iterations", type=int, default=ITERATIONS)
    parser.add_argument("--strings", type=Path, help="keep the strings in this file, or take them from it")
    parser.add_argument("--verbose", action="store_true", help="tell of each iteration")
    parser.add_argument("-o", "--output", default="references.crfsuite")
    return parser.parse_args()


def main() -> None:
    """Make the strings, train, and write the model."""
    import pycrfsuite

    options = options_of()
    start = time.time()
    made = strings(options)
    for style in PLAIN_STYLES:
        made += examples((style, options.seed, PLAIN_WORKS))
    chance = random.Random(f"{options.seed} random")
    made += [set_anew(chance, citation(chance, number)) for number in range(options.random)]
    if options.fillings:
        forms = list(labelled_forms(options.forms))
        made += list(filled_forms(forms, made, options.fillings, options.seed))

    print(f"{len(made):,} references in {time.time() - start:.0f} s", flush=True)

    chance = random.Random(options.seed)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=options.verbose)
    trainer.set_params(PENALTIES | {"max_iterations": options.iterations})
    for example in made:
        trainer.append(*sequence(disturbed(chance, example)))
    trainer.train(options.output)
    size = Path(options.output).stat().st_size
    print(f"{options.output}: {size:,} bytes, {time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
