"""The example with which a folder begins: it shows how it is done, and goes with one's own first claim."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from evidence_graph import bibliography as bib
from evidence_graph import model

if TYPE_CHECKING:
    from evidence_graph.authoring.stock import WorkingCopy

MARK = "An example from init: the first claim or study that you add takes it out."
"""The note by which the example is told from everything else."""

NAME = "example"
"""How all ids of the example begin."""

KINDS: tuple[type[Any], ...] = (model.EvidenceLine, model.Claim, model.Study, model.Concept, bib.Entry)
"""What the example is made of, beside the scheme of topics, which stays."""


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
    """Take the example out of *stock* where it stands as it was made; whether it did.

    Whoever changed a word of it has made it their own.
    """
    if not _is_untouched(stock):
        return False

    for kind in KINDS:
        for name in _names(stock, kind):
            stock.drop(kind, name)

    return True


def _is_untouched(stock: WorkingCopy) -> bool:
    """Whether *stock* holds the example, and every record of it as it was made."""
    lines = _names(stock, model.EvidenceLine)
    if len(lines) != 1:
        return False

    line = stock.all(model.EvidenceLine)[lines[0]]
    if line.date is None:
        return False

    originals = records(line.curator, dt.date.fromisoformat(line.date))
    made = {(type(record), record.id): record for record in originals if record.id.startswith(f"{NAME}-")}
    present = {(kind, name): stock.all(kind)[name] for kind in KINDS[:-1] for name in _names(stock, kind)}

    citations = [bib.citation(stock.all(bib.Entry)[name], stock.strings) for name in _names(stock, bib.Entry)]

    return present == made and citations == [citation()]


def _names(stock: WorkingCopy, kind: type[Any]) -> list[str]:
    """The ids of the records of a *kind* that are called as those of the example."""
    return [name for name in stock.all(kind) if name.startswith(f"{NAME}-")]
