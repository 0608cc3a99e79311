"""Each citation of a manuscript in its sentence: what the evidence says to the claim it is cited for.

In come a graph and manuscripts that were read; out goes a `Report`, with the place of each problem. A claim
is one that is named or that a person has accepted for the sentence; what is only near is told as a remark,
and nothing is judged by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence_graph.assessment import Heading, assess
from evidence_graph.assessment.body import Reason
from evidence_graph.audit import CONTRARY, judge
from evidence_graph.checks import Report, Severity
from evidence_graph.citing.acceptances import letters_of
from evidence_graph.citing.lint_kinds import LINT_KINDS
from evidence_graph.citing.manuscript import CitedKey, sentences
from evidence_graph.citing.polarity import attitude_of
from evidence_graph.citing.stance_table import stance_table, verdict_words
from evidence_graph.citing.wording_force import force_of
from evidence_graph.errors import UnknownName
from evidence_graph.model import Assertion, Attitude, Claim, Force, Problem, Verdict, Wording
from evidence_graph.nearness import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.assessment import Assessment
    from evidence_graph.citing.acceptances import Acceptance
    from evidence_graph.citing.manuscript import CitedSentence
    from evidence_graph.citing.manuscript_files import ManuscriptFile
    from evidence_graph.citing.stance_table import StanceTable
    from evidence_graph.graph import EvidenceGraph

SHORTEST_WORDS = 4
"""A sentence of fewer words is near no claim."""


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is to be told of one place, before its line is looked up."""

    code: str
    start: int
    message: str
    cure: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class _Use:
    """For what a work is cited: how the sentence stands to a claim, and whether only its words say so."""

    key: CitedKey
    assessment: Assessment
    attitude: Attitude
    is_read: bool = False

    @property
    def explanation(self) -> str:
        """What is said where a sentence was only read as a denial."""
        if self.is_read and self.attitude is Attitude.DENIES:
            return " (the sentence reads like a denial; attitude=asserts says that it is none)"

        return ""


@dataclass(slots=True)
class Linter:
    """Looks at manuscripts beside one graph; each claim is weighed once."""

    graph: EvidenceGraph
    accepted: Sequence[Acceptance] = ()
    with_near: bool = True
    _known: StanceTable | None = None
    _assessments: dict[str, Assessment | None] = field(default_factory=dict)

    def report(self, manuscripts: Iterable[ManuscriptFile]) -> Report:
        """What is wrong with the citations of *manuscripts*, and what is worth knowing of them."""
        problems = [problem for each in manuscripts for problem in self._problems(each)]
        remarks = [one for one in problems if LINT_KINDS[one.code].severity is Severity.REMARK]
        faults = [one for one in problems if LINT_KINDS[one.code].severity is not Severity.REMARK]

        return Report(tuple(sorted(faults)), tuple(sorted(remarks)), LINT_KINDS, "lint")

    def _problems(self, manuscript: ManuscriptFile) -> Iterator[Problem]:
        for remark in self._remarks(manuscript):
            line, column = manuscript.lines.place(remark.start)
            yield Problem(
                str(manuscript.path), line, remark.code, remark.message, remark.cure, remark.subject, column
            )

    def _remarks(self, manuscript: ManuscriptFile) -> Iterator[_Remark]:
        for key in manuscript.page.listed:
            yield from self._of_library(key, manuscript)

        for sentence in sentences(manuscript.page):
            yield from self._of_sentence(sentence, manuscript)

    def _of_sentence(self, sentence: CitedSentence, manuscript: ManuscriptFile) -> Iterator[_Remark]:
        accepted = self._accepted(sentence.words)
        uses: list[_Use] = []
        for key, clause in zip(sentence.keys, sentence.clauses, strict=True):
            yield from self._of_library(key, manuscript)
            claim = key.claim or (accepted.claim if accepted else None)
            assessment = self._assessment(claim) if claim else None
            if claim and assessment is None:
                yield self._unknown_claim(key, claim)

            if claim is None or assessment is None:
                continue

            use = self._use(key, clause, accepted, assessment)
            uses.append(use)
            yield from self._of_citation(use, manuscript)

        yield from _of_wordings(sentence, uses)
        if self.with_near and not uses:
            yield from self._near(sentence)

    def _of_library(self, key: CitedKey, manuscript: ManuscriptFile) -> Iterator[_Remark]:
        """What is wrong with a work whatever it is cited for."""
        if manuscript.has_library and key.key not in manuscript.dois:
            near = nearest(key.key, manuscript.dois, most=1)
            cure = "Add it to the library, or correct the key."
            if near:
                cure = f"Did you mean {near[0]}?"

            message = f"The library has no work {key.key!r}."
            yield _Remark("unknown-key", key.start, message, cure, f"citation:{key.key}")
            return

        citation = self.known.citations.get(self._key(key, manuscript) or "")
        if key.key in manuscript.retracted or (citation and citation.is_retracted):
            message = f"{citation.label if citation else key.key} was retracted."
            cure = "Cite another work, or say in the sentence that it was retracted."
            yield _Remark("retracted-work-cited", key.start, message, cure, f"citation:{key.key}")

    def _use(self, key: CitedKey, clause: str, accepted: Acceptance | None, assessment: Assessment) -> _Use:
        """For what a work is cited: the attitude is named, accepted, or read from the words of the clause."""
        if key.attitude is not None:
            return _Use(key, assessment, key.attitude)
        if key.claim is None and accepted is not None:
            return _Use(key, assessment, accepted.attitude)

        attitude = attitude_of(clause, self.graph.label(assessment.claim, Claim))

        return _Use(key, assessment, attitude, is_read=True)

    def _of_citation(self, use: _Use, manuscript: ManuscriptFile) -> Iterator[_Remark]:
        """What the work says to the claim that it is cited for."""
        key, assessment = use.key, use.assessment
        citation = self._key(key, manuscript)
        if use.attitude is Attitude.REPORTS:
            return
        if assessment.tally.set_aside.get(citation or "") is Reason.RETRACTED:
            return  # told of the work already

        heading = self._heading(citation or "", assessment)
        is_contrary = heading == CONTRARY[use.attitude]
        row = _TOLD.get("contrary" if is_contrary else str(heading or "none"))
        if row:
            code, sentence, cure = row
            if citation:
                label = self.known.citations[citation].label
            else:
                label = key.key

            message = sentence.format(label=label, statement=self.graph.label(assessment.claim, Claim))
            message += use.explanation
            yield _Remark(code, key.start, message, cure, f"citation:{key.key}")

    def _heading(self, citation: str, assessment: Assessment) -> str | None:
        """Where a *work* stands for a claim; one that does not count stands with the only stance it has."""
        heading = assessment.tally.heading_by_key.get(citation)
        if heading != Heading.NOT_COUNTED:
            return heading

        lines = [each for each in self.graph.evidence(assessment.claim) if each.citation.key == citation]
        stances = {str(each.stance) for each in lines}

        return heading if len(stances) > 1 else stances.pop()

    def _unknown_claim(self, key: CitedKey, claim: str) -> _Remark:
        try:
            self.graph.claim(claim)
        except UnknownName as error:
            return _Remark("unknown-claim", key.start, str(error), "Correct the id.", f"claim:{claim}")

        return _Remark("unknown-claim", key.start, f"There is no claim {claim!r}.", "Correct the id.")

    def _near(self, sentence: CitedSentence) -> Iterator[_Remark]:
        """The claim that is near a sentence for which none was named; nothing follows from it."""
        if len(sentence.words.split()) < SHORTEST_WORDS:
            return

        match = next(iter(self.graph.find(sentence.words, limit=1)), None)
        if match and match.fits:
            message = f"Near: “{match.claim.statement}” ({match.claim.id}), not compared."
            cure = f"If the sentence makes this claim, name it: {{claim={match.claim.id}}}"
            yield _Remark("near-claim", sentence.keys[0].start, message, cure, f"claim:{match.claim.id}")

    def _accepted(self, words: str) -> Acceptance | None:
        """What a sentence is accepted to say."""
        letters = letters_of(words)

        return next((each for each in self.accepted if each.letters in letters), None)

    def _assessment(self, claim: str) -> Assessment | None:
        """How *claim* is weighed; nothing where there is no such claim."""
        if claim not in self._assessments:
            self._assessments[claim] = None
            if self.graph.has(Claim, claim):
                self._assessments[claim] = assess(self.graph, claim)

        return self._assessments[claim]

    @property
    def known(self) -> StanceTable:
        """The works of the graph, by which those of a manuscript are known."""
        if self._known is None:
            self._known = stance_table(self.graph, claims=())

        return self._known

    def _key(self, key: CitedKey, manuscript: ManuscriptFile) -> str | None:
        """The key of a cited work in the graph."""
        return self.known.key_of(key.key, manuscript.dois.get(key.key, ""))


_TOLD = {
    "contrary": (
        "contrary-work-cited",
        "{label} speaks against what the sentence says of “{statement}”",
        "Cite it as the contrary view, {claim=… attitude=denies}, or reword the sentence.",
    ),
    str(Heading.BACKGROUND): (
        "background-cited",
        "{label} gives background alone to “{statement}”",
        "Cite a work that studied it.",
    ),
    str(Heading.INCONCLUSIVE): (
        "inconclusive-work-cited",
        "{label} could not tell of “{statement}”",
        "Say so, or cite a work that could.",
    ),
    str(Heading.QUALIFIES): ("qualifies-claim", "{label} qualifies “{statement}”", ""),
    str(Heading.BOTH_WAYS): ("qualifies-claim", "{label} is read both ways on “{statement}”", ""),
    str(Heading.NOT_COUNTED): ("not-counted-for-claim", "{label} is not counted for “{statement}”", ""),
    "none": ("not-recorded-for-claim", "Nothing is recorded of {label} for “{statement}”", ""),
}
"""What is told of a work by where it stands for the claim; nothing of one that stands on its side."""

_WORDINGS = {
    Wording.AGAINST: ("against-the-evidence", "Reword the sentence, or name the claim that it makes."),
    Wording.OVERCLAIM: ("overclaim", "Word it as the evidence allows: may, suggests, studies disagree."),
    Wording.LITTLE_RECORDED: ("little-recorded", ""),
    Wording.NONE_RECORDED: ("little-recorded", ""),
}


_OF_UNCERTAIN: Mapping[Force, Wording] = {
    Force.ABSOLUTE: Wording.OVERCLAIM,
    Force.PLAIN: Wording.LITTLE_RECORDED,
    Force.HEDGED: Wording.FITS,
}
"""What a wording is where the evidence is uncertain: a hedge says just that, "always" the contrary."""


def _of_wordings(sentence: CitedSentence, uses: Sequence[_Use]) -> Iterator[_Remark]:
    """What the sentence promises of each claim, once; one that tells both sides takes none."""
    by_claim: dict[str, dict[Attitude, _Use]] = {}
    for use in uses:
        by_claim.setdefault(use.assessment.claim, {}).setdefault(use.attitude, use)

    for attitudes in by_claim.values():
        if len(attitudes) == 1:
            yield from _of_wording(sentence, *attitudes.values())


def _of_wording(sentence: CitedSentence, use: _Use) -> Iterator[_Remark]:
    """Whether the sentence promises more than the evidence for its claim gives."""
    assessment = use.assessment
    assertion = Assertion("", assessment.claim, "", use.attitude, force_of(sentence.words))
    wording, why = judge(assertion, assessment)
    if assessment.verdict is Verdict.UNCERTAIN and wording is Wording.LITTLE_RECORDED:
        wording = _OF_UNCERTAIN[assertion.force]

    if wording in _WORDINGS:
        code, cure = _WORDINGS[wording]
        message = f"{why} The verdict on {assessment.claim}: {verdict_words(assessment)}{use.explanation}."
        yield _Remark(code, use.key.start, message, cure, f"claim:{assessment.claim}")
