"""What holds for every verb that writes into a data folder, whichever it is."""

import os

import click
import pytest

from evidence_graph import commit, folders
from evidence_graph.cli import group, main

BITTER = "long-steeping-makes-bitter"
LEAF = "10.5555/leaf.2001"

TABLE = "claim,stance,author,year,title\nCups of tin are light.,supports,Leaf,2001,Weights of cups\n"
LIBRARY = "TY  - JOUR\nTI  - Cups\nAU  - Cy, A.\nPY  - 2020\nDO  - 10.5555/cups\nER  - \n"
NOTICES = (
    "Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,"
    f"RetractionNature,Reason\n1,Long steeps and EGCG,1/2/2024 0:00,10.5555/n,0,{LEAF},0,Retraction,+Error;\n"
)
FILES = {"table.csv": TABLE, "library.ris": LIBRARY, "notices.csv": NOTICES}

VERBS = {
    "add claim": ["add", "claim", "A cosy keeps the pot warm.", "--topic", "taste"],
    "add study": ["add", "study", "Pots", "--author", "Ladle, B.", "--year", "2022"],
    "add evidence": ["add", "evidence", "milk-spoils-tea", LEAF, "background"],
    "add article": ["add", "article", "The pot"],
    "add concept": ["add", "concept", "black tea", "--scheme", "Drinks"],
    "add curator": ["add", "curator", "Cy Bell"],
    "add search": [
        "add",
        "search",
        "--topic",
        "taste",
        "--source",
        "a library",
        "--query",
        "milk",
        "--date",
        "2026-01-01",
        "--coverage",
        "partial",
    ],
    "add risk-of-bias": [
        *("add", "risk-of-bias", "--citation", "pot2010"),
        *("--instrument", "RoB 2", "--judgement", "low"),
    ],
    "add quote": ["add", "quote", f"{BITTER}.sorensen2015.ana", "It was bitter.", "--role", "own-result"],
    "add figure": [
        "add",
        "figure",
        "--study",
        "pot2010",
        "--measure",
        "MD",
        "--value",
        "0.5",
        "--outcome",
        "bitterness",
        "--verified",
        "no",
    ],
    "edit": ["edit", "pot2010", "participants=48"],
    "withdraw": ["withdraw", f"{BITTER}.sorensen2015.ana", "--why", "It is about coffee."],
    "rename": ["rename", "pot2010", "kettle2010"],
    "rename --merge": ["rename", "pot2010", "leaf2001", "--merge"],
    "tidy": ["tidy"],
    "import of a table": ["import", "table.csv"],
    "import of a library": ["import", "library.ris"],
    "check --fix": ["check", "--fix"],
    "check --retractions --fix": ["check", "--fix", "--retractions", "notices.csv"],
    "update": ["update", "--retractions", "notices.csv"],
}
CONSENT = {"update": ["--yes"]}
"""What a verb wants to hear before it writes what it has shown."""


def state(folder):
    """All that is in *folder*."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".ttl", ".bib"}}


@pytest.fixture
def run(capfd, monkeypatch, tea):
    """Run the command beside a folder of tea data, in which there is something to cure."""
    monkeypatch.chdir(tea.parent)
    for name, text in FILES.items():
        (tea.parent / name).write_text(text, "utf-8")

    bibliography = tea / "citations.bib"
    text = bibliography.read_text("utf-8")
    assert f"{{{LEAF}}}" in text
    bibliography.write_text(text.replace(f"{{{LEAF}}}", f"{{https://doi.org/{LEAF}}}"), "utf-8")

    def run(*arguments):
        status = main([*arguments, "--data", str(tea)])
        out, err = capfd.readouterr()
        return status, out, err

    return run


@pytest.mark.parametrize("name", VERBS)
def test_a_folder_that_somebody_else_writes_is_status_three(run, tea, name):
    before = state(tea)

    with commit.alone(tea, folders.NAMES, wait=0):
        status, _, err = run(*VERBS[name], *CONSENT.get(name, []), "--wait", "0")

    assert status == 3
    assert f"is being written by process {os.getpid()} (waited" in err
    assert state(tea) == before


@pytest.mark.parametrize("name", VERBS)
def test_a_trial_writes_nothing(run, tea, name):
    before = state(tea)

    status, out, err = run(*VERBS[name], *CONSENT.get(name, []), "--dry-run")

    assert status in {0, 1}
    assert out or err
    assert state(tea) == before


@pytest.mark.parametrize("name", VERBS)
def test_an_undo_brings_every_byte_back(run, tea, name):
    before = state(tea)
    status, _, _ = run(*VERBS[name], *CONSENT.get(name, []))
    after = state(tea)

    assert status in {0, 1}
    assert after != before
    undone = 0
    while state(tea) != before:  # a cure and what a notice says are two changes
        assert run("undo")[0] == 0
        undone += 1
    assert undone == (2 if name == "check --retractions --fix" else 1)


def verbs_that_can_be_tried(command=group, words=()):
    """The words of each verb that has --dry-run."""
    if not isinstance(command, click.Group):
        return [words] if "--dry-run" in {name for one in command.params for name in one.opts} else []

    context = click.Context(command)
    parts = [(command.get_command(context, name), (*words, name)) for name in command.list_commands(context)]

    return [verb for part, its in parts for verb in verbs_that_can_be_tried(part, its)]


def test_every_verb_that_writes_into_a_folder_stands_in_the_table():
    tried = {tuple(words[: 2 if words[0] == "add" else 1]) for words in VERBS.values()}

    assert set(verbs_that_can_be_tried()) - tried <= {("undo",), ("init",)}


def test_of_two_libraries_one_of_which_cannot_be_read_none_is_taken(run, tea):
    before = state(tea)

    status, _, err = run("import", "library.ris", "missing.ris")

    assert status == 2
    assert "missing.ris: the file cannot be read" in err
    assert state(tea) == before


def test_two_libraries_are_one_change_and_a_work_of_both_is_one(run, tea):
    (tea.parent / "again.ris").write_text(LIBRARY, "utf-8")
    before = state(tea)

    _, out, _ = run("import", "library.ris", "again.ris")

    assert out.splitlines() == [
        "library.ris: 1 work added: cy2020cups",
        "again.ris: 0 works added",
        "  1 work there already: cy2020cups",
    ]
    assert run("undo")[1] == "took back: import library.ris, again.ris\n"
    assert state(tea) == before
