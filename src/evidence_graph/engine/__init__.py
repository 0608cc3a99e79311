"""Where answers come from: the index for the domain's own questions, Oxigraph for SPARQL."""
