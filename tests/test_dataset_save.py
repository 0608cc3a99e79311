"""A saved folder says what it said before, and what was changed: no word more, no word less."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.checks import check
from evidence_graph.errors import CannotWrite, EditConflict
from evidence_graph.store import amending, reader, writer
from evidence_graph.vocabulary import BY_RECORD, RDF_TYPE, SCHEMA, TERMS, XSD, Kind, choice_iri

BASE = "https://example.org/odd/"
HEAD = f"""# by hand: Ana asks Bo to look at line 7
@prefix eg: <{TERMS}> .
@prefix xsd: <{XSD}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix s: <https://w3id.org/evidence-graph/terms/stance/> .
@base <{BASE}> .
<> a eg:DataSet ; dcterms:title "Odd data" .
"""
ADDED = model.Curator("added", "Added by the test")


def statements(text):
    """What a Turtle text says."""
    return set(reader.triples(text, name="the text"))


@pytest.fixture
def odd(tmp_path):
    """A folder with a claims file of its own."""

    def make(text, literature="@misc{pot2010, title = {Kettles}}\n"):
        (tmp_path / data.CLAIMS).write_bytes(text.encode())
        (tmp_path / data.CITATIONS).write_bytes(literature.encode())
        return tmp_path

    return make


def added_to(folder):
    """What the claims file says more, and less, after a curator was added."""
    before = statements(data.load(folder).text)

    data.save(data.put(data.load(folder), ADDED))

    after = statements(data.load(folder).text)
    return after - before, before - after


def new_curator(base=BASE):
    """What is said of the curator that was added."""
    subject = base + "curator/added"
    return {
        (subject, RDF_TYPE, (TERMS + "Curator", None)),
        (subject, TERMS + "name", ("Added by the test", XSD + "string")),
    }


KEPT = {
    "a language": '<claim/x> a eg:Claim ; eg:statement "Tee"@de ; eg:topic <t> .',
    "several languages": '<claim/x> a eg:Claim ; eg:statement "Tea", "Tee"@de, "Tea"@en ; eg:topic <c/t> .',
    "the same in two languages": '<citation/x> a eg:Citation ; eg:alias "Tee", "Tee"@de, "Tea"@en .',
    "a topic that lives elsewhere": '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <urn:c:t> .',
    "two records of one id": (
        '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <t> ; eg:premise <https://e.org/claim/x> .'
        '<https://e.org/claim/x> a eg:Claim ; eg:statement "other" ; eg:topic <t> .'
    ),
    "links to two of one id": "<citation/x> a eg:Citation ; eg:pools <y>, <https://e.org/y>, <urn:y/y> .",
    "noughts before a number": "<citation/x> a eg:Citation ; eg:participants 024 .",
    "a number in quotes": '<citation/x> a eg:Citation ; eg:participants "024" .',
    "a signed number": "<citation/x> a eg:Citation ; eg:participants +24 .",
    "a number of another kind": '<citation/x> a eg:Citation ; eg:participants "24"^^xsd:nonNegativeInteger .',
    "a power of ten": "<citation/x> a eg:Citation ; eg:participants 1e3 .",
    "a truth as a digit": '<result/x> a eg:Result ; eg:citation <citation/y> ; eg:number 1 ; eg:text "t" ;'
    ' eg:verified "1"^^xsd:boolean .',
    "a truth that is none": "<line/x> a eg:EvidenceLine ; eg:claim <claim/y> ; eg:citation <citation/y> ;"
    " eg:stance s:supports ; eg:curator <curator/a> ;"
    ' eg:verified "yes"^^xsd:boolean ; eg:directness "direct" .',
    "a line without basis and directness": "<line/x> a eg:EvidenceLine ; eg:claim <claim/y> ;"
    " eg:citation <citation/y> ; eg:curator <curator/a> ;"
    " eg:stance s:supports .",
    "a line that says the usual": "<line/x> a eg:EvidenceLine ; eg:claim <claim/y> ; eg:verified false ;"
    " eg:citation <citation/y> ; eg:curator <curator/a> ;"
    " eg:directness <https://w3id.org/evidence-graph/terms/directness/not-recorded> ;"
    " eg:stance s:supports .",
    "two stances": "<line/x> a eg:EvidenceLine ; eg:claim <claim/y> ; eg:citation <citation/y> ;"
    " eg:stance s:supports,"
    " s:opposes ; eg:curator <curator/a> .",
    "a date in quotes": "<line/x> a eg:EvidenceLine ; eg:claim <claim/y> ; eg:citation <citation/y> ;"
    " eg:curator <curator/a> ; eg:stance s:supports ;"
    ' eg:date "2026-01-31" .',
    "two classes": '<claim/x> a eg:Curator, eg:Claim ; eg:name "n" ; eg:statement "s" ; eg:topic <t> .',
    "a class that is none": '<claim/x> a eg:Quarrel ; eg:statement "s" .',
    "what follows, written by hand": '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <t> ;'
    ' eg:backedBy <citation/y> ; eg:verdict "backed" .',
    "an unknown word": '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <t> ; eg:statment "t" .',
    "another vocabulary": '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <t> ; <urn:p> 1.50, 1e3, 01 .',
    "another subject": '<urn:s> <urn:p> "yes"^^xsd:boolean, "x"^^<urn:type>, "y"@de-CH-1996, "a\\r\\nb" .',
    "a list": '<urn:s> <urn:p> (1 "two" [ <urn:q> () ] _:n1 _:b0.x) . _:n1 <urn:q> _:b0.x .',
    "brackets": '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <t> ; eg:note [ a eg:Claim ], "n" .',
    "text over several lines": "<citation/x> a eg:Citation ; eg:note '''one\n\"two\"\\u0007\nthree''' .",
    "a statement made twice": "<citation/x> a eg:Citation ; eg:participants 24, 24 ; <urn:p> 1, 1 .",
    "classes of which the first lacks something": '<x> a eg:Reference, eg:Curator ; eg:name "n" .',
    "a second data set": '<https://a.org/> a eg:DataSet ; dcterms:title "Second" .',
    "an escaped address": '<claim/%C3%A9%2Fx> a eg:Claim ; eg:statement "s" ; eg:topic <concept/é> .',
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_change_changes_only_itself(odd, text, end):
    whole = (HEAD + text + "\n").replace("\n", end)
    folder = odd(whole)
    before = data.load(folder).reading
    records = before.records

    more, less = added_to(folder)

    assert (more, less) == (new_curator(before.base), set())
    again = data.load(folder).reading
    assert again.records == records | {model.Curator: records.get(model.Curator, {}) | {"added": ADDED}}
    assert data.load(folder).text.startswith(whole)


words = st.text(st.sampled_from([*"aé\"'\\\n\r\t.#<>@_ "]), min_size=1, max_size=8).filter(str.strip)
languages = st.sampled_from(["", "", "@en", "@de-CH", "@zh-hant"])
datatypes = st.sampled_from(["", "integer", "decimal", "boolean", "double", "date", "string", "gYear"])
numbers = st.sampled_from(["24", "024", "+1", "-0", "1.50", "1e3", "yes", "true", "1", "2026-01-31", "٣", ""])
addresses = st.sampled_from(
    [
        *(f"{BASE}{name}" for name in ("claim/x", "claim/y%2Fz", "citation/x", "concept/x", "x")),
        *("https://e.org/claim/x", "https://e.org/terms#x", "urn:x:x", "http://é.org/x"),
    ]
)


def quoted(text):
    """The text as a literal of Turtle."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    return f'"{"".join(escapes.get(letter, letter) for letter in text)}"'


terms = st.one_of(
    st.builds(lambda text, language: quoted(text) + language, words, languages),
    st.builds(lambda text, kind: f'"{text}"' + (f"^^xsd:{kind}" if kind else ""), numbers, datatypes),
    addresses.map("<{}>".format),
    st.sampled_from(["[]", "_:n1", "_:seen", "( 1 02 )", "[ <urn:p> 1e3, 1.50 ]", "false", "-7", "0.0"]),
)


@st.composite
def fitting(draw, prop):
    """A term that mostly fits *prop*, in one of the ways in which people write it."""
    if prop.choices:
        return f"<{choice_iri(draw(st.sampled_from(prop.choices)))}>"
    if prop.kind is Kind.TEXT:
        return quoted(draw(words)) + draw(languages)
    if prop.kind in {Kind.REFERENCE, Kind.IRI}:
        return f"<{draw(addresses)}>"
    return {Kind.BOOLEAN: '"0"^^xsd:boolean', Kind.DATE: '"2026-01-31"^^xsd:date'}.get(prop.kind, "007")


@st.composite
def subjects(draw):
    """What a file says of one subject: a record with whatever its fields hold, and what does not fit."""
    entry = draw(st.sampled_from([entry for entry in SCHEMA if entry.record is not model.DataSet]))
    subject = draw(addresses | st.just(f"{BASE}{entry.folder}/x"))
    rows = [f"a <{entry.iri}>"] if draw(st.integers(0, 9)) else ['<urn:odd> "no class"']
    for prop in entry.properties:
        if prop.required or draw(st.booleans()):
            values = draw(
                st.lists(
                    fitting(prop) | terms if draw(st.booleans()) else fitting(prop), min_size=1, max_size=3
                )
            )
            rows.append(f"<{prop.iri}> {', '.join(values)}")
    rows += [
        f"<{iri}> {draw(terms)}"
        for iri in draw(st.lists(st.sampled_from(["urn:p", TERMS + "x"]), max_size=1))
    ]
    return f"<{subject}> " + " ;  # said by hand\n    ".join(rows) + " .\n"


texts = st.builds(
    lambda parts, end: (HEAD + "".join(parts)).replace("\n", end),
    st.lists(subjects(), max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(texts)
def test_whatever_people_write_is_said_again_in_the_same_terms(text):
    reading = reader.read(text)

    written = writer.to_turtle(reading, before=text)

    assert statements(written) == statements(text)
    assert reader.read(written).records == reading.records
    assert writer.to_turtle(reader.read(written), before=written) == written
    assert written.count("# said by hand\n") == text.replace("\r", "").count("# said by hand\n")


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(text=texts)
def test_whatever_people_write_a_change_changes_only_itself(tmp_path, text):
    (tmp_path / data.CLAIMS).write_bytes(text.encode())
    (tmp_path / data.CITATIONS).write_bytes(b"")

    more, less = added_to(tmp_path)

    assert (more, less) == (new_curator(), set())
    assert (tmp_path / data.CLAIMS).read_bytes().startswith(text.encode())


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        ({"note": "New"}, {("note", ("Alt", "@de"))}, {("note", ("New", "@de"))}),
        ({"note": None}, {("note", ("Alt", "@de"))}, set()),
        (
            {"participants": 25},
            {("participants", ("024", XSD + "integer"))},
            {("participants", ("25", XSD + "integer"))},
        ),
        ({"aliases": ("Tee",)}, {("alias", ("Tea", "@en"))}, set()),
        ({"aliases": ("Zoo", "Tee", "Tea")}, set(), {("alias", ("Zoo", XSD + "string"))}),
    ],
)
def test_of_a_changed_record_only_the_changed_value_is_another(odd, change, gone, come):
    text = (
        '<citation/x> a eg:Citation ; eg:note "Alt"@de ; eg:participants 024 ; eg:alias "Tee"@de, "Tea"@en .'
    )
    folder = odd(HEAD + text)
    before = statements(HEAD + text)
    dataset = data.load(folder)

    data.save(data.put(dataset, replace(dataset.records(model.Study)["x"], **change)))

    after = statements(data.load(folder).text)
    subject = BASE + "citation/x"
    assert before - after == {(subject, TERMS + name, term) for name, term in gone}
    assert after - before == {(subject, TERMS + name, term) for name, term in come}


def test_a_new_line_says_no_more_than_its_curator(tea):
    dataset = data.load(tea)
    line = model.EvidenceLine("new", "milk-spoils-tea", "pot2010", model.Stance.SUPPORTS, "bo")

    saved = data.save(data.put(dataset, line))

    said = {
        predicate.removeprefix(TERMS) for predicate in saved.reading.said["https://example.org/tea/line/new"]
    }
    assert said == {RDF_TYPE, "claim", "citation", "stance", "curator"}
    assert saved.records(model.EvidenceLine)["new"] == line


def test_what_is_taken_back_is_said_not_to_be_so(tea):
    dataset = data.load(tea)
    line = next(line for line in dataset.records(model.EvidenceLine).values() if line.verified)

    saved = data.save(data.put(dataset, replace(line, verified=False)))

    said = saved.reading.said[saved.reading.iris[model.EvidenceLine, line.id]]
    assert said[TERMS + "verified"] == [("false", XSD + "boolean")]


def test_a_record_that_is_removed_takes_all_that_is_said_of_it_along(odd):
    folder = odd(
        HEAD + '<citation/x> a eg:Citation, <urn:c> ; <urn:p> "q" .\n<urn:s> <urn:p> <citation/x> .\n'
    )
    dataset = data.load(folder)

    saved = data.save(data.remove(dataset, dataset.records(model.Study)["x"]))

    assert saved.records(model.Study) == {}
    assert saved.reading.foreign == [("urn:s", "urn:p", (BASE + "citation/x", None))]


def test_a_file_in_which_nothing_changes_keeps_its_every_byte(odd):
    text, literature = "\ufeff" + HEAD.replace("\n", "\r\n"), "\ufeff% mine\r\n@misc{a, title={A}}\r\n"
    folder = odd(text, literature)
    dataset = data.load(folder)

    data.save(
        replace(dataset, bibliography=bib.put(dataset.bibliography, bib.Entry("b", "misc", {"title": "{B}"})))
    )

    assert (folder / data.CLAIMS).read_bytes() == text.encode()
    assert (folder / data.CITATIONS).read_bytes().startswith(literature.encode())

    data.save(data.put(data.load(folder), ADDED))

    assert (folder / data.CITATIONS).read_bytes().startswith(literature.encode())


REMARKS = """# Ours: see the minutes of May.
@prefix eg: <https://w3id.org/evidence-graph/terms#> .  # the vocabulary
# Bo: is this still so?
<https://example.org/odd/citation/x> a eg:Citation ;  # read twice
    eg:note "# no comment", '''
# none either''' .  # until 2027
<https://example.org/odd/citation/#y> a eg:Citation .
[] a eg:Quarrel .  # a node without a name
# That is all.
"""


def test_comments_stay_with_their_subject_where_a_file_is_tidied(odd):
    about = '<https://e.org/> a eg:DataSet ; <http://purl.org/dc/terms/title> "E" .'
    folder = odd(REMARKS.replace("[] a", f"{about}\n[] a"))

    text = data.tidy(folder).text

    blocks = text.split("\n\n")
    about_x = next(block for block in blocks if "citation/x> a" in block)
    assert about_x.splitlines()[:3] == ["# Bo: is this still so?", "# read twice", "# until 2027"]
    assert text.splitlines()[1:3] == ["# Ours: see the minutes of May.", "# the vocabulary"]
    assert text.splitlines()[-3:] == ["# a node without a name", "# That is all.", "# end of data"]
    assert text.count("#") == REMARKS.count("#") + 2
    assert data.tidy(folder).text == text


def test_a_new_record_wants_a_data_set_to_live_in(odd):
    folder = odd(REMARKS)

    with pytest.raises(
        CannotWrite, match=r"it does not say which data set it is; add <https://your\.address/> a eg:D"
    ):
        data.save(data.put(data.load(folder), ADDED))


def test_a_comment_on_what_is_removed_is_kept(odd):
    folder = odd(REMARKS)
    dataset = data.load(folder)

    text = data.save(data.remove(dataset, dataset.records(model.Study)["x"])).text

    assert "# Bo: is this still so?" in text.splitlines()


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (model.Curator("c", " "), "curator 'c' would not be read as it was meant"),
        (model.Curator("c", "a\udc80"), "surrogates not allowed"),
        (model.Study("c", participants=2**70), "citation 'c' would not be read as it was meant"),
        (model.Article("half", "Whole"), "article 'half' would not be read as it was meant"),
        (model.Concept("c", "c", "t", matches=("urn:a b",)), "the new text"),
        (model.Claim("c", "s", "x", premises=("a/b",)), None),
    ],
)
def test_what_would_be_read_in_another_way_is_refused(odd, record, reason):
    text = HEAD + '<article/half> a eg:Article ; eg:note "A title is missing." .\n'
    folder = odd(text)
    dataset = data.put(data.load(folder), record)
    if reason is None:
        assert data.save(dataset).records(model.Claim)["c"] == record
        return

    with pytest.raises(CannotWrite, match=reason):
        data.save(dataset)

    assert (folder / data.CLAIMS).read_bytes() == text.encode()
    assert sorted(path.name for path in folder.iterdir()) == [data.CITATIONS, data.CLAIMS]


def broken_writer(text):
    """Ways in which a writer may get a text wrong."""
    yield text.replace("024", "24", 1)
    yield text.replace('"Tee"@de', '"Tee"', 1)
    yield text.replace("<https://e.org/c>", "<concept/c>", 1)
    yield text.replace("<citation/x> a eg:Citation", '<citation/x> a eg:Citation ; eg:cohort "nobody\'s"', 1)
    yield text.replace('<urn:p> "q"', '<urn:p> "r"', 1)


@pytest.mark.parametrize("slip", range(5))
def test_a_slip_of_the_writer_is_noticed_before_anything_is_written(odd, monkeypatch, slip):
    text = HEAD + (
        '<citation/x> a eg:Citation ; eg:participants 024 ; eg:note "Tee"@de ; <urn:p> "q" .\n'
        '<claim/x> a eg:Claim ; eg:statement "s" ; eg:topic <https://e.org/c> .\n'
    )
    folder = odd(text)
    right = amending.amend
    wrong = []

    def amended(*arguments):
        good = right(*arguments)
        wrong.append(next(itertools.islice(broken_writer(good), slip, None)) != good)
        return next(itertools.islice(broken_writer(good), slip, None))

    monkeypatch.setattr(amending, "amend", amended)

    with pytest.raises(CannotWrite, match="the new text would be broken"):
        data.save(data.put(data.load(folder), ADDED))

    assert wrong == [True]
    assert (folder / data.CLAIMS).read_bytes() == text.encode()


@pytest.mark.parametrize("name", [data.CLAIMS, data.CITATIONS])
def test_what_somebody_else_changed_since_is_not_written_over(tea, name):
    dataset = data.put(data.load(tea), ADDED)
    with (tea / name).open("a", encoding="utf-8") as file:
        file.write("\n# theirs\n")
    theirs = (tea / name).read_bytes()

    with pytest.raises(
        EditConflict, match=rf"{name} was not written: somebody has changed it since it was read; load"
    ):
        data.save(dataset)

    assert (tea / name).read_bytes() == theirs


def test_what_was_saved_can_be_changed_and_saved_again(tea):
    saved = data.save(data.put(data.load(tea), ADDED))

    again = data.save(data.put(saved, model.Curator("second", "Second")))

    assert {"added", "second"} < again.records(model.Curator).keys()
    assert data.load(tea).reading.records == again.reading.records


def test_a_folder_that_only_looks_changed_is_saved(tea):
    dataset = data.put(data.load(tea), ADDED)
    (tea / data.CLAIMS).touch()

    data.save(dataset)

    assert "added" in data.load(tea).records(model.Curator)


def test_what_is_put_does_not_change_what_was_loaded(tea):
    dataset = data.load(tea)

    data.put(dataset, ADDED)
    data.remove(dataset, dataset.records(model.Curator)["bo"])

    assert sorted(dataset.records(model.Curator)) == ["ana", "bo"]


def test_a_saved_folder_has_the_problems_it_had(tea):
    data.save(data.put(data.load(tea), ADDED))

    assert [problem.code for problem in check(tea) if problem.code != "unused"] == []


BITTER = "long-steeping-makes-bitter"
NEW = (
    model.Search(
        "s",
        "one library",
        "tea steeping",
        "2026-01-01",
        model.Coverage.PARTIAL,
        ("long-steeping-makes-bitter",),
    ),
    model.Margin("m", "SMD", "-0.2", "0.2", "own convention", claim="long-steeping-makes-bitter"),
    model.RiskOfBias("r", "leaf2001", "RoB 2", model.BiasJudgement.LOW, "randomisation", "stated"),
    model.Quote("q", f"{BITTER}.leaf2001.ana", 1, "Bitterness rose.", "p. 3", model.QuoteRole.OWN_RESULT),
)
"""A record of each kind of which the tea data hold none."""

NOT_IN_TEA = {type(record) for record in NEW}


@pytest.mark.parametrize("record", NEW, ids=lambda record: type(record).__name__)
def test_a_record_of_a_kind_that_is_new_to_the_data_can_be_put_and_removed(tea, record):
    there = data.save(data.put(data.load(tea), record))

    assert there.records(type(record)) == {record.id: record}
    assert data.save(data.remove(there, record)).records(type(record)) == {}


def test_every_kind_of_record_can_be_put_and_removed(tea):
    dataset = data.load(tea)
    for record_type in BY_RECORD.keys() - {model.DataSet, *NOT_IN_TEA}:
        record = next(iter(dataset.records(record_type).values()))
        removed = data.save(data.remove(data.load(tea), record))

        assert record.id not in removed.records(record_type)
        assert data.save(data.put(removed, record)).records(record_type)[record.id] == record
