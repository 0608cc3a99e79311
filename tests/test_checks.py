"""``check`` finds every slip with its place and its cure, and raises no false alarm on good data."""

import datetime as dt
import random
import re
import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

import evidence_graph as eg
from evidence_graph import dataset as data
from evidence_graph import vocabulary, ways
from evidence_graph.checks import check, check_folder, like_ids
from evidence_graph.checks.citations import pages, year
from evidence_graph.errors import NotADataFolder
from evidence_graph.nearness import Neighbours
from evidence_graph.store import positions

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import folders  # noqa: E402 - a module beside the tests

TEA = HERE / "tea"
TODAY = dt.date(2026, 6, 1)
BO = "line:long-steeping-makes-bitter.leaf2001.bo"
CLAIMS, CITATIONS = (TEA / "claims.ttl").read_text("utf-8"), (TEA / "citations.bib").read_text("utf-8")

SLIP = re.compile(
    r"^\[(?P<name>.+)\]\n(?P<old>(?:- .*\n)*)(?P<new>(?:\+ .*\n)*)"
    r"(?P<code>\S+)(?: (?P<subject>\S+))? on (?P<on>.+)$",
    re.MULTILINE,
)


class Slip(NamedTuple):
    """One slip in a file, and the one problem that follows."""

    old: str
    new: str
    code: str
    subject: str
    on_line: str


def slips(text):
    """The slips of one part of slips.txt by their names."""

    def joined(lines):
        return "\n".join(line[2:] for line in lines.splitlines())

    return {
        m["name"]: Slip(joined(m["old"]), joined(m["new"]), m["code"], m["subject"] or "", m["on"])
        for m in SLIP.finditer(text)
    }


SLIPS, BIB_SLIPS = map(slips, (HERE / "slips.txt").read_text("utf-8").split("\n======== ")[1:])


def folder_with(tmp_path, claims=CLAIMS, citations=CITATIONS):
    (tmp_path / "claims.ttl").write_text(claims, "utf-8")
    (tmp_path / "citations.bib").write_text(citations, "utf-8")
    return tmp_path


def changed(text, old, new):
    """*text* with the one slip: what is *old* replaced, or *new* put at the end."""
    assert not old or text.count(old) >= 1
    return text.replace(old, new, 1) if old else f"{text}{new}\n"


def line_of(problem):
    return Path(problem.file).read_text("utf-8").splitlines()[problem.line - 1]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_claims_is_the_only_problem_told_and_in_its_place(slip, tmp_path):
    old, new, code, subject, on_line = SLIPS[slip]
    folder = folder_with(tmp_path, claims=changed(CLAIMS, old, new))

    problems = check_folder(folder, today=TODAY)

    assert [(p.code, p.subject) for p in problems] == [(code, subject)], "\n".join(map(str, problems))
    assert on_line in line_of(problems[0])


@pytest.mark.parametrize("slip", BIB_SLIPS)
def test_a_slip_in_the_bibliography_is_the_only_problem_told_and_in_its_place(slip, tmp_path):
    old, new, code, subject, on_line = BIB_SLIPS[slip]
    folder = folder_with(tmp_path, citations=changed(CITATIONS, old, new))

    problems = check_folder(folder, today=TODAY)

    assert [(p.code, p.subject) for p in problems] == [(code, subject)], "\n".join(map(str, problems))
    assert on_line in line_of(problems[0])


@pytest.mark.parametrize("slips", [SLIPS, BIB_SLIPS], ids=["claims.ttl", "citations.bib"])
def test_every_message_and_cure_is_a_sentence(slips, tmp_path):
    original = CLAIMS if slips is SLIPS else CITATIONS
    for number, (old, new, *_) in enumerate(slips.values()):
        (tmp_path / str(number)).mkdir()
        text = changed(original, old, new)
        both = {"claims": text} if slips is SLIPS else {"citations": text}
        for problem in check_folder(folder_with(tmp_path / str(number), **both), today=TODAY):
            assert re.fullmatch(r"[A-Za-z0-9'].{14,}[.?]", problem.message)
            assert re.fullmatch(r"[A-Z].{5,}[.?]", problem.cure)


def test_a_misspelt_claim_is_named_with_its_neighbour(tmp_path):
    claims = changed(CLAIMS, *SLIPS["a claim is misspelt"][:2])

    (problem,) = check_folder(folder_with(tmp_path, claims=claims), today=TODAY)

    assert problem.message == "There is no claim 'milk-hides-bitternes', which claim names."
    assert problem.cure == "Did you mean milk-hides-bitterness?"


AGAIN = """
line:again a eg:EvidenceLine ; eg:claim claim:milk-hides-bitterness ;
    eg:citation citation:sorensen2015 ; eg:curator curator:ana ; eg:stance stance:"""
MARGIN = """
<https://example.org/tea/margin/m> a eg:Margin ; eg:measure "smd" ; eg:low "-2" ; eg:high "2" ;
    eg:statedBy "A guild." ; eg:"""
COUNTS = "https://w3id.org/evidence-graph/terms/weighing/counts"
FIGURE = "eg:stance stance:supports ; eg:directness directness:direct"
SOUND = {
    "two outcomes of one work on two sides": [
        ("", f"{AGAIN}opposes ; eg:outcomeStudied concept:bitterness .")
    ],
    "two designs of one work on two sides": [("", f"{AGAIN}opposes ; eg:design design:survey .")],
    "several sentences of one work": [("", f'{AGAIN}supports ; eg:finding "Less bitter." .')],
    "a side, and a qualification of it": [("", f"{AGAIN}qualifies .")],
    "what takes the place of a withdrawn line": [
        ("", f'{AGAIN}opposes ; eg:withdrawn "2026-02-01"^^xsd:date ; eg:withdrawnWhy "Misread." .')
    ],
    "a withdrawn line that its figure clashes with": [
        (FIGURE, 'eg:stance stance:opposes ; eg:withdrawn "2026-02-01"^^xsd:date ; eg:withdrawnWhy "No."')
    ],
    "a null within a margin of the claim": [
        ('eg:low "0.01"', 'eg:low "-0.01"'),
        ("", f"{MARGIN}claim claim:long-steeping-makes-bitter ."),
    ],
    "a null within a margin of the work": [
        ('eg:low "0.01"', 'eg:low "-0.01"'),
        ("", f"{MARGIN}citation citation:leaf2001 ."),
    ],
    "a null that nobody takes for an answer": [
        ('eg:low "0.01"', 'eg:low "-0.01"'),
        (FIGURE, FIGURE.replace("supports", "inconclusive")),
    ],
    "a null that nobody confirmed": [
        ('eg:low "0.01"', 'eg:low "-0.01"'),
        ('"10 against 3 minutes" ;\n    eg:verified true', '"10 against 3 minutes" ;\n    eg:verified false'),
    ],
    "background from memory": [("", f"{AGAIN}background ; eg:verified false .")],
    "votes that are counted": [
        (" a eg:DataSet ;", f" a eg:DataSet ; eg:enough 1 ; eg:weighing <{COUNTS}> ;")
    ],
}  # fmt: skip


@pytest.mark.parametrize("changes", SOUND.values(), ids=SOUND)
def test_what_may_well_be_raises_no_alarm(changes, tmp_path):
    claims = CLAIMS
    for old, new in changes:
        claims = changed(claims, old, new)

    assert [str(p) for p in check_folder(folder_with(tmp_path, claims=claims), today=TODAY)] == []


def test_a_null_outside_every_margin_is_no_answer(tmp_path):
    claims = changed(CLAIMS, 'eg:low "0.01"', 'eg:low "-0.01"')
    margin = MARGIN.replace('"-2"', '"-0.001"') + "claim claim:long-steeping-makes-bitter ."

    [problem] = check_folder(folder_with(tmp_path, claims=claims + margin), today=TODAY)

    assert problem.code == "null-as-answer"
    assert "leaves the margin" in problem.message


def test_two_sides_are_a_contradiction_whatever_stands_between_them(tmp_path):
    between = f"{AGAIN.replace('again', 'a')}qualifies .{AGAIN.replace('again', 'b')}opposes ."

    [problem] = check_folder(folder_with(tmp_path, claims=CLAIMS + between), today=TODAY)

    assert (problem.code, problem.subject) == ("contradiction", "line:b")


GOOD = [path.parent for path in (TEA / "claims.ttl", HERE.parent / "data" / "claims.ttl") if path.exists()]


@pytest.mark.parametrize("folder", GOOD, ids=lambda f: f.name)
def test_good_data_raise_no_alarm(folder):
    assert [str(p) for p in check_folder(folder)] == []


@pytest.mark.trial
def test_shacl_finds_nothing_in_good_data(trial):
    """The tea data in a sample; the others take pySHACL long."""
    tried = GOOD[: trial.amount(sample=1, whole=len(GOOD))]

    found = {folder.name: violations(data.load(folder)) for folder in tried}
    assert {name: subjects for name, subjects in found.items() if subjects} == {}
    trial.tell(f"nothing in {len(tried)} of {len(GOOD)} folders")


def test_a_claim_that_nothing_speaks_of_is_fine(tmp_path):
    claim = 'claim:tea-is-wet a eg:Claim ; eg:statement "Tea is wet." ; eg:topic concept:taste .\n'

    assert check_folder(folder_with(tmp_path, claims=CLAIMS + claim), today=TODAY) == []


def test_one_word_for_two_concepts_is_fine(tmp_path):
    claims = changed(CLAIMS, '"harsh", "tart"', '"harsh", "brew"')

    assert check_folder(folder_with(tmp_path, claims=claims), today=TODAY) == []


def test_all_slips_are_told_in_one_run_in_the_order_of_the_lines(tmp_path):
    claims = CLAIMS
    wanted = ["a stance is missing", "a passage is outside its article", "a fingerprint is too short"]
    for slip in wanted:
        claims = changed(claims, *SLIPS[slip][:2])
    citations = changed(CITATIONS, *BIB_SLIPS["a year is no number"][:2])

    problems = check_folder(folder_with(tmp_path, claims, citations), today=TODAY)

    assert [p.code for p in problems] == ["bad-year", "bad-sha256", "passage-outside", "missing"]
    assert problems == sorted(problems)


def test_broken_claims_do_not_hide_what_is_wrong_with_the_bibliography(tmp_path):
    claims = changed(CLAIMS, *SLIPS["the syntax is broken"][:2])
    citations = changed(CITATIONS, *BIB_SLIPS["a year is no number"][:2])

    problems = check_folder(folder_with(tmp_path, claims, citations), today=TODAY)

    assert [(Path(p.file).name, p.code) for p in problems] == [
        ("citations.bib", "bad-year"),
        ("claims.ttl", "broken-file"),
    ]


def test_every_place_where_the_syntax_breaks_is_told(tmp_path):
    claims = CLAIMS.replace('"Ana" .', '"Ana" }').replace(
        "eg:topic concept:taste ;", "eg:topic concept taste ;"
    )
    claims = claims.replace('eg:alias "leaf1999" .', 'eg:alias "leaf1999')

    problems = check_folder(folder_with(tmp_path, claims=claims), today=TODAY)

    assert {p.code for p in problems} == {"broken-file"}
    assert [line_of(p).strip()[:16] for p in problems] == [
        "curator:ana a eg",
        "eg:topic concept",
        'eg:alias "leaf19',
    ]


def test_a_prefix_that_is_nowhere_declared_is_told_once(tmp_path):
    claims = CLAIMS.replace("@prefix line: ", "@prefix lines: ")

    problems = check_folder(folder_with(tmp_path, claims=claims), today=TODAY)

    assert [p.code for p in problems] == ["broken-file"]
    assert "The prefix line: has not been declared" in problems[0].message


def test_a_broken_bibliography_does_not_hide_what_is_wrong_with_the_claims(tmp_path):
    folder = folder_with(tmp_path, claims=changed(CLAIMS, *SLIPS["a stance is missing"][:2]))
    (folder / "citations.bib").write_bytes(CITATIONS.encode("latin-1"))

    problems = check_folder(folder, today=TODAY)

    assert [(Path(p.file).name, p.line, p.code) for p in problems] == [
        ("citations.bib", 1 + CITATIONS[: CITATIONS.index("Sørensen")].count("\n"), "broken-file"),
        ("claims.ttl", 1 + CLAIMS[: CLAIMS.index(f"{BO} a")].count("\n"), "missing"),
    ]


def test_an_entry_that_cannot_be_read_is_told_once_and_not_again_for_each_line_that_names_it(tmp_path):
    citations = changed(CITATIONS, "  title  = {Kettles},", "  title  = {Kettles,")

    problems = check_folder(folder_with(tmp_path, citations=citations), today=TODAY)

    assert {Path(p.file).name for p in problems} == {"citations.bib"}


def test_an_empty_claims_file_is_a_problem(tmp_path):
    problems = check_folder(folder_with(tmp_path, claims="", citations=""), today=TODAY)

    assert [(p.line, p.code) for p in problems] == [(1, "no-data-set")]


def test_a_folder_without_the_two_files_is_no_data_folder(tmp_path):
    with pytest.raises(NotADataFolder):
        check_folder(tmp_path)


def test_lines_are_not_looked_up_when_there_is_nothing_to_tell(monkeypatch):
    monkeypatch.setattr(positions, "locate", lambda *_, **__: pytest.fail("looked up"))

    assert check(data.load(TEA), today=TODAY) == []


# Single promises.


@pytest.mark.parametrize(
    "text",
    [
        "2640-50",
        "10--19",
        "10\u201319",
        "S78--S84",
        "S78-84",
        "e123",
        "iv--ix",
        "16-1--16-9",
        "1--9, 20--25",
        "7",
        "299--301",
        "99-103",
        "e12-e19",
        "R9-R10",
        "12+",
    ],
)
def test_pages_as_people_write_them_are_fine(text):
    assert pages(text) is None


@pytest.mark.parametrize("text", ["50--40", "2640-39", "S84--S78", "e19-e12", "1--9, 25--20"])
def test_pages_that_go_backwards_are_found(text):
    assert pages(text).code == "bad-pages"


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("2027", True),
        ("2028", False),
        ("1350", True),
        ("n.d.", True),
        ("2003/04", True),
        ("1875 [2004]", True),
        ("to appear", True),
        ("19985", False),
        ("98", False),
        ("20 01", False),
        ("", False),
        ("\u0662\u0660\u0660\u0661", False),
    ],
)
def test_a_year_is_four_digits_between_printing_and_next_year(text, fine):
    assert (year(text, last=2027) is None) == fine


def test_every_circle_is_found_once():
    edges = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["d"], "e": ["a", "f"], "f": ["e"], "g": ["a"]}

    assert sorted(sorted(circle) for circle in ways.circles(edges)) == [
        ["a", "b", "c"],
        ["d"],
        ["e", "f"],
    ]


def test_a_long_chain_of_premises_is_no_circle_and_no_recursion():
    edges = {str(n): [str(n + 1)] for n in range(100_000)}

    assert list(ways.circles(edges)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tea", "tea"),
        ("te\u0430", "tea"),
        ("caf\u00e9", "cafe\u0301"),
        ("te\u200ba", "tea"),
        ("l0ng", "long"),
        ("a\u2010b", "a-b"),
        ("\ufb01ne", "fine"),
    ],
)
def test_ids_that_an_eye_cannot_tell_apart_have_one_skeleton(one, other):
    assert like_ids.skeleton(one) == like_ids.skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tea", "teas"), ("leaf2001", "leaf2002"), ("cafe", "caf\u00e9"), ("a.1", "a.2")]
)
def test_ids_that_differ_visibly_do_not_look_alike(one, other):
    assert like_ids.skeleton(one) != like_ids.skeleton(other)


def test_neighbours_of_a_name_come_best_first():
    near = Neighbours(["milk-spoils-tea", "milk-hides-bitterness", "long-steeping"])

    assert near.nearest("milk-spoil-tea")[0] == "milk-spoils-tea"
    assert near.nearest("zzz") == []
    assert Neighbours([]).nearest("tea") == []


# Beside a SHACL engine.

SHACL_SLIPS = [name for name, slip in SLIPS.items() if slip[2] != "broken-file"]


@cache
def shapes():
    return Graph().parse(data=vocabulary.document("shapes.ttl"), format="turtle")


def violations(dataset):
    """The subjects that pySHACL complains of."""
    import pyshacl
    from rdflib.namespace import SH

    _, report, _ = pyshacl.validate(eg.load(dataset.folder).rdf, shacl_graph=shapes())
    return {dataset.label(str(node)) for node in report.objects(None, SH.focusNode)}


def both_opinions(slip):
    """The subjects that pySHACL complains of after a slip, and those that `check` does."""
    with TemporaryDirectory() as folder:
        claims = changed(CLAIMS, *SLIPS[slip][:2])
        dataset = data.load(folder_with(Path(folder), claims=claims))
        return violations(dataset), {problem.subject for problem in check(dataset, today=TODAY)}


@pytest.mark.trial
def test_what_shacl_finds_check_finds_and_shacl_finds_less_than_half_of_the_slips(trial):
    chance = random.Random(11)  # noqa: S311 - which slips are tried
    tried = chance.sample(SHACL_SLIPS, trial.amount(sample=24, whole=len(SHACL_SLIPS)))
    opinions = {slip: both_opinions(slip) for slip in tried}

    assert [slip for slip, (by_shacl, by_check) in opinions.items() if not by_shacl <= by_check] == []
    found = sum(bool(by_shacl) for by_shacl, _ in opinions.values())
    trial.tell(f"{found} of {len(tried)} slips")
    assert len(tried) / 10 < found < len(tried) / 2


def test_many_misspelt_names_are_each_told_with_their_neighbour(tmp_path):
    claims = folders.many(500, dirty=True)

    problems = check_folder(folder_with(tmp_path, claims=claims), today=TODAY)

    assert len([p for p in problems if p.cure.startswith("Did you mean claim-")]) == 200


def test_checking_changes_nothing(tmp_path):
    shutil.copytree(TEA, tmp_path / "tea")
    before = {p.name: p.read_bytes() for p in (tmp_path / "tea").iterdir()}

    check_folder(tmp_path / "tea")

    assert {p.name: p.read_bytes() for p in (tmp_path / "tea").iterdir()} == before


def test_keys_that_differ_in_case_only_are_told(tmp_path):
    citations = CITATIONS.replace("pot2010", "Leaf2001")
    claims = CLAIMS.replace("citation:pot2010", "citation:Leaf2001")

    problems = check_folder(folder_with(tmp_path, claims, citations), today=TODAY)

    assert [(p.code, p.subject, p.message) for p in problems] == [
        (
            "look-alike",
            "citation:Leaf2001",
            "The citation id 'Leaf2001' differs only in upper and lower case from 'leaf2001'.",
        )
    ]


@st.composite
def damaged(draw, text):
    """*text* with a few stretches cut out, doubled, or replaced by signs that mean something."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 200)))
        put = draw(
            st.sampled_from(
                [
                    "",
                    text[start:stop] * 2,
                    '"',
                    "}",
                    "{",
                    "[",
                    "_:a",
                    " . ",
                    ";",
                    "\0",
                    "\r",
                    "é",
                    "<",
                    "#",
                    "@",
                    "1",
                ]
            )
        )
        text = text[:start] + put + text[stop:]
    return text


@given(claims=damaged(CLAIMS), citations=damaged(CITATIONS))
def test_any_damage_is_told_and_nothing_breaks(claims, citations):
    with TemporaryDirectory() as folder:
        problems = check_folder(folder_with(Path(folder), claims, citations), today=TODAY)

    lines = {"claims.ttl": len(claims.splitlines()) + 1, "citations.bib": len(citations.splitlines()) + 1}
    assert all(0 < p.line <= lines[Path(p.file).name] for p in problems)


def test_a_folder_is_checked_by_its_name():
    assert check(str(TEA)) == check(data.load(TEA)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "cure"),
    [
        ("stance:supports ;", "stance:suports ;", "Did you mean supports?"),
        ("eg:finding", "eg:findng", "Did you mean finding? Use one of article, citation,"),
        ("a eg:Claim ;", "a eg:Klaim ;", "Did you mean Claim? Use one of"),
        ("eg:verified true", 'eg:verified "yes"', "Correct the value."),
    ],
)
def test_a_slip_in_a_word_of_the_vocabulary_is_answered_with_the_likeliest(tmp_path, right, wrong, cure):
    assert right in CLAIMS
    (tmp_path / "claims.ttl").write_text(CLAIMS.replace(right, wrong, 1))
    (tmp_path / "citations.bib").write_text(CITATIONS)

    assert any(problem.cure.startswith(cure) for problem in check_folder(tmp_path))
