"""A difference in words: sections with a heading, entries, and what there is to say below each.

The terminal, Markdown and `print` lay the same sections out. A change stands once: below the verdict that it
moved, else below the claim that it came with, else in the section of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph import looks, model
from evidence_graph.history.changes import BIBLIOGRAPHIC, BibliographicRecord, How
from evidence_graph.vocabulary import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.history.changes import Change, FieldChange, Item
    from evidence_graph.history.difference import Difference, Numbers
    from evidence_graph.history.movement import ClaimStanding, Movement

FACTS = ("study", "result", "effect", "group", "risk-of-bias", "margin")
"""The kinds of records that tell what a study did and found."""

PLURALS = {
    "claim": "Claims",
    BIBLIOGRAPHIC: "Studies",
    "line": "Judgements",
    "quote": "Quotes",
    "study": "Facts",
    "result": "Key results",
    "effect": "Figures",
    "group": "Groups of figures",
    "risk-of-bias": "Risk of bias",
    "search": "Searches",
    "margin": "Margins",
    "data-set": "Rules of the data set",
    "concept": "Concepts",
    "scheme": "Concept schemes",
    "curator": "Curators",
    "article": "Articles",
    "reference": "References of articles",
    "assertion": "Assertions of articles",
    "passage": "Passages of articles",
    "disagreement": "Disagreements",
    "procedure": "Procedures",
    "step": "Steps of procedures",
}
"""What each kind of record is called in a heading, in the order of the sections."""

WORDS = {"withdrawn_why": "why withdrawn", "asked_as": "other wordings", "p": "p value"}
"""The fields whose names are no words."""

LABELS = ("statement", "label", "title", "name", "text", "outcome", "printed", "query", "explanation")
"""The fields by which a record is known to people, the first that it has."""

VERDICTS = "Verdicts moved"
NOTHING = "Nothing that the data say is different."


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What became of one thing, and what there is to say below it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one kind under a heading, which says how many they are."""

    title: str
    entries: tuple[ChangeEntry, ...]

    @property
    def heading(self) -> str:
        """The title with the number of entries."""
        return f"{self.title} ({len(self.entries):,})"


def sections(difference: Difference) -> list[Section]:
    """All that is different, the verdicts that moved first."""
    teller = Teller(difference)
    section_list = [teller.verdicts(), *teller.claims(), *teller.others(), teller.statements()]

    return [section for section in section_list if section.entries]


def plain(difference: Difference) -> str:
    """The difference as text, the entries below their headings moved in."""
    lines: list[str] = []
    for section in sections(difference):
        lines.append(section.heading)
        for entry in section.entries:
            lines.append(f" {entry.text}")
            lines.extend(f"   {below}" for below in entry.below)

    return "\n".join([*(lines or [NOTHING]), totals(difference.before, difference.after)])


def totals(before: Numbers, after: Numbers) -> str:
    """How much there was and is of claims, studies and judgements."""
    words = (
        f"Claims {_change(before.claims, after.claims)}, studies {_change(before.studies, after.studies)}, "
        f"judgements {_change(before.judgements, after.judgements)}"
    )
    if after.withdrawn:
        words += f" ({after.withdrawn:,} of them withdrawn)"

    return words


class Teller:
    """Puts the changes of a difference into sections, each change once."""

    def __init__(self, difference: Difference) -> None:
        self._difference = difference
        self._before, self._after = difference.graphs
        self._rest = dict.fromkeys(difference.changes)

    def verdicts(self) -> Section:
        """The verdicts that moved, and why."""
        entries = []
        for movement in self._difference.verdicts:
            for change in movement.why:
                self._rest.pop(change, None)

            below = (movement_in_words(movement), *self.why(movement))
            entries.append(ChangeEntry(movement.statement, below))

        return Section(VERDICTS, tuple(entries))

    def why(self, movement: Movement, *, signed: bool = True) -> Iterator[str]:
        """What moved a verdict; where not *signed*, without stances and curators."""
        for change in movement.why:
            words = self._words(change, within=movement.claim, signed=signed)
            yield f"{change.how.value}: {words}"

        if movement.rules_differ:
            yield "changed: how the data set weighs its evidence"
        elif not movement.why:
            yield "by what is recorded of works that share data with its studies"

    def claims(self) -> Iterator[Section]:
        """The claims that came, changed and went, with the judgements that came and went with them."""
        for how in (How.ADDED, How.CHANGED, How.REMOVED):
            entries = []
            for change in list(self._rest):
                if change.kind == "claim" and change.how is how:
                    del self._rest[change]
                    entries.append(self._claim(change))

            yield Section(f"Claims {how.value}", tuple(entries))

    def _claim(self, change: Change) -> ChangeEntry:
        claim = change.item
        assert isinstance(claim, model.Claim)  # noqa: S101 - by its kind
        if change.how is How.CHANGED:
            return ChangeEntry(f"{claim.statement}  {claim.id}", tuple(_fields(change)))

        standing = self._difference.standing(claim.id)
        verdict = f"  {verdict_words(standing)}" if standing else ""
        below = []
        for other in list(self._rest):
            line = other.item
            if isinstance(line, model.EvidenceLine) and line.claim == claim.id and other.how is change.how:
                del self._rest[other]
                below.append(f"{other.how.value}: {self._words(other, within=claim.id)}")

        return ChangeEntry(f"{claim.statement}{verdict}", tuple(below))

    def others(self) -> Iterator[Section]:
        """What else came, changed and went, by kind."""
        for kind, title in PLURALS.items():
            for how in How:
                some = [change for change in self._rest if change.kind == kind and change.how is how]
                entries = (ChangeEntry(self._words(change)) for change in some)
                yield Section(f"{title} {how.value}", tuple(entries))

    def statements(self) -> Section:
        """What is said beyond the vocabulary."""
        signs = (("+", self._difference.said), ("−", self._difference.unsaid))
        entries = []
        for sign, statements in signs:
            entries += [ChangeEntry(f"{sign} {' '.join(statement)}") for statement in statements]

        return Section("Statements beyond the vocabulary", tuple(entries))

    def _words(self, change: Change, *, within: str | None = None, signed: bool = True) -> str:
        """What a change is of, and what it is; *within* a claim its name goes without saying."""
        item = change.item
        if isinstance(item, model.EvidenceLine):
            change_text = _judgement(change, item, within, signed=signed)
            if signed:
                return f"{change_text} ({self._by(change, item)})"

            return change_text

        change_text = ", ".join(_fields(change))
        name = item.id if not isinstance(item, model.DataSet) else ""
        if change_text:
            return f"{name}: {change_text}".lstrip(": ")

        label = _label(item)

        return f"{name}: {label}" if label else name

    def _by(self, change: Change, line: model.EvidenceLine) -> str:
        """Who judged or withdrew, and on which day."""
        has_curator = self._after.has(model.Curator, line.curator)

        return _by(change, line, self._after if has_curator else self._before)


def change_words(change: Change, graph: EvidenceGraph) -> str:
    """What became of one record, in a line, with the names of curators as *graph* has them."""
    item = change.item
    if not isinstance(item, model.EvidenceLine):
        change_text = ", ".join(_fields(change)) or _label(item)
        return f"{change.kind} {change.how.value}: {change_text}"

    judgement = _judgement(change, item, item.claim, signed=True)

    return f"{change.how.value}: {judgement} ({_by(change, item, graph)})"


def _by(change: Change, line: model.EvidenceLine, graph: EvidenceGraph) -> str:
    """Who judged or withdrew, by the name that *graph* has, and on which day."""
    day = line.withdrawn if change.how is How.WITHDRAWN else line.date

    return ", ".join(filter(None, (graph.label(line.curator, model.Curator), day)))


def _judgement(change: Change, line: model.EvidenceLine, within: str | None, *, signed: bool) -> str:
    """A judgement with the sign of its stance, its work, and what of it changed."""
    sign = f"{looks.STANCES[line.stance].sign} " if signed else ""
    judgement_text = f"{sign}{line.citation}"
    if line.claim != within:
        judgement_text = f"{line.claim}: {judgement_text}"

    if change.how is How.WITHDRAWN and line.withdrawn_why:
        judgement_text += f", “{line.withdrawn_why}”"

    fields = [field for field in change.fields if field.name not in {"withdrawn", "withdrawn_why"}]
    if fields or change.how is How.CHANGED:
        judgement_text += ": " + ", ".join(map(field_words, fields or change.fields))

    return judgement_text


def movement_in_words(movement: Movement) -> str:
    """How a claim stood and stands, with the works for and against it."""
    before, after = movement.before, movement.after
    supports = _change(before.supports, after.supports)
    opposes = _change(before.opposes, after.opposes)

    return f"{verdict_words(before)} → {verdict_words(after)} (for {supports}, against {opposes})"


def _change(before: int, after: int) -> str:
    if before == after:
        return f"{after:,}"

    return f"{before:,} → {after:,}"


def verdict_words(standing: ClaimStanding) -> str:
    """A verdict with its sign, its certainty or its lean."""
    look = looks.VERDICTS[standing.verdict]
    words = f"{look.sign} {look.word}"
    if standing.certainty is not None:
        return f"{words}, {looks.word(standing.certainty)} certainty"
    if standing.lean is not None:
        side = "for" if standing.lean is model.Stance.SUPPORTS else "against"
        return f"{words}, leans {side}"

    return words


def _fields(change: Change) -> Iterator[str]:
    return map(field_words, change.fields)


def field_words(field: FieldChange) -> str:
    """What became of a field: of a list what came and went, of anything else both values."""
    name = WORDS.get(field.name, field.name.replace("_", " "))
    if isinstance(field.before, tuple) and isinstance(field.after, tuple):
        came = (f"+ {_value(value)}" for value in field.after if value not in field.before)
        went = (f"− {_value(value)}" for value in field.before if value not in field.after)

        return f"{name} {', '.join([*came, *went])}"

    return f"{name} {_value(field.before)} → {_value(field.after)}"


def _value(value: object) -> str:
    """A value in words; one that nobody recorded is told as such."""
    if value is None:
        return "not recorded"
    if isinstance(value, StrEnum):
        return looks.word(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and (" " in value or not value):
        return f"“{value}”"

    return str(value)


def _label(item: Item) -> str:
    """How people know a record that is new or gone."""
    if isinstance(item, BibliographicRecord):
        if item.title:
            return f"{item.label}, “{item.title}”"

        return item.label

    label_values = (getattr(item, name, None) for name in LABELS)
    label = next(filter(None, label_values), None)
    if label is None and isinstance(item, model.Study):
        return ", ".join(_recorded_facts(item))

    return str(label or "")


def _recorded_facts(item: model.Study) -> Sequence[str]:
    """What is recorded of a study."""
    facts = []
    for name in item.__dataclass_fields__:
        value = getattr(item, name)
        if name != "id" and value not in {None, ()}:
            facts.append(f"{name.replace('_', ' ')} {_value(value)}")

    return facts


UNTITLED = {entry.name for entry in SCHEMA} - set(PLURALS)
"""The kinds of records without a heading, which a test keeps empty."""
