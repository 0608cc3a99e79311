"""Works that were retracted, corrected or put under concern are named; look-alikes are not."""

import json
import re
import shutil
from pathlib import Path

import notice_lists
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notice_lists import CASES, NUMBERS, look_alikes

import evidence_graph as eg
from evidence_graph.bibliography.integrity import GRAVITY, IntegrityNotice, Nature, integrity_of
from evidence_graph.cli import main
from evidence_graph.errors import BrokenFile
from evidence_graph.living import notice_dates
from evidence_graph.model import RetractionStatus

CODES = {
    "retracted": "retraction-not-recorded",
    "expression-of-concern": "concern-not-recorded",
    "corrected": "correction-not-recorded",
    "reinstated": "reinstatement-not-recorded",
}


@pytest.fixture(scope="module")
def forty(tmp_path_factory):
    """A folder of the forty works, and the list that is about them."""
    return notice_lists.write(tmp_path_factory.mktemp("forty") / "data", CASES)


def told(folder, listed):
    """The code and the message of each problem that the list raises, by the key of its work."""
    problems = eg.check(folder, notices=eg.read_retractions(listed))
    known = {*CODES.values(), "number-of-another-work"}
    return {p.subject.removeprefix("citation:"): (p.code, p.message) for p in problems if p.code in known}


@pytest.fixture(scope="module")
def told_of_forty(forty):
    """What is told of the forty."""
    return told(*forty)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_work_with_a_notice_is_named_with_it(number, told_of_forty):
    case = CASES[number]

    code, message = told_of_forty[f"work{number}"]

    assert (code, case.notice in message) == (CODES[case.status], True), message


def test_the_fact_is_written_with_its_day_its_notices_and_who_said_so(forty, tmp_path):
    folder = Path(shutil.copytree(forty[0], tmp_path / "data"))

    assert main(["update", "--data", str(folder), "--retractions", str(forty[1]), "--yes"]) == 0

    graph = eg.load(folder)
    for number, case in enumerate(CASES):
        study = graph.citation(f"work{number}").study
        assert (study.retraction_status, study.retraction_date) == (case.status, case.day), case.name
        assert case.notice in " ".join(study.retraction_notices), case.name
        assert study.retraction_source.startswith("Retraction Watch as of 20"), case.name


def test_of_200_look_alikes_none_is_accused(tmp_path):
    about = [case for case in CASES if case.name != "the paper's own number replaced by that of its notice"]
    alike = list(look_alikes())
    rows = notice_lists.Case(
        "the list", notice_lists.citation(999), [row for case in about for row in case.rows]
    )

    folder, listed = notice_lists.write(tmp_path / "data", [*alike, rows])

    assert len(alike) == 200
    assert told(folder, listed) == {}


@pytest.mark.parametrize(("name", "make"), NUMBERS, ids=[name for name, _ in NUMBERS])
def test_a_number_that_leads_astray_accuses_nobody(name, make, tmp_path):
    rows = notice_lists.Case(
        "the list", notice_lists.citation(999), [row for case in CASES[:6] for row in case.rows]
    )
    cases = [notice_lists.Case(name, make(number)) for number in range(6)]

    codes = {code for code, _ in told(*notice_lists.write(tmp_path / "data", [*cases, rows])).values()}

    assert codes <= {"number-of-another-work"}


@pytest.mark.parametrize(
    "form",
    [{"spaced": True}, {"trailing": True}, {"spaced": True, "trailing": True}],
    ids=["spaces in names", "a comma at each end", "both"],
)
def test_the_list_is_read_in_every_form_it_was_published_in(form, told_of_forty, tmp_path):
    folder, listed = notice_lists.write(tmp_path / "data", CASES, **form)

    assert told(folder, listed) == told_of_forty


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_list_is_read_in_the_encoding_it_was_saved_in(encoding, tmp_path):
    case = notice_lists.simple("accents", 3, {"title": "Thé à Genève"}, {"Title": "Thé à Genève"})
    folder, listed = notice_lists.write(tmp_path / "data", [case])
    listed.write_bytes(listed.read_text("utf-8").encode(encoding))

    assert told(folder, listed)["work0"][0] == "retraction-not-recorded"


def test_days_are_european_where_the_list_shows_that_it_writes_them_so(tmp_path):
    cases = [
        notice_lists.simple("ambiguous", 0, {}, {"RetractionDate": "3/9/2020"}),
        notice_lists.simple("not ambiguous", 1, {}, {"RetractionDate": "24/9/2020"}),
    ]
    folder, listed = notice_lists.write(tmp_path / "data", cases)

    assert "Retraction of 2020-09-03" in told(folder, listed)["work0"][1]


@given(st.dates(min_value=notice_dates.dt.date(1900, 1, 1)))
def test_a_day_is_the_same_however_it_is_written(day):
    american = f"{day.month}/{day.day}/{day.year} 0:00"
    ways = [american, day.isoformat(), day.strftime("%m/%d/%Y"), f"{day.day} {day.strftime('%B %Y')}"]

    assert {notice_dates.day(way) for way in ways if day.year >= 1000} == {day.isoformat()}


DATED = st.builds(IntegrityNotice, st.sampled_from(list(Nature)), st.dates().map(str) | st.none())


@given(st.lists(DATED, max_size=6), st.randoms(use_true_random=False))
def test_how_a_work_stands_does_not_hang_on_the_order_of_a_list(notices, chance):
    shuffled = notices.copy()
    chance.shuffle(shuffled)

    assert integrity_of(shuffled).status is integrity_of(notices).status


@given(st.lists(DATED, max_size=6))
def test_only_a_reinstatement_makes_a_work_stand_better(notices):
    without = [notice for notice in notices if notice.nature is not Nature.REINSTATEMENT]

    assert GRAVITY[integrity_of(notices).status] <= max(1, GRAVITY[integrity_of(without).status])


def test_a_graver_status_on_record_is_not_lowered(tea, tmp_path):
    case = notice_lists.Case(
        "",
        {},
        [
            notice_lists.row(
                0, "Correction", OriginalPaperDOI="10.5555/cold.2015", Title="Cold tea is 50% milder"
            )
        ],
    )
    _, listed = notice_lists.write(tmp_path / "other", [case])

    assert main(["update", "--data", str(tea), "--retractions", str(listed), "--yes"]) == 0
    assert eg.load(tea).citation("sorensen2015").study.retraction_status is RetractionStatus.DISPUTED


@pytest.fixture
def tea_list(tmp_path):
    """A list on which a study of the tea data is retracted, and one of works that nobody here knows."""
    about = {"OriginalPaperDOI": "10.5555/leaf.2001", "Title": "Long steeps and EGCG", "Author": "Ann Leaf"}
    case = notice_lists.Case("", {}, [notice_lists.row(0, **about), notice_lists.row(7)])
    return notice_lists.write(tmp_path / "other", [case])[1]


def test_what_is_not_retracted_is_said_with_who_said_so_and_when(tea, tea_list, capfd):
    main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes"])
    capfd.readouterr()

    main(["show", "sorensen2015", "--data", str(tea)])
    assert "disputed" in capfd.readouterr().out
    study = eg.load(tea).citation("leaf2001").study
    assert (study.retraction_status, study.retraction_date) == ("retracted", "2020-03-09")

    main(["check", str(tea), "--retractions", str(tea_list), "-f", "json"])
    remarks = [p["message"] for p in json.loads(capfd.readouterr().out) if p["code"] == "notices-looked-up"]
    said = (
        "Retraction Watch as of 2020-03-09, asked about 2 works: 1 retracted (leaf2001), no notice about 1."
    )
    assert remarks == [f"{said} 1 without DOI and PMID could not be looked up."]


def test_a_work_without_a_notice_says_so_on_its_page(tea, tmp_path, capfd):
    case = notice_lists.Case("", {}, [notice_lists.row(7)])
    _, listed = notice_lists.write(tmp_path / "other", [case])
    main(["update", "--data", str(tea), "--retractions", str(listed), "--yes"])
    capfd.readouterr()

    main(["show", "leaf2001", "--data", str(tea)])

    out = " ".join(capfd.readouterr().out.split())
    assert "none found as of 2020-03-09; said by Retraction Watch as of 2020-03-09" in out


def test_a_retraction_reaches_the_verdict_the_page_and_the_site(tea, tea_list, tmp_path, capfd):
    before = eg.load(tea)
    assert "leaf2001" not in eg.assess(before, "long-steeping-makes-bitter").tally.not_counted

    assert main(["check", str(tea), "--retractions", str(tea_list), "--fix"]) == 1

    out = " ".join(capfd.readouterr().out.split())
    assert "leaf2001: Retraction of 2020-03-09, notice 10.5555/notice.0: Error in Data" in out
    assert "verdict of long-steeping-makes-bitter: ◌ uncertain, leans for → ◌ uncertain, leans against" in out
    assert "retracted" in eg.assess(eg.load(tea), "long-steeping-makes-bitter").tally.not_counted
    main(["studies", "long-steeping-makes-bitter", "--data", str(tea)])
    assert "RETRACTED" in capfd.readouterr().out
    main(["site", "--data", str(tea), "-o", str(tmp_path / "site")])
    page = (tmp_path / "site" / "study" / "leaf2001.html").read_text("utf-8")
    assert "notice 10.5555/notice.0" in page


def test_a_review_that_pools_a_retracted_work_says_so(tea, tea_list, capfd):
    assert main(["edit", "sorensen2015", "pools=leaf2001", "--data", str(tea)]) == 0
    main(["check", str(tea), "--retractions", str(tea_list), "--fix"])
    capfd.readouterr()

    main(["assess", "long-steeping-makes-bitter", "--data", str(tea)])

    assert "pools a retracted work" in " ".join(capfd.readouterr().out.split())


def test_nothing_is_written_before_it_was_shown(tea, tea_list, capfd):
    before = (tea / "claims.ttl").read_bytes()

    status = main(["update", "--data", str(tea), "--retractions", str(tea_list)])

    told = capfd.readouterr()
    assert (status, (tea / "claims.ttl").read_bytes()) == (1, before)
    assert "status: none found → retracted" in told.out
    assert "Nothing is written; --yes writes it." in told.err


def test_an_update_can_be_taken_back(tea, tea_list):
    before = (tea / "claims.ttl").read_bytes()
    main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes"])

    assert main(["undo", "--data", str(tea)]) == 0
    assert (tea / "claims.ttl").read_bytes() == before


def test_an_update_a_second_time_changes_nothing(tea, tea_list, capfd):
    main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes"])
    before = (tea / "claims.ttl").read_bytes()
    capfd.readouterr()

    assert main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes", "-f", "json"]) == 0
    assert json.loads(capfd.readouterr().out)["suggestions"] == []
    assert (tea / "claims.ttl").read_bytes() == before


def test_a_file_that_is_no_such_list_is_refused_with_what_it_lacks(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")

    with pytest.raises(BrokenFile, match="no column retractionnature and no originalpaperdoi"):
        eg.read_retractions(tmp_path / "other.csv")


@pytest.mark.trial
def test_a_whole_list_is_looked_through(trial, tmp_path):
    size = trial.amount(sample=6_000, whole=60_000)
    rows = [notice_lists.row(n) | {"OriginalPaperDOI": f"10.5555/many.{n}"} for n in range(size)]
    case = notice_lists.Case(
        "",
        notice_lists.citation(1, doi=f"10.5555/many.{size - 1}", title=notice_lists.title(size - 1)),
        rows,
    )
    folder, listed = notice_lists.write(tmp_path / "data", [case])

    found = told(folder, listed)

    trial.tell(f"{size:,} notices: {len(found)} of 1 work named")
    assert list(found) == ["work0"]


def test_the_examples_of_the_page_run(capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (Path(__file__).parents[1] / "docs" / "update.md").read_text("utf-8")

    for example in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(example, {})  # noqa: S102 - the page's own example

    assert "Retraction of 2024-03-09, notice 10.5555/notice" in capfd.readouterr().out


def test_before_its_day_a_retraction_does_not_count(tea, tmp_path):
    about = {"OriginalPaperDOI": "10.5555/leaf.2001", "Title": "Long steeps", "RetractionDate": "2026-06-01"}
    case = notice_lists.Case("", {}, [notice_lists.row(0, **about)])
    _, listed = notice_lists.write(tmp_path / "other", [case])
    main(["update", "--data", str(tea), "--retractions", str(listed), "--yes"])
    graph = eg.load(tea)

    def is_retracted(day):
        verdict = eg.assess(eg.as_of(graph, day), "long-steeping-makes-bitter")
        return "retracted" in verdict.tally.not_counted

    assert (is_retracted("2026-06-01"), is_retracted("2026-05-31")) == (True, False)


def test_the_history_of_a_claim_tells_of_a_retraction(tea, tea_list, capfd):
    main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes"])
    capfd.readouterr()

    main(["log", "long-steeping-makes-bitter", "--data", str(tea), "-f", "json"])

    events = [event for event in json.loads(capfd.readouterr().out)["events"] if event["what"] == "retracted"]
    assert [(event["date"], event["study"]) for event in events] == [("2020-03-09", "leaf2001")]


def test_an_audit_names_a_reference_that_is_retracted(tea, tea_list, capfd):
    main(["update", "--data", str(tea), "--retractions", str(tea_list), "--yes"])
    capfd.readouterr()

    main(["audit", "tea-blog", "--data", str(tea)])

    assert "WRONG REFERENCE: retracted" in " ".join(capfd.readouterr().out.split())


def test_the_list_is_as_old_as_its_newest_notice_and_never_of_a_day_to_come(tmp_path):
    days = ["2026-01-31", "2025-12-24", "2099-01-01"]
    rows = [notice_lists.row(number, RetractionDate=day) for number, day in enumerate(days)]
    _, listed = notice_lists.write(tmp_path / "data", [notice_lists.Case("", {}, rows)])

    assert eg.read_retractions(listed).source == "Retraction Watch as of 2026-01-31"


def test_a_work_that_the_claims_know_by_its_number_alone_is_named_and_recorded(tmp_path):
    folder, listed = notice_lists.write(tmp_path / "data", [notice_lists.simple("", 3, {}, {})])
    bare = '<https://example.org/notices/citation/bare> a eg:Citation ; eg:citationPmid "70000042" .'
    claims = folder / "claims.ttl"
    claims.write_text(f"{claims.read_text('utf-8')}\n{bare}\n", "utf-8")
    rows = [notice_lists.row(42, OriginalPaperPubMedID="70000042")]
    listed.write_text(notice_lists.table(rows), "utf-8")

    assert told(folder, listed)["bare"][0] == "retraction-not-recorded"
    assert main(["update", "--data", str(folder), "--retractions", str(listed), "--yes"]) == 0
    assert eg.load(folder).citation("bare").study.retraction_status is RetractionStatus.RETRACTED
