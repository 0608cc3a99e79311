"""From a template to the text of a page: escaped, under a policy that lets only our own script run."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import pass_context
from markupsafe import Markup

from evidence_graph import looks
from evidence_graph.audit import SEVERITY
from evidence_graph.drawing import outlines
from evidence_graph.drawing.json_blocks import block, embed
from evidence_graph.drawing.page import printable
from evidence_graph.drawing.scene import family, stances
from evidence_graph.drawing.study_facts import FLAGS, links
from evidence_graph.effects import phrases
from evidence_graph.model import Answer, Direction, Stance, Verdict, Weighing
from evidence_graph.sheets.integrity_words import integrity_words
from evidence_graph.site import assets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jinja2 import Environment
    from jinja2.runtime import Context

    from evidence_graph.model import EvidenceLine
    from evidence_graph.sheets.ledger import Ledger
    from evidence_graph.site.page_places import Places

GRID = "grid.html"
"""The page that there is only where lines say what was studied."""

SECTIONS = (
    ("index.html", "Claims"),
    ("subjects.html", "Subjects"),
    ("contested.html", "Contested"),
    ("gaps.html", "Gaps"),
    ("matrix.html", "Matrix"),
    (GRID, "Studied"),
    ("studies.html", "Studies"),
    ("articles.html", "Articles"),
    ("map.html", "Map"),
)


class Press:
    """Prints pages: one environment of templates for the whole site."""

    def __init__(self, ledger: Ledger, places: Places) -> None:
        self._ledger = ledger
        self._places = places

    def page(
        self,
        template: str,
        *,
        title: str,
        depth: int = 1,
        scripts: Sequence[str] = (),
        linked: Any = None,  # noqa: ANN401 - JSON-LD
        data: Any = None,  # noqa: ANN401 - what a script reads, as JSON
        **given: object,
    ) -> str:
        """The text of a page *depth* folders below the root; *linked* is its JSON-LD."""
        return self._environment.get_template(f"{template}.html.j2").render(
            title=title,
            root="../" * depth,
            policy=assets.policy(scripts),
            scripts=scripts,
            linked=Markup(embed(linked)) if linked else None,  # noqa: S704 - escaped for where it stands
            data=Markup(block(data)) if data else None,  # noqa: S704 - escaped for where it stands
            **given,
        )

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        templates = Environment(
            loader=PackageLoader("evidence_graph.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=printable,
        )
        templates.filters |= {
            "word": looks.word,
            "word_after": looks.word_after,
            "name": looks.name,
            "stances": stances,
        }
        templates.tests["web"] = lambda address: address.startswith(("https://", "http://"))
        templates.globals |= {
            "graph": self._ledger.graph,
            "ledger": self._ledger,
            "places": self._places,
            "to": self._to,
            "quote": quote,
            "links": links,
            "family_of": family,
            "flags": FLAGS,
            "integrity_words": integrity_words,
            "words": phrases,
            "confirmed": is_confirmed,
            "in_order": in_order,
            "looks": looks,
            "sign": outlines.sign,
            "mark": outlines.mark,
            "sections": [one for one in SECTIONS if one[0] != GRID or self._ledger.grids],
            "harms": SEVERITY,
            "Answer": Answer,
            "Direction": Direction,
            "Stance": Stance,
            "Verdict": Verdict,
            "Weighing": Weighing,
        }

        return templates

    @pass_context
    def _to(self, context: Context, kind: str, identifier: str, text: str | None = None) -> Markup:
        """A link to the page of a thing, or its name alone when it has no page."""
        name = printable(text or self._ledger.name(kind, identifier))
        href = self._places.href(kind, identifier)
        if href is None:
            return Markup("{}").format(name)

        return Markup('<a href="{}{}">{}</a>').format(context["root"], href, name)


def is_confirmed(lines: Iterable[EvidenceLine]) -> bool | None:
    """Whether anybody confirmed a finding; None where nobody recorded it, false where all are from memory."""
    told = {line.verified for line in lines}
    if True in told:
        return True

    return None if None in told else False


def in_order(counts_by_word: Mapping[str, int]) -> dict[str, int]:
    """The numbers *counts_by_word* under headings, in the order of the headings."""
    return {name: counts_by_word[name] for name in looks.HEADINGS if counts_by_word.get(name)}
