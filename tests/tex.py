"""TeX at work on a bibliography: what it prints, which files it reads and writes."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

PROGRAMS = ["pdflatex", "bibtex", "biber", "pdftotext"]

HEAD = r"""\documentclass{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{lmodern}
"""
# One line an entry: pdftotext takes the hyphen at the end of a line for a break in a word.
WIDE = r"""\pdfpagewidth=500cm \textwidth=490cm \hyphenpenalty=10000 \exhyphenpenalty=10000
"""
BIBTEX = r"\begin{document}\raggedright\nocite{*}\bibliographystyle{%s}\bibliography{works}\end{document}"
BIBER = r"\begin{document}\raggedright\nocite{*}\printbibliography\end{document}"
BIBLATEX = r"""\usepackage[style=authoryear,maxbibnames=99,useprefix=true,backend=biber]{biblatex}
\addbibresource{works.bib}
"""

FIELDS = (
    "title",
    "journal",
    "booktitle",
    "year",
    "month",
    "volume",
    "number",
    "pages",
    "publisher",
    "note",
    "abstract",
    "annote",
    "annotation",
    "keywords",
    "file",
    "url",
    "doi",
    "execute",
    "options",
    "usera",
    "userb",
    "x-own",
    "howpublished",
    "langid",
    "hyphenation",
    "crossref",
)

EVERY = r"""\renewbibmacro*{finentry}{%
\printfield{abstract}\printfield{annotation}\printfield{usera}\printfield{userb}\printfield{file}\finentry}
"""
"""Lets biblatex print what its styles leave out."""


def style():
    """A style of BibTeX that prints every field, the title and the names also as styles change them."""
    prints = "\n".join(f"{field} shown" for field in FIELDS)
    fields = " ".join(field for field in FIELDS if field != "crossref")
    months = "\n".join(f'MACRO {{{m}}} {{"{m}"}}' for m in ("jan", "feb", "mar", "apr", "may", "jun"))
    return rf"""ENTRY {{ author editor {fields} }} {{}} {{}}
{months}
FUNCTION {{shown}} {{ duplicate$ missing$ {{ pop$ }} {{ write$ newline$ }} if$ }}
FUNCTION {{people}} {{ duplicate$ missing$ {{ pop$ }}
  {{ duplicate$ #1 "{{ff~}}{{vv~}}{{ll}}{{, jj}}" format.name$ write$ newline$
     duplicate$ #1 "{{v{{}}}}{{l{{}}}}" format.name$ write$ newline$
     #1 "{{f.~}}{{vv~}}{{ll}}" format.name$ write$ newline$ }} if$ }}
FUNCTION {{changed}} {{ duplicate$ missing$ {{ pop$ }}
  {{ duplicate$ "t" change.case$ write$ newline$
     duplicate$ "l" change.case$ write$ newline$ "u" change.case$ write$ newline$ }} if$ }}
FUNCTION {{default.type}} {{ "\bibitem{{" cite$ * "}}" * write$ newline$
author people editor people title changed note changed journal changed
{prints}
newline$ }}
READ
FUNCTION {{begin}} {{ preamble$ write$ newline$ "\begin{{thebibliography}}{{9}}" write$ newline$ }}
EXECUTE {{begin}} ITERATE {{call.type$}}
FUNCTION {{end}} {{ "\end{{thebibliography}}" write$ newline$ }}
EXECUTE {{end}}
"""


PAPERS = {
    "bibtex": HEAD + WIDE + BIBTEX % "every",
    "biber": HEAD + BIBLATEX + EVERY + WIDE + BIBER,
}
"""A document that prints all of works.bib, by the program that reads it."""

USUAL = {
    "bibtex": HEAD + r"\usepackage{url}" + WIDE + BIBTEX % "plain",
    "biber": HEAD + BIBLATEX + WIDE + BIBER,
}
"""The same in a common style, which sets addresses as such."""


def require():
    """Go on only where TeX is installed; where everything must run, its absence is a failure."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if not missing:
        return
    say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    say(f"not installed: {', '.join(missing)}")


def run(folder, *command):
    """The exit status and the output of *command* in *folder*."""
    result = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    return result.returncode, result.stdout.decode("utf-8", "replace")


LATEX = ("pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "-recorder", "paper")


@cache
def first_run(paper):
    """The files that a first run of pdflatex leaves, by their names: they hang on the document alone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "paper.tex").write_text(paper, "utf-8")
        status, output = run(folder, *LATEX)
        assert status == 0, output[-3000:]
        return {path.name: path.read_bytes() for path in folder.iterdir()}


def begin(folder, paper, text):
    """Let *paper*, a document, and the .bib *text* lie in *folder* as after a first run of pdflatex."""
    for name, content in first_run(paper).items():
        (folder / name).write_bytes(content)
    (folder / "works.bib").write_text(text, "utf-8")


@dataclass(frozen=True)
class Run:
    """A document made in a *folder* by *engine* and pdflatex, whatever errors they meet."""

    folder: Path
    engine: str

    @classmethod
    def of(cls, folder, engine, text, files=(), papers=PAPERS, times=2):
        """The run on *text*, with *files* (names and contents) lying beside it.

        Where pdflatex runs two *times*, the second reads what the first wrote; a list of literature is
        printed by one.
        """
        folder.mkdir(exist_ok=True)
        begin(folder, papers[engine], text)
        (folder / "every.bst").write_text(style(), "utf-8")
        for name, content in dict(files).items():
            (folder / name).write_text(content, "utf-8")
        for command in ((engine, "paper"), *[LATEX] * times):
            run(folder, *command)
        return cls(folder, engine)

    @cached_property
    def errors(self):
        """The errors that TeX and the reader of the bibliography met."""
        log = (self.folder / "paper.log").read_text("utf-8", "replace")
        read = (self.folder / "paper.blg").read_text("utf-8", "replace")
        told = re.compile(
            r"^(?:! .*|.*\bERROR\b.*|.*---line \d+ of file.*|A bad cross reference.*|Repeated entry.*)",
            re.MULTILINE,
        )
        return tuple(told.findall(log) + told.findall(read))

    @cached_property
    def traces(self):
        """All that was written: log, aux, bbl, and the text of the PDF."""
        texts = [path.read_text("utf-8", "replace") for path in self._outputs() if path.suffix != ".pdf"]
        return "\n".join([*texts, self.printed])

    @cached_property
    def printed(self):
        """The text of the PDF."""
        return run(self.folder, "pdftotext", "-raw", "-enc", "UTF-8", "paper.pdf", "-")[1]

    def _outputs(self):
        return [path for path in self.folder.glob("paper.*") if path.suffix not in {".tex", ".txt"}]

    @property
    def files(self):
        """The names of all files of the folder."""
        return {path.name for path in self.folder.iterdir()}

    @property
    def inputs(self):
        """The files of the folder that pdflatex opened to read."""
        recorded = (self.folder / "paper.fls").read_text("utf-8", "replace")
        names = re.findall(r"^INPUT (?:\./)?([^/\n]+)$", recorded, re.MULTILINE)
        return set(names)


def biber(folder, text):
    """The notes of the .bib *text* as biber, decoding all it can, hands them to TeX."""
    begin(folder, PAPERS["biber"], text)
    run(folder, "biber", "--decodecharsset=full", "paper")
    written = (folder / "paper.bbl").read_text("utf-8")
    return re.findall(r"^\s*\\field\{note\}\{(.*)\}$", written, re.MULTILINE)
