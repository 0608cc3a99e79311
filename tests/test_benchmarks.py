"""The benchmarks run, and their page says what was measured and whether a goal is reached."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import asking
import results
from measuring import HERE, SMALL, USUAL, Cost, Program, Row, row

from evidence_graph.sparql import questions


def measured(ours, goal):
    """A row that took so many seconds each time, beside a peer's two seconds."""
    return row("a question", "a peer", [(Cost(each, 9, 9), Cost(2, 9, 9)) for each in ours], goal)


@pytest.fixture
def table(tmp_path):
    """The rows of a page on which some rows are put, cell by cell."""
    path = tmp_path / "RESULTS.md"
    page = results.Page(path)

    def put(title, *rows):
        page.put(title, rows, USUAL)
        lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith("| a ")]
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]

    return put


def test_a_line_tells_both_figures_and_the_median_of_the_ratios_with_their_spread(table):
    assert table("Asking", measured([1, 4, 3], goal=None)) == [
        ["a question", "a peer", "3 s", "2 s", "1.5 (0.5 to 2)", "", ""]
    ]


@pytest.mark.parametrize(("goal", "reached"), [(1.5, "yes"), (1.4, "**no**")])
def test_a_line_tells_whether_its_goal_is_reached(goal, reached, table):
    assert table("Asking", measured([3], goal))[0][-2:] == [f"{goal:g}", reached]


def test_small_times_and_memory_have_their_units(table):
    rows = [Row("a", "b", 0.0012, 0.00034, (3.5,), None), Row("a", "b", 59.7, 60, (0.995,), 1, unit="MB")]

    assert [cells[2:4] for cells in table("Sizes", *rows)] == [["1.2 ms", "340 µs"], ["60 MB", "60 MB"]]


def test_what_misses_its_goal_is_told_with_where_the_time_goes(tmp_path):
    slow = Row("a sort", "b", 2, 1, (2.0,), 1, profile=Program("builtins", "sorted", ([3, 1],)))

    results.Page(tmp_path / "page.md").put("Sorting", [slow], USUAL)

    text = (tmp_path / "page.md").read_text("utf-8")
    assert "a sort does not reach it; its time goes to:" in text
    assert "1 calls  <built-in method builtins.sorted>" in text


def test_a_section_that_is_measured_again_takes_the_place_of_its_old_figures(tmp_path):
    path = tmp_path / "page.md"
    for title, seconds in (("One", 2), ("Two", 4), ("One", 6)):
        results.Page(path).put(title, [measured([seconds], goal=None)], USUAL)

    held = results.SECTION.findall(path.read_text("utf-8"))
    assert [(title, "| 6 s |" in text, "| 4 s |" in text) for title, text in held] == [
        ("One", True, False),
        ("Two", False, True),
    ]


def test_figures_of_another_machine_are_not_kept(tmp_path, monkeypatch):
    path = tmp_path / "page.md"
    with monkeypatch.context() as patched:
        patched.setattr(results, "machine", lambda: "Another machine.")
        results.Page(path).put("Old", [measured([2], goal=None)], USUAL)

    results.Page(path).put("New", [measured([2], goal=None)], USUAL)

    assert [title for title, _ in results.SECTION.findall(path.read_text("utf-8"))] == ["New"]


def test_every_parameter_that_a_ready_made_question_needs_has_a_value():
    needed = {
        (question.name, parameter.name)
        for question in questions.questions()
        for parameter in question.parameters
        if parameter.required
    }

    assert {(name, given) for name, values in asking.GIVEN.items() for given in values} == needed


def test_the_benchmarks_run_on_little_and_name_no_place_of_this_machine(tmp_path):
    page = tmp_path / "RESULTS.md"
    chosen = ["evidence", "compiling", "bibliographies", "finding"]
    only = [word for name in chosen for word in ("--only", name)]

    done = subprocess.run(
        [sys.executable, HERE / "run.py", "--small", "-o", page, *only],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    text = page.read_text("utf-8")
    assert [title for title, _ in results.SECTION.findall(text)] == [
        "Evidence on an open graph",
        "Compiling",
        "BibTeX",
        "Questions in own words",
    ]
    assert f"`graph.evidence(claim)`, {SMALL.many} claims" in text
    assert str(tmp_path.parent) not in text
    assert str(HERE.parent) not in text
    assert text == done.stdout
