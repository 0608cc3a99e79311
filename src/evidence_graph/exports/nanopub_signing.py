"""Signed nanopublications: an RSA signature, and a name that is the fingerprint of the content (trusty URI).

The signing is done by ``nanopub-sign``, offline; the key is read from its file and goes nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence_graph.errors import EvidenceGraphError, MissingExtra
from evidence_graph.vocabulary.crosswalk import NPX

if TYPE_CHECKING:
    from pathlib import Path

    from evidence_graph.exports.nanopubs import Nanopublication


class RefusedKey(EvidenceGraphError):  # noqa: N818 - reads as the sentence it prints
    """A key with which nothing can be signed."""


@dataclass(frozen=True)
class SigningHand:
    """The hand that signs: a private key, and the ORCID of whose it is, where that is to be told."""

    _profile: Any
    _orcid: str | None = None

    def sign(self, publication: Nanopublication) -> str:
        """The signed *publication* as N-Quads, under the name that follows from its content."""
        import nanopub_sign
        import pyoxigraph as ox

        trig = _trig(publication, self._orcid)
        try:
            signed = nanopub_sign.Nanopub(trig).sign(self._profile).rdf()
        except Exception as error:  # noqa: BLE001 - the library raises nothing narrower
            raise RefusedKey(f"{publication.address} could not be signed: {_first_line(error)}") from None

        quads = ox.parse(signed, format=ox.RdfFormat.TRIG)
        written: bytes = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""

        return "".join(sorted(written.decode().splitlines(keepends=True), key=_place))


def signature(key: Path, orcid: str | None = None) -> SigningHand:
    """The hand that signs with the private *key* in a file, PEM (PKCS #8) or its bare base64.

    Raises RefusedKey where there is none or it is no such key, and MissingExtra without the library.
    """
    try:
        import nanopub_sign
    except ImportError:
        raise MissingExtra("nanopub-sign", "nanopubs") from None

    letters = _letters(key)
    if orcid and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", orcid):
        raise RefusedKey(f"{orcid!r} is no ORCID; write it as https://orcid.org/0000-0002-1825-0097.")

    try:
        profile = nanopub_sign.NpProfile(letters, orcid, None, None)
        nanopub_sign.Nanopub(PROBE).sign(profile)
    except Exception:  # noqa: BLE001 - the library raises nothing narrower, and might print the key
        raise RefusedKey(
            f"{key} holds no RSA key that can sign. Make one with: "
            "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out KEY"
        ) from None

    return SigningHand(profile, orcid)


def _letters(key: Path) -> str:
    """The base64 of the key in the file *key*."""
    try:
        lines = key.read_text("ascii").splitlines()
    except OSError as error:
        raise RefusedKey(f"The key {key} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise RefusedKey(f"{key} is no key in letters (PEM).") from None

    if any("RSA PRIVATE KEY" in line or "OPENSSH PRIVATE KEY" in line for line in lines):
        raise RefusedKey(
            f"{key} is a key in another form. Convert it with: "
            f"openssl pkcs8 -topk8 -nocrypt -in {key} -out {key}.pkcs8"
        )

    return "".join(line.strip() for line in lines if not line.startswith("-----"))


def _trig(publication: Nanopublication, orcid: str | None) -> str:
    """The TriG of *publication*, as the library reads it, with the *orcid* of whose key signs it.

    The library names the signer only where no creator is told, and here the creator is who judged.
    """
    import pyoxigraph as ox

    quads = list(ox.parse(publication.nquads, format=ox.RdfFormat.N_QUADS, lenient=True))
    if orcid:
        terms = (publication.address + "sig", NPX + "signedBy", orcid, publication.address + "pubinfo")
        quads.append(ox.Quad(*map(ox.NamedNode, terms)))

    prefixes = {"this": publication.address}
    written: bytes = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=prefixes) or b""

    return written.decode()


def _place(quad: str) -> tuple[str, str]:
    """Where a line of N-Quads stands: the statements of a graph together."""
    return quad.rsplit(" ", 2)[1], quad


def _first_line(error: Exception) -> str:
    """What the library says, in one line."""
    return next(iter(str(error).splitlines()), type(error).__name__)


PROBE = """\
@prefix this: <https://example.org/probe/> .
@prefix np: <http://www.nanopub.org/nschema#> .
@prefix dct: <http://purl.org/dc/terms/> .
this:Head { this: a np:Nanopublication ; np:hasAssertion this:assertion ;
    np:hasProvenance this:provenance ; np:hasPublicationInfo this:pubinfo . }
this:assertion { this:a this:b this:c . }
this:provenance { this:assertion this:b this:c . }
this:pubinfo { this: dct:creator this:c . }
"""
"""The least that can be signed: a key is tried on it before the first judgement."""
