"""No TeX that reads, writes or redefines leaves with a citation; ordinary entries leave as they are."""

import json
import random
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import bibliography as bib
from evidence_graph.bibliography import Entry, commands, offences
from evidence_graph.cli import main

sys.path.insert(0, str(Path(__file__).parent))
import hostile_tex
import ordinary_tex
import tex

CANARY = "Kanarienvogel"
BESIDE = {"secret.txt": CANARY, "secret.tex": CANARY, "secret.lbx": CANARY, "paper.txt": CANARY}
OURS = {"works.bib", "every.bst", "paper.tex", *BESIDE}
ENDINGS = {"aux", "bbl", "bcf", "blg", "fls", "log", "out", "pdf", "run.xml"}


def exported(folder, text, *options):
    """What `export bibtex` writes of the tea data with *text* added to its bibliography."""
    with (folder / "citations.bib").open("a", encoding="utf-8", newline="") as file:
        file.write("\n" + text + "\n")
    target = folder.parent / f"{folder.name}.bib"
    assert main(["export", "bibtex", *options, "--data", str(folder), "--no-cache", "-o", str(target)]) in {
        0,
        1,
    }
    return target.read_text("utf-8")


def touched(run):
    """What a run of TeX did that it may not."""
    strange = {name for name in run.files - OURS if name.partition(".")[2] not in ENDINGS}
    opened = run.inputs & set(BESIDE)
    signs = {sign for sign in (CANARY, "That makes 100 errors") if sign in run.traces}
    return strange | opened | signs


@pytest.mark.parametrize("engine", list(tex.PAPERS))
def test_the_trap_snaps(tmp_path, engine):
    """The trial is worth something: what was not cleansed is caught."""
    tex.require()
    text = r"@misc{n1, title = {T}, note = {\input{secret.txt}}}"

    assert touched(tex.Run.of(tmp_path, engine, text, BESIDE)) >= {"secret.txt", CANARY}


@pytest.mark.trial
@pytest.mark.parametrize("engine", list(tex.PAPERS))
def test_no_exported_entry_makes_tex_read_or_write_a_file(tmp_path, tea, trial, engine):
    """Each member is exported with all others and compiled, in full runs also alone."""
    tex.require()
    members = hostile_tex.texts()
    names = random.Random(engine).sample(sorted(members), trial.amount(sample=24, whole=len(members)))  # noqa: S311 - a sample
    groups = [names, *([name] for name in names if len(names) == len(members))]

    damage = {}
    for number, group in enumerate(groups):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = shutil.copytree(tea, folder / "data")
        text = exported(data, "\n".join(members[name] for name in group), "--annotate")
        place = folder / "paper"
        place.mkdir()
        if found := touched(tex.Run.of(place, engine, text, BESIDE)):
            damage[" ".join(group)] = found

    assert damage == {}
    trial.tell(
        f"{len(names)} hostile entries with {engine} in {len(groups)} documents: no file read or written"
    )


def test_ordinary_entries_leave_byte_for_byte(tea, capsys):
    """Of 240 entries as people and programs write them, none is rewritten and none is a problem."""
    entries = bib.parse(ordinary_tex.texts()).entries

    text = exported(tea, ordinary_tex.texts())
    _, told = main(["check", "--data", str(tea), "-f", "json"]), capsys.readouterr()

    left = bib.parse(text).entries
    changed = [key for key, entry in entries.items() if left[key] != entry]
    assert (len(entries), changed) == (240, [])
    assert "written anew" not in told.err
    assert "tex-command" not in told.out


@pytest.mark.parametrize("engine", list(tex.PAPERS))
def test_what_sorts_by_a_command_of_the_preamble_compiles_without_that_preamble(tmp_path, tea, engine):
    tex.require()
    text = exported(
        tea,
        r'@preamble{"\newcommand{\noopsort}[1]{\input{#1}}"}'
        r"@misc{f1, title = {T}, author = {{\noopsort{secret.txt}}Feuille, D.}, year = {2001}}",
    )

    run = tex.Run.of(tmp_path / "paper", engine, text, BESIDE)

    assert r"author = {{\noopsort{secret.txt}}Feuille, D.}" in text
    assert r"\input" not in text
    assert "Feuille" in run.printed
    assert touched(run) == set()


@pytest.mark.trial
def test_what_biber_makes_of_an_allowed_command_is_allowed_again(tmp_path, trial):
    """Biber puts signs in the place of commands before TeX reads them; none becomes a comment or a caret."""
    tex.require()
    words = sorted(commands.WORDS)
    words = random.Random(1).sample(words, trial.amount(sample=100, whole=len(words)))  # noqa: S311 - a sample
    notes = [form % word for word in words for form in (r"{\%s}", r"\%s put", r"\%s{i}nput", r"$\%s$")]
    notes = [note for note in notes if offences.of_text(note, "note") is None]
    text = "\n".join(f"@misc{{k{n}, title = {{T}}, note = {{{note}}}}}" for n, note in enumerate(notes))

    made = tex.biber(tmp_path, text)

    assert len(made) == len(notes)
    assert [note for note in made if offences.of_text(note, "note")] == []
    trial.tell(f"{len(words)} commands through biber: none becomes one that is not allowed")


DANGEROUS = frozenset(
    [
        "input",
        "include",
        "openin",
        "openout",
        "closeout",
        "read",
        "readline",
        "write",
        "immediate",
        "def",
        "edef",
        "gdef",
        "xdef",
        "let",
        "futurelet",
        "catcode",
        "lccode",
        "uccode",
        "csname",
        "special",
        "expandafter",
        "lowercase",
        "uppercase",
        "char",
        "chardef",
        "endlinechar",
        "scantokens",
        "toks",
        "newread",
        "newwrite",
        "newcommand",
        "renewcommand",
        "providecommand",
        "directlua",
        "latelua",
        "pdfobj",
        "pdfximage",
        "pdffiledump",
        "includegraphics",
        "verbatiminput",
        "lstinputlisting",
        "usepackage",
        "begin",
        "end",
        "verb",
        "makeatletter",
        "jobname",
        "string",
        "meaning",
        "noexpand",
        "aftergroup",
        "everypar",
        "InputIfFileExists",
        "IfFileExists",
    ]
)


@pytest.mark.parametrize("word", sorted(DANGEROUS))
def test_a_dangerous_command_is_none_that_may_leave(word):
    offence = offences.of_text(f"a \\{word}{{x}}", "note")

    assert offence == f"\\{word}, which is no command of a citation"


def test_no_allowed_command_becomes_a_dangerous_one_when_a_style_cuts_it_or_changes_its_capitals():
    becoming = {word[:length].lower() for word in commands.WORDS for length in range(2, len(word) + 1)}
    becoming |= {word.capitalize() for word in becoming} | {word.upper() for word in becoming}

    assert becoming & DANGEROUS == set()


@given(st.lists(st.sampled_from([*hostile_tex.NOTES, *"{}\\^%@#&$_~ ab", "\\in", "put", "^^5c"])))
def test_whatever_a_field_holds_leaves_harmless_and_within_its_entry(parts):
    """What is written anew passes its own judge, also when it is read back."""
    value = "".join(parts)
    fields = dict.fromkeys(
        ("note", "title", "author", "keywords", "url", "file", "pages", "langid"), f"{{{value}}}"
    )

    entry, notices = bib.cleanse(Entry("k", "misc", fields))
    left = bib.parse(bib.format_entry(entry)).entries["k"]

    assert bib.cleanse(left) == (left, ())
    assert {notice.field for notice in notices if notice.is_lost} | left.fields.keys() >= fields.keys()


def test_a_field_is_written_anew_alone_and_told_with_its_entry(tea, capsys):
    text = exported(
        tea,
        "@string{inp = {J \\inp}}\n@article{evil2001,\n  journal = inp # {ut{secret.txt}},\n"
        "  publisher = {Derm \\emph{House}},\n  file = {C:\\Users\\nora\\read me.pdf},\n}",
    )

    entry = bib.parse(text).entries["evil2001"]
    assert entry.fields == {
        "journal": r"{J {\textbackslash}input{\textbraceleft}secret.txt{\textbraceright}}",
        "publisher": r"{Derm \emph{House}}",
        "file": "{C:/Users/nora/read me.pdf}",
    }
    assert "inp =" not in text
    told = capsys.readouterr().err
    assert (
        "the field 'journal' of the entry 'evil2001' is written anew as plain text: it holds \\input" in told
    )
    assert "the field 'file' of the entry 'evil2001' is written anew as plain text: it holds \\Users" in told


def test_check_tells_tex_that_does_not_leave_with_its_line_and_cure(tea, capsys):
    (tea / "citations.bib").write_text(
        '@preamble{"x"}\n@misc{evil2001,\n  title = {T},\n  note = {^^5cinput{x}},\n  file = {C:\\read},\n}\n'
    )

    status = main(["check", "--data", str(tea), "-f", "json"])

    problems = [p for p in json.loads(capsys.readouterr().out) if p["code"] == "tex-command"]
    assert status == 1
    assert [(p["line"], p["message"].split(";")[0], p["cure"]) for p in problems] == [
        (1, "A @preamble is code of TeX, which no export takes along.", "Keep it in the document instead."),
        (
            4,
            "The field note holds ^^, by which TeX writes any character",
            "Write what is to be printed, with commands for letters, formulas and type alone.",
        ),
        (
            5,
            "The field file holds \\read, which is no command of a citation",
            r"Write / or \\ for each \ of the path.",
        ),
    ]


BROKEN = {
    "an apostrophe in the key": ("@misc{O'Hara2011, title = {A}}", 'the entry "O\'Hara2011" is left out'),
    "a number sign in the key": ("@misc{a#1, title = {A}}", "the entry 'a#1' is left out"),
    "a digit before the type": ("@1misc{a1, title = {A}}", "the entry 'a1' is left out"),
    "a commented field": (
        "@misc{a1,\n % year = {1},\n title = {A}}",
        "the field '% year' of the entry 'a1' is left out",
    ),
    "a value with a rest": (
        "@misc{a1, title = {A} b, year = 1}",
        "the field 'title' of the entry 'a1' is left out",
    ),
    "no value": ("@misc{a1, title = , year = 1}", "the field 'title' of the entry 'a1' is left out"),
}


@pytest.mark.parametrize("options", [[], ["--annotate"]], ids=["plain", "annotated"])
@pytest.mark.parametrize(("entry", "told"), list(BROKEN.values()), ids=list(BROKEN))
def test_one_bad_entry_is_named_and_all_others_are_written(tea, tmp_path, capsys, entry, told, options):
    with (tea / "citations.bib").open("a") as file:
        file.write(f"\n{entry}\n@misc{{last, title = {{Last}}}}\n")

    status = main(["export", "bibtex", *options, "--data", str(tea), "-o", str(tmp_path / "all.bib")])

    assert status == 1
    assert told in capsys.readouterr().err
    text = (tmp_path / "all.bib").read_text("utf-8")
    assert bib.parse(text).problems == ()
    assert {"leaf2001", "pot2010", "sorensen2015", "last"} <= bib.parse(text).entries.keys()


@pytest.mark.parametrize("verb", ["map", "site"])
def test_map_and_site_name_the_entry_whose_bibtex_they_cannot_give(tea, tmp_path, capsys, verb):
    path = tea / "claims.ttl"
    path.write_text(path.read_text("utf-8").replace("citation:pot2010", "citation:pot\\#2010"), "utf-8")
    path = tea / "citations.bib"
    path.write_text(path.read_text("utf-8").replace("{pot2010", "{pot#2010"), "utf-8")

    status = main([verb, "--data", str(tea), "-o", str(tmp_path / "out.html")])

    told = capsys.readouterr().err
    assert status == 0
    assert told.count("the entry 'pot#2010' is left out") == 1


def test_where_no_entry_can_be_written_no_file_is(tea, tmp_path, capsys):
    (tea / "citations.bib").write_text("@misc{O'Hara2011, title = {A}}")

    status = main(["export", "bibtex", "--data", str(tea), "-o", str(tmp_path / "all.bib")])

    assert status == 1
    assert "no citation can be written; nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "all.bib").exists()
