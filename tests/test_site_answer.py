"""A page answers first: the question, one sentence, the shares; each study once, and how to correct it."""

import json
import re

import html5lib
import pytest
from answered import answered

import evidence_graph as eg
from evidence_graph import looks
from evidence_graph.site import build


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answered")
    graph = eg.load(answered(folder / "data"))
    build(graph, folder / "site")
    return folder


@pytest.fixture(scope="module")
def words(site):
    def of(name):
        tree = html5lib.parse(
            (site / "site" / f"{name}.html").read_text("utf-8"), namespaceHTMLElements=False
        )
        for part in tree.iter():
            if part.tag in {"script", "style"}:
                part.text = ""
        return " ".join(" ".join(tree.itertext()).split())

    return of


def test_a_claim_page_opens_with_the_question_and_the_answer_of_assess(site, words):
    answer = eg.assess(eg.load(site / "data"), "milk-spoils-tea").answer
    text = words("claim/milk-spoils-tea")

    claim = "The claim: Milk spoils tea. is answered “no”."
    assert f"Does milk spoil tea? {answer} {claim} + for (“no”) " in text
    assert text.index(answer) < text.index("unknown") < text.index("Read both ways (1)")


def test_without_a_question_the_answer_stands_alone(site, words):
    answer = eg.assess(eg.load(site / "data"), "milk-hides-bitterness").answer

    assert f"Milk hides the bitterness of tea. {answer}" in words("claim/milk-hides-bitterness")


@pytest.mark.parametrize("claim", ["milk-spoils-tea", "long-steeping-makes-bitter", "milk-hides-bitterness"])
def test_each_study_stands_once_under_the_heading_of_the_tally_and_the_numbers_add_up(site, claim):
    graph = eg.load(site / "data")
    tally = eg.assess(graph, claim).tally
    page = (site / "site" / "claim" / f"{claim}.html").read_text("utf-8")

    cards = re.findall(r'<article class="study ([a-z-]+)" id="study-(\w+)">', page)

    assert sorted(cards) == sorted(
        (heading, key) for heading, keys in tally.by_heading.items() for key in keys
    )
    assert len(cards) == len({key for _, key in cards}) == len(graph.studies(claim))


def test_the_front_page_counts_what_the_tally_counts(site):
    graph = eg.load(site / "data")
    page = (site / "site" / "index.html").read_text("utf-8")
    row = re.search(r'<li class="claim"[^>]*>\s*<a href="claim/milk-spoils-tea.*?</li>', page, re.DOTALL)[0]

    counted = re.findall(r'<b class="([a-z-]+)"><span aria-hidden="true">\D(\d+)</span>', row)

    tally = eg.assess(graph, "milk-spoils-tea").tally
    assert counted == [(name, str(len(keys))) for name, keys in tally.by_heading.items()]


def test_what_is_not_counted_says_why(words):
    text = words("claim/milk-spoils-tea")

    assert "Not counted: 3 (1 opinion, 1 retracted, 1 withdrawn)" in text
    assert "Back 2014 withdrawn cohort, n = 90" in text
    assert "withdrawn 2026-05-01 Read the wrong table. It said: − opposes" in text


def test_each_study_says_how_direct_it_is_its_risk_of_bias_and_what_it_studied(words):
    text = words("claim/milk-spoils-tea")

    assert "n = 30 · directness direct · risk of bias − high The interval was wide." in text
    assert "meta-analysis · directness direct · risk of bias not recorded Nobody tasted a difference." in text
    assert "not recorded as confirmed" in text
    assert "Studied: tea → bitterness For this claim: n = 12, strength as printed: B" in text
    assert "Les tasses ne différaient pas. abstract Source’s item: https://example.org/cups/12" in text
    assert "No difference that matters: SMD from −0.2 to 0.2 (the tasters' guild)." in text


def test_a_study_page_shows_its_risk_of_bias_by_domain_and_what_it_pools(words):
    wide, review = words("study/wide2019"), words("study/all2020")

    assert "allocation RoB 2 + low Drawn by lot. Ana · read: full text" in wide
    assert "Over all RoB 2 − high Half of them left. Bo · read: abstract" in wide
    assert "Pools Wide 2019 . The list is complete. Designs pooled randomised" in review
    assert "Milk spoils tea. ± read both ways · directness direct" in review


def test_searches_are_listed_with_source_and_what_came_of_them(words):
    lemon = words("claim/lemon-clears-tea")

    assert "(a partial search on 2026-03-01 found none)" in lemon
    assert (
        "A partial search on 2026-03-01 in public web pages; no database, for “lemon AND tea”: "
        "7 hits, nothing kept. By Bo." in lemon
    )
    assert "No search for studies of it is on record." in words("claim/milk-spoils-tea")


def test_gaps_tell_never_searched_from_searched_and_leave_definitions_out(words):
    text = words("gaps")

    assert "None recorded, and no search on record 0" in text
    assert "None recorded after a search 1" in text
    assert "None found 1" in text
    assert "A systematic search on 2026-04-01 in The Kettle Index, for “rain*”." in text
    assert "No search for it is on record." in text
    assert "Tea is a drink made of leaves." not in text


def test_a_definition_is_told_as_one_and_has_no_bar(site, words):
    page = (site / "site" / "claim" / "tea-is-a-drink.html").read_text("utf-8")

    assert "A matter of definition." in words("claim/tea-is-a-drink")
    assert '<svg class="bar"' not in page


def test_every_claim_page_says_how_to_correct_it(site, words):
    for claim in eg.load(site / "data").claims():
        text = words(f"claim/{claim.id}")
        assert f"How to correct this Its id is {claim.id} ." in text
        assert "evidence-graph check" in text


def test_how_much_is_recorded_and_by_which_rules_stands_beside_the_verdict(site, words):
    found = eg.assess(eg.load(site / "data"), "milk-spoils-tea")

    assert f"Recorded: {', '.join(map(str, found.recorded))}." in words("claim/milk-spoils-tea")
    assert "Weighed by the rules “grade”." in words("claim/milk-spoils-tea")


def test_the_risk_of_bias_is_told_without_its_colour(site):
    page = (site / "site" / "study" / "wide2019.html").read_text("utf-8")

    for judgement in ("low", "high"):
        look = looks.BIASES[judgement]
        assert (
            f'<span class="light {judgement}"><b aria-hidden="true">{look.sign}</b> {look.word}</span>'
            in page
        )
        assert f".light.{judgement} b {{" in (site / "site" / "assets" / "style.css").read_text("utf-8")


def test_both_sums_stand_where_overlap_that_nobody_recorded_would_change_them(tmp_path):
    """A review without its list may hold an older trial: counted as one, or apart."""
    data = answered(tmp_path / "data")
    claims = (
        (data / "claims.ttl").read_text("utf-8").replace("eg:poolsComplete true", "eg:poolsComplete false")
    )
    claims = claims.replace("stance:inconclusive", "stance:opposes").replace(
        "eg:pools citation:wide2019 ;", ""
    )
    (data / "claims.ttl").write_text(claims, "utf-8")
    graph = eg.load(data)
    found = eg.assess(graph, "milk-spoils-tea")
    build(graph, tmp_path / "site")

    page = (tmp_path / "site" / "claim" / "milk-spoils-tea.html").read_text("utf-8")

    assert found.apart is not None
    assert (
        f"where what may share data is counted as one; {found.apart.supports:.2f} and "
        f"{found.apart.opposes:.2f} if it is apart." in page
    )


def test_the_verdict_without_the_heaviest_work_is_told_where_it_differs(site):
    graph = eg.load(site / "data")
    turning = [found for claim in graph.claims() if (found := eg.assess(graph, claim)).turn]

    for found in turning:
        page = (site / "site" / "claim" / f"{found.claim}.html").read_text("utf-8")
        assert f"it would be {looks.word(found.turn.then)}." in page


def test_the_record_for_machines_holds_question_and_answer_and_only_who_still_stands_by_it(site):
    page = (site / "site" / "claim" / "milk-spoils-tea.html").read_text("utf-8")
    record = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    answer = eg.assess(eg.load(site / "data"), "milk-spoils-tea").answer

    assert record["reviewBody"] == answer
    assert record["itemReviewed"]["about"] == {
        "@type": "Question",
        "text": "Does milk spoil tea?",
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def test_a_data_set_that_counts_votes_is_shown_by_votes_and_says_so(tmp_path):
    data = answered(tmp_path / "data")
    text = (data / "claims.ttl").read_text("utf-8")
    weighing = "<https://w3id.org/evidence-graph/terms/weighing/counts>"
    text = text.replace("a eg:DataSet ;", f"a eg:DataSet ; eg:weighing {weighing} ; eg:enough 1 ;")
    (data / "claims.ttl").write_text(text, "utf-8")
    graph = eg.load(data)
    build(graph, tmp_path / "site")

    page = (tmp_path / "site" / "claim" / "milk-hides-bitterness.html").read_text("utf-8")

    assert eg.assess(graph, "milk-hides-bitterness").answer in page
    assert "The votes: 1.00 for it, 0.00 against." in page
    assert "Weighed by the rules “counts”." in page


def test_a_withdrawn_line_makes_no_difference_of_readers(tmp_path):
    data = answered(tmp_path / "data")
    text = (data / "claims.ttl").read_text("utf-8")
    gone = 'eg:withdrawn "2026-05-02"^^xsd:date ; eg:stance stance:qualifies'
    (data / "claims.ttl").write_text(text.replace("eg:stance stance:qualifies", gone), "utf-8")
    build(eg.load(data), tmp_path / "site")

    page = (tmp_path / "site" / "claim" / "long-steeping-makes-bitter.html").read_text("utf-8")

    assert "readers differ" not in page
    assert "withdrawn 2026-05-02" in page


def test_a_grid_shows_what_was_studied_for_what(site, words):
    text = words("grid")

    assert "Exposure bitterness tea 2 studies, contested All 2020 Wide 2019 Milk spoils tea." in text
    assert "green tea 1 study, contested All 2020 Milk spoils tea." in text
    assert 'href="grid.html"' in (site / "site" / "index.html").read_text("utf-8")


def test_a_withdrawn_line_fills_no_cell_and_without_lines_that_say_so_there_is_no_grid(tmp_path):
    data = answered(tmp_path / "data")
    claims = (data / "claims.ttl").read_text("utf-8")
    gone = 'eg:withdrawn "2026-05-02"^^xsd:date ; eg:exposure'
    (data / "claims.ttl").write_text(claims.replace("eg:exposure", gone), "utf-8")

    build(eg.load(data), tmp_path / "site")

    assert not (tmp_path / "site" / "grid.html").exists()
    assert "grid.html" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_no_page_speaks_of_verdicts_that_are_gone(site):
    gone = re.compile(r"\b(thin|untested)\b|No study tests")

    told = {
        path.name: gone.findall(path.read_text("utf-8"))
        for path in (site / "site").rglob("*.html")
        if path.name != "map.html"
    }
    assert {name: words for name, words in told.items() if words} == {}
