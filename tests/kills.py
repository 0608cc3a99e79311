"""A process that saves or loads a folder again and again, and is killed at another step each time.

Started with a word for the deed, a data folder, a folder for the trials, and a number: into each of its
folders 1, 2, 3 … goes what is left of the data when the process is killed before its first, second, third …
call that changes a file; of the calls one in so many is tried.
"""

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.authoring import importing

TABLES = Path(__file__).parent / "tables"
CALLS = {"os.rename", "os.remove", "os.link", "os.chmod", "os.mkdir", "os.truncate"}


def is_change(event, arguments):
    """Whether a call that Python tells of changes a file or a folder."""
    if event == "open":
        return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    return event in CALLS


def killed_before(number):
    """End this process before its call *number* that changes a file."""
    count = 0
    sync = os.fsync

    def step():
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event, arguments):
        if is_change(event, arguments):
            step()

    def fsync(handle):
        step()
        sync(handle)

    os.fsync = fsync
    sys.addaudithook(watch)


def change(dataset):
    """The data set with a change in both of its files."""
    citations = bib.put(dataset.bibliography, bib.Entry("new2000", "misc", {"title": "{New}"}))
    return data.put(replace(dataset, bibliography=citations), model.Curator("new", "New"))


def save(folder):
    """Change both files of *folder*."""
    data.save(change(data.load(folder)))


def add(folder):
    """Add a study and a judgement to *folder*, as the verbs do."""
    with eg.edit(folder) as book:
        study = book.add(eg.Study(title="New", author="New, N.", year=2000))
        book.add(eg.Evidence("milk-spoils-tea", study, stance="supports", date="2026-11-30"))


def rename(folder):
    """Give a study of *folder* another key, in both files."""
    with eg.edit(folder) as book:
        book.rename("leaf2001", "leaf:2001")


def take_in(folder):
    """Import a table into *folder*."""
    table = eg.read_table(TABLES / "cups.csv", mapping=TABLES / "cups.toml")
    importing.import_into(folder, [table])


def begin(folder):
    """Begin a data folder in *folder*."""
    eg.new(folder / "new", title="Tea", curator="Ana")


DEEDS = {
    "save": save,
    "load": data.load,
    "add": add,
    "rename": rename,
    "undo": eg.undo,
    "tidy": data.tidy,
    "begin": begin,
    "import": take_in,
}


def is_killed(deed, folder, number):
    """Whether a *deed* was killed before its call *number*; False when it has fewer."""
    child = os.fork()
    if child == 0:
        killed_before(number)
        deed(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def data_in(trial):
    """The data folder of a trial: itself, or one in it whose files are links to others in it."""
    linked = trial / "linked"
    return linked if linked.is_dir() else trial


def main():
    """Kill one deed after the other, until one is not killed any more."""
    import filelock  # noqa: F401 - what is imported later would count as steps
    import platformdirs  # noqa: F401 - the same

    import evidence_graph.authoring.editing  # noqa: F401 - the same

    deed = DEEDS[sys.argv[1]]
    source, trials = map(Path, sys.argv[2:4])
    every = int(sys.argv[4])
    number = 1
    while is_killed(deed, data_in(shutil.copytree(source, trials / str(number), symlinks=True)), number):
        number += every


if __name__ == "__main__":
    main()
