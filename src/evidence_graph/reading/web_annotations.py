"""An article's passages as W3C Web Annotations, for readers and programs that annotate texts.

In comes an `AnnotatedArticle`; out goes an AnnotationPage as JSON-LD (https://www.w3.org/TR/annotation-model/):
one annotation a passage of a claim, whose target is the passage by quotation and by position, and whose
bodies are the claim, what the passage does for it, and what the evidence says. Quotations are the words of
the text that somebody has named; without a text there are none.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from evidence_graph import looks
from evidence_graph.model import Article, Assertion, Claim
from evidence_graph.vocabulary import BY_RECORD, record_iri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence_graph.reading.annotated import AnnotatedArticle, AnnotatedClaim
    from evidence_graph.reading.passage_marks import PassageMention

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

AROUND = 32
"""So many letters before and after a quotation tell it from others like it, as Hypothesis has it."""


def to_annotations(annotated: AnnotatedArticle, *, base: str) -> str:
    """The passages of *annotated* as JSON-LD; *base* is the address below which the data's records live."""
    items = list(_annotations(annotated, base))
    page = {
        "@context": CONTEXT,
        "id": f"{_iri(base, Article, annotated.article.id)}#annotations",
        "type": "AnnotationPage",
        "items": items,
    }

    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotations(annotated: AnnotatedArticle, base: str) -> Iterator[dict[str, Any]]:
    for claim in annotated.claims:
        assertion = _iri(base, Assertion, claim.audited.assertion.id)
        for mention in claim.mentions:
            yield {
                "id": f"{assertion}#passage-{mention.rank}",
                "type": "Annotation",
                "motivation": "assessing",
                "body": _bodies(claim, mention, base),
                "target": {
                    "source": _iri(base, Article, annotated.article.id),
                    "selector": _selectors(annotated.text, mention),
                },
            }


def _bodies(claim: AnnotatedClaim, mention: PassageMention, base: str) -> list[dict[str, Any]]:
    """The claim by its address and in words, the part of the passage, and the verdict."""
    assertion = claim.audited.assertion
    stand = f"{looks.word(assertion.attitude)} it, {looks.FORCES[assertion.force].how}"
    if claim.others:
        part = f"The passage {looks.word(mention.part)} it."
    else:
        part = ""

    answer = f"The article {stand}. {part} {claim.audited.assessment.answer}"

    return [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": _iri(base, Claim, claim.id),
        },
        _words("describing", claim.audited.claim.statement),
        _words("assessing", " ".join(answer.split())),
        _words("tagging", looks.word(claim.verdict)),
    ]


def _words(purpose: str, text: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "value": text, "format": "text/plain"}


def _selectors(text: str, mention: PassageMention) -> list[dict[str, Any]]:
    """A passage by its words with what stands around them, and by its place in code points."""
    start, end = mention.start, mention.end

    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _iri(base: str, kind: type[Article | Assertion | Claim], identifier: str) -> str:
    return quote(record_iri(base, BY_RECORD[kind], identifier), safe=":/?#[]@!$&'()*+,;=%~")
