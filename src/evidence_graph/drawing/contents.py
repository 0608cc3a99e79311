"""What the page tells of each claim, work and article, as plain data for its script.

Every address in it is made here from a DOI, a PMID or an http(s) URL; nothing else becomes a link.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from evidence_graph.drawing import network, scene
from evidence_graph.model import RetractionStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.drawing.layout import Layout
    from evidence_graph.drawing.scene import Scene
    from evidence_graph.graph import StudyEvidence
    from evidence_graph.model import Article, Citation, Claim, Disagreement, EvidenceLine, Study

FLAGS = {
    RetractionStatus.RETRACTED: "retracted",
    RetractionStatus.EXPRESSION_OF_CONCERN: "expression of concern",
    RetractionStatus.DISPUTED: "disputed",
    RetractionStatus.CORRECTED: "corrected",
}
"""What a reader must know of a work's integrity; "none found" and "not checked" are no news."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")


def contents(drawn: Scene, layout: Layout) -> dict[str, Any]:
    """All that the page says beside the drawing itself."""
    return {
        "regions": [
            {
                "topic": region.topic,
                "label": region.label,
                "left": region.left,
                "top": region.top,
                "width": region.width,
                "height": region.height,
                "claims": region.claims,
                "caption": region.caption,
                "bareTop": region.bare_top,
            }
            for region in layout.regions
        ],
        "anchors": _anchors(drawn),
        "topics": _topics(drawn),
        "claims": {f"claim:{claim.id}": _claim(drawn, claim) for claim in drawn.all_claims},
        "works": {f"citation:{work.key}": _work(work) for work in drawn.works.values()},
        "articles": {f"article:{article.id}": _article(drawn, article) for article in drawn.articles},
    }


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
    if work.url and _is_web(work.url) and not (work.doi and work.doi in work.url):
        found.append({"text": "Full address", "href": work.url})
    return found


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _anchors(drawn: Scene) -> dict[str, str]:
    """The node of each deep link: a bare id or key where only one thing has it, and always the full name."""
    names = [
        *(("claim", c.id) for c in drawn.all_claims),
        *(("citation", key) for key in drawn.works),
        *(("article", a.id) for a in drawn.articles),
    ]
    anchors: dict[str, str] = {}
    for kind, identifier in names:
        anchors.setdefault(identifier, f"{kind}:{identifier}")
    return anchors


def _topics(drawn: Scene) -> list[dict[str, Any]]:
    graph = drawn.graph
    ids = sorted({c.topic for c in drawn.all_claims}, key=lambda t: (graph.label(t).casefold(), t))
    return [
        {
            "id": topic,
            "label": graph.label(topic),
            "claims": [
                f"claim:{c.id}"
                for c in sorted(drawn.all_claims, key=lambda c: (-len(drawn.studies.get(c.id, ())), c.id))
                if c.topic == topic
            ],
        }
        for topic in ids
    ]


def _claim(drawn: Scene, claim: Claim) -> dict[str, Any]:
    graph, shown = drawn.graph, {c.id for c in drawn.all_claims}
    resting = sorted(c.id for c in drawn.all_claims if claim.id in c.premises)
    clashing = {c.id for c in drawn.all_claims if claim.id in c.conflicts} | shown.intersection(
        claim.conflicts
    )
    return _without_gaps(
        {
            "statement": claim.statement,
            "topic": claim.topic,
            "topicLabel": graph.label(claim.topic),
            "kind": claim.kind,
            "note": claim.note,
            "about": [
                [graph.scheme_label(scheme), [c.label for c in concepts]]
                for scheme, concepts in graph.facets(claim).items()
            ],
            "words": _words(drawn, claim),
            "neighbour": claim.id not in drawn.studies,
            "counts": {stance.value: count for stance, count in drawn.counts(claim).items()},
            "counted": network.counted(drawn, claim),
            "stands": [
                {"article": f"article:{a.article}", "attitude": a.attitude, "force": a.force}
                for a in drawn.assertions
                if a.claim == claim.id
            ],
            "studies": [_study(drawn, study) for study in drawn.studies.get(claim.id, ())],
            "premises": [f"claim:{p}" for p in claim.premises if p in shown],
            "carries": [f"claim:{c}" for c in resting],
            "conflicts": [f"claim:{c}" for c in sorted(clashing)],
            "disagreements": [_disagreement(drawn, d) for d in graph.disagreements(claim)],
        }
    )


def _words(drawn: Scene, claim: Claim) -> str:
    """Other words under which *claim* is found: its own, and those of its topic and concepts."""
    named = [drawn.graph.concept(i) for i in (claim.topic, *claim.about) if _is_concept(drawn, i)]
    concepts = (word for concept in named for word in (concept.label, *concept.alternatives))
    return " | ".join(dict.fromkeys((claim.id, *claim.asked_as, *concepts)))


def _is_concept(drawn: Scene, identifier: str) -> bool:
    from evidence_graph.model import Concept

    return drawn.graph.has(Concept, identifier)


def _study(drawn: Scene, study: StudyEvidence) -> dict[str, Any]:
    return {
        "work": f"citation:{study.citation.key}",
        "stance": study.stance,
        "differ": study.disputed,
        "lines": [_line(drawn, line) for line in study.lines],
    }


def _line(drawn: Scene, line: EvidenceLine) -> dict[str, Any]:
    return _without_gaps(
        {
            "by": _curator(drawn, line.curator),
            "stance": line.stance,
            "directness": _plain(line.directness),
            "directnessNote": line.directness_note,
            "finding": line.finding,
            "rationale": line.rationale,
            "verified": line.verified,
        }
    )


def _curator(drawn: Scene, identifier: str) -> str:
    from evidence_graph.model import Curator

    known = drawn.graph.has(Curator, identifier)
    return drawn.graph.curator(identifier).name if known else identifier


def _disagreement(drawn: Scene, found: Disagreement) -> dict[str, Any]:
    return _without_gaps(
        {
            "cause": _plain(found.cause),
            "explanation": found.explanation,
            "settledBy": found.settled_by,
            "works": [f"citation:{key}" for key in found.citations if key in drawn.works],
        }
    )


def _work(work: Citation) -> dict[str, Any]:
    study = work.study
    return _without_gaps(
        {
            "label": work.label,
            "title": work.title,
            "authors": list(work.authors) + ["et al."] * work.authors_incomplete,
            "source": _source(work),
            "links": links(work),
            "family": scene.family(work),
            "results": [{"text": r.text, "verified": r.verified} for r in work.results],
            **(_facts(study) if study else {}),
        }
    )


def _source(work: Citation) -> str:
    volume = f"{work.volume or ''}{f'({work.issue})' if work.issue else ''}"
    parts = (work.container, str(work.year) if work.year is not None else None, volume, work.pages)
    return ", ".join(part for part in parts if part)


def _facts(study: Study) -> dict[str, Any]:
    return {
        "design": _plain(study.design) if study.design else None,
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


def _flags(study: Study) -> Iterator[dict[str, str]]:
    """What to beware of: a short mark, and the sentence behind it."""
    if study.retraction_status in FLAGS:
        yield {"mark": FLAGS[study.retraction_status], "text": study.retraction_note or ""}
    if study.conflict_of_interest:
        yield {"mark": "conflict of interest", "text": study.conflict_of_interest}
    for concern in study.concerns:
        yield {"mark": "concern", "text": concern}
    if study.unverified:
        yield {"mark": "unverified", "text": f"Nobody could confirm: {_listed(study.unverified)}."}


def _article(drawn: Scene, article: Article) -> dict[str, Any]:
    return _without_gaps(
        {
            "title": article.title,
            "kind": article.kind,
            "note": article.note,
            "claims": [
                {"claim": f"claim:{a.claim}", "attitude": a.attitude, "force": a.force}
                for a in drawn.assertions
                if a.article == article.id
            ],
        }
    )


def _plain(value: str) -> str:
    """The words of a value: ``randomised-crossover`` as "randomised crossover"."""
    return str(value).replace("-", " ").replace("meta analysis", "meta-analysis")


def _listed(fields: Iterable[str]) -> str:
    return ", ".join(field.replace("_", " ") for field in fields)


def _without_gaps(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}
