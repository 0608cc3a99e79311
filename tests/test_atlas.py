"""The overview of a graph that is more than one map shows, and the maps of its topics."""

import json
import re
import shutil
import sys
from collections import Counter
from itertools import combinations, pairwise
from math import hypot
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.assessment import assess_all
from evidence_graph.cli import main
from evidence_graph.drawing import atlas, bubbles, draw, draw_topic, register, scene, shelf
from evidence_graph.drawing.survey import survey
from evidence_graph.errors import CannotWrite, TooLarge, UnknownName
from evidence_graph.looks import word_after
from evidence_graph.model import Verdict

sys.path.insert(0, str(Path(__file__).parent))
import folders

TEA = Path(__file__).parent / "tea"

CLAIMS = 150
PAGE = 35
"""How many claims a page holds at most, where pages are small: fewer than the largest topic has."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return folders.invented(tmp_path_factory.mktemp("invented"), CLAIMS)


@pytest.fixture(scope="module")
def graph(folder):
    return eg.load(folder)


def _make_pages_small(patch):
    patch.setattr(atlas, "MOST_NODES", 80)
    patch.setattr(atlas, "MOST_CLAIMS", PAGE)


@pytest.fixture
def small_pages(monkeypatch):
    """As if a map showed no more than 80 nodes, and a page few claims."""
    _make_pages_small(monkeypatch)


@pytest.fixture(scope="module")
def drawn(graph, tmp_path_factory):
    """The front page of an overview of small pages; and what was told while it was drawn."""
    told = []
    with pytest.MonkeyPatch.context() as patch:
        _make_pages_small(patch)
        place = tmp_path_factory.mktemp("drawn") / "map.html"
        return draw(graph, place, tell=lambda *numbers: told.append(numbers)), told


def data_of(path):
    text = path.read_text("utf-8")
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text)[1])


# Counting


def test_the_survey_counts_what_the_graph_holds(graph):
    counted = survey(graph)
    verdicts = {found.claim: found.verdict for found in assess_all(graph)}

    topics = {topic.id: Counter(topic.verdicts) for topic in counted.topics}
    expected = {}
    for claim in graph.claims():
        expected.setdefault(claim.topic, Counter())[verdicts[claim.id]] += 1
    assert {topic: +held for topic, held in topics.items()} == expected
    assert counted.claims == CLAIMS
    assert counted.citations == len({e.citation.key for c in graph.claims() for e in graph.evidence(c)})
    assert counted.verdicts == Counter(verdicts.values())


def test_the_most_studied_claims_of_a_topic_come_first(graph):
    for topic in survey(graph).topics:
        numbers = [len(graph.studies(claim)) for claim in topic.claims]
        assert all(before >= after for before, after in pairwise(numbers))


def test_two_topics_share_the_works_that_speak_of_both(graph):
    counted = survey(graph)
    citations = [{s.citation.key for c in topic.claims for s in graph.studies(c)} for topic in counted.topics]

    shared = {
        (a, b): len(citations[a] & citations[b])
        for a, b in combinations(range(len(citations)), 2)
        if citations[a] & citations[b]
    }

    assert dict(counted.shared) == shared


def test_the_survey_asks_the_graph_once_and_not_for_each_claim(graph, monkeypatch):
    asked = Counter()
    for name in ("studies", "evidence", "claim", "citation", "claims"):
        kept = getattr(type(graph), name)
        monkeypatch.setattr(
            type(graph), name, lambda *a, _n=name, _k=kept, **k: (asked.update([_n]), _k(*a, **k))[1]
        )

    survey(graph)

    assert asked <= Counter({"claims": 1})


# Bubbles


@settings(deadline=None)
@given(st.lists(st.floats(5, 80), max_size=40), st.data())
def test_bubbles_never_touch_and_stand_the_same_each_time(radii, data):
    radii = sorted(radii, reverse=True)
    pairs = st.tuples(st.integers(0, 39), st.integers(0, 39))
    kin = {}
    for one, other in data.draw(st.lists(pairs, max_size=30)):
        if one < other < len(radii):
            kin.setdefault(other, {})[one] = 1.0

    circles = bubbles.pack(radii, kin)

    assert [c.r for c in circles] == radii
    assert all(
        hypot(a.x - b.x, a.y - b.y) >= a.r + b.r + bubbles.GAP - 1e-3 for a, b in combinations(circles, 2)
    )
    assert bubbles.pack(radii, kin) == circles


def test_kin_stand_nearer_than_strangers():
    radii = [20.0] * 30
    circles = bubbles.pack(radii, {29: {3: 1.0}})
    apart = bubbles.pack(radii, {})

    def distance(placed):
        return hypot(placed[29].x - placed[3].x, placed[29].y - placed[3].y)

    assert distance(circles) < distance(apart)


# Pages


def test_the_pages_of_all_topics_hold_every_claim_once(graph, drawn):
    front, _ = drawn

    names = [name for page in (front.parent / "map-topics").iterdir() for name in data_of(page)["claims"]]
    assert sorted(names) == sorted(f"claim:{claim.id}" for claim in graph.claims())


def test_a_topic_of_too_many_claims_stands_on_several_pages_that_say_so(graph, drawn):
    front, _ = drawn
    largest = survey(graph).topics[0]
    whole = len(largest.claims)

    first, second = (front.parent / "map-topics" / f"{largest.id}{part}.html" for part in ("", ".2"))

    assert f"Claims 1 to {PAGE} of {whole} of this topic, by number of studies." in first.read_text("utf-8")
    assert f"Claims {PAGE + 1} to {min(2 * PAGE, whole)} of {whole}" in second.read_text("utf-8")
    assert set(data_of(first)["claims"]) == {f"claim:{claim}" for claim in largest.claims[:PAGE]}


def test_claims_with_too_many_studies_stand_on_several_pages_each_of_the_size_allowed(graph, monkeypatch):
    """What makes a file large are the studies and not the claims."""
    monkeypatch.setattr(atlas, "MOST_STUDIES", 60)
    topics = survey(graph).topics

    pages = [
        (topic.claims[start:end], sum(topic.studies[start:end]))
        for topic in topics
        for start, end in pairwise(atlas.page_bounds(topic))
    ]

    assert all(studies <= 60 or len(claims) == 1 for claims, studies in pages)
    assert [claim for claims, _ in pages for claim in claims] == [
        claim for topic in topics for claim in topic.claims
    ]
    assert all(
        number == len(graph.studies(claim))
        for topic in topics
        for claim, number in zip(topic.claims, topic.studies, strict=True)
    )


def test_of_more_claims_than_a_page_may_hold_the_search_knows_the_most_studied(graph, small_pages, tmp_path):  # noqa: ARG001
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "MOST_BYTES", 78_000)
        page = draw(graph, tmp_path / "map.html").read_text("utf-8")

    block = re.search(r'<script type="application/json" id="register">(.*?)</script>', page, re.DOTALL)
    claims = [claim for _, claim, _ in json.loads(block[1])["claims"]]
    studies = {claim.id: len(graph.studies(claim)) for claim in graph.claims()}
    assert 20 < len(claims) < len(studies)
    assert f"Searched: the {len(claims)} claims with the most studies" in page
    assert min(studies[claim] for claim in claims) >= sorted(studies.values(), reverse=True)[len(claims)] - 1


def test_a_map_that_would_be_too_large_a_file_becomes_an_overview(graph, tmp_path, monkeypatch):
    monkeypatch.setattr(register, "MOST_BYTES", 900_000)

    front = draw(graph, tmp_path / "map.html")

    assert "choose a topic to open its own" in front.read_text("utf-8")
    assert max(path.stat().st_size for path in tmp_path.rglob("*.html")) < 2_000_000


def test_every_link_between_the_pages_leads_to_one_that_is_there(graph, drawn):
    front, _ = drawn

    pages = [front, *(front.parent / "map-topics").iterdir()]
    links = [
        (p, href) for p in pages for href in re.findall(r'<a [^>]*href="([^"#]+)"', p.read_text("utf-8"))
    ]
    broken = [(p.name, href) for p, href in links if not (p.parent / href).is_file()]
    topics = survey(graph).topics
    assert broken == []
    assert {href for p, href in links if p == front} == {f"map-topics/{t.id}.html" for t in topics}


def test_the_same_data_gives_the_same_files(graph, drawn, small_pages, tmp_path):  # noqa: ARG001
    front, _ = drawn

    again = draw(graph, tmp_path / "map.html")

    one, other = (
        {page.relative_to(place.parent): page.read_bytes() for page in place.parent.rglob("*.html")}
        for place in (front, again)
    )
    assert one == other
    assert Path("map.html") in one


def test_a_small_graph_stays_one_file(tmp_path):
    draw(eg.load(TEA), tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_pages_of_before_give_way_and_nothing_else_is_left(graph, drawn, small_pages, tmp_path):  # noqa: ARG001
    shutil.copytree(drawn[0].parent, tmp_path, dirs_exist_ok=True)
    stale = tmp_path / "map-topics" / "gone.html"
    stale.write_bytes(shelf.MARK)

    draw(graph, tmp_path / "map.html")

    assert not stale.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map-topics", "map.html"]


def test_a_folder_with_anything_else_in_it_is_left_alone(graph, small_pages, tmp_path):  # noqa: ARG001
    (tmp_path / "map-topics").mkdir()
    thesis = tmp_path / "map-topics" / "thesis.html"
    thesis.write_text("mine", "utf-8")

    with pytest.raises(CannotWrite, match=r"thesis\.html"):
        draw(graph, tmp_path / "map.html")

    assert thesis.read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["map-topics"]


def test_what_fails_half_way_leaves_the_old_pages(graph, drawn, small_pages, tmp_path, monkeypatch):  # noqa: ARG001
    shutil.copytree(drawn[0].parent, tmp_path, dirs_exist_ok=True)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.html")}
    monkeypatch.setattr(atlas, "page", lambda *_, **__: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        draw(graph, tmp_path / "map.html")

    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_one_page_after_the_other_is_told(drawn):
    front, told = drawn

    pages = len(list((front.parent / "map-topics").iterdir()))
    assert told == [(n, pages) for n in range(1, pages + 1)]


def test_a_topic_is_drawn_by_its_label(graph, tmp_path):
    topic = survey(graph).topics[-1]

    draw_topic(graph, tmp_path / "topic.html", topic.label)

    assert set(data_of(tmp_path / "topic.html")["claims"]) == {f"claim:{claim}" for claim in topic.claims}


def test_a_topic_that_is_not_there_is_said_so(graph, tmp_path):
    with pytest.raises(UnknownName, match="tee"):
        draw_topic(graph, tmp_path / "topic.html", "tee")

    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.text(max_size=80), unique=True, max_size=30))
def test_file_names_are_safe_and_each_its_own(topics):
    found = atlas.names(topics)

    assert len(set(found)) == len(topics)
    assert all(re.fullmatch(r"[a-z0-9-]{1,70}", name) for name in found)


def test_a_map_of_a_part_of_the_claims_reads_the_graph_around_them_once(graph, monkeypatch):
    around = scene.Around.of(graph)
    monkeypatch.setattr(type(graph), "claims", lambda *_, **__: pytest.fail("all claims were read again"))
    monkeypatch.setattr(type(graph), "assertions", lambda *_, **__: pytest.fail("all stands were read again"))

    drawn = scene.alone(graph, ["c1", "c5"], around)

    assert [claim.id for claim in drawn.claims] == ["c1", "c5"]
    assert [a.claim for a in drawn.assertions] == ["c5"]


# The command


@pytest.fixture
def run(capsys):
    def ran(*arguments):
        status = main(["map", *map(str, arguments)])
        return status, *capsys.readouterr()

    return ran


def test_the_command_says_that_it_draws_an_overview(run, folder, small_pages, tmp_path):  # noqa: ARG001
    status, out, err = run("--data", folder, "-o", tmp_path / "map.html")

    assert (status, out) == (0, "")
    assert "More than one map shows: drawing an overview, and a map of each topic in" in err
    assert f"wrote {tmp_path / 'map.html'}" in err


def test_the_command_says_what_a_topic_leaves_out(run, folder, graph, small_pages, tmp_path):  # noqa: ARG001
    largest = survey(graph).topics[0]

    status, _, err = run("--data", folder, "--topic", largest.id, "-o", tmp_path / "t.html")

    assert status == 0
    assert f"drew the {PAGE} of {len(largest.claims)} claims with the most studies" in err


def test_claims_and_a_topic_together_are_refused(run, tmp_path):
    status, _, err = run("--data", TEA, "milk-spoils-tea", "--topic", "taste", "-o", tmp_path / "t.html")

    assert status == 2
    assert "not both" in err
    assert list(tmp_path.iterdir()) == []


def test_every_verdict_is_told_in_words_and_numbers_beside_each_topic(graph, drawn):
    text = drawn[0].read_text("utf-8")
    topic = survey(graph).topics[0]

    row = re.search(r'<li data-n="0".*?</li>', text, re.DOTALL)[0]
    told = re.findall(r"</svg> ([\d,]+)<span class=\"spoken\"> ([a-z ]+)(?:, )?<", row)

    counts = topic.verdicts
    assert told == [(f"{counts[verdict]:,}", word_after(counts[verdict], verdict)) for verdict in Verdict]


def test_hostile_names_of_topics_stay_text(tmp_path, monkeypatch):
    monkeypatch.setattr(atlas, "MOST_NODES", 2)
    evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    claims = (TEA / "claims.ttl").read_text("utf-8").replace('"brewing"', json.dumps(evil))
    data = tmp_path / "data"
    data.mkdir()
    (data / "claims.ttl").write_text(claims, "utf-8")
    shutil.copy(TEA / "citations.bib", data)

    pages = [draw(eg.load(data), tmp_path / "map.html"), *(tmp_path / "map-topics").iterdir()]

    texts = [path.read_text("utf-8") for path in pages]
    assert [text for text in texts if "<img" in text or "alert(2)</script>" in text] == []


def test_a_notebook_is_told_that_a_large_graph_needs_a_file(graph, small_pages):  # noqa: ARG001
    with pytest.raises(TooLarge, match=f"{CLAIMS} claims are more than one map shows"):
        draw(graph)
