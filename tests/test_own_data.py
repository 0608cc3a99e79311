"""The data folder that docs/own-data.md shows works as it stands."""

import re
from pathlib import Path

import evidence_graph as eg
from evidence_graph.checks import check_folder

PAGE = Path(__file__).parents[1] / "docs" / "own-data.md"


def test_the_least_that_works_works(tmp_path):
    bib, turtle = re.findall(r"```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "citations.bib").write_text(bib, "utf-8")
    (tmp_path / "claims.ttl").write_text(turtle, "utf-8")
    graph = eg.load(tmp_path)

    assert check_folder(tmp_path) == []
    assert graph.flaws() == 0
    assert [s.citation.label for s in graph.studies("long-steeping-makes-bitter")] == ["Leaf & Blatt 2001"]
