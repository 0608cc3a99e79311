"""Every ready-made question as a whole process, beside raw Oxigraph running its file on the same store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import command, in_child, in_turn, limit, ours, peer, row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost, Place, Row, Scale

LONGEST = 5.0
GIVEN = {
    "claims-of-study": {"citation": "work7"},
    "effects-of-claim": {"claim": "c7"},
    "resting-on": {"claim": "c2"},
    "studies-about": {"concept": "topic-1"},
    "studies-of-claim": {"claim": "c7"},
    "studies-of-population": {"population": "young kettle"},
}


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about ready-made questions."""
    store, folder, environment = (
        place.store(scale.many),
        place.folder(scale.many),
        place.environment(scale.many),
    )
    bound = in_child("asking", "queries", folder, GIVEN, environment=environment)
    pairs: dict[str, list[tuple[Cost, Cost]]] = {}
    for name, query in bound.items():
        file = place.root / f"{name}.rq"
        file.write_text(query, "utf-8")
        verb = _verb(name, folder)
        pairs[name] = in_turn(
            ours(*verb), peer("raw_oxigraph", store, file), min(scale.repeats, 3), environment
        )
        yield row(
            f"`ask {name}`",
            "raw pyoxigraph",
            pairs[name],
            1.5,
            profile=command(*verb, environment=environment),
        )
    slowest = max(pairs, key=lambda name: max(mine.cpu for mine, _ in pairs[name]))
    times = [mine.cpu for mine, _ in pairs[slowest]]
    yield limit(f"the slowest, `ask {slowest}`, processor time", times, LONGEST)


def _verb(name: str, folder: object) -> tuple[object, ...]:
    given = [word for pair in GIVEN.get(name, {}).items() for word in ("-p", "=".join(pair))]
    return "ask", name, *given, "--timeout", 600, "--data", folder, "-f", "json"


def queries(folder: str, given: dict[str, dict[str, str]]) -> dict[str, str]:
    """The text of each ready-made question with the values *given* bound into it."""
    import evidence_graph as eg
    from evidence_graph.sparql import asking
    from evidence_graph.sparql import execution as sparql
    from evidence_graph.sparql import query_text as sparql_text
    from evidence_graph.sparql.questions import questions as all_questions

    graph = eg.load(folder)
    bound = {}
    for question in all_questions():
        values = asking._values(graph, question, given.get(question.name, {}))
        terms = {name: sparql.write_term(term) for name, term in values.items()}
        bound[question.name] = sparql_text.bind(question.query, terms)
    return bound
