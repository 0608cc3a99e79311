"""The page of an annotated article: one file that asks nothing of the network.

In comes an `AnnotatedArticle`; out goes the text of the page, which reads whole without its script: the
article with signs in its text, and all evidence as a numbered list behind it. The script puts the evidence
beside the sentences, opens it, filters and walks.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from evidence_graph import looks
from evidence_graph.assessment import LEVELS
from evidence_graph.drawing import outlines
from evidence_graph.drawing.page import policy, printable
from evidence_graph.drawing.study_facts import FLAGS, links
from evidence_graph.model import Direction, PassagePart, Stance
from evidence_graph.prose import ParagraphKind
from evidence_graph.reading import reading_styles
from evidence_graph.reading.annotated import Weakness
from evidence_graph.reading.headline import CAPTIONS, headline, lost_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jinja2 import Environment

    from evidence_graph.reading.annotated import AnnotatedArticle
    from evidence_graph.sheets.study_rows import FindingSheet

    Address = Callable[[str, str], str | None]

WORDS = 6
"""So many words of a passage are a link to it."""

SCRIPTS = ("claims", "margin", "walking")
"""The parts of the script, in one scope; each may use what stands in those before it."""


def page(annotated: AnnotatedArticle, *, source: str, address: Address | None = None) -> str:
    """The page of *annotated*, whose data call themselves *source*.

    *address* gives the page of a claim or a study of a site, by kind and id, where there is one.
    """
    from markupsafe import Markup

    script, style = _script(), _style()

    return (
        _environment()
        .get_template("reading.html.j2")
        .render(
            annotated=annotated,
            source=source,
            headline=headline(annotated),
            lost=lost_in_words(annotated),
            address=address or _nowhere,
            policy=policy([script], style),
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704 - our own files
        )
    )


def _nowhere(kind: str, identifier: str) -> None:
    """Where a page stands alone, nothing else has one."""
    del kind, identifier


def first_words(text: str) -> str:
    """The first words of a passage, by which a link leads to it.

    >>> first_words("Hot water draws more out of leaves."), first_words("Milk first.")
    ('Hot water draws more out of …', 'Milk first.')
    """
    words = text.split()

    return " ".join(words if len(words) <= WORDS else [*words[:WORDS], "…"])


def first_confirmed(findings: Sequence[FindingSheet]) -> FindingSheet:
    """The first of the *findings* of a study that somebody confirmed, else the first."""
    return next((finding for finding in findings if finding.verified), findings[0])


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("evidence_graph.reading", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    environment.filters |= {
        "word": looks.word,
        "name": looks.name,
        "first_words": first_words,
        "first_confirmed": first_confirmed,
    }
    environment.tests["loud"] = lambda weakness: weakness is not Weakness.UNCERTAIN
    environment.globals |= {
        "looks": looks,
        "sign": outlines.sign,
        "part_sign": outlines.part_sign,
        "links": links,
        "flags": FLAGS,
        "Direction": Direction,
        "Stance": Stance,
        "PassagePart": PassagePart,
        "LEVELS": LEVELS,
        "CAPTIONS": CAPTIONS,
        "TAGS": {ParagraphKind.HEADING: "h3", ParagraphKind.CODE: "pre"},
    }

    return environment


def _script() -> str:
    """The parts of the script, in one scope of their own."""
    parts = "\n".join(_own(f"script/{name}.js") for name in SCRIPTS)

    return f'(() => {{\n"use strict";\n{parts}\n}})();'


def _style() -> str:
    return _own("style.css") + reading_styles.of_reading() + _own("narrow.css")


def _own(name: str) -> str:
    return (files("evidence_graph.reading") / name).read_text("utf-8")
