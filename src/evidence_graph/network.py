"""The graph for NetworkX: typed nodes, typed edges, plain attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.invisible import show
from evidence_graph.looks.claim_relations import CLAIM_RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Article, Citation, Claim, EvidenceLine

NO_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]|&#6553[45];")
"""The characters that XML 1.0 does not allow (W3C Recommendation, section 2.2), also by their numbers."""

Node = tuple[str, dict[str, object]]
Edge = tuple[str, str, str, dict[str, object]]


def to_networkx(graph: EvidenceGraph) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph of claims, citations, articles and concepts.

    Nodes are named ``claim:ID``, ``citation:KEY``, ``article:ID``, ``concept:ID`` and carry ``type``
    and ``label``. Edges carry ``type``: an evidence line goes from the citation to the claim and its
    type is the stance; ``asserts``/``denies``/``reports`` from article to claim; ``cites`` from
    article to citation; ``premise``, ``conflict``, ``qualifies``, ``refines``, ``undercuts``,
    ``topic``, ``about`` from a claim; ``broader``
    between concepts. An attribute without a value is absent, so that every writer accepts it.
    """
    import networkx as nx

    nx_graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=graph.title)
    nx_graph.add_nodes_from(_nodes(graph))
    for source, target, key, attributes in _edges(graph):
        nx_graph.add_edge(source, target, key=key, **attributes)

    return nx_graph


def to_graphml(graph: EvidenceGraph) -> str:
    """The same as GraphML, the same bytes for the same data; ``networkx.parse_graphml`` reads it back.

    networkx writes the key of an edge as its id, and keys tell apart only edges between the same two
    nodes: Gephi and yEd keep one edge of each id. So an edge's id names its ends as well.
    """
    import networkx as nx

    nx_graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=show(graph.title))
    for node, attributes in _nodes(graph):
        nx_graph.add_node(node, **_show(attributes))

    for source, target, key, attributes in _edges(graph):
        nx_graph.add_edge(source, target, key=f"{source}.{key}.{target}", **_show(attributes))

    text = "\n".join(nx.generate_graphml(nx_graph, named_key_ids=True)) + "\n"

    return NO_XML.sub("", text)


def _show(attributes: Mapping[str, object]) -> dict[str, object]:
    """What a drawing shows of the attributes of a node or an edge."""
    return {name: show(value) if isinstance(value, str) else value for name, value in attributes.items()}


def _nodes(graph: EvidenceGraph) -> Iterator[Node]:
    for claim in graph.claims():
        yield f"claim:{claim.id}", _claim(claim)

    for citation in graph.citations():
        yield f"citation:{citation.key}", _citation(citation)

    for article in graph.all(model.Article):
        yield f"article:{article.id}", _article(article)

    for concept in graph.all(model.Concept):
        yield f"concept:{concept.id}", {"type": "concept", "label": concept.label, "scheme": concept.scheme}


def _edges(graph: EvidenceGraph) -> Iterator[Edge]:
    for claim in graph.claims():
        node = f"claim:{claim.id}"
        yield node, f"concept:{claim.topic}", "topic", {"type": "topic"}
        for concept in claim.about:
            yield node, f"concept:{concept}", "about", {"type": "about"}

        for premise in claim.premises:
            yield node, f"claim:{premise}", "premise", {"type": "premise"}

        for other in claim.conflicts:
            yield node, f"claim:{other}", "conflict", {"type": "conflict"}

        for relation in CLAIM_RELATIONS:
            for other in getattr(claim, relation.field):
                yield node, f"claim:{other}", relation.field, {"type": relation.field}

        for item in graph.evidence(claim):
            line = item.line
            yield f"citation:{line.citation}", node, line.curator, _line(line)

    for assertion in graph.assertions():
        ends = (f"article:{assertion.article}", f"claim:{assertion.claim}")
        yield *ends, "assertion", {"type": assertion.attitude.value, "force": assertion.force.value}

    yield from _lists(graph)


def _lists(graph: EvidenceGraph) -> Iterator[Edge]:
    for article in graph.all(model.Article):
        for reference in graph.references(article):
            if reference.citation:
                ends = (f"article:{article.id}", f"citation:{reference.citation}")
                yield *ends, f"{reference.number}", {"type": "cites", "number": reference.number}

    for concept in graph.all(model.Concept):
        for broader in concept.broader:
            yield f"concept:{concept.id}", f"concept:{broader}", "broader", {"type": "broader"}


def _claim(claim: Claim) -> dict[str, object]:
    kind = claim.kind.value if claim.kind else None
    return _without_gaps({"type": "claim", "label": claim.statement, "topic": claim.topic, "kind": kind})


def _citation(citation: Citation) -> dict[str, object]:
    study = citation.study
    return _without_gaps(
        {
            "type": "citation",
            "label": citation.label,
            "title": citation.title,
            "year": citation.year,
            "doi": citation.doi,
            "design": study.design.value if study and study.design else None,
            "participants": study.participants if study else None,
        }
    )


def _line(line: EvidenceLine) -> dict[str, object]:
    return _without_gaps(
        {
            "type": line.stance.value,
            "directness": line.directness.value,
            "finding": " ".join(line.findings) or None,
            "verified": line.verified,
            "link_basis": line.link_basis.value,
            "curator": line.curator,
        }
    )


def _article(article: Article) -> dict[str, object]:
    return _without_gaps({"type": "article", "label": article.title, "kind": article.kind})


def _without_gaps(attributes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in attributes.items() if value is not None}
