"""The warning that sends to `check` names the number that `check` finds, whatever is wrong."""

import re

import pytest

import evidence_graph as eg
from evidence_graph import checks
from evidence_graph.cli import main
from evidence_graph.store import cache_folder, compiled


def contradicted(claims):
    """A curator says the opposite of what he says already."""
    line = re.search(r"line:\S+ a eg:EvidenceLine ;[^\"]*?stance:(supports|opposes)", claims)[0]
    other = {"supports": "opposes", "opposes": "supports"}[line.rpartition(":")[2]]
    names = {name: re.search(rf"eg:{name} (\S+)", line)[1] for name in ("claim", "citation", "curator")}
    said = " ; ".join(f"eg:{name} {value}" for name, value in names.items())
    return f'{claims}line:again a eg:EvidenceLine ; {said} ; eg:stance stance:{other} ; eg:finding "No." .\n'


ONE, TWO = "claim:milk-spoils-tea", "claim:long-steeping-makes-bitter"
CLAIMS = {
    "an unknown claim": lambda claims: claims.replace("claim claim:milk", "claim claim:mlik"),
    "a bad value": lambda claims: claims.replace("participants 24", "participants -24.5"),
    "a contradiction": contradicted,
    "a retracted work": lambda claims: claims.replace(":disputed", ":retracted"),
    "a circle of premises": lambda claims: f"{claims}{ONE} eg:premise {TWO} .\n{TWO} eg:premise {ONE} .\n",
    "a claim that rests on itself": lambda claims: f"{claims}{ONE} eg:premise {ONE} .\n",
}
CITATIONS = {
    "half a bibliography": lambda bib: bib[: len(bib) // 2],
    "no bibliography": lambda _: "",
    "a broken entry": lambda bib: f"{bib}@misc{{open, title = {{x\n@misc{{b, title = {{y}}}}\n",
}
DAMAGE = [("claims.ttl", how) for how in CLAIMS.values()] + [
    ("citations.bib", how) for how in CITATIONS.values()
]


def damage(folder, name, how):
    path = folder / name
    path.write_text(how(path.read_text("utf-8")), "utf-8")


def warned(folder, capfd, *options):
    """How many problems a verb warns of."""
    capfd.readouterr()
    assert main(["claims", *options, "--data", str(folder)]) == 0
    told = re.search(r"warning: (\d+) problems? in the data", capfd.readouterr().err)
    return int(told[1]) if told else 0


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize(("name", "how"), DAMAGE, ids=[*CLAIMS, *CITATIONS])
def test_the_warning_names_the_number_that_check_finds(tea, capfd, name, how):
    damage(tea, name, how)
    found = len(eg.check(tea))

    assert found > 0
    assert warned(tea, capfd) == found
    compiled.build(tea)
    assert (warned(tea, capfd), warned(tea, capfd), warned(tea, capfd, "--no-cache")) == (found, found, found)


def test_the_problems_of_a_compiled_folder_are_counted_once(tea, capfd, own_cache, monkeypatch):
    damage(tea, "citations.bib", CITATIONS["half a bibliography"])
    compiled.build(tea)
    found = warned(tea, capfd)
    monkeypatch.setattr("evidence_graph.checks.check_folder", lambda _: pytest.fail("counted again"))

    assert warned(tea, capfd) == found
    assert own_cache.clean() > 0
    assert list(own_cache.root.iterdir()) == []


def test_a_folder_too_large_to_be_checked_for_a_warning_is_warned_of_without_a_number(
    tea, capfd, own_cache, monkeypatch
):
    damage(tea, "citations.bib", CITATIONS["half a bibliography"])
    compiled.build(tea)
    monkeypatch.setattr(compiled, "COUNTED", 100)

    main(["claims", "--data", str(tea)])

    assert "warning: problems in the data, what they spoil is left out" in capfd.readouterr().err
    assert own_cache.kept()


def test_of_a_large_folder_the_number_is_named_once_it_was_checked_and_until_it_changes(
    tea, capfd, own_cache, monkeypatch
):
    damage(tea, "citations.bib", CITATIONS["half a bibliography"])
    compiled.build(tea)
    monkeypatch.setattr(compiled, "COUNTED", 100)
    assert main(["check", "--data", str(tea)]) == 1
    found = len(eg.check(tea))

    assert warned(tea, capfd) == found > 0

    damage(tea, "claims.ttl", CLAIMS["an unknown claim"])
    compiled.build(tea)
    main(["claims", "--data", str(tea)])
    assert "warning: problems in the data" in capfd.readouterr().err
    assert own_cache.kept()


def test_a_folder_that_changes_while_it_is_checked_has_no_number(tea, own_cache, monkeypatch):
    damage(tea, "citations.bib", CITATIONS["half a bibliography"])
    compiled.build(tea)
    monkeypatch.setattr(compiled, "COUNTED", 100)
    report = checks.report

    def meanwhile(folder, **options):
        found = report(folder, **options)
        damage(tea, "claims.ttl", CLAIMS["an unknown claim"])
        return found

    monkeypatch.setattr(checks, "report", meanwhile)

    main(["check", "--data", str(tea)])

    assert [path for path in own_cache.root.iterdir() if path.suffix == cache_folder.PROBLEMS] == []


def test_what_lists_and_texts_add_is_no_number_of_the_data(tea, capfd, own_cache, tmp_path):
    damage(tea, "citations.bib", CITATIONS["half a bibliography"])
    compiled.build(tea)
    (tmp_path / "texts").mkdir()

    main(["check", "--texts", str(tmp_path / "texts"), "--data", str(tea)])

    assert [path for path in own_cache.root.iterdir() if path.suffix == cache_folder.PROBLEMS] == []
    assert warned(tea, capfd) == len(eg.check(tea))


def test_sound_data_are_not_warned_of(tea, capfd):
    assert warned(tea, capfd) == 0
