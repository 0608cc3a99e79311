"""The audit of an article: the most harmful first, and what is little recorded is no fault of the article."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.audit import MISSING_DOI, Harm, _promises_more, audit
from evidence_graph.cli import main
from evidence_graph.model import Certainty, Force, Wording

TEA = Path(__file__).parent / "tea"
CLAIM = "long-steeping-makes-bitter"
TEXT = "Brew tip. Steep long and it will be bitter, always! Milk is fine, perhaps."

TRIAL = """
citation:{key} a eg:Citation ; eg:design design:randomised-controlled-trial ; eg:participants {people} .
line:{claim}.{key}.ana a eg:EvidenceLine ;
    eg:claim claim:{claim} ; eg:citation citation:{key} ; eg:curator curator:ana ;
    eg:stance stance:{stance} ; eg:directness directness:direct ; eg:verified true{more} .
effect:{key}.1 a eg:Effect ; eg:citation citation:{key} ; eg:number 1 ; eg:claim claim:{claim} ;
    eg:measure "SMD" ; eg:low "0.2" ; eg:high "0.9" ; eg:outcome "taste" ; eg:verified true .
"""


def trials(stance, number=4, claim=CLAIM, more=""):
    return "".join(
        TRIAL.format(key=f"trial{n}", people=150, claim=claim, stance=stance, more=more)
        for n in range(1, number + 1)
    )


def entries(number=4):
    return "".join(
        f"@article{{trial{n}, title = {{T{n}}}, author = {{A, B}}, year = 2020}}\n"
        for n in range(1, number + 1)
    )


@pytest.fixture
def changed(tmp_path):
    """The tea data with pieces of text put in the place of others, and more at the end."""

    def changed(*pairs, more=""):
        text = (TEA / "claims.ttl").read_text("utf-8")
        for before, after in pairs:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (tmp_path / "claims.ttl").write_text(text + more, "utf-8")
        bib = (TEA / "citations.bib").read_text("utf-8")
        (tmp_path / "citations.bib").write_text(bib + entries(), "utf-8")
        return tmp_path

    return changed


def harm_of(folder, claim=CLAIM):
    card = audit(eg.load(folder), "tea-blog")
    return next(item for item in card.assertions if item.claim.id == claim)


def test_a_sentence_against_the_evidence_is_contradicted_and_stands_first(changed):
    folder = changed(more=trials("opposes"))

    card = audit(eg.load(folder), "tea-blog")

    assert [item.harm for item in card.assertions] == [Harm.CONTRADICTED, Harm.LITTLE_RECORDED]
    assert card.assertions[0].claim.id == CLAIM
    assert card.harms[Harm.CONTRADICTED] == card.harms[Harm.LITTLE_RECORDED] == 1


def test_little_recorded_is_told_apart_from_contradicted():
    item = harm_of(TEA)

    assert (item.wording, item.harm) == (Wording.LITTLE_RECORDED, Harm.LITTLE_RECORDED)


def test_a_wording_that_promises_more_than_there_is_comes_before_what_is_little_recorded(changed):
    folder = changed(more=trials("supports"))

    card = audit(eg.load(folder), "tea-blog")

    assert [item.harm for item in card.assertions] == [Harm.OVERCLAIM, Harm.LITTLE_RECORDED]
    assert card.assertions[0].assessment.certainty == "moderate"


def test_a_sentence_that_fits_has_nothing_to_mend(changed):
    folder = changed(
        ("eg:attitude attitude:asserts ; eg:force force:absolute",
         "eg:attitude attitude:asserts ; eg:force force:plain"),
        more=trials("supports"),
    )  # fmt: skip

    assert (harm_of(folder).wording, harm_of(folder).harm) == (Wording.FITS, Harm.NONE)


@pytest.mark.parametrize(
    ("force", "fits"),
    [
        (Force.HEDGED, {Certainty.LOW, Certainty.MODERATE, Certainty.HIGH}),
        (Force.PLAIN, {Certainty.MODERATE, Certainty.HIGH}),
        (Force.ABSOLUTE, {Certainty.HIGH}),
    ],
)
def test_how_sure_the_evidence_must_be_for_a_wording(force, fits):
    fitting = {
        certainty for certainty in Certainty if _promises_more(force, "backed", certainty)[0] is Wording.FITS
    }

    assert fitting == fits


OFFERED = " ; eg:article article:tea-blog ; eg:usedFor use:{use} ; eg:linkBasis basis:reference-list"


@pytest.mark.parametrize(
    ("stance", "use", "wrong"),
    [
        ("opposes", "evidence", "speaks against the sentence"),
        ("opposes", "background", "speaks against the sentence"),
        ("opposes", "counter-view", ""),
        ("background", "evidence", "offered as evidence, and gives background alone"),
        ("background", "background", ""),
        ("supports", "evidence", ""),
        ("inconclusive", "evidence", ""),
    ],
)
def test_a_reference_is_wrong_where_it_says_the_contrary_of_what_it_is_offered_for(
    changed, stance, use, wrong
):
    folder = changed(more=trials(stance, 1, more=OFFERED.format(use=use)))

    item = harm_of(folder)

    assert [b.wrong for b in item.backings if b.study.citation.key == "trial1"] == [wrong]
    assert (item.harm is Harm.WRONG_REFERENCE) is bool(wrong)


def test_a_denial_is_contradicted_by_what_supports_and_served_by_what_opposes(changed):
    more = OFFERED.format(use="evidence")
    folder = changed(more=trials("opposes", 1, claim="milk-spoils-tea", more=more))

    item = harm_of(folder, "milk-spoils-tea")

    assert [backing.wrong for backing in item.backings] == [""]


def test_a_retracted_reference_is_a_wrong_one(changed):
    more = trials("supports", 1, more=OFFERED.format(use="evidence"))
    folder = changed(more=more + "\ncitation:trial1 eg:retractionStatus retraction:retracted .\n")

    assert [b.wrong for b in harm_of(folder).backings if b.wrong] == ["retracted"]


@pytest.mark.parametrize(
    ("error", "is_error"),
    [
        ("The DOI is missing.", False),
        ("The DOI is missing; it is 10.1519/SSC.0000000000000272.", False),
        ("No DOI is printed.", False),
        ("No DOI.", False),
        ("The DOI is missing, and the year is 2001.", True),
        ("The DOI is that of another work.", True),
        ("The year is missing.", True),
    ],
)
def test_a_missing_doi_is_no_error_of_an_entry(changed, error, is_error):
    folder = changed(("The year is 2001, not 1999.", error))

    card = audit(eg.load(folder), "tea-blog")

    assert bool(card.misprinted) is is_error
    assert card.harms[Harm.FORMAL] == is_error
    assert bool(MISSING_DOI.fullmatch(error)) is not is_error


@pytest.fixture
def run(capfd, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, data):
        assert main([*map(str, arguments), "--data", str(data)]) == 0
        return capfd.readouterr().out

    return run


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "any-name.txt").write_text(TEXT, "utf-8")
    return folder


@pytest.fixture
def known_text(changed):
    """The tea data whose article has the SHA-256 of the text."""
    sha = (TEA / "claims.ttl").read_text("utf-8").split('eg:sha256 "')[1].split('"')[0]
    return changed((sha, sha256(TEXT.encode()).hexdigest()))


SENTENCE = "Steep long and it will be bitter, always! "


@pytest.mark.parametrize(("form", "quoted"), [("table", f"“{SENTENCE}”"), ("markdown", f"“{SENTENCE}”")])
def test_paragraph_and_words_of_a_sentence_stand_beside_it(run, texts, known_text, form, quoted):
    out = run("audit", "tea-blog", "-f", form, "--texts", texts, data=known_text)

    assert quoted in out
    assert "¶ 1" in out
    assert "place not recorded" in out
    assert "“" not in run("audit", "tea-blog", "-f", form, data=known_text)


def test_the_words_of_a_sentence_are_in_json_and_csv(run, texts, known_text):
    card = json.loads(run("audit", "tea-blog", "-f", "json", "--texts", texts, data=known_text))
    rows = list(
        csv.DictReader(io.StringIO(run("audit", "tea-blog", "-f", "csv", "--texts", texts, data=known_text)))
    )

    assert {one["claim"]: one["quotations"] for one in card["assertions"]} == {
        CLAIM: [SENTENCE],
        "milk-spoils-tea": [],
    }
    assert [(row["paragraphs"], row["quotation"]) for row in rows if row["claim"] == CLAIM] == [
        ("1", SENTENCE),
        ("1", SENTENCE),
    ]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_a_text_that_is_not_in_the_folder_is_told(run, texts, form):
    out = run("audit", "tea-blog", "-f", form, "--texts", texts, data=TEA)

    assert "is in that folder (by its SHA-256)." in out


def test_audit_alone_lists_the_articles(run):
    [article] = json.loads(run("audit", "-f", "json", data=TEA))

    assert article == {
        "article": "tea-blog",
        "title": "How to brew",
        "kind": "blog post",
        "sentences": 2,
        "references": 2,
    }
    assert "How to brew (tea-blog): blog post, 2 claims, 2 references" in run("audit", data=TEA)
    assert run("audit", "-f", "csv", data=TEA).splitlines()[1] == "tea-blog,How to brew,blog post,2,2"
    assert run("audit", "-f", "markdown", data=TEA).startswith("# Articles\n\n- How to brew (tea-blog)")


def test_data_without_an_article_are_told_in_words(run, tmp_path):
    for name in ("claims.ttl", "citations.bib"):
        (tmp_path / name).write_text("")

    assert run("audit", data=tmp_path) == "The data hold no article.\n"


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_the_groups_come_by_their_harm(run, changed, form):
    out = run("audit", "tea-blog", "-f", form, data=changed(more=trials("opposes")))

    places = [out.index(words) for words in ("Contradicted (1)", "Little recorded (1)", "Formal: entries")]
    assert places == sorted(places)
