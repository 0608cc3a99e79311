"""What stands on each page: values of the graph, arranged for a template."""

from __future__ import annotations

from functools import cached_property, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from evidence_graph import assessment, signs
from evidence_graph.audit import audit
from evidence_graph.drawing import forest, render
from evidence_graph.drawing.page import embedded, policy
from evidence_graph.effects import words
from evidence_graph.exports.bibtex import entries_bibtex
from evidence_graph.model import Directness, Stance, Verdict
from evidence_graph.site import figures, linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from evidence_graph.assessment import Assessment, Term
    from evidence_graph.graph import EvidenceGraph, StudyEvidence
    from evidence_graph.model import Article, Citation, Claim, Procedure

HEADINGS = {
    Stance.SUPPORTS: "For",
    Stance.OPPOSES: "Against",
    Stance.QUALIFIES: "Qualifying",
    Stance.BACKGROUND: "Background",
}
SECTIONS = (
    ("index.html", "Claims"),
    ("contested.html", "Contested"),
    ("gaps.html", "Gaps"),
    ("matrix.html", "Matrix"),
    ("studies.html", "Studies"),
    ("map.html", "Map"),
)


LONGEST = 180
"""A longer name is cut and told apart by its fingerprint: file systems end at 255 bytes."""


def place(kind: str, identifier: str) -> str:
    """The path of a page, whatever letters the id has.

    >>> place("claim", "tea/../..")
    'claim/tea%2F..%2F...html'
    """
    name = quote(identifier, safe="")
    if len(name) > LONGEST:
        name = f"{name[:LONGEST]}-{sha256(identifier.encode()).hexdigest()[:12]}"
    return f"{kind}/{name}.html"


class Site:
    """The pages of one graph."""

    def __init__(self, graph: EvidenceGraph) -> None:
        self.graph = graph

    def pages(self) -> dict[str, Callable[[], str]]:
        """What makes each page, by its path."""
        graph = self.graph
        made: dict[str, Callable[[], str]] = {
            "index.html": self._index,
            "contested.html": self._contested,
            "gaps.html": self._gaps,
            "matrix.html": self._matrix,
            "studies.html": self._studies,
            "map.html": partial(render, graph),
        }
        made |= {place("claim", c.id): partial(self._claim, c) for c in graph.claims()}
        made |= {place("study", w.key): partial(self._study, w) for w in graph.citations()}
        made |= {place("article", a.id): partial(self._article, a) for a in graph.articles()}
        made |= {place("procedure", p.id): partial(self._procedure, p) for p in graph.procedures()}
        return made

    @cached_property
    def assessments(self) -> dict[str, Assessment]:
        """The assessment of every claim."""
        return {a.claim: a for a in assessment.assess_all(self.graph)}

    @cached_property
    def studies(self) -> dict[str, list[StudyEvidence]]:
        """The studies of every claim."""
        return {c.id: self.graph.studies(c) for c in self.graph.claims()}

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        made = Environment(
            loader=PackageLoader("evidence_graph.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals |= {
            "graph": self.graph,
            "site": self,
            "place": place,
            "quote": quote,
            "signs": signs.STANCES,
            "headings": HEADINGS,
            "verdict_signs": signs.VERDICTS,
            "sections": SECTIONS,
            "words": words,
            "direction_signs": forest.SIGNS,
            "Stance": Stance,
        }
        return made

    def _page(self, template: str, *, title: str, depth: int = 1, data: Any = None, **given: object) -> str:  # noqa: ANN401 - JSON-LD
        from markupsafe import Markup

        style, script = _own("site.css") + _own("figures.css") + forest.style(), _own("site.js")
        return self._environment.get_template(template).render(
            title=title,
            root="../" * depth,
            policy=policy([script], style),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own file
            data=Markup(embedded(data)) if data else None,  # noqa: S704 - escaped for where it stands
            **given,
        )

    def _index(self) -> str:
        by_topic = [(t, [c for c in self.graph.claims() if c.topic == t.id]) for t in self.graph.topics()]
        return self._page(
            "index.html.j2", title=self.graph.title, depth=0, by_topic=by_topic, here="index.html"
        )

    def _contested(self) -> str:
        clashing = [
            c
            for c in self.graph.claims()
            if self.assessments[c.id].verdict is Verdict.CONTESTED or self.graph.disagreements(c)
        ]
        clashing.sort(key=lambda c: (self.assessments[c.id].verdict is not Verdict.CONTESTED, c.id))
        return self._page(
            "contested.html.j2", title="Contested", depth=0, claims=clashing, here="contested.html"
        )

    def _gaps(self) -> str:
        claims = self.graph.claims()
        verdicts = {c.id: self.assessments[c.id].verdict for c in claims}
        weighed = {c.id: [t for t in self.assessments[c.id].terms if t.supports or t.opposes] for c in claims}
        groups = [
            ("No study tests them", [c for c in claims if verdicts[c.id] is Verdict.UNTESTED]),
            ("Too little evidence", [c for c in claims if verdicts[c.id] is Verdict.THIN]),
            ("Resting on one study", [c for c in claims if len(weighed[c.id]) == 1]),
            ("Resting on indirect evidence alone", [c for c in claims if _indirect(weighed[c.id])]),
        ]
        return self._page("gaps.html.j2", title="Gaps", depth=0, groups=groups, here="gaps.html")

    def _matrix(self) -> str:
        claims = [c for c in self.graph.claims() if self.studies[c.id]]
        claims.sort(key=lambda c: (self.graph.label(c.topic), c.id))
        used = {s.citation.key for c in claims for s in self.studies[c.id]}
        works = [w for w in self.graph.citations() if w.key in used]
        cells = {(c.id, s.citation.key): s for c in claims for s in self.studies[c.id]}
        return self._page(
            "matrix.html.j2",
            title="Matrix",
            depth=0,
            claims=claims,
            works=works,
            cells=cells,
            here="matrix.html",
        )

    def _studies(self) -> str:
        works = sorted(self.graph.citations(), key=lambda w: (w.label.casefold(), w.key))
        return self._page("studies.html.j2", title="Studies", depth=0, works=works, here="studies.html")

    def _claim(self, claim: Claim) -> str:
        groups = {stance: [s for s in self.studies[claim.id] if s.stance is stance] for stance in Stance}
        procedures = [
            p for p in self.graph.procedures() if claim.id in {c.id for c in self.graph.claims_about(p)}
        ]
        works = [s.citation for s in self.studies[claim.id]]
        return self._page(
            "claim.html.j2",
            title=claim.statement,
            claim=claim,
            found=self.assessments[claim.id],
            groups=groups,
            procedures=procedures,
            figures=figures.of_claim(self.graph, claim),
            bibtex=entries_bibtex(self.graph, works) if works else "",
            data=linked.claim(self.graph, claim, self.assessments[claim.id]),
        )

    def _study(self, work: Citation) -> str:
        by_claim: dict[str, list[Any]] = {}
        for item in self.graph.evidence_of(work):
            by_claim.setdefault(item.line.claim, []).append(item.line)
        return self._page(
            "study.html.j2",
            title=work.label,
            work=work,
            by_claim=by_claim,
            effects=self.graph.effects(citation=work),
            bibtex=entries_bibtex(self.graph, [work]),
            data=linked.study(work),
        )

    def _article(self, article: Article) -> str:
        return self._page("article.html.j2", title=article.title, card=audit(self.graph, article))

    def _procedure(self, procedure: Procedure) -> str:
        return self._page("procedure.html.j2", title=procedure.name, procedure=procedure)


def _indirect(terms: list[Term]) -> bool:
    """Whether there is evidence and none of it is direct."""
    return bool(terms) and not any(Directness.DIRECT in term.directness for term in terms)


def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
