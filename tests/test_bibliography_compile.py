# ruff: noqa: RUF001 - signs and letters that look like others are the point
"""What we write, LaTeX prints: entries compile with bibtex and with biber, and names come out whole.

To compile other files too, name them in EVIDENCE_GRAPH_BIB (several with the separator of PATH).
Without TeX the tests are skipped; with CI=true they fail.
"""

import os
import re
import sys
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from evidence_graph import bibliography as bib
from evidence_graph.model import Citation, Stance

sys.path.insert(0, str(Path(__file__).parent))
import tex

ROOT = Path(__file__).parents[1]

CITATIONS = [
    Citation(
        key="tonnessen2015performance",
        type="article",
        title='Tønnessen\'s 50% rule & the EMG_max of TNF-α ≥ 3-D MRI: #1 {braces} ~ ^ \\ "x" <p> | 5 $',
        authors=("Tønnessen, Espen", "García-Vaquero, María P.", "Šarić, Ž.", "van der Łęcki, Ján"),
        year=2015,
        container="Journal of Strength & Conditioning Research_2",
        volume="29",
        issue="3",
        pages="398-406",
        doi="10.1519/JSC_%26.0000#1",
        pmid="25226333",
        url="https://example.org/a_b?c=%20d&e=~f#g",
    ),
    Citation(
        key="who:2020",
        type="book",
        title="Guidelines " + "on physical activity and sedentary behaviour of very many words " * 40,
        authors=("Smith and Wesson, Inc", "World Health Organization", "King, Jr., Martin", "Ødegård, Åse"),
        authors_incomplete=True,
        year=2020,
    ),
    Citation(
        key="evil/input",
        type="misc",
        title=r"\input{/etc/passwd} \write18{touch owned} \csname end\endcsname %",
        authors=(r"Zelmer\input{x}, A_B", "Čapek, Karel"),
        year=1999,
        url=r"https://example.org/\input{x}",
    ),
    Citation(
        key="signs1901",
        type="article",
        title="Signs: ± × ÷ · ≤ ≈ − → ∞ µ ° ² ⁴ ₂ ′ “quoted” ‘q’ – — … "
        "Ω Δ β φ Α † § € ½ ¿ ß þ ð đ ŋ ą ć ž -- --- ``",
        authors=("Ibáñez, J. «Ñ»", "Müller, Zoë"),
        year=1901,
        container="Α & Ω",
        pages="S78-S84",
    ),
]

BIBTEX = tex.HEAD + tex.WIDE + tex.BIBTEX % "plain"
BIBER = tex.HEAD + tex.BIBLATEX + tex.WIDE + tex.BIBER
ENGINES = {"bibtex": BIBTEX, "biber": BIBER}


def files():
    """The .bib files to compile: the data, the tests' own, and those that the caller names."""
    named = [Path(name) for name in os.environ.get("EVIDENCE_GRAPH_BIB", "").split(os.pathsep) if name]
    ours = [ROOT / "tests" / "tea" / "citations.bib", ROOT / "data" / "citations.bib"]
    return named + [path for path in ours if path.is_file()]


def short(path):
    """The end of *path*, to tell files apart."""
    return "/".join(path.parts[-2:])


def citations(text):
    """The works of a .bib *text*."""
    bibliography = bib.parse(text)
    return [bib.citation(entry, bibliography.strings) for entry in bibliography.entries.values()]


def awkward():
    """What our writer makes of awkward works."""
    keywords = [bib.link_keyword(Stance.SUPPORTS, "a b_c%d")]
    return "\n".join(
        bib.format_entry(citation, keywords=keywords, annote="50% & more_") for citation in CITATIONS
    )


def written():
    """What our writer makes of awkward works and of every file, each under a name."""
    texts = {"awkward": awkward()}
    for path in files():
        texts[short(path)] = "\n".join(map(bib.format_entry, citations(path.read_text("utf-8"))))
    return [pytest.param(text, id=name) for name, text in texts.items()]


@cache
def printed(engine, text):
    """The text of the PDF that *engine* and pdflatex make of the .bib *text*; nothing else may come of it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        tex.begin(folder, ENGINES[engine], text)
        status, output = tex.run(folder, engine, "paper")
        assert status == 0, output
        assert "error" not in output.lower().replace("error_", ""), output

        # Once is enough for a list of literature: the text cites nothing whose label it would wait for.
        status, output = tex.run(folder, "pdflatex", "-halt-on-error", *tex.LATEX[1:])
        assert status == 0, output[-3000:]
        assert not (folder / "owned").exists()

        status, output = tex.run(folder, "pdftotext", "-raw", "-enc", "UTF-8", "paper.pdf", "-")
        assert status == 0
        return plain(output)


def plain(text):
    """*text* without the traces of typesetting: spaces, capitals, ligatures, kinds of quotation marks."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return re.sub(r"[\s\x00-\x1f]+", "", text)


def letters(text):
    """The letters of *text*: a style may set a hyphen as a space."""
    return re.sub(r"[\W_]+", "", plain(text))


def families(text):
    """The family names (or bodies) of a .bib *text*, as they are to be printed."""
    return {name.split(",")[0] for citation in citations(text) for name in citation.authors}


@pytest.fixture(autouse=True)
def _needs_tex():
    tex.require()


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("text", written())
def test_what_we_write_compiles_and_prints_every_name_whole(engine, text):
    """Neither engine reports an error, and each family name stands in the PDF with its hyphens."""
    page = printed(engine, text)

    assert [name for name in families(text) if plain(name) not in page] == []


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("path", files(), ids=short)
def test_a_file_compiles_as_it_is(engine, path):
    """Neither engine reports an error on the file that people wrote."""
    text = path.read_text("utf-8")

    page = letters(printed(engine, text))

    assert [name for name in families(text) if letters(name) not in page] == []


@pytest.mark.parametrize("engine", list(ENGINES))
def test_signs_of_a_title_come_out_as_they_went_in(engine):
    """What LaTeX would take for a command is printed as text, and acronyms keep their capitals."""
    page = printed(engine, awkward())

    for part in ["50%", "EMG_max", "α", "≥", "3-D", "MRI", "#1", "{braces}", r"\input{/etc/passwd}", "$"]:
        assert plain(part) in page
