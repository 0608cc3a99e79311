r"""Export writes whatever can be written: parents after children, signs escaped, the reader's notes.

Compiled with bibtex and biber where TeX is installed.
"""

import json
import re
from collections import Counter

import ordinary_tex
import pytest
import tex
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import escaping, libraries, value_expressions
from evidence_graph.cli import main

FAMILY = r"""
@string{tp = "Tea & Press"}
@book{zz1998, editor = {Ek, Jo and Ma, Li}, title = {Cups & Pots}, booktitle = {Cups & Pots}, publisher = tp, year = {1998}}
@incollection{aa1998, author = {Ba, Bo}, title = {50% of Tea}, pages = {1--9}, crossref = {zz1998}}
@incollection{ab1998, author = {Ra, Su}, title = {On cup #1}, pages = {10--19}, crossref = {zz1998}}
@article{bad'key, author = {No, One}, title = {Out}, journal = {J}, year = {2000}}
@inproceedings{cc2001, author = {Ra, Su}, title = {Orphan}, crossref = {proc'2001}}
@proceedings{proc'2001, title = {Proc. of Tea}, booktitle = {Proc. of Tea}, year = {2001}}
@misc{dd2002, author = {Smith, A & Co}, title = {Pay $5 for R&D_1 ^ 2 <i>now</i>}, howpublished = {https://example.org/a_b?x=1&y=2#z}, year = {2002}}
@misc{ee2003, author = {Ek, Jo}, title = {Formula $a_1^2 & b$ and \url{https://example.org/a_b}}, note = {\cite{a_b} \ensuremath{x_1}}, year = {2003}}
"""  # noqa: E501 - a line an entry


def exported(folder, capsys, *options):
    """The BibTeX that leaves *folder*, what is said of it, and the status."""
    status = main(["export", "bibtex", *options, "--data", str(folder), "--no-cache"])
    told = capsys.readouterr()
    return told.out, told.err, status


@pytest.fixture
def family(tea):
    """The tea data with entries that inherit, and with signs that TeX obeys."""
    with (tea / "citations.bib").open("a") as file:
        file.write(FAMILY)
    return tea


def test_a_parent_leaves_after_its_children_and_a_child_keeps_what_its_lost_parent_gave(family, capsys):
    text, told, status = exported(family, capsys)

    left = bib.parse(text).entries
    order = list(left)
    assert max(order.index("aa1998"), order.index("ab1998")) < order.index("zz1998")
    assert "crossref" not in left["cc2001"].fields
    assert (left["cc2001"].fields["booktitle"], left["cc2001"].fields["year"]) == ("{Proc. of Tea}", "{2001}")
    assert 'the entry "proc\'2001" is left out' in told
    assert status == 1


def test_a_parent_that_no_claim_cites_leaves_with_its_child(tea, capsys):
    path = tea / "citations.bib"
    text = path.read_text("utf-8").replace("year   = {2010},", "crossref = {kettles},")
    path.write_text(f"{text}\n@book{{kettles, title = {{All Kettles}}, xdata = {{house}}, year = {{2010}}}}"
                    "\n@xdata{house, publisher = {Reed}}\n@book{other, title = {Other}}")  # fmt: skip

    claims = json.loads(run(capsys, "show", "pot2010", "--data", str(tea), "-f", "json"))["evidence"]
    text, _, _ = exported(tea, capsys, claims[0]["claim"])

    assert list(bib.parse(text).entries)[-2:] == ["kettles", "house"]
    assert "other" not in bib.parse(text).entries


def run(capsys, *words):
    """What a verb prints."""
    main(list(words))
    return capsys.readouterr().out


def test_signs_are_escaped_where_they_are_printed_and_nowhere_else(family, capsys):
    text, told, _ = exported(family, capsys)

    left = bib.parse(text).entries
    assert left["dd2002"].fields["title"] == r"{Pay \$5 for R\&D\_1 {\textasciicircum} 2 \textit{now}}"
    assert left["dd2002"].fields["howpublished"] == r"{https://example.org/a\_b?x=1\&y=2\#z}"
    assert left["ee2003"].fields["title"] == r"{Formula $a_1^2 \& b$ and \url{https://example.org/a_b}}"
    assert left["ee2003"].fields["note"] == r"{\cite{a_b} \ensuremath{x_1}}"
    assert r"@string{tp = {Tea \& Press}}" in text
    assert "the field 'author' of the entry 'dd2002' is escaped: it holds & without a backslash" in told


@given(st.text("a1 &%#_^$\\{}()[]<>-~", max_size=30))
def test_what_is_escaped_once_stays_and_reads_as_before(latex):
    value = f"{{{latex}}}"
    assume(value_expressions.is_sound(value))

    once = escaping.escape("title", value)

    assert escaping.escape("title", once) == once
    assert escaping.bare_signs("title", once) == ()


def test_check_names_bare_signs_with_their_line_and_spelling(family, capsys):
    problems = json.loads(run(capsys, "check", "--data", str(family), "-f", "json"))

    found = {
        p["subject"]: p["cure"] for p in problems if p["code"] == "bare-sign" and "title" in p["message"]
    }
    assert found["citation:aa1998"] == r"Write \%."
    assert found["citation:dd2002"] == r"Write \& \_ {\textasciicircum} \$."
    assert found["citation:ee2003"] == r"Write \&."


@pytest.mark.parametrize("own", ["Read again", "Good. \\textit{Twice}"])
def test_the_readers_own_note_stays_and_annotating_twice_changes_nothing(tea, capsys, own):
    path = tea / "citations.bib"
    path.write_text(
        path.read_text("utf-8").replace("year   = {2010},", f"year = {{2010}}, annote = {{{own}}},")
    )

    first, _, _ = exported(tea, capsys, "--annotate")
    path.write_text(first)
    second, _, _ = exported(tea, capsys, "--annotate")

    note = bib.parse(first).entries["pot2010"].fields["annote"]
    assert re.fullmatch(rf"\{{{re.escape(own)} \[\w+ [\w-]+: .*\]\}}", note)
    assert second == first


def test_fields_that_nobody_could_confirm_are_named_in_the_entry(tea, capsys):
    path = tea / "claims.ttl"
    text = path.read_text("utf-8")
    path.write_text(f'{text}\ncitation:pot2010 a eg:Citation ; eg:unverified "doi", "volume" .\n', "utf-8")

    left, _, _ = exported(tea, capsys)

    entries = bib.parse(left).entries
    assert entries["pot2010"].fields["unverified"] == "{doi, pages, volume}"
    assert "unverified" not in entries["leaf2001"].fields


@pytest.mark.parametrize("engine", ["bibtex", "biber"])
def test_what_is_exported_compiles_without_an_error_and_prints_what_was_meant(
    family, capsys, tmp_path, engine
):
    tex.require()
    text, _, _ = exported(family, capsys, "--annotate")

    made = tex.Run.of(tmp_path / "paper", engine, text, papers=tex.USUAL, times=1)

    assert made.errors == ()
    for words in (
        "R&D_1",
        "50% of Tea",
        "cup #1",
        "Proc. of Tea",
        "Cups & Pots",
        "Tea & Press",
    ):
        assert re.sub(r"[\W_]+", "", words).lower() in re.sub(r"[\W_]+", "", made.printed).lower()


@pytest.mark.trial
@pytest.mark.parametrize("engine", ["bibtex", "biber"])
def test_a_library_as_people_have_it_compiles_with_no_error_that_its_source_did_not_have(
    tea, capsys, tmp_path, engine, trial
):
    tex.require()
    whole = bib.parse(ordinary_tex.texts())
    number = trial.amount(sample=50, whole=240)
    source = bib.write(libraries.only(whole, list(whole.entries)[:number]))
    (tea / "citations.bib").write_text(source, "utf-8")

    text, _, _ = exported(tea, capsys)
    before, after = (
        tex.Run.of(tmp_path / name, engine, library, papers=tex.USUAL, times=1)
        for name, library in (("source", source), ("left", text))
    )

    assert len(bib.parse(text).entries) == number
    assert Counter(map(kind_of, after.errors)) <= Counter(map(kind_of, before.errors))
    trial.tell(f"{number} entries with {engine}: no error that their source did not have")


def kind_of(error):
    """An error without the line it is on."""
    return re.sub(r"\d+", "", error)
