"""The text of a claims file in which only what changed is another: every other byte stays as people wrote it.

In goes a text with what it says and what it is to say; each value that differs becomes one `Edit` of the
text, a new subject a statement at its end. Whoever calls reads the result and compares it with what was
meant (`evidence_graph.store.comparison`): what is odd enough to be amended wrongly is refused there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph.errors import BrokenFile
from evidence_graph.store import reader, spans, turtle_text, writer
from evidence_graph.store.positions import REMARK, TEXT
from evidence_graph.vocabulary import prefixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described, FileRecords
    from evidence_graph.store.spans import Fact, Span, Statement


LITERAL_OR_END = re.compile(rf"(?P<text>{TEXT})|\n", re.DOTALL)


class Amendment(NamedTuple):
    """What takes the place of a stretch of a text; an empty stretch is where something is put in."""

    start: int
    end: int
    replacement: str


def amend(text: str, old: FileRecords, new_records: FileRecords) -> str:
    """*text*, which is read as *old*, saying what *new_records* holds.

    Raises BrokenFile where a statement that has to change cannot be told from the others.
    """
    after = _describe(writer.statements(new_records))
    changed = {s for s in old.said.keys() | after.keys() if not _same(old.said.get(s), after.get(s))}
    new = changed - old.said.keys()
    outline = spans.outline(text, changed - new)
    renamed = _renamed_subjects(old.said, after, changed)
    new -= set(renamed.values())

    edits: list[Amendment] = []
    for subject, statements in _by_subject(outline.statements, changed & old.said.keys()).items():
        if subject in renamed:
            edits += [_new_name(statement, renamed[subject]) for statement in statements]
        else:
            edits += _subject_edits(text, statements, old.said[subject], after.get(subject, {}))

    if new:
        edits.append(_addition(text, outline.prefixes, new_records, {s: after[s] for s in new}))

    return apply(text, edits)


def apply(text: str, edits: Iterable[Amendment]) -> str:
    """*text* with all *edits*, none of which may lie in another."""
    pieces: list[str] = []
    place = 0
    for start, end, replacement in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[place:start], replacement]
        place = end

    return "".join([*pieces, text[place:]])


def line_end(text: str) -> str:
    """How the lines of *text* end."""
    if "\r\n" in text:
        return "\r\n"
    if "\r" in text and "\n" not in text:
        return "\r"

    return "\n"


def _describe(statements: Iterable[tuple[str, str, Term]]) -> dict[str, Described]:
    """The *statements* by subject and property, each of them once."""
    described: dict[str, Described] = {}
    for subject, predicate, term in statements:
        terms = described.setdefault(subject, {}).setdefault(predicate, [])
        if term not in terms:
            terms.append(term)

    return described


def _same(one: Described | None, other: Described | None) -> bool:
    """Whether two descriptions of a subject say the same."""
    if one is None or other is None or one.keys() != other.keys():
        return False

    return all(set(terms) == set(other[predicate]) for predicate, terms in one.items())


def _renamed_subjects(
    before: Mapping[str, Described], after: Mapping[str, Described], changed: set[str]
) -> dict[str, str]:
    """The new subjects of whom the same is said as of one that is no more, by that one."""
    gone = {_facts(before[s]): s for s in sorted(changed) if s not in after}
    coming = {_facts(after[s]): s for s in sorted(changed) if s not in before}

    return {gone[facts]: coming[facts] for facts in gone.keys() & coming.keys()}


def _facts(described: Described) -> frozenset[tuple[str, Term]]:
    return frozenset((predicate, term) for predicate, terms in described.items() for term in terms)


def _by_subject(statements: Iterable[Statement], subjects: Iterable[str]) -> dict[str, list[Statement]]:
    """The *statements* about each of the *subjects*; none for one that could not be told."""
    by_subject: dict[str, list[Statement]] = {subject: [] for subject in sorted(subjects)}
    for statement in statements:
        by_subject[statement.subject].append(statement)

    return by_subject


def _new_name(statement: Statement, subject: str) -> Amendment:
    """The edit that lets *statement* be about another subject."""
    return Amendment(statement.start, statement.name_end, _names(statement.prefixes).node(subject))


def _subject_edits(
    text: str, statements: Sequence[Statement], before: Described, after: Described
) -> Iterator[Amendment]:
    """The edits that let the *statements* about one subject say *after* in the place of *before*."""
    _require_spans(statements, before)
    if not after:
        yield from (_removal(text, statement) for statement in statements)
        return

    come = {p: [t for t in terms if t not in before.get(p, ())] for p, terms in after.items()}
    gone = {p: [t not in after.get(p, ()) for t in terms] for p, terms in before.items()}
    remaining = {p: list(flags) for p, flags in gone.items()}
    for statement in statements:
        yield from _statement_edits(text, statement, remaining, come)

    # What no value was put in the place of goes behind the last fact that stays.
    facts = {p: dict.fromkeys(terms, 0) for p, terms in come.items() if terms}
    if facts:
        yield _new_facts(text, statements, facts, gone)


def _require_spans(statements: Sequence[Statement], before: Described) -> None:
    """Raise BrokenFile unless each value of *before* has its place in the *statements*."""
    counts: dict[str, int] = {}
    for statement in statements:
        for fact in statement.facts:
            counts[fact.predicate] = counts.get(fact.predicate, 0) + len(fact.values)

    if counts != {predicate: len(terms) for predicate, terms in before.items()}:
        reason = "a statement that has to change is written in a way that cannot be changed alone."
        raise BrokenFile("the claims file", f"{reason} Write the file anew: evidence-graph tidy")


def _statement_edits(
    text: str, statement: Statement, gone: dict[str, list[bool]], come: dict[str, list[Term]]
) -> Iterator[Amendment]:
    """The edits of the values that one *statement* holds; what is used of *gone* and *come* is taken away."""
    write = _writer(text, statement)
    are_whole: list[bool] = []
    for fact in statement.facts:
        flags = gone[fact.predicate]
        leaving, flags[:] = flags[: len(fact.values)], flags[len(fact.values) :]
        coming = come.get(fact.predicate, [])
        for place, value in enumerate(fact.values):
            if leaving[place] and coming:
                yield Amendment(value.start, value.end, write(coming.pop(0)))
                leaving[place] = False

        are_whole.append(all(leaving))
        if not all(leaving):
            yield from _cuts(text, fact.values, leaving)

        if coming:
            yield Amendment(fact.end, fact.end, "".join(f", {write(term)}" for term in coming))
            coming.clear()

    if all(are_whole):
        yield _removal(text, statement)
    else:
        yield from _cuts(text, [spans.Span(fact.start, fact.end) for fact in statement.facts], are_whole)


def _cuts(text: str, parts: Sequence[Span], leaving: Sequence[bool]) -> Iterator[Amendment]:
    """The edits that take the *leaving* ones of some *parts* away, each with one mark between them."""
    first = leaving.index(False)
    if first:
        yield _cut(text, parts[0].start, parts[first].start)

    for place in range(first + 1, len(parts)):
        if leaving[place]:
            yield _cut(text, parts[place - 1].end, parts[place].end)


def _cut(text: str, start: int, end: int) -> Amendment:
    """The edit that leaves nothing of a stretch of *text* but its comments."""
    newline = line_end(text)
    remarks = _remarks(text[start:end])

    return Amendment(start, end, f" {newline.join(remarks)}{newline}" if remarks else "")


def _remarks(stretch: str) -> list[str]:
    return [match["remark"] for match in REMARK.finditer(stretch) if match["remark"]]


def _removal(text: str, statement: Statement) -> Amendment:
    """The edit that takes a whole statement away, with the rest of its line where that is empty."""
    newline = line_end(text)
    remarks = _remarks(text[statement.start : statement.end])
    end = statement.end
    for _ in range(2):  # the end of its line, and the empty line that set it off
        if not remarks and text.startswith(newline, end) and _begins_line(text, statement.start):
            end += len(newline)

    return Amendment(statement.start, end, newline.join(remarks))


def _begins_line(text: str, place: int) -> bool:
    return place == 0 or text[place - 1] in "\r\n"


def _new_facts(
    text: str,
    statements: Sequence[Statement],
    facts: Mapping[str, Mapping[Term, int]],
    gone: Mapping[str, Sequence[bool]],
) -> Amendment:
    """The edit that puts *facts* behind the last fact that stays of a subject's first statement."""
    statement = next((s for s in statements if any(_stays(fact, gone) for fact in s.facts)), None)
    if statement is None:
        raise BrokenFile("the claims file", "nothing of a statement would stay; remove it first.")

    last = [fact for fact in statement.facts if _stays(fact, gone)][-1]
    gap = _gap(text, statement, last)
    names, write = _names(statement.prefixes), _writer(text, statement)
    lines = [
        f"{names.predicate(predicate)} {', '.join(map(write, terms))}" for predicate, terms in facts.items()
    ]

    return Amendment(last.end, last.end, "".join(f" ;{gap}{line}" for line in lines))


def _stays(fact: Fact, gone: Mapping[str, Sequence[bool]]) -> bool:
    """Whether something of *fact* stays; of a property that stands in several facts all are kept."""
    return not all(gone[fact.predicate])


def _gap(text: str, statement: Statement, fact: Fact) -> str:
    """What stands between two facts of *statement*: as before *fact* where that begins a line."""
    newline = line_end(text)
    line = text[: fact.start].rpartition(newline)[2]
    if not line.strip():
        return newline + line
    if newline in text[statement.start : statement.end]:
        return f"{newline}    "

    return " "


def _names(in_force: Mapping[str, str]) -> turtle_text.Names:
    """What writes terms with the prefixes *in force*."""
    return turtle_text.Names({prefix.removesuffix(":"): iri for prefix, iri in in_force.items()})


def _writer(text: str, statement: Statement) -> Callable[[Term], str]:
    """What writes a term as *statement* would, in the lines of *text*."""
    names, newline = _names(statement.prefixes), line_end(text)

    return lambda term: _in_lines(names.term(term), newline)


def _in_lines(addition: str, newline: str) -> str:
    """The Turtle *addition* with lines that end in *newline*; the texts in it say what they said."""
    if newline == "\n":
        return addition

    return LITERAL_OR_END.sub(lambda m: m[0].replace("\n", r"\n") if m["text"] else newline, addition)


def _addition(
    text: str, in_force: Mapping[str, str], new_records: FileRecords, new: Mapping[str, Described]
) -> Amendment:
    """The edit that puts *new* subjects at the end of *text*, with the prefixes that they need."""
    own = {prefix.removesuffix(":"): iri for prefix, iri in in_force.items()}
    declared = frozenset(own.values())
    usual = {p: iri for p, iri in prefixes(new_records.base).items() if p not in own and iri not in declared}
    names = turtle_text.Names(own | usual)
    blocks = [
        turtle_text.block(
            subject, {p: dict.fromkeys(t, 0) for p, t in new[subject].items()}, names, writer.rank
        )
        for subject in writer.in_order(new, new_records)
    ]
    lines = [f"@prefix {p}: <{usual[p]}> .\n" for p in sorted(names.used & usual.keys())]

    return _at_the_end(text, "\n".join(["".join(lines)] * bool(lines) + blocks))


def _at_the_end(text: str, addition: str) -> Amendment:
    """The edit that puts *addition* behind all that *text* says, before the line that closes it."""
    newline = line_end(text)
    place = len(text)
    closing = text.rstrip()
    is_closed = text.startswith(reader.WRITTEN) and closing.splitlines()[-1:] == [reader.END]
    if is_closed:
        place = len(closing) - len(reader.END)

    before = _blank_line(text[:place], newline)

    return Amendment(place, place, before + _in_lines(addition, newline) + newline * is_closed)


def _blank_line(before: str, newline: str) -> str:
    """The line ends that put one blank line after *before*."""
    if not before.strip() or before.endswith(newline * 2):
        return ""
    if before.endswith(newline):
        return newline

    return newline * 2
