"""The line named for a statement is the line on which it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.store import positions, reader

TEA = (Path(__file__).parent / "tea" / "claims.ttl").read_text("utf-8")
BASE = "https://example.org/tea/"
TERMS = "https://w3id.org/evidence-graph/terms#"

gaps = st.sampled_from(["\n", "\n\n", "\r\n", "\r", " # a remark; with [marks], 'quotes\" and .\n", "\n\t"])
spaces = st.sampled_from([" ", "  ", "\t", "\n  ", "\r\n", " # a remark .\n"])
names = st.sampled_from(
    ["ex:a", "ex:b.c", "ex:d-e", "ex:f%20g", "ex:h\\(i\\)", "<x/y>", "<https://example.org/z>", ":k", "ex:"]
)
predicates = st.sampled_from(["a", "ex:p", "ex:q.r", "<p>", ":s"])
values = st.sampled_from(
    [
        "ex:o",
        "<o>",
        "1",
        "-1.5",
        ".5",
        "1e3",
        "true",
        '"text"',
        '"a; b, c. d [e] (f) # g <h>"',
        "'it''s'".replace("''", "\\'"),
        '"x"@en-GB',
        '"1"^^ex:number',
        '"1"^^<number>',
        '"""two\nlines; "quoted" \\""""',
        "'''three\r\nlines\rhere'''",
        '"\\\\"',
        '""',
        '""""""',
        "( 1 ex:o [ ex:p 2, 3 ; ex:q 4 ] )",
        "[]",
        "[ ex:p ex:o ]",
    ]
)
PREFIXES = "@prefix ex: <https://example.org/e/> .\nPREFIX : <e2#>\n@base <https://example.org/base/> .\n"
PREFIXES = "@base <https://example.org/base/> .\n" + PREFIXES


class Counted:
    """Text written piece by piece, which knows its line by counting what was written."""

    def __init__(self, text):
        self.text = text

    @property
    def line(self):
        return self.text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    def write(self, piece):
        line = self.line
        self.text += piece
        return line


@st.composite
def documents(draw):
    """Turtle, and the line of each subject and value in the order of the text."""
    out = Counted(PREFIXES)
    subjects, told = [], []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            out.write(
                draw(st.sampled_from(["[] ex:p 1 .\n", "[ ex:p 1 ; ex:q 2 ] .\n", "( 1 2 ) ex:p 3, 4 .\n"]))
            )
        subjects.append(out.write(draw(names)))
        facts = draw(
            st.lists(st.tuples(predicates, st.lists(values, min_size=1, max_size=3)), min_size=1, max_size=3)
        )
        for rank, (predicate, held) in enumerate(facts):
            out.write(draw(spaces) + (";" + draw(spaces) if rank else ""))
            out.write(predicate)
            for position, value in enumerate(held):
                out.write(draw(spaces) + ("," + draw(spaces) if position else ""))
                told.append((len(subjects) - 1, out.write(value)))
        out.write(draw(spaces) + "." + draw(gaps))
    return out.text, subjects, told


@given(documents())
def test_every_value_is_found_on_the_line_where_it_was_written(document):
    text, subjects, told = document
    blank = "_:"
    order = [(s, p) for s, p, _ in top_level(text) if not s.startswith(blank)]

    found = positions.locate(text)

    seen = {}
    for (subject, predicate), (_, line) in zip(order, told, strict=True):
        occurrence = seen[subject, predicate] = seen.get((subject, predicate), -1) + 1
        assert found.line(subject, predicate, occurrence=occurrence) == line
    first = {}
    for (subject, _), (number, _) in zip(order, told, strict=True):
        first.setdefault(subject, subjects[number])
    assert found.subjects == first


def top_level(text):
    """The triples of *text* whose subject has a name, in the order of the text, by another parser."""
    return [(s, p, t) for s, p, t in reader.triples(text, name="generated")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_the_same_with_every_line_end(end):
    text = TEA.replace("\n", end)

    line = positions.locate(text).line(BASE + "claim/milk-spoils-tea", TERMS + "topic")

    assert TEA.splitlines()[line - 1] == "    eg:topic concept:taste ;"


def test_each_value_of_a_list_has_its_own_line():
    text = "@prefix ex: <https://example.org/> .\nex:a ex:p ex:b,\n  ex:c,\n  ex:d .\n"

    found = positions.locate(text)

    lines = [found.line("https://example.org/a", "https://example.org/p", occurrence=n) for n in range(3)]
    assert lines == [2, 3, 4]


def test_a_predicate_that_is_missing_is_shown_at_its_subject():
    line = positions.locate(TEA).line(BASE + "curator/bo", TERMS + "note")

    assert TEA.splitlines()[line - 1].startswith("curator:bo")


def test_what_is_not_in_the_file_has_no_line():
    assert positions.locate(TEA).line("https://example.org/other") == 0


@pytest.mark.parametrize("text", ["", "\n", "# only a remark", "@prefix ex: <https://example.org/> ."])
def test_a_text_without_statements_has_no_places(text):
    assert positions.locate(text).subjects == {}


@given(st.text("<>\"'\\[](){};,.#@:a \n\r^_1", max_size=60))
def test_locating_ends_for_any_text(text):
    assert len(positions.locate(text).subjects) <= len(text)


def test_a_long_open_quote_costs_no_more_than_its_length():
    assert positions.locate('<a> <b> """' + "\\" * 1_000_000).subjects == {"a": 1}
