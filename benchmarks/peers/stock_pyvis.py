"""The same nodes and edges as pyvis writes them by itself: no layout, no verdicts, no panel.

Arguments: a JSON file of nodes and edges, the page to write, and "places" to give pyvis the places that
the file holds and turn its physics off.
"""

import json
import sys
from pathlib import Path

from pyvis.network import Network

held = json.loads(Path(sys.argv[1]).read_text("utf-8"))
placed = sys.argv[3:] == ["places"]
network = Network(directed=True, cdn_resources="in_line")
for name, label, x, y in held["nodes"]:
    where = {"x": x, "y": y} if placed else {}
    network.add_node(name, label=label, **where)
for source, target, kind in held["edges"]:
    network.add_edge(source, target, title=kind)
if placed:
    network.toggle_physics(status=False)
Path(sys.argv[2]).write_text(network.generate_html(), "utf-8")
