"""Faults that a person planted by hand, who knew the documentation of `lint` and not its rules."""

import json
import re
from pathlib import Path

import pytest

from evidence_graph.cli import main

FOLDER = Path(__file__).parent / "planted_by_hand"
FAULTS = json.loads((FOLDER / "faults.json").read_text("utf-8"))
MANUSCRIPTS = sorted({fault["file"] for fault in FAULTS})
CITED = re.compile(r"(?<![\w@])@[\w{]|\\(?:\w*cite\w*\*?|autocites)\b")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What is told of each manuscript: the lines and codes, remarks on near claims aside."""
    folder = tmp_path_factory.mktemp("told")
    by_file = {}
    for name in MANUSCRIPTS:
        manuscript = FOLDER / name
        call = ["lint", str(manuscript), "--bib", str(manuscript.parent / "refs.bib"), "-f", "json"]
        accepted = manuscript.parent / "accepted.csv"
        output = folder / f"{manuscript.parent.name}.json"
        main([*call, *(["--accepted", str(accepted)] if accepted.exists() else []), "-o", str(output)])
        problems = json.loads(output.read_text("utf-8"))
        by_file[name] = {
            (problem["line"], problem["code"]) for problem in problems if problem["code"] != "near-claim"
        }

    return by_file


def test_a_planted_fault_is_told_at_its_line(told):
    missed = [
        fault for fault in FAULTS if not {line for line, _ in told[fault["file"]]} & near(fault["line"])
    ]

    assert len(FAULTS) > 120
    assert len(missed) <= 0.05 * len(FAULTS), missed


def test_a_planted_fault_is_told_by_its_kind(told):
    named = [
        fault
        for fault in FAULTS
        if any((line, fault["kind"]) in told[fault["file"]] for line in near(fault["line"]))
    ]

    assert len(named) >= 0.85 * len(FAULTS)


def test_citations_without_a_fault_are_left_alone(told):
    planted = {(fault["file"], line) for fault in FAULTS for line in near(fault["line"])}
    false = [
        (name, *one) for name, problems in told.items() for one in problems if (name, one[0]) not in planted
    ]
    citations = sum(len(CITED.findall((FOLDER / name).read_text("utf-8"))) for name in MANUSCRIPTS)

    assert citations > 200
    assert len(false) <= 0.01 * citations, false


def near(line):
    """A line and its neighbours: a sentence may begin on the line before its citation."""
    return {line - 1, line, line + 1}
