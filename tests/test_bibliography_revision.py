"""A changed entry of a bibliography changes only in the fields that changed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import bibliography as bib

TEXT = """% Ours; the macros come from Bo.
@string{jtt = "Journal of Tea Tests"}

@Article{leaf2001,
  author  = {Leaf, A. and Blatt, C.},
  title   = {Long {Steeps} and
             title = {x}},
  journal = jtt # { (online)},
  year    = 2001,
}
@misc(pot2010, title = "Kettles", crossref={leaf2001})
  @misc{last, note={a}
}
free text"""

CHANGES = {
    "a value": ("leaf2001", {"year": "2002"}, "year    = 2001", "year    = 2002"),
    "a value with macros": ("leaf2001", {"journal": "{Tea}"}, "jtt # { (online)}", "{Tea}"),
    "a new field": ("leaf2001", {"doi": "{10.5555/x}"}, "2001,\n}", "2001,\n  doi     = {10.5555/x},\n}"),
    "a new field in one line": (
        "pot2010",
        {"year": "{2010}"},
        "crossref={leaf2001})",
        "crossref={leaf2001}, year = {2010})",
    ),
    "a field that is no more": ("leaf2001", {"year": None}, "  year    = 2001,\n", ""),
    "the last field of a line": ("pot2010", {"crossref": None}, ", crossref={leaf2001})", ",)"),
}


def changed(entry, fields):
    """*entry* with other *fields*; those of None are left out."""
    merged = {name: value for name, value in (dict(entry.fields) | fields).items() if value is not None}
    return replace(entry, fields=merged)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("key", "fields", "old", "new"), CHANGES.values(), ids=CHANGES)
def test_a_changed_field_changes_no_other_byte(key, fields, old, new, end):
    text, old, new = (each.replace("\n", end) for each in (TEXT, old, new))
    assert text.count(old) == 1
    bibliography = bib.parse(text)

    after = bib.put(bibliography, changed(bibliography.entries[key], fields))

    assert bib.write(after) == text.replace(old, new)
    assert after.entries[key].fields == changed(bibliography.entries[key], fields).fields


values = st.sampled_from(["{a}", "{a {B} = c, d}", '"q"', "1999", "jtt", "jtt # {x}", "{% no comment}"])
names = st.sampled_from(["author", "title", "journal", "year", "doi", "note", "crossref"])


@given(
    st.sampled_from(["leaf2001", "pot2010", "last"]),
    st.dictionaries(names, values | st.none(), min_size=1, max_size=4),
)
def test_whatever_changes_in_an_entry_the_others_stay_and_it_says_what_was_meant(key, fields):
    bibliography = bib.parse(TEXT)
    wanted = changed(bibliography.entries[key], fields)

    after = bib.put(bibliography, wanted)

    assert after.entries[key] == wanted
    others = [block.raw for block in bibliography.blocks if block.entry is None or block.entry.key != key]
    assert [b.raw for b in after.blocks if b.entry is None or b.entry.key != key] == others


def test_a_renamed_entry_keeps_its_words_and_those_who_refer_to_it_follow():
    renamed = bib.rename(bib.parse(TEXT), "leaf2001", "leaf:2001")

    expected = TEXT.replace("@Article{leaf2001", "@Article{leaf:2001").replace("={leaf2001}", "={leaf:2001}")
    assert bib.write(renamed) == expected


def test_a_tidied_bibliography_has_one_field_a_line_and_keeps_what_stands_between_entries():
    tidied = bib.write(bib.tidy(bib.parse(TEXT)))

    assert tidied.startswith("% Ours; the macros come from Bo.\n@string{jtt")
    assert '@misc{pot2010,\n  title    = "Kettles",\n  crossref = {leaf2001},\n}' in tidied
    assert bib.write(bib.tidy(bib.parse(tidied))) == tidied
