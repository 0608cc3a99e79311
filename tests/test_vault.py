"""A vault of Obsidian: no text of the data is obeyed in it, and none of its reader is lost."""

import json
import random
import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.cli import main
from evidence_graph.errors import CannotWrite
from evidence_graph.vault import export, vault_files
from evidence_graph.vault.note_links import FOLDERS
from evidence_graph.vault.note_names import file_names
from evidence_graph.vault.note_text import in_a_line, link_words, plain, quoted, unquoted

TEA = Path(__file__).parent / "tea"
CLAIM = "claims/long-steeping-makes-bitter.md"
LINE = vault_files.LINE
LINK = re.compile(r"\[\[([^\]|\[]*)\|([^\]\[]*)\]\]")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

PIECES = [
    "[[",
    "]]",
    "![[x]]",
    "|",
    "%%",
    "%",
    "<% tp.file.create_new() %>",
    "<%",
    "%>",
    "`= this.file`",
    "```dataviewjs\n",
    "```",
    "`",
    "$$",
    "$=",
    "key:: value",
    "::",
    "<script>alert(1)</script>",
    "<img src=x onerror=x>",
    "<!--",
    "-->",
    "obsidian://open",
    "https://evil.example",
    "javascript:x",
    "#tag",
    "^block",
    "==x==",
    "*x*",
    "__x__",
    "~~x~~",
    "- [ ] ",
    "1. ",
    "> ",
    "+ ",
    "---",
    "\n",
    "\r\n",
    "\t",
    "\\",
    "&lt;",
    "&#91;",
    "{{date}}",
    '"',
    "'",
    ": ",
    "# ",
    "a",
    "b c",
    "é",
    "e\u0301",
    "ﬁ",
    "ß",
    "茶",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x00",
    "\x07",
    "\u0085",
    "\u2028",
    "\U0001f375",
    "\ufffe",
    LINE,
    f"\n{LINE}\n",
    "\n---\n",
    "p < 0.05",
    "A & B",
    "5 %",
    "x = y",
    "[1]: http://x",
    "[^1]",
    "!",
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), min_size=1, max_size=6).map("".join)
SEEN = HOSTILE.filter(lambda text: in_a_line(text) != "")
NAMES = [
    "con",
    "CON",
    "aux.md",
    "nul",
    "COM1",
    "lpt¹",
    "..",
    ".",
    "a/b",
    "a\\b",
    "Tea",
    "tea",
    "TEA",
    "x.md",
    "x" * 300,
]
IDS = st.sampled_from(NAMES) | SEEN


def vault_of(folder, *options, data=TEA):
    return main(["export", "obsidian", "-o", str(folder), "--data", str(data), *options])


def notes_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.md")}


def parts_of(text):
    """The properties of a note as a reader of YAML has them, and what stands below."""
    _, front, body = text.split("---\n", 2)
    return yaml.safe_load(front), body


def shown(line):
    """What somebody sees of a line of Markdown, and the kinds of what is in it."""
    tokens = [token for block in MARKDOWN.parse(line) for token in [block, *(block.children or ())]]
    return "".join(token.content for token in tokens if token.type == "text"), {
        token.type for token in tokens
    }


@pytest.fixture
def vault(tmp_path):
    folder = tmp_path / "vault"
    assert vault_of(folder) == 0
    return folder


def test_a_claim_has_the_answer_the_verdict_and_its_studies_with_what_they_found(vault):
    properties, body = parts_of((vault / CLAIM).read_text("utf-8"))
    sheet = eg.assess(eg.load(TEA), "long-steeping-makes-bitter")

    assert properties["verdict"] == sheet.verdict.value
    assert properties["aliases"] == ["Steeping tea for longer makes it more bitter."]
    assert (
        properties["balance"]
        == f"[+{properties['studies-for']} −{properties['studies-against']}]"
        == "[+1 −1]"
    )
    assert body.index(plain(sheet.answer)) < body.index(sheet.verdict.value) < body.index("## For (1)")
    assert "[+1 −1]" in body
    assert "- [[studies/leaf2001|Leaf et al. 2001]]" in body
    assert "[[topics/brewing|" in body
    assert "[[concepts/green-tea|" in body


def test_studies_and_articles_lead_back_to_claims_with_what_stands_for_and_against_them(vault):
    link = "[[claims/long-steeping-makes-bitter|Steeping tea for longer makes it more bitter.]] [+1 −1]"

    assert link in (vault / "studies" / "leaf2001.md").read_text("utf-8")
    assert link in (vault / "articles" / "tea-blog.md").read_text("utf-8")
    assert link in (vault / "topics" / "brewing.md").read_text("utf-8")
    assert link in (vault / "claims" / "milk-hides-bitterness.md").read_text("utf-8")


def all_links_lead_somewhere(notes):
    places = {path.removesuffix(".md") for path in notes}
    for content in notes.values():
        text = content.decode()
        assert text.count("[[") == text.count("]]") == len(LINK.findall(text))
        assert {place for place, _ in LINK.findall(text)} <= places


def test_every_link_of_the_bundled_data_leads_to_a_note(tmp_path, hips):
    report = export(hips, tmp_path)
    notes = notes_of(tmp_path)

    all_links_lead_somewhere(notes)
    assert len(notes) == report.notes > 300
    assert {path.partition("/")[0] for path in notes} == set(FOLDERS.values())


def graph_of(claims, title, finding):
    """A small graph of hostile texts: claims by their ids, each with the one work."""
    records = [model.Scheme("s", title), model.Concept("t", title, "s"), model.Curator("c", "C")]
    records += [model.Citation("k", title=title, doi="10.1/<%x%>", url="https://x.example/?a=<%1%>::2")]
    records += [model.Article("a", title, note=finding)]
    for number, (identifier, statement) in enumerate(claims.items()):
        claim = model.Claim(identifier, statement, "t", note=finding, question=statement, about=("t",))
        line = model.EvidenceLine(f"l{number}", identifier, "k", model.Stance.SUPPORTS, "c", finding=finding)
        stand = model.Assertion(f"s{number}", identifier, "a", model.Attitude.ASSERTS, model.Force.PLAIN)
        records += [claim, line, stand]
    return eg.EvidenceGraph.of(records)


@settings(max_examples=20, derandomize=True)
@given(st.dictionaries(IDS, SEEN, min_size=1, max_size=4), SEEN, SEEN)
@example({"Tea": "<% x %>", "tea": "%%[[a]]%%"}, "key:: `= 1`", "- [ ] ```js")
def test_whatever_texts_hold_they_are_shown_and_not_obeyed(claims, title, finding):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export(graph_of(claims, title, finding), folder)
        notes = notes_of(folder)

        all_links_lead_somewhere(notes)
        for content in notes.values():
            text = content.decode()
            body = parts_of(text)[1]
            head, line, own = body.partition(f"{LINE}\n")
            assert (line, own) == (f"{LINE}\n", "")
            assert not re.search(r"<%|::|%%|```|\$\$|(?<!\\)`|(?<!\\)<|(?<!\\)&[#\w]+;", head)
            assert not re.search(r"<%|%%|`", text.partition(body)[0])
            _, kinds = shown(head)
            assert (
                kinds
                & {"html_inline", "html_block", "code_inline", "fence", "code_block", "image", "table_open"}
                == set()
            )
            for href in re.findall(r"\]\(([^)]*)\)", head):
                assert re.match(r"https?://[^\s<>`|$]+$", href)

        assert sorted(
            parts_of(notes[p].decode())[0]["id"] for p in notes if p.startswith("claims")
        ) == sorted(claims)
        before = {path: (folder / path).stat() for path in notes}
        export(graph_of(claims, title, finding), folder)
        assert notes_of(folder) == notes
        assert {path: (folder / path).stat().st_ino for path in notes} == {
            p: s.st_ino for p, s in before.items()
        }


@given(HOSTILE)
def test_a_text_in_markdown_reads_as_it_stands(text):
    words, kinds = shown(f"x {plain(text)}")

    assert words == f"x {in_a_line(text)}".rstrip()
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text"}


@given(HOSTILE)
def test_a_text_that_stands_first_in_its_line_opens_no_list_and_no_quotation(text):
    words, kinds = shown(plain(text))

    assert words == in_a_line(text)
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text"}


@given(HOSTILE)
def test_the_words_of_a_link_end_neither_the_link_nor_its_line(text):
    words = link_words(text)

    assert not re.search(r"[\[\]|`<>$#^\n{}*\\]|%%|::|://", words)
    assert unicodedata.normalize("NFKC", words) == unicodedata.normalize("NFKC", in_a_line(text))


@given(HOSTILE | st.text())
def test_a_property_is_read_letter_by_letter(text):
    assert yaml.safe_load(f"id: {quoted(text)}") == {"id": text}
    assert unquoted(quoted(text)) == text


@given(st.lists(IDS, min_size=1, max_size=8, unique=True), st.lists(IDS, max_size=5))
def test_names_of_files_fit_every_system_and_stay_when_others_come(identifiers, more):
    names = file_names(identifiers, {})
    later = file_names([*identifiers, *more], names)

    assert {each: later[each] for each in identifiers} == names
    folded = {unicodedata.normalize("NFD", name).casefold() for name in later.values()}
    assert len(folded) == len(later) == len({*identifiers, *more})
    for name in later.values():
        assert not re.search(r'[/\\:*?"<>|#^\[\]%\x00-\x1f]|^[ .-]|[ .]$', name)
        assert 0 < len(f"{name}.md".encode()) <= 120
        assert not re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)[0-9¹²³]", name)


def test_an_id_that_fits_is_the_name_itself():
    assert file_names(["tea-is-bitter", "smithTea2019", "茶"], {}) == {
        "tea-is-bitter": "tea-is-bitter",
        "smithTea2019": "smithTea2019",
        "茶": "茶",
    }


TEXTS = [
    b"mine",
    b"\r\n\r\nmine\r\n",
    b"\xff\xfe",
    LINE.encode() + b"\n",
    b"---\nid: x\n---\n",
    b"\n\n",
    b"[[x]] %%y%%\n",
    b"",
]


@pytest.mark.trial
def test_what_a_reader_writes_below_the_line_stays_at_every_export(tmp_path, tea, trial):
    claims, original = tea / "claims.ttl", (tea / "claims.ttl").read_text("utf-8")
    dice = random.Random(11)  # noqa: S311 - a dice of a test
    edits, own = trial.amount(sample=15, whole=200), {}
    export(eg.load(tea), tmp_path / "v")
    for number in range(edits):
        path = dice.choice(sorted(notes_of(tmp_path / "v")))
        with (tmp_path / "v" / path).open("ab") as note:
            note.write(dice.choice(TEXTS))
        own[path] = (tmp_path / "v" / path).read_bytes().split(f"{LINE}\n".encode(), 1)[1]
        claims.write_text(original.replace("more bitter", f"bitter {number % 3} times"), "utf-8")

        export(eg.load(tea), tmp_path / "v")

        now = {p: text.split(f"{LINE}\n".encode(), 1)[1] for p, text in notes_of(tmp_path / "v").items()}
        assert {p: text for p, text in now.items() if text} == {p: text for p, text in own.items() if text}
        assert f"bitter {number % 3} times" in (tmp_path / "v" / CLAIM).read_text("utf-8", "replace")

    trial.tell(f"{edits} edits: 0 letters lost")


def without(tea, name):
    """The data without all that names a claim."""
    claims = tea / "claims.ttl"
    blocks = re.split(r"\n\n+", claims.read_text("utf-8"))
    kept = [
        re.sub(rf" ;\n    eg:\w+ claim:{name}(?= [;.])", "", block)
        for block in blocks
        if f"claim:{name} a" not in block
    ]
    claims.write_text("\n\n".join(block for block in kept if f"claim:{name}" not in block) + "\n", "utf-8")


def test_the_note_of_a_claim_that_is_gone_goes_unless_its_reader_wrote_in_it(vault, tea, capfd):
    with (vault / "claims" / "milk-spoils-tea.md").open("a") as note:
        note.write("But I like milk.\n")
    without(tea, "milk-spoils-tea")
    without(tea, "milk-hides-bitterness")

    assert vault_of(vault, data=tea) == 0

    assert not (vault / "claims" / "milk-hides-bitterness.md").exists()
    assert (vault / "claims" / "milk-spoils-tea.md").read_text("utf-8").endswith("But I like milk.\n")
    assert f"kept {vault / 'claims' / 'milk-spoils-tea.md'}" in capfd.readouterr().err


def test_a_note_that_its_reader_has_renamed_is_gone_on_with(vault):
    (vault / CLAIM).rename(vault / "claims" / "Bitter & strong.md")

    assert vault_of(vault) == 0

    assert not (vault / CLAIM).exists()
    assert "[[claims/Bitter & strong|Steeping" in (vault / "studies" / "leaf2001.md").read_text("utf-8")


def test_a_copy_of_a_note_does_not_take_its_place(vault):
    (vault / "claims" / "long-steeping-makes-bitter 1.md").write_bytes((vault / CLAIM).read_bytes() + b"mine")
    before = (vault / CLAIM).read_bytes()

    report = export(eg.load(TEA), vault)

    assert report.spared == ("claims/long-steeping-makes-bitter 1.md",)
    assert (vault / CLAIM).read_bytes() == before


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.replace('id: "long-steeping-makes-bitter"', "id: long-steeping-makes-bitter"),
        lambda text: text.replace('"claim"', "'claim'").replace("---\n# ", "mine: true\n---\n# "),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(LINE, LINE + "  "),
    ],
    ids=["bare", "properties", "crlf", "mark", "spaces"],
)
def test_a_note_is_known_again_after_other_programs_wrote_it_anew(vault, rewrite):
    plain_note = (vault / CLAIM).read_bytes()
    (vault / CLAIM).write_bytes((rewrite(plain_note.decode()) + "mine").encode())

    assert vault_of(vault) == 0

    assert (vault / CLAIM).read_bytes() == plain_note + b"mine"


@pytest.mark.parametrize("content", [b"# My own\n", b"---\nid: x\n---\nmine\n", b""])
def test_where_a_file_of_the_reader_stands_nothing_is_written(vault, tea, content, capfd):
    (vault / CLAIM).write_bytes(content)
    before = notes_of(vault)
    without(tea, "milk-spoils-tea")

    assert vault_of(vault, data=tea) == 2

    assert notes_of(vault) == before
    assert (
        f"{vault / CLAIM} was not written: what is there is no note of evidence-graph"
        in capfd.readouterr().err
    )


def test_a_note_that_has_lost_its_line_is_not_overwritten(vault):
    (vault / CLAIM).write_text((vault / CLAIM).read_text("utf-8").replace(LINE, "mine"), "utf-8")

    assert vault_of(vault) == 2

    assert "\nmine\n" in (vault / CLAIM).read_text("utf-8")


def test_a_note_that_is_changed_meanwhile_is_not_overwritten(vault):
    notes = vault_files.read(vault, FOLDERS.values())
    texts = {path: note.content.replace(b"# ", b"## ") for path, note in notes.items()}
    with (vault / CLAIM).open("a") as note:
        note.write("mine")
    before = notes_of(vault)

    with pytest.raises(CannotWrite, match="changed it meanwhile"):
        vault_files.put(vault, texts, notes)

    assert notes_of(vault) == before


def test_other_files_of_a_vault_are_left_alone(vault):
    others = {
        "My note.md": b"mine",
        "claims/mine.md": b"mine",
        "claims/pictures/a.png": b"\x89",
        ".obsidian/app.json": b"{}",
    }
    for path, content in others.items():
        (vault / path).parent.mkdir(exist_ok=True)
        (vault / path).write_bytes(content)

    assert vault_of(vault, "--lang", "de") == 0

    assert {path: (vault / path).read_bytes() for path in others} == others


def test_only_a_vault_an_empty_folder_or_a_new_one_is_written_into(tmp_path, tea, capfd):
    full, own, inner, hidden = (tmp_path / name for name in ("full", "own", "own/inner", "hidden"))
    for folder in (full, own / ".obsidian", inner, hidden / ".git"):
        folder.mkdir(parents=True)
    for folder in (full, own, inner):
        (folder / "letter.txt").write_text("mine")

    assert vault_of(full) == 2
    assert "it holds letter.txt" in capfd.readouterr().err
    assert [path.name for path in full.iterdir()] == ["letter.txt"]
    assert vault_of(tea) == 2
    assert [vault_of(folder) for folder in (own, inner, hidden)] == [0, 0, 0]


def test_a_link_in_the_place_of_a_folder_is_not_followed(vault, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (vault / "claims").rename(tmp_path / "claims")
    (vault / "claims").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert vault_of(vault) == 2

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_graph_view_has_a_colour_for_each_verdict_until_its_reader_sets_others(vault):
    settings_of_view = vault / ".obsidian" / "graph.json"
    queries = [group["query"] for group in json.loads(settings_of_view.read_text())["colorGroups"]]
    settings_of_view.write_text("{}")

    assert vault_of(vault) == 0

    assert queries == [f"tag:#evidence/{verdict.value.replace(' ', '-')}" for verdict in model.Verdict]
    assert settings_of_view.read_text() == "{}"


def test_within_a_vault_there_is_no_second_one(tmp_path):
    (tmp_path / ".obsidian").mkdir()

    assert vault_of(tmp_path / "inner") == 0

    assert not (tmp_path / "inner" / ".obsidian").exists()


def test_a_vault_takes_no_claims_and_needs_a_folder(tmp_path, capfd):
    assert vault_of(tmp_path / "v", "milk-spoils-tea") == 2
    assert main(["export", "obsidian", "--data", str(TEA)]) == 2
    assert "obsidian is a folder of notes; name it with -o DIR." in capfd.readouterr().err
