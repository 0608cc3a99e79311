"""The evidence map in a browser: what a reader sees at first sight, in the balance, and with the keyboard."""

import re
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import looks, names
from evidence_graph.assessment import assess_all
from evidence_graph.drawing import draw

sys.path.insert(0, str(Path(__file__).parent))
import folders
from readers import SMALL, Reader

pytestmark = pytest.mark.browser

TEA = Path(__file__).parent / "tea"
STEEPING = "long-steeping-makes-bitter"
STATEMENT = "Steeping tea for longer makes it more bitter."
SPRINTING = "no-transfer-to-sprinting"
DEEP = "deep-muscle-exercise-beats-other-exercise"
FOLDED = {"none recorded", "none found", "definition"}


@pytest.fixture(scope="session")
def tea_map(tmp_path_factory):
    return draw(eg.load(TEA), tmp_path_factory.mktemp("tea") / "map.html").as_uri()


@pytest.fixture
def tea_reader(browser, tea_map):
    made = Reader(browser, tea_map)
    yield made
    made.close()


@pytest.fixture(scope="session")
def found(hips):
    """What assess says of each claim."""
    return {assessment.claim: assessment for assessment in assess_all(hips)}


def weight(assessment):
    return assessment.shares.supports + assessment.shares.opposes + assessment.inconclusive


# The first view


def test_the_map_opens_on_the_claims_and_says_and_asks_nothing(reader):
    reader.open()

    assert reader.view == "Claims"
    assert reader.heard == []
    assert [url for url in reader.requests if not url.startswith("data:")] == [reader.address]


def test_the_headline_says_what_was_found(reader, found):
    verdicts = [assessment.verdict for assessment in found.values()]
    leaning = sum(assessment.lean is not None for assessment in found.values())

    assert reader.open().heading == (
        f"Of {len(found)} claims, studies back {verdicts.count('backed')} and disagree on "
        f"{verdicts.count('contested')}. {verdicts.count('uncertain')} are uncertain, {leaning} of them "
        "leaning to one side."
    )


def test_every_claim_with_a_study_can_be_read_without_a_click_and_without_zooming(reader, found, hips):
    reader.open()
    sizes = reader.page.evaluate(
        "[...document.querySelectorAll('.card .statement')]"
        ".map(card => parseFloat(getComputedStyle(card).fontSize))"
    )

    studied = {claim for claim, assessment in found.items() if assessment.verdict not in FOLDED}
    assert reader.shown == studied
    assert set(reader.listed) == {hips.claim(claim).statement for claim in studied}
    assert min(sizes) >= 12


def test_each_card_says_the_verdict_in_sign_and_word_and_how_many_studies_there_are(reader, found):
    cards = reader.open().page.evaluate(
        """[...document.querySelectorAll('.card')].map(card => [card.dataset.claim.slice(6),
        card.querySelectorAll('svg.sign').length, card.textContent, card.querySelectorAll('.bar').length])"""
    )

    for claim, signs, text, bars in cards:
        citations = sum(map(len, found[claim].tally.by_heading.values()))
        assert (signs, bars) == (1, 1)
        assert found[claim].verdict in text.lower()
        assert f"{citations} {'study' if citations == 1 else 'studies'}" in text
        if found[claim].lean:
            assert f"leans {'for' if found[claim].lean == 'supports' else 'against'}" in text


def test_the_twelve_heaviest_claims_are_whole_on_the_first_screen(reader, found):
    heaviest = sorted(found, key=lambda claim: (-weight(found[claim]), claim))[:12]

    feet = reader.open().page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('.card')].map(card =>
        [card.dataset.claim.slice(6), card.getBoundingClientRect().bottom]))"""
    )

    assert [claim for claim in heaviest if feet[claim] > 800] == []


def test_topics_and_their_claims_stand_by_the_weight_of_their_evidence(reader, found, hips):
    reader.open()
    topics = reader.page.locator("#topics section:not([data-rest]) h2").all_inner_texts()
    first = reader.page.locator("#topics section").first.locator(".card")
    claims = [card.get_attribute("data-claim").removeprefix("claim:") for card in first.all()]

    sums = {}
    for claim in hips.claims():
        label = hips.label(claim.topic)
        sums[label[0].upper() + label[1:]] = sums.get(label[0].upper() + label[1:], 0) + weight(
            found[claim.id]
        )
    assert topics == sorted(sums, key=lambda label: (-sums[label], label))
    assert claims == sorted(claims, key=lambda claim: -weight(found[claim]))


def test_the_blocks_of_a_bar_are_the_studies_that_count_for_and_against(reader, found):
    blocks = reader.open().page.evaluate(
        """id => ['pro', 'con'].map(side => [...document.querySelectorAll(`[data-claim="${id}"] .${side} i`)]
        .map(block => block.dataset.study.slice(9)))""",
        f"claim:{DEEP}",
    )

    terms = found[DEEP].terms
    assert set(blocks[0]) == {term.key for term in terms if term.supports}
    assert set(blocks[1]) == {term.key for term in terms if term.opposes}


def test_a_block_is_marked_of_which_a_reader_must_be_warned(reader, hips):
    marked = reader.open().page.evaluate(
        "[...document.querySelectorAll('.bar i.doubted')].map(block => block.dataset.study.slice(9))"
    )

    warned = {
        key
        for key in marked
        if looks.RETRACTIONS[names.citation_of_key(hips.store, key).study.retraction_status].mark
    }
    assert set(marked) == warned
    assert "barbalho2020" in warned


def test_claims_without_a_study_are_one_line_a_topic_that_opens(reader, found, hips):
    page = reader.open().page
    lines = page.locator(".fold")
    counts = sum(int(number) for text in lines.all_inner_texts() for number in re.findall(r"\d+", text))
    lines.first.click()
    opened = page.locator(".bare a").all_inner_texts()

    assert counts == sum(assessment.verdict in FOLDED for assessment in found.values())
    assert {text.strip().replace("\n", "") for text in opened} <= {
        f"{claim.statement}: {found[claim.id].verdict}" for claim in hips.claims()
    } | {claim.statement for claim in hips.claims()}
    assert page.locator(".fold[aria-expanded=true]").count() == 1


def test_a_tile_shows_the_claims_with_its_verdict_alone(reader, found):
    page = reader.open().page

    page.click(".tile.backed")

    assert reader.shown == {claim for claim, assessment in found.items() if assessment.verdict == "backed"}
    assert page.url.endswith("#claims?verdict=backed")
    page.click(".tile.backed")
    assert len(reader.shown) > 70


def test_a_verdict_that_is_a_thing_is_counted_in_the_plural(reader, found):
    page = reader.open().page
    number = sum(assessment.verdict == "definition" for assessment in found.values())

    assert number > 1
    assert page.locator(".tile.definition").inner_text().strip() == f"{number} definitions"


def test_lines_are_drawn_for_what_is_under_the_pointer_or_focus_and_all_when_asked(reader, hips):
    page = reader.open().page
    nobody = page.locator(".lines path").count()
    page.locator(f'[data-claim="claim:{SPRINTING}"]').focus()
    focused = page.locator(".lines path").count()
    lit = page.locator(".card.lit").evaluate_all("cards => cards.map(card => card.dataset.claim.slice(6))")
    page.evaluate("document.activeElement.blur()")
    page.click("#filter summary")
    page.get_by_label("Draw all shared studies").check()

    sharing = {
        e.line.claim for citation in hips.citations(SPRINTING) for e in hips.evidence(citation=citation)
    }
    assert nobody == 0
    assert focused > 10
    assert set(lit) <= sharing
    assert page.locator(".lines.all path").count() > focused


# The balance


def test_the_few_claims_with_a_verdict_are_named_below_the_headline(reader, hips, found):
    named = reader.open().page.locator(".settled li").all_inner_texts()

    settled = {claim for claim, it in found.items() if it.verdict in {"backed", "opposed", "contested"}}
    assert {text.replace(":\n", ": ") for text in named} == {
        f"{found[claim].verdict}: {hips.claim(claim).statement}" for claim in settled
    }
    reader.choose("Topic", "Sprinting")
    assert reader.page.locator(".settled").count() == 0


def test_a_map_of_one_claim_opens_on_its_balance_with_its_studies_and_no_others(browser, hips, tmp_path):
    reader = Reader(browser, draw(hips, tmp_path / "map.html", claims=[SPRINTING]).as_uri()).open()
    studies = reader.page.locator(".row input").evaluate_all(
        "all => all.map(one => one.dataset.key.slice(9))"
    )

    assert reader.view == "Balance"
    assert reader.heading == hips.claim(SPRINTING).question
    assert reader.claim == hips.claim(SPRINTING).statement
    assert sorted(studies) == sorted(citation.key for citation in hips.citations(SPRINTING))
    reader.close()


def test_the_studies_stand_left_for_right_against_and_between_by_their_weight(reader, found):
    page = reader.open(f"#balance/{SPRINTING}").page
    columns = {
        name: page.locator(f".{name} .row input").evaluate_all(
            "all => all.map(one => one.dataset.key.slice(9))"
        )
        for name in ("pro", "between", "con")
    }
    listed = found[SPRINTING].tally.by_heading
    between = {key for name in ("inconclusive", "both-ways", "qualifies") for key in listed.get(name, ())}

    assert columns["pro"] == list(listed.get("supports", ()))
    assert set(columns["con"]) == set(listed["opposes"])
    assert set(columns["between"]) == between
    weights = {term.key: term.opposes for term in found[SPRINTING].terms}
    assert [weights[key] for key in columns["con"]] == sorted(
        (weights[key] for key in columns["con"]), reverse=True
    )


def test_each_study_has_its_design_size_and_directness_and_one_that_adds_nothing_the_reason(reader, found):
    page = reader.open(f"#balance/{SPRINTING}").page
    row = page.locator(".row", has_text="González-García et al. 2019").first.inner_text()
    hollow = page.locator(".con .row", has=page.locator(".weight .none")).all_inner_texts()

    assert "randomised controlled trial, n = 24 · direct" in row
    [held] = [t for t in found[SPRINTING].terms if t.heading == "opposes" and not t.opposes]
    assert [held.label in text and "counted once" in text for text in hollow] == [True]


def test_the_page_says_why_a_claim_is_uncertain_beside_the_ruler(reader, found):
    said = reader.open(f"#balance/{SPRINTING}").page.locator(".whatif .why").inner_text()

    assert said == f"Why uncertain: {found[SPRINTING].why}"


def test_a_second_bar_stands_where_the_sum_without_feared_overlap_is_another(reader, found):
    apart = found[SPRINTING].apart
    [line] = reader.open(f"#balance/{SPRINTING}").page.locator(".apart p").all_inner_texts()

    assert apart is not None
    assert f"unknown {round(apart.unknown * 100)} %, yes {round(apart.opposition * 100)} %" in line
    same = next(claim for claim, assessment in found.items() if assessment.apart is None and assessment.terms)
    assert reader.open(f"#balance/{same}").page.locator(".apart p").count() == 0


def test_the_balance_speaks_in_the_answers_to_its_question_and_places_no_pointer_as_a_verdict(reader, found):
    page = reader.open(f"#balance/{SPRINTING}").page
    under = {name: len(keys) for name, keys in found[SPRINTING].tally.by_heading.items()}

    assert page.locator(".columns h2").all_inner_texts() == [
        f"No: {under.get('supports', 0)} studies + for the claim",
        f"Between: {under.get('inconclusive', 0) + under.get('qualifies', 0)} neither for nor against",
        f"Yes: {under.get('opposes', 0)} studies − against the claim",
    ]
    assert page.locator(".none-yet").inner_text() == "No study points to no."
    assert found[SPRINTING].verdict == "uncertain"
    assert page.locator(".unsure").inner_text().startswith("Not sure enough for a verdict.")
    assert page.locator(".ruler span.on").count() == 0
    beside = under.get("background", 0) + under.get("not-counted", 0)
    assert page.locator(".recorded summary").inner_text() == (
        f"{len(reader.page.locator('.row').all())} studies on record, {beside} of them background and not"
        " counted. What is known of them"
    )


def test_one_weight_is_as_wide_between_the_sides_as_on_them(reader):
    page = reader.open(f"#balance/{SPRINTING}").page
    widths = (
        page.locator(".weight", has_text="1.27")
        .locator("i")
        .evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().width))")
    )

    assert len(widths) == 2
    assert widths[0] == widths[1] > 20


def test_unticking_a_study_moves_the_verdict_as_assess_does_without_it(reader, hips):
    page = reader.open(f"#balance/{DEEP}").page
    [against] = [term for term in eg.assess(hips, DEEP).terms if term.opposes]
    before = page.locator(".answer").inner_text()

    reader.tick(against.label)

    without = eg.assess(hips, DEEP, without=[against.key])
    assert before == eg.assess(hips, DEEP).answer
    assert page.locator(".answer").inner_text() == without.answer
    assert page.locator(".facts b").first.inner_text().lower().startswith(without.verdict)
    assert f"yes {round(without.support * 100)} % for the claim" in page.locator(".ends").inner_text()
    assert page.url.endswith(f"#balance/{DEEP}?without={against.key}")
    page.get_by_role("button", name="Count all again").click()
    assert page.locator(".answer").inner_text() == before


def test_a_study_that_alone_turns_the_verdict_says_so(reader, hips):
    rows = (
        reader.open(f"#balance/{DEEP}")
        .page.locator(".row", has=reader.page.locator(".turn"))
        .all_inner_texts()
    )

    turning = {
        term.label: then.verdict
        for term in eg.assess(hips, DEEP).terms
        if (then := eg.assess(hips, DEEP, without=[term.key])).verdict != "contested"
    }
    assert len(rows) == len(turning) > 0
    for label, verdict in turning.items():
        assert any(label in row and f"Without it: {verdict}" in row for row in rows)


def test_the_balance_tells_what_lies_around_a_claim(tea_reader):
    text = tea_reader.open(f"#{STEEPING}").page.locator("main").inner_text()

    assert "Asserted by How to brew (absolute)" in text
    assert "Settled by: A trial that crosses time with temperature." in text
    for heading in ("Why studies differ", "Said in", "Claims that share its studies"):
        assert heading in text


def test_where_readers_differ_both_are_heard(tea_reader):
    row = tea_reader.open(f"#{STEEPING}").page.locator(".row", has_text="Leaf et al. 2001").first

    row.locator("summary").click()

    assert "Readers differ: supports, qualifies." in row.inner_text()
    assert {"supports", "qualifies"} <= set(re.findall(r": (\w+), ", row.locator(".story").inner_text()))


def test_a_study_warns_of_what_to_beware_of(tea_reader):
    text = tea_reader.open(f"#{STEEPING}").page.locator("main").inner_text()

    assert {word for word in ("disputed", "conflict of interest", "from memory") if word in text} == {
        "disputed",
        "conflict of interest",
        "from memory",
    }


def test_a_doi_is_a_link_that_tells_the_other_side_nothing(tea_reader):
    page = tea_reader.open(f"#{STEEPING}").page
    page.locator(".row", has_text="Leaf et al. 2001").first.locator("summary").click()
    link = page.get_by_role("link", name="doi:10.5555/leaf.2001")

    assert link.get_attribute("href") == "https://doi.org/10.5555/leaf.2001"
    assert link.get_attribute("rel") == "noreferrer noopener"


def test_claims_studies_and_articles_lead_to_each_other(tea_reader):
    page = tea_reader.open(f"#{STEEPING}").page

    page.get_by_role("link", name="How to brew").first.click()
    said = tea_reader.shown
    page.locator(".card", has_text=STATEMENT).click()
    page.locator(".row", has_text="Sørensen").first.locator("summary").click()
    page.locator(".story").get_by_role("link", name="other claim").first.click()

    assert STEEPING in said
    assert page.url.endswith("#claims?study=sorensen2015")
    assert {STEEPING, "milk-hides-bitterness"} <= tea_reader.shown


# Deep links


@pytest.mark.parametrize(
    ("anchor", "view", "heading"),
    [
        (f"#{STEEPING}", "Balance", STATEMENT),
        (f"#balance/{STEEPING}", "Balance", STATEMENT),
        ("#claim%3Amilk-spoils-tea", "Balance", "Milk spoils tea."),
        ("#leaf2001", "Claims", None),
        ("#tea-blog", "Claims", None),
        ("#%E0%A4%A", "Claims", None),
        ("#__proto__", "Claims", None),
    ],
)
def test_a_deep_link_opens_what_it_names(tea_reader, anchor, view, heading):
    tea_reader.open(anchor)

    assert tea_reader.view == view
    assert heading in {None, tea_reader.heading}
    assert tea_reader.heard == []


def test_an_unknown_deep_link_is_told(tea_reader):
    assert tea_reader.open("#coffee").page.locator(".lost").inner_text() == "There is no “coffee” here."


# For everybody


def test_all_can_be_done_with_the_keyboard(reader, hips):
    page = reader.open(f"#claims?search={SPRINTING}").page
    page.focus("#query")

    page.keyboard.type(" ")
    reader.press("ArrowDown")
    on_card = page.evaluate("document.activeElement.className")
    reader.press("ArrowUp")
    back = page.evaluate("document.activeElement.id")
    page.fill("#query", hips.claim(SPRINTING).statement)
    reader.press("Enter")

    assert on_card.startswith("card")
    assert back == "query"
    assert (reader.view, reader.claim) == ("Balance", hips.claim(SPRINTING).statement)
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_filters_are_within_ten_tabs_and_a_link_skips_to_them(reader):
    page = reader.open().page
    stops = []
    for _ in range(10):
        reader.press("Tab")
        stops.append(page.evaluate("document.activeElement.textContent"))
        if page.evaluate("document.activeElement.parentElement.id") == "filter":
            break

    assert stops[-1] == "Legend and filters"
    assert stops[:2] == ["Skip to the evidence", "Skip to the filters"]


def test_a_skip_link_leads_where_it_says(reader):
    page = reader.open().page
    reader.press("Tab", "Tab", "Enter")

    assert page.evaluate("document.activeElement.parentElement.id") == "filter"
    assert page.locator("#filters select").first.is_visible()


def test_what_has_the_focus_is_seen(tea_reader):
    page = tea_reader.open().page
    page.focus("#query")

    tea_reader.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("anchor", ["", f"#{STEEPING}", "#claims?search=steeping"])
def test_every_control_has_a_name(tea_reader, anchor):
    page = tea_reader.open(anchor).page

    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a, summary")].filter((item) =>
            !(item.getAttribute("aria-label") || item.textContent.trim() || item.labels?.length))
            .map((item) => item.outerHTML)"""
    )

    assert nameless == []


@pytest.mark.parametrize("anchor", ["", f"#{STEEPING}", "#claims?search=steeping"])
def test_on_a_telephone_nothing_runs_over_the_side(browser, tea_map, anchor):
    reader = Reader(browser, tea_map, viewport=SMALL).open(anchor)

    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 400
    reader.close()


def test_in_the_dark_the_map_is_dark(browser, tea_map):
    reader = Reader(browser, tea_map, color_scheme="dark").open()

    ground = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert max(map(int, re.findall(r"\d+", ground))) < 40
    reader.close()


def test_an_empty_map_opens_without_a_word(browser, tmp_path):
    (tmp_path / "citations.bib").write_text("", "utf-8")
    (tmp_path / "claims.ttl").write_text(
        "<https://example.org/> a <https://w3id.org/evidence-graph/terms#DataSet> ;\n"
        '  <http://purl.org/dc/terms/title> "Nothing yet" .\n',
        "utf-8",
    )

    reader = Reader(browser, draw(eg.load(tmp_path), tmp_path / "map.html").as_uri()).open()

    assert reader.heard == []
    assert reader.heading == "There are no claims yet."
    for view in reader.page.locator("#views a").all():
        view.click()
    assert reader.heard == []
    reader.close()


def test_thousands_of_claims_open_fold_and_are_found(browser, tmp_path):
    """Of each topic the heaviest are shown; the others are a click away, and the search knows all."""
    large = eg.load(folders.invented(tmp_path / "large", 1_400))
    reader = Reader(browser, draw(large, tmp_path / "map.html").as_uri()).open()
    page = reader.page
    few = len(reader.shown)

    page.locator(".more").first.click()
    more = len(reader.shown)
    page.fill("#query", large.claim("c7").statement)

    assert few < 1_000
    assert more > few
    assert reader.listed[0] == large.claim("c7").statement
    reader.close()


@pytest.mark.parametrize("claim", [DEEP, SPRINTING])
def test_the_shares_as_printed_add_up_to_a_hundred(reader, claim):
    ends = reader.open(f"#balance/{claim}").page.locator(".ends").inner_text()

    assert sum(map(int, re.findall(r"(\d+) %", ends))) == 100


@pytest.mark.parametrize("claims", [40, 600])
def test_the_cards_of_the_first_view_are_drawn_from_what_stands_before_the_script(browser, tmp_path, claims):
    """A browser reads a large page in parts: nothing behind the script is needed for the first picture."""
    graph = eg.load(folders.invented(tmp_path / "data", claims))
    whole = draw(graph, tmp_path / "whole.html")
    text = whole.read_text("utf-8")
    part = tmp_path / "part.html"
    part.write_text(text[: text.index('<script type="application/x-ndjson" id="others">')], "utf-8")

    pages = []
    for file in (whole, part):
        reader = Reader(browser, file.as_uri())
        reader.open()
        pages.append(reader.page.locator("main").inner_html())
        reader.close()

    first, drawn_of_part = pages
    assert 'class="card' in first
    assert drawn_of_part == first
