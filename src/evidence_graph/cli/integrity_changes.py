"""What a list of notices says of works, put into a folder or only shown, in a line a work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence_graph.authoring import Book
    from evidence_graph.bibliography.notice_register import NoticeRegister
    from evidence_graph.living.suggestions import Suggestion


def put(folder: Path, register: NoticeRegister, *, what: str, is_trial: bool, wait: float) -> Iterator[str]:
    """Record in *folder* what *register* says, unless it *is_trial*; changes and moved verdicts."""
    from evidence_graph.authoring import editing
    from evidence_graph.living import recording

    book = editing.open_book(folder)
    every = recording.of_register(book, register, with_absence=False)
    suggestions = [suggestion for suggestion in every if not suggestion.needs_a_look]
    yield from map(str, suggestions)
    yield from moved(book, suggestions)
    if suggestions and not is_trial:
        editing.write(book, wait=wait, what=what)


def moved(book: Book, suggestions: list[Suggestion]) -> Iterator[str]:
    """Put *suggestions* into *book*; the verdicts that move by it."""
    from evidence_graph.authoring.moves import moves
    from evidence_graph.living import suggestions as putting

    putting.put(book, suggestions)
    if book.stock.has_changes():
        for move in moves(book.stock, book.stock.now()):
            yield f"verdict of {move.claim}: {move}"
