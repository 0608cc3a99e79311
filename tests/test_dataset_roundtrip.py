"""What is read, written and read again is the same, whatever people write."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import model
from evidence_graph.invisible import is_blank
from evidence_graph.store import reader, writer
from evidence_graph.vocabulary import RDF_TYPE, SCHEMA, TERMS, XSD, Kind

TEA = (Path(__file__).parent / "tea" / "claims.ttl").read_text("utf-8")
BASE = "https://example.org/odd/"

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: not is_blank(text))
ids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
iris = st.lists(st.sampled_from([*"abXZ08-._~!'()*,;=:@é人/#", "%C3%A9"]), min_size=1).map(
    lambda parts: (
        "https://example.org/other/" + "".join(parts).replace("#", "", "".join(parts).count("#") - 1)
    )
)
VALUES = {
    Kind.TEXT: texts,
    Kind.INTEGER: st.integers(-(2**63) + 1, 2**63 - 1),
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: st.dates().map(str),
    Kind.REFERENCE: ids,
    Kind.IRI: iris,
}


def field(prop):
    """Whatever a field of the table can hold."""
    values = st.sampled_from(prop.choices) if prop.choices else VALUES[prop.kind]
    if prop.many:
        return st.sets(values, max_size=3).map(lambda held: tuple(sorted(held)))
    return values if prop.required else values | st.none()


def fields(entry):
    """Whatever the fields of one kind of record can hold; a field that has a default keeps it for None."""
    return st.fixed_dictionaries({p.attribute: field(p) for p in entry.properties}).map(
        lambda held: {name: value for name, value in held.items() if value is not None}
    )


records = st.one_of(
    st.builds(lambda name, held, made=entry.record: made(id=name, **held), ids, fields(entry))
    for entry in SCHEMA
    if entry.record is not model.DataSet
)
literals = st.tuples(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ["@en", "@de-ch", XSD + "string", XSD + "decimal", XSD + "boolean", XSD + "double", "urn:x:y"]
    ),
) | st.sampled_from(
    [("1.50", XSD + "decimal"), ("yes", XSD + "boolean"), ("1", XSD + "boolean"), ("01", XSD + "integer")]
)
foreign = st.lists(st.tuples(iris, iris, literals | st.tuples(iris, st.none())), max_size=3, unique=True)


def reading_of(held, foreign=()):
    """A reading with *held* and with statements that the vocabulary does not know."""
    about = model.DataSet("odd", "Odd data")
    by_type = {model.DataSet: {about.id: about}}
    for record in held:
        by_type.setdefault(type(record), {})[record.id] = record
    return reader.FileRecords(BASE, by_type, {(model.DataSet, "odd"): BASE}, list(foreign))


@given(st.lists(records, max_size=3))
def test_records_come_back_from_turtle_as_they_were(held):
    reading = reading_of(held)

    again = reader.read(writer.to_turtle(reading))

    assert again.records == reading.records
    assert again.faults == []


@given(foreign)
def test_statements_of_other_vocabularies_come_back_to_the_letter(statements):
    again = reader.read(writer.to_turtle(reading_of([], statements)))

    assert sorted(again.foreign) == sorted(statements)


@pytest.mark.parametrize(
    ("text", "datatype", "printed"),
    [
        ("1.50", "decimal", "1.50"),
        ("-.5", "decimal", "-.5"),
        ("12", "integer", "12"),
        ("true", "boolean", "true"),
        ("1.", "decimal", '"1."^^xsd:decimal'),
        ("12", "decimal", '"12"^^xsd:decimal'),
        ("1.5", "integer", '"1.5"^^xsd:integer'),
        ("yes", "boolean", '"yes"^^xsd:boolean'),
    ],
)
def test_a_number_stands_bare_where_it_is_read_back_as_it_was(text, datatype, printed):
    subject, predicate = "https://example.org/other/s", "https://example.org/other/p"
    written = writer.to_turtle(reading_of([], [(subject, predicate, (text, XSD + datatype))]))

    assert re.search(r"other/p> (\S+) \.", written)[1] == printed


@given(st.lists(records, max_size=4), st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_does_not_change_a_byte(held, random):
    shuffled = list(reading_of(held).records.values())
    random.shuffle(shuffled)
    by_type = {type(next(iter(r.values()))): dict(sorted(r.items(), reverse=True)) for r in shuffled}

    text = writer.to_turtle(reader.FileRecords(BASE, by_type, {(model.DataSet, "odd"): BASE}))

    assert text == writer.to_turtle(reading_of(held))
    assert text == writer.to_turtle(reader.read(text))


def test_the_tea_data_come_back_as_they_were():
    reading = reader.read(TEA)

    again = reader.read(writer.to_turtle(reading))

    assert again.records == reading.records


WRONG = [
    ("eg:participants 24 ", 'eg:participants "about 24" '),
    ('eg:name "Bo" ', ""),
    ("eg:stance stance:opposes", "eg:stance stance:opposes, stance:supports"),
    ("a eg:Disagreement", "a eg:Quarrel"),
    ('eg:statement "Milk spoils tea."', 'eg:statment "Milk spoils tea."'),
    ('"Milk spoils tea."', '"Milk spoils tea."@en'),
]


@pytest.mark.parametrize(("good", "bad"), WRONG)
def test_what_does_not_fit_is_still_there_after_writing(good, bad):
    text = TEA.replace(good, bad, 1)
    assert text != TEA
    held = set(reader.triples(text, name="tea"))

    written = writer.to_turtle(reader.read(text))

    assert held == set(reader.triples(written, name="tea"))


def test_a_node_without_a_name_keeps_what_is_said_of_it():
    text = TEA + 'claim:milk-spoils-tea <urn:x:seen> [ <urn:x:where> "kitchen" ] .\n'

    again = reader.read(writer.to_turtle(reader.read(text)))

    seen = [t[0] for s, p, t in again.foreign if p == "urn:x:seen"]
    assert [(p, t) for s, p, t in again.foreign if s == seen[0]] == [
        ("urn:x:where", ("kitchen", XSD + "string"))
    ]


def test_derived_statements_written_by_hand_are_kept_for_their_author_to_delete():
    text = TEA + "claim:milk-spoils-tea eg:backedBy citation:pot2010 .\n"

    again = reader.read(writer.to_turtle(reader.read(text)))

    assert TERMS + "backedBy" in again.said["https://example.org/tea/claim/milk-spoils-tea"]
    assert [fault.code for fault in again.faults] == ["derived-by-hand"]


def test_a_second_class_is_kept():
    text = TEA + "citation:pot2010 a <http://purl.org/spar/fabio/WebPage> .\n"

    reading = reader.read(text)

    assert reading.foreign == [
        ("https://example.org/tea/citation/pot2010", RDF_TYPE, ("http://purl.org/spar/fabio/WebPage", None))
    ]
