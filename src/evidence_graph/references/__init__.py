"""References as people paste them: a printed list becomes records, each field with how sure it is.

`read` takes the text of a list and gives one `ReferenceReading` an entry, in order; `to_bibliography` makes
entries of BibTeX of them. Two readers cut each entry, a grammar and a statistical one; where they agree, a
field is sure. Nothing is added to what is printed.
"""

from evidence_graph.references.printed_reference import Confidence, FieldReading, Part, ReferenceReading
from evidence_graph.references.reading_references import read, read_entry
from evidence_graph.references.reference_records import to_bibliography, to_records

__all__ = [
    "Confidence",
    "FieldReading",
    "Part",
    "ReferenceReading",
    "read",
    "read_entry",
    "to_bibliography",
    "to_records",
]
