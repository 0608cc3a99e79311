"""Manuscripts and their citations: what a work that is cited says to the claim of its sentence."""
