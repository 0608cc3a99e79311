"""What two people add on two branches of git merges, and nothing of either is lost."""

import itertools
import random
import shutil
import subprocess
from collections import Counter

import kills
import pytest
from test_dataset_commit import kill_each

import evidence_graph as eg
from evidence_graph import dataset as data
from evidence_graph import folders, model
from evidence_graph.checks import Severity, check, severity_of
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


class Branches:
    """What two people do on two branches of one repository, and what git makes of both; again and again."""

    def __init__(self, folder):
        self.folder, self._root = folder, folder.parent
        git(self._root, "config", "gc.auto", "0")
        git(self._root, "tag", "base")

    def start_over(self):
        """Let the folder be as it was in the beginning."""
        git(self._root, "reset", "--hard", "base")

    def commit(self, deed, name):
        """Let *deed* be done to the folder as it was in the beginning, and commit it; what came of it."""
        self.start_over()
        done = deed(self.folder)
        git(self._root, "add", "-A")
        git(self._root, "commit", "--allow-empty", "-m", name)
        git(self._root, "tag", "--force", name)
        return done

    def merge(self):
        """Whether git merges `ours` and `theirs` without a conflict; the folder then holds both."""
        git(self._root, "reset", "--hard", "ours")
        if git(self._root, "merge", "--no-edit", "theirs") == 0:
            return True

        git(self._root, "merge", "--abort")
        return False


def several(chance, numbers):
    """A deed that adds up to three things that nobody else adds."""
    chosen = [(next(numbers), chance.choice(KINDS)) for _ in range(chance.randint(1, 3))]
    return lambda folder: {add(folder, number, kind) for number, kind in chosen}


@pytest.mark.trial
def test_unrelated_additions_on_two_branches_merge_without_a_conflict(kept, trial):
    chance, numbers = random.Random(10), itertools.count(3000)  # noqa: S311 - a sample, not a secret
    branches, pairs, merged = Branches(kept), trial.amount(sample=6, whole=1000), 0
    before = known(kept)

    for _ in range(pairs):
        ours = branches.commit(several(chance, numbers), "ours")
        theirs = branches.commit(several(chance, numbers), "theirs")
        merged += branches.merge() and known(kept) >= before | ours | theirs
        assert [problem for problem in check(kept) if not problem.code.startswith("unused")] == []

    assert merged == pairs
    trial.tell(f"{merged:,} of {pairs:,} pairs of unrelated additions merged without a conflict")


def test_what_many_people_added_stands_together(kept):
    """One merge after another into one folder, which grows."""
    root, added = kept.parent, set()
    for number, kind in enumerate(KINDS * 2):
        git(root, "checkout", "-b", f"branch-{number}", "main")
        added.add(add(kept, 2 * number, kind))
        git(root, "add", "-A")
        git(root, "commit", "-m", "Theirs")
        git(root, "checkout", "main")
        added.add(add(kept, 2 * number + 1, kind))
        git(root, "add", "-A")
        git(root, "commit", "-m", "Ours")
        assert git(root, "merge", "--no-edit", f"branch-{number}") == 0

    assert added <= known(kept)
    assert [problem for problem in check(kept) if not problem.code.startswith("unused")] == []


# Edits.


FIELDS = {
    model.Claim: {
        "statement": ["Milk is in the tea.", "Tea is with milk, 三."],
        "note": ["A note.", None, "Another\nnote."],
        "kind": ["causal", "association", None],
        "asked_as": [["Is it so?"], ["Is it so?", "Or not?"], []],
        "premises": [["milk-hides-bitterness"], []],
    },
    model.Study: {
        "participants": [7, 400, None],
        "design": ["cohort", "survey", None],
        "title": ["Cups, compared", "Pots {and} heat"],
        "year": [1999, 2020],
        "population": ["tasters", "students", None],
        "doi": ["10.5555/cup", None],
    },
    model.EvidenceLine: {
        "stance": ["for", "against", "qualifies"],
        "directness": ["direct", "indirect", None],
        "finding": ["It was so.", "It was not so.", None],
        "rationale": ["Because.", None],
        "verified": ["yes", "no"],
        "date": ["2026-01-31", "2026-02-01", None],
    },
}
"""Values for the fields of records that people edit; None takes away what a field holds."""


def edit_of(chance, names):
    """A random deed on one of the records *names*, each with its kind; and the name of what it renames."""
    name, kind = chance.choice(names)
    field = chance.choice(sorted(FIELDS[kind]))
    value = chance.choice(FIELDS[kind][field])
    deed = chance.choice(["change"] * 6 + ["withdraw", "rename"])
    # All is drawn before the deed, which may be done twice and is the same both times.
    why = chance.choice(["No.", "It is about coffee."])
    new_name = f"{name}.{chance.choice('ab')}"

    def act(folder):
        with eg.edit(folder) as book:
            if deed == "withdraw" and kind is model.EvidenceLine:
                book.withdraw(name, why=why, date="2026-11-30")
            elif deed == "rename":
                book.rename(name, new_name)
            else:
                book.change(name, **{field: value})

    return act, name if deed == "rename" else None


def edits_told(before, after):
    """What is different between two states, each change of a field by itself."""
    difference = eg.diff(before, after)
    told = {(one.kind, one.id, one.how.value) for one in difference.changes if not one.fields}
    for one in difference.changes:
        told |= {(one.kind, one.id, field.name, repr(field.after)) for field in one.fields}

    return told | set(difference.said) | {("no more", *statement) for statement in difference.unsaid}


def told_of_both(branches, before, deeds):
    """Let both *deeds* be done, each on its branch; what is told of a folder in which both are done."""
    told = set()
    for side, (act, _) in zip(("ours", "theirs"), deeds, strict=True):
        branches.commit(act, side)
        told |= edits_told(before, branches.folder)

    first, second = sorted(deeds, key=lambda deed: deed[1] or "")
    if second[1] is None or first[1] == second[1]:
        return told

    # What the other says of a record, or of what names it, stands under the new id: the edit comes first.
    branches.start_over()
    for act, _ in (first, second):
        act(branches.folder)

    return edits_told(before, branches.folder)


def outcome(branches, before, told):
    """What became of two edits of which *told* is told: both are there, or git or `check` says why not."""
    if not branches.merge():
        return "conflict"

    if any(severity_of(problem) is Severity.ERROR for problem in check(branches.folder)):
        return "named by check"

    return "both there" if edits_told(before, branches.folder) == told else "wrong"


@pytest.mark.trial
def test_edits_of_one_record_may_conflict_and_never_merge_wrongly(kept, trial):
    chance = random.Random(20)  # noqa: S311 - a sample, not a secret
    pairs, outcomes, wrong = trial.amount(sample=12, whole=1000), Counter(), []
    dataset = data.load(kept)
    names = [(name, kind) for kind in FIELDS for name in sorted(dataset.records(kind))]
    before, branches = shutil.copytree(kept, kept.parent.parent / "before"), Branches(kept)

    for pair in range(pairs):
        some = [chance.choice(names)] if pair % 2 else names
        deeds = [edit_of(chance, some), edit_of(chance, some)]
        told = told_of_both(branches, before, deeds)
        came_out = outcome(branches, before, told)
        outcomes[came_out] += 1
        wrong += [(pair, told)] if came_out == "wrong" else []

    trial.tell(f"{pairs:,} pairs of edits, half of them of one record: {dict(sorted(outcomes.items()))}")
    assert wrong == []


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

    left = kill_each("add", tea, tmp_path / "kills", every=trial.amount(sample=3, whole=1))

    seen = [states.index(known(folder)) for folder in left]
    assert seen == sorted(seen)
    assert set(seen) == {0, 1}
    assert [(folder / name).read_bytes() for folder in left for name in folders.NAMES] == [
        (tea / name).read_bytes() for _ in left for name in folders.NAMES
    ]
    trial.tell(f"{len(seen) - 1} kills of an addition to files of its own left the old or the new state")
