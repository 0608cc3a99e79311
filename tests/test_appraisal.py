"""Any article from a file: what is wrong, the worst first, and never a verdict that nobody accepted."""

import json
import random
import re
from dataclasses import replace
from itertools import combinations_with_replacement, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import prose
from evidence_graph.appraisal import Base, appraise, checkable, linking, list_order, listed_entries, markers
from evidence_graph.appraisal.aspects import Meeting
from evidence_graph.appraisal.cue_lists import pattern
from evidence_graph.appraisal.directions import Course
from evidence_graph.appraisal.linking import LinkReason
from evidence_graph.appraisal.list_order import SKIP, STAY, ListOrder, order_of
from evidence_graph.appraisal.listed_entries import LONG_TITLE, EntryFault, KnownCitations, ListedCitation
from evidence_graph.appraisal.near_claims import likelihood
from evidence_graph.appraisal.shared_words import contrasted, likenesses
from evidence_graph.audit import Harm
from evidence_graph.bibliography.signatures import title_tokens
from evidence_graph.cli import main
from evidence_graph.model import Verdict

TEA = Path(__file__).parent / "tea"

ARTICLE = """# What thrusts do

Hip thrusts do not make you run faster [1]. Squats make you run faster [2, 9].
Glute bridges and hip thrusts develop core stability.

Lie down and lift your hips. Do thrusts help? Our next article looks at planks.

## References

1. {first}
2. {second}
3. {third}
"""


@pytest.fixture(scope="module")
def hip_base(hips):
    return Base(hips)


@pytest.fixture(scope="module")
def citations(hips):
    return KnownCitations(hips)


def vancouver(citation):
    authors = ", ".join(name.replace(", ", " ") for name in citation.authors[:6])
    numbers = f"{citation.year};{citation.volume}({citation.issue}):{citation.pages}"
    return f"{authors}. {citation.title}. {citation.container}. {numbers}."


def apa(citation):
    authors = ", ".join(citation.authors)
    place = f"{citation.container}, {citation.volume}, {citation.pages}"
    return f"{authors} ({citation.year}). {citation.title}. {place}."


def of_number(citation):
    return (
        f"{citation.authors[0]} et al., {citation.container} {citation.year}. https://doi.org/{citation.doi}"
    )


def in_capitals(citation):
    return f"{citation.authors[0]}: {citation.title.upper()}, {citation.year}"


def complete(hips):
    return [
        citation
        for citation in hips.citations()
        if all(
            (
                citation.authors,
                citation.title,
                citation.container,
                citation.volume,
                citation.pages,
                citation.year,
                citation.doi,
            )
        )
    ]


def recognised(printed, citations):
    return listed_entries.recognise(ListedCitation(1, printed), citations, "hips")


def faults(entry):
    return [remark.fault for remark in entry.remarks]


def harmless(found):
    """The faults that the work itself has, and not the entry."""
    return set(found) <= {EntryFault.RETRACTED, EntryFault.DOUBTED}


def article(hips, *numbers):
    known = complete(hips)
    first, second, third = (vancouver(known[number]) for number in numbers)
    return prose.parse(ARTICLE.format(first=first, second=second, third=third), form="markdown")


@pytest.mark.parametrize("style", [vancouver, apa, of_number, in_capitals])
def test_each_work_is_recognised_in_any_style_and_as_no_other(hips, citations, style):
    aliases = {
        citation.key: {citation.key, *(citation.study.aliases if citation.study else ())}
        for citation in hips.citations()
    }
    for citation in complete(hips):
        entry = recognised(style(citation), citations)

        same = {citation.key, citation.study.version_of if citation.study else None, *aliases[citation.key]}
        assert entry.key in same or hips.citation(entry.key).study.version_of in same, style(citation)
        if style in {vancouver, apa}:
            assert harmless(faults(entry)), (style(citation), entry.remarks)


def test_the_title_of_another_work_is_told_with_both(hips, citations):
    known = complete(hips)
    swapped = [
        recognised(vancouver(one).replace(one.title, other.title), citations)
        for one, other in zip(known[:40], known[50:90], strict=True)
        if len(title_tokens(other.title)) >= LONG_TITLE
    ]

    assert len(swapped) >= 35
    assert all(EntryFault.SWAPPED in faults(entry) for entry in swapped)
    assert known[50].key in swapped[0].remarks[0].sentence
    assert known[0].key in swapped[0].remarks[0].sentence


@pytest.mark.parametrize("years", [-3, 2, 10])
def test_another_year_is_told(hips, citations, years):
    for citation in complete(hips)[:20]:
        printed = f"{citation.authors[0]} ({citation.year + years}). {citation.title}. {citation.container}."
        entry = recognised(printed, citations)

        assert EntryFault.YEAR in faults(entry)
        assert str(citation.year) in entry.remarks[0].sentence


def test_an_unknown_work_is_no_fault(citations):
    entry = recognised("Nobody A. Nothing of the kind in penguins. J Penguins. 2011;3:1-9.", citations)

    assert (entry.key, entry.remarks) == (None, ())


def test_a_retracted_work_is_told_where_it_is_cited(tmp_path):
    text = (TEA / "claims.ttl").read_text("utf-8")
    (tmp_path / "claims.ttl").write_text(
        text.replace("retraction:none-found", "retraction:retracted"), "utf-8"
    )
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")
    content = (
        "Tea is hot (Leaf 2001).\n\nReferences\n\n"
        "Leaf A, Blatt C. Long steeps and EGCG. Journal of Tea Tests 2001;3:10-19.\n"
    )

    worst = appraise(prose.parse(content), [Base(eg.load(tmp_path))]).lines[0]

    assert (worst.harm, worst.what) == (Harm.WRONG_REFERENCE, EntryFault.RETRACTED)
    assert worst.quotations == ("Tea is hot (Leaf 2001).",)
    assert worst.paragraphs == (1,)


def test_the_same_work_twice_and_one_never_cited_are_told(hips, hip_base):
    found = appraise(article(hips, 3, 5, 3), [hip_base])

    told = {(line.entry.number, line.what) for line in found.lines if line.entry}
    assert {(3, EntryFault.DOUBLED), (3, EntryFault.UNCITED)} <= told
    assert not {number for number, what in told if what is EntryFault.UNCITED} & {1, 2}


BY_AUTHORS = """# Milk and tea

Milk spoils tea (Smith & Doe, 2019; see also Wu et al., 2020a). {more} Heat kills germs (WHO, 2020).
Sugar does not spoil it, says O'Neil (in press).

# References

O'Neil, S. (in press). Milk again. *Tea*.

Smith, J., & Doe, A. (2019). Milk in tea. *J Tea Res*, *28*(3), 1–9.

World Health Organization. (2020). *Heat*. Tea Press.

Wu, C., Li, D., & Xu, E. (2020a). Milk. *Tea*, *3*, 1–2.
"""


@pytest.mark.parametrize(
    ("sentence", "unlisted"),
    [
        ("Green tea makes slim (Nobody, 1999).", ["Nobody, 1999"]),
        ("Green tea makes slim (e.g., Nobody & Else, 1999; Smith & Doe, 2019).", ["Nobody & Else, 1999"]),
        ("Green tea was drunk at court (March 1999) and in London (in 1999).", []),
        ("Kings (1702) drank it.", []),
    ],
)
def test_an_author_in_brackets_whom_the_list_does_not_have_is_told(hip_base, sentence, unlisted):
    found = appraise(prose.parse(BY_AUTHORS.format(more=sentence), form="markdown"), [hip_base])

    told = [line for line in found.lines if line.what == "cited and not listed"]
    assert [line.why for line in told] == [
        f"The list of references has no entry “{words}”." for words in unlisted
    ]
    assert not [line for line in found.lines if line.what is EntryFault.UNCITED]


def test_the_number_of_a_note_is_no_marker_of_an_entry(hip_base):
    page = (
        "<h1>Tea</h1><p>Warm pots keep tea hot<sup><a href='#fn1'>1</a></sup> for long <sup>2</sup>. "
        "Cups do <sup>2</sup>.</p><h2>References</h2><ol><li>Lee A. Pots. Tea. 2019;28(3):1-9.</li>"
        "<li>Poe B. Cups. Tea. 2020;1:1-2.</li></ol>"
        "<section class='footnotes'><ol><li id='fn1'>So say guests.</li></ol></section>"
    )

    found = appraise(prose.parse(page, form="html"), [hip_base])

    assert [line.entry.number for line in found.lines if line.what is EntryFault.UNCITED] == [1]


def test_a_number_without_an_entry_is_told_with_its_sentence(hips, hip_base):
    found = appraise(article(hips, 3, 5, 7), [hip_base])

    line = next(line for line in found.lines if line.what == "cited and not listed")
    assert "no entry 9" in line.why
    assert line.quotations == ("Squats make you run faster [2, 9].",)


def test_a_text_without_markers_leaves_nothing_uncited(hips, hip_base):
    known = complete(hips)
    text = prose.parse(f"Tea is hot.\n\nReferences\n\n{vancouver(known[0])}\n\n{vancouver(known[1])}\n")

    assert EntryFault.UNCITED not in [line.what for line in appraise(text, [hip_base]).lines]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("It is so [1].", [1]),
        ("It is so [1, 3–5] and [2].", [1, 3, 4, 5, 2]),
        ("It is so.¹² Or not.³", [12, 3]),
        ("It is so.1,2 Or not.3 Who knows.", [1, 2, 3]),
        ("It is so (1). It is not (2,3).", [1, 2, 3]),
        ("It is so (Ladle 2019).", [7]),
        ("It is so (Ladle et al., 2019; Pot & Kettle 2020b).", [7, 8]),
        ("Ladle and Pot (2019) say so.", [7]),
        ("Van der Pot's (2021) pots.", [9]),
        ("It was so in 2019, and in Ladle.", []),
        ("Of [200-2] guests.", []),
    ],
)
def test_every_way_to_cite_leads_to_its_entry(words, numbers):
    listed = [
        ListedCitation(7, "Ladle, B. & Pot, C. (2019). Heat."),
        ListedCitation(8, "Pot, C. and Kettle, D. (2020b). Steam."),
        ListedCitation(9, "Van der Pot, E. (2021). Pots."),
    ]
    found = markers.find(prose.parse(words), listed)

    assert [number for marker in found for number in marker.numbers] == numbers


def test_raised_numbers_cite_in_pages_and_documents():
    text = prose.parse("<p>It is so<sup>1,2</sup>. Or not.<sup>3</sup></p>", form="html")

    assert [one.numbers for one in markers.find(text, [ListedCitation(1, "A")])] == [(1, 2), (3,)]


def test_a_page_without_a_list_cites_by_its_links(hips, hip_base):
    citation = complete(hips)[4]
    page = (
        f'<p>It is <a href="https://doi.org/{citation.doi}">so</a>, says '
        '<a href="https://example.org/blog">somebody</a>.</p>'
    )

    found = appraise(prose.parse(page, form="html"), [hip_base])

    assert [(entry.number, entry.key) for entry in found.entries] == [(1, citation.key)]


CLAIMS = [
    "Green tea lowers blood pressure in adults.",
    "Cold water is not better than warm water.",
    "Steeping tea for longer makes it more bitter.",
    "In my experience, warm pots keep tea hot for longer.",
    "Pots that are rinsed often break less than others.",
    "Guests who drank green tea slept 20 minutes longer (Ladle 2019).",
]

# Words that look like an instruction, an announcement or talk of oneself, and say what is the case.
LIKE_NO_CLAIMS = [
    "Clean kettles boil faster than furred ones.",
    "Cut flowers last longer in cold water.",
    "Open windows lower the amount of carbon dioxide.",
    "Lean meat holds less fat than sausages do.",
    "Vitamin A helps people to see at night.",
    "Melatonin, the hormone of the night, rises when it grows dark.",
    "The longer you need to wait, the colder the tea gets.",
    "You do taste salt less when a soup is cold.",
    "Children who read on a screen sleep ten minutes less.",
    "Members who sign up for a year go less often than others.",
    "People who drink green tea live longer.",
    "Our bodies lose heat faster in water than in air.",
    "Cold hands slow down typing, as most of us notice in winter.",
    "Guests who waited were half as satisfied as those who did not.",
    "Wooden boards outlast plastic ones.",
    "Guests who were tired became calmer within an hour.",
]

NO_CLAIMS = [
    "Is green tea better than black tea?",
    "Warm the pot before you pour.",
    "To make good tea, warm the pot first.",
    "Then gently stir the leaves.",
    "You should always warm the pot.",
    "I love the taste of green tea more than any other.",
    "In this article we look at pots.",
    "A teapot is a vessel in which tea is made.",
    "Tea refers to the leaves of one plant.",
    "What you need: a pot",
    "Pots and cups",
    "Read on to learn more about pots.",
    "Your cup should be warm.",
    "Knead the dough for ten minutes.",
    "In the evening, soak the beans in cold water.",
    "Rinse it twice with less water than before.",
    "All you need is a jar that is large enough.",
    "We tested more kettles than anybody else.",
    "Our readers liked the small kettle more than the large one.",
    "Patience is the ability to wait longer than others.",
    "There are many ways to make better tea.",
    "Boil, strained or not, at least twice a week.",
    "If you have a thin cup, forget the saucer.",
    "So let us not get carried away.",
    "Not quite, but she keeps her kettle warm.",
    "A mug, or beaker in older books, is anything made to hold more than a cup.",
]


@pytest.mark.parametrize("words", [*CLAIMS, *LIKE_NO_CLAIMS])
def test_a_sentence_that_states_something_is_taken(words):
    assert checkable.judge(prose.parse(f"{words} So it is.\n"))[0].is_claim


@pytest.mark.parametrize("words", NO_CLAIMS)
def test_a_sentence_that_states_nothing_is_left_out(words):
    assert not any(one.is_claim for one in checkable.judge(prose.parse(f"{words}\n\nTea is hot.\n")))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("If the tannin is to blame, milk should help.", "hypothesis"),
        ("Surveys of one day cannot tell cause from effect.", "method"),
        ("Milk is the second suspect and works in the same way.", "lead"),
        ("There is also a comparison of pots with more and less steam.", "lead"),
        ("Two groups of adults did either ten or twenty minutes a day.", "procedure"),
        ("Everybody knows that tea keeps people awake.", "popularity"),
        ("So you have more influence on bitterness than you might suppose.", "opinion"),
        ("Nobody sleeps better for green tea.", "anybody"),
        ("Tea has two effects: it warms and it wakes.", "colon"),
        ("Then the steam would reduce it.", "supposition"),
    ],
)
def test_what_speaks_against_a_claim_is_told(words, kind):
    judged = checkable.judge(prose.parse(f"{words}\n"))[0]

    assert any(reason.startswith(f"{kind} -") for reason in judged.reasons), judged


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("A review showed no effect.", "found +0.13"),
        ("It was 95% among teachers.", "number +0.06"),
        ("Nine guests out of ten preferred milk.", "number +0.06"),
        ("This reduces the risk.", "pointing +0.14"),
    ],
)
def test_what_speaks_for_a_claim_is_told(words, reason):
    assert reason in checkable.judge(prose.parse(f"{words}\n"))[0].reasons


def test_what_somebody_is_said_to_hold_may_be_a_claim():
    judged = checkable.judge(prose.parse("He argued that weak tea does not cause insomnia.\n"))[0]

    assert judged.is_claim, judged


def test_a_percent_sign_is_found_behind_a_digit_and_letters_only_as_words():
    assert pattern("results").findall("72% on the test") == ["%"]
    assert pattern("comparison").findall("the moreover of lessons") == []


def test_the_weights_of_a_claim_sentence_are_these():
    weights = {kind: tuple(weight) for kind, weight in checkable.WEIGHTS.items()}

    assert (checkable.START, checkable.ENOUGH, checkable.FEW) == (0.1, 0.6, 12)
    assert weights == {
        "claim words": (0.19, 3, -0.08),
        "words of the text": (0.11, 4, 0.0),
        "found": (0.13, 1, 0.0),
        "pointing": (0.14, 1, 0.0),
        "number": (0.06, 1, 0.0),
        "modal": (0.02, 1, 0.0),
        "popularity": (-0.1, 1, 0.0),
        "announcement": (-0.15, 1, 0.0),
        "opinion": (-0.16, 1, 0.0),
        "advice": (-0.07, 1, 0.0),
        "narrative": (-0.09, 1, 0.0),
        "procedure": (-0.43, 1, 0.0),
        "hypothesis": (-0.17, 1, 0.0),
        "supposition": (-0.06, 1, 0.0),
        "method": (-0.17, 1, 0.0),
        "lead": (-0.11, 1, 0.0),
        "colon": (-0.11, 1, 0.0),
        "anybody": (-0.08, 1, 0.0),
    }


def test_a_sentence_that_is_said_twice_counts_once():
    text = prose.parse(f"{CLAIMS[0]} {CLAIMS[0]}\n")

    assert [one.is_claim for one in checkable.judge(text)] == [True, False]


NEAR = {
    "Hip thrust training makes you sprint faster.": ("no-transfer-to-sprinting", Course.CONTRARY),
    "Hip thrusts do not make you run faster.": ("no-transfer-to-sprinting", Course.SAME),
    "A late transversus abdominis is never found with low back pain.": (
        "tva-delay-linked-to-back-pain",
        Course.CONTRARY,
    ),
    "The hamstrings do not bend the knee.": ("hamstrings-flex-knee", Course.CONTRARY),
    "Single-leg hip thrusts help to grow the glutes.": ("single-leg-thrust-builds-glute-size", Course.SAME),
    "Glute bridges and hip thrusts develop core stability.": ("bridge-develops-core-stability", Course.SAME),
    "Strength gained with hip thrusts does not show in the squat.": ("no-transfer-to-squat", Course.SAME),
    "Strength gained with hip thrusts does show in the deadlift.": (
        "no-transfer-to-deadlift",
        Course.CONTRARY,
    ),
}

FAR = [
    "Squats make you run faster.",
    "Hip thrusts make you run faster than squats do.",
    "Deadlifts make the glutes grow.",
    "Planks develop core stability.",
    "Heavy deadlifts put the back in a vulnerable position.",
    "A late multifidus goes with low back pain.",
    "The quadriceps bend the knee.",
    "In the squat the glutes work hardest when they are shortest.",
    "Hip thrusts make the hamstrings grow.",
    "Running every day makes people happier.",
    "Kettlebell swings make you jump higher.",
    "Leg curls make the glutes grow.",
]


def proposals(words, base):
    return base.neighbourhood.of_text(prose.parse(words).sentences)[0]


def test_a_claim_about_another_outcome_comes_later_than_its_words_alone_would_have_it(hip_base):
    first, *_ = proposals("Hip thrust training makes you sprint faster.", hip_base)
    about_another = replace(first, comparison=replace(first.comparison, outcome=Meeting.OTHER))

    assert likelihood(first) == first.score
    assert likelihood(about_another) == pytest.approx(0.6 * first.score)


@pytest.mark.parametrize(("words", "expected"), NEAR.items())
def test_a_claim_about_the_same_is_near_with_its_direction(words, expected, hip_base):
    near = [one for one in proposals(words, hip_base) if one.is_near]

    assert expected in [(one.claim.id, one.comparison.direction) for one in near]


@pytest.mark.parametrize("words", FAR)
def test_a_rival_exposure_another_outcome_or_comparator_refuses(words, hip_base):
    assert [one.claim.id for one in proposals(words, hip_base) if one.is_near] == []


def test_what_it_points_to_stands_before(hip_base):
    text = prose.parse("The hip thrust is an exercise for the hips. It does not make you run faster.")

    alone = proposals("It does not make you run faster.", hip_base)
    behind = hip_base.neighbourhood.of_text(text.sentences)[1]

    assert not any(one.is_near for one in alone)
    assert "no-transfer-to-sprinting" in [one.claim.id for one in behind if one.is_near]


OTHER_FIELDS = """
Compost improves the structure of sandy soil and holds more water than peat. Worms eat kitchen waste faster
when it is cut small. Seeds sprout sooner in warm soil. Slugs avoid copper bands. Mulch lowers the growth of
weeds.

Double glazing reduces the heat that a house loses. Paint lasts longer on dry wood. A well insulated roof
saves a fifth of the gas. Old boilers burn more oil than new ones do. Low windows let in less light in winter.

Interest rates rise when prices rise. Index funds cost less than managed ones and mostly earn more. A strong
currency makes exports weaker. Wages fell behind rents in most large towns. High taxes do not always raise
income.

Cats sleep longer than dogs do. A stable herd calms young horses. Running water keeps trout active. Parrots
learn faster from each other. Light at night makes hens lay more eggs. Dogs that train daily bite less.

Short passwords are broken faster than long ones. Caching makes pages load quicker. Tests reduce the number
of faults that users see. A weak signal drains the battery. Large images slow down a site more than scripts.
"""


def test_texts_of_other_fields_have_nothing_near(hip_base):
    sentences = prose.parse(OTHER_FIELDS).sentences
    near = [
        [one.claim.id for one in found if one.is_near] for found in hip_base.neighbourhood.of_text(sentences)
    ]

    assert len(sentences) >= 25
    assert near == [[]] * len(sentences)


@given(st.lists(st.sampled_from([*NEAR, *FAR, *CLAIMS, *NO_CLAIMS]), max_size=8, unique=True))
def test_no_verdict_ever_stands_where_nobody_accepted_a_match(hip_base, sentences):
    found = appraise(prose.parse(" ".join(sentences)), [hip_base])

    assert [line for line in found.lines if line.audited] == []
    assert [one.accepted for one in found.sentences if one.accepted] == []


def words_of_verdicts():
    return re.compile(
        "|".join(rf"\b{verdict.value}\b" for verdict in Verdict if verdict is not Verdict.DEFINITION)
    )


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown", "html"])
def test_no_form_prints_a_verdict_of_a_proposal(tmp_path, capfd, form):
    path = tmp_path / "article.md"
    path.write_text(" ".join(NEAR), "utf-8")

    status = main(["audit", str(path), "-f", form])

    out = capfd.readouterr().out
    assert status == 0
    assert not words_of_verdicts().search(out.replace("nobody has compared", "")), out
    if form in {"table", "markdown", "html"}:
        assert "not compared" in out


RECORDED = "Brew tip. Steep long and it will be bitter, always! Milk is fine, perhaps."


def recorded(tmp_path):
    """The tea data, in which the text of the article is the one that is recorded."""
    from hashlib import sha256

    text = (TEA / "claims.ttl").read_text("utf-8")
    old = "69f6dda25c42f11b69e80ebb4eeef7c7a88f68b6b23b9e8e4c3ab7f9f4a1d2b3"
    folder = tmp_path / "data"
    folder.mkdir()
    digest = sha256(RECORDED.encode()).hexdigest()
    (folder / "claims.ttl").write_text(text.replace(old, digest), "utf-8")
    (folder / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")
    path = tmp_path / "article.txt"
    path.write_text(RECORDED, "utf-8")
    return folder, path


def test_a_text_that_somebody_recorded_is_compared(tmp_path, capfd):
    folder, path = recorded(tmp_path)

    assert main(["audit", str(path), "--data", str(folder), "-f", "json"]) == 0

    lines = json.loads(capfd.readouterr().out)["lines"]
    line = next(line for line in lines if line["claim"] == "long-steeping-makes-bitter")
    assert line["verdict"]
    assert line["quotations"] == ["Steep long and it will be bitter, always!"]
    assert line["paragraphs"] == [1]


def test_one_changed_letter_of_a_recorded_text_is_not_compared(tmp_path, capfd):
    folder, path = recorded(tmp_path)
    path.write_text(RECORDED.replace("long", "song"), "utf-8")

    assert main(["audit", str(path), "--data", str(folder), "-f", "json"]) == 0

    told = json.loads(capfd.readouterr().out)
    assert [line for line in told["lines"] if line["verdict"]] == []
    assert told["summary"]["accepted"] == 0


def test_several_data_sets_are_told_apart(tmp_path, capfd):
    path = tmp_path / "a.txt"
    path.write_text("Hip thrusts do not make you run faster. Milk hides the bitterness of tea.", "utf-8")

    assert main(["audit", str(path), "--data", str(TEA), "--also", "bundled", "-f", "json"]) == 0

    told = json.loads(capfd.readouterr().out)
    assert told["bases"] == ["Tea, an invented example", "Evidence on the hip thrust"]
    near = {(near["base"], near["claim"]) for one in told["claims"] for near in one["near"]}
    assert ("Evidence on the hip thrust", "no-transfer-to-sprinting") in near


NOTHING_TO_FOLLOW = "no list of references and links to no published work"
NOTHING_TO_CHECK = "None of its sentences states something"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Do you like tea? Warm the pot.\n", {NOTHING_TO_CHECK, NOTHING_TO_FOLLOW}),
        ("Green tea lowers blood pressure in adults.\n", {NOTHING_TO_FOLLOW}),
        ("Do you?\n\nReferences\n\nPot, C. (2019). Heat. Tea, 3, 1-4.\n", {NOTHING_TO_CHECK}),
        ("Tea lowers blood pressure.\n\nReferences\n\nPot, C. (2019). Heat. Tea, 3, 1-4.\n", set()),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_what_an_audit_looks_for_in_vain_is_said_in_a_sentence(tmp_path, capfd, content, expected, form):
    path = tmp_path / "note.txt"
    path.write_text(content, "utf-8")

    assert main(["audit", str(path), "-f", form]) == 0

    printed = capfd.readouterr().out
    words = " ".join(printed.split())
    assert {sentence for sentence in (NOTHING_TO_FOLLOW, NOTHING_TO_CHECK) if sentence in words} == expected
    if form == "json":
        assert len(json.loads(printed)["lacks"]) == len(expected)
    else:
        # Where nothing could be looked at, nothing was found right either.
        assert ("Nothing wrong was found" in words) == (len(expected) < 2)


@pytest.mark.parametrize("option", [["--also", "bundled"], ["-f", "html"]])
def test_what_goes_with_a_file_is_refused_for_an_article(option, capfd):
    assert main(["audit", "hip-thrust-critique", *option]) == 2
    assert "goes with a FILE" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["nothing.txt", "no/such/file", "draft.docx"])
def test_a_file_that_is_not_there_is_no_unknown_article(name, capfd):
    assert main(["audit", name]) == 2
    assert "no such file" in capfd.readouterr().err


def test_whatever_a_text_holds_the_page_runs_nothing(tmp_path, capfd):
    path = tmp_path / "a.txt"
    path.write_text(
        "<script>alert(1)</script> makes tea hotter than <b>water</b>.\n\nReferences\n\n"
        "<img src=x onerror=alert(1)>. Pot, C. (2019). Heat. Tea, 3, 1-4.\n",
        "utf-8",
    )

    assert main(["audit", str(path), "-f", "html"]) == 0

    page = capfd.readouterr().out
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_python_says_the_same_as_the_verb(tmp_path, hips):
    path = tmp_path / "a.txt"
    path.write_text("Hip thrusts do not make you run faster.", "utf-8")

    found = eg.audit_text(path, hips)

    assert [one.candidate.claim.id for one in found.sentences[0].near] == ["no-transfer-to-sprinting"]


def test_the_example_of_the_page_prints_what_it_shows(tmp_path, monkeypatch, capfd):
    page = (Path(__file__).parents[1] / "docs" / "audit.md").read_text("utf-8")
    content = re.search(r"```markdown\n(.*?)```", page, re.DOTALL)[1]
    session = re.search(r"```text\n\$ evidence-graph (audit \S+)\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    Path("before-the-game.md").write_text(content, "utf-8")

    assert main(session[1].split()) == 0

    assert re.sub(r"\n+", "\n", capfd.readouterr().out) == re.sub(r"\n+", "\n", session[2])


KETTLES = """Copper kettles boil water faster. Guests prefer thin cups.

Green leaves want cooler water. Long steeping makes leaves bitter.

Milk hides what is bitter. Sugar does so too."""

TITLES = {
    1: "Boiling times of copper and steel kettles",
    2: "The thickness of cups and what guests prefer",
    3: "Bitter compounds of leaves after long steeping",
    4: "Sugar in bitter drinks",
}


def links(titles, content=KETTLES):
    text = prose.parse(content)
    listed = [ListedCitation(number, f"Author {number}. {title}.") for number, title in titles.items()]
    found = linking.link(text.sentences, listed, markers.find(text, listed), titles)
    return {(one.number, text.sentences[one.place].words, one.reason) for one in found}


def test_without_markers_a_reference_is_laid_beside_the_sentence_of_its_words_and_place():
    told = {number: words for number, words, _ in links(TITLES)}

    assert told[1] == "Copper kettles boil water faster."
    assert told[2] == "Guests prefer thin cups."
    assert told[3] == "Long steeping makes leaves bitter."
    assert told[4] == "Sugar does so too."
    assert {reason for _, _, reason in links(TITLES)} == {LinkReason.WORDS}


def test_a_list_in_the_order_of_the_text_is_linked_by_it_too():
    turned = {number: TITLES[number] for number in (4, 3, 2, 1)}

    assert LinkReason.WORDS not in {reason for _, _, reason in links(turned)}
    assert order_of([ListedCitation(1, "Ladle, A."), ListedCitation(2, "Pot, B.")]) is ListOrder.OF_ALPHABET


GARDEN = """Hedges shelter wrens. Ponds draw newts. Nettles feed peacock butterflies. Ivy helps late wasps.

Mulch holds water. Lime sweetens soil. Ash gives potassium. Clover binds nitrogen. Rye breaks clay."""

GARDEN_TITLES = [
    "Wrens and the hedges that shelter them",
    "Newts of new ponds",
    "Which nettles peacock butterflies choose",
    "Wasps on ivy in autumn",
    "Mulch and the water of beds",
    "Lime on sour soil",
    "Potassium in wood ash",
    "Nitrogen under clover",
    "Clay after a winter of rye",
]


def garden_places(titles):
    text = prose.parse(GARDEN)
    # Authors in no order, so that the names do not tell.
    entries = [ListedCitation(place, f"{'KZBX'[place % 4]}. A.") for place in range(1, len(titles) + 1)]
    return list(linking.places(text.sentences, entries, dict(enumerate(titles, start=1))))


def test_a_list_in_the_order_of_the_text_is_told_from_one_in_another():
    shuffled = list(GARDEN_TITLES)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - a fixed order, no secret

    in_order, other = garden_places(GARDEN_TITLES), garden_places(shuffled)

    assert {entry.order for entry in in_order} == {ListOrder.OF_TEXT}
    assert {entry.order for entry in other} == {ListOrder.OTHER}
    assert [entry.ranking[0] for entry in other] == [GARDEN_TITLES.index(title) for title in shuffled]


def test_an_entry_that_shares_nothing_goes_between_its_neighbours_and_says_so():
    titles = [*GARDEN_TITLES[:5], "A study of things", *GARDEN_TITLES[6:]]

    lost = garden_places(titles)[5]

    assert (lost.ranking[0], lost.reason(lost.ranking[0])) == (5, LinkReason.ORDER)


def test_a_thought_that_goes_on_belongs_to_the_entry_before_it():
    goes_on = GARDEN.replace("Lime sweetens", "Straw does that best. Lime sweetens")
    text = prose.parse(goes_on)
    titles = dict(enumerate(GARDEN_TITLES, start=1))
    entries = [ListedCitation(number, f"{'KZBX'[number % 4]}. A.") for number in titles]

    found = [
        (one.number, text.sentences[one.place].words)
        for one in linking.link(text.sentences, entries, (), titles)
    ]

    assert (5, "Mulch holds water.") in found
    assert (5, "Straw does that best.") in found
    assert (6, "Straw does that best.") not in found
    # The last of a paragraph goes on with nothing.
    assert [words for number, words in found if number == 4] == ["Ivy helps late wasps."]


def test_a_sentence_that_is_like_every_title_is_not_the_best_place_of_all():
    like_all, of_second = [0.5, 0.5, 0.5, 0.5], [0.0, 0.4, 0.0, 0.0]
    nearness = [list(row) for row in zip(like_all, of_second, strict=True)]

    ranked = contrasted(nearness)

    # Twice the likeness less the mean of the three highest of the sentence.
    assert [round(worth, 3) for worth in ranked[1]] == [0.5, 0.667]
    assert nearness[1][0] > nearness[1][1]


def test_a_thought_goes_on_in_a_list_by_the_alphabet_too():
    goes_on = GARDEN.replace("Lime sweetens", "Straw does that best. Lime sweetens")
    text = prose.parse(goes_on)
    titles = dict(enumerate(sorted(GARDEN_TITLES), start=1))
    entries = [ListedCitation(number, title) for number, title in titles.items()]
    mulch = next(number for number, title in titles.items() if "ulch" in title)

    words = [
        text.sentences[one.place].words
        for one in linking.link(text.sentences, entries, (), titles)
        if one.number == mulch
    ]

    assert words == ["Mulch holds water.", "Straw does that best."]


def test_in_before_a_year_is_no_author():
    text = prose.parse(
        "In 2010 pots were tested. So it was.\n\nReferences\n\nPot, C. (2010). Heat in pots. Tea, 3, 1-4.\n"
    )
    entries = [ListedCitation(1, "Pot, C. (2010). Heat in pots. Tea, 3, 1-4.")]

    assert markers.find(text, entries) == []


def test_of_another_order_an_entry_that_shares_nothing_is_linked_to_nothing():
    titles = ["A study of things", *reversed(GARDEN_TITLES)]
    text = prose.parse(GARDEN)
    entries = [ListedCitation(place, f"{'KZBX'[place % 4]}. A.") for place in range(1, len(titles) + 1)]

    found = linking.link(text.sentences, entries, (), dict(enumerate(titles, start=1)))

    assert {one.number for one in found} == set(range(2, len(titles) + 1))
    assert {one.reason for one in found} == {LinkReason.WORDS}


@pytest.mark.parametrize(
    ("title", "words"),
    [("Migration of swallows", "They migrate in autumn."), ("Digestive speed", "Tea helps digestion.")],
)
def test_words_that_only_begin_alike_are_shared_too(title, words):
    ((near, far),) = likenesses(prose.parse(f"{words}\n\nPots are warm.").sentences, [title], None)

    assert near > far == 0


def test_a_long_sentence_that_shares_more_is_nearer_than_a_short_one_that_shares_less():
    short = "Bees like gardens."
    long = "Wherever clover flowers in the hedges of old farms, bees gather nectar and defend their store."
    title = "Nectar of clover and the bees of old hedges in gardens"

    ((of_short, of_long),) = likenesses(prose.parse(f"{short}\n\n{long}").sentences, [title], None)

    assert of_long > of_short > 0


def test_where_markers_stand_nothing_else_is_linked():
    marked = KETTLES.replace("faster.", "faster [4].").replace("bitter.", "bitter [2].", 1)

    assert {(number, reason) for number, _, reason in links(TITLES, marked)} == {
        (4, LinkReason.MARKER),
        (2, LinkReason.MARKER),
    }


@given(st.lists(st.lists(st.floats(0, 1), min_size=4, max_size=4), min_size=1, max_size=4))
def test_an_alignment_is_worth_what_the_best_of_all_alignments_is(nearness):
    skip = SKIP / max(1, 4 / len(nearness))

    def worth(places):
        steps = [later - place for place, later in pairwise(places)]
        costs = [STAY if step == 0 else skip * (step - 1) for step in steps]
        return sum(row[place] for row, place in zip(nearness, places, strict=True)) + sum(costs)

    best = {}
    for places in combinations_with_replacement(range(4), len(nearness)):
        for entry, place in enumerate(places):
            best[entry, place] = max(best.get((entry, place), -9), worth(places))

    table = list_order.aligned(nearness)
    assert {(entry, place): table[entry][place] for entry, place in best} == pytest.approx(best)


def test_a_list_in_one_paragraph_is_cut_into_its_entries(hip_base):
    text = prose.parse(
        "Tea is hot [2].\n\nReferences\n\n"
        "[1] Pot A. Heat of cups. J Tea 2019;1:2-3. [2] Ladle B. Cold cups. J Tea 2020;2:3-4.\n"
    )

    found = appraise(text, [hip_base])

    assert [(entry.number, entry.title, entry.year) for entry in found.entries] == [
        (1, "Heat of cups", 2019),
        (2, "Cold cups", 2020),
    ]


def test_a_title_that_is_not_that_of_the_number_is_told_as_it_is_printed(hips, citations):
    known = complete(hips)[6]
    entry = recognised(vancouver(known).replace(known.title, "Tea and its pots in winter"), citations)

    assert [remark.fault for remark in entry.remarks] == [EntryFault.TITLE]
    assert known.title in entry.remarks[0].sentence


@pytest.mark.trial
def test_of_the_claims_near_other_wordings_four_in_five_are_the_very_claim(hips, hip_base, trial):
    """The wordings that curators wrote for each claim play no part in the matching, so they can try it."""
    wordings = [(words, claim.id) for claim in hips.claims() for words in claim.asked_as]
    chosen = random.Random(7).sample(  # noqa: S311 - a fixed sample, no secret
        wordings, trial.amount(sample=250, whole=len(wordings))
    )
    near, right = 0, 0
    for words, claim in chosen:
        for one in proposals(f"{words.rstrip('?')}.", hip_base):
            near += one.is_near
            right += one.is_near and one.claim.id == claim

    trial.tell(f"{len(chosen)} wordings: {near} claims near, {right} of them the very claim")
    assert near >= len(chosen) // 25
    assert right >= 0.8 * near
