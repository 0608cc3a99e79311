# ruff: noqa: E501 - a table of pairs reads best with one pair a line
"""One work under two keys and two versions of one are seen whatever the key, counted once, and look-alikes are not accused."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.bibliography import sameness, signatures
from evidence_graph.bibliography.sameness import Sameness
from evidence_graph.cli import main
from evidence_graph.model import Citation

LONG = "Steeping time and sleep in adults: a randomised trial"
BASE = {
    "title": LONG,
    "authors": ("Ek, Jo", "Ma, Li"),
    "year": 2019,
    "container": "J Tea",
    "volume": "3",
    "pages": "1-9",
    "type": "article",
}


def tie(one, other):
    """What two works are to each other; each is the usual work with other fields."""
    found = sameness.pairs([Citation("a", **(BASE | one)), Citation("b", **(BASE | other))])
    return found[0].sameness if found else None


BARE = {"volume": None, "pages": None, "container": None}
SAME = {
    "another spelling and a full stop": (
        {},
        {"title": "Steeping Time and Sleep in Adults: A Randomized Trial."},
    ),
    "initials and no pages": ({}, {"authors": ("Ek, J.", "Ma, L."), "pages": None}),
    "one DOI in other letters": ({"doi": "10.5555/AbC"}, {"doi": "10.5555/aBc", "title": "Other words"}),
    "one PubMed number": ({"pmid": "42"}, {"pmid": "42", "title": "Other", "year": 2000}),
    "one number at arXiv": (
        {"doi": "10.48550/arXiv.2001.01234", **BARE},
        {"eprint": "2001.01234v2", "archive": "arXiv", **BARE},
    ),
    "online a year before print": ({"year": 2018, "volume": None, "pages": None}, {}),
    "Greek letters and signs": (
        {"title": "β-carotene & tea in older people"},
        {"title": "Beta-Carotene and tea in older people"},
    ),
    "raised figures and accents": (
        {"title": "Thé vert et VO₂ chez l’adulte jeune"},
        {"title": "The vert et VO2 chez l'adulte jeune"},
    ),
    "a slip of the pen": (
        {"pages": None},
        {
            "title": "Steeping time and sleep in adults: a randomised triall".replace(
                "Steeping", "Steepimg"
            ).replace("triall", "trial")
        },
    ),
    "marked as retracted": ({"title": f"RETRACTED: {LONG}"}, {}),
    "no subtitle but the same pages": ({"title": "Steeping time and sleep in adults"}, {}),
    "a body for its author": (
        {"authors": ("Tea, Milk and Co",), "bodies": ("Tea, Milk and Co",)},
        {"authors": ("Tea, Milk and Co",), "bodies": ("Tea, Milk and Co",)},
    ),
    "hyphens": (
        {"title": "Follow-up of tea-drinkers over ten years"},
        {"title": "Followup of tea drinkers over ten years"},
    ),
    "a short title with pages": ({"title": "Tea and sleep"}, {"title": "Tea and Sleep."}),
}
VERSIONS = {
    "a preprint by its server": (
        {
            "container": None,
            "how_published": "medRxiv",
            "doi": "10.1101/2018.01.01.1",
            "volume": None,
            "pages": None,
            "year": 2017,
        },
        {"doi": "10.5555/x"},
    ),
    "a preprint by its archive": (
        {**BARE, "type": "misc", "eprint": "2001.01234", "archive": "arXiv"},
        {"doi": "10.5555/x"},
    ),
    "a talk and an article": (
        {
            "type": "inproceedings",
            "container": "Proc. Tea",
            "pages": "100-104",
            "doi": "10.5555/talk",
            "year": 2017,
        },
        {"doi": "10.5555/x"},
    ),
    "a second journal": ({"doi": "10.5555/y", "container": "K Tea"}, {"doi": "10.5555/x"}),
}
NOTHING = {
    "parts of a series": ({"title": "A survey of tea gardens in Assam: part 1"}, {"title": "A survey of tea gardens in Assam: part 2"}),
    "parts in Roman numerals": ({"title": "A survey of tea gardens in Assam II"}, {"title": "A survey of tea gardens in Assam I"}),
    "men and women": ({"title": "Steeping time and sleep quality in older men"}, {"title": "Steeping time and sleep quality in older women"}),
    "opposite doses": ({"title": "Effects of hypocaloric tea on sleep in adults"}, {"title": "Effects of hypercaloric tea on sleep in adults"}),
    "other authors": ({}, {"authors": ("Ra, Su", "Ba, Bo")}),
    "a protocol": ({"title": f"{LONG}: study protocol"}, {"pages": "20-29"}),
    "other pages of one issue": ({}, {"pages": "100-109"}),
    "editorials of one journal": ({"title": "Editorial", "pages": "1-2"}, {"title": "Editorial", "pages": "81-82", "volume": "4"}),
    "editorials without pages": ({"title": "Editorial", **BARE}, {"title": "Editorial", **BARE}),
    "a reply": ({"title": "Reply to the letter by Ma on steeping", **BARE}, {"title": "Reply to the letter by Ra on steeping", **BARE}),
    "annual reports": ({"title": "Annual report of the tea board 2018"}, {"title": "Annual report of the tea board 2019"}),
    "years apart": ({"year": 2009, **BARE}, {**BARE}),
    "a main title that many have": ({"title": "Tea"}, {"title": "Tea: a history of the leaf", "pages": None}),
    "no title": ({"title": None}, {"title": None}),
    "trials of two drugs": ({"title": "Green tea for sleep in adults: a randomised trial"}, {"title": "White tea for sleep in adults: a randomised trial"}),
    "weeks": ({"title": "Sleep after 6 weeks of green tea in adults"}, {"title": "Sleep after 8 weeks of green tea in adults"}),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), list(SAME.values()), ids=list(SAME))
def test_one_work_under_two_keys_is_seen(one, other):
    assert tie(one, other) is Sameness.SAME


@pytest.mark.parametrize(("one", "other"), list(VERSIONS.values()), ids=list(VERSIONS))
def test_two_versions_of_one_work_are_seen(one, other):
    assert tie(one, other) is Sameness.VERSION


@pytest.mark.parametrize(("one", "other"), list(NOTHING.values()), ids=list(NOTHING))
def test_look_alikes_are_not_accused(one, other):
    assert tie(one, other) is None


@pytest.mark.parametrize(
    "head",
    [
        "Retraction: ",
        "Notice of retraction: ",
        "Retraction notice to “",
        "Correction to: ",
        "Erratum: ",
        "Expression of concern: ",
    ],
)
def test_a_notice_is_no_work_of_its_own(head):
    assert tie({"title": head + LONG, "pages": "90"}, {}) is Sameness.NOTICE


def test_the_bundled_works_are_each_there_once():
    assert sameness.pairs(eg.load().citations()) == []


@given(st.permutations(range(4)))
def test_of_several_keys_the_first_stands_for_all_in_any_order(order):
    citations = [Citation("abcd"[n], **BASE) for n in order]

    twins = sameness.twins(citations)

    assert set(twins) == set("abcd")
    assert set(twins.values()) == {citations[0].key}


@pytest.fixture
def doubled(tea):
    """The tea data in which one of the works is there under a second key as well, judged alike."""
    path, claims = tea / "citations.bib", tea / "claims.ttl"
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n@article{{copy, author = {{Leaf, Ann and Blatt, C.}}, title = {{Long Steeps and EGCG and Many More Words.}}, journal = jtt, year = {{2001}}}}\n"
                    .replace("Long steeps and {EGCG}", "Long steeps and {EGCG} and many more words"))  # fmt: skip
    held = claims.read_text("utf-8")
    start = held.index("line:long-steeping-makes-bitter.leaf2001")
    line = held[start : held.index(" .\n", start) + 3]
    claims.write_text(held + "\n" + line.replace("leaf2001", "copy"), "utf-8")
    return tea


def test_check_proposes_what_to_write_and_is_silent_where_it_is_written(doubled, capsys):
    def codes():
        main(["check", "--data", str(doubled), "-f", "json"])
        return [p["code"] for p in json.loads(capsys.readouterr().out)]

    before = codes()
    with (doubled / "claims.ttl").open("a") as file:
        file.write("\ncitation:copy a eg:Citation ; eg:versionOf citation:leaf2001 .\n")

    assert "same-citation" in before
    assert "same-citation" not in codes()


def test_a_work_under_two_keys_counts_once_and_it_is_said(doubled, capsys, tmp_path):
    single = Path(shutil.copytree(Path(__file__).parent / "tea", tmp_path / "single"))
    claim = "long-steeping-makes-bitter"

    one, both = (eg.assess(eg.load(folder), claim) for folder in (single, doubled))
    rated = {a.claim: a for a in eg.assessment.assess_all(eg.load(doubled))}
    main(["assess", claim, "--data", str(doubled)])

    assert (both.verdict, both.support) == (one.verdict, one.support)
    assert rated[claim].support == both.support
    assert "look like one work (title, first author and year); counted once" in capsys.readouterr().err


def test_a_work_that_says_it_is_retracted_is_told_until_its_status_says_so(tea, capsys):
    path = tea / "citations.bib"
    path.write_text(path.read_text("utf-8").replace("{Kettles}", "{RETRACTED ARTICLE: Kettles}"), "utf-8")
    claim = next(iter(eg.load(tea).evidence(citation="pot2010"))).line.claim

    main(["check", "--data", str(tea), "-f", "json"])
    problems = [p for p in json.loads(capsys.readouterr().out) if p["code"] == "retracted-in-title"]
    main(["studies", claim, "--data", str(tea)])
    told = capsys.readouterr().err

    assert [p["cure"] for p in problems] == [
        "Write citation:pot2010 eg:retractionStatus retraction:retracted ."
    ]
    assert "pot2010 says that it is retracted" in told


@pytest.mark.parametrize(
    ("title", "note", "told"),
    [
        ("RETRACTED: Tea", None, True), ("[Retracted] Tea", None, True), ("WITHDRAWN: Tea", None, True), ("Tea", "Retracted 2021", True),
        ("Tea", "This article has been retracted", True), ("Retracted papers on tea: a review", None, False), ("Tea in retracted works", None, False),
        ("Withdrawn from tea: a diary", None, False), ("Tea", "Cites a retracted work", False),
    ],
)  # fmt: skip
def test_what_says_that_it_is_retracted_is_no_work_about_retractions(title, note, told):
    assert signatures.is_marked_retracted(Citation("k", title=title, remark=note)) is told


NEAR = {"authors": ("Saucer, A.",), "title": "Green leaves in boiling water", "year": 2009}


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        ({"title": "Green leaves in boiled water", "year": 2010, "doi": "10.5555/x"}, True),
        ({"title": "Green leaves in boiled water", "year": 2012}, False),
        ({"title": "Green leaves in boiled water", "authors": ("Saucer, A.", "Leaf, B.")}, False),
        ({"title": "Green leaves in frozen water"}, False),
        ({"title": "Black leaves in boiled water"}, False),
        ({"title": "Green leaves in boiled water", "volume": "3"}, True),
    ],
)
def test_titles_that_differ_by_a_word_are_a_remark_where_all_else_is_one(other, is_near):
    citations = [Citation("one", **NEAR), Citation("two", **NEAR | other)]

    assert sameness.near_pairs(citations) == ([("one", "two")] if is_near else [])
    assert sameness.pairs(citations) == []


def test_two_works_with_numbers_of_their_own_are_two_however_near_their_titles():
    boiled = NEAR | {"title": "Green leaves in boiled water", "doi": "10.5555/b"}

    assert sameness.near_pairs([Citation("one", doi="10.5555/a", **NEAR), Citation("two", **boiled)]) == []
