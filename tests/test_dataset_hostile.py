"""What people and programs may hand over by mistake or on purpose ends in one sentence, never in a crash."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_graph import dataset as data
from evidence_graph import limits, model
from evidence_graph.errors import BrokenFile, CannotWrite
from evidence_graph.store import reader, writer

TEA = (Path(__file__).parent / "tea" / "claims.ttl").read_text("utf-8")
START = "@prefix eg: <https://w3id.org/evidence-graph/terms#> .\n"


def decoded(folder, content):
    path = folder / "claims.ttl"
    path.write_bytes(content)
    return reader.decode(path)


# Encodings.


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEA.encode(),
        TEA.replace("\n", "\r\n").encode(),
        TEA.replace("\n", "\r").encode(),
    ],
    ids=["byte order mark", "CRLF", "CR"],
)
def test_a_file_of_another_system_reads_the_same(tmp_path, content):
    assert reader.read(decoded(tmp_path, content)).records == reader.read(TEA).records


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"# one\n# two\r\n# caf\xe9\n", 3, "probably Latin-1 or Windows-1252"),
        (b"# one\r# \xe9\r", 2, "probably Latin-1"),
        (TEA.encode("utf-16"), 1, "UTF-16"),
        (TEA.encode("utf-16-le"), 1, "UTF-16"),
        (TEA.encode("utf-16-be"), 1, "UTF-16"),
    ],
)
def test_another_encoding_is_named_with_its_line(tmp_path, content, line, words):
    with pytest.raises(BrokenFile, match=words) as caught:
        decoded(tmp_path, content)

    assert caught.value.line == line


def test_a_file_over_the_limit_is_not_even_read(tmp_path, monkeypatch):
    path = tmp_path / "claims.ttl"
    path.write_bytes(b"#" * 2000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))

    with pytest.raises(BrokenFile, match=r"2,000 bytes, more than the limit of 1,000"):
        reader.decode(path, limit=1000)


def test_a_file_that_may_not_be_read_is_named(tmp_path):
    with pytest.raises(BrokenFile, match=r"claims\.ttl: the file cannot be read: No such file"):
        reader.decode(tmp_path / "claims.ttl")


def test_an_empty_file_holds_nothing(tmp_path):
    assert reader.read(decoded(tmp_path, b"")).records == {}


# Turtle that is too much.


def nested(opening, closing, depth):
    return START + "eg:a eg:b " + opening * depth + " eg:c " + closing * depth + " .\n"


@pytest.mark.parametrize(
    ("opening", "closing"), [("[ eg:p ", "]"), ("(", ")"), ("( [ eg:p ", "] )")], ids=["[", "(", "(["]
)
def test_brackets_nest_up_to_the_limit(opening, closing):
    step = opening.count("[") + opening.count("(")
    limit = limits.NESTING // step

    assert len(list(reader.triples(nested(opening, closing, limit), name="x"))) > limit
    with pytest.raises(BrokenFile, match=r"x:2: Brackets are nested more than 200 deep"):
        list(reader.triples(nested(opening, closing, limit + 1), name="x"))


@pytest.mark.parametrize("opening", ["<<( eg:a eg:b ", "<< ", "( ", "[ eg:p ", "eg:c {| eg:p "])
def test_a_hundred_thousand_brackets_are_refused_before_the_parser_crashes(opening):
    text = START + "eg:a eg:b " + opening * 100_000

    with pytest.raises(BrokenFile, match=r":2: (Brackets are nested|A triple within a triple)"):
        reader.read(text)


def test_a_text_with_a_direction_is_refused():
    with pytest.raises(BrokenFile, match=r"A text with a direction is RDF 1\.2 \('tea'\)"):
        reader.read(START + 'eg:a eg:b "tea"@ar--rtl .')


def test_brackets_in_texts_remarks_and_addresses_do_not_count():
    quoted = '"' + "([" * 300 + '"'
    text = START + f"# {'(' * 300}\neg:a eg:b {quoted}, '''{quoted} ''', <urn:x:{'(' * 300}>, eg:c\\(\\[ .\n"

    assert len(list(reader.triples(text.replace("\\[", ""), name="x"))) == 4


@pytest.mark.parametrize("digits", ["9" * 1_000_001, "9" * 1_000_000, "9" * 101, "+-5", "1E999999999", "٣"])
@pytest.mark.parametrize("datatype", ["integer", "decimal", "int"])
def test_a_number_that_is_none_is_a_fault_and_no_crash(digits, datatype):
    value = f'"{digits}"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'

    reading = reader.read(TEA.replace("eg:participants 24", f"eg:participants {value}"))

    assert [f.code for f in reading.faults] == ["bad-value"]
    assert len(reading.faults[0].message) < 200
    assert reading.records[model.Study]["leaf2001"].participants is None


def test_a_text_over_the_limit_is_a_fault():
    reading = reader.read(TEA.replace('"Tea, an invented example"', '"' + "a" * 1_000_001 + '"'))

    assert [f.message for f in reading.faults] == [
        "title holds a text of 1,000,001 characters (limit 1,000,000)."
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("eg:a eg:b .", 1),
        (START + "eg:a eg:b 1", 2),
        (START + 'eg:a eg:b "x\n" .', 2),
        (START + "eg:a eg:b <a b> .", 2),
        (TEA + "claim:x a eg:Claim", len(TEA.splitlines()) + 1),
        (TEA.replace("curator:bo a eg:Curator ;", "curator:bo a eg:Curator ; ;; }"), 0),
        ("\x00", 1),
    ],
)
def test_broken_syntax_is_named_with_its_line(text, line):
    line = line or 1 + next(n for n, row in enumerate(text.splitlines()) if "}" in row)

    with pytest.raises(BrokenFile) as caught:
        reader.read(text)

    assert caught.value.line == line
    assert caught.value.column > 0


def test_a_file_whose_end_is_cut_off_after_a_full_stop_is_noticed():
    whole = writer.to_turtle(reader.read(TEA))
    cut = whole[: whole.index("concept:taste a skos:Concept")]

    faults = reader.read(cut).faults

    assert [(f.code, f.line) for f in faults] == [("file-cut-off", len(cut.rstrip().splitlines()))]


def test_statements_added_by_hand_after_the_end_are_welcome():
    whole = writer.to_turtle(reader.read(TEA))

    reading = reader.read(whole + 'curator:cy a eg:Curator ; eg:name "Cy" .\n')

    assert (sorted(reading.records[model.Curator]), reading.faults) == (["ana", "bo", "cy"], [])


# Writing: the old file is whole until the new one is.


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "claims.ttl"
    path.write_text("old", "utf-8")
    return path


def litter(folder):
    return sorted(p.name for p in folder.iterdir() if p.name != "claims.ttl")


def test_a_file_is_replaced_in_one_step(old):
    writer.write_bytes(old, b"new")

    assert (old.read_bytes(), litter(old.parent)) == (b"new", [])


def test_a_read_only_file_is_refused_even_for_the_administrator(old):
    old.chmod(0o444)

    with pytest.raises(CannotWrite, match=r"claims\.ttl was not written: the file is read-only"):
        writer.write_bytes(old, b"new")

    assert (old.read_bytes(), litter(old.parent)) == (b"old", [])


@pytest.mark.parametrize("step", ["fsync", "write", "replace"])
@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EIO])
def test_a_full_or_failing_disk_leaves_the_old_file_whole(old, monkeypatch, step, trouble):
    def fail(*_, **__):
        raise OSError(trouble, os.strerror(trouble))

    class Full:
        def __init__(self, handle, _):
            self.handle = handle

        def __enter__(self):
            return self

        def __exit__(self, *_):
            os.close(self.handle)

        write = fail

    match step:
        case "fsync":
            monkeypatch.setattr(os, "fsync", fail)
        case "write":
            monkeypatch.setattr(os, "fdopen", Full)
        case "replace":
            monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(CannotWrite, match=os.strerror(trouble)):
        writer.write_bytes(old, b"new")

    assert (old.read_bytes(), litter(old.parent)) == (b"old", [])


KILLED = """
import os, signal, sys
from pathlib import Path
from evidence_graph.store import writer
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
writer.write_bytes(Path(sys.argv[1]), b"new" * 100_000)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL elsewhere")
def test_a_kill_between_writing_and_renaming_leaves_the_old_file_whole(old):
    ended = subprocess.run([sys.executable, "-c", KILLED, old], check=False)

    assert ended.returncode == -signal.SIGKILL
    assert old.read_bytes() == b"old"


def test_ctrl_c_leaves_the_old_file_and_no_litter(old, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)

    with pytest.raises(KeyboardInterrupt):
        writer.write_bytes(old, b"new")

    assert (old.read_bytes(), litter(old.parent)) == (b"old", [])


def test_a_link_stays_a_link_and_its_target_changes(old, tmp_path):
    link = tmp_path / "link" / "claims.ttl"
    link.parent.mkdir()
    link.symlink_to(old)

    writer.write_bytes(link, b"new")

    assert (link.is_symlink(), old.read_bytes()) == (True, b"new")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_a_file_is_kept(old, mode):
    old.chmod(mode)

    writer.write_bytes(old, b"new")

    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CannotWrite, match="there is no folder"):
        writer.write_bytes(tmp_path / "none" / "claims.ttl", b"new")


@pytest.mark.parametrize("address", ["urn:x:a b", "urn:x:a> . <urn:x:b", "no-scheme", "urn:x:\n"])
def test_an_address_that_would_break_the_file_is_refused_before_anything_is_written(tmp_path, address):
    shutil.copytree(Path(__file__).parent / "tea", tmp_path, dirs_exist_ok=True)
    dataset = data.load(tmp_path)
    dataset.reading.foreign.append(("https://example.org/tea/", "urn:x:p", (address, None)))

    with pytest.raises(CannotWrite, match=r"claims\.ttl was not written: the new text would be broken"):
        data.save(dataset)

    assert (tmp_path / "claims.ttl").read_text("utf-8") == TEA


def test_a_saved_folder_is_what_was_loaded_and_has_no_problem(tmp_path):
    shutil.copytree(Path(__file__).parent / "tea", tmp_path, dirs_exist_ok=True)
    dataset = data.load(tmp_path)

    data.save(dataset)

    again = data.load(tmp_path)
    assert again.reading.records == dataset.reading.records
    assert again.bibliography.entries == dataset.bibliography.entries
    assert again.reading.faults == []
