"""`studies ID` as a whole process: beside a plain script, and beside one SQLite statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measuring import ROOT, command, in_turn, limit, ours, peer, row, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measuring import Cost, Place, Row, Scale

SCRIPT = "plain script: rdflib, networkx, pyvis"
STATEMENT = "bare Python, one SQLite statement"
HIPS = "https://w3id.org/evidence-graph/hip-thrust/claim/no-transfer-to-sprinting"
INVENTED = "https://example.org/invented/claim/c7"
MOST_MEMORY = 60


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about `studies ID`."""
    yield from _bundled(scale)
    yield _beside_script(place, scale)
    yield from _beside_statement(place, scale)


def _bundled(scale: Scale) -> Iterator[Row]:
    data = ROOT / "data"
    for form in ("json", "table"):
        verb = ("studies", "no-transfer-to-sprinting", "--data", data, "-f", form)
        pairs = in_turn(ours(*verb), peer("plain_script", data, HIPS), min(scale.repeats, 7))
        yield row(f"`studies ID -f {form}`, bundled data", SCRIPT, pairs, 0.25, profile=command(*verb))


def _beside_script(place: Place, scale: Scale) -> Row:
    """The plain script takes long at this size: it is measured once, ours beside it as often as usual."""
    place.index(scale.some)
    theirs = run(peer("plain_script", place.folder(scale.some), INVENTED))
    pairs = [(_ours(place, scale.some), theirs) for _ in range(scale.repeats)]
    return row(f"`studies ID -f json`, {scale.some:,} claims", f"{SCRIPT} (once)", pairs, 0.01)


def _beside_statement(place: Place, scale: Scale) -> Iterator[Row]:
    sizes = dict.fromkeys((scale.few, scale.some, scale.many, scale.most))
    costs: dict[int, list[tuple[Cost, Cost]]] = {}
    for claims in sizes:
        index, verb = place.index(claims), _verb(place, claims)
        costs[claims] = in_turn(
            ours(*verb), peer("one_statement", index, "c7"), scale.repeats, place.environment(claims)
        )
        profile = command(*verb, environment=place.environment(claims)) if claims == scale.some else None
        yield row(f"`studies ID -f json`, {claims:,} claims", STATEMENT, costs[claims], 3, profile=profile)
    table = ours(*_verb(place, scale.many, "table"))
    pairs = in_turn(
        table,
        peer("one_statement", place.index(scale.many), "c7"),
        scale.repeats,
        place.environment(scale.many),
    )
    yield row(f"`studies ID -f table`, {scale.many:,} claims", STATEMENT, pairs, None)
    yield _beside_smallest(place, scale)
    largest = [mine.memory for mine, _ in costs[scale.most]]
    yield limit(f"memory of `studies ID`, {scale.most:,} claims", largest, MOST_MEMORY, unit="MB")


def _beside_smallest(place: Place, scale: Scale) -> Row:
    pairs = [(_ours(place, scale.most), _ours(place, scale.few)) for _ in range(scale.repeats)]
    return row(f"`studies ID`, {scale.most:,} claims", f"the same at {scale.few:,}", pairs, 1.2)


def _ours(place: Place, claims: int) -> Cost:
    return run(ours(*_verb(place, claims)), place.environment(claims))


def _verb(place: Place, claims: int, form: str = "json") -> tuple[object, ...]:
    return "studies", "c7", "--data", place.folder(claims), "-f", form
