# ruff: noqa: E501 - a table of works reads best with one work a line
"""Pairs of works, each labelled: what the two are to each other, or nothing.

Three sources. *Ours*: the works of the bundled data, each beside the same record as another program writes it;
and those pairs of them that look most alike and are two works. *Invented*: works with DOIs of the prefix for
examples (10.5555), each beside its preprint, talk, notice, translation, part, next trial and so on. *Public*: a
few facts of published works and the notices about them. The label of each trick stands with it.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz import fuzz

from evidence_graph.bibliography.sameness import Sameness
from evidence_graph.model import Citation

SAME, VERSION, NOTICE = Sameness.SAME, Sameness.VERSION, Sameness.NOTICE

INVENTED = """
Steeping time and sleep quality in adults: a randomised controlled trial|Ek, Jo;Ma, Li|2019|Journal of Invented Tea|3|10-19
β-Carotene, green tea and VO₂max in older women|Rao, Su;Bell, Cy|2015|European Journal of Cups|22|101-112
Effects of hypocaloric diets on grip strength in men with type 2 diabetes|Okafor, N.;Lund, P.;Ito, K.|2021|Invented Diabetes Care|44|e12-e20
Does bergamot improve reaction time? A systematic review and meta-analysis|Perez, M.;Sato, Y.|2018|Reviews of Beverages|9|77-95
The behaviour of kettles under load|Quist, A.|1998|Boiler Letters|12|3-8
Caffeine and endurance performance in cyclists: dose-response in a crossover design|Bello, F.;Wang, X.;Orr, T.|2012|Sports Infusions|40|233-241
Long-term consumption of oolong and bone mineral density of the femoral neck|Sørensen, E.;García-Té, F.|2016|Bone and Leaf|88|45-53
Machine learning prediction of steep quality from acoustic signals|Novák, P.;Ng, W. L.|2020|Computing in Kitchens|5|1-14
Attention to aroma is all one needs for tasting|Vasquez, A.;Lee, B.;Cho, C.|2017|Proceedings of Taste|30|5998-6008
Early mobilisation after cup fracture: results of the SAUCER trial|van der Ham, L.;O'Neil, S.|2014|Archives of Porcelain|101|611-620
Qualitative interviews with night-shift tea makers|Dube, T.|2009|Sociology of Breaks|18|20-41
Prevalence of tannin intolerance among adolescents in five countries|Meyer, H.;Silva, R.;Kaya, D.|2022|Invented Epidemiology|51|900-912
Hip angle and gluteal activation while carrying trays|Contero, B.;Vig, A.|2013|Strength of Waiters|27|150-158
The history of the samovar in village life|Ivanova, O.|1987|Slavic Household|6|201-230
In vitro release of polyphenols from compressed leaves|Zhao, Q.;Zhao, L.|2011|Leaf Chemistry|77|1200-1209
Prenatal exposure to lemon peel and birth weight|Haddad, R.;Costa, M.|2010|Invented Perinatology|33|55-60
Cost-effectiveness of communal kettles in hospitals|Brandt, U.;Adeyemi, K.|2018|Health Economics of Tea|15|310-322
A two-process account of brewing decisions|Fischer, K.|2005|Psychology of Pots|112|400-431
Genome-wide association study of bitterness perception|Tanaka, H.;Rossi, G.;Khan, I.|2019|Invented Genetics|51|1300-1308
Fatal scalds from thermos flasks: a case series|Moreau, J.;Petit, C.|2003|Burns and Brews|29|88-91
Electromyographic comparison of pouring with the left and the right arm|Vinter, S.;Dahl, O.|2008|Kinesiology of Cups|18|640-648
Fluid balance during summer tea harvests at altitude|Gurung, P.;Thapa, B.|2016|High Field Studies|7|14-25
Randomised comparison of ceramic and steel strainers for loose leaf|Hughes, D.;Patel, N.|2017|Strainer Science|2|31-39
Neural correlates of the first sip: an fMRI study|Castro, V.;Yun, S.|2014|Imaging of Taste|95|260-270
Parental modelling of tea drinking and children's sugar intake|Jansen, I.;de Wit, P.|2013|Family Beverage Research|60|12-22
Mindful pouring reduces stress in call-centre staff: cluster randomised trial|Reyes, L.;Stone, G.|2020|Occupational Infusions|70|480-489
Thermal imaging of handles|Weber, T.|2001|Boiler Letters|15|9-12
Sex differences in iced tea preference across the lifespan|Nielsen, A.;Hansen, B.|2006|Chronobiology of Drinks|21|1000-1015
Predictive validity of the Infusion Anxiety Inventory in students|Cole, R.;Abbas, Y.|2015|Assessment of Sippers|9|70-84
Comparative toxicity of pesticide residues in black and white tea|Kumar, V.;Das, S.|2018|Residues|120|330-341
Whole-body vibration and spill rate in train staff|Ferrari, L.;Bianchi, E.|2012|Ergonomics of Trolleys|55|1100-1111
Anti-inflammatory activity of rooibos in murine colitis|Nkosi, Z.;Botha, W.|2019|Invented Pharmacology|170|205-216
Instrument transformations for steep diagnostics|Eriksen, M.|1995|Measurement Notes|4|1-6
Community-based tea gardens and loneliness in later life: a mixed-methods evaluation|Walsh, C.;Doyle, F.|2021|Ageing and Leaves|41|777-799
Time-restricted tea and glycaemic control in shift workers|Popescu, A.;Ionescu, D.|2022|Nutrition at Night|14|2101-2115
Sugar taxes and sales of sweetened tea: interrupted time series|Molina, J.;Castro, P.|2019|Policy of Drinks|10|401-413
On the porosity of clay|Arkwright, J.|1979|Clay Minerals of Pots|3|50-58
Cold brew and microbial growth during storage|Andersson, L.;Berg, N.|2017|Food Safety of Leaves|80|950-957
Adductor stiffness in kneeling tea ceremony hosts|Mori, K.;Abe, T.|2010|Kneeling Studies|5|66-73
Return to pouring after wrist surgery|Clarke, E.;Young, M.|2015|Hand and Pot|40|800-806
Tea tannins inhibit non-haem iron absorption in women of childbearing age|Singh, R.;Gill, H.|1999|Iron and Leaf|69|1103-1110
Digital reminders for hydration in residential care: feasibility study|Evans, P.;Lloyd, G.|2020|Pilot Trials of Drinks|6|112-121
Seasonal variation in antioxidant capacity of first flush leaves|Sharma, D.;Rai, K.|2014|Leaf Chemistry|80|2220-2228
Voluntary simplicity and the small cup|Lindqvist, H.|2002|Consumption Letters|28|15-30
Barriers to replacing soft drinks with tea in secondary schools|Murphy, A.;Byrne, S.|2016|School Beverage Studies|11|301-315
Lateral stability of stacked saucers in moving galleys|Papadakis, N.;Economou, G.|2011|Ergonomics of Trolleys|54|420-429
Chewing of leaves and salivary cortisol under examination stress|Yilmaz, E.;Demir, O.|2013|Stress and Sip|16|90-98
Accuracy of wearable sensors for counting sips in free-living adults|Park, J.;Kim, H.;Choi, S.|2023|Digital Sipping|2|e45
"""


def invented():
    """The invented works."""
    for number, line in enumerate(INVENTED.strip().splitlines()):
        title, authors, year, journal, volume, pages = line.split("|")
        yield Citation(
            f"i{number}",
            "article",
            title,
            tuple(authors.split(";")),
            year=int(year),
            container=journal,
            volume=volume,
            pages=pages,
            doi=f"10.5555/pair.{number}",
        )


@dataclass(frozen=True)
class Pair:
    """Two works, the trick by which the second came of the first, its source, and what they are."""

    trick: str
    source: str
    one: Citation
    other: Citation
    label: Sameness | None


def _initials(name):
    family, _, given = name.partition(", ")
    return (
        f"{family}, {' '.join(f'{part[0]}.' for part in given.replace('.', ' ').split())}" if given else name
    )


def _plain_letters(text):
    table = str.maketrans("øéíáóúßñöüäčřşıÅåıã", "oeiaousnouacrsiAaia")
    return text.translate(table)


def _british(text):
    swaps = [
        ("randomised", "randomized"),
        ("Randomised", "Randomized"),
        ("behaviour", "behavior"),
        ("mobilisation", "mobilization"),
        ("centre", "center"),
        ("modelling", "modeling"),
    ]
    for british, american in swaps:
        text = text.replace(british, american)
    return text


def _slip(title):
    """A title in which two letters of its longest word changed places."""
    word = max(title.split(), key=len)
    middle = len(word) // 2
    wrong = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return title.replace(word, wrong, 1)


def _abbreviated(journal):
    return " ".join(word[:4] + "." if len(word) > 5 else word for word in (journal or "").split())


def _bare(citation, **fields):
    """*work* without what only a journal gives it."""
    nothing = {
        "volume": None,
        "issue": None,
        "pages": None,
        "container": None,
        "doi": None,
        "pmid": None,
        "pmcid": None,
        "url": None,
    }
    return replace(citation, **(nothing | fields))


REWRITTEN = {
    "capitals and a full stop": lambda w: replace(w, title=f"{w.title.rstrip('.').title()}."),
    "all capitals": lambda w: replace(w, title=w.title.upper()),
    "American spelling": lambda w: replace(w, title=_british(w.title), doi=None, pmid=None),
    "initials, no number": lambda w: replace(
        w, authors=tuple(map(_initials, w.authors)), doi=None, pmid=None
    ),
    "letters without accents": lambda w: replace(
        w, title=_plain_letters(w.title), authors=tuple(map(_plain_letters, w.authors)), doi=None, pmid=None
    ),
    "an abbreviated journal, no issue": lambda w: replace(
        w, container=_abbreviated(w.container), issue=None, doi=None, pmid=None
    ),
    "online a year before": lambda w: replace(
        w, year=w.year - 1, volume=None, issue=None, pages=None, doi=None, pmid=None
    ),
    "the number alone": lambda w: Citation(w.key, doi=w.doi, pmid=w.pmid),
    "first author and others": lambda w: replace(
        w, authors=w.authors[:1], authors_incomplete=True, doi=None, pmid=None
    ),
    "a slip of the pen": lambda w: replace(w, title=_slip(w.title), doi=None, pmid=None),
    "a dash for the colon": lambda w: replace(w, title=w.title.replace(": ", " – "), doi=None, pmid=None),
    "hyphens for spaces": lambda w: replace(w, title=w.title.replace("-", " "), doi=None, pmid=None),
    "no year": lambda w: replace(w, year=None, doi=None, pmid=None),
    "retracted in the title": lambda w: replace(
        w, title=f"RETRACTED ARTICLE: {w.title}", doi=None, pmid=None
    ),
    "withdrawn in the title": lambda w: replace(w, title=f"WITHDRAWN: {w.title}", doi=None),
    "short pages": lambda w: replace(w, pages=(w.pages or "").split("-")[0] or None, doi=None, pmid=None),
    "and for &": lambda w: replace(w, title=w.title.replace(" and ", " & "), doi=None, pmid=None),
    "another language, the same place": lambda w: replace(
        w, title="Ein Titel in einer anderen Sprache, übersetzt", doi=None, pmid=None
    ),
    "both languages in the title": lambda w: replace(
        w, title=f"Ein übersetzter Titel [{w.title}]", doi=None, pmid=None
    ),
    "main title alone, the same pages": lambda w: replace(
        w, title=w.title.partition(":")[0], doi=None, pmid=None
    ),
}
"""One work written in two ways."""

STAGED = {
    "a preprint": (
        VERSION,
        lambda w: _bare(w, type="misc", how_published="medRxiv", doi=f"10.1101/{w.key}", year=w.year - 1),
    ),
    "a preprint two years before": (
        VERSION,
        lambda w: _bare(w, type="misc", how_published="bioRxiv", doi=f"10.1101/{w.key}", year=w.year - 2),
    ),
    "a preprint with another subtitle": (
        VERSION,
        lambda w: _bare(
            w,
            type="misc",
            how_published="SportRxiv",
            doi=f"10.31236/{w.key}",
            year=w.year - 1,
            title=f"{w.title.partition(':')[0]}: a preregistered study",
        ),
    ),
    "a preprint at arXiv by number": (
        VERSION,
        lambda w: _bare(w, type="misc", eprint="2001.01234", archive="arXiv", year=w.year - 1),
    ),
    "a talk": (
        VERSION,
        lambda w: replace(
            w,
            type="inproceedings",
            container="Proceedings of the Tea Society",
            doi=f"10.5555/talk.{w.key}",
            year=w.year - 1,
            pages="900-904",
            volume=None,
        ),
    ),
    "an abstract of a congress": (
        VERSION,
        lambda w: replace(
            w,
            type="inproceedings",
            container="Tea Congress",
            doi=None,
            year=w.year - 1,
            pages="S12",
            volume=None,
            authors=w.authors[:1],
        ),
    ),
    "a second journal": (
        VERSION,
        lambda w: replace(
            w,
            container="Another Invented Journal",
            doi=f"10.5555/second.{w.key}",
            volume="1",
            pages="900-909",
        ),
    ),
    "a correction": (
        NOTICE,
        lambda w: replace(
            w, title=f"Correction to: {w.title}", doi=f"10.5555/c.{w.key}", year=w.year + 1, pages="999"
        ),
    ),
    "an erratum": (
        NOTICE,
        lambda w: replace(
            w, title=f"Erratum: {w.title}", doi=f"10.5555/e.{w.key}", year=w.year + 1, pages="999"
        ),
    ),
    "a corrigendum with the place": (
        NOTICE,
        lambda w: replace(
            w,
            title=f"Corrigendum to “{w.title}” [{w.container} {w.volume} ({w.year}) {w.pages}]",
            doi=f"10.5555/d.{w.key}",
            year=w.year + 1,
            pages="999",
        ),
    ),
    "a retraction": (
        NOTICE,
        lambda w: replace(
            w, title=f"Retraction: {w.title}", doi=f"10.5555/r.{w.key}", year=w.year + 3, pages="999"
        ),
    ),
    "a notice of retraction": (
        NOTICE,
        lambda w: replace(
            w,
            title=f"Notice of Retraction: {w.authors[0].split(',')[0]} et al. {w.title}. {w.container}. {w.year};{w.volume}:{w.pages}",
            doi=f"10.5555/n.{w.key}",
            year=w.year + 3,
            pages="999",
        ),
    ),
    "a retraction note": (
        NOTICE,
        lambda w: replace(
            w,
            title=f"Retraction Note to: {w.title}",
            doi=f"10.5555/rn.{w.key}",
            year=w.year + 3,
            pages="999",
            authors=(),
        ),
    ),
    "a concern": (
        NOTICE,
        lambda w: replace(
            w,
            title=f"Expression of Concern: {w.title}",
            doi=f"10.5555/x.{w.key}",
            year=w.year + 2,
            pages="999",
        ),
    ),
}
"""Versions of a work, and notices about it."""

APART = {
    "the same title in another year": lambda w: replace(
        w, year=w.year + 4, volume="99", pages="5-9", doi=f"10.5555/later.{w.key}"
    ),
    "the same title, years apart, no numbers": lambda w: replace(
        w, year=w.year + 9, volume=None, pages=None, doi=None
    ),
    "part two": lambda w: replace(
        w, title=f"{w.title}: part 2", pages="300-310", doi=f"10.5555/part.{w.key}"
    ),
    "part II by numeral": lambda w: replace(
        w, title=f"{w.title} II", pages="300-310", doi=f"10.5555/ii.{w.key}"
    ),
    "the next trial": lambda w: replace(
        w,
        title=f"Second {w.title[0].lower()}{w.title[1:]}",
        year=w.year + 1,
        volume="99",
        pages="1-9",
        doi=f"10.5555/next.{w.key}",
    ),
    "other people": lambda w: replace(
        w,
        title=f"{w.title} in adolescents",
        year=w.year + 1,
        volume="99",
        pages="1-9",
        doi=f"10.5555/teens.{w.key}",
    ),
    "a protocol": lambda w: replace(
        w,
        title=f"{w.title}: study protocol",
        year=w.year - 1,
        volume="7",
        pages="2",
        doi=f"10.5555/plan.{w.key}",
    ),
    "a comment": lambda w: replace(
        w, title=f"Comment on: {w.title}", authors=("Zweig, Z.",), pages="700", doi=f"10.5555/letter.{w.key}"
    ),
    "a reply": lambda w: replace(
        w,
        title=f"Reply to comments on {w.title[0].lower()}{w.title[1:]}",
        pages="701",
        doi=f"10.5555/reply.{w.key}",
    ),
    "other authors": lambda w: replace(
        w, authors=("Zweig, Z.", "Yeo, Y."), volume="98", pages="44-49", doi=f"10.5555/others.{w.key}"
    ),
    "a correction of the next trial": lambda w: replace(
        w,
        title=f"Correction to: Second {w.title[0].lower()}{w.title[1:]}",
        year=w.year + 2,
        pages="999",
        doi=f"10.5555/c2.{w.key}",
    ),
    "a preprint of the next trial": lambda w: _bare(
        w,
        type="misc",
        how_published="medRxiv",
        doi=f"10.1101/n{w.key}",
        year=w.year + 1,
        title=f"Follow-up of {w.title[0].lower()}{w.title[1:]}",
    ),
}
"""Two works that look alike."""

LATER = {
    "cited by a repository": (
        SAME,
        lambda w: replace(
            w,
            type="misc",
            container=None,
            volume=None,
            pages=None,
            doi=None,
            how_published="University repository",
        ),
    ),
    "a title with its journal behind it": (
        SAME,
        lambda w: replace(w, title=f"{w.title}.", container=f"{w.container} (Print)", doi=None),
    ),
    "family names in capitals": (
        SAME,
        lambda w: replace(w, authors=tuple(name.upper() for name in w.authors), doi=None),
    ),
    "quotation marks in the title": (SAME, lambda w: replace(w, title=f"“{w.title}”", doi=None)),
    "a preprint as an article of its server": (
        VERSION,
        lambda w: replace(
            w,
            container="PsyArXiv Preprints",
            volume=None,
            pages=None,
            doi=f"10.31234/{w.key}",
            year=w.year - 1,
        ),
    ),
    "a publisher correction": (
        NOTICE,
        lambda w: replace(w, title=f"Publisher Correction: {w.title}", doi=f"10.5555/pc.{w.key}", pages="1"),
    ),
    "a notice of withdrawal": (
        NOTICE,
        lambda w: replace(
            w, title=f"Notice of withdrawal: {w.title}", doi=f"10.5555/nw.{w.key}", pages="1", year=w.year + 2
        ),
    ),
    "a letter on the same page": (
        None,
        lambda w: replace(w, title="Tea breaks need no trial", authors=("Zweig, Z.",), doi=None),
    ),
    "a pilot study as a preprint": (
        None,
        lambda w: _bare(
            w,
            type="misc",
            how_published="medRxiv",
            doi=f"10.1101/p{w.key}",
            year=w.year - 2,
            title=f"{w.title.partition(':')[0]}: a pilot study",
        ),
    ),
    "another abstract of one page": (
        None,
        lambda w: replace(
            w, title="Saucers at altitude and their fate", pages="S12", volume=w.volume, doi=None
        ),
    ),
    "the same page of another volume": (
        None,
        lambda w: replace(
            w, title="Saucers at altitude and their fate", volume="98", year=w.year + 1, doi=None
        ),
    ),
    "a thesis of another year": (
        None,
        lambda w: replace(
            w,
            type="phdthesis",
            year=w.year - 6,
            volume=None,
            pages=None,
            doi=None,
            title=f"Essays on {w.title[0].lower()}{w.title[1:]}",
        ),
    ),
    "a protocol as a preprint": (
        None,
        lambda w: _bare(
            w,
            type="misc",
            how_published="medRxiv",
            doi=f"10.1101/q{w.key}",
            year=w.year - 1,
            title=f"{w.title.partition(':')[0]}: protocol of a trial",
        ),
    ),
    "a reanalysis": (
        None,
        lambda w: replace(
            w,
            title=f"Reanalysis of {w.title[0].lower()}{w.title[1:]}",
            year=w.year + 1,
            volume="98",
            pages="4-8",
            doi=f"10.5555/re.{w.key}",
        ),
    ),
}
"""Tricks that were thought of after the tables above had been used to mend what they showed."""

WORDS_APART = [
    ("adults", "children"), ("men", "women"), ("older", "younger"), ("hypocaloric", "hypercaloric"), ("Prenatal", "Postnatal"),
    ("In vitro", "In vivo"), ("Adductor", "Abductor"), ("left and the right arm", "left and the right leg"), ("black and white", "green and yellow"),
    ("oolong", "matcha"), ("Cold", "Warm"), ("lemon", "mint"), ("wrist", "elbow"), ("type 2", "type 1"), ("murine", "equine"),
    ("five", "nine"), ("ceramic", "bamboo"), ("women", "men"), ("first", "second"), ("summer", "winter"),
    ("inhibit", "enhance"), ("secondary", "primary"), ("Long-term", "Short-term"), ("Lateral", "Medial"), ("fracture", "puncture"),
]  # fmt: skip
"""Words of a title of which the other makes it another work."""


def pairs(ours):
    """All pairs: of *ours*, the works of the bundled data, and of the invented and public ones."""
    return [*_rewritten(ours, "ours"), *_alike(ours), *_invented(), *_public()]


def _changed(pair):
    """Whether the trick changed anything but the key."""
    return replace(pair.other, key=pair.one.key) != pair.one


def _rewritten(citations, source, start=0):
    """Each work beside two rewritings of it, which take turns."""
    names = list(REWRITTEN)
    for number, citation in enumerate(citations):
        for step in (0, 7):
            name = names[(start + number + step) % len(names)]
            pair = Pair(
                name, source, citation, replace(REWRITTEN[name](citation), key=f"{citation.key}-b"), SAME
            )
            if _is_tellable(name, pair) and _changed(pair):
                yield pair


def _is_tellable(name, pair):
    """Whether anybody could tell: by a number there is, by the pages, or by a title that says something."""
    citation = pair.one
    if name == "the number alone":
        return bool(citation.doi or citation.pmid)
    if "language, the same place" in name or "the same pages" in name:
        return bool(citation.volume and citation.pages and citation.authors)
    return bool(
        citation.title
        and citation.authors
        and (len(citation.title.split()) > 5 or (citation.pages and pair.other.pages))
    )


def _alike(citations):
    """The pairs of our works that look most alike, and are two."""
    scored = []
    for one, other in combinations(citations, 2):
        likeness = fuzz.token_set_ratio(one.title or "", other.title or "")
        likeness += 30 * ((one.authors or " ")[0].split(",")[0] == (other.authors or "-")[0].split(",")[0])
        scored.append((likeness, one.key, other.key, one, other))
    for _, _, _, one, other in sorted(scored, reverse=True, key=lambda each: each[:3])[:120]:
        yield Pair("two of our works", "ours", one, other, None)


def _invented():
    """The invented works beside what became of them; the tricks take turns."""
    citations = list(invented())
    yield from _rewritten(citations, "invented", start=3)
    staged, apart = list(STAGED), list(APART)
    for number, citation in enumerate(citations):
        for step in (0, 5, 9):
            name = staged[(number + step) % len(staged)]
            label, make = STAGED[name]
            yield Pair(name, "invented", citation, replace(make(citation), key=f"{citation.key}-b"), label)
        for step in (0, 4, 7):
            name = apart[(number + step) % len(apart)]
            yield Pair(
                name, "invented", citation, replace(APART[name](citation), key=f"{citation.key}-b"), None
            )
        for step in (0, 6):
            name = list(LATER)[(number + step) % len(LATER)]
            label, make = LATER[name]
            yield Pair(name, "later", citation, replace(make(citation), key=f"{citation.key}-b"), label)
        for word, other in WORDS_APART:
            if (
                word in citation.title.split()
                or (" " in word and word in citation.title)
                or (len(word) > 5 and word in citation.title)
            ):
                title = citation.title.replace(word, other)
                twin = replace(citation, key=f"{citation.key}-b", title=title, pages=None, doi=None)
                yield Pair(f"{word} and {other}", "invented", replace(citation, pages=None), twin, None)
                break


def _public():
    """Published works and the notices about them, as public bibliographies have them."""
    plasticity = Citation(
        "ghalambor2015",
        "article",
        "Non-adaptive plasticity potentiates rapid adaptive evolution of gene expression in nature",
        (
            "Ghalambor, Cameron K.",
            "Hoke, Kim L.",
            "Ruell, Emily W.",
            "Fischer, Eva K.",
            "Reznick, David N.",
            "Hughes, Kimberly A.",
        ),
        year=2015,
        container="Nature",
        volume="525",
        pages="372-375",
        doi="10.1038/nature15256",
    )
    erratum = replace(
        plasticity,
        key="ghalambor2018",
        title=f"Erratum: {plasticity.title}",
        year=2018,
        volume="555",
        pages="688",
        doi="10.1038/nature25499",
    )
    yield Pair("an erratum", "public", plasticity, erratum, NOTICE)
