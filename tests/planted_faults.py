"""A made-up body of evidence, and manuscripts about it with faults planted in their citations.

Each claim has citations of every kind: for it, against it, with background alone, without an answer, and
retracted. The claims differ in their verdict: backed with high certainty, opposed, contested.
"""

import io
import random
import re
import textwrap
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

import evidence_graph as eg
from evidence_graph import model
from evidence_graph.model import Directness, Stance, StudyDesign

DRINKS = ("green tea", "black coffee", "oat milk", "kefir", "cocoa", "mate", "rooibos", "barley water")
ENDS = ("sleep", "memory", "blood pressure", "appetite", "attention", "grip strength")
KINDS = ("backed", "opposed", "contested")

LIBRARY_NOISE = "@misc{{unrelated{0}, title = {{Something else {0}}}, year = 2001, author = {{Other, A.}}}}\n"


def _line(claim, key, stance):
    return model.EvidenceLine(
        f"{claim}.{key}.ana", claim, key, stance, "ana", directness=Directness.DIRECT, verified=True
    )


def _trial(key, year, status=None):
    study = model.Study(
        key,
        design=StudyDesign.RANDOMISED_CONTROLLED_TRIAL,
        participants=240,
        retraction_status=status or model.RetractionStatus.NONE_FOUND,
    )
    return model.Citation(
        key,
        "article",
        f"A trial of {key}",
        (f"{key.capitalize()}, A.",),
        year=year,
        doi=f"10.5555/{key}",
        study=study,
    )


@dataclass(frozen=True)
class InventedClaim:
    """A claim by its id and statement, what its verdict is, and the keys of its works by what they say."""

    id: str
    statement: str
    kind: str
    works: dict


def invented_claims():
    pairs = [(drink, end) for drink in DRINKS for end in ENDS]
    for number, (drink, end) in enumerate(pairs):
        name = f"{drink}-{end}".replace(" ", "-")
        stem = f"{drink.split()[0]}{end.split()[0]}"
        yield InventedClaim(
            name,
            f"Drinking {drink} improves {end}.",
            KINDS[number % 3],
            {
                role: [f"{stem}{role}{2001 + each}" for each in range(3)]
                for role in ("for", "against", "background", "unclear", "retracted")
            },
        )


_STANCES = {
    "for": Stance.SUPPORTS,
    "against": Stance.OPPOSES,
    "background": Stance.BACKGROUND,
    "unclear": Stance.INCONCLUSIVE,
    "retracted": Stance.BACKGROUND,
}
_SIZES = {
    "backed": {"for": 3, "against": 1},
    "opposed": {"for": 1, "against": 3},
    "contested": {"for": 2, "against": 2},
}


def _records(claim):
    yield model.Claim(claim.id, claim.statement, "drinks", kind=model.ClaimKind.CAUSAL)
    for role, keys in claim.works.items():
        size = _SIZES[claim.kind].get(role, 1)
        for number, key in enumerate(keys[:size]):
            retracted = model.RetractionStatus.RETRACTED if role == "retracted" else None
            # The odd one out on a side is a small survey, so that the others decide.
            work = _trial(key, 2001 + number, retracted)
            if size == 1 and role in {"for", "against"}:
                survey = model.Study(key, design=StudyDesign.SURVEY, participants=12)
                work = model.Citation(key, "article", work.title, work.authors, year=2001, study=survey)
            yield work
            yield _line(claim.id, key, _STANCES[role])
            if size > 1:
                sign = "" if role == "for" else "−"
                ends = ("0.30", "0.70") if role == "for" else ("−0.70", "−0.30")
                yield model.Effect(
                    *(f"{key}.1", key, 1, "SMD", "the outcome", True, claim.id),
                    model.Direction.FOR if role == "for" else model.Direction.AGAINST,
                    f"{sign}0.50",
                    low=ends[0],
                    high=ends[1],
                    level=95,
                )
                yield model.RiskOfBias(f"{key}.bias", key, "RoB 2", model.BiasJudgement.LOW)


def invented_graph():
    records = [
        model.DataSet("invented", "Drinks, invented"),
        model.Curator("ana", "Ana"),
        model.Scheme("topics", "Topics"),
        model.Concept("drinks", "Drinks", "topics"),
    ]
    for claim in invented_claims():
        records += _records(claim)
    return eg.EvidenceGraph.of(records)


@dataclass(frozen=True)
class PlantedFault:
    """That a code is to be told of a line: of the work *key*, or of a claim."""

    manuscript: str
    code: str
    key: str


FILLERS = (
    "The kettle was described before [@unrelated1].",
    "We follow the usual protocol (@unrelated2).",
    "Leaves came from one shop. Water was soft [see @unrelated3, p. 12].",
    "`[@not-a-citation]` is how one cites, and mail@example.org is an address.",
)
PLAIN = (
    "{statement}",
    "As was shown, drinking {drink} improves {end}.",
    "In adults, {drink} improves {end}.",
    "{end_capital} improves with {drink}.",
)
DENIED = (
    "Drinking {drink} does not improve {end}.",
    "Although {drink} was praised for years, it fails to improve {end}.",
    "{drink} worsens {end}.",
    "No one should drink {drink} for this: it hurts {end}.",
    "There is no evidence that {drink} improves {end}.",
)
HEDGED = (
    "It may be that {drink} improves {end}.",
    "Some evidence suggests that {drink} could improve {end}.",
)
ABSOLUTE = ("It is proven that {drink} always improves {end}.", "Without doubt, {drink} improves {end}.")


class Writer:
    """Writes one manuscript in one format, and notes the faults that it plants."""

    def __init__(self, number, ending, claims, chance, *, by_table):
        self.name = f"manuscript{number:02}{ending}"
        self.ending, self.claims, self.chance, self.by_table = ending, list(claims), chance, by_table
        self.faults, self.accepted, self.sentences, self.citations = [], [], [], 0

    def write(self, faults):
        plants = [self.contrary, self.background, self.unclear, self.retracted, self.unknown, self.overclaim]
        plants += [self.against, self.claimless, self.denial]
        for number in range(faults):
            plants[number % len(plants)]()
            for _ in range(self.chance.randint(1, 3)):
                self.clean()
            if self.chance.random() < 0.4:
                self.sentences.append(
                    self.chance.choice(FILLERS[: 4 if self.ending in {".md", ".qmd", ".Rmd"} else 3])
                )
                self.citations += 1

    def claim(self, kind):
        return self.chance.choice([claim for claim in self.claims if claim.kind == kind])

    def sentence(self, claim, patterns, keys, attributes=""):
        """Add a sentence about *claim* that cites *keys*; it is named with *attributes*, if not by the table.

        Without any, that is None, the words alone say whether the claim is denied.
        """
        drink, end = claim.statement.removeprefix("Drinking ").removesuffix(".").split(" improves ")
        words = self.chance.choice(patterns).format(
            statement=claim.statement, drink=drink, end=end, end_capital=end.capitalize()
        )
        words = f"{words[:-1]} in setting {len(self.sentences) + 1} of {self.name.partition('.')[0][10:]}."
        self.citations += len(keys)
        cited = "; ".join(f"@{key}" for key in keys)
        if self.by_table and attributes == "":
            self.accepted.append((words, claim.id))
            self.sentences.append(f"{words[:-1]} [{cited}].")
        else:
            self.sentences.append(f"{words[:-1]} [{cited}]{{claim={claim.id}{attributes or ''}}}.")

    def fault(self, code, key):
        self.faults.append(PlantedFault(self.name, code, key))

    def clean(self):
        kind = self.chance.choice(("backed", "backed", "opposed", "contested"))
        claim = self.claim(kind)
        if kind == "backed":
            self.sentence(
                claim, self.chance.choice((PLAIN, HEDGED)), self.chance.sample(claim.works["for"], 2)
            )
        elif kind == "opposed":
            patterns, attitude = self.chance.choice(((DENIED, None), (PLAIN, " attitude=denies")))
            self.sentence(claim, patterns, claim.works["against"][:2], attitude)
        else:
            self.sentence(claim, PLAIN, claim.works["for"][:1], " attitude=reports")

    def contrary(self):
        claim = self.claim("backed")
        self.sentence(claim, HEDGED, [claim.works["for"][0], claim.works["against"][0]])
        self.fault("contrary-work-cited", claim.works["against"][0])

    def denial(self):
        claim = self.claim("opposed")
        self.sentence(claim, DENIED[:3], [claim.works["for"][0]], None)
        self.fault("contrary-work-cited", claim.works["for"][0])

    def background(self):
        claim = self.claim("backed")
        self.sentence(claim, PLAIN, [claim.works["background"][0], claim.works["for"][1]])
        self.fault("background-cited", claim.works["background"][0])

    def unclear(self):
        claim = self.claim("backed")
        self.sentence(claim, PLAIN, [claim.works["unclear"][0]])
        self.fault("inconclusive-work-cited", claim.works["unclear"][0])

    def retracted(self):
        claim = self.claim("backed")
        self.sentence(claim, HEDGED, [claim.works["for"][0], claim.works["retracted"][0]])
        self.fault("retracted-work-cited", claim.works["retracted"][0])

    def unknown(self):
        claim = self.claim("backed")
        key = f"{claim.works['for'][0]}x"
        self.sentence(claim, PLAIN, [claim.works["for"][1]])
        self.sentences.append(f"This was seen before [@{key}].")
        self.citations += 1
        self.fault("unknown-key", key)

    def overclaim(self):
        claim = self.claim("contested")
        self.sentence(claim, (*PLAIN, *ABSOLUTE), claim.works["for"][:2])
        self.fault("overclaim", claim.id)

    def against(self):
        claim = self.claim("opposed")
        self.sentence(claim, (*PLAIN, *ABSOLUTE), claim.works["for"][:1])
        self.fault("against-the-evidence", claim.id)

    def claimless(self):
        claim = self.claim("backed")
        self.sentences.append(f"All is well [@{claim.works['for'][0]}]{{claim={claim.id}-slip}}.")
        self.citations += 1
        self.fault("unknown-claim", f"{claim.id}-slip")

    def content(self):
        """The manuscript as the bytes of its file."""
        paragraphs = [
            " ".join(self.sentences[place : place + 4]) for place in range(0, len(self.sentences), 4)
        ]
        if self.ending == ".tex":
            return as_latex(paragraphs).encode()
        if self.ending == ".docx":
            return as_docx(paragraphs)
        chunk = "```{r}\nplot(x) # [@not-cited]\n```\n\n" if self.ending == ".Rmd" else ""
        blocks = [f"- {each}" if number % 5 == 4 else each for number, each in enumerate(paragraphs)]
        if self.ending == ".qmd":
            blocks = [
                textwrap.fill(each, 72, break_long_words=False, break_on_hyphens=False) for each in blocks
            ]
        return ("---\ntitle: Drinks\n---\n\n# Drinks\n\n" + chunk + "\n\n".join(blocks) + "\n").encode()


def as_latex(paragraphs):
    def cited(found):
        keys = ",".join(key.strip().removeprefix("@") for key in found["keys"].split(";"))
        attitude = f"[{found['attitude']}]" if found["attitude"] else ""
        claim = f"\\evidenceclaim{attitude}{{{found['claim']}}}"
        return f"\\citep{{{keys}}}{claim if found['claim'] else ''}"

    mark = re.compile(
        r"\[(?P<keys>@[^\]]*)\](?:\{claim=(?P<claim>[\w-]+)(?: attitude=(?P<attitude>\w+))?\})?"
    )
    body = []
    for paragraph in paragraphs:
        text = mark.sub(cited, paragraph)
        text = text.replace("[see @unrelated3, p. 12]", r"\citep[see][p.~12]{unrelated3}")
        body.append(text.replace("(@unrelated2)", r"as \citet{unrelated2} do"))
    head = "\\documentclass{article}\n% \\cite{commented-out}\n\\newcommand{\\evidenceclaim}[2][]{}\n"
    return head + "\\begin{document}\n\\section{Drinks}\n" + "\n\n".join(body) + "\n\\end{document}\n"


def as_docx(paragraphs, instead=None):
    """A Word document of *paragraphs*; *instead* has the XML of some."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    plain = {each: f"<w:p><w:r><w:t>{escape(each)}</w:t></w:r></w:p>" for each in paragraphs}
    body = "".join((plain | (instead or {}))[each] for each in paragraphs)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document {space}><w:body>{body}</w:body></w:document>',
        )
    return buffer.getvalue()


def planted(folder, *, manuscripts, faults, seed):
    """Write manuscripts with planted faults into *folder*, with their library; who wrote them."""
    chance = random.Random(seed)  # noqa: S311 - no secret hangs on it
    claims = list(invented_claims())
    endings = (".md", ".qmd", ".Rmd", ".tex", ".docx")
    writers = []
    for number in range(manuscripts):
        writer = Writer(number, endings[number % 5], claims, chance, by_table=number % 2 == 1)
        writer.write(faults)
        (folder / writer.name).write_bytes(writer.content())
        writers.append(writer)

    keys = {key for claim in claims for keys in claim.works.values() for key in keys}
    entries = [
        f"@misc{{{key}, title = {{On {key}}}, year = 2001, author = {{A, B.}}}}\n" for key in sorted(keys)
    ]
    noise = [LIBRARY_NOISE.format(number) for number in range(1, 5)]
    (folder / "refs.bib").write_text("".join(entries + noise), "utf-8")
    rows = [f'"{words}",{claim}\n' for writer in writers for words, claim in writer.accepted]
    (folder / "accepted.csv").write_text("sentence,claim\n" + "".join(rows), "utf-8")
    return writers
