"""The fields of records that no sheet has, each with the reason.

Every other field of every record stands in the sheets, and so in the JSON: whoever adds a field to the
vocabulary finds it there, or has to say here why not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence_graph import model

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "names a statement of the data file, and is said by nobody who reads"
OWNER = "is the thing on whose sheet it stands"
PLACE = "gives the order, and the sheet has them in this order"
KNOWN_BY = "stands in the record of a work that has no other"
RULES = "is a rule of the whole data set: each verdict says how it was weighed"

LEFT_OUT: Mapping[type[Any], Mapping[str, str]] = {
    model.Claim: {
        "about": "stands in `facets`, by concept scheme",
        "asked_as": "is how people ask, from which the search finds the claim",
    },
    model.Assertion: {
        "id": NAME,
        "arguments": "stands as `part` with each passage",
        "main_passage": "stands as `main` with the passage",
    },
    model.Passage: {"id": NAME},
    model.EvidenceLine: {"id": NAME, "claim": OWNER, "citation": OWNER},
    model.Reference: {"id": NAME, "article": OWNER},
    model.Study: {
        "id": "is the key of the citation",
        "unverified": "stands beside the record it speaks of",
        "doi": KNOWN_BY,
        "pmid": KNOWN_BY,
    },
    model.Citation: {
        "type": "stands as `entry_type`; the type of a sheet says what kind of thing it shows",
        "study": "has its place beside the record",
        "results": "have their place beside it",
    },
    model.Quote: {"id": NAME, "line": OWNER, "number": PLACE},
    model.Result: {"id": NAME, "citation": OWNER, "number": PLACE},
    model.Group: {"id": NAME, "effect": OWNER, "number": PLACE},
    model.Step: {"id": NAME, "procedure": OWNER, "number": PLACE},
    model.Scheme: {
        "id": "stands as `scheme` with each concept",
        "definition": "says what a list of concepts is for; each concept has its own meaning",
    },
    model.DataSet: {
        "id": "is the address below which all records live",
        "title": "is of the whole data set, and no verb answers with the whole",
        "description": "is of the whole data set, and no verb answers with the whole",
        "license": "is of the whole data set, and no verb answers with the whole",
        "weighing": "stands in each answer",
        "enough": RULES,
        "opinion_votes": RULES,
        "default_design": RULES,
        "weights": RULES,
    },
}
