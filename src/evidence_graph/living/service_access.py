"""The services that an update asks, made from addresses, an e-mail address, keys and an allowance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph.endpoint import address
from evidence_graph.living.service import Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.living.allowance import Allowance
    from evidence_graph.living.kept_replies import KeptReplies

CROSSREF = "https://api.crossref.org"
OPENALEX = "https://api.openalex.org"
PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"

PUBMED_PACE, PUBMED_KEY_PACE = 0.34, 0.11
"""Seconds between two calls: PubMed takes three a second, and ten with a key."""

POLITE_PACE = 0.1
TOOL = "evidence-graph"


@dataclass(frozen=True, slots=True)
class Access:
    """Where the services are, who asks, and with which keys; without a key OpenAlex is not asked."""

    crossref: str = CROSSREF
    openalex: str = OPENALEX
    pubmed: str = PUBMED
    mailto: str | None = None
    openalex_key: str | None = None
    pubmed_key: str | None = None


@dataclass(frozen=True, slots=True)
class LiteratureServices:
    """The services that are asked."""

    crossref: Service
    pubmed: Service
    openalex: Service | None

    @property
    def every(self) -> list[Service]:
        """All of them."""
        return [service for service in (self.crossref, self.pubmed, self.openalex) if service is not None]


def open_services(access: Access, allowance: Allowance, kept: KeptReplies) -> LiteratureServices:
    """The services of *access*, which share an *allowance*.

    Raises EndpointError for what is no address.
    """
    polite = {"mailto": access.mailto} if access.mailto else {}
    crossref = Service("Crossref", access.crossref, allowance, kept, polite, access.mailto, POLITE_PACE)

    known = {"email": access.mailto, "api_key": access.pubmed_key}
    private = {"tool": TOOL} | {name: value for name, value in known.items() if value}
    pace = PUBMED_KEY_PACE if access.pubmed_key else PUBMED_PACE
    pubmed = Service("PubMed", access.pubmed, allowance, kept, private, access.mailto, pace)

    openalex = None
    if access.openalex_key:
        key: Mapping[str, str] = {"api_key": access.openalex_key} | polite
        openalex = Service("OpenAlex", access.openalex, allowance, kept, key, access.mailto, POLITE_PACE)

    services = LiteratureServices(crossref, pubmed, openalex)
    for service in services.every:
        if address.read(service.base).is_local:
            service.pace = 0.0  # a server of one's own needs no rest

    return services
