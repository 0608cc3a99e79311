"""What is published: statements as lines of N-Triples, how many they are, and the fingerprint of all.

In come triples, of which each is asked for once, for they may be read from a large file and computed; out
go their lines, as often as somebody sends them.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING

from evidence_graph.errors import CannotWrite
from evidence_graph.sparql import execution
from evidence_graph.vocabulary import CONTENT_HASH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence_graph.store.rdf import Triple

TEXT = XSD + "string"
SHORT = 8
"""Bytes of a digest that tell two statements apart."""

IN_MEMORY = 20_000_000
"""Bytes of lines above which they are kept in a file: of 100,000 claims there are half a gigabyte."""


@dataclass(frozen=True, slots=True)
class Content:
    """The statements to be published: how many there are, and the fingerprint of all."""

    file: IO[str]
    count: int
    fingerprint: str

    def lines(self) -> Iterator[str]:
        """The statements as N-Triples; the fingerprint is the last."""
        self.file.seek(0)
        yield from self.file


@contextmanager
def collect(triples: Iterable[Triple], base: str) -> Iterator[Content]:
    """The content that *triples* of the data set at *base* make, as long as it is needed.

    Raises CannotWrite where there is no room for it.
    """
    digest = sha256()
    digests = set()
    with tempfile.SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="\n") as file:
        try:
            for line in execution.lines(triples):
                raw = line.encode()
                digest.update(raw)
                digests.add(blake2b(raw, digest_size=SHORT).digest())
                file.write(line)

            fingerprint = digest.hexdigest()
            file.writelines(execution.lines([(base, CONTENT_HASH, (fingerprint, TEXT))]))
            file.flush()
        except OSError as error:
            reason = f"what is to be published needs room there: {error}; name another place in TMPDIR"
            raise CannotWrite(Path(tempfile.gettempdir()), reason) from error

        yield Content(file, len(digests) + 1, fingerprint)
