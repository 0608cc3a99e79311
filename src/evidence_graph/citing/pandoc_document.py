"""A document of pandoc whose citations are marked with what the work says to the claim of the sentence.

In comes pandoc's JSON, out goes the same with a span behind each citation:

    … faster [@jarvis2019]{claim=no-transfer-to-sprinting}   ->  … faster (Jarvis et al. 2019) [supports]
    … faster [@a2001; @b2002].                               ->  (A 2001; B 2002) [A 2001: supports; …]

The claim is the one that is named, or else the one that the sentence is accepted to make. pandoc reads
``[@key]{claim=…}`` as a span around a citation in the text; here it becomes the one in brackets that it looks
like. So this filter stands before ``--citeproc``. The Lua filter of the same name does the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from evidence_graph.citing.acceptances import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence_graph.citing.stance_table import StanceTable

Node = dict[str, Any]

PLAIN = frozenset(["Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"])
"""The inline elements that hold words and nothing else (pandoc-types, Text.Pandoc.Definition)."""

LEAVES = frozenset(["Str", "Cite", "Code", "Space", "SoftBreak", "LineBreak", "Math", "RawInline", "Note"])
"""Those that hold no words, or no words of the paragraph."""

CONTENT = {"Quoted": 1, "Link": 1, "Image": 1, "Span": 1}
"""At which place of an element its words stand, where that is not the only one."""

INLINES = PLAIN | LEAVES | CONTENT.keys()

APPENDIX = "evidence-claims"
TITLE = "Claims and verdicts"


@dataclass(slots=True)
class _Cited:
    """A citation in its paragraph: behind how many letters it stands, and which claim was named for it."""

    element: Node
    place: int
    claim: str | None


@dataclass(slots=True)
class MarkedDocument:
    """A document in work: the *table* of stances, the DOIs of its library, what was cited for which claim."""

    table: StanceTable
    dois: Mapping[str, str] = field(default_factory=dict)
    cited: dict[str, dict[str, str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def mark(self, document: Node) -> Node:
        """The *document* with its marks, and the list of claims where it wants one."""
        self._blocks(document["blocks"])
        meta = document.get("meta", {})
        if _flag(meta, "evidence-appendix"):
            document["blocks"] = with_appendix(document["blocks"], self)

        return document

    def _blocks(self, node: Any) -> None:  # noqa: ANN401 - whatever pandoc's JSON holds
        """Mark all paragraphs in *node*."""
        if isinstance(node, list):
            if any(isinstance(each, dict) and each.get("t") in INLINES for each in node):
                self._paragraph(node)
            else:
                for each in node:
                    self._blocks(each)
        elif isinstance(node, dict):
            self._blocks(node.get("c"))

    def _paragraph(self, inlines: list[Node]) -> None:
        """Mark the citations of one paragraph."""
        _bracket(inlines)
        words: list[str] = []
        citations = list(self._citations(inlines, None, words))
        if not citations:
            return

        letters = silent("".join(words))
        marks = {}
        for each in citations:
            claim = each.claim or self._accepted(each, letters)
            marks[id(each.element)] = self._mark(each.element, claim)

        _put_behind(inlines, marks)

    def _citations(self, inlines: list[Node], claim: str | None, words: list[str]) -> Iterator[_Cited]:
        """The citations among *inlines*, of which the *words* are collected."""
        for element in inlines:
            kind = element["t"]
            if kind == "Cite":
                yield _Cited(element, len(silent("".join(words))), claim)
            elif kind == "Note":
                self._blocks(element["c"])
            elif kind == "Str":
                words.append(element["c"])
            elif kind in PLAIN or kind in CONTENT:
                if kind == "Span":
                    own_claim = _attribute(element, "claim")
                else:
                    own_claim = None

                yield from self._citations(_content(element), own_claim or claim, words)
            else:
                words.append(element["c"][1] if kind in {"Code", "Math"} else " ")

    def _accepted(self, cited: _Cited, letters: str) -> str | None:
        """The claim that the sentence of a citation is accepted to make."""
        is_subject = cited.element["c"][0][0]["citationMode"]["t"] == "AuthorInText"
        second_best = None
        for acceptance in self.table.accepted:
            start = letters.find(acceptance.letters)
            while start >= 0:
                end = start + len(acceptance.letters)
                is_before, is_behind = cited.place == start, cited.place == end
                if start < cited.place < end or (is_before if is_subject else is_behind):
                    return acceptance.claim

                if is_before or is_behind:
                    second_best = acceptance.claim

                start = letters.find(acceptance.letters, start + 1)

        return second_best

    def _mark(self, cite: Node, claim: str | None) -> Node:
        """The span that stands behind a *cite*."""
        rows = []
        for citation in cite["c"][0]:
            name = citation["citationId"]
            key = self.table.key_of(name, self.dois.get(name, ""))
            rows.append((self.table.citations[key].label if key else name, self.table.words(claim, key)))

        if claim in self.table.claims:
            self.cited.setdefault(str(claim), {}).update(rows)
        elif claim:
            self.unknown.append(claim)

        words = "; ".join(f"{label}: {stance}" for label, stance in rows)
        if len(rows) == 1:
            words = rows[0][1]

        row = self.table.claims.get(claim or "")
        attributes = [["custom-style", "Evidence stance"]]
        if row:
            attributes += [["title", row.statement], ["data-claim", str(claim)]]

        return {"t": "Span", "c": [["", ["evidence-stance"], attributes], strings(f"[{words}]")]}


def named_claims(node: Any) -> list[str]:  # noqa: ANN401 - whatever pandoc's JSON holds
    """The claims that the spans of a document name, in their order."""
    if isinstance(node, list):
        return [claim for each in node for claim in named_claims(each)]
    if not isinstance(node, dict):
        return []
    if "blocks" in node:
        return named_claims(node["blocks"])

    claims = named_claims(node.get("c"))
    if node.get("t") == "Span":
        claims[:0] = filter(None, [_attribute(node, "claim")])

    return claims


def text_of(meta: Node | None) -> str:
    """The words of a value of the metadata; empty where there is none."""
    if not meta:
        return ""
    if meta["t"] == "MetaInlines":
        return "".join(each.get("c", " ") for each in meta["c"] if isinstance(each.get("c", " "), str))

    return meta["c"] if isinstance(meta["c"], str) else ""


def strings(text: str) -> list[Node]:
    """*text* as inline elements."""
    elements: list[Node] = []
    for word in text.split(" "):
        elements += [{"t": "Space"}, {"t": "Str", "c": word}]

    return elements[1:]


def _content(element: Node) -> list[Node]:
    """The inline elements in an *element*."""
    place = CONTENT.get(element["t"])
    content: list[Node] = element["c"] if place is None else element["c"][place]

    return content


def _attribute(element: Node, name: str) -> str | None:
    """The attribute *name* of a span."""
    return next((value for key, value in element["c"][0][2] if key == name), None)


def _flag(meta: Mapping[str, Any], name: str) -> bool:
    """Whether the metadata do not say no to *name*."""
    value = meta.get(name)

    return not (value and value["t"] == "MetaBool" and value["c"] is False)


def _put_behind(inlines: list[Node], marks: Mapping[int, Node]) -> None:
    """Put its mark behind every citation among *inlines*."""
    for place in range(len(inlines) - 1, -1, -1):
        element = inlines[place]
        if element["t"] == "Cite":
            inlines[place + 1 : place + 1] = [{"t": "Space"}, marks[id(element)]]
        elif element["t"] in PLAIN or element["t"] in CONTENT:
            _put_behind(_content(element), marks)


def _bracket(inlines: list[Node]) -> None:
    """Make of each span that names a claim for works the citation in brackets that it looks like."""
    for element in inlines:
        if element["t"] in PLAIN or element["t"] in CONTENT:
            _bracket(_content(element))

        if element["t"] == "Span" and _attribute(element, "claim"):
            group = _group(element["c"][1])
            if group:
                element["c"][1] = [group]


def _group(inlines: list[Node]) -> Node | None:
    """The citation that *inlines* are, each part between semicolons with one work; none if they are words."""
    parts: list[list[Node]] = [[]]
    for element in inlines:
        if element["t"] == "Str" and element["c"].endswith(";"):
            rest = element["c"][:-1]
            if rest:
                parts[-1].append({"t": "Str", "c": rest})

            parts.append([])
        else:
            parts[-1].append(element)

    citations = [_citation(part) for part in parts]
    if any(citation is None for citation in citations):
        return None

    # What stands there before a style of citations sets it; a citation within would be set, too.
    words = [{"t": "Str", "c": "["}]
    for element in inlines:
        words += element["c"][1] if element["t"] == "Cite" else [element]

    return {"t": "Cite", "c": [citations, [*words, {"t": "Str", "c": "]"}]]}


def _citation(part: list[Node]) -> Node | None:
    """The citation that a *part* is, with the words before and behind its work."""
    places = [place for place, element in enumerate(part) if element["t"] == "Cite"]
    if len(places) != 1:
        return None

    [citation, *others] = part[places[0]]["c"][0]
    if others or citation["citationMode"]["t"] != "AuthorInText":
        return None

    before, behind = part[: places[0]], part[places[0] + 1 :]
    mode = "NormalCitation"
    if before and before[-1] == {"t": "Str", "c": "-"}:
        before, mode = before[:-1], "SuppressAuthor"

    while before and before[0]["t"] == "Space":
        before = before[1:]

    while before and before[-1]["t"] == "Space":
        before = before[:-1]

    suffix = behind + citation["citationSuffix"]
    changes = {"citationMode": {"t": mode}, "citationPrefix": before, "citationSuffix": suffix}

    return {**citation, **changes}


def with_appendix(blocks: list[Node], marked: MarkedDocument) -> list[Node]:
    """*blocks* with the list of the claims that were cited for: where the document wants it, or at its end.

    A last heading is that of the references, which come after it.
    """
    entries = _appendix(marked)
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == APPENDIX:
            block["c"][1] = entries
            return blocks

    if not entries:
        return blocks

    whole = {"t": "Div", "c": [[APPENDIX, [], []], entries]}
    ends = [place for place, block in enumerate(blocks) if block["t"] == "Div" and block["c"][0][0] == "refs"]
    place = max([*ends[-1:]], default=len(blocks))
    if place and blocks[place - 1]["t"] == "Header":
        place -= 1

    return [*blocks[:place], whole, *blocks[place:]]


def _appendix(marked: MarkedDocument) -> list[Node]:
    """The heading and the list; nothing where no claim was named or accepted."""
    if not marked.cited:
        return []

    items = []
    for claim, stances in marked.cited.items():
        row = marked.table.claims[claim]
        citations = "; ".join(f"{label} ({stance})" for label, stance in stances.items())
        statement = {"t": "Strong", "c": strings(row.statement)}
        verdict = strings(f"Verdict: {row.verdict}. Cited: {citations}.")
        items.append([{"t": "Plain", "c": [statement, {"t": "Space"}, *verdict]}])

    heading = {"t": "Header", "c": [1, ["", ["unnumbered"], []], strings(TITLE)]}

    return [heading, {"t": "BulletList", "c": items}]
