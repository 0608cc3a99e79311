"""Nothing that somebody else made is lost where an answer is written."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite
from evidence_graph.exports import parquet, sqlite
from evidence_graph.site import build
from evidence_graph.site.page_places import Places

TEA = Path(__file__).parent / "tea"


@pytest.mark.parametrize("name", ["index.html", "map.html", "claim/milk-spoils-tea.html"])
def test_a_site_takes_the_place_of_no_page_that_somebody_else_made(tmp_path, name):
    own = tmp_path / "web" / name
    own.parent.mkdir(parents=True)
    own.write_text("<h1>My own</h1>")

    with pytest.raises(CannotWrite, match="no page of a site"):
        build(eg.load(TEA), tmp_path / "web")
    assert [p.read_text() for p in (tmp_path / "web").rglob("*") if p.is_file()] == ["<h1>My own</h1>"]


def test_a_site_is_not_written_through_a_link(tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "profile").write_text("mine")
    (tmp_path / "web" / "index.html").symlink_to(tmp_path / "profile")

    with pytest.raises(CannotWrite):
        build(eg.load(TEA), tmp_path / "web")
    assert (tmp_path / "profile").read_text() == "mine"


def test_a_site_is_written_again_over_itself(tmp_path):
    graph = eg.load(TEA)

    assert build(graph, tmp_path / "web") == build(graph, tmp_path / "web")


def test_an_entry_that_would_break_a_bibliography_costs_its_bibtex_alone(tea, tmp_path):
    with (tea / "citations.bib").open("a") as file:
        file.write("@article{a<b, title = {A}, year = {2001}}\n")

    build(eg.load(tea), tmp_path / "web")

    page = (tmp_path / "web" / "study" / "a%3Cb.html").read_text("utf-8")
    assert 'id="bibtex"' not in page


def test_no_page_has_a_name_that_windows_takes_for_a_device():
    ids = ["con", "Nul.txt", "COM1", "lpt9.x.y", "console"]
    places = Places({"claim": ids})

    names = [places.path("claim", name).removeprefix("claim/") for name in ids]
    assert [name.partition(".")[0].lower() in {"con", "nul", "com1", "lpt9"} for name in names] == [False] * 5


@pytest.mark.parametrize(
    "verb", [["map"], ["export", "bibtex"], ["export", "sqlite"], ["export", "turtle"]], ids=" ".join
)
def test_a_link_to_the_data_is_no_place_for_an_answer(tea, tmp_path, verb, capsys):
    link = tmp_path / "link.html"
    link.symlink_to(tea / "claims.ttl")

    assert main([*verb, "--data", str(tea), "-o", str(link)]) == 2
    assert "file of a data folder" in capsys.readouterr().err
    assert (tea / "claims.ttl").read_bytes() == (TEA / "claims.ttl").read_bytes()


def test_a_database_takes_the_place_of_no_pipe_and_no_read_only_file(tmp_path):
    graph = eg.load(TEA)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "old.sqlite").write_text("old")
    (tmp_path / "old.sqlite").chmod(0o444)

    for name in ("pipe", "old.sqlite"):
        with pytest.raises(CannotWrite):
            sqlite.write(graph, tmp_path / name)
    assert ((tmp_path / "pipe").is_fifo(), (tmp_path / "old.sqlite").read_text()) == (True, "old")


def test_a_database_is_written_where_a_link_leads(tmp_path):
    (tmp_path / "real.sqlite").touch(mode=0o600)
    (tmp_path / "link.sqlite").symlink_to("real.sqlite")

    sqlite.write(eg.load(TEA), tmp_path / "link.sqlite")

    assert (tmp_path / "link.sqlite").is_symlink()
    assert (tmp_path / "real.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
def test_what_is_no_text_is_not_written_to_a_file_named_with_a_dash(form, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["export", form, "--data", str(TEA), "-o", "-"]) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["notes.txt", "claims/mine.parquet", ".git/config"])
def test_tables_take_no_file_of_somebody_else_with_them(tmp_path, name):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    graph, folder = eg.load(TEA), tmp_path / "tables"
    parquet.write(graph, folder)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("mine")

    with pytest.raises(CannotWrite, match="none of the tables"):
        parquet.write(graph, folder)
    assert (folder / name).read_text() == "mine"


def test_older_tables_are_back_when_the_new_ones_cannot_be_put_there(tmp_path, monkeypatch):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    graph, folder, rename = eg.load(TEA), tmp_path / "tables", Path.rename
    parquet.write(graph, folder)

    def refused(self, target):
        if self.name == "tables" and self.parent.name.startswith("."):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)

    with pytest.raises(CannotWrite):
        parquet.write(graph, folder)
    assert parquet.is_export(folder)


@pytest.mark.parametrize("output", [[], ["-o", "."]], ids=["unnamed", "folder"])
def test_a_map_without_a_name_takes_the_place_of_nothing_but_a_map(tmp_path, monkeypatch, output):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "map.html").write_text("<h1>How to find us</h1>")

    assert main(["map", "--data", str(TEA), *output]) == 2
    assert (tmp_path / "map.html").read_text() == "<h1>How to find us</h1>"
    assert main(["map", "--data", str(TEA), "-o", "map.html"]) == 0
    assert main(["map", "--data", str(TEA), *output]) == 0


@pytest.mark.parametrize(
    "form", [["graphml"], ["forest", "long-steeping-makes-bitter"]], ids=lambda form: form[0]
)
def test_characters_that_xml_forbids_are_left_out_of_it(tea, tmp_path, form):
    path = tea / "claims.ttl"
    odd = r"bitter\u0001\u000B\uFFFE\uFFFF"
    text = (
        path.read_text("utf-8")
        .replace('more bitter."', f'more {odd}."')
        .replace('"bitterness', f'"{odd}ness')
    )
    path.write_text(text, "utf-8")

    assert main(["export", *form, "--data", str(tea), "-o", str(tmp_path / "made.xml")]) == 0
    assert "bitter" in "".join(ET.parse(tmp_path / "made.xml").getroot().itertext())  # noqa: S314 - our own
