"""References as people paste them become records: one an entry, in order, nothing invented."""

import io
import json
import pickle
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence_graph as eg
from evidence_graph import references
from evidence_graph.cli import main
from evidence_graph.references import Confidence, Part, reading_references
from evidence_graph.references.list_parts import entries_of
from evidence_graph.references.people_lists import names_in

VANCOUVER = "Ito K, Ek J. Tea and sleep in older adults. J Tea Res. 2004;3(2):101-9."
APA = "Leaf, A., & Blatt, B. (2001). Steeping and bitterness. Journal of Tea Research, 12(3), 44–58."
CHICAGO = "Bell, Ana. 1998. “Milk in Tea.” Journal of Kitchen Science 7 (1): 15–29."
IEEE = "[3] A. Bell and C. Ito, “Kettles that sing,” IEEE Trans. Tea, vol. 4, no. 2, pp. 7–19, Mar. 2011."
PUBMED = (
    "Green tea and blood pressure: a randomised trial. Ito K, Ek J, Bell A. J Tea Res. "
    "2012 Oct;93(4):1318-26. doi: 10.1234/jtr.2012.7. Epub 2012 May 5."
)


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        (VANCOUVER, ("Tea and sleep in older adults", "J Tea Res", "2004", "3", "2", "101-9")),
        (APA, ("Steeping and bitterness", "Journal of Tea Research", "2001", "12", "3", "44-58")),
        (CHICAGO, ("Milk in Tea", "Journal of Kitchen Science", "1998", "7", "1", "15-29")),
        (
            PUBMED,
            ("Green tea and blood pressure: a randomised trial", "J Tea Res", "2012", "93", "4", "1318-26"),
        ),
    ],
)
def test_a_reference_of_any_common_style_is_read(printed, fields):
    (reference,) = eg.read_references(printed)

    assert tuple(map(reference.text, ("title", "container", "year", "volume", "issue", "pages"))) == fields
    assert reference.kind == "article"


def test_the_people_are_named_one_way_whatever_the_style():
    first, second = eg.read_references(f"1. {VANCOUVER}\n2. {APA}")

    assert first.authors == ("Ito, K.", "Ek, J.")
    assert second.authors == ("Leaf, A.", "Blatt, B.")


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Bell, R D", ("Bell, R. D.",)),
        ("Pot D O, Leaf Y Q, et al.", ("Pot, D. O.", "Leaf, Y. Q.")),
        ("Leaf(Robert), Pot (Ana)", ("Leaf, Robert", "Pot, Ana")),
        ("Bell/Möller", ("Bell", "Möller")),
        ("Bell, Pot & Leaf", ("Bell", "Pot", "Leaf")),
        ("D. Bell/H.-J. Pot", ("Bell, D.", "Pot, H.-J.")),
        ("BELL, Ana; DOE, Jane; and LEE, A. B.", ("BELL, Ana", "DOE, Jane", "LEE, A. B.")),
        ("Bell, Ana; Pot, J; et al.", ("Bell, Ana", "Pot, J.")),
        ("Ana Van Den Pot, Tom N Leaf, and Max Bell", ("Van Den Pot, Ana", "Leaf, Tom N", "Bell, Max")),
        ("Anna Bell, Max Leaf", ("Bell, Anna", "Leaf, Max")),
        ("Bell Pot, Anna Maria", ("Bell Pot, Anna Maria",)),
        ("The Kettle", ("The Kettle",)),
        ("US Department of Tea and Hot Water", ("US Department of Tea and Hot Water",)),
        ("Ministry of Tea, Milk and Sugar", ("Ministry of Tea, Milk and Sugar",)),
        ("Ministry of Tea and Council of Milk", ("Ministry of Tea", "Council of Milk")),
        ("Bell JA, World Tea Organization", ("Bell, J. A.", "World Tea Organization")),
    ],
)
def test_people_and_bodies_are_told_apart_however_they_are_listed(printed, names):
    assert names_in(printed).names == names


LISTS = {
    "numbered": f"1. {VANCOUVER}\n2. {APA}\n3. {CHICAGO}\n",
    "bare numbers": f"1 {VANCOUVER}\n2 {APA}\n3 {CHICAGO}\n",
    "in brackets": f"[1] {VANCOUVER}\n[2] {APA}\n[3] {CHICAGO}\n",
    "one paragraph, numbered": f"1. {VANCOUVER} 2. {APA} 3. {CHICAGO}",
    "a line each": f"{VANCOUVER}\n{APA}\n{CHICAGO}\n",
    "paragraphs": f"{VANCOUVER}\n\n{APA}\n\n{CHICAGO}\n",
    "bullets": f"• {VANCOUVER}\n• {APA}\n• {CHICAGO}\n",
    "wrapped": "\n".join(
        line.replace("in older", "in\n    older").replace("Tea Research", "Tea\n    Research")
        for line in (VANCOUVER, APA, CHICAGO)
    ),
    "with buttons": f"{VANCOUVER}\n[CrossRef] [PubMed]\n{APA}\nGoogle Scholar\n{CHICAGO}\n",
    "an article": "Tea is old.\n\nReferences\n\n"
    f"{VANCOUVER}\n\n{APA}\n\n{CHICAGO}\n\nAcknowledgements\n\nThanks.\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_has_one_entry_a_reference_in_its_order(text):
    printed = [entry.text for entry in entries_of(text)]

    assert [entry.removesuffix(" [CrossRef] [PubMed]") for entry in printed] == [VANCOUVER, APA, CHICAGO]


def test_the_place_of_an_entry_is_that_in_the_text():
    text = LISTS["an article"]

    assert [text[r.start : r.end] for r in eg.read_references(text)] == [VANCOUVER, APA, CHICAGO]


def plain(text):
    """*text* without space, dashes and marks of Markdown: of these a field has none, or another number."""
    return re.sub("[-–*_`]", "", "".join(letter for letter in text.casefold() if not letter.isspace()))


@given(st.text(max_size=300) | st.text("Aa. ,;:()12-“”", max_size=200))
def test_whatever_is_pasted_nothing_is_invented(text):
    for reference in eg.read_references(text):
        for part, field in reference.fields.items():
            inside = plain(reference.printed[field.start : field.end])
            assert plain(field.text) in inside or part in {Part.PMCID, Part.DOI}


def test_an_identifier_is_sure_and_what_is_left_over_is_a_note_or_a_guess():
    (reference,) = eg.read_references(f"{PUBMED} Xyzzy plugh.")

    assert reference.fields[Part.DOI].confidence is Confidence.SURE
    assert reference.doi == "10.1234/jtr.2012.7"
    doubted = [field.text for field in reference.fields.values() if field.confidence is Confidence.GUESS]
    assert any("Xyzzy" in text for text in [*reference.notes, *doubted])


def bare(text):
    """*text* without signs and case, as fields are compared."""
    return re.findall(r"[^\W_]+", str(text).casefold())


ON_PAGES = json.loads((Path(__file__).parent / "references_printed_on_pages.json").read_text("utf-8"))
"""References as public pages print them, each labelled by hand before it was read."""


def test_references_from_pages_are_read_as_a_person_labelled_them():
    fields, wrong = 0, []
    for row in ON_PAGES:
        (reference,) = eg.read_references(row["printed"])
        for name, text in row.items():
            people = {"authors": reference.authors, "editors": reference.editors}.get(name)
            if name != "printed":
                fields += 1
                read = people if people is not None else reference.text(name)
                wrong += [(row["printed"][:30], name, read)] * (bare(text) != bare(read))

    assert fields > 100
    assert len(wrong) <= fields * 0.05, wrong


def test_the_printed_list_of_the_bundled_article_is_read_entry_by_entry(hips):
    listed = hips.references("hip-thrust-critique")
    read = eg.read_references("\n\n".join(reference.printed for reference in listed))
    years = [
        (hips.citation(entry.citation).year, reference.year)
        for entry, reference in zip(listed, read, strict=True)
    ]

    assert [reference.printed for reference in read] == [" ".join(entry.printed.split()) for entry in listed]
    assert sum(expected == year for expected, year in years) >= 28


def test_a_field_that_is_called_sure_is_right_on_pages():
    sure = [
        (row[part.value], field.text)
        for row in ON_PAGES
        for part, field in eg.read_references(row["printed"])[0].fields.items()
        if field.confidence is Confidence.SURE and isinstance(row.get(part.value), str)
    ]

    assert len(sure) > 60
    assert [(label, text) for label, text in sure if bare(label) != bare(text)] == []


def test_the_verb_writes_bibtex(tmp_path, capfd):
    (tmp_path / "pasted.txt").write_text(LISTS["numbered"], "utf-8")

    assert main(["references", str(tmp_path / "pasted.txt"), "-f", "bibtex"]) == 0
    assert re.findall(r"@article\{(\w+),", capfd.readouterr().out) == [
        "ito2004tea",
        "leaf2001steeping",
        "bell1998milk",
    ]


def test_the_verb_answers_in_json_with_how_sure_each_field_is(tmp_path, capfd):
    (tmp_path / "pasted.txt").write_text(VANCOUVER, "utf-8")

    assert main(["references", str(tmp_path / "pasted.txt"), "-f", "json"]) == 0
    (record,) = json.loads(capfd.readouterr().out)
    assert record["fields"]["year"] == {"text": "2004", "start": 55, "end": 59, "confidence": "sure"}


def test_the_json_of_the_verb_follows_its_schema(tmp_path, capfd):
    (tmp_path / "pasted.txt").write_text(LISTS["numbered"], "utf-8")
    schema = json.loads(
        (Path(__file__).parents[1] / "docs" / "schema" / "references.json").read_text("utf-8")
    )

    assert main(["references", str(tmp_path / "pasted.txt"), "-f", "json"]) == 0
    jsonschema.validate(json.loads(capfd.readouterr().out), schema)


def test_a_numbered_list_keeps_its_numbers_and_what_is_pasted_may_come_from_the_clipboard(capfd, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"7. {VANCOUVER}\n8. {APA}".encode())))

    assert main(["references", "-", "-f", "json"]) == 0
    assert [record["number"] for record in json.loads(capfd.readouterr().out)] == [7, 8]


def test_a_text_without_a_reference_is_no_answer(tmp_path, capfd):
    (tmp_path / "empty.txt").write_text("\n\n", "utf-8")

    assert main(["references", str(tmp_path / "empty.txt")]) == 1
    assert "no reference is found" in capfd.readouterr().err


def test_a_paragraph_too_long_for_a_reference_is_told_and_not_read():
    (reference,) = eg.read_references("A. Bell makes tea, " * 2000)

    assert reference.fields == {}
    assert reference.notes == ("It has 37,999 characters, more than any reference: nothing of it is read.",)


@pytest.mark.parametrize(
    ("printed", "title", "authors"),
    [
        ("[^3]: Ito, K. *Tea and sleep*. **J Tea Res** 3, 1-9 (2004).", "Tea and sleep", ("Ito, K.",)),
        (
            '4. **[^](#cite_ref-4)** Ito, Kei (2004). ["Tea and sleep"](https://tea.example/z). *Tea News*.',
            "Tea and sleep",
            ("Ito, Kei",),
        ),
        ("- [12] Kei Ito, Ana Bell, and Ben Leaf. Tea and sleep. Tea News, 2004.", "Tea and sleep",
         ("Ito, Kei", "Bell, Ana", "Leaf, Ben")),
    ],
)  # fmt: skip
def test_the_signs_of_a_page_are_no_part_of_a_reference(printed, title, authors):
    (reference,) = eg.read_references(printed)

    assert (reference.title, reference.authors) == (title, authors)
    for part, field in reference.fields.items():
        letters = re.sub(r"[^\w]", "", field.text)
        assert letters in re.sub(r"[^\w]", "", reference.printed[field.start : field.end]), part


SPINE = "Leaf PW, Pot CA Spine (Phila Pa 1976). 1996 Nov 15; 21(22):2640-50."
FRENCH_THESIS = "LEAF, A. (2023). Étude des tasses. Mémoire de Licence, Université de Dschang, Cameroun."
THESIS_IN_BRACKETS = (
    "Leaf, A. (1995). Cups (Unpublished doctoral dissertation). University of Calgary, Canada."
)
CHAPTER = (
    "Leaf, A. (1997). Toward a theory of steep- ing. In B. Pot (ed.), Complex Cups (pp. 67–106). "
    "Stanford: CSLI."
)


@pytest.mark.parametrize(
    ("printed", "part", "text"),
    [
        ("Leaf, A. 2006, British kettles, Continuum, London", "publisher", "Continuum"),
        ("Leaf, A. 2006, British kettles, Continuum, London", "place", "London"),
        (FRENCH_THESIS, "title", "Étude des tasses"),
        (THESIS_IN_BRACKETS, "place", "Canada"),
        (CHAPTER, "container", "Complex Cups"),
        (CHAPTER, "title", "Toward a theory of steeping"),
        (SPINE, "container", "Spine (Phila Pa 1976)"),
        (SPINE, "authors", "Leaf PW, Pot CA"),
        ("Ana Leaf and Ben Pot. Steeping. arXiv preprint arXiv:1312.6203, 2013.", "container", "arXiv"),
    ],
)  # fmt: skip
def test_the_words_of_an_imprint_stand_in_their_fields(printed, part, text):
    (reference,) = eg.read_references(printed)

    assert reference.text(part) == text


def test_the_days_of_a_meeting_are_neither_volume_nor_pages():
    (reference,) = eg.read_references(
        "Leaf, A. (1989) Division among cups. In: Proceedings, Tenth Conference on Tea, Boston, "
        "4–6 December, pp. 199–210."
    )

    assert (reference.text("volume"), reference.text("pages")) == (None, "199-210")


def test_a_long_list_read_by_several_processes_is_read_as_by_one_and_in_its_order(monkeypatch):
    monkeypatch.setattr(reading_references, "MANY", 3)
    text = "\n".join(
        f"[{number}] Ito K. Tea and sleep {number}. J Tea. 2004;3(2):1-9." for number in range(1, 80)
    )

    by_one = references.read(text)

    assert len(by_one) == 79
    assert references.read(text, processes=2) == by_one


def test_where_no_process_can_be_started_a_long_list_is_read_by_one(monkeypatch):
    def refused(*_):
        raise OSError

    monkeypatch.setattr(reading_references, "MANY", 2)
    monkeypatch.setattr("multiprocessing.get_context", lambda _: None)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    text = "[1] Ito K. Tea and sleep. J Tea. 2004;3(2):1-9.\n[2] Ek J. Milk in tea. J Tea. 2005;4(2):1-9."

    assert [reading.title for reading in references.read(text, processes=2)] == [
        "Tea and sleep",
        "Milk in tea",
    ]


def test_a_reading_is_the_same_when_it_is_pickled_and_its_fields_still_cannot_be_changed():
    [reading] = references.read("Ito K. Tea and sleep. J Tea. 2004;3(2):1-9.")

    again = pickle.loads(pickle.dumps(reading))  # noqa: S301 - our own

    assert again == reading
    with pytest.raises(TypeError):
        again.fields["title"] = None
