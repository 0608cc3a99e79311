"""The site in a browser: nothing heard, nothing asked, open to everybody, and what its scripts do."""

import json
import re
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.assessment import assess_all
from evidence_graph.site import build

sys.path.insert(0, str(Path(__file__).parent))
from accessibility import turn_about, violations

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
TEA = HERE / "tea"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 400, "height": 800}
LOOKS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark and narrow": {"viewport": NARROW, "color_scheme": "dark"},
}
KINDS = (
    "index.html",
    "subjects.html",
    "contested.html",
    "gaps.html",
    "matrix.html",
    "studies.html",
    "articles.html",
    "claim/no-transfer-to-sprinting.html",
    "claim/tva-key-to-lumbopelvic-stability.html",
    "study/jarvis2019.html",
    "study/contreras2017.html",
    "article/hip-thrust-critique.html",
    "procedure/hip-thrust.html",
    "concept/hip-thrust.html",
)
"""One page of each kind, of the bundled data."""


OWN = re.compile(r"data:|file:///.*/assets/(style\.css|\w+\.js)$")
"""What a page may fetch: its icon, and the style and scripts that stand beside it."""


@pytest.fixture
def site(hip_site):
    """The site of the bundled data."""
    return hip_site


@pytest.fixture
def reader(browser):
    """A page that keeps what it hears; it must hear nothing."""
    context = browser.new_context(viewport=WIDE, accept_downloads=True)
    page = context.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda asked: heard.append(asked.url) if not asked.is_navigation_request() else None)
    yield page
    context.close()
    assert [said for said in heard if not OWN.match(said)] == []


@pytest.mark.trial
@pytest.mark.parametrize("look", LOOKS)
def test_every_kind_of_page_is_open_to_everybody(site, browser, look, trial):
    """Axe-core finds no violation of WCAG 2.2 AA, in the light, in the dark and on a telephone."""
    looked_at = turn_about(KINDS, LOOKS, trial.amount(sample=1, whole=len(LOOKS)))
    context = browser.new_context(bypass_csp=True, **LOOKS[look])
    page = context.new_page()
    barriers = {}
    for path in (path for path, seen_in in looked_at if seen_in == look):
        page.goto((site / path).as_uri())
        barriers[path] = violations(page)
    context.close()

    assert {path: wrong for path, wrong in barriers.items() if wrong} == {}
    trial.tell(f"{len(barriers)} kinds of page, {look}: 0 barriers")


@pytest.mark.parametrize("view", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_is_wider_than_the_window(site, reader, view):
    reader.set_viewport_size(view)
    wide = []
    for path in KINDS:
        reader.goto((site / path).as_uri())
        if reader.evaluate("document.documentElement.scrollWidth") > view["width"]:
            wide.append(path)

    assert wide == []


def test_what_is_sought_is_shown_best_first_and_escape_brings_all_back(site, reader):
    reader.goto((site / "index.html").as_uri())
    reader.fill("#search", "do hip thrusts make me faster?")
    results = reader.locator("#results li").all_inner_texts()
    hidden = reader.locator("#everything").is_hidden()
    reader.keyboard.press("Escape")

    assert [text.strip() for text in results[0].split("\n")] == [
        "Hip thrust training does not make you run faster.",
        "uncertain",
    ]
    assert hidden
    assert reader.locator("#results li").count() == 0
    assert reader.locator("#everything").is_visible()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("hip thrust", "Hip thrust"),
        ("jarvis 2019", "Jarvis et al. 2019"),
        ("sprintng", "sprint"),
        ("Körper", None),
    ],
)
def test_subjects_procedures_and_studies_are_found_too_and_nonsense_is_not(site, reader, question, first):
    reader.goto((site / "index.html").as_uri())
    reader.fill("#search", question)
    found = reader.locator("#results a").all_inner_texts()

    if first is None:
        assert reader.locator("#found").inner_text() == "Nothing fits; try other words."
    else:
        assert found[0].casefold().startswith(first.casefold())


def test_enter_goes_to_the_first_result_and_enter_again_opens_it(site, reader):
    reader.goto((site / "index.html").as_uri())
    reader.fill("#search", "do hip thrusts make me faster?")
    reader.keyboard.press("Enter")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/claim/no-transfer-to-sprinting.html")

    assert reader.locator("h1").inner_text().startswith("Does hip thrust training make you run faster")
    assert reader.locator(".question q").inner_text() == "Hip thrust training does not make you run faster."


def test_a_verdict_narrows_the_list_and_lets_it_go(site, reader):
    reader.goto((site / "index.html").as_uri())
    reader.click("#tally button[value=backed]")
    backed = reader.locator("#everything li.claim:visible .verdict").all_inner_texts()
    reader.click("#tally button[value=backed]")

    assert {text.strip() for text in backed} == {"backed"}
    assert str(len(backed)) == reader.locator("#tally button[value=backed] b").inner_text()
    assert reader.locator("#everything li.claim").count() == 101


def test_a_verdict_opens_what_is_folded_and_all_claims_come_back(site, reader):
    reader.goto((site / "index.html").as_uri())
    open_claims = reader.locator("#everything li.claim:visible").count()
    reader.click("#tally button[value=definition]")
    definitions = reader.locator("#everything li.claim:visible").count()
    reader.click("#all")

    assert str(definitions) == reader.locator("#tally button[value=definition] b").inner_text()
    assert reader.locator("#everything li.claim:visible").count() == open_claims
    assert reader.locator("#all").is_hidden()


def test_the_question_is_answered_in_its_place_as_the_command_line_does(site, reader):
    answer = eg.assess(eg.load(), "no-transfer-to-sprinting")
    reader.goto((site / "index.html").as_uri())
    reader.fill("#search", "do hip thrusts make me faster?")
    reader.keyboard.press("Enter")

    assert reader.locator("#answer .question").inner_text() == answer.question
    assert reader.locator("#answer .said").inner_text() == answer.answer
    assert (
        reader.evaluate("document.activeElement.getAttribute('href')")
        == "claim/no-transfer-to-sprinting.html"
    )

    reader.fill("#search", "how do I bake sourdough bread?")
    assert reader.locator("#answer").is_hidden()


def test_claims_stand_by_the_weight_of_their_evidence(site, reader):
    reader.goto((site / "index.html").as_uri())
    topics = reader.evaluate(
        """[...document.querySelectorAll("section.topic")].map((topic) =>
        [...topic.querySelectorAll(":scope > ul .claim > a")].map((link) => link.getAttribute("href")))"""
    )
    weights = {
        f"claim/{found.claim}.html": found.shares.supports + found.shares.opposes
        for found in assess_all(eg.load())
    }

    assert all(len(claims) <= 6 for claims in topics)
    for claims in topics:
        assert [weights[claim] for claim in claims] == sorted((weights[c] for c in claims), reverse=True)


def test_studies_are_sifted_and_sorted(site, reader):
    reader.goto((site / "studies.html").as_uri())
    reader.select_option("#order", "year")
    years = [
        int(found[1])
        for text in reader.locator("#citations > li > a").all_inner_texts()
        if (found := re.search(r" (\d{4})$", text))
    ]
    reader.fill("#filter", "jarvis 2019")
    names = reader.locator("#citations > li:visible > a").all_inner_texts()

    assert years == sorted(years, reverse=True)
    assert years[0] > years[-1]
    assert names == ["Jarvis et al. 2019"]
    assert reader.locator("#found").inner_text() == "1 of 175"


def test_the_matrix_is_sorted_both_ways_and_its_signs_move_along(site, reader):
    reader.goto((site / "matrix.html").as_uri())
    study = "#matrix tr:has(td a[title^='Jarvis et al. 2019'])"
    where = "row => [row.querySelector('th').textContent, row.querySelectorAll('td a').length]"
    before = reader.eval_on_selector(study, where)
    reader.select_option("#claims-by", "studies")
    reader.select_option("#studies-by", "name")
    after = reader.eval_on_selector(study, where)
    rows = reader.locator("#matrix tbody tr").evaluate_all(
        "rows => rows.map(row => row.querySelectorAll('td a').length)"
    )
    citations = [name.casefold() for name in reader.locator("#matrix .citation").all_inner_texts()]
    aligned = reader.evaluate(
        """() => {
            const names = [...document.querySelectorAll("#matrix thead th")].map(cell => cell.textContent);
            return [...document.querySelectorAll("#matrix td a")].every(
                link => link.title.startsWith(names[link.closest("td").cellIndex] + ":"));
        }"""
    )

    assert before[1] == after[1]
    assert rows == sorted(rows, reverse=True)
    assert citations == sorted(citations)
    assert aligned


def test_headers_of_the_matrix_stay_and_arrow_keys_go_from_sign_to_sign(site, reader):
    reader.set_viewport_size(NARROW)
    reader.goto((site / "matrix.html").as_uri())
    reader.locator(".matrix").evaluate("box => box.scrollTo(900, 900)")
    box = reader.locator(".matrix").bounding_box()
    corner = reader.locator(".corner").bounding_box()
    reader.locator("#matrix td a").first.focus()
    seen = [reader.evaluate("document.activeElement.title")]
    for key in ("ArrowRight", "ArrowLeft"):
        reader.keyboard.press(key)
        seen.append(reader.evaluate("document.activeElement.title"))

    assert abs(corner["x"] - box["x"]) < 3
    assert abs(corner["y"] - box["y"]) < 3
    assert seen[0] == seen[2] != seen[1]


def test_a_sign_of_the_matrix_leads_to_the_study_on_the_page_of_the_claim(site, reader):
    reader.goto((site / "matrix.html").as_uri())
    reader.locator("#matrix td a[title^='Jarvis et al. 2019']").first.click()
    reader.wait_for_url("**/claim/*.html#study-jarvis2019")

    assert reader.evaluate("document.querySelector(':target h3').textContent").strip().startswith("Jarvis")


def test_bibtex_is_copied_and_downloaded(site, reader):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.goto((site / "claim" / "no-transfer-to-sprinting.html").as_uri())
    reader.click("#bibtex .copy")
    reader.wait_for_function("document.querySelector('#bibtex [role=status]').textContent === 'Copied.'")
    copied = reader.evaluate("navigator.clipboard.readText()")
    with reader.expect_download() as download:
        reader.click("#bibtex .save")
    saved = Path(download.value.path()).read_text("utf-8")

    assert copied == saved
    assert "@article{jarvis2019," in saved
    assert download.value.suggested_filename == "no-transfer-to-sprinting.bib"


def test_a_claim_is_opened_on_the_map_and_the_map_leads_back(site, reader):
    reader.goto((site / "claim" / "no-transfer-to-sprinting.html").as_uri())
    reader.get_by_role("link", name="See it on the map").click()
    reader.wait_for_function("window.evidenceMap !== undefined")

    heading = reader.locator("main .said q").text_content()
    reader.get_by_role("link", name="All of this claim").click()
    reader.wait_for_url("**/claim/no-transfer-to-sprinting.html")

    statement = reader.locator(".question q").inner_text()
    assert heading == statement == "Hip thrust training does not make you run faster."
    assert "answered “no”" in reader.locator(".question").inner_text()
    assert reader.locator(".sides h2 small").all_inner_texts() == ["point to yes"]


def test_a_page_prints_in_ink_without_what_only_a_screen_needs(site, browser):
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((site / "claim" / "no-transfer-to-sprinting.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    ink = page.evaluate("getComputedStyle(document.body).color")
    hidden = [page.locator(name).first.is_hidden() for name in ("nav", "#bibtex", "footer")]
    context.close()

    assert max(map(int, re.findall(r"\d+", ink))) < 60
    assert hidden == [True, True, True]


# Hostile data

EVIL = "<img src=x onerror=alert(1)></script><script>alert(2)</script>{{ 7 * 7 }}"


def _evil(string):
    """The literal with an attack before it; a number stays one."""
    return json.dumps(EVIL + string[1]) if re.search("[a-z]", string[1]) else string[0]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site whose every text, title, name, note, id and address is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    claims = (TEA / "claims.ttl").read_text("utf-8")
    prefixes, body = claims.split("<https://example.org/tea/> a eg:DataSet", 1)
    body = re.sub(r'"([^"\n]*)"(?!\^\^)', _evil, body)
    body = body.replace(
        "claim:milk-spoils-tea", "<https://example.org/tea/claim/..%2F..%2F%3Cimg%20src=x%3E>"
    )
    body = body.replace("concept:tea", "<https://example.org/tea/concept/__proto__>")
    body = body.replace("procedure:cold-brew", "<https://example.org/tea/procedure/..%2F..%2Findex>")
    body = body.replace("article:tea-blog", "<https://example.org/tea/article/%22%20onmouseover=%22alert(3)>")
    body += 'concept:taste skos:exactMatch <javascript:alert(4)> , <https://example.org/"onx="> .\n'.replace(
        '"', "%22"
    )
    (folder / "claims.ttl").write_text(f"{prefixes}<https://example.org/tea/> a eg:DataSet{body}", "utf-8")
    citations = (TEA / "citations.bib").read_text("utf-8")
    citations = citations.replace("10.5555/leaf.2001", 'javascript:alert(5)//10.1/"onmouseover="alert(6)')
    citations = citations.replace("doi     = {10.5555/cold.2015}", "url = {javascript:alert(7)}")
    citations = citations.replace("Leaf, A.", "<b onmouseover=alert(8)>Leaf</b>, A.").replace(
        "Long steeps", EVIL
    )
    (folder / "citations.bib").write_text(citations, "utf-8")
    build(eg.load(folder), folder / "out" / "site")
    return folder / "out"


def test_hostile_data_stay_text_and_stay_in_their_folder(hostile, reader):
    pages = sorted((hostile / "site").rglob("*.html"))
    shared = set((hostile / "site" / "assets").iterdir())
    assert sorted(p for p in hostile.rglob("*") if p.is_file() and p not in shared) == pages
    assert len(pages) == 21

    strange = []
    for path in pages:
        reader.goto(path.as_uri())
        strange += reader.evaluate(
            """() => [...document.querySelectorAll("img, iframe, object, [onmouseover], [onx]"),
                ...[...document.querySelectorAll("a")].filter(a => !/^(https?|file):/.test(a.href))]
                .map(e => e.outerHTML)"""
        )
        assert "49" not in reader.title()

    assert strange == []


def test_hostile_words_are_found_and_shown_as_text(hostile, reader):
    reader.goto((hostile / "site" / "index.html").as_uri())
    reader.fill("#search", "milk spoils tea")
    first = reader.locator("#results a").first

    assert first.inner_text() == f"{EVIL}Milk spoils tea."
    first.click()
    reader.wait_for_url("**/claim/**")
    assert reader.locator("h1").inner_text() == f"{EVIL}Milk spoils tea."
