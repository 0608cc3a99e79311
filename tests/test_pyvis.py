"""A pyvis Network of the graph: whole, safe, and one to go on with as pyvis's users know it."""

import pytest
from test_map_hostile_browser import hostile_map  # noqa: F401 - a fixture

import evidence_graph as eg
from evidence_graph.errors import UnknownName
from evidence_graph.model import EvidenceLine

BOXES = """() => Object.values(network.body.nodes).flatMap(({ id, x, y, shape: { width, height } }) => {
  const [wide, high] = [width / 2, height / 2];
  return width ? [{ id, left: x - wide, right: x + wide, top: y - high, bottom: y + high }] : [];
})"""
"""The boxes as they are drawn; what vis-network calls a bounding box has a margin for round corners."""


@pytest.fixture
def tea_graph(tea):
    return eg.load(tea)


def overlapping(boxes, slack=1):
    """The pairs of boxes that cover each other by more than *slack*."""
    ordered = sorted(boxes, key=lambda box: box["left"])
    pairs = []
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if other["left"] >= one["right"] - slack:
                break
            if one["top"] < other["bottom"] - slack and other["top"] < one["bottom"] - slack:
                pairs.append((one["id"], other["id"]))
    return pairs


def test_its_nodes_are_those_of_networkx_without_the_concepts(hips):
    network, theirs = eg.to_pyvis(hips), eg.to_networkx(hips)

    names = {name for name, kind in theirs.nodes(data="type") if kind != "concept"}
    assert set(network.get_nodes()) == names


def test_no_judgement_is_lost_where_readers_differ(hips):
    """Undirected, pyvis would keep one edge between two nodes."""
    network = eg.to_pyvis(hips)

    stances = {"supports", "opposes", "inconclusive", "qualifies", "background"}
    drawn = {(edge["from"], edge["to"], edge["kind"]) for edge in network.edges if edge["kind"] in stances}
    lines = {
        (f"citation:{line.citation}", f"claim:{line.claim}", line.stance.value)
        for line in hips.store.each(EvidenceLine)
        if line.withdrawn is None
    }
    assert drawn == lines
    assert network.directed


def test_of_one_claim_it_holds_the_claim_its_studies_and_what_is_next_to_it(tea_graph):
    network = eg.to_pyvis(tea_graph, "long-steeping-makes-bitter")

    claims = {name for name in network.get_nodes() if name.startswith("claim:")}
    assert claims == {"claim:long-steeping-makes-bitter", "claim:milk-hides-bitterness"}
    with pytest.raises(UnknownName, match="Did you mean"):
        eg.to_pyvis(tea_graph, "long-steeping-makes-biter")


def test_one_goes_on_with_pyvis_as_one_knows_it(tea_graph):
    network = eg.to_pyvis(tea_graph)
    nodes, edges = network.num_nodes(), network.num_edges()

    network.add_node("mine", label="my note", shape="star")
    network.add_edge("mine", "claim:milk-spoils-tea", title="see")
    network.toggle_physics(True)
    network.barnes_hut(gravity=-3000)

    assert (network.num_nodes(), network.num_edges()) == (nodes + 1, edges + 1)
    assert network.neighbors("mine") == {"claim:milk-spoils-tea"}
    assert '"gravitationalConstant": -3000' in network.generate_html()


def test_a_page_is_written_alone_and_in_its_own_letters(tea_graph, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    network = eg.to_pyvis(tea_graph)
    network.add_node("mine", label="茶はどうか")

    network.write_html("tea.html")

    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".html"] == ["tea.html"]
    assert not (tmp_path / "lib").exists()
    assert "https://cdn" not in (tmp_path / "tea.html").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("menus", [{}, {"select_menu": True, "filter_menu": True}])
def test_its_page_fetches_nothing_and_takes_no_word_for_html(browser, hostile_map, tmp_path, menus):  # noqa: F811
    folder = hostile_map.removeprefix("file://").rpartition("/")[0]
    network = eg.to_pyvis(eg.load(folder))
    for name, value in menus.items():
        setattr(network, name, value)
    network.add_node(
        "evil", label="<img src=x onerror=alert(1)>", title="href <img src=x onerror=alert(2)>", x=0, y=-400
    )
    network.write_html(str(tmp_path / "evil.html"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    heard, asked = [], []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto((tmp_path / "evil.html").as_uri())
    place = page.evaluate("() => network.canvasToDOM(network.getPosition('evil'))")
    box = page.locator("#mynetwork").bounding_box()
    page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    page.locator(".vis-tooltip", has_text="onerror").wait_for()

    assert heard == []
    assert asked == [(tmp_path / "evil.html").as_uri()]
    assert page.locator("img").count() == 0
    page.close()


@pytest.mark.browser
def test_no_label_covers_another(browser, hips, tmp_path):
    eg.to_pyvis(hips).write_html(str(tmp_path / "hips.html"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((tmp_path / "hips.html").as_uri())

    boxes = page.evaluate(BOXES)

    assert len(boxes) > 200
    assert overlapping(boxes) == []
    page.close()
