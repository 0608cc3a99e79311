"""From an article to data: proposals made of it, and a person's decisions on them.

drafting    the article, its literature and its proposals into a folder
proposed    what is proposed, and the file that keeps it
reviewing   accepted, rejected, reworded, judged

The first and the last are imported when they are used: they need the readers of texts and of references,
and most verbs only look at what is proposed.
"""

from typing import TYPE_CHECKING

from evidence_graph.sheets.proposal_sheet import Decision, ProposedArticle, ProposedClaim

if TYPE_CHECKING:
    from evidence_graph.drafting.drafting import draft
    from evidence_graph.drafting.reviewing import Review

__all__ = ["Decision", "ProposedArticle", "ProposedClaim", "Review", "draft"]


def __getattr__(name: str) -> object:
    if name == "draft":
        from evidence_graph.drafting.drafting import draft

        return draft

    if name == "Review":
        from evidence_graph.drafting.reviewing import Review

        return Review

    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
