"""What is proposed of an article and not yet decided, and the file that keeps it beside the data.

    data/claims.ttl                    what somebody accepted
    data/tea-blog.proposed.json        what is proposed of the article tea-blog, each with the decision on it

The file is no part of the data set: nothing in it is a claim, a judgement or an assertion, and none counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence_graph.errors import BrokenFile, RefusedChange
from evidence_graph.files import write_bytes
from evidence_graph.model import Force
from evidence_graph.sheets.proposal_sheet import (
    Decision,
    KnownClaim,
    LikelyReference,
    ProposedArticle,
    ProposedClaim,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "ENDING",
    "Decision",
    "KnownClaim",
    "LikelyReference",
    "ProposedArticle",
    "ProposedClaim",
    "load",
    "path_of",
    "save",
]

ENDING = ".proposed.json"
"""With what the name of such a file ends."""


def path_of(folder: Path, article: str) -> Path:
    """Where the proposals of *article* are kept beside the data in *folder*."""
    return folder / f"{article}{ENDING}"


def save(folder: Path, proposed: ProposedArticle) -> None:
    """Write *proposed* into *folder*, whole. Raises CannotWrite."""
    content = json.dumps(proposed.to_json(), ensure_ascii=False, indent=1)
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
