"""`check` of dirty data beside pySHACL with the shapes of the vocabulary."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from measuring import ROOT, WorkNotDoneError, command, in_child, ours, peer, row, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from measuring import Place, Row, Scale

SHAPES = ROOT / "src" / "evidence_graph" / "vocabulary" / "shapes.ttl"


def rows(place: Place, scale: Scale) -> Iterator[Row]:
    """The lines about `check`."""
    folder = _dirty(place, scale.some)
    found = place.root / "found.json"
    theirs = run(peer("shacl", folder, SHAPES, found))
    pairs = [(run(ours("check", "--data", folder)), theirs) for _ in range(min(scale.repeats, 3))]
    named = in_child("checking", "subjects", folder)
    missed = set(json.loads(found.read_text("utf-8"))) - set(named)
    if missed:
        raise WorkNotDoneError(
            f"pySHACL finds fault with {len(missed)} records that check passes: {sorted(missed)[:3]}"
        )
    yield row(
        f"`check` of {scale.some:,} claims, dirty data",
        "pySHACL, same shapes (once); `check` finds all it finds",
        pairs,
        0.1,
        profile=command("check", "--data", folder),
    )


def _dirty(place: Place, claims: int) -> Path:
    sys.path.insert(0, str(ROOT / "tests"))
    import folders

    folder = place.root / "dirty"
    folder.mkdir(exist_ok=True)
    (folder / "claims.ttl").write_text(folders.many(claims, dirty=True), "utf-8")
    (folder / "citations.bib").write_bytes((ROOT / "tests" / "tea" / "citations.bib").read_bytes())
    return folder


def subjects(folder: str) -> list[str]:
    """The records that `check` has something to say of."""
    from evidence_graph.checks import check_folder

    return sorted({problem.subject for problem in check_folder(folder) if problem.subject})
