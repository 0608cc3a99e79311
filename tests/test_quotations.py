"""Quotes and printed figures stand in their sources, or are named for how they do not."""

import json
import random
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_texts import (
    Inventor,
    as_html,
    as_jats,
    as_plain,
    as_tex,
    in_another_form,
    mutants,
)

import evidence_graph as eg
from evidence_graph.checks import report
from evidence_graph.cli import main
from evidence_graph.quoting import QuoteStanding, Wanted, look_up, text_folder
from evidence_graph.quoting.quote_standing import printed_figure, quoted_words, stand, stand_figure
from evidence_graph.quoting.shelf_marks import CitationNames
from evidence_graph.quoting.source_text import source_text
from evidence_graph.quoting.text_folder import TextFolder, words_of

SOURCE = """No effect of steeping

Strength did not change in the first group (−3.0 %; p < 0.05), but power rose by 3.5 kg (95% CI −1.2 to
0.37). The dose was 5 mM in well-
trained tasters. Significant inter-
actions of pre-test and post-test scores were seen, with 10⁶ cells and ≤ 7 mm of leaf. There was no
evidence that aroma, colour, and taste improved. Improvement at night was not seen. It is non-significant,
as J. Smith et al. wrote. Bitterness was 10.5 ± 2.1 of 100, in a range of 0.05–0.37. Heat did not rise, and
cold fell. Whether milk hides bitterness is unknown.

Taste was good."""

TEXT = source_text("leaf.txt", SOURCE)


def standing(words):
    return stand(TEXT, quoted_words(words)).standing.value


# What may differ, and what may not.


@pytest.mark.parametrize(
    "words",
    [
        "Strength did not change in the first group (-3.0%; p<0.05)",
        "power\u00a0rose by 3.5\u2009kg (95 % CI \u20131.2 to 0.37)",
        "The dose was 5 mM in well-trained tasters.",
        "Signi\ufb01cant interactions of pre\u2011test and post-\ntest scores were seen",
        "with 10^6 cells and <= 7 mm of leaf",
        "in a range of 0.05 - 0.37",
        "Strength did not change [\u2026] but power rose by 3.5 kg",
        "Taste was good.",
    ],
)
def test_white_space_ligatures_hyphenation_and_forms_of_a_sign_may_differ(words):
    assert standing(words) == "found"


@pytest.mark.parametrize(
    "words",
    [
        "Strength did not change in the first group (3.0 %; p < 0.05)",
        "Strength did not change in the first group (−3.0 %; p > 0.05)",
        "Strength did not change in the first group (−3.0 %; p ≤ 0.05)",
        "Strength did not change in the first group [−3.0 %; p < 0.05]",
        "Strength did not change in the first group (−30 %; p < 0.05)",
        "Strength did not change in the first group (−3,0 %; p < 0.05)",
        "Strength did change in the first group (−3.0 %; p < 0.05)",
        "The dose was 5 mm in well-trained tasters.",
        "The dose was 5 mM in well trained tasters.",
        "with 106 cells and ≤ 7 mm of leaf",
        "with 10⁶ cells and ≥ 7 mm of leaf",
        "of pretest and post-test scores",
        "Bitterness was 10.5 2.1 of 100",
        "It is nonsignificant",
    ],
)
def test_digits_signs_brackets_units_exponents_and_denials_may_not(words):
    assert standing(words) == "not found"


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("change", "cut out"),
        ("did not change", "found"),
        ("3.0 %; p < 0.05", "cut out"),
        ("power rose by 3", "cut out"),
        ("power rose by 3.5", "cut out"),
        ("power rose by 3.5 kg", "found"),
        ("taste improved", "cut out"),
        ("Improvement at night", "cut out"),
        ("significant", "cut out"),
        ("milk hides bitterness", "cut out"),
        ("cold fell", "found"),
        ("wrote", "found"),
        ("aroma, colour, and taste improved", "cut out"),
        ("Strength … change", "cut out"),
        ("Strength … power rose", "cut out"),
        ("Bitterness was 10.5 … 2.1 of 100", "not found"),
    ],
)
def test_what_stands_there_with_another_sense_is_cut_out(words, stands):
    assert standing(words) == stands


@pytest.mark.parametrize(
    ("source", "words", "stands"),
    [
        ("Fewer than 12 cups were drunk.", "12 cups were drunk", "cut out"),
        ("It cooled by at least 5% an hour.", "5% an hour", "cut out"),
        ("It cooled by 5% an hour.", "5% an hour", "found"),
        ("Drinkers aged 18 years or older took part.", "Drinkers aged 18 years", "cut out"),
        ("Drinkers aged 18 years or students took part.", "Drinkers aged 18 years", "found"),
        ("Strength or higher power came of it.", "Strength", "found"),
        ("Does milk spoil the taste? Some say so.", "milk spoil the taste", "cut out"),
        ("Does milk spoil the taste? Some say so.", "Does milk spoil the taste?", "found"),
        ("Milk did little to spoil the taste.", "spoil the taste", "cut out"),
        ("A few drinkers saw milk spoil the taste.", "milk spoil the taste", "found"),
        ("The slope was \u00ad0.45 here.", "The slope was 0.45 here.", "not found"),
        ("The slope was \u00ad0.45 here.", "The slope was -0.45 here.", "found"),
        ("It was kept at 30\u00ba all day.", "It was kept at 30° all day.", "found"),
    ],
)
def test_a_number_keeps_its_bound_and_its_sign_and_a_question_is_no_statement(source, words, stands):
    assert stand(source_text("t", source), quoted_words(words)).standing == stands


@pytest.mark.parametrize(
    ("printed", "unit", "stands"),
    [
        ("−3.0", "%", "found"),
        ("-3.0", None, "found"),
        ("3.0", "%", "cut out"),
        ("0.05", None, "found"),
        ("1.2", None, "cut out"),
        ("−1.2 to 0.37", None, "found"),
        ("0.05 to 0.37", None, "found"),
        ("3.5 against 10.5", None, "found"),
        ("3.5 against 11.5", None, "not found"),
        ("0.5", None, "cut out"),
        ("5", "mM", "found"),
        ("5", "mm", "cut out"),
        ("2.1", None, "cut out"),
    ],
)
def test_a_printed_figure_is_found_with_its_sign_its_digits_and_its_unit(printed, unit, stands):
    assert stand_figure(TEXT, printed_figure(printed, unit)).standing == stands


def test_a_spread_may_stand_behind_plus_or_minus():
    assert stand_figure(TEXT, printed_figure("2.1", is_spread=True)).standing == "found"


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_breaks_the_comparison(source, words):
    assert stand(source_text("any.txt", source), quoted_words(words)).standing in {
        QuoteStanding.FOUND,
        QuoteStanding.CUT_OUT,
        QuoteStanding.NOT_FOUND,
    }


@given(st.text(alphabet="ab -−–.,(5%`'\"…", max_size=40), st.sampled_from(["é", "ﬁ", "−", "\n\n"]))
def test_words_are_compared_the_same_whatever_stands_around_them(words, other):
    whole = f"{other} Xx. {words.strip()} Yy."

    assert stand(source_text("any.txt", whole), quoted_words(f"Xx. {words.strip()} Yy.")).standing == "found"


@given(st.integers(0, 10_000))
def test_every_whole_sentence_of_a_text_is_found_in_it(seed):
    text = Inventor(seed).text("any", paragraphs=2)
    source = source_text("any.txt", as_plain(text, random.Random(seed)))  # noqa: S311 - no secret hangs on it

    assert {stand(source, quoted_words(sentence)).standing for sentence in text.sentences} == {
        QuoteStanding.FOUND
    }


# The texts of a folder.


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("leaf2001", {"leaf2001"}),
        ("Leaf2001-supplement", {"leaf2001"}),
        ("leaf2001b", set()),
        ("10.5555_leaf.2001", {"leaf2001"}),
        ("10.5555%2Fleaf.2001", {"leaf2001"}),
        ("10.5555/leaf.2001", {"leaf2001"}),
        ("10.5555-leaf.20012", set()),
        ("doi 10.5555_leaf.2001.v2", {"leaf2001.v2"}),
        ("PMID 0123456", {"leaf2001"}),
        ("pubmed-123456 (abstract)", {"leaf2001"}),
        ("123456", {"leaf2001"}),
        ("1234567", set()),
    ],
)
def test_a_file_says_by_its_name_whose_text_it_is(name, keys):
    marks = text_folder.ShelfMarks(
        [
            CitationNames("leaf2001", "10.5555/Leaf.2001", "123456"),
            CitationNames("leaf2001.v2", "10.5555/leaf.2001.v2"),
        ]
    )

    assert marks.citations(name) == keys


def test_html_and_jats_lose_no_sign_and_gain_no_exponent():
    page = "<p>10<sup>&minus;6</sup> mol, H<sub>2</sub>O<sup><a href='#r1'>12</a></sup> &lt; 5&nbsp;mM.</p>"
    jats = (
        '<?xml version="1.0"?><!DOCTYPE article SYSTEM "x.dtd"><article><p>10<sup>&#x2212;6</sup> mol'
        '<xref ref-type="bibr" rid="b"><sup>3</sup></xref>, <mml:math><mml:msup><mml:mn>10</mml:mn>'
        "<mml:mn>6</mml:mn></mml:msup></mml:math> cells &thinsp;&#60; 5</p></article>"
    )

    assert source_text("", words_of(page.encode(), ".html")).words == "10^−^6mol, H2O<5mM."
    assert source_text("", words_of(jats.encode(), ".xml")).words == "10^−^6mol, 10^6cells<5"


# The verb.

LINE = """
line:milk-spoils-tea.leaf2001.ana a eg:EvidenceLine ;
    eg:claim claim:milk-spoils-tea ; eg:citation citation:leaf2001 ; eg:curator curator:ana ;
    eg:stance stance:supports ; eg:verified true ;
    eg:quote "{}" .
"""


@pytest.fixture
def told(tea, tmp_path, capfd):
    """What `check --texts` says of quotes of leaf2001, with the texts of some works."""

    def run(quotes, texts):
        folder = tmp_path / "texts"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        with (tea / "claims.ttl").open("a", encoding="utf-8") as file:
            file.write(LINE.format('", "'.join(quotes)))
        status = main(["check", str(tea), "--texts", str(folder), "-f", "json"])
        out, err = capfd.readouterr()
        rows = [row for row in json.loads(out) if row["code"].startswith(("quote", "figure"))]
        return status, rows, err

    return run


FIGURES = "SMD 0.85 (0.01 to 1.69), p = 0.05; 6.1 ± 3.0 of 10 points; colour 0.3."


def test_each_quote_is_told_by_one_of_five_words_with_its_line_and_a_count(told, tea):
    status, rows, _ = told(
        ["Milk did not spoil tea.", "spoil tea", "Kettles boil at 100 °C.", "Tea is blue."],
        {
            "leaf2001.txt": f"Milk did not spoil tea.\n\n{FIGURES}",
            "pot2010.html": "<p>Kettles boil at 100 °C.</p>",
        },
    )

    assert status == 1
    assert [row["code"] for row in rows] == [
        *("quote-cut-out", "quote-misplaced", "quote-not-found"),
        "quotes-checked",
    ]
    assert rows[1]["message"] == (
        "“Kettles boil at 100 °C.” does not stand in the text of leaf2001, but in that of pot2010.html."
    )
    line = (tea / "claims.ttl").read_text("utf-8").splitlines()[rows[0]["line"] - 1]
    assert line.strip().startswith('eg:quote "Milk did not spoil tea.", "spoil tea"')
    assert rows[3]["message"].startswith(
        "Of 14 quotes and printed figures: 8 found, 1 cut out, 1 misplaced, 1 not found, 3 not checked."
    )


def test_a_quote_with_a_place_of_its_own_is_looked_for_too(tea, tmp_path):
    (tmp_path / "sorensen2015.txt").write_text(
        "Milk lowered it by −1.2 points. 0.1 to 0.4, > 0.05, 3.", "utf-8"
    )
    line = "milk-hides-bitterness.sorensen2015.ana"
    with eg.edit(tea) as book:
        book.add(eg.Quote("Milk lowered it by −1.2 points.", place="p. 4", line=line))
        book.add(eg.Quote("Milk lowered it by 1.2 points.", line=line))

    [problem] = eg.check(tea, texts=tmp_path)

    assert (problem.code, problem.subject) == ("quote-not-found", f"quote:{line}.2")


def test_a_figure_whose_sign_or_inequality_is_lost_is_cut_out(told):
    _, rows, _ = told(
        ["Tea is tea."],
        {"leaf2001.txt": f"Tea is tea. {FIGURES}".replace("0.85", "−0.85").replace("= 0", "< 0")},
    )

    assert [(row["code"], row["subject"]) for row in rows[:2]] == [
        ("figure-cut-out", "effect:leaf2001.1")
    ] * 2


def test_a_work_without_a_text_is_not_checked_and_named(told):
    status, rows, _ = told(["Tea is blue."], {"pot2010.txt": "Tea is blue.", "notes.docx": "no text"})

    assert status == 0
    [remark] = rows
    assert remark["message"].endswith(
        "11 not checked. Not checked for want of a text: leaf2001, sorensen2015."
    )


def test_a_pdf_that_cannot_be_read_is_named_with_the_reason_and_nothing_else_is_said(tea, tmp_path, capfd):
    pytest.importorskip("pypdf", reason="pypdf is not installed")
    (tmp_path / "leaf2001.pdf").write_bytes(b"%PDF-1.4\nno page of it is left")

    status = main(["check", str(tea), "--texts", str(tmp_path), "-f", "errorformat"])

    out, err = capfd.readouterr()
    assert status == 0
    assert "leaf2001.pdf was not read: the PDF is broken" in out
    assert err == "0 errors, 0 warnings, 4 remarks\n"


def test_without_texts_no_quote_is_looked_for(tea):
    assert [remark.code for remark in report(tea).remarks if remark.code.startswith("quote")] == []


def test_python_checks_the_same(tea, tmp_path):
    (tmp_path / "leaf2001.txt").write_text(FIGURES.replace("= 0.05", "= .05"), "utf-8")

    [problem] = eg.check(tea, texts=tmp_path)

    assert (problem.code, problem.subject) == ("figure-not-found", "effect:leaf2001.1")


# Long trials.


def shelf_of(texts, chance):
    """The *texts* as they stand in a folder, in three formats in turn."""
    shelf = TextFolder()
    for number, text in enumerate(texts):
        raw, ending = (
            (as_plain(text, chance), ".txt"),
            (as_html(text), ".html"),
            (as_jats(text), ".xml"),
        )[number % 3]
        shelf.add(text.key + ending, words_of(raw.encode(), ending), {text.key})
    return shelf


def invented(amount, seed, paragraphs=6):
    """Texts, their sentences with the key of each, and the shelf of all."""
    inventor, chance = Inventor(seed), random.Random(seed)  # noqa: S311 - no secret hangs on it
    texts = [inventor.text(f"work{number}", paragraphs) for number in range(amount)]
    pairs = [(text.key, sentence) for text in texts for sentence in text.sentences]
    return pairs, shelf_of(texts, chance), chance


@pytest.mark.trial
def test_true_whole_sentences_are_found(trial):
    pairs, shelf, chance = invented(60, seed=1)
    number = trial.amount(sample=300, whole=1_000)
    wanted = [Wanted(key, in_another_form(words, chance)) for key, words in chance.sample(pairs, number)]

    refused = [finding for finding in look_up(wanted, shelf) if finding.standing is not QuoteStanding.FOUND]

    trial.tell(f"{number} true sentences: {len(refused)} refused")
    assert len(refused) <= 0.005 * number


@pytest.mark.trial
def test_no_mutant_is_found(trial):
    pairs, shelf, chance = invented(60, seed=2)
    number = trial.amount(sample=1_000, whole=10_000)
    changed = [(key, mutants(words, chance)) for key, words in chance.choices(pairs, k=number)]
    wanted = [Wanted(key, in_another_form(words, chance)) for key, words in changed]

    accepted = [
        finding.wanted.words for finding in look_up(wanted, shelf) if finding.standing is QuoteStanding.FOUND
    ]

    trial.tell(f"{number} mutants: {len(accepted)} found")
    assert accepted == []


@pytest.mark.trial
def test_the_text_in_which_a_misplaced_quote_stands_is_named(trial):
    pairs, shelf, chance = invented(60, seed=3)
    keys = sorted({key for key, _ in pairs})
    number = trial.amount(sample=300, whole=3_000)
    right, wanted = [], []
    for key, words in chance.choices(pairs, k=number):
        right.append(key)
        wanted.append(Wanted(chance.choice([k for k in keys if k != key]), in_another_form(words, chance)))

    findings = look_up(wanted, shelf)
    named = sum(
        [name.partition(".")[0] for name in finding.others] == [key]
        for key, finding in zip(right, findings, strict=True)
    )

    trial.tell(f"{number} misplaced quotes: {named} with the right text")
    assert named >= 0.99 * number


@pytest.mark.trial
def test_many_quotes_of_many_texts_are_looked_up_with_one_index(trial):
    number = trial.amount(sample=1_000, whole=100_000)
    pairs, shelf, chance = invented(trial.amount(sample=30, whole=600), seed=4, paragraphs=20)
    keys = sorted({key for key, _ in pairs})
    wanted = []
    for place, (key, words) in enumerate(chance.choices(pairs, k=number)):
        kinds = (Wanted(key, mutants(words, chance)), Wanted(chance.choice(keys), words), Wanted(key, words))
        wanted.append(kinds[min(place % 10, 2)])

    counts = Counter(finding.standing for finding in look_up(wanted, shelf))

    told = ", ".join(f"{counts[standing]:,} {standing.value}" for standing in QuoteStanding)
    trial.tell(f"{number:,} quotes of {len(keys)} texts: {told}")
    assert counts[QuoteStanding.NOT_FOUND] == number // 10
    assert counts[QuoteStanding.FOUND] >= 0.8 * number


@pytest.mark.trial
def test_quotes_through_real_pdfs_never_lose_a_sign(trial, tmp_path):
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not on the PATH")
    pytest.importorskip("pypdf", reason="pypdf is not installed")
    inventor, chance = Inventor(5), random.Random(5)  # noqa: S311 - no secret hangs on it
    files = trial.amount(sample=1, whole=6)
    number = trial.amount(sample=40, whole=200)
    shelf, pairs = TextFolder(), []
    for place in range(files):
        text = inventor.text(f"work{place}", paragraphs=trial.amount(sample=12, whole=12))
        (tmp_path / f"{text.key}.tex").write_text(as_tex(text, encoded=place % 2 == 1), "utf-8")
        command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", f"{text.key}.tex"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        raw = (tmp_path / f"{text.key}.pdf").read_bytes()
        shelf.add(f"{text.key}.pdf", words_of(raw, ".pdf"), {text.key})
        pairs += [(text.key, sentence) for sentence in text.sentences]

    chosen = chance.sample(pairs, min(number, len(pairs)))
    found = [finding.standing for finding in look_up((Wanted(*pair) for pair in chosen), shelf)]
    changed = [Wanted(key, mutants(words, chance)) for key, words in chance.choices(pairs, k=10 * number)]
    accepted = [
        finding.wanted.words for finding in look_up(changed, shelf) if finding.standing is QuoteStanding.FOUND
    ]

    share = found.count(QuoteStanding.FOUND) / len(found)
    trial.tell(
        f"{len(found)} quotes in PDFs: {share:.1%} found; {len(changed)} mutants: {len(accepted)} found"
    )
    assert accepted == []
    assert share >= 0.4
