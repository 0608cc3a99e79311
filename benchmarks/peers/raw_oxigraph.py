"""The answer to one SPARQL query from a store on disk, as JSON."""

import json
import sys
from pathlib import Path

from pyoxigraph import Store

store, file = sys.argv[1:]
found = Store.read_only(store).query(Path(file).read_text("utf-8"))
print(json.dumps([[term and term.value for term in row] for row in found]))  # noqa: T201
