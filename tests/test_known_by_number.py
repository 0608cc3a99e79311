"""A work known by its DOI or PubMed number alone needs no entry; trial numbers are recorded and checked."""

import json

import pytest

import evidence_graph as eg
from evidence_graph.checks import check
from evidence_graph.cli import main

SPOILS = "milk-spoils-tea"


@pytest.fixture
def run(capfd, tea):
    """Run the command on a copy of the tea data; its exit status, standard output and standard error."""

    def run(*arguments):
        status = main([*map(str, arguments), "--data", str(tea)])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def said(folder, *statements):
    """The data in *folder* with *statements* more."""
    path = folder / "claims.ttl"
    path.write_text(path.read_text("utf-8") + "".join(f"{each} .\n" for each in statements), "utf-8")
    return folder


def judged(folder, fact):
    """A work of which only a number is known, judged for a claim."""
    line = f"line:{SPOILS}.bare.ana a eg:EvidenceLine ; eg:claim claim:{SPOILS} ; eg:citation citation:bare"
    stance = "eg:curator curator:ana ; eg:stance stance:supports ; eg:directness directness:direct"
    design = "eg:design design:randomised-controlled-trial ; eg:participants 40"
    return said(folder, f"citation:bare a eg:Citation ; {fact} ; {design}", f"{line} ; {stance}")


PMID, DOI = 'eg:citationPmid "28081031"', 'eg:citationDoi "10.5555/bare.1"'


@pytest.mark.parametrize(("fact", "label"), [(PMID, "PMID 28081031"), (DOI, "doi:10.5555/bare.1")])
def test_a_work_known_by_its_number_is_judged_weighed_and_shown_by_it(tea, run, fact, label):
    judged(tea, fact)

    assert check(tea) == []
    graph = eg.load(tea)
    assert graph.store.flaws() == 0
    assert [study.citation.label for study in graph.studies(SPOILS)] == [label]
    assert eg.assess(graph, SPOILS).terms[0].supports == 1.275  # a trial of 40, direct
    assert label in run("studies", SPOILS)[1]
    shown = " ".join(run("show", "bare")[1].split())
    assert "Not recorded title, authors, year" in shown
    record = json.loads(run("show", "bare", "-f", "json")[1])
    assert (record["title"], record["authors"], record["year"]) == (None, [], None)


def test_it_is_found_by_its_number(tea):
    judged(tea, f"{PMID} ; {DOI}")

    graph = eg.load(tea)
    assert {graph.citation(name).key for name in ("bare", "PMID 28081031", "10.5555/bare.1")} == {"bare"}


def test_it_leaves_as_an_entry_with_its_number(tea, run):
    judged(tea, f"{PMID} ; {DOI}")

    bibtex = run("export", "bibtex", SPOILS)[1]
    assert "@misc{bare," in bibtex
    assert "{10.5555/bare.1}" in bibtex
    assert "{28081031}" in bibtex
    for form in ("ris", "csl-json", "graphml", "sqlite", "turtle"):
        assert run("export", form, "-o", tea.parent / f"out.{form}")[0] == 0, form


def test_the_site_and_the_map_show_it(tea, run, tmp_path):
    judged(tea, PMID)

    assert run("site", "-o", tmp_path / "site")[0] == 0
    assert run("map", "-o", tmp_path / "map.html")[0] == 0
    page = (tmp_path / "site" / "study" / "bare.html").read_text("utf-8")
    assert "Title, authors, year: the work is known by its number alone." in page
    assert "https://pubmed.ncbi.nlm.nih.gov/28081031/" in page


def test_more_is_judged_of_it_by_the_verbs(tea, run):
    judged(tea, PMID)

    status, out, _ = run(
        *("add", "evidence", "--claim", "milk-hides-bitterness", "--study", "PMID 28081031"),
        *("--stance", "against"),
    )
    assert status == 0
    assert "judgement milk-hides-bitterness.bare.ana" in out
    assert check(tea) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("citation:bare a eg:Citation ; eg:participants 3", "not-in-bibliography"),
        ('citation:leaf2001 eg:citationDoi "10.5555/leaf.2001"', "identifier-twice"),
        ('citation:leaf2001 eg:trialNumber "NCT0123456"', "bad-trial-number"),
        ('citation:leaf2001 eg:trialNumber "ISRCTN1234567X"', "bad-trial-number"),
    ],
)
def test_what_is_wrong_with_a_number_is_one_problem(tea, statement, code):
    said(tea, statement)

    assert [problem.code for problem in check(tea)] == [code]


TWO = [f'citation:{key} eg:trialNumber "NCT01234567"' for key in ("leaf2001", "sorensen2015")]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ([], ["one-trial"]),
        ([f'citation:{key} eg:cohort "NCT01234567"' for key in ("leaf2001", "sorensen2015")], []),
        (["citation:sorensen2015 eg:versionOf citation:leaf2001"], []),
        (['citation:pot2010 eg:trialNumber "2015-000123-24"'], ["one-trial"]),
    ],
)
def test_two_works_on_one_trial_are_told_unless_they_are_said_to_share_data(tea, more, codes):
    said(tea, *TWO, *more)

    assert [problem.code for problem in check(tea)] == codes


def test_a_trial_number_is_added_shown_and_found(tea, run):
    assert run("edit", "leaf2001", "trialNumber+=NCT01234567")[0] == 0

    assert "NCT01234567" in run("show", "leaf2001")[1]
    assert eg.load(tea).citation("NCT01234567").key == "leaf2001"


def test_a_column_of_trial_numbers_is_taken_in(tea, run, tmp_path):
    table = tmp_path / "trials.csv"
    table.write_text(
        "claim,label,title,nct_id\nMilk spoils tea.,Supports,Curdling,NCT01234567; NCT07654321\n", "utf-8"
    )

    run("import", table, "--into", tea)

    citation = next(citation for citation in eg.load(tea).citations() if citation.title == "Curdling")
    assert citation.study.trial_numbers == ("NCT01234567", "NCT07654321")
