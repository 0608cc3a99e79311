"""Articles, preprints and pages on the web as any style may print them, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drawn_style import dated, head, title_of
from phrases import MONTHS

if TYPE_CHECKING:
    from drawn_style import Item, Piece, Style


def _locator(style: Style, item: Item) -> list[Piece]:
    """Volume, issue and pages, in one of many ways."""
    volume, issue, page = (item.get(name, "") for name in ("volume", "issue", "page"))
    page = page.replace("-", style.dash)
    vol, no, pp = style.pick(
        " |(|):", " | (|): ", "vol. |, no. |, pp. ", " |(|), ", " |, |, ", " |.| : ", " |/|, ",
        "Vol. |, No. |, ",
        "vol. |, no. |, p. ", "Bd. |, H. |, S. ", "T. |, № |. \u0421. ", " |:|, ", "Vol. | Issue |, p",
        " | (|), ",
        "v. |, n. |, p. ", " |(|), pp. ", " |, no. | : ", "tome |, n° |, p. ", " | no. |, ",
        "Volume |, Issue |, Pages ",
        " |(|):", " |(|), ", "(|)|: ",
    ).split("|")  # fmt: skip
    pieces: list[Piece] = []
    if volume:
        pieces += [(vol.strip() + " " * (vol.endswith(" ") and vol != " "), None), (volume, "volume")]
    if issue:
        pieces += [(no if volume else no.lstrip(" ,.:/"), None), (issue, "issue")]
        if "(" in no and not pp.startswith(")"):
            pieces.append((")", None))
    if page:
        sign = pp if issue or not pp.startswith(")") else pp[1:]
        article = page.isdigit() and style.maybe(0.3)
        sign = style.pick(", Article ", ", Art. no. ", ", article ") if article else sign
        pieces += [(sign if pieces else sign.lstrip(" ,.:)"), None), (page, "pages")]
    elif issue and pp.startswith(")"):
        pieces.append((")", None))
    return pieces


def journal(style: Style, item: Item) -> list[Piece]:
    """The journal, with volume, issue, pages and perhaps the year."""
    name: Piece = (item["container-title"], "container")
    where = _locator(style, item)
    pieces: list[Piece] = [(style.pick("", "", "", "", "", "", "In ", "In: ", "// "), None), name]
    if style.maybe(0.04):
        pieces.append((style.pick(" [Internet]", " (Online)", " [online]"), None))
    if style.year_at == "people":
        return [*pieces, (style.pick(", ", ", ", " ", ". ", ": "), None), *where, (".", None)]
    if style.year_at == "imprint":
        joint = style.pick(
            ". | ;", " | ;", ". | ; ", ", | , ", ". | . ", ", | ; ", " | : ", ". – | . – "
        ).split("|")
        between = joint[1] if joint[1].strip() else ", "
        return [
            *pieces,
            (joint[0].rstrip() + " ", None),
            *dated(style, item),
            (between.lstrip() or ", ", None),
            *where,
            (".", None),
        ]
    opening, closing = style.pick(" (| ).", ", |.", " (|)", ", (|).", " [|].").replace(" )", ")").split("|")
    return [
        *pieces,
        (style.pick(", ", " ", " ", ". "), None),
        *where,
        (opening, None),
        *dated(style, item),
        (closing, None),
    ]


def page_on_the_web(style: Style, item: Item) -> list[Piece]:
    """A page on the web."""
    day = f"{style.chance.randint(1, 28)} {style.pick(*MONTHS)} {style.chance.randint(2005, 2026)}"
    address = item["URL"]
    ends = (
        f"Available: {address}", f"Retrieved from {address}", f"{address}", f"Available from: {address}",
        f"Available at: {address}",
        f"{address} (accessed {day})", f"{address} [Accessed {day}]", f"Retrieved {day}, from {address}",
        f"Accessed {day}. {address}", f"[cited {day}]. Available from: {address}", f"URL: {address}",
        f"{address}. Zugriff: {day}", f"Online: {address}", f"Web. {day}", f"Web. {day}", f"Retrieved {day}",
        f"Accessed: {day}", f"<{address}>", f"{address} (last visited {day})",
        f"Consulté le {day}, {address}",
        f"{address}; accessed {day}",
    )  # fmt: skip
    site: list[Piece] = []
    if style.maybe(0.15):
        item = item | {
            "publisher": style.pick("Puppet Labs", "BBC", "Mayo Clinic", "Cabinet Office", "Mozilla", "WHO")
        }
    if "container-title" in item:
        site = [(item["container-title"], "container"), (style.pick(". ", ", ", ": "), None)]
    if "publisher" in item and style.maybe(0.8):
        site += [(item["publisher"], "publisher"), (style.pick(". ", ", ", "; "), None)]
    medium = style.pick(" [Internet]", " [online]", " [Web page]", "") if style.maybe(0.3) else ""
    people = head(style, item)
    year = [] if style.year_at == "people" else [*dated(style, item), (style.pick(". ", ", ", "; "), None)]
    if style.maybe(0.2):
        people, year = [], []
    title = title_of(style, item)
    title.insert(2, (medium, None))
    return [*people, *title, *site, *year, (style.pick(*ends) + style.pick("", "."), None)]


def preprint(style: Style, item: Item) -> list[Piece]:
    """A preprint on its server."""
    number = f"{style.chance.randint(1000, 2600)}.{style.chance.randint(10000, 99999)}"
    where: list[Piece] = [(style.pick("arXiv preprint ", "", "", "In ", "Preprint at "), None)]
    server = style.pick("arXiv", "arXiv", "bioRxiv", "medRxiv", "SSRN", "PsyArXiv")
    where += (
        [(f"arXiv:{number}", None)]
        if style.maybe(0.6)
        else [(server, "container"), (style.pick("", " [Preprint]", " preprint"), None)]
    )
    year = [] if style.year_at == "people" else [(style.pick(", ", " (", ". "), None), *dated(style, item)]
    closing = ")" if year and year[0][0] == " (" else ""
    return [*head(style, item), *title_of(style, item), *where, *year, (closing + style.pick(".", ""), None)]


def article(style: Style, item: Item) -> list[Piece]:
    """An article in a journal."""
    if style.maybe(0.03):  # physicists leave titles out
        return [*head(style, item), *journal(style, item)]
    if "author" in item and style.maybe(0.09):  # title first, as PubMed prints it
        people: Piece = (style.people.text(item["author"]), "authors")
        style.year_at = style.pick("imprint", "end")
        return [*title_of(style, item), people, (". ", None), *journal(style, item)]
    return [*head(style, item), *title_of(style, item), *journal(style, item)]
