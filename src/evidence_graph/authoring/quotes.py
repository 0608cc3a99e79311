"""What a study says, letter by letter, as somebody adds it to a judgement.

    book.add(eg.Quote("No difference was seen.", place="p. 4", role="own result", line=line))

The fingerprint of its letters is taken, so that a letter changed later is seen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_graph import model
from evidence_graph.errors import RefusedChange

if TYPE_CHECKING:
    from evidence_graph.authoring.book import Book


@dataclass(frozen=True)
class QuoteDraft:
    """What a work says, letter by letter, to be added to the judgement *line*.

    Without a *line* it is for a judgement that is still to be added.
    """

    text: str
    place: str | None = None
    role: model.QuoteRole | str | None = None
    language: str | None = None
    line: model.EvidenceLine | str = ""
    id: str = ""

    def add_to(self, book: Book) -> model.Quote:
        """The quote that *book* makes of it, numbered within its judgement.

        Raises UnknownName where there is no such judgement, RefusedChange where it quotes the same already.
        """
        if isinstance(self.line, str):
            name = self.line
        else:
            name = self.line.id

        line = book.names.refer(model.EvidenceLine, name)
        others = [quote for quote in book.records(model.Quote).values() if quote.line == line]
        number = max((quote.number for quote in others), default=0) + 1

        values = {"text": self.text, "place": self.place, "role": self.role, "language": self.language}
        content = book.read(model.Quote, values)
        _refuse_twin(content["text"], others)

        identifier = book.checked_id(model.Quote, self.id)
        identifier = identifier or book.free_id(model.Quote, f"{line}.{number}", joint=".")
        quote = model.Quote(identifier, line, number, sha256=fingerprint(content["text"]), **content)

        return book.add(quote)


def fingerprint(text: str) -> str:
    """The SHA-256 of *text* in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_twin(text: str, others: list[model.Quote]) -> None:
    """Raise RefusedChange where one of *others* says *text*."""
    twin = next((quote for quote in others if quote.text == text), None)
    if twin is not None:
        cure = f"evidence-graph edit {twin.id}"
        raise RefusedChange(f"{twin.line} quotes that already: {twin.id}. Change it: {cure}")
