"""What is proposed of an article and not yet decided, and the file that keeps it beside the data.

    data/claims.ttl                    what somebody accepted
    data/tea-blog.proposed.json        what is proposed of the article tea-blog, each with the decision on it

The file is no part of the data set: nothing in it is a claim, a judgement or an assertion, and none counts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from evidence_graph.display import Shown
from evidence_graph.errors import BrokenFile, RefusedChange, UnknownName
from evidence_graph.files import write_bytes
from evidence_graph.model import Force

if TYPE_CHECKING:
    from pathlib import Path

ENDING = ".proposed.json"
"""With what the name of such a file ends."""


class Decision(StrEnum):
    """What somebody decided on a proposal."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class LikelyReference:
    """An entry of the article's list that a sentence most likely means: its work by *key*, and why."""

    number: int
    key: str
    printed: str
    why: str


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A claim of a *base* that a sentence may mean; one *here* is in the folder itself.

    Only one that is *near* is about the same as far as words tell; *comparison* says how they compare.
    """

    base: str
    claim: str
    statement: str
    here: bool
    near: bool
    comparison: str


@dataclass(frozen=True, slots=True)
class ProposedClaim(Shown):
    """A sentence of the article and what is proposed of it.

    *statement* is its words without the markers of references. *claim* is the one it was accepted for, and
    *judged* are the judgements that were recorded for it.
    """

    number: int
    paragraph: int
    start: int
    end: int
    sentence: str
    statement: str
    force: Force
    references: tuple[LikelyReference, ...] = ()
    known: tuple[KnownClaim, ...] = ()
    decision: Decision = Decision.PROPOSED
    claim: str | None = None
    judged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedArticle(Shown):
    """All that is proposed of one article, read from the file *source*."""

    article: str
    title: str
    source: str
    sha256: str
    claims: tuple[ProposedClaim, ...]

    def claim(self, number: int) -> ProposedClaim:
        """The proposal of that *number*. Raises UnknownName."""
        for one in self.claims:
            if one.number == number:
                return one
        hint = f"{self.article} has proposals 1 to {len(self.claims)}."
        raise UnknownName("proposal", str(number), hint=hint)

    def with_claim(self, changed: ProposedClaim) -> ProposedArticle:
        """The same with *changed* in the place of the proposal of its number."""
        claims = tuple(changed if one.number == changed.number else one for one in self.claims)
        return replace(self, claims=claims)

    @property
    def undecided(self) -> list[ProposedClaim]:
        """The proposals that nobody has decided on."""
        return [one for one in self.claims if one.decision is Decision.PROPOSED]

    def counts(self) -> dict[Decision, int]:
        """How many proposals are decided how."""
        return {decision: sum(one.decision is decision for one in self.claims) for decision in Decision}


def path_of(folder: Path, article: str) -> Path:
    """Where the proposals of *article* are kept beside the data in *folder*."""
    return folder / f"{article}{ENDING}"


def save(folder: Path, proposed: ProposedArticle) -> None:
    """Write *proposed* into *folder*, whole. Raises CannotWrite."""
    content = json.dumps(asdict(proposed), ensure_ascii=False, indent=1)
    write_bytes(path_of(folder, proposed.article), f"{content}\n".encode())


def load(folder: Path, article: str | None = None) -> ProposedArticle:
    """The proposals of *article*, or of the only one that has any.

    Raises RefusedChange where there is none, or several and none was named; BrokenFile for a file that is
    damaged.
    """
    paths = sorted(folder.glob(f"*{ENDING}"))
    names = [path.name.removesuffix(ENDING) for path in paths]
    if article is None and len(names) == 1:
        article = names[0]
    if article is None or article not in names:
        raise RefusedChange(_missing(folder, names, article))
    return _read(path_of(folder, article))


def _missing(folder: Path, names: list[str], article: str | None) -> str:
    if not names:
        return f"Nothing is proposed in {folder}. Begin with: evidence-graph draft FILE -o {folder}"
    listed = ", ".join(names)
    if article is None:
        return f"{folder} has proposals of several articles: {listed}. Say which with --article."
    return f"{folder} has no proposals of {article}; it has those of {listed}."


def _read(path: Path) -> ProposedArticle:
    try:
        record = json.loads(path.read_text("utf-8"))
        claims = tuple(_claim(one) for one in record.pop("claims"))
        return ProposedArticle(**record, claims=claims)
    except OSError as error:
        raise BrokenFile(path, f"the file cannot be read: {error.strerror or error}.") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        reason = f"it does not hold what a draft writes ({error}). Draft the article anew elsewhere."
        raise BrokenFile(path, reason) from error


def _claim(record: dict[str, Any]) -> ProposedClaim:
    content: dict[str, Any] = record | {
        "references": tuple(LikelyReference(**one) for one in record["references"]),
        "known": tuple(KnownClaim(**one) for one in record["known"]),
        "judged": tuple(record["judged"]),
        "force": Force(record["force"]),
        "decision": Decision(record["decision"]),
    }
    return ProposedClaim(**content)
