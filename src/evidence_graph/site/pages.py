"""What stands on each page: values of the graph, arranged for a template."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.drawing import draw, render
from evidence_graph.drawing.atlas import Atlas, is_large
from evidence_graph.drawing.page import Trail
from evidence_graph.exports.bibtex import Parts, parts
from evidence_graph.model import Article, Verdict
from evidence_graph.reading.annotating import annotate
from evidence_graph.reading.reading_page import page as reading_page
from evidence_graph.sheets.article_sheet import article_sheet
from evidence_graph.sheets.claim_sheet import claim_sheet
from evidence_graph.sheets.concept_sheet import concept_sheet
from evidence_graph.sheets.ledger import Ledger
from evidence_graph.sheets.procedure_sheet import procedure_sheet
from evidence_graph.sheets.study_sheet import study_sheet
from evidence_graph.site import figures, front, gaps, linked, matrix
from evidence_graph.site.page_places import Places
from evidence_graph.site.press import GRID, Press
from evidence_graph.site.searching import index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim, Concept, Procedure
    from evidence_graph.prose import Text
    from evidence_graph.site.matrix import Matrix

LISTED = 600
"""With more claims than this the front page lists the topics, and their pages the claims."""

MAP = "map.html"
TOPICS = f"{MAP.removesuffix('.html')}-topics"
"""The folder of the maps of topics, where one map does not show all."""

READING = "reading"
"""The folder of articles that are read with their evidence beside them."""

Makers = dict[str, "Callable[[], str]"]


class Site:
    """The pages of one graph."""

    def __init__(self, graph: EvidenceGraph, texts: Mapping[str, Text] | None = None) -> None:
        self.graph = graph
        self._texts = {name: text for name, text in (texts or {}).items() if graph.has(Article, name)}
        self.ledger = Ledger(graph)
        self.subjects = [concept for concept in self.ledger.concepts.values() if self._is_subject(concept)]
        self._things: dict[str, dict[str, Any]] = {
            "claim": _by_id(self.ledger.claims),
            "study": {citation.key: citation for citation in self.ledger.citations},
            "article": _by_id(graph.all(Article)),
            "procedure": _by_id(self.ledger.procedures),
            "concept": _by_id(self.subjects),
            READING: {name: name for name in self._texts},
        }
        self.places = Places(self._things)
        self._press = Press(self.ledger, self.places)

    def pages(self) -> Makers:
        """What makes each page, by its path."""
        return {
            "index.html": self._index,
            "subjects.html": self._subjects,
            "contested.html": self._contested,
            "gaps.html": self._gaps,
            **self._matrices(),
            **({GRID: self._grid} if self.ledger.grids else {}),
            "studies.html": self._studies,
            "articles.html": self._articles,
            **self._each("claim", self._claim),
            **self._each("study", self._study),
            **self._each("article", self._article),
            **self._each("procedure", self._procedure),
            **self._each("concept", self._concept),
            **self._each(READING, self._reading),
        }

    def draw(self, folder: Path) -> None:
        """Write the map into *folder*: one that leads back to the pages, or an overview and its maps."""
        if is_large(self.graph):
            draw(self.graph, folder / MAP)
            return

        pages = {}
        for on_map, kind in (("claim", "claim"), ("citation", "study"), ("article", "article")):
            for name in self._things[kind]:
                pages[f"{on_map}:{name}"] = self.places.href(kind, name) or ""

        back = Trail((("All pages", "index.html"),), pages=pages)
        (folder / MAP).write_bytes(render(self.graph, trail=back).encode())

    @cached_property
    def _maps(self) -> dict[str, str]:
        """The map on which each claim stands, where that is not the one of all."""
        if not is_large(self.graph):
            return {}

        maps: dict[str, str] = {}
        for leaf in Atlas(self.graph, self.graph.title, MAP, TOPICS).leaves:
            maps |= dict.fromkeys(leaf.claims, f"{TOPICS}/{leaf.file}")

        return maps

    def _each(self, kind: str, make: Callable[[Any], str]) -> Makers:
        """What makes the pages of all things of a *kind*."""
        things = self._things[kind]

        return {self.places.path(kind, name): partial(make, thing) for name, thing in things.items()}

    def _is_subject(self, concept: Concept) -> bool:
        return concept.id in self.ledger.claims_about or concept.id in self.ledger.procedures_about

    def _top(self, template: str, title: str, **given: Any) -> str:  # noqa: ANN401 - for the template
        return self._press.page(template, title=title, depth=0, here=f"{template}.html", **given)

    def _index(self) -> str:
        return self._top(
            "index",
            self.graph.title,
            topics=front.topics(self.ledger),
            headline=front.headline(self.ledger),
            listed=len(self.ledger.claims) <= LISTED,
            verdicts=self.ledger.verdicts(self.ledger.claims),
            scripts=("search", "asking", "lists"),
            data=index(self.ledger, self.places),
        )

    def _subjects(self) -> str:
        schemes = []
        for scheme in self.graph.all(model.Scheme):
            concepts = self.graph.all(model.Concept, scheme=scheme)
            subjects = [concept for concept in concepts if concept.id in self._things["concept"]]
            if subjects:
                schemes.append((scheme, sorted(subjects, key=_by_label)))

        return self._top("subjects", "Subjects", schemes=schemes)

    def _contested(self) -> str:
        contested, explained = [], []
        clashes = {}
        for claim in self.ledger.claims:
            clashes[claim.id] = self.graph.all(model.Disagreement, claims=claim)
            if self.ledger.assessments[claim.id].verdict is Verdict.CONTESTED:
                contested.append(claim)
            elif clashes[claim.id]:
                explained.append(claim)

        return self._top("contested", "Contested", claims=contested + explained, clashes=clashes)

    def _gaps(self) -> str:
        return self._top("gaps", "Gaps", groups=gaps.groups(self.ledger))

    def _grid(self) -> str:
        return self._top("grid", "What was studied", grids=self.ledger.grids, wide=True)

    def _matrices(self) -> Makers:
        parts = matrix.matrices(self.ledger, most=matrix.MOST)
        if [part.path for part in parts] == ["matrix.html"]:
            return {"matrix.html": partial(self._matrix, parts[0])}

        page_makers: Makers = {"matrix.html": partial(self._divided, parts)}

        return page_makers | {part.path: partial(self._matrix, part) for part in parts}

    def _divided(self, parts: Sequence[Matrix]) -> str:
        cells = sum(len(part.claims) for part in parts) * len(self.ledger.judged)
        return self._press.page(
            "matrices", title="Matrix", depth=0, here="matrix.html", parts=parts, cells=cells
        )

    def _matrix(self, part: Matrix) -> str:
        return self._press.page(
            "matrix",
            title=f"Matrix: {part.name}" if part.name else "Matrix",
            depth=part.path.count("/"),
            here="matrix.html",
            part=part,
            wide=True,
            scripts=("matrix",),
        )

    def _studies(self) -> str:
        citations = self.ledger.in_order_of_labels(self.ledger.citations)

        return self._top("studies", "Studies", citations=citations, scripts=("lists",))

    def _articles(self) -> str:
        cards = [self.ledger.audit_of(article) for article in self.graph.all(Article)]

        return self._top("articles", "Articles", cards=cards)

    def _claim(self, claim: Claim) -> str:
        sheet = claim_sheet(self.ledger, claim)
        studies = self.ledger.studies_of(claim)

        return self._press.page(
            "claim",
            title=claim.statement,
            sheet=sheet,
            procedures=self.ledger.bearing_on(claim),
            map_of_it=self._maps.get(claim.id, MAP),
            figures=figures.of_sheet(self.graph, sheet),
            bibtex=self._bibtex([study.citation for study in studies]),
            scripts=("bibtex",) if studies else (),
            linked=linked.claim(sheet),
        )

    def _study(self, citation: Citation) -> str:
        return self._press.page(
            "study",
            title=citation.label,
            sheet=study_sheet(self.graph, citation),
            bibtex=self._bibtex([citation]),
            scripts=("bibtex",),
            linked=linked.study(citation),
        )

    def _bibtex(self, citations: Sequence[Citation]) -> str:
        """The entries of *works*; one that would break a bibliography is left out, as `check` says."""
        return self._bibliography.text(citation.key for citation in citations)

    @cached_property
    def _bibliography(self) -> Parts:
        """The BibTeX of all works, read once for all pages."""
        return parts(self.graph, self.ledger.citations)

    def _article(self, article: Article) -> str:
        return self._press.page(
            "article",
            title=article.title,
            card=self.ledger.audit_of(article),
            linked=linked.article(article_sheet(self.graph, article)),
        )

    def _reading(self, article: str) -> str:
        """An article with its evidence beside it, which leads to the pages of its claims and studies."""
        annotated = annotate(self.graph, article, self._texts[article], ledger=self.ledger)

        return reading_page(annotated, source=self.graph.title, address=self._from_below)

    def _from_below(self, kind: str, identifier: str) -> str | None:
        """The address of the page of a thing from a page one folder below the root."""
        href = self.places.href(kind, identifier)

        return href and f"../{href}"

    def _procedure(self, procedure: Procedure) -> str:
        sheet = procedure_sheet(self.graph, procedure)
        return self._press.page(
            "procedure",
            title=procedure.name,
            sheet=sheet,
            verdicts=self.ledger.verdicts(sheet.about),
            linked=linked.procedure(sheet),
        )

    def _concept(self, concept: Concept) -> str:
        sheet = concept_sheet(self.graph, concept)
        return self._press.page(
            "concept",
            title=concept.label,
            sheet=sheet,
            verdicts=self.ledger.verdicts(sheet.about),
            citations=self.ledger.citations_for(sheet.about),
            narrower=sorted(self.ledger.narrower.get(concept.id, ()), key=_by_label),
        )


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _by_label(concept: Concept) -> tuple[str, str]:
    return concept.label.casefold(), concept.id
