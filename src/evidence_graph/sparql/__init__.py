"""SPARQL over the data at hand: in comes a query, out go terms, and from the upper storey plain values.

`query_text` reads a query without carrying it out, and refuses what would reach out or write; `execution` has
it answered by `worker`, a process of its own that can be ended; `questions` are those that come ready-made,
one file each below ``queries``. Above the graph stand `conclusions`, what follows from the evidence as
triples, and `asking`, which puts all of it together: ``evidence_graph.ask``.
"""
