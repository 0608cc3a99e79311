"""A question in somebody's own words finds the claim meant, or is refused."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import search
from evidence_graph.search import english, large, question, score
from evidence_graph.search.question import read
from evidence_graph.search.word_stems import slips, stem, stems
from evidence_graph.store import compiled

ROOT = Path(__file__).parents[1]
TEA = eg.load(ROOT / "tests" / "tea")
CYCLING = eg.load(ROOT / "tests" / "cycling")
sys.path[:0] = [str(ROOT / "tests" / "questions"), str(ROOT / "benchmarks")]
import generator  # noqa: E402 - a script of the benchmarks
from evaluate import DEVELOPMENT, TEST, Share, evaluate, questions_of, sign_test  # noqa: E402 - beside its data


@pytest.fixture(scope="module")
def graph():
    return eg.load(ROOT / "data")


@pytest.fixture(scope="module")
def figures(graph):
    """The figures of all sets, of the tests alone, and of another subject."""
    cycling = questions_of("../cycling/questions")
    return {
        "all": evaluate(graph, questions_of(*DEVELOPMENT, *TEST)),
        "tests": evaluate(graph, questions_of(*TEST)),
        "cycling": evaluate(CYCLING, cycling),
    }


@pytest.fixture
def folder(tmp_path):
    """A data folder of so many claims, each with its statement and how many works are judged for it."""

    def write(claims, concepts=""):
        prefixes = (ROOT / "tests" / "tea" / "claims.ttl").read_text("utf-8").split("article:tea-blog", 1)[0]
        text = [prefixes, concepts]
        for identifier, (statement, citations) in claims.items():
            text.append(f'claim:{identifier} a eg:Claim ; eg:statement "{statement}" ; eg:topic concept:t .')
            text += [
                f"line:{identifier}.{n} a eg:EvidenceLine ; eg:claim claim:{identifier} ;"
                f" eg:citation citation:w{n} ; eg:curator curator:ana ; eg:stance stance:supports ."
                for n in range(citations)
            ]
        (tmp_path / "claims.ttl").write_text("\n".join(text), "utf-8")
        (tmp_path / "citations.bib").write_text("", "utf-8")
        return eg.load(tmp_path, cached=False)

    return write


# How well


@pytest.mark.parametrize("name", ["all", "tests", "cycling"])
def test_the_right_claim_comes_first_or_among_the_first_three(figures, name):
    assert figures[name].first.value >= 0.86
    assert figures[name].in_three.value >= 0.96


@pytest.mark.parametrize("name", ["all", "tests", "cycling"])
def test_questions_about_something_else_are_refused_and_few_of_the_others(figures, name):
    """The figures of docs/search.md."""
    assert figures[name].rightly_refused.value >= 0.86
    assert figures[name].wrongly_refused.value <= 0.06
    assert figures[name].wrong_claim_taken.value <= 0.12


@pytest.mark.parametrize("name", ["all", "tests", "cycling"])
def test_with_refusal_switched_off_no_fewer_are_right_than_with_plain_bm25(figures, name):
    asked = figures[name]

    worse = (asked.first.value < asked.plain_first.value, asked.in_three.value < asked.plain_in_three.value)
    significant = [less and chance < 0.05 for less, chance in zip(worse, asked.by_chance, strict=True)]

    assert significant == [False, False]


def test_the_evaluation_tells_shares_with_wilsons_interval_and_an_exact_sign_test():
    """8 of 10 is 0.49 to 0.94; five of five won is 1 in 16 by chance."""
    assert str(Share(8, 10)) == "0.80 (0.49 to 0.94), 8 of 10"
    assert sign_test([(True, False)] * 5 + [(True, True)]) == pytest.approx(1 / 16)


def test_the_numbers_of_the_rule_are_those_of_its_page():
    page = (ROOT / "docs" / "search.md").read_text("utf-8")
    promised = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE))

    assert {name: float(value) for name, value in promised.items()} == {
        "ENOUGH": score.ENOUGH,
        "HELD": score.HELD,
        "FAMILY": score.FAMILY,
        "NEAR": score.NEAR,
        "PART": score.PART,
        "NAMED": score.NAMED,
        "MISSES": score.MISSES,
        "MISSED_NAME": score.MISSED_NAME,
        "MISSED_LABEL": score.MISSED_LABEL,
        "UNHEARD": score.UNHEARD,
        "SLIP": question.SLIP,
    }


# Which words


def test_a_slip_of_the_finger_is_mended(graph):
    assert graph.find("do hip trhusts make me fastr?")[0].claim.id == "no-transfer-to-sprinting"


def test_two_slips_are_mended_in_a_long_word():
    assert CYCLING.find("sealnat in a tyre, does it close holes")[0].claim.id == "sealant-closes-small-holes"
    assert CYCLING.find("will a hedwnd slow me more than a hill")[0].claim.id != "two-locks-deter"
    assert CYCLING.find("are flahsimg lights harder to judge")[0].claim.id == "flashing-light-hides-distance"


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("does a wool carpet lose hair", False),
        ("does a wood carpet cost much", False),
        ("does oiling a chain help", True),
    ],
)
def test_a_word_of_english_is_not_taken_for_a_slip(asked, taken):
    """Cost is not lost, and wool not wood."""
    assert CYCLING.find(asked)[:1] == [] or CYCLING.find(asked)[0].fits == taken


@pytest.mark.parametrize(
    "asked", ["can i inflate with a schrader valve", "can i inflate with a SCHRADER valve"]
)
def test_capitals_do_not_matter_for_what_the_data_know(asked):
    assert CYCLING.find(asked)[0].claim.id == "schrader-fits-car-pump"


@pytest.mark.parametrize(
    ("short", "label"),
    [
        ("NSCLC", "lung non-small cell carcinoma"),
        ("GIST", "gastrointestinal stromal tumour"),
        ("BTK", "Bruton tyrosine kinase"),
    ],
)
def test_an_abbreviation_in_capitals_stands_for_the_label_it_abbreviates(folder, short, label):
    scheme = 'scheme:s a skos:ConceptScheme ; skos:prefLabel "s" .'
    concept = f'concept:x a skos:Concept ; skos:inScheme scheme:s ; skos:prefLabel "{label}" .'
    opened = folder(
        {
            "right": (f"Walnuts soothe {label}.", 0),
            "wrong": ("Walnuts soothe gout.", 0),
            "else": ("Tea is wet.", 0),
        },
        f"{scheme}\n{concept}\n",
    )

    assert opened.find(f"do walnuts soothe {short}")[0].claim.id == "right"
    assert opened.find(f"do walnuts soothe {short}")[0].fits


def test_what_is_written_with_a_hyphen_is_found_joined_and_what_is_joined_apart(folder):
    opened = folder({"virus": ("CoV-2 lives on steel.", 0), "fire": ("Bushfires follow drought.", 0)})

    assert opened.find("is cov2 on steel")[0].claim.id == "virus"
    assert opened.find("do bush fires come after drought")[0].claim.id == "fire"


def test_a_word_is_met_by_one_of_its_family(folder):
    opened = folder({"virus": ("The coronavirus lives on steel.", 0), "tea": ("Tea is wet.", 0)})

    assert opened.find("corona on steel")[0].fits


# Which claim is not taken


def test_a_claim_that_lacks_a_name_of_the_question_is_never_taken(folder):
    """However much else it has: the name says that something else is asked about."""
    opened = folder(
        {
            "one": ("Ibrutinib slows lymphoma with the mutation C481S in older men.", 3),
            "other": ("Zanubrutinib is bitter.", 0),
            **{f"c{n}": (f"Water boils at height {n}.", 0) for n in range(8)},
        }
    )

    [first, *_] = opened.find("does zanubrutinib slow lymphoma with the mutation C481S in older men")

    assert first.claim.id == "one"
    assert (first.score > 0.375, first.sure, first.fits) == (True, 0, False)
    assert opened.find("does ibrutinib slow lymphoma with the mutation C481S in older men")[0].fits


def test_a_long_word_that_nobody_knows_refuses():
    assert CYCLING.find("does a helmet soften a blow")[0].fits
    assert not any(match.fits for match in CYCLING.find("does a quargelhut soften a blow"))


def test_a_label_of_several_words_that_a_claim_is_not_about_counts_against_it():
    rim, disc = (CYCLING.find(f"do {kind} brakes work in the rain")[0] for kind in ("rim", "disc"))

    assert (rim.claim.id, disc.claim.id) == ("rim-brakes-fade-wet", "disc-brakes-work-wet")


def test_of_claims_that_fit_alike_the_one_with_more_studies_comes_first_then_by_id(folder):
    alike = "Walnuts soothe gout"
    opened = folder(
        {"a": (alike, 0), "b": (alike, 1), "c": (alike, 3), "d": (alike, 1), "e": ("Tea is wet.", 9)}
    )

    assert [match.claim.id for match in opened.find("do walnuts soothe gout", limit=4)] == [
        "c",
        "b",
        "d",
        "a",
    ]


# English


def test_the_table_of_general_english_is_whole():
    listed = english.unpack(english.table())

    assert len(listed) == 13_000
    assert english.pack(listed) == english.table()
    assert {stem(word) for word in ("water", "bitter", "muscles", "running")} <= listed.keys()
    assert english.rarity("the") < english.rarity(stem("water")) < english.rarity(stem("hydrangea")) == 1
    assert (english.rarity("1999"), english.rarity("c481s")) == (0.5, 1)


# What always holds


@given(st.dictionaries(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.integers(0, 25), max_size=30))
def test_a_table_of_english_is_read_as_it_was_written(degrees):
    rarities = {word: degree / 25 for word, degree in degrees.items()}

    assert english.unpack(english.pack(rarities)) == rarities


@given(st.text())
def test_a_stem_has_no_ending_left_and_a_text_has_the_stems_of_its_words(text):
    assert [stem(root) for root in stems(text)] == stems(text)


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 2))
def test_slips_are_as_many_one_way_as_the_other(one, other, most):
    assert slips(one, other, most) == slips(other, one, most)
    assert slips(one, other, 0) == (one == other)


@given(st.text() | st.lists(st.from_regex(r"(how )?[a-z]{2,8}[,?]?", fullmatch=True)).map(" ".join))
@example(", ".join(f"how x{n} tea" for n in range(900)))
def test_whatever_is_asked_is_answered_with_numbers_between_0_and_1_and_falling_scores(asked):
    found = TEA.find(asked)

    assert all(0 <= match.sure <= match.score <= match.coverage <= 1 for match in found)
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)


@given(st.sampled_from([claim.statement for claim in CYCLING.claims()]))
def test_a_statement_finds_its_claim(statement):
    [first, *_] = CYCLING.find(statement)

    assert (first.claim.statement, first.fits) == (statement, True)


def test_the_id_of_a_claim_is_no_question(graph):
    assert graph.claim("no-transfer-to-squat").id == "no-transfer-to-squat"


def test_the_same_question_gives_the_same_answer(graph):
    assert graph.find("bigger bum") == eg.load(ROOT / "data").find("bigger bum")


# Very many claims


def test_among_very_many_claims_the_same_is_found_with_the_same_numbers(graph, tmp_path):
    """Looking words up and reading all of them are two ways to one answer."""
    large.write(tmp_path / "words", graph.store)
    finder = large.LargeFinder(tmp_path / "words", graph.all(eg.Concept), graph.claim)
    questions = [asked["question"] for asked in questions_of(*DEVELOPMENT)]

    differing = [question for question in questions if finder.find(question) != graph.find(question)]

    assert differing == []


def test_a_large_folder_is_asked_in_own_words(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(compiled, "LARGE", 1)
    monkeypatch.setattr(search, "MANY", 1)
    invented = generator.write(tmp_path / "invented", 400)
    opened = eg.load(invented)
    asked = [opened.claim(f"c{number}") for number in range(0, 400, 40)]

    found = [opened.find(claim.statement)[0] for claim in asked]

    assert [m.claim.id for m in found] == [claim.id for claim in asked]
    assert [path.suffix for path in (tmp_path / "cache").glob("*.words")] == [".words"]
    assert not any(match.fits for match in opened.find("who won the football"))


def test_what_very_many_claims_hold_is_not_looked_up_beside_something_rarer(tmp_path, monkeypatch):
    """It is weighed all the same: what is found is what would be found by looking it up."""
    large.write(tmp_path / "words", CYCLING.store)
    finder = large.LargeFinder(tmp_path / "words", CYCLING.all(eg.Concept), CYCLING.claim)
    asked = "does a wheel rust"
    everything = {claim.id for claim, _ in finder._near(read(asked, finder.vocabulary, finder.lexicon, {}))}
    first = finder.find(asked, limit=1)

    monkeypatch.setattr(large, "COMMON", 1)

    near = {claim.id for claim, _ in finder._near(read(asked, finder.vocabulary, finder.lexicon, {}))}
    assert near == {"rain-rusts-chain"} < everything
    assert finder.find(asked, limit=1) == first
