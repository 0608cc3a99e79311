"""What is measured on labelled texts: each figure of a small folder can be worked out by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from annotated_articles import ARTICLE, Said, Written, write

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools" / "appraisal" / "evaluate.py"

TEXT = {
    "title": "Kettles",
    "style": "in order",
    "blocks": [
        {"heading": "Heat"},
        {
            "sentences": [
                "Copper kettles boil water faster than steel kettles do.",
                "Do you like copper?",
                "Thick cups keep coffee hot for longer than thin cups.",
            ]
        },
        {"items": ["Rinse the kettle.", "Hard water leaves more limescale in electric kettles."]},
    ],
    "references": [
        "Pot A. Boiling times of copper and steel kettles. J Tea. 2001;3(2):10-19.",
        "Ladle B. Cups, thick or thin, and hot coffee. J Tea. 2004;6(1):1-9.",
        "Blatt C. Limescale in electric kettles. Tea Letters. 2003;5(2):20-24.",
    ],
}
ANN = {
    "1": {"claim": True, "references": [1], "near": []},
    "2": {"claim": False, "references": [], "near": []},
    "3": {"claim": True, "references": [2], "near": ["hamstrings-flex-knee"], "says": "nothing of it"},
    "4": {"claim": False, "references": [], "near": []},
    "5": {"claim": True, "references": [3], "near": []},
}
BEN = ANN | {"2": {"claim": True, "references": [1], "near": []}}


def put(folder, **files):
    for name, content in files.items():
        (folder / f"{name.replace('_', '-')}.json").write_text(json.dumps(content), "utf-8")


@pytest.fixture
def folder(tmp_path):
    put(tmp_path, text_1=TEXT, ann_1=ANN, ben_1=BEN)
    return tmp_path


def evaluated(*arguments):
    return subprocess.run(
        [sys.executable, TOOL, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_each_figure_is_the_one_that_comes_out_by_hand(folder):
    printed = evaluated(folder, "--show").stdout
    lines = [" ".join(line.split()) for line in printed.splitlines()]

    def starting(start):
        return [line.removeprefix(start).strip() for line in lines if line.startswith(start)]

    # Of five sentences they differ on one; by chance 3/5 * 4/5 + 2/5 * 1/5 = 14/25.
    assert starting("same answer, claim or none")[0].startswith("4 of 5, .80")
    assert starting("kappa")[0].startswith(".55 ")
    assert starting("F1 of their links to references")[0].startswith(".86 ")
    # Claims by both: 1, 3, 5; these are taken and nothing else; of four sentences all taken: 2 * 3 / (3 + 4).
    assert starting("where all agree:") == ["4 sentences, 3 of them claims"]
    assert [line.split()[1] for line in lines if line.startswith(("F1 .", "F1 1"))] == ["1.00", "1.00", ".86"]
    assert starting("F1, every sentence taken")[0].startswith(".86 ")
    assert starting("taken of the claims")[0].startswith("3 of 3,")
    assert starting("among three, any reader")[0].startswith("3 of 3,")
    assert starting("F1, all readers")[0].startswith("1.00 ")
    # Sentence 2 is no claim sentence, so that its link cannot be found: 2 * 3 / (4 + 3).
    assert starting("F1, any reader")[0].startswith(".86 ")
    assert starting("verdicts shown for what nobody accepted") == ["0"]


def test_sentences_alone_or_with_the_headings_may_be_numbered(tmp_path):
    with_headings = {str(int(number) + 1): label for number, label in ANN.items()}
    put(tmp_path, text_7=TEXT, ann_7={"1": {"claim": False}} | with_headings)

    printed = evaluated(tmp_path).stdout

    assert "1 texts, 6 sentences" in printed
    assert "6 sentences, 3 of them claims" in printed


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "has no text-K.json"),
        ({"text_1": TEXT, "ann_1": {"9": {"claim": True}}}, "labels go up to 9"),
        ({"text_1": []}, "holds no object"),
    ],
)
def test_a_folder_that_does_not_fit_is_told_in_a_sentence(tmp_path, files, message):
    put(tmp_path, **files)

    run = evaluated(tmp_path)

    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


BEANS = """Beans without tears

Warm soil makes beans sprout sooner. Copper bands keep slugs away from beans. Are they cheap?

References

Ash B. Warm soil and the sprouting of beans. J Beans. 2001;3(2):10-19.

Ash A. Copper bands against slugs. J Beans. 2004;6(1):1-9.
"""


def test_of_an_article_that_is_recorded_the_figures_follow_from_its_passages(tmp_path):
    warm = Said(
        "warm-soil-helps", says=("Warm soil makes beans sprout sooner.",), studies=(1, 0, 0), offered=(0,)
    )
    cheap = Said("copper-is-cheap", says=("Are they cheap?",), studies=(1, 0, 0), offered=(0,))
    entries = tuple(line for line in BEANS.splitlines() if line.startswith("Ash"))
    data, file = write(tmp_path / "data", Written(BEANS, [warm, cheap], references=entries))
    with (data / "claims.ttl").open("a", encoding="utf-8") as turtle:
        for number, key in enumerate(("beanwarmsoilhelps0", "beancopperischeap0"), start=1):
            turtle.write(f"reference:{ARTICLE}.{number} eg:citation citation:{key} .\n")

    run = evaluated("--articles", file.parent, "--data", data)

    lines = [" ".join(line.split()) for line in run.stdout.splitlines()]
    # Two of three sentences are passages; the first and the second are taken: 2 * 1 / (2 + 2).
    assert any(line.startswith("F1 of claim sentences .50 ") for line in lines)
    assert any(line.startswith("claims in a sentence taken 1 of 2,") for line in lines)
    assert "claims in none copper-is-cheap" in lines
    # The question is no claim sentence, so that nothing can be linked for its claim.
    assert [line for line in lines if line.startswith("among three 1 of 2,")]
