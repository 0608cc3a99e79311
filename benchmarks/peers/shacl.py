"""The records that break a shape, by pySHACL; their names are written down as prefix and id."""

import json
import sys
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import SH

folder, shapes, found = sys.argv[1:]
graph = rdflib.Graph().parse(f"{folder}/claims.ttl", format="turtle")
_, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes, format="turtle"))
nodes = {graph.namespace_manager.qname(str(node)) for node in report.objects(None, SH.focusNode)}
Path(found).write_text(json.dumps(sorted(nodes)), "utf-8")
