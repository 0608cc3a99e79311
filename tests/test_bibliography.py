"""A .bib file is read without losing a byte, and every loss of meaning is named with its line."""

import subprocess
import sys

import pytest

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import BlockKind, Entry
from evidence_graph.errors import BrokenFile

TEA = """\
% Invented works.
@string{jtt = "Journal of Tea " # {Tests}}
@preamble{"\\newcommand{\\x}{y}"}
@comment{kept {as it is}}

@Article{leaf2001,
  Author  = {Leaf, A. and Blatt, C.},
  title   = "Long {"}steeps{"} and {EGCG}",
  journal = jtt # { (online)},
  month   = jun, year = 2001,
}
text between
@misc(pot2010, title = {Kettles :)})
"""


def problems(text):
    """The line and code of each problem of a .bib *text*."""
    return [(problem.line, problem.code) for problem in bib.parse(text).problems]


def test_importing_the_room_is_cheap():
    """Neither bibtexparser nor pylatexenc is loaded before a file is read."""
    code = "import sys, evidence_graph.bibliography; print({'bibtexparser', 'pylatexenc'} & set(sys.modules))"

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "set()\n"


def test_a_file_is_cut_into_blocks_in_their_order():
    kinds = [block.kind for block in bib.parse(TEA).blocks if block.raw.strip()]

    assert kinds == [
        BlockKind.TEXT,
        BlockKind.STRING,
        BlockKind.PREAMBLE,
        BlockKind.COMMENT,
        BlockKind.ENTRY,
        BlockKind.TEXT,
        BlockKind.ENTRY,
    ]


def test_a_good_file_has_no_problems():
    assert bib.parse(TEA).problems == ()


def test_an_entry_keeps_its_values_as_they_stand_and_knows_its_line():
    entry = bib.parse(TEA).entries["leaf2001"]

    assert (entry.type, entry.line) == ("article", 6)
    assert dict(entry.fields) == {
        "author": "{Leaf, A. and Blatt, C.}",
        "title": '"Long {"}steeps{"} and {EGCG}"',
        "journal": "jtt # { (online)}",
        "month": "jun",
        "year": "2001",
    }


def test_a_macro_stands_for_its_joined_text():
    assert bib.parse(TEA).strings == {"jtt": "Journal of Tea Tests"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_end_and_a_byte_order_mark_come_back(tmp_path, newline, mark):
    """What is read is written byte for byte, and lines count the same."""
    raw = (mark + TEA.replace("\n", newline)).encode()
    (tmp_path / "works.bib").write_bytes(raw)

    bibliography = bib.load(tmp_path / "works.bib")

    assert bib.write(bibliography).encode() == raw
    assert [entry.line for entry in bibliography.entries.values()] == [6, 13]
    assert bibliography.problems == ()


def test_latin_1_is_named_with_its_line(tmp_path):
    path = tmp_path / "works.bib"
    path.write_bytes("@misc{a,\r\n  title = {Tønnessen}}".encode("latin-1"))

    with pytest.raises(BrokenFile, match=r"works\.bib:2: not UTF-8"):
        bib.load(path)


def test_utf_16_is_named(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text(TEA, "utf-16")

    with pytest.raises(BrokenFile, match="UTF-16"):
        bib.load(path)


def test_a_file_above_the_limit_or_not_there_is_refused(tmp_path):
    path = tmp_path / "works.bib"
    path.write_text(TEA)

    with pytest.raises(BrokenFile, match="more than the limit of 10"):
        bib.load(path, limit=10)
    with pytest.raises(BrokenFile, match="No such file"):
        bib.load(tmp_path / "none.bib")


AFTER = "\n% next\n@misc{b, title = {B}}\n"

BROKEN = {
    "a brace too many": (
        "@article{a,\n  title = {Foo}},\n  year = {2001},\n}",
        [(2, "stray-brace")],
    ),
    "two braces too many": ("@article{a,\n  title = {Foo}}},\n  year = {2001},\n}", [(2, "stray-brace")]),
    "a brace after the entry": ("@article{a, title = {Foo}}\n}", [(2, "stray-brace")]),
    "a brace too few": ("@article{a,\n  title = {{Foo},\n  year = {2001},\n}", [(2, "broken-entry")]),
    "an open quote": ('@article{a,\n  title = "Foo,\n  year = 2001\n}', [(2, "broken-entry")]),
    "an entry cut off": ("@article{a,\n  title = {Foo},", [(1, "broken-entry")]),
    "no comma after the key": ("@article{a\n  title = {Foo},\n  year = 2001\n}", [(1, "broken-entry")]),
    "no equals sign": ("@article{a,\n  year = 1,\n  title {Foo},\n}", [(3, "broken-entry")]),
    "no comma": (
        "@article{a,\n  title = {Foo}\n  year = 2001\n  volume = 3\n}",
        [(3, "missing-comma"), (4, "missing-comma")],
    ),
    "a field twice": ("@article{a,\n  title = {A},\n  Title = {B},\n}", [(3, "duplicate-field")]),
    "a number twice": ("@article{a,\n  year = 1,\n  year = 1,\n}", [(3, "duplicate-field")]),
    "a commented field": ("@article{a,\n  % year = {2000},\n  year = {2001}\n}", [(2, "broken-field")]),
    "a value with a rest": ("@article{a,\n  title = {Foo} bar,\n}", [(2, "broken-value")]),
    "a quote in quotes": ('@article{a,\n  title = "A "b" c",\n}', [(2, "broken-value")]),
    "a quote in quotes with a comma": ('@misc{a, title = "A {"b, c"} d"}', [(1, "broken-entry")]),
    "no value": ("@article{a,\n  title = ,\n}", [(2, "broken-value")]),
    "no key": ("@article{,\n  title = {x}}", [(1, "broken-entry")]),
    "no type": ("@{a, title = {x}}", [(1, "broken-entry")]),
    "a key with a space": ("@article{a b,\n  title = {x}}", [(1, "invalid-key")]),
    "a brace on the next line": ("@article\n{a, title = {x}}", [(1, "block-not-read")]),
    "an unknown macro": ("@article{a,\n  journal = jtt}", [(2, "undefined-string")]),
    "a macro twice": ("@string{x = 1}\n@string{x = 2}", [(2, "duplicate-string")]),
    "a broken macro": ("@string{x = {a} b}", [(1, "broken-string")]),
    "a key twice": ("@misc{a, title = {1}}\n@misc{a, title = {2}}", [(2, "duplicate-key")]),
}


def test_an_entry_whose_text_stands_in_a_broken_one_too_is_read():
    """The place of a block is told from an equal text inside the broken block before it."""
    text = "@misc{a, x = {y @misc{c}\n@misc{b}\n@misc{c}\n"

    assert list(bib.parse(text).entries) == ["b", "c"]


@pytest.mark.parametrize(("broken", "expected"), list(BROKEN.values()), ids=list(BROKEN))
def test_a_fault_is_named_with_its_line_and_nothing_is_lost(broken, expected):
    """The text comes back byte for byte and the entry after the fault still loads."""
    text = broken + AFTER

    bibliography = bib.parse(text)

    assert problems(text) == expected
    assert bib.write(bibliography) == text
    assert bibliography.entries["b"].fields["title"] == "{B}"


def test_a_brace_too_many_names_the_fields_that_fell_out():
    problem = bib.parse(BROKEN["a brace too many"][0], name="works.bib").problems[0]

    assert str(problem) == (
        "works.bib:2: The entry ends too early: year (up to line 4) are in no entry. [a] "
        "Remove the closing brace too many on line 2, or open the one missing before it. (stray-brace)"
    )


def test_fields_that_ran_together_are_read_apart():
    entry = bib.parse(BROKEN["no comma"][0]).entries["a"]

    assert dict(entry.fields) == {"title": "{Foo}", "year": "2001", "volume": "3"}


def test_braces_count_after_a_backslash_as_in_bibtex():
    """A value that ends in a backslash or holds escaped braces is closed where BibTeX closes it."""
    text = r"@misc{a, title = {Line\\}, note = {a \{ b \} c}, path = {C:\}, year = 1}"

    bibliography = bib.parse(text)

    assert bibliography.problems == ()
    assert list(bibliography.entries["a"].fields.values()) == [
        r"{Line\\}",
        r"{a \{ b \} c}",
        r"{C:\}",
        "1",
    ]


def test_text_between_entries_is_no_problem():
    """Addresses, sums and balanced braces in free text raise no false alarm."""
    text = "mail me@example.org {x}\n% n = {5}\nn = 5\n@misc{b, note = {@ {x} @foo{y}}}\n# see {x}\n"

    assert problems(text) == []


def test_reading_reports_nothing_on_its_own(caplog, capfd):
    """A broken file makes problems, not log lines: bibtexparser's own warnings stay silent."""
    bib.parse(BROKEN["a brace too few"][0])

    assert (caplog.records, capfd.readouterr().err) == ([], "")


def test_macros_that_double_each_other_are_stopped():
    """A billion laughs: thirty macros of ten letters would join to ten gigabytes."""
    lines = ['@string{s0 = "xxxxxxxxxx"}'] + [f"@string{{s{i} = s{i - 1} # s{i - 1}}}" for i in range(1, 40)]

    bibliography = bib.parse("\n".join(lines))

    assert bibliography.problems[0].code == "long-string"
    assert max(map(len, bibliography.strings.values())) <= 10_000


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a title = {x @foo{b}, y}\n" * 5_000,
        "@misc{a, b = " + "{x} c = " * 50_000,
        "@misc{a, " + "b = {x},\n" * 50_000,
        "@misc{a, b {x}" + "\n" * 200_000,
        "@misc{a}" + "x" * 200_000 + "}" + "\n" * 200_000,
        "@a\n{" * 20_000,
        "{" * 200_000,
        "@misc{a, b = " + "{" * 200_000,
        "@misc{a, b = " + "{" * 100_000 + "}" * 100_000 + "}",
    ],
    ids=lambda text: text[:24],
)
def test_what_was_made_to_be_slow_is_read_to_its_end(text):
    """No broken part makes the rest be read again and again: that would take hours."""
    assert bib.write(bib.parse(text)) == text


def test_an_entry_put_in_replaces_its_namesake_and_touches_nothing_else():
    before = bib.parse(TEA)

    after = bib.put(before, Entry("pot2010", "misc", {"title": "{Pots}"}), Entry("new", "misc", {}))

    replaced = TEA.replace("{Kettles :)}", "{Pots}")
    assert bib.write(after) == replaced + "\n@misc{new,\n}\n"
    assert list(after.entries) == ["leaf2001", "pot2010", "new"]


def test_an_entry_put_in_takes_the_line_ends_of_the_file():
    after = bib.put(bib.parse("@misc{a}"), Entry("b", "misc", {"year": "1"}))
    crlf = bib.put(bib.parse("@misc{a}\r\n"), Entry("b", "misc", {"year": "1"}))

    assert bib.write(after) == "@misc{a}\n\n@misc{b,\n  year = 1,\n}\n"
    assert bib.write(crlf) == "@misc{a}\r\n\r\n@misc{b,\r\n  year = 1,\r\n}\r\n"


def test_an_entry_taken_out_leaves_the_others_as_they_are():
    after = bib.remove(bib.parse("% top\n@misc{a}\n\n@misc{b}\n\n@misc{c}\n"), "b")

    assert bib.write(after) == "% top\n@misc{a}\n\n@misc{c}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1519/JSC.0000000000001195", True),
        ("10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2", True),
        ("https://doi.org/10.1519/JSC.1", False),
        ("10.1519", False),
        ("10.1519/a b", False),
        ("", False),
    ],
)
def test_a_bare_doi_is_told_from_other_text(text, expected):
    assert bib.is_doi(text) is expected
