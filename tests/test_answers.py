"""What the terminal, JSON, CSV and the notebook tell of an answer, and of what is and is not recorded."""

import csv
import io
import json
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import looks
from evidence_graph.cli import main
from evidence_graph.model import BiasJudgement

TEA = Path(__file__).parent / "tea"
CLAIM = "long-steeping-makes-bitter"
QUESTION = "Does tea get more bitter when it steeps longer?"

PREFIXES = """
@prefix answer: <https://w3id.org/evidence-graph/terms/answer/> .
@prefix bias: <https://w3id.org/evidence-graph/terms/bias/> .
@prefix coverage: <https://w3id.org/evidence-graph/terms/coverage/> .
@prefix read: <https://w3id.org/evidence-graph/terms/read/> .
@prefix weighing: <https://w3id.org/evidence-graph/terms/weighing/> .
@prefix margin: <https://example.org/tea/margin/> .
@prefix risk: <https://example.org/tea/risk-of-bias/> .
@prefix search: <https://example.org/tea/search/> .
"""

RECORDS = """
claim:long-steeping-makes-bitter eg:question "Does tea get more bitter when it steeps longer?" ;
    eg:answers answer:yes .

claim:milk-spoils-tea eg:question "Is tea better without milk?" ; eg:answers answer:no .

line:long-steeping-makes-bitter.pot2010.bo a eg:EvidenceLine ;
    eg:claim claim:long-steeping-makes-bitter ; eg:citation citation:pot2010 ; eg:curator curator:bo ;
    eg:stance stance:inconclusive ; eg:finding "The cups did not differ." ;
    eg:design design:randomised-crossover ; eg:participants 12 ; eg:strength "B of A to D" ;
    eg:quote "No taster told the cups apart." ; eg:quotePlace "page 3" ; eg:sourceItem "cups.csv#4" ;
    eg:note "split: dev" ;
    eg:exposure concept:tea ; eg:outcomeStudied concept:bitterness .

line:milk-spoils-tea.leaf2001.bo a eg:EvidenceLine ;
    eg:claim claim:milk-spoils-tea ; eg:citation citation:leaf2001 ; eg:curator curator:bo ;
    eg:stance stance:supports ; eg:finding "Milk was poured." ; eg:verified true ;
    eg:withdrawn "2026-11-02"^^xsd:date ; eg:withdrawnWhy "It was another kind of milk." .

risk:leaf2001.all a eg:RiskOfBias ;
    eg:citation citation:leaf2001 ; eg:instrument "RoB 2" ; eg:judgement bias:high ;
    eg:reason "The tasters saw the clock." ; eg:curator curator:ana ; eg:read read:full-text .
risk:leaf2001.order a eg:RiskOfBias ;
    eg:citation citation:leaf2001 ; eg:instrument "RoB 2" ; eg:domain "order of tasting" ;
    eg:judgement bias:some-concerns .

search:milk a eg:Search ;
    eg:claim claim:milk-spoils-tea ; eg:searchedSource "public web pages; no database search" ;
    eg:query "milk tea taste" ; eg:date "2026-11-01"^^xsd:date ; eg:coverage coverage:partial ;
    eg:curator curator:bo ; eg:hits 12 ; eg:kept 0 .

margin:bitter a eg:Margin ;
    eg:claim claim:long-steeping-makes-bitter ; eg:measure "SMD" ; eg:low "-0.2" ; eg:high "0.2" ;
    eg:statedBy "the tasters" .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The tea data with everything recorded that an answer rests on."""
    made = tmp_path_factory.mktemp("answers")
    text = (TEA / "claims.ttl").read_text("utf-8")
    (made / "claims.ttl").write_text(PREFIXES + text + RECORDS, "utf-8")
    (made / "citations.bib").write_bytes((TEA / "citations.bib").read_bytes())
    return made


@pytest.fixture
def run(capfd, monkeypatch, folder):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, data=folder):
        status = main([*arguments, "--data", str(data)])
        out, err = capfd.readouterr()
        assert (status, err) == (0, "")
        return out

    return run


def joined(text):
    return " ".join(text.split())


@pytest.mark.parametrize("verb", ["studies", "assess", "show"])
def test_an_answer_opens_with_the_question_and_the_sentence(run, verb):
    lines = run(verb, CLAIM).splitlines()

    assert lines[0] == QUESTION
    assert lines[1].startswith("Too little evidence to say; it leans to yes: one study points to yes")


@pytest.mark.parametrize("verb", ["studies", "assess", "show"])
def test_json_opens_with_the_question_and_the_sentence(run, verb):
    answer = json.loads(run(verb, CLAIM, "-f", "json"))

    first = [name for name in answer if name not in {"claim", "type"}][:2]
    assert first == ["question", "answer"]
    assert answer["question"] == QUESTION
    assert answer["answer"] == eg.assess(eg.load(TEA), CLAIM).answer.replace(
        "leans for the claim: one study speaks for it and one against it.",
        "leans to yes: one study points to yes, one to no and one could not tell.",
    )


def test_without_a_question_the_answer_speaks_of_the_claim_as_stated(run):
    lines = run("studies", CLAIM, data=TEA).splitlines()

    assert lines[0] == "Steeping tea for longer makes it more bitter."
    assert "it leans for the claim" in lines[1]


def test_the_table_lists_each_study_once_and_the_numbers_are_those_of_the_sentence(run):
    out = run("studies", CLAIM)
    titles = [line for line in out.splitlines() if line.endswith(" (1)")]

    assert titles == [" Yes (1)", " No (1)", " Could not tell (1)"]
    assert [out.count(key) for key in ("leaf2001", "sorensen2015", "pot2010")] == [1, 1, 1]


def test_the_numbers_of_a_claim_are_those_of_its_sentence_in_every_form(run):
    [listed] = [one for one in json.loads(run("claims", "-f", "json")) if one["id"] == CLAIM]
    [row] = [row for row in csv.DictReader(io.StringIO(run("claims", "-f", "csv"))) if row["id"] == CLAIM]
    tally = json.loads(run("assess", CLAIM, "-f", "json"))["tally"]

    numbers = {heading: len(tally.get(heading, ())) for heading in looks.HEADINGS}
    assert listed["studies"] == numbers == {heading: int(row[heading]) for heading in looks.HEADINGS}
    assert numbers["inconclusive"] == 1


def test_directness_is_told_for_each_study_also_where_nobody_recorded_it(run):
    lines = run("studies", CLAIM).splitlines()
    told = {line.split("  ")[0].strip(): line.split("  ")[-1].strip() for line in lines if "  " in line[1:]}

    assert told["Leaf et al. 2001"] == "direct / indirect"
    assert told["Pot 2010"] == "not recorded"


def test_what_a_line_records_takes_the_place_of_what_the_work_does(run):
    rows = csv.DictReader(io.StringIO(run("studies", CLAIM, "-f", "csv")))
    [line] = [row for row in rows if (row["citation"], row["curator"]) == ("pot2010", "bo")]

    assert (line["design"], line["n"], line["verified"]) == ("randomised-crossover", "12", "")
    assert line["heading"] == "inconclusive"


def test_what_was_studied_and_how_its_source_rates_it_are_shown(run):
    out = run("studies", CLAIM)

    assert "Studied: tea → bitterness" in out
    assert "Strength as printed: B of A to D" in out
    assert "The cups did not differ. [not recorded as confirmed]" in joined(out)


def test_a_withdrawn_line_is_shown_as_withdrawn_and_counts_nowhere(run):
    out = joined(run("studies", "milk-spoils-tea"))
    terms = json.loads(run("assess", "milk-spoils-tea", "-f", "json"))["terms"]

    assert "Not counted: 1 (withdrawn)" in out
    assert "Withdrawn 2026-11-02 (bo): It was another kind of milk." in out
    assert [(term["supports"], term["readings"][0]["withdrawn"]) for term in terms] == [(0, True)]


def test_a_search_is_listed_and_told_in_the_answer(run):
    answer = "No study recorded here answers this (a partial search on 2026-11-01 found none)."

    for verb in ("studies", "show"):
        out = run(verb, "milk-spoils-tea")
        assert out.splitlines()[1] == answer
        assert (
            "2026-11-01, partial, public web pages; no database search: “milk tea taste”; "
            "12 hits, 0 kept; by Bo"
        ) in joined(out)
        full = ["--full"] if verb == "studies" else []
        [search] = json.loads(run(verb, "milk-spoils-tea", "-f", "json", *full))["searches"]
        assert (search["coverage"], search["hits"], search["kept"]) == ("partial", 12, 0)
    assert "No search for studies of it is recorded." in run("show", CLAIM)


@pytest.mark.parametrize("verb", ["assess", "show"])
def test_how_much_is_recorded_is_told(run, verb):
    out = joined(run(verb, CLAIM))

    assert "Recorded design of 3 of 3, directness of 2 of 3, size of 2 of 3, risk of bias of 1 of 3" in out


def test_the_risk_of_bias_is_a_light_with_a_word_and_a_sign(run):
    citation = joined(run("show", "leaf2001"))

    assert "Risk of bias by RoB 2" in citation
    assert "order of tasting (~) some concerns No reason is recorded." in citation
    assert "over all (−) high The tasters saw the clock. Ana, read: full text" in citation
    assert "risk of bias (−) high" in joined(run("assess", CLAIM))
    assert "The risk of bias is not recorded." in run("show", "pot2010")
    assert len({looks.BIASES[judgement].sign for judgement in BiasJudgement}) == len(BiasJudgement)


def test_json_tells_the_risk_of_bias_of_a_work_and_of_each_term(run):
    judgements = json.loads(run("show", "leaf2001", "-f", "json"))["bias"]
    terms = json.loads(run("assess", CLAIM, "-f", "json"))["terms"]

    assert [(one["domain"], one["judgement"]) for one in judgements] == [
        ("order of tasting", "some-concerns"),
        (None, "high"),
    ]
    assert {term["key"]: term["bias"] for term in terms} == {
        "leaf2001": "high",
        "pot2010": None,
        "sorensen2015": None,
    }


def test_a_margin_is_shown_with_its_claim(run):
    assert "No difference SMD from -0.2 to 0.2 (the tasters)" in joined(run("show", CLAIM))


@pytest.mark.parametrize("stance", ["inconclusive", "opposes"])
def test_a_stance_that_no_study_takes_is_told_in_words(capfd, folder, stance):
    verb = {"inconclusive": "could not tell of", "opposes": "opposes"}[stance]

    main(["studies", "milk-spoils-tea", "--stance", stance, "--data", str(folder)])
    assert f"No study is recorded that {verb} it." in capfd.readouterr().out


def test_a_claim_says_how_to_correct_it(run):
    assert f"To correct it: claim {CLAIM} in claims.ttl, then evidence-graph check." in run("show", CLAIM)


ASSESSMENT = {
    *("claim", "question", "answer", "verdict", "certainty", "lean", "weighing", "tally", "not_counted"),
    *("why", "support", "opposition", "unknown", "sums", "apart", "inconclusive", "turn", "reasons"),
    *("recorded", "direct", "terms", "taken"),
}


def test_an_assessment_as_json_has_every_documented_field(run):
    everything = json.loads(run("assess", "-f", "json", "--full"))

    assert {frozenset(one) for one in everything} == {frozenset(ASSESSMENT)}
    assert [one["certainty"] for one in everything] == [None] * 3
    alone = json.loads(run("assess", CLAIM, "-f", "json"))
    assert alone["taken"] == {"asked": CLAIM, "by": "id", "claim": CLAIM, "near": []}
    assert [one for one in everything if one["claim"] == CLAIM] == [alone | {"taken": None}]
    documented = (Path(__file__).parents[1] / "docs" / "json.md").read_text("utf-8")
    assert [field for field in ASSESSMENT if f"`{field}`" not in documented] == []


def test_another_weighing_can_be_asked_for_and_is_named(run):
    out = joined(run("assess", CLAIM, "--weighing", "counts"))
    answer = json.loads(run("assess", CLAIM, "--weighing", "counts", "-f", "json"))

    assert "Weighed by counts" in out
    assert "Takes no side: has no vote." in out
    assert (answer["weighing"], answer["verdict"]) == ("counts", "uncertain")
    assert [(term["key"], term["supports"], term["opposes"]) for term in answer["terms"]] == [
        ("leaf2001", 0.0, 0.0),
        ("pot2010", 0.0, 0.0),
        ("sorensen2015", 0.0, 1.0),
    ]
    assert run("assess", "--weighing", "counts").endswith("weighed by counts\n")


def test_the_weighing_of_the_data_set_is_named_with_a_verdict(tmp_path, run, folder):
    text = (folder / "claims.ttl").read_text("utf-8")
    about = "<https://example.org/tea/> eg:weighing weighing:counts ; eg:enough 1 ."
    (tmp_path / "claims.ttl").write_text(f"{text}\n{about}\n", "utf-8")
    (tmp_path / "citations.bib").write_bytes((TEA / "citations.bib").read_bytes())

    out = joined(run("studies", CLAIM, data=tmp_path))

    assert "Weighed by counts, enough votes: 1." in out
    assert "eighed by" not in run("studies", CLAIM)
    for verb in (["claims"], ["audit", "tea-blog"]):
        assert "eighed by counts." in joined(run(*verb, data=tmp_path))
        assert "eighed by grade." in joined(run(*verb))


def test_a_study_in_a_notebook_shows_what_is_withdrawn_and_how_direct_it_is(folder):
    graph = eg.load(folder)

    [study] = graph.studies("milk-spoils-tea")

    assert "+ supports, withdrawn (bo)" in study._repr_mimebundle_()["text/plain"]
    assert "withdrawn 2026-11-02" in study._repr_mimebundle_()["text/html"]
    assert QUESTION in eg.assess(graph, CLAIM)._repr_mimebundle_()["text/html"]
    assert QUESTION in graph.claim(CLAIM)._repr_mimebundle_()["text/html"]


def test_a_quotation_its_place_and_the_item_of_its_source_are_told(run):
    text = joined(run("studies", CLAIM))
    (line,) = [
        e for e in json.loads(run("studies", CLAIM, "-f", "json", "--full"))["evidence"] if e["quotes"]
    ]

    assert "“No taster told the cups apart.” (page 3)" in text
    assert "Source's item: cups.csv#4 Note: split: dev" in text
    assert line["quotes"] == ["No taster told the cups apart."]
    assert (line["quote_place"], line["language"], line["source_item"]) == ("page 3", None, "cups.csv#4")
