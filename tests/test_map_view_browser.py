"""Moving about on the map: search in own words, filters, focus, and a view that lives in the address."""

import sys
from pathlib import Path

import pytest

from evidence_graph.assessment import assess_all
from evidence_graph.model import Verdict

sys.path.insert(0, str(Path(__file__).parent))
from readers import Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
STATEMENT = "Hip thrust training does not make you run faster."


def shown(reader, kind):
    ids = reader.page.evaluate("window.evidenceMap.shown()")
    return {i.split(":", 1)[1] for i in ids if i.startswith(f"{kind}:")}


def near(reader, kind):
    ids = reader.page.evaluate("window.evidenceMap.near()")
    return {i.split(":", 1)[1] for i in ids if i.startswith(f"{kind}:")}


def choose(reader, label, option):
    place = "study" if label in {"Design", "Directness", "Literature"} else "claim"
    if not reader.page.locator(f"#{place}-filters[open]").count():
        reader.page.click(f"#{place}-filters summary")
    reader.page.get_by_label(label, exact=True).select_option(option)


# Search


@pytest.mark.parametrize(
    "question",
    ["do hip thrusts make me faster?", "will I RUN faster with hip thrusts", "hip thrust fastr", STATEMENT],
)
def test_a_question_in_own_words_finds_its_claim_first(reader, question):
    reader.open().page.fill("#query", question)

    assert reader.page.locator("#found li").first.inner_text().split("\n")[0] == STATEMENT


def test_a_search_says_what_it_is_and_goes_when_it_is_taken_back(reader):
    page = reader.open().page
    page.fill("#query", "sprint")
    told = page.locator("#how").is_visible()

    page.click("#everything")

    assert told
    assert not page.locator("#how").is_visible()
    assert not page.locator("#found").is_visible()
    assert len(reader.listed) == 101


def test_a_study_that_is_named_leads_to_its_claims(reader, hips):
    reader.open().page.fill("#query", "Jarvis 2019")

    assert shown(reader, "citation") == {"jarvis2019"}
    assert shown(reader, "claim") == {e.line.claim for e in hips.evidence_of("jarvis2019")}


# Filters


def test_a_filter_by_verdict_keeps_the_claims_with_it(reader, hips):
    page = reader.open().page
    for verdict in set(Verdict) - {Verdict.CONTESTED}:
        page.uncheck(f"#verdicts input[value='{verdict}']")

    assert shown(reader, "claim") == {a.claim for a in assess_all(hips) if a.verdict == "contested"}


def test_each_scheme_of_the_data_is_a_filter_that_takes_in_what_is_narrower(reader, hips):
    reader.open()

    choose(reader, "Muscles", "gluteal muscles")

    about = {c.id for c in hips.narrower(hips.concept("gluteal muscles"))}
    assert shown(reader, "claim") == {c.id for c in hips.claims() if about & set(c.about)}


@pytest.mark.parametrize(
    ("label", "option", "fits"),
    [
        ("Design", "meta-analysis", lambda work: work.study and work.study.design == "meta-analysis"),
        ("Literature", "wider literature", None),
    ],
)
def test_a_filter_by_what_a_study_is_keeps_such_studies_and_their_claims(reader, hips, label, option, fits):
    cited = {r.citation for article in hips.articles() for r in hips.references(article)}
    reader.open()

    choose(reader, label, option)

    kept = {w.key for w in hips.citations() if (fits(w) if fits else w.key not in cited)}
    assert shown(reader, "citation") == kept
    assert shown(reader, "claim") == {e.line.claim for key in kept for e in hips.evidence_of(key)}


def test_a_filter_by_directness_keeps_what_is_judged_so(reader, hips):
    reader.open()

    choose(reader, "Directness", "very indirect")

    lines = [e.line for c in hips.claims() for e in hips.evidence(c) if e.line.directness == "very-indirect"]
    assert shown(reader, "claim") == {line.claim for line in lines}
    assert shown(reader, "citation") == {line.citation for line in lines}


def test_a_range_of_years_keeps_the_studies_in_it(reader, hips):
    page = reader.open().page
    page.click("#study-filters summary")
    for label, year in (("From year", "2019"), ("To year", "2020")):
        page.get_by_label(label).fill(year)
        page.get_by_label(label).press("Enter")

    assert shown(reader, "citation") == {w.key for w in hips.citations() if w.year in {2019, 2020}}


def test_filters_together_narrow_further_are_counted_and_go_with_one_click(reader):
    page = reader.open().page
    choose(reader, "Topic", "sprinting")
    sprinting = shown(reader, "claim")
    choose(reader, "Exercises and activities", "hip thrust")

    both = shown(reader, "claim")

    assert set() < both < sprinting
    assert page.locator("#claim-filters summary").inner_text().split() == ["Filter", "claims", "2", "set"]
    assert page.locator("#status").inner_text().startswith(f"{len(both)} of 101 claims")
    page.click("#everything")
    assert len(shown(reader, "claim")) == 101
    assert page.get_by_label("Topic", exact=True).input_value() == ""


# Focus


def test_the_neighbourhood_of_a_claim_is_its_studies(reader, hips):
    reader.open(f"#{SPRINTING}")

    assert near(reader, "citation") == {w.key for w in hips.citations(SPRINTING)}


def test_two_steps_from_a_claim_are_the_claims_that_share_its_studies(reader, hips):
    page = reader.open(f"#{SPRINTING}").page
    page.focus("#steps")

    reader.press("ArrowRight")

    sharing = {e.line.claim for work in hips.citations(SPRINTING) for e in hips.evidence_of(work)}
    claim = hips.claim(SPRINTING)
    linked = {*claim.premises, *claim.conflicts, *(c.id for c in hips.resting_on(claim))}
    assert near(reader, "claim") == sharing | linked | {
        c.id for c in hips.claims() if SPRINTING in c.conflicts
    }
    assert near(reader, "citation") > {w.key for w in hips.citations(SPRINTING)}


def test_three_steps_reach_the_studies_of_those(reader, hips):
    reader.open(f"#{SPRINTING}&steps=3")

    sharing = {e.line.claim for work in hips.citations(SPRINTING) for e in hips.evidence_of(work)}
    assert {w.key for w in hips.citations(*sharing)} <= near(reader, "citation")


def test_a_focus_that_is_kept_stays_while_one_reads_on(reader):
    page = reader.open(f"#{SPRINTING}").page
    before = near(reader, "citation")
    page.check("#hold")

    page.locator("#panel .link", has_text="Jarvis et al. 2019").first.click()

    assert reader.heading == "Jarvis et al. 2019"
    assert near(reader, "citation") == before
    assert page.locator("#middle").inner_text() == f"round {STATEMENT}"


# The address


def test_a_view_opened_from_its_address_is_the_same_view(browser, reader):
    page = reader.open(f"#{SPRINTING}&steps=2").page
    page.check("#extras input[value=premise]")
    page.uncheck("#stances input[value=background]")
    page.fill("#query", "sprint & run = 100 %")
    choose(reader, "Muscles", "gluteal muscles")
    choose(reader, "Design", "all trials")

    other = Reader(browser, page.url).open()

    assert other.heading == reader.heading
    for asked in ("shown()", "near()"):
        seen = [r.page.evaluate(f"window.evidenceMap.{asked}") for r in (reader, other)]
        assert seen[0] == seen[1]
    for control in ("#query", "#steps", "[id='filter-about.muscles']", "#filter-design"):
        assert other.page.input_value(control) == page.input_value(control)
    assert other.page.is_checked("#extras input[value=premise]")
    assert not other.page.is_checked("#stances input[value=background]")
    other.close()


def test_back_and_forward_go_through_selection_and_filters(reader):
    page = reader.open().page
    choose(reader, "Topic", "sprinting")
    page.locator("#list button", has_text=STATEMENT).click()
    page.uncheck("#verdicts input[value='none recorded']")

    counts = []
    for step in (page.go_back, page.go_back, page.go_back, page.go_forward, page.go_forward):
        step()
        page.wait_for_timeout(100)
        counts.append((len(shown(reader, "claim")), reader.heading))

    assert counts == [(10, STATEMENT), (10, None), (101, None), (10, None), (10, STATEMENT)]


def test_typing_is_one_step_of_the_history(reader):
    page = reader.open().page
    before = page.evaluate("history.length")

    page.locator("#query").press_sequentially("sprint")

    assert page.evaluate("history.length") == before + 1
    assert page.url.endswith("#search=sprint")


@pytest.mark.parametrize(
    "anchor",
    [
        "#steps=99&verdicts=&stances=nonsense",
        "#topic=nowhere",
        "#focus=nobody",
        "#=&&=x&a=b",
        "#__proto__=1&search=%E0",
    ],
)
def test_an_address_that_makes_no_sense_does_no_harm(browser, hip_map, anchor):
    made = Reader(browser, hip_map).open(anchor)

    made.page.wait_for_selector("#status:not(:empty)")
    made.close()
