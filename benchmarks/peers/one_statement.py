"""The evidence of one claim by one SQLite statement on the index."""

import json
import sqlite3
import sys

index, claim = sys.argv[1:]
rows = sqlite3.connect(index).execute(
    "SELECT line.*, citation.*, study.* FROM line"
    " JOIN citation ON citation.key = line.citation LEFT JOIN study ON study.id = line.citation"
    " WHERE line.claim = ?",
    (claim,),
)
print(json.dumps(rows.fetchall()))  # noqa: T201
