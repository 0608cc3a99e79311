"""The pages on data of one's own: their commands run in their order and print what is printed there."""

import re
import shlex
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


def test_the_tutorial_ends_with_a_map_and_a_bibliography(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    steps = session("own-data")

    for command, _ in steps:
        main(shlex.split(command)[1:])

    capfd.readouterr()
    assert "Warming the pot first" in (tmp_path / "tea.html").read_text("utf-8")
    assert "@misc{ladle2022," in (tmp_path / "tea.bib").read_text("utf-8")
    assert len(steps) <= 15
