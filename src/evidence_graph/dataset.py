"""Reading and writing a data folder from Python; the work is done in the room `store`."""

import sys

from evidence_graph.store import comparison, conversion, positions, reader, streams, turtle_text, writer
from evidence_graph.store.dataset import (
    CITATIONS,
    CLAIMS,
    Dataset,
    bundled,
    citations,
    edit,
    find,
    is_data_folder,
    load,
    put,
    remove,
    require,
    save,
    short_name,
)

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "Dataset",
    "bundled",
    "citations",
    "edit",
    "find",
    "is_data_folder",
    "load",
    "put",
    "remove",
    "require",
    "save",
    "short_name",
]

# The former addresses of modules, for code that was written before they moved.
FORMER = {
    "comparison": comparison,
    "positions": positions,
    "reader": reader,
    "streams": streams,
    "terms": conversion,
    "turtle": turtle_text,
    "writer": writer,
}
for name, module in FORMER.items():
    sys.modules[f"{__name__}.{name}"] = module
    globals()[name] = module
