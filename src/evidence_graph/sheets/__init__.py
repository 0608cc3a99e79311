"""Every join made once: what a claim, a study, an article, a procedure or a concept is shown with.

In come a graph and its records; out go sheets, frozen values with `to_json()`. The terminal, the pages and
the notebook only lay them out, and the JSON of every verb is a sheet. docs/json.md and the schemas beside it
are built from their types (`evidence_graph.sheets.schemas`).
"""
