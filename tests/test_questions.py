"""Every ready-made question gives the rows that follow from the data.

On the small data set to the letter, and on more data just as plain Python works them out from the graph.
"""

import re
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.assessment import assess_all
from evidence_graph.audit import audit
from evidence_graph.errors import BrokenFile, RefusedQuery, UnknownName, UnknownParameter, WrongValue
from evidence_graph.model import Attitude, ClaimKind, Directness, RetractionStatus, Stance, Verdict, Wording
from evidence_graph.sparql import asking, conclusions, questions
from evidence_graph.sparql import execution as sparql
from evidence_graph.sparql import query_text as sparql_text

ROOT = Path(__file__).parents[1]
TEA = ROOT / "tests" / "tea"

MORE = """
@prefix bias: <https://w3id.org/evidence-graph/terms/bias/> .
@prefix coverage: <https://w3id.org/evidence-graph/terms/coverage/> .
@prefix read: <https://w3id.org/evidence-graph/terms/read/> .
@prefix risk-of-bias: <https://example.org/tea/risk-of-bias/> .
@prefix search: <https://example.org/tea/search/> .
article:tea-book a eg:Article ; dcterms:title "The tea book" .
assertion:tea-book.long a eg:Assertion ; eg:claim claim:long-steeping-makes-bitter ;
    eg:article article:tea-book ; eg:attitude attitude:denies ; eg:force force:plain .
assertion:tea-book.milk a eg:Assertion ; eg:claim claim:milk-hides-bitterness ;
    eg:article article:tea-book ; eg:attitude attitude:asserts ; eg:force force:absolute .
assertion:tea-book.buy a eg:Assertion ; eg:claim claim:buy-milk ;
    eg:article article:tea-book ; eg:attitude attitude:reports ; eg:force force:plain .
reference:tea-book.1 a eg:Reference ; eg:article article:tea-book ; eg:number 1 ;
    eg:printed "Leaf A. Long steeps. 2001." ; eg:citation citation:leaf2001 .
reference:tea-book.2 a eg:Reference ; eg:article article:tea-book ; eg:number 2 ;
    eg:printed "A pamphlet that nobody found." ; eg:error "It cannot be found." .
reference:tea-book.3 a eg:Reference ; eg:article article:tea-book ; eg:number 3 ;
    eg:printed "Sørensen E. Cold tea. 2015." ; eg:citation citation:sorensen2015 .
claim:buy-milk a eg:Claim ; eg:statement "Buy milk with tea." ; eg:topic concept:taste ;
    eg:premise claim:milk-hides-bitterness .
line:a a eg:EvidenceLine ; eg:claim claim:long-steeping-makes-bitter ; eg:citation citation:leaf2001 ;
    eg:curator curator:ana-2 ; eg:stance stance:supports ; eg:article article:tea-book .
line:b a eg:EvidenceLine ; eg:claim claim:milk-hides-bitterness ; eg:citation citation:tasters2020 ;
    eg:curator curator:ana ; eg:stance stance:supports ; eg:directness directness:very-indirect .
line:c a eg:EvidenceLine ; eg:claim claim:milk-hides-bitterness ; eg:citation citation:preprint2019 ;
    eg:curator curator:ana ; eg:stance stance:supports ; eg:directness directness:indirect .
line:d a eg:EvidenceLine ; eg:claim claim:buy-milk ; eg:citation citation:pool2021 ;
    eg:curator curator:bo ; eg:stance stance:supports .
line:e a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ; eg:citation citation:preprint2019 ;
    eg:curator curator:bo ; eg:stance stance:supports ; eg:directness directness:direct ; eg:verified true .
line:f a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ; eg:citation citation:tasters2020 ;
    eg:curator curator:bo ; eg:stance stance:supports ; eg:directness directness:direct ; eg:verified true .
line:g a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ; eg:citation citation:pool2021 ;
    eg:curator curator:bo ; eg:stance stance:opposes ; eg:directness directness:direct ; eg:verified true .
citation:tasters2020 a eg:Citation ; eg:design design:randomised-controlled-trial ; eg:participants 400 ;
    eg:population "ADULT tasters" ; eg:retractionStatus retraction:retracted .
citation:preprint2019 a eg:Citation ; eg:design design:randomised-controlled-trial ;
    eg:versionOf citation:tasters2020 ; eg:participants 400 .
citation:pool2021 a eg:Citation ; eg:design design:meta-analysis ; eg:participants 900 ;
    eg:pools citation:tasters2020 .
result:pool2021.1 a eg:Result ; eg:citation citation:pool2021 ; eg:number 1 ;
    eg:text "Milk halves it." ; eg:verified false .
line:h a eg:EvidenceLine ; eg:claim claim:milk-spoils-tea ; eg:citation citation:leaf2001 ;
    eg:curator curator:bo ; eg:stance stance:opposes ; eg:withdrawn "2026-02-01"^^xsd:date ;
    eg:withdrawnWhy "It was another tea." ; eg:design design:survey ; eg:participants 0 .
claim:oolong-is-tea a eg:Claim ; eg:statement "Oolong is tea." ; eg:topic concept:taste ;
    eg:claimKind kind:definition .
claim:tea-calms a eg:Claim ; eg:statement "Tea calms." ; eg:topic concept:green-tea .
claim:tea-warms a eg:Claim ; eg:statement "Tea warms." ; eg:topic concept:taste .
search:warm a eg:Search ; eg:claim claim:tea-warms, claim:buy-milk ; eg:searchedSource "A shelf of books" ;
    eg:query "tea AND warm" ; eg:date "2026-01-07"^^xsd:date ; eg:coverage coverage:systematic ;
    eg:curator curator:bo ; eg:hits 12 ; eg:kept 0 .
search:taste a eg:Search ; eg:topic concept:taste ; eg:searchedSource "Public web pages" ;
    eg:query "tea taste" ; eg:date "2026-01-08"^^xsd:date ; eg:coverage coverage:partial .
risk-of-bias:leaf a eg:RiskOfBias ; eg:citation citation:leaf2001 ; eg:instrument "RoB 2" ;
    eg:judgement bias:some-concerns ; eg:reason "Nobody was blind." ; eg:curator curator:ana ;
    eg:read read:full-text .
risk-of-bias:leaf.d1 a eg:RiskOfBias ; eg:citation citation:leaf2001 ; eg:instrument "RoB 2" ;
    eg:domain "Blinding" ; eg:judgement bias:high .
disagreement:no-one a eg:Disagreement ; eg:cause cause:dose ; eg:explanation "How much milk?" .
"""
MORE_CITATIONS = "".join(
    f"@misc{{{key},\n  author = {{{author}}},\n  title = {{{key}}},\n  year = {{{key[-4:]}}},\n}}\n"
    for key, author in [
        ("tasters2020", "Taster, T."),
        ("preprint2019", "Taster, T."),
        ("pool2021", "Pool, P."),
    ]
)


@pytest.fixture(scope="module")
def more(tmp_path_factory):
    """The tea data with a second article and works that are versions, pooled, and retracted."""
    folder = tmp_path_factory.mktemp("more")
    (folder / "claims.ttl").write_text((TEA / "claims.ttl").read_text("utf-8") + MORE, "utf-8")
    (folder / "citations.bib").write_text(
        (TEA / "citations.bib").read_text("utf-8") + MORE_CITATIONS, "utf-8"
    )
    graph = eg.load(folder)
    assert [fault.message for fault in graph.dataset.reading.faults] == []
    return graph


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def bundled():
    return eg.load(ROOT / "data")


@pytest.fixture(params=["tea", "more", "bundled"])
def graph(request):
    return request.getfixturevalue(request.param)


def rows(graph, name, *columns, **given):
    """The rows of a question, sorted, cut to some columns."""
    records = eg.ask(graph, name, **given).records()
    return sorted((tuple(record[column] for column in columns) for record in records), key=repr)


def unsorted(found):
    return sorted(found, key=repr)


# To the letter, on the small data set.

LONG, HIDES, SPOILS = "long-steeping-makes-bitter", "milk-hides-bitterness", "milk-spoils-tea"
LONG_SAYS, HIDES_SAYS = "Steeping tea for longer makes it more bitter.", "Milk hides the bitterness of tea."
LEAF, POT, COLD = "Leaf et al. 2001", "Pot 2010", "Sørensen & García-Té 2015"
HOT = "Tasters called 10-minute tea more bitter than 3-minute tea."
KETTLES = "Kettles differ in how fast they boil."
TRIAL = "randomised-controlled-trial"

ON_TEA = {
    ("citations-against", ()): [],
    ("claims-of-study", (("citation", "sorensen2015"),)): [
        (LONG, LONG_SAYS, "uncertain", "opposes", "ana",
         "With cold water, 8 hours tasted no more bitter than 2.", None),
        (HIDES, HIDES_SAYS, "uncertain", "supports", "ana",
         "A splash of milk lowered the bitterness scores.", None),
    ],
    ("claims-of-study", (("citation", "leaf1999"), ("stance", "qualifies"))): [
        (LONG, LONG_SAYS, "uncertain", "qualifies", "bo", HOT, None)
    ],
    ("claims-on-indirect-evidence", ()): [(HIDES, HIDES_SAYS, "uncertain", 1)],
    ("claims-on-one-study", ()): [
        (LONG, LONG_SAYS, "uncertain", "leaf2001", LEAF),
        (HIDES, HIDES_SAYS, "uncertain", "sorensen2015", COLD),
    ],
    ("contested-claims", ()): [],
    ("disagreements", ()): [
        (
            "steeping-and-temperature",
            "variant",
            LONG,
            LONG_SAYS,
            f"{LEAF}; {COLD}",
            "One steeped in hot water, the other in cold.",
            "A trial that crosses time with temperature.",
        )
    ],
    ("disagreements", (("claim", HIDES),)): [],
    ("disagreements", (("cause", "dose"),)): [],
    ("doubtful-citations", ()): [
        ("sorensen2015", COLD, "disputed", "sorensen2015", "opposes", LONG, LONG, LONG_SAYS),
        ("sorensen2015", COLD, "disputed", "sorensen2015", "opposes", LONG, HIDES, HIDES_SAYS),
        ("sorensen2015", COLD, "disputed", "sorensen2015", "supports", HIDES, HIDES, HIDES_SAYS),
    ],
    ("doubtful-citations", (("status", "retracted"),)): [],
    ("effects-of-claim", (("claim", LONG),)): [
        ("leaf2001", LEAF, "bitterness", "for", "SMD", "0.85", None, 0.01, 1.69, 22, False, True),
        ("leaf2001", LEAF, "colour", "neither", "SMD", "0.3", None, None, None, None, True, False),
        ("sorensen2015", COLD, "bitterness", "against", "rating difference", "0.1 to 0.4", "points",
         None, None, None, False, True),
    ],
    ("effects-of-claim", (("claim", LONG), ("measure", "rating difference"))): [
        ("sorensen2015", COLD, "bitterness", "against", "rating difference", "0.1 to 0.4", "points",
         None, None, None, False, True),
    ],
    ("effects-of-claim", (("claim", SPOILS),)): [],
    ("misprinted-references", ()): [
        ("tea-blog", 1, "Leaf A. Long steeps. 1999.", "The year is 2001, not 1999.", "leaf2001")
    ],
    ("never-searched", ()): [(SPOILS, "Milk spoils tea.", "taste")],
    ("overclaims", ()): [],
    ("overclaims", (("wording", "little-recorded"),)): [
        ("tea-blog", LONG, LONG_SAYS, "asserts", "absolute", "little-recorded", "uncertain", None)
    ],
    ("overclaims", (("wording", "none recorded"),)): [
        ("tea-blog", SPOILS, "Milk spoils tea.", "denies", "hedged", "none-recorded", "none-recorded", None)
    ],
    ("resting-on", (("claim", LONG),)): [(HIDES, HIDES_SAYS, "uncertain", True)],
    ("risk-of-bias", ()): [],
    ("searches", ()): [],
    ("shared-claims", ()): [],
    ("studies-about", (("concept", "cuppa"), ("stance", "opposes"))): [
        ("sorensen2015", COLD, "cross-sectional", LONG, LONG_SAYS, "opposes")
    ],
    ("studies-by-design", ()): [
        ("cross-sectional", "sorensen2015", COLD, 40, None),
        (TRIAL, "leaf2001", LEAF, 24, "Adult tasters"),
        ("survey", "pot2010", POT, None, None),
    ],
    ("studies-by-design", (("design", "survey"),)): [("survey", "pot2010", POT, None, None)],
    ("studies-by-year", (("since", 2010),)): [
        (2015, "sorensen2015", COLD, "cross-sectional", 40),
        (2010, "pot2010", POT, "survey", None),
    ],
    ("studies-by-year", (("since", "2002"), ("until", "2014"))): [(2010, "pot2010", POT, "survey", None)],
    ("studies-of-claim", (("claim", LONG),)): [
        ("leaf2001", LEAF, "supports", "direct", "ana", TRIAL, 24, True, HOT, None),
        ("sorensen2015", COLD, "opposes", "direct", "ana", "cross-sectional", 40, True,
         "With cold water, 8 hours tasted no more bitter than 2.", None),
        ("leaf2001", LEAF, "qualifies", "indirect", "bo", TRIAL, 24, True, HOT, None),
        ("pot2010", POT, "background", "not-recorded", "ana", "survey", None, False, KETTLES, None),
    ],
    ("studies-of-population", (("population", "aDult"),)): [("leaf2001", LEAF, TRIAL, 24, "Adult tasters")],
    ("unbacked-claims", ()): [(SPOILS, "Milk spoils tea.", "none-recorded", 0)],
    ("unneeded-references", ()): [("tea-blog", 2, "Pot B. Kettles. 2010.", "pot2010", POT)],
    ("unneeded-references", (("article", "tea-blog"),)): [
        ("tea-blog", 2, "Pot B. Kettles. 2010.", "pot2010", POT)
    ],
    ("unverified-facts", ()): [
        ("effect", "leaf2001", LEAF, LONG, "colour"),
        ("field", "pot2010", POT, None, "pages"),
        ("field", "pot2010", POT, None, "volume"),
        ("finding", "pot2010", POT, LONG, KETTLES),
    ],
    ("unverified-facts", (("citation", "leaf2001"),)): [("effect", "leaf2001", LEAF, LONG, "colour")],
    ("unverified-facts", (("citation", "sorensen2015"),)): [],
}  # fmt: skip


@pytest.mark.parametrize(("name", "given"), ON_TEA, ids=lambda x: x if isinstance(x, str) else str(dict(x)))
def test_on_tea_a_question_has_exactly_these_rows_in_this_order(tea, name, given):
    assert list(eg.ask(tea, name, **dict(given)).rows) == ON_TEA[name, given]


def test_every_question_is_asked_on_tea():
    assert {name for name, _ in ON_TEA} == {q.name for q in questions.questions()}


# As plain Python works it out.


def counting(graph, claim, **chosen):
    """The evidence of *claim* that nobody withdrew."""
    return [e for e in graph.evidence(claim, **chosen) if e.line.withdrawn is None]


def backing(graph, claim):
    return {e.citation.key for e in counting(graph, claim, stance="supports")}


def word(value):
    """The word of a value as an answer has it."""
    return value.replace(" ", "-")


def first(*values):
    return next((value for value in values if value is not None), None)


def test_studies_of_a_claim_are_its_evidence(graph):
    for claim in graph.claims()[::25]:
        expected = [
            (
                e.citation.key,
                e.citation.label,
                e.stance,
                e.line.directness,
                e.line.curator,
                e.line.verified,
                e.finding,
                e.line.withdrawn,
                e.line.design or (e.citation.study and e.citation.study.design),
                first(e.line.participants, e.citation.study and e.citation.study.participants),
            )
            for e in graph.evidence(claim)
        ]
        columns = (
            "citation", "label", "stance", "directness", "curator", "verified", "finding", "withdrawn",
            "design", "participants",
        )  # fmt: skip
        assert rows(graph, "studies-of-claim", *columns, claim=claim) == unsorted(expected)


def test_claims_of_a_study_are_those_its_evidence_speaks_of(graph):
    verdicts = {a.claim: a.verdict for a in assess_all(graph)}
    for citation in graph.citations()[::30]:
        expected = [
            (
                e.line.claim,
                word(verdicts[e.line.claim]),
                e.stance,
                e.line.curator,
                e.finding,
                e.line.withdrawn,
            )
            for e in graph.evidence(citation=citation)
        ]
        columns = ("claim", "verdict", "stance", "curator", "finding", "withdrawn")
        assert rows(graph, "claims-of-study", *columns, citation=citation) == unsorted(expected)


def test_contested_claims_have_that_verdict(graph):
    expected = [
        (a.claim, round(a.support, 4), round(a.opposition, 4), round(a.unknown, 4))
        for a in assess_all(graph)
        if a.verdict is Verdict.CONTESTED
    ]

    columns = ("claim", "support", "opposition", "unknown")
    assert rows(graph, "contested-claims", *columns) == unsorted(expected)


def test_unbacked_claims_have_no_supporting_study(graph):
    expected = [
        (c.id, c.statement, len({e.citation.key for e in counting(graph, c, stance="opposes")}))
        for c in graph.claims()
        if not backing(graph, c) and c.kind is not ClaimKind.DEFINITION
    ]

    assert rows(graph, "unbacked-claims", "claim", "statement", "opposing") == unsorted(expected)


def test_claims_on_one_study_have_one_that_is_no_version_of_another(graph):
    expected = []
    for claim in graph.claims():
        keys = backing(graph, claim)
        studies = [graph.citation(key) for key in keys]
        own = [s for s in studies if not (s.study and s.study.version_of in keys)]
        expected += [(claim.id, own[0].key, own[0].label)] if len(own) == 1 else []

    assert rows(graph, "claims-on-one-study", "claim", "citation", "label") == unsorted(expected)


def test_claims_on_indirect_evidence_have_no_other_backing(graph):
    indirect = {Directness.INDIRECT, Directness.VERY_INDIRECT}
    expected = [
        (c.id, len(backing(graph, c)))
        for c in graph.claims()
        if (lines := counting(graph, c, stance="supports")) and {e.line.directness for e in lines} <= indirect
    ]

    assert rows(graph, "claims-on-indirect-evidence", "claim", "studies") == unsorted(expected)


def test_citations_against_contradict_the_stand_of_their_article(graph):
    against = {(Attitude.ASSERTS, Stance.OPPOSES), (Attitude.DENIES, Stance.SUPPORTS)}
    expected = [
        (article.id, a.claim, e.citation.key, e.line.curator, reference.number)
        for article in graph.all(model.Article)
        for a in graph.assertions(article=article)
        for e in counting(graph, a.claim)
        if e.line.article == article.id and (a.attitude, e.stance) in against
        for reference in graph.references(article)
        if reference.citation == e.citation.key
    ]

    columns = ("article", "claim", "citation", "curator", "number")
    assert rows(graph, "citations-against", *columns) == unsorted(expected)


def test_unneeded_references_are_those_of_the_audit(graph):
    expected = [
        (r.article, r.number, r.citation)
        for a in graph.all(model.Article)
        for r in audit(graph, a).never_needed
    ]

    assert rows(graph, "unneeded-references", "article", "number", "citation") == unsorted(expected)


def test_misprinted_references_are_those_of_the_audit(graph):
    expected = [
        (r.article, r.number, error)
        for article in graph.all(model.Article)
        for r in audit(graph, article).misprinted
        for error in r.errors
    ]

    assert rows(graph, "misprinted-references", "article", "number", "error") == unsorted(expected)


@pytest.mark.parametrize("wording", Wording)
def test_sentences_of_each_wording_are_those_of_the_audit(graph, wording):
    expected = [
        (
            article.id,
            item.claim.id,
            item.assertion.attitude,
            item.assertion.force,
            word(item.assessment.verdict),
            item.assessment.certainty and word(item.assessment.certainty),
        )
        for article in graph.all(model.Article)
        for item in audit(graph, article).assertions
        if item.wording is wording
    ]

    columns = ("article", "claim", "attitude", "force", "verdict", "certainty")
    assert rows(graph, "overclaims", *columns, wording=wording) == unsorted(expected)


def resting(graph, claim):
    """The claims that rest on *claim*, directly or not."""
    found, queue = set(), [claim]
    while queue:
        above = {c.id for c in graph.all(model.Claim, premises=queue.pop())} - found
        found |= above
        queue += above
    return found


def test_what_rests_on_a_premise_is_found_through_other_claims(graph):
    for claim in graph.claims()[::20]:
        direct = {c.id for c in graph.all(model.Claim, premises=claim)}
        expected = [(found, found in direct) for found in resting(graph, claim.id)]
        assert rows(graph, "resting-on", "resting", "directly", claim=claim) == unsorted(expected)


def test_doubtful_works_reach_claims_through_reviews_and_premises(graph):
    doubted = {RetractionStatus.RETRACTED, RetractionStatus.EXPRESSION_OF_CONCERN, RetractionStatus.DISPUTED}
    studies = [w.study for w in graph.citations() if w.study]
    expected = set()
    for study in studies:
        if study.retraction_status not in doubted:
            continue
        citations, queue = {study.id}, [study.id]
        while queue:
            key = queue.pop()
            new = {s.id for s in studies if key in s.pools} - citations
            citations |= new
            queue += new
        lines = [(w, e) for w in citations for e in graph.evidence(citation=w) if e.line.withdrawn is None]
        expected |= {
            (study.id, citation, e.stance, e.line.claim, reached)
            for citation, e in lines
            for reached in {e.line.claim, *resting(graph, e.line.claim)}
        }
        expected |= set() if lines else {(study.id, None, None, None, None)}

    columns = ("citation", "study", "stance", "through", "claim")
    assert rows(graph, "doubtful-citations", *columns) == unsorted(expected)


def test_disagreements_are_those_of_the_graph(graph):
    expected = [
        (
            d.id,
            d.cause,
            claim,
            "; ".join(sorted(graph.citation(k).label for k in d.citations)) or None,
            d.explanation,
        )
        for d in graph.all(model.Disagreement)
        for claim in d.claims or (None,)
    ]

    columns = ("disagreement", "cause", "about", "studies", "explanation")
    assert rows(graph, "disagreements", *columns) == unsorted(expected)


def test_shared_claims_are_those_of_two_articles(graph):
    stands = [a for article in graph.all(model.Article) for a in graph.assertions(article=article)]
    expected = [
        (a.claim, a.article, a.attitude, b.article, b.attitude, a.attitude is b.attitude)
        for a in stands
        for b in stands
        if a.claim == b.claim and a.article < b.article
    ]

    columns = ("claim", "article", "attitude", "other", "other_attitude", "agree")
    assert rows(graph, "shared-claims", *columns) == unsorted(expected)


def test_studies_about_a_concept_are_those_of_the_claims_about_it(graph):
    schemes = {concept.scheme: concept for concept in graph.all(model.Concept)}
    for concept in [*schemes.values(), *graph.topics()[:2]]:
        expected = {
            (e.citation.key, claim.id, e.stance)
            for claim in graph.claims(about=concept.id)
            for e in counting(graph, claim)
        }
        assert rows(graph, "studies-about", "citation", "claim", "stance", concept=concept) == unsorted(
            expected
        )


def test_studies_by_design_year_and_population_are_those_with_that_field(graph):
    citations = graph.citations()
    known = [(w, w.study) for w in citations if w.study]
    designs = [(s.design, w.key, w.label, s.participants) for w, s in known if s.design]
    years = [(w.year, w.key) for w in citations if w.year and w.year >= 2010 and w.year <= 2019]
    people = [(w.key, s.population) for w, s in known if "adult" in (s.population or "").lower()]

    assert rows(graph, "studies-by-design", "design", "citation", "label", "participants") == unsorted(
        designs
    )
    assert rows(graph, "studies-by-year", "year", "citation", since=2010, until=2019) == unsorted(years)
    assert rows(graph, "studies-of-population", "citation", "described", population="Adult") == unsorted(
        people
    )


def test_unverified_facts_are_findings_results_figures_and_fields(graph):
    citations = graph.citations()
    lines = [e for c in graph.claims() for e in graph.evidence(c)]
    expected = {
        *(("finding", e.citation.key, e.line.claim, e.finding) for e in lines if e.line.verified is False),
        *(("result", w.key, None, r.text) for w in citations for r in w.results if not r.verified),
        *(("effect", e.citation, e.claim, e.outcome) for e in graph.effects() if not e.verified),
        *(("field", w.key, None, field) for w in citations for field in w.unverified),
    }

    assert rows(graph, "unverified-facts", "kind", "citation", "claim", "fact") == unsorted(expected)


def test_effects_of_a_claim_are_its_printed_figures(graph):
    for claim in graph.claims()[::7]:
        expected = []
        for e in graph.effects(claim=claim):
            low, high = e.interval or (None, None)
            expected.append(
                (e.citation, e.outcome, e.direction, e.value, low, high, e.participants, e.verified)
            )
        columns = ("citation", "outcome", "direction", "value", "lower", "upper", "participants", "verified")
        assert rows(graph, "effects-of-claim", *columns, claim=claim) == unsorted(expected)


def test_searches_are_those_for_a_claim_and_for_its_topic(graph):
    for claim in graph.claims()[::10]:
        expected = [
            (search.id, about, search.date, search.coverage, search.source, search.query, search.hits,
             search.kept, search.curator)
            for search in graph.searches(claim)
            for about in (*search.claims, search.topic)
            if about in {claim.id, claim.topic}
        ]  # fmt: skip
        columns = ("search", "about", "date", "coverage", "source", "searched", "hits", "kept", "curator")
        assert rows(graph, "searches", *columns, claim=claim) == unsorted(expected)


def test_never_searched_are_claims_without_study_and_without_search(graph):
    verdicts = {a.claim: a.verdict for a in assess_all(graph)}
    expected = [
        (claim.id, claim.topic)
        for claim in graph.claims()
        if verdicts[claim.id] is Verdict.NONE_RECORDED and not graph.searches(claim)
    ]

    assert rows(graph, "never-searched", "claim", "topic") == unsorted(expected)


def test_the_risk_of_bias_is_that_of_the_works_judged_for_the_claim(graph):
    for claim in graph.claims()[::10]:
        judged = [
            b
            for key in {e.citation.key for e in graph.evidence(claim)}
            for b in graph.all(model.RiskOfBias, citation=key)
        ]
        expected = [
            (b.citation, b.instrument, b.domain, b.judgement, b.reason, b.curator, b.read) for b in judged
        ]
        columns = ("citation", "instrument", "domain", "judgement", "reason", "curator", "read")
        assert rows(graph, "risk-of-bias", *columns, claim=claim) == unsorted(expected)


def test_every_question_has_rows_somewhere(more, bundled):
    """A comparison of nothing with nothing would prove nothing."""
    given = {"claim": LONG, "citation": "sorensen2015", "concept": "tea", "population": "tasters"}
    there = {"claim": "gmax-powerful-hip-extensor"}
    empty = set()
    for question in questions.questions():
        needed = {p.name for p in question.parameters if p.required}
        values = {name: given[name] for name in needed}
        if not eg.ask(more, question, **values).rows and (
            needed - set(there) or not eg.ask(bundled, question, **{n: there[n] for n in needed}).rows
        ):
            empty.add(question.name)

    assert empty == set()


@pytest.mark.trial
def test_many_copies_of_the_data_are_answered_as_well(tea, bundled, trial):
    """Three times the tea data (in a whole trial five times the bundled data), so many times the rows."""
    graph, copies = trial.amount(sample=(tea, 3), whole=(bundled, 5))
    base = graph.dataset.reading.base
    one = [*graph.store.triples(), *conclusions.triples(graph)]

    def moved(text, copy):
        return text.replace(base, f"{base}{copy}/", 1) if text.startswith(base) else text

    several = [
        (moved(s, n), p, (moved(o, n), None) if kind is None else (o, kind))
        for n in range(copies)
        for s, p, (o, kind) in one
    ]
    for question in questions.questions():
        if not any(p.required for p in question.parameters):
            once, often = (sparql.run(question.query, data, timeout=300) for data in (one, several))
            assert (question.name, len(often.rows)) == (question.name, copies * len(once.rows))


# Names, parameters and values.


def test_an_unknown_question_is_named_with_its_neighbour(tea):
    with pytest.raises(UnknownName, match=r"no question 'contested-clams'\. Did you mean contested-claims"):
        eg.ask(tea, "contested-clams")


@pytest.mark.parametrize(
    ("asked", "given", "error", "message"),
    [
        (
            "studies-of-claim",
            {},
            UnknownParameter,
            "value for the parameter 'claim'. studies-of-claim needs it",
        ),
        ("studies-of-claim", {"clam": LONG}, UnknownParameter, "no parameter 'clam'. Did you mean claim?"),
        ("contested-claims", {"claim": LONG}, UnknownParameter, "contested-claims has no parameters."),
        (
            "SELECT * { ?s ?p ?o }",
            {"s": LONG},
            UnknownParameter,
            "a comment line at its head can",
        ),
        (
            "studies-of-claim",
            {"claim": "long-steping"},
            UnknownName,
            f"Did you mean {LONG}?",
        ),
        ("claims-of-study", {"citation": "laef2001"}, UnknownName, "Did you mean leaf2001?"),
        ("overclaims", {"article": "tea-blok"}, UnknownName, "Did you mean tea-blog?"),
        ("studies-about", {"concept": "gren tea"}, UnknownName, "Did you mean green tea?"),
        ("studies-of-claim", {"claim": LONG, "stance": "support"}, WrongValue, "Did you mean supports?"),
        (
            "studies-by-design",
            {"design": "rct"},
            WrongValue,
            "The parameter design takes one of meta-",
        ),
        ("studies-by-year", {"since": "last year"}, WrongValue, "The parameter since takes a whole number."),
        ("studies-by-year", {"since": "\u0662\u0660"}, WrongValue, "takes a whole number"),
        ("studies-by-year", {"since": "9" * 200}, WrongValue, "takes a whole number"),
    ],
)
def test_a_wrong_name_or_value_is_refused_with_its_cure(tea, asked, given, error, message):
    with pytest.raises(error, match=re.escape(message)):
        eg.ask(tea, asked, **given)


def test_records_and_their_ids_are_taken_alike(tea):
    by_id = eg.ask(tea, "studies-of-claim", claim=LONG, stance="supports")
    by_record = eg.ask(tea, "studies-of-claim", claim=tea.claim(LONG), stance=Stance.SUPPORTS)

    assert by_id == by_record
    assert eg.ask(tea, "claims-of-study", citation="leaf1999") == eg.ask(
        tea, "claims-of-study", citation=tea.citation("leaf2001")
    )


def test_any_leaves_a_parameter_with_a_default_free(more):
    wordings = rows(more, "overclaims", "wording", wording="any")

    assert len(wordings) == len(more.assertions())
    assert rows(more, "overclaims", "wording", wording=None) == [("overclaim",)]
    assert wordings.count(("overclaim",)) == 1


HOSTILE = [
    '" } SERVICE <http://127.0.0.1/> { #',
    "\\u0022 }",
    "'''",
    "}",
    "\\",
    "a\nb",
    "?claim",
    "<x>",
    "é\u2028",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_a_text(tea, text, tmp_path):
    literal = sparql.write_term((text, "http://www.w3.org/2001/XMLSchema#string"))
    turtle = (TEA / "claims.ttl").read_text("utf-8").replace('"Adult tasters"', literal)
    (tmp_path / "claims.ttl").write_text(turtle, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")

    assert eg.ask(tea, "studies-of-population", population=text).rows == ()
    assert rows(eg.load(tmp_path), "studies-of-population", "described", population=text) == [(text,)]


# Any SPARQL.


def test_a_query_knows_the_prefixes_of_the_data(tea):
    answer = eg.ask(tea, "SELECT ?c ?v { ?c a eg:Claim ; eg:verdict ?v FILTER(?v = verdict:none-recorded) }")

    assert answer.records() == [{"c": SPOILS, "v": "none-recorded"}]


def test_values_are_plain(tea):
    query = """SELECT ?one ?half ?truth ?day ?other ?text ?none ?big {
      VALUES (?one ?half ?truth ?day ?other ?text ?big) {
        (1 0.5 true "2026-01-05"^^xsd:date <http://example.org/x> "t"@en "1e999"^^xsd:double) } }"""

    assert eg.ask(tea, query).rows == (
        (1, 0.5, True, "2026-01-05", "http://example.org/x", "t", None, "INF"),
    )


def test_a_construct_gives_triples_and_rows_of_three(tea):
    answer = eg.ask(tea, "CONSTRUCT { ?c eg:backedBy ?w } WHERE { ?c eg:backedBy ?w } ORDER BY ?c")

    base = "https://example.org/tea/"
    predicate = "https://w3id.org/evidence-graph/terms#backedBy"
    assert sorted(answer.triples) == [
        (f"{base}claim/{LONG}", predicate, (f"{base}citation/leaf2001", None)),
        (f"{base}claim/{HIDES}", predicate, (f"{base}citation/sorensen2015", None)),
    ]
    assert sorted(answer.rows) == [(LONG, predicate, "leaf2001"), (HIDES, predicate, "sorensen2015")]


def test_an_ask_holds_or_not(tea):
    assert eg.ask(tea, "ASK { claim:milk-spoils-tea eg:verdict verdict:none-recorded }").holds is True
    assert eg.ask(tea, "ASK { claim:milk-spoils-tea eg:verdict verdict:backed }").holds is False


def test_a_file_can_have_parameters_of_its_own(tea, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text(
        "# How many studies of a design?\n# kind: design, default survey - the design\n"
        "SELECT (COUNT(*) AS ?n) { ?s eg:design ?kind }\n"
    )

    assert eg.ask(tea, file).rows == ((1,),)
    assert eg.ask(tea, str(file), kind="any").rows == ((3,),)
    assert eg.ask(tea, file, kind="meta-analysis").rows == ((0,),)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT * {\n  ?s foo:bar ?o }", 2, 6, "The prefix foo: has no meaning here."),
        ("SELECT * {\n  SERVICE <x> { } }", 2, 3, "SERVICE would ask another machine"),
        ("# Q?\n# x: clam, default any – y\nSELECT ?x { }", 1, 1, "is of the kind 'clam'; there are claim"),
        ("# Q?\n# x: claim, default any – y\nSELECT ?s { }", 1, 1, "the query has no ?x"),
    ],
)
def test_a_broken_file_is_named_with_its_line(tea, tmp_path, text, line, column, reason):
    file = tmp_path / "mine.rq"
    file.write_text(text)

    with pytest.raises(BrokenFile, match=re.escape(reason)) as broken:
        eg.ask(tea, file, **({"x": "y"} if "clam" in text else {}))

    assert (broken.value.path, broken.value.line, broken.value.column) == (str(file), line, column)


def test_a_file_that_is_not_there_or_too_large_is_named(tea, tmp_path):
    (tmp_path / "large.rq").write_text("#" * 20_001)

    with pytest.raises(BrokenFile, match=r"nowhere\.rq: the file cannot be read"):
        eg.ask(tea, "nowhere.rq")
    with pytest.raises(BrokenFile, match="more than the limit of 20,000"):
        eg.ask(tea, tmp_path / "large.rq")


def test_a_time_limit_is_kept(bundled):
    with pytest.raises(RefusedQuery, match=r"time limit of 0\.5 seconds"):
        eg.ask(bundled, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.5)


def test_a_data_set_without_an_address_can_be_asked(tmp_path):
    turtle = (
        (TEA / "claims.ttl")
        .read_text("utf-8")
        .replace("<https://example.org/tea/> a eg:DataSet", "eg:x a eg:Y")
    )
    (tmp_path / "claims.ttl").write_text(turtle, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")

    assert rows(eg.load(tmp_path), "claims-on-one-study", "claim", "citation") == [
        (LONG, "leaf2001"),
        (HIDES, "sorensen2015"),
    ]


# What is concluded.


def test_what_is_concluded_is_that_of_assessment_and_audit(graph):
    found = set(conclusions.triples(graph))
    wordings = [item for article in graph.all(model.Article) for item in audit(graph, article).assertions]
    terms = "https://w3id.org/evidence-graph/terms"

    optional = [(a.certainty, a.lean) for a in assess_all(graph)]
    told = sum(value is not None for pair in optional for value in pair)
    assert len(found) == 4 * len(graph.claims()) + told + len(wordings)
    for item in wordings:
        iri = graph.store.iri(model.Assertion, item.assertion.id)
        slug = item.wording.value.replace(" ", "-")
        assert (iri, f"{terms}#wording", (f"{terms}/wording/{slug}", None)) in found


def test_a_verdict_written_by_hand_is_a_fault(tmp_path):
    extra = "\n@prefix verdict: <https://w3id.org/evidence-graph/terms/verdict/> .\n" + "".join(
        f"claim:{LONG} eg:{term} {value} .\n"
        for term, value in [("verdict", "verdict:backed"), ("support", "0.9"), ("certainty", "verdict:x")]
    )
    (tmp_path / "claims.ttl").write_text((TEA / "claims.ttl").read_text("utf-8") + extra, "utf-8")
    (tmp_path / "citations.bib").write_text((TEA / "citations.bib").read_text("utf-8"), "utf-8")

    faults = eg.load(tmp_path).dataset.reading.faults

    assert [(f.code, f.message.split()[0]) for f in faults] == [
        ("derived-by-hand", "certainty"),
        ("derived-by-hand", "support"),
        ("derived-by-hand", "verdict"),
    ]


# The files of the questions, and the page about them.


@pytest.mark.parametrize("question", questions.questions(), ids=lambda q: q.name)
def test_a_question_says_what_it_asks_and_what_it_takes(question):
    lines = question.query.splitlines()
    used = sparql_text.variables(question.query)

    assert re.fullmatch(r"# [A-Z].*\?", lines[0])
    assert [p.name for p in question.parameters if p.name not in used] == []
    assert [p.kind for p in question.parameters if p.kind not in asking.KINDS] == []
    assert [line for line in lines[1 : 1 + len(question.parameters)] if not line.startswith("# ")] == []
    assert sum(line.startswith("#") for line in lines) == 1 + len(question.parameters)
    assert lines[-1].startswith("ORDER BY")


@pytest.mark.parametrize("question", questions.questions(), ids=lambda q: q.name)
def test_the_prefixes_of_a_question_are_written_out_and_all_used(question):
    declared = re.findall(r"^PREFIX (\w+): ", question.query, re.MULTILINE)
    used = {token.prefix for token in sparql_text.tokens(question.query)} - {None}

    sparql_text.refuse(question.query)
    assert declared == sorted(used)


def page():
    """The tables of docs/questions.md as the files of the questions say them."""
    lines = []
    for group in dict.fromkeys(q.group for q in questions.questions()):
        lines += [f"### {group.capitalize()}", "", "| name | question | parameters |", "|---|---|---|"]
        for question in questions.questions():
            if question.group == group:
                takes = "; ".join(
                    f"`{p.name}` ({p.kind}, {'required' if p.required else 'default ' + p.default}): {p.text}"
                    for p in question.parameters
                )
                lines.append(f"| `{question.name}` | {question.text} | {takes} |")
        lines.append("")
    return "\n".join(lines)


def test_the_page_about_the_questions_names_each_as_its_file_does():
    text = (ROOT / "docs" / "questions.md").read_text("utf-8")

    assert page() in text, f"Put this into docs/questions.md:\n\n{page()}"


def test_the_examples_of_the_page_run(tmp_path, capfd, monkeypatch):
    import shlex

    from evidence_graph.cli import main

    text = (ROOT / "docs" / "questions.md").read_text("utf-8")
    (tmp_path / "MINE.rq").write_text(re.search(r"```sparql\n(.*?)```", text, re.DOTALL)[1])
    monkeypatch.chdir(tmp_path)
    shown = [line.strip().removeprefix("$ ") for line in text.splitlines() if line.strip().startswith("$ ")]

    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], {})  # noqa: S102 - the page's own example
    assert capfd.readouterr().out
    assert len(shown) > 5
    for line in shown:
        status = main(shlex.split(line)[1:])
        out, err = capfd.readouterr()
        assert (line, status, err) == (line, 0, "")
        assert out


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no such device")
def test_a_file_without_end_is_not_read_to_it(tmp_path):
    endless = tmp_path / "endless.rq"
    endless.symlink_to("/dev/zero")

    with pytest.raises(BrokenFile, match="more than the limit of 20,000"):
        asking.ask(eg.load(TEA), str(endless))
