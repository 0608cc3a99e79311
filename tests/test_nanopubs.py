"""Judgements leave as nanopublications that keep the rules, and come back as the same judgements."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nanopub_rules
import pyoxigraph as ox
import pytest
from rdflib import Dataset

import evidence_graph as eg
from evidence_graph import dataset as data
from evidence_graph.authoring import importing
from evidence_graph.cli import main
from evidence_graph.exports import nanopub_signing, nanopubs
from evidence_graph.model import EvidenceLine

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")  # rdflib of itself

HERE = Path(__file__).parent
TEA, DATA = HERE / "tea", HERE.parent / "data"
DAY = "2026-03-04"


def written(graph, key=None):
    lines = nanopubs.nanopublications(graph, graph.all(EvidenceLine), day=DAY)
    hand = nanopub_signing.signature(key) if key else None
    return nanopubs.to_trig(graph, [hand.sign(one) if hand else one.nquads for one in lines])


@pytest.fixture(scope="module")
def tea():
    return eg.load(TEA)


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    pytest.importorskip("nanopub_sign", reason="nanopub-sign is not installed")
    path = tmp_path_factory.mktemp("keys") / "key.pem"
    command = ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"]
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return path


def import_into(folder, path):
    eg.new(folder, title="Other", curator="Cy", empty=True)
    (report,) = importing.import_into(folder, [importing.read(path)])
    return report


def lines_of(folder):
    return data.load(folder).records(EvidenceLine)


# The rules.


def broken_rules(text):
    """How many nanopublications there are in a text, and which rules they break."""
    publications = list(nanopub_rules.publications(text))
    broken = []
    for one in publications:
        broken += nanopub_rules.slips(one)
    return len(publications), broken


def test_each_judgement_is_one_nanopublication_by_the_rules(tea):
    assert broken_rules(written(tea)) == (5, [])


@pytest.mark.trial
def test_the_bundled_judgements_keep_the_rules(trial):
    graph = eg.load(DATA)
    lines = [line for line in graph.all(EvidenceLine) if line.withdrawn is None]
    chosen = lines[:: len(lines) // trial.amount(sample=40, whole=len(lines))]
    text = nanopubs.to_trig(graph, (one.nquads for one in nanopubs.nanopublications(graph, chosen, day=DAY)))

    assert broken_rules(text) == (len(chosen), [])
    trial.tell(f"{len(chosen)} bundled judgements keep the rules of nanopublications")


SOUND = """
@prefix this: <https://example.org/np/1/> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
this:Head { this: a np:Nanopublication ; np:hasAssertion this:assertion ;
  np:hasProvenance this:provenance ; np:hasPublicationInfo this:pubinfo . }
this:assertion { this:tea this:is 80 . }
this:provenance { this:assertion this:by this:ana . }
this:pubinfo { this: dct:created "2026-01-01T00:00:00Z"^^xsd:dateTime ; dct:creator this:ana . }
"""


@pytest.mark.parametrize(
    ("old", "new", "slip"),
    [
        ("", "", None),
        ("this:assertion { this:tea", "this:other { this:tea", "empty"),
        ("{ this:assertion this:by", "{ this:tea this:by", "does not speak of the assertion"),
        ("np:hasProvenance this:provenance", "np:hasProvenance this:assertion", "two graphs of one name"),
        ("np:hasProvenance this:provenance ;", "", "0 times hasProvenance"),
        (
            "np:hasAssertion this:assertion",
            "np:hasAssertion this:assertion, this:more",
            "2 times hasAssertion",
        ),
        ("{ this:tea this:is 80 . }", "{ }", "empty"),
        ('dct:created "2026-01-01T00:00:00Z"^^xsd:dateTime ;', "", "no moment of creation"),
        ("; dct:creator this:ana", "", "no creator"),
        ("this:is 80", 'this:is "two"^^xsd:integer', "ill-typed"),
        ("a np:Nanopublication ;", "", "0 nanopublications"),
    ],
)
def test_the_checker_sees_what_breaks_a_rule(old, new, slip):
    _, broken = broken_rules(SOUND.replace(old, new))

    assert any(slip in words for words in broken) if slip else broken == []


# What they say.


def parts(text):
    """The statements of each graph of a TriG text, by the last word of its name."""
    graphs = {}
    for s, p, o, place in Dataset().parse(data=text, format="trig").quads():
        graphs.setdefault(str(place).rpartition("/")[2], set()).add((str(s), str(p), str(o)))
    return graphs


def test_the_judgement_is_asserted_and_who_judged_is_its_provenance(tea):
    line = next(
        line for line in tea.all(EvidenceLine) if line.id == "long-steeping-makes-bitter.leaf2001.ana"
    )
    (one,) = nanopubs.nanopublications(tea, [line], day=DAY)
    graphs = parts(nanopubs.to_trig(tea, [one.nquads]))
    address = "https://example.org/tea/nanopub/long-steeping-makes-bitter.leaf2001.ana/"
    terms = "https://w3id.org/evidence-graph/terms"
    subject, curator = "https://example.org/tea/line/" + line.id, "https://example.org/tea/curator/ana"

    assert (subject, f"{terms}#stance", f"{terms}/stance/supports") in graphs["assertion"]
    assert (subject, f"{terms}#curator", curator) in graphs["provenance"]
    assert {p for s, p, _ in graphs["assertion"] if s == subject} & nanopubs.WHO_AND_WHEN == set()
    prov = "http://www.w3.org/ns/prov#"
    assert (address + "assertion", prov + "wasAttributedTo", curator) in graphs["provenance"]
    assert (address, "http://purl.org/dc/terms/creator", curator) in graphs["pubinfo"]
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert (address, "http://purl.org/dc/terms/license", licence) in graphs["pubinfo"]


def test_it_is_of_the_day_of_the_judgement_and_else_of_the_day_that_is_named(tea):
    days = re.findall(r'dcterms:created "([0-9-]+)T', written(tea))

    assert sorted(days) == ["2026-01-05", "2026-01-06", DAY, DAY, DAY]


def withdrawn(graph, name):
    """*graph* with one judgement withdrawn."""
    line = next(line for line in graph.all(EvidenceLine) if line.id == name)
    return replace(line, withdrawn="2026-02-01", withdrawn_why="Misread.")


def test_a_withdrawn_judgement_is_not_published(tea):
    gone = withdrawn(tea, "long-steeping-makes-bitter.leaf2001.ana")

    assert list(nanopubs.nanopublications(tea, [gone], day=DAY)) == []


def test_claims_and_stances_narrow_them(capsys):
    def judgements(*arguments):
        assert main(["export", "nanopubs", *arguments, "--data", str(TEA)]) == 0
        return len(list(nanopub_rules.publications(capsys.readouterr().out)))

    assert judgements() == 5
    assert judgements("milk-hides-bitterness") == 1
    assert judgements("--stance", "opposes") == 1
    assert judgements("--article", "tea-blog") == 3


def test_where_there_is_no_judgement_nothing_is_written(capsys):
    assert main(["export", "nanopubs", "milk-spoils-tea", "--data", str(TEA)]) == 1
    assert capsys.readouterr().err == "no judgement fits; nothing was written\n"


# They come back.


def test_they_are_read_back_as_the_same_judgements(tea, tmp_path):
    (tmp_path / "all.trig").write_text(written(tea), "utf-8")

    report = import_into(tmp_path / "data", tmp_path / "all.trig")

    assert (report.refused, report.notices, lines_of(tmp_path / "data")) == ((), (), lines_of(TEA))
    assert {citation.key: citation.authors for citation in eg.load(tmp_path / "data").citations()} == {
        citation.key: citation.authors for citation in tea.citations()
    }


def test_what_a_folder_has_is_not_added_again(tea, tmp_path):
    folder = Path(shutil.copytree(TEA, tmp_path / "tea"))
    (tmp_path / "all.trig").write_text(written(tea), "utf-8")
    before = (folder / "claims.ttl").read_bytes()

    (report,) = importing.import_into(folder, [importing.read(tmp_path / "all.trig")])

    assert (report.added, report.refused) == (0, ())
    assert (folder / "claims.ttl").read_bytes() == before


# Signed.


def test_a_signed_one_has_the_name_of_its_content_and_is_verified(tea, key):
    import nanopub_sign

    lines = [line for line in tea.all(EvidenceLine) if line.date]
    hand = nanopub_signing.signature(key)
    for one in nanopubs.nanopublications(tea, lines, day=DAY):
        text = nanopubs.to_trig(tea, [hand.sign(one)])
        (graphs,) = nanopub_rules.publications(text)
        checked = nanopub_sign.Nanopub(text).check().info()

        assert re.fullmatch(re.escape(one.address) + "RA[A-Za-z0-9_-]{43}", checked["uri"]["value"])
        assert nanopub_rules.slips(graphs) == []
        with pytest.raises(Exception, match="hash of the nanopublication is different"):
            nanopub_sign.Nanopub(text.replace("more bitter", "less bitter")).check()


def test_signed_ones_are_read_back_as_the_same_judgements(key, tmp_path, capsys):
    path = tmp_path / "signed.trig"
    signer = "https://orcid.org/0000-0002-1825-0097"  # the example of ORCID's own documentation
    options = ["--sign", str(key), "--signer", signer, "-o", str(path)]
    assert main(["export", "nanopubs", "--data", str(TEA), *options]) == 0
    assert "3 of 5 have no date" in capsys.readouterr().err

    report = import_into(tmp_path / "data", path)

    assert (report.refused, lines_of(tmp_path / "data")) == ((), lines_of(TEA))
    assert path.read_text("utf-8").count("hasSignature ") == 5


def test_the_same_judgement_signed_again_is_the_same(tea, key):
    lines = [line for line in tea.all(EvidenceLine) if line.date]
    one = next(nanopubs.nanopublications(tea, lines, day=DAY))

    assert nanopub_signing.signature(key).sign(one) == nanopub_signing.signature(key).sign(one)


@pytest.mark.trial
def test_every_bundled_judgement_can_be_signed_and_verified(key, trial):
    import nanopub_sign

    graph, hand = eg.load(DATA), nanopub_signing.signature(key)
    publications = list(nanopubs.nanopublications(graph, graph.all(EvidenceLine), day=DAY))
    chosen = publications[:: len(publications) // trial.amount(sample=20, whole=len(publications))]
    for one in chosen:
        nanopub_sign.Nanopub(nanopubs.to_trig(graph, [hand.sign(one)])).check()

    trial.tell(f"{len(chosen)} bundled judgements signed and verified")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file"),
        ("no key", "holds no RSA key that can sign. Make one with: openssl"),
        ("\u00e9", "is no key in letters"),
        ("QUJD" * 300, "holds no RSA key that can sign"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nQUJD\n",
            "is a key in another form. Convert it with:",
        ),
    ],
)
def test_a_key_that_cannot_sign_is_named_and_never_printed(tmp_path, capsys, content, reason):
    pytest.importorskip("nanopub_sign", reason="nanopub-sign is not installed")
    path = tmp_path / "key"
    if content is not None:
        path.write_text(content, "utf-8")

    status = main(["export", "nanopubs", "--data", str(TEA), "--sign", str(path)])

    error = capsys.readouterr().err
    assert (status, reason in error) == (2, True)
    assert "QUJD" not in error


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["turtle", "--sign", "key"], "Only nanopublications are signed"),
        (["nanopubs", "--signer", "https://orcid.org/0000"], "name the key with --sign KEY"),
    ],
)
def test_a_signature_that_has_no_place_is_refused(capsys, arguments, reason):
    assert main(["export", *arguments, "--data", str(TEA)]) == 2
    assert reason in capsys.readouterr().err


def test_without_the_library_the_way_to_it_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "nanopub_sign", None)
    (tmp_path / "key").write_text("QUJD")

    assert main(["export", "nanopubs", "--data", str(TEA), "--sign", str(tmp_path / "key")]) == 2
    assert "This needs the package nanopub-sign" in capsys.readouterr().err


# Signatures that come in.


SIGNER = "https://orcid.org/0000-0002-1825-0097"  # the example of ORCID's own documentation


def signed(graph, key, signer=None):
    """The dated judgements of *graph* as one text of signed nanopublications, and their addresses in it."""
    hand = nanopub_signing.signature(key, signer)
    lines = [line for line in graph.all(EvidenceLine) if line.date]
    quads = [hand.sign(one) for one in nanopubs.nanopublications(graph, lines, day=DAY)]
    text = nanopubs.to_trig(graph, quads)
    return text, sorted(set(re.findall(r"<(\S+/RA[A-Za-z0-9_-]{43})>", text)))


def fingerprint(key):
    """The fingerprint of the public part of a *key*, as openssl has it."""
    command = ["openssl", "pkey", "-in", str(key), "-pubout", "-outform", "DER"]
    public = subprocess.run(command, check=True, capture_output=True).stdout
    return hashlib.sha256(public).hexdigest()


@pytest.fixture
def came(tmp_path):
    """What an import of a text says: its notices, its refusals, and the judgements that came in."""

    def bring(text, name="theirs.trig"):
        (tmp_path / name).write_text(text, "utf-8")
        report = import_into(tmp_path / f"data-{name}", tmp_path / name)
        assert report.adds_up
        return report.notices, report.refused, lines_of(tmp_path / f"data-{name}")

    return bring


def test_a_signature_that_fits_is_told_with_its_signer_and_key(tea, key, came):
    text, addresses = signed(tea, key, SIGNER)

    notices, refused, lines = came(text)

    told = f"signed by {SIGNER} with the key SHA256:{fingerprint(key)[:16]} (verified): "
    assert notices == (told + ", ".join(addresses),)
    assert (refused, len(lines)) == ((), 2)


def test_a_signature_without_a_name_is_told_by_its_key(tea, key, came):
    notices, _, _ = came(signed(tea, key)[0])

    assert notices[0].startswith(f"signed with the key SHA256:{fingerprint(key)[:16]} (verified): ")


TAMPERED = {
    "a word is changed": lambda text: text.replace("more bitter", "less bitter"),
    "the other stance": lambda text: text.replace("stance:supports", "stance:opposes"),
    "a day is changed": lambda text: text.replace("2026-01-05", "2026-01-04"),
    "another signer": lambda text: text.replace("0000-0002-1825-0097", "0000-0001-5109-3700"),
    "a letter of the signature": lambda text: re.sub(
        r'(hasSignature ")(.)', lambda m: m[1] + ("A" if m[2] != "A" else "B"), text
    ),
    "a statement more": lambda text: re.sub(
        r"(?m)^(<\S+assertion> \{)", r"\1 <https://example.org/x> <https://example.org/y> 1 .", text
    ),
    "no signature target": lambda text: re.sub(r" ;\s+npx:hasSignatureTarget <[^>]+>", "", text),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_what_does_not_fit_its_signature_is_refused_by_its_address(tea, key, came, tamper):
    text, addresses = signed(tea, key, SIGNER)
    changed = tamper(text)
    assert changed != text

    notices, refused, lines = came(changed)

    wrong = {refusal.value for refusal in refused}
    right = {name for notice in notices for name in re.findall(r"https://\S+RA[\w-]{43}", notice)}
    assert wrong != set()
    assert (wrong | right, wrong & right) == (set(addresses), set())
    assert len(lines) == len(right)
    assert {"signature does not fit" in refusal.reason for refusal in refused} == {True}


def test_a_changed_content_under_the_name_that_follows_from_it_has_still_the_wrong_signature(tea, key, came):
    import nanopub_sign

    publication = next(
        nanopubs.nanopublications(tea, [line for line in tea.all(EvidenceLine) if line.date], day=DAY)
    )
    text = nanopubs.to_trig(tea, [nanopub_signing.signature(key).sign(publication)])
    changed = text.replace("more bitter", "less bitter")
    with pytest.raises(Exception, match="hash") as caught:
        nanopub_sign.Nanopub(changed).check()
    old, new = re.findall(r"RA[A-Za-z0-9_-]{43}", str(caught.value))

    _, refused, lines = came(changed.replace(old, new))

    assert ([new in refusal.value for refusal in refused], lines) == ([True], {})


def test_a_name_that_does_not_fit_is_refused_without_a_signature_too(tea, key, came):
    text, addresses = signed(tea, key)
    bare = re.sub(r"<\S+/sig> npx:(?:[^.]|\.[^\s])*\.\s", "", text)
    assert "hasSignature" not in bare

    _, refused, lines = came(bare)

    assert ({refusal.value for refusal in refused}, lines) == (set(addresses), {})
    assert "name does not fit" in refused[0].reason


def test_others_beside_a_wrong_one_come_in(tea, key, came):
    text, _ = signed(tea, key)
    unsigned = nanopubs.to_trig(
        tea,
        [
            one.nquads
            for one in nanopubs.nanopublications(
                tea, [x for x in tea.all(EvidenceLine) if not x.date], day=DAY
            )
        ],
    )

    notices, refused, lines = came(unsigned + text.replace("more bitter", "less bitter"))

    assert [notice for notice in notices if notice.startswith("not signed: https://")]
    undated = {line.id for line in tea.all(EvidenceLine) if not line.date}
    assert undated <= lines.keys()
    assert len(lines) + len(refused) == 5


def test_what_stands_outside_every_signed_one_is_told(tea, key, came):
    text, _ = signed(tea, key, SIGNER)
    beside = "<urn:a> <urn:b> <urn:c>, <urn:d> . <urn:graph> { <urn:a> <urn:b> <urn:e> }\n"

    notices, refused, _ = came(text + beside)

    assert notices[1] == (
        "not signed, outside every nanopublication: "
        "2 statements of the default graph, 1 statement of urn:graph"
    )
    assert refused == ()


def test_the_nanopublications_of_others_are_verified_as_well(key, came):
    import nanopub_sign

    text = (
        nanopub_signing.PROBE.replace(
            "this:a this:b this:c .",
            "<http://purl.org/aida/Tea+is+hot.> <http://purl.org/spar/cito/isSupportedBy> "
            "<https://doi.org/10.5555/tea> .",
        )
        .replace(
            "this:assertion this:b this:c", "this:assertion <https://example.org/by> <https://example.org/x>"
        )
        .replace("this:c", "<https://example.org/x>")
    )
    hand = nanopub_sign.NpProfile(nanopub_signing._letters(key), SIGNER, None, None)
    right = nanopub_sign.Nanopub(text).sign(hand).rdf()

    notices, refused, lines = came(right)
    assert ("(verified)" in notices[0], refused, len(lines)) == (True, (), 1)

    _, refused, _ = came(right.replace("Tea+is+hot", "Tea+is+cold"), "changed.trig")
    assert ["signature does not fit" in refusal.reason for refusal in refused] == [True]


@pytest.mark.parametrize(
    ("syntax", "name"),
    [(ox.RdfFormat.N_QUADS, "theirs.nq"), (ox.RdfFormat.JSON_LD, "theirs.jsonld")],
    ids=["N-Quads", "JSON-LD"],
)
def test_other_syntaxes_with_graphs_are_verified_too(tea, key, came, syntax, name):
    text, addresses = signed(tea, key, SIGNER)
    other = ox.serialize(ox.parse(text, format=ox.RdfFormat.TRIG), format=syntax).decode()

    notices, refused, _ = came(other, name)
    assert (refused, sum(address in notices[0] for address in addresses)) == ((), 2)


def test_without_the_library_it_is_said_that_nothing_was_verified(tea, key, came, monkeypatch):
    text, addresses = signed(tea, key)
    monkeypatch.setitem(sys.modules, "nanopub_sign", None)

    notices, refused, lines = came(text.replace("more bitter", "less bitter"))

    assert notices == (f"not verified: pip install nanopub-sign: {', '.join(addresses)}",)
    assert (refused, len(lines)) == ((), 2)


def test_what_is_not_signed_says_nothing_of_signatures(tea, came):
    assert came(written(tea))[0] == ()


def test_only_the_answer_is_on_the_standard_output(tea, key, tmp_path, capfd):
    path = tmp_path / "signed.trig"
    path.write_text(signed(tea, key, SIGNER)[0], "utf-8")
    eg.new(tmp_path / "data", title="Other", curator="Cy", empty=True)
    capfd.readouterr()

    assert main(["import", str(path), "--into", str(tmp_path / "data"), "-f", "json"]) == 0
    (answer,) = json.loads(capfd.readouterr().out)
    assert answer["notices"][0].startswith(f"signed by {SIGNER} with the key SHA256:")


def test_the_signer_is_told_in_each_of_them_and_must_be_an_address(key, tmp_path, capsys):
    path = tmp_path / "signed.trig"
    arguments = ["export", "nanopubs", "--data", str(TEA), "--sign", str(key), "-o", str(path), "--signer"]

    assert main([*arguments, SIGNER]) == 0
    assert path.read_text("utf-8").count(f"signedBy <{SIGNER}>") == 5
    assert main([*arguments, "0000-0002-1825-0097"]) == 2
    assert "is no ORCID; write it as https://orcid.org/" in " ".join(capsys.readouterr().err.split())
