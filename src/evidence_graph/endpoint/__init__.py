"""Data behind a SPARQL endpoint: found, read record by record, asked, and put there.

`evidence_graph.endpoint.remote_source.connect` finds the data set and gives the source and the index of a
graph; `evidence_graph.endpoint.publishing.publish` puts a folder there. Both talk through the `Endpoint` of
`evidence_graph.endpoint.client`. Records become ours in `evidence_graph.endpoint.subjects` and works in
`evidence_graph.endpoint.catalogue`, and nowhere else.
"""
