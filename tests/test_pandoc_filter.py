"""Citations bear the recorded stance in what pandoc writes, by the filter in Python and by the one in Lua."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from stance_manuscripts import ACCEPTED, BOTH, LIBRARY, MANUSCRIPTS, NONE, STEEP

from evidence_graph import load
from evidence_graph.citing.acceptances import letters_of, silent
from evidence_graph.citing.stance_table import KnownCitation, StanceTable, stance_table
from evidence_graph.cli import main
from evidence_graph.exports import lua_filter

TEA = Path(__file__).parent / "tea"
STATEMENTS = {claim.id: claim.statement for claim in load(TEA).claims()}
STANCE = r"supports|opposes|qualifies|background|inconclusive|not recorded"
MARK = re.compile(rf"\[((?:[^\[\]]*: )?(?:{STANCE})[^\[\]]*)\]")


@pytest.fixture(scope="session")
def pandoc():
    """Run pandoc; without it these tests are skipped, and fail where everything must run."""
    if shutil.which("pandoc") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("pandoc is not on the PATH")

    def run(*arguments, folder, text=None):
        command = ["pandoc", *map(str, arguments)]
        done = subprocess.run(command, cwd=folder, input=text, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """A folder with the library, the table of accepted sentences, and the exported filter."""
    folder = tmp_path_factory.mktemp("desk")
    entries = (TEA / "citations.bib").read_text("utf-8")
    (folder / "refs.bib").write_text(entries + LIBRARY, "utf-8")
    (folder / "accepted.csv").write_text(ACCEPTED, "utf-8")
    table = ["--accepted", str(folder / "accepted.csv")]
    assert main(["export", "pandoc", "--data", str(TEA), *table, "-o", str(folder / "filter")]) == 0
    return folder


LUA = ("--lua-filter", "filter/evidence-graph.lua")
CITED = ("--citeproc", "--bibliography", "refs.bib")


def marks(text):
    """The marks in a text, and before the list of claims."""
    body = " ".join(text.split()).partition("Claims and verdicts")[0]
    return tuple(MARK.findall(body))


def listed(text):
    """The statements in the list of claims, in their order."""
    tail = " ".join(text.split()).partition("Claims and verdicts")[2]
    found = [(tail.find(statement), claim) for claim, statement in STATEMENTS.items() if statement in tail]
    return tuple(claim for _, claim in sorted(found))


def words_of_html(page):
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def words_of_docx(path):
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    return html.unescape(re.sub(r"<[^>]+>", "", "".join(parts).replace("</w:p>", "\n")))


@pytest.mark.parametrize("manuscript", MANUSCRIPTS, ids=lambda each: each.name)
def test_every_citation_bears_its_mark_by_the_filter_in_lua(pandoc, desk, manuscript):
    page = words_of_html(pandoc(*LUA, *CITED, "-t", "html", folder=desk, text=manuscript.text.encode()))

    assert marks(page) == manuscript.marks
    assert listed(page) == manuscript.claims


def test_the_filter_in_python_marks_all_of_them_likewise(pandoc, desk):
    text = "\n\n".join(
        f"# {each.name}\n\n{each.text}" for each in MANUSCRIPTS if "#evidence" not in each.text
    )
    document = pandoc("-t", "json", "-M", "bibliography=refs.bib", folder=desk, text=text.encode())
    command = [sys.executable, "-m", "evidence_graph", "pandoc-filter", "html", "--data", str(TEA)]
    command += ["--accepted", "accepted.csv"]
    done = subprocess.run(command, cwd=desk, input=document.encode(), capture_output=True, check=True)

    by_python = pandoc("-f", "json", *CITED, "-t", "plain", "--wrap=none", folder=desk, text=done.stdout)
    by_lua = pandoc(*LUA, *CITED, "-t", "plain", "--wrap=none", folder=desk, text=text.encode())

    assert by_python == by_lua
    assert "There is no claim 'no-such-claim'." in done.stderr.decode()


@pytest.mark.trial
def test_the_marks_stand_in_docx_latex_and_pdf(pandoc, desk, tmp_path, trial):
    chosen = MANUSCRIPTS[: trial.amount(sample=4, whole=len(MANUSCRIPTS))]
    wrong = []
    for manuscript in chosen:
        text = manuscript.text.encode()
        target = tmp_path / f"{manuscript.name}.docx"
        pandoc(*LUA, *CITED, "-o", target, folder=desk, text=text)
        latex = pandoc(*LUA, *CITED, "-s", "-t", "latex", folder=desk, text=text)
        source = tmp_path / f"{manuscript.name}.tex"
        source.write_text(latex, "utf-8")
        plain = (
            latex.partition(r"\begin{document}")[2]
            .replace("{[}", "[")
            .replace("{]}", "]")
            .replace(r"\&", "&")
        )
        texts = {"docx": words_of_docx(target), "latex": plain, "pdf": words_of_pdf(source)}
        if r"\texorpdfstring" in latex:  # a heading stands there twice, the second time for the bookmarks
            texts["latex"] = plain[: len(plain) - plain[::-1].index("[") - 1]
        wrong += [
            (manuscript.name, form) for form, words in texts.items() if marks(words) != manuscript.marks
        ]

    trial.tell(f"{len(chosen)} manuscripts in three formats: {len(wrong)} with a wrong mark")
    assert wrong == []


def words_of_pdf(source):
    """The words of the PDF that TeX makes of a *source*; its marks where there is no TeX."""
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not on the PATH")
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", source.name]
    subprocess.run(command, cwd=source.parent, check=True, capture_output=True)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(source.with_suffix(".pdf")).pages)
    return re.sub(r"-\n", "", text).replace("\n", " ")


def test_a_mark_leads_to_its_claim_and_has_a_style_of_its_own(pandoc, desk):
    text = f"Bitter [@leaf2001]{{claim={STEEP}}}.".encode()

    page = pandoc(*LUA, "-t", "html", "--wrap=none", folder=desk, text=text)

    assert (
        '<span class="evidence-stance" data-custom-style="Evidence stance" '
        f'title="{STATEMENTS[STEEP]}" data-claim="{STEEP}">[{BOTH}]</span>'
    ) in page


def test_the_list_of_claims_can_be_left_out(pandoc, desk):
    text = f"---\nevidence-appendix: false\n---\n\nBitter [@leaf2001]{{claim={STEEP}}}.".encode()

    assert "Claims and verdicts" not in pandoc(*LUA, "-t", "plain", folder=desk, text=text)


def test_pandoc_starts_the_filter_by_its_name_and_the_metadata_name_the_data(pandoc, desk):
    head = f"---\nevidence-data: {TEA}\nevidence-accepted: accepted.csv\nbibliography: refs.bib\n---\n\n"
    name = Path(sys.executable).with_name("evidence-graph-pandoc-filter")
    if not name.exists():
        pytest.skip("the package is installed without its scripts")

    page = pandoc("--filter", name, "-t", "plain", folder=desk, text=(head + MANUSCRIPTS[7].text).encode())

    assert marks(page) == (BOTH,)


def test_a_retracted_work_says_so_beside_its_stance():
    table = StanceTable({}, {"gone2001": KnownCitation("Gone 2001", is_retracted=True)})

    assert table.words(None, "gone2001") == f"{NONE}, retracted"


def test_the_folder_is_an_extension_of_quarto_and_nothing_in_the_table_can_end_it(desk, tmp_path, pandoc):
    assert sorted(path.name for path in (desk / "filter").iterdir()) == [
        *("_extension.yml", "evidence-graph.lua", "evidence-stances.lua"),
    ]
    assert "filters:\n    - evidence-graph.lua" in (desk / "filter" / "_extension.yml").read_text("utf-8")

    hostile = 'a"]] = os.exit(3) --\\\n\r\0'
    table = StanceTable(
        {}, {"leaf2001": KnownCitation(hostile), hostile: KnownCitation("x")}, {hostile: "leaf2001"}
    )
    lua_filter.export(table, tmp_path / "filter")
    page = pandoc(*LUA, "-t", "plain", folder=tmp_path, text=b"One [@leaf2001; @x].")

    assert f"[{hostile}: not recorded; x: not recorded]" in page


def test_a_file_of_somebody_else_is_not_replaced(tmp_path, capfd):
    (tmp_path / "_extension.yml").write_text("title: mine\n", "utf-8")

    status = main(["export", "pandoc", "--data", str(TEA), "-o", str(tmp_path)])

    assert status == 2
    assert "no file of this filter" in capfd.readouterr().err
    assert (tmp_path / "_extension.yml").read_text("utf-8") == "title: mine\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("words,claim\na,b\n", "the columns sentence and claim"),
        (f"sentence,claim\nshort,{STEEP}\n", "no whole sentence"),
        (
            "sentence,claim\nLong steeps make tea bitter.,no-such-claim\n",
            "There is no claim 'no-such-claim'.",
        ),
    ],
)
def test_a_table_of_accepted_sentences_that_is_none_is_refused(tmp_path, capfd, rows, message):
    (tmp_path / "accepted.csv").write_text(rows, "utf-8")

    status = main(
        [
            "export",
            "pandoc",
            "--data",
            str(TEA),
            "--accepted",
            str(tmp_path / "accepted.csv"),
            "-o",
            str(tmp_path),
        ]
    )

    assert status == 2
    assert message in capfd.readouterr().err


def test_what_is_no_document_of_pandoc_is_refused(tmp_path):
    command = [sys.executable, "-m", "evidence_graph", "pandoc-filter", "--data", str(TEA)]
    for text in ("# Tea", json.dumps([1])):
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, cwd=tmp_path)

        assert (done.returncode, b"pandoc" in done.stderr) == (2, True)


def test_a_sentence_is_known_by_its_letters_without_its_marks():
    letters = letters_of(r"Äpfel \citep[see][p. 3]{leaf2001} and *tea* [@leaf2001]{claim=x}, 5 mM @pot2010.")

    assert letters == silent("Äpfel and tea 5 mM") == "Äpfelandtea5mm"


def test_python_makes_the_same_table():
    table = stance_table(load(TEA), claims=[STEEP, "no-such-claim"])

    assert table.words(STEEP, table.key_of("unknown", "10.5555/LEAF.2001")) == BOTH
    assert table.key_of("leaf2001", "10.5555/other") is None
