"""A folder's works, brought up to date from lists and services: into a book, which nobody has written yet.

In come a book and a list of notices; out go `Findings`, and the book says what is sure enough of them.
Whoever called shows them and then writes the book, or lets it go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph.bibliography.notice_register import has_number
from evidence_graph.living import recording, suggestions
from evidence_graph.living.findings import Asked, Findings

if TYPE_CHECKING:
    from evidence_graph.authoring import Book
    from evidence_graph.bibliography.notice_register import NoticeRegister


def from_list(book: Book, register: NoticeRegister) -> Findings:
    """What the list *register* says of the works of *book*, which says it as well from now on."""
    citations = recording.citations(book)
    numbered = [citation for citation in citations if has_number(citation)]
    noted = sum(bool(register.about(citation).integrity.notices) for citation in numbered)
    asked = Asked(register.name, register.day, len(numbered), noted, "a notice about")

    every = tuple(recording.of_register(book, register, with_absence=True))
    suggestions.put(book, every)
    return Findings((asked,), every)
