"""From an article to data: proposals made of it, and a person's decisions on them.

drafting    the article, its literature and its proposals into a folder
proposed    what is proposed, and the file that keeps it
reviewing   accepted, rejected, reworded, judged
"""

from evidence_graph.drafting.drafting import draft
from evidence_graph.drafting.reviewing import Review
from evidence_graph.sheets.proposal_sheet import Decision, ProposedArticle, ProposedClaim

__all__ = ["Decision", "ProposedArticle", "ProposedClaim", "Review", "draft"]
