"""What a page of the map tells, put together from the blocks that its script reads."""

import json
import re

BLOCK = re.compile(r'<script type="application/(?:x-nd)?json" id="(\w+)">\n?(.*?)\n?</script>', re.DOTALL)


def document(page):
    """All that *page* tells: what it knows at once, what it reads later, each line where it belongs."""
    blocks = dict(BLOCK.findall(page))
    told = json.loads(blocks["data"]) | json.loads(blocks["later"])
    lines = blocks["others"].split("\n")
    for number, line in zip(told["first"], blocks["first"].split("\n"), strict=bool(told["first"])):
        assert lines[number] == ""
        lines[number] = line

    keys = list(told["citations"])
    put(told["claims"], lines)
    put(told["citations"], blocks["works"].split("\n"))
    for claim in told["claims"].values():
        for study in claim["studies"]:
            study["citation"] = keys[study["citation"]]

    return told


def put(records, lines):
    for record, line in zip(records.values(), lines if records else [], strict=True):
        record.update(json.loads(line))
