"""RDF that others hold in standard terms comes in as judgements, and what has no place is told."""

import json

import pytest
from rdflib import Graph

import evidence_graph as eg
from evidence_graph.authoring import importing
from evidence_graph.checks import check_folder
from evidence_graph.cli import main
from evidence_graph.errors import BrokenFile
from evidence_graph.model import Stance

PREFIXES = """
@prefix sepio: <http://purl.obolibrary.org/obo/SEPIO_> .
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eg: <https://w3id.org/evidence-graph/terms#> .
@prefix fabio: <http://purl.org/spar/fabio/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prism: <http://prismstandard.org/namespaces/basic/2.0/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix stance: <https://w3id.org/evidence-graph/terms/stance/> .
@prefix : <https://example.net/x/> .
"""

CLAIM = ':c a schema:Claim ; schema:text "Tea is hot." .\n'
CITATION = ':w a fabio:JournalArticle ; dct:title "Cups" ; prism:doi "10.5555/cups" .\n'
LINE = ":l a sepio:0000002 ; sepio:0000427 :c ; sepio:0000124 :w ; sepio:0000183 sepio:0000403 ; \n"


@pytest.fixture
def bring(tmp_path):
    """Imports Turtle into a new folder; the report and the graph of the folder."""
    eg.new(tmp_path / "data", title="Other", curator="Cy", empty=True)

    def imported(text, name="theirs.ttl", **options):
        (tmp_path / name).write_text(text, "utf-8")
        table = importing.read(tmp_path / name, **options)
        (report,) = importing.import_into(tmp_path / "data", [table])
        return report, eg.load(tmp_path / "data")

    imported.folder = tmp_path / "data"
    return imported


def judgement(graph):
    """The one judgement of *graph*, with its study."""
    (claim,) = graph.claims()
    (study,) = graph.studies(claim)
    (line,) = study.lines
    return study.citation, line


# Shapes in which others say a judgement.


@pytest.mark.parametrize(
    ("leading", "stance"),
    [("0000007", Stance.SUPPORTS), ("0000008", Stance.OPPOSES), ("0000009", Stance.INCONCLUSIVE)],
)
def test_a_proposition_may_lead_to_its_lines(bring, leading, stance):
    text = f":c a sepio:0000000 ; rdfs:label 'Tea is hot.' ; sepio:{leading} :l . :l sepio:0000124 :w .\n"

    report, graph = bring(PREFIXES + text + CITATION)

    citation, line = judgement(graph)
    assert (line.stance, citation.doi, report.refused, report.notices) == (stance, "10.5555/cups", (), ())


def test_finding_strength_and_quotation_may_be_nodes(bring):
    text = f"""{CLAIM}{CITATION}{LINE} sepio:0000084 :f ; sepio:0000132 :s ; prov:wasAttributedTo :bo .
:f a sepio:0000173 ; rdfs:label "It was hot."@en . :s a sepio:0000133 ; rdfs:label "Level B" .
:bo a prov:Person ; rdfs:label "Bo" .
:a a oa:Annotation ; oa:hasBody :l ; oa:hasTarget :t . :t oa:hasSource :w ; oa:hasSelector :q .
:q a oa:TextQuoteSelector ; oa:exact "hot, 80 degrees" ; dct:language "en" .
"""

    report, graph = bring(PREFIXES + text)

    _, line = judgement(graph)
    assert (line.finding, line.strength, line.quotes) == ("It was hot.", "Level B", ("hot, 80 degrees",))
    assert (line.language, graph.label(line.curator, eg.Curator), report.notices) == ("en", "Bo", ())
    assert check_folder(bring.folder) == []


@pytest.mark.parametrize(
    ("relation", "stance"),
    [
        (":c sepio:0000438 :w .", Stance.SUPPORTS),
        (":c sepio:0000439 :w .", Stance.OPPOSES),
        (":w cito:supports :c .", Stance.SUPPORTS),
        (":w cito:disputes :c .", Stance.OPPOSES),
        (":c cito:isRefutedBy :w .", Stance.OPPOSES),
    ],
)
def test_a_claim_and_a_work_may_be_joined_directly(bring, relation, stance):
    _, graph = bring(PREFIXES + CLAIM + CITATION + relation)

    citation, line = judgement(graph)
    assert (line.stance, citation.title) == (stance, "Cups")


def test_a_work_may_be_known_by_its_address_alone(bring):
    _, graph = bring(PREFIXES + CLAIM + ":c sepio:0000438 <https://doi.org/10.5555/cups> .")

    citation, _ = judgement(graph)
    assert citation.doi == "10.5555/cups"


def test_a_relation_that_was_inferred_from_our_lines_makes_no_further_line(bring):
    text = """:c a eg:Claim, sepio:0000000 ; eg:statement "Tea is hot." ; sepio:0000438 :w .
:ana a eg:Curator ; eg:name "Ana" .
:l a eg:EvidenceLine ; eg:claim :c ; eg:citation :w ; eg:curator :ana ; eg:stance stance:supports .
"""

    _, graph = bring(PREFIXES + CITATION + text)

    assert [line.id for line in graph.all(eg.EvidenceLine)] == ["l"]


def test_between_works_cito_stays_citing(bring):
    report, graph = bring(PREFIXES + CLAIM + CITATION + ":c sepio:0000438 :w . :v cito:supports :w .")

    judgement(graph)
    assert report.notices == ("no place for 1 statement (supports)",)


def test_who_judged_is_whom_the_option_names_where_nobody_is_named(bring):
    _, graph = bring(PREFIXES + CLAIM + CITATION + LINE + " .", curator="Dee")

    assert graph.label(judgement(graph)[1].curator, eg.Curator) == "Dee"


def test_without_the_option_it_is_the_file(bring):
    _, graph = bring(PREFIXES + CLAIM + CITATION + LINE + " .", name="their claims.ttl")

    assert graph.label(judgement(graph)[1].curator, eg.Curator) == "their claims"


def test_an_orcid_of_which_no_name_is_told_is_called_by_its_number(bring):
    line = LINE + " prov:wasAttributedTo <https://orcid.org/0000-0002-1825-0097> ."  # the example of ORCID

    _, graph = bring(PREFIXES + CLAIM + CITATION + line)

    assert graph.label(judgement(graph)[1].curator, eg.Curator) == "0000-0002-1825-0097"


def test_authors_in_a_sequence_keep_their_order(bring):
    text = """:w a schema:ScholarlyArticle ; schema:headline "Cups" ; schema:datePublished "2001-05-01" ;
  schema:sameAs <https://doi.org/10.5555/cups>, <https://pubmed.ncbi.nlm.nih.gov/42/> ;
  schema:author :z, :a ; bibo:authorList :s . :s a rdf:Seq ; rdf:_1 :z ; rdf:_2 :a .
:z a schema:Person ; schema:name "Zest, A." . :a a schema:Person ; schema:name "Aroma, B." .
"""

    report, graph = bring(PREFIXES + CLAIM + LINE + " .\n" + text)

    citation, _ = judgement(graph)
    assert (citation.title, citation.year, citation.doi, citation.pmid) == (
        "Cups",
        2001,
        "10.5555/cups",
        "42",
    )
    assert (citation.authors, report.notices) == (("Zest, A.", "Aroma, B."), ())
    assert citation.study is None or citation.study.unverified == ()


def test_an_author_of_two_works_is_one_of_both(bring):
    text = """:w a schema:Book ; schema:name "Cups" ; schema:author :z .
:v a schema:Book ; schema:name "Mugs" ; schema:author :z . :z schema:name "Zest, A." .
:c sepio:0000438 :w, :v .
"""

    _, graph = bring(PREFIXES + CLAIM + text)

    assert {citation.title: citation.authors for citation in graph.citations()} == {
        "Cups": ("Zest, A.",),
        "Mugs": ("Zest, A.",),
    }


# Our terms and theirs together.


def test_of_a_record_in_our_terms_the_standard_ones_fill_what_ours_leave_open(bring):
    text = f"""{CLAIM}{CITATION}:ana a eg:Curator ; eg:name "Ana" .
:l a eg:EvidenceLine ; eg:claim :c ; eg:citation :w ; eg:curator :ana ; eg:stance stance:qualifies ;
  prov:generatedAtTime "2026-01-31T12:00:00Z" ; sepio:0000084 "Mostly." ; sepio:0000183 sepio:0000404 .
"""

    report, graph = bring(PREFIXES + text)

    _, line = judgement(graph)
    assert (line.stance, line.date, line.finding) == (Stance.QUALIFIES, "2026-01-31", "Mostly.")
    assert report.notices == ("no place for 1 statement (SEPIO_0000183)",)


# What has no place.


def test_what_has_no_place_is_told_with_how_much_of_it(bring):
    text = ':r a schema:Recipe ; schema:name "Scones" . :s a schema:Recipe . :c schema:genre "tea" .'

    report, _ = bring(PREFIXES + CLAIM + CITATION + LINE + " .\n" + text)

    assert report.notices == (
        "no place for 2 statements (genre, name)",
        "no place for 2 things of another kind (2 Recipe)",
    )


def test_a_judgement_with_a_direction_that_there_is_not_is_refused_by_its_name(bring):
    report, graph = bring(PREFIXES + CLAIM + CITATION + LINE.replace("0000403", "0000999") + " .")

    (refusal,) = report.refused
    assert "https://example.net/x/l: stance holds" in refusal.reason
    assert (report.adds_up, list(graph.all(eg.EvidenceLine)), report.notices) == (True, [], ())


def test_a_value_that_cannot_be_read_is_left_out_and_told(bring):
    text = f"""{CLAIM}{CITATION}:ana a eg:Curator ; eg:name "Ana" .
:l a eg:EvidenceLine ; eg:claim :c ; eg:citation :w ; eg:curator :ana ; eg:stance stance:supports ;
  eg:date "yesterday" .
"""

    report, graph = bring(PREFIXES + text)

    assert judgement(graph)[1].date is None
    assert [(one.column, one.number) for one in report.left_out] == [("date", 1)]


def test_the_command_tells_it(tmp_path, capsys):
    (tmp_path / "theirs.ttl").write_text(PREFIXES + CLAIM + CITATION + LINE + " rdfs:seeAlso :x .", "utf-8")

    assert main(["import", str(tmp_path / "theirs.ttl"), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "no place for 1 statement (seeAlso)" in out
    assert "Would add 1 judgement on 1 claim by 1 study" in out


# Syntaxes.


@pytest.mark.parametrize(("name", "syntax"), [("theirs.rdf", "xml"), ("theirs.jsonld", "json-ld")])
def test_other_syntaxes_say_the_same(bring, name, syntax):
    graph = Graph().parse(
        data=PREFIXES + CLAIM + CITATION + LINE + " sepio:0000084 'It was hot.' .", format="turtle"
    )

    report, folder = bring(graph.serialize(format=syntax), name=name)

    citation, line = judgement(folder)
    assert (citation.doi, line.stance, line.finding) == ("10.5555/cups", Stance.SUPPORTS, "It was hot.")
    assert report.refused == ()


@pytest.mark.parametrize(
    "address", ["https://schema.org", "http://schema.org/", "https://schema.org/docs/jsonldcontext.jsonld"]
)
def test_json_ld_of_schema_org_needs_no_network(bring, address):
    claim = {"@id": "urn:x:c", "@type": "Claim", "text": "Tea is hot."}
    author = {"@type": "Person", "@id": "urn:x:z", "name": "Zest, A."}
    citation = {"@id": "urn:x:w", "@type": "ScholarlyArticle", "name": "Cups", "author": [author]}
    line = {
        "@id": "urn:x:l",
        "@type": "http://purl.obolibrary.org/obo/SEPIO_0000002",
        "http://purl.obolibrary.org/obo/SEPIO_0000427": {"@id": "urn:x:c"},
        "http://purl.obolibrary.org/obo/SEPIO_0000124": {"@id": "urn:x:w"},
        "http://purl.obolibrary.org/obo/SEPIO_0000183": {
            "@id": "http://purl.obolibrary.org/obo/SEPIO_0000404"
        },
    }

    _, graph = bring(json.dumps({"@context": address, "@graph": [claim, citation, line]}), name="x.jsonld")

    citation, line = judgement(graph)
    assert (citation.title, citation.authors, line.stance) == ("Cups", ("Zest, A.",), Stance.OPPOSES)


@pytest.mark.parametrize("context", ["https://example.net/c.jsonld", ["https://schema.org", "//else"]])
def test_a_context_that_is_elsewhere_is_named_and_not_fetched(bring, context):
    with pytest.raises(BrokenFile, match="is elsewhere, and nothing is fetched"):
        bring(json.dumps({"@context": context, "@id": "urn:a"}), name="x.jsonld")


def test_json_ld_that_is_nested_too_deeply_is_refused(bring):
    with pytest.raises(BrokenFile, match="nested too deeply"):
        bring('{"@graph": [' * 20_000 + "]}" * 20_000, name="x.jsonld")


# Languages.


def test_texts_keep_their_languages(bring):
    claim = ':c a schema:Claim ; schema:text "Tea is hot."@en, "Tee ist heiß."@de .\n'
    line = LINE + ' sepio:0000084 "It was hot."@en, "Er war heiß."@de .\n'

    report, graph = bring(PREFIXES + claim + CITATION + line)

    text = (bring.folder / "claims.ttl").read_text("utf-8")
    for words in ('"Tea is hot."@en', '"Tee ist heiß."@de', '"It was hot."@en', '"Er war heiß."@de'):
        assert words in text
    assert judgement(graph)[1].finding == "It was hot."
    assert (report.notices, check_folder(bring.folder)) == ((), [])


def test_a_second_finding_stands_beside_the_first(bring):
    line = LINE + ' sepio:0000084 "It was hot.", "It was wet." .\n'

    _, graph = bring(PREFIXES + CLAIM + CITATION + line)

    assert sorted(judgement(graph)[1].findings) == ["It was hot.", "It was wet."]


@pytest.mark.parametrize("form", ["jsonld", "trig"])
def test_an_export_in_several_languages_comes_back_in_all_of_them(bring, tea, tmp_path, capsys, form):
    text = (tea / "claims.ttl").read_text("utf-8")
    text = text.replace('"Milk spoils tea."', '"Milk spoils tea."@en, "Milch verdirbt Tee."@de')
    spoken = '"A splash of milk lowered the bitterness scores."'
    text = text.replace(spoken, f'{spoken}, "Milch senkte die Werte."@de')
    (tea / "claims.ttl").write_text(text, "utf-8")
    assert main(["export", form, "--data", str(tea), "-o", str(tmp_path / f"all.{form}")]) == 0
    capsys.readouterr()

    (report,) = importing.import_into(bring.folder, [importing.read(tmp_path / f"all.{form}")])

    text = (bring.folder / "claims.ttl").read_text("utf-8")
    for words in ('"Milk spoils tea."@en', '"Milch verdirbt Tee."@de', '"Milch senkte die Werte."@de'):
        assert words in text
    assert report.notices == ()


QUOTE = """
<https://example.org/tea/quote/q1> a eg:Quote ; eg:number 1 ; eg:text "less bitter, 80 % said" ;
    eg:line line:milk-hides-bitterness.sorensen2015.ana ; eg:quotePlace "p. 3" ; eg:quoteRole
    <https://w3id.org/evidence-graph/terms/role/own-result> .
"""


@pytest.mark.parametrize("form", ["jsonld", "nanopubs"])
def test_a_quote_with_its_place_comes_back_as_that_one_quote(bring, tea, tmp_path, capsys, form):
    with (tea / "claims.ttl").open("a", encoding="utf-8") as file:
        file.write(QUOTE)
    path = tmp_path / ("all.trig" if form == "nanopubs" else "all.jsonld")
    assert main(["export", form, "--data", str(tea), "-o", str(path)]) == 0
    capsys.readouterr()

    (report,) = importing.import_into(bring.folder, [importing.read(path)])

    quotes = [
        eg.load(folder).quotes("milk-hides-bitterness.sorensen2015.ana") for folder in (tea, bring.folder)
    ]
    assert quotes[0] == quotes[1]
    assert [quote.place for quote in quotes[1]] == ["p. 3"]
    assert report.notices == ()
