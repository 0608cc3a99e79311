"""The evidence map's text: where things stand, what the page may do, and that nothing changes by itself."""

import base64
import hashlib
import json
import re
import shutil
import sys
from collections import Counter
from html.parser import HTMLParser
from itertools import combinations, pairwise, takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.drawing import (
    cells,
    draw,
    grounds,
    json_blocks,
    layout,
    lettering,
    packing,
    page,
    render,
    scene,
    study_facts,
    vis,
)
from evidence_graph.errors import CannotWrite, UnknownName
from evidence_graph.looks.palette import PALETTE
from evidence_graph.model import Citation, Stance
from evidence_graph.sheets.claim_sheet import facets_of

sys.path.insert(0, str(Path(__file__).parent))
import folders
from page_documents import document

TEA = Path(__file__).parent / "tea"


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Forty claims in one topic, each with the same studies."""
    folder = tmp_path_factory.mktemp("crowd")
    (folder / "claims.ttl").write_text(folders.many(40, dirty=False), "utf-8")
    shutil.copy(TEA / "citations.bib", folder)
    return eg.load(folder)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Six hundred invented claims in four topics: more than columns hold."""
    return eg.load(folders.invented(tmp_path_factory.mktemp("many"), 600))


class Page(HTMLParser):
    """The tags, attributes and blocks of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.attributes, self.blocks, self._open = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        self._open = (tag, dict(attrs)) if tag in {"script", "style"} else None

    def handle_data(self, data):
        if self._open:
            self.blocks.append((*self._open, data))

    def handle_endtag(self, tag):  # noqa: ARG002 - the parser's signature
        self._open = None

    @property
    def policy(self):
        return next(value for tag, name, value in self.attributes if tag == "meta" and "default-src" in value)


def overlap(one, other):
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


# Places


@pytest.mark.parametrize("name", ["tea", "hips", "crowd", "many"])
def test_no_two_boxes_or_labels_overlap(name, request):
    places = layout.arrange(scene.choose(request.getfixturevalue(name))).places
    row = sorted(places, key=lambda n: places[n].left)

    clashes = []
    for n, one in enumerate(row):
        end = places[one].left + places[one].width
        near = takewhile(lambda other: places[other].left < end, row[n + 1 :])  # noqa: B023 - used at once
        clashes += [(one, other) for other in near if overlap(places[one], places[other])]

    assert clashes == []


def test_no_label_is_wider_than_its_box(hips):
    sizes = {"claim": cells.CLAIM_SIZE, "citation": cells.CITATION_SIZE, "article": layout.ARTICLE_SIZE}
    places = layout.arrange(scene.choose(hips)).places
    sized = [
        (p, cells.BARE_SIZE if p.height == cells.BARE_ROW else sizes[n.split(":")[0]], n)
        for n, p in places.items()
    ]

    wide = [
        n for place, size, n in sized for line in place.lines if lettering.width(line, size) > place.width
    ]

    assert wide == []


def test_every_node_stands_in_its_topic_or_between_topics(hips):
    drawn = scene.choose(hips)
    made = layout.arrange(drawn)
    topics = {claim.id: claim.topic for claim in drawn.claims}
    outside = [
        claim
        for claim, topic in topics.items()
        if not any(
            inside(made.places[f"claim:{claim}"], region) for region in made.regions if region.topic == topic
        )
    ]

    assert outside == []


def inside(place, region):
    return (
        region.left <= place.left
        and region.top <= place.top
        and place.left + place.width <= region.left + region.width
        and place.top + place.height <= region.top + region.height
    )


def test_a_topic_of_many_claims_stands_in_parts_of_its_own_name(crowd):
    labels = [region.label for region in layout.arrange(scene.choose(crowd)).regions]

    assert sorted(labels) == [*(f"brewing ({n} of 4)" for n in range(1, 5)), "taste"]


def test_a_topic_of_a_large_map_is_one_rectangle_that_holds_all_its_claims(many):
    drawn = scene.choose(many)
    made = layout.arrange(drawn)
    regions = {region.topic: region for region in made.regions}

    outside = [c.id for c in drawn.claims if not inside(made.places[f"claim:{c.id}"], regions[c.topic])]

    assert {topic: region.claims for topic, region in regions.items() if topic} == Counter(
        claim.topic for claim in drawn.claims
    )
    assert len(regions) == len(made.regions)
    assert outside == []


def test_every_work_of_a_large_map_stands_in_a_topic_that_it_serves(many):
    drawn = scene.choose(many)
    made = layout.arrange(drawn)
    regions = {region.topic: region for region in made.regions}
    topics = {}
    for claim in drawn.claims:
        for study in drawn.studies[claim.id]:
            topics.setdefault(study.citation.key, set()).add(claim.topic)

    astray = [
        key
        for key in drawn.citations
        if not any(inside(made.places[f"citation:{key}"], regions[topic]) for topic in topics.get(key, {""}))
    ]

    assert astray == []


@pytest.mark.parametrize("name", ["hips", "many"])
def test_no_two_topics_overlap(name, request):
    regions = layout.arrange(scene.choose(request.getfixturevalue(name))).regions

    assert [(a.topic, b.topic) for a, b in combinations(regions, 2) if overlap(a, b)] == []


def test_a_study_for_a_claim_stands_left_of_it_and_one_against_it_right(hips):
    claim = hips.claim("deep-muscle-exercise-beats-other-exercise")
    places = layout.arrange(scene.choose(hips, [claim])).places
    middle = places[f"claim:{claim.id}"].x
    sides = {
        stance: [s for s in hips.studies(claim) if s.stances == (stance,)]
        for stance in ("supports", "opposes")
    }

    left = [places[f"citation:{s.citation.key}"].x < middle for s in sides["supports"]]
    right = [places[f"citation:{s.citation.key}"].x > middle for s in sides["opposes"]]

    assert set(left) == set(right) == {True}


@given(st.lists(st.tuples(st.floats(-500, 1500), st.integers(5, 60)), max_size=25))
def test_things_are_spread_without_overlap_and_in_order(things):
    things = sorted(things)
    wanted, sizes = [w for w, _ in things], [s for _, s in things]

    at = cells.spread(wanted, sizes, 0, sum(sizes) + 100)

    gaps = [
        b - a - (before + after) / 2
        for (a, b), (before, after) in zip(pairwise(at), pairwise(sizes), strict=True)
    ]
    assert all(gap >= -1e-6 for gap in gaps)
    assert all(
        y - s / 2 >= -1e-6 and y + s / 2 <= sum(sizes) + 100 + 1e-6 for y, s in zip(at, sizes, strict=True)
    )


@settings(deadline=None)
@given(st.lists(st.integers(100, 1500), min_size=1, max_size=14))
def test_every_topic_is_packed_once(heights):
    columns = packing.pack(packing.PackingTask(heights, {}, 600, 100))

    assert sorted(n for column in columns for n in column) == list(range(len(heights)))


@given(st.text(max_size=300), st.integers(1, 4))
def test_a_label_keeps_to_its_lines_and_its_room(text, lines):
    rows = lettering.wrap(text, 10, 120, lines=lines)

    assert len(rows) <= lines
    assert all(lettering.width(row, 10) <= 120 for row in rows)


def test_a_short_text_is_not_cut():
    assert lettering.wrap("Milk spoils tea.", 10, 200, lines=1) == ("Milk spoils tea.",)


def test_letters_of_full_width_count_double():
    assert lettering.width("茶", 10) == 10


# Nodes and edges


def test_every_claim_work_and_article_is_a_node(tea):
    drawn = scene.choose(tea)

    nodes = vis.network(drawn, title="").nodes

    things = [*tea.claims(), *tea.all(eg.Article)]
    assert {n["id"].split(":")[1] for n in nodes} == {t.id for t in things} | {w.key for w in tea.citations()}


def test_where_readers_differ_both_edges_are_drawn_and_bend_apart(tea):
    drawn = scene.choose(tea)
    edges = vis.network(drawn, title="").edges

    both = [e for e in edges if e["from"] == "citation:leaf2001"]

    assert [(e["kind"], e["smooth"]["type"]) for e in both] == [
        ("supports", "curvedCW"),
        ("qualifies", "curvedCCW"),
    ]


def test_each_stance_has_a_line_style_of_its_own(hips):
    kinds = vis.view_of(scene.choose(hips))["kinds"]

    styles = [json.dumps(kinds[stance], sort_keys=True) for stance in Stance]
    assert len(set(styles)) == len(styles)


def test_edges_have_ids_of_their_own(hips):
    drawn = scene.choose(hips)

    ids = [edge["id"] for edge in vis.network(drawn, title="").edges]

    assert len(ids) == len(set(ids))


def test_a_claim_is_labelled_with_its_statement_and_its_studies_in_words(tea):
    drawn = scene.choose(tea)
    nodes = {n["id"]: n for n in vis.network(drawn, title="").nodes}

    node = nodes["claim:milk-hides-bitterness"]
    assert node["label"].split("\n") == ["◌ uncertain, 1 study", "Milk hides the bitterness of tea."]
    assert node["title"] == "Milk hides the bitterness of tea.\n◌ uncertain\n1 for"


@pytest.fixture(scope="module")
def told(hips):
    return document(render(hips))


def test_each_claim_shows_the_verdict_that_assess_gives(hips, told):
    for claim in hips.claims():
        found = eg.assess(hips, claim)
        shown = told["claims"][f"claim:{claim.id}"]

        assert (shown["standing"]["verdict"], shown["standing"].get("lean")) == (found.verdict, found.lean)
        assert shown.get("recorded", "") == ", ".join(map(str, found.recorded))


def test_what_an_article_cites_is_told_from_the_wider_literature(hips, told):
    cited = {key for key, citation in told["citations"].items() if "cited" in citation}

    listed = {r.citation for article in hips.all(eg.Article) for r in hips.references(article)}
    assert cited == {f"citation:{key}" for key in listed}


# What is on the map


def test_a_map_of_a_claim_has_its_studies_and_no_others_and_tells_what_it_is_linked_to(tea):
    """A claim next to it is told with its verdict; as a card without studies it would seem to have none."""
    told = document(render(tea, claims=["milk-spoils-tea"]))

    assert list(told["claims"]) == ["claim:milk-spoils-tea"]
    assert list(told["citations"]) == [
        f"citation:{citation.key}" for citation in tea.citations("milk-spoils-tea")
    ]
    verdict = eg.assess(tea, "milk-hides-bitterness").verdict
    assert told["linked"] == {
        "claim:milk-hides-bitterness": {
            "statement": "Milk hides the bitterness of tea.",
            "verdict": verdict.value,
        }
    }


def test_a_claim_that_is_not_there_is_named(tea):
    with pytest.raises(UnknownName, match="milk-spoils-tea"):
        render(tea, claims=["milk-spoils-te"])


def test_no_claim_at_all_still_makes_a_page(tmp_path):
    (tmp_path / "citations.bib").write_text("", "utf-8")
    (tmp_path / "claims.ttl").write_text(
        "<https://example.org/> a <https://w3id.org/evidence-graph/terms#DataSet> ;\n"
        '  <http://purl.org/dc/terms/title> "Nothing yet" .\n',
        "utf-8",
    )

    assert document(render(eg.load(tmp_path)))["claims"] == {}


def test_a_work_without_a_claim_stands_on_a_ground_of_its_own(tmp_path):
    claims = (
        (TEA / "claims.ttl")
        .read_text("utf-8")
        .replace(
            "eg:citation citation:pot2010 ;\n    eg:curator",
            "eg:citation citation:leaf2001 ;\n    eg:curator",
        )
    )
    (tmp_path / "claims.ttl").write_text(claims, "utf-8")
    shutil.copy(TEA / "citations.bib", tmp_path)

    made = layout.arrange(scene.choose(eg.load(tmp_path)))

    ground = next(region for region in made.regions if region.label == grounds.UNUSED)
    assert inside(made.places["citation:pot2010"], ground)


def test_the_page_tells_what_to_beware_of(tea):
    citation = document(render(tea))["citations"]["citation:sorensen2015"]

    assert [flag["mark"] for flag in citation["flags"]] == ["disputed", "conflict of interest"]


def test_a_claim_is_found_under_other_words_for_its_concepts(tea):
    asking = document(render(tea))["asking"]
    place = asking["claims"].index("claim:long-steeping-makes-bitter")

    _, _, about, near = asking["tables"]["claims"][place]

    assert ["bitterness", "harsh", "tart"] in [asking["tables"]["labels"][number] for number in about]
    assert ["brewing", "making tea"] in [asking["tables"]["labels"][number] for number in near]


def test_a_claim_about_something_is_about_what_stands_above_it(hips, told):
    number = {concept["id"]: n for n, concept in enumerate(told["concepts"])}
    narrow = next(c for c in hips.all(eg.Concept, scheme="muscles") if c.broader and c.id in number)

    above = [told["concepts"][n]["id"] for n in told["concepts"][number[narrow.id]]["above"]]

    assert above == list(narrow.broader)


def test_each_scheme_that_claims_use_is_one_to_filter_by(hips, told):
    used = {scheme for claim in hips.claims() for scheme in facets_of(hips, claim)}

    assert {scheme["id"] for scheme in told["schemes"]} == used


# The page


def test_the_same_data_gives_the_same_bytes():
    assert render(eg.load(TEA)) == render(eg.load(TEA))


def test_drawing_writes_one_file_and_gives_its_path_back(tea, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    written = draw(tea, "map.html")

    assert written == Path("map.html")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_a_page_that_cannot_be_written_is_said_so(tea, tmp_path):
    with pytest.raises(CannotWrite):
        draw(tea, tmp_path / "nowhere" / "map.html")


def test_a_title_heads_the_page_and_stays_text(tea):
    assert '<span id="title" dir="auto">Tea &amp; &lt;b&gt;more&lt;/b&gt;</span>' in render(
        tea, title="Tea & <b>more</b>"
    )


def test_the_page_names_nothing_to_fetch(hips):
    attributes = Page(render(hips)).attributes

    named = {value for _, name, value in attributes if name in {"src", "href", "action", "data", "srcset"}}
    assert named == {"data:,", "#main", "#filter", hips.about.license}


def test_the_page_holds_no_inline_handler_and_no_inline_style(hips):
    names = {name for _, name, _ in Page(render(hips)).attributes}

    assert {name for name in names if name.startswith("on") or name == "style"} == set()


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page(tea):
    read = Page(render(tea))
    texts = {
        tag: [text for kind, attrs, text in read.blocks if kind == tag and "type" not in attrs]
        for tag in ("script", "style")
    }
    # vis-network is a text of the page until its view is opened.
    texts["script"].append(vis.vis_network())
    digests = {tag: set(map(digest, blocks)) for tag, blocks in texts.items()}
    rules = dict(rule.strip().split(" ", 1) for rule in read.policy.split(";"))

    assert rules["default-src"] == "'none'"
    assert set(rules["script-src"].split()) == digests["script"]
    assert set(rules["style-src"].split()) == digests["style"]
    assert rules["img-src"] == "data:"


def test_the_scripts_turn_no_data_into_html():
    scripts = "".join(path.read_text("utf-8") for path in Path(layout.__file__).parent.rglob("*.js"))

    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", scripts)
        == []
    )


def test_what_is_embedded_cannot_end_its_block():
    held = {"label": "</script><!--<script>&\u2028\u2029"}

    text = json_blocks.embed(held)

    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == held


@pytest.mark.parametrize(
    "citation",
    [
        Citation("a", doi="javascript:alert(1)"),
        Citation("a", doi="10.1/x"),
        Citation("a", url="javascript:alert(1)"),
        Citation("a", url="data:text/html,x"),
        Citation("a", url="file:///etc/passwd"),
        Citation("a", url="http://["),
        Citation("a", url="//example.org/x"),
        Citation("a", pmid="1/../../x"),
    ],
)
def test_what_is_no_web_address_becomes_no_link(citation):
    assert study_facts.links(citation) == []


def test_a_doi_becomes_a_link_whose_letters_are_escaped():
    citation = Citation("a", doi='10.1000/a"b<c>#d?e')

    assert [link["href"] for link in study_facts.links(citation)] == [
        "https://doi.org/10.1000/a%22b%3Cc%3E%23d%3Fe"
    ]


def test_the_code_of_vis_network_does_not_ask_for_its_source_map():
    assert "sourceMappingURL" not in vis.vis_network()


# Colours


def colours(css):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css))


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


NIGHT = re.compile(r"@media \(prefers-color-scheme: dark\) \{.*?\}\s*\}", re.DOTALL)
STYLE = page.page_style()
LIGHT = colours(NIGHT.sub("", STYLE))
DARK = LIGHT | colours("".join(NIGHT.findall(STYLE)))
INKS = [name for name, colour in PALETTE.items() if colour.day_tint]
TEXT = [(name, ground) for name in ("ink", "muted", *INKS) for ground in ("paper", "card", "wash")]
LINES = [
    *((side, ground) for side in ("blue", "vermilion", "tick") for ground in ("unknown", "paper", "card")),
    *((name, ground) for name in (*PALETTE, "control") for ground in ("paper", "card")),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_their_ground(theme):
    weak = [pair for pair in TEXT if contrast(*(theme[name] for name in pair)) < 4.5]
    faint = [pair for pair in LINES if contrast(*(theme[name] for name in pair)) < 3]

    assert weak == []
    assert faint == []


def test_the_foot_says_how_many_claims_and_works_there_are_and_who_judged_them_until_when(hips):
    lines = [line for line in hips.all(eg.EvidenceLine) if line.date]
    until = max(line.date for line in lines)

    text = page.page(scene.choose(hips, None), title="Hips")

    works = len(hips.citations())
    assert f": 101 claims, {works} works, judged by Reader 1, Reader 2, last on {until}. <span>" in text
