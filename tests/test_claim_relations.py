"""A claim says with what it compares, who states it, and how it bears on other claims; no verdict follows."""

import json
import sys
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.assessment import assess_all
from evidence_graph.checks import check, report
from evidence_graph.cli import main
from evidence_graph.drawing import draw
from evidence_graph.sheets.related_claims import related_claims

sys.path.insert(0, str(Path(__file__).parent))
from readers import Reader

BITTER, HIDES, SPOILS = "long-steeping-makes-bitter", "milk-hides-bitterness", "milk-spoils-tea"


@pytest.fixture
def run(capfd, tea):
    """Run the command on a copy of the tea data; its exit status and standard output."""

    def run(*arguments):
        status = main([*map(str, arguments), "--data", str(tea)])
        return status, capfd.readouterr().out

    return run


def verdicts(folder):
    """Verdict and shares of each claim in *folder*."""
    assessments = assess_all(eg.load(folder))
    return {each.claim: (each.verdict, each.support, each.opposition) for each in assessments}


def said(folder, *statements):
    """The data in *folder* with *statements* more."""
    path = folder / "claims.ttl"
    path.write_text(path.read_text("utf-8") + "".join(f"{each} .\n" for each in statements), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("field", "here", "there"),
    [
        ("qualifies", "Qualifies", "Qualified by"),
        ("refines", "Refines", "Refined by"),
        ("undercuts", "Undercuts", "Undercut by"),
    ],
)
def test_a_relation_stands_on_the_pages_of_both_claims(tea, run, field, here, there):
    said(tea, f"claim:{SPOILS} eg:{field} claim:{BITTER}")

    graph = eg.load(tea)
    assert related_claims(graph, graph.claim(SPOILS)) == {here: (BITTER,)}
    assert related_claims(graph, graph.claim(BITTER)) == {there: (SPOILS,)}

    assert f"{there}" in run("show", BITTER)[1]
    answers = [json.loads(run("show", name, "-f", "json")[1]) for name in (SPOILS, BITTER)]
    assert answers[0][field] == [BITTER]
    assert answers[1][there.lower().replace(" ", "_")] == [SPOILS]


def test_a_relation_moves_no_verdict(tea):
    before = verdicts(tea)

    said(tea, f"claim:{SPOILS} eg:undercuts claim:{BITTER} ; eg:qualifies claim:{HIDES}")

    assert verdicts(tea) == before


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ([f"claim:{BITTER} eg:qualifies claim:{BITTER}"], "relation-circle"),
        ([f"claim:{BITTER} eg:undercuts claim:{BITTER}"], "relation-circle"),
        (
            [f"claim:{BITTER} eg:refines claim:{HIDES}", f"claim:{HIDES} eg:refines claim:{BITTER}"],
            "relation-circle",
        ),
        (
            [
                f"claim:{BITTER} eg:qualifies claim:{HIDES}",
                f"claim:{HIDES} eg:qualifies claim:{SPOILS}",
                f"claim:{SPOILS} eg:qualifies claim:{BITTER}",
            ],
            "relation-circle",
        ),
        ([f"claim:{HIDES} eg:refines claim:{SPOILS}"], "relation-clash"),
        ([f"claim:{HIDES} eg:undercuts claim:milk-is-white"], "unknown-claim"),
    ],
)
def test_a_relation_that_makes_no_sense_is_one_problem_with_its_cure(tea, statements, code):
    said(tea, *statements)

    [problem] = check(tea)
    assert problem.code == code
    assert problem.cure


def test_two_claims_may_undercut_each_other(tea):
    said(tea, f"claim:{BITTER} eg:undercuts claim:{SPOILS}", f"claim:{SPOILS} eg:undercuts claim:{BITTER}")

    assert report(tea).problems == ()


def test_a_claim_is_added_with_comparator_claimant_day_and_relations(tea, run):
    status, out = run(
        *("add", "claim", "A cosy keeps the pot warm.", "--topic", "taste", "--comparator", "no cosy"),
        *("--claimant", "Ann Leaf", "--claim-date", "2024-05-01", "--refines", BITTER),
    )

    claim = eg.load(tea).claim("cosy-keeps-pot-warm")
    assert (status, out) == (0, "added claim cosy-keeps-pot-warm\n")
    assert (claim.comparator, claim.claimant, claim.claim_date) == ("no cosy", "Ann Leaf", "2024-05-01")
    assert claim.refines == (BITTER,)
    shown = run("show", claim.id)[1]
    assert [line for line in shown.splitlines() if "Stated by" in line or "Compared" in line] != []


def test_edit_says_and_unsays_a_relation(tea, run):
    assert run("edit", SPOILS, f"undercuts={BITTER}")[0] == 0
    assert eg.load(tea).claim(SPOILS).undercuts == (BITTER,)

    assert run("edit", SPOILS, "undercuts=")[0] == 0
    assert eg.load(tea).claim(SPOILS).undercuts == ()


def test_a_column_names_who_states_a_claim_and_when(tea, run, tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text(
        "claim,speaker,claim_date,comparator_of_claim,stance,title\n"
        "A cosy keeps the pot warm.,Ann Leaf,2024-05-01,no cosy,supports,Cosies\n",
        "utf-8",
    )

    run("import", table, "--into", tea)

    claim = next(c for c in eg.load(tea).claims() if "cosy" in c.statement)
    assert (claim.claimant, claim.claim_date, claim.comparator) == ("Ann Leaf", "2024-05-01", "no cosy")


def test_the_network_has_an_edge_for_each_relation(tea):
    said(tea, f"claim:{SPOILS} eg:undercuts claim:{BITTER} ; eg:refines claim:{BITTER}")

    network = eg.to_networkx(eg.load(tea))

    kinds = {
        data["type"]
        for _, target, data in network.out_edges(f"claim:{SPOILS}", data=True)
        if BITTER in target
    }
    assert kinds == {"undercuts", "refines"}


def test_of_two_claims_that_become_one_neither_is_related_to_itself(tea, run):
    said(tea, f"claim:{SPOILS} eg:refines claim:{BITTER} ; eg:undercuts claim:{HIDES}")

    assert run("rename", SPOILS, BITTER, "--merge")[0] == 0

    claim = eg.load(tea).claim(BITTER)
    assert (claim.refines, claim.undercuts) == ((), (HIDES,))
    assert check(tea) == []


RELATIONS = {
    "qualifies": ("claim-qualifies", "~ qualifies a claim"),
    "refines": ("claim-refines", "⊂ refines a claim"),
    "undercuts": ("claim-undercuts", "× undercuts a claim"),
}


@pytest.fixture
def related(tea):
    """The tea data with each relation between two claims."""
    pairs = zip(RELATIONS, [(SPOILS, BITTER), (HIDES, BITTER), (SPOILS, HIDES)], strict=True)
    return said(tea, *(f"claim:{one} eg:{field} claim:{other}" for field, (one, other) in pairs))


def test_each_relation_is_an_edge_with_a_look_of_its_own_in_pyvis_and_graphml(related):
    graph = eg.load(related)
    edges = {edge["kind"]: edge for edge in eg.to_pyvis(graph).edges}
    typed = {
        data["type"] for *ends, data in eg.to_networkx(graph).edges(data=True) if "citation" not in ends[0]
    }

    ends = {field: (edges[kind]["from"], edges[kind]["to"]) for field, (kind, _) in RELATIONS.items()}
    assert ends == {
        "qualifies": (f"claim:{SPOILS}", f"claim:{BITTER}"),
        "refines": (f"claim:{HIDES}", f"claim:{BITTER}"),
        "undercuts": (f"claim:{SPOILS}", f"claim:{HIDES}"),
    }
    looks = [(str(edges[kind]["dashes"]), edges[kind]["label"]) for kind, _ in RELATIONS.values()]
    assert len(set(looks)) == len(RELATIONS)
    assert set(RELATIONS) <= typed


@pytest.mark.browser
def test_the_network_draws_relations_when_ticked_and_names_them_in_its_legend(related, browser, tmp_path):
    reader = Reader(browser, draw(eg.load(related), tmp_path / "map.html").as_uri())
    page = reader.open("#network").page
    before = page.locator(".gridkey:not(.boxes)").inner_text()
    page.get_by_label("relations", exact=True).check()
    after = page.locator(".gridkey:not(.boxes)").inner_text()
    of_one = reader.open(f"#network?node=claim%3A{HIDES}").page.locator(".gridkey:not(.boxes)").inner_text()
    reader.close()

    words = {word for _, word in RELATIONS.values()}
    assert {word for word in words if word in before} == set()
    assert {word for word in words if word in after} == words
    assert {word for word in words if word in of_one} == words - {"~ qualifies a claim"}
