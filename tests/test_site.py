"""The static site: whole, linked, the same each time, and deaf to what stands in the data."""

import io
import os
import pty
import re
import shutil
import sys
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.drawing.scene import choose
from evidence_graph.model import Verdict
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.sheets.procedure_sheet import claims_about
from evidence_graph.site import build
from evidence_graph.site.matrix import MOST, matrices
from evidence_graph.site.page_places import Places, place
from evidence_graph.site.pages import Site
from evidence_graph.store import compiled

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import generator

HERE = Path(__file__).parent
TEA = HERE / "tea"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(eg.load(TEA), folder)
    return folder


def pages(folder):
    return [p for p in sorted(folder.rglob("*.html")) if p.name != "map.html"]


def test_there_is_a_page_for_everything(site):
    made = {p.relative_to(site).as_posix() for p in site.rglob("*.html")}

    assert made == {
        "index.html", "subjects.html", "contested.html", "gaps.html", "matrix.html", "studies.html",
        "articles.html", "map.html",
        "claim/long-steeping-makes-bitter.html", "claim/milk-hides-bitterness.html",
        "claim/milk-spoils-tea.html",
        "study/leaf2001.html", "study/pot2010.html", "study/sorensen2015.html",
        "article/tea-blog.html", "procedure/cold-brew.html",
        "concept/bitterness.html", "concept/brewing.html", "concept/green-tea.html", "concept/taste.html",
        "concept/tea.html",
    }  # fmt: skip


def words_of(path):
    """The text of a page as it is read: without tags, scripts and styles, blanks folded."""
    tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    for part in tree.iter():
        if part.tag in {"script", "style"}:
            part.text = ""
    return " ".join(" ".join(tree.itertext()).split())


def test_a_claim_page_tells_verdict_studies_and_clash(site):
    text = words_of(site / "claim" / "long-steeping-makes-bitter.html")

    for words in (
        "Too little evidence to say",
        "+ for 0.23 unknown 0.73 − against 0.03 uncertain",
        "start Starts high",
        "+ For (1)",
        "Leaf et al. 2001 readers differ",
        "randomised controlled trial, n = 24",
        "+ supports , direct Ana Same leaves, only the time differed.",
        "~ qualifies , indirect Bo Only one kind of leaf was tried.",
        "− Against (1)",
        "Sørensen & García-Té 2015 disputed conflict of interest",
        "doi:10.5555/cold.2015",
        "Variant. One steeped in hot water, the other in cold.",
        "What would settle it: A trial that crosses time with temperature. Between Leaf et al. 2001 ,",
        "How to brew asserts it, wording absolute, paragraph 1",
        "Premise of Milk hides the bitterness of tea.",
        "Bears on Cold brew",
        "Watch out: How long is long differs between the studies.",
        "@article{leaf2001,",
    ):
        assert words in text


def test_a_study_page_tells_what_it_found_and_every_claim_it_touches(site):
    leaf = words_of(site / "study" / "leaf2001.html")
    cold = words_of(site / "study" / "sorensen2015.html")

    assert "Bitterness 6.1 against 3.4 of 10." in leaf
    assert "Comparator 3 minutes" in leaf
    assert "How to brew , entry 1 Leaf A. Long steeps. 1999. The year is 2001, not 1999." in leaf
    assert "Every claim it touches (2) Milk hides the bitterness of tea." in cold
    assert "Conflict of interest The author sells cold brewers." in cold


def test_a_procedure_page_tells_how_and_what_the_evidence_says(site):
    text = words_of(site / "procedure" / "cold-brew.html")

    assert "Start. Jug on the table. Fill the jug. Wait eight hours." in text
    assert "It cannot be told of (1) Steeping tea for longer makes it more bitter." in text
    assert "+ for Leaf et al. 2001 − against Sørensen & García-Té 2015" in text


def test_a_subject_page_gathers_all_that_is_claimed_of_it_and_of_its_kinds(site):
    tea = words_of(site / "concept" / "tea.html")
    green = words_of(site / "concept" / "green-tea.html")

    assert "Also called brew, cuppa Includes green tea" in tea
    assert "What is claimed (1)" in tea
    assert "Steeping tea for longer makes it more bitter." in tea
    assert "How to do it Cold brew" in green


def test_subjects_hold_the_claims_that_the_graph_gives_for_a_concept():
    graph = eg.load()
    ledger = Ledger(graph)
    found = {c: sorted(x.id for x in held) for c, held in ledger.claims_about.items()}

    assert found == {
        c.id: sorted(x.id for x in held) for c in graph.all(eg.Concept) if (held := graph.claims(about=c.id))
    }
    assert {c.id: ledger.bearing_on(c) for c in graph.claims()} == {
        c.id: sorted(
            (p for p in graph.all(eg.Procedure) if c in claims_about(graph, p)), key=lambda p: p.name
        )
        for c in graph.claims()
    }


def test_the_site_draws_the_signs_of_the_map(site):
    """A triangle, a diamond or a ring means the same here and there; on the map a script draws it."""
    drawn = re.findall(r'<svg class="sign [a-z-]+".*?</svg>', (site / "index.html").read_text("utf-8"))
    outlines = {part for sign in drawn for part in re.findall(r' (?:d|r)="([^"]+)"', sign)}

    on_map = (site / "map.html").read_text("utf-8")
    assert len(set(drawn)) == len(Verdict)
    assert [part for part in outlines if f'"{part}"' not in on_map and f":{part}" not in on_map] == []


def test_a_study_that_the_readers_judge_differently_counts_once_as_on_the_map_and_as_assess_tells():
    graph = eg.load()
    ledger = Ledger(graph)
    drawn = choose(graph)

    for claim in graph.claims():
        by_heading = eg.assess(graph, claim).tally.by_heading
        assert ledger.counts(claim) == drawn.counts(claim) == {n: len(keys) for n, keys in by_heading.items()}
        assert sum(ledger.counts(claim).values()) == len(graph.studies(claim))


def test_gaps_are_told_apart(site):
    text = words_of(site / "gaps.html")

    assert "None recorded, and no search on record 1" in text
    assert "Uncertain 2" in text
    assert "Resting on one study 1" in text
    assert "Resting on indirect evidence alone 1" in text
    assert text.count("Milk hides the bitterness of tea.") == 3


def test_a_link_to_a_thing_without_a_page_is_its_name_alone(tmp_path):
    claims = (TEA / "claims.ttl").read_text("utf-8").replace("citation:pot2010 a", "citation:gone a")
    (tmp_path / "claims.ttl").write_text(claims, "utf-8")
    citations = (TEA / "citations.bib").read_text("utf-8")
    (tmp_path / "citations.bib").write_text(citations.replace("@misc{pot2010", "@misc{gone"), "utf-8")

    build(eg.load(tmp_path), tmp_path / "site")

    claim = (tmp_path / "site/claim/long-steeping-makes-bitter.html").read_text("utf-8")
    assert "study/pot2010.html" not in claim
    assert "pot2010" in claim


@pytest.mark.parametrize(
    ("one", "other"), [("Milk", "milk"), ("x" * 300, "x" * 300 + "y"), ("a/b", "a:b"), ("é", "é")]
)
def test_two_ids_never_share_a_file_not_even_where_capitals_do_not_count(one, other):
    places = Places({"claim": [one, other]})
    paths = [places.path("claim", name) for name in (one, other)]

    assert len({path.casefold() for path in paths}) == 2
    assert all(len(path) < 250 for path in paths)


@given(st.text(min_size=1).filter(lambda name: not any(0xD800 <= ord(c) < 0xE000 for c in name)))
def test_whatever_an_id_is_its_page_stays_in_its_folder(identifier):
    path = place("claim", identifier)

    assert (Path("/site") / path).resolve().parent == Path("/site/claim").resolve()
    assert "\\" not in path


def test_a_large_matrix_comes_in_parts_that_hold_every_judgement_once():
    ledger = Ledger(eg.load())
    whole = matrices(ledger, most=MOST)
    parts = matrices(ledger, most=60)
    judged = {(c.id, key) for c in ledger.claims for key in (s.citation.key for s in ledger.studies[c.id])}
    cells = [(c, key) for part in parts for c, row in part.cells.items() for key in row]

    assert [part.path for part in whole] == ["matrix.html"]
    assert len({part.path for part in parts}) == len(parts) > 10
    assert all(len(part.claims) * len(part.citations) <= 60 or len(part.claims) == 1 for part in parts)
    assert sorted(cells) == sorted(judged)


def test_a_site_of_many_claims_divides_its_front_page_and_matrix_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("evidence_graph.site.matrix.MOST", 4)
    monkeypatch.setattr("evidence_graph.site.pages.LISTED", 2)

    build(eg.load(TEA), tmp_path)

    assert "3 claims are too many for one page" in words_of(tmp_path / "index.html")
    assert "All claims against all studies would be 6 cells" in words_of(tmp_path / "matrix.html")
    assert "Steeping tea" in words_of(tmp_path / "matrix" / "1.html")


def test_data_without_anything_make_a_site_that_says_so(tmp_path):
    (tmp_path / "citations.bib").write_text("", "utf-8")
    (tmp_path / "claims.ttl").write_text(
        "<https://example.org/> a <https://w3id.org/evidence-graph/terms#DataSet> ;\n"
        '  <http://purl.org/dc/terms/title> "Nothing yet" .\n',
        "utf-8",
    )

    build(eg.load(tmp_path), tmp_path / "site")

    told = {p.stem: words_of(p) for p in (tmp_path / "site").glob("*.html") if p.stem != "map"}
    assert "The data holds no claim yet." in told["index"]
    assert "No claim has a study on record yet." in told["matrix"]
    assert "No article is on record." in told["articles"]


def test_the_same_data_give_the_same_pages(site, tmp_path):
    build(eg.load(TEA), tmp_path)

    assert all((tmp_path / p.relative_to(site)).read_bytes() == p.read_bytes() for p in pages(site))


def test_the_verb_says_what_it_wrote(tmp_path, capfd):
    status = main(["site", "-o", str(tmp_path / "out"), "--data", str(TEA)])

    assert status == 0
    assert "wrote 21 pages" in capfd.readouterr().err


def test_a_folder_that_cannot_be_made_is_named(tmp_path, capfd):
    (tmp_path / "taken").write_text("a file")

    status = main(["site", "-o", str(tmp_path / "taken"), "--data", str(TEA)])

    assert status == 2
    assert "taken" in capfd.readouterr().err


def test_the_verb_shows_how_far_it_is_on_a_terminal_and_only_there(tmp_path):
    shown = io.BytesIO()

    def read(descriptor):
        data = os.read(descriptor, 4096)
        shown.write(data)
        return data

    command = [
        sys.executable,
        "-m",
        "evidence_graph",
        "site",
        "-o",
        str(tmp_path / "out"),
        "--data",
        str(TEA),
    ]
    assert pty.spawn(command, read) == 0

    text = shown.getvalue().decode()
    assert "writing the pages" in text
    assert "wrote 21 pages" in text


def test_a_site_costs_no_more_for_each_claim_when_there_are_more(tmp_path):
    """Counted in statements to the index, which do not depend on the clock."""
    counts = []
    for claims in (40, 120):
        folder = tmp_path / str(claims)
        generator.write(folder, claims)
        compiled.build(folder)
        graph = eg.load(folder)
        statements = []
        graph.store.tables().set_trace_callback(statements.append)
        made = Site(graph).pages()
        size = sum(len(make()) for make in made.values())
        counts.append((len(statements) / claims, size / claims))

    (few, small), (many, large) = counts
    assert many < 1.1 * few
    assert large < 1.3 * small


def test_the_claims_of_a_site_too_large_for_one_map_lead_to_the_maps_of_their_topics(tmp_path, monkeypatch):
    monkeypatch.setattr("evidence_graph.drawing.atlas.MOST_NODES", 1)

    build(eg.load(TEA), tmp_path)

    claim = (tmp_path / "claim" / "milk-spoils-tea.html").read_text("utf-8")
    [href] = re.findall(r'href="\.\./(map[^"]*)"', claim.split('class="onmap"')[1])
    assert href == "map-topics/taste.html#milk-spoils-tea"
    assert (tmp_path / href.split("#")[0]).is_file()


def test_style_and_scripts_stand_once_for_all_pages(site):
    style = (site / "assets" / "style.css").read_text("utf-8")

    assert ".verdict.backed" in style
    for page in pages(site):
        text = page.read_text("utf-8")
        assert "<style" not in text
        assert re.findall(r"<script src=\"[^\"]*\"", text) == [
            f'<script src="{"../" * (len(page.relative_to(site).parts) - 1)}assets/{name}.js"'
            for name in re.findall(r"assets/(\w+)\.js", text)
        ]


def test_a_file_of_somebody_else_in_the_place_of_the_style_is_not_replaced(tmp_path, capfd):
    (tmp_path / "out" / "assets").mkdir(parents=True)
    (tmp_path / "out" / "assets" / "style.css").write_text("body { color: red }", "utf-8")

    assert main(["site", "--data", str(TEA), "-o", str(tmp_path / "out")]) == 2
    assert "assets/style.css" in "".join(capfd.readouterr().err.split())
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["style.css"]


def test_a_claim_page_has_no_empty_column_and_tells_risk_of_bias_and_searches(site):
    text = words_of(site / "claim" / "milk-hides-bitterness.html")

    assert "No study on record supports it." in text or "No study on record opposes it." in text
    assert text.index("Searches made") < text.index("Risk of bias") < text.index("How it adds up")


def test_a_judgement_on_a_claim_that_the_data_lack_is_left_out_of_the_pages(tmp_path):
    folder = shutil.copytree(Path(__file__).parent / "tea", tmp_path / "tea")
    claims = (folder / "claims.ttl").read_text("utf-8")
    here = "eg:claim claim:long-steeping-makes-bitter ; eg:citation citation:leaf2001"
    (folder / "claims.ttl").write_text(
        claims.replace(here, here.replace("long-steeping-makes-bitter", "lost"), 1), "utf-8"
    )

    build(eg.load(folder), tmp_path / "site")

    page = (tmp_path / "site" / "study" / "leaf2001.html").read_text("utf-8")
    assert "lost" not in page
