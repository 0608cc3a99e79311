"""What is too large, too long or too deep ends in the same sentence with its line, whatever verb reads it."""

import itertools
import json
import os
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from evidence_graph.cli import main
from evidence_graph.endpoint import calls, replies
from evidence_graph.errors import BrokenFile, EndpointError
from evidence_graph.limits import bibtex_text, turtle

PREFIX = "@prefix eg: <https://w3id.org/evidence-graph/terms#> .\n"
HUGE, LONG = "a" * 16_000_001, "a" * 1_000_001
LINES, ESCAPES = "a b\n" * 4_000_001, "\\n" * 8_000_001
TURTLE = {
    "text": (f'eg:a eg:b "{HUGE}" .\n', "A text is longer than 16,000,000 bytes"),
    "text of many lines": (f'eg:a eg:b """{LINES}""" .\n', "A text is longer than"),
    "text with escapes": (f'eg:a eg:b "{ESCAPES}" .\n', "A text is longer than"),
    "text nobody closes": (f"eg:a eg:b '{HUGE}", "A text is longer than"),
    "comment": (f"# {HUGE}\n", "A comment is longer than 16,000,000 bytes"),
    "address": (f"eg:a eg:b <urn:{LONG}> .\n", "An address is longer than 1,000,000 bytes"),
    "prefix": (f"@prefix a: <urn:{LONG}> .\n", "An address is longer than"),
    "name": (f"eg:a eg:b eg:{LONG} .\n", "A name or number is longer than 1,000,000 bytes"),
    "name with escapes": ("eg:a eg:b " + "\\-" * 500_001 + " .\n", "A name or number is longer than"),
    "language": (f'eg:a eg:b "x"@{LONG} .\n', "A name or number is longer than"),
    "label": (f"_:{LONG} eg:b eg:c .\n", "A name or number is longer than"),
    "number": (f"eg:a eg:b {'9' * 1_000_001} .\n", "A name or number is longer than"),
    "lists": (f"eg:a eg:b {'(' * 201}{')' * 201} .\n", "Brackets are nested more than 200 deep"),
    "nodes": (f"eg:a eg:b {'[ eg:p ' * 300} eg:c {']' * 300} .\n", "Brackets are nested more than 200 deep"),
    "lists nobody closes": (f"eg:a eg:b {'(' * 1_000_000}", "Brackets are nested more than 200 deep"),
}
BIBTEX = {
    "field": (f"@misc{{big, title = {{{HUGE}}}}}\n", "An entry is longer than 16,000,000 bytes"),
    "fields": ("@misc{big" + ", note = {a}" * 1_500_000 + "}\n", "An entry is longer than"),
    "remark": (f"@comment{{{HUGE}}}\n", "An entry is longer than"),
    "braces": (f"@misc{{big, title = {'{' * 201}{'}' * 201}}}\n", "Braces are nested more than 200 deep"),
    "braces nobody closes": (f"@misc{{big, title = {'{' * 500_000}", "Braces are nested more than 200 deep"),
    "entries in entries": ("@misc{" * 300_000, "Braces are nested more than 200 deep"),
}
PADDING = "# a comment that makes the folder large enough to be compiled\n" * 4_000
VERBS = [
    ["studies", "milk-spoils-tea"],
    ["claims"],
    ["claims", "--no-cache"],
    ["show", "leaf2001"],
    ["map", "-o", "map.html"],
    ["site", "-o", "site"],
    ["export", "bibtex"],
    ["export", "ntriples"],
    ["export", "turtle", "--no-cache"],
    ["export", "graphml"],
    ["assess"],
    ["audit", "tea-blog"],
    ["agreement"],
    ["ask", "ASK {}"],
    ["ask", "studies-by-year", "--no-cache"],
    ["build"],
    ["build", "--sparql"],
]
ROAD = itertools.cycle(VERBS)
"""Each case is tried with the next verbs; `make trials` tries all."""


def end(folder, verb, capfd):
    """How *verb* ends on the data in *folder*: exit status, standard output, standard error."""
    capfd.readouterr()
    status = main([*verb, "--data", str(folder)])
    return (status, *capfd.readouterr())


def append(path, text, *, padding=""):
    """Let a file end in *padding* and *text*; the line on which *text* begins."""
    whole = path.read_text("utf-8") + padding
    path.write_text(whole + text, "utf-8")
    return whole.count("\n") + 1


@pytest.fixture
def refusals(trial, own_cache, tmp_path, monkeypatch, capfd):
    """How some verbs in turn, all of them in `make trials`, refuse a folder: the verb, and what it says."""
    monkeypatch.chdir(tmp_path)

    def refusals(folder):
        for verb in itertools.islice(ROAD, trial.amount(sample=2, whole=len(VERBS))):
            status, out, err = end(folder, verb, capfd)
            assert (verb, status, out) == (verb, 2, "")
            assert err.count("\n") == 1
            yield verb, err
        assert own_cache.kept() == []

    return refusals


@pytest.mark.trial
@pytest.mark.parametrize("padding", ["", PADDING], ids=["read whole", "compiled"])
@pytest.mark.parametrize(("text", "reason"), TURTLE.values(), ids=TURTLE)
def test_a_claims_file_over_a_limit_is_told_with_its_line(tea, refusals, padding, text, reason):
    line = append(tea / "claims.ttl", text, padding=padding)

    for verb, said in refusals(tea):
        assert (verb, said.partition(reason)[0]) == (verb, f"error: {tea / 'claims.ttl'}:{line}: ")


@pytest.mark.trial
@pytest.mark.parametrize("padding", ["", PADDING], ids=["read whole", "compiled"])
@pytest.mark.parametrize(("text", "reason"), BIBTEX.values(), ids=BIBTEX)
def test_a_bibliography_over_a_limit_is_told_with_its_line(tea, refusals, padding, text, reason):
    append(tea / "claims.ttl", "", padding=padding)
    line = append(tea / "citations.bib", text)

    for verb, said in refusals(tea):
        assert (verb, said.partition(reason)[0]) == (verb, f"error: {tea / 'citations.bib'}:{line}: ")


@pytest.mark.parametrize("name", ["claims.ttl", "citations.bib"])
def test_a_file_over_the_size_is_refused_without_a_look_into_it(tea, refusals, monkeypatch, name):
    with (tea / name).open("r+b") as file:
        file.truncate(500_000_001)
    monkeypatch.setattr("evidence_graph.store.cache_folder._content", lambda _: pytest.fail("it was read"))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))

    reason = "the file has 500,000,001 bytes, more than the limit of 500,000,000."
    for verb, said in refusals(tea):
        assert (verb, said) == (verb, f"error: {tea / name}: {reason}\n")


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("claims.ttl", *TURTLE["lists"]),
        ("claims.ttl", *TURTLE["comment"]),
        ("citations.bib", *BIBTEX["braces"]),
    ],
)
def test_check_tells_a_limit_as_a_problem_with_its_line(tea, capfd, name, text, reason):
    line = append(tea / name, text)

    status, out, _ = end(tea, ["check", "-f", "json"], capfd)
    [problem] = [p for p in json.loads(out) if p["code"] == "broken-file"]

    assert (status, problem["line"]) == (1, line)
    assert problem["message"].startswith(reason)


def test_publish_tells_the_same_sentence_and_sends_nothing(tea, capfd):
    text, reason = TURTLE["lists"]
    line = append(tea / "claims.ttl", text)

    status = main(["publish", str(tea), "http://127.0.0.1:1/sparql"])

    assert status == 2
    assert f"{tea / 'claims.ttl'}:{line}: {reason}" in capfd.readouterr().err


def test_a_field_over_the_limit_of_a_value_is_a_problem_and_the_rest_is_read(tea, capfd):
    append(tea / "citations.bib", f"@misc{{big, title = {{{LONG}}}, year = 2001}}\n")

    status, out, _ = end(tea, ["check", "-f", "json"], capfd)
    problems = {problem["code"]: problem["message"] for problem in json.loads(out)}
    citation = json.loads(end(tea, ["show", "big", "-f", "json"], capfd)[1])

    assert status == 1
    assert problems["long-value"].startswith("The field title has 1,000,003 characters, more than the limit")
    assert (citation["title"], citation["year"]) == (None, 2001)


def test_an_entry_that_nobody_closes_is_still_a_problem_and_no_limit(tea, capfd):
    append(tea / "citations.bib", "".join(f"@misc{{open{n}, title = {{x}},\n" for n in range(300)))

    status, out, err = end(tea, ["claims"], capfd)

    assert (status, "long-steeping-makes-bitter" in out) == (0, True)
    assert "see: evidence-graph check" in err


PIECE = st.sampled_from([*"\"'<>#\\()[];,.{ \né", '"""', "'''", "eg:a", "@en"])


@settings(max_examples=300)
@given(st.lists(PIECE, max_size=40).map("".join), st.sampled_from(" \n"))
def test_whatever_stands_before_it_a_deep_nest_never_reaches_the_parser(before, gap):
    raw = f"{PREFIX}{before}{gap}eg:a eg:b {'( ' * 201}{') ' * 201} .".encode()

    try:
        turtle.refuse(raw, "x")
    except BrokenFile:
        return

    try:
        lists = [t for t in parse(raw, format=RdfFormat.TURTLE) if t.predicate.value.endswith("#rest")]
    except SyntaxError:  # what hides it from us is broken for the parser as well
        return
    assert lists == []


@settings(max_examples=300)
@given(st.lists(PIECE, max_size=60).map("".join))
def test_what_is_small_is_within_all_limits(text):
    assert turtle.refuse(f"{PREFIX}{text}".replace("<<", "").replace("{|", "").encode(), "x") is None
    assert bibtex_text.refuse(text.encode(), "x") is None


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "small.txt").write_text("small")
    return folder


def large(path):
    with path.open("wb") as file:
        file.truncate(50_000_001)


ODD_TEXTS = {
    "large": (large, "the file has 50,000,001 bytes, more than the limit of 50,000,000."),
    "pipe": (os.mkfifo, "it is a pipe or a device and no text."),
    "device": (lambda path: path.symlink_to("/dev/zero"), "it is a pipe or a device and no text."),
    "folder": (Path.mkdir, "it is a folder and no text."),
    "dangling": (lambda path: path.symlink_to("nowhere"), "the link leads nowhere."),
    "round": (lambda path: path.symlink_to(path.name), "the link leads nowhere."),
}


@pytest.mark.skipif(os.name != "posix", reason="there are no pipes in folders elsewhere")
@pytest.mark.parametrize(("make", "reason"), ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_what_is_no_text_of_an_article_is_refused_without_a_look_into_it(tea, texts, capfd, make, reason):
    make(texts / "odd.txt")

    status, _, err = end(tea, ["show", "milk-spoils-tea", "--texts", str(texts)], capfd)

    assert status == 2
    assert err.startswith(f"error: {texts / 'odd.txt'}: {reason}")


def test_a_hidden_folder_among_the_texts_and_a_text_at_the_limit_are_no_matter(tea, texts, capfd):
    (texts / ".git").mkdir()
    with (texts / "long.txt").open("wb") as file:
        file.truncate(50_000_000)

    assert end(tea, ["show", "milk-spoils-tea", "--texts", str(texts)], capfd)[0] == 0


@pytest.mark.parametrize(("text", "reason"), [TURTLE["text"], TURTLE["address"], TURTLE["lists"]])
@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples"])
def test_an_answer_of_an_endpoint_over_a_limit_is_told(kind, text, reason):
    headers = Message()
    headers["Content-Type"] = kind
    reply = calls.Reply(200, headers, f"{PREFIX}{text}".encode())

    with pytest.raises(EndpointError, match=f"line 2 of its answer: {reason}"):
        replies.triples(reply, "http://127.0.0.1/")
