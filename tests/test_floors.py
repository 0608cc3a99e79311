"""The house stands on its floors: a module imports only from the floors below its own."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "evidence_graph"

FLOORS = [
    {"errors", "display", "garbage", "invisible", "nearness", "ways"},
    {"files"},
    {"commit"},
    {"model", "limits"},
    {"looks", "measures", "own_weights", "documents"},
    {"vocabulary", "bibliography", "folders", "quoting"},
    {"placing", "prose", "references"},
    {"sparql"},
    {"store"},
    {"search", "dataset"},
    {"endpoint"},
    {"names", "study_evidence"},
    {"linked_records"},
    {"graph"},
    {"loading"},
    {"assessment", "agreement", "checks", "network"},
    {"audit", "effects", "grid", "history"},
    {"appraisal", "citing"},
    {"sheets", "sparql.conclusions", "sparql.one_language"},
    {"sparql.asking", "endpoint.publishing"},
    {"exports", "authoring"},
    {"living"},
    {"drawing", "drafting"},
    {"reading"},
    {"site", "notebook", "cluster", "vault"},
    {"web"},
    {"cli"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
"""A room with an upper storey has it here under its own name, ``room.module``."""


def name(path):
    """What a module is imported as, below the package."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def storey(module):
    """The storey or room in which a module lies; none for what is no module of a room."""
    room, _, _ = module.partition(".")
    return next((place for place in (".".join(module.split(".")[:2]), room) if place in FLOOR), None)


def imports(path):
    """The modules that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("evidence_graph"):
            parts = node.module.split(".")[1:]
            yield from [".".join([*parts, alias.name]) for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.partition(".")[2] for a in node.names if a.name.startswith("evidence_graph."))


MODULES = sorted(
    p for p in SOURCE.rglob("*.py") if p.parent != SOURCE or p.stem not in {"__init__", "__main__"}
)


def too_high(path):
    """The rooms that a module imports from and that do not lie below its own."""
    own = storey(name(path))
    others = {storey(module) for module in imports(path)} - {own, None}

    return {other for other in others if FLOOR[other] >= FLOOR[own]}


def test_a_module_imports_only_from_lower_floors():
    faults = {name(path): too_high(path) for path in MODULES}

    assert {module: rooms for module, rooms in faults.items() if rooms} == {}


def test_every_room_has_a_floor():
    rooms = {p.relative_to(SOURCE).parts[0].removesuffix(".py") for p in MODULES}

    assert rooms - set(FLOOR) == set()
