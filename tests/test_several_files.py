"""Several files of claims and works in a folder are one data set, and each keeps what it has."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import folders, model
from evidence_graph.checks import check
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite, EditConflict
from evidence_graph.store import compiled
from evidence_graph.store import data_folder as data

TEA = Path(__file__).parent / "tea"
MILK = "milk-hides-bitterness"
LINES = (TEA / folders.CLAIMS).read_text("utf-8").splitlines()
PREFIXES = "".join(f"{line}\n" for line in LINES if line.startswith("@prefix"))


def split(folder, subjects, *, claims="milk.ttl", key=None, citations="milk.bib"):
    """Move the statements about *subjects*, and the entry *key*, into files of their own."""
    blocks = (folder / folders.CLAIMS).read_text("utf-8").split("\n\n")
    moved = [block for block in blocks if block.split(" ")[0] in subjects]
    (folder / folders.CLAIMS).write_text("\n\n".join(b for b in blocks if b not in moved), "utf-8")
    (folder / claims).write_text("\n\n".join([PREFIXES.strip(), *moved]) + "\n", "utf-8")
    if key:
        bibliography = bib.load(folder / folders.CITATIONS)
        entry = bibliography.entries[key]
        (folder / folders.CITATIONS).write_text(bib.write(bib.remove(bibliography, key)), "utf-8")
        (folder / citations).write_text(bib.format_entry(entry), "utf-8")


@pytest.fixture
def whole(tmp_path):
    """The tea data in one file of each kind."""
    folder = Path(shutil.copytree(TEA, tmp_path / "whole"))
    data.tidy(folder)
    return folder


@pytest.fixture
def apart(whole, tmp_path):
    """The same in two files of each kind."""
    folder = Path(shutil.copytree(whole, tmp_path / "apart"))
    split(folder, {f"claim:{MILK}", "citation:leaf2001"}, key="leaf2001")
    return folder


@pytest.fixture(params=[False, True], ids=["in memory", "compiled"])
def loaded(request, apart, tmp_path, monkeypatch):
    """A graph of the two files, on both roads."""
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    if request.param:
        compiled.build(apart)
    return eg.load(apart)


def statements(graph):
    return set(graph.store.triples())


def test_several_files_say_what_one_would(loaded, whole):
    assert (whole / "milk.ttl").exists() is False
    assert statements(loaded) == statements(eg.load(whole))
    assert loaded.citations() == eg.load(whole).citations()


def test_several_files_without_a_fault_are_sound(apart):
    assert check(apart) == []


def test_an_edit_of_any_file_is_noticed(apart, tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    compiled.build(apart)
    milk = apart / "milk.ttl"
    milk.write_text(milk.read_text("utf-8").replace("bitter", "bitten", 1), "utf-8")

    assert compiled.find(apart) is None


def test_a_file_that_comes_is_noticed(apart, tmp_path, monkeypatch):
    monkeypatch.setenv("EVIDENCE_GRAPH_CACHE", str(tmp_path / "cache"))
    compiled.build(apart)
    (apart / "more.ttl").write_text(f'{PREFIXES}curator:eve a eg:Curator ; eg:name "Eve" .\n', "utf-8")

    assert eg.load(apart).get(model.Curator, "eve").name == "Eve"


def test_a_problem_names_its_own_file_and_line(apart):
    milk = apart / "milk.ttl"
    milk.write_text(milk.read_text("utf-8") + "\nclaim:lost a eg:Claim .\n", "utf-8")
    with (apart / "milk.bib").open("a", encoding="utf-8") as file:
        file.write("\n@article{lonely, title = {Nobody speaks of it}, year = {2O01}}\n")

    problems = {(Path(problem.file).name, problem.line, problem.code) for problem in check(apart)}

    line = milk.read_text("utf-8").count("\n")
    entry = (apart / "milk.bib").read_text("utf-8").count("\n")
    assert {
        ("milk.ttl", line, "missing"),
        ("milk.bib", entry, "bad-year"),
        ("milk.bib", entry, "unused-citation"),
    } == problems


def test_a_value_that_is_given_in_two_files_is_found_in_the_second(apart):
    milk = apart / "milk.ttl"
    milk.write_text(milk.read_text("utf-8") + "\nclaim:milk-spoils-tea eg:topic concept:nowhere .\n", "utf-8")

    places = {(Path(p.file).name, p.line) for p in check(apart) if p.code in {"doubled", "dangling"}}

    assert places == {("milk.ttl", milk.read_text("utf-8").count("\n"))}


def test_a_broken_file_does_not_hide_another(apart):
    (apart / "milk.ttl").write_text("claim:milk a", "utf-8")
    (apart / "milk.bib").write_bytes("@misc{a, title = {Tée}}".encode("latin-1"))

    assert [(Path(p.file).name, p.code) for p in check(apart)] == [
        ("milk.bib", "broken-file"),
        ("milk.ttl", "broken-file"),
    ]


def test_a_key_of_two_files_is_told_with_both(apart):
    with (apart / folders.CITATIONS).open("a", encoding="utf-8") as file:
        file.write("\n@article{leaf2001, title = {Again}}\n")

    [problem] = [problem for problem in check(apart) if problem.code == "duplicate-key"]

    assert (Path(problem.file).name, "of citations.bib" in problem.message) == ("milk.bib", True)


def test_a_changed_record_stays_in_its_file(apart):
    before = (apart / folders.CLAIMS).read_bytes()
    claim = data.load(apart).records(model.Claim)[MILK]
    changed = replace(claim, statement="Milk hides it.")

    data.save(data.put(data.load(apart), changed))

    assert (apart / folders.CLAIMS).read_bytes() == before
    assert "Milk hides it." in (apart / "milk.ttl").read_text("utf-8")
    assert eg.load(apart).claim(MILK).statement == "Milk hides it."


def test_a_new_record_goes_where_it_is_put(apart):
    before = {path.name: path.read_bytes() for path in apart.iterdir()}

    data.save(data.put(data.load(apart), model.Curator("eve", "Eve"), file="2026-11-30.ttl"))

    after = {path.name: path.read_bytes() for path in apart.iterdir()}
    assert after.keys() - before.keys() == {"2026-11-30.ttl"}
    assert {name: after[name] for name in before} == before
    assert eg.load(apart).get(model.Curator, "eve").name == "Eve"


def test_a_removed_record_is_taken_out_of_its_file(apart):
    dataset = data.load(apart)
    study = dataset.records(model.Study)["leaf2001"]

    saved = data.save(data.remove(dataset, study))

    assert "leaf2001" not in saved.records(model.Study)
    assert "citation:leaf2001 a" not in (apart / "milk.ttl").read_text("utf-8")


def test_a_work_stays_in_its_file_and_a_new_one_goes_to_the_first(apart):
    first = (apart / folders.CITATIONS).read_text("utf-8")
    dataset = data.load(apart)
    entry = dataset.bibliography.entries["leaf2001"]
    changed = bib.Entry(entry.key, entry.type, {**entry.fields, "note": "{Changed}"})
    citations = bib.put(dataset.bibliography, changed, bib.Entry("new2002", "misc", {"title": "{New}"}))

    data.save(replace(dataset, bibliography=citations))

    assert "{Changed}" in (apart / "milk.bib").read_text("utf-8")
    assert (apart / folders.CITATIONS).read_text("utf-8").startswith(first.rstrip())
    assert "new2002" in (apart / folders.CITATIONS).read_text("utf-8")


def test_a_subject_of_two_files_is_not_changed_unasked(apart):
    milk = apart / "milk.ttl"
    milk.write_text(milk.read_text("utf-8") + "\nclaim:milk-spoils-tea eg:about concept:taste .\n", "utf-8")
    dataset = data.load(apart)
    claim = dataset.records(model.Claim)["milk-spoils-tea"]
    changed = replace(claim, statement="Milk spoils it.")

    with pytest.raises(CannotWrite, match=r"claims\.ttl and milk\.ttl both describe"):
        data.save(data.put(dataset, changed))
    saved = data.save(data.put(dataset, model.Curator("eve", "Eve")))

    assert saved.records(model.Curator)["eve"].name == "Eve"


def test_somebody_elses_edit_of_any_file_is_noticed(apart):
    dataset = data.load(apart)
    with (apart / "milk.ttl").open("a", encoding="utf-8") as file:
        file.write("# mine\n")

    with pytest.raises(EditConflict, match=r"milk\.ttl"):
        data.save(data.put(dataset, model.Curator("eve", "Eve")))


def test_nothing_is_written_where_it_would_become_part_of_the_data(apart, capsys):
    out = apart / "refs.bib"

    assert main(["export", "bibtex", "--data", str(apart), "-o", str(out)]) == 2
    assert "part of the data" in capsys.readouterr().err
    assert not out.exists()


def test_nodes_without_a_name_stay_apart(apart):
    for name in ("a.ttl", "b.ttl"):
        (apart / name).write_text(f'_:x <urn:says> "{name}" ; <urn:of> [ <urn:in> "{name}" ] .\n', "utf-8")

    said = [triple for triple in statements(eg.load(apart)) if triple[1].startswith("urn:")]

    assert (len(said), len({subject for subject, _, _ in said})) == (6, 4)
