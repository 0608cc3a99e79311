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


def tell(work: Citation, bias: Sequence[RiskOfBias] = (), cited: Sequence[str] = ()) -> dict[str, Any]:
    """All that the page says of *work*, of its risk of bias, and of the articles that it is *cited* in."""
    study = work.study
    overall = overall_bias(bias)
    return without_gaps(
        {
            "label": work.label,
            "title": work.title,
            "authors": _people(work),
            "source": _source(work),
            "year": work.year,
            "links": links(work),
            "family": scene.family(work),
            "cited": list(cited),
            "results": [{"text": r.text, "verified": r.verified} for r in work.results],
            **(_facts(study) if study else {}),
            "bias": overall,
            "domains": [_domain(judgement) for judgement in bias],
        }
    )


def _people(work: Citation) -> list[str]:
    """Who wrote *work*, or who edited it where nobody is said to have written it."""
    if work.authors or not work.editors:
        return list(work.authors) + ["et al."] * work.authors_incomplete
    return [
        *work.editors,
        *["et al."] * work.editors_incomplete,
        "(ed.)" if len(work.editors) == 1 else "(eds)",
    ]


def _source(work: Citation) -> str:
    volume = f"{work.volume or ''}{f'({work.issue})' if work.issue else ''}"
    year = None if work.year_words == "n.d." else work.year_words
    appeared = work.container or work.series or work.how_published
    parts = (appeared, work.publisher, year, volume, work.pages or work.eid)
    return ", ".join(part for part in parts if part)


def _facts(study: Study) -> dict[str, Any]:
    return {
        "design": looks.word(study.design) if study.design else None,
        "n": study.participants,
        "flags": list(_flags(study)),
        "facts": [
            [name, value]
            for name, value in (
                ("In detail", study.design_note),
                ("Participants", study.participants_note),
                ("Studies included", str(study.included_studies) if study.included_studies else None),
                ("Population", study.population),
                ("Intervention", study.intervention),
                ("Comparator", study.comparator),
                ("Outcomes", study.outcomes),
                ("Versions", study.version_note),
                ("Note", study.note),
            )
            if value
        ],
    }


def _domain(judgement: RiskOfBias) -> dict[str, str]:
    """One judgement: the light, what it is of, and why."""
    told = {
        "light": judgement.judgement,
        "of": f"{judgement.domain or 'Over all'} ({judgement.instrument})",
        "why": judgement.reason or "",
    }
    return without_gaps(told)


def _flags(study: Study) -> Iterator[dict[str, str]]:
    """What to beware of: a short mark, and the sentence behind it."""
    if study.retraction_status in FLAGS:
        yield {"mark": FLAGS[study.retraction_status], "text": _why_marked(study)}
    if study.conflict_of_interest:
        yield {"mark": "conflict of interest", "text": study.conflict_of_interest}
    for concern in study.concerns:
        yield {"mark": "concern", "text": concern}
    if study.unverified:
        yield {"mark": "unverified", "text": f"Nobody could confirm: {_listed(study.unverified)}."}


def _why_marked(study: Study) -> str:
    """The notices behind the status of *study*, who says so, and the note on it."""
    parts = [*study.retraction_notices]
    parts.append(f"said by {study.retraction_source}" if study.retraction_source else "")
    return "; ".join(filter(None, [*parts, study.retraction_note or ""]))


def links(work: Citation) -> list[dict[str, str]]:
    """Where *work* can be read: DOI, PubMed and http(s) addresses, and nothing that is none of these."""
    found = []
    if work.doi and _DOI.fullmatch(work.doi):
        found.append(
            {"text": f"doi:{work.doi}", "href": f"https://doi.org/{quote(work.doi, safe='/:;()._-')}"}
        )
    if work.pmid and work.pmid.isascii() and work.pmid.isdigit():
        href = f"https://pubmed.ncbi.nlm.nih.gov/{work.pmid}/"
        found.append({"text": f"PubMed {work.pmid}", "href": href})
    if work.archive == "arXiv" and work.eprint:
        href = f"https://arxiv.org/abs/{quote(work.eprint, safe='/.')}"
        found.append({"text": f"arXiv:{work.eprint}", "href": href})
    if work.url and _is_web(work.url) and not (work.doi and work.doi in work.url):
        found.append({"text": "Full address", "href": work.url})
    return found


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(field.replace("_", " ") for field in fields)


def without_gaps(record: dict[str, Any]) -> dict[str, Any]:
    """*record* without what is not known."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}
