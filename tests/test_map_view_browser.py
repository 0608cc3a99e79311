"""Moving about on the map: search in own words, filters that reach everything, a view in its address."""

import re
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import looks, names
from evidence_graph.drawing import draw

sys.path.insert(0, str(Path(__file__).parent))
from readers import NEXT_FRAMES, Reader

pytestmark = pytest.mark.browser

SPRINTING = "no-transfer-to-sprinting"
STATEMENT = "Hip thrust training does not make you run faster."
TEA = Path(__file__).parent / "tea"
UNCOUNTED = "[id => evidenceMap.rated(id).studies.map(({ citation }) => citation.slice(9))][0]"


@pytest.fixture
def tea_reader(browser, tmp_path):
    made = Reader(browser, draw(eg.load(TEA), tmp_path / "map.html").as_uri())
    yield made
    made.close()


def counting(reader):
    """The keys of all studies that count."""
    return set(reader.page.evaluate(f"Object.keys(evidenceMap.data.claims).flatMap(id => ({UNCOUNTED})(id))"))


def others_than(reader, family):
    """The keys of the studies of all other families of designs."""
    citations = reader.page.evaluate("evidenceMap.data.citations")
    return [name.removeprefix("citation:") for name, told in citations.items() if told["family"] != family]


def verdicts(reader):
    """The verdict of each claim by the studies that count."""
    told = reader.page.evaluate(
        "Object.keys(evidenceMap.data.claims).map(id => [id.slice(6), evidenceMap.rated(id).verdict])"
    )
    return dict(told)


def selected(reader):
    """The ids of the claims that the filters leave."""
    return {name.removeprefix("claim:") for name in reader.page.evaluate("evidenceMap.shownClaims()")}


# Search


@pytest.mark.parametrize(
    "question",
    ["do hip thrusts make me faster?", "will I RUN faster with hip thrusts", "hip thrust fastr", STATEMENT],
)
def test_a_question_in_own_words_finds_its_claim_first_and_says_the_answer_above_the_list(
    reader, hips, question
):
    page = reader.open().page

    page.fill("#query", question)

    assert reader.heading == hips.claim(SPRINTING).question
    assert page.locator(".answer").inner_text().startswith(eg.assess(hips, SPRINTING).answer)
    assert reader.listed[0] == STATEMENT


def test_enter_opens_the_first_and_the_arrows_walk_the_list(reader):
    page = reader.open().page
    page.fill("#query", "do hip thrusts make me faster?")
    first, second = reader.listed[:2]

    reader.press("ArrowDown", "ArrowDown")
    walked = page.evaluate("document.activeElement.querySelector('.statement').textContent")
    page.focus("#query")
    reader.press("Enter")

    assert walked == second
    assert (reader.view, reader.claim) == ("Balance", first)
    assert page.input_value("#query") == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("STEEPING bitter", ["Steeping tea for longer makes it more bitter."]),
        ("taste", ["Milk spoils tea."]),
        (
            "making tea",
            ["Steeping tea for longer makes it more bitter.", "Milk hides the bitterness of tea."],
        ),
        ("garcia-te", ["Steeping tea for longer makes it more bitter.", "Milk hides the bitterness of tea."]),
    ],
)
def test_search_looks_at_statements_topics_other_words_and_authors(tea_reader, words, found):
    tea_reader.open().page.fill("#query", words)

    assert sorted(tea_reader.listed) == sorted(found)


def test_a_search_that_finds_nothing_says_so_and_escape_brings_all_back(tea_reader):
    page = tea_reader.open().page
    before = tea_reader.shown
    page.fill("#query", "coffee")
    told = tea_reader.heading

    tea_reader.press("Escape")

    assert told == "No claim fits “coffee”."
    assert tea_reader.shown == before
    assert page.input_value("#query") == ""


def test_a_study_that_is_named_leads_to_its_claims(reader, hips):
    page = reader.open().page
    page.fill("#query", "Jarvis 2019")
    page.locator(".named").get_by_role("link", name="Jarvis et al. 2019").click()

    assert selected(reader) == {e.line.claim for e in hips.evidence(citation="jarvis2019")}


# Filters


@pytest.mark.parametrize(
    ("label", "option", "fits"),
    [
        ("Design", "Meta-analysis", lambda study, _: study.design == "meta-analysis"),
        ("Literature", "What no article here cites", lambda study, cited: study.id not in cited),
        ("Interests", "No conflict of interest", lambda study, _: not study.conflict_of_interest),
    ],
)
def test_a_filter_on_studies_lets_only_such_studies_count(reader, hips, label, option, fits):
    cited = {r.citation for article in hips.all(eg.Article) for r in hips.references(article)}
    reader.open().choose(label, option)

    judged = {e.citation.key for claim in hips.claims() for e in hips.evidence(claim)}
    studies = {key: names.citation_of_key(hips.store, key).study or eg.model.Study(key) for key in judged}
    assert counting(reader) == {key for key, study in studies.items() if fits(study, cited)}


def test_a_filter_by_directness_lets_count_what_is_judged_so(reader, hips):
    reader.open().choose("Directness", "Very indirect")

    lines = [e.line for c in hips.claims() for e in hips.evidence(c) if e.line.directness == "very-indirect"]
    assert counting(reader) == {line.citation for line in lines if line.withdrawn is None}


def test_a_range_of_years_lets_the_studies_in_it_count(reader, hips):
    page = reader.open().page
    page.click("#filter summary")
    for label, year in (("From year", "2019"), ("To year", "2020")):
        page.get_by_label(label).fill(year)
        page.get_by_label(label).press("Enter")

    judged = {e.citation.key: e.citation.year for claim in hips.claims() for e in hips.evidence(claim)}
    assert counting(reader) == {key for key, year in judged.items() if year in {2019, 2020}}


def test_a_filter_on_studies_reaches_cards_bars_headline_and_verdicts(reader, hips):
    """Every claim stands as assess says without the studies that do not count."""
    page = reader.open().page
    page.goto(f"{reader.address}#claims?design=trial")
    others = others_than(reader, "trial")

    right = {claim.id: eg.assess(hips, claim, without=others) for claim in hips.claims()}
    assert verdicts(reader) == {claim: found.verdict for claim, found in right.items()}
    settled = sum(found.verdict == "backed" for found in right.values())
    assert reader.heading.startswith("Counting only trials: of 101 claims")
    assert (f"back {settled}" in reader.heading) is bool(settled)
    for card in page.locator(".card").all()[:12]:
        claim = card.get_attribute("data-claim").removeprefix("claim:")
        citations = sum(map(len, right[claim].tally.by_heading.values()))
        assert f"{citations} {'study' if citations == 1 else 'studies'}" in card.inner_text()


def test_the_balance_says_how_the_verdict_stands_among_what_counts(reader, hips):
    page = reader.open(f"#balance/{SPRINTING}?design=trial").page
    told = page.locator(".among").inner_text()
    studies = page.locator(".row input").count()

    found = eg.assess(hips, SPRINTING, without=others_than(reader, "trial"))
    counts = ", ".join(
        f"{len(keys)} {looks.HEADINGS[name].heading.lower()}" for name, keys in found.tally.by_heading.items()
    )
    assert told.startswith(f"Among trials: {counts}; {found.verdict}")
    assert studies == sum(map(len, found.tally.by_heading.values()))
    assert page.locator(".answer").inner_text() == found.answer


def test_each_scheme_of_the_data_is_a_filter_that_takes_in_what_is_narrower(reader, hips):
    reader.open().choose("Muscles", "Gluteal muscles")

    about = {c.id for c in names.narrower(hips.store, hips.concept("gluteal muscles"))}
    assert selected(reader) == {c.id for c in hips.claims() if about & set(c.about)}


def test_filters_by_topic_and_article_leave_their_claims(reader, hips):
    reader.open().choose("Topic", "Sprinting")
    topic = selected(reader)
    reader.choose("Topic", "All topics")
    [title] = [article.title for article in hips.all(eg.Article) if article.id == "hip-thrust-critique"]
    reader.choose("Said in", title)

    assert topic == {claim.id for claim in hips.claims(topic="sprinting")}
    assert selected(reader) == {claim.id for claim in hips.claims(article="hip-thrust-critique")}


def test_filters_together_narrow_further_are_counted_and_go_with_one_click(reader):
    page = reader.open().page
    reader.choose("Topic", "Sprinting")
    sprinting = selected(reader)
    reader.choose("Exercises and activities", "Hip thrust")

    both = selected(reader)

    assert set() < both < sprinting
    assert page.locator("#filter > summary").inner_text() == "Filters: 2"
    page.get_by_role("button", name="Clear all filters").click()
    assert len(selected(reader)) == 101
    assert page.get_by_label("Topic", exact=True).input_value() == ""


def test_a_filter_that_is_set_stands_beside_the_headline_and_goes_by_a_click(reader):
    page = reader.open("#claims?design=trial&topic=sprinting").page
    told = [text.split("\n")[0] for text in page.locator(".tools .active span:first-child").all_inner_texts()]

    page.locator(".tools .active").first.click()

    assert told == ["Only trials", "Sprinting"]
    assert page.url.endswith("#claims?topic=sprinting")


# The address


@pytest.mark.parametrize(
    "anchor",
    [
        f"#balance/{SPRINTING}?design=trial&from=2010&without=jarvis2019,millar2020",
        "#claims?verdict=uncertain&topic=sprinting&links=all",
        "#claims?search=sprint%20%26%20run%20%3D%20100%20%25",
        "#claims?article=hip-thrust-critique&about-muscles=gluteus-maximus",
    ],
)
def test_a_view_opened_from_its_address_is_the_same_view(browser, reader, anchor):
    page = reader.open(anchor).page
    again = page.evaluate("evidenceMap.address()")
    other = Reader(browser, f"{reader.address}{again}").open()

    assert sorted(re.split("[?&]", again)) == sorted(re.split("[?&]", anchor))
    assert other.page.locator("main").inner_text() == page.locator("main").inner_text()
    other.close()


def test_back_and_forward_go_through_views_filters_and_claims(reader):
    page = reader.open().page
    reader.choose("Topic", "Sprinting")
    page.locator(".card", has_text=STATEMENT).click()
    page.locator("#views a", has_text="Claims").click()

    counts = []
    for step in (page.go_back, page.go_back, page.go_back, page.go_forward, page.go_forward):
        step()
        page.evaluate(NEXT_FRAMES)
        counts.append((len(selected(reader)), reader.view))

    assert counts == [(10, "Balance"), (10, "Claims"), (101, "Claims"), (10, "Claims"), (10, "Balance")]


def test_typing_is_one_step_of_the_history(reader):
    page = reader.open().page
    before = page.evaluate("history.length")

    page.locator("#query").press_sequentially("sprint")

    assert page.evaluate("history.length") == before + 1
    assert page.url.endswith("#claims?search=sprint")


@pytest.mark.parametrize(
    "anchor",
    [
        "#balance/nobody?without=a,,b&design=nonsense",
        "#claims?topic=nowhere&verdict=maybe&from=soon",
        "#claims?=&&=x&a=b",
        "#claims?__proto__=1&search=%E0",
        "#nonsense/x?y",
        "#balance/%E0%A4",
    ],
)
def test_an_address_that_makes_no_sense_does_no_harm(browser, hip_map, anchor):
    made = Reader(browser, hip_map).open(anchor)

    assert made.page.locator("main h1").count() == 1
    made.close()


# The network in the hand

INK = """() => {
  const shown = document.querySelector('#stage canvas');
  const canvas = new OffscreenCanvas(shown.width, shown.height);
  canvas.getContext('2d').drawImage(shown, 0, 0);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const shares = new Map();
  for (let n = 0; n < data.length; n += 4) {
    const colour = `${data[n]},${data[n + 1]},${data[n + 2]},${data[n + 3]}`;
    shares.set(colour, (shares.get(colour) || 0) + 1);
  }
  const grounds = [...shares.values()].sort((one, other) => other - one).slice(0, 2);
  return data.length / 4 - grounds[0] - grounds[1];
}"""
COUNT_FILLS = """() => {
  const { fill } = CanvasRenderingContext2D.prototype;
  window.fills = 0;
  CanvasRenderingContext2D.prototype.fill = function (...told) {
    window.fills += 1;
    return fill.apply(this, told);
  };
}"""


def test_boxes_dragged_from_afar_are_drawn_a_look_at_a_time(reader):
    page = reader.open("#network?lines=none").page
    stage = page.locator("#stage").bounding_box()
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + 5
    for _ in range(2):
        page.get_by_role("button", name="Zoom out").click()
        page.wait_for_timeout(300)
    still = page.evaluate(INK)

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=6)
    page.evaluate(COUNT_FILLS)
    page.mouse.move(x, y + 70)
    page.evaluate(NEXT_FRAMES)
    dragged, fills = page.evaluate(INK), page.evaluate("window.fills")
    page.mouse.up()
    page.wait_for_timeout(300)

    assert dragged == pytest.approx(still, rel=0.25)
    assert page.evaluate(INK) == pytest.approx(still, rel=0.1)
    # Two looks of studies and articles and one a verdict at most; each box by itself would be 283.
    assert 0 < fills < 40
