"""What the page tells of a work: where it is published and can be read, its facts, and what to beware of.

Every address in it is made here from a DOI, a PMID or an http(s) URL; nothing else becomes a link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from evidence_graph import looks
from evidence_graph.assessment.passes import overall_bias
from evidence_graph.drawing import scene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence_graph.model import Citation, RiskOfBias, Study

FLAGS = {status: look.mark for status, look in looks.RETRACTIONS.items() if look.mark}
"""What a reader must know of a work's integrity; "none found" and "not checked" are no news."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def tell(citation: Citation, bias: Sequence[RiskOfBias] = (), cited: Sequence[str] = ()) -> dict[str, Any]:
    """All that the page says of *work*, of its risk of bias, and of the articles that it is *cited* in."""
    study = citation.study
    overall = overall_bias(bias)

    return without_gaps(
        {
            "label": citation.label,
            "title": citation.title,
            "authors": _people(citation),
            "source": _source(citation),
            "year": citation.year,
            "links": links(citation),
            "family": scene.family(citation),
            "cited": list(cited),
            "results": [{"text": r.text, "verified": r.verified} for r in citation.results],
            **(_facts(study) if study else {}),
            "bias": overall,
            "domains": [_domain(judgement) for judgement in bias],
        }
    )


def _people(citation: Citation) -> list[str]:
    """Who wrote *work*, or who edited it where nobody is said to have written it."""
    if citation.authors or not citation.editors:
        return list(citation.authors) + ["et al."] * citation.authors_incomplete

    return [
        *citation.editors,
        *["et al."] * citation.editors_incomplete,
        "(ed.)" if len(citation.editors) == 1 else "(eds)",
    ]


def _source(citation: Citation) -> str:
    volume = citation.volume or ""
    if citation.issue:
        volume += f"({citation.issue})"

    year = citation.year_words if citation.year_words != "n.d." else None
    appeared = citation.container or citation.series or citation.how_published
    parts = (appeared, citation.publisher, year, volume, citation.pages or citation.eid)

    return ", ".join(part for part in parts if part)


def _facts(study: Study) -> dict[str, Any]:
    facts = {
        "In detail": study.design_note,
        "Participants": study.participants_note,
        "Studies included": str(study.included_studies) if study.included_studies else None,
        "Population": study.population,
        "Intervention": study.intervention,
        "Comparator": study.comparator,
        "Outcomes": study.outcomes,
        "Versions": study.version_note,
        "Note": study.note,
    }

    return {
        "design": looks.word(study.design) if study.design else None,
        "n": study.participants,
        "flags": list(_flags(study)),
        "facts": [[name, value] for name, value in facts.items() if value],
    }


def _domain(judgement: RiskOfBias) -> dict[str, str]:
    """One judgement: the light, what it is of, and why."""
    domain_record = {
        "light": judgement.judgement,
        "of": f"{judgement.domain or 'Over all'} ({judgement.instrument})",
        "why": judgement.reason or "",
    }

    return without_gaps(domain_record)


def _flags(study: Study) -> Iterator[dict[str, str]]:
    """What to beware of: a short mark, and the sentence behind it."""
    if study.retraction_status in FLAGS:
        yield {"mark": FLAGS[study.retraction_status], "text": _why_marked(study)}

    if study.conflict_of_interest:
        yield {"mark": "conflict of interest", "text": study.conflict_of_interest}

    for concern in study.concerns:
        yield {"mark": "concern", "text": concern}

    if study.unverified:
        yield {"mark": "unverified", "text": f"Nobody could confirm: {_list_in_words(study.unverified)}."}


def _why_marked(study: Study) -> str:
    """The notices behind the status of *study*, who says so, and the note on it."""
    source = f"said by {study.retraction_source}" if study.retraction_source else ""

    return "; ".join(filter(None, [*study.retraction_notices, source, study.retraction_note]))


REGISTRIES = {"NCT": "https://clinicaltrials.gov/study/", "ISRCTN": "https://www.isrctn.com/"}
"""Where the registries of trials show a trial, by the letters with which their numbers begin."""


def links(citation: Citation) -> list[dict[str, str]]:
    """Where *work* can be read: DOI, PubMed and http(s) addresses, and nothing that is none of these."""
    link_list = []
    if citation.doi and _DOI.fullmatch(citation.doi):
        href = f"https://doi.org/{quote(citation.doi, safe='/:;()._-')}"
        link_list.append({"text": f"doi:{citation.doi}", "href": href})

    if citation.pmid and citation.pmid.isascii() and citation.pmid.isdigit():
        href = f"https://pubmed.ncbi.nlm.nih.gov/{citation.pmid}/"
        link_list.append({"text": f"PubMed {citation.pmid}", "href": href})

    for number in citation.study.trial_numbers if citation.study else ():
        for letters, registry in REGISTRIES.items():
            if number.startswith(letters):
                link_list.append({"text": number, "href": registry + quote(number, safe="")})

    if citation.archive == "arXiv" and citation.eprint:
        href = f"https://arxiv.org/abs/{quote(citation.eprint, safe='/.')}"
        link_list.append({"text": f"arXiv:{citation.eprint}", "href": href})

    if citation.url and _is_web(citation.url) and not (citation.doi and citation.doi in citation.url):
        link_list.append({"text": "Full address", "href": citation.url})

    return link_list


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False

    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _list_in_words(fields: Iterable[str]) -> str:
    return ", ".join(field.replace("_", " ") for field in fields)


def without_gaps(record: dict[str, Any]) -> dict[str, Any]:
    """*record* without what is not known."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}
