"""``diff``, ``log`` and ``--as-of``: what changed, told in the words of the domain and to the last record."""

import json
import os
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite, MissingProgram
from evidence_graph.history import log, telling
from evidence_graph.store import data_folder as data
from evidence_graph.vocabulary import BY_RECORD, Kind

HERE = Path(__file__).parent
TEA = HERE / "tea"
GIT = {
    "GIT_AUTHOR_NAME": "Ana Bell",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "Ana Bell",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2026-11-29T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-29T12:00:00Z",
}

POT = "Pots and their heat"
VOTES = """
<https://example.org/pot/> a eg:DataSet ; dcterms:title "Tea" ;
    eg:weighing <https://w3id.org/evidence-graph/terms/weighing/counts> .
curator:ana-bell a eg:Curator ; eg:name "Ana Bell" .
scheme:topics a skos:ConceptScheme ; skos:prefLabel "Topics" .
concept:milk a skos:Concept ; skos:inScheme scheme:topics ; skos:prefLabel "milk" .
"""


def claim(name, statement):
    return f'claim:{name} a eg:Claim ; eg:statement "{statement}" ; eg:topic concept:milk .\n'


def line(name, citation, stance, *, more=""):
    return (
        f"line:{name}.{citation}.ana-bell a eg:EvidenceLine ; eg:claim claim:{name} ;\n"
        f"    eg:citation citation:{citation} ; eg:curator curator:ana-bell ;"
        f" eg:stance stance:{stance}{more} .\n"
    )


def dated(day):
    return f' ; eg:date "{day}"^^xsd:date'


def entry(key, title="Pots"):
    return f"@misc{{{key}, author = {{Ladle, B.}}, title = {{{title} of {key}}}, year = 2022}}\n"


def written(folder, claims, entries):
    """A data folder about pots, with the prefixes of the one about tea."""
    head = (TEA / "claims.ttl").read_text("utf-8").split("\n\n", 1)[0].replace("/tea/", "/pot/")
    folder.mkdir(exist_ok=True)
    (folder / "claims.ttl").write_text(f"{head}\n{VOTES}{claims}", "utf-8")
    (folder / "citations.bib").write_text(entries, "utf-8")
    return folder


FOR = [f"for{n}" for n in range(4)]
CITATIONS = "".join(map(entry, [*FOR, "spout2013", "against", "bag", "kettle2015"]))
BEFORE = (
    claim("milk", "Milk makes tea less astringent.")
    + "".join(line("milk", key, "supports") for key in FOR)
    + line("milk", "spout2013", "opposes")
    + line("milk", "against", "opposes")
    + claim("bags", "Tea bags release less flavour than loose leaves.")
    + line("bags", "bag", "supports")
    + "citation:kettle2015 a eg:Citation .\n"
)
COFFEE = ' ; eg:withdrawn "2026-11-30"^^xsd:date ; eg:withdrawnWhy "It is about coffee."'
AFTER = (
    BEFORE.replace(line("milk", "spout2013", "opposes"), line("milk", "spout2013", "opposes", more=COFFEE))
    .replace(
        "citation:kettle2015 a eg:Citation .", "citation:kettle2015 a eg:Citation ; eg:participants 48 ."
    )
    .replace(
        line("bags", "bag", "supports"),
        line("bags", "bag", "supports") + line("bags", "kettle2015", "supports", more=dated("2026-11-30")),
    )
    + claim("warming", "Warming the pot first keeps tea hotter.")
    + line("warming", "ladle2022", "supports", more=dated("2026-11-30"))
)
TOLD = """\
Verdicts moved (2)
 Tea bags release less flavour than loose leaves.
   ◌ uncertain, leans for → ▲ backed (for 1 → 2, against 0)
   added: + kettle2015 (Ana Bell, 2026-11-30)
 Milk makes tea less astringent.
   ◆ contested → ▲ backed (for 4, against 2 → 1)
   withdrawn: − spout2013, “It is about coffee.” (Ana Bell, 2026-11-30)
Claims added (1)
 Warming the pot first keeps tea hotter.  ◌ uncertain, leans for
   added: + ladle2022 (Ana Bell, 2026-11-30)
Studies added (1)
 ladle2022: Ladle 2022, “Pots of ladle2022”
Facts changed (1)
 kettle2015: participants not recorded → 48
Claims 2 → 3, studies 8 → 9, judgements 7 → 9 (1 of them withdrawn)
"""


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Git in a repository of its own; without it tests are skipped, and fail where all must run."""
    if shutil.which("git") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("git is not on the PATH")
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        subprocess.run(["git", *arguments], check=True, capture_output=True, cwd=tmp_path)

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture
def told(capfd, monkeypatch):
    """The exit status, the output and the messages of a verb."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(*arguments):
        capfd.readouterr()
        status = main([*map(str, arguments)])
        return status, *capfd.readouterr()

    return run


@pytest.fixture
def states(tmp_path):
    """Two folders, the second with what somebody did to the first."""
    return written(tmp_path / "old", BEFORE, CITATIONS), written(
        tmp_path / "new", AFTER, CITATIONS + entry("ladle2022")
    )


# What is told.


def test_a_difference_is_told_in_the_words_of_the_domain(states, told):
    assert told("diff", *states) == (0, TOLD, "")
    assert f"{eg.diff(*states)}\n" == TOLD
    assert f"{eg.diff(*map(eg.load, states))}\n" == TOLD


def test_the_other_way_round_it_is_taken_back(states, told):
    out = told("diff", *reversed(states))[1]

    assert "   reinstated: − spout2013 (Ana Bell)\n" in out
    assert "Claims removed (1)\n Warming the pot first keeps tea hotter.  ◌ uncertain, leans for\n" in out
    assert "   ▲ backed → ◆ contested (for 4, against 1 → 2)\n" in out


def test_nothing_is_different_from_itself_and_the_exit_code_says_so(states, told):
    old, new = states

    assert told("diff", old, old)[:2] == (
        0,
        "Nothing that the data say is different.\nClaims 2, studies 8, judgements 7\n",
    )
    ends = [told("diff", old, other, "--exit-code")[0] for other in (old, new)]
    assert ends == [0, 1]


def test_order_comments_and_layout_are_no_difference(states, told):
    old, _ = states
    head, *blocks = re.split(r"(?m)^(?=claim:|line:|citation:)", (old / "claims.ttl").read_text("utf-8"))
    text = (
        "# moved about\n" + head + "\n\n".join(block.replace(" ; ", "\n  ;\n ") for block in reversed(blocks))
    )
    other = written(old.with_name("other"), "", CITATIONS)
    (other / "claims.ttl").write_text(text.replace("\n", "\r\n"), "utf-8")

    assert told("diff", old, other, "--exit-code")[0] == 0


def test_markdown_has_a_row_for_each_verdict_and_escapes_what_the_data_hold(states, told):
    old, new = states
    for folder in states:
        text = (folder / "claims.ttl").read_text("utf-8")
        (folder / "claims.ttl").write_text(text.replace("Milk makes", "Milk | <b>*makes*</b>"), "utf-8")

    out = told("diff", old, new, "-f", "markdown")[1]
    [row] = [line for line in out.splitlines() if "Milk" in line]

    assert row == (
        r"| Milk \| &lt;b>\*makes\*&lt;/b> tea less astringent. | ◆ contested 4 : 2 | ▲ backed 4 : 1 "
        "| withdrawn: spout2013, “It is about coffee.” |"
    )
    assert "### Facts changed (1)\n\n- kettle2015: participants not recorded → 48\n" in out
    assert (
        len({line.count("|") - line.count(r"\|") for line in out.splitlines() if line.startswith("|")}) == 1
    )


def test_json_names_every_change_with_both_values(states, told):
    found = json.loads(told("diff", *states, "-f", "json")[1])

    changes = {(one["how"], one["kind"], one["id"]): one["fields"] for one in found["changes"]}
    assert changes["changed", "study", "kettle2015"] == {"participants": [None, 48]}
    assert changes["withdrawn", "line", "milk.spout2013.ana-bell"] == {
        "withdrawn": [None, "2026-11-30"],
        "withdrawn_why": [None, "It is about coffee."],
    }
    assert len(changes) == 6
    milk = next(one for one in found["verdicts"] if one["claim"] == "milk")
    assert (milk["before"]["verdict"], milk["after"]["verdict"]) == ("contested", "backed")
    assert (milk["after"]["supports"], milk["after"]["opposes"]) == (4, 1)
    assert found["after"] == {"claims": 3, "studies": 9, "judgements": 9, "withdrawn": 1}


def test_other_rules_move_verdicts_and_are_named_as_the_reason(states):
    old, _ = states
    ruled = Path(shutil.copytree(old, old.with_name("ruled")))
    text = (ruled / "claims.ttl").read_text("utf-8")
    (ruled / "claims.ttl").write_text(text.replace("/counts> .", "/counts> ; eg:enough 1 ."), "utf-8")

    found = eg.diff(old, ruled)

    assert [(one.claim, one.rules_differ) for one in found.verdicts] == [("bags", True)]
    assert "changed: how the data set weighs its evidence" in str(found)
    assert [(one.kind, [field.name for field in one.fields]) for one in found.changes] == [
        ("data-set", ["enough"])
    ]


def test_a_table_of_weights_that_changes_moves_verdicts_too(tea):
    (tea / "weights.toml").write_text("[design]\nrandomised-controlled-trial = [9, 9]\n")
    text = (tea / "claims.ttl").read_text("utf-8")
    (tea / "claims.ttl").write_text(
        text.replace("a eg:DataSet ;", 'a eg:DataSet ; eg:weights "weights.toml" ;'), "utf-8"
    )
    before = Path(shutil.copytree(tea, tea.with_name("before")))
    (tea / "weights.toml").write_text("[design]\nrandomised-controlled-trial = [0, 0]\n")

    found = eg.diff(before, tea)

    assert found.changes == ()
    assert [(one.claim, one.rules_differ) for one in found.verdicts] == [("long-steeping-makes-bitter", True)]


def test_the_facts_of_a_work_are_the_reason_where_they_move_a_verdict(hips):
    trial = next(
        study
        for study in hips.dataset.records(model.Study).values()
        if study.retraction_status is not model.RetractionStatus.RETRACTED
        and any(e.stance is model.Stance.SUPPORTS for e in hips.evidence(citation=study.id))
        and eg.assess(hips, hips.evidence(citation=study.id)[0].line.claim, without=[study.id]).verdict
        is not eg.assess(hips, hips.evidence(citation=study.id)[0].line.claim).verdict
    )
    retracted = replace(trial, retraction_status=model.RetractionStatus.RETRACTED)

    found = eg.diff(hips, eg.EvidenceGraph.of_dataset(data.put(hips.dataset, retracted)))

    assert [one.id for one in found.changes] == [trial.id]
    assert {change.id for movement in found.verdicts for change in movement.why} == {trial.id}


def test_every_kind_of_record_has_a_heading():
    assert not telling.UNTITLED


# Exactly what was done.


def values(prop, records):
    """Values that a field may have beside the one it has."""
    if prop.kind is Kind.CHOICE:
        return list(prop.choices)
    if prop.kind is Kind.INTEGER:
        return [prop.least or 1, 7, 400]
    if prop.kind is Kind.BOOLEAN:
        return [True, False]
    if prop.kind is Kind.DATE:
        return ["2026-01-31", "2025-12-24"]
    if prop.kind is Kind.REFERENCE:
        return sorted(records.get(prop.target, {})) or ["elsewhere"]
    return ["https://example.org/x"] if prop.kind is Kind.IRI else ["a word", "another “word”", "三"]


def altered(draw, record, records):
    """*record* with another value in one field, the field, and both values."""
    prop = draw.choice([p for p in BY_RECORD[type(record)].properties if p.attribute != "weights"])
    before = getattr(record, prop.attribute)
    after = draw.choice(values(prop, records))
    if prop.many:
        after = (
            tuple(sorted({*before, after})) if after not in before else tuple(v for v in before if v != after)
        )
    elif before is not None and not prop.required and draw.random() < 0.3:
        after = next(f.default for f in record.__dataclass_fields__.values() if f.name == prop.attribute)
    return replace(record, **{prop.attribute: after}), prop.attribute, before, after


def graph_of(dataset):
    """The graph of a data set that was changed; nothing where a folder could not hold it."""
    try:
        return eg.EvidenceGraph.of_dataset(dataset)
    except CannotWrite:
        return None


def edited_records(draw, dataset):
    """The data set after one random edit of its records, and what a difference must tell of it."""
    records = dataset.reading.records
    kind = draw.choice(sorted((kind for kind in records if records[kind]), key=lambda kind: kind.__name__))
    record = records[kind][draw.choice(sorted(records[kind]))]
    name = BY_RECORD[kind].table
    deed = draw.choice(["add", "remove", "withdraw", "change", "change", "change"])
    if kind is model.DataSet and deed in {"add", "remove"}:
        deed = "change"  # a folder holds one data set
    if deed == "add":
        new = replace(record, id=f"{record.id}-again")
        return data.put(dataset, new), [("added", name, new.id, {})]
    if deed == "remove":
        return data.remove(dataset, record), [("removed", name, record.id, {})]
    if deed == "withdraw" and kind is model.EvidenceLine:
        new = replace(record, withdrawn="2026-11-30", withdrawn_why="No.")
        fields = {
            "withdrawn": (record.withdrawn, "2026-11-30"),
            "withdrawn_why": (record.withdrawn_why, "No."),
        }
        return data.put(dataset, new), [("withdrawn", name, record.id, fields)]
    new, field, before, after = altered(draw, record, records)
    how = "changed"
    if field == "withdrawn" and (before is None) != (after is None):
        how = "withdrawn" if before is None else "reinstated"
    changes = [(how, name, record.id, {field: (before, after)})]
    return data.put(dataset, new), changes if before != after else []


def edited_citations(draw, dataset):
    """The data set after one random edit of its bibliography, and what a difference must tell of it."""
    citations = dataset.bibliography
    key = draw.choice(sorted(citations.entries))
    entry = citations.entries[key]
    deed = draw.choice(["add", "remove", "change", "lose"])
    if deed == "add":
        new = bib.Entry("new2026", "misc", {"title": "{New}"})
        return replace(dataset, bibliography=bib.put(citations, new)), [("added", "citation", "new2026", {})]
    if deed == "remove":
        return replace(dataset, bibliography=bib.remove(citations, key)), [("removed", "citation", key, {})]
    field = draw.choice(sorted(entry.fields))
    before = bib.field_text(entry, field, citations.strings)
    if deed == "lose":
        fields = {name: value for name, value in entry.fields.items() if name != field}
        after = None
    else:
        fields, after = {**entry.fields, field: "{1999 and more}"}, "1999 and more"
        if field in {"doi", "url", "eprint", "pmid", "pmcid"}:
            after = "1999andmore"
    changed = bib.put(citations, bib.Entry(key, entry.type, fields))
    return replace(dataset, bibliography=changed), [("changed", "citation", key, {field: (before, after)})]


def edited_statements(draw, dataset):
    """The data set with one more statement beyond the vocabulary, which no record holds."""
    subject = draw.choice(sorted(dataset.reading.iris.values()))
    word = draw.choice(["one", "two"])
    statement = (subject, "https://example.org/said", (word, "http://www.w3.org/2001/XMLSchema#string"))
    reading = replace(dataset.reading, foreign=[*dataset.reading.foreign, statement])
    return replace(dataset, reading=reading), [(subject, "https://example.org/said", f'"{word}"')]


@pytest.mark.trial
def test_a_difference_tells_exactly_what_a_random_edit_did(trial):
    edits = trial.amount(sample=150, whole=1_000)
    draw = random.Random(14)  # noqa: S311 - no secret
    datasets = [data.load(TEA), data.load(HERE / "cycling")]
    before = [eg.EvidenceGraph.of_dataset(dataset) for dataset in datasets]
    wrong, refused = [], 0
    for number in range(edits):
        place = draw.randrange(len(datasets))
        edit = draw.choice([edited_records] * 6 + [edited_citations, edited_statements])
        if edit is edited_citations and not datasets[place].bibliography.entries:
            edit = edited_records
        changed, wanted = edit(draw, datasets[place])
        after = graph_of(changed)
        if after is None:
            refused += 1
            continue

        found, back = eg.diff(before[place], after), eg.diff(after, before[place])

        changes = [
            (
                one.how.value,
                one.kind,
                one.id,
                {field.name: (field.before, field.after) for field in one.fields},
            )
            for one in found.changes
        ]
        told_of = [*changes, *found.said]
        opposite = [(one.kind, one.id) for one in back.changes] == [
            (one.kind, one.id) for one in found.changes
        ]
        if (
            told_of != wanted
            or found.unsaid
            or back.unsaid != found.said
            or not opposite
            or bool(found) != bool(wanted)
        ):
            wrong.append((number, wanted, told_of))

    told = f"{len(wrong)} told otherwise than they were, {refused} could not be written"
    trial.tell(f"{edits:,} random edits: {told}")
    assert wrong == []
    assert refused < edits / 10


@pytest.mark.trial
def test_a_verdict_is_told_to_move_exactly_where_it_does(trial, states):
    edits = trial.amount(sample=40, whole=300)
    draw = random.Random(41)  # noqa: S311 - no secret
    dataset = data.load(states[1])
    before = eg.EvidenceGraph.of_dataset(dataset)
    moved = 0
    for _ in range(edits):
        changed = dataset
        for _ in range(3):
            changed, _ = edited_records(draw, changed)
        after = graph_of(changed)
        if after is None:
            continue
        wanted = {
            claim.id
            for claim in before.claims()
            if after.has(model.Claim, claim.id) and standing(before, claim.id) != standing(after, claim.id)
        }
        found = eg.diff(before, after).verdicts

        assert {movement.claim for movement in found} == wanted
        assert all(movement.why or movement.rules_differ for movement in found)
        moved += len(wanted)
    trial.tell(
        f"{edits:,} states after three edits each: {moved} verdicts moved, all of them told with a reason"
    )
    assert moved > edits / 10


def standing(graph, claim):
    assessment = eg.assess(graph, claim)
    return assessment.verdict, assessment.certainty, assessment.lean


# Revisions of git.


def commit(git, message):
    git("add", "-A")
    git("commit", "-q", "-m", message)


@pytest.fixture
def repository(git, tmp_path):
    """A repository whose data changed in its second commit, and once more since."""
    folder = written(tmp_path / "data", BEFORE, CITATIONS)
    commit(git, "Begin")
    git("branch", "start")
    written(folder, AFTER, CITATIONS + entry("ladle2022"))
    commit(git, "Say more, and less | of it")
    text = (folder / "claims.ttl").read_text("utf-8")
    (folder / "claims.ttl").write_text(text.replace("participants 48", "participants 50"), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("ends", "participants"),
    [
        (["HEAD:data", "data"], (48, 50)),
        (["HEAD"], (48, 50)),
        (["HEAD", "data"], (48, 50)),
        (["start", "data"], (None, 50)),
        (["start:data", "HEAD:data"], (None, 48)),
        (["start", "HEAD"], (None, 48)),
        (["start.."], (None, 48)),
        (["start..HEAD"], (None, 48)),
        (["start...main"], (None, 48)),
        (["start..", "data"], (None, 48)),
        (["HEAD~1:./data"], (None, 50)),
        (["data", "HEAD^"], (50, None)),
    ],
)
@pytest.mark.usefixtures("repository")
def test_revisions_are_named_as_git_names_them(told, ends, participants):
    status, out, _ = told("diff", *ends, "-f", "json")

    [fields] = [one["fields"] for one in json.loads(out)["changes"] if one["id"] == "kettle2015"]
    assert status == 0
    assert fields == {"participants": list(participants)}


def test_a_claims_file_stands_for_its_folder(repository, told, tmp_path):
    other = tmp_path / "older.ttl"
    other.write_text(
        (repository / "claims.ttl").read_text("utf-8").replace("participants 50", "participants 2")
    )
    shutil.copy(repository / "citations.bib", tmp_path)

    out = told("diff", other, repository / "claims.ttl", "-f", "json")[1]

    assert [(one["id"], one["fields"]) for one in json.loads(out)["changes"]] == [
        ("kettle2015", {"participants": [2, 50]})
    ]


@pytest.mark.parametrize(
    ("ends", "message"),
    [
        (["strat"], "There is no folder, file or revision 'strat'. Did you mean start?"),
        (["HEAD:nowhere"], "HEAD:nowhere is not a data folder"),
        (["HEAD:data/claims.ttl"], "HEAD:data/claims.ttl is not a data folder"),
        (["--", "-x"], "There is no folder, file or revision '-x'."),
        (["start..", "nowhere"], "behind it only the data folder is named"),
    ],
)
@pytest.mark.usefixtures("repository")
def test_what_is_not_there_is_told_in_a_sentence(told, ends, message):
    status, _, err = told("diff", *ends)

    assert status == 2
    assert message in " ".join(err.split())


def test_without_a_repository_and_without_git_a_sentence_says_so(states, told, monkeypatch):
    old, _ = states
    monkeypatch.chdir(old)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(old.parent.parent))
    outside = told("diff", "HEAD:data", old)
    monkeypatch.setenv("PATH", "")
    missing = told("diff", "HEAD:data", old)

    assert (outside[0], missing[0]) == (2, 2)
    assert "in no repository of git" in outside[2]
    assert "This needs git, which was not found." in missing[2]
    with pytest.raises(MissingProgram):
        eg.diff("HEAD", old)


def test_nothing_of_a_revision_is_written_and_no_program_of_the_repository_runs(
    repository, git, told, tmp_path
):
    trap = tmp_path / "trap"
    git("config", "core.fsmonitor", f"touch {trap}")
    git("config", "filter.trap.smudge", f"touch {trap}")
    (tmp_path / ".gitattributes").write_text("* filter=trap\n")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*") if path.is_file()}

    assert told("diff", "HEAD:data", repository)[0] == 0
    assert not trap.exists()
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / ".git").rglob("*") if p.is_file()} == before


def test_a_link_in_a_revision_leads_nowhere(repository, git, told):
    (repository / "claims.ttl").unlink()
    (repository / "claims.ttl").symlink_to("/etc/passwd")
    commit(git, "Link")

    status, _, err = told("diff", "HEAD:data", "HEAD~1:data")

    assert (status, "holds no claims.ttl" in err) == (2, True)


# Of a day.


def past(folder, day):
    return eg.as_of(eg.load(folder), day)


def test_a_withdrawal_counts_from_its_day_and_a_judgement_from_its_own(states):
    _, new = states

    on = {day: past(new, day) for day in ("2026-11-29", "2026-11-30")}
    verdicts = {
        day: [eg.assess(graph, name).verdict.value for name in ("milk", "bags")] for day, graph in on.items()
    }

    assert verdicts == {"2026-11-29": ["contested", "uncertain"], "2026-11-30": ["backed", "backed"]}
    assert str(eg.diff(on["2026-11-30"], eg.load(new))).startswith(telling.NOTHING)


@pytest.mark.parametrize(
    "verb", ["claims", "studies milk", "assess milk", "export turtle", "ask studies-of-claim -p claim=milk"]
)
def test_every_verb_that_reads_takes_a_day_and_says_once_what_has_no_date(states, told, verb):
    _, new = states

    status, out, err = told(*verb.split(), "--data", new, "--as-of", "2026-11-29")

    assert status == 0
    [remark] = [line for line in err.splitlines() if "as of" in line]
    assert remark.startswith("as of 2026-11-29: 2 judgements and searches came later, 1 withdrawn only later")
    assert remark.endswith("always there: 7 judgements and searches, and all claims, studies and figures")
    assert "coffee" not in out
    assert "ladle2022.ana-bell" not in out


def test_searches_and_bias_are_of_their_day(tea):
    with (tea / "claims.ttl").open("a") as file:
        file.write(
            "<https://example.org/tea/search/s> a eg:Search ; eg:claim claim:milk-spoils-tea ;\n"
            '  eg:searchedSource "X" ;\n'
            '  eg:query "milk" ; eg:date "2026-03-01"^^xsd:date ; eg:coverage '
            "<https://w3id.org/evidence-graph/terms/coverage/systematic> .\n"
        )
    assert [str(problem) for problem in eg.check(tea)] == []

    found = {
        day: eg.assess(past(tea, day), "milk-spoils-tea").verdict.value
        for day in ("2026-02-28", "2026-03-01")
    }

    assert found == {"2026-02-28": "none recorded", "2026-03-01": "none found"}


def test_the_title_names_the_day(tea):
    assert past(tea, "2026-01-05").title == "Tea, an invented example, 2026-01-05"


def test_what_is_no_day_is_a_mistake(tea, told):
    status, _, err = told("claims", "--data", tea, "--as-of", "2026-02-30")

    assert (status, "2026-02-30 is no day; write it as 2026-01-31." in err) == (2, True)


# Of one claim.


def test_the_log_of_a_claim_has_its_judgements_withdrawals_and_searches_by_day(states, told):
    _, new = states

    status, out, _ = told("log", "milk", "--data", new)
    events = log(eg.load(new), "milk")

    assert status == 0
    assert out.splitlines()[:2] == ["Milk makes tea less astringent.  milk", "not dated"]
    assert out.splitlines()[-3:] == [
        "2026-11-30",
        " withdrawn: − spout2013 (Ana Bell)",
        "   It is about coffee.",
    ]
    assert [event.date for event in events] == [None] * 6 + ["2026-11-30"]
    assert (
        json.loads(told("log", "milk", "--data", new, "-f", "json")[1])["events"][-1]["text"]
        == "It is about coffee."
    )


def test_the_log_has_the_commits_that_changed_a_claim(repository, told):
    _, out, _ = told("log", "milk", "--git", "--data", repository)
    _, none, _ = told("log", "warming", "--git", "--data", repository, "-f", "json")

    commits = out.partition("Commits\n")[2].splitlines()
    assert [line.strip().partition(" ")[2][13:] for line in commits if line.startswith(" 2026")] == [
        "Ana Bell: Begin",
        "Ana Bell: Say more, and less | of it",
    ]
    assert commits[-1] == "   withdrawn: − spout2013, “It is about coffee.” (Ana Bell, 2026-11-30)"
    assert [[(one["how"], one["kind"]) for one in c["changes"]] for c in json.loads(none)["commits"]] == [
        [("added", "claim"), ("added", "line")]
    ]


def test_a_claim_that_nobody_studied_says_so(tea, told):
    assert "no judgement and no search" in told("log", "milk-spoils-tea", "--data", tea)[1]
