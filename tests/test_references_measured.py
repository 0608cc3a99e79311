"""References that people labelled are compared as the tool that measures says it does."""

import json
import subprocess
import sys
from pathlib import Path

EVALUATE = Path(__file__).parents[1] / "tools" / "references" / "evaluate.py"
PRINTED = "Ito K, Ek J. Tea and sleep in older adults. J Tea Res. 2004;3(2):101-9."


def measured(tmp_path, fields):
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps([{"id": "one", "printed": PRINTED, "fields": fields}]), "utf-8")
    command = [sys.executable, str(EVALUATE), "--labels", str(labels)]

    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_reference_read_as_people_labelled_it_is_whole(tmp_path):
    said = measured(
        tmp_path,
        {
            "kind": "article-journal", "authors": ["Ito K", "Ek, Jan"], "year": 2004, "volume": "3",
            "issue": "2", "title": "Tea and sleep in older adults", "container": "J. Tea Res.",
            "pages": "101–9",
        },
    )  # fmt: skip

    assert "F1 1.000" in said
    assert "kind 1.000" in said


def test_a_fault_is_listed_with_what_was_labelled_and_what_was_read(tmp_path):
    said = measured(tmp_path, {"title": "Tea and sleep", "year": "2004", "pages": None})

    assert f"one | {PRINTED}" in said
    assert "title: 'tea and sleep', read 'tea and sleep in older adults'" in said
    assert "F1 0.500" in said
