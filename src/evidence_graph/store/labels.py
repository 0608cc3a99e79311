"""The labels of nodes without a name: the same at each reading of the same text."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import count

LABEL = re.compile(r"_:([^\s;,\[\]()<>\"'#]+)")
"""The label of a node without a name, as it stands in Turtle."""


class Labels:
    """The labels of the nodes without a name: those of the text, and ``_:n1``, ``_:n2`` … for brackets.

    The parser labels a bracket anew at each reading, so that two readings of one text could not be compared.
    All begin with *start*, which keeps those of several files apart.
    """

    def __init__(self, text: str, start: str = "") -> None:
        self._text, self._start = text, start
        self._labels: dict[str, str] = {}
        self._numbers = count(1)

    @cached_property
    def _written(self) -> frozenset[str]:
        """Whatever may be a label that somebody wrote; looked for only where it matters."""
        return frozenset(label.rstrip(".") for label in LABEL.findall(self._text))

    def of(self, node: str) -> str:
        """The label of the node that the parser calls *node*."""
        label = self._labels.get(node)
        if label is None:
            label = self._start + (node if node in self._written else self._free())
            self._labels[node] = label

        return label

    def _free(self) -> str:
        """The next label that stands nowhere in the text."""
        return next(label for label in map("n{}".format, self._numbers) if label not in self._written)
