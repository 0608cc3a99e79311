"""What a cell says is read in whatever way people write it, and never guessed."""

import pytest

from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.authoring.tables import cell_values, people
from evidence_graph.authoring.tables.unreadable import Unreadable
from evidence_graph.looks.value_words import meaning
from evidence_graph.model import BiasJudgement, Stance, StudyDesign


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026/1/31", "2026-01-31"),
        ("2026-01-31T12:00:00Z", "2026-01-31"),
        ("2015-06-21 16:49:39 UTC", "2015-06-21"),
        ("31.01.2026", "2026-01-31"),
        ("3.4.2026", "2026-04-03"),
        ("31/1/2026", "2026-01-31"),
        ("1/31/2026 0:00", "2026-01-31"),
        ("4/4/2026", "2026-04-04"),
        ("31 January 2026", "2026-01-31"),
        ("Jan 31, 2026", "2026-01-31"),
        ("31-Jan-26", "2026-01-31"),
        ("46053", "2026-01-31"),
        ("46053.75", "2026-01-31"),
    ],
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(text, day):
    assert cell_values.day(text) == day


@pytest.mark.parametrize(
    "text", ["3/9/2026 0:00", "4-5-2026", "31.02.2026", "2026-13-01", "soon", "12345678", "5"]
)
def test_a_day_that_can_be_read_in_two_ways_or_none_is_not_guessed(text):
    with pytest.raises(Unreadable, match=r"two days|no day"):
        cell_values.day(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("24", 24), ("24.0", 24), ("1,234", 1234), ("n = 24", 24), ("24 participants", 24), ("0", 0)],
)
def test_a_count_is_read_as_people_write_it(text, number):
    assert cell_values.whole_number(text) == number


@pytest.mark.parametrize("text", ["24.5", "1.234", "about 24", "-3", "12,34", "1e3", "٣"])
def test_what_may_be_another_number_is_no_count(text):
    with pytest.raises(Unreadable):
        cell_values.whole_number(text)


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("10.5555/Tea.1", ("doi", "10.5555/Tea.1")),
        ("https://doi.org/10.5555/tea.1.", ("doi", "10.5555/tea.1")),
        ("doi: 10.5555/tea.1", ("doi", "10.5555/tea.1")),
        ("22081665(PubMed)", ("pmid", "22081665")),
        ("PMID:22081665", ("pmid", "22081665")),
        ("https://pubmed.ncbi.nlm.nih.gov/22081665/", ("pmid", "22081665")),
        ("PMC123456", ("pmcid", "PMC123456")),
        ("https://example.org/paper", ("url", "https://example.org/paper")),
        ("168986(ASCO)", ("alias", "168986(ASCO)")),
        ("42", ("alias", "42")),
    ],
)
def test_a_work_is_named_by_what_its_name_looks_like(text, citation):
    assert cell_values.named_citation(text) == citation


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Leaf, A.", ("Leaf, A.",)),
        ("Leaf, Anna and Blatt, C.", ("Leaf, Anna", "Blatt, C.")),
        ("Leaf, A.; Blatt, C.", ("Leaf, A.", "Blatt, C.")),
        ("Leaf, A., Blatt, C., & Pot, B. B.", ("Leaf, A.", "Blatt, C.", "Pot, B. B.")),
        ("Leaf AB, Blatt C", ("Leaf, A. B.", "Blatt, C.")),
        ("van der Pot J", ("van der Pot, J.",)),
        ("Anna Leaf, Carl Blatt", ("Leaf, Anna", "Blatt, Carl")),
        ("Anna Leaf & Carl Blatt", ("Leaf, Anna", "Blatt, Carl")),
        ("Leaf, Jr, A.; Pot III, B.", ("Leaf Jr, A.", "Pot III, B.")),
        ("World Health Organization", ("World Health Organization",)),
        ("Leaf", ("Leaf",)),
    ],
)
def test_authors_are_read_in_the_ways_in_which_programs_list_them(text, names):
    assert people.people(text) == (names, False)


@pytest.mark.parametrize("text", ["Leaf et al.", "Leaf, et al", "Leaf and others", "Leaf ET AL."])
def test_a_list_of_authors_that_goes_on_says_so(text):
    assert people.people(text) == (("Leaf",), True)


@pytest.mark.parametrize(
    ("text", "who", "year", "where"),
    [
        ("LaRochelle et al., 2011, Oncotarget", ("LaRochelle",), 2011, "Oncotarget"),
        (
            "Emery et al., 2009, Proc. Natl. Acad. Sci. U.S.A.",
            ("Emery",),
            2009,
            "Proc. Natl. Acad. Sci. U.S.A.",
        ),
        ("Ferguson & Simes 1949", ("Ferguson", "Simes"), 1949, None),
        ("Leaf (2001)", ("Leaf",), 2001, None),
        ("Leaf 2001b", ("Leaf",), 2001, None),
    ],
)
def test_a_printed_reference_tells_author_year_and_journal(text, who, year, where):
    reference = cell_values.printed_reference(text)

    assert (reference.authors, reference.year, reference.container) == (who, year, where)


@pytest.mark.parametrize(
    "text",
    ["ALPHA trial", "Arm 2", "see the text", "2001", "Leaf A. Cups and saucers. Tea Tests 2001;5:1-9."],
)
def test_what_names_nobody_is_no_printed_reference(text):
    assert cell_values.printed_reference(text) is None


@pytest.mark.parametrize(
    ("choices", "text", "value"),
    [
        (Stance, "SUPPORTS", Stance.SUPPORTS),
        (Stance, "Refuted", Stance.OPPOSES),
        (Stance, "Does Not Support", Stance.OPPOSES),
        (Stance, "NOT_ENOUGH_INFO", Stance.BACKGROUND),
        (Stance, "in part", Stance.QUALIFIES),
        (Stance, "+", Stance.SUPPORTS),
        (Stance, "−", Stance.OPPOSES),
        (Stance, "Mixed", None),
        (Stance, "partially", None),
        (StudyDesign, "Randomized Controlled Trial", StudyDesign.RANDOMISED_CONTROLLED_TRIAL),
        (StudyDesign, "RCT", StudyDesign.RANDOMISED_CONTROLLED_TRIAL),
        (StudyDesign, "prospective cohort study", StudyDesign.COHORT),
        (StudyDesign, "observational", None),
        (BiasJudgement, "Some concerns", BiasJudgement.SOME_CONCERNS),
        (BiasJudgement, "Serious", BiasJudgement.HIGH),
        (BiasJudgement, "No information", BiasJudgement.UNCLEAR),
    ],
)
def test_a_word_for_a_value_is_known_and_one_that_may_be_two_has_no_meaning(choices, text, value):
    assert meaning(choices, text) is value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Milk makes tea mild.", "milk makes  TEA mild"),
        ("Tea – hot – calms", "Tea - hot - calms."),
        ("“Tea” is hot", '"Tea" is hot!'),
        ("Tea, hot, calms.", "tea hot calms"),
    ],
)
def test_statements_that_differ_in_capitals_and_marks_are_one(one, other):
    assert statement_key(one) == statement_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CD4+ cells grow", "CD4- cells grow"),
        ("It fell by -3.0 %", "It fell by 3.0 %"),
        ("It fell by 3.0 %", "It fell by 30 %"),
        ("p < 0.05", "p > 0.05"),
        ("1,000 cups", "1 000 cups"),
        ("Tea is hot", "Tea is not hot"),
        ("10² cups", "102 cups"),
        ("10⁻³ cups", "10-3 cups"),
        ("x₂ cups", "x2 cups"),
    ],
)
def test_statements_that_differ_in_a_sign_or_a_number_are_two(one, other):
    assert statement_key(one) != statement_key(other)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("-0.60 to -0.10", ("-0.60", "-0.10")),
        ("-0.60 - -0.10", ("-0.60", "-0.10")),
        ("\u22120,60\u2013\u22120,10", ("-0.60", "-0.10")),
        ("\u20130.60 to 0.10", ("-0.60", "0.10")),
        ("0.65\u20130.98", ("0.65", "0.98")),
        ("95% CI: 0.65, 0.98", ("0.65", "0.98")),
        ("[0.65; 0.98]", ("0.65", "0.98")),
    ],
)
def test_an_interval_is_read_however_it_is_printed(text, ends):
    assert cell_values.interval(text) == ends


@pytest.mark.parametrize("text", ["-0.60 -0.10", "0.65 -0.98", "0.65 \u22120.98", "0.65", "wide"])
def test_an_interval_that_can_be_read_in_two_ways_is_not_guessed(text):
    with pytest.raises(Unreadable, match="is no interval"):
        cell_values.interval(text)
