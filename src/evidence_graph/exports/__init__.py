"""Making something from a graph for other programs: `bibtex`, `plain` records, `answers`, `sqlite`."""
