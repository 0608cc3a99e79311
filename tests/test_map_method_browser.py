"""The page makes the verdicts of the command line again from the studies that are ticked."""

import random
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.assessment import assess_body, bodies_of, question_of, rules_of
from evidence_graph.assessment.rules import STANDARD
from evidence_graph.drawing import draw, method

sys.path.insert(0, str(Path(__file__).parent))
import bodies_of_evidence
import folders
from answered import answered
from readers import Reader

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent

SAID = """const said = (rating) => {
  const added = {};
  for (const study of rating.studies) {
    const { supports, opposes } = evidenceMap.added(rating, study);
    if (supports || opposes) added[study.citation] = [supports, opposes];
  }
  return {
    verdict: rating.verdict, certainty: rating.certainty, lean: rating.lean,
    why: rating.why, answer: rating.answer,
    steps: rating.steps.map(({ domain, steps, why, gap }) => [domain, steps, why, gap]), added,
    shares: [rating.shares.support, rating.shares.opposition, rating.shares.unknown, rating.undecided],
    apart: [rating.apartShares.support, rating.apartShares.opposition],
  };
};"""
RATE = f"""cases => {{ {SAID} return cases.map(([id, keys]) => {{
  const {{ studies }} = evidenceMap.data.claims[id];
  return said(evidenceMap.rate(id, studies.filter(({{ citation }}) => keys.includes(citation))));
}}); }}"""
"""What the page says of each claim with these of its studies only."""

ASSESS = f"claims => {{ {SAID} return claims.map((claim) => said(evidenceMap.assess(claim))); }}"
"""What the page says of claims that are not on it."""


def counting(folder):
    """The example of tea, whose data set lets each study have one vote."""
    shutil.copytree(HERE / "tea", folder)
    claims = (folder / "claims.ttl").read_text("utf-8")
    place = "a eg:DataSet ;"
    assert claims.count(place) == 1
    (folder / "claims.ttl").write_text(
        claims.replace(
            place, f"{place}\n    eg:weighing <https://w3id.org/evidence-graph/terms/weighing/counts> ;"
        ),
        "utf-8",
    )
    return folder


GRAPHS = {
    "hips": lambda _: eg.load(),
    "tea": lambda _: eg.load(HERE / "tea"),
    "answered": lambda folder: eg.load(answered(folder / "answered")),
    "votes": lambda folder: eg.load(counting(folder / "votes")),
    "invented": lambda folder: eg.load(folders.invented(folder / "invented", 60)),
}


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request, tmp_path_factory):
    return GRAPHS[request.param](tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def page(graph, browser, tmp_path_factory):
    reader = Reader(browser, draw(graph, tmp_path_factory.mktemp("drawn") / "map.html").as_uri()).open()
    yield reader.page
    reader.close()


@pytest.fixture(scope="module")
def tea_page(browser, tmp_path_factory):
    reader = Reader(
        browser, draw(eg.load(HERE / "tea"), tmp_path_factory.mktemp("tea") / "map.html").as_uri()
    )
    yield reader.open().page
    reader.close()


@pytest.fixture(scope="module")
def bodies(graph):
    return {body.claim: body for body in bodies_of(graph)}


def subsets(bodies, number):
    """Claims with some of their studies, by chance."""
    chance = random.Random(7)  # noqa: S311 - which studies are ticked
    several = [body for body in bodies.values() if len(body.studies) > 1]
    for _ in range(number if several else 0):
        body, share = chance.choice(several), chance.choice((0.3, 0.6, 0.9))
        yield body.claim, [citation.key for citation in body.studies if chance.random() < share]


def expected(graph, body, keys):
    """What `assess` says of the claim as if only the studies of *keys* had been published."""
    left_out = [citation.key for citation in body.studies if citation.key not in keys]
    claim = graph.claim(body.claim)
    return as_said(assess_body(body.without(left_out), {}, question_of(claim), rules_of(graph)))


def as_said(found):
    """An assessment as the page says it."""
    apart = found.apart or found.shares
    return {
        "verdict": found.verdict,
        "certainty": found.certainty,
        "lean": found.lean,
        "why": found.why,
        "answer": found.answer,
        "steps": [[step.domain, step.steps, step.why, step.is_gap] for step in found.steps],
        "added": {
            f"citation:{t.key}": [t.supports, t.opposes] for t in found.terms if t.supports or t.opposes
        },
        "shares": pytest.approx(
            [found.support, found.opposition, found.unknown, found.inconclusive], abs=1e-12
        ),
        "apart": pytest.approx([apart.support, apart.opposition], abs=1e-12),
    }


def compare(graph, bodies, page, cases):
    """The cases of which the page says anything else than `assess`."""
    asked = [[f"claim:{claim}", [f"citation:{key}" for key in keys]] for claim, keys in cases]
    answers = page.evaluate(RATE, asked)

    differing = []
    for (claim, keys), said in zip(cases, answers, strict=True):
        right = expected(graph, bodies[claim], keys)
        differing += [(claim, keys, name, said[name]) for name, value in right.items() if said[name] != value]
    return differing


def test_the_page_says_of_every_claim_what_assess_says(graph, bodies, page):
    cases = [(claim, [citation.key for citation in body.studies]) for claim, body in bodies.items()]

    assert compare(graph, bodies, page, cases) == []


def test_what_a_list_of_claims_says_in_brief_is_what_their_studies_say(page):
    """Lists and counts of claims take the brief standing that came with the data, and weigh no study."""
    differing = page.evaluate(
        """() => Object.values(evidenceMap.data.claims).filter(({ id, standing }) => {
          const { verdict, lean, shares, undecided, studies } = evidenceMap.rated(id);
          const weight = shares.supports + shares.opposes + undecided;
          return standing.verdict !== verdict || (standing.lean || null) !== (lean || null)
            || standing.studies !== studies.length || Math.abs(standing.weight - weight) > 1e-5;
        }).map(({ id }) => id)"""
    )

    assert differing == []


@pytest.mark.trial
def test_the_page_says_with_any_studies_unticked_what_assess_says_without_them(graph, bodies, page, trial):
    """Verdict, certainty, lean, shares, reasons, sentence, and what each study adds."""
    cases = list(subsets(bodies, trial.amount(sample=300, whole=20_000)))

    assert compare(graph, bodies, page, cases) == []
    trial.tell(f"{len(cases)} sets of studies: 0 other verdicts, sums or sentences")


def told(body):
    """*body* as the document of the page tells it."""
    studies = [
        record | {"citation": f"citation:{key}", "place": place}
        for place, (key, record) in enumerate(method.study_records(body, STANDARD).items())
    ]
    return method.claim_record(body) | {"studies": studies}


@given(st.lists(bodies_of_evidence.bodies(), min_size=8, max_size=8))
@settings(max_examples=40, derandomize=True)
def test_the_page_says_of_any_body_of_evidence_what_assess_says(tea_page, several):
    """Reviews that name or may hold other works, cohorts, readers who differ, gaps of every kind."""
    answers = tea_page.evaluate(ASSESS, [told(body) for body in several])

    for body, said in zip(several, answers, strict=True):
        right = as_said(assess_body(body, {}))
        assert {name: said[name] for name in right} == right
