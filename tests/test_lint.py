"""`lint` holds each citation of a manuscript against what is recorded of the work for its claim."""

import json
import zipfile
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from planted_faults import as_docx, invented_claims, invented_graph, planted

from evidence_graph import load
from evidence_graph.citing import (
    acceptances,
    latex_page,
    manuscript_files,
    markdown_page,
    own_library,
)
from evidence_graph.citing.lint_kinds import LINT_KINDS
from evidence_graph.citing.linting import Linter
from evidence_graph.citing.manuscript import sentences
from evidence_graph.citing.polarity import attitude_of
from evidence_graph.citing.wording_force import force_of
from evidence_graph.cli import main
from evidence_graph.drafting import Decision, ProposedArticle, ProposedClaim, proposed
from evidence_graph.model import Force

ROOT = Path(__file__).parents[1]
TEA = ROOT / "tests" / "tea"
STEEP, HIDES = "long-steeping-makes-bitter", "milk-hides-bitterness"


@pytest.fixture
def linted(tmp_path, capfd):
    """What `lint` says of one manuscript about tea: its status, its rows, and its messages."""

    def run(text, *arguments, name="paper.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        library = [] if "--bib" in arguments else ["--bib", str(TEA / "citations.bib")]
        form = [] if "-f" in arguments else ["-f", "json"]
        status = main(["lint", str(path), "--data", str(TEA), *library, *form, *map(str, arguments)])
        out, err = capfd.readouterr()
        return status, json.loads(out) if not {"-f"} & set(arguments) else out, err

    return run


def codes(rows):
    return [row["code"] for row in rows]


# What is told.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Tea gets bitter [@sorensen2015]{{claim={STEEP}}}.", ["contrary-work-cited", "little-recorded"]),
        (f"Tea gets bitter [@pot2010]{{claim={STEEP}}}.", ["background-cited", "little-recorded"]),
        (f"Tea gets bitter [@sorensen2015]{{claim={STEEP} attitude=denies}}.", ["little-recorded"]),
        (f"They say so [@sorensen2015]{{claim={STEEP} attitude=reports}}.", []),
        (f"Milk hides it [@leaf2001]{{claim={HIDES}}}.", ["little-recorded", "not-recorded-for-claim"]),
        ("Tea is wet [@nobody1999].", ["unknown-key"]),
        ("Tea is wet [@leaf2001]{claim=no-such}.", ["unknown-claim"]),
        ("Tea is wet [@leaf2001; @pot2010, p. 3].", []),
        ("Steeping tea for longer makes it more bitter [@leaf2001].", ["near-claim"]),
        ("A `[@nobody]` and <!-- @nobody --> mail@nobody.org, \\@nobody.", []),
        ("Tea.\n\n    [@nobody]\n\n    @nobody again\n\nTea.", []),
        ("- Tea.\n\n    Wet [@nobody1999].\n", ["unknown-key"]),
        ("Tea is\n    wet [@nobody1999].\n", ["unknown-key"]),
        ("---\ntitle: '@nobody'\n---\n\n```\n@nobody\n```\n\n~~~ {.r}\n[@nobody]\n~~~\n", []),
    ],
)
def test_a_citation_is_held_against_its_claim_alone(linted, text, told):
    assert codes(linted(text)[1]) == told


def test_the_place_is_that_of_the_key_in_the_file(linted):
    text = (
        f"# Tea\n\nFirst. Then tea gets bitter\nwith time [see @leaf2001;\n@sorensen2015]{{claim={STEEP}}}.\n"
    )

    [row] = [row for row in linted(text)[1] if row["severity"] == "error"]

    assert (row["line"], row["column"], row["subject"]) == (5, 1, "citation:sorensen2015")


def test_a_claim_around_a_sentence_goes_for_all_that_it_cites(linted):
    text = f"[Bitter it is with time [@leaf2001], as many found before [@sorensen2015]]{{claim={STEEP}}}."

    assert [row["subject"] for row in linted(text)[1]] == [
        "citation:sorensen2015",
        f"claim:{STEEP}",
    ]


def test_a_sentence_that_is_accepted_needs_no_claim(linted, tmp_path):
    table = tmp_path / "accepted.csv"
    table.write_text(f'sentence,claim\n"Tea gets bitter with time [@x].",{STEEP}\n', "utf-8")

    status, rows, _ = linted(
        "Tea gets *bitter*\nwith time. [@sorensen2015] Pots do not.", "--accepted", table
    )

    assert (status, rows[0]["code"]) == (1, "contrary-work-cited")


def test_what_was_accepted_in_a_review_is_accepted_here(tea, tmp_path, capfd):
    sentence = "Tea gets bitter with time, they say."
    claims = [
        ProposedClaim(1, 1, 0, 36, sentence, sentence, Force.PLAIN, decision=Decision.ACCEPTED, claim=STEEP),
        ProposedClaim(2, 2, 40, 70, "Milk hides it all the time.", "", Force.PLAIN),
    ]
    proposed.save(tea, ProposedArticle("tea-blog", "How to brew", "tea.txt", "0" * 64, tuple(claims)))
    (tmp_path / "paper.md").write_text(
        "Tea gets bitter with time [@sorensen2015], they say. Milk hides it all the time [@leaf2001]."
    )

    status = main(["lint", str(tmp_path / "paper.md"), "--data", str(tea), "-f", "json", "--no-near"])

    assert (status, codes(json.loads(capfd.readouterr().out))) == (
        1,
        ["contrary-work-cited", "little-recorded"],
    )


def test_a_passage_of_an_article_makes_its_claim_and_one_that_argues_for_it_does_not(tea):
    text = "How to    Tea gets bitter, however you do it at home. Pots are made of clay or of glass."
    path = tea / "claims.ttl"
    content = path.read_text("utf-8").replace(
        "    eg:passage passage:tea-blog.10-52 .",
        "    eg:passage passage:tea-blog.10-52, passage:p2 ; eg:argument passage:p2 .\n"
        "passage:p2 a eg:Passage ; eg:start 54 ; eg:end 88 ; eg:paragraph 1 .",
    )
    path.write_text(content, "utf-8")
    graph = load(tea)

    accepted = list(acceptances.of_articles(graph, {graph.article("tea-blog").sha256: text}))

    assert [(each.letters, each.claim) for each in accepted] == [("teagetsbitterhoweveryoudoitathome", STEEP)]


def test_what_is_only_near_is_a_remark_and_no_verdict_stands_beside_it(linted):
    status, rows, _ = linted("Steeping tea for longer makes it more bitter [@sorensen2015].")

    assert (status, codes(rows)) == (0, ["near-claim"])
    assert rows[0]["message"].endswith("not compared.")
    assert linted("Steeping tea for longer makes it more bitter [@sorensen2015].", "--no-near")[1] == []


def test_a_work_that_its_own_library_calls_retracted_is_told(linted, tmp_path):
    library = tmp_path / "refs.bib"
    library.write_text("@article{gone, title = {RETRACTED: Tea}, year = 2001}\n@misc{other, title = {Tea}}\n")

    assert codes(linted("Tea [@gone; @other].", "--bib", library)[1]) == ["retracted-work-cited"]


def test_a_key_that_means_another_work_is_not_taken_for_one_of_the_data(linted, tmp_path):
    library = tmp_path / "refs.bib"
    library.write_text(
        "@article{leaf2001, doi = {10.5555/other}}\n@article{cold, doi = {10.5555/cold.2015}}\n"
    )

    rows = linted(f"Bitter [@leaf2001; @cold]{{claim={STEEP}}}.", "--bib", library)[1]

    assert codes(rows) == ["contrary-work-cited", "little-recorded", "not-recorded-for-claim"]


@pytest.mark.parametrize(
    ("sentence", "force"),
    [
        ("Milk always hides bitterness.", "absolute"),
        ("It is proven that milk hides it.", "absolute"),
        ("Milk hides bitterness.", "plain"),
        ("Milk may hide bitterness.", "hedged"),
        ("These studies suggest that milk hides it.", "hedged"),
        ("It is not proven that milk hides it.", "hedged"),
    ],
)
def test_the_force_of_a_sentence_is_read_from_its_words(sentence, force):
    assert force_of(sentence) == force


@pytest.mark.parametrize(
    ("clause", "statement", "attitude"),
    [
        ("Tea gets bitter with time", "Steeping makes tea bitter.", "asserts"),
        ("Tea does not get bitter with time", "Steeping makes tea bitter.", "denies"),
        ("Tea doesn't get bitter", "Steeping makes tea bitter.", "denies"),
        ("Hip thrusts make you run faster", "Hip thrusts do not make you run faster.", "denies"),
        ("Hip thrusts do not make you faster", "Hip thrusts do not make you run faster.", "asserts"),
        ("Milk lowers the score", "Milk raises the score.", "denies"),
        ("Milk does not lower the score", "Milk raises the score.", "asserts"),
        ("Squats train the lower body", "Squats improve strength.", "asserts"),
        ("Tea gets not only hot but bitter", "Steeping makes tea bitter.", "asserts"),
        ("It is not certain that tea gets bitter", "Steeping makes tea bitter.", "asserts"),
        ("It improves sleep by reducing stress", "It improves sleep.", "asserts"),
    ],
)
def test_a_denial_is_read_from_the_words(clause, statement, attitude):
    assert attitude_of(clause, statement) == attitude


def test_each_work_stands_for_its_own_clause(linted):
    claim = f"{{claim={STEEP}}}"

    assert (
        linted(f"Tea gets bitter [@leaf2001]{claim}, but not in cold water [@sorensen2015]{claim}.")[1] == []
    )


def test_a_sentence_that_is_read_as_a_denial_says_so(linted):
    rows = linted(f"Tea does not get bitter [@leaf2001]{{claim={STEEP}}}.")[1]

    assert codes(rows) == ["contrary-work-cited", "little-recorded"]
    assert all("reads like a denial" in row["message"] for row in rows)


WORDED = [
    ("backed", "The effect of DRINK on END was debated; trials agree that it helps [@FOR]{claim}.", []),
    ("backed", "Not every drink is the same: DRINK clearly improves END [@FOR]{claim}.", []),
    ("backed", "Whereas water did nothing, DRINK improved END [@FOR]{claim}.", []),
    (
        "backed",
        "DRINK improves END [@FOR]{claim}, although a survey did not find this [@AGAINST]{claim}.",
        [],
    ),
    ("backed", "DRINK improves END [@FOR; @AGAINST]{claim}.", ["contrary-work-cited"]),
    ("backed", "We found no effect of DRINK on END [@AGAINST]{claim}.", ["against-the-evidence"]),
    ("backed", "People who do not feel well find that DRINK improves END [@FOR]{claim}.", []),
    ("backed", "Without milk, DRINK improves END [@FOR]{claim}.", []),
    ("backed", "It remains unclear how DRINK improves END [@FOR]{claim}.", []),
    ("backed", "DRINK improves END, but does not change weight [@FOR]{claim}.", []),
    ("backed", "DRINK improves END and not only in men [@FOR]{claim}.", []),
    ("backed", "Few doubt that DRINK improves END [@FOR]{claim}.", []),
    ("backed", "DRINK lowers the risk of poor END [@FOR]{claim}.", []),
    ("opposed", "DRINK does not improve END [@AGAINST]{claim}.", []),
    ("opposed", "DRINK had no effect on END [@AGAINST]{claim}.", []),
    ("opposed", "DRINK failed to improve END in three trials [@AGAINST]{claim}.", []),
    ("opposed", "No trial has found that DRINK improves END [@AGAINST]{claim}.", []),
    ("opposed", "DRINK is useless for END [@AGAINST]{claim}.", []),
    ("opposed", "DRINK makes END worse [@AGAINST]{claim}.", []),
    ("opposed", "DRINK improves END [@FOR]{claim}.", ["against-the-evidence"]),
    ("opposed", "DRINK improves END [@AGAINST]{claim}.", ["against-the-evidence", "contrary-work-cited"]),
    ("contested", "Studies of DRINK and END disagree [@FOR; @AGAINST]{claim}.", []),
    ("contested", "DRINK improves END [@FOR]{claim}.", ["overclaim"]),
    ("contested", "Whether DRINK improves END is open [@FOR; @AGAINST]{claim}.", []),
    ("contested", "The evidence on DRINK and END is mixed [@FOR; @AGAINST]{claim}.", []),
    ("contested", "Some find that DRINK improves END [@FOR]{claim}, others do not [@AGAINST]{claim}.", []),
]
"""Sentences as people write them, of claims with a verdict, and what is to be told of each."""


@pytest.fixture(scope="module")
def drinks():
    return invented_graph()


@pytest.mark.parametrize(("kind", "sentence", "told"), WORDED)
def test_sentences_as_people_write_them(drinks, tmp_path, kind, sentence, told):
    claim = next(claim for claim in invented_claims() if claim.kind == kind)
    drink, end = claim.statement.removeprefix("Drinking ").removesuffix(".").split(" improves ")
    names = {"DRINK": drink, "END": end, "FOR": claim.works["for"][0], "AGAINST": claim.works["against"][0]}
    for name, word in (names | {"{claim}": f"{{claim={claim.id}}}"}).items():
        sentence = sentence.replace(name, word)
    (tmp_path / "paper.md").write_text(sentence, "utf-8")

    report = Linter(drinks, with_near=False).report([manuscript_files.read(tmp_path / "paper.md")])

    assert sorted(problem.code for problem in report.problems) == told


# Formats of manuscripts.


def test_latex_cites_by_natbib_and_biblatex_and_names_claims_by_a_macro(linted):
    text = (
        "\\documentclass{article} % \\cite{nobody}\n\\newcommand{\\evidenceclaim}[2][]{}\n\\begin{document}\n"
        "\\section{Tea}\nTea gets bitter~\\citep[see][p.~3]{leaf2001, sorensen2015}"
        f"\\evidenceclaim{{{STEEP}}}.\nCold: \\parencite{{sorensen2015}}\\evidenceclaim[denies]{{{STEEP}}},"
        " as 5\\% of \\textcite{missing1} say.\n"
        "\\verb|\\cite{nobody}| \\nocite{missing2} \\nocite{*}\n\\end{document}\n"
    )

    rows = [row for row in linted(text, name="paper.tex")[1] if row["severity"] == "error"]

    assert [(row["line"], row["subject"]) for row in rows] == [
        (5, "citation:sorensen2015"),
        (6, "citation:missing1"),
        (7, "citation:missing2"),
    ]


@pytest.mark.parametrize("name", ["paper.md", "paper.qmd", "paper.Rmd"])
def test_quarto_and_r_markdown_are_read_like_markdown_without_their_cross_references(linted, name):
    text = (
        f"See @fig-tea and @tbl-cups.\n\n```{{r}}\n@nobody\n```\n\nBitter [@sorensen2015]{{claim={STEEP}}}.\n"
    )

    assert codes(linted(text, name=name)[1])[0] == "contrary-work-cited"


def test_word_documents_cite_as_pandoc_does_and_by_zotero(linted):
    item = {"citationItems": [{"id": 7, "itemData": {"DOI": "10.5555/cold.2015", "title": "Cold tea"}}]}
    field = (
        "<w:p><w:r><w:t>Tea gets bitter </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText> ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(item)} </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>(Sørensen 2015 @nobody)</w:t></w:r>"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>{{claim={STEEP}}}.</w:t></w:r></w:p>"
    )
    raw = as_docx(["Tea is wet [@nobody1999].", "FIELD"], instead={"FIELD": field})

    rows = [row for row in linted(raw, name="paper.docx")[1] if row["severity"] == "error"]

    assert codes(rows) == ["unknown-key", "contrary-work-cited"]


def test_a_manuscript_names_its_own_library(tmp_path, capfd):
    (tmp_path / "refs.bib").write_text("@misc{mine, title = {Mine}}\n")
    (tmp_path / "a.md").write_text("---\nbibliography: [refs.bib]\n---\n\nTea [@mine; @yours].\n")
    (tmp_path / "b.tex").write_text(
        "\\begin{document}Tea \\cite{mine,yours}.\\bibliography{refs}\\end{document}"
    )
    (tmp_path / "c.md").write_text("Tea [@mine; @yours].\n")

    status = main(
        [
            "lint",
            *(str(tmp_path / name) for name in ("a.md", "b.tex", "c.md")),
            "--data",
            str(TEA),
            "-f",
            "json",
        ]
    )

    rows = json.loads(capfd.readouterr().out)
    assert status == 1
    assert [(Path(row["file"]).name, row["subject"]) for row in rows] == [
        ("a.md", "citation:yours"),
        ("b.tex", "citation:yours"),
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text):
    for page in (markdown_page.read(text), latex_page.read(text)):
        assert len(page.words) == len(text)
        assert all(0 <= key.start <= len(text) for sentence in sentences(page) for key in sentence.keys)


@given(st.text(alphabet="[]@{}abc ;-=.\n\\cite%", max_size=200))
def test_any_tangle_of_marks_is_read_to_its_end(text):
    for page in (markdown_page.read(text), latex_page.read(text)):
        cited = [key for mark in page.marks for key in mark.keys]
        assert sum(len(sentence.keys) for sentence in sentences(page)) == len(cited)


# Formats of answers, and how it ends.


def test_warnings_fail_where_one_is_strict(linted):
    text = f"Tea gets bitter [@pot2010]{{claim={STEEP}}}."

    assert (linted(text)[0], linted(text, "--strict")[0], linted("Tea.")[0]) == (0, 1, 0)


NO_CODE = """<!-- note --> It is bitter [@m1].

`steep()` makes it bitter [@m2].

    code [@no1]

It is bitter.[^n]

[^n]: A note [@m3].

    It goes on [@m4].

<p>It is bitter [@m5].</p>

{{< pagebreak >}} It is bitter [@m6]. $a$ is [@https://example.org/m7] and @{https://example.org/m8}.

~~~
- [@no2]
~~~

    [@no3]
"""


def keys_told(rows):
    return {row["message"].split("'")[1] for row in rows if row["code"] == "unknown-key"}


def test_what_begins_with_a_tag_a_comment_or_a_note_is_no_indented_code(linted):
    assert keys_told(linted(NO_CODE)[1]) == {
        *("m1", "m2", "m3", "m4", "m5", "m6"),
        *("https://example.org/m7", "https://example.org/m8"),
    }


IN_LATEX = r"""\documentclass{article}
\newcommand{\leaf}{\cite{no1}}
\begin{document}
\Citet{m1} steeped. It is bitter \autocites(pre)(post)[see {\em x}][1]{m2}[{[sic]}]{m3}.
It is \textbf{bitter} \citep*[see][]{m4, m5,
 m6}; \cite%
{m7}. \verb|\cite{no2}| 50\% of it. % \cite{no3}
\iffalse \cite{no4} \fi
\footnote{It is bitter \parencite[12]{m8}.} \newcites{no5}{no6} \nocite{m9}
\end{document}
\cite{no7}
"""


def test_each_way_of_latex_to_cite_is_seen_and_nothing_that_is_not_set(linted):
    assert keys_told(linted(IN_LATEX, name="paper.tex")[1]) == {f"m{number}" for number in range(1, 10)}


def test_editors_and_code_hosts_read_it(linted, tmp_path):
    text = f"Tea gets bitter [@sorensen2015]{{claim={STEEP}}}."
    lines = linted(text, "-f", "errorformat")[1].splitlines()
    github = linted(text, "-f", "github")[1].splitlines()
    log = json.loads(linted(text, "-f", "sarif")[1])

    assert lines[0].startswith(
        f"{tmp_path / 'paper.md'}:1:18: error: Sørensen & García-Té 2015 speaks against"
    )
    assert github[0].startswith(
        f"::error file={tmp_path / 'paper.md'},line=1,col=18,title=contrary-work-cited::"
    )
    assert log["runs"][0]["tool"]["driver"]["name"] == "evidence-graph lint"
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == [
        "contrary-work-cited",
        "little-recorded",
    ]


def test_the_json_follows_its_schema(linted):
    rows = linted(f"Tea gets bitter [@sorensen2015; @nobody]{{claim={STEEP}}}.")[1]

    jsonschema.validate(rows, json.loads((ROOT / "docs" / "schema" / "lint.json").read_text("utf-8")))
    assert {row["code"] for row in rows} <= set(LINT_KINDS)


def test_the_table_names_each_place_and_says_when_there_is_nothing(linted):
    assert (
        "1:18  error: Sørensen"
        in linted(f"Tea gets bitter [@sorensen2015]{{claim={STEEP}}}.", "-f", "table")[1]
    )
    assert linted("Tea.", "-f", "table")[1] == "No citation is out of place.\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("paper.pages", b"x", "says no format that is read"),
        ("paper.docx", b"x", "no Word document"),
        ("paper.md", b"\xff\xfe\xff", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_mistake(name, content, message, tmp_path, capfd):
    (tmp_path / name).write_bytes(content)

    status = main(["lint", str(tmp_path / name), "--data", str(TEA)])

    assert status == 2
    assert message in capfd.readouterr().err


def test_entities_of_a_word_document_are_refused(tmp_path, capfd):
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')

    assert main(["lint", str(path), "--data", str(TEA)]) == 2
    assert "entities" in capfd.readouterr().err


def test_the_page_lists_every_kind_with_its_severity():
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")

    missing = [
        code
        for code, kind in LINT_KINDS.items()
        if f"| `{code}` | {kind.severity.value} | {kind.words} |" not in page
    ]

    assert missing == []


def test_the_hook_and_the_action_run_what_there_is(linted):
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    [lint] = [hook for hook in hooks if hook["id"] == "evidence-graph-lint"]
    program = action["runs"]["steps"][-1]

    assert lint["entry"].split()[:2] == ["evidence-graph", "lint"]
    assert linted("Tea [@nobody].", *lint["entry"].split()[2:])[0] == 1
    # Nothing that somebody writes into an input becomes part of the program.
    assert "${{" not in program["run"]
    assert set(program["env"]) == {name.upper() for name in action["inputs"]}


# The set of planted faults.


@pytest.mark.trial
@pytest.mark.parametrize("seed", [1, 2])
def test_planted_faults_are_told_and_little_else(trial, tmp_path, seed):
    number = trial.amount(sample=5, whole=24)
    writers = planted(tmp_path, manuscripts=number, faults=16, seed=seed)
    library = own_library.read([tmp_path / "refs.bib"])
    linter = Linter(invented_graph(), acceptances.read(tmp_path / "accepted.csv"), with_near=False)

    report = linter.report(manuscript_files.read(tmp_path / each.name, library) for each in writers)

    wanted = Counter((fault.manuscript, fault.code, fault.key) for each in writers for fault in each.faults)
    told = Counter((Path(p.file).name, p.code, p.subject.partition(":")[2]) for p in report.problems)
    missed, extra = (wanted - told).total(), (told - wanted).total()
    cited = sum(each.citations for each in writers)
    trial.tell(
        f"{wanted.total()} faults in {number} manuscripts: {missed} missed; {extra} of {cited} wrongly told"
    )
    assert missed <= 0.05 * wanted.total()
    assert extra <= 0.01 * cited


def test_the_same_is_said_in_python():
    page = markdown_page.read(f"Bitter [@sorensen2015]{{claim={STEEP}}}.")
    [sentence] = sentences(page)

    assert [(key.key, key.claim) for key in sentence.keys] == [("sorensen2015", STEEP)]
    assert Linter(load(TEA)).report([]).all == ()
