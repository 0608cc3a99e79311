"""A table is read whatever program wrote it: its letters, its delimiter, its header, its rows."""

import datetime as dt
import gzip
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.authoring.tables import reading_tables
from evidence_graph.authoring.tables.delimited import DELIMITERS
from evidence_graph.errors import BrokenFile, UnknownName

ROWS = "claim,label\nTea is hot.,Supports\nTé with Müesli is naïve.,Refutes\n"


@pytest.fixture
def read(tmp_path):
    """The table that a file with these bytes is."""

    def read(content, name="table.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return reading_tables.read(path, **options)

    return read


def cells(table):
    return [list(row.cells.values()) for row in table.rows]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_letters_are_read_in_any_encoding_that_spreadsheets_write_and_a_guess_is_told(read, encoding, told):
    table = read(ROWS.encode(encoding))

    assert table.columns == ("claim", "label")
    assert cells(table)[1] == ["Té with Müesli is naïve.", "Refutes"]
    assert told in " ".join(table.notices)
    assert bool(table.notices) == bool(told)


def test_an_encoding_that_is_named_is_taken_and_a_wrong_one_refused(read):
    table = read("claim,label\nŁyżka.,Supports\n".encode("cp1250"), encoding="cp1250")

    assert cells(table) == [["Łyżka.", "Supports"]]
    with pytest.raises(BrokenFile, match=r"not in the encoding ascii .* leave --encoding out"):
        read("é,b\n1,2\n", encoding="ascii")


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_found_also_where_cells_hold_the_others(read, delimiter):
    header = delimiter.join(["claim", "label", "note"])
    row = delimiter.join(['"Tea; hot, or | cold\tis tea."', "Supports", "1,5; 2"])
    if delimiter in "1,5; 2":
        row = delimiter.join(['"Tea; hot, or | cold\tis tea."', "Supports", '"1,5; 2"'])

    table = read(f"{header}\n{row}\n{row}\n")

    assert cells(table) == [["Tea; hot, or | cold\tis tea.", "Supports", "1,5; 2"]] * 2


def test_the_line_by_which_excel_says_its_delimiter_is_no_row(read):
    table = read("sep=;\r\nclaim;label\r\nTea is hot.;yes\r\n")

    assert (table.columns, cells(table)) == (("claim", "label"), [["Tea is hot.", "yes"]])
    assert (table.header_row, table.rows[0].place.row) == (2, 3)


def test_rows_are_numbered_as_a_spreadsheet_does(read):
    table = read('Cups of 2026\n\nclaim,label\n"Tea\nis\nhot.",yes\n,,\n\nCold.,no\n')

    assert table.header_row == 3
    assert [(row.place.row, row.cells["claim"]) for row in table.rows] == [(4, "Tea\nis\nhot."), (7, "Cold.")]


def test_a_column_without_a_name_and_one_that_stands_twice_have_names_of_their_own(read):
    table = read("claim,,label,label,\nTea is hot.,x,yes,no,\n")

    assert table.columns == ("claim", "column B", "label", "label (2)")
    assert cells(table) == [["Tea is hot.", "x", "yes", "no"]]
    assert len(table.notices) == 2


def test_a_short_row_ends_in_empty_cells_and_a_long_one_is_refused_with_its_number(read):
    table = read("a,b,c\n1\n1,2,3,,\n1,2,3,4\n")

    assert cells(table) == [["1", "", ""], ["1", "2", "3"]]
    (refusal,) = table.refusals
    assert (refusal.row, refusal.value) == (4, "4")
    assert "4 cells, and the header 3" in refusal.reason


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line(read):
    with pytest.raises(BrokenFile, match=r"table\.csv:3: a quotation mark opens here and is never closed"):
        read('claim,label\nTea is hot.,yes\n"Tea is cold.,no\nTea is wet.,yes\n')


def test_a_mark_within_a_cell_is_a_letter(read):
    table = read('claim,label\nA 5" pot is small.,yes\n')

    assert cells(table) == [['A 5" pot is small.', "yes"]]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"   \n\n", "empty"),
        (b"one column\nno table\n", "at least two columns"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "compressed"),
        (b"a,b\n1,\x00\x01\x02\n", "no text"),
        (b"[1, 2", "the JSON breaks here"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(read, content, reason):
    with pytest.raises(BrokenFile, match=reason):
        read(content)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BrokenFile, match="there is no such file"):
        reading_tables.read(tmp_path / "nowhere.csv")


def test_json_is_a_table_as_a_list_of_objects_under_a_name_and_one_object_a_line(read):
    records = [
        {"claim": "Tea is hot.", "n": 1.50, "who": {"name": "Ana"}, "tags": ["a", "b"]},
        {"claim": "Cold.", "n": None},
    ]
    whole = json.dumps(records, ensure_ascii=False)
    texts = [whole, json.dumps({"of": "tea", "rows": records}), "\n".join(map(json.dumps, records))]

    tables = [read(text, name) for text, name in zip(texts, ("a.json", "b.json", "c.jsonl"), strict=True)]

    assert tables[0].columns == ("claim", "n", "who.name", "tags")
    assert [cells(table) for table in tables] == [[["Tea is hot.", "1.5", "Ana", "a; b"], ["Cold.", ""]]] * 3
    assert [row.place.row for row in tables[2].rows] == [1, 2]


def test_one_line_of_json_lines_is_one_row(read):
    table = read('{"claim": "Tea is hot.", "evidences": [{"a": "1"}]}\n', "one.jsonl")

    assert [row.cells["claim"] for row in table.rows] == ["Tea is hot."]


def test_a_line_that_is_no_json_is_refused_and_the_others_are_read(read):
    table = read('{"a": "1", "b": "2"}\nnot json\n{"a": "3", "b": "4"}\n', "lines.jsonl")

    assert cells(table) == [["1", "2"], ["3", "4"]]
    assert [(refusal.row, refusal.cure) for refusal in table.refusals] == [(2, "mend the line")]


@pytest.fixture
def workbook(tmp_path):
    """A workbook with these sheets, each a list of rows."""
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")

    def make(*, merges=(), **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)  # of the last sheet
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return make


def test_a_workbook_gives_dates_numbers_and_truths_as_people_write_them(workbook):
    path = workbook(
        data=[
            ["claim", "when", "n", "share", "agreed", "gone"],
            ["Tea is hot.", dt.datetime(2026, 1, 31), 24.0, 0.1 + 0.2, True, "#N/A"],  # noqa: DTZ001
            [None, dt.date(2026, 2, 1), 7, 1e-7, False, None],
        ]
    )

    table = reading_tables.read(path)

    assert cells(table) == [
        ["Tea is hot.", "2026-01-31", "24", "0.3", "true", ""],
        ["", "2026-02-01", "7", "1e-07", "false", ""],
    ]
    assert (table.header_row, [row.place.row for row in table.rows]) == (1, [2, 3])


def test_of_several_sheets_the_first_is_read_and_the_others_are_named(workbook):
    path = workbook(one=[["a", "b"], [1, 2]], two=[["c", "d"], [3, 4]])

    first, second = reading_tables.read(path), reading_tables.read(path, sheet="two")

    assert (first.columns, second.columns) == (("a", "b"), ("c", "d"))
    assert "others: two" in first.notices[0]
    with pytest.raises(UnknownName, match="There is no sheet 'three'"):
        reading_tables.read(path, sheet="three")


def test_a_sheet_that_holds_no_table_is_passed_over(workbook):
    path = workbook(notes=[["What this is"], ["By Ana"]], data=[["a", "b"], [1, 2]])

    table = reading_tables.read(path)

    assert table.columns == ("a", "b")
    assert "sheet “data” was read; others: notes" in table.notices[0]


def test_what_is_merged_over_rows_stands_in_each(workbook):
    path = workbook(
        data=[
            ["study", "year", "outcome", "label"],
            ["Leaf", 2001, "heat", "supports"],
            [None, None, "taste", "refutes"],
            [None, None, "colour", "supports"],
            ["Pot", 2002, "heat", "supports"],
            [None, 2003, "heat", "supports"],
        ],
        merges=["A2:A4", "B2:B3"],
    )

    assert [row[:2] for row in cells(reading_tables.read(path))] == [
        ["Leaf", "2001"],
        ["Leaf", "2001"],
        ["Leaf", ""],
        ["Pot", "2002"],
        ["", "2003"],
    ]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Study,,,Result,,\nwho,year,design,M,SD,label", ["who", "year", "design", "M", "SD", "label"]),
        ("Study,,Warm,,Cold,\nwho,year,M,SD,M,SD", ["who", "year", "Warm M", "Warm SD", "Cold M", "Cold SD"]),
        ("Table 1\nclaim,label,study,n\nTea is hot.,supports,Leaf 2001,24", ["claim", "label", "study", "n"]),
        (",claim,label\nx1,Tea is hot.,supports", ["column A", "claim", "label"]),
        ("claim,label,,\nTea is hot,supports,a,12", ["claim", "label"]),
    ],
)
def test_a_row_that_names_groups_of_columns_is_no_header(read, header, columns):
    assert list(read(header + "\na,b,c,d,e,f\n").columns) == columns


def test_a_workbook_by_any_name_is_one_and_a_broken_one_is_told(workbook, tmp_path):
    path = workbook(one=[["a", "b"], [1, 2]])
    moved = path.rename(tmp_path / "table.csv")
    (tmp_path / "broken.xlsx").write_bytes(moved.read_bytes()[:200])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "text")

    assert reading_tables.read(moved).columns == ("a", "b")
    for name in ("broken.xlsx", "other.zip"):
        with pytest.raises(BrokenFile, match="the workbook cannot be read"):
            reading_tables.read(tmp_path / name)


CELL = st.text(st.characters(exclude_categories=["C"], exclude_characters="\ufeff"), max_size=12).map(
    str.strip
)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(DELIMITERS))
def test_what_a_spreadsheet_writes_is_what_is_read(tmp_path_factory, rows, delimiter):
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["first", "second", "third"], *rows])
    path = tmp_path_factory.mktemp("property") / "table.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")

    table = reading_tables.read(path)

    assert cells(table) == [row for row in rows if any(row)]
    assert [row.place.row for row in table.rows] == [n for n, row in enumerate(rows, 2) if any(row)]
