"""The bundled data say what they must: the promises of data/, each with the command that shows it."""

from functools import partial
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import model, names
from evidence_graph.audit import Wording, audit
from evidence_graph.model import Attitude, Directness, LinkBasis, RetractionStatus, Stance
from evidence_graph.sheets.procedure_sheet import claims_about

DATA = Path(__file__).parents[1] / "data"
SIDES = {Stance.SUPPORTS, Stance.OPPOSES}


@pytest.fixture(scope="module")
def graph():
    return eg.load(DATA)


@pytest.fixture(scope="module")
def lines(graph):
    return list(graph.dataset.records(model.EvidenceLine).values())


def test_check_is_silent():
    assert eg.check(eg.load(DATA).dataset) == [], "see: evidence-graph check --data data"


def test_both_readers_read_every_pair(lines):
    readers = {}
    for line in lines:
        readers.setdefault((line.claim, line.citation), set()).add(line.curator)

    assert len(readers) == 380
    assert [pair for pair, curators in readers.items() if curators != {"reader-1", "reader-2"}] == []


def test_the_directness_of_every_line_is_recorded(lines):
    assert [line.id for line in lines if line.directness is Directness.NOT_RECORDED] == []


def test_a_line_from_memory_that_takes_a_side_is_withdrawn(lines):
    assert [x.id for x in lines if x.verified is False and x.stance in SIDES and not x.withdrawn] == []


def test_every_work_has_its_study_facts(graph):
    citations = graph.citations()

    assert len(citations) == 175
    assert [w.key for w in citations if w.study is None] == []
    assert [w.key for w in citations if w.study.design is None and not w.study.design_note] == []
    assert [w.key for w in citations if w.study.retraction_status is None] == []


def test_every_claim_records_the_question_that_it_answers(graph):
    assert [c.id for c in graph.claims() if not (c.question and c.answers)] == []


def test_no_claim_that_can_be_studied_is_left_without_a_study_and_without_a_search(graph):
    empty = [a.claim for a in map(partial(eg.assess, graph), graph.claims()) if a.verdict == "none recorded"]

    assert empty
    assert [claim for claim in empty if not graph.searches(claim)] == []


def test_every_line_has_a_finding_a_reason_and_a_date(lines):
    assert [x.id for x in lines if not (x.finding and x.rationale and x.date)] == []


def test_every_claim_has_a_topic_facets_and_a_kind(graph):
    assert [c.id for c in graph.claims() if not (c.topic and c.about and c.kind)] == []


def test_every_claim_but_one_of_the_wider_literature_is_asserted_somewhere(graph):
    asserted = {a.claim for a in graph.assertions()}

    assert {c.id for c in graph.claims()} - asserted == {"deep-muscle-exercise-beats-other-exercise"}


def test_every_assertion_points_at_a_passage_inside_its_article(graph):
    for assertion in graph.assertions():
        passages = graph.passages(assertion)
        length = graph.article(assertion.article).length
        assert passages
        assert all(0 <= p.start < p.end <= length for p in passages)


def test_both_articles_take_a_stand_on_glute_growth(graph):
    stands = {(a.article, a.attitude) for a in graph.assertions(claim="hip-thrust-builds-glutes")}

    assert stands == {
        ("hip-thrust-critique", Attitude.ASSERTS),
        ("single-leg-hip-thrust-guide", Attitude.ASSERTS),
    }


def test_the_reference_lists_are_whole_and_in_order(graph):
    numbers = [r.number for r in graph.references("hip-thrust-critique")]

    assert numbers == list(range(1, 31))
    assert [r.citation for r in graph.references("single-leg-hip-thrust-guide")] == [
        "liao2022",
        "plotkin2023",
    ]
    assert all(graph.citation(r.citation) for r in graph.references("hip-thrust-critique"))


def test_1_no_link_of_the_critique_rests_on_a_citation_in_its_text(lines):
    bases = {x.link_basis for x in lines if x.article == "hip-thrust-critique"}

    assert bases == {LinkBasis.REFERENCE_LIST}


def test_2_the_scrambled_rows_resolve_to_the_right_records(graph):
    by_number = {r.number: r for r in graph.references("hip-thrust-critique")}
    rows = {r.citation: r for r in by_number.values()}

    assert rows["hodges1996"].printed.endswith("Spine (Phila Pa 1976). 1996 Nov 15; 21(22):2640-50.")
    assert rows["hodges1998"].printed.startswith(
        "Hodges PW, Richardson CA J Spinal Disord. 1998 Feb; 11(1):46-56"
    )
    assert graph.citation("hodges1996").title.startswith("Inefficient")
    assert graph.citation("hodges1998").title.startswith("Delayed postural contraction")
    assert rows["hodges1996"].errors
    assert rows["hodges1998"].errors


def test_3_bishop_2017_is_jarvis_2019(graph):
    citation = graph.citation("bishop2017")

    assert (citation.key, citation.year, citation.volume, citation.pages) == (
        "jarvis2019",
        2019,
        "33",
        "S78-S84",
    )
    assert graph.citation("plotkin2023").study.version_note


@pytest.mark.parametrize("key", ["zweifel2017", "aagaard2002", "fisher2016", "delp1999"])
def test_4_these_references_do_not_back_the_sentences_they_stand_under(graph, key):
    offered = [e for e in graph.evidence(citation=key) if e.line.article == "hip-thrust-critique"]

    assert {e.stance for e in offered} & {Stance.OPPOSES, Stance.QUALIFIES, Stance.BACKGROUND}


def test_5_sentences_with_two_claims_are_split(graph):
    pairs = [
        ("tva-delay-linked-to-back-pain", "tva-delay-reduces-force-transfer"),
        ("bridging-corrects-tva-delay", "tva-correction-lasts"),
    ]

    for one, other in pairs:
        passages = [{p for a in graph.assertions(claim=c) for p in a.passages} for c in (one, other)]
        assert passages[0] & passages[1]


def test_6_no_correlation_supports_that_training_makes_faster(graph):
    correlations = [
        s for s in graph.studies("no-transfer-to-sprinting") if s.citation.study.design == "cross-sectional"
    ]

    assert correlations
    assert [s.citation.key for s in correlations if set(s.stances) & SIDES] == []


def test_7_barbalho_is_disputed_and_counted_once_with_the_review_that_pools_it(graph):
    assert graph.citation("barbalho2020").study.retraction_status is RetractionStatus.DISPUTED
    assert "barbalho2020" in graph.citation("krauseneto2025").study.pools
    [term] = [t for t in eg.assess(graph, "no-transfer-to-squat").terms if t.key == "barbalho2020"]
    assert "disputed" in term.marks


def test_8_the_delay_goes_with_pain_but_bridging_is_not_shown_to_correct_it(graph):
    linked = eg.assess(graph, "tva-delay-linked-to-back-pain")
    corrected = eg.assess(graph, "bridging-corrects-tva-delay")

    assert linked.shares.supports > 2 * linked.shares.opposes
    assert corrected.shares.supports < 0.25
    assert corrected.verdict == "uncertain"


def test_9_conflicts_of_interest_are_recorded(graph):
    marked = {w.key for w in graph.citations() if w.study.conflict_of_interest}
    by_contreras = {w.key for w in graph.citations() if any(a.startswith("Contreras") for a in w.authors)}

    assert len(by_contreras) == 5
    assert by_contreras <= marked


def test_10_the_erratum_and_the_preprint_are_told(graph):
    assert graph.citation("macedo2012").study.retraction_status is RetractionStatus.CORRECTED
    assert "92(4):631" in graph.citation("macedo2012").study.retraction_note
    assert graph.citation("kassiano2024").study.version_note


def test_names_keep_their_letters(graph):
    assert graph.citation("tonnessen2015").authors[0].startswith("Tønnessen")
    assert graph.citation("garciavaquero2012").authors[0].startswith("García-Vaquero")


def test_what_is_unverified_stays_marked(graph, lines):
    marked = [w for w in graph.citations() if w.unverified]

    assert len(marked) >= 32
    assert {x.verified for x in lines if x.citation == "rose2013"} == {False}


def test_every_contested_claim_has_its_disagreement_told(graph):
    told = {claim for d in graph.all(model.Disagreement) for claim in d.claims}
    contested = {a.claim for a in (eg.assess(graph, c) for c in graph.claims()) if a.verdict == "contested"}

    assert contested
    assert contested - told == set()


def test_every_procedure_can_be_followed(graph):
    ids = {p.id for p in graph.all(model.Procedure)}

    exercises = {"glute-bridge", "glute-bridge-with-leg-lift", "hip-thrust", "single-leg-hip-thrust"}
    assert ids == exercises | {"leg-swings", "figure-four-stretch"}
    for identifier in ids:
        assert graph.all(model.Step, procedure=identifier)
    for identifier in exercises:
        assert graph.get(model.Procedure, identifier).primary_targets
        assert claims_about(graph, graph.get(model.Procedure, identifier))


def test_the_warm_up_and_the_cool_down_of_the_guide_have_steps(graph):
    assert [step.text for step in graph.all(model.Step, procedure="leg-swings")][-1] == "Change legs."
    assert len(graph.all(model.Step, procedure="figure-four-stretch")) == 4


def test_that_an_entry_prints_no_doi_is_no_error_of_it(graph):
    entries = graph.references("hip-thrust-critique")
    faulty = {entry.number for entry in entries if entry.errors}

    assert faulty == {5, 7, 11, 14, 22, 23, 24, 26, 28, 30}
    assert not [entry.number for entry in entries if "DOI is missing" in " ".join(entry.errors)]


def test_the_articles_own_term_finds_the_claim(graph):
    assert graph.find("synergistic dominance")[0].claim.id == "glutes-are-prime-mover-in-hip-thrust"


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("bum", "gluteal-muscles"),
        ("abs", "abdominal-muscles"),
        ("run faster", "sprint-speed"),
        ("warm up", "warm-up"),
    ],
)
def test_everyday_words_name_concepts(graph, word, concept):
    assert graph.concept(word).id == concept


def test_muscles_are_matched_to_uberon(graph):
    assert graph.concept("gluteus-maximus").matches == ("http://purl.obolibrary.org/obo/UBERON_0001370",)


def test_the_audit_card_of_the_critique(graph):
    card = audit(graph, "hip-thrust-critique")
    speed = next(a for a in card.assertions if a.claim.id == "no-transfer-to-sprinting")

    assert speed.wording is Wording.LITTLE_RECORDED
    assert {b.study.citation.key for b in speed.backings} >= {"jarvis2019", "zweifel2017"}
    assert {r.citation for r in card.misprinted} >= {"jarvis2019", "hodges1996", "hodges1998"}
    assert card.uncited > 0


# What a sceptical reading of the first verdicts found, and what must not come back.


def assessed(graph, claim):
    return eg.assess(graph, claim)


def test_no_verdict_is_high_on_one_work(graph):
    high = [a.claim for a in map(partial(eg.assess, graph), graph.claims()) if a.certainty == "high"]

    assert high == []


@pytest.mark.parametrize(
    "claim",
    [
        "no-transfer-to-squat",
        "single-leg-thrust-builds-functional-power",
        "knee-valgus-is-not-glute-weakness",
    ],
)
def test_one_clause_of_an_abstract_or_an_indirect_body_backs_no_claim(graph, claim):
    assert assessed(graph, claim).verdict != "backed"


@pytest.mark.parametrize("claim", ["load-direction-limits-transfer", "activation-does-not-carry-over"])
def test_a_difference_that_is_not_significant_opposes_no_claim(graph, claim):
    assert assessed(graph, claim).verdict != "opposed"


def test_heavy_hip_thrusts_before_a_sprint_are_another_claim_than_light_activation(graph):
    light = {s.citation.key for s in graph.studies("activation-does-not-carry-over")}
    heavy = {s.citation.key for s in graph.studies("heavy-hip-thrusts-do-not-carry-over")}

    assert {"lin2026", "neto2019"} <= heavy
    assert not {"lin2026", "neto2019"} & light


@pytest.mark.parametrize("citation", ["sugisaki2018", "alzahrani2021"])
def test_works_that_found_no_clear_answer_only_qualify(graph, citation):
    assert {e.stance for e in graph.evidence(citation=citation)} == {Stance.QUALIFIES}


def test_electromyography_says_little_of_growth(graph):
    by_citation = {e.citation.key: e.line.directness for e in graph.evidence("hip-thrust-builds-glutes")}

    for citation in ("williams2021", "neto2019", "contreras2015"):
        assert by_citation[citation] is Directness.VERY_INDIRECT


def test_reviews_and_the_trials_that_they_hold_do_not_both_count(graph):
    assert {"jarvis2019", "contreras2017"} <= set(graph.citation("neto2019").study.pools)
    for claim in graph.claims():
        for side in (eg.assess(graph, claim).terms,):
            counted = {term.key for term in side if term.supports}
            pooled = {
                key
                for term in side
                if term.supports
                for key in names.citation_of_key(graph.store, term.key).study.pools
            }
            assert counted & pooled == set()


def test_opinion_is_told_apart_and_weighs_nothing(graph):
    found = assessed(graph, "tva-key-to-lumbopelvic-stability")
    opinion = {key for key, reason in found.tally.set_aside.items() if reason == "opinion"}

    assert "lederman2010" in opinion
    assert [t.key for t in found.terms if t.key in opinion and (t.supports or t.opposes)] == []


def test_the_answer_is_given_in_the_direction_of_the_question(graph):
    found = assessed(graph, "no-transfer-to-squat")

    assert graph.claim("no-transfer-to-squat").answers == "no"
    points_to_yes = found.tally.count("opposes")
    assert f"{['no', 'one', 'two', 'three'][points_to_yes]} studies point to yes" in found.answer
