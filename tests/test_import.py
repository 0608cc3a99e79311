"""`import` takes in tables as people have them, says what became of every row, and doubles nothing."""

import csv
import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.authoring import importing
from evidence_graph.authoring.tables import UnclearTable, read_table
from evidence_graph.authoring.tables.presets import all_presets
from evidence_graph.checks import check_folder
from evidence_graph.cli import main
from evidence_graph.errors import UnknownName
from evidence_graph.model import Directness, Stance, StudyDesign, Weighing

CUPS = Path(__file__).parent / "tables" / "cups.csv"
MAPPING = CUPS.with_suffix(".toml")


@pytest.fixture
def folder(tmp_path):
    eg.new(tmp_path / "data", title="Cups", curator="Ana", empty=True)
    return tmp_path / "data"


@pytest.fixture
def run(capfd, monkeypatch):
    """Run the command; its exit status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments):
        status = main(list(map(str, arguments)))
        out, err = capfd.readouterr()
        return status, out, err

    return run


@pytest.fixture
def mapping():
    return MAPPING


@pytest.fixture
def table(tmp_path):
    """A CSV file of these rows, the first of which is the header."""

    def make(*rows, name="table.csv"):
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        path = tmp_path / name
        path.write_text(out.getvalue(), "utf-8", newline="")
        return path

    return make


def state(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".ttl", ".bib"}}


def lines_of(folder):
    graph = eg.load(folder)
    return [
        (claim.statement, study.citation.key, line.stance)
        for claim in graph.claims()
        for study in graph.studies(claim)
        for line in study.lines
    ]


def test_a_report_tells_of_every_row_once(run, folder, mapping):
    status, out, err = run("import", CUPS, "--into", folder, "--mapping", mapping)

    assert status == 1
    assert err == ""
    assert out.splitlines() == [
        "Read      7 rows (2 to 8; row 1 is the header), mapping cups.toml",
        "Added     4 judgements on 2 claims by 3 studies, as curator cups-csv",
        "Merged    1 row that repeats another: 7 = 6",
        "Refused   2 rows; all others are in",
        "  row 4  verdict “mixed” has no meaning yet → --value verdict:mixed=qualifies",
        "  row 8  said is empty → fill it in and import again",
        "Joined    row 3's claim with row 2's: only capitals and sentence marks differ",
        "Cleaned   1 DOI that was written as an address",
        "No place  room (south 5, north 2) → --keep room makes it a note",
        "Weighing  counts (one study, one vote): no column names a design",
    ]
    assert check_folder(folder) == []


def test_what_was_imported_is_there_with_its_study_and_its_source(folder, mapping):
    importing.import_into(folder, [read_table(CUPS, mapping=mapping)])
    graph = eg.load(folder)

    assert lines_of(folder) == [
        ("Porcelain keeps tea hot for longer than tin.", "leaf2001", Stance.SUPPORTS),
        ("Porcelain keeps tea hot for longer than tin.", "pot2003", Stance.OPPOSES),
        ("Thick rims spoil the taste.", "saucer2010", Stance.OPPOSES),
        ("Thick rims spoil the taste.", "leaf2001", Stance.BACKGROUND),
    ]
    saucer = graph.citation("saucer2010")
    assert (saucer.authors, saucer.authors_incomplete, saucer.year) == (("Saucer, E.",), True, 2010)
    assert graph.citation("leaf2001").doi == "10.5555/cups.1"
    (study,) = graph.studies("porcelain-keeps-tea-hot-longer", stance="supports")
    assert study.lines[0].source_item == "cups.csv#1"
    assert eg.assess(graph, "thick-rims-spoil-taste").weighing is Weighing.COUNTS


def test_importing_again_adds_nothing_and_leaves_every_byte(run, folder, mapping):
    run("import", CUPS, "--into", folder, "--mapping", mapping)
    before = state(folder)

    status, out, _ = run("import", CUPS, "--into", folder, "--mapping", mapping)

    assert status == 1
    assert out.splitlines()[1:] == [
        "Added     nothing: 5 rows are in already",
        "Refused   2 rows (4, 8); --dry-run tells why",
    ]
    assert state(folder) == before


def test_what_is_new_in_a_table_is_added_beside_what_was_edited_meanwhile(folder, mapping, table):
    importing.import_into(folder, [read_table(CUPS, mapping=mapping)])
    with eg.edit(folder) as book:
        book.change("thick-rims-spoil-taste.saucer2010.cups-csv", stance="qualifies", directness="direct")
        book.withdraw("porcelain-keeps-tea-hot-longer.pot2003.cups-csv", why="It is about tins.")
    header, *rows = csv.reader(CUPS.read_text("utf-8").splitlines())
    longer = table(
        header,
        *rows,
        ["8", "Thick rims spoil the taste.", "yes", "New rims", "Rim, F.", "2026", "", ""],
        name="cups.csv",
    )

    (report,) = importing.import_into(folder, [read_table(longer, mapping=mapping)])

    assert (report.added, report.already, len(report.merged), len(report.refused)) == (1, 5, 0, 2)
    assert len(lines_of(folder)) == 5


def test_a_claim_that_was_worded_anew_since_is_not_made_again(folder, mapping):
    importing.import_into(folder, [read_table(CUPS, mapping=mapping)])
    with eg.edit(folder) as book:
        book.change("thick-rims-spoil-taste", statement="A thick rim makes tea taste worse.")
        book.rename("saucer2010", "rims2010")

    (report,) = importing.import_into(folder, [read_table(CUPS, mapping=mapping)])

    assert (report.added, report.already, len(report.refused)) == (0, 5, 2)
    assert [claim.statement for claim in eg.load(folder).claims()] == [
        "Porcelain keeps tea hot for longer than tin.",
        "A thick rim makes tea taste worse.",
    ]


def test_a_dry_run_shows_the_columns_and_writes_nothing(run, folder, mapping):
    before = state(folder)

    status, out, _ = run("import", CUPS, "--into", folder, "--mapping", mapping, "--dry-run")

    assert status == 1
    assert "supports → supports 2, neutral → background 1" not in out
    assert "mixed → ? 1" in " ".join(out.split())
    assert "paper, who, when, where found study" in " ".join(out.split())
    assert " room                           no place " in out
    assert "Would add 4 judgements on 2 claims by 3 studies, merge 1 row, refuse 2 (4, 8)." in out
    assert state(folder) == before


def test_a_dry_run_needs_no_folder(run, mapping):
    status, out, _ = run("import", CUPS, "--mapping", mapping, "--dry-run")

    assert (status, "Would add 4 judgements" in out) == (1, True)


def test_strict_writes_nothing_where_a_row_is_refused(run, folder, mapping):
    before = state(folder)

    status, out, err = run("import", CUPS, "--into", folder, "--mapping", mapping, "--strict")

    assert (status, out) == (1, "")
    assert err == (
        "error: cups.csv, row 4: verdict “mixed” has no meaning yet; row 8 is refused too. Nothing was "
        "written; see all of them with --dry-run, or leave --strict out.\n"
    )
    assert state(folder) == before


def test_a_value_that_is_told_what_it_means_is_taken_in(run, folder, mapping):
    status, out, _ = run(
        "import",
        CUPS,
        "--into",
        folder,
        "--mapping",
        mapping,
        "--value",
        "verdict:mixed=qualifies",
        "--keep",
        "room",
    )

    assert status == 1
    assert "Added     5 judgements on 2 claims by 4 studies" in out
    kettle = next(
        s for s in eg.load(folder).studies("porcelain-keeps-tea-hot-longer") if s.citation.key == "kettle2005"
    )
    assert (kettle.lines[0].stance, kettle.lines[0].note) == (Stance.QUALIFIES, "room: south")


def test_the_refused_rows_are_written_out_to_be_mended_and_imported(run, folder, mapping, tmp_path):
    out_file = tmp_path / "refused.csv"
    run("import", CUPS, "--into", folder, "--mapping", mapping, "--refused", out_file)
    text = out_file.read_text("utf-8")
    out_file.write_text(text.replace("mixed,", "supports,").replace("7,,", "7,Rims are round.,"), "utf-8")

    status, out, _ = run("import", out_file, "--into", folder, "--mapping", mapping)

    assert text.splitlines()[0].endswith("room,refused row,refused because")
    assert (status, "Added     2 judgements on 2 claims by 2 studies" in out) == (0, True)


def test_a_mapping_that_is_saved_says_the_same_when_it_is_run_again(run, mapping, tmp_path):
    kept = tmp_path / "kept.toml"
    options = ("--value", "verdict:mixed=qualifies", "--keep", "room", "--claim", "{said}")
    run("import", CUPS, "--dry-run", "--mapping", mapping, *options, "--save-mapping", kept)

    one = read_table(CUPS, mapping=kept)
    other = read_table(
        CUPS, mapping=mapping, values={"verdict": {"mixed": "qualifies"}}, keep=["room"], claim="{said}"
    )

    assert one.mapping == other.mapping
    assert one.records == other.records


def test_without_a_preset_columns_are_known_by_header_and_values(table):
    path = table(
        [
            "Statement",
            "Direction of evidence",
            "Journal",
            "Study design",
            "N",
            "Conclusion",
            "x1",
            "colour",
            "Lang",
        ],
        ["Tea is hot.", "Against", "Tea Tests", "RCT", "24", "It was cold.", "10.5555/a", "red", "German"],
        [
            "Tea is hot.",
            "For",
            "Tea Tests",
            "cohort study",
            "n = 8",
            "It was hot.",
            "doi:10.5555/b",
            "blue",
            "en",
        ],
    )

    read = read_table(path, defaults={"topic": "tea"})

    becomes = {use.column: use.becomes for use in read.columns}
    assert becomes == {
        "Statement": "claim",
        "Direction of evidence": "stance",
        "Journal": "study",
        "Study design": "design",
        "N": "people",
        "Conclusion": "finding",
        "x1": "study",
        "colour": "",
        "Lang": "language",
    }
    studies = {r.id: (r.design, r.participants) for r in read.records if type(r).__name__ == "Study"}
    assert sorted(studies.values(), key=str) == [
        (StudyDesign.COHORT, 8),
        (StudyDesign.RANDOMISED_CONTROLLED_TRIAL, 24),
    ]
    lines = [record for record in read.records if isinstance(record, eg.EvidenceLine)]
    assert [(line.finding, line.stance, line.language) for line in lines] == [
        ("It was cold.", Stance.OPPOSES, "de"),
        ("It was hot.", Stance.SUPPORTS, "en"),
    ]


def test_a_column_of_labels_is_known_by_its_values_and_one_called_label_of_other_words_is_none(table):
    path = table(
        ["claim", "label", "what", "pmid"],
        ["Tea is hot.", "A", "refuted", "1"],
        ["Tea is hot.", "B", "supported", "2"],
    )

    read = read_table(path)

    assert {use.column: use.becomes for use in read.columns} == {
        "claim": "claim", "label": "", "what": "stance", "pmid": "study",
    }  # fmt: skip


@pytest.mark.parametrize("header", ["Direction", "relation", "label", "Result of the test"])
def test_a_word_for_a_direction_is_for_or_against_only_as_somebody_says(table, header):
    path = table(
        ["claim", header, "pmid"],
        ["Tea lowers the pressure.", "negative", "1"],
        ["Tea lowers the pressure.", "Positive", "2"],
        ["Tea lowers the pressure.", "unclear", "3"],
    )

    asked = read_table(path).report
    told = read_table(path, values={header: {"negative": "supports", "positive": "opposes"}})

    assert [(refusal.row, refusal.reason) for refusal in asked.refused] == [
        (2, f"{header} “negative” may be what the claim says, or for or against it"),
        (3, f"{header} “Positive” may be what the claim says, or for or against it"),
    ]
    assert [line.stance for line in told.records if isinstance(line, eg.EvidenceLine)] == [
        Stance.SUPPORTS, Stance.OPPOSES, Stance.INCONCLUSIVE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "other"), [("Evidence direction", "negative"), ("stance", "no"), ("Direction", "refutes")]
)
def test_beside_a_word_that_says_a_side_or_under_its_name_a_direction_is_a_stance(table, header, other):
    path = table(["claim", header, "pmid"], ["Tea is hot.", "positive", "1"], ["Tea is hot.", other, "2"])

    lines = [line for line in read_table(path).records if isinstance(line, eg.EvidenceLine)]

    assert [line.stance for line in lines] == [Stance.SUPPORTS, Stance.OPPOSES]


SHEET = (
    ["Author", "Year", "Title", "Outcome", "Effect (SMD)", "95% CI", "Direction", "Risk of bias"],
    ["Smith, J.", "2015", "Walking and mood", "mood", "0.42", "0.10 to 0.74", "positive", "low"],
    ["Jones, A.", "2016", "A walking break", "mood", "0.12", "-0.20 to 0.44", "no effect", "some concerns"],
    ["Brown, B.", "2019", "Walks in the rain", "mood", "-0.35", "-0.55 to -0.15", "negative", "unclear"],
    ["Kim, S.", "2018", "Steps a day", "mood", "0.30", "0.12 to 0.48", "in part", "high"],
)
MEANINGS = {
    "positive": "supports",
    "no effect": "inconclusive",
    "negative": "opposes",
    "in part": "qualifies",
}


def test_a_sheet_of_effects_comes_in_with_its_claim_directions_and_risk_of_bias(folder, table):
    path = table(*SHEET)
    claim = "Walking improves {Outcome}."

    asked = read_table(path, claim=claim).report
    importing.import_into(folder, [read_table(path, claim=claim, values={"Direction": MEANINGS})])
    graph = eg.load(folder)

    assert [refusal.column for refusal in asked.refused] == ["Direction"] * 3  # "in part" says what it is
    assert {effect.value: (effect.claim, effect.direction) for effect in graph.all(eg.Effect)} == {
        "0.42": ("walking-improves-mood", "for"),
        "0.12": ("walking-improves-mood", "neither"),
        "-0.35": ("walking-improves-mood", "against"),
        "0.30": (None, None),
    }
    assert sorted(bias.judgement for bias in graph.all(eg.RiskOfBias)) == [
        "high", "low", "some-concerns", "unclear",
    ]  # fmt: skip
    assert check_folder(folder) == []


@pytest.mark.parametrize(
    ("cell", "interest"),
    [
        ("None declared", None),
        ("no", None),
        ("The authors declare no competing interests.", None),
        ("Not reported", None),
        ("Employed by a maker of cups", "Employed by a maker of cups"),
        ("No author was paid, but cups were given", "No author was paid, but cups were given"),
    ],
)
def test_nobody_is_said_to_have_an_interest_who_declares_none(table, cell, interest):
    path = table(
        ["claim", "stance", "author", "year", "COI"], ["Tea is hot.", "for", "Leaf, A.", "2001", cell]
    )

    studies = [one for one in read_table(path).records if type(one).__name__ == "Study"]

    assert [study.conflict_of_interest for study in studies if study.conflict_of_interest] == (
        [interest] if interest else []
    )


def test_who_paid_for_a_study_is_no_conflict_of_interest_by_itself(table):
    path = table(["claim", "stance", "doi", "Funding"], ["Tea is hot.", "for", "10.5555/a", "A university"])

    assert {use.column: use.becomes for use in read_table(path).columns}["Funding"] == ""


def test_a_mapping_that_is_saved_asks_for_directions_again(run, table, tmp_path):
    path = table(["claim", "Direction", "pmid"], ["Tea is hot.", "negative", "1"])
    saved = tmp_path / "saved.toml"

    run("import", path, "--dry-run", "--save-mapping", saved)
    status, out, _ = run("import", path, "--dry-run", "--mapping", saved)

    assert status == 1
    assert "--value Direction:negative=supports" in " ".join(out.split())


def test_answers_of_yes_and_no_are_no_stances_but_where_somebody_says_so(table):
    path = table(
        ["claim", "Blinded", "pmid"],
        ["Tea is hot.", "yes", "1"],
        ["Tea is hot.", "no", "2"],
    )

    with pytest.raises(UnclearTable, match=r"no column says for or against.*--value COLUMN:WORD=supports"):
        read_table(path)

    read = read_table(path, values={"Blinded": {"yes": "supports"}})
    assert [line.stance for line in read.records if isinstance(line, eg.EvidenceLine)] == [Stance.SUPPORTS]
    assert [refusal.row for refusal in read.report.refused] == [3]


def test_a_claim_is_made_of_columns_and_a_row_that_lacks_one_is_refused_with_its_name(table):
    path = table(
        ["plant", "drink", "label", "pmid"],
        ["Camellia", "tea", "yes", "1"],
        ["Coffea", "", "yes", "2"],
    )

    read = read_table(path, claim="{drink} is made of {plant}.")

    assert [r.statement for r in read.records if type(r).__name__ == "Claim"] == ["tea is made of Camellia."]
    (refusal,) = read.report.refused
    assert (refusal.row, refusal.column, refusal.reason) == (
        3,
        "drink",
        "drink is empty, and the claim needs it",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"claim": "{drnk} is good."}, "There is no column 'drnk'. Did you mean drink?"),
        ({"claim": "{drink}", "keep": ["colour"]}, "There is no column 'colour'"),
        ({"claim": "{drink}", "values": {"lable": {"a": "supports"}}}, "Did you mean label?"),
        (
            {"claim": "{drink}", "defaults": {"stanse": "supports"}},
            "There is no field 'stanse'. Did you mean stance",
        ),
        ({"preset": "civik"}, "There is no preset 'civik'. Did you mean civic?"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_its_neighbour(table, options, message):
    path = table(["drink", "label", "pmid"], ["tea", "yes", "1"])

    with pytest.raises(UnknownName) as error:
        read_table(path, **options)

    assert message in str(error.value)


def test_a_table_of_which_nothing_says_what_it_claims_is_refused_with_a_cure(table):
    no_claim = table(["drink", "label", "pmid"], ["tea", "yes", "1"], name="a.csv")
    no_stance = table(["claim", "pmid"], ["Tea is hot.", "1"], name="b.csv")
    nothing = table(["foo", "bar"], ["1", "2"], name="c.csv")

    with pytest.raises(UnclearTable, match="no column is a claim; say one: --claim"):
        read_table(no_claim)
    with pytest.raises(UnclearTable, match=r"no column says for or against.*--default stance=supports"):
        read_table(no_stance)
    with pytest.raises(UnclearTable, match="no column is known by its name or values"):
        read_table(nothing)
    assert read_table(no_stance, defaults={"stance": "opposes"}).report.added == 1


def test_a_mapping_with_a_slip_is_told_with_its_neighbour(run, tmp_path):
    broken = tmp_path / "broken.toml"
    texts = {
        '[columns]\nsaid = "clain"\n': "There is no field 'clain'. Did you mean claim",
        "colums = 1\n": "a mapping has no “colums”",
        "[columns\n": "the mapping is no TOML",
        'weighing = "votes"\n': "grade or counts",
        'columns = "claim"\n': "“columns” holds a table of texts",
    }

    for text, message in texts.items():
        broken.write_text(text, "utf-8")
        status, _, err = run("import", CUPS, "--dry-run", "--mapping", broken)
        assert status == 2
        assert message in err


def test_one_curator_may_judge_a_work_twice_for_a_claim(table):
    path = table(
        ["claim", "label", "doi", "quote"],
        ["Tea is hot.", "yes", "10.5555/a", "It was hot."],
        ["Tea is hot.", "no", "10.5555/a", "Then it was cold."],
    )

    lines = [record for record in read_table(path).records if isinstance(record, eg.EvidenceLine)]

    assert [line.id for line in lines] == ["tea-hot.10-5555-a.table-csv", "tea-hot.10-5555-a.table-csv.2"]
    assert [line.quotes for line in lines] == [("It was hot.",), ("Then it was cold.",)]


def test_works_are_one_by_identifier_and_two_where_identifiers_differ(table):
    path = table(
        ["claim", "label", "title", "year", "doi", "pmid", "authors"],
        ["A is B.", "yes", "Cups", "2001", "10.5555/A", "", "Leaf, A."],
        ["A is C.", "yes", "", "", "https://doi.org/10.5555/a", "42", ""],
        ["A is D.", "yes", "", "", "", "42", ""],
        ["A is E.", "yes", "Cups", "2001", "10.5555/z", "", "Leaf, A."],
        ["A is F.", "yes", "Cups", "2001", "", "", "Leaf, A."],
        ["A is G.", "yes", "Cups", "2002", "", "", "Leaf, A."],
        ["A is H.", "yes", "Cups", "2001", "", "", "Pot, B."],
    )

    citations = {citation.key: (citation.doi, citation.pmid) for citation in read_table(path).citations}

    assert citations == {
        "leaf2001": ("10.5555/A", "42"),
        "leaf2001b": ("10.5555/z", None),
        "leaf2002": (None, None),
        "pot2001": (None, None),
    }


def test_a_work_that_the_folder_has_is_found_again_by_its_label(folder, table):
    with eg.edit(folder) as book:
        book.add(eg.Study(title="Cups", author="Leaf, A. and Blatt, C.", year=2001))
    path = table(
        ["Study", "D1", "Overall"], ["Leaf 2001", "Low", "High"], ["Rim 1999", "Some concerns", "Low"]
    )

    (report,) = importing.import_into(folder, [read_table(path)])
    graph = eg.load(folder)

    assert report.recipe == "preset robvis"
    assert [citation.key for citation in graph.citations()] == ["leaf2001", "rim1999"]
    assert report.counts["judgements of the risk of bias"] == 4


@pytest.mark.parametrize(
    ("header", "cells", "figure"),
    [
        (
            ["SMD", "95% CI lower", "95% CI upper"],
            ["-0,35", "-0,60", "-0,10"],
            ("-0.35", "-0.60", "-0.10", 95),
        ),
        (["Effect (Hedges' g)", "95% CI"], ["-0.35", "[-0.60, -0.10]"], ("-0.35", "-0.60", "-0.10", 95)),
        (["OR (90% CI)"], ["0.80 (0.65\u20130.98)"], ("0.80", "0.65", "0.98", 90)),
        (["Odds ratio", "LCL", "UCL"], ["0.80", "0.65", "0.98"], ("0.80", "0.65", "0.98", None)),
        (["HR"], ["72"], None),  # a heart rate, as far as anybody can tell
        (["Effect", "95% CI lower", "95% CI upper"], ["0.3", "0.1", "0.5"], None),
        (["SMD", "MD", "95% CI"], ["0.3", "2.1", "0.1 to 0.5"], None),
    ],
)
def test_an_effect_with_its_interval_is_seen_by_its_columns(folder, table, header, cells, figure):
    path = table(
        ["claim", "label", "study", "Sample size (n)", *header],
        ["Cosies help.", "n.s.", "Leaf 2001", "24", *cells],
    )
    importing.import_into(folder, [read_table(path)])

    graph = eg.load(folder)
    [line] = graph.all(eg.EvidenceLine)
    effects = graph.effects()
    shown = [(one.value, one.low, one.high, one.level) for one in effects]
    assert (line.stance, graph.citation(line.citation).study.participants) == ("inconclusive", 24)
    assert shown == ([figure] if figure else [])


def test_counts_of_events_become_groups_of_a_figure(folder, table):
    path = table(
        ["trial", "author", "year", "tpos", "tneg", "cpos", "cneg", "ablat", "alloc"],
        ["1", "Leaf et al", "1948", "4", "119", "11", "128", "44", "random"],
        ["2", "Pot & Rim", "1949", "6", "300", "29", "274", "55", "random"],
    )

    (report,) = importing.import_into(
        folder,
        [read_table(path, claim="Tea prevents colds.", defaults={"stance": "supports", "topic": "colds"})],
    )
    graph = eg.load(folder)

    groups = {
        effect.citation: [(g.name, g.events, g.participants) for g in graph.all(eg.Group, effect=effect)]
        for effect in graph.effects()
    }
    assert groups == {
        "leaf1948": [("treated", 4, 123), ("control", 11, 139)],
        "pot1949": [("treated", 6, 306), ("control", 29, 303)],
    }
    assert (report.added, report.counts["figures"], report.counts["judgements"]) == (2, 2, 2)
    assert report.recipe == "preset metadat"


def test_a_list_of_works_with_decisions_leaves_out_what_it_excludes(table):
    path = table(
        ["key", "title", "authors", "journal", "year", "doi", "abstract", "url", "notes"],
        [
            "rayyan-1",
            "Cups",
            "Leaf A and Pot B",
            "Tea Tests",
            "2001",
            "",
            "",
            "",
            'Seen. | RAYYAN-INCLUSION: {"Ana"=>"Included"} | RAYYAN-LABELS: tin,cup',
        ],
        [
            "rayyan-2",
            "Mugs",
            "Rim C",
            "Tea Tests",
            "2002",
            "",
            "",
            "",
            'RAYYAN-INCLUSION: {"Ana"=>"Excluded", "Bo"=>"Excluded"} | RAYYAN-EXCLUSION-REASONS: wrong drink',
        ],
        [
            "rayyan-3",
            "Jars",
            "Lid D",
            "Tea Tests",
            "2003",
            "",
            "",
            "",
            'RAYYAN-INCLUSION: {"Ana"=>"Excluded", "Bo"=>"Included"}',
        ],
    )

    read = read_table(path)

    assert (read.recipe, read.skipped) == ("preset rayyan", 1)
    assert [citation.title for citation in read.citations] == ["Cups", "Jars"]
    assert next(r for r in read.records if r.id == "leaf2001").note == "Seen."


NESTED = {
    "claim_id": "7",
    "claim": "Ice melts.",
    "claim_label": "DISPUTED",
    "evidences": [
        {
            "evidence_id": "1",
            "evidence_label": "SUPPORTS",
            "evidence": "It melts.",
            "votes": ["SUPPORTS", None],
        },
        {"evidence_id": "2", "evidence_label": "PERHAPS", "evidence": "It may.", "votes": []},
    ],
}
SCIFACT = [
    {"id": 1, "claim": "Tea calms.", "evidence": {"31": [{"sentences": [0, 2], "label": "SUPPORT"}]}},
    {"id": 2, "claim": "Tea heals.", "evidence": {}},
]
CORPUS = {"doc_id": 31, "title": "On calm", "abstract": ["Tea calms.", "So."], "structured": False}


def test_nested_evidence_is_a_row_an_item_and_is_numbered_as_such(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text(json.dumps(NESTED), "utf-8")

    report = read_table(path).report

    assert (report.recipe, report.read, report.added) == ("preset climate-fever", 2, 1)
    assert str(report.refused[0].place) == "1.2"


def test_scifact_comes_as_two_files_and_its_claims_find_their_documents(folder, tmp_path):
    claims, corpus = tmp_path / "claims.jsonl", tmp_path / "corpus.jsonl"
    claims.write_text("\n".join(json.dumps(one | {"cited_doc_ids": [31]}) for one in SCIFACT), "utf-8")
    corpus.write_text(json.dumps(CORPUS), "utf-8")

    reports = importing.import_into(folder, [read_table(claims), read_table(corpus)])
    graph = eg.load(folder)

    assert [report.recipe for report in reports] == ["preset scifact-claims", "preset scifact-corpus"]
    assert [claim.statement for claim in graph.claims()] == ["Tea calms.", "Tea heals."]
    (study,) = graph.studies("tea-calms")
    assert study.citation.title == "On calm"
    assert study.lines[0].quote_place == "abstract, sentences (counted from 0) 0; 2"


def test_the_presets_are_listed_with_what_they_were_tried_on(run):
    _, out, _ = run("import", "--presets", "-f", "json")

    listed = {one["name"]: one["tried"] for one in json.loads(out)}
    assert listed.keys() == all_presets().keys()
    assert [name for name, tried in listed.items() if tried] == [
        "annotated-bibtex",
        "civic",
        "climate-fever",
        "healthver",
    ]


@pytest.mark.parametrize("name", all_presets())
def test_a_table_with_the_columns_of_a_preset_is_known_by_them(name, table):
    preset = all_presets()[name]
    if preset.expand:
        pytest.skip("its table is no CSV")
    path = table(list(preset.requires), ["x"] * len(preset.requires))

    try:
        recipe = read_table(path).recipe
    except UnclearTable:
        recipe = read_table(path, claim="X.", defaults={"stance": "supports"}).recipe

    assert recipe == f"preset {name}"


def test_arguments_that_lack_something_say_what(run, folder):
    assert run("import", CUPS)[0::2] == (2, run("import", CUPS)[2])
    assert "Name the data folder: --into FOLDER" in run("import", CUPS)[2]
    assert "Name a table" in run("import", "--into", folder)[2]
    assert (
        "is not of the form COLUMN:WORD=VALUE"
        in run("import", CUPS, "--into", folder, "--value", "mixed=qualifies")[2]
    )


LABELS = ["supports", "refutes", "neutral", "mixed", ""]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Tea is hot.", "tea is hot", "Ice is cold.", "", "?"]),
            st.sampled_from(LABELS),
            st.sampled_from(["1", "2", ""]),
            st.sampled_from(["It is.", "It is not.", ""]),
        ),
        max_size=14,
    )
)
def test_the_numbers_of_any_report_add_up_and_a_second_import_adds_nothing(tmp_path_factory, rows):
    place = tmp_path_factory.mktemp("property")
    eg.new(place / "data", title="Tea", curator="Ana", empty=True)
    with (place / "t.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["claim", "label", "pmid", "quote"], *rows])
    filled = sum(1 for row in rows if any(row))

    (first,) = importing.import_into(place / "data", [read_table(place / "t.csv")])
    before = state(place / "data")
    (second,) = importing.import_into(place / "data", [read_table(place / "t.csv")])

    assert first.read == second.read == filled
    assert first.adds_up
    assert second.adds_up
    assert (second.added, second.already) == (0, first.added + len(first.merged))
    assert second.refused == first.refused
    assert state(place / "data") == before


@pytest.mark.trial
def test_a_large_table_is_taken_in_whole(trial, tmp_path):
    number = trial.amount(sample=1_000, whole=10_000)
    chance = random.Random(7)  # noqa: S311 - no secret
    with (tmp_path / "large.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["claim", "label", "title", "year", "doi", "evidence"])
        for row in range(number):
            citation = row % (number // 4)
            label = chance.choice(["supports", "refutes", "neutral"])
            writer.writerow(
                [
                    f"Claim {row % 300} of tea.",
                    label,
                    f"Work {citation}",
                    "2001",
                    f"10.5555/w.{citation}",
                    f"Said {row}.",
                ]
            )
    eg.new(tmp_path / "data", title="Large", curator="Ana", empty=True)

    (report,) = importing.import_into(tmp_path / "data", [read_table(tmp_path / "large.csv")])

    assert (report.read, report.added, report.counts["studies"]) == (number, number, number // 4)
    trial.tell(f"{number:,} rows: all in")


def test_directness_and_date_of_a_judgement_are_read_and_what_cannot_be_is_left_out_and_told(table):
    path = table(
        ["claim", "label", "pmid", "directness", "date", "n"],
        ["Tea is hot.", "yes", "1", "very indirect", "2026-01-31", "12"],
        ["Tea is hot.", "yes", "2", "sideways", "3/9/2026", "some"],
    )

    read = read_table(path)

    lines = [record for record in read.records if isinstance(record, eg.EvidenceLine)]
    assert [(line.directness, line.date) for line in lines] == [
        (Directness.VERY_INDIRECT, "2026-01-31"),
        (Directness.NOT_RECORDED, None),
    ]
    assert [(one.column, one.number) for one in read.report.left_out] == [
        ("directness", 1),
        ("date", 1),
        ("n", 1),
    ]


def test_of_extracted_data_only_the_agreed_row_is_read(table):
    path = table(
        ["Covidence #", "Study ID", "Title", "Reviewer Name", "Study design"],
        ["12", "Leaf 2001", "Cups", "Ana", "Cohort study"],
        ["12", "Leaf 2001", "Cups", "Bo", "Case-control study"],
        ["12", "Leaf 2001", "Cups", "Consensus", "Cohort study"],
    )

    read = read_table(path)

    (study,) = [record for record in read.records if type(record).__name__ == "Study"]
    assert (read.recipe, read.skipped, read.report.read) == ("preset covidence-extraction", 2, 1)
    assert (study.design, study.aliases) == (StudyDesign.COHORT, ("Covidence 12",))


PASSAGE = {"Text": 'Page 2:\n[¬s]"It calms."[¬e]', "DocTitle": "a.pdf"}
CODE = {"AttributeId": 7, "AttributeName": "Tea calms: yes"}
EPPI = {
    "CodeSets": [{"Attributes": {"AttributesList": [CODE]}}],
    "References": [
        {
            "ItemId": 1,
            "Title": "Cups",
            "Authors": "Leaf A",
            "Year": "2001",
            "Codes": [{"AttributeId": 7, "ItemAttributeFullTextDetails": [PASSAGE]}, {"AttributeId": 8}],
        },
        {"ItemId": 2, "Title": "Mugs", "Authors": "Pot B", "Year": "2002"},
    ],
}


def test_codes_of_a_review_become_works_and_with_a_mapping_judgements_with_their_passages(tmp_path):
    path, mapping = tmp_path / "review.json", tmp_path / "review.toml"
    path.write_text(json.dumps(EPPI), "utf-8")
    mapping.write_text(
        '[columns]\nTitle = "title"\ncode = "stance"\nquote = "quote"\nplace = "quote_place"\n'
        '[only]\ncode = ["Tea calms: yes"]\n[values.code]\n"Tea calms: yes" = "supports"\n'
        '[templates]\nclaim = "Tea calms."\n[defaults]\ntopic = "tea"\n',
        "utf-8",
    )

    citations, judged = read_table(path), read_table(path, mapping=mapping)

    assert (citations.recipe, [citation.title for citation in citations.citations]) == (
        "preset eppi",
        ["Cups", "Mugs"],
    )
    (line,) = [record for record in judged.records if isinstance(record, eg.EvidenceLine)]
    assert (line.stance, line.quotes, line.quote_place) == (Stance.SUPPORTS, ("It calms.",), "a.pdf")


def test_two_tables_that_are_imported_at_once_keep_their_works_apart(folder, table, monkeypatch):
    header = ["claim", "label", "title", "authors", "year"]
    one = read_table(table(header, ["Tea is hot.", "yes", "Cups", "Leaf, A.", "2001"], name="a.csv"))
    other = read_table(table(header, ["Tea is hot.", "no", "Mugs", "Leaf, B.", "2001"], name="b.csv"))
    write, calls = importing.editing.write, []

    def write_after_another(book, **options):
        calls.append(options)
        if len(calls) == 1:
            importing.import_into(folder, [other])
        return write(book, **options)

    monkeypatch.setattr(importing.editing, "write", write_after_another)

    importing.import_into(folder, [one])
    importing.import_into(folder, [one, other])

    assert {citation.key: citation.title for citation in eg.load(folder).citations()} == {
        "leaf2001": "Mugs",
        "leaf2001b": "Cups",
    }
    assert sorted(lines_of(folder)) == [
        ("Tea is hot.", "leaf2001", Stance.OPPOSES),
        ("Tea is hot.", "leaf2001b", Stance.SUPPORTS),
    ]


def test_a_row_whose_work_cannot_be_read_says_why(table):
    path = table(["claim", "label", "PMID"], ["Tea is hot.", "yes", "12, 34"], ["Tea is hot.", "yes", "56"])

    (refusal,) = read_table(path).report.refused

    assert (refusal.row, refusal.reason) == (2, "PMID “12, 34” is no PubMed number")


def test_a_whole_reference_is_known_by_the_identifiers_in_it_and_kept_as_a_name(table):
    reference = "Leaf A, Pot B. Cups and saucers. Tea Tests 2001;5:1-9. https://doi.org/10.5555/cups."
    path = table(["claim", "label", "Reference"], ["Tea is hot.", "yes", reference])

    read = read_table(path)

    (citation,) = read.citations
    (study,) = [record for record in read.records if type(record).__name__ == "Study"]
    assert (citation.doi, citation.authors, study.aliases) == ("10.5555/cups", (), (reference,))


def test_a_name_that_says_no_author_is_the_title_of_its_work(table):
    path = table(
        ["claim", "label", "Trial"],
        ["Tea is hot.", "yes", "ALPHA trial"],
        ["Tea is wet.", "no", "ALPHA trial"],
    )

    assert [citation.title for citation in read_table(path).citations] == ["ALPHA trial"]


def test_a_mapping_for_another_table_says_which_column_is_not_here(run, table, mapping):
    path = table(["Said ", "verdict", "Paper"], ["Tea is hot.", "yes", "Cups"])
    other = table(["sad", "verdict", "pmid"], ["Tea is hot.", "yes", "1"], name="other.csv")

    assert read_table(path, mapping=mapping).report.added == 1
    status, _, err = run("import", other, "--dry-run", "--mapping", mapping)
    assert (status, "There is no column 'said'. Did you mean sad?" in err) == (2, True)


def test_a_preset_that_is_insisted_on_says_how_many_of_its_columns_are_here(run, table):
    path = table(["claim", "label", "evidence"], ["Tea is hot.", "Supports", "It is."])

    _, out, _ = run("import", path, "--dry-run", "--preset", "healthver")

    assert "preset healthver (3 of its 6 columns are here)" in " ".join(out.split())


def test_a_table_may_come_by_standard_input(run, folder, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"claim,label,pmid\nTea is hot.,yes,1\n")))

    status, out, _ = run("import", "-", "--into", folder)

    assert (status, "as curator standard-input" in out) == (0, True)


def test_a_folder_that_is_none_is_told_with_the_command_that_begins_one(run, tmp_path):
    status, _, err = run("import", CUPS, "--into", tmp_path / "new")

    assert (
        status,
        f"Begin one with: evidence-graph init {tmp_path / 'new'} --empty" in " ".join(err.split()),
    ) == (2, True)


def test_a_key_that_bibtex_cannot_take_or_takes_for_another_is_made_one_that_it_can(folder, table):
    path = table(
        ["claim", "label", "bibtex key", "title"],
        ["A is B.", "yes", "Leaf & Co, 2001", "Cups"],
        ["A is C.", "yes", "pot2001", "Mugs"],
        ["A is D.", "yes", "Pot2001", "Jars"],
        ["A is E.", "yes", "Leaf & Co, 2001", ""],
    )

    importing.import_into(folder, [read_table(path)])
    (again,) = importing.import_into(folder, [read_table(path)])

    titles = {citation.key: citation.title for citation in eg.load(folder).citations()}
    assert titles == {"leaf-co-2001": "Cups", "pot2001": "Mugs", "Pot2001b": "Jars"}
    assert (again.added, again.already) == (0, 4)


def test_a_hyphen_beside_plus_signs_is_a_minus_and_beside_words_an_empty_cell(table):
    signs = table(["claim", "stance", "pmid"], ["A is B.", "+", "1"], ["A is B.", "-", "2"], name="a.csv")
    words = table(["claim", "stance", "pmid"], ["A is B.", "yes", "1"], ["A is B.", "-", "2"], name="b.csv")

    lines = [record for record in read_table(signs).records if isinstance(record, eg.EvidenceLine)]

    assert [line.stance for line in lines] == [Stance.SUPPORTS, Stance.OPPOSES]
    assert [refusal.reason for refusal in read_table(words).report.refused] == ["stance is empty"]
    told = read_table(words, values={"stance": {"-": "inconclusive"}})
    assert told.report.refused == ()


def test_labels_that_a_program_wrote_as_decimals_are_labels(table):
    path = table(
        ["title", "abstract", "included"],
        ["Cups", "Of cups.", "1.0"],
        ["Mugs", "Of mugs.", "0.0"],
        ["Jars", "Of jars.", ""],
    )

    read = read_table(path)

    assert (read.recipe, read.skipped) == ("preset asreview", 2)
    assert [citation.title for citation in read.citations] == ["Cups"]
