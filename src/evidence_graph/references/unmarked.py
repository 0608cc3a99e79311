"""A printed reference without the signs of the page on which it stood: stars, links, notes, bullets.

In comes "[^3]: Ito K. *Tea* **8** (2004).", out goes "Ito K. Tea 8 (2004)." and where each of its letters
stood, so that a field that is read in it can be shown in print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence_graph.references.locators import Span

_LEADS = re.compile(
    r"(?:\s|[•◦▪‣●○·]|[*–—-](?=\s)|\\bibitem(?:\[[^\]]*\])?\{[^}]*\}|\.\.(?=\s*\[)"
    r"|\*\*(?=\[|\d)|\*\*(?=\s)|\[\[[\w:+-]{1,40}\]\]|\[\^[\w-]{1,30}\]:?|\[[\w+:-]{0,30}\d\]\.?:?(?=\s|\*\*)|\(\d{1,3}\)(?=\s)"
    r"|\d{1,3}[.)](?=\s)|\d{1,3}\s?[-–—](?=\s)|\d{1,3}\.(?=\*\*)|\[\^\]\([^)\s]*\)|\^(?:\s[a-z](?=\s))*(?=\s))+"
)
"""Bullets, numbers and keys before an entry, as lists, Markdown, Wikipedia and reStructuredText set them."""

_BACK_LINK = re.compile(r"\[\^?\]\(#[^)\s]*\)|↩︎?|↑")
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]]{1,400})\]"
    r"\((?P<address><?(?:https?://|www\.)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*>?)(?: \"[^\"]*\")?\)"
)
_TAG = re.compile(
    r"</?(?:i|b|em|strong|a|span|sup|sub|u|p|li|cite|small|br|font|div)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITALIC = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`]+)`")
_NOTE_SIGN = re.compile(r"(?<=[^\W\d_]),?[*†‡§¶]+(?=[,;])|(?<=[^\W\d_])[*†‡§¶]+(?=\s(?:and|&)\s)")
"""Signs of notes behind the name of somebody: Delp,*, Hess†, Jones."""

_BACKSLASH = re.compile(r"\\(?=[*_\[\]()#.&~-])")
_SPACE_BEFORE_SIGN = re.compile(r" +(?=[,;](?:\s|$))")
_SPACES = re.compile(r"(?<= ) +")
_TORN_DOI = re.compile(
    r" (?:(?<=doi\.org/ )(?=10\.)|(?<=doi\.org/10\. )(?=\d{4})|(?<=\b10\.\d{4}/ )(?=\S)"
    r"|(?:(?<=doi\.org )|(?<=\b10\.\d{4} )|(?<=\b10\.\d{5} ))(?=/))"
)
"""It begins with the space itself: a text is searched faster for that than for what stands before it."""

_TORN_TAIL = re.compile(r"\b10\.\d{4,9}/[\w./()-]*[./-](?P<gap> )(?=\d{2,4}[.\d-]*(?:[.,;]?$|[.,;] ))")


_SIGN_OF_PAGE = re.compile(r"[\[<*†‡§¶\\_`↩↑]")
"""One of these stands in every sign of a page behind the lead; most references have none."""


@dataclass(frozen=True, slots=True)
class Unmarked:
    """The plain *text* of a printed reference, and where each of its letters stands in print."""

    text: str
    places: Sequence[int]

    def span_in_print(self, span: Span) -> Span:
        """Where a *span* of the plain text stands in print."""
        start, end = span
        if start >= end:
            return (self.places[start] if start < len(self.places) else 0,) * 2

        return self.places[start], self.places[end - 1] + 1


def unmarked(printed: str) -> Unmarked:
    """*printed* without the signs of its page.

    >>> unmarked("[^3]: Ito K. *Tea* **8** , 1-9 (2004).").text
    'Ito K. Tea 8, 1-9 (2004).'
    """
    plain = _RemainingLetters(printed)
    plain.drop_lead()
    if _SIGN_OF_PAGE.search(plain.text):
        plain.drop_signs()

    if "10." in plain.text or "doi.org" in plain.text:
        plain.drop(_TORN_DOI)
        plain.drop(_TORN_TAIL, "gap")

    plain.drop(_SPACE_BEFORE_SIGN)
    plain.drop(_SPACES)

    return Unmarked(plain.text, plain.places)


class _RemainingLetters:
    """The letters that remain, and where they stood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: Sequence[int] = range(len(text))

    def _keep(self, spans: Sequence[Span]) -> None:
        """Only the letters in *spans*, in their order."""
        self.places = [place for start, end in spans for place in self.places[start:end]]
        self.text = "".join(self.text[start:end] for start, end in spans)

    def _remove(self, gaps: Sequence[Span]) -> None:
        if not gaps:
            return

        begins = [0, *(end for _, end in gaps)]
        ends = [*(start for start, _ in gaps), len(self.text)]
        self._keep(list(zip(begins, ends, strict=True)))

    def drop_lead(self) -> None:
        """Without the numbers, keys and bullets before it."""
        lead = _LEADS.match(self.text)
        if lead and lead.end() < len(self.text):
            self._remove([lead.span()])

    def drop_signs(self) -> None:
        """Without the signs of the page within it."""
        for pattern in (_BACK_LINK, _TAG, _NOTE_SIGN, _BACKSLASH):
            self.drop(pattern)

        self.put_links_last()
        for pattern, signs in ((_BOLD, 2), (_ITALIC, 1), (_CODE, 1)):
            self.drop_round(pattern, signs)

    def drop(self, pattern: re.Pattern[str], group: str | int = 0) -> None:
        """Without what *pattern* finds."""
        self._remove([sign.span(group) for sign in pattern.finditer(self.text)])

    def drop_round(self, pattern: re.Pattern[str], signs: int) -> None:
        """Without the *signs* on both sides of what *pattern* finds."""
        for _ in range(2):
            gaps: list[Span] = []
            for sign in pattern.finditer(self.text):
                gaps += [(sign.start(), sign.start() + signs), (sign.end() - signs, sign.end())]

            self._remove(gaps)

    def put_links_last(self) -> None:
        """Each linked text without its brackets, and the addresses behind everything."""
        links = list(_LINK.finditer(self.text))
        if not links:
            return

        spans: list[Span] = []
        place = 0
        for link in links:
            spans += [(place, link.start()), link.span("text")]
            place = link.end()

        spans.append((place, len(self.text)))
        whole = self.text, self.places
        self._keep(spans)
        for link in links:
            address = whole[0][slice(*link.span("address"))]
            if address.strip("<>") not in link["text"]:
                # The bracket before an address becomes the space that parts it from what stands before it.
                start, end = link.span("address")
                self.text = f"{self.text} {address}"
                self.places = [*self.places, *whole[1][start - 1 : end]]
