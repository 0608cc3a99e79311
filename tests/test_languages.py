"""Texts say in which language they are: one is read, the others stay, and a search finds them all."""

import copy
import itertools
import json
import os
import shutil
from unittest import mock

import pytest
import servers
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.checks import check
from evidence_graph.cli import main
from evidence_graph.store import languages
from evidence_graph.vocabulary import SCHEMA, Kind, Tags

SPOILS, LINE = "milk-spoils-tea", "milk-hides-bitterness.sorensen2015.ana"
GERMAN, ENGLISH = "Milch verdirbt Tee.", "Milk spoils tea."


@pytest.fixture
def run(capfd, tea):
    """Run the command on a copy of the tea data; its exit status, standard output and standard error."""

    def run(*arguments):
        status = main([*map(str, arguments), "--data", str(tea)])
        out, err = capfd.readouterr()
        return status, out, err

    return run


def written(folder, *replacements):
    """The data in *folder* with other texts."""
    path = folder / "claims.ttl"
    text = path.read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return folder


BOTH = (f'"{ENGLISH}"', f'"{ENGLISH}"@en, "{GERMAN}"@de')
FIELDS = [(entry, prop) for entry in SCHEMA for prop in entry.properties if prop.kind is Kind.TEXT]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        BOTH,
        ('skos:prefLabel "bitterness"', 'skos:prefLabel "bitterness"@en, "Bitterkeit"@de'),
        ('skos:altLabel "harsh", "tart"', 'skos:altLabel "harsh"@en, "herb"@de, "tart"'),
        (
            'eg:finding "A splash of milk lowered the bitterness scores."',
            'eg:finding "Milk lowered the scores."@en, "Mit Milch sanken die Werte."@de-AT',
        ),
        (
            'eg:note "How long is long differs between the studies."',
            'eg:note "Wie lange, ist verschieden."@de',
        ),
        ('eg:comparator "3 minutes"', 'eg:comparator "3 minutes"@en-GB, "3 Minuten"@de, "3 minutes"@fr'),
    ],
)
def test_a_text_may_say_its_language_beside_others(tea, old, new):
    written(tea, (old, new))

    assert check(tea) == []
    assert eg.load(tea).store.flaws() == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"Milk spoils tea."', '"Milk spoils tea."@en, "Milk ruins tea."@en', "doubled"),
        ('"Milk spoils tea."', '"Milk spoils tea.", "Milk ruins tea."', "doubled"),
        ('"SMD" ; eg:value "0.85"', '"SMD"@en ; eg:value "0.85"', "bad-value"),
        ('eg:value "0.85"', 'eg:value "0.85"@de', "bad-value"),
    ],
)
def test_one_language_has_one_text_and_a_number_has_no_language(tea, old, new, code):
    written(tea, (old, new))

    assert [problem.code for problem in check(tea)] == [code]


@pytest.mark.parametrize(
    ("tags", "wanted", "shown"),
    [
        ("en de", "", "en"),
        ("de fr", "", "de"),
        ("de -", "", "-"),
        ("en-GB de", "", "en-GB"),
        ("en de", "de", "de"),
        ("en de-AT", "de", "de-AT"),
        ("de de-CH", "de-CH", "de-CH"),
        ("en - fr", "de", "en"),
        ("- fr", "de", "-"),
        ("en en-GB", "en-GB", "en-GB"),
        ("nl fr", "de", "fr"),
        ("DE en", "de", "DE"),
    ],
)
def test_a_text_is_read_in_the_language_asked_for_else_in_english_else_without_a_tag(
    tea, tags, wanted, shown
):
    texts = [f'"text {tag}"' + ("" if tag == "-" else f"@{tag}") for tag in tags.split()]
    written(tea, (f'"{ENGLISH}"', ", ".join(texts)))

    graph = eg.load(tea)
    statement = (graph.in_language(wanted) if wanted else graph).claim(SPOILS).statement
    assert statement.split(" [")[0] == f"text {shown}"
    is_marked = bool(wanted) and shown.lower().partition("-")[0] != wanted.partition("-")[0]
    assert ("[" in statement) == is_marked


@given(
    tags=st.lists(
        st.sampled_from(["", "en", "en-GB", "de", "de-CH", "fr", "zh-Hant"]), min_size=1, unique=True
    )
)
def test_the_order_of_the_texts_in_a_file_does_not_matter(tags):
    orders = {tuple(languages.in_order(order, "de")) for order in itertools.permutations(tags[:5])}

    assert len(orders) == 1


def test_every_verb_that_reads_speaks_the_language_and_marks_what_is_not_in_it(tea, run):
    written(tea, BOTH)

    for verb in (["show", SPOILS], ["studies", SPOILS], ["claims"], ["assess", SPOILS], ["answer", SPOILS]):
        status, out, _ = run(*verb, "--lang", "de")
        assert (status, GERMAN in out, ENGLISH in out) == (0, True, False), verb
        assert GERMAN not in run(*verb)[1], verb
    assert "Milk hides the bitterness of tea. [not in de]" in " ".join(
        run("claims", "--lang", "de")[1].split()
    )
    assert f"{ENGLISH} [en]" in " ".join(run("claims", "--lang", "fr")[1].split())
    assert json.loads(run("show", SPOILS, "--lang", "de", "-f", "json")[1])["statement"] == GERMAN


def test_the_map_and_the_site_speak_the_language_too(tea, run, tmp_path):
    written(tea, BOTH)

    run("map", "-o", tmp_path / "map.html", "--lang", "de")
    run("site", "-o", tmp_path / "site", "--lang", "de")

    assert GERMAN in (tmp_path / "map.html").read_text("utf-8")
    page = (tmp_path / "site" / "claim" / f"{SPOILS}.html").read_text("utf-8")
    assert GERMAN in page
    assert ENGLISH not in page


def test_what_is_no_tag_is_refused(run):
    status, _, err = run("claims", "--lang", "in German")

    assert status == 2
    assert "write it as de or pt-BR" in " ".join(err.split())


@pytest.mark.parametrize("question", ["verdirbt Milch den Tee?", "does milk spoil tea?", "Milch im Getränk"])
def test_a_search_finds_a_claim_by_its_words_in_any_language(tea, question):
    written(tea, (f'"{ENGLISH}"', f'"{ENGLISH}"@en, "{GERMAN}"@de ; eg:question "Milch im Getränk?"@de'))

    [first, *_] = eg.load(tea).find(question)
    assert (first.claim.id, first.claim.statement) == (SPOILS, ENGLISH)


def test_a_search_finds_a_concept_by_its_label_in_any_language(tea):
    written(tea, ('skos:prefLabel "green tea"', 'skos:prefLabel "green tea"@en, "Grüntee"@de'))

    assert eg.load(tea).find("Grüntee bitter?")[0].claim.id == "long-steeping-makes-bitter"


def test_an_export_keeps_the_tags(tea, run, tmp_path):
    written(tea, BOTH)

    for form in ("turtle", "ntriples"):
        path = tmp_path / f"out.{form}"
        assert run("export", form, "-o", path)[0] == 0
        text = path.read_text("utf-8")
        assert f'"{GERMAN}"@de' in text
        assert f'"{ENGLISH}"@en' in text
    tagged = {text for text in eg.load(tea).rdf.objects() if getattr(text, "language", None)}
    assert {(str(text), text.language) for text in tagged} == {(ENGLISH, "en"), (GERMAN, "de")}


def test_a_ready_made_question_gives_each_row_once_in_one_language(tea, run):
    rows = len(run("ask", "never-searched", "-f", "jsonl")[1].splitlines())
    written(tea, BOTH)

    for asked, shown, hidden in (([], ENGLISH, GERMAN), (["--lang", "de"], GERMAN, ENGLISH)):
        out = run("ask", "never-searched", "-f", "jsonl", *asked)[1]
        assert (len(out.splitlines()), shown in out, hidden in out) == (rows, True, False)


def test_a_query_of_ones_own_sees_every_language(tea):
    written(tea, BOTH)

    answer = eg.ask(eg.load(tea), "SELECT ?s { ?c eg:statement ?s FILTER(lang(?s) != '') } ORDER BY ?s")
    assert [row["s"] for row in answer.records()] == [GERMAN, ENGLISH]


def test_an_edit_changes_the_text_that_is_read_and_leaves_the_others(tea, run):
    written(tea, BOTH)

    assert run("edit", SPOILS, "statement=Milk ruins tea.")[0] == 0

    text = (tea / "claims.ttl").read_text("utf-8")
    assert '"Milk ruins tea."@en' in text
    assert f'"{GERMAN}"@de' in text
    assert check(tea) == []


def test_tidy_keeps_every_language(tea, run):
    written(tea, BOTH)
    before = set(eg.load(tea).rdf)

    assert run("tidy")[0] == 0

    assert set(eg.load(tea).rdf) == before


def test_every_text_has_a_language_or_is_a_name_a_number_or_a_code():
    names = {prop.attribute for _, prop in FIELDS if prop.tags is Tags.NAME}

    assert names == {
        *("weights", "sha256", "language", "source_item", "query", "measure", "low", "high", "value", "unit"),
        *("cohort", "trial_numbers", "doi", "pmid", "unverified", "aliases", "instrument", "p", "mean"),
        *("standard_error", "standard_deviation", "retraction_source", "retraction_notices", "fingerprint"),
    }


def test_a_claim_is_added_in_a_language(tea, run):
    asked = ("--question", "Hält eine Haube den Tee warm?", "--answers", "yes", "--asked-as", "Haube?")
    status, _, err = run(
        "add", "claim", "Eine Haube hält Tee warm.", "--topic", "Kannen", *asked, "--lang", "de"
    )

    assert (status, err) == (0, "")
    text = (tea / "claims.ttl").read_text("utf-8")
    for said in ("Eine Haube hält Tee warm.", "Hält eine Haube den Tee warm?", "Haube?", "Kannen"):
        assert f'"{said}"@de' in text
    assert check(tea) == []


@pytest.mark.parametrize(
    "how", [["statement@de=Milch verdirbt Tee."], ["statement=Milch verdirbt Tee.", "--lang", "de"]]
)
def test_a_translation_stands_beside_the_text_that_is_there(tea, run, how):
    status, out, _ = run("edit", SPOILS, *how)

    assert (status, out) == (0, f"{SPOILS}: statement@de not recorded → Milch verdirbt Tee.\n")
    graph = eg.load(tea)
    assert graph.claim(SPOILS).statement == ENGLISH
    assert graph.in_language("de").claim(SPOILS).statement == GERMAN
    assert check(tea) == []


def test_a_translation_is_changed_and_taken_away_and_an_undo_brings_it_back(tea, run):
    run("edit", SPOILS, "statement@de=Milch verdirbt Tee.")
    run("edit", SPOILS, "statement@de=Milch schadet Tee.", "note@de=Vorsicht.", "note=Beware.")
    german = eg.load(tea).in_language("de").claim(SPOILS)
    assert (german.statement, german.note) == ("Milch schadet Tee.", "Vorsicht.")
    assert eg.load(tea).claim(SPOILS).note == "Beware."

    run("edit", SPOILS, "statement@de=")
    assert eg.load(tea).in_language("de").claim(SPOILS).statement == f"{ENGLISH} [not in de]"

    run("undo")
    assert eg.load(tea).in_language("de").claim(SPOILS).statement == "Milch schadet Tee."


def test_other_words_in_a_language_stand_beside_those_there(tea, run):
    run("edit", SPOILS, "askedAs+=Does milk ruin tea?")
    run("edit", SPOILS, "askedAs+=Schadet Milch dem Tee?", "--lang", "de")

    text = (tea / "claims.ttl").read_text("utf-8")
    assert '"Does milk ruin tea?"' in text
    assert '"Does milk ruin tea?"@' not in text
    assert '"Schadet Milch dem Tee?"@de' in text


def test_in_python_a_book_translates(tea):
    with eg.edit(tea) as book:
        assert book.translate(SPOILS, "de", statement=GERMAN) == [("statement@de", None, GERMAN)]
        book.translate("bitterness", "de", label="Bitterkeit")

    german = eg.load(tea).in_language("de")
    assert (german.claim(SPOILS).statement, german.label("bitterness")) == (GERMAN, "Bitterkeit")


def test_two_who_translate_one_field_do_not_overwrite_each_other(tea):
    from evidence_graph.authoring import editing
    from evidence_graph.errors import RecordConflict

    mine = editing.open_book(tea)
    mine.translate(SPOILS, "de", statement="Meins.")
    with eg.edit(tea) as theirs:
        theirs.translate(SPOILS, "fr", statement="Le sien.")
    editing.write(mine)
    assert eg.load(tea).in_language("fr").claim(SPOILS).statement == "Le sien."

    late = editing.open_book(tea)
    late.translate(SPOILS, "de", statement="Spät.")
    with eg.edit(tea) as theirs:
        theirs.translate(SPOILS, "de", statement="Früher.")
    with pytest.raises(RecordConflict):
        editing.write(late)


def test_an_import_of_rdf_brings_every_language_along_and_doubles_nothing(tea, capfd, tmp_path):
    written(tea, BOTH, ('skos:prefLabel "bitterness"', 'skos:prefLabel "bitterness"@en, "Bitterkeit"@de'))
    eg.new(tmp_path / "other", empty=True)

    for _ in range(2):
        assert main(["import", str(tea / "claims.ttl"), "--into", str(tmp_path / "other")]) in {0, 1}
        assert "no place for" not in capfd.readouterr().out

        other = eg.load(tmp_path / "other")
        assert other.claim(SPOILS).statement == ENGLISH
        assert other.in_language("de").claim(SPOILS).statement == GERMAN
        assert other.in_language("de").label("bitterness") == "Bitterkeit"
    text = "".join(path.read_text("utf-8") for path in (tmp_path / "other").glob("*.ttl"))
    assert text.count(f'"{ENGLISH}"@en') == text.count(f'"{GERMAN}"@de') == 1


def test_a_table_is_imported_in_a_language(tea, capfd, tmp_path):
    table = tmp_path / "tee.csv"
    table.write_text(
        "claim,label,title,finding\nEine Haube hält warm.,Supports,Hauben,Es blieb warm.\n", "utf-8"
    )

    for _ in range(2):
        assert main(["import", str(table), "--into", str(tea), "--lang", "de"]) == 0

    text = (tea / "claims.ttl").read_text("utf-8")
    assert text.count('"Eine Haube hält warm."@de') == text.count('"Es blieb warm."@de') == 1
    assert [problem.code for problem in check(tea)] == []
    capfd.readouterr()


def test_a_text_keeps_its_language_through_a_copy():
    text = languages.Tagged("Tee", "de")

    for other in (copy.copy(text), copy.deepcopy([text])[0]):
        assert (other, other.language) == ("Tee", "de")


def test_a_difference_is_told_in_the_language_and_a_translation_with_its_tag(tea, capfd, tmp_path):
    old = shutil.copytree(tea, tmp_path / "old")
    written(tea, BOTH)
    written(old, BOTH)
    with eg.edit(tea) as book:
        book.change(SPOILS, note="Beware.")
        book.translate(SPOILS, "fr", statement="Le lait gâte le thé.")

    main(["diff", str(old), str(tea), "--lang", "de"])

    out = " ".join(capfd.readouterr().out.split())
    assert GERMAN in out
    assert ENGLISH not in out
    assert '"Le lait gâte le thé."@fr' in out


@pytest.mark.parametrize(("new", "more"), [("milk-ruins-tea", []), ("milk-hides-bitterness", ["--merge"])])
def test_a_renamed_claim_keeps_its_texts_in_all_languages(tea, run, new, more):
    run("edit", SPOILS, "note@de=Vorsicht mit Milch.", "note=Beware of milk.")

    assert run("rename", SPOILS, new, *more)[0] == 0

    assert eg.load(tea).in_language("de").claim(new).note == "Vorsicht mit Milch."
    assert check(tea) == []


def test_an_endpoint_answers_in_the_language_as_its_folder_does(tea, tmp_path):
    bare = 'citation:bare a eg:Citation ; eg:citationPmid "28081031" .\n'
    line = (
        f"line:{SPOILS}.bare.ana a eg:EvidenceLine ; eg:claim claim:{SPOILS} ; eg:citation citation:bare ;\n"
    )
    written(tea, BOTH, ('skos:prefLabel "bitterness"', 'skos:prefLabel "bitterness"@en, "Bitterkeit"@de'))
    path = tea / "claims.ttl"
    stance = "eg:curator curator:ana ; eg:stance stance:supports .\n"
    path.write_text(path.read_text("utf-8") + bare + line + stance, "utf-8")
    with eg.edit(tea) as book:
        book.add(eg.Quote("Milk curdled.", place="p. 2", role="own result", line=f"{SPOILS}.bare.ana"))

    here = eg.load(tea)
    with (
        servers.STARTED["oxigraph"](tmp_path) as url,
        mock.patch.dict(os.environ, servers.OWNER),
    ):
        there = eg.connect(eg.publish(tea, url).address)

        for one, other in ((here, there), (here.in_language("de"), there.in_language("de"))):
            assert one.claim(SPOILS) == other.claim(SPOILS)
            assert one.all(eg.Concept) == other.all(eg.Concept)
            assert one.find("Verdirbt Milch Tee?")[0].claim == other.find("Verdirbt Milch Tee?")[0].claim
        assert here.quotes(f"{SPOILS}.bare.ana") == there.quotes(f"{SPOILS}.bare.ana")
        assert there.studies(SPOILS)[0].citation.label == "PMID 28081031"
