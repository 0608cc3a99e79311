"""``evidence-graph export nanopubs``: judgements as nanopublications, signed where a key is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evidence_graph import model
from evidence_graph.cli import printing, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence_graph.exports.nanopub_signing import SigningHand
    from evidence_graph.exports.nanopubs import Nanopublication
    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import EvidenceLine

NANOPUBS = "nanopubs"
"""One nanopublication for each judgement, all of them or those on some claims."""


def sign_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--sign`` and ``--signer``."""
    key = click.Path(path_type=Path, dir_okay=False)
    with_key = click.option(
        "--sign", type=key, metavar="KEY", help="Sign nanopubs with the private RSA key in this file."
    )
    with_name = click.option("--signer", metavar="ORCID", help="Whose key it is, told in each of them.")

    return with_key(with_name(function))


def refuse_signature(form: str, sign: Path | None, signer: str | None) -> None:
    """Refuse a signature for what is no nanopublication, and the name of a signer without a key."""
    if form != NANOPUBS and (sign or signer):
        raise click.UsageError("Only nanopublications are signed: evidence-graph export nanopubs --sign KEY")
    if signer and sign is None:
        raise click.UsageError("--signer says whose key it is; name the key with --sign KEY.")


def judgements(
    graph: EvidenceGraph, claims: Sequence[str], *, stance: str | None, article: str | None
) -> list[EvidenceLine]:
    """The judgements that stand: on some *claims*, of a *stance*, on works that an *article* lists."""
    if article:
        listed = {citation.key for citation in graph.citations(article=article)}
    else:
        listed = set()

    def fits(line: EvidenceLine) -> bool:
        return (
            line.withdrawn is None
            and (not claims or line.claim in claims)
            and stance in {None, line.stance.value}
            and (article is None or line.citation in listed)
        )

    return list(filter(fits, graph.all(model.EvidenceLine)))


def text(graph: EvidenceGraph, lines: Sequence[EvidenceLine], sign: Path | None, signer: str | None) -> str:
    """The TriG of the judgements *lines*, each signed where there is a key to *sign* with."""
    from evidence_graph.authoring.book import today
    from evidence_graph.exports import nanopub_signing, nanopubs

    if sign:
        hand = nanopub_signing.signature(sign, signer)
    else:
        hand = None

    undated = sum(1 for line in lines if line.date is None)
    if undated:
        printing.tell(f"{undated} of {len(lines)} have no date and are said to be created today")

    with progress.waiting("writing nanopublications"):
        publications = nanopubs.nanopublications(graph, lines, day=today())
        return nanopubs.to_trig(graph, _nquads(publications, hand))


def _nquads(publications: Iterator[Nanopublication], hand: SigningHand | None) -> Iterator[str]:
    for publication in publications:
        yield hand.sign(publication) if hand else publication.nquads
