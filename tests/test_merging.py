"""What two people add on two branches of git merges, and nothing of either is lost."""

import random
import shutil
import subprocess

import kills
import pytest
from test_dataset_commit import kill_each

import evidence_graph as eg
from evidence_graph import dataset as data
from evidence_graph import folders, model
from evidence_graph.checks import check
from evidence_graph.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not on the PATH")


def git(folder, *arguments):
    """Run git in *folder*; its exit status."""
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode


@pytest.fixture
def kept(tea):
    """The tea data in a folder that git keeps."""
    git(tea.parent, "init")
    git(tea.parent, "add", ".")
    assert git(tea.parent, "commit", "-m", "Begin") == 0
    return tea


def add(folder, number, kind):
    """Add something that has to do with nothing that another *number* adds; its id."""
    with eg.edit(folder) as book:
        if kind == "claim":
            statement = f"Cup {number} of kind {number * 7} is warm."
            return book.add(eg.Claim(statement, topic="taste", id=f"cup-{number}", new=True)).id
        if kind == "study":
            return book.add(
                eg.Study(title=f"Study {number}", author="Leaf, A.", year=2020, key=f"leaf{number}")
            ).key
        study = book.add(
            eg.Study(title=f"Trial {number}", author="Pot, B.", key=f"pot{number}", participants=9)
        )
        return book.add(eg.Evidence("milk-spoils-tea", study, stance="for", date="2026-11-30")).id


def known(folder):
    """All ids of a folder."""
    dataset = data.load(folder)
    kinds = (model.Claim, model.EvidenceLine, model.Study)
    return {name for kind in kinds for name in dataset.records(kind)} | dataset.bibliography.entries.keys()


KINDS = ("claim", "study", "evidence")


@pytest.mark.trial
def test_unrelated_additions_on_two_branches_merge_without_a_conflict(kept, trial):
    chosen = random.Random(10)  # noqa: S311 - a sample, not a secret
    root, pairs, merged = kept.parent, trial.amount(sample=8, whole=1000), 0
    for pair in range(pairs):
        git(root, "checkout", "-b", f"theirs-{pair}")
        theirs = add(kept, 2 * pair, chosen.choice(KINDS))
        git(root, "add", ".")
        git(root, "commit", "-m", "Theirs")
        git(root, "checkout", "main")
        ours = add(kept, 2 * pair + 1, chosen.choice(KINDS))
        git(root, "add", ".")
        git(root, "commit", "-m", "Ours")
        merged += git(root, "merge", "--no-edit", f"theirs-{pair}") == 0 and {ours, theirs} <= known(kept)
        git(root, "reset", "--hard", "HEAD~1" if pair % 2 else "HEAD")

    assert merged == pairs
    assert [problem for problem in check(kept) if not problem.code.startswith("unused")] == []
    trial.tell(f"{merged} of {pairs} pairs of unrelated additions merged without a conflict")


def test_what_is_added_before_a_commit_shares_a_file_and_the_others_keep_every_byte(kept):
    before = {name: (kept / name).read_bytes() for name in folders.NAMES}

    first, second = add(kept, 1, "claim"), add(kept, 2, "evidence")

    files = [name for name in folders.names(kept) if name not in folders.NAMES]
    assert [name.partition("-cup-1")[2] for name in files] == [".bib", ".ttl"]
    assert {name: (kept / name).read_bytes() for name in folders.NAMES} == before
    assert {first, second, "pot2"} <= known(kept)
    git(kept, "add", ".")
    git(kept, "commit", "-m", "Additions")
    add(kept, 3, "study")
    assert len([name for name in folders.names(kept) if name.endswith(".bib")]) == 3


def test_an_edit_stays_in_the_file_of_its_record(kept):
    add(kept, 1, "evidence")
    before = {name: (kept / name).read_bytes() for name in folders.NAMES}
    with eg.edit(kept) as book:
        book.change("pot1", participants=10, year=2021)
        book.rename("pot1", "pot:1")
    assert {name: (kept / name).read_bytes().count(b"pot:1") for name in folders.NAMES} == {
        "claims.ttl": 0,
        "citations.bib": 0,
    }
    assert {name: (kept / name).read_bytes() for name in folders.NAMES} == before
    citation = eg.load(kept).citation("pot:1")
    assert (citation.year, citation.study.participants) == (2021, 10)


def test_undo_takes_files_of_additions_away_again(kept):
    names = folders.names(kept)
    add(kept, 1, "evidence")
    add(kept, 2, "claim")

    eg.undo(kept)
    eg.undo(kept)

    assert folders.names(kept) == names
    assert git(kept, "diff", "--quiet") == 0


def test_without_git_additions_go_to_the_end_of_the_two_files(tea):
    add(tea, 1, "evidence")

    assert folders.names(tea) == folders.NAMES


def test_the_folder_s_own_settings_of_git_run_nothing(kept, tmp_path):
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\n", "utf-8")
    program.chmod(0o755)
    git(kept, "config", "core.fsmonitor", str(program))

    add(kept, 1, "claim")

    assert not (tmp_path / "ran").exists()


def test_the_verbs_write_such_files_too(kept, capfd):
    assert main(["add", "claim", "A cosy keeps the pot warm.", "--topic", "taste", "--data", str(kept)]) == 0
    assert "warning" not in capfd.readouterr().err

    (name,) = [name for name in folders.names(kept) if name not in folders.NAMES]
    assert name.endswith("-cosy-keeps-pot-warm.ttl")
    assert (kept / name).read_text("utf-8").startswith("@prefix claim: <https://example.org/tea/claim/> .\n")


@pytest.mark.trial
def test_a_kill_while_a_file_of_additions_is_made_leaves_the_old_or_the_new_state(tea, tmp_path, trial):
    git(tea, "init")
    git(tea, "add", ".")
    assert git(tea, "commit", "-m", "Begin") == 0
    after = shutil.copytree(tea, tmp_path / "after")
    kills.DEEDS["add"](after)
    states = [known(tea), known(after)]
    assert folders.names(after) != folders.names(tea)

    left = kill_each("add", tea, tmp_path / "kills")

    seen = [states.index(known(folder)) for folder in left]
    assert seen == sorted(seen)
    assert set(seen) == {0, 1}
    assert [(folder / name).read_bytes() for folder in left for name in folders.NAMES] == [
        (tea / name).read_bytes() for _ in left for name in folders.NAMES
    ]
    trial.tell(f"{len(seen) - 1} kills of an addition to files of its own left the old or the new state")
