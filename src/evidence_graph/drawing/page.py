"""The page: our own template, the data as a JSON block, and a policy under which nothing else can run.

Data never becomes HTML: the template escapes, the JSON block holds no ``<``, and the script of the
page writes text only. The policy allows our script, vis-network and the style sheet by their hashes and
forbids every request, so that even a mistake in the script could not send anything anywhere.
vis-network is a text of the page until the view that needs it is opened.

**A view** is one file ``views/NAME.js`` (and ``views/NAME.css``, if it needs one) whose name stands in
`VIEWS`. All files are one script in one scope, and a view registers itself in it::

    views.grid = {
      title: "Grid",                            // its word in the menu
      own: ["cell", "rows", "columns"],         // what it keeps in the address: state.own.cell, "" if not set
      draw(main) { … },                         // fills <main>, which is empty; called anew at each change
      wide() { … },                             // optional: when the width changed
      paper() { … },                            // optional: lays what is drawn out for printing
      table() { return [["head", …], [cell, …]]; }, // optional: its table for CSV
      picture() { return { width, height, nodes }; }, // optional: SVG nodes of what is to be taken along
    };

It reads the selection (`script/selection.js`: ``shownClaims()``, ``studiesOf(claim)``), how a claim
stands with the studies that count (`script/ratings.js`: ``rated(claim)``), makes elements with ``el(tag,
attributes, ...children)`` and ``svg(…)`` (`script/parts.js`; text only), and changes what is shown by
``go({ claim, cell: "…" })`` (`script/address.js`), which puts it in the address and draws. Data for it
from Python is a part of the document that `_data` makes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evidence_graph import looks, model
from evidence_graph.assessment import rules_of
from evidence_graph.drawing import contents, method, outlines, page_lines, styles
from evidence_graph.drawing.json_blocks import block, embed
from evidence_graph.drawing.value_looks import values
from evidence_graph.exports import bibtex
from evidence_graph.invisible import show
from evidence_graph.search import script_tables
from evidence_graph.store import every_wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jinja2 import Environment

    from evidence_graph.drawing.scene import Scene

VIEWS = ("claims", "balance", "grid", "network")
"""The views of the page in the order of its menu; each has its files in `views`, if it is there."""

SCRIPT = (
    "state",
    "method",
    "sentence",
    "ratings",
    "selection",
    "address",
    "parts",
    "bars",
    "cards",
    "links",
    "studies",
)
"""The parts of the page's script before the views; each may use what stands in those before it."""

AFTER = ("asking", "filters", "table", "picture", "taking", "page", "printing")
"""Its parts behind the views, which know of them."""

MOST_CURATORS = 3
"""More readers than this are told by their number."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML does not allow, not even escaped."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a map stands among others: links by their words, what it leaves out, and what has a page.

    `pages` are the addresses of the pages of things by the names they have on the map (``claim:ID``).
    """

    links: tuple[tuple[str, str], ...] = ()
    note: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)


def page(scene: Scene, *, title: str, trail: Trail | None = None) -> str:
    """The whole page of the map."""
    from markupsafe import Markup

    # Reading pyvis takes 0.2 seconds, for which only a page has the time.
    from evidence_graph.drawing import vis

    trail = trail or Trail()
    scripts = [_script()]
    style = page_style()
    data, lines = _data_and_lines(scene, title, trail)

    return (
        environment()
        .get_template("template.html.j2")
        .render(
            title=title,
            trail=trail,
            source=data["source"],
            licence=_web_address(data["licence"]),
            origin=_origin(scene),
            policy=policy([*scripts, vis.vis_network()], style),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own files
            later=Markup(block(_later(scene))),  # noqa: S704 - escaped for where it stands
            network=Markup(block(vis.view_of(scene))),  # noqa: S704 - escaped for where it stands
            engine=Markup(embed(vis.vis_network())),  # noqa: S704 - escaped for where it stands
            data=Markup(block(data)),  # noqa: S704 - escaped for where it stands
            **{name: Markup("\n".join(some)) for name, some in lines.items()},  # noqa: S704 - escaped, too
        )
    )


@cache
def environment() -> Environment:
    """The templates of the drawing, which escape."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    templates = Environment(
        loader=PackageLoader("evidence_graph.drawing", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words_shown,
    )
    templates.filters |= {"word": looks.word, "word_after": looks.word_after, "name": looks.name}
    templates.globals |= {"looks": looks, "sign": outlines.sign, "mark": outlines.mark}

    return templates


def words_shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """*value* as every place shows it, when it is a text and not our own markup."""
    from markupsafe import Markup

    if isinstance(value, str) and not isinstance(value, Markup):
        return show(value)

    return value


def printable(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    r"""*value* without the characters that HTML forbids, and words without those that nobody sees.

    >>> from markupsafe import Markup
    >>> printable("tea\x85 and\x00 milk"), printable(Markup("<b>tea\x85</b>"))
    ('tea and milk', Markup('<b>tea</b>'))
    """
    from markupsafe import Markup

    if not isinstance(value, str):
        return value
    if isinstance(value, Markup):
        return Markup(_FORBIDDEN.sub("", value)) if _FORBIDDEN.search(value) else value  # noqa: S704 - less of it

    return show(_FORBIDDEN.sub("", value))


def policy(scripts: list[str], style: str) -> str:
    """The content security policy: these scripts and this style, images from the page itself, no more."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)

    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _data(scene: Scene, title: str) -> dict[str, Any]:
    about = scene.graph.about
    return {
        "title": title,
        "source": scene.graph.title,
        "licence": (about.license if about else None) or "",
        "rules": method.rules_record(rules_of(scene.graph)),
        "words": method.word_records(),
        "looks": values(),
    } | contents.contents(scene)


def _origin(scene: Scene) -> str:
    """How many claims and works the map has, who judged, and until when; empty where nobody did."""
    lines = [line for studies in scene.studies.values() for study in studies for line in study.lines]
    curators = sorted({scene.graph.label(line.curator, model.Curator) for line in lines if line.curator})
    if not curators:
        return ""

    by = ", ".join(curators) if len(curators) <= MOST_CURATORS else f"{len(curators)} readers"
    days = [line.date for line in lines if line.date]
    until = f", last on {max(days)}" if days else ""

    return f"{_number(scene.all_claims, 'claim')}, {_number(scene.citations, 'work')}, judged by {by}{until}"


def _number(things: Collection[object], word: str) -> str:
    return f"{len(things):,} {word}{'' if len(things) == 1 else 's'}"


def _data_and_lines(scene: Scene, title: str, trail: Trail) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What the page knows when it opens, and the lines that it reads one by one, by the block they stand in.

    The line of a claim stands in the block of those drawn first or at its place in that of all others.
    """
    data = _data(scene, title)
    claims, citations = (page_lines.part(kind, data[kind]) for kind in page_lines.AT_ONCE)
    first = page_lines.first_claims(list(claims.at_once.values()))
    lines = {"first": [], "others": [block(rest) for rest in claims.rest]}
    for place in first:
        lines["first"].append(lines["others"][place])
        lines["others"][place] = ""

    lines["works"] = [block(rest) for rest in citations.rest]
    parted = {
        "claims": claims.at_once,
        "citations": citations.at_once,
        "first": first,
        "cards": page_lines.CARDS,
        "told": {"claims": claims.names, "citations": citations.names},
        "pages": dict(trail.pages),
    }

    return data | parted, lines


def _later(scene: Scene) -> dict[str, Any]:
    """What the page only reads when somebody searches, downloads, or asks why."""
    return {
        "asking": _asking(scene),
        "bibtex": _bibtex(scene),
    }


def _web_address(text: str) -> str:
    """*text* where it is an address that a link may lead to, else nothing."""
    if text.startswith(("https://", "http://")):
        return text

    return ""


def _asking(scene: Scene) -> dict[str, Any]:
    """What questions in own words are answered from."""

    def studies(claim: str) -> int:
        return len(scene.studies.get(claim, ()))

    store = scene.graph.store

    return {
        "claims": [f"claim:{claim.id}" for claim in scene.claims],
        "tables": script_tables.tables(
            every_wording.of_claims(store, scene.claims),
            every_wording.of_concepts(store, scene.graph.all(model.Concept)),
            studies,
        ),
    }


def _bibtex(scene: Scene) -> dict[str, Any]:
    """The bibliography of the works drawn, for the reader to take along."""
    parts = bibtex.parts(scene.graph, scene.citations.values())
    bibliography = {"entries": parts.entries, "macros": parts.macros, "strings": parts.strings}
    if parts.parents:
        bibliography["parents"] = parts.parents

    return bibliography


def _script() -> str:
    """The parts of the page's script, in one scope of their own."""
    before = [own(f"script/{name}.js") for name in SCRIPT]
    after = [own(f"script/{name}.js") for name in AFTER]
    parts = "\n".join([script_tables.script(), *before, *_of_views("js"), *after])

    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def page_style() -> str:
    """The style sheet of the page and of its views, with how each value looks, and last that of paper."""
    return "\n".join(
        [own("page.css"), *_of_views("css"), styles.colours(), styles.of_page(), own("print.css")]
    )


def _of_views(ending: str) -> list[str]:
    """The files of the views with this *ending*; not every view needs each."""
    texts = []
    for view in VIEWS:
        name = f"views/{view}.{ending}"
        if (files("evidence_graph.drawing") / name).is_file():
            texts.append(own(name))

    return texts


@cache
def own(name: str) -> str:
    """The text of a file of the drawing."""
    return (files("evidence_graph.drawing") / name).read_text("utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
