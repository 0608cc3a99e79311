"""What the signatures of nanopublications are worth: which fit, which do not, and which nobody could look at.

In go the statements of a file with their graphs; out comes, of each nanopublication that says to be signed or
has the fingerprint of its content in its name, a `SignatureFinding`:

    signed by https://orcid.org/… with the key SHA256:7f83… (verified)
    signature does not fit                                    it is refused, with its four graphs
    not verified: pip install nanopub-sign

A signature says that whoever has the key has signed these statements and no others; that the key belongs to
the person who is named, it does not say. The looking is done by ``nanopub-sign``, offline.
"""

from __future__ import annotations

import os
import re
import sys
from base64 import b64decode
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from evidence_graph.vocabulary import RDF_TYPE
from evidence_graph.vocabulary.crosswalk import NP, NPX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

TRUSTY = re.compile(r"RA[A-Za-z0-9_-]{43}\b")
"""A name that is the fingerprint of its content (trusty URI, module RA)."""

SEALED = re.compile(rb"hasSignature\b|RA[A-Za-z0-9_-]{43}\b")
"""What a file holds in which a signature or such a name may stand."""

PARTS = frozenset({NP + "hasAssertion", NP + "hasProvenance", NP + "hasPublicationInfo"})

OTHER_CONTENT = "its content is not what was signed or what its name is the fingerprint of"

CURE = "get it anew from whoever published it"

DEFAULT_GRAPH = "DEFAULT"
"""What the parser calls the graph without a name."""

SHOWN = 6
"""So many addresses of one sentence are named."""

LETTERS = 16
"""Letters of the fingerprint of a key that are told; ``openssl`` shows the whole of it."""


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """What the signature of one nanopublication is worth, in *words*; a *fault* is why it is refused."""

    address: str
    graphs: frozenset[str]
    words: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Publication:
    """One nanopublication: its address, and the statements of its four graphs by their names."""

    address: str
    graphs: Mapping[str, list[Quad]]

    def values(self, name: str) -> list[str]:
        """What its statements say with the property of nanopublications called *name*."""
        return [
            _text(quad.object)
            for quads in self.graphs.values()
            for quad in quads
            if quad.predicate.value == NPX + name
        ]


def may_be_sealed(raw: bytes) -> bool:
    """Whether a file may hold signatures; where it holds none, nothing has to be looked at."""
    return SEALED.search(raw) is not None


def look(quads: Iterable[Quad]) -> list[SignatureFinding]:
    """The seal of each nanopublication among *quads* that says to have one."""
    quads = list(quads)
    publications = list(_publications(quads))
    sealed = [one for one in publications if one.values("hasSignature") or TRUSTY.search(one.address)]
    if not sealed:
        return []

    unsigned = [
        SignatureFinding(one.address, frozenset(one.graphs), "not signed")
        for one in publications
        if one not in sealed
    ]
    unsigned += _outside(quads, publications)
    try:
        import nanopub_sign
    except ImportError:
        words = "not verified: pip install nanopub-sign"
        return [SignatureFinding(one.address, frozenset(one.graphs), words) for one in sealed] + unsigned

    with _silent_output():
        return [_seal(one, nanopub_sign.Nanopub) for one in sealed] + unsigned


def _outside(quads: Iterable[Quad], publications: Iterable[_Publication]) -> Iterator[SignatureFinding]:
    """What stands beside signed nanopublications and in none, so that nobody has signed it."""
    inside = {name for publication in publications for name in publication.graphs}
    others = Counter(_text(quad.graph_name) for quad in quads)
    for name, count in others.items():
        if name not in inside:
            graph = "the default graph" if name == DEFAULT_GRAPH else name
            statements = f"{count:,} statement{'s' * (count != 1)} of {graph}"
            yield SignatureFinding(statements, frozenset(), "not signed, outside every nanopublication")


def notices(seals: Iterable[SignatureFinding]) -> Iterator[str]:
    """What is told of the *seals* that are not refused, those of one sentence together."""
    addresses: defaultdict[str, list[str]] = defaultdict(list)
    for seal in seals:
        if not seal.fault:
            addresses[seal.words].append(seal.address)

    for words, several in addresses.items():
        rest = len(several) - SHOWN
        names = ", ".join(several[:SHOWN])
        yield f"{words}: {names} and {rest:,} more" if rest > 0 else f"{words}: {names}"


def _publications(quads: Iterable[Quad]) -> Iterator[_Publication]:
    """The nanopublications among *quads*, each with the statements of its four graphs."""
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    heads: list[tuple[str, str]] = []
    for quad in quads:
        name = _text(quad.graph_name)
        graphs[name].append(quad)
        if quad.predicate.value == RDF_TYPE and _text(quad.object) == NP + "Nanopublication":
            heads.append((_text(quad.subject), name))

    for address, head in heads:
        links = [quad for quad in graphs[head] if quad.predicate.value in PARTS]
        names = [head, *(_text(quad.object) for quad in links if _text(quad.subject) == address)]
        yield _Publication(address, {name: graphs.get(name, []) for name in names})


def _text(term: object) -> str:
    """The address of a node, or the letters of a value."""
    return str(getattr(term, "value", term))


def _seal(publication: _Publication, checker: Any) -> SignatureFinding:  # noqa: ANN401 - of a library without types
    """The seal of one *publication*, which the *checker* of the library reads."""
    import pyoxigraph as ox

    own = [quad for quads in publication.graphs.values() for quad in quads]
    graphs = frozenset(publication.graphs)
    trig: bytes = ox.serialize(own, format=ox.RdfFormat.TRIG) or b""
    signatures = publication.values("hasSignature")

    try:
        info = checker(trig.decode()).check().info()
    except Exception:  # noqa: BLE001 - the library raises nothing narrower
        info = None

    # A signature that the library did not see is none that it has verified.
    if info is None or signatures != list(filter(None, [info["signature"]])):
        what = "signature does not fit" if signatures else "name does not fit"
        return SignatureFinding(publication.address, graphs, what, f"{what}: {OTHER_CONTENT}")

    if signatures:
        words = _signer(publication, info["public_key"])
    else:
        words = "not signed; its name fits its content (verified)"

    return SignatureFinding(publication.address, graphs, words)


def _signer(publication: _Publication, key: str) -> str:
    """Who signed a *publication*, as it says itself, and with which *key*."""
    fingerprint = sha256(b64decode(key)).hexdigest()[:LETTERS]
    names = ", ".join(publication.values("signedBy"))
    if names:
        return f"signed by {names} with the key SHA256:{fingerprint} (verified)"

    return f"signed with the key SHA256:{fingerprint} (verified)"


@contextmanager
def _silent_output() -> Iterator[None]:
    """The library tells each success on the standard output, past Python; that is for answers alone."""
    sys.stdout.flush()
    try:
        output = os.dup(1)
    except OSError:  # it is closed, and nobody hears anything
        yield
        return

    try:
        with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device is no path of anybody's
            os.dup2(nothing.fileno(), 1)

        yield
    finally:
        os.dup2(output, 1)
        os.close(output)
