"""The texts of the files that hold a data set as it is now: amended, or in their canonical form.

In comes a data set, out goes the text of each of its files; what would say something else is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph.errors import BrokenFile, CannotWrite
from evidence_graph.folders import CLAIMS
from evidence_graph.store import amending, comparison, shares, writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence_graph import model
    from evidence_graph.store.data_set import Dataset
    from evidence_graph.store.reader import FileRecords
    from evidence_graph.store.shares import FileShare


def new_contents(dataset: Dataset) -> dict[str, str]:
    """The texts of the files that hold *dataset* as it is now. Raises CannotWrite as `save` does."""
    claims = {share.name: _amend(dataset, share) for share in shares.claims(dataset)}
    citations = shares.bibliographies(dataset)

    return {**claims, **{name: bib.write(each) for name, each in citations.items()}}


def tidied(dataset: Dataset) -> dict[str, str]:
    """The texts of the files of *dataset* in their canonical order and form.

    Raises CannotWrite when they would say something else.
    """
    claims = {share.name: _canonical(dataset, share) for share in shares.claims(dataset)}

    return {**claims, **{name: bib.write(bib.tidy(each)) for name, each in dataset.shelf.items()}}


def _canonical(dataset: Dataset, share: FileShare) -> str:
    """The text of a file in its canonical form. Raises CannotWrite when it would say something else."""
    return _faithful(dataset, share, lambda: writer.to_turtle(share.wanted, before=share.text))


def _amend(dataset: Dataset, share: FileShare) -> str:
    """The new text of a file: the old one when nothing changed, else with what changed in its place.

    Raises CannotWrite when it would not say what it should.
    """

    def text() -> str:
        if not comparison.has_changes(share.old, share.wanted):
            return share.text

        _require_address(dataset)

        return amending.amend(share.text, share.old, share.wanted)

    return _faithful(dataset, share, text)


def _faithful(dataset: Dataset, share: FileShare, write: Callable[[], str]) -> str:
    """What *write* makes of a file. Raises CannotWrite unless it says what it should."""
    try:
        text = write()
        if text != share.text:
            comparison.require_faithful(text, share.old, share.wanted)
    except (BrokenFile, UnicodeEncodeError) as error:
        reason = f"the new text would be broken ({error})"
        raise CannotWrite(dataset.folder / share.name, reason) from error

    return text


def _require_address(dataset: Dataset) -> None:
    """Raise CannotWrite when there is a new record and nothing says below which address it lives."""
    reading = dataset.reading
    new = any(own.keys() - _ids(reading, record_type) for record_type, own in reading.records.items())
    if new and not reading.base:
        cure = 'add <https://your.address/> a eg:DataSet ; dcterms:title "…"'
        raise CannotWrite(dataset.folder / CLAIMS, f"it does not say which data set it is; {cure}")


def _ids(reading: FileRecords, record_type: type[model.Record]) -> set[str]:
    """The ids of the records of a kind that the file names itself."""
    return {name for known, name in reading.iris if known is record_type}
