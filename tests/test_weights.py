"""A data set may have weights of its own: they are used and named, or refused in a sentence."""

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import own_weights
from evidence_graph.assessment import assess, assess_all, rules_of, weights
from evidence_graph.cli import main
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Directness, RetractionStatus, StudyDesign

sys.path.insert(0, str(Path(__file__).parent))
import folders

TEA = Path(__file__).parent / "tea"
LONG = "long-steeping-makes-bitter"
NAME = "weights.toml"


def tea(tmp_path, table):
    """The data about tea with a *table* of weights of their own."""
    folder = tmp_path / "tea"
    shutil.copytree(TEA, folder)
    (folder / NAME).write_text(table, "utf-8")
    return folders.ruled(folder, f'eg:weights "{NAME}"')


def term(graph, key):
    """What a work weighs for the claim about steeping."""
    return next(term for term in assess(graph, LONG).terms if term.key == key)


def test_an_entry_takes_the_place_of_the_standard_one_and_all_others_stay(tmp_path):
    table = "[design]\nrandomised-controlled-trial = [0.5, 3]\n[integrity]\ndisputed = 1\n"
    own, standard = eg.load(tea(tmp_path, table)), eg.load(TEA)

    assert term(own, "leaf2001").supports == pytest.approx(term(standard, "leaf2001").supports / 3)
    assert term(own, "sorensen2015").opposes == pytest.approx(term(standard, "sorensen2015").opposes * 4)


def test_the_table_is_named_where_a_verdict_is(tmp_path):
    own, standard = eg.load(tea(tmp_path, "[review]\nmeta-analysis = 3\n")), eg.load(TEA)

    assert (assess(own, LONG).weights, assess(standard, LONG).weights) == (NAME, None)
    assert {assessment.weights for assessment in assess_all(own)} == {NAME}
    assert assess(own, LONG, weighing="counts").weights is None


def test_an_edit_of_the_table_is_noticed_at_the_next_question(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    folder = tea(tmp_path, "[directness]\ndirect = 0\n")
    support = "SELECT ?s { claim:long-steeping-makes-bitter eg:support ?s }"
    assert main(["build", "--sparql", "--data", str(folder)]) == 0
    before = eg.ask(eg.load(folder), support).rows

    (folder / NAME).write_text("[directness]\ndirect = 2\n", "utf-8")

    after = eg.ask(eg.load(folder), support).rows
    assert (before, after) == (((0.0,),), ((round(assess(eg.load(folder), LONG).support, 4),),))
    assert after != before


BROKEN = {
    "[design]\nrct = [1, 1]\n": "'rct' is no entry of [design]",
    "[desing]\ncohort = [1, 1]\n": "'desing' is no table. Did you mean design?",
    "[design]\ncohrt = [1, 1]\n": "'cohrt' is no entry of [design]. Did you mean cohort?",
    "[design]\nmeta-analysis = [1, 1]\n": "'meta-analysis' is no entry of [design]",
    "[design]\nnarrative-review = [1, 1]\n": "'narrative-review' is no entry of [design]",
    "[integrity]\nretracted = 1\n": "'retracted' is no entry of [integrity]",
    "[design]\ncohort = 1\n": "[design] cohort is 1; write two numbers",
    "[design]\ncohort = [1, 1, 1]\n": "[design] cohort is [1, 1, 1]; write two numbers",
    "[design]\ncohort = [1, -1]\n": "[design] cohort is -1; write a number from 0 to 100",
    "[directness]\ndirect = true\n": "[directness] direct is True; write a number",
    "[directness]\ndirect = nan\n": "[directness] direct is nan; write a number",
    "[directness]\ndirect = inf\n": "[directness] direct is inf; write a number",
    '[review]\nmeta-analysis = "2"\n': "[review] meta-analysis is '2'; write a number",
    "design = 3\n": "design is no table; write [design] above its entries",
    "[design\n": "it is no TOML",
    "a = " + "[" * 5_000: "it is no TOML",
}


@pytest.mark.parametrize(("table", "told"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_table_that_cannot_be_used_is_refused_in_a_sentence_and_told_by_check(table, told, tmp_path):
    folder = tea(tmp_path, table)

    with pytest.raises(BrokenFile) as broken:
        assess(eg.load(folder), LONG)
    [problem] = eg.check(folder)

    assert told in str(broken.value)
    assert (problem.code, told in problem.message) == ("bad-weights", True)


@pytest.mark.parametrize("gone", ["missing", "large", "latin-1", "a folder"])
def test_a_table_that_cannot_be_read_is_named(gone, tmp_path):
    folder = tea(tmp_path, "")
    (folder / NAME).unlink()
    if gone == "a folder":
        (folder / NAME).mkdir()
    elif gone != "missing":
        (folder / NAME).write_bytes(b"#" * 100_001 if gone == "large" else b"# caf\xe9\n")

    with pytest.raises(BrokenFile, match=r"weights\.toml: ") as broken:
        assess(eg.load(folder), LONG)

    assert str(broken.value).endswith(".")
    assert [problem.code for problem in eg.check(folder)] == ["bad-weights"]


def test_a_name_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    folder = tea(tmp_path, "")
    (tmp_path / "out.toml").write_text("[directness]\ndirect = 0\n", "utf-8")
    text = (folder / "claims.ttl").read_text("utf-8").replace(NAME, "../out.toml")
    (folder / "claims.ttl").write_text(text, "utf-8")

    with pytest.raises(BrokenFile, match="give the name alone of a file beside it"):
        assess(eg.load(folder), LONG)
    assert [problem.code for problem in eg.check(folder)] == ["bad-weights"]


NUMBERS = st.floats(0, own_weights.MOST).map(lambda number: round(number, 4))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "design": st.dictionaries(
                st.sampled_from(own_weights.TABLES["design"]), st.tuples(NUMBERS, NUMBERS)
            ),
            **{
                table: st.dictionaries(st.sampled_from(own_weights.TABLES[table]), NUMBERS)
                for table in ("review", "directness", "integrity")
            },
        },
    )
)
def test_what_a_table_does_not_name_weighs_as_ever(tables):
    lines = []
    for table, entries in tables.items():
        lines.append(f"[{table}]")
        lines += [f"{k} = {list(v) if isinstance(v, tuple) else v}" for k, v in entries.items()]
    own, standard = weights.with_own(own_weights.read("\n".join(lines), NAME)), weights.STANDARD

    for design in (None, *StudyDesign):
        if design in standard.design:
            word = design or "not-recorded"
            assert own.design[design] == tables.get("design", {}).get(word, standard.design[design])
    for directness in Directness:
        wanted = tables.get("directness", {}).get(directness, standard.directness[directness])
        assert own.directness[directness] == wanted
    for status in RetractionStatus:
        wanted = tables.get("integrity", {}).get(status, standard.integrity.get(status))
        assert own.integrity.get(status) == wanted
    assert own.meta_analysis == tables.get("review", {}).get("meta-analysis", standard.meta_analysis)


def test_the_standard_tables_are_those_of_a_data_set_that_names_none():
    assert rules_of(eg.load(TEA)).weights is weights.STANDARD


def test_the_tables_name_every_value_that_may_weigh():
    unweighed = {"narrative-review", "expert-opinion", "network-meta-analysis"}

    named = set(own_weights.TABLES["design"]) | set(own_weights.TABLES["review"])
    assert named == {design.value for design in StudyDesign} - unweighed | {"not-recorded"}
    assert set(weights.DESIGN) == {None, *(StudyDesign(word) for word in own_weights.DESIGNS)}
