"""A judgement quotes its study letter by letter: several quotes, each with place, role and fingerprint."""

import hashlib
import json

import pytest

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.checks import check
from evidence_graph.cli import main
from evidence_graph.model import QuoteRole

LINE = "milk-hides-bitterness.sorensen2015.ana"
FIRST, SECOND = "Milk lowered bitterness by 1.2 (95% CI −0.1 to 2.5).", "We did not test oat milk."


@pytest.fixture
def run(capfd, tea):
    """Run the command on a copy of the tea data; its exit status, standard output and standard error."""

    def run(*arguments, data=tea):
        status = main([*map(str, arguments), *(("--data", str(data)) if data else ())])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def facts(quotes):
    """What is recorded of each of *quotes*."""
    return [(quote.text, quote.place, quote.role) for quote in quotes]


EVIDENCE = ("add", "evidence", "--claim", "milk-spoils-tea", "--study", "leaf2001", "--stance", "background")


def test_a_judgement_is_added_with_several_quotes_each_with_its_place_and_role(tea, run):
    status, out, _ = run(
        *EVIDENCE,
        *("--quote", FIRST, "--quote-place", "p. 4", "--quote-role", "own result"),
        *("--quote", SECOND, "--quote-place", "p. 9", "--quote-role", "background"),
    )

    quotes = eg.load(tea).quotes("milk-spoils-tea.leaf2001.ana")
    assert (status, out.startswith("added judgement")) == (0, True)
    assert facts(quotes) == [
        (FIRST, "p. 4", QuoteRole.OWN_RESULT),
        (SECOND, "p. 9", QuoteRole.BACKGROUND),
    ]
    assert [quote.sha256 for quote in quotes] == [
        hashlib.sha256(text.encode()).hexdigest() for text in (FIRST, SECOND)
    ]
    assert check(tea) == []


def test_one_place_said_alone_is_that_of_all_quotes_and_a_wrong_number_is_refused(tea, run):
    run(*EVIDENCE, "--quote", FIRST, "--quote", SECOND, "--quote-place", "Results")
    assert {quote.place for quote in eg.load(tea).quotes("milk-spoils-tea.leaf2001.ana")} == {"Results"}

    places = ("--quote-place", "p. 1", "--quote-place", "p. 2")
    status, _, err = run(*EVIDENCE, "--curator", "bo", "--quote", FIRST, *places)
    assert status == 2
    assert "--quote-place is said 2 for 1 quotes" in " ".join(err.split())


def test_a_quote_is_added_to_a_judgement_that_is_there_and_not_twice(tea, run):
    assert run("add", "quote", LINE, FIRST, "--place", "Table 2", "--role", "review")[:2] == (
        0,
        f"added quote {LINE}.1\n",
    )
    assert facts(eg.load(tea).quotes(LINE)) == [(FIRST, "Table 2", QuoteRole.REVIEW)]

    status, _, err = run("add", "quote", LINE, FIRST)
    assert status == 1
    assert f"quotes that already: {LINE}.1" in " ".join(err.split())


@pytest.mark.parametrize("change", [("−0.1", "0.1"), ("not ", ""), ("95%", "90%")])
def test_a_letter_that_is_changed_by_hand_is_seen(tea, run, change):
    run("add", "quote", LINE, FIRST)
    run("add", "quote", LINE, SECOND)
    path = tea / "claims.ttl"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")

    assert [problem.code for problem in check(tea)] == ["quote-altered"]


def test_quotes_that_a_line_names_without_more_are_quotes_too(tea):
    path = tea / "claims.ttl"
    text = path.read_text("utf-8")
    path.write_text(
        text + f'line:{LINE} eg:quote "{SECOND}" ; eg:quotePlace "Limits" ; eg:language "en" .\n', "utf-8"
    )
    with eg.edit(tea) as book:
        book.add(eg.Quote(FIRST, place="p. 4", line=LINE))

    graph = eg.load(tea)
    assert facts(graph.quotes(LINE)) == [(FIRST, "p. 4", None), (SECOND, "Limits", None)]
    assert [quote.language for quote in graph.quotes(LINE)] == [None, "en"]


def test_every_face_shows_quote_place_and_role(run):
    run("add", "quote", LINE, FIRST, "--place", "Table 2", "--role", "own result")

    for verb, name in (("studies", "milk-hides-bitterness"), ("show", "sorensen2015")):
        text = " ".join(run(verb, name)[1].split())
        assert f"“{FIRST}” (Table 2, own result)" in text

    answer = json.loads(run("studies", "milk-hides-bitterness", "--full", "-f", "json")[1])
    [item] = [one for one in answer["evidence"] if one["quotations"]]
    assert item["quotations"] == [
        {
            "text": FIRST,
            "place": "Table 2",
            "role": "own-result",
            "language": None,
            "sha256": hashlib.sha256(FIRST.encode()).hexdigest(),
        }
    ]


def test_our_own_json_brings_quotes_and_findings_back(run, tmp_path):
    run("edit", LINE, "furtherFinding+=Oat milk was not tried.")
    run("add", "quote", LINE, FIRST, "--place", "Table 2", "--role", "own result")
    answer = tmp_path / "answer.json"
    run("studies", "milk-hides-bitterness", "--full", "-f", "json", "-o", answer)
    eg.new(tmp_path / "other", empty=True)

    run("import", answer, "--into", tmp_path / "other", data=None)

    other = eg.load(tmp_path / "other")
    [line] = [line for line in other.all(model.EvidenceLine) if line.citation == "sorensen2015"]
    assert facts(other.quotes(line)) == [(FIRST, "Table 2", QuoteRole.OWN_RESULT)]
    assert line.further_findings == ("Oat milk was not tried.",)


def test_the_first_finding_is_the_main_one_and_the_others_are_shown_beside_it(tea, run):
    run(*EVIDENCE, "--finding", "Tea stayed clear.", "--finding", "It tasted the same.")

    lines = {line.id: line for line in eg.load(tea).all(model.EvidenceLine)}
    line = lines["milk-spoils-tea.leaf2001.ana"]
    assert (line.finding, line.further_findings) == ("Tea stayed clear.", ("It tasted the same.",))
    text = run("studies", "milk-spoils-tea")[1]
    assert "Tea stayed clear." in text
    assert "It tasted the same." in text


def test_a_table_gives_the_role_of_its_quotes_and_doubles_nothing_when_imported_again(tea, run, tmp_path):
    table = tmp_path / "quotes.csv"
    table.write_text(
        "claim,quote,quote_role,section,label,title\n"
        "Milk spoils tea.,It curdled at once.,own result,Results,Supports,Curdling\n",
        "utf-8",
    )

    first = run("import", table, "--into", tea)
    second = run("import", table, "--into", tea)

    graph = eg.load(tea)
    [line] = [line for line in graph.all(model.EvidenceLine) if line.curator == "quotes-csv"]
    assert (first[0], second[0]) == (0, 0)
    assert facts(graph.quotes(line)) == [("It curdled at once.", "Results", QuoteRole.OWN_RESULT)]


def test_a_renamed_judgement_keeps_its_quotes(tea, run):
    run("add", "quote", LINE, FIRST)

    assert run("rename", f"line:{LINE}", "milk.sorensen")[0] == 0

    assert facts(eg.load(tea).quotes("milk.sorensen")) == [(FIRST, None, None)]


def test_a_quote_of_a_judgement_that_is_not_there_is_a_problem(tea):
    path = tea / "claims.ttl"
    head = "@prefix quote: <https://example.org/tea/quote/> .\n"
    path.write_text(
        head
        + path.read_text("utf-8")
        + 'quote:q a eg:Quote ; eg:line line:no ; eg:number 1 ; eg:text "x" .\n',
        "utf-8",
    )

    assert [problem.code for problem in check(tea)] == ["unknown-line"]


def test_a_quote_stands_behind_its_line_when_a_folder_is_tidied(tea, run):
    run("add", "quote", LINE, SECOND)
    assert run("tidy")[0] == 0

    text = (tea / "claims.ttl").read_text("utf-8")
    assert text.index(f"line:{LINE} a") < text.index(f"quote:{LINE}.1 a") < text.index("a eg:Disagreement")
    assert isinstance(eg.load(tea).quotes(LINE)[0], model.Quote)


def test_a_quote_leaves_as_an_annotation_of_the_work(tea, run, tmp_path):
    run("add", "quote", LINE, FIRST, "--place", "Table 2")

    path = tmp_path / "out.ttl"
    assert run("export", "turtle", "--standard", "-o", path)[0] == 0

    from rdflib import Graph, Namespace

    oa = Namespace("http://www.w3.org/ns/oa#")
    assert [str(text) for text in Graph().parse(path).objects(None, oa.exact)] == [FIRST]
    assert eg.load(tea).quotes(LINE)[0].place == "Table 2"


@pytest.mark.parametrize(
    ("text", "codes"), [(FIRST, set()), (FIRST.replace("−0.1", "0.1"), {"quote-not-found"})]
)
def test_each_quote_of_its_own_is_looked_for_in_its_source(run, tmp_path, text, codes):
    run("add", "quote", LINE, text)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "sorensen2015.txt").write_text(f"Results. {FIRST} The end.", "utf-8")

    _, out, _ = run("check", "--texts", tmp_path / "texts", "-f", "json")

    problems = {problem["code"] for problem in json.loads(out) if problem["code"].startswith("quote-")}
    assert problems == codes
