"""Evidence in forms of others and of our own comes in, and our own comes back as the same graph."""

import json
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.authoring import importing
from evidence_graph.authoring.tables import read_table
from evidence_graph.checks import check_folder
from evidence_graph.cli import main
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Claim, EvidenceLine, Stance, Study
from evidence_graph.store import data_folder

TEA = Path(__file__).parent / "tea"
DATA = Path(__file__).parents[1] / "data"
SYNTAXES = {"all.ttl": "turtle", "all.nt": "nt", "all.rdf": "xml", "all.jsonld": "json-ld"}


@pytest.fixture
def folder(tmp_path):
    eg.new(tmp_path / "data", title="Other", curator="Ana", empty=True)
    return tmp_path / "data"


def bring(folder, path):
    (report,) = importing.import_into(folder, [importing.read(path)])
    assert report.adds_up
    return report


def records(folder):
    """All records but what the data set says of itself, and all works but the order of their authors."""
    read = data_folder.load(folder)
    own = {kind.__name__: held for kind, held in read.reading.records.items() if kind.__name__ != "DataSet"}
    citations = {
        key: (citation.title, sorted(citation.authors), citation.year, citation.doi)
        for key, citation in data_folder.citations(read).items()
    }
    return own, citations


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_graph_in_our_terms_comes_back_the_same_in_any_syntax(folder, tmp_path, name):
    path = tmp_path / name
    eg.load(TEA).rdf.serialize(path, format=SYNTAXES[name], encoding="utf-8")

    report = bring(folder, path)

    there, citations = records(folder)
    here, own_citations = records(TEA)
    unordered = there["Study"].pop("leaf2001"), there["Study"].pop("sorensen2015")
    for key in ("leaf2001", "sorensen2015"):
        here["Study"].pop(key)
    assert (report.refused, citations) == ((), own_citations)
    assert {kind: held for kind, held in there.items() if kind != "Curator"} == {
        kind: held for kind, held in here.items() if kind != "Curator"
    }
    assert all("author" in study.unverified for study in unordered)
    assert check_folder(folder) == []
    assert bring(folder, path).added == 0


@pytest.mark.parametrize("name", SYNTAXES)
def test_what_a_folder_holds_already_is_not_added_from_its_own_export(tea, tmp_path, name):
    path = tmp_path / name
    eg.load(TEA).rdf.serialize(path, format=SYNTAXES[name], encoding="utf-8")
    before = (tea / "claims.ttl").read_bytes(), (tea / "citations.bib").read_bytes()

    report = bring(tea, path)

    assert (report.added, report.refused) == (0, ())
    assert ((tea / "claims.ttl").read_bytes(), (tea / "citations.bib").read_bytes()) == before


def test_a_file_by_a_wrong_name_is_read_as_what_it_is(folder, tmp_path):
    path = tmp_path / "claims.ttl"
    eg.load(TEA).rdf.serialize(path, format="xml")

    assert bring(folder, path).recipe == "RDF/XML in our terms"


STANDARD = """
@prefix sepio: <http://purl.obolibrary.org/obo/SEPIO_> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix fabio: <http://purl.org/spar/fabio/> .
@prefix prism: <http://prismstandard.org/namespaces/basic/2.0/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.net/x/> .

:claim1 a schema:Claim ; schema:text "Tea is hot."@en .
:bo a prov:Person ; rdfs:label "Bo" .
:leaf a fabio:JournalArticle ; dcterms:title "Cups" ; prism:doi "10.5555/cups" ;
    fabio:hasPublicationYear 2001 .
:line1 a sepio:0000002 ; sepio:0000427 :claim1 ; sepio:0000124 :leaf ; sepio:0000183 sepio:0000404 ;
    prov:wasAttributedTo :bo ; sepio:0000084 "It was cold."@en ;
    prov:generatedAtTime "2026-01-31T12:00:00Z"^^xsd:dateTime .
:other a schema:Recipe ; schema:name "Scones" .
"""


def test_standard_terms_say_what_ours_say(folder, tmp_path):
    path = tmp_path / "standard.ttl"
    path.write_text(STANDARD, "utf-8")

    report = bring(folder, path)
    graph = eg.load(folder)

    (study,) = graph.studies("claim1")
    (line,) = study.lines
    assert graph.claim("claim1").statement == "Tea is hot."
    assert (line.stance, line.finding, line.date) == (Stance.OPPOSES, "It was cold.", "2026-01-31")
    assert (study.citation.doi, study.citation.year, graph.label(line.curator, eg.Curator)) == (
        "10.5555/cups",
        2001,
        "Bo",
    )
    assert "no place for" in report.notices[0]
    assert check_folder(folder) == []


def test_a_claim_in_the_same_words_and_a_work_of_the_same_doi_are_those_that_are_there(folder, tmp_path):
    with eg.edit(folder) as book:
        book.add(eg.Claim("TEA is hot", topic="tea"))
        book.add(eg.Study(title="Cups, a study", author="Leaf, A.", year=2001, doi="10.5555/CUPS"))
    path = tmp_path / "standard.ttl"
    path.write_text(STANDARD, "utf-8")

    bring(folder, path)
    graph = eg.load(folder)

    assert [claim.id for claim in graph.claims()] == ["tea-hot"]
    assert [study.citation.key for study in graph.studies("tea-hot")] == ["leaf2001"]


def test_rdf_without_our_terms_and_broken_rdf_are_told(folder, tmp_path):
    texts = {
        "other.ttl": ("<urn:a> <urn:b> <urn:c> .", "nothing in it is of the terms"),
        "broken.ttl": ("<urn:a> <urn:b>", "The syntax breaks here"),
        "broken.jsonld": ('{"@id": ', "The syntax breaks here"),
        "broken.rdf": ("<rdf:RDF", "The syntax breaks here"),
        "far.jsonld": (
            '{"@context": "https://example.net/far.jsonld", "@id": "urn:a"}',
            "its context https://example.net/far.jsonld is elsewhere, and nothing is fetched",
        ),
    }

    for name, (text, reason) in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
        with pytest.raises(BrokenFile, match=reason):
            importing.read(tmp_path / name)
    assert list(eg.load(folder).claims()) == []


def test_a_record_that_says_something_else_here_is_refused_and_gaps_are_filled(tea, tmp_path):
    path = tmp_path / "all.ttl"
    text = eg.load(TEA).rdf.serialize(format="turtle")
    path.write_text(text.replace("A splash of milk lowered", "A splash of milk raised"), "utf-8")
    with eg.edit(tea) as book:
        book.change("leaf2001", comparator=None)

    report = bring(tea, path)

    (refusal,) = report.refused
    assert "finding is A splash of milk lowered the bitterness scores. here and A splash" in refusal.reason
    assert refusal.cure == "evidence-graph edit milk-hides-bitterness.sorensen2015.ana changes it"
    assert eg.load(tea).citation("leaf2001").study.comparator == "3 minutes"


def test_annotated_bibtex_brings_the_same_judgements_back(folder, tmp_path, capfd):
    assert main(["export", "bibtex", "--annotate", "--data", str(DATA), "-o", str(tmp_path / "all.bib")]) == 0
    capfd.readouterr()

    report = bring(folder, tmp_path / "all.bib")

    original, copy = eg.load(DATA), eg.load(folder)
    said = {
        (line.claim, line.citation, line.stance)
        for line in data_folder.load(DATA).records(EvidenceLine).values()
    }
    assert {
        (line.claim, line.citation, line.stance)
        for line in data_folder.load(folder).records(EvidenceLine).values()
    } == said
    assert report.added == len(said)
    for citation in copy.citations():
        other = original.citation(citation.key)
        assert (citation.title, citation.authors, citation.year, citation.doi) == (
            other.title,
            other.authors,
            other.year,
            other.doi,
        )
    assert bring(folder, tmp_path / "all.bib").added == 0


def test_annotated_bibtex_adds_nothing_to_the_folder_it_came_from(tea, tmp_path, capfd):
    main(["export", "bibtex", "--annotate", "--data", str(tea), "-o", str(tmp_path / "all.bib")])
    capfd.readouterr()

    report = bring(tea, tmp_path / "all.bib")

    assert (report.added, report.already) == (0, 5)


def test_findings_come_back_with_whether_they_were_confirmed(folder, tmp_path, capfd):
    main(["export", "bibtex", "--annotate", "--data", str(TEA), "-o", str(tmp_path / "all.bib")])
    capfd.readouterr()
    bring(folder, tmp_path / "all.bib")

    lines = data_folder.load(folder).records(EvidenceLine).values()
    told = {(line.citation, line.stance.value): (line.finding, line.verified) for line in lines}
    assert told["sorensen2015", "opposes"] == ("With cold water, 8 hours tasted no more bitter than 2.", True)
    assert told["pot2010", "background"] == ("Kettles differ in how fast they boil.", None)


@pytest.mark.parametrize(
    "arguments",
    [
        ("studies", "long-steeping-makes-bitter", "--full"),
        ("claims",),
        ("claims", "--full"),
        ("show", "milk-hides-bitterness"),
    ],
)
def test_our_own_json_comes_back_as_what_it_says(folder, tea, tmp_path, capfd, arguments):
    main([*arguments, "-f", "json", "--data", str(tea), "-o", str(tmp_path / "answer.json")])
    capfd.readouterr()

    bring(folder, tmp_path / "answer.json")
    back = bring(tea, tmp_path / "answer.json")

    original, copy = data_folder.load(TEA), data_folder.load(folder)
    assert copy.records(Claim)
    for name, claim in copy.records(Claim).items():
        assert claim.statement == original.records(Claim)[name].statement
    for name, study in copy.records(Study).items():
        assert study == original.records(Study)[name]
    lines, own = copy.records(EvidenceLine).values(), original.records(EvidenceLine).values()
    assert {(line.stance, line.finding, line.citation) for line in lines} <= {
        (line.stance, line.finding, line.citation) for line in own
    }
    assert (back.added, back.refused) == (0, ())


def test_studies_in_brief_hold_no_judgements_and_the_cure_is_told(tmp_path, capfd):
    path = tmp_path / "brief.json"
    main(["studies", "long-steeping-makes-bitter", "-f", "json", "--data", str(TEA), "-o", str(path)])
    capfd.readouterr()

    with pytest.raises(BrokenFile, match="told in brief; print them with: studies CLAIM -f json --full"):
        importing.read(path)


DISMECH = """
name: Tea fever
phenotypes:
- name: Thirst
  evidence:
  - reference: PMID:42
    supports: SUPPORT
    snippet: All were thirsty.
    explanation: It counts them.
  - reference: PMID:43
    supports: PARTIAL
    snippet: "Some were: thirsty"
pathophysiology:
- name: Heat loss
  description: Cups lose heat.
  downstream: [{target: Cold}]
  evidence:
  - {reference: "DOI:10.5555/heat", supports: REFUTE, snippet: None did., explanation: ""}
treatments:
- name: Milk
  evidence:
  - {reference: PMID:42, supports: NO_EVIDENCE, snippet: Milk was poured.}
  - {reference: PMID:42, supports: MAYBE, snippet: Milk may help.}
"""


def test_dismech_evidence_items_are_judgements_with_their_quotes(folder, tmp_path):
    pytest.importorskip("yaml", reason="PyYAML is not installed")
    path = tmp_path / "Tea_fever.yaml"
    path.write_text(DISMECH, "utf-8")

    report = bring(folder, path)
    graph = eg.load(folder)

    told = {
        (claim.statement, study.citation.pmid or study.citation.doi, line.stance.value, line.quotes)
        for claim in graph.claims()
        for study in graph.studies(claim)
        for line in study.lines
    }  # fmt: skip
    assert told == {
        ("Tea fever has the phenotype: Thirst.", "42", "supports", ("All were thirsty.",)),
        ("Tea fever has the phenotype: Thirst.", "43", "qualifies", ("Some were: thirsty",)),
        ("Tea fever works by: Heat loss.", "10.5555/heat", "opposes", ("None did.",)),
        ("Tea fever is treated with: Milk.", "42", "background", ("Milk was poured.",)),
    }
    assert (report.recipe, report.read, len(report.refused)) == ("preset dismech", 5, 1)
    assert check_folder(folder) == []


LOOP = """
name: A
phenotypes: &p
- name: B
  evidence:
  - {reference: PMID:1, supports: SUPPORT, snippet: c}
  again: *p
"""


def test_yaml_that_names_itself_is_walked_once_and_none_runs_anything(tmp_path):
    pytest.importorskip("yaml", reason="PyYAML is not installed")
    path = tmp_path / "a.yaml"
    path.write_text(LOOP, "utf-8")
    assert read_table(path).report.added == 1

    for text in ("name: A\n", "a: [", "!!python/object/apply:os.system ['true']"):
        path.write_text(text, "utf-8")
        with pytest.raises(BrokenFile):
            read_table(path)


VA_SPEC = {
    "id": "civic.aid:6",
    "type": "Statement",
    "direction": "supports",
    "proposition": {
        "type": "VariantTherapeuticResponseProposition",
        "subjectVariant": {"id": "civic.mpid:33", "name": "EGFR L858R"},
        "geneContextQualifier": {"name": "EGFR"},
        "predicate": "predictsSensitivityTo",
        "objectTherapeutic": {"name": "Afatinib"},
        "conditionQualifier": {"name": "Lung Non-small Cell Carcinoma"},
    },
    "hasEvidenceLines": [
        {
            "directionOfEvidenceProvided": "disputes",
            "hasEvidenceItems": [
                {
                    "id": "civic.eid:2997",
                    "description": "Few responded.",
                    "strength": {"primaryCoding": {"code": "A"}},
                    "reportedIn": [{"type": "Document", "name": "Leaf et al., 2001", "pmid": "42"}],
                }
            ],
        }
    ],
}


@pytest.mark.parametrize("document", [VA_SPEC, [VA_SPEC], {"statements": [VA_SPEC]}])
def test_va_spec_statements_are_judgements_of_their_documents(folder, tmp_path, document):
    path = tmp_path / "statements.json"
    path.write_text(json.dumps(document), "utf-8")

    report = bring(folder, path)
    graph = eg.load(folder)

    (claim,) = graph.claims()
    (study,) = graph.studies(claim)
    (line,) = study.lines
    assert report.recipe == "preset va-spec"
    assert claim.statement == "EGFR L858R predicts sensitivity to Afatinib in Lung Non-small Cell Carcinoma."
    assert (line.stance, line.finding, line.strength) == (Stance.OPPOSES, "Few responded.", "A")
    assert (study.citation.pmid, study.citation.label) == ("42", "Leaf et al. 2001")


NANOPUB = """
@prefix : <https://w3id.org/np/RA1#> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix this: <https://w3id.org/np/RA1> .

:Head { this: a np:Nanopublication ; np:hasAssertion :assertion ; np:hasProvenance :provenance ;
        np:hasPublicationInfo :pubinfo . }
:assertion { ASSERTION }
:provenance { :assertion prov:wasDerivedFrom <https://doi.org/10.5555/cups> . }
:pubinfo { this: dct:creator <https://orcid.org/0000-0000> ;
                 dct:created "2026-01-31T08:00:00Z"^^xsd:dateTime .
           <https://orcid.org/0000-0000> foaf:name "Bo" . }
"""


@pytest.mark.parametrize(
    ("assertion", "stance"),
    [
        ("<http://purl.org/aida/Tea+is+hot.> a <urn:Sentence> .", Stance.SUPPORTS),
        ("<https://doi.org/10.5555/cups> cito:refutes <http://purl.org/aida/Tea+is+hot.> .", Stance.OPPOSES),
        (
            "<http://purl.org/aida/Tea+is+hot.> cito:isSupportedBy <https://doi.org/10.5555/cups> .",
            Stance.SUPPORTS,
        ),
    ],
)
def test_a_nanopublication_is_a_judgement_of_the_work_it_rests_on(folder, tmp_path, assertion, stance):
    path = tmp_path / "np.trig"
    path.write_text(NANOPUB.replace("ASSERTION", assertion), "utf-8")

    report = bring(folder, path)
    graph = eg.load(folder)

    (study,) = graph.studies("tea-hot")
    (line,) = study.lines
    assert report.recipe == "preset nanopublications"
    assert (graph.claim("tea-hot").statement, line.stance, line.date) == ("Tea is hot.", stance, "2026-01-31")
    assert (study.citation.doi, graph.label(line.curator, eg.Curator)) == ("10.5555/cups", "Bo")
    assert line.source_item == "https://w3id.org/np/RA1"


def test_a_nanopublication_without_a_sentence_is_refused_by_its_name(folder, tmp_path):
    path = tmp_path / "np.trig"
    path.write_text(NANOPUB.replace("ASSERTION", "<urn:a> <urn:b> <urn:c> ."), "utf-8")

    report = bring(folder, path)

    assert [refusal.value for refusal in report.refused] == ["https://w3id.org/np/RA1"]
    assert report.added == 0


RIS = """TY  - JOUR
AU  - Leaf, Anna
AU  - Tea Board Group
TI  - Cups
JO  - Tea Tests
PY  - 2001
DO  - 10.5555/cups
N1  - RAYYAN-INCLUSION: {"Ana"=>"Included"} | RAYYAN-LABELS: tin
ER  -

TY  - JOUR
AU  - Pot, B.
TI  - Mugs
PY  - 2002
N1  - RAYYAN-INCLUSION: {"Ana"=>"Excluded"}
ER  -

TY  - JOUR
AU  - Rim, C.
TI  - Jars
PY  - 2003
N1  - ASReview_irrelevant
ER  -
"""


def test_a_library_is_a_list_of_works_without_those_that_were_excluded(folder, tmp_path):
    path = tmp_path / "works.ris"
    path.write_text(RIS, "utf-8")

    report = bring(folder, path)

    (citation,) = eg.load(folder).citations()
    assert (report.recipe, report.added, report.skipped) == ("preset library", 1, 2)
    assert (citation.title, citation.year, citation.doi) == ("Cups", 2001, "10.5555/cups")
    assert citation.authors[0] == "Leaf, Anna"
    assert bring(folder, path).added == 0


def test_a_bibliography_without_claims_is_a_library(folder):
    report = bring(folder, TEA / "citations.bib")

    assert (report.recipe, report.added) == ("preset library", 3)
    assert {citation.key: citation.authors for citation in eg.load(folder).citations()} == {
        citation.key: citation.authors for citation in eg.load(TEA).citations()
    }
