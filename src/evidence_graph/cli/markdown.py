"""Texts of the data in Markdown: as they stand, whatever they hold."""

from __future__ import annotations

import re

from evidence_graph.cli import printing

SIGNS = re.compile(r"([\\`*_\[\]{}|#~$@])")


def escape(text: object) -> str:
    """*text* as it stands, whatever Markdown or HTML it holds."""
    plain = SIGNS.sub(r"\\\1", printing.clean(str(text)))

    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("://", "&#58;//").replace("\n", " ")
