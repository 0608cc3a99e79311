"""The map and the site answer a question in own words as the command line does: claim, order and refusal."""

import random
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.drawing import draw
from evidence_graph.site import build

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE / "questions")]
from evaluate import DEVELOPMENT, TEST, questions_of  # noqa: E402 - a script beside its data
from readers import Reader  # noqa: E402 - beside this file

pytestmark = pytest.mark.browser

FOLDERS = {"hips": HERE.parent / "data", "cycling": HERE / "cycling", "tea": HERE / "tea"}
MOST = 10
"""So many claims are compared for each question."""

ODD = [
    "",
    "?!",
    "İstanbul STRASSE straße",
    "naïve café’s don't o'clock's glutes",
    "\U0001d509raktur glute 𐍈𐌰𐍂𐌽 thrust",
    "ﬁtness ½ ① glutes² \uff11\uff12\uff13 \uff28\uff29\uff30",
    "ΣΊΣΥΦΟΣ σίσυφος",
    "hip-thrust/bridge a_b",
    "SHOUTING HIP THRUST EMG",
    "EMG of the TVA and GM",
    "constructor __proto__ toString",
    "hip " * 80,
]
"""Questions on which two programs may differ: letters of other scripts, widths, cases and lengths."""

SITE = "questions => questions.map(q => evidenceSearch(q).slice(0, 10).map(c => [c.href, c.score, c.fits]))"
MAP = "questions => questions.map(q => evidenceMap.meantBy(q).slice(0, 10).map(c => [c.id, c.score, c.fits]))"


@pytest.fixture(scope="module", params=FOLDERS)
def graph(request):
    return eg.load(FOLDERS[request.param])


@pytest.fixture(scope="module")
def pages(graph, browser, tmp_path_factory):
    """What the map and the site answer to a list of questions: ids, scores and whether each fits."""
    folder = tmp_path_factory.mktemp("pages")
    build(graph, folder / "site")
    on_map = Reader(browser, draw(graph, folder / "map.html").as_uri()).open()
    on_site = Reader(browser, (folder / "site" / "index.html").as_uri())
    on_site.page.goto(on_site.address)

    def answers(questions):
        from_map = on_map.page.evaluate(MAP, questions)
        from_site = on_site.page.evaluate(SITE, questions)
        yield [[(name.removeprefix("claim:"), *rest) for name, *rest in found] for found in from_map]
        yield [[(Path(href).stem, *rest) for href, *rest in found] for found in from_site]

    yield answers
    on_map.close()
    on_site.close()


def answered(graph, questions):
    """The same from Python."""
    return [
        [(match.claim.id, match.score, match.fits) for match in graph.find(question, limit=MOST)]
        for question in questions
    ]


def differing(questions, ours, theirs):
    """The questions whose answers are not the same claims in the same order, scores to nine places."""

    def plain(found):
        return [(name, round(score, 9), fits) for name, score, fits in found]

    asked = zip(questions, ours, theirs, strict=True)
    return [question for question, mine, other in asked if plain(mine) != plain(other)]


def slipped(questions, chance):
    """The questions with slips of the finger."""
    for question in questions:
        letters = list(question)
        for _ in range(2):
            place = chance.randrange(len(letters) - 1)
            letters[place : place + 2] = chance.choice(
                [letters[place : place + 2][::-1], letters[place : place + 1], [chance.choice("aeßé-x7")]]
            )
        yield "".join(letters)


def test_map_and_site_give_the_same_claims_order_and_refusal_as_the_command_line(graph, pages):
    """For every question of every set, and for odd ones, score by score."""
    sets = questions_of(*DEVELOPMENT, *TEST, "../cycling/questions")
    questions = [*(asked["question"] for asked in sets), *ODD]

    ours = answered(graph, questions)

    assert [differing(questions, ours, theirs) for theirs in pages(questions)] == [[], []]
    assert any(ours)


@pytest.mark.trial
def test_map_and_site_mend_slips_and_capitals_as_the_command_line_does(graph, pages, trial):
    chance = random.Random(11)  # noqa: S311 - invented slips
    sets = [asked["question"] for asked in questions_of(*DEVELOPMENT, "../cycling/questions")]
    asked = chance.sample(sets, trial.amount(sample=60, whole=len(sets)))
    questions = [*slipped(asked, chance), *(question.upper() for question in asked)]

    ours = answered(graph, questions)

    assert [differing(questions, ours, theirs) for theirs in pages(questions)] == [[], []]
    trial.tell(f"{len(questions)} questions with slips or in capitals: 0 other answers on pages")


def test_what_is_refused_leaves_nothing_on_the_map_and_says_so_on_the_site(browser, tmp_path):
    cycling = eg.load(FOLDERS["cycling"])
    build(cycling, tmp_path / "site")
    on_map = Reader(browser, draw(cycling, tmp_path / "map.html").as_uri()).open()
    on_site = Reader(browser, (tmp_path / "site" / "index.html").as_uri())
    on_site.page.goto(on_site.address)

    for page, field in ((on_map.page, "#query"), (on_site.page, "#search")):
        page.fill(field, "how much does a helmet for horses cost")
    told = on_map.heading, on_site.page.locator("#found").inner_text()

    assert not cycling.find("how much does a helmet for horses cost")[0].fits
    question = "how much does a helmet for horses cost"
    assert told == (f"No claim fits “{question}”.", "Nothing fits well; these come nearest.")
    on_map.close()
    on_site.close()
