# ruff: noqa: E501, PLR0913, PLR0917 - a table of cases reads best with one case a line and its parts in order
"""An invented list of notices in the form of Retraction Watch, and the works that it is and is not about.

Every title, name and number here is invented; the DOIs have the prefix 10.5555, which is kept for examples.
"""

import csv
import io
from dataclasses import dataclass, field

HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Paywalled,Notes"
)
COLUMNS = HEADER.split(",")

SUBJECTS = [
    "Steeping", "Kettles", "Oolong", "Porcelain", "Matcha", "Tannins", "Teapots", "Sencha", "Bergamot",
    "Samovars", "Rooibos", "Lemon", "Honey", "Caffeine", "Cups", "Saucers", "Strainers", "Infusions",
    "Leaves", "Blossoms",
]  # fmt: skip
OUTCOMES = [
    "sleep in adults", "memory in mice", "grip strength", "heart rate in runners", "taste in children",
    "bone density", "reaction time", "mood in winter", "blood pressure", "posture of clerks",
]  # fmt: skip
FAMILIES = ["Ek", "Ma", "Rao", "Quist", "Bello", "Ito", "Sato", "Okafor", "Lund", "Perez"]


def title(number):
    """The invented title of work *number*; no two of the first 200 are alike."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    outcome = OUTCOMES[number // len(SUBJECTS) % len(OUTCOMES)]
    return f"{subject} and {outcome}: trial of the {number + 3} cups"


@dataclass
class Case:
    """A work as a bibliography has it, the rows of the list, and what should come of it."""

    name: str
    citation: dict
    rows: list = field(default_factory=list)
    status: str | None = None
    notice: str = ""
    day: str | None = None


def citation(number, **fields):
    """The fields of work *number* in a bibliography; a None takes one away."""
    plain = {
        "title": title(number),
        "author": f"{FAMILIES[number % 10]}, Ana and Noor, Bo",
        "journal": "Journal of Invented Tea",
        "year": str(1990 + number % 30),
        "doi": f"10.5555/tea.{number}",
    }
    return {name: value for name, value in (plain | fields).items() if value is not None}


def row(number, nature="Retraction", **cells):
    """The row of the list about work *number*."""
    plain = {
        "Record ID": str(1000 + number),
        "Title": title(number),
        "Author": f"Ana {FAMILIES[number % 10]};Bo Noor",
        "RetractionDate": "3/9/2020 0:00",
        "RetractionDOI": f"10.5555/notice.{number}",
        "RetractionPubMedID": "0",
        "OriginalPaperDate": f"6/1/{1990 + number % 30} 0:00",
        "OriginalPaperDOI": f"10.5555/tea.{number}",
        "OriginalPaperPubMedID": "0",
        "RetractionNature": nature,
        "Reason": "+Error in Data;",
        "Paywalled": "No",
    }
    return plain | cells


NONE = {"RetractionDOI": "unavailable", "RetractionPubMedID": "0"}
NO_DOI = {"OriginalPaperDOI": "unavailable"}
DAY = "2020-03-09"


def simple(name, number, fields, cells, status="retracted", notice=None, day=DAY, nature="Retraction"):
    """A case of one row."""
    notice = f"10.5555/notice.{number}" if notice is None else notice
    return Case(name, citation(number, **fields), [row(number, nature, **cells)], status, notice, day)


def several(name, number, rows, status, notice, day, **fields):
    """A case of several rows."""
    return Case(
        name, citation(number, **fields), [row(number, **cells) for cells in rows], status, notice, day
    )


def said(nature, date, **cells):
    """The cells of one row of several."""
    return {"nature": nature, "RetractionDate": date, **cells}


CONCERN = "expression-of-concern"
CASES = [
    simple("by DOI", 0, {}, {}),
    simple("by a DOI in capitals", 1, {"doi": "10.5555/TEA.1"}, {}),
    simple("by a DOI that is in capitals on the list", 2, {}, {"OriginalPaperDOI": "10.5555/TEA.2"}),
    simple("by a DOI that is an address on the list", 3, {}, {"OriginalPaperDOI": "https://doi.org/10.5555/tea.3"}),
    simple("by a DOI that is an address in the bibliography", 4, {"doi": "https://dx.doi.org/10.5555/tea.4"}, {}),
    simple("by a DOI that only the address has", 5, {"doi": None, "url": "https://doi.org/10.5555/tea.5"}, {}),
    simple("by PubMed number alone, the DOI unavailable", 6, {"doi": None, "pmid": "70000006"}, {**NO_DOI, "OriginalPaperPubMedID": "70000006"}),
    simple("by PubMed number alone, the DOI in capitals Unavailable", 7, {"doi": None, "pmid": "70000007"}, {"OriginalPaperDOI": "Unavailable", "OriginalPaperPubMedID": "70000007"}),
    simple("by PubMed number alone, the DOI 0", 8, {"doi": None, "pmid": "70000008"}, {"OriginalPaperDOI": "0", "OriginalPaperPubMedID": "70000008"}),
    simple("by PubMed number where the bibliography has a DOI and the list none", 9, {"pmid": "70000009"}, {**NO_DOI, "OriginalPaperPubMedID": "70000009"}),
    simple("by a PubMed number that a spreadsheet made a fraction", 10, {"doi": None, "pmid": "70000010"}, {**NO_DOI, "OriginalPaperPubMedID": "70000010.0"}),
    simple("notice and paper under one DOI", 11, {}, {"RetractionDOI": "10.5555/tea.11"}, notice="10.5555/tea.11"),
    simple("a notice with a PubMed number alone", 12, {}, {"RetractionDOI": "unavailable", "RetractionPubMedID": "71000012"}, notice="PMID 71000012"),
    simple("a notice without a number", 13, {}, NONE, notice="record 1013"),
    simple("an ISO date", 14, {}, {"RetractionDate": "2020-03-09"}),
    simple("an ISO date with a time", 15, {}, {"RetractionDate": "2020-03-09T00:00:00"}),
    simple("an American date without a time", 16, {}, {"RetractionDate": "03/09/2020"}),
    simple("no date", 17, {}, {"RetractionDate": ""}, day=None),
    simple("a concern", 18, {}, {}, status=CONCERN, nature="Expression of concern"),
    simple("a concern in capitals", 19, {}, {}, status=CONCERN, nature="Expression of Concern"),
    simple("a correction", 20, {}, {}, status="corrected", nature="Correction"),
    several("a concern and then a retraction", 21, [said("Expression of concern", "1/5/2018 0:00"), said("Retraction", "3/9/2020 0:00")], "retracted", "Expression of concern of 2018-01-05", DAY),
    several("a retraction listed before its earlier concern", 22, [said("Retraction", "3/9/2020 0:00"), said("Expression of concern", "1/5/2018 0:00")], "retracted", "Expression of concern of 2018-01-05", DAY),
    several("a correction after a retraction", 23, [said("Retraction", "3/9/2020 0:00"), said("Correction", "1/5/2022 0:00")], "retracted", "Correction of 2022-01-05", DAY),
    several("a correction and then a concern", 24, [said("Correction", "1/5/2018 0:00"), said("Expression of concern", "3/9/2020 0:00")], CONCERN, "Correction of 2018-01-05", DAY),
    several("two retractions", 25, [said("Retraction", "3/9/2020 0:00"), said("Retraction", "3/10/2020 0:00", RetractionDOI="10.5555/second")], "retracted", "10.5555/second", DAY),
    several("retracted and reinstated", 26, [said("Retraction", "3/9/2018 0:00"), said("Reinstatement", "3/9/2020 0:00", RetractionDOI="10.5555/back")], "reinstated", "10.5555/back", DAY),
    several("reinstated and retracted again", 27, [said("Retraction", "1/1/2016 0:00"), said("Reinstatement", "1/1/2018 0:00"), said("Retraction", "3/9/2020 0:00")], "retracted", "Reinstatement of 2018-01-01", DAY),
    several("reinstated on the day of its retraction", 28, [said("Reinstatement", "3/9/2020 0:00"), said("Retraction", "3/9/2020 0:00")], "reinstated", "Reinstatement of 2020-03-09", DAY),
    several("a reinstatement without a date", 29, [said("Reinstatement", ""), said("Retraction", "3/9/2020 0:00")], "reinstated", "Reinstatement, day not recorded", None),
    simple("RETRACTED before the title", 30, {"title": f"RETRACTED: {title(30)}"}, {}),
    simple("markup in the title of the list", 31, {}, {"Title": "<i>Lemon</i> and memory in mice – trial of the 34 cups"}),
    simple("a title without its subtitle", 32, {"title": title(32).partition(":")[0]}, {}),
    simple("a translated title by the same first author", 33, {"title": "Tee und Gedächtnis bei Mäusen"}, {}),
    simple("no title in the bibliography", 34, {"title": None}, {}),
    simple("both numbers, whatever the title", 35, {"pmid": "70000035", "title": "Something else"}, {"OriginalPaperPubMedID": "70000035"}),
    simple("a book chapter", 36, {"journal": None, "booktitle": "Invented Tea"}, {}),
    simple("two DOIs in one cell", 37, {}, {"OriginalPaperDOI": "10.5555/other; 10.5555/tea.37"}),
    simple("a DOI with a stop behind it", 38, {}, {"OriginalPaperDOI": "10.5555/tea.38. "}),
    simple("the paper's own number replaced by that of its notice", 39, {"doi": "10.5555/notice.39"}, NO_DOI),
]  # fmt: skip
"""Forty kinds of notices, each about a work."""


def look_alikes():
    """Two hundred works that resemble the forty, and are none of them: each with why."""
    tricks = [
        ("a DOI that goes on", lambda n: citation(n, doi=f"10.5555/tea.{n}.s1", title=f"Supplement {n}")),
        ("a DOI that ends before", lambda n: citation(n, doi=f"10.5555/tea.{n}"[:-1] + "x")),
        (
            "the same title and authors, another number",
            lambda n: citation(n, doi=f"10.5555/later.{n}", year="2024"),
        ),
        ("the same title without any number", lambda n: citation(n, doi=None)),
        ("a number that is unavailable", lambda n: citation(n + 100, doi="unavailable", pmid="0")),
    ]
    for number in range(40):
        for name, make in tricks:
            yield Case(f"{name} ({number})", make(number))


NUMBERS = [
    ("the notice itself", lambda n: citation(n, doi=f"10.5555/notice.{n}", title=f"Retraction: {title(n)}")),
    ("a PubMed number of one figure more", lambda n: citation(n + 100, doi=None, pmid=f"700000{n:02}1")),
    (
        "the DOI of another work, by a slip",
        lambda n: citation(n + 100, doi=f"10.5555/tea.{n}", author="Zweig, Z"),
    ),
]
"""Look-alikes by number, of those works whose number is on the list."""


def table(rows, *, spaced=False, trailing=False):
    """The list as a CSV; *spaced* with spaces in the names of columns, *trailing* with a comma at each end."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = [_spaced(name) if spaced else name for name in COLUMNS]
    end = [""] if trailing else []
    writer.writerow([*names, *end])
    for cells in rows:
        writer.writerow([*(cells.get(name, "") for name in COLUMNS), *end])
    return out.getvalue()


def _spaced(name):
    """The name of a column with a space before each capital that begins a word."""
    return "".join(
        f" {sign}" if sign.isupper() and before.islower() else sign
        for before, sign in zip(" " + name, name, strict=False)
    ).strip()


def entry(key, fields):
    """The BibTeX of a work."""
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@article{{{key},\n{lines},\n}}\n"


CLAIMS = """\
@prefix eg: <https://w3id.org/evidence-graph/terms#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://example.org/notices/> a eg:DataSet ; dcterms:title "Invented works" .
"""


def write(folder, cases, **form):
    """Write a data folder with the works of *cases* and, beside it, the list; the folder and the list."""
    folder.mkdir()
    (folder / "claims.ttl").write_text(CLAIMS, "utf-8")
    entries = [entry(f"work{number}", case.citation) for number, case in enumerate(cases)]
    (folder / "citations.bib").write_text("\n".join(entries), "utf-8")
    listed = folder.parent / "retractions.csv"
    listed.write_text(table([cells for case in cases for cells in case.rows], **form), "utf-8")
    return folder, listed
