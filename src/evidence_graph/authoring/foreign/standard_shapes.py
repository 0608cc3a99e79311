"""What standards tell in nodes of their own, told as fields: so that one statement says what a field holds.

    line  has_evidence_item [ rdfs:label "…" ]               line  has_evidence_item "…"
    claim  has_supporting_evidence_line line                 line  is_evidence_line_for claim ; direction
    note  oa:hasBody line ; oa:hasTarget [ … oa:exact "…" ]  line  oa:exact "…"
    work  bibo:authorList [ rdf:_1 [ schema:name "…" ] ]     work  bibo:authorList "…"
    work  schema:name "…" ; schema:datePublished "2001"      work  dcterms:title "…" ; year

A node of which all is told so is left out; one that says more stays, and is told of as without a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.authoring.foreign.described_subjects import identifies, is_of, linked, said_of
from evidence_graph.authoring.foreign.direct_relations import add_lines
from evidence_graph.vocabulary import BY_RECORD, DCTERMS, FABIO, RDF_TYPE, RDFS, TERMS, XSD
from evidence_graph.vocabulary.crosswalk import (
    AUTHOR_LIST,
    DIRECTIONS,
    EVIDENCE_DIRECTION,
    EVIDENCE_ITEM,
    EVIDENCE_LINE,
    EVIDENCE_LINE_STRENGTH,
    EVIDENCE_STRENGTH,
    HAS_EVIDENCE_ITEM,
    HAS_EVIDENCE_LINE,
    IS_EVIDENCE_LINE_FOR,
    LINES_OF,
    OA,
    RDF,
    SCHEMA_ORG,
    STUDY_FINDING,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.authoring.foreign.described_subjects import Subjects
    from evidence_graph.store.conversion import Term
    from evidence_graph.store.reader import Described


OLD_SCHEMA_ORG = "http://schema.org/"
"""The other address under which schema.org's terms go."""

LABELS = (RDFS + "label", SCHEMA_ORG + "text", SCHEMA_ORG + "name", DCTERMS + "description")
"""What a node says in words."""

FOLDED = frozenset({EVIDENCE_ITEM, EVIDENCE_STRENGTH, STUDY_FINDING})
"""The classes of nodes that are told by their words."""

CITATIONS = frozenset(
    SCHEMA_ORG + name for name in ("ScholarlyArticle", "MedicalScholarlyArticle", "Book", "Thesis", "Report")
)
"""schema.org's classes of published works."""

OUR_CITATION = BY_RECORD[model.Study].iri
OUR_LINE = BY_RECORD[model.EvidenceLine].iri

YEAR = re.compile(r"\d{4}", re.ASCII)


def flattened(subjects: Subjects) -> Subjects:
    """What is said of *subjects*, told in fields; *subjects* themselves stay as they are."""
    flat: Subjects = {}
    for subject, statements in subjects.items():
        flat[subject] = {_current(predicate): _terms(terms) for predicate, terms in statements.items()}

    told: set[str] = set()
    for fold in FOLDS:
        told |= set(fold(flat))

    named: set[str] = set()
    for statements in (flat[subject] for subject in flat if subject not in told):
        for terms in statements.values():
            named |= {text for text, datatype in terms if datatype is None}

    return {subject: statements for subject, statements in flat.items() if subject not in told - named}


def _current(iri: str) -> str:
    """The address of a term as it is written today."""
    if iri.startswith(OLD_SCHEMA_ORG):
        return SCHEMA_ORG + iri.removeprefix(OLD_SCHEMA_ORG)

    return iri


def _terms(terms: list[Term]) -> list[Term]:
    return [(_current(text), None) if datatype is None else (text, datatype) for text, datatype in terms]


def _words_of(flat: Subjects, term: Term) -> Term:
    """The words of the node that a *term* names; the term itself where it is text, or says none."""
    statements = flat.get(term[0], {}) if term[1] is None else {}

    return next((statements[label][0] for label in LABELS if label in statements), term)


def _fold_lines(flat: Subjects) -> Iterator[str]:
    """Let evidence lines say of which claim they are, and which way they point."""
    ways = {LINES_OF[stance]: DIRECTIONS[stance] for stance in LINES_OF} | {HAS_EVIDENCE_LINE: None}
    for claim in list(flat):
        for leading, direction in ways.items():
            for line, datatype in flat[claim].pop(leading, ()):
                if datatype is None:
                    _lead_to_claim(flat.setdefault(line, {}), claim, direction)

    yield from ()


def _lead_to_claim(line: Described, claim: str, direction: str | None) -> None:
    line.setdefault(RDF_TYPE, [(EVIDENCE_LINE, None)])
    line.setdefault(IS_EVIDENCE_LINE_FOR, [(claim, None)])
    if direction:
        line.setdefault(EVIDENCE_DIRECTION, [(direction, None)])


WORDS = {HAS_EVIDENCE_ITEM: TERMS + "finding", EVIDENCE_LINE_STRENGTH: TERMS + "strength"}
"""What a line says by nodes, and by what it says the same in our terms, where it does."""


def _fold_words(flat: Subjects) -> Iterator[str]:
    """Let evidence lines say in words what they rest on, and how strong it is."""
    for statements in flat.values():
        for predicate, own in WORDS.items():
            if predicate in statements and own not in statements:
                statements[predicate] = [_words_of(flat, term) for term in statements[predicate]]

    for subject, statements in flat.items():
        if is_of(statements, *FOLDED) and set(statements) <= {RDF_TYPE, DCTERMS + "source", *LABELS}:
            yield subject


def _fold_quotations(flat: Subjects) -> Iterator[str]:
    """Let what annotates a work say which words of it."""
    for annotation in [name for name, said in flat.items() if is_of(said, OA + "Annotation")]:
        targets = [target for target, _ in flat[annotation].get(OA + "hasTarget", ())]
        selectors = [text for text, _ in said_of(flat, targets, OA + "hasSelector")]
        quotations = said_of(flat, selectors, OA + "exact")
        languages = said_of(flat, selectors, DCTERMS + "language")

        for body in linked(flat, annotation, OA + "hasBody"):
            line = flat.get(body, {})
            if quotations and is_of(line, EVIDENCE_LINE) and not is_of(line, OUR_LINE):
                flat[body].setdefault(OA + "exact", []).extend(quotations)
                if languages:
                    flat[body].setdefault(DCTERMS + "language", languages[:1])

                yield from (annotation, *targets, *selectors)


def _fold_authors(flat: Subjects) -> Iterator[str]:
    """Let works name their authors, in order where a sequence or a single author gives one."""
    for subject in list(flat):
        statements = flat[subject]
        order = [*linked(flat, subject, AUTHOR_LIST)]
        authors = statements.get(SCHEMA_ORG + "author", [])
        if order:
            authors = _in_order(flat.get(order[0], {}))

        names = [_words_of(flat, term) for term in authors]
        if not names or any(datatype is None for _, datatype in names):
            continue

        is_in_order = bool(order) or len(names) == 1
        statements.pop(SCHEMA_ORG + "author", None)
        statements[AUTHOR_LIST if is_in_order else DCTERMS + "creator"] = names
        yield from order[:1]
        yield from (text for text, datatype in authors if datatype is None)


def _in_order(sequence: Described) -> list[Term]:
    """What a sequence of RDF holds, one after the other."""
    prefix = RDF + "_"
    numbers = {int(name[len(prefix) :]): name for name in sequence if name[len(prefix) :].isdecimal()}

    return [sequence[numbers[number]][0] for number in sorted(numbers)]


def _fold_citations(flat: Subjects) -> Iterator[str]:
    """Let works of schema.org say title, year and identifiers as our bibliographic statements do."""
    for statements in flat.values():
        if not is_of(statements, *CITATIONS, OUR_CITATION):
            continue

        for name in ("headline", "name"):
            if SCHEMA_ORG + name in statements:
                statements.setdefault(DCTERMS + "title", statements.pop(SCHEMA_ORG + name))

        for text, _ in statements.pop(SCHEMA_ORG + "datePublished", ()):
            if year := YEAR.match(text):
                statements.setdefault(FABIO + "hasPublicationYear", [(year[0], XSD + "integer")])

        for name in ("sameAs", "identifier", "url"):
            terms = statements.pop(SCHEMA_ORG + name, [])
            rest = [term for term in terms if not identifies(statements, term[0])]
            if rest:
                statements[SCHEMA_ORG + name] = rest

    yield from ()


FOLDS = (add_lines, _fold_lines, _fold_words, _fold_quotations, _fold_authors, _fold_citations)
"""One after the other: lines are known before they take in quotations. Each gives the nodes it has told."""
