"""Reading, changing and writing a data folder: the one door to it; the work is done in the room `store`."""

from evidence_graph.folders import CITATIONS, CLAIMS, bundled, find, is_data_folder, require
from evidence_graph.store.data_folder import (
    Keep,
    change,
    edit,
    load,
    of,
    of_statements,
    of_text,
    parse,
    save,
    tidy,
    written,
)
from evidence_graph.store.data_set import Dataset, citations, put, put_citations, remove, short_name
from evidence_graph.store.new_texts import new_contents, tidied

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "Dataset",
    "Keep",
    "bundled",
    "change",
    "citations",
    "edit",
    "find",
    "is_data_folder",
    "load",
    "new_contents",
    "of",
    "of_statements",
    "of_text",
    "parse",
    "put",
    "put_citations",
    "remove",
    "require",
    "save",
    "short_name",
    "tidied",
    "tidy",
    "written",
]
