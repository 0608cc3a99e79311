"""Closed sets are closed: one row says how a value looks, and every face takes it from there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_graph import looks, vocabulary
from evidence_graph.authoring import fields
from evidence_graph.drawing import page, styles
from evidence_graph.drawing.value_looks import values
from evidence_graph.looks.forms import Family
from evidence_graph.looks.palette import PALETTE
from evidence_graph.looks.value_words import PRINTED, fold, meaning, printed_words
from evidence_graph.model import BiasJudgement, RetractionStatus, Stance, StudyDesign, Verdict
from evidence_graph.sparql.questions import LISTS, questions

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "evidence_graph"
CLAIM = "long-steeping-makes-bitter"
SETS = [*vocabulary.FOLDERS, Family]


@pytest.mark.parametrize("choices", SETS, ids=lambda c: c.__name__)
def test_every_value_of_every_closed_set_has_a_look_in_the_order_of_the_set(choices):
    missing = [str(value) for value in choices if value not in looks.LOOKS.get(choices, {})]
    assert not missing, (
        f"{choices.__name__} has no look for {', '.join(missing)}; add a row to its table in looks/."
    )

    assert list(looks.LOOKS[choices]) == list(choices)
    assert all(row.word == row.word.strip() != "" for row in looks.LOOKS[choices].values())


@pytest.mark.parametrize("choices", SETS, ids=lambda c: c.__name__)
def test_no_two_values_of_a_set_have_the_same_word_or_sign(choices):
    rows = list(looks.LOOKS[choices].values())

    for told in ("word", "sign", "heading", "title", "outline"):
        held = [getattr(row, told) for row in rows if getattr(row, told, "")]
        shared = {one for one in held if held.count(one) > 1} - {looks.FAMILIES[Family.OPINION].outline}
        assert shared == set()


def test_a_colour_that_a_row_names_is_in_the_palette():
    named = {
        row.colour for rows in looks.LOOKS.values() for row in rows.values() if getattr(row, "colour", "")
    }

    assert named == set(PALETTE)


def test_what_is_told_apart_by_colour_is_told_apart_without_it():
    lines = [(row.stroke.width, row.stroke.dashes) for row in looks.STANCES.values()]
    fills = [(row.fill.pattern, row.fill.ground) for row in looks.VERDICTS.values()]

    assert len(set(lines)) == len(lines)
    assert len(set(fills)) == len(fills)


def test_what_casts_doubt_is_disputed_of_concern_or_retracted():
    assert {
        RetractionStatus.DISPUTED,
        RetractionStatus.EXPRESSION_OF_CONCERN,
        RetractionStatus.RETRACTED,
    } == looks.DOUBTED


# Nothing about a value is typed where it is only laid out.

METHOD = {SOURCE / "drawing" / "script" / name for name in ("method.js", "sentence.js")}
"""They say the sentences of the method, which a test compares with those of `assess`."""

LAID_OUT = sorted(p for p in SOURCE.rglob("*") if p.suffix in {".js", ".css", ".j2"})
LAID_OUT = [path for path in LAID_OUT if path not in METHOD]
AMBIGUOUS = {
    *("background", "none", "direct", "for", "against", "plain", "population", "design", "dose", "evidence"),
    *("high", "low", "description", "review", "trial", "unknown", "curator", "absolute", "survey"),
    *("neither", "fits", "not recorded", "disputed", "against the evidence"),
    *("yes", "no", "other", "counts", "says"),
}
"""Words that scripts, style sheets and templates also need for something else."""

NAMED = re.compile(
    "|".join(
        rf"(?<![\w./-]){re.escape(told)}(?![\w/-]|\.html)"
        for told in sorted(
            {
                told
                for rows in looks.LOOKS.values()
                for value, row in rows.items()
                for told in (value.value, row.word, looks.name(value))
            }
            - AMBIGUOUS
        )
    )
)


@pytest.mark.parametrize("path", LAID_OUT, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_value_is_named_in_what_lays_it_out(path):
    text = re.sub(r"/\*.*?\*/|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    strings = "\n".join(re.findall(r"""["'`][^"'`\n]*["'`]""", text)) if path.suffix == ".js" else text

    assert NAMED.findall(strings) == []


@pytest.mark.parametrize("path", LAID_OUT, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_colour_of_the_palette_is_typed_twice(path):
    text = path.read_text("utf-8").lower()

    assert [value for colour in PALETTE.values() for value in colour if value and value in text] == []


def test_a_comment_in_a_question_stands_for_the_values_of_today():
    texts = {q.name: q.query for q in questions()}
    terms = "https://w3id.org/evidence-graph/terms"

    assert f"(<{terms}/stance/supports> 1) (<{terms}/stance/opposes> 2)" in texts["studies-of-claim"]
    assert texts["doubtful-citations"].count(f"<{terms}/retraction/retracted>") == 2
    assert [name for name, text in texts.items() for comment in LISTS if comment in text] == []


def test_a_question_read_elsewhere_lists_all_studies_though_in_no_order_of_stances():
    """Where nobody replaces the comment, nothing is lost."""
    from pyoxigraph import NamedNode, Store, parse

    text = (SOURCE / "sparql" / "queries" / "studies" / "studies-of-claim.rq").read_text("utf-8")
    store = Store()
    store.extend(parse(path=str(HERE / "tea" / "claims.ttl")))
    claim = NamedNode(f"https://example.org/tea/claim/{CLAIM}")

    found = store.query(text.replace("?claim ", f"{claim} "))
    assert len(list(found)) == 4


def test_the_page_of_the_map_has_a_rule_and_a_row_for_each_stance_and_verdict():
    style, known = page.page_style(), values()

    assert list(known["stances"]) == [stance.value for stance in Stance]
    assert list(known["verdicts"]) == [verdict.value for verdict in Verdict]
    assert all(f"h3.{looks.name(stance)} {{" in style for stance in Stance)
    assert all(
        f"fill-{looks.name(v)}" in styles.of_overview()
        for v, row in looks.VERDICTS.items()
        if row.fill.pattern
    )


# A new value is a matter of rows: a copy of the package gets one, and every face shows it.

PROGRAM = """
import contextlib, io, json, sys
from pathlib import Path
import evidence_graph as eg
from evidence_graph.cli import main
from evidence_graph.drawing.atlas import Atlas

assert Path(eg.__file__).is_relative_to(Path.cwd()), eg.__file__
folder, faces, pages = json.loads(sys.argv[1])
told = {}
for face, arguments in faces.items():
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out):
        status = main([*arguments, "--data", folder])
        out.flush()
    told[face] = [status, out.buffer.getvalue().decode()]
for page in pages:
    told[page] = [0, Path(page).read_text("utf-8")]
graph = eg.load(folder)
shown = [study._repr_mimebundle_()["text/html"] for claim in graph.claims() for study in graph.studies(claim)]
told["notebook"] = [0, "".join(shown)]
told["overview"] = [0, Atlas(graph, "Tea", "map.html", "map-topics").front()]
print(json.dumps(told))
"""

DRAWN = {"map": ["map", "-o", "map.html"], "site": ["site", "-o", "site"]}
FACES = DRAWN | {
    "studies": ["studies", CLAIM],
    "studies of it": ["studies", CLAIM, "--stance", "mixed"],
    "json": ["studies", CLAIM, "-f", "json"],
    "csv": ["studies", CLAIM, "-f", "csv"],
    "claims": ["claims"],
    "claims json": ["claims", "-f", "json"],
    "show": ["show", CLAIM],
    "show the work": ["show", "sorensen2015"],
    "assess": ["assess", CLAIM],
    "assess all": ["assess"],
    "audit": ["audit", "tea-blog"],
    "audit markdown": ["audit", "tea-blog", "-f", "markdown"],
    "agreement": ["agreement"],
    "check": ["check"],
    "log": ["log", CLAIM],
    "ask": ["ask", "studies-of-claim", "-p", f"claim={CLAIM}"],
    "ask for it": ["ask", "claims-of-study", "-p", "citation=sorensen2015", "-p", "stance=mixed"],
    "bibtex": ["export", "bibtex", "--annotate"],
    "bibtex of it": ["export", "bibtex", CLAIM, "--stance", "mixed"],
    "graphml": ["export", "graphml"],
    "turtle": ["export", "turtle"],
    "ntriples": ["export", "ntriples"],
    "jsonld": ["export", "jsonld"],
    "trig": ["export", "trig"],
    "forest": ["export", "forest", CLAIM],
}
CLAIM_PAGE, STUDY_PAGE = f"site/claim/{CLAIM}.html", "site/study/sorensen2015.html"
SITE_STYLE = "site/assets/style.css"
PAGES = ["map.html", SITE_STYLE, *(f"site/{name}.html" for name in ("index", "matrix", "studies"))]

MIXED = """    Stance.MIXED: StanceLook(
        word="mixed",
        sign="±",
        heading="Mixed",
        title="Both for and against it",
        verb="is mixed on",
        verbs="are mixed on it",
        colour="green",
        ink="green",
        style="green",
        stroke=Stroke(2.5, (8, 2), (6, 2), "double"),
    ),
"""

TERM = """stance:mixed a eg:Value, skos:Concept ;
    rdfs:label "mixed" ;
    rdfs:comment "The work speaks for a part of the claim and against another part." ;
    skos:prefLabel "mixed" ;
    skos:inScheme <https://w3id.org/evidence-graph/terms/stance> ;
    skos:editorialNote "No standard term was found for this." .

"""

NEW_STANCE = {
    "model.py": ("\n\n\nclass Answer", '\n    MIXED = "mixed"'),
    "looks/__init__.py": ('}\n"""In a terminal', MIXED),
    "looks/palette.py": ("}\n", '    "green": Colour("#2f6f4f", "#72c79b", "#e0f0e6", "#1c3a2a"),\n'),
    "vocabulary/evidence.ttl": ("<https://w3id.org/evidence-graph/terms/directness> a", TERM),
}
"""The four places that a new stance takes: each with what stands there, and what is put before it."""

NEW_NAME = [
    ("model.py", '    UNCERTAIN = "uncertain"', '    UNCERTAIN = "too faint"'),
    ("looks/__init__.py", '        word="uncertain",', '        word="too faint",'),
]


ROWS = "looks/__init__.py"
OTHERS = [
    ("model.py", '    GENUINE = "genuine"\n', '    CHANCE = "mere-chance"\n'),
    (
        ROWS,
        '    Cause.GENUINE: Look("genuine"),\n',
        '    Cause.CHANCE: Look("mere chance"),\n',
    ),
    ("model.py", '    RECOMMENDATION = "recommendation"\n', '    MEANING = "meaning"\n'),
    (
        ROWS,
        '    ClaimKind.RECOMMENDATION: Look("recommendation"),\n',
        '    ClaimKind.MEANING: Look("matter of meaning"),\n',
    ),
    ("model.py", '    NEITHER = "neither"\n', '    UNSURE = "unsure"\n'),
    (
        ROWS,
        '    Direction.NEITHER: DirectionLook("neither", "·", "neither"),\n',
        '    Direction.UNSURE: DirectionLook("unsure", "?", "nobody can say", "purple", "cyan"),\n',
    ),
    ("model.py", '    RETRACTED = "retracted"\n', '    TAKEN_BACK = "taken-back"\n'),
    (
        ROWS,
        '    RetractionStatus.RETRACTED: RetractionLook("retracted", "retracted", loud=True),\n',
        '    RetractionStatus.TAKEN_BACK: RetractionLook("taken back", "taken back by them", loud=True),\n',
    ),
    ("model.py", '    EXPERT_OPINION = "expert-opinion"\n', '    UMBRELLA_REVIEW = "umbrella-review"\n'),
    (
        "looks/designs.py",
        '    StudyDesign.EXPERT_OPINION: DesignLook("expert opinion", Family.OPINION),\n',
        '    StudyDesign.UMBRELLA_REVIEW: DesignLook("umbrella review", Family.REVIEW),\n',
    ),
    ("assessment/weights.py", "    D.SURVEY: (0.25, 0.5),\n", "    D.UMBRELLA_REVIEW: (1.0, 1.0),\n"),
]
"""A value more for each of five other sets: the file, the row it follows, and its own."""

USED = {
    "cause:variant": "cause:mere-chance",
    "kind:causal": "kind:meaning",
    "direction:against": "direction:unsure",
    "retraction:disputed": "retraction:taken-back",
    "design:cross-sectional": "design:umbrella-review",
}


def copied(folder, changes):
    """A copy of the package in which each text of *changes* is replaced, once."""
    package = folder / "evidence_graph"
    shutil.copytree(SOURCE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name, before, after in changes:
        text = (package / name).read_text("utf-8")
        assert text.count(before) == 1, (name, before)
        (package / name).write_text(text.replace(before, after), "utf-8")
    return folder


def told(program, package, *arguments):
    """What *program* prints, as JSON, when it imports the *package* in that folder."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *map(str, arguments)],
        cwd=package,
        env=os.environ | {"PYTHONPATH": str(package), "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def with_stance(tmp_path_factory):
    """A copy of the package that knows a further stance, and what it says of data with a study of it."""
    folder = tmp_path_factory.mktemp("stance")
    changes = [(name, place, row + place) for name, (place, row) in NEW_STANCE.items()]
    data = Path(shutil.copytree(HERE / "tea", folder / "tea"))
    claims = (data / "claims.ttl").read_text("utf-8")
    for stance in ("stance:opposes", "stance:qualifies"):
        assert claims.count(stance) == 1
        claims = claims.replace(stance, "stance:mixed")
    (data / "claims.ttl").write_text(claims, "utf-8")
    package = copied(folder / "package", changes)
    return package, told(PROGRAM, package, json.dumps([str(data), FACES, [*PAGES, CLAIM_PAGE, STUDY_PAGE]]))


SHOWN = {
    "studies": "\n Mixed (1)\n",
    "studies of it": "Sørensen & García-Té",
    "json": '"heading": "mixed"',
    "csv": "sorensen2015,mixed,",
    "claims": "Numbers of studies: + supports, ± mixed, ○ not counted.",
    "claims json": '"mixed": 1',
    "show": "\n Mixed (1)\n",
    "show the work": "± mixed",
    "assess": "± mixed",
    "assess all": "Steeping tea for longer",
    "audit": "supports / mixed",
    "audit markdown": "supports / mixed",
    "agreement": "pairs",
    "check": "",
    "log": "judged: ± sorensen2015",
    "ask": "mixed",
    "ask for it": CLAIM,
    "bibtex": f"eg:mixed:{CLAIM}",
    "bibtex of it": "sorensen2015",
    "graphml": ">mixed<",
    "turtle": "stance:mixed",
    "ntriples": "terms/stance/mixed>",
    "jsonld": '"stance": "mixed"',
    "trig": "stance:mixed",
    "forest": "",
    "map": "",
    "site": "",
    "notebook": '<b class="mixed">± mixed</b>',
    "map.html": '"stance":"mixed"',
    CLAIM_PAGE: '<h2 class="mixed"><span aria-hidden="true">±</span> Mixed (1)</h2>',
    STUDY_PAGE: '<article class="study mixed">',
    "site/matrix.html": '<td class="mixed">',
    "site/studies.html": '<b class="mixed"><span aria-hidden="true">±1</span>',
    "site/index.html": '<b class="mixed"><span aria-hidden="true">±1</span>',
    "overview": "Tea",
}


@pytest.mark.parametrize("face", SHOWN)
def test_a_new_stance_of_four_rows_is_shown_by(face, with_stance):
    status, text = with_stance[1][face]

    assert status in {0, 1 if face in {"audit", "audit markdown"} else 0}
    assert SHOWN[face] in text


def test_a_new_stance_has_its_colour_and_line_on_the_map_and_the_pages(with_stance):
    told = {name: text for name, (_, text) in with_stance[1].items()}

    assert "h3.mixed { color: var(--green); }" in told["map.html"]
    assert '"mixed":{"name":"mixed","word":"mixed","sign":"±"' in told["map.html"]
    assert "--green: #2f6f4f;" in told["map.html"]
    assert ".study.mixed { border-left: 4px double var(--green); }" in told[SITE_STYLE]
    assert ".evidence-graph .mixed { color: #2f6f4f !important;" in told["notebook"]


@pytest.mark.browser
def test_a_new_stance_has_a_lane_of_its_own_in_the_balance_of_the_map(with_stance, browser):
    opened = browser.new_page()
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto((with_stance[0] / "map.html").as_uri() + f"#{CLAIM}")

    heading = opened.locator(".between h3.mixed").text_content()
    judgements = opened.locator(".story p").all_text_contents()
    opened.locator(".between .row input").first.uncheck()
    left = opened.locator(".between h2").text_content()
    opened.close()

    assert heading == "± Mixed: 1"
    assert {"Bo: mixed, indirect", "Ana: mixed, direct"} <= {text.split(".")[0] for text in judgements}
    assert left.startswith("Between: 0")
    assert errors == []


def test_a_value_without_a_look_is_found_by_the_test_of_rows(tmp_path):
    place, row = NEW_STANCE["model.py"]
    package = copied(tmp_path / "package", [("model.py", place, row + place)])
    program = (
        "import json; from evidence_graph.looks import LOOKS; from evidence_graph.model import Stance; "
        "print(json.dumps([str(s) for s in Stance if s not in LOOKS[Stance]]))"
    )

    assert told(program, package) == ["mixed"]


def test_a_verdict_is_renamed_in_two_rows_also_to_two_words(tmp_path):
    package = copied(tmp_path / "package", NEW_NAME)
    asked = {
        "claims": ["claims", "--verdict", "too faint"],
        "json": ["claims", "-f", "json"],
        "ask": ["ask", "SELECT ?claim { ?claim eg:verdict verdict:too-faint }"],
    }
    faces = told(PROGRAM, package, json.dumps([str(HERE / "tea"), DRAWN | asked, PAGES]))

    assert "◌ too faint" in faces["claims"][1]
    assert '"verdict": "too faint"' in faces["json"][1]
    assert "long-steeping" in faces["ask"][1]
    assert '<span class="verdict too-faint">' in faces["site/index.html"][1]
    assert ".verdict.too-faint { color: var(--muted);" in faces[SITE_STYLE][1]
    assert ".sign.too-faint { fill: none;" in faces["map.html"][1]
    assert 'id="fill-too-faint"' in faces["overview"][1]
    assert 'data-too-faint="' in faces["overview"][1]


def test_values_of_other_sets_are_a_matter_of_rows_too(tmp_path):
    package = copied(tmp_path / "package", [(name, place, place + row) for name, place, row in OTHERS])
    data = Path(shutil.copytree(HERE / "tea", tmp_path / "tea"))
    claims = (data / "claims.ttl").read_text("utf-8")
    for before, after in USED.items():
        assert before in claims
        claims = claims.replace(before, after)
    (data / "claims.ttl").write_text(claims, "utf-8")
    asked = {name: FACES[name] for name in ("studies", "show", "show the work", "forest", "check")}
    asked["doubt"] = ["ask", "doubtful-citations"]

    faces = told(PROGRAM, package, json.dumps([str(data), DRAWN | asked, [*PAGES, CLAIM_PAGE]]))

    for face, words in {
        "studies": ["umbrella", "TAKEN BACK BY"],
        "show": ["mere chance", "matter of meaning", "? unsure"],
        "show the work": ["umbrella review", "taken back"],
        "forest": ["? nobody can say", ".forest .unsure { color: var(--purple, #8a3f8c); }"],
        "doubt": ["taken back"],
        "map.html": ["umbrella review", "mere chance", '"doubts":["corrected"'],
        CLAIM_PAGE: [
            "Mere chance",
            "matter of meaning",
            '<b class="unsure">? unsure</b>',
            "umbrella review",
        ],
    }.items():
        assert [word for word in words if word not in faces[face][1]] == []
    assert {name: status for name, (status, _) in faces.items() if status} == {}


@pytest.mark.parametrize("choices", looks.LOOKS, ids=lambda choices: choices.__name__)
def test_what_is_printed_for_a_value_means_it_wherever_words_are_read(choices):
    for value in choices:
        look = looks.LOOKS[choices][value]
        printed = filter(None, (getattr(look, part, "") for part in PRINTED))
        for word in (value.value, value.value.upper(), looks.word(value), *printed):
            meant = meaning(choices, word)
            assert meant is printed_words(choices)[fold(word)]
            assert fields.choice(choices, word) is meant
        assert meaning(choices, value.value) is value


@pytest.mark.parametrize(
    ("choices", "word", "value"),
    [
        (Stance, "supported", Stance.SUPPORTS),
        (Stance, "-", Stance.OPPOSES),
        (Stance, "in part", Stance.QUALIFIES),
        (Stance, "could not tell", Stance.INCONCLUSIVE),
        (StudyDesign, "Randomized clinical trial", StudyDesign.RANDOMISED_CONTROLLED_TRIAL),
        (BiasJudgement, "moderate risk", BiasJudgement.SOME_CONCERNS),
    ],
)
def test_a_word_of_a_table_may_be_typed_for_a_field_too(choices, word, value):
    assert fields.choice(choices, word) is value
    assert meaning(choices, word) is value
