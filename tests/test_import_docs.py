"""The example of docs/import.md is what the command prints, and every preset has a line there."""

import re
import shlex
import shutil
from pathlib import Path

import evidence_graph as eg
from evidence_graph.authoring.tables.presets import all_presets
from evidence_graph.authoring.tables.targets import TARGETS
from evidence_graph.cli import main

PAGE = (Path(__file__).parents[1] / "docs" / "import.md").read_text("utf-8")
TABLES = Path(__file__).parent / "tables"


def test_the_example_prints_what_the_page_shows(tmp_path, monkeypatch, capfd):
    (session,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    for name in ("cups.csv", "cups.toml"):
        shutil.copy(TABLES / name, tmp_path)
    eg.new(tmp_path / "data", title="Cups", curator="Ana Bell", empty=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    shown = re.split(r"^\$ evidence-graph (.*)\n", session, flags=re.MULTILINE)[1:]

    for command, output in zip(shown[0::2], shown[1::2], strict=True):
        main(shlex.split(command))
        printed = capfd.readouterr().out
        assert re.sub(r"\n+", "\n", printed) == re.sub(r"\n+", "\n", output)


def test_the_page_names_every_preset_and_every_field():
    named = set(re.findall(r"`([a-z0-9_-]+)`", PAGE))

    assert all_presets().keys() - named == set()
    twins = {f"{name[:-1]}2" for name in named if name.endswith("1")}
    assert {target.name for target in TARGETS} - named - twins == set()
