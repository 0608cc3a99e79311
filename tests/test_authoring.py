"""Own claims and evidence from Python: a folder begun, added to and changed, all of it or nothing."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import evidence_graph as eg
from evidence_graph import bibliography as bib
from evidence_graph import model
from evidence_graph.authoring.moves import moves
from evidence_graph.checks import check
from evidence_graph.errors import (
    CannotWrite,
    NearClaim,
    RecordConflict,
    RefusedChange,
    UnknownName,
    WrongValue,
)
from evidence_graph.store import data_folder as data

TODAY = "2026-11-30"


def contents(folder):
    """What the files of *folder* say."""
    return {name: (folder / name).read_bytes() for name in (data.CLAIMS, data.CITATIONS)}


def evidence(claim, study, **given):
    """A judgement of a day that stays the same."""
    return eg.Evidence(claim, study, **({"stance": "supports", "date": TODAY} | given))


@pytest.mark.parametrize("empty", [True, False])
def test_a_new_folder_has_no_problem_and_says_who_it_is_by(tmp_path, empty):
    folder = tmp_path / "data"

    eg.new(folder, title="Tea", curator="Ana Bell", empty=empty)

    graph = eg.load(folder)
    assert check(folder) == []
    assert (graph.title, graph.get(model.Curator, "ana-bell").name) == ("Tea", "Ana Bell")
    assert len(graph.claims()) == (0 if empty else 1)
    assert graph.store.base == "https://example.org/tea/"


def test_a_folder_that_holds_data_is_not_begun_again(tea):
    before = contents(tea)

    with pytest.raises(RefusedChange, match=r"holds claims\.ttl and citations\.bib already; nothing was wri"):
        eg.new(tea, title="Tea")

    assert contents(tea) == before


def test_a_base_that_is_no_address_is_refused(tmp_path):
    with pytest.raises(WrongValue, match=r"takes an address such as https://example\.org/tea/"):
        eg.new(tmp_path / "data", base="tea")

    assert not (tmp_path / "data").exists()


def test_the_first_claim_takes_the_example_out(tmp_path):
    eg.new(tmp_path / "data", title="Tea", curator="Ana Bell")

    with eg.edit(tmp_path / "data") as book:
        book.add(eg.Claim("Warming the pot first keeps tea hotter.", topic="pots"))

    graph = eg.load(tmp_path / "data")
    assert [claim.id for claim in graph.claims()] == ["warming-pot-keeps-tea-hotter"]
    assert (graph.citations(), [topic.label for topic in graph.topics()]) == ([], ["pots"])
    assert check(tmp_path / "data") == []


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("example-claim", {"statement": "Tea calms."}),
        ("example-claim.example-study.me", {"stance": "for"}),
        ("example-study", {"participants": 40}),
        ("example-study", {"title": "Calm"}),
        ("example-topic", {"label": "calm"}),
    ],
)
def test_an_example_of_which_somebody_changed_a_word_is_their_own(tmp_path, name, values):
    eg.new(tmp_path / "data")
    with eg.edit(tmp_path / "data") as book:
        book.change(name, **values)

    with eg.edit(tmp_path / "data") as book:
        book.add(eg.Claim("Coffee wakes.", topic="drinks"))

    assert {claim.id for claim in eg.load(tmp_path / "data").claims()} == {"example-claim", "coffee-wakes"}
    assert book.took_example_out is False


def test_an_example_that_somebody_made_their_own_stays(tmp_path):
    eg.new(tmp_path / "data", title="Tea", curator="Ana Bell")
    with eg.edit(tmp_path / "data") as book:
        book.change("example-claim", note=None)

    with eg.edit(tmp_path / "data") as book:
        book.add(eg.Claim("Warming the pot first keeps tea hotter.", topic="pots"))

    assert len(eg.load(tmp_path / "data").claims()) == 2


def test_a_claim_a_study_and_a_judgement_make_a_verdict(tea):
    with eg.edit(tea, curator="Ana") as book:
        claim = book.add(eg.Claim("Warming the pot first keeps tea hotter.", topic="brewing"))
        study = book.add(
            eg.Study(
                title="Pots and their heat",
                author="Ladle, B. and Pot, C. and others",
                year=2022,
                journal="Journal of Tea Tests",
                doi="https://doi.org/10.5555/pots.2022",
                design="randomised trial",
                participants="48",
            )
        )
        line = book.add(evidence(claim, study, stance="for", directness="very indirect", finding="Hotter."))
        moved = moves(book.stock, book.stock.now())

    graph = eg.load(tea)
    assert graph.claim("warming-pot-keeps-tea-hotter").topic == "brewing"
    citation = graph.citation("ladle2022")
    assert (citation.authors, citation.authors_incomplete, citation.year) == (
        ("Ladle, B.", "Pot, C."),
        True,
        2022,
    )
    assert (citation.doi, citation.container) == ("10.5555/pots.2022", "Journal of Tea Tests")
    assert citation.study.design is model.StudyDesign.RANDOMISED_CONTROLLED_TRIAL
    assert citation.study.participants == 48
    assert line.id == "warming-pot-keeps-tea-hotter.ladle2022.ana"
    assert graph.evidence(claim.id)[0].line == line
    assert (line.stance, line.directness) == (model.Stance.SUPPORTS, model.Directness.VERY_INDIRECT)
    assert [str(move) for move in moved] == ["· none recorded → ◌ uncertain (for 0 → 1, against 0)"]


def test_an_error_in_the_block_writes_nothing(tea):
    before = contents(tea)

    def change():
        with eg.edit(tea) as book:
            book.change("milk-spoils-tea", note="Changed.")
            book.add(evidence("milk-spoils-tea", "nobody1999"))

    with pytest.raises(UnknownName, match="no study 'nobody1999'"):
        change()

    assert contents(tea) == before


NEAR = [
    "MILK SPOILS TEA",
    "Milk does spoil the tea!",
    "Milk does not spoil tea.",
    "Milk hides the bitterness of green tea.",
]


@pytest.mark.parametrize("statement", NEAR)
def test_a_claim_in_nearly_the_words_of_another_is_refused_unless_it_is_meant(tea, statement):
    with pytest.raises(NearClaim, match=r"milk-(spoils-tea|hides-bitterness), “Milk"), eg.edit(tea) as book:
        book.add(eg.Claim(statement, topic="taste"))

    if statement == NEAR[2]:
        with eg.edit(tea) as book:
            assert book.add(eg.Claim(statement, topic="taste", new=True)).id == "milk-not-spoil-tea"


def test_a_claim_of_its_own_is_not_near(tea):
    with eg.edit(tea) as book:
        assert book.add(eg.Claim("A knitted cosy keeps the pot warm.", topic="taste")).topic == "taste"


def test_a_topic_that_may_be_a_slip_is_named_and_one_that_is_none_is_made(tea):
    with pytest.raises(UnknownName, match=r"no topic 'brewin'\. Did you mean brewing"), eg.edit(tea) as book:
        book.add(eg.Claim("A cosy keeps the pot warm.", topic="brewin"))

    with eg.edit(tea) as book:
        book.add(eg.Claim("A cosy keeps the pot warm.", topic="Pots & pans"))

    concept = eg.load(tea).concept("pots-pans")
    assert (concept.label, concept.scheme) == ("Pots & pans", "topics")


SAME = [
    {"doi": "https://doi.org/10.5555/LEAF.2001"},
    {"title": "Long steeps and EGCG", "year": 2001},
    {"bibtex": "@misc{other, title={Long Steeps and {EGCG}.}, year=2001}"},
    {"title": "Another title", "doi": "10.5555/leaf.2001"},
]


@pytest.mark.parametrize("given", SAME)
def test_a_work_that_is_here_is_known_again(tea, given):
    before = contents(tea)

    with eg.edit(tea) as book:
        assert book.add(eg.Study(**given)).key == "leaf2001"

    assert contents(tea) == before


OTHER = [{"title": "Long steeps and EGCG", "year": 2002}, {"title": "Kettles", "doi": "10.5555/kettle"}]


@pytest.mark.parametrize("given", OTHER)
def test_a_work_of_another_year_or_address_is_another(tea, given):
    with eg.edit(tea) as book:
        key = book.add(eg.Study(**given)).key

    assert key not in {"leaf2001", "pot2010", "sorensen2015"}
    assert key in {citation.key for citation in eg.load(tea).citations()}


def test_an_entry_of_bibtex_keeps_its_letters(tea):
    entry = '@Article{pots22, title = "Pots {UK}" # { (b)}, year = 2022, keywords = {a, b}}'

    with eg.edit(tea) as book:
        citation = book.add(eg.Study(bibtex=entry, participants=4))

    assert (citation.key, citation.title, citation.study.participants) == ("pots22", "Pots UK (b)", 4)
    assert 'title    = "Pots {UK}" # { (b)},' in (tea / data.CITATIONS).read_text("utf-8")


def test_one_name_and_year_make_keys_that_differ_by_a_letter(tea):
    with eg.edit(tea) as book:
        citations = [book.add(eg.Study(title=t, author="Müller-Šik, A.", year=2020)) for t in ("One", "Two")]

    assert [citation.key for citation in citations] == ["mullersik2020", "mullersik2020b"]


def test_fields_are_changed_by_their_names_and_words(tea):
    with eg.edit(tea) as book:
        changed = book.change(
            "pot2010", design="randomised trial", versionOf="leaf2001", year="2011", title="Kettles, again"
        )

    citation = eg.load(tea).citation("pot2010")
    assert (citation.year, citation.title, citation.study.version_of) == (2011, "Kettles, again", "leaf2001")
    assert ("year", 2010, 2011) in changed
    assert ("design", model.StudyDesign.SURVEY, model.StudyDesign.RANDOMISED_CONTROLLED_TRIAL) in changed


WRONG = [
    ("pot2010", {"participnts": 3}, "no field 'participnts'. Did you mean participants"),
    ("pot2010", {"participants": "many"}, "takes a whole number"),
    ("pot2010", {"participants": -3}, "takes a whole number, 0 or more"),
    ("pot2010", {"design": "rondomised trial"}, "Did you mean randomised"),
    ("pot2010", {"year": "MMX"}, "takes a year of four digits"),
    ("pot2010", {"doi": "11.1/x"}, "takes a DOI"),
    ("milk-spoils-tea", {"statement": ""}, "cannot be without one"),
    ("milk-spoils-tea", {"conflicts": "milk-hides-biterness"}, "Did you mean milk-hides-bitterness"),
    ("milk-spoil-tea", {"note": "x"}, "no record 'milk-spoil-tea'. Did you mean milk-spoils-tea"),
    ("tea-blog.2", {"number": "x"}, "takes a whole number"),
]


@pytest.mark.parametrize(("name", "values", "message"), WRONG)
def test_what_does_not_fit_is_named_with_what_may_be_meant(tea, name, values, message):
    before = contents(tea)

    with pytest.raises((UnknownName, WrongValue), match=message), eg.edit(tea) as book:
        book.change(name, **values)

    assert contents(tea) == before


SLIPS = {
    "two values": ("eg:design design:survey", "eg:design design:survey, design:cohort"),
    "a text": ("eg:design design:survey", 'eg:design "survey"'),
    "a value that is none": ("eg:design design:survey", "eg:design design:surveys"),
}


@pytest.mark.parametrize(("right", "slip"), SLIPS.values(), ids=SLIPS)
def test_a_slip_by_hand_is_mended_by_an_edit_of_the_field(tea, right, slip):
    text = (tea / data.CLAIMS).read_text("utf-8")
    (tea / data.CLAIMS).write_text(text.replace(right, slip), "utf-8")
    assert check(tea) != []

    with eg.edit(tea) as book:
        book.change("pot2010", design="cross-sectional")

    assert check(tea) == []
    after = (tea / data.CLAIMS).read_text("utf-8")
    assert after == text.replace(right, "eg:design design:cross-sectional")


def test_a_withdrawn_judgement_is_kept_and_counts_no_longer(tea):
    line = "milk-hides-bitterness.sorensen2015.ana"
    before = eg.assess(eg.load(tea), "milk-hides-bitterness")

    with eg.edit(tea) as book:
        book.withdraw(line, why="It is about coffee.", date=TODAY)

    graph = eg.load(tea)
    taken_back = graph.evidence("milk-hides-bitterness")[0].line
    assert (taken_back.withdrawn, taken_back.withdrawn_why) == (TODAY, "It is about coffee.")
    assert before.verdict is model.Verdict.UNCERTAIN
    assert eg.assess(graph, "milk-hides-bitterness").tally.count(model.Stance.SUPPORTS) == 0


@pytest.mark.parametrize(
    ("name", "why", "message"),
    [
        ("milk-hides-bitterness.sorensen2015.ana", "  ", "withdrawn for a reason: say why"),
        ("milk-hides-bitterness.sorensen2015.an", "x", "Did you mean milk-hides-bitterness.sorensen2015.ana"),
    ],
)
def test_what_cannot_be_withdrawn_is_said(tea, name, why, message):
    with pytest.raises((RefusedChange, UnknownName), match=message), eg.edit(tea) as book:
        book.withdraw(name, why=why)


def everything(folder):
    """All that is said in a folder, as lines."""
    return sorted(" ".join(map(str, triple)) for triple in eg.load(folder).rdf)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("milk-spoils-tea", "milk-ruins-tea"),
        ("leaf2001", "leaf:2001"),
        ("green-tea", "sencha"),
        ("bo", "bo-pot"),
        ("tea-blog", "the-blog"),
        ("long-steeping-makes-bitter.leaf2001.bo", "second"),
    ],
)
def test_a_renamed_record_is_named_so_everywhere_and_nothing_else_changes(tea, old, new):
    lines = (tea / data.CLAIMS).read_text("utf-8").splitlines()

    with eg.edit(tea) as book:
        book.rename(old, new)

    after = (tea / data.CLAIMS).read_text("utf-8").splitlines()
    graph = eg.load(tea)
    assert graph.store.flaws() == 0
    assert check(tea) == []
    assert len(after) == len(lines)
    assert [line for line, was in zip(after, lines, strict=True) if line != was and old not in was] == []
    with eg.edit(tea) as book:
        book.rename(new, old)
    assert (tea / data.CLAIMS).read_text("utf-8").splitlines() == lines


def test_a_name_that_is_taken_is_refused_and_two_can_be_made_one(tea):
    with pytest.raises(RefusedChange, match="rename pot2010 leaf2001 --merge"), eg.edit(tea) as book:
        book.rename("pot2010", "leaf2001", merge=False)

    with eg.edit(tea) as book:
        book.rename("pot2010", "leaf2001", merge=True)

    graph = eg.load(tea)
    citation = graph.citation("pot2010")
    assert (citation.key, citation.year, citation.study.participants) == ("leaf2001", 2001, 24)
    assert citation.study.unverified == ("pages", "volume")
    assert {e.line.citation for e in graph.evidence("long-steeping-makes-bitter")} == {
        "leaf2001",
        "sorensen2015",
    }
    assert graph.store.flaws() == 0


def test_two_works_that_become_one_have_no_two_figures_of_one_number(tea):
    with eg.edit(tea) as book:
        book.rename("sorensen2015", "leaf2001", merge=True)

    figures = eg.load(tea).effects(citation="leaf2001")
    assert sorted(figure.number for figure in figures) == [1, 2, 3, 4]


def test_what_somebody_else_changed_meanwhile_stays(tea):
    with eg.edit(tea) as book:
        book.change("leaf2001", participants=30)
        with eg.edit(tea) as other:
            other.change("leaf2001", population="Students")
            other.add(model.Curator("cy", "Cy"))

    study = eg.load(tea).citation("leaf2001").study
    assert (study.participants, study.population) == (30, "Students")
    assert eg.load(tea).get(model.Curator, "cy").name == "Cy"


@pytest.mark.parametrize(("field", "ours", "theirs"), [("participants", 30, 52), ("year", 1999, 2003)])
def test_what_both_changed_is_refused_and_theirs_stays(tea, field, ours, theirs):
    def change():
        with eg.edit(tea) as book:
            book.change("leaf2001", **{field: ours})
            with eg.edit(tea) as other:
                other.change("leaf2001", **{field: theirs})

    with pytest.raises(RecordConflict, match=rf"leaf2001 meanwhile: {field} .*→ .*{theirs}.*; nothing was"):
        change()

    citation = eg.load(tea).citation("leaf2001")
    assert theirs in {citation.year, citation.study.participants}


ADDER = """
import sys
import evidence_graph as eg
from evidence_graph.errors import RecordConflict
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])

def add(number):
    with eg.edit(folder) as book:
        study = book.add(eg.Study(title=f"Study {name} {number}", author="Leaf, A.", year=2020))
        book.add(eg.Evidence("milk-spoils-tea", study, stance="for", finding=f"{name} {number}"))

for number in range(count):
    while True:
        try:
            add(number)
            break
        except RecordConflict:  # the same key was given to another work meanwhile
            continue
"""


@pytest.mark.trial
def test_many_who_add_at_once_lose_nothing(tea, trial):
    writers, additions = trial.amount(sample=(4, 2), whole=(20, 5))
    command = [sys.executable, "-c", ADDER, tea]
    at_once = [subprocess.Popen([*command, f"w{n}", str(additions)]) for n in range(writers)]

    statuses = [process.wait() for process in at_once]

    findings = {line.finding for line in data.load(tea).records(model.EvidenceLine).values()}
    missing = {f"w{n} {i}" for n in range(writers) for i in range(additions)} - findings
    assert (statuses, missing) == ([0] * writers, set())
    assert check(tea) == []
    trial.tell(f"{writers} processes at once × {additions} additions, {len(missing)} lost")


def test_an_undone_change_leaves_every_byte_as_it_was(tea):
    before = contents(tea)
    with eg.edit(tea) as book:
        book.add(eg.Study(title="New", author="New, N.", year=2020))
        book.change("milk-spoils-tea", note="Changed.")
    between = contents(tea)
    with eg.edit(tea) as book:
        book.rename("leaf2001", "leaf:1")

    eg.undo(tea)
    assert contents(tea) == between
    eg.undo(tea)
    assert contents(tea) == before
    with pytest.raises(RefusedChange, match=r"nothing to undo in .*: its last change was not made from here"):
        eg.undo(tea)


def test_nothing_is_undone_once_somebody_else_has_written(tea):
    with eg.edit(tea) as book:
        book.change("milk-spoils-tea", note="Changed.")
    with (tea / data.CLAIMS).open("a", encoding="utf-8") as file:
        file.write("# theirs\n")
    before = contents(tea)

    with pytest.raises(RefusedChange, match="its last change was not made from here"):
        eg.undo(tea)

    assert contents(tea) == before


def test_a_change_is_made_where_nothing_can_be_kept_for_undo(tea, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("EVIDENCE_GRAPH_STATE", str(tmp_path / "file"))

    with eg.edit(tea) as book:
        book.change("milk-spoils-tea", note="Changed.")

    assert eg.load(tea).claim("milk-spoils-tea").note == "Changed."


def memory():
    """Records of every kind that an answer needs, in no folder."""
    return [
        model.Scheme("topics", "Topics"),
        model.Concept("pots", "pots", "topics"),
        model.Curator("ana", "Ana"),
        model.Claim("warm", "Warming the pot keeps tea hotter.", "pots"),
        model.Citation(
            "ladle2022",
            title="Pots & heat",
            authors=("Ladle, B.",),
            year=2022,
            study=model.Study("ladle2022", participants=48),
        ),
        model.EvidenceLine("l", "warm", "ladle2022", model.Stance.SUPPORTS, "ana"),
    ]


def test_a_graph_in_memory_answers_everything():
    graph = eg.EvidenceGraph.of(memory(), base="https://example.org/pots/")

    assert graph.find("does warming the pot keep tea hot?")[0].claim.id == "warm"
    assert [s.citation.label for s in graph.studies("warm")] == ["Ladle 2022"]
    assert eg.assess(graph, "warm").verdict is model.Verdict.UNCERTAIN
    assert "Pots \\& heat" in eg.to_bibtex(graph.citations("warm"))
    assert check(graph.dataset) == []
    query = "SELECT ?n WHERE { ?c eg:backedBy ?w . ?w eg:participants ?n }"
    assert [str(value) for row in eg.ask(graph, query).rows for value in row] == ["48"]


def test_the_rdf_of_a_graph_in_memory_is_that_of_the_folder_it_is_saved_to(tmp_path):
    graph = eg.EvidenceGraph.of(memory(), base="https://example.org/pots/")

    eg.save(graph, tmp_path / "pots")

    assert set(eg.load(tmp_path / "pots").rdf) == set(graph.rdf)
    with pytest.raises(RefusedChange, match="already"):
        eg.save(graph, tmp_path / "pots")


def test_a_book_answers_of_what_is_not_written_yet(tea):
    with eg.edit(tea) as book:
        book.add(evidence("milk-spoils-tea", "pot2010"))
        graph = book.graph

    assert len(graph.evidence("milk-spoils-tea")) == 1
    assert set(eg.load(tea).rdf) == set(graph.rdf)


def test_a_record_that_could_not_be_read_as_it_is_meant_is_refused():
    with pytest.raises(CannotWrite, match="curator 'c' would not be read as it was meant"):
        eg.EvidenceGraph.of([model.Curator("c", " ")])


@pytest.mark.parametrize("identifier", ["a b", "a/b", "<a>", "a#b", 'a"b'])
def test_an_id_that_would_not_be_read_is_refused(tea, identifier):
    with pytest.raises(RefusedChange, match="can be no id"), eg.edit(tea) as book:
        book.rename("milk-spoils-tea", identifier)


def test_a_judgement_that_is_here_is_not_added_twice(tea):
    with eg.edit(tea) as book:
        first = book.add(evidence("milk-spoils-tea", "pot2010", finding="One."))
        second = book.add(evidence("milk-spoils-tea", "doi:10.5555/leaf.2001"))
        other = book.add(evidence("milk-spoils-tea", "pot2010", finding="Two."))

    assert (first.id, second.citation) == ("milk-spoils-tea.pot2010.ana", "leaf2001")
    assert other.id == "milk-spoils-tea.pot2010.ana.2"
    with (
        pytest.raises(RefusedChange, match=r"is here: milk-spoils-tea\.pot"),
        eg.edit(tea) as book,
    ):
        book.add(evidence("milk-spoils-tea", "pot2010", finding="One."))


def test_whoever_reads_the_public_names_finds_every_record():
    public = {getattr(eg, name) for name in eg.__all__ if name[0].isupper()}
    made_of_drafts = {model.Claim, model.Quote, model.Study}

    from evidence_graph.vocabulary import BY_RECORD

    assert set(BY_RECORD) - made_of_drafts - public == set()


def test_what_a_study_brings_along_is_not_written_over(tea):
    with (
        pytest.raises(RefusedChange, match="is here, with another participants"),
        eg.edit(tea) as book,
    ):
        book.add(eg.Study(doi="10.5555/leaf.2001", participants=99))


def test_a_work_can_be_replaced_field_by_field_and_keeps_its_macros(tea):
    before = (tea / data.CITATIONS).read_text("utf-8")

    with eg.edit(tea) as book:
        book.change("sorensen2015", volume="18", pages="1-10", pmid="123")

    after = (tea / data.CITATIONS).read_text("utf-8")
    assert "journal = jtt" in after.split("sorensen2015")[1]
    assert bib.parse(after).entries["sorensen2015"].fields["pages"] == "{1--10}"
    old, new = before.splitlines(), after.splitlines()
    assert [line for line in old if line not in new] == ["  volume  = {17},", "  pages   = {1--9},"]


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    written = []
    rename = os.rename

    def fail(path, _):
        written.append(path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)

    with pytest.raises(CannotWrite, match="No space left on device"):
        eg.new(tmp_path / "data")

    assert (len(written), list(tmp_path.iterdir()), rename) == (1, [], os.rename)


def test_a_draft_may_hold_values_of_any_kind_of_list(tea):
    with eg.edit(tea) as book:
        claim = book.add(
            eg.Claim("A cosy is warm.", topic="taste", about=["tea", "bitterness"], kind="causal")
        )

    assert (claim.about, claim.kind) == (("tea", "bitterness"), model.ClaimKind.CAUSAL)
    assert replace(claim, about=()) != claim


def test_all_judgements_are_a_list_and_a_table(tea):
    pytest.importorskip("pandas")
    lines = eg.load(tea).all(model.EvidenceLine)

    frame = lines.to_pandas()

    assert list(frame["id"]) == [line.id for line in lines]
    assert list(frame["stance"]) == ["supports", "qualifies", "background", "opposes", "supports"]
