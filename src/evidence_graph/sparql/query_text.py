"""The text of a SPARQL query: its tokens, what is refused in it, and values bound into it.

The tokens are those of the SPARQL 1.1 grammar, section 19.8. The engine reads some texts more freely
than the grammar, without a blank after a keyword and with ``<`` as an operator where the grammar sees an
IRI; what the two could read differently is refused, so that nothing hides from this module.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from evidence_graph.errors import RefusedQuery

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MAX_BYTES = 20_000
MAX_NESTING = 50

REACHING = {
    "SERVICE": "SERVICE would ask another machine; a query sees only the data at hand.",
    "FROM": "FROM would read another file or address; a query sees only the data at hand. Leave it out.",
    "LOAD": "LOAD would fetch a file or an address; a query sees only the data at hand.",
}
WRITING = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
OPENING, CLOSING = "{([", "})]"

_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
ESCAPE = re.compile(_ESCAPED)
_LETTERS = r"\w\u00b7\u0300-\u036f\u203f-\u2040-"
_LOCAL = rf"(?:[{_LETTERS}:]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?#@%])"

TOKEN = re.compile(
    rf"""
    (?P<blank>[\x20\t\r\n]+|\#[^\r\n]*)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPED})*>)
  | (?P<string>\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<variable>[?$][\w\u00b7\u0300-\u036f\u203f-\u2040]+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
  | (?P<name>(?:[^\W\d_](?:[{_LETTERS}.]*[{_LETTERS}])?|_)?:(?:{_LOCAL}(?:[.]*{_LOCAL})*)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>\^\^|&&|\|\||!=|<=|>=|.)
    """,
    re.VERBOSE | re.DOTALL,
)

OPERANDS = {"iri", "string", "variable", "language", "number", "name", "word"}
"""After these a ``<`` inside parentheses may be the operator."""


@dataclass(frozen=True, slots=True)
class QueryToken:
    """One token: what kind of text, its letters, and where it starts."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword that it is, in capitals; nothing for any other token."""
        if self.kind == "word":
            return self.text.upper()

        return ""

    @property
    def prefix(self) -> str | None:
        """The prefix of a prefixed name."""
        if self.kind == "name" and self.text[:2] != "_:":
            return self.text.split(":", 1)[0]

        return None


def tokens(query: str) -> list[QueryToken]:
    """The tokens of *query*, without blanks and comments."""
    query_tokens = ((m.lastgroup or "", m) for m in TOKEN.finditer(query))

    return [QueryToken(kind, m[0], m.start()) for kind, m in query_tokens if kind != "blank"]


def variables(query: str) -> set[str]:
    """The names of the variables of *query*, without their mark."""
    return {token.text[1:] for token in tokens(query) if token.kind == "variable"}


def gives_rows(query: str) -> bool:
    """Whether *query* is a SELECT or an ASK, and no CONSTRUCT or DESCRIBE."""
    return next((t.word for t in tokens(query) if t.word in FORMS), "") in {"SELECT", "ASK"}


def refuse(query: str, *, prefixes: Collection[str] = ()) -> None:
    r"""Refuse a *query* that would reach out, write, or overwhelm the engine; *prefixes* are known to it.

    Raises RefusedQuery with the word and its line. SPARQL 1.1, section 19.2, writes escapes such as
    ``\u0053`` out before anything else is read, also in a keyword or as the end of a text; the engine here
    does not, an endpoint may. So a query has to stand as it is and with its escapes written out.
    """
    _refuse(query, prefixes)
    plain = ESCAPE.sub(_letter, query)
    if plain != query:
        try:
            _refuse(plain, prefixes)
        except RefusedQuery as error:
            raise RefusedQuery(f"With its escapes (\\u…) written out: {error.reason}") from None


def _letter(escape: re.Match[str]) -> str:
    number = int(escape[0].lstrip("\\uU"), 16)
    if number <= sys.maxunicode:
        return chr(number)

    return escape[0]


def _refuse(query: str, prefixes: Collection[str]) -> None:
    size = len(query.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise RefusedQuery(f"It has {size:,} bytes, more than the limit of {MAX_BYTES:,}.")

    query_tokens = tokens(query)
    for number, token in enumerate(query_tokens):
        reason = _reaching(query_tokens, number) or _nesting(query_tokens, number) or _writing(token)
        if reason:
            raise _refusal(query, token, reason)

    _refuse_brackets(query, query_tokens)
    _refuse_prefixes(query, query_tokens, prefixes)
    _refuse_form(query, query_tokens)


def bind(query: str, terms: Mapping[str, str]) -> str:
    """*query* with each variable of *terms* held to its term, written as in N-Triples.

    The terms stand in VALUES blocks at the head of the pattern of every SELECT and ASK, so that a
    parameter means the same everywhere; the engine's own substitutions reach neither filters nor
    variables that are not selected. One block for each variable: Virtuoso cannot join one of several.
    """
    if not terms:
        return query

    block = " ".join(["", *(f"VALUES ?{name} {{ {term} }}" for name, term in terms.items()), ""])
    parts: list[str] = []
    done = 0
    heads = _heads(query)
    if not heads:
        raise RefusedQuery("It has no pattern in braces, so no value can be given to it.")

    for place in heads:
        parts += [query[done:place], block]
        done = place

    return "".join([*parts, query[done:]])


def declare(query: str, prefixes: Mapping[str, str]) -> str:
    """*query* with those of *prefixes* written out that it uses without saying what they mean."""
    query_tokens = tokens(query)
    own = {t.prefix for before, t in pairwise(query_tokens) if before.word == "PREFIX"}
    used = sorted({t.prefix for t in query_tokens if t.prefix is not None} & prefixes.keys() - own)

    return "".join(f"PREFIX {prefix}: <{prefixes[prefix]}> " for prefix in used) + query


def _heads(query: str) -> list[int]:
    """Where the patterns of the SELECTs, ASKs, CONSTRUCTs and DESCRIBEs begin.

    A pattern that is nothing but another SELECT has no room for more; that one is told.
    """
    query_tokens = tokens(query)
    heads: list[int] = []
    waiting: list[tuple[int, bool]] = []
    depth = 0
    for number, token in enumerate(query_tokens):
        if token.word in FORMS:
            template = token.word == "CONSTRUCT" and _text(query_tokens, number + 1) == "{"
            if token.word == "CONSTRUCT" and not template:
                reason = "Values can be given to CONSTRUCT { … } WHERE { … } only, not to its short form."
                raise _refusal(query, token, reason)

            waiting.append((depth, template))
        elif token.kind == "mark":
            depth += (token.text in "([") - (token.text in ")]")
            if token.text == "{" and waiting and waiting[-1][0] == depth:
                _, template = waiting.pop()
                if template:
                    waiting.append((depth, False))
                elif _text(query_tokens, number + 1).upper() != "SELECT":
                    heads.append(token.start + 1)

    return heads


def _reaching(query_tokens: Sequence[QueryToken], number: int) -> str:
    """Why the token would reach out, also where the engine alone would see a keyword in it."""
    token = query_tokens[number]
    if token.kind == "iri":
        return _doubtful(query_tokens, number)

    text = token.word or (token.prefix or "").upper()
    word = next((w for w in REACHING if w in text), "")
    if token.kind == "name":
        follows = _text(query_tokens, number + 1).upper()
        if follows not in {"{", "WHERE", "FROM"} or _text(query_tokens, number - 1).upper() == "GRAPH":
            return ""

    return REACHING.get(word, "")


def _doubtful(query_tokens: Sequence[QueryToken], number: int) -> str:
    """Why an IRI cannot be told from a comparison followed by a comment: ``(?a<ex:b)#>``.

    An IRI with ``//`` cannot be a comparison, and without ``#`` both readings end at one place.
    """
    text, before = query_tokens[number].text, query_tokens[number - 1] if number else None
    if "#" not in text or re.match(r"<[A-Za-z][A-Za-z0-9+.-]*://", text) or before is None:
        return ""

    opened = [0]
    for token in query_tokens[:number]:
        if token.kind == "mark" and token.text in OPENING:
            opened.append(OPENING.index(token.text))
        elif token.kind == "mark" and token.text in CLOSING and len(opened) > 1:
            opened.pop()

    if opened[-1] != OPENING.index("(") or not (before.kind in OPERANDS or before.text == ")"):
        return ""

    return f"{text} can be read as an IRI and as a comparison; put a blank after '<' or use a prefix."


def _nesting(query_tokens: Sequence[QueryToken], number: int) -> str:
    token, following = (
        query_tokens[number],
        query_tokens[number + 1] if number + 1 < len(query_tokens) else None,
    )
    if token.text != "<" or following is None or following.text[0] != "<":
        return ""
    if following.start > token.start + 1:
        return ""

    return "'<<' begins a triple within a triple, which is RDF 1.2; queries are SPARQL 1.1."


def _writing(token: QueryToken) -> str:
    if token.word not in WRITING:
        return ""

    return f"{token.word} would change data; a query only reads. Edit the files of the data folder."


def _refuse_brackets(query: str, query_tokens: Sequence[QueryToken]) -> None:
    opened: list[QueryToken] = []
    for token in query_tokens:
        if token.kind != "mark":
            continue
        if token.text in {'"', "'"}:
            raise _refusal(query, token, "The text that begins here has no end.")

        if token.text in OPENING:
            opened.append(token)
            if len(opened) > MAX_NESTING:
                raise _refusal(query, token, f"It is nested more than {MAX_NESTING} deep.")
        elif token.text in CLOSING:
            pair = OPENING[CLOSING.index(token.text)]
            if not opened or opened.pop().text != pair:
                raise _refusal(query, token, f"There is no {pair!r} that this {token.text!r} closes.")

    if opened:
        raise _refusal(query, opened[-1], f"The {opened[-1].text!r} here is never closed.")


def _refuse_prefixes(query: str, query_tokens: Sequence[QueryToken], prefixes: Collection[str]) -> None:
    """Refuse a prefix without meaning: the engine would only say that it expected something else."""
    known_prefixes = set(prefixes)
    for number, token in enumerate(query_tokens):
        if token.prefix is None:
            continue

        if number and query_tokens[number - 1].word == "PREFIX":
            known_prefixes.add(token.prefix)
        elif token.prefix not in known_prefixes:
            prefix_words = ", ".join(f"{prefix}:" for prefix in sorted(known_prefixes)) or "none"
            reason = f"The prefix {token.prefix}: has no meaning here. Write PREFIX {token.prefix}: <…> first"
            raise _refusal(query, token, f"{reason}; known are {prefix_words}.")


def _refuse_form(query: str, query_tokens: Sequence[QueryToken]) -> None:
    first = next((t for t in query_tokens if t.word not in {"", "PREFIX", "BASE"}), None)
    if first is None or first.word not in FORMS:
        reason = f"A query says {', '.join(FORMS[:-1])} or {FORMS[-1]} after its PREFIX lines"
        where = first or (query_tokens[0] if query_tokens else QueryToken("", "", 0))
        raise _refusal(query, where, f"{reason}, not {where.text!r}." if first else f"{reason}.")


def _text(query_tokens: Sequence[QueryToken], number: int) -> str:
    if 0 <= number < len(query_tokens):
        return query_tokens[number].text

    return ""


def place(query: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of the character at *offset*."""
    before = query[:offset].replace("\r\n", "\n").replace("\r", "\n")

    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _refusal(query: str, token: QueryToken, reason: str) -> RefusedQuery:
    line, column = place(query, token.start)
    return RefusedQuery(reason, line=line, column=column)
