"""The command line: what it prints, what it writes, and how it ends."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

import evidence_graph as eg
from evidence_graph import looks
from evidence_graph.cli import main

TEA = Path(__file__).parent / "tea"
CYCLING = Path(__file__).parent / "cycling"


@pytest.fixture
def run(capfd, monkeypatch):
    """Run the command on the tea data; its exit status, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments, data=TEA):
        status = main([*map(str, arguments), *(("--data", str(data)) if data else ())])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def test_studies_stand_under_what_most_readers_say_with_both_stances_where_they_differ(run):
    status, out, _ = run("studies", "long-steeping-makes-bitter")

    assert status == 0
    assert re.findall(r"^ ([A-Z][a-z ]+(?:: | \().*\))$", out, re.MULTILINE) == [
        "For (1)",
        "Against (1)",
        "Not counted: 1 (from memory)",
    ]
    leaf = out[out.index("Leaf et al. 2001") : out.index("Against (1)")]
    assert "Readers differ: Ana for, Bo qualifies." in leaf
    assert "Watch out: How long is long differs between the studies." in out


def test_a_finding_from_memory_and_a_disputed_work_are_marked(run):
    _, out, _ = run("studies", "long-steeping-makes-bitter")

    assert "Kettles differ in how fast they boil. [from memory]" in " ".join(out.split())
    assert "DISPUTED. Conflict of interest." in " ".join(out.split())


def test_studies_as_json_follow_the_documented_schema(run):
    _, out, _ = run("studies", "long-steeping-makes-bitter", "--stance", "opposes", "-f", "json", "--full")
    answer = json.loads(out)

    assert set(answer) == {
        *("taken", "question", "answer", "verdict", "certainty", "lean", "weighing", "tally", "not_counted"),
        *("claim", "evidence", "effects", "searches", "curators"),
    }
    assert answer["tally"] == {
        "supports": ["leaf2001"],
        "opposes": ["sorensen2015"],
        "not-counted": ["pot2010"],
    }
    assert answer["not_counted"] == {"pot2010": "from memory"}
    assert answer["claim"]["topic"] == "brewing"
    assert answer["claim"]["facets"] == {"drinks": ["green-tea"], "outcomes": ["bitterness"]}
    assert answer["claim"]["assertions"] == [
        {
            "claim": "long-steeping-makes-bitter",
            "article": "tea-blog",
            "attitude": "asserts",
            "force": "absolute",
            "passages": [
                {
                    "start": 10,
                    "end": 52,
                    "paragraph": 1,
                    "fingerprint": None,
                    "part": "says",
                    "main": True,
                }
            ],
        }
    ]
    [item] = answer["evidence"]
    assert item["citation"]["key"] == "sorensen2015"
    assert item["citation"]["authors"] == ["Sørensen, E.", "García-Té, F."]
    assert item["citation"]["title"] == "Cold tea is 50% milder"
    assert (item["stance"], item["link_basis"], item["verified"]) == ("opposes", "curator", True)
    assert item["citation"]["study"]["retraction_status"] == "disputed"


def test_studies_as_csv_neutralise_spreadsheet_formulas(run, tmp_path):
    text = (TEA / "claims.ttl").read_text().replace('"Kettles differ', '"=HYPERLINK(1) Kettles differ')
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    _, out, _ = run("studies", "long-steeping-makes-bitter", "-f", "csv", data=tmp_path)
    findings = [row["finding"] for row in csv.DictReader(io.StringIO(out))]

    assert any(finding.startswith("'=HYPERLINK") for finding in findings)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", " ="])
def test_no_cell_of_csv_starts_like_a_formula(run, tmp_path, start):
    text = (TEA / "claims.ttl").read_text("utf-8").replace('"Kettles differ', f'"{start}Kettles differ')
    (tmp_path / "claims.ttl").write_text(text, "utf-8")
    (tmp_path / "citations.bib").write_bytes((TEA / "citations.bib").read_bytes())

    _, out, _ = run("studies", "long-steeping-makes-bitter", "-f", "csv", data=tmp_path)

    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row if "Kettles differ" in cell]
    assert [cell[0] for cell in cells] == ["'"] * len(cells) != []


def test_claims_can_be_narrowed_to_a_topic_a_concept_and_an_article(run):
    def ids(*arguments):
        return [c["id"] for c in json.loads(run("claims", *arguments, "-f", "json")[1])]

    assert ids("--topic", "Taste") == ["milk-spoils-tea"]
    assert ids("--about", "cuppa") == ["long-steeping-makes-bitter"]
    assert ids("--article", "tea-blog") == ["long-steeping-makes-bitter", "milk-spoils-tea"]


def test_claims_count_each_study_once_under_its_heading(run):
    _, out, _ = run("claims", "-f", "json")
    first = json.loads(out)[0]

    assert {heading: number for heading, number in first["studies"].items() if number} == {
        "supports": 1,
        "opposes": 1,
        "not-counted": 1,
    }
    assert list(first["studies"]) == list(looks.HEADINGS)


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (
            "long-steeping-makes-bitter",
            ["Who says so", "tea-blog asserts it", "Why the evidence clashes", "Settled by"],
        ),
        (
            "leaf1999",
            [
                "Long steeps and EGCG",
                "The year is 2001, not 1999.",
                "Bitterness 6.1 against 3.4 of 10.",
                "Other keys leaf1999",
                "bo, 2026-01-06:",
            ],
        ),
        ("pot2010", ["Unverified", "pages, volume"]),
        ("tea-blog", ["2 claims", "2 references", "Leaf A. Long steeps. 1999.", "denies"]),
        ("cold-brew", ["1. Fill the jug.", "2. Wait eight hours.", "A mild tea."]),
        ("brew", ["tea", "Also called", "green tea", "Steeping tea for longer"]),
    ],
)
def test_show_tells_all_that_is_known(run, thing, words):
    status, out, _ = run("show", thing)

    assert status == 0
    assert [word for word in words if word not in " ".join(out.split())] == []


def test_show_prints_the_sentence_out_of_the_text_with_the_recorded_hash(run, tmp_path):
    from hashlib import sha256

    text = "Brew tip. Steep long and it will be bitter, always! Milk is fine, perhaps."
    texts, data = tmp_path / "texts", tmp_path / "data"
    texts.mkdir()
    data.mkdir()
    (texts / "any-name.txt").write_text(text)
    turtle = (TEA / "claims.ttl").read_text()
    old = turtle.split('eg:sha256 "')[1].split('"')[0]
    (data / "claims.ttl").write_text(turtle.replace(old, sha256(text.encode()).hexdigest()))
    (data / "citations.bib").write_text((TEA / "citations.bib").read_text())

    _, out, _ = run("show", "long-steeping-makes-bitter", "--texts", texts, data=data)

    assert "“Steep long and it will be bitter, always! ”" in out


def test_show_says_when_no_text_has_the_recorded_hash(run, tmp_path):
    (tmp_path / "other.txt").write_text("something else")

    _, out, _ = run("show", "long-steeping-makes-bitter", "--texts", tmp_path)

    assert "No text of tea-blog is in that folder" in out


def test_bibtex_export_is_narrowed_by_claim_stance_and_article(run):
    def keys(*arguments):
        out = run("export", "bibtex", *arguments)[1]
        return [line.split("{")[1].rstrip(",") for line in out.splitlines() if line.startswith(("@a", "@m"))]

    assert keys() == ["leaf2001", "pot2010", "sorensen2015"]
    assert "@string{jtt = {Journal of Tea Tests}}" in run("export", "bibtex")[1]
    assert keys("milk-hides-bitterness") == ["sorensen2015"]
    assert keys("long-steeping-makes-bitter", "--stance", "supports") == ["leaf2001"]
    assert keys("--article", "tea-blog") == ["leaf2001", "pot2010"]
    assert keys("--stance", "opposes") == ["sorensen2015"]


def test_annotated_bibtex_gives_the_same_links_back(run, tmp_path):
    from evidence_graph import bibliography

    run("export", "bibtex", "--annotate", "-o", tmp_path / "all.bib")
    links = bibliography.links(bibliography.load(tmp_path / "all.bib"))

    assert sorted((key, str(stance), claim) for key, stance, claim in links) == [
        ("leaf2001", "qualifies", "long-steeping-makes-bitter"),
        ("leaf2001", "supports", "long-steeping-makes-bitter"),
        ("pot2010", "background", "long-steeping-makes-bitter"),
        ("sorensen2015", "opposes", "long-steeping-makes-bitter"),
        ("sorensen2015", "supports", "milk-hides-bitterness"),
    ]


def test_the_map_is_written_where_it_is_asked_for(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    status, _, err = run("map", "-o", "tea.html")

    assert status == 0
    assert "wrote tea.html" in err
    assert [p.name for p in tmp_path.iterdir()] == ["tea.html"]
    assert "Steeping tea for longer makes it more bitter." in (tmp_path / "tea.html").read_text()


def test_check_is_silent_about_good_data_and_ends_with_1_about_bad(run, tmp_path):
    (tmp_path / "claims.ttl").write_text(
        (TEA / "claims.ttl").read_text().replace("claim:milk-spoils-tea ;\n", "", 1)
    )
    text = (
        (TEA / "claims.ttl")
        .read_text()
        .replace("eg:premise claim:long-steeping-makes-bitter", "eg:premise claim:nope")
    )
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    status, out, told = run("check")
    assert (status, out.splitlines()[0], told) == (
        0,
        f"No problem in {TEA}",
        "0 errors, 0 warnings, 3 remarks\n",
    )
    status, out, _ = run("check", "-f", "json", data=tmp_path)

    assert status == 1
    [problem] = [found for found in json.loads(out) if found["severity"] != "remark"]
    assert problem["line"] == text[: text.index("claim:nope")].count("\n") + 1
    assert "nope" in problem["message"]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_check_remarks_how_many_claims_have_no_other_wording_and_is_content(run, tea, form):
    """A remark is told apart from what is found, whatever the format, and is no problem."""
    text = (tea / "claims.ttl").read_text("utf-8")
    statement = '    eg:statement "Milk spoils tea." ;'
    assert statement in text
    status, out, told = run("check", "-f", form, data=tea)
    (tea / "claims.ttl").write_text(
        text.replace(statement, f'{statement} eg:askedAs "is milk bad" ;'), "utf-8"
    )
    fewer = run("check", "-f", form, data=tea)

    assert (status, fewer[0]) == (0, 0)
    assert "remark" in out
    assert "3 of 3 claims have no other wording" in out
    assert "2 of 3 claims have no other wording" in fewer[1]
    assert told == fewer[2] == "0 errors, 0 warnings, 3 remarks\n"


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ("", "design 3, size 2, risk of bias 0, an interval 1; of 5 judgements: directness 4"),
        ("eg:design design:survey ; ", "design 2, size 2, risk of bias 0, an interval 1; of 5 judgements"),
        ("eg:participants 40 ;", "design 3, size 1, risk of bias 0, an interval 1; of 5 judgements"),
        ("eg:directness directness:indirect ;", "of 5 judgements: directness 2"),
    ],
)
def test_check_remarks_how_much_of_the_evidence_is_recorded(run, tea, gone, told):
    text = (tea / "claims.ttl").read_text("utf-8")
    assert gone in text
    (tea / "claims.ttl").write_text(text.replace(gone, ""), "utf-8")

    status, out, _ = run("check", data=tea)
    remarks = " ".join(out.split())

    assert status == 0
    assert "of 3 works judged, recorded: " in remarks
    assert told in remarks


def test_check_is_silent_about_claims_that_people_have_put_into_other_words(run):
    assert run("check", data=CYCLING) == (0, f"No problem in {CYCLING}\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["studies", "long-steeping-makes-biter"], "Did you mean long-steeping-makes-bitter?"),
        (["claims", str(TEA)], f"A data folder is named with: --data {TEA}"),
        (["claims", "milk"], "claims takes options alone, not 'milk'. See: evidence-graph claims --help"),
        (["site", "-o", str(TEA)], "it is a data folder, in which only people write"),
        (["studies", "long-steping"], "Did you mean long-steeping-makes-bitter?"),
        (["studies", "xyzzy"], "There is no claim 'xyzzy'. List the claims with: evidence-graph claims"),
        (["audit", "xyzzy"], "There is no article 'xyzzy'. The articles are: tea-blog."),
        (["claims", "--about", "cupa"], "Did you mean cuppa?"),
        (["claims", "--about", "xyzzy"], "List the concepts with: evidence-graph ask"),
        (["assess", "--without", "xyzzy"], "List the works with: evidence-graph ask studies-by-year"),
        (["map", "does", "it", "taste"], "put a question of several words in quotes"),
        (["export", "bibtex", "does", "it"], "put a question of several words in quotes"),
        (["claims", "--verdict", "thin"], "thin is now uncertain: --verdict uncertain"),
        (["claims", "--verdict", "Untested"], "Untested is now none recorded: --verdict none-recorded"),
        (["claims", "--verdict", "backd"], "'backd' is not one of 'backed'"),
        (["assess", "--weighing", "feeling"], "'feeling' is not one of 'grade', 'counts'."),
        (["claims", "--topic", "brewimg"], "Did you mean brewing?"),
        (["show", "laef2001"], "leaf2001"),
        (["stuides", "x"], "Did you mean studies?"),
        (["studies"], "Missing argument 'CLAIM...'"),
        (["export", "graphml", "milk-spoils-tea"], "holds the whole graph"),
        (["show", "tea-blog", "-f", "csv"], "'csv' is not one of 'table', 'json'."),
        (["export", "bibtex", "-o", "nowhere/x.bib"], "there is no folder nowhere"),
    ],
)
def test_a_mistake_is_named_with_its_cure_and_ends_with_2(run, arguments, message):
    status, out, err = run(*arguments)

    assert status == 2
    assert out == ""
    assert message in " ".join(err.split())


def test_a_name_unlike_all_others_is_taken_for_no_slip(run):
    _, _, err = run("show", "nothing", data=None)

    assert "Did you mean" not in err
    assert "List the claims with" in err


def test_data_without_a_claim_are_told_in_words(run, tmp_path):
    for name in ("claims.ttl", "citations.bib"):
        (tmp_path / name).write_text("")

    assert "The data hold no claim." in run("assess", data=tmp_path)[1]
    assert "The data hold no claim with a topic." in run("studies", "what is this?", data=tmp_path)[2]


def test_where_no_claim_fits_the_list_says_so(run):
    assert run("claims", "--topic", "taste", "--verdict", "backed") == (0, "No claim fits.\n", "")


def test_a_word_for_a_subject_is_taken_as_a_claim_and_pointed_to_all_about_it(run):
    _, _, word = run("studies", "cuppa")
    _, _, question = run("studies", "does milk hide bitterness?")

    assert "all about it: evidence-graph show cuppa" in word
    assert "all about it" not in question


def test_an_article_is_also_found_by_its_title(run):
    _, by_title, _ = run("audit", "how to BREW", "-f", "json")

    assert json.loads(by_title)["article"] == "tea-blog"


def test_a_thing_to_show_needs_no_quotes(run):
    assert run("show", "green", "tea") == run("show", "green tea")


def test_a_folder_without_data_says_what_was_looked_for(run, tmp_path):
    status, _, err = run("claims", data=tmp_path)

    assert status == 2
    assert "holds no claims.ttl and no citations.bib" in err


def test_what_is_no_folder_is_told_for_what_it_is(run):
    _, _, file = run("claims", data=TEA / "claims.ttl")
    status, _, address = run("claims", data="ftp://example.org/query")

    assert "claims.ttl is not a data folder: it is a file." in file
    assert status == 2
    assert "ftp://example.org/query: the address of an endpoint begins with http://" in address


def test_broken_turtle_is_named_with_file_line_and_column(run, tmp_path):
    (tmp_path / "claims.ttl").write_text('@prefix a: <http://a/> .\na:x a:y "one" \na:z a:y "two" .\n')
    (tmp_path / "citations.bib").write_text("")

    status, _, err = run("claims", data=tmp_path)

    assert status == 2
    assert f"{tmp_path / 'claims.ttl'}:3:1: The syntax breaks here: A dot is expected" in err


def test_a_broken_bibtex_entry_is_reported_and_the_others_load(run, tmp_path):
    (tmp_path / "claims.ttl").write_text((TEA / "claims.ttl").read_text())
    bib = (TEA / "citations.bib").read_text()
    (tmp_path / "citations.bib").write_text(bib + "\n@article{broken, title = {No end\n")

    status, out, err = run("studies", "milk-hides-bitterness", "-f", "json", data=tmp_path)

    assert status == 0
    assert json.loads(out)["studies"][0]["label"] == "Sørensen & García-Té 2015"
    assert "1 problem in the data" in err


def test_control_characters_in_the_data_do_not_reach_the_terminal(run, tmp_path):
    text = (TEA / "claims.ttl").read_text().replace("Milk spoils tea.", "Milk \\u001B[31mspoils tea.")
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    _, out, _ = run("claims", data=tmp_path)

    assert "\x1b" not in out
    assert "Milk [31mspoils tea." in out


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "evidence_graph", *arguments],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_help_and_a_mistyped_verb_import_nothing_heavy():
    program = (
        "import sys; from evidence_graph.cli import main\n"
        "main(['--help']); main(['stduies'])\n"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'pyoxigraph', 'rich', 'bibtexparser', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.splitlines()[-1] == "[]"


def test_a_closed_pipe_ends_quietly():
    shell = f"{sys.executable} -m evidence_graph claims --data {TEA} | head -n 1"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)

    assert done.stderr == ""


def test_without_a_data_folder_the_bundled_data_are_read(tmp_path):
    done = command("claims", "-f", "json", cwd=tmp_path)

    assert "no-transfer-to-sprinting" in {c["id"] for c in json.loads(done.stdout)}


def test_an_ascii_locale_without_a_home_works(tmp_path):
    bare = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    done = command(
        "studies", "milk-hides-bitterness", "--data", str(TEA), "-f", "json", cwd=tmp_path, env=bare
    )

    assert "Sørensen" in done.stdout


def test_a_question_is_answered_and_says_which_claim_it_took(run):
    status, out, err = run("studies", "is a cuppa more bitter when steeped longer")

    assert status == 0
    assert "Steeping tea for longer makes it more bitter." in out
    assert err.startswith("taken as long-steeping-makes-bitter; near: ")


def test_a_question_nothing_fits_offers_the_topics(run):
    status, out, err = run("studies", "how do I change a tyre")

    assert (status, out) == (2, "")
    assert "No claim fits 'how do I change a tyre'" in err
    assert "The topics are: brewing, taste." in " ".join(err.split())


def test_assess_shows_every_term_of_the_sum(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    status, out, _ = run("assess", "long-steeping-makes-bitter")
    text = " ".join(out.split())

    assert status == 0
    assert "1.5 × 1 × 0.85 × 1 × 0.5 = 0.64" in text
    assert "1.5 × 0.5 × 0.85 × 1 × 0.5 = 0.32" in text
    assert "prior 2" in text
    assert "conflict of interest" in text


def test_assess_without_a_study_tells_the_difference(run):
    _, out, _ = run("assess", "long-steeping-makes-bitter", "--without", "leaf1999", "-f", "json")
    without = json.loads(out)
    _, out, _ = run("assess", "long-steeping-makes-bitter", "-f", "json")
    found = json.loads(out)

    assert found["support"] > without["support"] == 0
    assert [t["key"] for t in without["terms"]] == ["pot2010", "sorensen2015"]


def test_claims_can_be_narrowed_to_a_verdict(run):
    _, out, _ = run("claims", "--verdict", "none recorded", "-f", "csv")

    assert run("claims", "--verdict", "None-Recorded", "-f", "csv")[1] == out
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["milk-spoils-tea"]


def test_agreement_is_told_without_kappa_where_nothing_computes_it(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.stats.inter_rater", None)

    status, out, err = run("agreement", "-f", "json")
    told = json.loads(out)

    assert status == 0
    assert err == ("without kappa: This needs the package statsmodels: pip install statsmodels\n")
    assert (told["all"]["pairs"], told["all"]["kappa"]) == (1, None)
    assert len(told["disputed"]) == 1


def test_agreement_lists_the_pairs_in_dispute(run):
    _, out, _ = run("agreement", "-f", "json")
    answer = json.loads(out)

    assert (answer["all"]["pairs"], answer["all"]["agreed"]) == (1, 0)
    assert [(p["citation"], p["first_stance"], p["second_stance"]) for p in answer["disputed"]] == [
        ("leaf2001", "supports", "qualifies")
    ]


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_the_audit_card_tells_what_is_little_recorded_backs_nothing_or_is_misprinted(run, form):
    _, out, _ = run("audit", "tea-blog", "-f", form)
    text = " ".join(out.split())

    assert "0 contradicted, 0 wrong reference, 0 more certain than the evidence, 2 little recorded" in text
    assert "2 claims are made: 0 are contradicted" in text
    assert "Little recorded (2)" in text
    assert "References that back no sentence" in text
    assert "¶ 1" in text
    assert "The year is 2001, not 1999." in text


def test_the_audit_as_json_names_each_reference_and_its_basis(run):
    _, out, _ = run("audit", "tea-blog", "-f", "json")
    card = json.loads(out)
    bitter = next(a for a in card["assertions"] if a["claim"] == "long-steeping-makes-bitter")

    assert bitter["references"] == [
        {"number": 1, "citation": "leaf2001", "heading": "supports", "stances": ["supports", "qualifies"],
         "basis": "reference-list", "verified": True, "wrong": None},
        {"number": 2, "citation": "pot2010", "heading": "not-counted", "stances": ["background"],
         "basis": "reference-list", "verified": False, "wrong": None},
    ]  # fmt: skip
    assert (bitter["paragraphs"], bitter["harm"]) == ([1], "little recorded")
    assert card["never_needed"] == [2]
    assert [m["number"] for m in card["misprinted"]] == [1]


def test_a_terminal_without_the_letters_still_gets_an_answer(tmp_path):
    done = command(
        "studies", "long-steeping-makes-bitter", "--data", str(TEA), cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert "\n Against (1)\n" in done.stdout
    assert "contested" in done.stdout or "? uncertain" in done.stdout


def test_the_word_for_something_one_does_shows_how_it_is_done(run):
    _, out, _ = run("show", "green tea")

    assert "1. Fill the jug." in out


@pytest.mark.parametrize("arguments", [["studies", ""], ["show", ""], ["claims", "--about", ""]])
def test_an_empty_name_suggests_nothing(run, arguments):
    status, _, err = run(*arguments)

    assert status == 2
    assert "Did you mean" not in err


def test_a_very_long_question_does_not_flood_the_terminal(run):
    _, _, err = run("studies", "tyre " * 2000)

    assert len(err) < 500


def test_a_question_needs_no_quotes(run):
    _, out, err = run("studies", "is", "a", "cuppa", "more", "bitter", "when", "steeped", "longer")

    assert "long-steeping-makes-bitter" in err
    assert re.search(r"◌ uncertain .* for 0\.2\d  unknown 0\.\d\d  against 0\.\d\d\n", out)


@pytest.mark.parametrize(
    "name", ["LEAF2001", "10.5555/leaf.2001", "https://doi.org/10.5555/leaf.2001", "Pot 2010"]
)
def test_a_work_is_found_by_its_doi_its_label_and_in_capitals(run, name):
    status, out, _ = run("show", name)

    assert status == 0
    assert ("Long steeps" in out) or ("Kettles" in out)


def test_references_that_lead_nowhere_are_warned_of(run, tmp_path):
    text = (TEA / "claims.ttl").read_text()
    text = text.replace("eg:premise claim:long-steeping-makes-bitter", "eg:premise claim:nope")
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    _, _, err = run("claims", data=tmp_path)

    assert "warning: 1 problem in the data" in err


def test_an_export_that_nothing_fits_leaves_the_file_alone(run, tmp_path):
    (tmp_path / "refs.bib").write_text("mine")

    status, _, err = run("export", "bibtex", "milk-spoils-tea", "-o", tmp_path / "refs.bib")

    assert status == 1
    assert "nothing was written" in err
    assert (tmp_path / "refs.bib").read_text() == "mine"


@pytest.mark.parametrize("verb", ["claims", "check", "ask", "audit tea-blog -f markdown", "export turtle"])
def test_every_verb_says_which_file_it_wrote(run, verb, tmp_path):
    status, out, told = run(*verb.split(), "-o", tmp_path / "answer")

    assert (status, out, told.splitlines()[0]) == (0, "", f"wrote {tmp_path / 'answer'}")


def test_turtle_says_what_rdflib_holds_of_the_graph(run):
    _, out, _ = run("export", "turtle")
    read = rdflib.Graph().parse(data=out, format="turtle")

    assert "claim:milk-spoils-tea a eg:Claim" in out
    assert "^^xsd:string" not in out
    assert isomorphic(read, eg.load(TEA).rdf)


def test_ntriples_are_those_that_rdflib_writes(run):
    _, out, _ = run("export", "ntriples")
    theirs = eg.load(TEA).rdf.serialize(format="nt").splitlines(keepends=True)

    assert out == "".join(sorted(theirs))


@pytest.mark.parametrize("verb", [["audit", "tea-blog"], ["ask", "contested-claims"], ["claims"]])
def test_a_format_may_be_written_in_capitals(run, verb):
    assert run(*verb, "-f", "JSON")[0] == 0


def test_the_site_opens_when_it_is_asked_to(run, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("click.launch", opened.append)

    run("site", "-o", tmp_path / "site", "--open")

    assert opened == [str(tmp_path / "site" / "index.html")]


def test_a_pipe_is_written_into_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    verb = [sys.executable, "-m", "evidence_graph", "export", "bibtex", "--data", str(TEA), "-o", str(pipe)]
    with subprocess.Popen(verb, stderr=subprocess.DEVNULL) as writer:
        text = pipe.read_text("utf-8")
        writer.wait()

    assert "@article{leaf2001," in text
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no /dev/full")
@pytest.mark.parametrize("verb", [["claims"], ["export", "turtle"]])
def test_a_full_disk_is_one_sentence(verb):
    line = f"{sys.executable} -m evidence_graph {' '.join(verb)} --data {TEA} > /dev/full"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)

    assert done.returncode == 3
    assert done.stderr.startswith("error: the answer could not be written")
    assert "Traceback" not in done.stderr


def test_a_dash_means_standard_output(run):
    _, out, err = run("export", "bibtex", "milk-hides-bitterness", "-o", "-")

    assert "@article{sorensen2015," in out
    assert err == ""


@pytest.mark.parametrize(
    "verb",
    [
        ["show", "long-steeping-makes-bitter"],
        ["show", "leaf2001"],
        ["show", "tea-blog"],
        ["agreement"],
        ["assess"],
    ],
)
def test_no_verb_lets_a_control_character_through(run, tmp_path, verb):
    text = (TEA / "claims.ttl").read_text()
    for word in (
        "Tasters called",
        "Only one kind",
        "The year is",
        'name "Ana',
        "Steeping tea",
        'Label "brewing',
    ):
        start, quote, rest = word.rpartition('"')
        text = text.replace(word, f"{start}{quote}\\u001B[31m\\u202E{rest}")
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    status, out, err = run(*verb, data=tmp_path)

    assert status == 0
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


def test_an_answer_never_takes_the_place_of_the_data(run, tmp_path):
    for name in ("claims.ttl", "citations.bib"):
        (tmp_path / name).write_text((TEA / name).read_text())

    for verb in (["map"], ["export", "bibtex"]):
        status, _, err = run(*verb, "-o", tmp_path / "citations.bib", data=tmp_path)
        assert status == 2
        assert "it is a file of a data folder" in err
    assert (tmp_path / "citations.bib").read_text() == (TEA / "citations.bib").read_text()


def test_a_number_beyond_all_counts_is_a_problem_and_not_a_crash(run, tmp_path):
    text = (TEA / "claims.ttl").read_text().replace("participants 24", "participants 99999999999999999999999")
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    assert run("claims", data=tmp_path)[0] == 0
    status, out, _ = run("check", data=tmp_path)

    assert status == 1
    assert "more than any count can be" in " ".join(out.split())


def test_bytes_that_are_no_text_are_refused(run):
    status, _, err = run("studies", "\udcff")

    assert status == 2
    assert "not valid text" in err


def test_a_curator_that_is_not_there_is_shown_by_id(run, tmp_path):
    text = (TEA / "claims.ttl").read_text().replace('curator:bo a eg:Curator ; eg:name "Bo" .', "")
    (tmp_path / "claims.ttl").write_text(text)
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text())

    status, out, _ = run("studies", "long-steeping-makes-bitter", data=tmp_path)

    assert status == 0
    assert "Readers differ: Ana for, bo qualifies." in " ".join(out.split())


def test_commands_of_tex_are_not_passed_on(run, tmp_path):
    bib = (
        (TEA / "citations.bib")
        .read_text()
        .replace("{Kettles}", r"{Kettles \input{/etc/passwd} \write18{ls}}")
    )
    (tmp_path / "claims.ttl").write_text((TEA / "claims.ttl").read_text())
    (tmp_path / "citations.bib").write_text(bib)

    _, out, _ = run("export", "bibtex", data=tmp_path)

    assert "@misc{pot2010," in out
    assert "\\input{" not in out
    assert "\\write18" not in out


def is_shut_in(process):
    """Whether the process may open no more files: it has its query and works at it."""
    limits = Path(f"/proc/{process}/limits").read_text()
    return next(line for line in limits.splitlines() if "open files" in line).split()[3] == "0"


def is_at_work(process):
    """Whether the process runs; one that ended may wait for somebody to take note of it."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def heed_hangups():
    """A run in the background may have been told to ignore them, and its children with it."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="tells the children of a process by /proc")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_verb_that_is_told_to_end_takes_what_it_started_along(end):
    pairs = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40))
    query = f"SELECT (COUNT(*) AS ?n) {{ {pairs} }}"
    verb = [sys.executable, "-m", "evidence_graph", "ask", query, "--timeout", "600", "--data", str(TEA)]
    with subprocess.Popen(verb, stderr=subprocess.DEVNULL, preexec_fn=heed_hangups) as asking:  # noqa: PLW1509
        children = Path(f"/proc/{asking.pid}/task/{asking.pid}/children")
        while not ((child := children.read_text().strip()) and is_shut_in(child)):
            assert asking.poll() is None
        asking.send_signal(end)

    assert asking.returncode == (-end if end is signal.SIGKILL else 128 + end)
    while is_at_work(child):  # who is left behind ends a moment later
        time.sleep(0.01)


def test_the_data_may_be_named_before_the_verb(capfd):
    behind = main(["claims", "--data", str(TEA), "-f", "json"]), capfd.readouterr().out
    before = main(["--data", str(TEA), "claims", "-f", "json"]), capfd.readouterr().out

    assert before == behind
    assert "long-steeping-makes-bitter" in before[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--data", "{tea}", "--data", "{other}"],
        ["--data", "{tea}", "claims", "--data", "{other}"],
        ["--data", "{tea}", "--data", "{other}", "claims"],
        ["claims", "--data", "{tea}", "--data", "http://127.0.0.1:9/query"],
        ["import", "table.csv", "--into", "{tea}", "--data", "{other}"],
        ["--data", "{tea}", "import", "table.csv", "--into", "{other}"],
        ["--data", "{tea}", "add", "claim", "Tea calms.", "--data", "{other}"],
        ["build", "--data", "{tea}", "--data", "{other}"],
        ["--data", "{tea}", "does milk spoil tea?", "--data", "{other}"],
    ],
    ids=" ".join,
)
def test_two_different_places_are_refused(arguments, tmp_path, capfd):
    status = main([each.format(tea=TEA, other=tmp_path) for each in arguments])

    assert status == 2
    assert "Two places are named" in capfd.readouterr().err


def test_one_place_named_twice_is_one(tmp_path, capfd):
    (tmp_path / "link").symlink_to(TEA, target_is_directory=True)

    assert (
        main(
            [
                "--data",
                str(TEA),
                "claims",
                "--data",
                str(tmp_path / "link"),
                "--data",
                str(TEA / "..") + "/tea",
            ]
        )
        == 0
    )
    assert "milk spoils tea" in capfd.readouterr().out.casefold()


def test_data_before_a_verb_that_takes_none_are_refused(capfd):
    assert main(["--data", str(TEA), "cache"]) == 2
    assert "cache takes no --data" in capfd.readouterr().err


def test_a_name_of_any_length_is_told_in_a_line(run):
    status, _, err = run("show", "x" * 100_000)

    assert (status, len(err) < 500) == (2, True)
