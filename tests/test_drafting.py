"""An article becomes proposals, and a person's decisions become data: nothing that is proposed counts."""

import http.client
import json
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import checks, model, prose
from evidence_graph.appraisal import markers
from evidence_graph.appraisal.text_references import printed_list
from evidence_graph.cli import main
from evidence_graph.drafting import Decision, Review, draft, proposed
from evidence_graph.drafting.bare_statement import bare_statement
from evidence_graph.errors import BrokenFile, NearClaim, RefusedChange, UnknownName
from evidence_graph.web.review_server import ReviewServer

ROOT = Path(__file__).parents[1]

LIST = """

## References

Pot, P. (2019). Cups. Tea, 1, 1-2.

Cup, C., & Lid, L. (2020). Lids. Tea, 2, 3-4.
"""


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Tea cools (Pot, 2019).", "Tea cools."),
        ("Tea cools (see Pot, 2019, p. 5, for a review; but cf. Cup & Lid, 2020).", "Tea cools."),
        ("Tea cools (in cups, as Pot, 2019, has it) soon.", "Tea cools (in cups, as, has it) soon."),
        ("According to Pot (2019), tea cools.", "Tea cools."),
        ("As Cup and Lid (2020) showed, tea cools.", "Tea cools."),
        ("Pot (2019) and Cup and Lid (2020) have shown that tea cools.", "Tea cools."),
        ("The tea of Pot (2019) cools.", "The tea of Pot cools."),
    ],
)
def test_a_statement_is_bare_of_what_cites(sentence, statement):
    text = prose.parse(f"{sentence} {LIST}", form="markdown")
    places = markers.find(text, printed_list(text))

    assert bare_statement(text, places, text.sentences[0]) == statement


ARTICLE = """# Warm pots

A warm pot keeps tea hot for longer [1]. Milk hides the bitterness of tea (Sørensen 2015).
Thin cups never keep tea warm. What do guests say?

## References

1. Leaf, A. and Blatt, C. (2001). Long steeps and EGCG. Journal of Tea Tests, 3, 10-19.
2. Ladle, B. and Pot, C. (2019). Pots and their heat. Tea Letters, 7(2), 1-4. doi:10.5555/pots.2019
3. Sørensen, E. (2015). Cold tea is 50% milder. Journal of Tea Tests, 17(2), 1-9.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "warm-pots.md"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def drafted(tmp_path, article):
    """A new folder into which the article was drafted."""
    draft(article, tmp_path / "data", curator="Ana Bell")
    return tmp_path / "data"


@pytest.fixture
def beside_tea(tea, article):
    """The tea data, to which the article was added."""
    draft(article, tea)
    return tea


def problems(folder):
    return [problem.message for problem in eg.check(folder) if problem.severity is not checks.Severity.REMARK]


def test_a_draft_holds_the_article_its_list_and_its_works_and_no_claim(drafted):
    graph = eg.load(drafted)

    assert [one.title for one in graph.all(model.Article)] == ["Warm pots"]
    assert [one.number for one in graph.references("warm-pots")] == [1, 2, 3]
    assert {one.title for one in graph.citations()} == {
        "Long steeps and EGCG",
        "Pots and their heat",
        "Cold tea is 50% milder",
    }
    assert (graph.claims(), graph.all(model.EvidenceLine), graph.assertions()) == ([], [], [])
    assert eg.check(drafted) == []


def test_what_is_proposed_says_where_it_stands_and_which_references_it_may_mean(drafted):
    first, second, third = proposed.load(drafted).claims

    assert first.sentence == "A warm pot keeps tea hot for longer [1]."
    assert first.statement == "A warm pot keeps tea hot for longer."
    assert second.statement == "Milk hides the bitterness of tea."
    assert [(link.number, link.why) for link in first.references] == [(1, "a marker")]
    assert [link.number for link in second.references] == [3]
    assert third.references == ()
    assert [one.force for one in (first, second, third)] == ["plain", "plain", "absolute"]
    assert {one.decision for one in (first, second, third)} == {Decision.PROPOSED}


def test_works_that_the_folder_has_are_not_added_again(tea, article):
    before = {work.key for work in eg.load(tea).citations()}
    draft(article, tea)

    graph = eg.load(tea)
    assert len({work.key for work in graph.citations()} - before) == 1
    assert [one.citation for one in graph.references("warm-pots")][::2] == ["leaf2001", "sorensen2015"]


def test_known_claims_of_the_folder_and_of_others_are_proposed(tea, article, hips):
    found = draft(article, tea, hips)

    second = found.claims[1]
    assert second.known[0].claim == "milk-hides-bitterness"
    assert second.known[0].here


def test_two_data_sets_of_one_title_are_told_apart(tmp_path, article, tea):
    (tmp_path / "bare").mkdir()
    for name in ("claims.ttl", "citations.bib"):
        text = (tea / name).read_text("utf-8")
        bare = text if name == "claims.ttl" else text.split("@article{sorensen2015")[0]
        (tmp_path / "bare" / name).write_text(bare, "utf-8")

    draft(article, tmp_path / "data", eg.load(tmp_path / "bare"), eg.load(tea), curator="Ana")

    titles = {citation.title for citation in eg.load(tmp_path / "data").citations()}
    assert titles == {"Long steeps and EGCG", "Pots and their heat", "Cold tea is 50% milder"}


def test_proposals_change_no_verdict(tea, article):
    before = {claim.id: eg.assess(eg.load(tea), claim).verdict for claim in eg.load(tea).claims()}
    draft(article, tea)

    graph = eg.load(tea)
    assert {claim.id: eg.assess(graph, claim).verdict for claim in graph.claims()} == before


def test_the_same_article_is_drafted_once(drafted, article):
    with pytest.raises(RefusedChange, match="review"):
        draft(article, drafted)
    with pytest.raises(RefusedChange, match="has that text already"):
        draft(article, drafted, article="other")


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "a b"])
def test_an_id_that_is_none_is_refused_before_anything_is_written(tmp_path, article, name):
    with pytest.raises(RefusedChange):
        draft(article, tmp_path / "data", article=name)

    assert not (tmp_path / "data").exists()


def test_an_accepted_sentence_becomes_a_claim_with_its_passage(drafted, article):
    changed = Review(drafted).accept(1, topic="pots")

    graph = eg.load(drafted)
    (claim,) = graph.claims()
    (assertion,) = graph.assertions(article="warm-pots")
    (passage,) = graph.passages(assertion)
    assert (claim.id, claim.statement) == (changed.claim, "A warm pot keeps tea hot for longer.")
    assert (assertion.attitude, assertion.force) == (model.Attitude.ASSERTS, model.Force.PLAIN)
    content = eg.audit_text(article, graph).text.content
    assert content[passage.start : passage.end] == "A warm pot keeps tea hot for longer [1]."
    assert graph.all(model.EvidenceLine) == []
    assert problems(drafted) == []


def test_what_was_accepted_says_in_a_changed_text_whether_it_still_stands(drafted, article, tmp_path, capfd):
    review = Review(drafted)
    review.accept(1, topic="pots")
    review.accept(2, topic="milk")
    changed = ARTICLE.replace("# Warm pots", "# Warm pots\n\nA word before.").replace(
        "Milk hides", "Milk doubles"
    )
    article.write_text(changed, "utf-8")

    page = tmp_path / "page.html"
    status = main(["read", "warm-pots", "--text", str(article), "--data", str(drafted), "-o", str(page)])

    told = capfd.readouterr()
    assert status == 0
    assert "Of 2 passages: 1 moved, 1 not found." in " ".join((told.out + told.err).split())


def test_a_reworded_sentence_keeps_its_passage(drafted):
    Review(drafted).accept(2, statement="Milk makes tea less bitter.", topic="milk")

    graph = eg.load(drafted)
    assert [claim.statement for claim in graph.claims()] == ["Milk makes tea less bitter."]
    assert graph.passages(graph.assertions()[0])[0].paragraph == 2


def test_a_rejected_sentence_leaves_nothing(drafted):
    Review(drafted).reject(1)

    assert eg.load(drafted).claims() == []
    assert proposed.load(drafted).counts() == {"proposed": 2, "accepted": 0, "rejected": 1}


def test_a_sentence_accepted_for_a_known_claim_is_compared_by_audit(beside_tea, article, capfd):
    review = Review(beside_tea)
    place = [known.claim for known in review.proposed.claim(2).known].index("milk-hides-bitterness") + 1
    review.accept_known(2, place)

    assert main(["audit", str(article), "--data", str(beside_tea), "-f", "json"]) == 0

    told = json.loads(capfd.readouterr().out)
    accepted = [one for one in told["claims"] if one["accepted"]]
    assert [one["accepted"] for one in accepted] == [["milk-hides-bitterness"]]
    assert "milk-hides-bitterness" in [line["claim"] for line in told["lines"] if line["verdict"]]


def test_a_claim_in_nearly_the_words_of_another_is_refused_and_stays_proposed(beside_tea):
    review = Review(beside_tea)

    with pytest.raises(NearClaim, match="milk-hides-bitterness"):
        review.accept(2)

    assert Review(beside_tea).proposed.claim(2).decision is Decision.PROPOSED


def test_two_sentences_may_make_one_claim(drafted):
    review = Review(drafted)
    claim = review.accept(1, topic="pots").claim
    review.accept(3, claim=claim)

    (assertion,) = eg.load(drafted).assertions()
    assert len(assertion.passages) == 2


def test_a_judgement_is_of_the_curator_and_says_on_what_the_link_rests(drafted):
    review = Review(drafted)
    review.accept(1, topic="pots")
    line = review.judge(1, 1, model.Stance.SUPPORTS, finding="Warm pots were 3 °C hotter.")

    assert (line.stance, line.curator, line.article) == (model.Stance.SUPPORTS, "ana-bell", "warm-pots")
    assert line.link_basis is model.LinkBasis.IN_TEXT_CITATION
    assert eg.load(drafted).all(model.EvidenceLine) == [line]
    assert problems(drafted) == []


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        (lambda review: review.accept(99), UnknownName),
        (lambda review: review.accept(1, claim="nothing"), UnknownName),
        (lambda review: review.accept_known(1, 99), UnknownName),
        (lambda review: review.judge(1, 1, model.Stance.SUPPORTS), RefusedChange),
        (lambda review: (review.reject(1), review.accept(1)), RefusedChange),
        (lambda review: (review.accept(1), review.judge(1, 2, model.Stance.SUPPORTS)), UnknownName),
    ],
)
def test_what_cannot_be_decided_is_refused_and_changes_nothing_more(drafted, deed, error):
    with pytest.raises(error):
        deed(Review(drafted))

    assert problems(drafted) == []
    assert eg.load(drafted).all(model.EvidenceLine) == []


def test_a_review_that_was_cut_off_after_writing_goes_on(drafted):
    before = proposed.load(drafted)
    Review(drafted).accept(1, topic="pots")
    proposed.save(drafted, before)  # as if the program had ended before it noted the decision

    again = Review(drafted).accept(1, topic="pots")

    assert [claim.id for claim in eg.load(drafted).claims()] == [again.claim]
    assert len(eg.load(drafted).passages(eg.load(drafted).assertions()[0])) == 1


def test_undo_takes_the_last_decision_out_of_the_data(drafted):
    Review(drafted).accept(1, topic="pots")
    deed = eg.undo(drafted).what

    assert deed == "review of Warm pots"
    assert eg.load(drafted).claims() == []


def test_an_article_that_was_taken_back_can_be_drafted_anew(tea, article):
    before = {path.name: path.read_bytes() for path in tea.iterdir()}
    draft(article, tea)

    assert eg.undo(tea).what == "draft of Warm pots"
    assert {name: (tea / name).read_bytes() for name in before} == before
    assert [one.article for one in [draft(article, tea)]] == ["warm-pots"]


def test_a_damaged_file_of_proposals_is_told(drafted):
    path = proposed.path_of(drafted, "warm-pots")
    path.write_text(path.read_text("utf-8").replace('"decision": "proposed"', '"decision": "maybe"'), "utf-8")

    with pytest.raises(BrokenFile, match="Draft the article anew"):
        Review(drafted)


def test_without_proposals_a_review_says_how_to_begin(tea):
    with pytest.raises(RefusedChange, match="draft FILE"):
        Review(tea)


DEEDS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "known", "judge"]), st.integers(1, 4), st.integers(1, 3)),
    max_size=6,
)


@given(DEEDS)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_whatever_is_decided_the_data_stay_sound(tmp_path_factory, tmp_path, deeds):
    folder = tmp_path_factory.mktemp("deeds") / "data"
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, "utf-8")
    draft(path, folder, curator="Ana")
    review = Review(folder)
    deed_of = {
        "accept": lambda number, _: review.accept(number, topic="pots"),
        "reject": lambda number, _: review.reject(number),
        "known": review.accept_known,
        "judge": lambda number, other: review.judge(number, other, model.Stance.OPPOSES),
    }
    for name, number, other in deeds:
        try:
            deed_of[name](number, other)
        except eg.EvidenceGraphError:
            continue

    assert problems(folder) == []
    kept = proposed.load(folder)
    assert kept == review.proposed
    accepted = {one.claim for one in kept.claims if one.claim}
    assert {claim.id for claim in eg.load(folder).claims()} == accepted


def walk(monkeypatch, folder, *answers):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
    return main(["review", str(folder)])


def test_the_terminal_asks_about_each_and_goes_on_where_it_stopped(drafted, monkeypatch, capfd):
    assert walk(monkeypatch, drafted, "a", "pots", "s", "3 °C hotter", "q") == 0
    assert "1 of 3" in capfd.readouterr().err
    assert proposed.load(drafted).counts() == {"proposed": 2, "accepted": 1, "rejected": 0}

    assert walk(monkeypatch, drafted, "x", "w", "Milk makes tea mild.", "milk", "", "r") == 0
    told = capfd.readouterr().err

    assert "1 of 3" not in told
    assert "Say a, w, r" in told
    assert "0 proposed, 2 accepted, 1 rejected" in told
    graph = eg.load(drafted)
    assert {claim.statement for claim in graph.claims()} == {
        "A warm pot keeps tea hot for longer.",
        "Milk makes tea mild.",
    }
    assert [line.stance for line in graph.all(model.EvidenceLine)] == [model.Stance.SUPPORTS]


def test_a_sentence_may_deny_what_is_known(beside_tea, monkeypatch, capfd):
    place = [one.claim for one in proposed.load(beside_tea).claim(2).known].index("milk-hides-bitterness") + 1

    assert walk(monkeypatch, beside_tea, "l", f"-{place}", "", "q") == 0, capfd.readouterr().err

    assertions = eg.load(beside_tea).assertions(article="warm-pots")
    assert [(one.claim, one.attitude) for one in assertions] == [("milk-hides-bitterness", "denies")]


def test_the_list_shows_what_was_decided(drafted, capfd):
    Review(drafted).reject(2)

    assert main(["review", str(drafted), "--list"]) == 0
    assert "rejected" in capfd.readouterr().out
    assert main(["review", str(drafted), "--list", "-f", "json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert [one["decision"] for one in told["claims"]] == ["proposed", "rejected", "proposed"]
    schema = json.loads((ROOT / "docs" / "schema" / "review.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)


def test_the_words_of_other_data_help_to_link_too(tmp_path):
    path = tmp_path / "steeps.md"
    path.write_text(
        "A long stay makes every cup tart. Iron kettles lose heat faster.\n\n## References\n\n"
        "Blatt, C. (2001). Bitterness measured. Tea, 3, 10-19.\n\n"
        "Ladle, B. (2019). Kettles of iron and their heat. Tea, 7, 1-4.\n",
        "utf-8",
    )

    alone = draft(path, tmp_path / "alone")
    beside = draft(path, tmp_path / "beside", eg.load(ROOT / "tests" / "tea"))

    # The tea data have "tart" as another word for bitterness.
    assert [[one.number for one in claim.references] for claim in alone.claims] == [[], [2]]
    assert [[one.number for one in claim.references] for claim in beside.claims] == [[1], [2]]


def test_the_verb_drafts_and_says_what_comes_next(tmp_path, article, capfd):
    assert main(["draft", str(article), "-o", str(tmp_path / "d"), "--also", "bundled"]) == 0

    assert "evidence-graph review" in capfd.readouterr().out


@contextmanager
def served(folder):
    with ReviewServer(Review(folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def ask(server, path, *, method="GET", fields=None, headers=None):
    """The status, the headers and the page of one request."""
    address = urlsplit(server.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
    body = urlencode(fields) if fields else None
    named = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    connection.request(method, path, body, named | (headers or {}))
    reply = connection.getresponse()
    content = reply.read().decode()
    connection.close()
    return reply.status, dict(reply.getheaders()), content


def test_the_page_decides_and_leads_on(drafted):
    with served(drafted) as server:
        path = f"/{server.token}/"
        status, headers, page = ask(server, path)
        accept = {"number": 1, "decision": "accept", "statement": "Warm pots keep tea hot.", "topic": "pots"}
        after, onwards, _ = ask(server, path, method="POST", fields=accept)
        judge = {
            "number": 1,
            "decision": "judge",
            "reference": 1,
            "stance": "opposes",
            "directness": "direct",
        }
        judged, _, _ = ask(server, path, method="POST", fields=judge)
        rejected = {"number": 2, "decision": "reject"}
        _, then, _ = ask(server, path, method="POST", fields=rejected)

    assert (status, after, judged) == (200, 303, 303)
    assert "A warm pot keeps tea hot for longer [1]." in page
    assert headers["Referrer-Policy"] == "same-origin"
    assert onwards["Location"].endswith("?n=1")  # its reference is still to be judged
    assert then["Location"].endswith("?n=3")
    graph = eg.load(drafted)
    assert [claim.statement for claim in graph.claims()] == ["Warm pots keep tea hot."]
    assert [line.stance for line in graph.all(model.EvidenceLine)] == [model.Stance.OPPOSES]


@pytest.mark.parametrize(
    ("path", "method", "headers", "status"),
    [
        ("/", "GET", {}, 404),
        ("/wrong/", "GET", {}, 404),
        ("/wrong/", "POST", {}, 404),
        ("/{token}/", "GET", {"Host": "evil.example"}, 403),
        ("/{token}/", "POST", {"Origin": "http://evil.example"}, 403),
        ("/{token}/", "POST", {"Origin": "null"}, 403),
        ("/{token}/", "POST", {"Host": "localhost:1"}, 403),
        ("/{token}/", "DELETE", {}, 501),
    ],
)
def test_nobody_else_decides(drafted, path, method, headers, status):
    with served(drafted) as server:
        fields = {"number": 1, "decision": "reject"} if method == "POST" else None
        told, _, page = ask(
            server, path.format(token=server.token), method=method, fields=fields, headers=headers
        )

    assert told == status
    assert "warm pot" not in page
    assert proposed.load(drafted).counts()["proposed"] == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "accept"},
        {"number": "1", "decision": "explode"},
        {"number": "9" * 30, "decision": "reject"},
        {"number": "99", "decision": "reject"},
        {"number": "1", "decision": "known", "known": "-1"},
        {"number": "1", "decision": "denied", "known": "77"},
        {"number": "1", "decision": "judge", "reference": "1", "stance": "loves", "directness": "direct"},
        {"number": "1", "decision": "accept", "attitude": "sings", "topic": "x"},
    ],
)
def test_a_decision_that_makes_no_sense_is_told_and_nothing_changes(drafted, fields):
    with served(drafted) as server:
        status, _, page = ask(server, f"/{server.token}/", method="POST", fields=fields)

    assert status == 409
    assert 'role="alert"' in page
    assert proposed.load(drafted).counts()["proposed"] == 3


def test_it_listens_on_this_machine_alone(drafted):
    with ReviewServer(Review(drafted)) as server:
        assert server.server_address[0] == "127.0.0.1"
        assert len(server.token) >= 20


def test_whatever_an_article_holds_the_page_runs_nothing(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("The `<script>alert(1)</script>` tag makes pages slower than others.\n", "utf-8")
    draft(path, tmp_path / "d", curator="Ana")

    with served(tmp_path / "d") as server:
        _, headers, page = ask(server, f"/{server.token}/")

    assert "<script" not in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_bundled_data_take_an_article_too(tmp_path):
    """What a user would do with a copy of the bundled data."""
    folder = Path(shutil.copytree(ROOT / "data", tmp_path / "hips"))
    path = tmp_path / "sprints.txt"
    path.write_text("Hip thrust training makes you sprint faster. Squats make you run faster.", "utf-8")

    found = draft(path, folder)
    review = Review(folder)
    near = [known.claim for known in found.claims[0].known if known.near]
    review.accept(1, claim=near[0], attitude=model.Attitude.DENIES)

    appraisal = eg.audit_text(path, eg.load(folder))
    assert near == ["no-transfer-to-sprinting"]
    assert [one.accepted for one in appraisal.sentences] == [("no-transfer-to-sprinting",), ()]


def test_whoever_looks_at_what_is_proposed_does_not_wait_for_the_readers_of_articles():
    code = "import sys, evidence_graph.drafting.proposed; print('evidence_graph.references' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
