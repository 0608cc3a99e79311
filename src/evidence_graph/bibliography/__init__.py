"""The literature as BibTeX: read a file without losing a byte, take works from it, write new ones.

A `Bibliography` is the file cut into blocks that keep their source, so that what nobody touched is
written back as it was. An `Entry` holds BibTeX as it stands in the file; `citation` makes of it the
`Citation` that the rest of the package speaks of, in plain Unicode text, and `from_citation` and
`format_entry` go the other way. What cannot be read is kept and named, with its line and the cure.

A claim and a stance travel in an entry's keywords as ``eg:<stance>:<claim id>``: `annotate` writes
them, `links` reads them.
"""

from evidence_graph.bibliography.bib_reader import load, parse, stream
from evidence_graph.bibliography.blocks import Bibliography, Block, BlockKind, Entry, InvalidEntry, join
from evidence_graph.bibliography.cleansing import Notice, cleanse
from evidence_graph.bibliography.entry_writer import format_entry, put, remove, rename, tidy, write
from evidence_graph.bibliography.identifiers import bare_doi, is_doi
from evidence_graph.bibliography.links import annotate, link_keyword, links
from evidence_graph.bibliography.records import citation, field_text, from_citation

__all__ = [
    "Bibliography",
    "Block",
    "BlockKind",
    "Entry",
    "InvalidEntry",
    "Notice",
    "annotate",
    "bare_doi",
    "citation",
    "cleanse",
    "field_text",
    "format_entry",
    "from_citation",
    "is_doi",
    "join",
    "link_keyword",
    "links",
    "load",
    "parse",
    "put",
    "remove",
    "rename",
    "stream",
    "tidy",
    "write",
]
