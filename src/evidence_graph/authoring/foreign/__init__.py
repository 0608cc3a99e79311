"""Evidence that others keep in forms of their own: graphs, collections, our own JSON and BibTeX.

What is a list of judgements at heart (DisMech, VA-Spec, nanopublications, annotated BibTeX) becomes a table
and goes the way of all tables; what are records already (RDF in our terms, our JSON) is taken in by id.
"""
