"""Invented data folders of any size, the same for the same seed.

Each claim has a topic, concepts and about four evidence lines; which works they name follows a Zipf
law, so that few works are named often and most once. Some works share a cohort, are preprints or
pool others; some are retracted; some claims rest on others; some judgements are given twice. Articles take
a stand on a tenth of the claims and list works. Every field that a verdict depends on is filled somewhere and
left out elsewhere: intervals, margins, risk of bias, searches, findings from memory, withdrawn lines.

``python benchmarks/generator.py 10000 FOLDER`` writes one.
"""

from __future__ import annotations

import random
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20
BASE = "https://example.org/invented/"
TERMS = "https://w3id.org/evidence-graph/terms"
FOLDERS = (
    "answer", "attitude", "bias", "cause", "coverage", "design", "direction", "directness", "force", "kind",
    "pooled", "read", "retraction", "stance",
)  # fmt: skip
RECORDS = (
    "article", "assertion", "citation", "claim", "concept", "curator", "disagreement", "effect", "line",
    "margin", "reference", "risk-of-bias", "scheme", "search",
)  # fmt: skip

STANCES = ("supports",) * 5 + ("opposes",) * 2 + ("inconclusive", "qualifies", "background")
DIRECTNESS = ("direct",) * 3 + ("indirect",) * 2 + ("very-indirect",)
DESIGNS = (
    "randomised-controlled-trial",
    "randomised-crossover",
    "non-randomised-trial",
    "cohort",
    "cross-sectional",
    "laboratory-experiment",
    "meta-analysis",
    "narrative-review",
)
KINDS = ("causal", "causal", "association", "description")
FIRST = "Aba Bek Cor Dun Elk Fen Gor Hal Ivo Jun Kal Lun Mor Nor Ost Pel Quin Ros Sol Tal Urd Vek Wil Yor Zan"
LAST = "sen man ova ides son berg well stad ton field"
THINGS = "kettle loom plough sail lantern anvil barrel wheel bellows churn spindle oar hinge quern forge"
MANNERS = "slow early heavy daily brief repeated cold loose dense careful mixed single narrow late warm"
EFFECTS = "wear yield noise warmth drift grip glow strain speed decay taste rust weight polish bend"

CITATION = "work"
CITATIONS_A_CLAIM = 0.5
CLAIMS_A_TOPIC = 250
CLAIMS_AN_ARTICLE = 100
DAY = '"2026-01-05"^^xsd:date'


def write(folder: Path, claims: int, *, seed: int = SEED) -> Path:
    """A data folder of *claims* claims in *folder*, written line by line."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "claims.ttl").open("w", encoding="utf-8") as out:
        out.writelines(turtle(claims, seed=seed))
    with (folder / "citations.bib").open("w", encoding="utf-8") as out:
        out.writelines(bibtex(claims, seed=seed))
    return folder


def turtle(claims: int, *, seed: int = SEED) -> Iterator[str]:
    """The claims file, statement by statement."""
    chance = random.Random(seed)  # noqa: S311 - invented data
    yield from _head()
    yield from _concepts(claims)
    keys = [_key(number) for number in range(citations(claims))]
    shares = list(accumulate(1 / (rank + 10) for rank in range(len(keys))))
    chance.shuffle(keys)
    topics = _topics(claims)
    for number in range(claims):
        yield from _claim(number, topics, chance)
        for place, key in enumerate(
            dict.fromkeys(chance.choices(keys, cum_weights=shares, k=_lines(chance)))
        ):
            yield from _judgements(number, place, key, chance)
        if number % CLAIMS_AN_ARTICLE == 0:
            yield from _article(number // CLAIMS_AN_ARTICLE, number, claims)
        yield from _search(number, topics)
    for number in range(citations(claims)):
        yield from _study(number, chance)
        yield from _bias(number)


def bibtex(claims: int, *, seed: int = SEED) -> Iterator[str]:
    """The bibliography, entry by entry."""
    chance = random.Random(seed + 1)  # noqa: S311 - invented data
    for number in range(citations(claims)):
        authors = " and ".join(
            f"{_family(chance)}, {chance.choice('ABCDEFGH')}." for _ in range(1 + number % 4)
        )
        yield (
            f"@article{{{_key(number)},\n"
            f"  author  = {{{authors}}},\n"
            f"  title   = {{{_title(chance)}}},\n"
            f"  journal = {{Journal of Invented {chance.choice(THINGS.split()).title()}s}},\n"
            f"  year    = {{{1980 + number * 7 % 45}}},\n"
            f"  volume  = {{{1 + number % 60}}},\n"
            f"  pages   = {{{1 + number % 900}--{9 + number % 900}}},\n"
            f"  doi     = {{10.5555/invented.{number}}},\n"
            "}\n\n"
        )


def citations(claims: int) -> int:
    """How many works there are for so many claims."""
    return max(10, int(claims * CITATIONS_A_CLAIM))


def _topics(claims: int) -> int:
    return max(4, claims // CLAIMS_A_TOPIC)


def _head() -> Iterator[str]:
    yield f"@prefix eg: <{TERMS}#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n"
    yield "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    yield from (f"@prefix {name}: <{TERMS}/{name}/> .\n" for name in FOLDERS)
    yield from (f"@prefix {name}: <{BASE}{name}/> .\n" for name in RECORDS)
    yield f'\n<{BASE}> a eg:DataSet ; dcterms:title "Invented evidence" .\n'
    yield from (f'curator:{name} a eg:Curator ; eg:name "Reader {name}" .\n' for name in ("one", "two"))
    yield 'article:survey a eg:Article ; dcterms:title "An invented survey" .\n'
    yield 'scheme:topics a skos:ConceptScheme ; skos:prefLabel "topics" .\n'
    yield 'scheme:things a skos:ConceptScheme ; skos:prefLabel "things" .\n'


def _concepts(claims: int) -> Iterator[str]:
    for number in range(_topics(claims)):
        yield (
            f"concept:topic-{number} a skos:Concept ; skos:inScheme scheme:topics ; "
            f'skos:prefLabel "{_words(number)} in workshop {number}" .\n'
        )
    for thing in THINGS.split():
        yield (
            f"concept:{thing} a skos:Concept ; skos:inScheme scheme:things ; "
            f'skos:prefLabel "{thing}" ; skos:altLabel "{thing}s", "old {thing}" .\n'
        )


def _claim(number: int, topics: int, chance: random.Random) -> Iterator[str]:
    things = chance.sample(THINGS.split(), 2)
    # Topics are of very different size, as they are in any literature.
    topic = min(int(topics * chance.random() ** 2), topics - 1)
    yield (
        f"\nclaim:c{number} a eg:Claim ;\n"
        f'    eg:statement "{_words(chance.randrange(3375)).capitalize()} of the {things[0]} changes the '
        f'{chance.choice(EFFECTS.split())} of {things[1]} {number}." ;\n'
        f"    eg:topic concept:topic-{topic} ;\n"
        f"    eg:claimKind kind:{'definition' if number % 50 == 7 else chance.choice(KINDS)} ;\n"
    )
    if number and number % 20 == 0:
        yield f"    eg:premise claim:c{chance.randrange(number)} ;\n"
    if number % 3 == 0:
        answer = "no" if number % 2 else "yes"
        yield f'    eg:question "Does the {things[0]} change that?" ; eg:answers answer:{answer} ;\n'
    yield f"    eg:about concept:{things[0]}, concept:{things[1]} .\n"
    if number % 5 == 0:
        attitude, force = chance.choice(("asserts", "denies")), chance.choice(("hedged", "plain", "absolute"))
        yield (
            f"assertion:survey.c{number} a eg:Assertion ;\n"
            f"    eg:claim claim:c{number} ; eg:article article:survey ;\n"
            f"    eg:attitude attitude:{attitude} ; eg:force force:{force} .\n"
        )


def _article(number: int, first: int, claims: int) -> Iterator[str]:
    """An article that takes a stand on a claim in ten, and lists works, some of them wrongly."""
    yield f'article:review-{number} a eg:Article ; dcterms:title "Review {number}" .\n'
    for claim in range(first, min(first + CLAIMS_AN_ARTICLE, claims), 10):
        yield (
            f"assertion:review-{number}.c{claim} a eg:Assertion ;\n"
            f"    eg:claim claim:c{claim} ; eg:article article:review-{number} ;\n"
            "    eg:attitude attitude:asserts ; eg:force force:plain .\n"
        )
    for place in range(1, 21):
        listed = _key((first + place * 7) % citations(claims))
        found = f"eg:citation citation:{listed}" if place % 9 else 'eg:error "It cannot be found."'
        yield (
            f"reference:review-{number}.{place} a eg:Reference ; eg:article article:review-{number} ;\n"
            f'    eg:number {place} ; eg:printed "Printed as number {place}." ; {found} .\n'
        )
    yield (
        f"disagreement:d{number} a eg:Disagreement ; eg:cause cause:dose ;\n"
        f"    eg:claim claim:c{first} ; eg:citation citation:{_key(first % citations(claims))} ;\n"
        '    eg:explanation "One did it for longer." .\n'
    )


def _lines(chance: random.Random) -> int:
    """How many works a claim names: four on average, none for one in ten."""
    return 0 if chance.random() < 0.1 else min(40, 1 + int(chance.expovariate(1 / 4)))


def _search(number: int, topics: int) -> Iterator[str]:
    """For a claim in seven a search, systematic for every other; for a topic now and then one more."""
    if number % 7 == 0:
        coverage = "systematic" if number % 2 else "partial"
        yield (
            f"search:c{number} a eg:Search ; eg:claim claim:c{number} ; eg:coverage coverage:{coverage} ;\n"
            f'    eg:searchedSource "invented shelves" ; eg:query "wear {number}" ; eg:date {DAY} ;\n'
            f"    eg:curator curator:one ; eg:hits {number % 90 + 4} ; eg:kept {number % 4} .\n"
        )
    if number % 300 == 11:
        yield (
            f"search:topic-{number} a eg:Search ; eg:topic concept:topic-{number % topics} ;\n"
            f'    eg:coverage coverage:partial ; eg:searchedSource "a drawer" ; eg:query "all" ;\n'
            f"    eg:date {DAY} .\n"
        )


def _judgements(number: int, place: int, key: str, chance: random.Random) -> Iterator[str]:
    retracted = _is_retracted(int(key.removeprefix(CITATION)))
    article = f" ;\n    eg:article article:review-{number // CLAIMS_AN_ARTICLE}" if place == 1 else ""
    stances = []
    for curator in ("one", "two") if chance.random() < 0.1 else ("one",):
        finding = f' ;\n    eg:finding "{_title(chance)}."' if place == 0 else ""
        stance = "background" if retracted else chance.choice(STANCES)
        stances.append(stance)
        yield (
            f"line:c{number}.{key}.{curator} a eg:EvidenceLine ;\n"
            f"    eg:claim claim:c{number} ; eg:citation citation:{key} ;\n"
            f"    eg:stance stance:{stance} ; eg:curator curator:{curator}"
            f"{_directness(number, place, chance)}{_status(number, place, stance)}{article}{finding} .\n"
        )
    if (number + place) % 13 == 0 and not retracted:
        yield (
            f"line:c{number}.{key}.one-again a eg:EvidenceLine ;\n"
            f"    eg:claim claim:c{number} ; eg:citation citation:{key} ; eg:curator curator:one ;\n"
            "    eg:stance stance:qualifies ; eg:design design:survey ; eg:participants 30 .\n"
        )
    if (number + place) % 5 == 0 and not {"supports", "opposes"} <= set(stances):
        yield from _effect(number, key, stances)


def _directness(number: int, place: int, chance: random.Random) -> str:
    """How direct a line is; not recorded in one of nine."""
    directness = chance.choice(DIRECTNESS)
    return "" if (number + 2 * place) % 9 == 0 else f" ;\n    eg:directness directness:{directness}"


def _status(number: int, place: int, stance: str) -> str:
    """Whether the finding was confirmed, and whether the line still counts."""
    # Facts that a reader has seen with his own eyes are the rule.
    seen = " ; eg:verified true" if (number + place) % 10 else ""
    recalled = (number + place) % 10 == 0 and stance in {"background", "qualifies"}
    withdrawn = f' ; eg:withdrawn {DAY} ; eg:withdrawnWhy "Misread."' if (number + place) % 41 == 3 else ""
    studied = " ; eg:exposure concept:loom ; eg:outcomeStudied concept:oar" if place == 2 else ""
    return (" ; eg:verified false" if recalled else seen) + withdrawn + studied


def _effect(number: int, key: str, stances: list[str]) -> Iterator[str]:
    """A printed figure that fits how its work was read; for a claim in four with a margin it may leave."""
    if "supports" in stances or "opposes" in stances:
        direction, low, high = ("for" if "supports" in stances else "against"), "0.1", f"0.{number % 7 + 2}"
    else:
        direction, low, high = "neither", "-0.4", "0.5"
    yield (
        f"effect:c{number}.{key} a eg:Effect ; eg:citation citation:{key} ; eg:number {number + 1} ;\n"
        f'    eg:claim claim:c{number} ; eg:direction direction:{direction} ; eg:measure "SMD" ;\n'
        f'    eg:low "{low}" ; eg:high "{high}" ; eg:outcome "wear in trial {number}" ; eg:verified true .\n'
    )
    if number % 4 == 0:
        yield (
            f"margin:c{number}.{key} a eg:Margin ; eg:claim claim:c{number} ; "
            'eg:measure "SMD" ; eg:low "-0.6" ; eg:high "0.6" ; eg:statedBy "A guild." .\n'
        )


def _study(number: int, chance: random.Random) -> Iterator[str]:
    design = chance.choice(DESIGNS)
    yield f"\ncitation:{_key(number)} a eg:Citation ; eg:design design:{design}"
    if number % 3 == 0:
        yield f' ; eg:population "{"Young" if number % 2 else "Old"} {THINGS.split()[number % 14]} makers"'
    if number % 7:
        yield f" ; eg:participants {chance.randrange(8, 400)}"
    if number % 11 == 1:
        yield f' ; eg:cohort "cohort {number // 22}"'
    if number % 97 == 1:
        yield f" ; eg:versionOf citation:{_key(number - 1)}"
    if design == "meta-analysis" and number > 10:
        pooled = sorted({_key(chance.randrange(number)) for _ in range(4)})
        is_whole = number % 2 > 0
        trials = len(pooled) if is_whole else number % 9
        yield f" ; eg:pools {', '.join(f'citation:{key}' for key in pooled)}"
        yield f" ; eg:includedStudies {trials} ; eg:poolsComplete {str(is_whole).lower()}"
        if number % 3:
            yield f" ; eg:pooledDesigns pooled:{'randomised' if number % 3 == 1 else 'other'}"
    status = "retracted" if _is_retracted(number) else "disputed" if number % 53 == 2 else "none-found"
    yield f" ; eg:retractionStatus retraction:{status} .\n"


def _bias(number: int) -> Iterator[str]:
    """The risk of bias of a work in four: over all, and for some of these in a domain as well."""
    if number % 4:
        return

    overall = ("low", "some-concerns", "high", "critical", "unclear")[number // 4 % 5]
    yield (
        f"risk-of-bias:{_key(number)} a eg:RiskOfBias ; eg:citation citation:{_key(number)} ;\n"
        f'    eg:instrument "RoB 2" ; eg:judgement bias:{overall} ; eg:curator curator:one ;\n'
        f'    eg:reason "As it was told." ; eg:read read:abstract ; eg:date {DAY} .\n'
    )
    if number % 8 == 0:
        yield (
            f"risk-of-bias:{_key(number)}.d1 a eg:RiskOfBias ; eg:citation citation:{_key(number)} ;\n"
            f'    eg:instrument "RoB 2" ; eg:domain "randomisation" ; eg:judgement bias:low ;\n'
            '    eg:curator curator:two ; eg:reason "As it was told." ; eg:read read:full-text .\n'
        )


def _key(number: int) -> str:
    return f"{CITATION}{number}"


def _is_retracted(number: int) -> bool:
    return number % 89 == 3


def _family(chance: random.Random) -> str:
    return chance.choice(FIRST.split()) + chance.choice(LAST.split())


def _title(chance: random.Random) -> str:
    return f"{_words(chance.randrange(3375)).capitalize()} and the {chance.choice(THINGS.split())}"


def _words(number: int) -> str:
    manners, effects = MANNERS.split(), EFFECTS.split()
    return f"{manners[number % 15]} {manners[number // 15 % 15]} {effects[number // 225 % 15]}"


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: python benchmarks/generator.py CLAIMS FOLDER")
    write(Path(sys.argv[2]), int(sys.argv[1]))
