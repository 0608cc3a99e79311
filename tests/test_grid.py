"""The evidence-gap map: cells from what lines name, gaps by their names, and the forms for other programs."""

import csv
import io
import json
import re
from collections import defaultdict
from itertools import product

import pytest
from answered import answered
from hypothesis import given
from hypothesis import strategies as st
from readers import Reader

import evidence_graph as eg
from evidence_graph import names
from evidence_graph.cli import main
from evidence_graph.drawing import draw
from evidence_graph.drawing.scene import family
from evidence_graph.exports import gap_map
from evidence_graph.grid import CellShare, Grid, GridCell, GridHeading, scheme_pairs, tabulate
from evidence_graph.looks.forms import Family
from evidence_graph.model import Concept, EvidenceLine, Verdict

MORE = """
concept:sencha a skos:Concept ; skos:inScheme scheme:drinks ; skos:prefLabel "sencha" ;
    skos:broader concept:green-tea .
concept:colour a skos:Concept ; skos:inScheme scheme:outcomes ; skos:prefLabel "colour" .

claim:lemon-clears-tea eg:about concept:green-tea, concept:colour .
claim:tea-is-a-drink eg:about concept:green-tea, concept:colour .

line:milk-spoils-tea.view2013.bo a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ;
    eg:citation citation:view2013 ; eg:curator curator:bo ; eg:stance stance:opposes ; eg:verified true ;
    eg:exposure concept:sencha ; eg:outcomeStudied concept:colour .
"""


CIRCLE = """
concept:haste a skos:Concept ; skos:inScheme scheme:topics ; skos:prefLabel "haste" ;
    skos:broader concept:hurry .
concept:hurry a skos:Concept ; skos:inScheme scheme:topics ; skos:prefLabel "hurry" ;
    skos:broader concept:haste .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    data = answered(tmp_path_factory.mktemp("grid") / "data")
    with (data / "claims.ttl").open("a", encoding="utf-8") as file:
        file.write(MORE)
    return data


@pytest.fixture(scope="module")
def graph(folder):
    return eg.load(folder)


@pytest.fixture
def export(folder, capfd):
    """What ``export`` answers about the folder: its exit status, output and messages."""

    def call(form, *options):
        status = main(["export", form, *options, "--data", str(folder)])
        return status, *capfd.readouterr()

    return call


def test_a_cell_holds_the_works_whose_lines_name_both_and_those_of_narrower_concepts(graph):
    grid = tabulate(graph, "drinks", "outcomes")

    citations = {pair: cell.citations for pair, cell in grid.cells.items()}
    assert citations == {
        ("tea", "bitterness"): ["all2020", "wide2019"],
        ("green-tea", "bitterness"): ["all2020"],
        ("tea", "colour"): ["view2013"],
        ("green-tea", "colour"): ["view2013"],
        ("sencha", "colour"): ["view2013"],
    }


def test_what_is_narrower_stands_below_what_is_wider(graph):
    rows = [(heading.concept.id, heading.depth) for heading in tabulate(graph, "drinks", "outcomes").rows]

    assert rows == [("tea", 0), ("green-tea", 1), ("sencha", 2)]


def test_empty_pairs_are_named_and_a_definition_is_no_claim_without_a_study(graph):
    grid = tabulate(graph, "drinks", "outcomes")

    assert grid.empty == (("sencha", "bitterness"),)
    assert [claim.id for claim in grid.said] == ["lemon-clears-tea"]


def test_the_verdict_of_a_cell_is_that_of_the_claims_its_studies_speak_of(graph):
    (share,) = tabulate(graph, "drinks", "outcomes").cells["tea", "bitterness"].shares

    assert share.claims == ("milk-spoils-tea",)
    assert share.verdict is eg.assess(graph, "milk-spoils-tea").verdict


def test_rows_and_columns_may_change_places(graph):
    upright, turned = tabulate(graph, "drinks", "outcomes"), tabulate(graph, "outcomes", "drinks")

    assert turned.cells == {(column, row): cell for (row, column), cell in upright.cells.items()}


def test_concepts_that_stand_above_each_other_are_rows_all_the_same(folder, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    text = (folder / "claims.ttl").read_text("utf-8") + CIRCLE
    (data / "claims.ttl").write_text(text.replace("exposure concept:tea", "exposure concept:haste"), "utf-8")
    (data / "citations.bib").write_bytes((folder / "citations.bib").read_bytes())

    rows = [heading.concept.id for heading in tabulate(eg.load(data), "topics", "outcomes").rows]

    assert sorted(rows) == ["haste", "hurry"]


def test_of_the_bundled_data_no_cell_is_multiplied_out_of_what_a_claim_is_about(hips):
    """Each work of each cell has a line that names a concept of both sides, itself or a narrower one."""
    grid = tabulate(hips, "exercises", "outcomes")
    narrower = {c.id: {n.id for n in names.narrower(hips.store, c)} for c in hips.all(Concept)}
    lines = defaultdict(list)
    for line in hips.store.each(EvidenceLine):
        lines[line.citation].append(line)

    unfounded = [
        (pair, citation)
        for pair, cell in grid.cells.items()
        for citation in cell.citations
        if not any(
            narrower[pair[0]].intersection(line.exposures) and narrower[pair[1]].intersection(line.outcomes)
            for line in lines[citation]
        )
    ]
    assert unfounded == []
    assert len(grid.cells) + len(grid.empty) == len(grid.rows) * len(grid.columns)
    assert scheme_pairs(hips)[0] == ("exercises", "outcomes")


def test_the_table_tells_studied_said_and_empty(export):
    status, out, _ = export("grid")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert [row["kind"] for row in rows] == ["studied"] * 5 + ["said, never studied", "empty"]
    said = rows[5]
    assert (said["row"], said["column"], said["claims"]) == ("green-tea", "colour", "lemon-clears-tea")
    assert {row["verdict"] for row in rows[:5]} == {"contested"}
    assert (rows[-1]["row_label"], rows[-1]["column_label"], rows[-1]["studies"]) == (
        "sencha",
        "bitterness",
        "0",
    )


def test_a_scheme_that_is_not_there_is_named_with_the_nearest(export):
    status, _, told = export("grid", "--rows", "drink")

    assert status == 2
    assert "There is no scheme 'drink'. Did you mean drinks?" in told


def test_where_no_line_fills_a_cell_it_is_said_and_nothing_is_written(export, tmp_path):
    status, out, told = export("grid", "--columns", "topics", "-o", str(tmp_path / "grid.csv"))

    assert (status, out) == (1, "")
    assert "no evidence line names an exposure" in told
    assert not (tmp_path / "grid.csv").exists()


@pytest.mark.parametrize("options", [("--rows", "drinks"), ("--columns", "outcomes"), ("-f", "json")])
def test_what_only_a_grid_takes_is_refused_by_other_formats(export, options):
    status, _, told = export("turtle", *options)

    assert status == 2
    assert "turtle is no grid" in told or "turtle has one format" in told


@pytest.mark.parametrize("narrowed", [("milk-spoils-tea",), ("--stance", "opposes"), ("--annotate",)])
def test_a_grid_is_of_all_claims(export, narrowed):
    status, _, told = export("grid", *narrowed)

    assert status == 2
    assert "grid holds the whole graph" in told


def test_the_file_for_eppi_mapper_has_the_fields_that_eppi_reviewer_writes(export):
    record = json.loads(export("grid", "-f", "json")[1])

    (codes,) = record["CodeSets"]
    names = [top["AttributeName"] for top in codes["Attributes"]["AttributesList"]]
    first = record["References"][0]
    assert names == ["Drinks", "Outcomes", "Design"]
    assert (first["ShortTitle"], first["Year"], first["TypeName"]) == ("All 2020", "2020", "Journal, Article")
    assert first["Codes"][0].keys() == {
        "AttributeId",
        "AdditionalText",
        "ArmId",
        "ArmTitle",
        "ItemAttributeFullTextDetails",
    }


def drawn(record):
    """The cells as EPPI-Mapper draws them: each row code of a reference meets each of its column codes."""
    rows, columns, *_ = record["CodeSets"][0]["Attributes"]["AttributesList"]
    named = [
        {code["AttributeId"]: code["AttributeName"] for code in side["Attributes"]["AttributesList"]}
        for side in (rows, columns)
    ]
    cells = defaultdict(list)
    for reference in record["References"]:
        codes = [code["AttributeId"] for code in reference["Codes"]]
        across = [[side[code] for code in codes if code in side] for side in named]
        for pair in product(*across):
            cells[pair].append(reference["OldItemId"])
    return {pair: sorted(citations) for pair, citations in cells.items()}


PAIRS = st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"))
CITATIONS = st.sets(st.sampled_from(["one2001", "two2002", "three2003"]), min_size=1)


@given(st.dictionaries(PAIRS, CITATIONS, min_size=1))
def test_in_eppi_mapper_each_cell_counts_its_own_works_and_none_twice(hips, citations):
    def headings(side):
        names = sorted({pair[side] for pair in citations})
        return tuple(GridHeading(Concept(name, name, "any")) for name in names)

    shares = {
        pair: CellShare(Verdict.UNCERTAIN, ("claim",), tuple(sorted(keys)))
        for pair, keys in citations.items()
    }
    cells = {pair: GridCell((share,)) for pair, share in shares.items()}
    grid = Grid(None, None, headings(0), headings(1), cells, ())

    assert drawn(gap_map.eppi_record(hips, grid)) == {pair: sorted(keys) for pair, keys in citations.items()}


def cells_of(reader, address):
    """The cells of the page's grid, as they are said to a reader."""
    reader.open(address)
    said = reader.page.locator(".gaps button").evaluate_all(
        "all => all.map((one) => [one.dataset.cell, one.title])"
    )
    return {tuple(pair.split("|")): title.partition(": ")[2] for pair, title in said}


def in_words(cell):
    """A cell in the words of the page, without where its claims lean."""
    numbers = [(len(share.citations), share.verdict) for share in cell.shares] if cell else []
    return (
        "; ".join(f"{n} {'study' if n == 1 else 'studies'}, {verdict}" for n, verdict in numbers)
        or "no study"
    )


@pytest.mark.browser
@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("exercises", "outcomes"),
        ("outcomes", "exercises"),
        ("muscles", "outcomes"),
        ("populations", "outcomes"),
    ],
)
def test_the_page_and_python_fill_the_same_cells(hips, reader, rows, columns):
    seen = cells_of(reader, f"#grid?rows={rows}&columns={columns}&all=all")

    grid = tabulate(hips, rows, columns)
    pairs = product((row.concept.id for row in grid.rows), (column.concept.id for column in grid.columns))
    told = {pair: re.sub(r" \([^)]*\)", "", words) for pair, words in seen.items()}
    assert told == {pair: in_words(grid.cells.get(pair)) for pair in pairs}


@pytest.mark.browser
def test_rows_and_columns_are_chosen_from_all_schemes_that_lines_name(reader):
    page = reader.open("#grid").page
    chosen = [
        select.evaluate("one => one.selectedOptions[0].textContent")
        for select in page.locator(".sides select").all()
    ]
    assert chosen == ["Exercises and activities", "Outcomes"]

    page.get_by_label("Rows", exact=True).select_option("Muscles")

    assert page.evaluate("location.hash") == "#grid?rows=muscles"
    assert page.locator(".gaps tbody th").first.inner_text() == "hip extensors"
    assert page.evaluate("document.activeElement.selectedOptions[0].textContent") == "Muscles"


@pytest.mark.browser
def test_the_filter_reaches_the_grid(hips, reader):
    trials = cells_of(reader, "#grid?all=all&design=trial")

    (words,) = {trials["hip-thrust", "sprint-speed"]}
    citations = tabulate(hips, "exercises", "outcomes").cells["hip-thrust", "sprint-speed"].citations
    of_trials = [key for key in citations if family(names.citation_of_key(hips.store, key)) is Family.TRIAL]
    assert 0 < len(of_trials) < len(citations)
    assert sum(int(number) for number in re.findall(r"(\d+) stud", words)) == len(of_trials)


@pytest.mark.browser
def test_a_cell_opens_its_claims_by_the_keyboard_and_stands_in_the_address(reader):
    page = reader.open("#grid").page
    page.locator(".gaps button").first.focus()
    reader.press("ArrowDown", "ArrowRight", "Enter")

    assert page.evaluate("location.hash") == "#grid?cell=hip-thrust%7Cstrength"
    assert page.locator(".beside h2").inner_text() == "hip thrust × strength"
    page.locator(".beside a").first.click()
    assert page.evaluate("location.hash").startswith("#balance/")
    page.go_back()
    assert page.locator(".beside h2").inner_text() == "hip thrust × strength"


@pytest.mark.browser
def test_the_page_lists_what_is_said_and_was_never_studied(hips, reader):
    said = reader.open("#grid").page.locator(".beside a").all_inner_texts()

    assert sorted(said) == sorted(claim.statement for claim in tabulate(hips, "exercises", "outcomes").said)


@pytest.mark.browser
def test_data_whose_lines_name_neither_have_no_grid_and_the_page_says_so(browser, tea, tmp_path):
    reader = Reader(browser, draw(eg.load(tea), tmp_path / "tea.html").as_uri())

    words = reader.open("#grid").page.locator("main").inner_text()

    assert words.startswith("No evidence line names what was done and what was measured")
    reader.close()
