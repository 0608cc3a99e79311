"""What can be wrong with the literature beyond its syntax: DOIs, years, pages, keys, works nobody uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence_graph import bibliography as bib
from evidence_graph import invisible
from evidence_graph.bibliography import BlockKind, dates, escaping, inheritance, offences, value_expressions
from evidence_graph.bibliography.symbols import SPECIAL
from evidence_graph.checks import addresses, like_ids, parents, texts
from evidence_graph.model import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from evidence_graph.bibliography import Bibliography, Block, Entry

FOUR_DIGITS = re.compile(r"[0-9]{4}")
SPACE = re.compile(r"\s+")
KEY = re.compile(r"\s*@\s*\w+\s*[{(]\s*([^\s,{}()]+)\s*,")
RANGE = re.compile(r"([A-Za-z]*)([0-9]+)\s*[-\u2010-\u2015]{1,3}\s*([A-Za-z]*)([0-9]+)")
"""First and last page, each with the letters some journals put before it."""

DOI_FIELDS = ("doi", "url", "eprint", "howpublished", "note")
"""The fields in which a DOI may stand, in the order in which they are looked into."""

PRINTED = "Write what is to be printed, with commands for letters, formulas and type alone."
UNPRINTED = frozenset(["abstract", "keywords", "annote", "annotation", "review", "groups", "owner"])
"""The fields that no common style prints; a % in them is a comment to biber's output all the same."""

CURES = {"file": r"Write / or \\ for each \ of the path.", "execute": "Remove the field."}
"""What to do about TeX in a field that is not printed."""


class Found(NamedTuple):
    """What is wrong with one field."""

    code: str
    message: str
    cure: str


def problems(bibliography: Bibliography, path: Path, today: dt.date) -> Iterator[Problem]:
    """What is wrong with the entries of *bibliography*, each by itself and one beside the other."""
    looked_at: dict[str, Callable[[str], Found | None]] = {
        "doi": doi,
        "year": lambda text: year(text, last=today.year + 1),
        "date": lambda text: year(text, last=today.year + 1),
        "pages": pages,
    }
    for entry, block in _entries(bibliography):
        for name, look in looked_at.items():
            if name in entry.fields and (fault_text := look(plain_text(bibliography, entry, name))):
                yield Problem(str(path), _line(block, name), *fault_text, f"citation:{entry.key}")

        for name in entry.fields:
            for fault_text in _each_field(bibliography, entry, name):
                yield Problem(str(path), _line(block, name), *fault_text, f"citation:{entry.key}")

    yield from _keys(bibliography, path)
    yield from _same_doi(bibliography, path)
    yield from _commands(bibliography, path)
    yield from _parents(bibliography, path)
    for key, other in like_ids.twins(bibliography.entries):
        line = bibliography.entries[key].line
        yield Problem(
            str(path), line, "look-alike", *like_ids.words("citation", key, other), f"citation:{key}"
        )


def _each_field(bibliography: Bibliography, entry: Entry, name: str) -> Iterator[Found]:
    """What can be wrong with any field: characters that nobody sees, addresses that are none."""
    written = entry.fields[name]
    unseen = invisible.tell(written.strip('{}" \t\r\n'))
    if unseen:
        yield Found(texts.CODE, f"{name} holds what nobody sees: {unseen}.", texts.CURE)

    field_texts = list(addresses.WITHIN.findall(written))
    if not field_texts and addresses.ADDRESS_FIELD.fullmatch(name):
        field_texts = [bib.field_text(entry, name, bibliography.strings).strip()]

    for address in field_texts:
        plain = "".join(invisible.bare(address).replace("\\", "").split())
        if plain and not addresses.is_web(plain):
            yield Found(addresses.CODE, addresses.words(name, plain), addresses.CURE)


def _keys(bibliography: Bibliography, path: Path) -> Iterator[Problem]:
    """Keys that hold characters nobody sees."""
    for key, entry in bibliography.entries.items():
        unseen = invisible.tell(key)
        if unseen:
            message = f"The key {invisible.show(key)!r} holds what nobody sees: {unseen}."
            yield Problem(str(path), entry.line, texts.CODE, message, texts.CURE, f"citation:{key}")


def _parents(bibliography: Bibliography, path: Path) -> Iterator[Problem]:
    """Entries that take fields from what is not there, or from themselves."""
    blocks = {entry.key: block for entry, block in _entries(bibliography)}
    for gap in parents.gaps(bibliography, broken(bibliography)):
        line = _line(blocks[gap.key], gap.field)
        yield Problem(str(path), line, gap.code, gap.message, gap.cure, f"citation:{gap.key}")


def unused_citations(bibliography: Bibliography, path: Path, used: Collection[str]) -> Iterator[Problem]:
    """Works that the claims file does not speak of, and from which no other entry takes fields."""
    inherited = inheritance.parent_keys(bibliography)
    for key, entry in bibliography.entries.items():
        if key not in used and key not in inherited:
            message = f"Nothing in claims.ttl speaks of the work {key!r}."
            cure = "Add an evidence line, a reference or its study facts; or delete the entry."
            yield Problem(str(path), entry.line, "unused-citation", message, cure, f"citation:{key}")


def broken(bibliography: Bibliography) -> set[str]:
    """The keys of entries that cannot be read: what points to them is not to blame."""
    matches = (KEY.match(block.raw) for block in bibliography.blocks if block.kind is BlockKind.BROKEN)

    return {match[1] for match in matches if match}


def doi(text: str) -> Found | None:
    """What is wrong with a DOI.

    >>> doi("https://doi.org/10.5555/leaf.2001").cure
    'Write doi = {10.5555/leaf.2001}.'
    """
    bare = clean_doi(text)
    if bare == text:
        return None

    if bare:
        cure = f"Write doi = {{{bare}}}."
    else:
        cure = "Write it as it stands in the work, from 10. on."

    return Found("bad-doi", f"The DOI {text!r} is no bare DOI such as 10.1000/182.", cure)


def year(text: str, *, last: int) -> Found | None:
    """What is wrong with a year; whatever a year or a state can be read from is fine.

    >>> year("2O01", last=2027).message
    "No year can be read from '2O01'."
    >>> year("2004, in press", last=2027) or year("1875 [2004]", last=2027) or year("n.d.", last=2027)
    """
    if not dates.is_readable(text):
        cure = "Write it in four digits, or leave it out."
        return Found("bad-year", f"No year can be read from {text!r}.", cure)

    if FOUR_DIGITS.fullmatch(text) and int(text) > last:
        return Found("bad-year", f"The year {text} is later than {last}.", "Correct it, or leave it out.")

    return None


def pages(text: str) -> Found | None:
    """What is wrong with pages; short forms such as 2640-50 are fine.

    >>> pages("2640--50") or pages("S78-S84") or pages("e12") or pages("1--9, 12--15")
    >>> pages("56--46").message
    'The pages 56--46 end before they start.'
    """
    for part in re.split(r"[,;+]", text):
        match = RANGE.fullmatch(part.strip())
        if match is None:
            continue

        letters, start, other_letters, end = match.groups()
        if len(end) < len(start):
            full_end = start[: -len(end)] + end
        else:
            full_end = end

        if other_letters in {"", letters} and int(full_end) < int(start):
            return Found("bad-pages", f"The pages {part.strip()} end before they start.", "Correct them.")

    return None


def _same_doi(bibliography: Bibliography, path: Path) -> Iterator[Problem]:
    """One DOI on two entries, however each writes it, and in whichever field."""
    seen: dict[str, str] = {}
    for entry, block in _entries(bibliography):
        if not any(name in entry.fields for name in DOI_FIELDS):
            continue

        identity = (bib.citation(entry, bibliography.strings).doi or "").casefold()
        if bib.is_doi(identity):
            other = seen.setdefault(identity, entry.key)
        else:
            other = entry.key

        if other != entry.key:
            message = f"The DOI of {entry.key} is also that of {other}."
            cure = "Correct one of them, or make one entry of the two and add the other key as eg:alias."
            place = _line(block, next(name for name in DOI_FIELDS if name in entry.fields))
            yield Problem(str(path), place, "doi-twice", message, cure, f"citation:{entry.key}")


def _commands(bibliography: Bibliography, path: Path) -> Iterator[Problem]:
    """TeX that does more than set letters and formulas; no export takes it along."""
    for block in bibliography.blocks:
        if block.kind is BlockKind.PREAMBLE:
            message = "A @preamble is code of TeX, which no export takes along."
            yield Problem(str(path), block.line, "tex-command", message, "Keep it in the document instead.")

    for entry, block in _entries(bibliography):
        for name, value in entry.fields.items():
            if not (value_expressions.is_name(name) and value_expressions.is_sound(value)):
                continue  # reading has told it

            commands = _obeyed_text(name, value, bibliography)
            if commands:
                yield Problem(str(path), _line(block, name), *commands, f"citation:{entry.key}")


def clean_doi(text: str) -> str:
    """The DOI that *text* surely is, whatever stands around it; an empty text where it is none."""
    bare = SPACE.sub("", bib.bare_doi(text))

    return bare if bib.is_doi(bare) else ""


def _obeyed_text(name: str, value: str, bibliography: Bibliography) -> Found | None:
    """What in the *value* of a field TeX would obey: a command, or a sign that was meant to be printed."""
    offence = offences.of_field(name, escaping.escape(name, value), bibliography.strings)
    if offence:
        message = f"The field {name} holds {offence}; exports write it anew as text or leave it out."
        return Found("tex-command", message, CURES.get(name, PRINTED))

    signs = escaping.bare_signs(name, value)
    if not signs or (name in UNPRINTED and "%" not in signs):
        return None

    cure = f"Write {' '.join(SPECIAL[sign] for sign in signs)}."
    message = f"The field {name} holds {' '.join(signs)} bare, which TeX obeys; exports escape it."

    return Found("bare-sign", message, cure)


def _entries(bibliography: Bibliography) -> Iterator[tuple[Entry, Block]]:
    for block in bibliography.blocks:
        if block.entry is not None:
            yield block.entry, block


def plain_text(bibliography: Bibliography, entry: Entry, name: str) -> str:
    """What a field says; in an identifier the spaces stay, which reading takes out."""
    written = entry.fields[name].strip('{}" \t\r\n')
    if name == "doi" and SPACE.search(written):
        return written

    return bib.field_text(entry, name, bibliography.strings)


def _line(block: Block, name: str) -> int:
    """The line on which a field of the entry stands."""
    match = re.search(rf"[{{,\s]{re.escape(name)}\s*=", block.raw, re.IGNORECASE)

    return block.line + (len(re.findall(r"\r\n|\n|\r", block.raw[: match.start() + 1])) if match else 0)
