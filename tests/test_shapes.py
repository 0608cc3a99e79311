"""What programs get: brief or in full, some fields, a line an item, numbers whole; and near words."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.cli import main
from evidence_graph.cli.choices import WordChoice, words_of
from evidence_graph.cli.printing import _cell, _json
from evidence_graph.model import Claim, Directness, Stance, Verdict
from evidence_graph.sheets.speech import round_shares, speech

TEA = Path(__file__).parent / "tea"
BITTER = "long-steeping-makes-bitter"
SPRINT = "no-transfer-to-sprinting"
FASTER = "do hip thrusts make me faster?"


@pytest.fixture
def run(capfd, monkeypatch):
    """What a verb prints, of the bundled data unless others are named."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        status = main(list(arguments))
        printed = capfd.readouterr()
        return status, printed.out, printed.err

    return run


def test_a_question_is_answered_without_a_verb(run):
    status, out, err = run(FASTER)
    words = run(*FASTER.split())

    lines = out.splitlines()
    assert (status, err.startswith(f"taken as {SPRINT}; near: ")) == (0, True)
    assert lines[0] == "Does hip thrust training make you run faster, compared with no such training?"
    assert lines[1].startswith(
        "Too uncertain to say: three studies point to yes (one of them directly), nine"
    )
    assert words == (status, out, err)
    assert run("answer", SPRINT)[1] == out


def test_a_question_may_stand_behind_the_data(run):
    status, out, _ = run("--data", str(TEA), "does milk hide bitterness?")

    assert status == 0
    assert out.startswith("Milk hides the bitterness of tea.\n")


def test_the_answer_lists_each_study_once_and_names_those_beside_it(run):
    _, out, _ = run("answer", SPRINT)

    tally = json.loads(run("assess", SPRINT, "-f", "json")[1])["tally"]
    titles = dict(re.findall(r"^ ([A-Z][a-z ]+) \((\d+)\)$", out, re.MULTILINE))
    assert titles == {
        "Yes": str(len(tally["opposes"])),
        "Could not tell": str(len(tally["inconclusive"])),
        "In part": str(len(tally["qualifies"])),
    }
    assert "Beside these (2): Lombardo & Deaner 2014 (background), Zweifel 2017 (opinion)" in out


@pytest.mark.parametrize("first", ["how do", "do", "is it true that", "can", "will"])
def test_a_question_in_words_may_begin_like_a_verb(run, first):
    """How is within show, and do within undo."""
    status, _, err = run(*first.split(), *["hip", "thrusts", "make", "me", "faster?"])

    assert (status, "There is no verb" in err) == (0, False)


def test_a_slip_of_a_verb_is_no_question(run):
    status, _, err = run("stuides", "x", "y")

    assert status == 2
    assert "There is no verb 'stuides'. Did you mean studies?" in err


def test_yes_and_no_are_what_the_studies_say_to_the_question(run):
    """The claim answers no: the studies against it point to yes."""
    for word in ("yes", "against", "opposes", "Against the claim"):
        status, out, err = run("studies", SPRINT, "--stance", word)
        assert status == 0
        assert err == "shown: the studies of which a reader says yes, 4 of 16\n", word
        assert " Yes (3)\n" in out
        assert " No (" not in out


def test_without_a_question_yes_is_refused_with_the_words_to_take(run):
    status, _, err = run("studies", BITTER, "--stance", "yes", "--data", str(TEA))

    assert status == 2
    assert f"{BITTER} answers no question on record; take --stance for or --stance against." in err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["claims", "--verdict", "baked"], "Did you mean backed?"),
        (["claims", "--verdict", "none recordd"], "Did you mean none recorded?"),
        (["studies", SPRINT, "--stance", "againts"], "Did you mean opposes?"),
        (["export", "bibtx"], "Did you mean bibtex?"),
        (["claims", "-f", "cvs"], "Did you mean csv?"),
        (["assess", "--weighing", "count"], "Did you mean counts?"),
        (["assess", "--engine", "sprk"], "Did you mean spark?"),
        (["claims", "-f", "json", "--fields", "id,verdct"], "Did you mean verdict?"),
        (["claims", "-f", "csv", "--fields", "idd"], "Did you mean id?"),
    ],
)
def test_a_slip_in_the_value_of_an_option_is_told_its_nearest(run, arguments, meant):
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert meant in err


@pytest.mark.parametrize(
    ("choices", "word", "value"),
    [
        (Stance, "for", "supports"),
        (Stance, "AGAINST", "opposes"),
        (Stance, "Qualifying", "qualifies"),
        (Directness, "very indirect", "very-indirect"),
        (Verdict, "none-recorded", "none recorded"),
        (Verdict, "none_found", "none found"),
    ],
)
def test_what_we_print_for_a_value_is_taken_for_it(choices, word, value):
    assert WordChoice(words_of(choices)).convert(word, None, None) == value


def test_json_is_brief_and_says_how_the_question_was_taken(run):
    _, out, _ = run("studies", FASTER, "-f", "json")
    answer = json.loads(out)

    assert answer["taken"]["claim"] == answer["claim"]["id"] == SPRINT
    assert (answer["taken"]["by"], answer["taken"]["asked"]) == ("question", FASTER)
    assert (answer["verdict"], answer["certainty"]) == ("uncertain", None)
    assert answer["support"] + answer["opposition"] + answer["unknown"] == pytest.approx(1)
    assert len(answer["studies"]) == 16
    assert len(out.encode()) * 13 / 16 <= 12_000


WORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(WORDS)
def test_json_with_its_simple_lists_in_a_line_is_the_same_json(record):
    assert json.loads(_json(record, lined=False)) == record


def test_all_is_told_in_full(run):
    brief = json.loads(run("studies", SPRINT, "-f", "json")[1])
    full = json.loads(run("studies", SPRINT, "-f", "json", "--full")[1])

    assert {row["key"] for row in brief["studies"]} == {one["citation"]["key"] for one in full["evidence"]}
    assert full["taken"] == {"asked": SPRINT, "by": "id", "claim": SPRINT, "near": []}
    assert len(json.loads(run("claims", "-f", "json", "--full")[1])[0]["assertions"]) > 0


@pytest.mark.parametrize(
    ("verb", "number"),
    [
        (["claims"], 101),
        (["claims", "--full"], 101),
        (["assess"], 101),
        (["assess", SPRINT], 16),
        (["studies", SPRINT], 16),
        (["answer", SPRINT], 16),
        (["audit"], 2),
        (["audit", "hip-thrust-critique"], 70),
        (["ask", "studies-of-claim", "-p", f"claim={SPRINT}", "-p", "stance=opposes"], 7),
    ],
)
def test_json_lines_have_a_line_an_item(run, verb, number):
    _, out, _ = run(*verb, "-f", "jsonl")

    items = [json.loads(line) for line in out.splitlines()]
    assert len(items) == number
    assert all(isinstance(item, dict) for item in items)


def test_json_lines_of_what_is_no_list_are_those_of_the_list_in_it(run):
    _, lines, _ = run("agreement", "-f", "jsonl", "--data", str(TEA))
    _, whole, _ = run("agreement", "-f", "json", "--data", str(TEA))

    assert list(map(json.loads, lines.splitlines())) == json.loads(whole)["disputed"]


def test_only_the_fields_asked_for_are_told_in_their_order(run):
    _, lines, _ = run("claims", "-f", "jsonl", "--fields", "verdict,id")
    _, table, _ = run("claims", "-f", "csv", "--fields", "verdict, id")
    _, answer, _ = run("studies", SPRINT, "-f", "json", "--fields", "answer,verdict")

    first = json.loads(lines.splitlines()[0])
    assert list(first) == ["verdict", "id"]
    assert table.splitlines()[0] == "verdict,id"
    assert table.splitlines()[1] == f"{first['verdict']},{first['id']}"
    assert list(json.loads(answer)) == ["answer", "verdict"]


def test_numbers_of_csv_are_whole_and_below_nought_they_are_numbers(run):
    texts = '("-0.35" AS ?a) ("-0.5 to -0.2" AS ?b) ("=SUM(A1)" AS ?c)'
    query = f"SELECT {texts} (0.00004 AS ?d) (1.23456789 AS ?e) {{}}"
    _, out, _ = run("ask", query, "-f", "csv")

    assert out.splitlines() == ["a,b,c,d,e", "-0.35,'-0.5 to -0.2,'=SUM(A1),4e-05,1.23456789"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_comes_out_of_csv_as_it_went_in(number):
    assert float(_cell(number)) == number


@given(st.text())
def test_no_cell_of_words_is_a_formula(text):
    cell = _cell(text).lstrip()

    assert not cell.startswith(("=", "@")), text
    assert not cell.startswith(("+", "-")) or re.fullmatch(r"[+-]?[0-9.eE+-]+", cell)


def test_csv_for_excel_carries_the_mark_by_which_it_reads_letters(run, tmp_path):
    run("claims", "-f", "excel", "-o", str(tmp_path / "claims.csv"))
    run("claims", "-f", "csv", "-o", str(tmp_path / "plain.csv"))

    excel, plain = ((tmp_path / name).read_bytes() for name in ("claims.csv", "plain.csv"))
    assert excel == b"\xef\xbb\xbf" + plain
    assert len(list(csv.reader(io.StringIO(plain.decode())))) == 102


SHARE = st.integers(0, 10_000)


@given(SHARE, SHARE, SHARE)
def test_printed_shares_add_up_to_one_and_none_is_off_by_a_hundredth(first, second, third):
    whole = first + second + third or 1
    parts = {"a": first / whole, "b": second / whole, "c": 1 - (first + second) / whole}
    printed = round_shares(parts)

    assert round(sum(printed.values()), 9) == 1
    assert all(abs(printed[name] - parts[name]) < 0.01 for name in parts)


def test_a_claim_without_a_question_speaks_of_itself():
    words = speech(Claim("x", "Tea calms.", "tea"))

    assert [words.stance(stance) for stance in Stance][:3] == ["for", "against", "inconclusive"]
    assert words.stance_of("yes") is None


def completed(capfd, monkeypatch, line):
    """What a shell is offered at the end of *line*."""
    monkeypatch.setenv("_EVIDENCE_GRAPH_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    with pytest.raises(SystemExit):
        main(line.split()[1:])
    printed = capfd.readouterr()
    assert printed.err == ""
    return [entry.partition(",")[2] for entry in printed.out.splitlines() if entry]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("evidence-graph st", ["studies"]),
        (f"evidence-graph studies --data {TEA} long", [BITTER]),
        (f"evidence-graph audit --data {TEA} t", ["tea-blog"]),
        (f"evidence-graph claims --data {TEA} --topic ", ["brewing", "taste"]),
        (f"evidence-graph assess --data {TEA} --without leaf2", ["leaf2001"]),
        (f"evidence-graph show --data {TEA} co", ["cold-brew"]),
        ("evidence-graph claims -f js", ["json", "jsonl"]),
        ("evidence-graph claims --data /nowhere --topic t", []),
        ("evidence-graph claims --data http://127.0.0.1:9/query --topic t", []),
        ("evidence-graph nonsense x", []),
    ],
)
def test_a_shell_completes_verbs_names_and_values(capfd, monkeypatch, line, offers):
    assert completed(capfd, monkeypatch, line) == offers


def test_the_help_tells_how_a_shell_is_told_to_complete(run):
    assert 'eval "$(_EVIDENCE_GRAPH_COMPLETE=bash_source evidence-graph)"' in run("--help")[1]


def test_a_place_without_a_verb_is_told_what_is_missing(run):
    status, out, err = run("--data", "data")

    assert (status, out) == (2, "")
    assert "A verb or a question is missing" in err
