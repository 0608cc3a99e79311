"""What changed: between two states of the data, up to a day, and of one claim.

`diff` compares two graphs, folders or revisions in the words of the domain: claims, studies, judgements and
facts that were added, changed or withdrawn, and which verdicts moved by it. `as_of` gives the graph as it was
on a day by the dates that the data record, `log` the dated history of a claim.
"""

from evidence_graph.history.changes import Change, FieldChange, How
from evidence_graph.history.chronicle import Event, log
from evidence_graph.history.days import as_of
from evidence_graph.history.difference import Difference, diff
from evidence_graph.history.movement import ClaimStanding, Movement

__all__ = [
    "Change",
    "ClaimStanding",
    "Difference",
    "Event",
    "FieldChange",
    "How",
    "Movement",
    "as_of",
    "diff",
    "log",
]
