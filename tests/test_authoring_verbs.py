"""The verbs that begin, add to and change a folder: what they print, what they write, and how they end."""

import errno
import hashlib
import os
import pty
import re
import select
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import commit, folders, model
from evidence_graph import dataset as data
from evidence_graph.authoring import editing
from evidence_graph.checks import check
from evidence_graph.cli import main

BITTER = "long-steeping-makes-bitter"


def contents(folder):
    """What the files of *folder* say."""
    return {name: (folder / name).read_bytes() for name in folders.NAMES}


@pytest.fixture
def run(capfd, monkeypatch, tea):
    """Run the command on a copy of the tea data; its exit status, standard output and standard error."""
    monkeypatch.chdir(tea.parent)

    def run(*arguments, folder=tea):
        status = main([*map(str, arguments), *(("--data", str(folder)) if folder else ())])
        out, err = capfd.readouterr()
        return status, out, err

    return run


ADDITIONS = {
    "claim": (
        ["claim", "A cosy keeps the pot warm.", "--topic", "taste"],
        "added claim cosy-keeps-pot-warm\n",
    ),
    "claim with a new topic": (
        ["claim", "A cosy keeps the pot warm.", "--topic", "pots"],
        "added topic pots\nadded claim cosy-keeps-pot-warm\n",
    ),
    "study": (["study", "Pots", "--author", "Ladle, B.", "--year", "2022"], "added study ladle2022\n"),
    "study by DOI": (["study", "doi:10.5555/pots.7"], "added study pots\n"),
    "study by PMID": (["study", "PMID: 28081031"], "added study pmid28081031\n"),
    "study by BibTeX": (["study", "@book{ladle, title={Pots}}"], "added study ladle\n"),
    "evidence": (
        ["evidence", "--claim", "milk-spoils-tea", "--study", "10.5555/leaf.2001", "--stance", "background"],
        "added judgement milk-spoils-tea.leaf2001.ana; no verdict moved\n",
    ),
    "article": (["article", "The pot"], "added article pot\n"),
    "concept": (
        ["concept", "black tea", "--scheme", "Drinks", "--broader", "tea"],
        "added concept black-tea\n",
    ),
    "curator": (["curator", "Cy Bell"], "added curator cy-bell\n"),
    "search": (
        [
            *("search", "--topic", "taste", "--source", "a library", "--query", "milk"),
            *("--date", "2026-01-01", "--coverage", "systematic"),
        ],
        "added search taste.2026-01-01\nverdict · none recorded → ∅ none found (for 0, against 0)\n",
    ),
    "risk of bias": (
        ["risk-of-bias", "--citation", "pot2010", "--instrument", "RoB 2", "--judgement", "low"],
        "added risk-of-bias pot2010.rob-2.overall; no verdict moved\n",
    ),
}


@pytest.mark.parametrize(("arguments", "told"), ADDITIONS.values(), ids=ADDITIONS)
def test_what_is_added_is_told_and_leaves_every_byte_that_was_there(run, tea, arguments, told):
    before = contents(tea)

    status, out, _ = run("add", *arguments)

    assert (status, out) == (0, told)
    for name, raw in contents(tea).items():
        assert raw.startswith(before[name])
    assert contents(tea) != before
    assert eg.load(tea).store.flaws() == 0


@pytest.mark.parametrize(("arguments", "told"), ADDITIONS.values(), ids=ADDITIONS)
def test_a_trial_tells_the_same_and_writes_nothing(run, tea, arguments, told):
    before = contents(tea)

    status, out, err = run("add", *arguments, "--dry-run")

    assert status == 0
    assert out.startswith(told)
    assert "\n@@ " in out
    assert "Nothing is written." in err
    assert contents(tea) == before


CHANGES = [
    (["edit", "pot2010", "participants=48"], "pot2010: participants not recorded → 48; no verdict moved\n"),
    (
        ["edit", "pot2010", "year=2011", "title=Pots"],
        "pot2010: year 2010 → 2011, title Kettles → Pots; no verd",
    ),
    (
        ["edit", "milk-spoils-tea", "askedAs+=is milk bad?"],
        "milk-spoils-tea: asked as not recorded → is milk bad?",
    ),
    (["edit", "concept:tea", "alternatives-=brew"], "tea: alternatives brew, cuppa → cuppa\n"),
    (["edit", "concept:tea", "alternatives=a", "alternatives=b"], "tea: alternatives brew, cuppa → a, b\n"),
    (["edit", "pot2010", "design="], "pot2010: design survey → not recorded; no verdict moved\n"),
    (["edit", f"{BITTER}.leaf2001.bo", "stance=for"], f"{BITTER}.leaf2001.bo: stance qualifies → supports"),
    (["rename", "pot2010", "kettle:2010"], "renamed pot2010 → kettle:2010; no verdict moved\n"),
    (
        ["rename", "pot2010", "leaf2001", "--merge"],
        "pot2010 and leaf2001 are one: leaf2001; no verdict moved\n",
    ),
    (
        ["withdraw", f"{BITTER}.sorensen2015.ana", "--why", "It is about coffee.", "--date", "2026-11-30"],
        "withdrawn 2026-11-30; kept in the file, counted no longer\nverdict ",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "told"), CHANGES, ids=lambda each: " ".join(each) if each is list else ""
)
def test_a_change_is_told_and_can_be_undone_byte_by_byte(run, tea, arguments, told):
    before = contents(tea)

    status, out, _ = run(*arguments)

    assert status == 0
    assert out.startswith(told)
    after = contents(tea)
    assert after != before
    assert run("undo", "--dry-run")[1].startswith(f"would take back: {arguments[0]} ")
    assert contents(tea) == after
    assert run("undo") == (0, f"took back: {_deed(arguments)}\n", "")
    assert contents(tea) == before


def _deed(arguments):
    """What undo calls a change."""
    name = arguments[1].removeprefix("concept:")
    others = {"withdraw": [], "rename": arguments[2:3]}.get(arguments[0], arguments[2:])
    return " ".join([arguments[0], name, *others])


REFUSALS = [
    (["add", "claim"], 2, "STATEMENT is missing"),
    (["add", "claim", "A cosy keeps the pot warm."], 2, "--topic is missing: Topic (brewing, taste)"),
    (["add", "claim", "MILK SPOILS TEA", "--topic", "taste"], 1, "That claim is here: milk-spoils-tea"),
    (["add", "claim", "Milk spoils green tea.", "--topic", "taste"], 1, "insist with --new"),
    (["add", "claim", "A cosy is warm.", "--topic", "brewin"], 2, "Did you mean brewing?"),
    (["add", "claim", "A cosy is warm.", "--topic", "taste", "--id", "a b"], 1, "can be no id"),
    (
        ["add", "claim", "A cosy.", "--topic", "taste", "--id", "milk-spoils-tea"],
        1,
        "already. Change it with:",
    ),
    (["add", "study"], 2, "--title or --doi is missing"),
    (["add", "study", "Pots", "--year", "MMX"], 2, "takes a year of four digits"),
    (["add", "study", "@misc{a} @misc{b}"], 1, "The BibTeX holds 2 entries where one belongs"),
    (["add", "study", "--bibtex", "/nowhere.bib"], 2, "/nowhere.bib cannot be read"),
    (["add", "evidence"], 2, "--claim is missing"),
    (["add", "evidence", "milk-spoils-tea", "pot2010"], 2, "--stance is missing"),
    (["add", "evidence", "milk-spoils-tea", "pot2010", "for", "it"], 2, "'it' is one too many"),
    (["add", "evidence", "milk-spoils-tea", "--claim", BITTER], 2, "The claim is said twice"),
    (["add", "evidence", "--claim", "milk-spoils-tea"], 2, "--study is missing"),
    (["add", "evidence", "--claim", "milk-spoils-tea", "--study", "pot2010"], 2, "--stance is missing"),
    (
        ["add", "evidence", "--claim", "milk-spoils-tea", "--study", "pot2011", "--stance", "for"],
        2,
        "pot2010?",
    ),
    (["add", "evidence", "--claim", "does the moon orbit?", "--study", "pot2010"], 2, "No claim fits"),
    (
        ["add", "evidence", "--claim", BITTER, "--study", "pot2010", "--stance", "agianst"],
        2,
        "Did you mean against",
    ),
    (["add", "search", "--source", "x"], 2, "--query is missing"),
    (["add", "curator", "Ana B.", "--id", "ana"], 1, "There is a curator ana already"),
    (["edit", "tea", "alternatives-=brew"], 1, "Several records are called tea. Say which: data-set:tea or"),
    (["edit", "pot2010"], 2, "FIELD=VALUE is missing"),
    (["edit", "pot2010", "48"], 2, "'48' is no FIELD=VALUE"),
    (["edit", "pot2011", "year=1"], 2, "Did you mean pot2010?"),
    (["edit", "pot2010", "participnts=1"], 2, "Did you mean participants"),
    (["edit", "pot2010", "design=randomised trail"], 2, "Did you mean randomised"),
    (["withdraw", f"{BITTER}.pot2010.ana"], 2, "--why is missing"),
    (["rename", "pot2010", "leaf2001"], 1, "rename pot2010 leaf2001 --merge"),
    (["rename", "pot2010", "a/b"], 1, "can be no id"),
    (["undo"], 1, "There is nothing to undo in"),
    (["init", "tea"], 1, "tea holds claims.ttl and citations.bib already"),
]


@pytest.mark.parametrize(("arguments", "status", "said"), REFUSALS, ids=lambda each: str(each)[:40])
def test_what_is_refused_says_why_and_writes_nothing(run, tea, arguments, status, said):
    before = contents(tea)

    ended, _, err = run(*arguments, folder=None if arguments[0] == "init" else tea)

    assert ended == status
    assert said in err
    assert contents(tea) == before


def test_without_a_data_folder_nothing_is_written_anywhere(run, tmp_path, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    status, _, err = run("add", "curator", "Cy", folder=None)

    assert (status, list(empty.iterdir())) == (2, [])
    assert "Begin one with: evidence-graph init data" in err


@pytest.mark.parametrize("where", ["inside", "above"])
def test_the_folder_here_is_written_to(run, tea, monkeypatch, where):
    if where == "inside":
        monkeypatch.chdir(tea)
    else:
        tea.rename(tea.with_name("data"))

    assert run("add", "curator", "Cy", folder=None)[0] == 0

    folder = tea if where == "inside" else tea.with_name("data")
    assert eg.load(folder).get(model.Curator, "cy").name == "Cy"


def test_from_nothing_to_a_first_map(run, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", opened.append)

    status, _, err = run("init", "new", "--title", "Tea", "--curator", "Ana Bell", "--open", folder=None)

    assert status == 0
    assert "made new/claims.ttl and new/citations.bib; next: evidence-graph add claim --data new" in err
    assert opened == ["new/map.html"]
    assert "A map of evidence shows at a glance" in (tmp_path / "new" / "map.html").read_text("utf-8")
    assert check(tmp_path / "new") == []


def test_a_begun_folder_can_be_shown_before_it_is_written(run, tmp_path):
    status, out, err = run("init", "new", "--empty", "--dry-run", folder=None)

    assert status == 0
    assert '+    dcterms:title "New" .' in out
    assert "Nothing is written." in err
    assert not (tmp_path / "new").exists()


def test_what_check_finds_of_what_was_changed_is_said_at_once(run):
    _, _, err = run("add", "study", "Pots and pans", "--year", "2999")

    assert re.search(r"warning: citation:pots2999: .*2999", err)
    assert "sorensen2015" not in err


def test_claim_study_and_stance_may_stand_in_their_places(run, tea):
    status, out, _ = run(
        "add", "evidence", "milk-spoils-tea", "10.5555/leaf.2001", "background", "--data", tea
    )

    [line] = [line for line in eg.load(tea).all(eg.EvidenceLine) if line.id in out]
    assert (status, line.claim, line.stance) == (0, "milk-spoils-tea", "background")


def test_a_question_is_taken_for_the_claim_it_asks_for(run):
    arguments = ["--study", "pot2010", "--stance", "for"]

    status, out, err = run("add", "evidence", "--claim", "does milk spoil tea?", *arguments)

    assert (status, out.splitlines()[0]) == (0, "added judgement milk-spoils-tea.pot2010.ana")
    assert "taken as milk-spoils-tea" in err


def test_tidy_alone_writes_a_file_anew_and_can_be_undone(run, tea):
    before = contents(tea)
    records = eg.load(tea).dataset.reading.records

    assert "wrote" in run("tidy")[2]

    assert (tea / data.CLAIMS).read_text("utf-8").startswith("# Written by evidence-graph;")
    assert eg.load(tea).dataset.reading.records == records
    assert run("tidy")[1] == f"{tea} is tidy already\n"
    run("undo")
    assert contents(tea) == before


def test_an_article_leaves_its_fingerprint_and_not_its_text(run, tea, tmp_path):
    text = "Tee mit Milch, schön heiß."
    (tmp_path / "text.txt").write_text(text, "utf-8")

    run("add", "article", "Milk", "--text", tmp_path / "text.txt")

    article = eg.load(tea).article("milk")
    assert article.length == len(text)
    assert article.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_data_may_be_named_before_the_verb(capfd, tea):
    assert main(["--data", str(tea), "add", "curator", "Cy"]) == 0
    assert main(["--data", str(tea), "undo"]) == 0

    assert capfd.readouterr().out == "added curator cy\ntook back: add curator\n"


PASSING = [errno.ENOSPC, errno.EIO]
LASTING = [errno.EACCES]


@pytest.mark.parametrize("error", PASSING + LASTING, ids=errno.errorcode.get)
@pytest.mark.parametrize("verb", [["add", "curator", "Cy"], ["edit", "pot2010", "year=2011"]], ids=" ".join)
def test_a_full_or_broken_disk_is_status_three_and_leaves_the_old_state(run, tea, monkeypatch, verb, error):
    before = contents(tea)

    def fail(*_):
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(commit, "_write", fail)

    status, out, err = run(*verb)

    assert (status, out) == (3 if error in PASSING else 2, "")
    assert f"was not written: {os.strerror(error)}. What was there before is unchanged." in err
    assert contents(tea) == before
    assert sorted(path.name for path in tea.iterdir()) == sorted(folders.NAMES)


@pytest.mark.parametrize(
    "verb", [["add", "curator", "Cy"], ["edit", "pot2010", "year=2011"], ["undo"], ["tidy"]]
)
def test_a_folder_that_somebody_else_writes_is_status_three(run, tea, verb):
    with commit.alone(tea, folders.NAMES):
        status, out, err = run(*verb, "--wait", "0")

    assert (status, out) == (3, "")
    assert f"{tea} is being written by process {os.getpid()} (waited 0 s); nothing was written." in err


def test_a_change_that_somebody_else_made_meanwhile_is_status_three(run, tea, monkeypatch):
    write = editing.write

    def meanwhile(book, **given):
        data.edit(tea, lambda held: data.put(held, model.Study("pot2010", participants=52)))
        return write(book, **given)

    monkeypatch.setattr(editing, "write", meanwhile)

    status, out, err = run("edit", "pot2010", "participants=48")

    assert (status, out) == (3, "")
    assert (
        "Somebody else changed pot2010 meanwhile: participants not recorded → 52; nothing was written." in err
    )
    assert eg.load(tea).citation("pot2010").study.participants == 52


def test_an_id_that_somebody_else_took_meanwhile_is_proposed_anew(run, tea, monkeypatch):
    write = editing.write
    pending = [bib.Entry("ladle2022", "misc", {"title": "{Other}"})]

    def meanwhile(book, **given):
        if pending:
            data.edit(tea, lambda held: replace(held, bibliography=bib.put(held.bibliography, pending.pop())))
        return write(book, **given)

    monkeypatch.setattr(editing, "write", meanwhile)

    status, out, _ = run("add", "study", "Pots", "--author", "Ladle, B.", "--year", "2022")

    assert (status, out) == (0, "added study ladle2022b\n")
    assert {"ladle2022", "ladle2022b"} < {citation.key for citation in eg.load(tea).citations()}


def talk(folder, *arguments, answers):
    """The exit status of a verb on a terminal where somebody gives *answers*, and what it said."""
    command = [sys.executable, "-m", "evidence_graph", *arguments, "--data", str(folder)]
    process, terminal = pty.fork()
    if process == 0:
        os.execve(sys.executable, command, os.environ | {"NO_COLOR": "1", "COLUMNS": "200", "TERM": "dumb"})  # noqa: S606
    said = b""
    waiting = list(answers)
    while select.select([terminal], [], [], 60)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the end, on Linux
            break
        if not piece:
            break
        said += piece
        if waiting and said.rstrip(b" ").endswith((b":", b"]", b"]:", b"?")) and said.endswith(b" "):
            os.write(terminal, waiting.pop(0).encode() + b"\n")
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode().replace("\r\n", "\n")


def test_on_a_terminal_what_is_missing_is_asked_for(tea):
    answers = ["does milk spoil tea", "y", "Pots and their heat", "Ladle, B.", "2022", ""]

    status, said = talk(tea, "add", "evidence", answers=[*answers, "+", "It was hotter.", "d"])

    assert status == 0, said
    assert "No study here is near." in said
    line = eg.load(tea).evidence("milk-spoils-tea")[0].line
    assert (line.citation, line.stance, line.directness) == ("ladle2022", "supports", "direct")
    assert line.finding == "It was hotter."
    assert "added study ladle2022, judgement milk-spoils-tea.ladle2022.ana" in said
    assert "verdict · none recorded → ◌ uncertain, leans for (for 0 → 1, against 0)" in said


@pytest.mark.parametrize(("answer", "status", "count"), [("n", 1, 3), ("y", 0, 4)])
def test_on_a_terminal_a_claim_near_another_is_a_question(tea, answer, status, count):
    arguments = ["add", "claim", "Milk spoils green tea.", "--topic", "taste"]

    ended, said = talk(tea, *arguments, answers=[answer])

    assert "Near a claim that is here: Milk spoils tea. (milk-spoils-tea)" in said
    assert (ended, len(eg.load(tea).claims())) == (status, count)


def test_on_a_terminal_fields_are_asked_for_one_by_one(tea):
    status, said = talk(tea, "edit", "leaf2001", answers=["participants", "50", ""])

    assert (status, eg.load(tea).citation("leaf2001").study.participants) == (0, 50)
    assert "participants [24]:" in said


PAGES = ["init", "add", "edit", "withdraw", "rename", "undo", "tidy"]


@pytest.mark.parametrize("page", PAGES)
def test_each_verb_says_in_its_help_what_its_page_shows(capfd, page):
    assert main([page, "--help"]) == 0

    out = capfd.readouterr().out
    assert (Path(__file__).parents[1] / "docs" / f"{page}.md").is_file()
    assert "--dry-run" in out or page == "add"


def test_the_verbs_import_nothing_heavy():
    code = "import sys; from evidence_graph.cli import main; main(['undo', '-h']); print(sorted(sys.modules))"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert [name for name in ("rdflib", "networkx", "pyvis", "bibtexparser") if f"'{name}'" in out] == []


def test_a_figure_is_added_with_the_events_and_totals_of_its_groups(run, tea):
    figure = (
        "add",
        "figure",
        "--study",
        "pot2010",
        "--measure",
        "RR",
        "--outcome",
        "cold",
        "--verified",
        "yes",
    )
    first = ("--group", "cosy", "--events", "3", "--total", "20")
    second = ("--group", "none", "--events", "11")

    status, _, err = run(*figure, *first, *second)
    assert status == 2
    assert "--total is said 1 for 2 groups" in " ".join(err.split())

    assert run(*figure, *first, *second, "--total", "21")[0] == 0
    graph = eg.load(tea)
    [effect] = graph.effects(citation="pot2010")
    groups = [
        (group.name, group.events, group.participants) for group in graph.all(model.Group, effect=effect)
    ]
    assert groups == [("cosy", 3, 20), ("none", 11, 21)]


def test_more_events_than_people_are_told_when_they_are_added(run):
    asked = ("--measure", "RR", "--outcome", "cold", "--verified", "yes", "--group", "cosy")

    _, _, err = run("add", "figure", "--study", "pot2010", *asked, "--events", "30", "--total", "20")

    assert "(too-many-events)" in err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["Kettles"], "is pot2010, which is here\n"),
        (["kettles.", "--author", "Pot, C."], "is pot2010, which is here\n"),
        (["Kettles", "--year", "1999"], "added study "),
        (["Kettles", "--author", "Ladle, B."], "added study "),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_study_that_is_here_is_named_by_its_title_alone(run, tea, words, told):
    before = contents(tea)

    _, out, err = run("add", "study", *words)

    assert told in f"{out}{err}"
    assert (contents(tea) == before) == told.startswith("is ")
