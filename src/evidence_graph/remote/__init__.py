"""Data behind a SPARQL endpoint: found, read record by record, and asked.

`connect` finds the data set and gives the source and the index of a graph. Records become ours in
`evidence_graph.remote.records` and works in `evidence_graph.remote.works`, and nowhere else.
"""

from evidence_graph.remote.index import RemoteIndex
from evidence_graph.remote.source import TIMEOUT, RemoteSource, connect

__all__ = ["TIMEOUT", "RemoteIndex", "RemoteSource", "connect"]
