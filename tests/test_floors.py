"""The house stands on its floors: a module imports only from the floors below its own."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "evidence_graph"

FLOORS = [
    {"value"},
    {"errors", "display", "invisible"},
    {"files"},
    {"commit"},
    {"model", "limits"},
    {"looks"},
    {"vocabulary", "bibliography", "folders"},
    {"placing"},
    {"engine", "queries"},
    {"dataset"},
    {"rdf", "search"},
    {"source", "compiled", "remote"},
    {"names"},
    {"graph"},
    {"loading"},
    {"assessment", "agreement", "checks", "network", "history"},
    {"audit", "effects"},
    {"conclusions"},
    {"questions", "publication"},
    {"exports", "authoring"},
    {"drawing"},
    {"site", "notebook", "cluster"},
    {"cli", "web"},
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def imports(path):
    """The rooms that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("evidence_graph"):
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("evidence_graph."))


MODULES = sorted(
    p for p in SOURCE.rglob("*.py") if p.parent != SOURCE or p.stem not in {"__init__", "__main__"}
)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_from_lower_floors(path):
    room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    others = {name for name in imports(path) if name != room and name in FLOOR}

    too_high = {name for name in others if FLOOR[name] >= FLOOR[room]}

    assert too_high == set()


def test_every_room_has_a_floor():
    rooms = {p.relative_to(SOURCE).parts[0].removesuffix(".py") for p in MODULES}

    assert rooms - set(FLOOR) == set()
