"""A cluster weighs claims as one machine does: every verdict, on two executors, over 20,000 claims."""

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

CLAIMS = 20_000
MASTER = "local-cluster[2,1,1024]"


def read(folder):
    """The rows of an answer."""
    import pyarrow.parquet as pq

    rows = (row.values() for row in pq.read_table(folder).to_pylist())
    return sorted(tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return eg.load(folders.harder(folders.invented(tmp_path_factory.mktemp("invented"), CLAIMS)))


@pytest.fixture(scope="module")
def cluster(java, graph, tmp_path_factory):  # noqa: ARG001 - Java must be there
    """The answers of a cluster of two executors, and the addresses at which its parts listen."""
    aside = tmp_path_factory.mktemp("cluster")
    parquet.write(graph, aside / "tables")
    order = answers.Order(MASTER, (aside / "tables").as_uri(), "", fragile=True)
    with session.opened(MASTER) as spark:
        answers.fill(spark, order, aside.as_uri())
        status = spark.sparkContext._jsc.sc().getExecutorMemoryStatus()
        iterator = status.keysIterator()
        parts = [iterator.next() for _ in range(status.size())]
    return aside, parts


def test_two_executors_and_the_driver_listen_on_this_machine_alone(cluster):
    parts = cluster[1]

    assert len(parts) == 3
    assert {part.rpartition(":")[0] for part in parts} <= {"localhost", "127.0.0.1"}


def test_every_verdict_of_the_cluster_is_that_of_one_machine(graph, cluster):
    found = read(cluster[0] / "verdicts")

    assert len(found) == CLAIMS
    assert found == sorted(tuple(rating) for rating in rate_all(graph))
    assert len({rating[4] for rating in found}) == 5


def test_contested_claims_and_gaps_are_those_of_one_machine(graph, cluster):
    ratings = list(rate_all(graph))
    gaps = [
        *((r.claim, r.verdict.value) for r in ratings if r.verdict in {"untested", "thin"}),
        *((r.claim, "one study") for r in ratings if r.counted == 1),
        *((r.claim, "indirect evidence alone") for r in ratings if r.counted and not r.direct),
    ]

    assert read(cluster[0] / "contested") == sorted(tuple(r) for r in ratings if r.verdict == "contested")
    assert read(cluster[0] / "gaps") == sorted(gaps)
    assert min(Counter(gap for _, gap in gaps).values()) > 500


def test_fragile_verdicts_turn_as_on_one_machine(graph, cluster):
    found = [(f.claim, f.verdict, f.without, f.then) for f in fragile(graph)]

    assert [row[:4] for row in read(cluster[0] / "fragile")] == sorted(found)
    assert len(found) > 3000


def test_a_retraction_reaches_what_rests_on_it_over_any_number_of_premises(graph, cluster):
    resting = {}
    for claim in graph.claims():
        for premise in claim.premises:
            resting.setdefault(premise, []).append(claim.id)
    walked = []
    for work in graph.citations():
        if work.study and work.study.retraction_status == "retracted":
            spoken = {e.line.claim for e in graph.evidence_of(work) if e.stance in {"supports", "opposes"}}
            steps, queue = dict.fromkeys(spoken, 0), deque(spoken)
            while queue:
                claim = queue.popleft()
                for further in resting.get(claim, ()):
                    if further not in steps:
                        steps[further] = steps[claim] + 1
                        queue.append(further)
            walked += [(work.key, claim, number) for claim, number in steps.items()]

    assert read(cluster[0] / "reached") == sorted(walked)
    assert {number for _, _, number in walked} >= {0, 1, 2}


@pytest.mark.usefixtures("java")
def test_the_verb_weighs_a_data_folder_and_can_leave_works_out(tmp_path, capfd):
    graph = eg.load()
    often = max(graph.citations(), key=lambda work: len(graph.evidence_of(work))).key
    out = tmp_path / "out"

    status = main(["assess", "--engine", "spark", "--master", "local[2]", "--without", often, "-o", str(out)])

    told = capfd.readouterr()
    assert status == 0, told.err
    assert told.err.splitlines()[0] == f"verdicts: {len(graph.claims())} rows"
    assert told.err.splitlines()[-1] == f"wrote {out}"
    assert read(out / "verdicts") == sorted(tuple(r) for r in rate_all(graph, without=[often]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


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

    with pytest.raises(MissingExtra, match=r"pip install 'evidence-graph\[spark\]'"):
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
