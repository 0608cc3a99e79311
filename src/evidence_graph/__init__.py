"""Claims and the studies for and against them, as a knowledge graph."""

__version__ = "0.1.0"
