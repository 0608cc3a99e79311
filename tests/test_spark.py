"""A cluster weighs claims as one machine does: every verdict, on two executors; 20,000 in a whole trial."""

import os
import sys
from collections import Counter, deque
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph.assessment import fragile, rate_all
from evidence_graph.cli import main
from evidence_graph.cluster import answers, session
from evidence_graph.errors import MissingExtra, MissingProgram
from evidence_graph.exports import parquet

sys.path.insert(0, str(Path(__file__).parent))
import folders

CLAIMS = 20_000 if os.environ.get("TRIALS") == "whole" else 2_000
pytestmark = pytest.mark.trial
MASTER = "local-cluster[2,1,1024]"


def read(folder):
    """The rows of an answer."""
    import pyarrow.parquet as pq

    rows = (cells.values() for cells in pq.read_table(folder).to_pylist())
    plain = [tuple(tuple(v) if isinstance(v, list) else v for v in cells) for cells in rows]
    return sorted(plain, key=lambda cells: cells[:3])


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return eg.load(folders.harder(folders.invented(tmp_path_factory.mktemp("invented"), CLAIMS)))


@pytest.fixture(scope="module")
def cluster(java, graph, tmp_path_factory):  # noqa: ARG001 - Java must be there
    """The answers of a cluster of two executors, and the addresses at which its parts listen."""
    aside = tmp_path_factory.mktemp("cluster")
    parquet.write(graph, aside / "tables")
    order = answers.Order(MASTER, (aside / "tables").as_uri(), "", fragile=True)
    with session.open_session(MASTER) as spark:
        answers.fill(spark, order, aside.as_uri())
        status = spark.sparkContext._jsc.sc().getExecutorMemoryStatus()
        iterator = status.keysIterator()
        parts = [iterator.next() for _ in range(status.size())]
    return aside, parts


def test_two_executors_and_the_driver_listen_on_this_machine_alone(cluster):
    parts = cluster[1]

    assert len(parts) == 3
    assert {part.rpartition(":")[0] for part in parts} <= {"localhost", "127.0.0.1"}


def row(graph, rating, weighing="grade", weights=None):
    """What an answer says of *rating*, worked out from the assessment's own terms."""
    sums = rating.together.sums
    counted, direct, indirect = set(), set(), set()
    for side in (sums.supports, sums.opposes):
        for key in side.counted:
            read = {r.directness for r, _ in side.weighings[key].factors if r.stance is side.stance}
            counted.add(key)
            if "direct" in read:
                direct.add(key)
            elif read <= {"indirect", "very-indirect"}:
                indirect.add(key)
    apart = rating.apart.shares if rating.apart.shares != rating.shares else None
    searches = graph.searches(rating.claim)
    systematic = [search.date for search in searches if search.coverage == "systematic"]
    return (
        rating.claim, rating.support, rating.opposition, rating.unknown, rating.verdict, rating.certainty,
        len(counted), len(direct), len(indirect - direct), rating.lean,
        apart and apart.support, apart and apart.opposition,
        max(systematic or [search.date for search in searches], default=None),
        weighing, weights,
    )  # fmt: skip


def by_claim(rows):
    return sorted(rows, key=lambda cells: cells[0])


def test_every_verdict_of_the_cluster_is_that_of_one_machine(graph, cluster):
    rows = read(cluster[0] / "verdicts")

    assert len(rows) == CLAIMS
    assert rows == by_claim(row(graph, rating) for rating in rate_all(graph))
    assert len({cells[4] for cells in rows}) == 7
    assert len({cells[5] for cells in rows}) > 2
    assert {bool(cells[10]) for cells in rows} == {True, False}


def test_contested_claims_and_gaps_are_those_of_one_machine(graph, cluster):
    rows = [row(graph, rating) for rating in rate_all(graph) if rating.verdict != "definition"]
    gaps = [
        *((r[0], r[4].value) for r in rows if r[4] in {"none recorded", "none found", "uncertain"}),
        *((r[0], "never searched") for r in rows if r[4] == "none recorded" and r[12] is None),
        *((r[0], "one study") for r in rows if r[6] == 1),
        *((r[0], "indirect evidence alone") for r in rows if r[6] and r[6] == r[8]),
        *((r[0], "directness not recorded") for r in rows if r[6] and not r[7] and r[8] < r[6]),
    ]

    assert read(cluster[0] / "contested") == by_claim(r for r in rows if r[4] == "contested")
    assert read(cluster[0] / "gaps") == sorted(gaps)
    assert min(Counter(gap for _, gap in gaps).values()) > CLAIMS / 200
    assert len({gap for _, gap in gaps}) == 7


def test_fragile_verdicts_turn_as_on_one_machine(graph, cluster):
    found = [(f.claim, f.verdict, f.without, f.then) for f in fragile(graph)]

    assert [cells[:4] for cells in read(cluster[0] / "fragile")] == sorted(found)
    assert len(found) > CLAIMS * 0.15


def test_a_retraction_reaches_what_rests_on_it_over_any_number_of_premises(graph, cluster):
    resting = {}
    for claim in graph.claims():
        for premise in claim.premises:
            resting.setdefault(premise, []).append(claim.id)
    walked = []
    for citation in graph.citations():
        if citation.study and citation.study.retraction_status == "retracted":
            lines = [e.line for e in graph.evidence(citation=citation) if e.line.withdrawn is None]
            spoken = {line.claim for line in lines if line.stance in {"supports", "opposes"}}
            steps, queue = dict.fromkeys(spoken, 0), deque(spoken)
            while queue:
                claim = queue.popleft()
                for further in resting.get(claim, ()):
                    if further not in steps:
                        steps[further] = steps[claim] + 1
                        queue.append(further)
            walked += [(citation.key, claim, number) for claim, number in steps.items()]

    assert read(cluster[0] / "reached") == sorted(walked)
    assert {number for _, _, number in walked} >= {0, 1, 2}


@pytest.mark.usefixtures("java")
def test_the_verb_weighs_a_data_folder_by_its_own_rules_and_can_leave_works_out(tmp_path, capfd):
    rules = (
        "eg:weighing weighing:counts ; eg:enough 3 ; eg:opinionVotes false ; eg:defaultDesign design:cohort"
    )
    folder = folders.ruled(folders.invented(tmp_path / "data", 300), rules)
    graph = eg.load(folder)
    often = max(graph.citations(), key=lambda citation: len(graph.evidence(citation=citation))).key
    out = tmp_path / "out"
    asked = ["--data", str(folder), "--engine", "spark", "--master", "local[2]", "--without", often]

    status = main(["assess", *asked, "-o", str(out)])

    told = capfd.readouterr()
    assert status == 0, told.err
    assert told.err.splitlines()[0] == "verdicts: 300 rows"
    assert told.err.splitlines()[-1] == f"wrote {out}"
    assert read(out / "verdicts") == by_claim(
        row(graph, r, "counts") for r in rate_all(graph, without=[often])
    )
    assert {cells[5] for cells in read(out / "verdicts")} == {None}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out"]


@pytest.mark.usefixtures("java")
def test_what_spark_cannot_read_is_one_sentence_that_names_its_log(tmp_path, capfd):
    place = (tmp_path / "nowhere").as_uri()

    status = main(
        [
            "assess",
            "--engine",
            "spark",
            "--master",
            "local[1]",
            "--tables",
            place,
            "-o",
            str(tmp_path / "out"),
        ]
    )

    told = capfd.readouterr().err
    log = Path(told.rsplit(" in ", 1)[1].strip().removesuffix("."))
    assert status == 2
    assert told.startswith("error: The cluster local[1] did not do the work: [PATH_NOT_FOUND]")
    assert log.is_file()
    log.unlink()
    assert list(tmp_path.iterdir()) == []


def test_without_java_the_sentence_says_what_to_install(monkeypatch, tmp_path):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(MissingProgram, match=r"needs Java, which was not found\. .*openjdk-17-jre-headless"):
        session.require()


def test_without_the_extra_the_sentence_names_it(monkeypatch):
    monkeypatch.setattr(session, "NEEDED", ("pyspark_that_is_not_there",))

    with pytest.raises(MissingExtra, match="pip install pyspark_that_is_not_there"):
        session.require()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--engine", "spark"], "needs --master URL and -o DIR"),
        (["--engine", "spark", "some-claim"], "goes without CLAIM"),
        (["--master", "local"], "go with --engine spark"),
        (
            ["--engine", "spark", "--master", "local", "-o", "x", "--data", "a", "--tables", "b"],
            "give one of them",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments, told, capfd):
    assert main(["assess", *arguments]) == 2
    assert told in " ".join(capfd.readouterr().err.split())


@pytest.mark.usefixtures("java")
def test_a_cluster_elsewhere_is_not_given_a_folder_of_this_machine(tmp_path, capfd):
    status = main(
        ["assess", "--engine", "spark", "--master", "spark://far.example:7077", "-o", str(tmp_path / "out")]
    )

    assert status == 2
    assert "name the place with --tables" in " ".join(capfd.readouterr().err.split())


@pytest.mark.parametrize(
    ("master", "local"),
    [
        ("local", True),
        ("local[*]", True),
        ("local-cluster[2,1,1024]", True),
        ("spark://127.0.0.1:7077", True),
        ("spark://far.example:7077", False),
        ("yarn", False),
        ("spark://localhost.far.example:7077", False),
    ],
)
def test_only_masters_on_this_machine_are_local(master, local):
    assert session.is_local(master) is local
