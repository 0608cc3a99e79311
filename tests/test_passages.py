"""What a passage of an article does for a claim: it says it, or argues for it; one is the main one."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.checks import check
from evidence_graph.cli import main
from evidence_graph.reading.fingerprints import fingerprint, length, words

BITTER = "assertion:tea-blog.long-steeping-makes-bitter"
PASSAGE = "    eg:passage passage:tea-blog.10-52 .\n"
PLACES = """\
passage:tea-blog.60-99 a eg:Passage ; eg:start 60 ; eg:end 99 ; eg:paragraph 2 .
passage:tea-blog.100-140 a eg:Passage ; eg:start 100 ; eg:end 140 ; eg:paragraph 3 .
"""
THREE = PASSAGE.replace(" .\n", ", passage:tea-blog.60-99, passage:tea-blog.100-140")


def with_facts(folder, facts):
    """The tea data whose one assertion has three passages and these *facts* about them."""
    path = folder / "claims.ttl"
    text = path.read_text("utf-8")
    assert PASSAGE in text
    path.write_text(text.replace(PASSAGE, f"{THREE}{facts} .\n\n{PLACES}"), "utf-8")
    return folder


def told(folder, capsys):
    """What the JSON of the claim tells of each passage: paragraph, part, whether it is the main one."""
    main(["show", "long-steeping-makes-bitter", "--data", str(folder), "-f", "json"])
    (assertion,) = json.loads(capsys.readouterr().out)["assertions"]
    return [(place["paragraph"], place["part"], place["main"]) for place in assertion["passages"]]


def test_a_passage_says_its_claim_unless_it_is_said_to_argue_for_it(tea, capsys):
    folder = with_facts(tea, " ; eg:argument passage:tea-blog.10-52, passage:tea-blog.100-140")

    assert told(folder, capsys) == [(1, "argues for", False), (2, "says", True), (3, "argues for", False)]


def test_the_main_passage_is_the_one_on_record_else_the_first(tea, capsys):
    plain = told(with_facts(tea, ""), capsys)
    assert plain == [(1, "says", True), (2, "says", False), (3, "says", False)]

    path = tea / "claims.ttl"
    named = path.read_text("utf-8").replace(THREE, f"{THREE} ; eg:mainPassage passage:tea-blog.100-140")
    path.write_text(named, "utf-8")
    assert told(tea, capsys) == [(1, "says", False), (2, "says", False), (3, "says", True)]


def test_the_page_of_a_claim_says_which_passage_only_argues(tea, capsys):
    folder = with_facts(tea, " ; eg:argument passage:tea-blog.60-99")

    main(["show", "long-steeping-makes-bitter", "--data", str(folder)])

    text = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "(paragraph 1, characters 10-52; argues for it in paragraph 2, characters 60-99; " in text


@pytest.mark.parametrize("term", ["argument", "mainPassage"])
def test_a_part_is_given_only_to_passages_of_the_same_assertion(tea, term):
    path = tea / "claims.ttl"
    denies = "eg:attitude attitude:denies ; eg:force force:hedged"
    text = path.read_text("utf-8").replace(denies, f"{denies} ; eg:{term} passage:tea-blog.10-52")
    path.write_text(text, "utf-8")

    (problem,) = (problem for problem in check(tea) if problem.code == "stray-passage")

    assert problem.subject.endswith("tea-blog.milk-spoils-tea")
    assert f"{term} is passage:tea-blog.10-52, which is none" in problem.message


# Fingerprints.


def test_a_fingerprint_counts_the_words_and_gives_none_of_them_away():
    mark = fingerprint("The pot, warmed first, keeps tea hotter.")

    assert length(mark) == 7
    assert re.fullmatch("7-[0-9a-f]{16}", mark)


WORD = st.text(st.sampled_from("abcdefgäöü"), min_size=1, max_size=8)


@given(st.lists(WORD, min_size=1, max_size=12), st.sampled_from([" ", "\n", "  ", ", ", " – "]))
def test_spaces_capitals_and_punctuation_make_no_other_passage(texts, joint):
    assert fingerprint(joint.join(texts).upper()) == fingerprint(" ".join(texts))


@given(st.lists(WORD, min_size=1, max_size=12), WORD, st.integers(0, 11))
def test_another_word_makes_another_passage(texts, word, place):
    changed = [*texts]
    changed[place % len(texts)] = word

    assert (fingerprint(" ".join(changed)) == fingerprint(" ".join(texts))) == (changed == texts)


@pytest.mark.parametrize(
    ("one", "other"), [("p < 0.05", "p > 0.05"), ("by -2 kg", "by 2 kg"), ("50 %", "50"), ("1.5", "15")]
)
def test_signs_and_figures_that_tell_something_make_another_passage(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_words_keep_their_places_in_the_text():
    text = "Heat ﬁrst: < 50 %, he said."

    places = [text[word.start : word.end] for word in words(text)]
    assert places == ["Heat", "ﬁrst", "<", "50", "%", "he", "said"]
    assert words(text)[1].text == "first"


# The bundled articles.


def test_every_passage_of_the_bundled_articles_has_a_fingerprint(hips):
    missing = [passage.id for passage in hips.store.each(eg.Passage) if not passage.fingerprint]

    assert missing == []


def test_every_bundled_assertion_with_several_passages_says_which_is_the_main_one(hips):
    several = [one for one in hips.assertions() if len(one.passages) > 1]

    assert len(several) == 26
    assert [one.id for one in several if not one.main_passage] == []
    assert [one.id for one in several if one.main_passage in one.arguments] == []


def test_a_premise_of_the_bundled_critique_is_told_from_its_conclusion(hips):
    (slow,) = hips.assertions(claim="hip-thrust-slower-than-sprinting")
    (power,) = hips.assertions(claim="too-slow-for-explosive-power")
    (shared,) = set(slow.passages) & set(power.passages)
    passage = next(one for one in hips.passages(slow) if one.id == shared)

    assert (slow.part_of(passage), power.part_of(passage)) == ("says", "argues for")
