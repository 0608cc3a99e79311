"""The commands that the README and the documentation print can be run as they stand."""

import re
import shlex
import sys
from importlib import import_module
from pathlib import Path

import pytest

from evidence_graph import looks
from evidence_graph.cli import VERBS, main

sys.path.insert(0, str(Path(__file__).parent))
import servers

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PRINTED = re.compile(r"^ {4}(?:\$ )?(evidence-graph [^\n]+)$|`(evidence-graph [^`]+)`", re.MULTILINE)


def commands():
    """Every command with real arguments, once."""
    found = {}
    for page in PAGES:
        for block, inline in PRINTED.findall(page.read_text("utf-8")):
            command = (block or inline).split("  #")[0].strip()
            if not re.search(r"\b[A-Z]{3,}\b|…|\[|://", command.replace("TVA", "")):
                found.setdefault(command, page.name)
    return sorted(found)


@pytest.mark.parametrize("command", commands())
def test_a_printed_command_runs(command, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    arguments = [a for a in shlex.split(command)[1:] if a != "--open"]

    status = main(arguments)

    assert status == 0, capfd.readouterr().err


@pytest.mark.parametrize(
    ("server", "address"),
    [(servers.oxigraph, "http://127.0.0.1:7878/query"), (servers.virtuoso, "http://127.0.0.1:8890/sparql")],
)
def test_the_commands_for_a_server_run_one_after_the_other(server, address, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(ROOT)
    page = (ROOT / "docs" / "remote.md").read_text("utf-8")
    lines = re.findall(rf"^ {{4}}(.*evidence-graph .*{re.escape(address)}.*)$", page, re.MULTILINE)
    assert len(lines) > 1

    with server(tmp_path) as url:
        for line in lines:
            words = shlex.split(line.replace(address, url))
            start = words.index("evidence-graph")
            for name, value in (word.split("=", 1) for word in words[:start]):
                monkeypatch.setenv(name, value)

            assert main(words[start + 1 :]) == 0, capfd.readouterr().err


def test_the_readme_lists_every_verb():
    text = (ROOT / "README.md").read_text("utf-8")

    assert [verb for verb in VERBS if f"`{verb}" not in text] == []


def test_the_page_on_python_has_a_row_for_every_verb_and_names_only_what_is_there():
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = re.findall(r"`evidence_graph\.([\w.]+)\.(\w+)\(", text)

    assert [verb for verb in VERBS if not any(f"`{verb}" in row for row in rows)] == []
    assert len(named) >= 12
    for module, function in named:
        assert callable(getattr(import_module(f"evidence_graph.{module}"), function))


def test_the_pages_that_are_linked_are_there():
    broken = [
        (page.name, target)
        for page in PAGES
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)[^)]*\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_answer_that_the_readme_prints_is_the_one_that_is_given(capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    text = (ROOT / "README.md").read_text("utf-8")
    printed = re.search(
        r'\$ evidence-graph "do hip thrusts make me faster\?"\n(.*?)\n\nIt says', text, re.DOTALL
    )[1]

    assert main(["do hip thrusts make me faster?"]) == 0
    assert capfd.readouterr().out.startswith(re.sub(r"^ {4}", "", printed, flags=re.MULTILINE))


def test_the_readme_explains_every_verdict_in_a_line():
    rows = re.findall(r"^\| (\S .*?) \| .+ \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    told = {cell for row in rows for cell in row.split(", ")}

    assert {f"{look.sign} {look.word}" for look in looks.VERDICTS.values()} <= told
