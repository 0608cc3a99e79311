"""Invented articles with invented evidence, for the tests of reading: each a data folder and a text."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from evidence_graph.checks.fingerprints import fingerprint

BASE = "https://example.org/garden/"
TERMS = "https://w3id.org/evidence-graph/terms/"
KINDS = (
    *("article", "assertion", "citation", "claim", "concept", "curator", "line", "passage"),
    *("reference", "scheme"),
)
VALUES = ("attitude", "basis", "design", "directness", "force", "kind", "stance", "use")
HEAD = "".join(
    [
        f"@prefix eg: <{TERMS[:-1]}#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n",
        *(f"@prefix {kind}: <{BASE}{kind}/> .\n" for kind in KINDS),
        *(f"@prefix {value}: <{TERMS}{value}/> .\n" for value in VALUES),
        f'<{BASE}> a eg:DataSet ; dcterms:title "An invented garden" .\n',
        'curator:ana a eg:Curator ; eg:name "Ana" .\n',
        'scheme:topics a skos:ConceptScheme ; skos:prefLabel "Topics" .\n',
        'concept:soil a skos:Concept ; skos:prefLabel "soil" ; skos:inScheme scheme:topics .\n',
    ]
)
ARTICLE = "garden-post"


@dataclass
class Said:
    """What an article says: a claim by its id, where (*says*, *argues*), how, and the studies of it.

    *studies* are how many support it, oppose it and could not tell; *offered* are the numbers of the studies
    that the article lists for it.
    """

    claim: str
    says: tuple[str, ...] = ()
    argues: tuple[str, ...] = ()
    studies: tuple[int, int, int] = (0, 0, 0)
    attitude: str = "asserts"
    force: str = "plain"
    kind: str = "causal"
    main: str = ""
    offered: tuple[int, ...] = ()
    note: str = ""
    statement: str = ""


@dataclass
class Written:
    """An article as it is written: its text and what it says."""

    text: str
    said: list[Said]
    title: str = "How to grow beans"
    knows_text: bool = True
    fingerprints: bool = True
    references: list[str] = field(default_factory=list)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def write(folder, written):
    """Write *written* as a data folder with its text beside it; the folder and the file of the text."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    turtle, entries = [HEAD, _article(written)], []
    places = set()
    for said in written.said:
        turtle.append(_claim(said))
        turtle.append(_assertion(written, said, places))
        for number, stance in enumerate(_stances(said)):
            turtle.append(_line(said, number, stance))
            entries.append(
                f"@article{{{_key(said, number)},\n  author = {{Bean{number}, A.}},\n"
                f"  title = {{Trial {number} of {said.claim}}},\n  year = {{{2000 + number}}}\n}}\n"
            )
    (folder / "claims.ttl").write_text("\n".join(turtle), "utf-8")
    (folder / "citations.bib").write_text("\n".join(entries), "utf-8")
    (folder / "text").mkdir(exist_ok=True)
    file = folder / "text" / "post.txt"
    file.write_bytes(written.text.encode())
    return folder, file


def _article(written):
    known = f' ; eg:sha256 "{sha256(written.text.encode()).hexdigest()}"' if written.knows_text else ""
    head = (
        f"article:{ARTICLE} a eg:Article ; dcterms:title {quoted(written.title)} ; "
        f'eg:articleKind "blog post"{known} ; eg:length {len(written.text)} .\n'
    )
    for number, printed in enumerate(written.references, 1):
        head += (
            f"reference:{ARTICLE}.{number} a eg:Reference ; eg:article article:{ARTICLE} ; "
            f"eg:number {number} ; eg:printed {quoted(printed)} ; "
            f'eg:error "The year is not {number}." .\n'
        )
    return head


def _stances(said):
    supports, opposes, could_not_tell = said.studies
    return ["supports"] * supports + ["opposes"] * opposes + ["inconclusive"] * could_not_tell


def _key(said, number):
    return f"bean{said.claim.replace('-', '')}{number}"


def _claim(said):
    statement = said.statement or said.claim.replace("-", " ").capitalize() + "."
    note = f" ; eg:note {quoted(said.note)}" if said.note else ""
    return (
        f"claim:{said.claim} a eg:Claim ; eg:statement {quoted(statement)} ; eg:topic concept:soil ; "
        f"eg:claimKind kind:{said.kind}{note} .\n"
    )


def _assertion(written, said, places):
    """The assertion with its passages; those that another claim has too are written once."""
    passages, names = "", {}
    for sentence in (*said.says, *said.argues):
        start = written.text.index(sentence)
        name = f"passage:{ARTICLE}.{start}-{start + len(sentence)}"
        names[sentence] = name
        if name not in places:
            places.add(name)
            paragraph = len([line for line in written.text[:start].split("\n\n") if line.strip()]) or 1
            mark = f' ; eg:fingerprint "{fingerprint(sentence)}"' if written.fingerprints else ""
            passages += (
                f"{name} a eg:Passage ; eg:start {start} ; eg:end {start + len(sentence)} ; "
                f"eg:paragraph {paragraph}{mark} .\n"
            )
    facts = [f"eg:passage {name}" for name in names.values()]
    facts += [f"eg:argument {names[sentence]}" for sentence in said.argues]
    facts += [f"eg:mainPassage {names[said.main]}"] if said.main else []
    return (
        f"assertion:{ARTICLE}.{said.claim} a eg:Assertion ; eg:claim claim:{said.claim} ; "
        f"eg:article article:{ARTICLE} ; eg:attitude attitude:{said.attitude} ; "
        f"eg:force force:{said.force} ; {' ; '.join(facts)} .\n{passages}"
    ).replace(" ;  .", " .")


def _line(said, number, stance):
    key = _key(said, number)
    offered = f" ; eg:article article:{ARTICLE} ; eg:usedFor use:evidence" if number in said.offered else ""
    return (
        f"citation:{key} a eg:Citation ; eg:design design:randomised-controlled-trial ; "
        f"eg:participants {120 + number} .\n"
        f"line:{said.claim}.{key}.ana a eg:EvidenceLine ; eg:claim claim:{said.claim} ; "
        f"eg:citation citation:{key} ; eg:curator curator:ana ; eg:stance stance:{stance} ; "
        f"eg:directness directness:direct ; eg:verified true ; eg:linkBasis basis:curator{offered} ; "
        f'eg:finding "In trial {number} of {said.claim} the beans of both groups were weighed." .\n'
    )


GARDEN = """\
Beans without tears

Beans want warm soil. Warm soil makes beans sprout sooner. Everybody knows that they are easy to grow.

Some say that singing helps beans grow. It does not: beans have no ears. Coffee grounds make beans \
grow twice as tall, because they are full of nitrogen. So never throw coffee grounds away!

Watering at noon burns the leaves of beans. Drops work like a lens, and every lens gathers light. \
Salt water kills slugs and feeds the roots, which nobody has ever looked at.

What a bean is

A bean is a seed. Beans planted near onions are said to fail, and no gardener should <b>risk</b> it \
& lose a row. עם דשא ירוק 🌱 beans climb higher.

Sources

Bean A. Trial of coffee. 1.

Bean B. Trial of warm soil. 2.
"""


def garden():
    """One article with a claim of every verdict, premises, a denial, a report, and crossing passages."""
    return Written(
        GARDEN,
        [
            Said(
                "warm-soil-speeds-sprouting",
                says=("Warm soil makes beans sprout sooner.",),
                argues=("Beans want warm soil.",),
                studies=(4, 0, 0),
                force="hedged",
                offered=(0,),
            ),
            Said("beans-are-easy", says=("Everybody knows that they are easy to grow.",), force="absolute"),
            Said(
                "singing-helps",
                says=("Some say that singing helps beans grow. It does not: beans have no ears.",),
                attitude="denies",
                studies=(0, 4, 1),
            ),
            Said(
                "coffee-doubles-height",
                says=("So never throw coffee grounds away!", "Coffee grounds make beans grow twice as tall,"),
                argues=("because they are full of nitrogen.",),
                main="Coffee grounds make beans grow twice as tall,",
                studies=(0, 4, 0),
                force="absolute",
                note="Fresh and spent grounds differ.",
            ),
            Said("grounds-hold-nitrogen", says=("they are full of nitrogen.",), studies=(1, 0, 0)),
            Said(
                "noon-water-burns-leaves",
                says=("Watering at noon burns the leaves of beans.",),
                argues=("Drops work like a lens, and every lens gathers light.",),
                studies=(3, 3, 0),
            ),
            Said(
                "lens-gathers-light", says=("every lens gathers light",), kind="definition", force="absolute"
            ),
            Said(
                "salt-water-kills-slugs",
                says=("Salt water kills slugs and feeds the roots, which nobody has ever looked at.",),
                studies=(0, 1, 1),
            ),
            Said("salt-water-feeds-roots", says=("feeds the roots",), force="absolute"),
            Said("bean-is-seed", says=("A bean is a seed.",), kind="definition"),
            Said(
                "onions-harm-beans",
                says=("Beans planted near onions are said to fail,",),
                attitude="reports",
                studies=(0, 3, 0),
            ),
            Said("green-lifts-beans", says=("עם דשא ירוק 🌱 beans climb higher.",), force="hedged"),
        ],
        references=["Bean A. Trial of coffee. 1.", "Bean B. Trial of warm soil. 2."],
    )


WORDS = (
    *("roots", "leaves", "pods", "slugs", "compost", "mulch", "shade", "frost", "seedlings", "stakes"),
    *("rows", "beds", "clay", "sand", "peat", "lime", "ash", "dew", "bees", "moles"),
)


def long_article(claims, words):
    """An article of about so many *words* that makes so many *claims*, of every kind of evidence in turn."""
    evidence = ((3, 0, 0), (0, 3, 0), (2, 2, 0), (0, 0, 0), (1, 0, 2), (0, 1, 0))
    sentences, said = [], []
    filler = max(0, words // claims - 9)
    for number in range(claims):
        first, second = WORDS[number % 20], WORDS[(number // 20 * 3 + number + 7) % 20]
        sentence = f"Number {number} shows that {first} do more good than {second}."
        more = " ".join(WORDS[(number + step) % 20] for step in range(filler)).capitalize()
        sentences.append(f"{sentence} {more}." if filler else sentence)
        said.append(Said(f"claim-{number}", says=(sentence,), studies=evidence[number % len(evidence)]))
    paragraphs = [" ".join(sentences[at : at + 5]) for at in range(0, claims, 5)]
    return Written("\n\n".join(paragraphs) + "\n", said, title="A long look at beans")
