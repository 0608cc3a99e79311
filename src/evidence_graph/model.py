"""The values this package speaks in: frozen, plain, without RDF and without files.

Every record names the others it belongs to by their id, so that a value can be compared, pickled
and written as JSON. Which RDF term stands for which field is said in `evidence_graph.vocabulary`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence_graph.display import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURE = re.compile(r"[+\-\u2212]?[0-9]{1,30}(?:\.[0-9]{1,30})?")
"""One number as it is printed, with a hyphen or a minus sign."""


class Stance(StrEnum):
    """What a study says to a claim, in the judgement of one curator."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    INCONCLUSIVE = "inconclusive"
    QUALIFIES = "qualifies"
    BACKGROUND = "background"


class Answer(StrEnum):
    """Whether a claim, if it is true, answers its question yes or no."""

    YES = "yes"
    NO = "no"


class Directness(StrEnum):
    """How close what was studied is to what is claimed (GRADE: indirectness)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    VERY_INDIRECT = "very-indirect"
    UNCLEAR = "unclear"
    NOT_RECORDED = "not-recorded"


class StudyDesign(StrEnum):
    """How a work came to its result."""

    META_ANALYSIS = "meta-analysis"
    NETWORK_META_ANALYSIS = "network-meta-analysis"
    SYSTEMATIC_REVIEW = "systematic-review"
    RANDOMISED_CONTROLLED_TRIAL = "randomised-controlled-trial"
    RANDOMISED_CROSSOVER = "randomised-crossover"
    NON_RANDOMISED_TRIAL = "non-randomised-trial"
    BEFORE_AFTER = "before-after"
    COHORT = "cohort"
    CASE_CONTROL = "case-control"
    CROSS_SECTIONAL = "cross-sectional"
    RETROSPECTIVE_RECORDS = "retrospective-records"
    SURVEY = "survey"
    CASE_REPORT = "case-report"
    LABORATORY_EXPERIMENT = "laboratory-experiment"
    ANIMAL_EXPERIMENT = "animal-experiment"
    CADAVER_STUDY = "cadaver-study"
    MODELLING = "modelling"
    NARRATIVE_REVIEW = "narrative-review"
    EXPERT_OPINION = "expert-opinion"


class LinkBasis(StrEnum):
    """On what the link between a claim and a study rests."""

    IN_TEXT_CITATION = "in-text-citation"
    REFERENCE_LIST = "reference-list"
    CURATOR = "curator"


class CitationUse(StrEnum):
    """What an article uses a reference for (CiTO says the same between article and study)."""

    EVIDENCE = "evidence"
    BACKGROUND = "background"
    COUNTER_VIEW = "counter-view"
    NONE = "none"


class Attitude(StrEnum):
    """How an article stands to a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    REPORTS = "reports"


class Force(StrEnum):
    """How firmly an article words a claim."""

    HEDGED = "hedged"
    PLAIN = "plain"
    ABSOLUTE = "absolute"


class PassagePart(StrEnum):
    """What a passage does for a claim of its article."""

    SAYS = "says"
    ARGUES_FOR = "argues for"


class ClaimKind(StrEnum):
    """What sort of sentence a claim is; a correlation alone cannot back a causal one."""

    CAUSAL = "causal"
    ASSOCIATION = "association"
    DESCRIPTION = "description"
    RECOMMENDATION = "recommendation"
    DEFINITION = "definition"


class RetractionStatus(StrEnum):
    """What is known about the integrity of a work."""

    NONE_FOUND = "none-found"
    NOT_CHECKED = "not-checked"
    CORRECTED = "corrected"
    DISPUTED = "disputed"
    EXPRESSION_OF_CONCERN = "expression-of-concern"
    RETRACTED = "retracted"
    REINSTATED = "reinstated"


class PooledDesigns(StrEnum):
    """Of what designs a review pools its works."""

    RANDOMISED = "randomised"
    OTHER = "other"


class BiasJudgement(StrEnum):
    """How far the result of a work may be off for the way it was come by, in one domain or over all."""

    LOW = "low"
    SOME_CONCERNS = "some-concerns"
    HIGH = "high"
    CRITICAL = "critical"
    UNCLEAR = "unclear"


class ReadPart(StrEnum):
    """What of a work was read for a judgement."""

    ABSTRACT = "abstract"
    FULL_TEXT = "full-text"


class Coverage(StrEnum):
    """How much of the literature a search went through."""

    PARTIAL = "partial"
    SYSTEMATIC = "systematic"


class QuoteRole(StrEnum):
    """What quoted words are in the work that says them."""

    OWN_RESULT = "own-result"
    BACKGROUND = "background"
    REVIEW = "review"


class Weighing(StrEnum):
    """How the verdicts of a data set follow from its evidence lines."""

    GRADE = "grade"
    COUNTS = "counts"


class Cause(StrEnum):
    """Why evidence lines or claims clash."""

    POPULATION = "population"
    VARIANT = "variant"
    COMPARATOR = "comparator"
    OUTCOME_MEASURE = "outcome-measure"
    DOSE = "dose"
    DESIGN = "design"
    GENUINE = "genuine"


class Direction(StrEnum):
    """What one figure says to a claim; where the claim denies an effect, none found is for it."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class Contrast(StrEnum):
    """What a figure sets beside what: only what lies between groups can say what made the difference."""

    BETWEEN_GROUPS = "between-groups"
    WITHIN_GROUP = "within-group"
    WITHIN_PERSON = "within-person"
    ASSOCIATION = "association"
    DESCRIPTION = "description"


class Verdict(StrEnum):
    """What the evidence says of a claim."""

    BACKED = "backed"
    OPPOSED = "opposed"
    CONTESTED = "contested"
    UNCERTAIN = "uncertain"
    NONE_RECORDED = "none recorded"
    NONE_FOUND = "none found"
    DEFINITION = "definition"


class Certainty(StrEnum):
    """How sure one can be, in the sense of GRADE."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class Wording(StrEnum):
    """How the force of a sentence compares with the evidence for it, the worst first."""

    AGAINST = "against the evidence"
    OVERCLAIM = "overclaim"
    LITTLE_RECORDED = "little recorded"
    NONE_RECORDED = "none recorded"
    FITS = "fits"
    DEFINITION = "definition"
    REPORTED = "reported only"


SHORT_DATE = 24
"""So many characters of a date stand where otherwise a year does."""


def figure(printed: str | None) -> float | None:
    """The number that a *printed* figure is, if it is one.

    >>> figure("\u22121.60"), figure("0.05 to 0.37"), figure("<0.001")
    (-1.6, None, None)
    """
    if printed is None or not FIGURE.fullmatch(printed.strip()):
        return None

    return float(printed.strip().replace("\u2212", "-"))


@dataclass(frozen=True, slots=True)
class Claim(Shown):
    """One proposition: atomic, declarative, independent of the article that makes it.

    Whoever states it, the *claimant*, did so on *claim_date*. It may say when another claim holds (it
    *qualifies* that one), say it more closely (*refines*), or take away its grounds (*undercuts*); no
    verdict follows from that.
    """

    id: str
    statement: str
    topic: str
    kind: ClaimKind | None = None
    about: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    note: str | None = None
    asked_as: tuple[str, ...] = ()
    question: str | None = None
    answers: Answer | None = None
    comparator: str | None = None
    qualifies: tuple[str, ...] = ()
    refines: tuple[str, ...] = ()
    undercuts: tuple[str, ...] = ()
    claimant: str | None = None
    claim_date: str | None = None


@dataclass(frozen=True, slots=True)
class Article(Shown):
    """A text that makes claims; only its fingerprint and length are kept, never the text."""

    id: str
    title: str
    kind: str | None = None
    sha256: str | None = None
    length: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reference(Shown):
    """One entry of an article's reference list: as printed, what it is, and what is wrong with it."""

    id: str
    article: str
    number: int
    printed: str
    citation: str | None = None
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage(Shown):
    """Where an article says it: start and end in Unicode code points, and the paragraph, from 1.

    The *fingerprint* is that of its words, by which it is found again in a text that has changed.
    """

    id: str
    start: int
    end: int
    paragraph: int
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Assertion(Shown):
    """An article's stand on a claim, and the *passages* where it takes it.

    Those among the *arguments* only argue for the claim, the others say it; one is the *main_passage*. Both
    belong to the assertion and not to the passage: the same sentence may say one claim and argue for another.
    """

    id: str
    claim: str
    article: str
    attitude: Attitude
    force: Force
    passages: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    main_passage: str | None = None

    def part_of(self, passage: Passage) -> PassagePart:
        """Whether *passage* says the claim or argues for it."""
        if passage.id in self.arguments:
            return PassagePart.ARGUES_FOR

        return PassagePart.SAYS

    def main_of(self, passages: Sequence[Passage]) -> Passage | None:
        """The main one of its *passages*: the one on record, else the first that says the claim."""
        for passage in passages:
            if passage.id == self.main_passage:
                return passage

        says = (passage for passage in passages if self.part_of(passage) is PassagePart.SAYS)

        return next(says, passages[0] if passages else None)


@dataclass(frozen=True, slots=True)
class Study(Shown):
    """What a published work did: its design, people, comparison, and what to beware of.

    The bibliographic fields of the same work live in the bibliography, under the same key; of one that has no
    entry there *doi* and *pmid* say which work it is. *trial_numbers* are those of registries of trials.
    *retraction_date* is the day of the notice that the status follows from, or the day as of which none was
    found; *retraction_source* is who says so, and *retraction_notices* are all that were found, each in a
    sentence.
    """

    id: str
    design: StudyDesign | None = None
    design_note: str | None = None
    participants: int | None = None
    participants_note: str | None = None
    included_studies: int | None = None
    population: str | None = None
    intervention: str | None = None
    comparator: str | None = None
    outcomes: str | None = None
    conflict_of_interest: str | None = None
    retraction_status: RetractionStatus | None = None
    retraction_note: str | None = None
    retraction_date: str | None = None
    retraction_source: str | None = None
    retraction_notices: tuple[str, ...] = ()
    version_note: str | None = None
    version_of: str | None = None
    cohort: str | None = None
    pools: tuple[str, ...] = ()
    pools_complete: bool | None = None
    pooled_designs: PooledDesigns | None = None
    concerns: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str | None = None
    trial_numbers: tuple[str, ...] = ()
    doi: str | None = None
    pmid: str | None = None


@dataclass(frozen=True, slots=True)
class Result(Shown):
    """One key result of a study, in own words."""

    id: str
    citation: str
    number: int
    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Effect(Shown):
    """One figure of a work as printed, nothing converted and nothing computed.

    Figures are texts ("<0.001", "0.05 to 0.37"); `estimate` and `interval` are the numbers in them.
    """

    id: str
    citation: str
    number: int
    measure: str
    outcome: str
    verified: bool
    claim: str | None = None
    direction: Direction | None = None
    value: str | None = None
    unit: str | None = None
    low: str | None = None
    high: str | None = None
    level: int | None = None
    standard_error: str | None = None
    standard_deviation: str | None = None
    p: str | None = None
    participants: int | None = None
    surrogate: bool | None = None
    timepoint: str | None = None
    contrast: Contrast | None = None
    comparison: str | None = None
    note: str | None = None
    source: str | None = None

    @property
    def estimate(self) -> float | None:
        """The value where it is one number; a range, two means or words are none."""
        return figure(self.value)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval where they are numbers."""
        low, high = figure(self.low), figure(self.high)
        if low is None or high is None:
            return None

        return (low, high)


@dataclass(frozen=True, slots=True)
class Group(Shown):
    """One of the groups or conditions that an effect sets side by side, counted from 1.

    *events* are those of its *participants* to whom the outcome happened.
    """

    id: str
    effect: str
    number: int
    name: str
    participants: int | None = None
    events: int | None = None
    mean: str | None = None
    standard_deviation: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLine(Shown):
    """One judgement: what one curator says one citation means for one claim.

    `verified` is None where nobody recorded whether the finding was confirmed, false where it is known from
    memory alone. *further_findings* bear on the claim beside the *finding*. *design* and *participants* are
    those of the line, where they differ from the work's; *strength* is a rating as somebody else printed it.
    *quotes* are verbatim, in the *language* that a tag such as "de" names, and stand at *quote_place* of the
    work; one with a place or a role of its own is a `Quote`. *source_item* is what the source calls its own
    item, often an address. A line that is *withdrawn* no longer counts.
    """

    id: str
    claim: str
    citation: str
    stance: Stance
    curator: str
    directness: Directness = Directness.NOT_RECORDED
    directness_note: str | None = None
    finding: str | None = None
    rationale: str | None = None
    verified: bool | None = None
    link_basis: LinkBasis = LinkBasis.CURATOR
    article: str | None = None
    used_for: CitationUse | None = None
    used_note: str | None = None
    date: str | None = None
    design: StudyDesign | None = None
    participants: int | None = None
    strength: str | None = None
    exposures: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    quote_place: str | None = None
    language: str | None = None
    source_item: str | None = None
    note: str | None = None
    withdrawn: str | None = None
    withdrawn_why: str | None = None
    further_findings: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[str, ...]:
        """All that it found which bears on the claim, the main finding first."""
        if self.finding:
            return (self.finding, *self.further_findings)

        return self.further_findings


@dataclass(frozen=True, slots=True)
class Quote(Shown):
    """What the work of an evidence line says that bears on the claim, letter by letter, counted from 1.

    *sha256* is the fingerprint of *text* in UTF-8: a letter that somebody changes later is seen.
    """

    id: str
    line: str
    number: int
    text: str
    place: str | None = None
    role: QuoteRole | None = None
    language: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class RiskOfBias(Shown):
    """One judgement of how far a work may be off, by a named instrument; without a domain, over all."""

    id: str
    citation: str
    instrument: str
    judgement: BiasJudgement
    domain: str | None = None
    reason: str | None = None
    curator: str | None = None
    read: ReadPart | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Search(Shown):
    """That somebody looked for studies of claims or of a topic: where, how, when, and what came of it."""

    id: str
    source: str
    query: str
    date: str
    coverage: Coverage
    claims: tuple[str, ...] = ()
    topic: str | None = None
    curator: str | None = None
    hits: int | None = None
    kept: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Margin(Shown):
    """Between which figures of a measure a difference is none that matters, and who says so."""

    id: str
    measure: str
    low: str
    high: str
    source: str
    claim: str | None = None
    citation: str | None = None


@dataclass(frozen=True, slots=True)
class Curator(Shown):
    """Who judged."""

    id: str
    name: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Scheme(Shown):
    """A concept scheme that the data declares, such as topics, exercises or populations (SKOS)."""

    id: str
    label: str
    definition: str | None = None


@dataclass(frozen=True, slots=True)
class Concept(Shown):
    """A word of the field with the other words people use for it (SKOS)."""

    id: str
    label: str
    scheme: str
    alternatives: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    definition: str | None = None
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Procedure(Shown):
    """Something one does, such as an exercise (schema.org HowTo)."""

    id: str
    name: str
    concept: str | None = None
    articles: tuple[str, ...] = ()
    purpose: str | None = None
    position: str | None = None
    repetitions: str | None = None
    primary_targets: tuple[str, ...] = ()
    secondary_targets: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    progressions: tuple[str, ...] = ()
    progresses_to: tuple[str, ...] = ()
    warm_up: str | None = None
    cool_down: str | None = None


@dataclass(frozen=True, slots=True)
class Step(Shown):
    """One step of a procedure, counted from 1."""

    id: str
    procedure: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Disagreement(Shown):
    """Evidence or claims that clash, why, and what would settle it."""

    id: str
    cause: Cause
    explanation: str
    claims: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class DataSet(Shown):
    """What the data says of itself."""

    id: str
    title: str
    description: str | None = None
    license: str | None = None
    weighing: Weighing | None = None
    enough: int | None = None
    opinion_votes: bool | None = None
    default_design: StudyDesign | None = None
    weights: str | None = None


Record = (
    Claim
    | Article
    | Reference
    | Passage
    | Assertion
    | Study
    | Result
    | Effect
    | Group
    | EvidenceLine
    | Quote
    | RiskOfBias
    | Search
    | Margin
    | Curator
    | Scheme
    | Concept
    | Procedure
    | Step
    | Disagreement
    | DataSet
)


@dataclass(frozen=True, slots=True)
class Citation(Shown):
    """A published work: its bibliographic record and what is known of the study behind it.

    *bodies* are those of its authors, editors and translators that are no persons: nothing in their names
    is parted. *date* is in words what the year does not tell: "2004–2006", "99 BCE", "in press".
    """

    key: str
    type: str = "misc"
    title: str | None = None
    authors: tuple[str, ...] = ()
    authors_incomplete: bool = False
    year: int | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    editors: tuple[str, ...] = ()
    editors_incomplete: bool = False
    translators: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    date: str | None = None
    original_date: str | None = None
    publisher: str | None = None
    place: str | None = None
    edition: str | None = None
    series: str | None = None
    eid: str | None = None
    how_published: str | None = None
    version: str | None = None
    eprint: str | None = None
    archive: str | None = None
    isbn: str | None = None
    remark: str | None = None
    study: Study | None = None
    results: tuple[Result, ...] = ()

    @property
    def label(self) -> str:
        """Author and year as they stand in a text: "Jarvis et al. 2019", "Lund et al. (eds) 2012"."""
        if self.authors:
            return f"{self._listed(self.authors, is_incomplete=self.authors_incomplete)} {self.year_words}"

        if self.editors:
            editor_names = self._listed(self.editors, is_incomplete=self.editors_incomplete)
            several = len(self.editors) > 1 or self.editors_incomplete

            return f"{editor_names} {'(eds)' if several else '(ed.)'} {self.year_words}"

        if not self.title and (self.pmid or self.doi):
            if self.pmid:
                return f"PMID {self.pmid}"

            return f"doi:{self.doi}"

        words = (self.title or self.key).split()

        return f"“{' '.join(words[:4])}{'…' if len(words) > 4 else ''}” {self.year_words}"  # noqa: PLR2004 - a short title

    @property
    def gaps(self) -> tuple[str, ...]:
        """What nobody recorded of a work without a title that a reference needs: title, authors, year."""
        recorded = {
            "title": self.title,
            "authors": self.authors or self.editors,
            "year": self.year or self.date,
        }
        if self.title:
            return ()

        return tuple(name for name, content in recorded.items() if not content)

    @property
    def year_words(self) -> str:
        """The year as it stands in a text: "2019", "1990s", "99 BCE", "in press", "n.d."."""
        if self.year is not None and self.year > 0:
            return str(self.year)

        is_short = self.date is not None and len(self.date) <= SHORT_DATE

        return self.date if self.date and is_short else "n.d."

    def _listed(self, names: tuple[str, ...], *, is_incomplete: bool) -> str:
        """The family names of *names* as they stand in a text; a body has its whole name."""
        families = [name if name in self.bodies else name.split(",")[0].strip() for name in names]
        if len(families) == 2 and not is_incomplete:  # noqa: PLR2004 - two authors
            return f"{families[0]} & {families[1]}"
        if len(families) > 1 or is_incomplete:
            return f"{families[0]} et al."

        return families[0]

    @property
    def unverified(self) -> tuple[str, ...]:
        """The fields of the record that nobody could confirm."""
        return self.study.unverified if self.study else ()


@dataclass(frozen=True, slots=True)
class Evidence(Shown):
    """An evidence line together with the work it speaks of."""

    line: EvidenceLine
    citation: Citation

    @property
    def stance(self) -> Stance:
        """What the study says to the claim."""
        return self.line.stance

    @property
    def finding(self) -> str | None:
        """What the study found that bears on the claim."""
        return self.line.finding


@dataclass(frozen=True, slots=True, order=True)
class Problem(Shown):
    """Something wrong in the data: what was found, where, and what to do; *column* is 0 where unknown."""

    file: str
    line: int
    code: str
    message: str
    cure: str
    subject: str = ""
    column: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        about = f" [{self.subject}]" if self.subject else ""

        return f"{place}: {self.message}{about} {self.cure} ({self.code})"
