"""Printed figures: how they read, which stand on one axis, and the few that may be pooled."""

from evidence_graph.effects.panels import Panel, panels
from evidence_graph.effects.phrases import spread, value_text
from evidence_graph.effects.pooling import Pool, Pooling, pool

__all__ = ["Panel", "Pool", "Pooling", "panels", "pool", "spread", "value_text"]
