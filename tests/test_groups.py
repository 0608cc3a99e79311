"""A topic of very many claims is divided by the studies and words that they share."""

import pytest
from subjects import sentence, subject

import evidence_graph as eg
from evidence_graph.drawing import groups, scene

SHEEP = [
    f"Sheep {verb} wool in the {place}." for verb in ("grow", "lose", "need") for place in ("fen", "fell")
]
MATTERS = {
    "comets": ("comet", "tail", ("glows", "bends", "fades", "splits", "spins")),
    "bread": ("bread", "crust", ("rises", "browns", "cracks", "dries", "smells")),
    "violins": ("violin", "string", ("sings", "frays", "slips", "breaks", "hums")),
}
TIMES = ("at dawn", "by noon", "in winter", "after rain", "near the coast")


def matter(thing, part, deeds):
    """25 statements on one thing."""
    return [f"The {part} of a {thing} {deed} {time}." for deed in deeds for time in TIMES]


@pytest.fixture(scope="module")
def divided(tmp_path_factory):
    statements = [text for words in MATTERS.values() for text in matter(*words)]
    graph = eg.load(subject(tmp_path_factory.mktemp("groups"), [("all of it", statements)], studies=0))
    return graph, groups.groups(scene.choose(graph))


def test_claims_on_one_thing_stand_together_under_its_words(divided):
    graph, named = divided

    things = {thing for thing, *_ in MATTERS.values()}
    told = {(named[c.id], thing) for c in graph.claims() for thing in things if f" {thing} " in c.statement}
    assert len(told) == len(set(named.values()))
    assert {(name, thing) for name, thing in told if thing not in name.split(", ")} == set()


def test_the_same_data_give_the_same_groups(divided):
    graph, named = divided

    assert groups.groups(scene.choose(graph)) == named


def test_a_topic_that_a_list_holds_is_not_divided(tmp_path):
    topics = [("few", [sentence(n) for n in range(groups.MOST)])]
    graph = eg.load(subject(tmp_path, topics))

    assert groups.groups(scene.choose(graph)) == {}


def test_among_several_topics_a_group_names_its_own(tmp_path):
    many = [text for words in MATTERS.values() for text in matter(*words)]
    graph = eg.load(subject(tmp_path, [("sky and table", many), ("sheep", SHEEP)]))

    named = groups.groups(scene.choose(graph))

    assert {name.partition(": ")[0] for name in named.values()} == {"sky and table"}
    assert len(named) == len(many)


def test_claims_that_share_nothing_are_left_as_they_are(tmp_path):
    lonely = [f"{chr(97 + n // 26)}{chr(97 + n % 26)}xq {n}zv." for n in range(80)]
    graph = eg.load(subject(tmp_path, [("lonely", lonely)], studies=0))

    assert groups.groups(scene.choose(graph)) == {}


def test_what_is_written_without_spaces_is_divided_too(tmp_path):
    statements = [
        f"{first}{second}{n}"
        for first in ("茶叶苦味浓", "咖啡醒神快", "口罩防尘好")
        for second in ("冬天", "夏天")
        for n in range(12)
    ]
    graph = eg.load(subject(tmp_path, [("全部", statements)], studies=0))

    named = groups.groups(scene.choose(graph))

    of_tea = {named[claim.id] for claim in graph.claims() if claim.statement.startswith("茶叶")}
    assert of_tea.isdisjoint(
        {named[claim.id] for claim in graph.claims() if claim.statement.startswith("咖啡")}
    )


@pytest.mark.browser
def test_the_page_shows_the_groups_as_it_shows_topics(browser, divided, tmp_path):
    graph, named = divided
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(eg.draw(graph, tmp_path / "map.html").as_uri())

    shown = page.locator("#topics h2").all_inner_texts()

    assert {text.casefold() for text in shown} == {name.casefold() for name in named.values()}
    page.close()
