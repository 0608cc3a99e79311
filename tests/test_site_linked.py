"""The JSON-LD of the pages keeps to the vocabulary of schema.org and says what the page says.

`schema-org.json` is an excerpt of that vocabulary: the types the pages use with all above them, and of
their properties those in use, each with the types it may hold.
"""

import json
import re
from pathlib import Path

import pytest
from rdflib import SDO

import evidence_graph as eg
from evidence_graph.model import Verdict
from evidence_graph.site import build

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "schema-org.json").read_text("utf-8"))
LITERALS = {
    "Text": lambda value: isinstance(value, str) and value.strip() != "",
    "URL": lambda value: isinstance(value, str) and re.fullmatch(r"https?://[^\s<>\"]+", value),
    "Date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def lineage(kind):
    """A type and all above it."""
    return {kind}.union(*(lineage(parent) for parent in SCHEMA[kind]["parents"]))


def slips(record):
    """Where a record leaves the vocabulary."""
    kind = record["@type"]
    if kind not in SCHEMA:
        return [f"there is no type {kind}"]
    known = {name: held for up in lineage(kind) for name, held in SCHEMA[up]["properties"].items()}
    found = []
    for name, value in record.items():
        if name.startswith("@"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if name not in known:
                found.append(f"{kind} has no property {name}")
            elif isinstance(one, dict):
                fits = lineage(one["@type"]) & set(known[name])
                found += slips(one) + ([] if fits else [f"{kind}.{name} may not hold {one['@type']}"])
            elif not any(LITERALS[held](one) for held in known[name] if held in LITERALS):
                found.append(f"{kind}.{name} may not hold {one!r}")
    return found


@pytest.fixture(scope="module", params=["tea", "bundled"])
def told(request, tmp_path_factory):
    """The JSON-LD of every page that has any, by its path."""
    if request.param == "bundled":
        folder = request.getfixturevalue("hip_site")
    else:
        folder = tmp_path_factory.mktemp("tea")
        build(eg.load(HERE / "tea"), folder)

    block = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    texts = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}
    return {path: json.loads(found[1]) for path, text in texts.items() if (found := block.search(text))}


def test_every_record_keeps_to_the_vocabulary(told):
    assert {path: wrong for path, record in told.items() if (wrong := slips(record))} == {}


def test_the_excerpt_of_the_vocabulary_is_of_schema_org():
    names = {name for kind, held in SCHEMA.items() for name in (kind, *held["properties"])}

    assert {name for name in names if name not in SDO} == set()


def test_a_slip_would_be_seen():
    wrong = {"@type": "Claim", "text": "", "colour": "red", "appearance": {"@type": "Rating"}}

    assert slips(wrong) == [
        "Claim.text may not hold ''",
        "Claim has no property colour",
        "Claim.appearance may not hold Rating",
    ]


def test_each_kind_of_page_says_what_it_is(told):
    kinds = {path.split("/")[0]: record["@type"] for path, record in told.items()}

    assert kinds == {
        "claim": "ClaimReview",
        "study": "ScholarlyArticle",
        "article": "Article",
        "procedure": "HowTo",
    }
    assert {record["@context"] for record in told.values()} == {"https://schema.org"}


def test_a_claim_is_rated_by_its_verdict_or_not_at_all(told):
    graph = eg.load(HERE / "tea" if "claim/milk-spoils-tea.html" in told else None)
    rated = {Verdict.BACKED: 5, Verdict.CONTESTED: 3, Verdict.OPPOSED: 1}

    for claim in graph.claims():
        record = told[f"claim/{claim.id}.html"]
        rating = record["reviewRating"]
        found = eg.assess(graph, claim)
        assert rating.get("ratingValue") == rated.get(found.verdict)
        assert rating["alternateName"].startswith(found.verdict)
        assert record["claimReviewed"] == record["itemReviewed"]["text"] == claim.statement


@pytest.mark.parametrize("told", ["tea"], indirect=True)
def test_only_who_asserts_a_claim_is_where_it_appears(told):
    denied = told["claim/milk-spoils-tea.html"]["itemReviewed"]
    asserted = told["claim/long-steeping-makes-bitter.html"]

    assert "appearance" not in denied
    assert asserted["itemReviewed"]["appearance"] == [{"@type": "Article", "name": "How to brew"}]
    assert [judge["name"] for judge in asserted["author"]] == ["Ana", "Bo"]
    assert asserted["dateModified"] == "2026-01-06"
