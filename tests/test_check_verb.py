"""The verb ``check``: severities, kinds, formats for editors and code hosts, and the cures it applies."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.checks import KINDS, Severity, cures, large_claims, report, severity_of
from evidence_graph.checks.citations import clean_doi
from evidence_graph.checks.twins import skeleton
from evidence_graph.cli import main
from evidence_graph.vocabulary import SCHEMA

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import folders  # noqa: E402 - a module beside the tests
import test_checks  # noqa: E402 - the same

ROOT = HERE.parent
SOURCE = ROOT / "src" / "evidence_graph"
COMMAND = re.compile(
    r"::(?P<level>error|warning|notice) file=(?P<file>[^,:]+),line=(?P<line>\d+),col=(?P<col>\d+),"
    r"title=(?P<title>[a-z-]+)::(?P<message>[^\r\n]+)"
)


def edit(path, *changes):
    """Put each new text in the place of its old one, which must be there."""
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_bytes(text.encode())


@pytest.fixture
def checked(capfd):
    """The exit status, the output and the messages of ``check`` with some arguments."""

    def run(*arguments):
        status = main(["check", *map(str, arguments)])
        return status, *capfd.readouterr()

    return run


def found(folder, severity=None):
    """The codes and subjects of what is found in a folder."""
    return [(p.code, p.subject) for p in eg.check(folder) if severity in {None, severity_of(p)}]


# Kinds and severities.


def test_every_code_that_a_check_gives_is_a_kind_with_a_severity():
    code = re.compile(r'(?:Fault|Found|_report)\(\s*"([a-z-]+)"')
    given_codes = set()
    for path in SOURCE.rglob("*.py"):
        given_codes.update(code.findall(path.read_text("utf-8")))

    assert len(given_codes) > 60
    assert sorted(given_codes - set(KINDS)) == []
    assert {f"unknown-{entry.name}" for entry in SCHEMA} - set(KINDS) == set()


def test_the_page_lists_every_kind_with_its_severity():
    page = (ROOT / "docs" / "check.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (error|warning|remark) \|", page, re.MULTILINE))
    names = {code: kind.severity.value for code, kind in KINDS.items() if not code.startswith("unknown-")}

    assert rows == names | {"unknown-term": "error"}
    assert "| `unknown-…` | error |" in page


def test_a_warning_does_not_fail_a_folder_and_is_a_failure_where_one_is_strict(tea, checked):
    edit(tea / "citations.bib", ("{10.5555/leaf.2001}", "{https://doi.org/10.5555/leaf.2001}"))

    assert found(tea, Severity.WARNING) == [("bad-doi", "citation:leaf2001")]
    assert (checked(tea)[0], checked(tea, "--strict")[0]) == (0, 1)


def test_an_error_fails_a_folder(tea, checked):
    edit(tea / "claims.ttl", ("stance:qualifies", "stance:suports"))

    status, out, told = checked(tea)

    assert status == 1
    assert told == "1 error, 0 warnings, 3 remarks\n"
    assert re.match(r"error +1  a value that does not fit its field: claims\.ttl:\d+", out)


def test_a_folder_is_named_with_or_without_its_option_and_not_twice(tea, checked, tmp_path):
    assert checked(tea) == checked("--data", tea)
    status, _, told = checked(tea, "--data", tmp_path)
    assert (status, "check looks at one" in told) == (2, True)


def test_a_kind_has_one_line_with_its_number_and_its_first_places_and_all_with_all(tea, checked, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    with (tea / "citations.bib").open("a") as file:
        file.writelines(f"@misc{{pour{n:04}, title = {{Pour {n}}}}}\n" for n in range(1_000))

    _, out, told = checked(tea)
    words = " ".join(out.split())

    assert words.startswith("warning 1,000 a work that nothing speaks of: citations.bib:")
    assert "citation:pour0002 and 997 more (unused-citation)" in words
    assert out.count("pour") <= 15
    assert told == "0 errors, 1,000 warnings, 3 remarks\n"
    assert checked(tea, "--all")[1].count("(unused-citation)") == 1_000


def test_json_and_csv_say_how_grave_each_is_and_in_which_column(tea, checked):
    edit(tea / "claims.ttl", ("stance:qualifies", "stance:suports"))
    text = (tea / "claims.ttl").read_text("utf-8")
    line = text[: text.index("stance:suports")].splitlines()[-1]

    problems = json.loads(checked(tea, "-f", "json")[1])

    [error] = [p for p in problems if p["severity"] == "error"]
    assert error["column"] == len(line) + 1
    assert [p["severity"] for p in problems].count("remark") == 3
    assert checked(tea, "-f", "csv")[1].splitlines()[0].endswith("subject,severity,column")


# What is named.

CLAIM = 'claim:{} a eg:Claim ; eg:statement "{}" ; eg:topic concept:taste .\n'


@pytest.mark.parametrize(
    "statement",
    ["milk spoils tea", "Milk  spoils tea!", "MILK SPOILS TEA.", "“Milk” spoils tea.", "Milk, spoils tea"],
)
def test_a_statement_told_twice_but_for_case_and_signs_is_named(tea, statement):
    with (tea / "claims.ttl").open("a") as file:
        file.write(CLAIM.format("again", statement))

    assert found(tea) == [("same-statement", "claim:again")]


@pytest.mark.parametrize("statement", ["Milk spoils teas.", "Milk spoils tea by 5 %.", "Milk spoils no tea."])
def test_a_statement_that_says_something_else_is_not(tea, statement):
    with (tea / "claims.ttl").open("a") as file:
        file.write(CLAIM.format("again", statement))

    assert found(tea) == []


COHORTS = [
    ("UK Biobank", "UK biobank"),
    ("Nurses' Health Study", "Nurses Health Study"),
    ("NHS-II", "NHS II"),
]


@pytest.mark.parametrize(("one", "other"), COHORTS)
def test_a_cohort_written_in_two_ways_is_named(tea, one, other):
    edit(
        tea / "claims.ttl",
        ("design:survey ;", f'design:survey ; eg:cohort "{one}" ;'),
        ("eg:participants 40 ;", f'eg:participants 40 ; eg:cohort "{other}" ;'),
    )

    assert found(tea) == [("same-name", "citation:sorensen2015")]


def test_a_cohort_with_a_space_at_its_end_is_named_and_two_cohorts_are_two(tea):
    edit(
        tea / "claims.ttl",
        ("design:survey ;", 'design:survey ; eg:cohort "UK Biobank " ;'),
        ("eg:participants 40 ;", 'eg:participants 40 ; eg:cohort "Rotterdam" ;'),
    )

    assert found(tea) == [("stray-space", "citation:pot2010")]


def entry(key, title, *, author="Ito, K.", year=2019, **fields):
    said = "".join(f", {name} = {{{value}}}" for name, value in fields.items())
    return f"@article{{{key}, author = {{{author}}}, title = {{{title}}}, year = {year}{said}}}\n"


LINE = """line:long-steeping-makes-bitter.{0}.ana a eg:EvidenceLine ;
    eg:claim claim:long-steeping-makes-bitter ; eg:citation citation:{0} ;
    eg:curator curator:ana ; eg:stance stance:background .
"""
TITLE = "Steeping time and the taste of green tea"


def two_citations(folder, one, other):
    with (folder / "citations.bib").open("a") as file:
        file.write(one + other)
    with (folder / "claims.ttl").open("a") as file:
        file.write(LINE.format("a2019") + LINE.format("b2019"))
    return [code for code, _ in found(folder)]


@pytest.mark.parametrize(
    "other",
    [
        entry("b2019", TITLE, doi="10.5555/b", journal="Tea"),
        entry("b2019", TITLE.upper() + ".", doi="10.5555/b", year=2021),
        entry("b2019", "Steeping time and taste of green tea", doi="10.5555/b", journal="Tea"),
    ],
)
def test_a_preprint_and_its_article_are_asked_about(tea, other):
    one = entry("a2019", TITLE, doi="10.5555/a", journal="TeaRxiv")

    assert two_citations(tea, one, other)[-1] in {"same-citation", "version-of"}


@pytest.mark.parametrize(
    "other",
    [
        entry("b2019", TITLE, author="Sato, M."),
        entry("b2019", TITLE, year=2009),
        entry("b2019", TITLE + ": part two of three"),
        entry("b2019", "Steeping time and the taste of cold green tea", doi="10.5555/b", journal="TeaRxiv"),
    ],
)
def test_works_of_others_of_other_years_and_of_a_series_are_not(tea, other):
    one = entry("a2019", TITLE, doi="10.5555/a", journal="TeaRxiv")

    assert two_citations(tea, one, other) == []


def test_a_version_that_is_recorded_is_not_asked_about(tea):
    with (tea / "claims.ttl").open("a") as file:
        file.write("citation:b2019 a eg:Citation ; eg:versionOf citation:a2019 .\n")

    assert two_citations(tea, entry("a2019", TITLE), entry("b2019", TITLE)) == []


def test_parts_of_a_series_that_differ_by_a_number_are_two_works(tea):
    assert two_citations(tea, entry("a2019", f"{TITLE} 1"), entry("b2019", f"{TITLE} 2")) == []


def test_overlap_that_nobody_recorded_is_a_remark(tea):
    trial, review = "eg:design design:randomised-controlled-trial", "eg:design design:meta-analysis"
    other = LINE.format("pot2010").replace("pot2010.ana", "pot2010.again").replace("background", "supports")
    with (tea / "claims.ttl").open("a") as file:
        file.write(other)
    assert "overlap-unknown" not in {remark.code for remark in report(tea).remarks}
    edit(tea / "claims.ttl", (trial, review))

    remarks = {remark.code: remark.message for remark in report(tea).remarks}

    assert remarks["overlap-unknown"].startswith("overlap unknown: 1 claim has, beside other works, a review")
    edit(tea / "claims.ttl", (review, f"{review} ; eg:poolsComplete true ; eg:pools citation:pot2010"))
    assert "overlap-unknown" not in {remark.code for remark in report(tea).remarks}


OTHERS = {
    "JSON-LD": '[{"@id": "https://example.org/tea/", "@type": ["https://example.org/x"]}]',
    "JSON": '{"claims": []}',
    "RDF/XML": '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>',
    "XML": '<?xml version="1.0"?><tea/>',
    "an HTML page": "<!DOCTYPE html>\n<html></html>",
    "TriG": "@prefix ex: <https://example.org/> .\nex:g { ex:a ex:b ex:c }",
    "N-Quads": "<urn:a> <urn:b> <urn:c> <urn:d> .\n",
    "BibTeX": "% works\n@article{leaf2001, title = {Long steeps}}\n",
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n\n  "])
def test_another_syntax_is_named_for_what_it_is_once(tea, capfd, name, mark):
    (tea / "claims.ttl").write_text(mark + OTHERS[name], "utf-8")

    [problem] = eg.check(tea)
    status = main(["claims", "--data", str(tea)])

    is_taken = name in {"JSON-LD", "RDF/XML"}
    assert (problem.code, problem.message) == ("broken-file", f"This is {name}, not Turtle.")
    assert (f"import {tea / 'claims.ttl'} --into NEW" in problem.cure) == is_taken
    assert status == 2
    assert f"claims.ttl: This is {name}, not Turtle. {problem.cure}" in capfd.readouterr().err


def test_the_cure_of_another_syntax_is_a_command_that_runs(tea, tmp_path, capfd):
    (tea / "claims.ttl").write_text(
        '{"@id": "https://example.org/x/claim/a", "@type": "https://w3id.org/evidence-graph/terms#Claim",'
        ' "https://w3id.org/evidence-graph/terms#statement": "Tea is wet."}'
    )
    [problem] = eg.check(tea)
    new = tmp_path / "NEW"

    init, command = re.findall(r"evidence-graph ([^),]+)", problem.cure)

    assert main(init.replace("NEW", str(new)).split()) == 0
    assert main(command.replace("NEW", str(new)).split()) in {0, 1}
    assert "JSON-LD" in capfd.readouterr().out


@pytest.mark.parametrize(
    "slip", ["eg:topic concept taste ;", "{", "[ a eg:Claim", "@prefix x <y> .", "<a> <b> ?c ."]
)
def test_turtle_with_a_slip_stays_turtle(tea, slip):
    with (tea / "claims.ttl").open("a") as file:
        file.write(slip)

    assert all("not Turtle" not in problem.message for problem in eg.check(tea))


def test_a_name_in_a_language_is_named_as_one_with_its_cure(tea):
    edit(tea / "claims.ttl", ('"leaf1999"', '"leaf1999"@de-AT'))

    [problem] = eg.check(tea)

    assert "a text with the language tag @de-at" in problem.message.replace("@de-AT", "@de-at")
    assert problem.cure.lower() == "write it without @de-at."


# Claims that are too many for memory.


@pytest.fixture
def _aside(monkeypatch):
    """Every claims file is large enough to be kept in a file aside."""
    monkeypatch.setattr(large_claims, "LARGE", 0)


CLAIMS, CITATIONS = test_checks.CLAIMS, test_checks.CITATIONS
SLIPS = [
    *((test_checks.changed(CLAIMS, old, new), CITATIONS) for old, new, *_ in test_checks.SLIPS.values()),
    *((CLAIMS, test_checks.changed(CITATIONS, old, new)) for old, new, *_ in test_checks.BIB_SLIPS.values()),
]


@pytest.mark.parametrize("number", range(0, len(SLIPS), 4))
def test_of_large_claims_the_same_is_told(tmp_path, monkeypatch, number):
    for n in range(number, min(number + 4, len(SLIPS))):
        folder = tmp_path / str(n)
        folder.mkdir()
        claims, citations = SLIPS[n]
        test_checks.folder_with(folder, claims, citations)
        at_hand = report(folder, today=test_checks.TODAY)
        with monkeypatch.context() as patch:
            patch.setattr(large_claims, "LARGE", 0)

            assert report(folder, today=test_checks.TODAY) == at_hand


@pytest.mark.usefixtures("_aside")
def test_statements_about_one_subject_that_stand_apart_are_put_together(tea):
    edit(tea / "claims.ttl", ('eg:statement "Milk spoils tea." ;', ""))
    with (tea / "claims.ttl").open("a") as file:
        file.write('claim:milk-spoils-tea eg:statement "Milk spoils tea." .\n')

    assert eg.check(tea) == []


@pytest.mark.parametrize("large", [0, 10_000_000])
def test_a_slip_in_a_further_file_is_told_and_cured_there(tea, monkeypatch, large):
    monkeypatch.setattr(large_claims, "LARGE", large)
    head, line, rest = (tea / "claims.ttl").read_text("utf-8").partition("claim:milk-spoils-tea a eg:Claim")
    prefixes = "".join(row for row in head.splitlines(keepends=True) if row.startswith("@prefix"))
    statement, _, others = (line + rest).partition("\n\n")
    (tea / "claims.ttl").write_text(head + others, "utf-8")
    (tea / "milk.ttl").write_text(f"{prefixes}\n{statement}\n", "utf-8")
    (tea / "more.bib").write_text("@misc{cup2020, title = {Cups}, doi = {https://doi.org/10.5555/cup}}\n")
    assert found(tea) == [("bad-doi", "citation:cup2020"), ("unused-citation", "citation:cup2020")]
    edit(tea / "milk.ttl", ("eg:topic concept:taste", "eg:topic concept:tast"))

    told = [(Path(p.file).name, p.line, p.code) for p in eg.check(tea) if p.code.startswith("unknown")]
    done = cures.apply(tea)

    text = (tea / "milk.ttl").read_text("utf-8")
    assert told == [("milk.ttl", text[: text.index("concept:tast ")].count("\n") + 1, "unknown-concept")]
    assert [(Path(cure.file).name, cure.after) for cure in done] == [("more.bib", "{10.5555/cup}")]


MEASURED = """
import re, sys
from pathlib import Path
from evidence_graph.checks import large_claims, report
large_claims.LARGE = 0
found = report(sys.argv[1])
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(len(found.problems), most)
"""


@pytest.mark.trial
@pytest.mark.skipif(sys.platform != "linux", reason="kilobytes are what Linux counts")
def test_a_hundred_thousand_claims_are_checked_in_600_mb(trial, tmp_path):
    kilobytes = {}
    for claims in (500, trial.amount(sample=2_500, whole=20_000)):
        folder = folders.invented(tmp_path / str(claims), claims)
        child = [sys.executable, "-c", MEASURED, str(folder)]
        kilobytes[claims] = int(subprocess.run(child, capture_output=True, check=True).stdout.split()[1])

    few, many = kilobytes
    each = (kilobytes[many] - kilobytes[few]) / (many - few)
    expected = (kilobytes[many] + (100_000 - many) * each) / 1000
    trial.tell(f"{many:,} claims in {kilobytes[many] / 1000:.0f} MB, 100,000 then in {expected:.0f} MB")
    assert expected < trial.amount(sample=700, whole=600)  # of few claims each costs more: tables double


# Formats of editors and code hosts.


def test_errorformat_has_file_line_column_severity_and_code(tea, checked, monkeypatch):
    edit(tea / "claims.ttl", ("stance:qualifies", "stance:suports"))
    monkeypatch.chdir(tea.parent)

    status, out, _ = checked("tea", "-f", "errorformat")
    first = re.fullmatch(r"tea/claims\.ttl:(\d+):(\d+): error: (.+) \[bad-value\]", out.splitlines()[0])

    line = (tea / "claims.ttl").read_text("utf-8").splitlines()[int(first[1]) - 1]
    assert status == 1
    assert line[int(first[2]) - 1 :].startswith("stance:suports")
    assert first[3].endswith("Did you mean supports?")


def is_sarif(log):
    """Whether *log* has what SARIF 2.1.0 requires, wherever it has it."""
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        assert run["tool"]["driver"]["name"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        for result in run["results"]:
            assert result["message"]["text"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert re.fullmatch(r"[!#$&-;=?-Z\[\]_a-z~%]+", place["artifactLocation"]["uri"])
                assert place["region"]["startLine"] >= 1
                assert place["region"]["startColumn"] >= 1
    return True


def test_sarif_has_what_its_rules_require(tea, checked, monkeypatch):
    edit(tea / "claims.ttl", ("stance:qualifies", "stance:suports"))
    odd = tea.rename(tea.with_name("my tea, 100 %"))
    monkeypatch.chdir(odd.parent)

    log = json.loads(checked(odd.name, "-f", "sarif")[1])
    elsewhere = json.loads(checked(ROOT / "tests" / "tea", "-f", "sarif")[1])

    assert is_sarif(log)
    assert is_sarif(elsewhere)
    [error] = [result for result in log["runs"][0]["results"] if result["level"] == "error"]
    place = error["locations"][0]["physicalLocation"]
    assert error["ruleId"] == "bad-value"
    assert place["artifactLocation"]["uri"] == "my%20tea%2C%20100%20%25/claims.ttl"


EVIL = "100 %, a: b\r\n::error file=x::y"


def test_no_text_of_the_data_ends_a_command_of_github(tea, checked, monkeypatch):
    text = EVIL.replace("\r", "\\r").replace("\n", "\\n")
    edit(tea / "claims.ttl", ('eg:measure "median"', f'eg:measure "{text}" ; eg:low "{text}" ; eg:high "2"'))
    odd = tea.rename(tea.with_name("tea: 1, 2"))
    monkeypatch.chdir(odd.parent)

    lines = checked(odd.name, "-f", "github")[1].splitlines()
    commands = [COMMAND.fullmatch(line) for line in lines]

    assert all(commands)
    assert {command["file"] for command in commands} == {
        "tea%3A 1%2C 2/claims.ttl",
        "tea%3A 1%2C 2/citations.bib",
    }
    assert any("100 %25, a: b" in command["message"] for command in commands)


# Cures.

CURED = [
    ("eg:length 400", 'eg:length "400"', "bad-value"),
    ('"2026-01-06"^^xsd:date', '"2026-01-06"', "bad-value"),
    (
        "eg:verified true ; eg:linkBasis basis:curator",
        'eg:verified "true" ; eg:linkBasis basis:curator',
        "bad-value",
    ),
    ("69f6dda25c42f11b69e", "69F6DDA25C42F11B69E", "bad-sha256"),
]


@pytest.mark.parametrize(("right", "wrong", "code"), CURED)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_cure_that_is_certain_brings_the_file_back_to_the_byte(tea, right, wrong, code, end):
    path = tea / "claims.ttl"
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))
    before = path.read_bytes()
    edit(path, (right, wrong))
    assert [problem.code for problem in eg.check(tea)] == [code]

    [cure] = cures.apply(tea)

    assert cure.code == code
    assert path.read_bytes() == before
    assert eg.check(tea) == []


def test_a_name_loses_the_spaces_around_it(tea):
    path = tea / "claims.ttl"
    edit(path, ('eg:alias "leaf1999"', 'eg:cohort """ UK Biobank\t""" ; eg:alias "leaf1999"'))

    [cure] = cures.apply(tea)

    assert (cure.before, cure.after) == ('""" UK Biobank\t"""', '"""UK Biobank"""')


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/{}",
        "http://dx.doi.org/{}",
        "doi:{}",
        "DOI: {}",
        "{}.",
        "{},",
        "https://doi.org/{}.",
    ],
)
@pytest.mark.parametrize("quotes", ["{{{}}}", '"{}"'])
def test_a_doi_is_written_bare_and_every_other_byte_stays(tea, written, quotes):
    path = tea / "citations.bib"
    bare = "10.5555/leaf.2001"
    before = path.read_bytes().replace(b"{10.5555/leaf.2001}", quotes.format(bare).encode())
    path.write_bytes(before.replace(bare.encode(), written.format(bare).encode()))

    done = cures.apply(tea)

    assert [cure.after for cure in done] == [quotes.format(bare)]
    assert path.read_bytes() == before
    assert found(tea) == []


def test_what_is_not_certain_is_left(tea):
    edit(
        tea / "citations.bib",
        ("{10.5555/leaf.2001}", "{leaf.2001}"),
        ("{10.5555/cold.2015}", "jtt # {10.5555/cold.2015.}"),
    )
    edit(tea / "claims.ttl", ("stance:qualifies", "stance:suports"), ("eg:length 400", 'eg:length "four"'))
    before = {path.name: path.read_bytes() for path in tea.iterdir()}

    assert cures.apply(tea) == []
    assert {path.name: path.read_bytes() for path in tea.iterdir()} == before


def test_the_verb_cures_says_what_it_did_and_checks_what_is_left(tea, checked):
    edit(tea / "citations.bib", ("{10.5555/leaf.2001}", "{https://doi.org/10.5555/leaf.2001}"))
    before = (tea / "citations.bib").read_bytes()

    dry = checked(tea, "--fix", "--dry-run", "--strict")
    assert dry[0] == 1
    assert (tea / "citations.bib").read_bytes() == before
    status, out, told = checked(tea, "--fix", "--strict")

    words = "citation:leaf2001: {https://doi.org/10.5555/leaf.2001} → {10.5555/leaf.2001} (bad-doi)"
    assert " ".join(dry[1].split()).startswith("would fix: ")
    assert words in " ".join(out.split())
    assert (status, told) == (0, "0 errors, 0 warnings, 3 remarks\n")
    assert "fixed: nothing; no cure is certain" in checked(tea, "--fix")[1]


def test_a_broken_file_does_not_keep_the_other_from_its_cures(tea):
    edit(tea / "citations.bib", ("{10.5555/leaf.2001}", "{https://doi.org/10.5555/leaf.2001}"))
    (tea / "claims.ttl").write_text("@prefix a b c")

    assert [cure.code for cure in cures.apply(tea)] == ["bad-doi"]
    assert (tea / "claims.ttl").read_text() == "@prefix a b c"


def test_a_dry_run_without_cures_is_a_mistake(tea, checked):
    assert checked(tea, "--dry-run")[0] == 2


SUFFIX = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,18}[0-9]", fullmatch=True)


@given(SUFFIX, st.sampled_from(["https://doi.org/{}", "doi: {}", "{}.", "dx.doi.org/{}", "{}"]))
def test_a_clean_doi_is_one_whatever_stands_around_it(suffix, around):
    doi = f"10.5555/{suffix}"

    clean = clean_doi(around.format(doi))

    assert clean == doi


@given(st.text(max_size=30), st.sampled_from([str.upper, str.lower, str.title, lambda name: f"  {name}. "]))
def test_one_name_has_one_skeleton_however_it_is_written(name, write):
    plain = "".join(letter for letter in name if letter.isascii() and letter.isalnum()) or "x"

    assert skeleton(write(plain)) == skeleton(plain)
