"""Nothing that a terminal would obey comes out of the data, whatever verb and format; and how output ends."""

import io
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from evidence_graph.cli import main

TEA = Path(__file__).parent / "tea"
EVIL = "\x1b]0;owned\x07\x1b[31m\x9b31m\x7f\x08\u2028\u202e\u2066"
COMMAND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
TEXT = re.compile(r'(?<=[ (])"(?![0-9a-f]{64}")([A-Za-z][^"\\\n]*)"(?![\^@])')

CLAIM = "long-steeping-makes-bitter"
VERBS = [
    ["studies", CLAIM],
    ["studies", "does long steeping make tea bitter?"],
    ["studies", CLAIM, "-f", "json"],
    ["studies", CLAIM, "-f", "csv"],
    ["claims"],
    ["claims", "-f", "json"],
    ["claims", "-f", "csv"],
    ["show", CLAIM],
    ["show", "leaf2001"],
    ["show", "tea-blog"],
    ["show", "cold-brew"],
    ["show", "leaf2001", "-f", "json"],
    ["assess"],
    ["assess", CLAIM],
    ["assess", CLAIM, "-f", "json"],
    ["assess", "--fragile", "-f", "csv"],
    ["audit", "tea-blog"],
    ["audit", "tea-blog", "-f", "json"],
    ["audit", "tea-blog", "-f", "csv"],
    ["audit", "tea-blog", "-f", "markdown"],
    ["agreement"],
    ["agreement", "-f", "json"],
    ["check"],
    ["check", "-f", "json"],
    ["check", "-f", "csv"],
    ["check", "--all"],
    ["check", "-f", "errorformat"],
    ["check", "-f", "github"],
    ["check", "-f", "sarif"],
    ["check", "--fix", "--dry-run"],
    ["log", CLAIM],
    ["log", CLAIM, "-f", "json"],
    ["diff", str(TEA)],
    ["diff", str(TEA), "-f", "json"],
    ["diff", str(TEA), "-f", "markdown"],
    ["export", "turtle"],
    ["export", "ntriples"],
    ["export", "turtle", "--standard"],
    ["export", "jsonld"],
    ["export", "trig"],
    ["export", "graphml"],
    ["export", "bibtex"],
    ["export", "bibtex", "--annotate"],
    ["export", "forest", CLAIM],
    ["ask", "SELECT * { ?s ?p ?o }"],
    ["ask", "SELECT * { ?s ?p ?o }", "-f", "json"],
    ["ask", "SELECT * { ?s ?p ?o }", "-f", "csv"],
    ["ask", "SELECT * { ?s ?p ?o }", "-f", "tsv"],
    ["ask", "CONSTRUCT WHERE { ?s ?p ?o }", "-f", "turtle"],
    ["ask", "studies-of-claim", "-p", f"claim={CLAIM}"],
    ["ask", f"SELECT ?{EVIL} {{}}"],
    ["ask", f"nothing{EVIL}"],
    ["show", f"nothing{EVIL}"],
    ["studies", CLAIM, f"--no-{EVIL}"],
    ["claims", "-f", EVIL],
    [f"verb{EVIL}"],
    ["claims", "-o", f"there{EVIL}/none.txt"],
    ["audit", f"a{EVIL}"],
]


@pytest.fixture
def hostile(tmp_path):
    """The tea data with commands for a terminal in each text, in ids and the folder's name."""
    folder = tmp_path / f"tea{EVIL}"
    folder.mkdir()
    evil = "".join(f"\\u{ord(letter):04X}" for letter in EVIL)
    claims = TEXT.sub(
        lambda match: f'"{match[1][:1]}{evil}{match[1][1:]}"', (TEA / "claims.ttl").read_text("utf-8")
    )
    claims += f'claim:x%1B%5B31m a eg:Claim ; eg:statement "Odd{evil}" ; eg:topic concept:taste%1B%C2%9B .\n'
    (folder / "claims.ttl").write_text(claims, "utf-8")
    bib = re.sub(r"(title\s*=\s*\{)", rf"\1T{EVIL}", (TEA / "citations.bib").read_text("utf-8"))
    (folder / "citations.bib").write_text(bib, "utf-8")
    return folder


def arguments(verb, folder):
    return [*verb, *([] if verb[0].startswith("verb") else ["--data", str(folder)])]


@pytest.fixture
def terminal(monkeypatch):
    """What a terminal gets to see of a verb, on both of its streams."""
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")

    def seen(given):
        ours, theirs = os.openpty()
        pieces = []

        def listen():
            with io.FileIO(ours) as file:
                try:
                    while piece := file.read(65_536):
                        pieces.append(piece)
                except OSError:  # so a terminal ends on Linux
                    pass

        listener = threading.Thread(target=listen)
        listener.start()
        with io.TextIOWrapper(io.FileIO(theirs, "w"), encoding="utf-8", write_through=True) as stream:
            monkeypatch.setattr(sys, "stdout", stream)
            monkeypatch.setattr(sys, "stderr", stream)
            main(given)
            monkeypatch.undo()
        listener.join()
        return b"".join(pieces).decode()

    return seen


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
@pytest.mark.parametrize(
    "verb", VERBS, ids=lambda verb: " ".join(verb)[:40].encode("ascii", "replace").decode()
)
def test_no_verb_gives_a_terminal_what_it_would_obey(hostile, terminal, verb):
    seen = terminal(arguments(verb, hostile))

    assert len(seen) > 10
    assert COMMAND.findall(seen) == []


@pytest.mark.parametrize(
    "verb", VERBS, ids=lambda verb: " ".join(verb)[:40].encode("ascii", "replace").decode()
)
def test_into_a_pipe_go_escapes_or_nothing_that_a_terminal_would_obey(hostile, capfd, verb):
    main(arguments(verb, hostile))
    out, err = capfd.readouterr()

    assert out + err != ""
    assert COMMAND.findall(err) == []
    assert COMMAND.findall(out) == []


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no pseudo-terminals")
@pytest.mark.parametrize(
    "verb", [["check"], ["claims"], ["export", "bibtex"], ["check", "-f", "json"]], ids=" ".join
)
def test_no_key_of_a_work_gives_a_terminal_what_it_would_obey(tea, terminal, verb):
    with (tea / "citations.bib").open("a", encoding="utf-8") as file:
        file.write(f"@misc{{key{EVIL}, title = {{Key}}, note{EVIL} = {{x}}}}\n")

    assert COMMAND.findall(terminal(arguments(verb, tea))) == []


def test_what_is_escaped_comes_back_to_the_letter(hostile, capfd):
    def out(*verb):
        main([*verb, "--data", str(hostile)])
        return capfd.readouterr().out

    lines = set(parse(out("export", "ntriples").encode(), format=RdfFormat.N_TRIPLES))
    turtle = set(parse(out("export", "turtle").encode(), format=RdfFormat.TURTLE))
    linked = set(parse(out("export", "jsonld").encode(), format=RdfFormat.JSON_LD))
    names = [claim["statement"] for claim in json.loads(out("claims", "-f", "json"))]
    tsv = out("ask", "SELECT ?text { ?c eg:statement ?text }", "-f", "tsv").splitlines()[1:]
    told = [next(parse(f"<urn:a> <urn:b> {cell} .", format=RdfFormat.TURTLE)).object.value for cell in tsv]

    assert {t.object.value for t in lines} == {t.object.value for t in turtle}
    assert {t.object.value for t in lines} <= {t.object.value for t in linked}
    assert all(EVIL in name for name in names)
    assert sorted(told) == sorted(names)


OUTPUTS = [
    ["--help"],
    ["--version"],
    ["claims", "--help"],
    ["claims"],
    ["claims", "-f", "json"],
    ["claims", "-f", "csv"],
    ["check"],
    ["ask"],
    ["ask", "ASK {}"],
    ["audit", "tea-blog", "-f", "markdown"],
    ["export", "turtle"],
    ["cache"],
]


def shell(verb, rest, folder):
    """How *verb* ends in a shell that gives it *rest* for an output."""
    data = (
        ["--data", str(folder)]
        if verb[0] not in {"--help", "--version", "cache"} and "--help" not in verb
        else []
    )
    line = [sys.executable, "-m", "evidence_graph", *verb, *data]
    return subprocess.run(
        ["sh", "-c", f'"$@" {rest}', "sh", *line], capture_output=True, text=True, check=False, cwd=folder
    )


@pytest.mark.parametrize(
    ("rest", "reason", "status"),
    [(">&-", "standard output is closed", 2), ("> /dev/full", "No space left on device", 3)],
)
@pytest.mark.parametrize("verb", OUTPUTS, ids=" ".join)
def test_an_answer_that_reaches_nobody_is_one_sentence_and_not_fine(tea, verb, rest, reason, status):
    done = shell(verb, rest, tea)

    assert done.returncode == status
    assert done.stderr == f"error: the answer could not be written: {reason}\n"


def test_with_all_streams_closed_no_file_takes_the_place_of_an_output(tea):
    done = shell(["export", "sqlite", "-o", "out.sqlite"], "<&- >&- 2>&-", tea)

    assert done.returncode == 0
    assert (tea / "out.sqlite").read_bytes()[:15] == b"SQLite format 3"


@pytest.mark.parametrize(
    "verb", [["--help"], ["claims", "-f", "json"], ["export", "turtle"], ["check"]], ids=" ".join
)
def test_a_reader_that_goes_early_is_a_quiet_end(tea, verb):
    done = shell(verb, "| true", tea)
    data = ["--data", str(tea)] if verb != ["--help"] else []
    with subprocess.Popen(
        [sys.executable, "-m", "evidence_graph", *verb, *data], stdout=subprocess.PIPE
    ) as asking:
        asking.stdout.close()

    assert (done.stderr, asking.returncode) == ("", 0)
