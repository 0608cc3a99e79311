"""Characters that nobody sees: told by `check`, shown by no face, kept where a script needs them."""

import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import invisible
from evidence_graph.checks import check_folder
from evidence_graph.checks.texts import gist
from evidence_graph.cli import main
from evidence_graph.drawing import render
from evidence_graph.drawing.json_blocks import embed
from evidence_graph.drawing.vis import vis_network
from evidence_graph.notebook import bundle
from evidence_graph.site import build

STATEMENT = "Milk hides the bitterness of tea."
CLAIM = "milk-hides-bitterness"

STRAY = [
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    *"\u2060\u2061\u2066\u2067\u2068\u2069\u206a\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0041",
    *"\U000e0100\u0007\u007f\u0085\u2028",
]

NEEDED = {
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "an Arabic abbreviation": "\u06f1\u06f3\u06f2\u06f0 \u0647\u200d.\u0634.",
    "Hindi": "\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937",
    "Bengali": "\u09b0\u200d\u09cd\u09af",
    "Malayalam": "\u0d28\u0d4d\u200d",
    "Khmer": "\u1781\u17d2\u1798\u17c2\u179a\u200b\u1793\u17b7\u1799\u17b6\u1799",
    "Mongolian": "\u182e\u180b\u1823",
    "a mark in Hebrew": "\u05e9\u05dc\u05d5\u05dd\u200f! (n = 20)\u200e",
    "a mark in Arabic": "\u0634\u0627\u064a \u061c1-2",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a profession": "\U0001f469\U0001f3fd\u200d\U0001f52c",
    "a rainbow": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "a heart": "\u2764\ufe0f and \u2764\ufe0e",
    "a keycap": "1\ufe0f\u20e3",
    "England": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a Japanese name": "\u845b\U000e0100\u98fe",
    "old Hangul": "\u1112\u119e\u11ab \u115f\u1161",
    "Hebrew points": "\u05d1\u05bc\u034f\u05b8",
}


def with_statement(folder, statement):
    claims = folder / "claims.ttl"
    claims.write_text(claims.read_text("utf-8").replace(STATEMENT, statement), "utf-8")
    return folder


@pytest.mark.parametrize("character", STRAY, ids=lambda c: f"U+{ord(c):04X}")
def test_a_character_nobody_sees_is_told_by_its_name_and_shown_nowhere(tea, character, capfd):
    folder = with_statement(tea, f"Milk hid{character}es the bitterness of tea.")

    (problem,) = check_folder(folder)

    assert (problem.code, problem.subject) == ("invisible-character", f"claim:{CLAIM}")
    assert f"U+{ord(character):04X}" in problem.message
    assert "'Milk hid'" in problem.message
    assert main(["show", CLAIM, "--data", str(folder)]) == 0
    assert STATEMENT in re.sub(r"\s+", " ", capfd.readouterr().out)


def said(*arguments):
    """What a verb prints of the data in *folder*."""

    def face(folder, capfd):
        assert main([*arguments, "--data", str(folder)]) == 0
        return capfd.readouterr().out

    return face


def pages(folder, _capfd):
    build(eg.load(folder), folder / "web")
    return "".join(path.read_text("utf-8") for path in (folder / "web").rglob("*.html"))


FACES = {
    "terminal": said("show", CLAIM),
    "list": said("claims"),
    "markdown": said("audit", "tea-blog", "-f", "markdown"),
    "graphml": said("export", "graphml"),
    "map": lambda folder, _: render(eg.load(folder)),
    "notebook": lambda folder, _: "".join(bundle(eg.load(folder).claim(CLAIM)).values()),
    "page": pages,
}


@pytest.mark.parametrize("face", FACES)
def test_every_face_shows_the_statement_alike(tea, face, capfd):
    folder = with_statement(tea, "Milk\u2067 \u202ehid\u200bes\u00ad the bitterness\U000e0041 of tea.")

    text = FACES[face](folder, capfd)
    shown = re.sub(r'<script type="application/ld\+json">.*?</script>', "", text, flags=re.DOTALL)

    assert face == "markdown" or "Milk hides the bitterness" in re.sub(r"\s+", " ", shown)
    assert not re.search("[\u2067\u202e\u200b\u00ad\U000e0041]", shown.replace(embed(vis_network()), ""))


def test_json_stays_data(tea, capfd):
    statement = "Milk \u202ehid\u200bes the bitterness of tea."
    folder = with_statement(tea, statement)

    assert main(["show", CLAIM, "-f", "json", "--data", str(folder)]) == 0

    assert json.loads(capfd.readouterr().out)["statement"] == statement


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_what_a_script_or_a_sign_needs_is_no_problem_and_is_shown(tea, text, capfd):
    folder = with_statement(tea, f"Milk {text} hides.")

    assert check_folder(folder) == []
    assert main(["show", CLAIM, "--data", str(folder)]) == 0
    assert text.split()[0] in capfd.readouterr().out


@pytest.mark.parametrize("text", NEEDED.values(), ids=NEEDED)
def test_the_same_character_is_told_where_nothing_needs_it(text):
    """Among Latin letters alone none of them has any work to do."""
    moved = [f"a{character}b" for character in text if not invisible.bare(character)]

    assert [bool(invisible.hidden(each)) for each in moved] == [True] * len(moved)


@pytest.mark.parametrize(
    "blank", ["\u200b", "\u3164", "\u2800", "\u00a0\u00ad", "\ufeff", "\u2066\u2069", "\u115f"]
)
def test_a_claim_of_nothing_that_is_seen_is_empty(tea, blank, capfd):
    folder = with_statement(tea, blank)

    assert [(p.code, p.subject) for p in check_folder(folder)] == [("bad-value", f"claim:{CLAIM}")]
    assert main(["claims", "-f", "json", "--data", str(folder)]) == 0
    assert CLAIM not in {claim["id"] for claim in json.loads(capfd.readouterr().out)}


@pytest.mark.parametrize("character", ["\u200b", "\ufe0f", "\u3164", "\u00ad", "\U000e0041", "\u2060"])
def test_an_id_that_looks_like_another_is_told(tea, character):
    claims = tea / "claims.ttl"
    twin = f"<https://example.org/tea/claim/milk{quote(character)}-spoils-tea>"
    added = f'\n{twin} a eg:Claim ; eg:statement "Cream spoils tea." ; eg:topic concept:taste .\n'
    claims.write_text(claims.read_text("utf-8") + added, "utf-8")

    assert {p.code for p in check_folder(tea)} == {"look-alike", "invisible-character"}


def test_letters_from_the_right_reorder_nothing_around_them(tea, capfd):
    folder = with_statement(tea, "\u05ea\u05d4 \u05d8\u05d5\u05d1 (n = 20)")

    assert main(["show", CLAIM, "--data", str(folder)]) == 0

    for line in capfd.readouterr().out.splitlines():
        outside = re.sub("\u2068[^\u2068\u2069]*\u2069", "", line)
        assert not invisible.is_from_the_right(outside)
        assert "\u2068" not in outside


@given(st.text(alphabet=st.sampled_from("ab \u05ea\u0634\u200d\u200b\u202e\u2066\u2069\U0001f469\ufe0f1\n")))
def test_what_is_shown_turns_nothing_round_and_closes_what_it_opens(text):
    shown = invisible.show(text)

    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    assert invisible.isolate(shown).count("\u2068") == invisible.isolate(shown).count("\u2069")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Milk, cold, is good.", "milk cold is GOOD", True),
        ("Tea\u200b is wet", "Tea is wet!", True),
        ("\u2018Tea\u2019 is wet", '"tea" is wet', True),
        ("caf\u00e9 is wet", "cafe\u0301 is wet", True),
        ("Heat < 50 helps", "Heat > 50 helps", False),
        ("by 1.5 %", "by 15 %", False),
        ("changes by -5", "changes by 5", False),
        ("by 5 %", "by 5", False),
        ("Tea is wet", "Tea is not wet", False),
    ],
)
def test_statements_are_the_same_when_only_capitals_spaces_and_punctuation_differ(one, other, same):
    assert (gist(one) == gist(other)) == same


def test_an_entry_from_which_another_takes_fields_is_used(tea):
    bib = tea / "citations.bib"
    text = bib.read_text("utf-8").replace("year   = {2010},", "year = {2010}, crossref = {book1},")
    bib.write_text(text + "\n@book{book1, title = {All Pots}, year = {2010}}\n", "utf-8")

    assert check_folder(tea) == []


def test_a_circle_of_entries_is_told_once(tea):
    bib = tea / "citations.bib"
    text = bib.read_text("utf-8").replace("volume  = {3},", "volume = {3}, crossref = {pot2010},")
    bib.write_text(
        text.replace("year   = {2010},", "year = {2010}, xdata = {sorensen2015, leaf2001},"), "utf-8"
    )

    (problem,) = check_folder(tea)

    assert (
        problem.message == "The entry 'leaf2001' takes its fields from itself: leaf2001 → pot2010 → leaf2001."
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a_b?c=d#e",
        "HTTP://EXAMPLE.ORG",
        r"\url{https://example.org/~x}",
        "https://[::1]/",
    ],
)
def test_an_address_of_the_web_is_no_problem(tea, address):
    bib = tea / "citations.bib"
    bib.write_text(bib.read_text("utf-8").replace("{2010},", f"{{2010}}, url = {{{address}}},"), "utf-8")

    assert check_folder(tea) == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org",
        "mailto:a@example.org",
        "//example.org",
        "https://",
        "vbscript:x",
        "blob:https://x",
    ],
)
def test_any_other_address_is_told(tea, address):
    bib = tea / "citations.bib"
    bib.write_text(bib.read_text("utf-8").replace("{2010},", f"{{2010}}, url = {{{address}}},"), "utf-8")

    assert [p.code for p in check_folder(tea)] == ["bad-address"]
