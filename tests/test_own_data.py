"""The pages on data of one's own: their commands run in their order and print what is printed there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.checks import check_folder
from evidence_graph.cli import main

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ["own-data", "init", "add", "edit", "withdraw", "rename", "undo", "tidy", "languages"]
STATUS = re.compile(r"\[([0-9]+)\]")


def test_the_least_that_works_works(tmp_path):
    page = (DOCS / "own-data.md").read_text("utf-8")
    for language, name in (("bibtex", "citations.bib"), ("turtle", "claims.ttl")):
        (text,) = re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)
        (tmp_path / name).write_text(text, "utf-8")
    graph = eg.load(tmp_path)

    assert check_folder(tmp_path) == []
    assert graph.store.flaws() == 0
    assert [s.citation.label for s in graph.studies("long-steeping-makes-bitter")] == ["Leaf & Blatt 2001"]


def session(page):
    """The commands of a *page*, each with the lines that are printed below it."""
    steps = []
    for block in re.findall(r"```text\n(.*?)\n```", (DOCS / f"{page}.md").read_text("utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line.removeprefix("$ "), []))
            elif block.startswith("$ "):
                steps[-1][1].append(line)
    return steps


@pytest.mark.parametrize("page", PAGES)
def test_a_page_prints_what_its_commands_print(page, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    spreadsheet(tmp_path)
    steps = session(page)
    assert len(steps) >= 1

    for command, printed in steps:
        status = main(shlex.split(command)[1:])
        out, err = capfd.readouterr()
        said = [f"! {line}".rstrip() for line in err.splitlines()] + out.splitlines()
        ended = [STATUS.fullmatch(line) for line in printed[-1:]]
        expected = int(ended[0][1]) if ended and ended[0] else 0
        lines = printed[:-1] if ended and ended[0] else printed

        assert (command, status) == (command, expected), err
        assert not lines or lines == said


def spreadsheet(folder):
    """The table of the tutorial, as somebody saved it in *folder*."""
    (text,) = re.findall(r"```csv\n(.*?)```", (DOCS / "own-data.md").read_text("utf-8"), re.DOTALL)
    (folder / "pots.csv").write_text(text, "utf-8")


def in_this_process(command, capfd):
    """What a *command* prints that is run here."""
    assert main(shlex.split(command)[1:]) == 0

    return capfd.readouterr().out


def in_its_own_process(command):
    """What a *command* prints that is run as a person runs it."""
    program = [sys.executable, "-m", "evidence_graph", *shlex.split(command)[1:]]

    return subprocess.run(program, capture_output=True, text=True, check=True).stdout


@pytest.mark.trial
def test_the_tutorial_leads_from_nothing_and_a_spreadsheet_to_a_map_a_verdict_and_a_bibliography(
    tmp_path, monkeypatch, capfd, trial
):
    """Its commands as printed, in a folder that holds the table alone; in whole each as a process."""
    monkeypatch.chdir(tmp_path)
    spreadsheet(tmp_path)
    page = (DOCS / "own-data.md").read_text("utf-8")
    commands = [command for command, _ in session("own-data")]
    processes = trial.amount(sample=0, whole=len(commands))
    before = os.times()

    printed = {}
    for number, command in enumerate(commands):
        out = in_its_own_process(command) if number < processes else in_this_process(command, capfd)
        printed[command.split()[1]] = out

    after = os.times()
    assert f"Its {len(commands)} commands" in page
    assert "\u25b2 backed" in printed["assess"]
    map_page = (tmp_path / "tea.html").read_text("utf-8")
    assert [
        words for words in ("Warming the pot first", "A cosy keeps the pot") if words not in map_page
    ] == []
    keys = re.findall(r"(?m)^@[a-z]+\{(.+),$", (tmp_path / "tea.bib").read_text("utf-8"))
    assert sorted(keys) == ["clay2020", "felt2019", "ladle2022", "potter2024", "wool2021"]
    seconds = sum(after[:4]) - sum(before[:4])
    trial.tell(f"{len(commands)} commands of the tutorial, {seconds:.1f} s of the processor")
