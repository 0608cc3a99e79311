"""What a data folder says of itself: that it is one data set, and which table weighs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import folders, model, own_weights
from evidence_graph.checks.statements import term
from evidence_graph.errors import BrokenFile
from evidence_graph.store.reader import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence_graph.checks.statements import Statements

WEIGHTS = term(model.DataSet, "weights")


def faults(statements: Statements, folder: Path) -> Iterator[Fault]:
    """No data set or several, and a table of weights that cannot be used."""
    yield from _data_sets(statements)
    yield from _weights(statements, folder)


def _weights(statements: Statements, folder: Path) -> Iterator[Fault]:
    """A table of weights that is named and cannot be used."""
    for data_set in statements.of(model.DataSet):
        name = statements.text(data_set, WEIGHTS)
        if WEIGHTS not in statements.described[data_set]:
            continue

        try:
            own_weights.read(folders.beside(folder, name), name)
        except BrokenFile as error:
            cure = "Correct it, or delete eg:weights."
            yield Fault("bad-weights", data_set, WEIGHTS, f"In {name}: {error.reason}", cure)


def _data_sets(statements: Statements) -> Iterator[Fault]:
    """A claims file describes one data set."""
    data_sets = list(statements.of(model.DataSet))
    if not data_sets:
        message = "The file does not say which data set it is."
        cure = 'Add <https://your.address/> a eg:DataSet ; dcterms:title "…" .'
        yield Fault("no-data-set", "", None, message, cure, line=1)

    for other in data_sets[1:]:
        message = f"The file describes a second data set beside {data_sets[0]}."
        yield Fault("two-data-sets", other, None, message, "Keep one, and give each its own folder.")
