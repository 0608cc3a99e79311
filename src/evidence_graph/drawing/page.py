"""The page: our own template, the data as a JSON block, and a policy under which nothing else can run.

Data never becomes HTML: the template escapes, the JSON block holds no ``<``, and the script of the
page writes text only. The policy allows the two scripts and the one style sheet by their hashes and
forbids every request, so that even a mistake in the script could not send anything anywhere.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from evidence_graph import looks
from evidence_graph.drawing import cells, contents, marks, network, outlines, packing, standing, styles
from evidence_graph.drawing.layout import arrange
from evidence_graph.drawing.values import values
from evidence_graph.exports import bibtex
from evidence_graph.invisible import shown
from evidence_graph.looks.forms import Family
from evidence_graph.model import Verdict
from evidence_graph.search import tables

if TYPE_CHECKING:
    from jinja2 import Environment

    from evidence_graph.drawing.scene import Scene

SCRIPT = (
    "state",
    "asking",
    "filters",
    "ink",
    "claims",
    "works",
    "regions",
    "map",
    "panel",
    "list",
    "choices",
    "address",
    "table",
    "vector",
    "picture",
    "taking",
    "page",
)
"""The parts of the page's script; each may use what stands in those before it when the page opens."""

_MIDDLE = 0.36
"""Where on the scale of sizes the legend has its middle mark."""

_NODE = re.compile(r"(claim|citation|article|concept|topic):\S+")
"""The name of a node, by which the script finds it."""

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Letters that could end the block they stand in, or that are line ends to a script and not to JSON."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a map stands among others: links by their words, what it leaves out, and what has a page.

    `pages` are the addresses of the pages of things by the names they have on the map (``claim:ID``).
    """

    links: tuple[tuple[str, str], ...] = ()
    note: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)


def page(drawn: Scene, *, title: str, trail: Trail | None = None) -> str:
    """The whole page of the map."""
    from markupsafe import Markup

    trail = trail or Trail()
    scripts = [network.vis_network(), _script()]
    data = as_shown(_data(drawn, title)) | {"pages": dict(trail.pages)}
    style = map_style()
    return (
        environment()
        .get_template("template.html.j2")
        .render(
            title=title,
            trail=trail,
            about=_about(drawn),
            empty=not drawn.all_claims,
            sizes=_sizes(drawn),
            sample=Family.TRIAL,
            doubts=data["looks"]["doubts"],
            verdicts=_verdicts(data["verdicts"]),
            policy=policy(scripts, style),
            style=Markup(style),  # noqa: S704 - our own file
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own file and vis-network
            data=Markup(embedded(data)),  # noqa: S704 - escaped for where it stands
        )
    )


@cache
def environment() -> Environment:
    """The templates of the drawing, which escape."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("evidence_graph.drawing", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=words_shown,
    )
    made.filters |= {"word": looks.word, "name": looks.name}
    made.globals |= {"looks": looks, "sign": outlines.sign, "mark": outlines.mark}
    return made


def map_style() -> str:
    """The style sheet of a map: what people wrote, and how each value looks."""
    return own("map.css") + styles.colours() + styles.of_map()


def words_shown(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """*value* as every place shows it, when it is a text and not our own markup."""
    from markupsafe import Markup

    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def policy(scripts: list[str], style: str) -> str:
    """The content security policy: these scripts and this style, images from the page itself, no more."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'sha256-{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def embedded(value: object) -> str:
    r"""*value* as JSON that cannot leave the script block it stands in.

    >>> embedded({"label": "</script>"})
    '{"label":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in _ESCAPES.items():
        text = text.replace(letter, escape)
    return text


def as_shown(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """*value* with its texts as every place shows them; the names of nodes stay, and BibTeX."""
    if isinstance(value, str):
        return value if _NODE.fullmatch(value) else shown(value)
    if isinstance(value, Mapping):
        return {name: held if name == "bibtex" else as_shown(held) for name, held in value.items()}
    return [as_shown(held) for held in value] if isinstance(value, list | tuple) else value


def _data(drawn: Scene, title: str) -> dict[str, Any]:
    layout = arrange(drawn)
    return {
        "title": title,
        "network": network.network(drawn, layout),
        "measures": {
            "claim": [cells.CLAIM_SIZE, cells.CLAIM_LEADING, cells.CLAIM_INSET, cells.COUNTS_BAND],
            "strip": cells.CLAIM_STRIP,
            "bare": [cells.BARE_SIZE, cells.BARE_BULLET, cells.BARE_HEADING],
            "work": [cells.WORK_SIZE, cells.WORK_LEADING, cells.MARKER],
            "heading": cells.HEADING,
            "gap": packing.GAP,
        },
        "bibtex": _bibtex(drawn),
        "looks": values(),
        "asking": _asking(drawn),
        "verdicts": standing.verdicts(drawn),
        "marks": marks.marks(drawn),
    } | contents.contents(drawn, layout)


def _asking(drawn: Scene) -> dict[str, Any]:
    """What questions in own words are answered from."""

    def studies(claim: str) -> int:
        return len(drawn.studies.get(claim, ()))

    return {
        "claims": sorted(claim.id for claim in drawn.all_claims),
        "tables": tables.tables(drawn.all_claims, drawn.graph.concepts(), studies),
    }


def _about(drawn: Scene) -> str:
    """What is on the map, in numbers."""
    linked = [(len(drawn.neighbours), "linked claim", "linked claims")] if drawn.neighbours else []
    numbers = [
        (len(drawn.claims), "claim", "claims"),
        *linked,
        (len(drawn.works), "study", "studies"),
        (len(drawn.articles), "article", "articles"),
    ]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in numbers)


def _verdicts(verdicts: Mapping[str, Mapping[str, str]]) -> dict[Verdict, int]:
    """How many claims have each verdict."""
    counted = Counter(standing["verdict"] for standing in verdicts.values())
    return {verdict: counted[verdict] for verdict in Verdict}


def _sizes(drawn: Scene) -> list[tuple[int, float]]:
    """A few numbers of participants and the radius of their mark, for the legend."""
    measured = marks.scale(drawn)
    numbers = {measured.least, round(measured.most * _MIDDLE), measured.most} if measured.most > 1 else set()
    return [(n, measured.radius(n)) for n in sorted(numbers)]


def _bibtex(drawn: Scene) -> dict[str, Any]:
    """The bibliography of the works drawn, for the reader to take along."""
    parts = bibtex.parts(drawn.graph, drawn.works.values())
    held = {"entries": parts.entries, "macros": parts.macros, "strings": parts.strings}
    return held | ({"parents": parts.parents} if parts.parents else {})


def _script() -> str:
    """The parts of the page's script, in one scope of their own."""
    parts = "\n".join([tables.script(), *(own(f"script/{name}.js") for name in SCRIPT)])
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


@cache
def own(name: str) -> str:
    """The text of a file of the drawing."""
    return (files("evidence_graph.drawing") / name).read_text("utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
