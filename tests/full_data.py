"""A data folder in which every field of every record of the vocabulary holds something of its own."""

from evidence_graph import model
from evidence_graph.vocabulary import BY_RECORD, RDF_TYPE, SCHEMA, XSD, Kind, choice_iri, record_iri

BASE = "https://example.org/full/"
ONE = "one"
"""The id of the one record of each kind."""

BIBTEX = """@article{one,
  author = {Leaf, Ann},
  title = {Leaves},
  year = {2001},
  doi = {10.5555/one}
}
"""

FORMS = {
    "sha256": "ab" * 32,
    "fingerprint": "7-" + "cd" * 8,
    "weights": "full.toml",
    "doi": "10.5555/known",
    "pmid": "4242424",
}
"""The texts that must have a form."""

CHOICES = {"weighing": model.Weighing.GRADE}
"""The choices that are not the first: votes would leave out the weights."""


def number_of(entry, prop):
    """A number that no other field has."""
    return 1000 + 100 * SCHEMA.index(entry) + entry.properties.index(prop)


def mark(entry, prop):
    """What stands in a field, as a reader would see it; None for what many fields share."""
    if prop.kind is Kind.TEXT:
        return FORMS.get(prop.attribute) or f"mark {entry.folder} {prop.attribute}"
    if prop.kind is Kind.INTEGER:
        return str(number_of(entry, prop))
    if prop.kind is Kind.DATE:
        return f"{number_of(entry, prop)}-01-01"
    if prop.kind is Kind.IRI:
        return f"https://example.org/mark-{entry.folder}-{prop.attribute}"
    return None


def term(entry, prop):
    """The Turtle of what stands in a field."""
    text = mark(entry, prop)
    if prop.kind is Kind.CHOICE:
        return f"<{choice_iri(CHOICES.get(prop.attribute) or next(iter(prop.choices)))}>"
    if prop.kind is Kind.REFERENCE:
        return f"<{record_iri(BASE, BY_RECORD[prop.target], ONE)}>"
    if prop.kind is Kind.IRI:
        return f"<{text}>"
    if prop.kind is Kind.BOOLEAN:
        return "true"
    if prop.kind is Kind.INTEGER:
        return text
    return f'"{text}"^^<{XSD}date>' if prop.kind is Kind.DATE else f'"{text}"'


def statements():
    """The text of claims.ttl."""
    for entry in SCHEMA:
        subject = record_iri(BASE, entry, ONE)
        yield f"<{subject}> <{RDF_TYPE}> <{entry.iri}> ."
        for prop in entry.properties:
            yield f"<{subject}> <{prop.iri}> {term(entry, prop)} ."


def write(folder):
    """Write the data into *folder*."""
    (folder / "claims.ttl").write_text("\n".join(statements()) + "\n", "utf-8")
    (folder / "citations.bib").write_text(BIBTEX, "utf-8")
    (folder / FORMS["weights"]).write_text("", "utf-8")
    return folder
