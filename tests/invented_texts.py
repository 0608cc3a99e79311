"""Texts of made-up studies, with all that makes quotes hard to compare: signs, units, hyphens, denials."""

import html
import random
import re
from dataclasses import dataclass

THINGS = (
    *("sprint time", "jump height", "tea bitterness", "grip strength", "sleep quality", "heart rate"),
    *("pre-test score", "well-being", "VO₂max", "body mass", "reaction time", "cadence", "leaf colour"),
    *("mTOR signalling", "pH", "insulin sensitivity", "muscle thickness", "self-reported pain"),
)
GROUPS = (
    *("the trained group", "well-trained men", "the control group", "novice tasters", "older adults"),
    *("both groups", "the low-dose arm", "cyclists", "participants who steeped longer", "women"),
)
DEEDS = ("improved", "fell", "rose", "worsened", "increased", "decreased", "differed", "changed")
STEMS = {"improved": "improve", "fell": "fall", "rose": "rise", "worsened": "worsen", "increased": "increase"}
STEMS |= {"decreased": "decrease", "differed": "differ", "changed": "change"}
UNITS = ("kg", "mm", "mM", "mg", "μg", "ms", "s", "%", "cm", "W", "kJ", "bpm", "nmol", "mL")
ADVERBS = ("significantly", "slightly", "consistently", "substantially", "markedly", "gradually")
HEADINGS = ("No effect of steeping", "Results", "What did not change", "Methods", "Limits of this study")


@dataclass(frozen=True)
class InventedText:
    """A text as sentences by paragraph; a heading is a paragraph of one line without a stop."""

    key: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self):
        return [sentence for paragraph in self.paragraphs if len(paragraph) > 1 for sentence in paragraph]


class Inventor:
    """Invents sentences and texts from a fixed seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
        self.serial = 0

    def text(self, key, paragraphs=6):
        parts = []
        for _ in range(paragraphs):
            if self.chance.random() < 0.6:
                parts.append((self.chance.choice(HEADINGS),))
            parts.append(tuple(self.sentence() for _ in range(self.chance.randint(2, 7))))
        return InventedText(key, tuple(parts))

    def number(self, digits=None):
        places = self.chance.choice((0, 1, 1, 2)) if digits is None else digits
        return f"{self.chance.uniform(0.01, 99):.{places}f}"

    def amount(self):
        unit = self.chance.choice(UNITS)
        gap = "" if unit == "%" and self.chance.random() < 0.5 else " "
        sign = self.chance.choice(("", "", "−", "±", "+"))
        return f"{sign}{self.number()}{gap}{unit}"

    def statistic(self):
        low, high = self.number(2), self.number(2)
        return self.chance.choice(
            (
                f"p {self.chance.choice('<>=≤')} {self.chance.choice(('0.05', '0.001', '0.049', '.05'))}",
                f"95% CI −{low} to {high}",
                f"95% CI [−{low}, {high}]",
                f"n = {self.chance.randint(8, 400)}",
                f"d = {low}; p = 0.{self.chance.randint(10, 99)}",
                f"{low} ± {high} {self.chance.choice(UNITS)}",
                f"{self.chance.randint(1, 9)} × 10{self.chance.choice('⁴⁵⁶')} cells",
                f"10⁻{self.chance.choice('³⁶')} mol/L",
                f"≥ {self.number(0)} {self.chance.choice(UNITS)}",
            )
        )

    def sentence(self):
        """A sentence that no other text has: a number of its own stands in it."""
        self.serial += 1
        pick = self.chance.choice
        thing, other = self.chance.sample(THINGS, 2)
        deed = pick(DEEDS)
        pattern = pick(
            (
                "{Thing} {deed} {adverb} in {group} ({stat}).",
                "{Thing} did not {stem} in {group} ({stat}), but {other} {deed} by {amount}.",
                "In {group}, {thing} {deed} by {amount} ({stat}; {stat2}).",
                "There was no evidence that {thing} {deed} in {group} ({stat}).",
                "{thing} {deed} from {a} to {b} {unit}, whereas {other} was unchanged [{ref}].",
                "Compared with {group}, {thing} was {a}–{b} {unit} lower (Fig. {ref}; {stat}).",
                "Neither {thing} nor {other} {deed} {adverb}; cf. Smith et al. ({stat}).",
                "We asked {group} whether {thing} {deed} after {ref} weeks of low-dose, long-term steeping.",
                "“{Thing} is non-linear,” one taster said after {a} min, and {other} {deed} by {amount}.",
                "{Thing} {deed} in {ref} of {b0} people without any change of {other} (pre–post, {stat}).",
            )
        )
        filled = pattern.format(
            Thing=thing[0].upper() + thing[1:] if thing[1:2].islower() else thing,
            thing=thing,
            other=other,
            deed=deed,
            stem=STEMS[deed],
            adverb=pick(ADVERBS),
            group=pick(GROUPS),
            stat=self.statistic(),
            stat2=self.statistic(),
            amount=self.amount(),
            a=self.number(1),
            b=self.number(1),
            b0=self.chance.randint(10, 90),
            unit=pick(UNITS),
            ref=self.chance.randint(1, 60),
        )
        tail = pick(("in trial", "at site", "under protocol", "in season"))
        return f"{filled[:-1]} {tail} {self.serial}-{pick('ABCDE')}."


def as_plain(text, chance, width=72):
    """The text as a file with short lines, some words parted at their ends."""
    blocks = []
    for paragraph in text.paragraphs:
        line, lines = "", []
        for word in " ".join(paragraph).split(" "):
            if len(line) + len(word) + 1 > width:
                at = len(word) // 2
                if word.isalpha() and word.isascii() and len(word) > 7 and chance.random() < 0.6:
                    lines.append(f"{line} {word[:at]}-")
                    line = word[at:]
                    continue
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        blocks.append("\n".join([*lines, line]))
    return "\n\n".join(blocks)


def _marked(text):
    escaped = html.escape(text, quote=False)
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−")
    escaped = re.sub("[⁰¹²³⁴-⁹⁻]+", lambda run: f"<sup>{run[0].translate(digits)}</sup>", escaped)
    return escaped.replace("VO₂max", "<i>V</i>O<sub>2</sub>max").replace("−", "&minus;")


def as_html(text):
    parts = []
    for paragraph in text.paragraphs:
        tag = "h2" if len(paragraph) == 1 else "p"
        parts.append(f"<{tag}>{_marked(' '.join(paragraph))}</{tag}>")
    head = "<head><title>x</title><style>p { color: red }</style></head>"
    return f"<!DOCTYPE html><html>{head}<body>{''.join(parts)}</body></html>"


def as_jats(text):
    parts = []
    for paragraph in text.paragraphs:
        if len(paragraph) == 1:
            parts.append(f"<title>{_marked(paragraph[0])}</title>")
        else:
            cited = '<xref ref-type="bibr" rid="B1"><sup>1</sup></xref>'
            parts.append(f"<p>{_marked(' '.join(paragraph[:-1]))} {_marked(paragraph[-1])}{cited}</p>")
    return f'<?xml version="1.0"?><article><body><sec>{"".join(parts)}</sec></body></article>'


FORMS = (
    ("ffi", "ﬃ"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
    ("−", "-"),
    ("–", "-"),
    (" ± ", "±"),
    (" < ", "<"),
    (" = ", "\u2009=\u2009"),
    ("μ", "µ"),
    ("“", '"'),
    ("”", '"'),
    (" ", "\u00a0"),
    (" ", "  "),
    (" ", "\n"),
    ("₂", "2"),
    ("⁶", "^6"),
    ("é", "e\u0301"),
)


def in_another_form(sentence, chance):
    """The same sentence as somebody may have copied it: other spaces, ligatures and strokes."""
    for old, new in chance.sample(FORMS, 5):
        sentence = sentence.replace(old, new)
    return sentence


def mutants(sentence, chance):
    """The same sentence with another sense: one sign, digit, unit, bracket or word is not the same."""
    changes = [
        (r"−(?=\d)", ""),
        (r"(?<=[ (\[])(?=\d)", "−"),
        (r"±", ""),
        (r"±", "+"),
        (r"<", ">"),
        (r"<", "≤"),
        (r">", "<"),
        (r"≤", "<"),
        (r"≥", ">"),
        (r"= (?=\d|\.)", "< "),
        (r"(?<=\d)\.(?=\d)", ""),
        (r"(?<=\d)\.(?=\d)", ","),
        (r"(?<=\d\d)\.(\d)", r"\1."),
        (r"⁻", ""),
        (r"[⁴⁵⁶]", lambda m: "456"["⁴⁵⁶".index(m[0])]),
        (r"⁶", "⁵"),
        (r"\bmM\b", "mm"),
        (r"\bmm\b", "mM"),
        (r"\bmg\b", "μg"),
        (r"\bμg\b", "mg"),
        (r"(?<=\d)%", ""),
        (r"\bms\b", "s"),
        (r"\[", "("),
        (r"\]", ")"),
        (r"\(", ""),
        (r"\bdid not\b", "did"),
        (r"\bno evidence\b", "evidence"),
        (r"\bNeither\b", "Both"),
        (r"\bwithout\b", "with"),
        (r"\bunchanged\b", "changed"),
        (r"\bnon-linear", "linear"),
        (r"\b(improved|rose|increased)\b", "did not change"),
        (r"\b(fell|decreased)\b", "rose"),
        (r"\bto\b", "and"),
        (r"\bwhereas\b", "as"),
        (r"\d(?=\D*$)", lambda m: str((int(m[0]) + 1) % 10)),
        (r"(\d)\.(\d)", lambda m: f"{m[2]}.{m[1]}" if m[1] != m[2] else f"{m[1]}.{(int(m[2]) + 1) % 10}"),
        (r"\bwell-trained\b", "untrained"),
        (r"lower", "higher"),
    ]
    fitting = [(change, places) for p, change in changes if (places := list(re.finditer(p, sentence)))]
    change, found = chance.choice(fitting)
    place = chance.choice(found)
    new = change(place) if callable(change) else place.expand(change)
    return sentence[: place.start()] + new + sentence[place.end() :]


_TEX = {
    "−": "$-$",
    "±": "$\\pm$",
    "<": "$<$",
    ">": "$>$",
    "≤": "$\\leq$",
    "≥": "$\\geq$",
    "×": "$\\times$",
    "μ": "$\\mu$",
    "%": "\\%",
    "₂": "$_2$",
    "–": "--",
    "“": "``",
    "”": "''",
    "[": "{[}",
}


def as_tex(text, *, encoded=False):
    """The text as LaTeX in two columns; with *encoded* fonts some glyphs have no meaning in the PDF."""

    def words(plain):
        raised = re.sub(
            "[⁻⁰¹²³⁴-⁹]+",
            lambda run: f"$^{{{run[0].translate(str.maketrans('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', '0123456789-'))}}}$",
            plain,
        )
        return "".join(_TEX.get(letter, letter) for letter in raised)

    fonts = "\\usepackage[T1]{fontenc}" if encoded else ""
    lines = [f"\\documentclass[twocolumn]{{article}}{fonts}\\begin{{document}}"]
    for paragraph in text.paragraphs:
        block = words(" ".join(paragraph))
        lines.append(f"\\section*{{{block}}}" if len(paragraph) == 1 else f"{block}\n")
    return "\n".join([*lines, "\\end{document}"])
