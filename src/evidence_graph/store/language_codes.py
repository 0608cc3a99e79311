"""Which tags are those of a language: "de" and "pt-BR" are, "german" and "nonsense" are not.

A tag begins with the code of its language (BCP 47): two letters of ISO 639-1 or, for a language that has no
such code, three of ISO 639-3, of which there are too many to keep a list. No longer code has been given away.
"""

from __future__ import annotations

import re

from evidence_graph.errors import UnknownName
from evidence_graph.nearness import nearest
from evidence_graph.vocabulary import LANGUAGE

_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn
so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
TWO_LETTERS = frozenset(_TWO_LETTERS.split())
"""The codes of ISO 639-1, with those for Bihari and Serbo-Croatian, which were given up and still stand."""

NAMES = {
    "ar": "arabic العربية",
    "bn": "bengali বাংলা",
    "cs": "czech čeština",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "es": "spanish español",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi",
    "fr": "french français",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hu": "hungarian magyar",
    "id": "indonesian",
    "it": "italian italiano",
    "ja": "japanese jp 日本語",
    "ko": "korean kr 한국어",
    "nl": "dutch nederlands",
    "no": "norwegian norsk",
    "pl": "polish polski",
    "pt": "portuguese português",
    "ro": "romanian română",
    "ru": "russian русский",
    "sv": "swedish svenska",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese",
    "zh": "chinese cn mandarin 中文",
}
"""What people write instead of the code: the language's name in English and in itself, or a country."""


def is_tag(tag: str) -> bool:
    """Whether *tag* is one of a language.

    >>> is_tag("pt-BR"), is_tag("nds"), is_tag("german"), is_tag("xq")
    (True, True, False, False)
    """
    code = tag.lower().partition("-")[0]

    return re.fullmatch(LANGUAGE, tag) is not None and (code in TWO_LETTERS or len(code) == len("nds"))


def needs_language(tag: str) -> None:
    """Refuse what is no *tag* of a language.

    Raises UnknownName with the tags that may have been meant.
    """
    if is_tag(tag):
        return

    code = re.split("[-_]", tag.strip().lower())[0]
    if is_tag(code):
        neighbours = [tag.strip().replace("_", "-")]
    else:
        tag_of = {word: code for code, words in NAMES.items() for word in words.split()}
        words = [code] if code in tag_of else nearest(code, tag_of)
        neighbours = [*dict.fromkeys(tag_of[word] for word in words)]

    hint = "A language is named by its tag, such as de or pt-BR."
    raise UnknownName("language", tag, nearest=[one for one in neighbours if is_tag(one)], hint=hint)
