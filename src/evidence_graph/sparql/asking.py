"""Asking a graph: a ready-made question, a ``.rq`` file, or any SPARQL 1.1 query.

In come a question and plain values for its parameters, out goes a `Table`. Values become terms in `_term` and
terms become values in `_plain`, and nowhere else. This is the upper storey of the room, above the graph.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.errors import BrokenFile, RefusedQuery, UnknownParameter, WrongValue
from evidence_graph.limits import DIGITS
from evidence_graph.nearness import nearest
from evidence_graph.sparql import conclusions, execution, query_text, questions
from evidence_graph.sparql.questions import ANY, ENDING, Parameter, Question
from evidence_graph.store.one_language import in_one_language
from evidence_graph.vocabulary import (
    FOLDERS,
    VALUES,
    WHOLE_NUMBER,
    XSD,
    choice_iri,
    identifier,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from enum import StrEnum

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.sparql.execution import QueryResult
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.rdf import Triple

Value = str | int | float | bool | None
"""A plain value: the id of a record, the word of a choice, a number, a truth, a text; nothing if unbound."""

WHOLE = {XSD + kind for kind in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
BROKEN = {XSD + kind for kind in ("decimal", "double", "float")}

Finder = Callable[["EvidenceGraph", str], tuple[type[model.Record], str]]
RECORDS: dict[str, Finder] = {
    "claim": lambda graph, name: (model.Claim, graph.claim(name).id),
    "citation": lambda graph, name: (model.Study, graph.citation(name).key),
    "article": lambda graph, name: (model.Article, graph.article(name).id),
    "concept": lambda graph, name: (model.Concept, graph.concept(name).id),
    "procedure": lambda graph, name: (model.Procedure, graph.get(model.Procedure, name).id),
    "curator": lambda graph, name: (model.Curator, graph.get(model.Curator, name).id),
}
"""The kinds of parameter that name a record; a name the data does not have raises UnknownName."""

CHOICES: dict[str, type[StrEnum]] = {folder: choices for choices, folder in FOLDERS.items()}
"""The kinds of parameter that name one value of a closed set."""

LITERALS = {"integer": XSD + "integer", "text": XSD + "string"}
KINDS = (*RECORDS, *CHOICES, *LITERALS)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: rows of plain values, and the same as RDF terms; whether an ASK holds.

    A CONSTRUCT or DESCRIBE also has its *triples*; its rows are subject, predicate and object.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    terms: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    holds: bool | None = None

    def records(self) -> list[dict[str, Value]]:
        """The rows with the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def ask(
    graph: EvidenceGraph,
    asked: Question | Path | str,
    /,
    *,
    timeout: float = execution.TIMEOUT,
    memory: int = execution.MEMORY,
    **given: object,
) -> Table:
    """The answer to *asked*, the name of a question, a ``.rq`` file or a SPARQL query, with values *given*.

    >>> import evidence_graph as eg
    >>> graph = eg.load()
    >>> answer = eg.ask(graph, "studies-of-claim", claim="no-transfer-to-sprinting", stance="opposes")
    >>> "Abade et al. 2021" in [row["label"] for row in answer.records()]
    True

    Raises UnknownName, UnknownParameter or WrongValue for a name that does not exist, and RefusedQuery,
    or BrokenFile for a file, where the query reaches out, writes, is broken, or takes over *timeout* seconds
    or *memory* bytes.
    """
    question = find(asked)
    try:
        result = _run(graph, question, given, timeout=timeout, memory=memory)
        if question.group:  # a query of one's own is answered as it is asked
            wanted = getattr(graph.store, "language", "")
            result = replace(result, rows=in_one_language(result.rows, wanted))

        return _table(graph, result)
    except RefusedQuery as error:
        if question.file and error.line is not None:
            raise BrokenFile(question.file, error.reason, line=error.line, column=error.column) from None

        raise


def _run(
    graph: EvidenceGraph, question: Question, given_values: dict[str, object], *, timeout: float, memory: int
) -> QueryResult:
    """The answer over what people wrote and what follows from it."""
    values = _values(graph, question, given_values)
    concluded = conclusions.Conclusions(graph)

    return graph.store.answer(question.query, values, concluded=concluded, timeout=timeout, memory=memory)


def find(asked: Question | Path | str) -> Question:
    """The question that *asked* means: one that is ready-made, in a ``.rq`` file, or written out as SPARQL.

    Raises UnknownName when no ready-made question has this name, BrokenFile when the file cannot be read.
    """
    if isinstance(asked, Question):
        return asked

    if isinstance(asked, Path) or (asked.endswith(ENDING) and len(asked.split()) == 1):
        from evidence_graph.store import reader

        text = reader.decode(Path(asked), limit=query_text.MAX_BYTES)

        return replace(questions.read(text, name=Path(asked).name.removesuffix(ENDING)), file=str(asked))

    if len(asked.split()) != 1 or "{" in asked:
        return questions.read(asked, name="the query")

    return questions.question(asked)


def _values(graph: EvidenceGraph, question: Question, given_values: dict[str, object]) -> dict[str, Term]:
    """The terms to which the parameters are held; what is not given takes its default."""
    for name in given_values:
        _refuse_unknown(question, name)

    values = {}
    variables = query_text.variables(question.query)
    for parameter in question.parameters:
        text = _text_of(question, parameter, given_values)
        if parameter.name not in variables:
            reason = f"The parameter {parameter.name} is described, but the query has no ?{parameter.name}."
            raise RefusedQuery(reason, line=1, column=1)

        if text != ANY or parameter.required:
            values[parameter.name] = _term(graph, parameter, text)

    return values


def _text_of(question: Question, parameter: Parameter, given_values: dict[str, object]) -> str:
    """The text of *given_values* for *parameter*, or its default; a record means its id."""
    value = given_values.get(parameter.name)
    if value is None and parameter.required:
        hint = f"{question.name} needs it: {parameter.text}. Give it with -p {parameter.name}=…"
        raise UnknownParameter("value for the parameter", parameter.name, hint=hint)

    if value is None:
        return parameter.default

    return str(getattr(value, "id", None) or getattr(value, "key", None) or value)


def _refuse_unknown(question: Question, name: str) -> None:
    if question.parameter(name):
        return

    names = [parameter.name for parameter in question.parameters]
    hint = f"The parameters of {question.name} are {', '.join(names)}."
    if not names:  # only in a query of one's own can a reader do something about it
        cure = "." if question.group else "; a comment line at its head can describe them."
        hint = f"{question.name} has no parameters{cure}"

    near_names = nearest(name, names)
    raise UnknownParameter("parameter", name, nearest=near_names, hint=hint)


def _term(graph: EvidenceGraph, parameter: Parameter, text: str) -> Term:
    """The term for what *text* says of *parameter*: a record, a choice, a number or a text."""
    if parameter.kind in RECORDS:
        return graph.store.iri(*RECORDS[parameter.kind](graph, text)), None
    if parameter.kind in CHOICES:
        return _choice(parameter, text), None

    if parameter.kind not in LITERALS:
        reason = f"The parameter {parameter.name} is of the kind {parameter.kind!r}; "
        raise RefusedQuery(f"{reason}there are {', '.join(KINDS)}.", line=1, column=1)

    if parameter.kind == "integer" and not WHOLE_NUMBER.fullmatch(text):
        raise WrongValue(parameter.name, text, "a whole number")

    return text, LITERALS[parameter.kind]


def _choice(parameter: Parameter, text: str) -> str:
    """The IRI of the choice that *text* names, with hyphens or blanks between its words."""
    words = {choice.value.replace(" ", "-"): choice for choice in CHOICES[parameter.kind]}
    word = text.replace(" ", "-")
    if word not in words:
        near_names = nearest(text, words)
        raise WrongValue(parameter.name, text, f"one of {', '.join(words)}", nearest=near_names)

    return choice_iri(words[word])


def _table(graph: EvidenceGraph, result: QueryResult) -> Table:
    """The answer with plain values."""
    columns, terms = result.columns, result.rows
    if result.triples is not None:
        columns = ("subject", "predicate", "object")
        terms = tuple(
            ((subject, None), (predicate, None), term) for subject, predicate, term in result.triples
        )

    base = graph.store.base
    names = graph.store.names(_iris(terms))
    rows = [tuple(_plain(term, names, base) for term in row) for row in terms]

    return Table(columns, tuple(rows), terms, result.triples, result.holds)


def _iris(rows: Iterable[tuple[Term | None, ...]]) -> set[str]:
    """The IRIs in *rows*."""
    return {term[0] for term in chain.from_iterable(rows) if term and term[1] is None}


def _plain(term: Term | None, names: Mapping[str, str], base: str) -> Value:
    """What *term* says: the id of a record, the word of a choice, a number, a truth, or its text."""
    if term is None:
        return None

    text, datatype = term
    if datatype is None:
        is_ours = text.startswith((VALUES, base)) and text != base
        return names.get(text) or (identifier(text) if is_ours else text)

    if datatype == XSD + "boolean":
        return text == "true"

    return _number(text, datatype)


def _number(text: str, datatype: str) -> Value:
    """The number that *text* is; the text itself where it is one by its datatype only, or none."""
    try:
        if datatype in WHOLE and len(text) <= DIGITS:
            return int(text)
        if datatype in BROKEN and math.isfinite(number := float(text)):
            return number
    except ValueError:
        return text

    return text
