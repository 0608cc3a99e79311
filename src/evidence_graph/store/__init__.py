"""A data folder: parsed once, checked, compiled to SQLite in memory or in a file, written whole.

In come ``claims.ttl`` and ``citations.bib``, or the statements of an endpoint; out go records with their
links, statements, and answers to SPARQL.
"""
