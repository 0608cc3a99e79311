"""The sign of each stance and verdict, so that nothing is said by colour alone, and the same everywhere."""

from __future__ import annotations

from evidence_graph.model import Stance, Verdict

STANCES = {Stance.SUPPORTS: "+", Stance.OPPOSES: "−", Stance.QUALIFIES: "~", Stance.BACKGROUND: "·"}

VERDICTS = {
    Verdict.BACKED: "▲",
    Verdict.OPPOSED: "▼",
    Verdict.CONTESTED: "◆",
    Verdict.THIN: "◌",
    Verdict.UNTESTED: "·",
}
