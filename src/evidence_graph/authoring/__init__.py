"""Own claims and evidence: a folder begun, added to, changed, and nothing ever lost.

    eg.new("data", title="Tea", curator="Ana Bell")
    with eg.edit("data") as book:
        book.add(eg.Claim("Warming the pot first keeps tea hotter.", topic="brewing"))

`Book` is what somebody works on (`book`), made of drafts (`drafts`) and what people type for a field
(`fields`), with ids of its own words (`proposals`) and a look at what is here already (`likeness`, `works`).
`editing` writes it, all or nothing, and `undoing` takes it back; `moves` tells which verdicts change by it.
"""

from evidence_graph.authoring.beginning import new
from evidence_graph.authoring.book import Addition, Book
from evidence_graph.authoring.drafts import ClaimDraft, EvidenceDraft, StudyDraft
from evidence_graph.authoring.editing import edit, save
from evidence_graph.authoring.quotes import QuoteDraft
from evidence_graph.authoring.undoing import undo

__all__ = [
    "Addition",
    "Book",
    "ClaimDraft",
    "EvidenceDraft",
    "QuoteDraft",
    "StudyDraft",
    "edit",
    "new",
    "save",
    "undo",
]
