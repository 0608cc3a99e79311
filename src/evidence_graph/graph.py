"""`EvidenceGraph`: answers questions about claims and their evidence, as plain values.

graph.claims(topic="tea")               questions have methods
graph.get(Procedure, "squat")           one record of any kind
graph.all(Step, procedure="squat")      all records of a kind, or those that name a thing
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from evidence_graph import linked_records, model, names
from evidence_graph.display import Shown, as_listing
from evidence_graph.errors import NeedsFolder, WrongType
from evidence_graph.model import Evidence, Stance
from evidence_graph.store import language_codes, table_sums
from evidence_graph.study_evidence import StudyEvidence, by_study, in_order
from evidence_graph.vocabulary import UNNAMED

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

    from evidence_graph.dataset import Dataset
    from evidence_graph.model import Article, Assertion, Citation, Claim, Concept, Record
    from evidence_graph.search import Finder, Match
    from evidence_graph.store.protocol import Store

R = TypeVar("R")


def _text(name: object, takes: str) -> str:
    """*name* where it is a text.

    Raises WrongType.
    """
    if not isinstance(name, str):
        raise WrongType(takes, name)

    return name


def _links(**links: Record | Citation | str | None) -> dict[str, Record | Citation | str]:
    """Those of *links* that are asked for."""
    return {field: thing for field, thing in links.items() if thing is not None}


class EvidenceGraph(Shown):
    """Claims, the articles that make them, and the studies for and against them.

    Made by `load`. Every answer is a plain value or a list of them; a name that the data does not
    have raises `UnknownName` with the nearest that it has.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def of_dataset(cls, dataset: Dataset) -> EvidenceGraph:
        """The graph of a *dataset* that was read, or that lies in no folder."""
        from evidence_graph.store import compiled

        return cls(compiled.of_dataset(dataset))

    @classmethod
    def of(cls, records: Iterable[Record | Citation], *, base: str = UNNAMED) -> EvidenceGraph:
        """The graph of *records* that lie in no folder; a work may bring the facts of its study along.

        Their IRIs begin with *base*. Raises CannotWrite where a record could not be read as it is meant,
        InvalidEntry for a work that would break a bibliography.
        """
        from evidence_graph import dataset as data

        return cls.of_dataset(data.of(records, base=base))

    def __repr__(self) -> str:
        return f"<EvidenceGraph of {self.store}>"

    @cached_property
    def dataset(self) -> Dataset:
        """The data folder this graph was read from. Raises NeedsFolder where it was read from none."""
        from evidence_graph.store.compiled import FolderStore
        from evidence_graph.store.translation import TranslatedStore

        store = self.store.store if isinstance(self.store, TranslatedStore) else self.store
        if not isinstance(store, FolderStore):
            raise NeedsFolder(str(store))

        return store.dataset()

    def in_language(self, tag: str) -> Self:
        """The same graph with its texts in the language of a *tag* such as "de", as far as there are any.

        What is there in another language alone is marked: "… [en]". Raises UnknownName for what is no tag.
        """
        from evidence_graph.store.translation import TranslatedStore

        language_codes.needs_language(tag)
        translated = copy(self)
        translated.__dict__.clear()
        translated.__dict__.update(vars(self) | {"store": TranslatedStore(self.store, tag)})
        for name in ("about", "_finder"):
            translated.__dict__.pop(name, None)

        return translated

    @cached_property
    def about(self) -> model.DataSet | None:
        """What the data set says of itself: its description, its licence, its defaults."""
        return next(iter(self.all(model.DataSet)), None)

    @property
    def title(self) -> str:
        """What the data set calls itself."""
        return self.about.title if self.about else str(self.store)

    @property
    def weighing(self) -> model.Weighing:
        """How the verdicts of the data set follow from its evidence lines."""
        weighing = self.about.weighing if self.about else None

        return weighing or model.Weighing.GRADE

    def get(self, kind: type[R], name: R | str) -> R:
        """The record of a *kind* with this id, or with what else such a record is called."""
        return names.meant(self.store, kind, name)

    def has(self, kind: type[Record], identifier: str) -> bool:
        """Whether there is a record of a *kind* with exactly this id."""
        return self.store.get(kind, identifier) is not None

    @as_listing
    def all(self, kind: type[R], /, **links: Record | Citation | str) -> list[R]:
        """All records of a *kind*, or those whose fields name what *links* say: ``procedure="squat"``.

        The fields are those of the record. Parts of a whole stand in its order, all else in that of the ids.
        """
        return linked_records.records(self.store, kind, links)

    def label(self, identifier: str, kind: type[Record] = model.Concept) -> str:
        """The words by which readers know a record: its label, name, title or statement.

        Its id where the data have no such record.
        """
        return names.label(self.store, kind, identifier)

    def claim(self, claim: Claim | str) -> Claim:
        """The claim with this id."""
        return self.get(model.Claim, claim)

    def article(self, article: Article | str) -> Article:
        """The article with this key or this title."""
        return self.get(model.Article, article)

    def concept(self, concept: Concept | str) -> Concept:
        """The concept with this id or with this label, preferred or alternative."""
        return self.get(model.Concept, concept)

    def citation(self, key: Citation | str) -> Citation:
        """The work with this key, or with this alias, DOI, or label ("Jarvis et al. 2019") of it."""
        return self.get(model.Citation, key)

    @as_listing
    def claims(
        self, *, topic: str | None = None, about: str | None = None, article: str | None = None
    ) -> list[Claim]:
        """The claims, narrowed to a topic, to a concept (its narrower ones included) or an article."""
        narrowings = []
        if topic is not None:
            topic = _text(topic, "a topic by its id or label")
            narrowings.append(self._naming("topic", [names.topic(self.topics(), topic).id]))

        if about is not None:
            concepts = [c.id for c in names.narrower(self.store, self.concept(about))]
            narrowings.append(self._naming("topic", concepts) | self._naming("about", concepts))

        if article is not None:
            names_of_article = {assertion.claim for assertion in self.assertions(article=article)}
            claims_of_article = (self.store.get(model.Claim, name) for name in names_of_article)
            narrowings.append({claim.id: claim for claim in claims_of_article if claim})

        if not narrowings:
            return self.all(model.Claim)

        first, *others = narrowings

        return [first[name] for name in sorted(first) if all(name in other for other in others)]

    @as_listing
    def topics(self) -> list[Concept]:
        """The topics that claims have, in the order of their labels."""
        identifiers = table_sums.names_in(self.store, model.Claim, "topic")
        topic_records = (self.store.get(model.Concept, identifier) for identifier in identifiers)

        return sorted(filter(None, topic_records), key=lambda topic: topic.label.casefold())

    @as_listing
    def evidence(
        self,
        claim: Claim | str | None = None,
        *,
        citation: Citation | str | None = None,
        stance: Stance | str | None = None,
    ) -> list[Evidence]:
        """The evidence lines of *claim*, of *citation*, or all, with their works.

        For, against, qualifying, background. Of one stance where *stance* is given.
        """
        wanted_stance = None if stance is None else names.stance(stance)
        lines = self.all(model.EvidenceLine, **_links(claim=claim, citation=citation))

        return self._with_citations(line for line in lines if wanted_stance in {None, line.stance})

    @as_listing
    def studies(self, claim: Claim | str, *, stance: Stance | str | None = None) -> list[StudyEvidence]:
        """One item a study: its lines by all curators, kept when any of them gives *stance*."""
        wanted_stance = None if stance is None else names.stance(stance)
        studies = by_study(self.evidence(claim))

        return [study for study in studies if wanted_stance is None or wanted_stance in study.stances]

    @as_listing
    def citations(
        self,
        *claims: Claim | str,
        stance: Stance | str | None = None,
        article: Article | str | None = None,
    ) -> list[Citation]:
        """The works behind *claims* (all works when none is named), or those an article lists."""
        if article is not None:
            listed_keys = {reference.citation for reference in self.references(article)}
            return [citation for citation in self.all(model.Citation) if citation.key in listed_keys]

        if not claims and stance is None:
            return self.all(model.Citation)

        citations: dict[str, Citation] = {}
        for claim in [self.claim(claim) for claim in claims] or self.claims():
            for evidence in self.evidence(claim, stance=stance):
                citations[evidence.citation.key] = evidence.citation

        return [citations[key] for key in sorted(citations)]

    @as_listing
    def effects(
        self, *, claim: Claim | str | None = None, citation: Citation | str | None = None
    ) -> list[model.Effect]:
        """The printed figures that bear on *claim*, those of *citation*, or all, work by work."""
        return self.all(model.Effect, **_links(claim=claim, citation=citation))

    @as_listing
    def quotes(self, line: model.EvidenceLine | str) -> list[model.Quote]:
        """What *line* quotes, in its order; one that it names without more has its place and language."""
        quoting = self.get(model.EvidenceLine, line)
        quotes = self.all(model.Quote, line=quoting) if self._has_quotes else []
        place, language = quoting.quote_place, quoting.language
        for number, text in enumerate(quoting.quotes, len(quotes) + 1):
            quotes.append(model.Quote("", quoting.id, number, text, place, language=language))

        return quotes

    @cached_property
    def _has_quotes(self) -> bool:
        """Whether anybody recorded a quote; where not, nobody asks line by line."""
        return table_sums.count(self.store, model.Quote) > 0

    @as_listing
    def references(self, article: Article | str) -> list[model.Reference]:
        """The reference list of *article*, in its order."""
        return self.all(model.Reference, article=article)

    @as_listing
    def assertions(
        self, *, claim: Claim | str | None = None, article: Article | str | None = None
    ) -> list[Assertion]:
        """Who takes which stand: on one claim, in one article, or all, in the order of the text."""
        assertions = self.all(model.Assertion, **_links(claim=claim, article=article))

        return sorted(assertions, key=lambda a: (a.article, self._start(a), a.claim))

    @as_listing
    def passages(self, assertion: Assertion) -> list[model.Passage]:
        """Where in the article the assertion stands."""
        passage_records = (self.store.get(model.Passage, name) for name in assertion.passages)

        return sorted(filter(None, passage_records), key=lambda passage: passage.start)

    @as_listing
    def searches(self, claim: Claim | str | None = None) -> list[model.Search]:
        """The searches made for *claim* or for its topic, or all, the last first."""
        if claim is None:
            searches: list[model.Search] = self.all(model.Search)
        else:
            claim_record = self.claim(claim)
            own = self.store.pointing_to(model.Search, "claims", claim_record.id)
            of_topic = self.store.pointing_to(model.Search, "topic", claim_record.topic)
            searches = list({search.id: search for search in (*own, *of_topic)}.values())

        return sorted(searches, key=lambda search: (search.date, search.id), reverse=True)

    @as_listing
    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question*, in anybody's words, may mean: best first, those that do not fit too.

        The first match `fits` when the question is understood well enough to answer it.
        """
        matches = self._finder.find(_text(question, "a question as text"), limit=limit)

        return [replace(match, claim=self.claim(match.claim.id)) for match in matches]

    @cached_property
    def _finder(self) -> Finder:
        from evidence_graph.search.opening import finder_of

        return finder_of(self.store)

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """An rdflib graph of the data, the derived shortcuts and the bibliographic records included."""
        from evidence_graph.store import rdf

        return rdf.as_rdflib(self.store.triples(), self.store.base)

    def _naming(self, attribute: str, concepts: Iterable[str]) -> dict[str, Claim]:
        """The claims whose *attribute* names one of *concepts*, by id."""
        claims: dict[str, Claim] = {}
        for concept in concepts:
            pointing = self.store.pointing_to(model.Claim, attribute, concept)
            claims.update((claim.id, claim) for claim in pointing)

        return claims

    def _start(self, assertion: Assertion) -> int:
        return min((p.start for p in self.passages(assertion)), default=0)

    def _with_citations(self, lines: Iterable[model.EvidenceLine]) -> list[Evidence]:
        citations: dict[str, Citation] = {}
        evidence = []
        for line in lines:
            if line.citation not in citations:
                citations[line.citation] = names.citation_of_key(self.store, line.citation)

            evidence.append(Evidence(line, citations[line.citation]))

        return in_order(evidence)


def needs_graph(value: object) -> None:
    """Refuse what is no graph.

    Raises WrongType.
    """
    if not isinstance(value, EvidenceGraph):
        raise WrongType("a graph, as load gives it", value)
