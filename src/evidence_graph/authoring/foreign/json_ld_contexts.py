"""The contexts that JSON-LD documents name by an address, put in its place: nothing is fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence_graph.errors import BrokenFile
from evidence_graph.vocabulary import document
from evidence_graph.vocabulary.crosswalk import SCHEMA_ORG

if TYPE_CHECKING:
    from pathlib import Path

OUR_CONTEXT = "https://w3id.org/evidence-graph/context.jsonld"

SCHEMA_CONTEXT = {
    "id": "@id",
    "type": "@type",
    "@vocab": SCHEMA_ORG,
    "sameAs": {"@type": "@id"},
    "url": {"@type": "@id"},
}
"""What of schema.org's context is needed here."""

SCHEMA_CONTEXTS = frozenset(
    f"{scheme}://schema.org{rest}"
    for scheme in ("http", "https")
    for rest in ("", "/", "/docs/jsonldcontext.json", "/docs/jsonldcontext.jsonld")
)
"""The addresses by which documents name schema.org's context."""


def inlined(raw: bytes, path: Path) -> bytes:
    """JSON-LD with the contexts known here in the place of their addresses: nothing is fetched.

    Raises BrokenFile for the address of another, and for what is nested so deeply that its parser would die.
    """
    try:
        whole = json.loads(raw)
    except ValueError:
        return raw  # the parser says where the syntax breaks
    except RecursionError:
        raise BrokenFile(path, "it is nested too deeply to be read.") from None

    named = [node for node in (whole if isinstance(whole, list) else [whole]) if _names_address(node)]
    for node in named:
        contexts = node["@context"]
        if isinstance(contexts, list):
            several = contexts
        else:
            several = [contexts]

        node["@context"] = [_context(one, path) for one in several]

    return json.dumps(whole).encode() if named else raw


def _names_address(node: object) -> bool:
    """Whether a node of JSON names a context by its address."""
    if isinstance(node, dict):
        contexts = node.get("@context")
    else:
        contexts = None

    if isinstance(contexts, list):
        several = contexts
    else:
        several = [contexts]

    return any(isinstance(context, str) for context in several)


def _context(context: object, path: Path) -> object:
    """What a document names as its context. Raises BrokenFile for the address of one that is not known."""
    if not isinstance(context, str):
        return context
    if context in SCHEMA_CONTEXTS:
        return SCHEMA_CONTEXT
    if context == OUR_CONTEXT:
        return json.loads(document("context.jsonld"))["@context"]

    reason = f"its context {context} is elsewhere, and nothing is fetched. Write the context into the file."
    raise BrokenFile(path, reason)
