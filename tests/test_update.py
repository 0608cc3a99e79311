# ruff: noqa: E501 - a table of cases reads best with one case a line
"""`update --online` against servers that speak as Crossref, OpenAlex and PubMed do, over real HTTP."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from fakes import Answer
from hypothesis import given
from hypothesis import strategies as st
from literature_services import (
    BROKEN,
    BUDGET_GONE,
    LATER,
    REFUSED,
    RUBBISH,
    SLOW_DOWN,
    CrossrefFake,
    OpenAlexFake,
    Publication,
    literature,
    update,
)
from notice_lists import CLAIMS, entry

import evidence_graph as eg
from evidence_graph.bibliography.libraries import read_bibliography
from evidence_graph.cli import main
from evidence_graph.living import crossref
from evidence_graph.living.allowance import Allowance, ServiceStopped
from evidence_graph.living.kept_replies import KeptReply
from evidence_graph.model import Citation, RetractionStatus

STEEPING = "Steeping time and sleep in adults: a randomised trial"
LEMON = "Lemon in black tea and reaction time of clerks"


@pytest.fixture(autouse=True)
def _fresh(tmp_path, monkeypatch):
    """No test sees an answer that another one kept, nor a key or an address of whoever runs it."""
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    for name in ("OPENALEX_API_KEY", "NCBI_API_KEY", "EVIDENCE_GRAPH_MAILTO"):
        monkeypatch.delenv(name, raising=False)


def folder_of(tmp_path, claims="", **citations):
    """A data folder with *works*: the fields of each by its key."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "claims.ttl").write_text(CLAIMS + claims, "utf-8")
    entries = [entry(key, fields) for key, fields in citations.items()]
    (folder / "citations.bib").write_text("\n".join(entries), "utf-8")
    return folder


def own(**fields):
    """A work as a bibliography has it."""
    plain = {"title": STEEPING, "author": "Ek, Ana", "year": "2019", "journal": "Journal of Invented Tea"}
    plain |= {"volume": "3", "number": "2", "pages": "10--19", "doi": "10.5555/tea", "pmid": "70000001"}
    return {name: value for name, value in (plain | fields).items() if value is not None}


@pytest.fixture
def asked(capfd):
    """Runs an update and gives its status, what it says as JSON, and what it says beside that."""

    def run(folder, services, *arguments, key=True):
        options = [*services.options(key=key), *arguments]
        status = main(["update", "--data", str(folder), "--online", *options, "-f", "json"])
        printed = capfd.readouterr()
        return status, json.loads(printed.out), printed.err

    return run


def kinds(answer):
    return {row["citation"]: row["kind"] for row in answer["suggestions"]}


def message(answer, kind):
    return next(row["message"] for row in answer["suggestions"] if row["kind"] == kind)


def test_nothing_is_asked_without_online(tmp_path):
    with literature([]) as services:
        status = main(["update", "--data", str(folder_of(tmp_path, a=own())), *services.options()])

        assert (status, services.crossref.asked, services.pubmed.asked) == (2, [], [])


NOTICES = {
    "in updated-by of the work": (
        [Publication("10.5555/tea", STEEPING, updated_by=[update("retraction", "10.5555/n", "2020-3-9")])],
        ("retracted", "2020-03-09", "notice 10.5555/n"),
    ),
    "in update-to of the notice": (
        [
            Publication("10.5555/tea", STEEPING),
            Publication("10.5555/n", f"Retraction: {STEEPING}", update_to=[update("retraction", "10.5555/tea", "2020-3-9")]),
        ],
        ("retracted", "2020-03-09", "notice 10.5555/n"),
    ),
    "in PubMed alone": (
        [
            Publication("10.5555/tea", STEEPING),
            Publication(None, STEEPING, pmid="70000001", medline=["RIN - J Tea. 2020 Mar 9;3(1):7. doi: 10.5555/n. PMID: 71", "PT  - Retracted Publication"]),
        ],
        ("retracted", "2020-03-09", "PMID 71"),
    ),
    "a mark of PubMed without a notice": (
        [Publication("10.5555/tea", STEEPING, pmid="70000001", medline=["PT  - Retracted Publication"])],
        ("retracted", None, "notice without a number"),
    ),
    "a concern": (
        [Publication("10.5555/tea", STEEPING, updated_by=[update("expression_of_concern", "10.5555/n", "2020-3-9")])],
        ("expression-of-concern", "2020-03-09", "notice 10.5555/n"),
    ),
    "a partial retraction": (
        [Publication("10.5555/tea", STEEPING, updated_by=[update("partial_retraction", "10.5555/n", "2020-3-9")])],
        ("expression-of-concern", "2020-03-09", "notice 10.5555/n"),
    ),
    "an erratum": (
        [Publication("10.5555/tea", STEEPING, pmid="70000001", medline=["EIN - J Tea. 2020 Mar 9;3(1):7. PMID: 71"])],
        ("corrected", "2020-03-09", "PMID 71"),
    ),
    "told of by Retraction Watch through Crossref": (
        [Publication("10.5555/tea", STEEPING, updated_by=[update("retraction", "10.5555/n", "2020-3", "retraction-watch")])],
        ("retracted", None, "Retraction of 2020-03, notice 10.5555/n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("citations", "fact"), list(NOTICES.values()), ids=list(NOTICES))
def test_a_notice_becomes_a_dated_fact_with_its_source(citations, fact, tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature(citations) as services:
        status, _, _ = asked(folder, services, "--yes", "--only", "notices")

    study = eg.load(folder).citation("a").study
    assert (status, study.retraction_status, study.retraction_date) == (0, *fact[:2])
    assert fact[2] in " ".join(study.retraction_notices)
    assert "Crossref" in study.retraction_source


def test_one_notice_that_two_services_tell_of_is_told_once(tmp_path, asked):
    rin = "RIN - J Tea. 2020 Mar 9;3(1):7. doi: 10.5555/n. PMID: 71"
    notice = update("retraction", "10.5555/n", "2020-3-9")
    citation = Publication("10.5555/tea", STEEPING, pmid="70000001", updated_by=[notice], medline=[rin])
    folder = folder_of(tmp_path, a=own())
    with literature([citation]) as services:
        asked(folder, services, "--yes")

    study = eg.load(folder).citation("a").study
    assert study.retraction_notices == ("Retraction of 2020-03-09, notice 10.5555/n, PMID 71",)


def test_that_nothing_was_found_is_said_with_who_was_asked_and_when(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING, pmid="70000001")]) as services:
        _, answer, _ = asked(folder, services, "--yes")

    study = eg.load(folder).citation("a").study
    [crossref, *_] = answer["asked"]
    assert study.retraction_status is RetractionStatus.NONE_FOUND
    assert study.retraction_source == f"Crossref, PubMed and OpenAlex on {crossref['day']}"


def test_a_mark_of_openalex_alone_is_for_a_person_to_look_at(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING, pmid="70000001", is_retracted=True)]) as services:
        status, answer, _ = asked(folder, services, "--yes")

    assert (status, kinds(answer)) == (1, {"a": "flagged"})
    assert eg.load(folder).citation("a").study is None


def test_a_work_known_by_its_doi_alone_is_completed(tmp_path, asked):
    folder = folder_of(tmp_path, a={"doi": "10.5555/tea"})
    with literature([Publication("10.5555/tea", "<i>Camellia</i> &amp; sleep", pmid="70000001")]) as services:
        asked(folder, services, "--yes", "--only", "records")

    citation = eg.load(folder).citation("a")
    assert (citation.title, citation.authors, citation.year, citation.container) == (
        "Camellia & sleep",
        ("Ek, Ana",),
        2019,
        "Journal of Invented Tea",
    )
    assert (citation.volume, citation.issue, citation.pages, citation.pmid) == ("3", "2", "10-19", "70000001")


def test_a_work_known_by_its_pubmed_number_alone_is_completed(tmp_path, asked):
    folder = folder_of(tmp_path, a={"pmid": "70000001"})
    with literature([Publication("10.5555/tea", STEEPING, pmid="70000001")]) as services:
        asked(folder, services, "--yes", "--only", "records")

    citation = eg.load(folder).citation("a")
    assert (citation.title, citation.doi, citation.authors) == (STEEPING, "10.5555/tea", ("Ek, Ana",))


def test_what_a_work_says_itself_is_never_replaced(tmp_path, asked):
    folder = folder_of(tmp_path, a=own(volume="99", pages=None, year="2018"))
    with literature([Publication("10.5555/tea", STEEPING)]) as services:
        asked(folder, services, "--yes", "--only", "records")

    citation = eg.load(folder).citation("a")
    assert (citation.volume, citation.year, citation.pages) == ("99", 2018, "10-19")


def test_a_missing_doi_is_found_by_title_author_and_year(tmp_path, asked):
    near = Publication("10.5555/other", STEEPING.replace("adults", "children"))
    folder = folder_of(tmp_path, a=own(doi=None, pmid=None))
    with literature([near, Publication("10.5555/tea", STEEPING)]) as services:
        _, answer, _ = asked(folder, services, "--yes")

    assert kinds(answer)["a"] == "number found"
    assert eg.load(folder).citation("a").doi == "10.5555/tea"


def test_a_doi_that_leads_to_another_title_is_told_and_nobody_is_accused(tmp_path, asked):
    notice = update("retraction", "10.5555/n", "2020-3-9")
    other = Publication("10.5555/tea", LEMON, author=("Rao", "Su"), year=2011, updated_by=[notice])
    folder = folder_of(tmp_path, a=own(pmid=None))
    with literature([other]) as services:
        status, answer, _ = asked(folder, services, "--yes", key=False)

    assert (status, kinds(answer)) == (1, {"a": "another work"})
    assert f"the DOI 10.5555/tea is that of “{LEMON}” (Rao 2011)" in message(answer, "another work")
    assert eg.load(folder).citation("a").study is None


def test_a_reference_that_nobody_knows_is_named_with_who_was_asked(tmp_path, asked):
    folder = folder_of(tmp_path, a=own(pmid=None), b=own(doi=None, pmid=None, title=LEMON))
    with literature([]) as services:
        status, answer, _ = asked(folder, services)

    assert (status, set(kinds(answer).values())) == (1, {"no source knows it"})
    assert all(
        name in message(answer, "no source knows it")
        for name in ("Crossref on 20", "PubMed on 20", "OpenAlex on 20")
    )


NO_FABRICATIONS = {
    "a web page": {"_type": "online", "url": "https://example.org/tea", "doi": None, "pmid": None},
    "a book": {"_type": "book", "publisher": "Invented Press", "doi": None, "pmid": None},
    "a standard": {"_type": "standard", "number": "ISO 3103", "doi": None, "pmid": None},
    "a thesis": {"_type": "phdthesis", "school": "Tea School", "doi": None, "pmid": None},
}


@pytest.mark.parametrize("fields", list(NO_FABRICATIONS.values()), ids=list(NO_FABRICATIONS))
def test_what_the_services_do_not_list_is_no_fabrication(fields, tmp_path, asked):
    folder = folder_of(tmp_path, a=own(**{name: value for name, value in fields.items() if name != "_type"}))
    bib = folder / "citations.bib"
    bib.write_text(bib.read_text("utf-8").replace("@article", f"@{fields['_type']}"), "utf-8")
    with literature([]) as services:
        status, answer, _ = asked(folder, services)

    assert (status, answer["suggestions"]) == (0, [])


def test_a_doi_that_another_agency_registered_is_no_fabrication(tmp_path, asked, monkeypatch):
    monkeypatch.setattr(CrossrefFake, "agencies", {"10.5555/tea": "DataCite"})
    folder = folder_of(tmp_path, a=own(pmid=None))
    with literature([]) as services:
        status, answer, _ = asked(folder, services)

    assert (status, answer["suggestions"]) == (0, [])


def test_lists_are_read_to_their_last_page(tmp_path, asked, monkeypatch):
    monkeypatch.setattr("evidence_graph.living.crossref.PAGE", 2)
    monkeypatch.setattr(CrossrefFake, "page", 2)
    citations = {f"w{n}": own(doi=f"10.5555/tea.{n}", pmid=None, title=f"{STEEPING} {n}") for n in range(7)}
    folder = folder_of(tmp_path, **citations)
    known = [Publication(f"10.5555/tea.{n}", f"{STEEPING} {n}") for n in range(7)]
    with literature(known) as services:
        _, answer, _ = asked(folder, services, key=False)

    assert set(kinds(answer).values()) == {"no notice"}
    assert len(services.crossref.asked) >= 4


def test_slow_down_is_obeyed(tmp_path, asked, monkeypatch):
    waits = []
    monkeypatch.setattr(Allowance, "wait", lambda _, name, seconds: waits.append((name, seconds)))
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING)], crossref=[SLOW_DOWN, SLOW_DOWN]) as services:
        status, answer, _ = asked(folder, services, key=False)

    assert waits == [("Crossref", 1.0), ("Crossref", 1.0)]
    assert (status, kinds(answer)) == (1, {"a": "no notice"})


def test_who_asks_for_more_time_than_there_is_is_left_for_the_next_run(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING)], crossref=[LATER]) as services:
        status, answer, _ = asked(folder, services, key=False)

    assert status == 3
    assert "Crossref: it asks to wait 7200 s" in answer["not_reached"][0]


def test_a_budget_that_is_gone_is_not_taken_for_slow_down(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING)], openalex=[BUDGET_GONE] * 9) as services:
        status, answer, _ = asked(folder, services)

    assert status == 3
    assert len(services.openalex.asked) == 1
    assert (
        "OpenAlex: its budget for today is used up; there is a new one in 3600 s" in answer["not_reached"][0]
    )
    assert kinds(answer) == {"a": "no notice"}


@pytest.mark.parametrize("trouble", [[BROKEN] * 9, [RUBBISH]], ids=["errors", "rubbish"])
def test_trouble_at_one_service_leaves_what_the_others_say(trouble, tmp_path, asked):
    rin = "RIN - J Tea. 2020 Mar 9;3(1):7. PMID: 71"
    citation = Publication("10.5555/tea", STEEPING, pmid="70000001", medline=[rin])
    folder = folder_of(tmp_path, a=own())
    with literature([citation], crossref=trouble) as services:
        status, answer, _ = asked(folder, services, "--yes", "--only", "notices", key=False)

    assert (status, kinds(answer)) == (3, {"a": "retracted"})
    assert answer["not_reached"][0].startswith("Crossref: ")
    assert eg.load(folder).citation("a").study.retraction_status is RetractionStatus.RETRACTED


def test_nobody_is_accused_where_a_service_was_not_asked_to_the_end(tmp_path, asked):
    folder = folder_of(tmp_path, a=own(pmid=None))
    with literature([], crossref=[LATER]) as services:
        status, answer, _ = asked(folder, services, key=False)

    assert (status, answer["suggestions"]) == (3, [])


def test_a_service_that_is_away_ends_with_status_3_in_a_sentence(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([]) as services:
        services.addresses["crossref"] = "http://127.0.0.1:9"
        services.addresses["pubmed"] = "http://127.0.0.1:9"
        status, answer, _ = asked(folder, services, "--time-limit", "2", key=False)

    assert status == 3
    assert "Crossref: " in answer["not_reached"][0]


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path, asked, monkeypatch):
    monkeypatch.setattr("evidence_graph.living.crossref.BATCH", 1)
    citations = {f"w{n}": own(doi=f"10.5555/tea.{n}", pmid=None, title=f"{STEEPING} {n}") for n in range(5)}
    folder = folder_of(tmp_path, **citations)
    known = [Publication(f"10.5555/tea.{n}", f"{STEEPING} {n}") for n in range(5)]
    with literature(known) as services:
        first, _, _ = asked(folder, services, "--budget", "4", "--only", "notices", key=False)
        second, _, _ = asked(folder, services, "--budget", "6", "--only", "notices", key=False)
        paths = [each.path for each in services.crossref.asked]
        third, answer, _ = asked(folder, services, "--yes", "--only", "notices", key=False)

    assert (first, second, third) == (3, 3, 0)
    assert len(paths) == len(set(paths)) == 10
    assert set(kinds(answer)) == set(citations)


def test_what_was_shown_is_not_asked_again_to_be_written(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([Publication("10.5555/tea", STEEPING)]) as services:
        asked(folder, services, key=False)
        number = len(services.crossref.asked)
        status, answer, _ = asked(folder, services, "--yes", key=False)
        assert (status, answer["written"], len(services.crossref.asked)) == (0, True, number)

        asked(folder, services, "--afresh", key=False)
        assert len(services.crossref.asked) > number


def test_whoever_asks_says_who_it_is_and_no_key_is_told_or_kept(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([], openalex=[REFUSED] * 5) as services:
        _, answer, err = asked(folder, services, "--mailto", "ana@example.org")

    crossref, openalex = services.crossref.asked[0], services.openalex.asked[0]
    assert "mailto:ana@example.org" in crossref.headers["User-Agent"]
    assert "mailto=ana%40example.org" in crossref.path
    assert "api_key=secret-key" in openalex.path
    kept = "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.json"))
    assert "tea" in kept
    assert "secret-key" not in kept + json.dumps(answer) + err


JUDGED = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/notices/> .
<topic> a skos:ConceptScheme ; skos:prefLabel "Topics" .
<concept/sleep> a skos:Concept ; skos:prefLabel "sleep" ; skos:inScheme <topic> .
<claim/tea-helps> a eg:Claim ; eg:statement "Tea helps." ; eg:topic <concept/sleep> .
<curator/ana> a eg:Curator ; eg:name "Ana" .
<citation/a> a eg:Citation .
<line/one> a eg:EvidenceLine ; eg:claim <claim/tea-helps> ; eg:citation <citation/a> ; eg:curator <curator/ana> ;
    eg:stance <https://w3id.org/evidence-graph/terms/stance/supports> ; eg:date "2019-05-01"^^xsd:date .
<search/one> a eg:Search ; eg:searchedSource "PubMed" ; eg:query "lemon" ; eg:date "2020-01-01"^^xsd:date ;
    eg:coverage <https://w3id.org/evidence-graph/terms/coverage/partial> ; eg:claim <claim/tea-helps> .
<search/two> a eg:Search ; eg:searchedSource "Scopus" ; eg:query "lemon" ; eg:date "2020-01-01"^^xsd:date ;
    eg:coverage <https://w3id.org/evidence-graph/terms/coverage/partial> ; eg:claim <claim/tea-helps> .
"""

CITED = Publication("10.5555/tea", STEEPING, pmid="70000001", number="W1")
CITING = Publication("10.5555/new", "A second trial of steeping and sleep", year=2024, pmid="70000002", number="W2", cites=["W1", "70000001"])  # fmt: skip
FOUND = Publication("10.5555/lemon", LEMON, year=2023, pmid="70000003", number="W3")
OLD = Publication("10.5555/old", "An older trial of steeping", year=2001, pmid="70000004", number="W4", cites=["W1", "70000001"])  # fmt: skip


@pytest.mark.parametrize("key", [True, False], ids=["by OpenAlex", "by PubMed"])
def test_new_works_are_listed_to_be_judged_and_nothing_of_them_is_written(key, tmp_path, asked):
    folder = folder_of(
        tmp_path, JUDGED, a=own(), mine=own(title=LEMON, doi="10.5555/lemon2", pmid=None, year="2024")
    )
    before = (folder / "claims.ttl").read_bytes(), (folder / "citations.bib").read_bytes()
    with literature([CITED, CITING, FOUND, OLD]) as services:
        listed = tmp_path / "new.ris"
        _, answer, _ = asked(folder, services, "--only", "new-works", "--new-works", str(listed), key=key)

    new = {citation["title"]: citation["why"] for citation in answer["candidates"]}
    assert new == {CITING.title: ["cites one of a"]}
    assert answer["not_asked"] == ["the search two: Scopus cannot be asked from here"]
    [citation] = read_bibliography(listed).entries.values()
    assert "A second trial" in citation.fields["title"]
    assert ((folder / "claims.ttl").read_bytes(), (folder / "citations.bib").read_bytes()) == before


def test_a_recorded_search_is_done_again_since_its_last_day(tmp_path, asked):
    folder = folder_of(tmp_path, JUDGED, a=own())
    with literature([CITED, FOUND]) as services:
        listed = tmp_path / "new.csv"
        _, answer, _ = asked(folder, services, "--only", "new-works", "--new-works", str(listed), key=False)

    assert [(citation["title"], citation["why"]) for citation in answer["candidates"]] == [
        (LEMON, ["found by the search one"])
    ]
    assert any("mindate=2020%2F01%2F01" in each.path for each in services.pubmed.asked)
    assert "found by the search one" in listed.read_text("utf-8")


def test_a_service_that_is_slow_is_left_when_the_time_is_over(tmp_path, asked):
    folder = folder_of(tmp_path, a=own())
    with literature([]) as services:

        def dribbled():
            yield b"{"
            services.crossref.over.wait(30)

        services.crossref.trouble.append(Answer(dribbled(), kind="application/json"))
        status, answer, _ = asked(folder, services, "--time-limit", "1", key=False)

    assert status == 3
    assert "Crossref: " in answer["not_reached"][0]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["items", "DOI", "title", "author", "issued", "date-parts", "updated-by", "update-to", "type", "family", "next-cursor"]), inner, max_size=5), max_leaves=12))  # fmt: skip
def test_whatever_a_service_says_is_read_or_told_in_a_sentence(value):
    text = json.dumps({"message": value})
    service = SimpleNamespace(
        name="Crossref", ask=lambda *_: KeptReply(200, text, dt.datetime.now(tz=dt.UTC))
    )

    try:
        told = [citation.service for citation in crossref.search(service, Citation("a", title="Tea"))]
    except ServiceStopped as stopped:
        told = [stopped.service]

    assert set(told) <= {"Crossref"}


def test_a_number_that_a_service_refuses_does_not_spoil_the_others(tmp_path, asked):
    works = {f"w{n}": own(doi=f"10.5555/tea.{n}", pmid=None, title=f"{STEEPING} {n}") for n in range(5)}
    folder = folder_of(tmp_path, odd=own(doi="10.5555/refused", pmid=None, title=LEMON), **works)
    listed = [Publication(f"10.5555/tea.{n}", f"{STEEPING} {n}") for n in range(5)]
    with literature(listed) as services:
        _, answer, _ = asked(folder, services, key=False)

    assert kinds(answer) == dict.fromkeys(works, "no notice")
    assert answer["not_asked"] == ["Crossref does not take the number of odd"]


def test_all_pages_of_works_that_cite_are_read(tmp_path, asked, monkeypatch):
    monkeypatch.setattr(OpenAlexFake, "page", 2)
    folder = folder_of(tmp_path, JUDGED, a=own())
    new = [
        Publication(
            f"10.5555/new.{n}",
            f"Trial {n} of steeping, sleep and rest",
            year=2024,
            number=f"W{n + 10}",
            cites=["W1"],
        )
        for n in range(5)
    ]
    with literature([CITED, *new]) as services:
        _, answer, _ = asked(folder, services, "--only", "new-works")

    assert len(answer["candidates"]) == 5


def test_new_works_are_looked_for_since_a_day_that_is_named(tmp_path, asked):
    folder = folder_of(tmp_path, JUDGED, a=own())
    with literature([CITED, CITING, OLD]) as services:
        _, answer, _ = asked(folder, services, "--only", "new-works", "--since", "2000-01-01")

    assert {work["title"] for work in answer["candidates"]} == {CITING.title, OLD.title}


def test_people_read_what_was_found_by_its_kind_and_who_was_asked(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    notice = update("retraction", "10.5555/n", "2020-3-9")
    folder = folder_of(tmp_path, JUDGED, a=own(), b=own(title=LEMON, doi="10.5555/x", pmid=None, year="2023"))
    with literature([Publication("10.5555/tea", STEEPING, updated_by=[notice]), FOUND]) as services:
        status = main(["update", "--data", str(folder), "--online", *services.options(key=False)])

    told = capfd.readouterr()
    assert status == 1
    for words in (
        "has a record of 1 of 2 works",
        "retracted (1)",
        "a: Retraction of 2020-03-09, notice 10.5555/n, says Crossref on 20",
        "no source knows it (1)",
        "b: no source knows 10.5555/x; a work of this title, author and year has 10.5555/lemon",
        "verdict of tea-helps: ",
        "not asked: the search two: Scopus cannot be asked from here",
    ):
        assert words in told.out, words
    assert "Nothing is written; --yes writes it." in told.err


def test_a_work_that_the_claims_know_by_its_number_alone_gets_an_entry_and_a_status(tmp_path, asked):
    claims = '\n<https://example.org/notices/citation/bare> a eg:Citation ; eg:citationDoi "10.5555/tea" .\n'
    folder = folder_of(tmp_path, claims, other=own(title=LEMON, doi="10.5555/lemon", pmid=None, year="2023"))
    notice = update("retraction", "10.5555/n", "2020-3-9")
    with literature([Publication("10.5555/tea", STEEPING, updated_by=[notice]), FOUND]) as services:
        asked(folder, services, "--yes", key=False)

    work = eg.load(folder).citation("bare")
    assert (work.title, work.doi, work.study.doi) == (STEEPING, "10.5555/tea", None)
    assert work.study.retraction_status is RetractionStatus.RETRACTED
    assert [problem for problem in eg.check(folder) if "bare" in problem.subject] == []
