"""Where answers come from: the index for the domain's own questions, the store of Oxigraph for SPARQL."""
