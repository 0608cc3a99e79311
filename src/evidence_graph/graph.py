"""`EvidenceGraph`: answers questions about claims and their evidence, as plain values."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Self, TypeVar

from evidence_graph import model, names
from evidence_graph.display import Shown, as_listing
from evidence_graph.errors import NeedsFolder, WrongType
from evidence_graph.model import Evidence, Stance
from evidence_graph.store import every_wording, table_sums
from evidence_graph.vocabulary import UNNAMED
from evidence_graph.ways import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import rdflib

    from evidence_graph.model import Article, Assertion, Citation, Claim, Concept, Record
    from evidence_graph.search import Finder, Match
    from evidence_graph.store.data_folder import Dataset
    from evidence_graph.store.protocol import Store

R = TypeVar("R")

ORDER = {stance: rank for rank, stance in enumerate(Stance)}
"""For, against, qualifying, background: the order in which evidence is shown."""


@dataclass(frozen=True, slots=True)
class StudyEvidence(Shown):
    """All that is judged of one study for one claim: one line for each curator."""

    citation: Citation
    lines: tuple[model.EvidenceLine, ...]

    @property
    def stances(self) -> tuple[Stance, ...]:
        """The stances given, each once, those for the claim first."""
        return tuple(sorted({line.stance for line in self.lines}, key=ORDER.__getitem__))

    @property
    def stance(self) -> Stance:
        """The stance under which the study is listed: that of the first curator."""
        return self.lines[0].stance

    @property
    def disputed(self) -> bool:
        """Whether the curators differ."""
        return len(self.stances) > 1


def by_study(evidence: Iterable[Evidence]) -> list[StudyEvidence]:
    """One item a study of the *evidence* for one claim, in the order in which studies are shown."""
    by_key: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_key.setdefault(item.citation.key, []).append(item)

    studies = []
    for items in by_key.values():
        lines = sorted((item.line for item in items), key=lambda line: line.curator)
        studies.append(StudyEvidence(items[0].citation, tuple(lines)))

    return sorted(studies, key=_rank)


def _rank(study: StudyEvidence) -> tuple[int, bool, int, str]:
    citation = study.citation
    return ORDER[study.stance], study.disputed, -(citation.year or 0), citation.key


def _text(name: object, takes: str) -> str:
    """*name* where it is a text.

    Raises WrongType.
    """
    if not isinstance(name, str):
        raise WrongType(takes, name)

    return name


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
        from evidence_graph.store import data_folder as data

        return cls.of_dataset(data.of(records, base=base))

    def __repr__(self) -> str:
        return f"<EvidenceGraph of {self.store}>"

    @cached_property
    def dataset(self) -> Dataset:
        """The data folder this graph was read from. Raises NeedsFolder where it was read from none."""
        from evidence_graph.store.compiled import FolderStore
        from evidence_graph.store.translation import TranslatedStore

        if isinstance(self.store, TranslatedStore):
            store = self.store.store
        else:
            store = self.store

        if not isinstance(store, FolderStore):
            raise NeedsFolder(str(store))

        return store.dataset()

    def in_language(self, tag: str) -> Self:
        """The same graph with its texts in the language of a *tag* such as "de", as far as there are any.

        What is there in another language alone is marked: "… [en]".
        """
        from evidence_graph.store.translation import TranslatedStore

        translated = copy(self)
        translated.__dict__.clear()
        translated.__dict__.update(vars(self) | {"store": TranslatedStore(self.store, tag)})
        for name in ("_about", "_finder"):
            translated.__dict__.pop(name, None)

        return translated

    @property
    def title(self) -> str:
        """What the data set calls itself."""
        about = self._about

        return about.title if about else str(self.store)

    @property
    def description(self) -> str | None:
        """What the data set says it holds."""
        if self._about:
            return self._about.description

        return None

    @cached_property
    def _about(self) -> model.DataSet | None:
        return next(iter(list(self.store.each(model.DataSet))), None)

    def claim(self, claim: Claim | str) -> Claim:
        """The claim with this id."""
        return self._get(model.Claim, claim)

    def article(self, article: Article | str) -> Article:
        """The article with this key or this title."""
        if isinstance(article, model.Article):
            return article

        return names.article(self.store, _text(article, "an Article, its key or its title"))

    def concept(self, concept: Concept | str) -> Concept:
        """The concept with this id or with this label, preferred or alternative."""
        if isinstance(concept, model.Concept):
            return concept

        return names.concept(self.store, _text(concept, "a Concept, its id or its label"))

    def procedure(self, procedure: model.Procedure | str) -> model.Procedure:
        """The procedure with this id."""
        return self._get(model.Procedure, procedure)

    def curator(self, curator: str) -> model.Curator:
        """The curator with this id."""
        return self._get(model.Curator, curator)

    def citation(self, key: Citation | str) -> Citation:
        """The work with this key, or with this alias, DOI, or label ("Jarvis et al. 2019") of it."""
        if isinstance(key, model.Citation):
            return key

        return names.citation(self.store, _text(key, "a Citation, its key, DOI or label"))

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
            concepts = [c.id for c in self.narrower(self.concept(about))]
            narrowings.append(self._naming("topic", concepts) | self._naming("about", concepts))

        if article is not None:
            claims_of_article = {a.claim for a in self.assertions(article=article)}
            narrowings.append(
                {c.id: c for name in claims_of_article if (c := self.store.get(model.Claim, name))}
            )

        if not narrowings:
            return list(self.store.each(model.Claim))

        first, *others = narrowings

        return [first[name] for name in sorted(first) if all(name in other for other in others)]

    @as_listing
    def evidence(self, claim: Claim | str, *, stance: Stance | str | None = None) -> list[Evidence]:
        """The evidence lines of *claim* with their works: for, against, qualifying, background."""
        if stance is None:
            stance_wanted = None
        else:
            stance_wanted = names.stance(stance)

        lines = self.store.pointing_to(model.EvidenceLine, "claim", self._id(claim))

        return self._with_citations(line for line in lines if stance_wanted in {None, line.stance})

    @as_listing
    def evidence_of(self, citation: Citation | str) -> list[Evidence]:
        """The evidence lines that speak of *citation*."""
        lines = self.store.pointing_to(model.EvidenceLine, "citation", self.citation(citation).key)

        return self._with_citations(lines)

    @as_listing
    def studies(self, claim: Claim | str, *, stance: Stance | str | None = None) -> list[StudyEvidence]:
        """One item a study: its lines by all curators, kept when any of them gives *stance*."""
        if stance is None:
            stance_wanted = None
        else:
            stance_wanted = names.stance(stance)

        studies = by_study(self.evidence(claim))

        return [study for study in studies if stance_wanted is None or stance_wanted in study.stances]

    @as_listing
    def citations(
        self,
        *claims: Claim | str,
        stance: Stance | str | None = None,
        article: Article | str | None = None,
    ) -> list[Citation]:
        """The works behind *claims* (all works when none is named), or those an article lists."""
        if article is not None:
            keys_of_article = {r.citation for r in self.references(article)}
            return [c for c in list(self.store.each(model.Citation)) if c.key in keys_of_article]

        if not claims and stance is None:
            return list(self.store.each(model.Citation))

        claims_chosen = [self.claim(c) for c in claims] or self.claims()
        citations = {
            e.citation.key: e.citation for c in claims_chosen for e in self.evidence(c, stance=stance)
        }

        return [citations[key] for key in sorted(citations)]

    @as_listing
    def lines(self) -> list[model.EvidenceLine]:
        """All evidence lines, in the order of their ids; those that are withdrawn too."""
        return list(self.store.each(model.EvidenceLine))

    @as_listing
    def effects(
        self, *, claim: Claim | str | None = None, citation: Citation | str | None = None
    ) -> list[model.Effect]:
        """The printed figures that bear on *claim*, those of *citation*, or all, work by work."""
        effects = None
        if citation is not None:
            effects = self.store.pointing_to(model.Effect, "citation", self.citation(citation).key)

        if claim is not None:
            claim_id = self.claim(claim).id
            effects = self.store.pointing_to(model.Effect, "claim", claim_id) if effects is None else effects
            effects = [effect for effect in effects if effect.claim == claim_id]

        if effects is None:
            effects = list(self.store.each(model.Effect))

        return sorted(effects, key=lambda e: (e.citation, e.number, e.id))

    def citation_by_key(self, key: str) -> Citation:
        """The work with this key; when the data has no such work, one of which only the key is known."""
        return self.store.get(model.Citation, key) or model.Citation(key)

    @as_listing
    def groups(self, effect: model.Effect | str) -> list[model.Group]:
        """The groups that *effect* sets side by side, in their order."""
        groups = self.store.pointing_to(model.Group, "effect", self._get(model.Effect, effect).id)

        return sorted(groups, key=lambda g: g.number)

    @as_listing
    def quotes(self, line: model.EvidenceLine | str) -> list[model.Quote]:
        """What *line* quotes, in its order; one that it names without more has its place and language."""
        quoting = self._get(model.EvidenceLine, line)
        if self._has_quotes:
            own = self.store.pointing_to(model.Quote, "line", quoting.id)
        else:
            own = []

        plain = (
            model.Quote("", quoting.id, number, text, quoting.quote_place, language=quoting.language)
            for number, text in enumerate(quoting.quotes, len(own) + 1)
        )

        return [*sorted(own, key=lambda quote: quote.number), *plain]

    @cached_property
    def _has_quotes(self) -> bool:
        """Whether anybody recorded a quote; where not, nobody asks line by line."""
        return table_sums.count(self.store, model.Quote) > 0

    @as_listing
    def articles(self) -> list[Article]:
        """The articles."""
        return list(self.store.each(model.Article))

    @as_listing
    def procedures(self) -> list[model.Procedure]:
        """The procedures."""
        return list(self.store.each(model.Procedure))

    @as_listing
    def concepts(self, scheme: str | None = None) -> list[Concept]:
        """The concepts, all or those of one scheme."""
        if scheme is None:
            return list(self.store.each(model.Concept))

        return self.store.pointing_to(model.Concept, "scheme", self._get(model.Scheme, scheme).id)

    @as_listing
    def schemes(self) -> list[model.Scheme]:
        """The concept schemes that the data declares."""
        return list(self.store.each(model.Scheme))

    @as_listing
    def narrower(self, concept: Concept) -> list[Concept]:
        """*concept* and all concepts below it."""
        return reachable([concept], lambda wider: self.store.pointing_to(model.Concept, "broader", wider.id))

    @as_listing
    def topics(self) -> list[Concept]:
        """The topics that claims have, in the order of their labels."""
        topic_records = (
            self.store.get(model.Concept, i) for i in table_sums.names_in(self.store, model.Claim, "topic")
        )

        return sorted((c for c in topic_records if c), key=lambda c: c.label.casefold())

    def facets(self, claim: Claim) -> dict[str, list[Concept]]:
        """What *claim* is about, by concept scheme."""
        facets: dict[str, list[Concept]] = {}
        for identifier in claim.about:
            concept = self.store.get(model.Concept, identifier)
            if concept:
                facets.setdefault(concept.scheme, []).append(concept)

        return dict(sorted(facets.items()))

    @as_listing
    def assertions(
        self, *, claim: Claim | str | None = None, article: Article | str | None = None
    ) -> list[Assertion]:
        """Who takes which stand: on one claim, in one article, or all, in the order of the text."""
        if claim is not None:
            assertions = self.store.pointing_to(model.Assertion, "claim", self.claim(claim).id)
        elif article is not None:
            assertions = self.store.pointing_to(model.Assertion, "article", self.article(article).id)
        else:
            assertions = list(self.store.each(model.Assertion))

        return sorted(assertions, key=lambda a: (a.article, self._start(a), a.claim))

    @as_listing
    def passages(self, assertion: Assertion) -> list[model.Passage]:
        """Where in the article the assertion stands."""
        passage_records = (self.store.get(model.Passage, p) for p in assertion.passages)

        return sorted((p for p in passage_records if p), key=lambda p: p.start)

    @as_listing
    def references(self, article: Article | str) -> list[model.Reference]:
        """The reference list of *article*, in its order."""
        references = self.store.pointing_to(model.Reference, "article", self.article(article).id)

        return sorted(references, key=lambda r: r.number)

    @as_listing
    def references_to(self, citation: Citation | str) -> list[model.Reference]:
        """Where articles list *citation*."""
        return self.store.pointing_to(model.Reference, "citation", self.citation(citation).key)

    @as_listing
    def steps(self, procedure: model.Procedure | str) -> list[model.Step]:
        """The steps of *procedure*, in their order."""
        steps = self.store.pointing_to(model.Step, "procedure", self.procedure(procedure).id)

        return sorted(steps, key=lambda s: s.number)

    @as_listing
    def resting_on(self, claim: Claim | str) -> list[Claim]:
        """The claims that name *claim* as a premise."""
        return self.store.pointing_to(model.Claim, "premises", self.claim(claim).id)

    @as_listing
    def disagreements(self, claim: Claim | str | None = None) -> list[model.Disagreement]:
        """What clashes and why, for one claim or for all."""
        if claim is None:
            return list(self.store.each(model.Disagreement))

        return self.store.pointing_to(model.Disagreement, "claims", self.claim(claim).id)

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """An rdflib graph of the data, the derived shortcuts and the bibliographic records included."""
        from evidence_graph.store import rdf

        return rdf.as_rdflib(self.store.triples(), self.store.base)

    @as_listing
    def find(self, question: str, *, limit: int = 5) -> list[Match]:
        """The claims that *question*, in anybody's words, may mean: best first, those that do not fit too.

        The first match `fits` when the question is understood well enough to answer it.
        """
        matches = self._finder.find(_text(question, "a question as text"), limit=limit)

        return [replace(match, claim=self.claim(match.claim.id)) for match in matches]

    @cached_property
    def _finder(self) -> Finder:
        from evidence_graph import search

        concepts = every_wording.of_concepts(self.store, self.store.each(model.Concept))
        if table_sums.count(self.store, model.Claim) >= search.MANY:
            from evidence_graph.search import large

            words = large.words(self.store)
            if words is not None:
                return large.LargeFinder(words, concepts, partial(self.store.get, model.Claim))

        claims = every_wording.of_claims(self.store, self.store.each(model.Claim))

        return search.Finder(claims, concepts, lambda claim: self._studied.get(claim, 0))

    @cached_property
    def _studied(self) -> Mapping[str, int]:
        """How many works are judged for each claim that has any."""
        citations = {
            (claim, citation)
            for claim, _, citation, *_ in table_sums.judgements(self.store)
            if citation is not None
        }

        return Counter(claim for claim, _ in citations)

    def flaws(self) -> int:
        """How many places of the data do not fit, lead nowhere or cannot stand; `check` tells all of them."""
        return self.store.flaws()

    def has(self, record_type: type[Record], identifier: str) -> bool:
        """Whether there is such a record."""
        return self.store.get(record_type, identifier) is not None

    def label(self, concept: str) -> str:
        """The preferred label of a concept, or its id when the data has no such concept."""
        record = self.store.get(model.Concept, concept)

        return record.label if record else concept

    def scheme_label(self, scheme: str) -> str:
        """The label of a concept scheme, or its id when the data has no such scheme."""
        record = self.store.get(model.Scheme, scheme)

        return record.label if record else scheme

    def curator_name(self, curator: str) -> str:
        """The name of a curator, or the id when the data has no such curator."""
        record = self.store.get(model.Curator, curator)

        return record.name if record else curator

    def title_of(self, article: str) -> str:
        """The title of an article, or its id when the data has no such article."""
        record = self.store.get(model.Article, article)

        return record.title if record else article

    def statement_of(self, claim: str) -> str:
        """The statement of a claim, or its id when the data has no such claim."""
        record = self.store.get(model.Claim, claim)

        return record.statement if record else claim

    @as_listing
    def claims_about(self, procedure: model.Procedure | str) -> list[Claim]:
        """The claims about the thing that *procedure* does or a narrower kind of it."""
        procedure_record = self.procedure(procedure)
        if procedure_record.concept:
            return self.claims(about=procedure_record.concept)

        return []

    def each(self, record_type: type[R]) -> Iterator[R]:
        """All records of a kind, one after the other, in the order of their ids."""
        return self.store.each(record_type)

    @as_listing
    def margins(
        self, *, claim: Claim | str | None = None, citation: Citation | str | None = None
    ) -> list[model.Margin]:
        """Within which figures a difference matters to nobody, for a claim or by the word of a work."""
        if claim is not None:
            return self.store.pointing_to(model.Margin, "claim", self._id(claim))

        if citation is not None:
            key = citation if isinstance(citation, str) else citation.key
            return self.store.pointing_to(model.Margin, "citation", key)

        return list(self.store.each(model.Margin))

    @as_listing
    def searches(self, claim: Claim | str | None = None) -> list[model.Search]:
        """The searches made for *claim* or for its topic, or all, the last first."""
        if claim is None:
            searches = list(self.store.each(model.Search))
        else:
            claim_record = self.claim(claim)
            own = self.store.pointing_to(model.Search, "claims", claim_record.id)
            of_topic = self.store.pointing_to(model.Search, "topic", claim_record.topic)
            searches = list({search.id: search for search in (*own, *of_topic)}.values())

        return sorted(searches, key=lambda search: (search.date, search.id), reverse=True)

    @as_listing
    def bias(self, citation: Citation | str) -> list[model.RiskOfBias]:
        """The judgements of the risk of bias of *citation*, by instrument and domain."""
        key = citation if isinstance(citation, str) else citation.key
        judgements = self.store.pointing_to(model.RiskOfBias, "citation", key)

        return sorted(
            judgements, key=lambda one: (one.instrument, one.domain is None, one.domain or "", one.id)
        )

    @property
    def default_design(self) -> model.StudyDesign | None:
        """The design of works of which none is recorded, where the data set names one."""
        if self._about:
            return self._about.default_design

        return None

    @property
    def weighing(self) -> model.Weighing:
        """How the verdicts of the data set follow from its evidence lines."""
        if self._about:
            weighing_recorded = self._about.weighing
        else:
            weighing_recorded = None

        return weighing_recorded or model.Weighing.GRADE

    @property
    def about(self) -> model.DataSet | None:
        """What the data set says of itself."""
        return self._about

    def _naming(self, attribute: str, concepts: Iterable[str]) -> dict[str, Claim]:
        """The claims whose *attribute* names one of *concepts*, by id."""
        claims_by_concept = (self.store.pointing_to(model.Claim, attribute, concept) for concept in concepts)

        return {claim.id: claim for claims in claims_by_concept for claim in claims}

    def _id(self, claim: Claim | str) -> str:
        """The id of *claim*."""
        is_id = isinstance(claim, str) and self.has(model.Claim, claim)

        return str(claim) if is_id else self.claim(claim).id

    def _get(self, record_type: type[R], record_or_id: R | str) -> R:
        if isinstance(record_or_id, str):
            return names.record(self.store, record_type, record_or_id)
        if isinstance(record_or_id, record_type):
            return record_or_id

        raise WrongType(f"a {record_type.__name__} or its id", record_or_id)

    def _start(self, assertion: Assertion) -> int:
        return min((p.start for p in self.passages(assertion)), default=0)

    def _with_citations(self, lines: Iterable[model.EvidenceLine]) -> list[Evidence]:
        citations: dict[str, Citation] = {}
        evidence = []
        for line in lines:
            if line.citation not in citations:
                citation = self.store.get(model.Citation, line.citation)
                citations[line.citation] = citation or model.Citation(line.citation)

            evidence.append(Evidence(line, citations[line.citation]))

        return sorted(
            evidence,
            key=lambda e: (
                ORDER[e.stance],
                -(e.citation.year or 0),
                e.citation.key,
                e.line.claim,
                e.line.curator,
            ),
        )


def needs_graph(value: object) -> None:
    """Refuse what is no graph.

    Raises WrongType.
    """
    if not isinstance(value, EvidenceGraph):
        raise WrongType("a graph, as load gives it", value)
