"""How answers look at the widths that terminals have."""

import re
from pathlib import Path

import pytest

from evidence_graph.cli import main

TEA = Path(__file__).parent / "tea"

VERBS = ["claims", "assess", "assess --fragile", "agreement", "studies no-transfer-to-sprinting",
         "assess no-transfer-to-sprinting", "audit hip-thrust-critique", "audit", "show jarvis2019",
         "show no-transfer-to-sprinting"]  # fmt: skip


@pytest.fixture
def look(capfd, monkeypatch):
    """The lines that a verb prints on a terminal of so many columns."""
    monkeypatch.setenv("NO_COLOR", "1")

    def look(verb, columns):
        monkeypatch.setenv("COLUMNS", str(columns))
        main(verb.split())
        return capfd.readouterr().out.splitlines()

    return look


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(look, verb, columns):
    lines = look(verb, columns)

    assert [line for line in lines if len(line) > columns or line.endswith(" ")] == []


def test_an_id_too_long_for_its_column_breaks_after_a_hyphen(look):
    lines = [line.split("  ")[0].strip() for line in look("claims --topic spine", 60)]

    assert "heavy-hip-thrust-endangers-" in lines
    assert lines[lines.index("heavy-hip-thrust-endangers-") + 1] == "spine"


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_the_product_of_a_weight_stands_on_one_line(look, columns):
    lines = look("assess no-transfer-to-sprinting", columns)
    below = next(number for number, line in enumerate(lines) if set(line.strip()) == {"─"})
    products = [line for line in lines[below:] if "×" in line]

    assert len(products) > 5
    assert [line for line in products if not re.search(r"\d × \S+ × \S+ × \S+ × \S+ = \d", line)] == []


def test_the_shares_stand_beside_their_bar_at_80_columns(look):
    [line] = [line for line in look("assess no-transfer-to-sprinting", 80) if "██" in line]

    shares = re.search(r"[·▒]     yes (0\.\d\d)  unknown (0\.\d\d)  no (0\.\d\d)$", line)
    assert round(sum(map(float, shares.groups())), 9) == 1


def test_readers_who_agree_share_one_product(look):
    lines = look(f"assess long-steeping-makes-bitter --data {TEA}", 80)

    assert any("1.5 × 1 × 0.85 × 1 × 0.5 = 0.64" in line for line in lines)
    assert any("0.5 × 1 × 0.85 × 0.21 × 1 = 0.09" in line for line in lines)


def test_the_claims_in_dispute_have_room_for_words_at_60_columns(look):
    lines = look("agreement", 60)

    assert any("bridge-develops-" in line for line in lines)


def test_what_stands_further_in_stays_there_when_its_line_breaks(look):
    lines = look("show hip-thrust-builds-glutes", 60)
    first = next(n for n, line in enumerate(lines) if line.startswith("  hip-thrust-critique asserts it"))

    assert lines[first + 1].startswith("  ")


def test_a_problem_and_its_cure_stay_below_their_place(capfd, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    (tmp_path / "claims.ttl").write_text("@prefix a b c")
    (tmp_path / "citations.bib").write_text("")
    main(["check", "--all", "--data", str(tmp_path)])
    told = capfd.readouterr().out.partition("claims.ttl:1\n")[2]

    assert {line[:4] for line in told.splitlines()} == {" " * 4}


@pytest.mark.parametrize("verb", VERBS)
def test_a_very_wide_terminal_is_not_filled(look, verb):
    assert look(verb, 250) == look(verb, 120)


def test_a_terminal_too_narrow_for_tables_gets_those_of_the_narrowest(look):
    assert look("claims --topic spine", 1) == look("claims --topic spine", 56)


def test_the_values_of_cards_stand_one_under_the_other(look):
    lines = look("ask studies-of-claim -p claim=no-transfer-to-sprinting -p stance=opposes", 80)
    starts = {line.index(line.split()[1]) for line in lines if line.startswith(("stance", "design"))}

    assert len(starts) == 1


def test_where_no_verdict_can_turn_there_is_no_empty_table(capfd):
    main(["assess", "--fragile", "--data", "tests/tea"])

    assert capfd.readouterr().out.startswith("No claim has a verdict that could turn.")
