"""The example with which a folder begins: it shows how it is done, and goes with one's own first claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence_graph import bibliography as bib
from evidence_graph import model

if TYPE_CHECKING:
    import datetime as dt

    from evidence_graph.authoring.stock import WorkingCopy

MARK = "An example from init: the first claim or study that you add takes it out."
"""The note by which the example is told from everything else."""

NAME = "example"
"""How all ids of the example begin."""


def records(curator: str, today: dt.date) -> list[model.Record]:
    """A claim with its topic and one judgement, as *curator* could have made it *today*."""
    claim, study, topic = f"{NAME}-claim", f"{NAME}-study", f"{NAME}-topic"
    statement = "A map of evidence shows at a glance what studies say."

    return [
        model.Scheme("topics", "Topics"),
        model.Concept(topic, "an example", "topics"),
        model.Claim(claim, statement, topic, note=MARK),
        model.Study(study, note=MARK),
        model.EvidenceLine(
            f"{claim}.{study}.{curator}",
            claim,
            study,
            model.Stance.BACKGROUND,
            curator,
            finding="Here stands, in your words, what the study found that bears on the claim.",
            rationale="Here stands why it speaks for the claim, against it, or neither.",
            date=today.isoformat(),
        ),
    ]


def citation() -> model.Citation:
    """The work of the example, which nobody published."""
    return model.Citation(f"{NAME}-study", title="An example of a study", authors=("Example, A.",))


def take_out(stock: WorkingCopy) -> bool:
    """Take the example out of *stock* where it stands as it was made; whether it did."""
    claim = stock.all(model.Claim).get(f"{NAME}-claim")
    if claim is None or claim.note != MARK:
        return False

    for kind in (model.EvidenceLine, model.Claim, model.Study, model.Concept, bib.Entry):
        for name in [name for name in stock.all(kind) if name.startswith(f"{NAME}-")]:
            stock.drop(kind, name)

    return True
