"""The garbage collector is left as it was found, and one module alone has to do with it."""

import gc
import re
from pathlib import Path

import pytest

from evidence_graph import garbage

SOURCE = Path(__file__).parents[1] / "src" / "evidence_graph"


@pytest.mark.parametrize("was_enabled", [True, False])
@pytest.mark.parametrize("work", ["1", "one, which breaks"])
def test_what_makes_much_leaves_the_collector_as_it_was(was_enabled, work):
    before = gc.isenabled()
    (gc.enable if was_enabled else gc.disable)()
    states = []
    try:
        with garbage.nothing_collected():
            states.append(gc.isenabled())
            int(work)
    except ValueError:
        pass
    finally:
        states.append(gc.isenabled())
        (gc.enable if before else gc.disable)()

    assert states == [False, was_enabled]


def test_one_module_alone_imports_the_collector():
    importers = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if re.search(r"^\s*(import|from) gc\b", path.read_text("utf-8"), re.MULTILINE)
    ]

    assert importers == ["garbage.py"]
