"""Passages of articles as Web Annotations, and annotations that others made."""

import json
from pathlib import Path

import pytest
from annotated_articles import ARTICLE, GARDEN, garden, write
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.drafting import Review
from evidence_graph.errors import BrokenFile
from evidence_graph.reading.annotating import annotate
from evidence_graph.reading.foreign_annotations import ForeignAnnotation, read
from evidence_graph.reading.quote_search import QuoteSearch
from evidence_graph.reading.web_annotations import to_annotations

BASE = "https://example.org/garden/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("garden"), garden())


def exported(folder, capsys, *more):
    data, text = folder
    assert main(["export", "annotations", "--text", str(text), "--data", str(data), *more]) == 0
    return json.loads(capsys.readouterr().out)


# Out.


def test_every_passage_is_an_annotation_by_quotation_and_by_position(folder, capsys):
    page = exported(folder, capsys)

    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len(page["items"]) == len({item["id"] for item in page["items"]}) == 16
    for item in page["items"]:
        quote, place = item["target"]["selector"]
        start, end = place["start"], place["end"]
        assert GARDEN[start:end] == quote["exact"]
        assert GARDEN[:start].endswith(quote["prefix"])
        assert GARDEN[end:].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(32, start)


def test_positions_count_code_points_as_the_standard_says(folder, capsys):
    items = exported(folder, capsys)["items"]
    last = next(item for item in items if "green" in item["id"])

    assert last["target"]["selector"][0]["exact"] == "עם דשא ירוק 🌱 beans climb higher."
    assert last["target"]["selector"][1]["end"] == GARDEN.index("higher.") + len("higher.")


def test_an_annotation_says_which_claim_what_the_passage_does_and_the_verdict(folder, capsys):
    items = exported(folder, capsys, "--article", ARTICLE)["items"]
    premise = next(
        item for item in items if item["target"]["selector"][0]["exact"] == "Beans want warm soil."
    )
    bodies = {body["purpose"]: body for body in premise["body"]}

    assert bodies["identifying"]["source"] == f"{BASE}claim/warm-soil-speeds-sprouting"
    assert bodies["describing"]["value"] == "Warm soil speeds sprouting."
    assert bodies["assessing"]["value"].startswith(
        "The article asserts it, with a hedge. The passage argues for it. "
    )
    assert bodies["tagging"]["value"] == "backed"


def test_without_the_text_there_is_nothing_to_quote(folder, capsys):
    assert main(["export", "annotations", "--data", str(folder[0])]) == 2
    assert "name it with --text FILE" in capsys.readouterr().err


def test_a_text_goes_only_with_annotations(folder, capsys):
    assert main(["export", "bibtex", "--text", str(folder[1]), "--data", str(folder[0])]) == 2
    assert "--text goes with: evidence-graph export annotations" in capsys.readouterr().err


def test_annotations_are_of_one_article_and_no_claims(folder, capsys):
    data, text = folder
    arguments = ["export", "annotations", "bean-is-seed", "--text", str(text), "--data", str(data)]

    assert main(arguments) == 2
    assert "annotations are those of one article" in capsys.readouterr().err


# In.


def hypothesis_row(quote, **more):
    """An annotation as Hypothesis answers with it."""
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": 7, "end": 7 + len(quote)},
        {"type": "TextQuoteSelector", "exact": quote, "prefix": "", "suffix": ""},
    ]
    return {
        "id": "a1",
        "user": "acct:ana@hypothes.is",
        "created": "2026-01-05T10:00:00Z",
        "text": "Too sure.",
        "tags": ["soil", "claim:beans-are-easy"],
        "target": [{"source": "https://example.org/post", "selector": selectors}],
    } | more


ROW = hypothesis_row("Beans want warm soil.")
W3C = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:1",
    "type": "Annotation",
    "creator": {"type": "Person", "name": "Ana"},
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "value": "Too sure."},
        {"type": "TextualBody", "purpose": "tagging", "value": "soil"},
        "https://example.org/garden/claim/beans-are-easy",
    ],
    "target": {
        "source": "https://example.org/post",
        "selector": {
            "type": "FragmentSelector",
            "value": "p1",
            "refinedBy": {"type": "oa:TextQuoteSelector", "exact": "Beans want warm soil."},
        },
    },
}


@pytest.mark.parametrize(
    "document",
    [
        {"rows": [ROW], "total": 1},
        {"export_date": "2026-01-06", "annotations": [ROW]},
        [ROW],
        ROW,
        W3C,
        {"type": "AnnotationPage", "items": [W3C]},
        {"type": "AnnotationCollection", "total": 1, "first": {"type": "AnnotationPage", "items": [W3C]}},
        {"@graph": [W3C]},
    ],
    ids=["search", "export", "list", "one", "w3c", "page", "collection", "graph"],
)
def test_annotations_are_read_however_they_are_wrapped(document):
    (annotation,) = read(Path("x.json"), json.dumps(document).encode())

    assert annotation.quote == "Beans want warm soil."
    assert annotation.remarks == ("Too sure.",)
    assert "soil" in annotation.tags
    assert annotation.creator in {"Ana", "ana@hypothes.is"}


def test_what_we_write_we_read_again(folder):
    article = annotate(eg.load(folder[0]), ARTICLE, GARDEN)
    annotations = read(Path("x.json"), to_annotations(article, base=BASE).encode())
    search = QuoteSearch(GARDEN)

    mentions = [mention for claim in article.claims for mention in claim.mentions]
    found = [search.find(annotation) for annotation in annotations]
    assert found == [(mention.start, mention.end) for mention in mentions]
    assert annotations[0].things == (f"{BASE}claim/warm-soil-speeds-sprouting",)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"{", "this is no JSON"), (b"[]", "there are no annotations in it"), (b"[" * 5000, "this is no JSON")],
)
def test_what_holds_no_annotations_is_refused_in_a_sentence(content, message):
    with pytest.raises(BrokenFile, match=message):
        read(Path("x.json"), content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["target", "selector", "type", "exact", "body", "value", "items", "tags", "start"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_no_json_of_others_breaks_the_reading(document):
    try:
        annotations = read(Path("x.json"), json.dumps(document).encode())
    except BrokenFile:
        return
    assert all(isinstance(annotation.quote, str) and annotation.quote for annotation in annotations)


# Where a quotation stands.


TEXT = "Beans grow. Some beans grow tall. Yes, beans grow “well”, and in 1.5 weeks: beans grow."


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (ForeignAnnotation(1, "Some beans grow tall."), (12, 33)),
        (ForeignAnnotation(1, "some  BEANS\ngrow tall"), (12, 32)),
        (ForeignAnnotation(1, "beans grow", prefix="Yes, ", suffix=" “well”"), (39, 49)),
        (ForeignAnnotation(1, "beans grow", prefix="weeks: "), (76, 86)),
        (ForeignAnnotation(1, "beans grow", start=16), (17, 27)),
        (ForeignAnnotation(1, "“well”,"), (50, 57)),
        (ForeignAnnotation(1, "in 15 weeks"), None),
        (ForeignAnnotation(1, "beans shrink"), None),
        (ForeignAnnotation(1, "…"), None),
    ],
)
def test_a_quotation_is_found_by_its_words_and_by_what_stands_around_it(annotation, expected):
    assert QuoteSearch(TEXT).find(annotation) == expected


# Into a folder: proposed, and never counted.


def taken_in(folder, text, document, tmp_path, *more):
    """The status of an import of *document*, whose file is named annotations.json."""
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps(document), "utf-8")
    return main(["import", str(file), "--into", str(folder), "--text", str(text), *more])


@pytest.fixture
def own(tmp_path):
    """A folder of the garden that a test may change, and its text."""
    return write(tmp_path / "own", garden())


def proposals(folder):
    return json.loads((folder / f"{ARTICLE}.proposed.json").read_text("utf-8"))


def test_an_annotation_becomes_a_proposal_with_its_place_and_the_claim_it_names(own, tmp_path):
    data, text = own
    status = taken_in(data, text, {"rows": [hypothesis_row("Everybody knows")]}, tmp_path)

    (proposal,) = proposals(data)["claims"]
    assert status == 0
    assert GARDEN[proposal["start"] : proposal["end"]] == proposal["sentence"] == "Everybody knows"
    assert (proposal["paragraph"], proposal["decision"], proposal["claim"]) == (2, "proposed", None)
    (known,) = proposal["known"]
    assert known["claim"] == "beans-are-easy"
    assert known["comparison"] == "named in an annotation by ana@hypothes.is: Too sure."


def test_nothing_that_is_proposed_counts(own, tmp_path, capsys):
    data, text = own
    before = (data / "claims.ttl").read_bytes()
    main(["audit", ARTICLE, "--data", str(data), "-f", "json"])
    audit = capsys.readouterr().out

    taken_in(data, text, {"rows": [hypothesis_row("Everybody knows")]}, tmp_path)
    capsys.readouterr()

    assert (data / "claims.ttl").read_bytes() == before
    main(["audit", ARTICLE, "--data", str(data), "-f", "json"])
    assert capsys.readouterr().out == audit


def test_what_is_recorded_or_proposed_already_is_not_proposed_again(own, tmp_path, capsys):
    data, text = own
    recorded = hypothesis_row("A bean is a seed.", tags=["claim:bean-is-seed"])
    rows = {"rows": [hypothesis_row("Everybody knows"), recorded]}
    taken_in(data, text, rows, tmp_path)
    first = proposals(data)
    capsys.readouterr()

    taken_in(data, text, rows, tmp_path, "-f", "json")
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["new"], report["known"], proposals(data)) == ([], 2, first)


def test_decisions_stay_when_more_is_imported(own, tmp_path):
    data, text = own
    taken_in(data, text, {"rows": [hypothesis_row("Everybody knows")]}, tmp_path)
    document = proposals(data)
    document["claims"][0]["decision"] = "rejected"
    (data / f"{ARTICLE}.proposed.json").write_text(json.dumps(document), "utf-8")

    taken_in(data, text, {"rows": [hypothesis_row("beans have no ears", tags=[])]}, tmp_path)
    assert [(one["number"], one["decision"]) for one in proposals(data)["claims"]] == [
        (1, "rejected"),
        (2, "proposed"),
    ]


def test_what_stands_nowhere_in_the_text_is_told_and_the_rest_proposed(own, tmp_path, capsys):
    data, text = own
    rows = [hypothesis_row("Everybody knows"), hypothesis_row("Beans can fly.")]

    assert taken_in(data, text, {"rows": rows}, tmp_path) == 1
    assert "not found: “Beans can fly.”" in capsys.readouterr().out
    assert len(proposals(data)["claims"]) == 1


def test_annotations_need_the_text_they_were_made_in(own, tmp_path, capsys):
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps([ROW]), "utf-8")

    assert main(["import", str(file), "--into", str(own[0])]) == 2
    assert "name it with --text FILE" in capsys.readouterr().err


def test_what_is_proposed_is_reviewed_like_a_draft(own, tmp_path):
    data, text = own
    taken_in(data, text, {"rows": [hypothesis_row("Everybody knows")]}, tmp_path)

    Review(data).accept_known(1, 1)

    (assertion,) = eg.load(data).assertions(claim="beans-are-easy")
    passages = {GARDEN[one.start : one.end] for one in eg.load(data).passages(assertion)}
    assert passages == {"Everybody knows", "Everybody knows that they are easy to grow."}


def test_a_file_of_proposals_that_is_none_is_left_alone(own, tmp_path, capsys):
    data, text = own
    (data / f"{ARTICLE}.proposed.json").write_text("[]", "utf-8")

    assert taken_in(data, text, [ROW], tmp_path) == 2
    assert "it does not hold what a draft writes" in capsys.readouterr().err
    assert (data / f"{ARTICLE}.proposed.json").read_text("utf-8") == "[]"


def test_our_own_annotations_come_back_as_what_is_known(own, tmp_path, capsys):
    data, text = own
    main(["export", "annotations", "--text", str(text), "--data", str(data)])
    document = json.loads(capsys.readouterr().out)

    taken_in(data, text, document, tmp_path, "-f", "json")
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["new"], report["known"], report["lost"]) == ([], 16, [])
