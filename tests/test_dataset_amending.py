"""A change of a claims file that people wrote leaves every other byte of it as it was."""

import random
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_dataset_save import texts

from evidence_graph import dataset as data
from evidence_graph import model
from evidence_graph.authoring.stock import WorkingCopy
from evidence_graph.errors import CannotWrite
from evidence_graph.store import reader
from evidence_graph.vocabulary import SCHEMA, Kind

HERE = Path(__file__).parent
TEA = (HERE / "tea" / data.CLAIMS).read_text("utf-8")

BY_HAND = """# Ana and Bo, May: see the minutes # and the list
PREFIX eg: <https://w3id.org/evidence-graph/terms#>
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://example.org/tea/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <citation/> .
@prefix s: <https://w3id.org/evidence-graph/terms/stance/>.
<> a eg:DataSet ; dcterms:title "Tea; not coffee." .

<scheme/t> a skos:ConceptScheme; skos:prefLabel "T" .   # one scheme
<concept/brewing>	a	skos:Concept ;
	skos:inScheme	<scheme/t> ;;
	skos:prefLabel	'brewing' ; .
<curator/ana>a eg:Curator;eg:name"Ana".

# Bo: is this still so?
<claim/bitter> a eg:Claim ;  # read twice
    eg:statement '''Tea; "steeped" long
# is bitter.''' ;
    eg:askedAs "is it bitter?" ,  # by most
        "bitter?"@en,
        "too long?" ;
    eg:topic <concept/brewing> ; # until 2027
    # nothing yet
.
:leaf2001 a eg:Citation; eg:participants 024
  ; eg:alias "leaf\\u00e9", "leaf2000" ; eg:note "x" .
<line/1> a eg:EvidenceLine ; eg:claim <claim/bitter> ; eg:citation :leaf2001 ; eg:curator <curator/ana> ;
    eg:stance s:supports .
<urn:s> <urn:p> [ <urn:q> ( 1 "." ) ] .
# That is all."""

TEXTS = {"tea": TEA, "by hand": BY_HAND}


def marked(text, end, *, mark):
    """The bytes of *text* with line ends of its own, and with a byte order mark if it has one."""
    return (b"\xef\xbb\xbf" if mark else b"") + text.replace("\n", end).encode()


def folder_of(path, raw):
    """A data folder whose claims are *raw*."""
    path.mkdir(exist_ok=True)
    (path / data.CLAIMS).write_bytes(raw)
    (path / data.CITATIONS).write_bytes((HERE / "tea" / data.CITATIONS).read_bytes())
    return path


def differing(before, after):
    """The stretch of *before* that is another in *after*, and what stands there now."""
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if start is None:
        start = min(len(before), len(after))
    room = min(len(before), len(after)) - start
    pairs = zip(reversed(before), reversed(after), strict=False)
    tail = next((i for i, (a, b) in enumerate(pairs) if a != b or i == room), room)
    return before[start : len(before) - tail], after[start : len(after) - tail]


TEXT_FIELDS = {
    model.Claim: ("note", "statement", "question"),
    model.Study: ("note", "population", "cohort"),
    model.EvidenceLine: ("finding", "rationale"),
    model.Curator: ("name", "note"),
    model.Concept: ("label", "definition"),
}

words = st.text(st.sampled_from([*"aé\"'\\\n\t.#<>@_ ;,"]), min_size=1, max_size=9).filter(
    lambda text: text.strip()
)


@st.composite
def changes(draw, dataset):
    """A record of *dataset* with another text in one of its fields, or with none."""
    kinds = [kind for kind in TEXT_FIELDS if dataset.records(kind)]
    kind = draw(st.sampled_from(kinds))
    record = draw(st.sampled_from(sorted(dataset.records(kind).values(), key=lambda r: r.id)))
    name = draw(st.sampled_from(TEXT_FIELDS[kind]))
    optional = next(f for f in fields(kind) if f.name == name).default is None
    text = draw(words | st.none() if optional else words)
    return replace(record, **{name: text})


@pytest.mark.parametrize("name", TEXTS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(data_=st.data(), end=st.sampled_from(["\n", "\r\n"]), mark=st.booleans())
def test_a_changed_field_changes_no_byte_outside_its_statement(tmp_path, name, data_, end, mark):
    raw = marked(TEXTS[name], end, mark=mark)
    folder = folder_of(tmp_path, raw)
    dataset = data.load(folder)
    record = data_.draw(changes(dataset))
    if record == dataset.records(type(record))[record.id]:
        return

    saved = data.save(data.put(dataset, record))

    assert saved.records(type(record))[record.id] == record
    old, _ = differing(raw, (folder / data.CLAIMS).read_bytes())
    # Between two statements about different subjects stands a full stop at the end of a line.
    assert not re.search(rb"\.\s*\n[<:a-z#]", old.rstrip())
    again = data.save(data.put(saved, dataset.records(type(record))[record.id]))
    assert again.reading.records == dataset.reading.records


NEW = (
    model.Claim("new", 'New; "quite".\nReally.', "brewing"),
    model.Study("new2000", participants=3),
    model.EvidenceLine("new.1", "new", "new2000", model.Stance.OPPOSES, "ana", finding="None.\n\nNone."),
)


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n", "\n  # and this"])
@pytest.mark.parametrize("name", TEXTS)
def test_new_records_are_put_behind_every_byte_that_was_there(tmp_path, name, tail, end, mark):
    raw = marked(TEXTS[name].rstrip("\n") + tail, end, mark=mark)
    folder = folder_of(tmp_path, raw)

    saved = data.save(data.put(data.load(folder), *NEW))

    after = (folder / data.CLAIMS).read_bytes()
    assert after.startswith(raw)
    assert [saved.records(type(record))[record.id] for record in NEW] == list(NEW)
    added = after[len(raw) :].decode()
    assert set(re.findall(r"\r\n|\n|\r", added)) == {end}


def test_a_new_record_is_written_with_the_prefixes_that_the_file_has(tmp_path):
    folder = folder_of(tmp_path, BY_HAND.encode())

    data.save(data.put(data.load(folder), model.Study("pot2010", participants=3)))

    added = (folder / data.CLAIMS).read_text("utf-8").removeprefix(BY_HAND)
    assert added == "\n\n:pot2010 a eg:Citation ;\n    eg:participants 3 .\n"


def test_a_prefix_that_is_missing_is_declared_before_the_first_record_that_needs_it(tmp_path):
    folder = folder_of(tmp_path, BY_HAND.encode())

    data.save(data.put(data.load(folder), model.Curator("bo", "Bo")))

    added = (folder / data.CLAIMS).read_text("utf-8").removeprefix(BY_HAND)
    assert added == (
        "\n\n@prefix curator: <https://example.org/tea/curator/> .\n\n"
        'curator:bo a eg:Curator ;\n    eg:name "Bo" .\n'
    )


def test_what_the_program_wrote_keeps_its_last_line_at_the_end(tmp_path):
    folder = folder_of(tmp_path, TEA.encode())
    tidy = data.tidy(folder).text

    text = data.save(data.put(data.load(folder), model.Curator("zoe", "Zoe"))).text

    assert text.startswith(tidy.removesuffix(f"{reader.END}\n"))
    assert text.endswith(f'eg:name "Zoe" .\n\n{reader.END}\n')


EDITS = {
    "a value": (("note", "y"), 'eg:note "x"', 'eg:note "y"'),
    "a number": (("participants", 48), "eg:participants 024", "eg:participants 48"),
    "a value that is no more": (("participants", None), " eg:participants 024\n  ;", ""),
    "the last value": (("note", None), ' ; eg:note "x"', ""),
    "one of two": (("aliases", ("leaf2000",)), '"leaf\\u00e9", "leaf2000"', '"leaf2000"'),
    "one more": (
        ("aliases", ("leaf2000", "leafé", "tea")),
        '"leaf\\u00e9", "leaf2000"',
        '"leaf\\u00e9", "leaf2000", "tea"',
    ),
    "a property that is new": (("cohort", "UK"), 'eg:note "x" .', 'eg:note "x" ;\n    eg:cohort "UK" .'),
}


@pytest.mark.parametrize(("change", "old", "new"), EDITS.values(), ids=EDITS)
def test_a_change_is_made_where_the_value_stands(tmp_path, change, old, new):
    folder = folder_of(tmp_path, BY_HAND.encode())
    dataset = data.load(folder)
    record = replace(dataset.records(model.Study)["leaf2001"], **dict([change]))

    data.save(data.put(dataset, record))

    text = (folder / data.CLAIMS).read_text("utf-8")
    assert BY_HAND.count(old) == 1
    if change == ("participants", None):
        assert ":leaf2001 a eg:Citation ; eg:alias" in " ".join(text.split())
    else:
        assert text == BY_HAND.replace(old, new)


def test_comments_inside_what_is_taken_away_stay(tmp_path):
    folder = folder_of(tmp_path, BY_HAND.encode())
    dataset = data.load(folder)
    claim = replace(dataset.records(model.Claim)["bitter"], asked_as=("too long?",))

    text = data.save(data.put(dataset, claim)).text

    assert text.count("#") == BY_HAND.count("#")
    assert data.save(data.remove(data.load(folder), claim)).text.count("#") == BY_HAND.count("#") - 1


def test_many_changes_in_a_row_leave_the_rest_to_the_letter(tmp_path):
    folder = folder_of(tmp_path, TEA.encode())
    chosen = random.Random(14)  # noqa: S311 - a sample, not a secret
    dataset = data.load(folder)
    lines = sorted(dataset.records(model.EvidenceLine).values(), key=lambda line: line.id)
    reasoned = [line for line in lines if line.rationale]
    for number in range(25):
        record = chosen.choice(reasoned)
        dataset = data.save(data.put(dataset, replace(record, rationale=f"Reason {number}.")))

    same = re.compile(r'eg:rationale "[^"]*"')
    assert dataset.text != TEA
    assert same.sub("", dataset.text) == same.sub("", TEA)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(text=texts, data_=st.data())
def test_whatever_people_wrote_an_edit_does_what_was_meant_or_changes_nothing(tmp_path, text, data_):
    folder = folder_of(tmp_path, text.encode())
    dataset = data.load(folder)
    kinds = [entry for entry in SCHEMA if dataset.records(entry.record) and entry.record is not model.DataSet]
    if not kinds:
        return
    entry = data_.draw(st.sampled_from(kinds))
    record = data_.draw(st.sampled_from(sorted(dataset.records(entry.record).values(), key=lambda r: r.id)))
    prop = data_.draw(st.sampled_from([p for p in entry.properties if p.kind is Kind.TEXT] or [None]))
    if prop is None:
        return
    value = data_.draw(words)
    before = (folder / data.CLAIMS).read_bytes()
    copy = WorkingCopy(dataset)
    copy.put(replace(record, **{prop.attribute: (value,) if prop.many else value}))

    try:
        saved = data.edit(folder, copy.onto)
    except CannotWrite:
        assert (folder / data.CLAIMS).read_bytes() == before
        return

    assert getattr(saved.records(entry.record)[record.id], prop.attribute) in {value, (value,)}
    old = set(reader.triples(text, name="before"))
    new = set(reader.triples(saved.text, name="after"))
    subject = dataset.reading.iris[entry.record, record.id]
    assert {triple[:2] for triple in old ^ new} <= {(subject, prop.iri)}
    assert saved.text.count("# said by hand") == text.count("# said by hand")
