"""Equal works are seen on a labelled set: precision at least 0.99 and recall 0.95 in each part of it."""

from collections import Counter
from fractions import Fraction

import citation_pairs
import pytest

from evidence_graph.bibliography import sameness


@pytest.fixture(scope="module")
def judged(hips):
    """Each pair of the set, and what is found of it."""
    complete = [each for each in hips.citations() if each.title and each.authors and each.year]
    return [(pair, found(pair)) for pair in citation_pairs.pairs(complete)]


def found(pair):
    ties = sameness.pairs([pair.one, pair.other])
    return ties[0].sameness if ties else None


def share(part, whole):
    return Fraction(len(part), len(whole)) if whole else Fraction(1)


def test_the_set_has_500_pairs_of_every_kind_and_source(judged):
    assert len(judged) >= 500
    assert set(Counter(pair.label for pair, _ in judged)) == {*sameness.Sameness, None}
    assert min(Counter(pair.source for pair, _ in judged if pair.source != "public").values()) >= 90


@pytest.mark.parametrize("source", [None, "ours", "invented", "later", "public"])
def test_precision_and_recall(judged, source):
    part = [(pair, tie) for pair, tie in judged if source in {None, pair.source}]
    seen = [pair for pair, tie in part if tie]
    right = [pair for pair in seen if pair.label]
    equal = [pair for pair, _ in part if pair.label]

    assert share(right, seen) >= Fraction(99, 100), [pair for pair in seen if not pair.label][:3]
    missed = [pair.trick for pair, tie in part if pair.label and not tie]
    assert share(right, equal) >= Fraction(95, 100), missed


def test_what_equal_works_are_to_each_other_is_told_rightly(judged):
    wrong = [(pair.trick, tie) for pair, tie in judged if pair.label and tie and tie is not pair.label]

    assert wrong == []


def test_the_order_of_two_works_decides_nothing(judged):
    turned = [citation_pairs.Pair(p.trick, p.source, p.other, p.one, p.label) for p, _ in judged]

    assert [found(pair) for pair in turned] == [tie for _, tie in judged]
