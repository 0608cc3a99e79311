"""Servers on loopback that speak as Crossref, OpenAlex and PubMed do, of invented works.

They answer by what they are asked: filters, paging by cursor, 404, MEDLINE, JSON. Trouble is put before the
answers: "slow down", a budget that is gone, errors, rubbish.
"""

import json
import re
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from fakes import Answer, serving


@dataclass
class Publication:
    """An invented work as all services know it."""

    doi: str | None
    title: str
    author: tuple[str, str] = ("Ek", "Ana")
    year: int = 2019
    container: str = "Journal of Invented Tea"
    volume: str = "3"
    issue: str = "2"
    pages: str = "10-19"
    pmid: str | None = None
    kind: str = "journal-article"
    updated_by: list = field(default_factory=list)
    update_to: list = field(default_factory=list)
    medline: list = field(default_factory=list)
    is_retracted: bool = False
    number: str = ""
    cites: list = field(default_factory=list)


def update(kind, doi, date, source="publisher"):
    """An update as Crossref has it in ``updated-by`` and ``update-to``."""
    parts = [int(part) for part in date.split("-")]
    return {"type": kind, "DOI": doi, "source": source, "updated": {"date-parts": [parts]}}


class ServiceFake:
    """What the three have in common: the works, the trouble that comes first, and what was asked."""

    def __init__(self, citations, trouble=()):
        self.citations, self.trouble, self.asked = list(citations), list(trouble), []
        self.over = threading.Event()

    def answer(self, asked):
        self.asked.append(asked)
        if self.trouble:
            return self.trouble.pop(0)
        parts = urlsplit(asked.path)
        parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return self.reply(unquote(parts.path), parameters)

    def paths(self):
        """The paths that were asked for, without parameters."""
        return [urlsplit(each.path).path for each in self.asked]


def as_json(value):
    return Answer(json.dumps(value).encode(), kind="application/json")


MISSING = Answer(b"Resource not found.", status=404, kind="text/plain")


class CrossrefFake(ServiceFake):
    page = 100
    agencies = MappingProxyType({})

    def reply(self, path, parameters):
        by_doi = {citation.doi: citation for citation in self.citations if citation.doi}
        if "refused" in parameters.get("filter", ""):
            return Answer(b"Filter value not valid", status=400, kind="text/plain")
        if path == "/works":
            return self.listed(parameters)
        if path.endswith("/agency"):
            label = self.agencies.get(path.removeprefix("/works/").removesuffix("/agency"))
            return (
                as_json({"message": {"agency": {"id": label.lower(), "label": label}}}) if label else MISSING
            )
        citation = by_doi.get(path.removeprefix("/works/"))
        return as_json({"message": self.message(citation)}) if citation else MISSING

    def listed(self, parameters):
        filters = [each.split(":", 1) for each in parameters.get("filter", "").split(",") if each]
        dois = {value for name, value in filters if name == "doi"}
        updates = {value for name, value in filters if name == "updates"}
        words = parameters.get("query.bibliographic") or parameters.get("query")
        if words:
            tokens = set(re.findall(r"\w+", words.lower()))
            found = [w for w in self.citations if len(tokens & set(re.findall(r"\w+", w.title.lower()))) > 2]
        else:
            found = [w for w in self.citations if w.doi and w.doi.lower() in dois]
            found += [w for w in self.citations if any(u["DOI"].lower() in updates for u in w.update_to)]
        cursor = parameters.get("cursor", "*")
        start = 0 if cursor == "*" else int(cursor)
        items = [self.message(citation) for citation in found[start : start + self.page]]
        after = {"next-cursor": str(start + self.page)} if "cursor" in parameters else {}
        return as_json({"message": {"items": items, "total-results": len(found), **after}})

    @staticmethod
    def message(citation):
        family, given = citation.author
        return {
            "DOI": citation.doi,
            "type": citation.kind,
            "title": [citation.title],
            "author": [{"family": family, "given": given, "sequence": "first"}],
            "issued": {"date-parts": [[citation.year]]},
            "container-title": [citation.container],
            "volume": citation.volume,
            "issue": citation.issue,
            "page": citation.pages,
            "publisher": "Invented Press",
            "reference": [{"key": "1"}],
            **({"updated-by": citation.updated_by} if citation.updated_by else {}),
            **({"update-to": citation.update_to} if citation.update_to else {}),
        }


class OpenAlexFake(ServiceFake):
    page = 100
    remaining = 1000

    def reply(self, _, parameters):
        filters = dict(each.split(":", 1) for each in parameters.get("filter", "").split(",") if each)
        found = self.citations
        if "doi" in filters:
            found = [w for w in found if w.doi and w.doi.lower() in filters["doi"].split("|")]
        if "cites" in filters:
            found = [w for w in found if set(w.cites) & set(filters["cites"].split("|"))]
        if "search" in parameters:
            found = [w for w in found if parameters["search"].lower() in w.title.lower()]
        since = filters.get("from_publication_date", "0")
        found = [citation for citation in found if str(citation.year) >= since[:4]]
        start = 0 if parameters["cursor"] == "*" else int(parameters["cursor"])
        items = [self.item(citation) for citation in found[start : start + self.page]]
        after = str(start + self.page) if start + self.page < len(found) else None
        self.remaining -= 1
        answer = as_json({"meta": {"count": len(found), "next_cursor": after}, "results": items})
        answer.headers = {"X-RateLimit-Remaining": str(self.remaining)}
        return answer

    @staticmethod
    def item(citation):
        return {
            "id": f"https://openalex.org/{citation.number}",
            "doi": f"https://doi.org/{citation.doi}" if citation.doi else None,
            "ids": {"pmid": f"https://pubmed.ncbi.nlm.nih.gov/{citation.pmid}"} if citation.pmid else {},
            "title": citation.title,
            "publication_year": citation.year,
            "type": "article",
            "is_retracted": citation.is_retracted,
            "authorships": [{"author": {"display_name": f"{citation.author[1]} {citation.author[0]}"}}],
            "primary_location": {"source": {"display_name": citation.container}},
            "biblio": {
                "volume": citation.volume,
                "issue": citation.issue,
                "first_page": "10",
                "last_page": "19",
            },
        }


class PubMedFake(ServiceFake):
    def reply(self, path, parameters):
        verb = path.rpartition("/")[2]
        if verb == "efetch.fcgi":
            numbers = parameters["id"].split(",")
            text = "\n".join(
                self.medline(citation) for citation in self.citations if citation.pmid in numbers
            )
            return Answer(f"\n{text}".encode(), kind="text/plain; charset=UTF-8")
        if verb == "elink.fcgi":
            known = set(parameters["id"].split(","))
            links = [w.pmid for w in self.citations if w.pmid and set(w.cites) & known]
            sets = [{"linkname": "pubmed_pubmed_citedin", "links": links}] if links else []
            return as_json({"linksets": [{"ids": sorted(known), "linksetdbs": sets}]})
        found = [w.pmid for w in self.citations if w.pmid and self.is_meant(w, parameters["term"])]
        return as_json({"esearchresult": {"count": str(len(found)), "idlist": found}})

    @staticmethod
    def is_meant(citation, term):
        quoted = re.findall(r'"([^"]*)"\[(doi|ti)\]', term)
        if quoted:
            return any(
                text.lower() == (citation.doi or "").lower()
                or (kind == "ti" and text.lower() in citation.title.lower())
                for text, kind in quoted
            )
        return term.lower() in citation.title.lower()

    @staticmethod
    def medline(citation):
        family, given = citation.author
        lines = [
            f"PMID- {citation.pmid}",
            f"TI  - {citation.title}",
            f"FAU - {family}, {given}",
            f"JT  - {citation.container}",
            f"DP  - {citation.year} Jan",
            f"VI  - {citation.volume}",
            f"IP  - {citation.issue}",
            f"PG  - {citation.pages}",
            *([f"AID - {citation.doi} [doi]"] if citation.doi else []),
            *citation.medline,
            *([] if any(line.startswith("PT ") for line in citation.medline) else ["PT  - Journal Article"]),
        ]
        return "\n".join(lines) + "\n"


@dataclass
class Literature:
    """The three services, and the options that lead a command to them."""

    crossref: CrossrefFake
    openalex: OpenAlexFake
    pubmed: PubMedFake
    addresses: dict

    def options(self, *, key=True):
        """What `update` is given to ask these servers and no others."""
        places = [part for name, url in self.addresses.items() for part in (f"--{name}", url)]
        return [*places, *(["--openalex-key", "secret-key"] if key else [])]


@contextmanager
def literature(citations, *, crossref=(), openalex=(), pubmed=()):
    """The three services, which know *works*; the answers in *crossref* … come before any other."""
    fakes = {
        "crossref": CrossrefFake(citations, crossref),
        "openalex": OpenAlexFake(citations, openalex),
        "pubmed": PubMedFake(citations, pubmed),
    }
    with ExitStack() as stack:
        addresses = {}
        for name, fake in fakes.items():
            _, url = stack.enter_context(serving(fake=fake))
            addresses[name] = url.removesuffix("/query")
        yield Literature(**fakes, addresses=addresses)


SLOW_DOWN = Answer(b"Too many", status=429, kind="text/plain", headers={"Retry-After": "1"})
LATER = Answer(b"Too many", status=429, kind="text/plain", headers={"Retry-After": "7200"})
BROKEN = Answer(b"<html>Oops</html>", status=503, kind="text/html", headers={"Retry-After": "0"})
RUBBISH = Answer(b"<html>Welcome to the hotel's network</html>", kind="text/html")
BUDGET_GONE = Answer(
    b'{"error": "Insufficient credits"}',
    status=429,
    kind="application/json",
    headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Credits-Required": "1", "X-RateLimit-Reset": "3600"},
)
REFUSED = Answer(b'{"error": "Invalid API key"}', status=401, kind="application/json")
