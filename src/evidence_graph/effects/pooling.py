"""The few figures that may be pooled, and why all others may not.

Two or more figures are pooled when they have the same measure, unit, outcome and comparison, lie between
groups, come from works that share no data, and each print a standard error or a symmetric interval, and when
all of them say of their scale that it runs the same way: one of two works may count pain from below and one
relief, or one may subtract the groups the other way round, and both call it an SMD of pain. The
standard error of an interval is its width over twice the quantile: of the normal distribution, or of t
where both groups are small; ratios are taken as logarithms (Cochrane Handbook 5.1, sections 7.7.7.2 and
7.7.7.3). Random effects with tau² of Paule and Mandel (J Res Natl Bur Stand 1982;87:377-385) and I² of
Higgins and Thompson (Stat Med 2002;21:1539-1558), as statsmodels computes them.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from statistics import NormalDist
from typing import TYPE_CHECKING

from evidence_graph import model, names
from evidence_graph.assessment.body import OPINION, REVIEWS, Facts, JudgedStudy
from evidence_graph.assessment.independence import heaviest, links
from evidence_graph.bibliography import sameness
from evidence_graph.effects.panels import drawable
from evidence_graph.errors import MissingExtra
from evidence_graph.looks import DOUBTED
from evidence_graph.measures import Scale, scale
from evidence_graph.model import Contrast, Direction, figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evidence_graph.graph import EvidenceGraph
    from evidence_graph.model import Citation, Claim, Effect, Group

SKEWED = 0.05
"""An interval whose middle is this share of its width or more away from the value is not symmetric."""

SMALL = 60
"""Below this number in each group the interval is taken to be one of the t distribution."""

ENOUGH = 2
DEGENERATE = 1e-9

WAYS = {Direction.FOR: 1, Direction.AGAINST: -1}
"""Which way a figure above no difference tells its scale to run, by what it says to the claim."""

UNTOLD = "that do not tell which way their scale runs"
TURNED = "whose signs and directions clash, as if a scale were turned round"


@dataclass(frozen=True, slots=True)
class Pool:
    """A pooled estimate with its interval, what entered, and how much the works differ."""

    effects: tuple[Effect, ...]
    scale: Scale
    estimate: float
    low: float
    high: float
    tau2: float
    i2: float
    q: float

    @property
    def why(self) -> str:
        """Why pooling is allowed."""
        return (
            f"{len(self.effects)} works that share no data compare groups by the same measure, outcome and "
            "comparison, and each prints how sure its figure is."
        )


@dataclass(frozen=True, slots=True)
class Pooling:
    """What could be pooled of some figures, and in one sentence why the others were not."""

    pools: tuple[Pool, ...]
    why: str


def pool(graph: EvidenceGraph, claim: Claim | str) -> Pooling:
    """What can be pooled of the figures that bear on *claim*."""
    effects = graph.effects(claim=claim)
    citations: dict[str, Citation] = {}
    reasons: dict[str, str] = {}
    able = []
    for effect in effects:
        if effect.citation not in citations:
            citations[effect.citation] = names.citation_of_key(graph.store, effect.citation)

        reasons[effect.id] = _kept_out(effect, citations[effect.citation])
        if not reasons[effect.id]:
            able.append(effect)

    sets: list[list[Effect]] = []
    for entering in _sets(able, citations):
        doubt = _doubt(entering)
        if doubt:
            reasons.update(dict.fromkeys((effect.id for effect in entering), doubt))
        else:
            sets.append(entering)

    is_doubtful = not {UNTOLD, TURNED}.isdisjoint(reasons.values())
    why = _why_not(reasons, sets) if is_doubtful or not sets else ""
    if not sets:
        return Pooling((), why)

    groups = {effect.id: graph.all(model.Group, effect=effect) for effect in chain.from_iterable(sets)}
    try:
        return Pooling(tuple(_combine(entering, groups) for entering in sets), why)
    except ImportError:
        return Pooling((), str(MissingExtra("statsmodels", "effects")))


def _kept_out(effect: Effect, citation: Citation) -> str:
    """Why *effect* enters no pool; empty when it may."""
    study = citation.study
    effect_scale = scale(effect.measure)
    reasons = (
        (effect.contrast is not Contrast.BETWEEN_GROUPS, "without a comparison between groups"),
        (effect_scale is None or effect.estimate is None, "without a number for the size of an effect"),
        (study is None or study.design in REVIEWS | OPINION, "from a review or a work of unknown design"),
        (not effect.verified, "not read in the work itself"),
        (study is not None and study.retraction_status in DOUBTED, "from a work disputed or retracted"),
        (effect.comparison is None, "without a word on what is compared"),
        (effect.direction is None, "without a word on what they say to the claim"),
        (
            effect_scale is not None and not _has_error(effect, effect_scale),
            "without an error or a symmetric interval",
        ),
    )

    return next((why for holds, why in reasons if holds), "")


def _doubt(effects: Iterable[Effect]) -> str:
    """Why *effects* that are alike in all words are not pooled all the same; empty when they may.

    All of them are left out, not only those in doubt: a pool of the others would be one of a choice.
    """
    ways = {_way(effect) for effect in effects}
    if 0 in ways:
        return UNTOLD

    return TURNED if len(ways) > 1 else ""


def _way(effect: Effect) -> int:
    """Which way the scale of *effect* runs: 1 where more is for the claim, −1 against it, 0 untold."""
    effect_scale = scale(effect.measure)
    if effect_scale is None or effect.estimate is None or effect.direction not in WAYS:
        return 0

    above = (effect.estimate > effect_scale.null) - (effect.estimate < effect_scale.null)

    return above * WAYS[effect.direction]


def _has_error(effect: Effect, effect_scale: Scale) -> bool:
    """Whether a standard error is printed or follows from the interval."""
    if not drawable(effect, effect_scale):
        return False

    printed = figure(effect.standard_error)
    if printed is not None and not effect_scale.ratio:
        return printed > 0
    if effect.interval is None or effect.estimate is None or effect.level is None:
        return False

    low, high = (_scale(end, effect_scale) for end in effect.interval)
    width = high - low
    skew = abs((low + high) / 2 - _scale(effect.estimate, effect_scale))

    return width > DEGENERATE and skew < SKEWED * width + _rounding(effect, effect_scale)


def _rounding(effect: Effect, effect_scale: Scale) -> float:
    """How far the middle can be off because the figures are rounded: half a unit of the last place."""
    texts = [text for text in (effect.value, effect.low, effect.high) if text]
    places = min(len(text.partition(".")[2]) for text in texts)
    half = 0.5 / float(10**places)
    if effect_scale.ratio and effect.interval:
        return half / abs(effect.interval[0])

    return half


def _scale(number: float, effect_scale: Scale) -> float:
    if effect_scale.ratio:
        return math.log(number)

    return number


def _sets(effects: Iterable[Effect], citations: dict[str, Citation]) -> Iterator[list[Effect]]:
    """Figures alike in measure, unit, outcome and comparison, one from each work, where works share no data.

    Of works that share data those with the most people enter.
    """
    alike: dict[tuple[object, ...], list[Effect]] = {}
    for effect in effects:
        words = (_fold(effect.unit), _fold(effect.outcome), _fold(effect.comparison))
        alike.setdefault((scale(effect.measure), bool(effect.surrogate), *words), []).append(effect)

    for together in alike.values():
        # Of a work with two such figures nobody can say which should enter.
        effect_counts = Counter(effect.citation for effect in together)
        single = {effect.citation: effect for effect in together if effect_counts[effect.citation] == 1}
        twins = sameness.twins(citations[key] for key in sorted(single))
        linked = links(_sharing(citations[key], twins.get(key)) for key in single)
        people = {key: float(effect.participants or 1) for key, effect in single.items()}
        entering_keys = heaviest(people, linked)
        if len(entering_keys) >= ENOUGH:
            yield [single[key] for key in sorted(entering_keys)]


def _sharing(citation: Citation, twin: str | None) -> JudgedStudy:
    """The *work* as far as it matters on what data it rests."""
    facts = Facts(twin=twin)
    study = citation.study
    if study is not None:
        facts = replace(facts, cohort=study.cohort, version_of=study.version_of, pools=study.pools)

    return JudgedStudy(citation.key, (), facts)


def _fold(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _combine(effects: list[Effect], groups: Mapping[str, Sequence[Group]]) -> Pool:
    import numpy as np
    from statsmodels.stats.meta_analysis import combine_effects

    effect_scale = scale(effects[0].measure)
    assert effect_scale is not None  # noqa: S101 - only measures on a scale come so far
    estimates = [effect.estimate for effect in effects if effect.estimate is not None]
    values = np.array([_scale(estimate, effect_scale) for estimate in estimates])
    errors = np.array([_error(effect, effect_scale, groups[effect.id]) for effect in effects])
    with np.errstate(divide="ignore", invalid="ignore"):  # its I², which we do not use, divides by Q
        result = combine_effects(values, errors**2, method_re="iterated")

    low, high = result.conf_int(use_t=False)[1]
    q = float(result.q)
    back = math.exp if effect_scale.ratio else float

    return Pool(
        effects=tuple(effects),
        scale=effect_scale,
        estimate=back(float(result.mean_effect_re)),
        low=back(float(low)),
        high=back(float(high)),
        tau2=max(0.0, float(result.tau2)),
        i2=max(0.0, 1 - (len(effects) - 1) / q) if q > 0 else 0.0,
        q=q,
    )


def _error(effect: Effect, effect_scale: Scale, groups: Sequence[Group]) -> float:
    """The standard error: as printed, or the width of the interval over twice the quantile."""
    printed = figure(effect.standard_error)
    if printed is not None and not effect_scale.ratio:
        return printed

    # Figures without an interval and its level do not come so far.
    assert effect.interval is not None and effect.level is not None  # noqa: S101, PT018 - for the types
    low, high = (_scale(end, effect_scale) for end in effect.interval)

    return (high - low) / (2 * _quantile(effect.level, groups, ratio=effect_scale.ratio))


def _quantile(level: int, groups: Sequence[Group], *, ratio: bool) -> float:
    tail = (1 + level / 100) / 2
    sizes = [group.participants for group in groups if group.participants]
    if not ratio and len(sizes) == len(groups) == 2 and max(sizes) < SMALL:  # noqa: PLR2004 - two groups
        from scipy.stats import t

        return float(t.ppf(tail, sum(sizes) - 2))

    return NormalDist().inv_cdf(tail)


def _why_not(reasons: Mapping[str, str], sets: Sequence[Sequence[Effect]]) -> str:
    """One sentence: what keeps the figures out that are not in *sets*, most frequent first."""
    pooled = {effect.id for effect in chain.from_iterable(sets)}
    left_out = [reason for effect, reason in reasons.items() if effect not in pooled]
    if not reasons:
        return "No figure is recorded."
    if len(reasons) == 1:
        return "Nothing is pooled: there is one figure."

    reason_counts = Counter(reason for reason in left_out if reason)
    reason_words = [f"{number} {why}" for why, number in reason_counts.most_common()]
    alone = left_out.count("")
    if alone == 1:
        reason_words.append("1 by itself")
    elif alone:
        reason_words.append(
            f"{alone} that no separate work has with the same measure, outcome and comparison"
        )

    nothing = "Not pooled" if pooled else "Nothing is pooled"

    return f"{nothing}; out of {len(reasons)} figures: {', '.join(reason_words)}."
