"""Drafts become records of a folder: what is there already is found again, what is new gets its id.

    drafts of a table  +  what the folder holds  ->  new records, new works, and what became of each row

A claim is known by its statement, a work by its identifiers, title or label, a judgement by what it says or
by the item of its source. So a table that is imported again adds what is new in it, and doubles nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from evidence_graph import model
from evidence_graph.authoring import proposals
from evidence_graph.authoring.statement_keys import statement_key
from evidence_graph.authoring.tables import row_citations, row_figures, row_judgements, topics
from evidence_graph.authoring.tables.report import RepeatedRow
from evidence_graph.authoring.tables.source_rows import Refusal
from evidence_graph.authoring.tables.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from evidence_graph.authoring.tables.folder_holdings import FolderHoldings
    from evidence_graph.authoring.tables.row_drafts import RowDraft
    from evidence_graph.authoring.tables.source_rows import RowPlace


@dataclass
class Assembly:
    """Takes in the drafts of one table, one after the other."""

    holdings: FolderHoldings
    file: str
    curator: str
    curator_name: str
    is_nameless: bool = False
    records: dict[tuple[type[model.Record], str], model.Record] = field(default_factory=dict)
    merged: list[RepeatedRow] = field(default_factory=list)
    joined: list[RepeatedRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    added: int = 0
    already: int = 0

    def __post_init__(self) -> None:
        """Make the indexes by which what is there already is found again."""
        self.studies = row_citations.RowCitations(self.holdings, self.file)
        self.topics = topics.Topics(self.holdings)
        self._claims = {statement_key(c.statement): c.id for c in self.holdings.of(model.Claim).values()}
        self._origins: dict[Hashable, RowPlace | None] = {}
        self._items: dict[tuple[str, str], model.EvidenceLine] = {}
        self._stances: set[tuple[str, str, model.Stance]] = set()
        self._ids = {kind: set(records) for kind, records in self.holdings.records.items()}
        self._figures: Counter[str] = Counter()
        self._remember()

    def _remember(self) -> None:
        """Know what the folder says already, in the form in which rows are compared."""
        quotes: dict[str, list[model.Quote]] = {}
        for quote in self.holdings.of(model.Quote).values():
            quotes.setdefault(quote.line, []).append(quote)

        for line in self.holdings.of(model.EvidenceLine).values():
            self._origins[row_judgements.core(line, quotes.get(line.id, ()))] = None
            self._stances.add((line.claim, line.citation, line.stance))
            if line.source_item:
                self._items[line.curator, line.source_item] = line

        groups: dict[str, list[model.Group]] = {}
        for group in self.holdings.of(model.Group).values():
            groups.setdefault(group.effect, []).append(group)

        for effect in self.holdings.of(model.Effect).values():
            self._origins[row_figures.core(effect, groups.get(effect.id, ()))] = None
            self._figures[effect.citation] = max(self._figures[effect.citation], effect.number)

        for bias in self.holdings.of(model.RiskOfBias).values():
            self._origins[row_figures.bias_core(bias)] = None

    def take(self, drafts: Iterable[RowDraft]) -> Iterator[RowPlace]:
        """Take in all *drafts*; their places come as each is done."""
        all_drafts = list(drafts)
        items = Counter(draft["source_item"] for draft in all_drafts if draft["source_item"])
        for draft in all_drafts:
            try:
                self._take(draft, is_unique=items[draft["source_item"]] == 1)
            except Unreadable as error:
                self.refused.append(Refusal(self.file, draft.place, None, "", error.reason, error.cure))

            yield draft.place

    def _take(self, draft: RowDraft, *, is_unique: bool) -> None:
        """Take in one *draft*, of which nothing stays where its row has to be refused."""
        if draft["claim"] and not statement_key(draft["claim"]):
            raise Unreadable("the claim has no words", "write it out and import again")

        row_figures.refuse_impossible(draft)

        own_line = self._line_of_item(draft) if is_unique else None
        if own_line:
            self._recognise(draft, own_line)
            self._settle(draft.place, [None])
            return

        study = self.studies.place(draft)
        origins: list[RowPlace | None] = []
        if study:
            key, origin = study
            if self._has_more(draft):
                what_is_said = list(self._said_of(key, draft))
            else:
                what_is_said = []

            origins += what_is_said or [origin]
        else:
            origins.append(self._origin_of_lone_claim(draft))

        self._settle(draft.place, origins)

    def _has_more(self, draft: RowDraft) -> bool:
        """Whether *draft* says more than that there is a work."""
        return bool(draft["claim"] or row_figures.has_figure(draft) or row_figures.has_bias(draft))

    def _line_of_item(self, draft: RowDraft) -> model.EvidenceLine | None:
        """The judgement of the folder that came from the same item of the source."""
        item = row_judgements.item_of(draft["source_item"], self.file)
        if item:
            return self._items.get((self._curator_id(draft), item))

        return None

    def _recognise(self, draft: RowDraft, line: model.EvidenceLine) -> None:
        """Let other rows that say what *draft* says find what somebody has made of it since: *line*."""
        if draft["claim"]:
            self._claims.setdefault(statement_key(draft["claim"]), line.claim)

        self.studies.recognise(draft, line.citation)
        self._origins[row_judgements.core(self._judgement(line.claim, line.citation, draft))] = None

    def _said_of(self, key: str, draft: RowDraft) -> Iterator[RowPlace | None]:
        """Where each thing that *draft* says of the work *key* was said first."""
        claim = self._claim(draft) if draft["claim"] else None
        if claim and draft["stance"]:
            yield self._line(claim, key, draft)
        elif claim and not row_figures.has_figure(draft):
            yield self._origins[model.Claim, claim]

        if row_figures.has_figure(draft):
            yield self._figure(key, claim, draft)

        if row_figures.has_bias(draft):
            for bias in row_figures.biases(key, draft, self._curator(draft)):
                yield self._bias(bias, draft.place)

    def _settle(self, place: RowPlace, origins: list[RowPlace | None]) -> None:
        """Count the row at *place*: new if anything of it is, else what it repeats says where it belongs."""
        earlier = [origin for origin in origins if origin is not None and origin != place]
        if place in origins:
            self.added += 1
        elif earlier:
            self.merged.append(RepeatedRow(place, earlier[0]))
        else:
            self.already += 1

    def _origin_of_lone_claim(self, draft: RowDraft) -> RowPlace | None:
        """Where the claim of a row without a work was made first; a judgement cannot be without one."""
        if not draft["claim"] or draft["stance"]:
            nothing = Unreadable(
                "nothing in it says which study is meant", "give its DOI, PMID, title or name"
            )
            raise next(iter(draft.unread), nothing)

        return self._origins[model.Claim, self._claim(draft)]

    def _claim(self, draft: RowDraft) -> str:
        """The id of the claim of *draft*, which is made where it is not there yet."""
        statement = draft["claim"]
        key = statement_key(statement)
        claim_id = draft["claim_id"]
        if claim_id in self.holdings.of(model.Claim):
            self._origins.setdefault((model.Claim, claim_id), None)
            return str(claim_id)

        if key in self._claims:
            claim = self._claims[key]
            self._origins.setdefault((model.Claim, claim), None)
            self._join(statement, claim, draft.place)

            return claim

        claim = self._free(model.Claim, claim_id or proposals.slug(statement))
        topic = self.topics.place(draft["topic"], draft["topic_label"])
        self._put(
            model.Claim(
                claim,
                statement,
                topic,
                kind=draft["claim_kind"],
                note=draft["claim_note"],
                question=draft["question"],
                answers=draft["answers"],
                comparator=draft["claim_comparator"],
                claimant=draft["claimant"],
                claim_date=draft["claim_date"],
            )
        )
        self._claims[key] = claim
        self._origins[model.Claim, claim] = draft.place

        return claim

    def _join(self, statement: str, claim: str, place: RowPlace) -> None:
        """Remember that the row at *place* words *claim* in other capitals or marks."""
        record = self.records.get((model.Claim, claim)) or self.holdings.of(model.Claim)[claim]
        assert isinstance(record, model.Claim)  # noqa: S101 - it was put there under that type
        if record.statement == statement:
            return

        self.joined.append(RepeatedRow(place, self._origins[model.Claim, claim] or claim))

    def _judgement(self, claim: str, key: str, draft: RowDraft) -> model.EvidenceLine:
        """The evidence line of *draft*, without its id."""
        return row_judgements.line(
            claim,
            key,
            self._curator(draft),
            draft,
            exposures=self.topics.concepts(draft["exposures"]),
            outcomes=self.topics.concepts(draft["outcomes_studied"]),
            item=row_judgements.item_of(draft["source_item"], self.file),
        )

    def _line(self, claim: str, key: str, draft: RowDraft) -> RowPlace | None:
        """Where the judgement of *draft* was made first: here, in another row, or in the folder."""
        line = self._judgement(claim, key, draft)
        core = row_judgements.core(line)
        if self.is_nameless and (claim, key, line.stance) in self._stances:
            return None
        if core in self._origins and self._origins[core] is None:
            return None

        plain_line = replace(line, source_item=None)
        if plain_line in self._origins:
            return self._origins[plain_line]

        identifier = self._free(model.EvidenceLine, f"{claim}.{key}.{line.curator}", joint=".")
        line, quote = row_judgements.with_role(replace(line, id=identifier), draft)
        self._put(line)
        if quote:
            self._put(quote)

        self._origins[plain_line] = draft.place

        return draft.place

    def _figure(self, key: str, claim: str | None, draft: RowDraft) -> RowPlace | None:
        """Where the figure of *draft* was printed first."""
        effect, groups = row_figures.effect(key, claim, draft)
        core = row_figures.core(effect, groups)
        if core in self._origins:
            return self._origins[core]

        self._figures[key] += 1
        number = self._figures[key]
        identifier = self._free(model.Effect, f"{key}.{number}", joint=".")
        self._put(replace(effect, id=identifier, number=number))
        for group in groups:
            self._put(replace(group, id=f"{identifier}.{group.number}", effect=identifier))

        self._origins[core] = draft.place

        return draft.place

    def _bias(self, bias: model.RiskOfBias, place: RowPlace) -> RowPlace | None:
        """Where a judgement of the risk of bias was made first."""
        core = row_figures.bias_core(bias)
        if core in self._origins:
            return self._origins[core]

        if bias.domain:
            domain = proposals.name_of(bias.domain)
        else:
            domain = "all"

        self._put(replace(bias, id=self._free(model.RiskOfBias, f"{bias.citation}.{domain}")))
        self._origins[core] = place

        return place

    def _curator_id(self, draft: RowDraft) -> str:
        """The id of whoever judged."""
        if draft["curator"]:
            return proposals.name_of(draft["curator"])

        return self.curator

    def _curator(self, draft: RowDraft) -> str:
        """The id of whoever judged, who is made where nobody knows them yet."""
        identifier = self._curator_id(draft)
        key = model.Curator, identifier
        if key not in self.records and identifier not in self.holdings.of(model.Curator):
            self._put(model.Curator(identifier, draft["curator"] or self.curator_name))

        return identifier

    def _free(self, record_type: type[model.Record], name: str, *, joint: str = "-") -> str:
        """*name*, or one like it that no record of the kind has."""
        taken_ids = self._ids.setdefault(record_type, set())

        return proposals.free(name, taken_ids.__contains__, joint=joint)

    def _put(self, record: model.Record) -> None:
        self.records[type(record), record.id] = record
        self._ids.setdefault(type(record), set()).add(record.id)

    def new_records(self) -> list[Any]:
        """All new records: those of claims, judgements and figures, of topics and of studies."""
        return [*self.topics.records, *self.records.values(), *self.studies.records()]
