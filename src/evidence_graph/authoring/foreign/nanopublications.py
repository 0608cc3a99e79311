"""Nanopublications (TriG) as a table: one row a work that a nanopublication gives for or against a sentence.

    assertion   <http://purl.org/aida/Tea+is+hot.> cito:isSupportedBy <https://doi.org/10.5555/tea>
    provenance  assertion prov:hadPrimarySource <https://doi.org/10.5555/tea>
    pubinfo     this: dct:creator <https://orcid.org/…> ; dct:created "2026-01-31T…"

The sentence is an AIDA sentence or the label of what is asserted; the work is what CiTO relates it to, else
what the assertion was derived from, which then speaks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from evidence_graph.authoring.foreign import nanopub_signatures
from evidence_graph.authoring.tables.source_rows import Refusal, RowPlace, SourceRow, SourceTable
from evidence_graph.errors import BrokenFile
from evidence_graph.vocabulary import DCTERMS, RDF_TYPE, RDFS, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Quad

NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
CITO = "http://purl.org/spar/cito/"
AIDA = (
    "http://purl.org/aida/",
    "http://www.purl.org/aida/",
    "https://purl.org/aida/",
    "https://w3id.org/aida/",
)

SOURCES = (PROV + "hadPrimarySource", PROV + "wasDerivedFrom", DCTERMS + "source", CITO + "citesAsEvidence")
"""What leads from an assertion to the work it was taken from."""

STANCES = {
    **dict.fromkeys(
        ("supports", "confirms", "agreesWith", "citesAsEvidence", "obtainsSupportFrom"), "supports"
    ),
    **dict.fromkeys(("isSupportedBy", "isConfirmedBy", "isAgreedWithBy", "isCitedAsEvidenceBy"), "supports"),
    **dict.fromkeys(("disputes", "refutes", "disagreesWith", "critiques"), "opposes"),
    **dict.fromkeys(("isDisputedBy", "isRefutedBy", "isDisagreedWithBy", "isCritiquedBy"), "opposes"),
    **dict.fromkeys(("qualifies", "isQualifiedBy"), "qualifies"),
    **dict.fromkeys(("citesForInformation", "obtainsBackgroundFrom", "discusses"), "background"),
}
"""What a property of CiTO between a sentence and a work says, whichever of the two comes first."""

QUOTED = ("#hasQuotedText", "/hasQuotedText", "#exact")
"""How the properties end that hold what a work says letter by letter."""

EVIDENCE_LINE = re.compile(rb"hasNanopubType\W[^;]{0,400}?EvidenceLine\b")
"""How a nanopublication says that it publishes a judgement of ours."""

COLUMNS = ("claim", "stance", "citation_id", "quote", "creator", "created", "nanopublication")

Quads = dict[str, list[tuple[str, str, str]]]
"""The statements of each graph as texts."""


def is_nanopublication(raw: bytes) -> bool:
    """Whether a file speaks of nanopublications."""
    return NP.encode() in raw


def are_ours(raw: bytes) -> bool:
    """Whether nanopublications are judgements in our own terms, which come back as the records they are."""
    return TERMS.encode() in raw and EVIDENCE_LINE.search(raw) is not None


def read(raw: bytes, path: Path) -> SourceTable:
    """The table in the TriG file at *path*; raises BrokenFile where nothing is published in it."""
    quads = _quads(raw, path)
    graphs = _graphs(quads, path)
    seals = nanopub_signatures.look(quads) if nanopub_signatures.may_be_sealed(raw) else []
    faults = {seal.address: seal.fault for seal in seals if seal.fault}
    rows: list[SourceRow] = []
    refusals: list[Refusal] = []
    heads = list(_heads(graphs))
    if not heads:
        raise BrokenFile(path, "the file holds no nanopublication.")

    for number, head in enumerate(heads, 1):
        if head["np"] in faults:
            refusals.append(broken_seal(path, number, head["np"], faults[head["np"]]))
            continue

        cells = list(_rows(graphs, head))
        for item, one in enumerate(cells, 1):
            rows.append(SourceRow(RowPlace(number, item if len(cells) > 1 else None), one))

        if not cells:
            reason = f"{head['np']} has no sentence, or no work that it rests on"
            refusals.append(Refusal(path.name, RowPlace(number), None, head["np"], reason, "add it by hand"))

    told = tuple(nanopub_signatures.notices(seals))

    return SourceTable(path.name, COLUMNS, tuple(rows), None, tuple(refusals), told)


def broken_seal(path: Path, number: int, address: str, fault: str) -> Refusal:
    """The refusal of the nanopublication at *address*, of which the signature or the name does not fit."""
    reason = f"{address}: {fault}"

    return Refusal(path.name, RowPlace(number), None, address, reason, nanopub_signatures.CURE)


def _quads(raw: bytes, path: Path) -> list[Quad]:
    """The statements of *raw*, each with its graph."""
    from pyoxigraph import RdfFormat, parse

    from evidence_graph.store import streams

    try:
        return list(parse(input=raw, format=RdfFormat.TRIG))
    except SyntaxError as error:
        raise streams.broken(path, error) from None


def _graphs(quads: list[Quad], path: Path) -> Quads:
    """The statements of *quads* as texts, by the graph in which they stand."""
    from pyoxigraph import BlankNode, DefaultGraph

    from evidence_graph.store import streams

    graphs: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for quad in quads:
        node: Any = quad.subject
        graph: Any = quad.graph_name
        if type(graph) is DefaultGraph:
            name = ""
        else:
            name = str(getattr(graph, "value", graph))

        subject = str(node) if type(node) is BlankNode else node.value
        graphs[name].append((subject, quad.predicate.value, streams.plain(quad.object, path)[0]))

    return dict(graphs)


def _heads(graphs: Quads) -> Iterator[dict[str, str]]:
    """Of each nanopublication its address and the names of its three graphs."""
    parts = {
        NP + "hasAssertion": "assertion",
        NP + "hasProvenance": "provenance",
        NP + "hasPublicationInfo": "info",
    }
    for statements in graphs.values():
        for subject, predicate, value in statements:
            if predicate == RDF_TYPE and value == NP + "Nanopublication":
                graph_names = {parts[p]: o for s, p, o in statements if s == subject and p in parts}
                if "assertion" in graph_names:
                    yield {"np": subject, "provenance": "", "info": "", **graph_names}


def _rows(graphs: Quads, head: dict[str, str]) -> Iterator[dict[str, str]]:
    """The rows of one nanopublication."""
    assertion = graphs.get(head["assertion"], [])
    provenance = graphs.get(head["provenance"], [])
    about = _about(graphs.get(head["info"], []), head["np"])
    labels = {s: o for s, p, o in (*assertion, *graphs.get(head["info"], [])) if p == RDFS + "label"}

    judgements = list(_cited_judgements(assertion, labels))
    sentence_alone = next(_sentences(assertion, labels), None)
    if not judgements and sentence_alone:
        citations = [o for s, p, o in provenance if s == head["assertion"] and p in SOURCES]
        judgements = [(sentence_alone, "supports", citation) for citation in dict.fromkeys(citations)]

    quotes = [o for _, p, o in (*assertion, *provenance) if p.endswith(QUOTED)]
    for sentence, stance, citation in judgements:
        own = {
            "claim": sentence,
            "stance": stance,
            "citation_id": citation,
            "quote": quotes[0] if quotes else "",
        }
        yield own | about


def _cited_judgements(
    assertion: list[tuple[str, str, str]], labels: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Sentence, stance and work of what CiTO says in an *assertion*."""
    for subject, predicate, value in assertion:
        if predicate.startswith(CITO):
            stance = STANCES.get(predicate.removeprefix(CITO))
        else:
            stance = None

        if stance is None:
            continue

        for one, other in ((subject, value), (value, subject)):
            sentence = _sentence(one, labels)
            if sentence and _sentence(other, {}) is None:
                yield sentence, stance, other
                break


def _sentences(assertion: list[tuple[str, str, str]], labels: dict[str, str]) -> Iterator[str]:
    """The sentences that an *assertion* makes: AIDA sentences first, then labels."""
    for subject, _, value in assertion:
        for name in (subject, value):
            sentence = _sentence(name, {})
            if sentence:
                yield sentence

    yield from labels.values()


def _sentence(name: str, labels: dict[str, str]) -> str | None:
    """The sentence that an address stands for, if it is one."""
    for base in AIDA:
        if name.startswith(base) and len(name) > len(base):
            return unquote_plus(name.removeprefix(base))

    return labels.get(name)


def _about(info: list[tuple[str, str, str]], address: str) -> dict[str, str]:
    """Who published a nanopublication and when."""
    creators = (DCTERMS + "creator", "http://purl.org/pav/createdBy", "http://purl.org/pav/authoredBy")
    labels = {s: o for s, p, o in info if p in {RDFS + "label", "http://xmlns.com/foaf/0.1/name"}}
    names = [labels.get(o, o) for s, p, o in info if s == address and p in creators]
    days = [o for s, p, o in info if s == address and p == DCTERMS + "created"]

    return {
        "creator": names[0] if names else "",
        "created": days[0] if days else "",
        "nanopublication": address,
    }
