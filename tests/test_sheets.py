"""Sheets make every join once: no face drops a field, no claim is asked for twice, and the schemas hold."""

import html
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import get_type_hints

import full_data
import jsonschema
import pytest

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.cli.record_pages import page
from evidence_graph.graph import EvidenceGraph
from evidence_graph.model import Curator
from evidence_graph.sheets import schemas
from evidence_graph.sheets.article_sheet import article_rows, article_sheet
from evidence_graph.sheets.brief import brief_studies
from evidence_graph.sheets.claim_list import all_claim_rows, claim_entries
from evidence_graph.sheets.claim_sheet import claim_sheet, studies_sheet
from evidence_graph.sheets.concept_sheet import concept_sheet
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.sheets.left_out import LEFT_OUT
from evidence_graph.sheets.procedure_sheet import procedure_sheet
from evidence_graph.sheets.study_sheet import study_sheet
from evidence_graph.sheets.verdict_sheet import assessment_sheet
from evidence_graph.site.pages import Site
from evidence_graph.vocabulary import SCHEMA

DOCS = Path(__file__).parents[1] / "docs"
TEA = Path(__file__).parent / "tea"
MANUSCRIPT = Path(__file__).parent / "manuscript.md"
PRINTED = Path(__file__).parent / "printed_references.txt"
DATA = {"tea": TEA, "hips": Path(__file__).parents[1] / "data"}

KNOWN_BY = "stands in the record of a work that has no entry in the bibliography"
RULE = "is a rule of the whole data set; each verdict says how it was weighed"
WHOLE = "is said of the whole data set, and no sheet shows the whole"
FOUND_AGAIN = "finds the passage again in a changed text, for programs that have the text"
ORDER = "gives the order, and the face has it in this order"

TERMINAL = {
    "data-set": dict.fromkeys(("title", "description", "license"), WHOLE) | {"enough": RULE},
    "curator": {"note": "is read in the JSON; a terminal names who judged"},
    "article": {"length": "proves the text whole, as the fingerprint beside it does"},
    "claim": {"asked_as": "is how people ask, from which the search finds the claim"},
    "citation": dict.fromkeys(("doi", "pmid"), KNOWN_BY),
    "result": {"number": ORDER},
    "effect": {"number": ORDER, "source": "is an address, which the JSON and the pages give"},
    "group": {"number": ORDER},
    "quote": {"number": ORDER},
    "step": {"number": ORDER},
    "passage": {"fingerprint": FOUND_AGAIN},
    "scheme": {"definition": "says what a list of concepts is for; each concept has its own meaning"},
}
"""What `show` and `studies` do not print, and why."""

SITE = {
    "data-set": {"license": WHOLE, "enough": RULE, "weights": RULE},
    "claim": {"asked_as": "is how people ask, from which the search finds the claim"},
    "curator": {"note": "is read in the JSON; a page names who judged"},
    "article": dict.fromkeys(("sha256", "length"), "proves a text whole, for programs that have the text"),
    "passage": dict.fromkeys(("start", "end"), "counts letters of a text; a page names the paragraph")
    | {"fingerprint": FOUND_AGAIN},
    "line": {"date": "is one for all in the page's JSON-LD: the day of the last judgement"},
    "citation": dict.fromkeys(("doi", "pmid"), KNOWN_BY),
    "result": {"number": ORDER},
    "effect": {"number": ORDER},
    "group": {"number": ORDER},
    "quote": {"number": ORDER, "sha256": "is a fingerprint, which the JSON has and a check reads"},
}
"""What no page of the site shows, and why."""


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The folder of a data set in which every field holds something."""
    return full_data.write(tmp_path_factory.mktemp("full"))


@pytest.fixture(scope="module", params=DATA)
def graph(request):
    """Each of the two data sets."""
    return eg.load(DATA[request.param])


def sheets(graph):
    """The sheet of everything that has one."""
    ledger = Ledger(graph)
    yield from (claim_sheet(ledger, claim) for claim in graph.claims())
    yield from (study_sheet(graph, citation) for citation in graph.citations())
    yield from (article_sheet(graph, article) for article in graph.all(eg.Article))
    yield from (procedure_sheet(graph, procedure) for procedure in graph.all(eg.Procedure))
    yield from (concept_sheet(graph, concept) for concept in graph.all(eg.Concept))


def unseen(text):
    """The fields of the full data, by record, of which nothing stands in *text*."""
    fields = {}
    for entry in SCHEMA:
        marks = {prop.attribute: full_data.mark(entry, prop) for prop in entry.properties}
        missing = {name for name, mark in marks.items() if mark and mark not in text}
        if missing:
            fields[entry.folder] = missing
    return fields


def test_every_field_of_every_record_stands_in_the_json_or_on_the_list_of_those_left_out(full):
    text = json.dumps([sheet.to_json() for sheet in sheets(eg.load(full))])

    reasons = {entry.folder: set(LEFT_OUT.get(entry.record, ())) for entry in SCHEMA}
    dropped = {folder: names - reasons[folder] for folder, names in unseen(text).items()}
    assert {folder: names for folder, names in dropped.items() if names} == {}


def fields_with(record):
    """The fields of all types of the schemas that are *record*, or in which its fields are spread."""
    kinds = [kind for answer in schemas.ANSWERS.values() for kind in schemas.object_types(answer)]
    names = set()
    for kind in kinds:
        types = get_type_hints(kind)
        if kind is record or record in {types[name] for name in getattr(kind, "spread", ())}:
            names |= {name for name, _, _ in schemas.fields_of(kind)}
    return names


@pytest.mark.parametrize("entry", SCHEMA, ids=lambda entry: entry.folder)
def test_a_choice_a_truth_or_a_reference_stands_in_a_schema_or_on_the_list(entry):
    """What is shared by many fields cannot be looked for in the answer."""
    shared = {prop.attribute for prop in entry.properties if full_data.mark(entry, prop) is None}

    assert shared - fields_with(entry.record) - set(LEFT_OUT.get(entry.record, ())) == set()


def test_what_is_left_out_is_a_field_and_has_a_reason():
    for record, reasons in LEFT_OUT.items():
        assert set(reasons) <= set(record.__dataclass_fields__), record
        assert all(len(reason.split()) > 2 for reason in reasons.values()), record


def test_the_terminal_shows_every_field_of_every_record_but_those_with_a_reason(full, capfd, monkeypatch):
    from rich.console import Console

    monkeypatch.setenv("COLUMNS", "400")
    graph = eg.load(full)
    console = Console(file=io.StringIO(), width=400)
    for sheet in sheets(graph):
        for part in page(graph, sheet, {}):
            console.print(part)
    main(["studies", full_data.ONE, "--data", str(full)])

    text = re.sub(r"\s+", " ", console.file.getvalue() + capfd.readouterr().out)
    assert unseen(text) == {folder: set(reasons) for folder, reasons in TERMINAL.items()}


def test_the_site_shows_every_field_of_every_record_but_those_with_a_reason(full):
    pages = Site(eg.load(full)).pages()
    text = html.unescape("".join(make() for make in pages.values()))

    assert unseen(text) == {folder: set(reasons) for folder, reasons in SITE.items()}


def test_the_schemas_and_the_page_of_the_json_are_those_of_the_types():
    stale = [
        name
        for name, text in schemas.files().items()
        if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != text
    ]

    assert stale == [], "Types and documentation differ; rebuild it with: make schemas"


@pytest.fixture(scope="module", params=schemas.ANSWERS)
def validator(request):
    """The checker of one verb's JSON, and the name of the verb."""
    schema = json.loads((DOCS / "schema" / f"{request.param}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return request.param, jsonschema.Draft202012Validator(schema)


ONE_CLAIM = [["{claim}"], ["{claim}", "--stance", "opposes"]]
ASSESSED = [[], ["{claim}"], ["--fragile"], ["{claim}", "--weighing", "counts"]]
LISTED = [[], ["--article", "{article}"]]

ASKED = {
    "studies": ONE_CLAIM,
    "studies-full": ONE_CLAIM,
    "claims": LISTED,
    "claims-full": LISTED,
    "show": [["{claim}"], ["{citation}"], ["{article}"], ["{procedure}"], ["{concept}"]],
    "assess": ASSESSED,
    "assess-full": ASSESSED,
    "audit": [[], ["{article}"]],
    "agreement": [[]],
    "ask": [[], ["studies-by-year"], ["ASK { ?s ?p ?o }"], ["DESCRIBE ?c { ?c a eg:Claim }"]],
    "check": [[]],
    "update": [["--retractions", str(Path(__file__).parent / "retractions.csv"), "--dry-run"]],
    "lint": [[str(MANUSCRIPT)]],
    "references": [[str(PRINTED)]],
}
"""What each verb is asked, so that every kind of answer is met."""

WITHOUT_DATA = {"references"}
"""The verbs that ask nothing of a data set."""

NAMES = {
    "tea": {
        "claim": "long-steeping-makes-bitter",
        "citation": "leaf1999",
        "article": "tea-blog",
        "procedure": "cold-brew",
        "concept": "bitterness",
    },
    "hips": {
        "claim": "no-transfer-to-sprinting",
        "citation": "plotkin2023",
        "article": "hip-thrust-critique",
        "procedure": "glute-bridge",
        "concept": "sprint-speed",
    },
}


@pytest.mark.parametrize("data", DATA)
def test_what_a_verb_prints_fits_its_schema(validator, data, capfd):
    name, checker = validator
    verb, _, full = name.partition("-")
    for asked in ASKED[name]:
        arguments = [part.format_map(NAMES[data]) if part.startswith("{") else part for part in asked]
        shape = ["--full"] if full else []
        place = [] if verb in WITHOUT_DATA else ["--data", str(DATA[data])]
        status = main([verb, *arguments, *place, "-f", "json", *shape])

        printed = capfd.readouterr()
        assert status == 0, (asked, printed.err)
        checker.validate(json.loads(printed.out))


def test_check_prints_problems_that_fit_its_schema(full, capfd):
    status = main(["check", "--data", str(full), "-f", "json"])

    problems = json.loads(capfd.readouterr().out)
    assert status == 1
    schema = json.loads((DOCS / "schema" / "check.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(problems)


def test_every_sheet_fits_its_schema(graph):
    checkers = {
        verb: jsonschema.Draft202012Validator(schemas.schema(answer, verb))
        for verb, answer in schemas.ANSWERS.items()
    }
    ledger = Ledger(graph)
    checkers["show"].validate([sheet.to_json() for sheet in sheets(graph)])
    checkers["claims"].validate([row.to_json() for row in all_claim_rows(graph)])
    checkers["claims-full"].validate(
        [entry.to_json() for entry in claim_entries(graph, all_claim_rows(graph))]
    )
    checkers["audit"].validate([row.to_json() for row in article_rows(graph)])
    for claim in graph.claims():
        sheet = studies_sheet(ledger, claim)
        checkers["studies"].validate(brief_studies(sheet).to_json())
        checkers["studies-full"].validate(sheet.to_json())
        checkers["assess"].validate(assessment_sheet(ledger.assessment_of(claim)).to_json())


def test_a_schema_refuses_a_field_that_is_not_documented():
    checker = jsonschema.Draft202012Validator(schemas.schema(Curator, "curator"))

    assert checker.is_valid({"id": "a", "name": "Ann", "note": None})
    assert not checker.is_valid({"id": "a", "name": "Ann", "note": None, "age": 30})
    assert not checker.is_valid({"id": "a", "name": "Ann"})


@pytest.fixture
def asked(monkeypatch):
    """How often the evidence of each claim is asked for."""
    counts = Counter()
    answer = EvidenceGraph.evidence

    def count(graph, claim=None, **options):
        if claim is not None:
            counts[claim if isinstance(claim, str) else claim.id] += 1
        return answer(graph, claim, **options)

    monkeypatch.setattr(EvidenceGraph, "evidence", count)
    return counts


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize(
    "verb",
    [
        ["studies", "{claim}"],
        ["show", "{claim}"],
        ["assess", "{claim}"],
        ["assess", "{claim}", "--without", "{citation}"],
        ["audit", "{article}"],
        ["agreement"],
    ],
    ids=" ".join,
)
def test_a_verb_asks_for_the_evidence_of_a_claim_at_most_once(asked, verb, form, capfd):
    arguments = [part.format_map(NAMES["hips"]) for part in verb]
    main([*arguments, "--data", str(DATA["hips"]), "-f", form])

    assert capfd.readouterr().out
    assert {claim: times for claim, times in asked.items() if times > 1} == {}
    assert asked


def test_all_pages_of_a_site_ask_for_the_evidence_of_a_claim_once(asked, hips):
    for make in Site(hips).pages().values():
        make()

    assert asked == {claim.id: 1 for claim in hips.claims()}
