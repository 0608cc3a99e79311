"""Reading and writing a data folder from Python; the work is done in the room `store`."""

import sys

from evidence_graph.store import (
    amending,
    comparison,
    conversion,
    namespaces,
    positions,
    reader,
    spans,
    streams,
    turtle_text,
    writer,
)
from evidence_graph.store.dataset import (
    CITATIONS,
    CLAIMS,
    Dataset,
    Keep,
    bundled,
    citations,
    edit,
    find,
    is_data_folder,
    load,
    of,
    parse,
    put,
    remove,
    require,
    save,
    short_name,
    tidied,
    tidy,
    written,
)

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "Dataset",
    "Keep",
    "bundled",
    "citations",
    "edit",
    "find",
    "is_data_folder",
    "load",
    "of",
    "parse",
    "put",
    "remove",
    "require",
    "save",
    "short_name",
    "tidied",
    "tidy",
    "written",
]

# The former addresses of modules, for code that was written before they moved.
FORMER = {
    "amending": amending,
    "comparison": comparison,
    "namespaces": namespaces,
    "positions": positions,
    "reader": reader,
    "spans": spans,
    "streams": streams,
    "terms": conversion,
    "turtle": turtle_text,
    "writer": writer,
}
for name, module in FORMER.items():
    sys.modules[f"{__name__}.{name}"] = module
    globals()[name] = module
