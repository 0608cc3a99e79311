"""A data folder begun: two files with a title, a curator and, unless it is to be empty, one small example."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import dataset as data
from evidence_graph import files, folders, model
from evidence_graph.authoring import example, proposals
from evidence_graph.errors import CannotWrite, RefusedChange, WrongValue
from evidence_graph.store import reader, writer
from evidence_graph.vocabulary import prefixes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence_graph.dataset import Dataset

BASE = "https://example.org/{name}/"
"""Where the records live when no address is named: a domain that is set aside for examples."""

HEAD = """# {title}: claims, who says so, and the studies for and against them.
# Write here by hand, or with evidence-graph add, edit and withdraw; evidence-graph check finds slips.
# What each word means: https://w3id.org/evidence-graph/terms
"""

LITERATURE = """% The literature of {title}. The keys are what claims.ttl names.
"""


def new(
    folder: Path | str,
    *,
    title: str = "",
    curator: str = "",
    base: str = "",
    weighing: model.Weighing | str | None = None,
    empty: bool = False,
) -> Dataset:
    """A new data folder: the data set *title* below the address *base*, judged by the *curator* named.

    Unless it is *empty* it holds an example of one claim and one study, which the first `add` takes out.
    Raises RefusedChange where there is a data folder already, WrongValue for a *base* that is no address.
    """
    folder = Path(folder)
    texts = contents(title_of(folder, title), curator=curator, base=base, weighing=weighing, empty=empty)

    return write(folder, texts)


def title_of(folder: Path, title: str = "") -> str:
    """The *title* of the data in *folder*, without one the name of the folder.

    >>> title_of(Path("good-tea")), title_of(Path("x"), " Tea ")
    ('Good tea', 'Tea')
    """
    name = folder.resolve().name.replace("-", " ").replace("_", " ")

    return " ".join(title.split()) or name.capitalize() or "Data"


def contents(
    title: str, *, curator: str, base: str, weighing: model.Weighing | str | None, empty: bool
) -> dict[str, str]:
    """The texts of both files of a folder that begins so. Raises WrongValue."""
    address = _address(base or BASE.format(name=proposals.name_of(title) or "data"))
    person = " ".join(curator.split()) or "Me"
    records: list[model.Record] = [
        model.DataSet("", title, weighing=model.Weighing(weighing) if weighing else None),
        model.Curator(proposals.name_of(person), person),
    ]
    citations: tuple[model.Citation, ...] = ()
    if not empty:
        today = dt.datetime.now(tz=dt.UTC).date()
        records += example.records(records[1].id, today)
        citations = (example.citation(),)

    dataset = data.of([*records, *citations], base=address)
    claims = HEAD.format(title=title) + _prefixes(address) + _statements(writer.to_turtle(dataset.reading))
    literature = LITERATURE.format(title=title) + "".join(
        f"\n{bib.format_entry(citation)}" for citation in citations
    )

    return {data.CLAIMS: claims, data.CITATIONS: literature}


def _prefixes(base: str) -> str:
    """All prefixes of a data set, also those that whoever writes by hand needs only later."""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes(base).items()))


def _statements(text: str) -> str:
    """The canonical *text* without its first and last line and its prefixes."""
    body = text.partition("\n\n")[2]

    return f"\n{body.rpartition(reader.END)[0].strip()}\n"


def _address(base: str) -> str:
    """*base* with a slash at its end. Raises WrongValue where it is no address."""
    if not base.endswith(("/", "#")):
        base += "/"

    if not base.startswith(("http://", "https://", "urn:")) or any(c in base for c in ' <>"{}|\\^`'):
        raise WrongValue("base", base, "an address such as https://example.org/tea/")

    return base


def write(folder: Path, texts: Mapping[str, str]) -> Dataset:
    """The data set of *texts*, put into a new *folder* in one step, or into one that holds other things.

    Raises RefusedChange where one of the files is there, CannotWrite where it cannot be written.
    """
    refuse_data(folder)

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(folder):
            _fill(folder, texts)
        else:
            _make(folder, texts)
    except OSError as error:
        raise CannotWrite(folder, str(error.strerror or error)) from error
    except CannotWrite as error:  # it names a file aside, which is gone
        raise CannotWrite(folder, error.reason) from error.__cause__

    return data.load(folder)


def refuse_data(folder: Path) -> None:
    """Raise RefusedChange where *folder* holds one of the two files."""
    names = [name for name in folders.NAMES if os.path.lexists(folder / name)]
    if names:
        cure = "add to it with evidence-graph add, or name another folder"
        raise RefusedChange(f"{folder} holds {' and '.join(names)} already; nothing was written: {cure}.")


def _make(folder: Path, texts: Mapping[str, str]) -> None:
    """Let a *folder* of *texts* appear whole."""
    aside = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        _fill(aside, texts)
        aside.chmod(0o777 & ~files.umask())
        aside.rename(folder)
        files.sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    """Put *texts* into *folder*; one that cannot be written leaves none."""
    try:
        # The claims last: without them it is no data folder yet, whatever stops the writer.
        for name in sorted(texts, key=lambda name: name == data.CLAIMS):
            files.write_bytes(folder / name, texts[name].encode())
    except BaseException:
        for name in texts:
            (folder / name).unlink(missing_ok=True)

        raise
