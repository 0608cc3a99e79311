"""Any article, curated or not: its claim sentences, its references, what a knowledge base says near them.

    checkable       which sentences state something checkable
    cue_lists       ... by which words
    markers         where a text cites
    listed_entries  its list of references, held against known citations
    linking         which of them a sentence means
    shared_words    ... by the words that both share
    list_order      ... and by the order of the list
    near_claims     the claims that a sentence may mean
    aspects         ... compared aspect by aspect
    directions      ... and in their direction
    text_references the list, footnotes or links of a text
    appraising      all of it together, the worst first

>>> import evidence_graph as eg
>>> from evidence_graph import prose
>>> text = prose.parse("Hip thrusts make the gluteus maximus grow.")
>>> [one.sentence.words for one in appraise(text, [Base(eg.load())]).sentences]
['Hip thrusts make the gluteus maximus grow.']
"""

from evidence_graph.appraisal.appraising import (
    Appraisal,
    Base,
    ClaimSentence,
    Line,
    appraise,
    audit_text,
    bases_of,
)

__all__ = ["Appraisal", "Base", "ClaimSentence", "Line", "appraise", "audit_text", "bases_of"]
