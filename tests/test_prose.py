"""Texts of every form become the same paragraphs, sentences and list of references."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import prose
from evidence_graph.documents.pdf_pages import NoWords
from evidence_graph.errors import BrokenFile
from evidence_graph.prose import ParagraphKind
from evidence_graph.prose.sections import HEADING, is_entry
from evidence_graph.prose.sentences import spans
from evidence_graph.quoting.text_folder import words_of

PLAIN = """Warm pots

A warm pot keeps tea hot for longer [1]. Cold pots cool it, e.g. by 4 °C (Ladle et al. 2019).

Does it matter? Guests say so.

References

1. Ladle, B. and Pot, C. (2019). Pots and their heat. Journal of Tea, 3(2), 11-19.
2. Kettle, D. (2021). Steam. Tea Letters, 7, 1-4.
"""

MARKDOWN = """---
title: "Warm pots"
---

# Warm pots

A **warm** pot keeps tea hot for
longer [1]. Cold pots cool it, e.g. by 4 °C (Ladle et al. 2019).

Does it matter? *Guests* say so.

## References

1. Ladle, B. and Pot, C. (2019). Pots and their heat. *Journal of Tea*, 3(2), 11-19.
2. Kettle, D. (2021). [Steam](https://example.org/steam). Tea Letters, 7, 1-4.
"""

HTML = """<!doctype html><html><head><title>Warm pots - The Tea Page</title><style>p{}</style></head><body>
<nav><ul><li>Home<li>About us</ul></nav>
<main><h1>Warm pots</h1>
<p>A <b>warm</b> pot keeps tea hot for longer [1]. Cold pots cool it, e.g. by 4&nbsp;°C (Ladle et al. 2019).
<p>Does it matter? <i>Guests</i> say so.</p>
<h2>References</h2>
<ol><li id="r1">Ladle, B. and Pot, C. (2019). Pots and their heat. <i>Journal of Tea</i>, 3(2), 11-19.
<li id="r2">Kettle, D. (2021). <a href="https://example.org/steam">Steam</a>. Tea Letters, 7, 1-4.</ol>
</main>
<div class="related-posts"><p>Ten more pots. You will not believe the last.</p></div>
<script>let no = "words"</script></body></html>"""

SENTENCES = [
    "A warm pot keeps tea hot for longer [1].",
    "Cold pots cool it, e.g. by 4 °C (Ladle et al. 2019).",
    "Does it matter?",
    "Guests say so.",
]

ENTRIES = [
    "1. Ladle, B. and Pot, C. (2019). Pots and their heat. Journal of Tea, 3(2), 11-19.",
    "2. Kettle, D. (2021). Steam. Tea Letters, 7, 1-4.",
]

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words, *, raised=False):
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if raised else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def line(*runs, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def docx(folder, *lines, parts=None):
    """A document of Word whose styles have the names of a German Word."""
    styles = {"Titel": "Title", "berschrift1": "heading 1"}
    names = "".join(f'<w:style w:styleId="{i}"><w:name w:val="{n}"/></w:style>' for i, n in styles.items())
    contents = {
        "word/document.xml": f"<w:document {WORD}><w:body>{''.join(lines)}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {WORD}>{names}</w:styles>",
        **(parts or {}),
    }
    path = folder / "article.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return path


def tea_document(folder):
    return docx(
        folder,
        line(run("Warm pots"), style="Titel"),
        line(run("A "), run("warm"), run(" pot keeps tea hot for longer [1]. Cold pots cool it,")
             + run(" e.g. by 4 °C (Ladle et al. 2019).")),
        line(run("Does it matter? Guests say so.")),
        line(run("References"), style="berschrift1"),
        *(line(run(entry)) for entry in ENTRIES),
    )  # fmt: skip


def written(folder, name, content):
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def same_text(folder, form):
    made = {"txt": PLAIN, "md": MARKDOWN, "html": HTML}
    return tea_document(folder) if form == "docx" else written(folder, f"article.{form}", made[form])


def entries(text):
    return [text.words(one) for one in text.paragraphs if one.kind is ParagraphKind.REFERENCE]


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_every_form_gives_the_same_title_sentences_and_entries(tmp_path, form):
    text = prose.read(same_text(tmp_path, form))

    assert text.title == "Warm pots"
    assert [sentence.words for sentence in text.sentences] == SENTENCES
    assert entries(text) == ENTRIES


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
def test_an_offset_leads_to_the_very_words(tmp_path, form):
    text = prose.read(same_text(tmp_path, form))

    for sentence in text.sentences:
        assert " ".join(text.content[sentence.start : sentence.end].split()) == sentence.words
        paragraph = text.paragraphs[sentence.paragraph - 1]
        assert paragraph.number == sentence.paragraph
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end


def test_plain_text_keeps_its_characters():
    content = "One\ttab.\r\n\r\n  Two  spaces. \u200bThree\n"

    assert prose.parse(content).content == content


def test_lines_broken_to_a_width_are_one_paragraph():
    text = prose.parse(
        "Tea that is brewed in a pot which was warmed before stays hot for longer\n"
        "than tea from a cold pot, as everybody knows who has tried it at home on\n"
        "a winter evening with guests. The same is true of cups, although they are\n"
        "small and soon empty.\n\nA second paragraph stands here for itself and is also broken at about the\n"
        "same place of each of its lines.\n"
    )

    assert [one.number for one in text.paragraphs] == [1, 2]
    assert [sentence.paragraph for sentence in text.sentences] == [1, 1, 2]


SHORT_AND_BROKEN = """Tea stays hot in a pot that was warmed [1]. In homes with guests,
cups are warmed as well, by water that is poured away [2].
Cold cups make no difference at all [3,4]. A cosy keeps the heat for
longer than a tray does [5].

References

1.  Lee A, Poe B. Warm pots keep tea hot: a trial. J Tea Res.
    2019;28(3):1-9. doi:10.1000/pots
2.  Wu C. Cups that were warmed with water before the tea was
    poured. J Tea Res. 2020;29(1):10-19.
3.  Ray D. Cosies. Tea. 2020;1:1-2.
"""


def test_a_short_text_is_seen_to_be_broken_though_many_lines_end_in_a_stop():
    text = prose.parse(SHORT_AND_BROKEN)

    assert text.sentences[1].words == (
        "In homes with guests, cups are warmed as well, by water that is poured away [2]."
    )
    assert [entry.split()[-1] for entry in entries(text)] == [
        "doi:10.1000/pots",
        "2020;29(1):10-19.",
        "2020;1:1-2.",
    ]


def test_notes_behind_the_list_of_a_page_are_no_entries_of_it():
    text = prose.parse(
        "<h1>Pots</h1><p>Warm pots stay hot.<sup><a href='#fn1' role='doc-noteref'>1</a></sup></p>"
        "<h2>References</h2><ol><li><p>Lee A. Warm pots. Tea. 2019;28(3):1-9.</p></li>"
        "<li><p>Poe B. Cups. Tea. 2020;1:1-2.</p></li></ol>"
        "<section class='footnotes' role='doc-endnotes'><ol><li><p>So say guests. "
        "<a href='#r1' role='doc-backlink'>back</a></p></li></ol></section>",
        form="html",
    )

    assert entries(text) == ["1. Lee A. Warm pots. Tea. 2019;28(3):1-9.", "2. Poe B. Cups. Tea. 2020;1:1-2."]
    assert text.words(text.paragraphs[-1]) == "1. So say guests."


def test_notes_that_are_the_list_are_its_entries():
    text = prose.parse(
        "<p>Warm pots stay hot.</p><h2>References</h2><div class='footnotes'><ol>"
        "<li>Lee A. Warm pots. Tea. 2019;28(3):1-9.</li><li>Poe B. Cups. Tea. 2020;1:1-2.</li></ol></div>",
        form="html",
    )

    assert len(entries(text)) == 2


def test_lines_of_whole_sentences_are_a_paragraph_each():
    text = prose.parse(
        "Tea is hot.\nMilk is cold and stays so for a long time.\nSugar is sweet.\nSalt is not.\n"
    )

    assert [sentence.paragraph for sentence in text.sentences] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Pots (cf. Fig. 2) help. Cups do not.", ["Pots (cf. Fig. 2) help.", "Cups do not."]),
        ("Heat fell by 0.5 °C. It rose later.", ["Heat fell by 0.5 °C.", "It rose later."]),
        ("As shown by J. R. Pot and Ladle et al. Heat is lost.", None),
        ("It was shown by Ladle et al. (2019) in cups.", ["It was shown by Ladle et al. (2019) in cups."]),
        ("See p. 12 and vol. 3 of it. Good.", ["See p. 12 and vol. 3 of it.", "Good."]),
        ("Tea cools.[3,4] Milk too.", ["Tea cools.[3,4]", "Milk too."]),
        ("Tea cools.12 Milk too.", ["Tea cools.12", "Milk too."]),
        ("Tea cools.¹² Milk too.", ["Tea cools.¹²", "Milk too."]),
        ("“Tea cools.” So they say.", ["“Tea cools.”", "So they say."]),
        ("the pot is warm. then comes the tea.", ["the pot is warm.", "then comes the tea."]),
        ("Use approx. two spoons.", ["Use approx. two spoons."]),
        ("No. Tea is not coffee.", ["No.", "Tea is not coffee."]),
        ("It is rich in vitamin C. Tea is not.", ["It is rich in vitamin C.", "Tea is not."]),
        ("U.S. guests like it. Others too.", ["U.S. guests like it.", "Others too."]),
        ("1. Warm the pot. 2. Wait.", None),
        ("Really?! Yes… Well.", ["Really?!", "Yes…", "Well."]),
        ("Tea at 5 p.m. is late. Tea at 4 p.m. Nobody comes then.", None),
    ],
)
def test_a_stop_ends_a_sentence_unless_something_explains_it(words, expected):
    sentences = [words[start:end] for start, end in spans(words)]

    assert sentences == (expected or sentences)
    assert "".join(sentences).replace(" ", "") == words.replace(" ", "")


@given(st.text(alphabet="aB. ?!1)[]“”\n.etal ", max_size=80))
def test_no_character_is_lost_between_sentences(words):
    sentences = list(spans(words))

    assert "".join("".join(words[start:end].split()) for start, end in sentences) == "".join(words.split())
    assert sentences == sorted(sentences)


@given(st.text(max_size=300), st.sampled_from(["text", "markdown", "html"]))
def test_whatever_is_written_is_read(content, form):
    text = prose.parse(content, form=form)

    assert [one.number for one in text.paragraphs] == list(range(1, len(text.paragraphs) + 1))
    assert all(text.words(one) for one in text.paragraphs)


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "REFERENCES:",
        "6. References",
        "Works Cited",
        "Literature cited",
        "References/ Further reading",
        "Notes and references",
        "Bibliography",
        "Literaturverzeichnis",
        "Key references",
        "IV. Bibliography",
    ],
)
def test_a_heading_names_the_list(heading):
    text = prose.parse(f"Tea is hot.\n\n{heading}\n\nPot, C. (2019). Heat. Tea Letters, 3, 1-4.\n")

    assert entries(text) == ["Pot, C. (2019). Heat. Tea Letters, 3, 1-4."]
    assert HEADING.fullmatch(heading)


@pytest.mark.parametrize(
    "after", ["Appendix A", "Acknowledgements", "About the author", "Supplementary material"]
)
def test_what_follows_the_list_is_no_entry(after):
    text = prose.parse(
        f"Tea is hot.\n\nReferences\n\nPot, C. (2019). Heat. Tea Letters, 3, 1-4.\n\n"
        f"{after}\n\nWe drank it all.\n"
    )

    assert entries(text) == ["Pot, C. (2019). Heat. Tea Letters, 3, 1-4."]


def test_a_list_without_heading_is_found_at_the_end():
    text = prose.parse(
        "Tea is hot. It was so in 1999.\n\nPot C. Heat. Tea Letters 2019;3:1-4.\n\n"
        "Ladle B, Pot C. Cold. Tea Letters 2020;4:5-9.\n\nKettle D. Steam. J Tea 2021;7(2):11-19.\n"
    )

    assert len(entries(text)) == 3
    assert [sentence.words for sentence in text.sentences] == ["Tea is hot.", "It was so in 1999."]


def test_sentences_with_a_year_are_no_list():
    text = prose.parse("Tea came in 1660.\n\nIn 1773 it was thrown away.\n\nIn 1904 it was iced.\n")

    assert text.references is None
    assert not is_entry("In 1773 it was thrown away.")


def test_superscripts_and_links_are_kept_with_their_place(tmp_path):
    document = docx(tmp_path, line(run("Tea cools."), run("1,2", raised=True), run(" Milk too.")))
    texts = [
        prose.read(document),
        prose.parse("<p>Tea cools.<sup>1,2</sup> Milk too.</p>", form="html"),
        prose.parse("Tea cools.^1,2^ Milk too.", form="markdown"),
        prose.parse("Tea cools.<sup>1,2</sup> Milk too.", form="markdown"),
    ]
    linked = prose.parse('<p>As <a href="#ref-2">Ladle</a> says.</p>', form="html")

    assert [[text.content[a:b] for a, b in text.raised] for text in texts] == [["1,2"]] * 4
    assert [(linked.content[one.start : one.end], one.target) for one in linked.links] == [
        ("Ladle", "#ref-2")
    ]


def test_tracked_changes_are_read_as_if_accepted(tmp_path):
    document = docx(
        tmp_path,
        line(run("Tea is "), f"<w:del>{run('cold')}</w:del><w:ins>{run('hot')}</w:ins>", run(".")),
    )

    assert prose.read(document).content == "Tea is hot.\n"


def test_footnotes_of_a_document_have_the_numbers_that_people_see(tmp_path):
    note = f'<w:footnotes {WORD}><w:footnote w:id="7">{line(run("Pot 2019."))}</w:footnote></w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document = docx(tmp_path, line(run("Tea is hot."), mark), parts={"word/footnotes.xml": note})

    text = prose.read(document)

    assert [text.words(one) for one in text.paragraphs] == ["Tea is hot.1", "1. Pot 2019."]
    assert [one.kind for one in text.paragraphs] == [ParagraphKind.PROSE, ParagraphKind.NOTE]


def test_a_table_of_any_form_holds_no_sentence():
    markdown = "Tea is hot.\n\n| what | heat |\n|---|---|\n| Tea is it. | 80 |\n"
    html = "<p>Tea is hot.</p><table><tr><td>Tea is it.<td>80</tr></table>"

    for text in (prose.parse(markdown, form="markdown"), prose.parse(html, form="html")):
        assert [sentence.words for sentence in text.sentences] == ["Tea is hot."]
        assert "Tea is it. | 80" in text.content


def test_the_first_great_heading_is_the_title_of_markdown():
    assert prose.parse("# Warm *pots*\n\nTea is hot.\n", form="markdown").title == "Warm pots"


def test_lines_of_markdown_are_those_of_the_file():
    text = prose.parse(MARKDOWN, form="markdown")

    assert [one.line for one in text.paragraphs] == [5, 7, 10, 12, 14, 15]


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.docx", b"no zip", "no DOCX"),
        ("a.pdf", b"no pdf", "no PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old document of Word"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.docx", b"PK\x03\x04 broken", "cannot be opened"),
        ("a.txt", b"a\x00b", "no text"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_cure(tmp_path, name, raw, words):
    path = tmp_path / name
    path.write_bytes(raw)

    with pytest.raises(BrokenFile, match=words) as caught:
        prose.read(path)

    assert "ave it" in str(caught.value) or "Export it" in str(caught.value)


@pytest.mark.parametrize("missing", ["word/document.xml"])
def test_a_zip_of_something_else_is_no_document(tmp_path, missing):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", f"no {missing}")

    with pytest.raises(BrokenFile, match="no document of Word"):
        prose.read(path)


def test_a_document_that_unfolds_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("evidence_graph.limits.ARTICLE", 100_000)
    document = docx(tmp_path, line(run("tea " * 100_000)))

    assert document.stat().st_size < 100_000
    with pytest.raises(BrokenFile, match="more than the limit"):
        prose.read(document)


def test_entities_of_a_document_are_not_unfolded(tmp_path):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "tea">]>'
            f"<w:document {WORD}><w:body>{line(run('&a;'))}</w:body></w:document>",
        )

    with pytest.raises(BrokenFile, match="entities"):
        prose.read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_understood(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Tea at 80 °C – “hot”.".encode(encoding))

    assert prose.read(path).content == "Tea at 80 °C – “hot”."


def pdf_of(lines):
    """A PDF of one page, written by hand: each of *lines* below the other."""
    shown = "".join(f"({words}) Tj T* " for words in lines)
    stream = f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj%s endobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()


def test_a_pdf_is_put_together_to_sentences(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(
            [
                "A warm pot keeps tea hot for longer than a cold one, as every-",
                "body knows. It is so with cups.",
                "Guests say that it matters to them more than the milk and the",
                "sugar do.",
            ]
        )
    )

    text = prose.read(path)

    assert [sentence.words for sentence in text.sentences] == [
        "A warm pot keeps tea hot for longer than a cold one, as everybody knows.",
        "It is so with cups.",
        "Guests say that it matters to them more than the milk and the sugar do.",
    ]
    assert {one.number for one in text.paragraphs} == {1, 2}


def test_the_head_of_a_section_of_a_pdf_stands_for_itself_and_glyphs_of_tex_are_read(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(
            [
                "Warm pots keep tea hot for longer than cold ones do, as everybody knows who drinks it.",
                "2 Methods and cups",
                "We asked \\034ve guests, in 2019\\0252020, to drink tea from pots that we warmed before it",
                "2 hours long. It was no e\\033ort.",
            ]
        )
    )

    text = prose.read(path)

    assert text.words(text.paragraphs[1]) == "2 Methods and cups"
    assert text.paragraphs[1].kind is ParagraphKind.HEADING
    assert [sentence.words for sentence in text.sentences][1:] == [
        "We asked five guests, in 2019–2020, to drink tea from pots that we warmed before it 2 hours long.",
        "It was no effort.",
    ]


def test_the_list_of_a_short_pdf_is_found_though_most_lines_are_short(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf_of(
            [
                "A warm pot keeps tea hot for longer than a cold one, as everybody who drinks it knows [1].",
                "It is so with cups. See the figure.",
                "References",
                "1. Lee A. Warm pots. Tea. 2019;28:1-9.",
                "2. Poe B. Cups. Tea. 2020;1:1-2.",
                "3. Ray D. Cosies. Tea. 2020;1:3.",
                "4. Wu C. Trays. Tea. 2021;2:3-5.",
            ]
        )
    )

    text = prose.read(path)

    assert [entry[:6] for entry in entries(text)] == ["1. Lee", "2. Poe", "3. Ray", "4. Wu "]
    assert text.sentences[-1].words == "See the figure."


@pytest.mark.parametrize(("password", "is_readable"), [("", True), ("secret", False)])
def test_a_locked_pdf_is_told_and_one_locked_with_nothing_is_read(tmp_path, password, is_readable):
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of(["A warm pot keeps tea hot."])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")

    if is_readable:
        assert prose.read(tmp_path / "a.pdf").sentences[0].words == "A warm pot keeps tea hot."
    else:
        with pytest.raises(BrokenFile, match="locked by a password"):
            prose.read(tmp_path / "a.pdf")


@pytest.mark.parametrize("reader", [prose.read, lambda path: words_of(path.read_bytes(), ".pdf")])
def test_no_broken_pdf_ends_in_anything_but_a_sentence(tmp_path, reader, trial):
    pytest.importorskip("pypdf")
    whole = pdf_of(["A warm pot keeps tea hot for longer than a cold one."])
    chance = Random(7)  # noqa: S311 - the same damage at every run
    number = trial.amount(sample=150, whole=5_000)
    for _ in range(number):
        place = chance.randrange(8, len(whole))
        piece = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
        (tmp_path / "a.pdf").write_bytes(whole[:place] + piece + whole[place + chance.randrange(5) :])
        with suppress(BrokenFile, NoWords):
            reader(tmp_path / "a.pdf")

    trial.tell(f"{number} damaged PDFs: text or a sentence")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_read_in_the_encoding_that_it_is_written_in(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("Tee – heiß – hält.".encode(encoding))

    assert prose.read(tmp_path / "a.txt").sentences[0].words == "Tee – heiß – hält."
    assert words_of((tmp_path / "a.txt").read_bytes(), ".txt") == "Tee – heiß – hält."


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BrokenFile, match="no such file"):
        prose.read(Path(tmp_path / "nothing.txt"))
