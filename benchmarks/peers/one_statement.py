"""The evidence of one claim by one SQLite statement on the index."""

import json
import sqlite3
import sys

index, claim = sys.argv[1:]
rows = sqlite3.connect(index).execute(
    "SELECT line.*, work.*, citation.* FROM line"
    " JOIN work ON work.key = line.citation LEFT JOIN citation ON citation.id = line.citation"
    " WHERE line.claim = ?",
    (claim,),
)
print(json.dumps(rows.fetchall()))  # noqa: T201
