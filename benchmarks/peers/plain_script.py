"""What people write without us: parse the whole file, and ask it in SPARQL."""

import sys

import networkx as nx  # noqa: F401 - it is what such scripts import
import pyvis.network  # noqa: F401
import rdflib

folder, claim = sys.argv[1:]
graph = rdflib.Graph().parse(f"{folder}/claims.ttl", format="turtle")
query = f"""PREFIX eg: <https://w3id.org/evidence-graph/terms#>
SELECT ?stance ?finding WHERE {{
  ?line eg:claim <{claim}> ; eg:stance ?stance
  OPTIONAL {{ ?line eg:finding ?finding }}
}}"""
for row in graph.query(query):
    print(*row)  # noqa: T201
