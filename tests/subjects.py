"""Data folders of other people's subjects, made up: long names, one topic, other scripts, one claim, none."""

from itertools import count, cycle, islice
from pathlib import Path

BASE = "https://example.org/other/"
TERMS = "https://w3id.org/evidence-graph/terms/"
KINDS = ("claim", "citation", "concept", "curator", "line", "scheme", "article", "assertion")
VALUES = ("stance", "directness", "design", "link-basis", "attitude", "force")
PREFIXES = "".join(
    [
        f"@prefix eg: <{TERMS[:-1]}#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n",
    ]
    + [f"@prefix {kind}: <{BASE}{kind}/> .\n" for kind in KINDS]
    + [f"@prefix {value}: <{TERMS}{value}/> .\n" for value in VALUES]
)
STANCES = ("supports", "supports", "opposes", "inconclusive", "qualifies", "supports", "background")
DESIGNS = ("randomised-controlled-trial", "cohort", "meta-analysis", "survey", "laboratory-experiment")
WORDS = (
    *("mask", "vaccine", "river", "harvest", "sleep", "ozone", "copper", "lesson", "salmon", "asthma"),
    *("bridge", "wheat", "screen", "winter", "kidney", "traffic", "coffee", "glacier", "memory", "soil"),
)
DEEDS = ("lowers", "raises", "does not change", "delays", "goes along with")
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamter"[:60]


def sentence(number):
    """An invented statement, no two alike, some of them long."""
    first, second = WORDS[number % 20], WORDS[(number * 7 + number // 20 + 3) % 20]
    deed = DEEDS[(number // 3) % 5]
    more = f" in people who have been near it for {number % 9 + 2} years or longer" if number % 4 == 0 else ""
    return f"More {first} number {number} {deed} the {second} of those who ask for it{more}."


def subject(folder, topics, *, studies=3, title="An invented subject", names=None):
    """Write data into *folder*: *topics* are labels with the statements of each, a study speaks of several.

    Each claim has up to *studies* of them, every seventh none; *names* are those of the authors.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = names or [word.title() for word in WORDS]
    parts = [
        PREFIXES,
        f'<{BASE}> a eg:DataSet ; dcterms:title "{title}" .\n',
        'curator:ana a eg:Curator ; eg:name "Ana" .\n',
        'scheme:topics a skos:ConceptScheme ; skos:prefLabel "Topics" .\n',
        'scheme:doings a skos:ConceptScheme ; skos:prefLabel "Doings" .\n',
        'scheme:outcomes a skos:ConceptScheme ; skos:prefLabel "Outcomes" .\n',
    ]
    parts += [_concept(f"doing-{n}", "doings", f"{word} of any kind") for n, word in enumerate(WORDS)]
    parts += [_concept(f"outcome-{n}", "outcomes", f"state of the {word}") for n, word in enumerate(WORDS)]
    numbers, keys = count(), set()
    for place, (label, statements) in enumerate(topics):
        parts.append(_concept(f"topic-{place}", "topics", label))
        for statement in statements:
            number = next(numbers)
            cited = [(number * 2 + n * 3) // 3 for n in range(number % (studies + 1))] if number % 7 else []
            keys.update(cited)
            parts.append(_claim(number, place, statement, cited))
    parts += [_study(key) for key in sorted(keys)]
    (folder / "claims.ttl").write_text("".join(parts), "utf-8")
    (folder / "citations.bib").write_text("".join(_entry(key, names) for key in sorted(keys)), "utf-8")
    return folder


def _concept(name, scheme, label):
    return f'concept:{name} a skos:Concept ; skos:inScheme scheme:{scheme} ; skos:prefLabel "{label}" .\n'


def _claim(number, topic, statement, cited):
    about = f"concept:doing-{number % 20}, concept:outcome-{number % 13}"
    claim = (
        f'claim:c{number} a eg:Claim ; eg:statement "{statement}" ; eg:topic concept:topic-{topic} ;\n'
        f"    eg:about {about} .\n"
    )
    stances = islice(cycle(STANCES), number % 5, None)
    lines = [
        f"line:c{number}.w{key} a eg:EvidenceLine ;\n"
        f"    eg:claim claim:c{number} ; eg:citation citation:w{key} ;\n"
        f"    eg:curator curator:ana ; eg:stance stance:{stance} ; eg:directness directness:direct ;\n"
        f'    eg:finding "Found in {key + 10} people." ; eg:verified true ;\n'
        f"    eg:exposure concept:doing-{number % 20} ; eg:outcomeStudied concept:outcome-{number % 13} .\n"
        for key, stance in zip(cited, stances, strict=False)
    ]
    return claim + "".join(lines)


def _study(key):
    facts = f"eg:design design:{DESIGNS[key % 5]} ; eg:participants {key + 10}"
    return f"citation:w{key} a eg:Citation ; {facts} .\n"


def _entry(key, names):
    year = 1990 + key % 35
    author = names[key % len(names)]
    return f"@article{{w{key}, author={{{author}, A. and Other, B.}}, title={{On {key}}}, year={{{year}}}}}\n"


def many_topics(folder):
    """66 topics with long names."""
    topics = []
    for n in range(66):
        first, second, third = (WORDS[(n + more) % 20] for more in (0, 7, 3))
        label = f"{first.title()} and {second} in the care of {third} disorders of number {n}"
        topics.append((label, [sentence(n * 7 + m) for m in range(2 + n % 6)]))
    return subject(folder, topics)


def one_topic(folder, claims=1535):
    """Many claims in one topic."""
    return subject(folder, [("everything", [sentence(n) for n in range(claims)])])


def chinese(folder):
    """Statements without a space, and names."""
    first = ("茶", "咖啡", "睡眠", "口罩", "疫苗", "运动", "空气", "阅读")
    second = ("记忆力", "血压", "体重", "心情", "学习成绩", "寿命", "免疫力", "视力")
    statements = [
        f"长期{a}对城市中老年人的{b}有持续而显著的影响并且在停止之后仍然可以保持多年。"
        for a in first
        for b in second
    ]
    topics = [("日常生活方式与健康", statements[:20]), ("环境", statements[20:44]), ("学习", statements[44:])]
    return subject(folder, topics, title="关于日常生活的证据", names=["王", "李", "张", "欧阳"])


def arabic(folder):
    """Statements that run from the right."""
    first = ("الشاي", "القهوة", "النوم", "المشي", "القراءة")
    second = ("الذاكرة", "ضغط الدم", "الوزن", "المزاج", "البصر")
    statements = [f"يؤثر {a} تأثيرا واضحا في {b} عند كبار السن." for a in first for b in second]
    topics = [("الحياة اليومية", statements[:12]), ("البيئة", statements[12:])]
    return subject(folder, topics, title="أدلة على الحياة اليومية", names=["الحسن", "مريم"])


def long_word(folder):
    """One word of sixty letters in a statement, a topic and a title."""
    topics = [
        (LONG_WORD, [f"{LONG_WORD} wirkt.", *(sentence(n) for n in range(5))]),
        ("kurz", [f"Es wirkt {LONG_WORD}."]),
    ]
    return subject(folder, topics, title=LONG_WORD, names=[LONG_WORD.title()])


def one_claim(folder):
    """One claim with studies."""
    return subject(folder, [("brewing", [sentence(1)])])


def no_claim(folder):
    """A data set that is only begun."""
    return subject(folder, [])


SUBJECTS = {
    make.__name__: make for make in (many_topics, one_topic, chinese, arabic, long_word, one_claim, no_claim)
}
