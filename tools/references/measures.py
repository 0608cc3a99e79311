"""What readings are worth: F1 of fields, whole references, and how often each confidence is right.

In come results, out go lines of text. Shares stand with their 95 % interval: those of references and of
confidences by Wilson, F1 by drawing the strings anew a thousand times from a seed.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from comparisons import FIELDS

from evidence_graph.references import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from comparisons import Result

_Z = 1.96
_DRAWS = 1000


def interval(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, by Wilson."""
    if not count:
        return 0.0, 1.0
    share, width = right / count, _Z**2 / count
    middle = share + width / 2
    spread = _Z * (share * (1 - share) / count + width / (4 * count)) ** 0.5
    return (middle - spread) / (1 + width), (middle + spread) / (1 + width)


def share(right: int, count: int) -> str:
    """A share with its interval."""
    low, high = interval(right, count)
    return f"{right / max(count, 1):.3f} ({low:.3f} to {high:.3f})"


def table(measured: Sequence[Result]) -> Iterator[str]:
    """A row for each group: the strings, the F1 of fields, whole references, and F1 field by field."""
    counts: dict[str, Counter[object]] = {}
    for result in measured:
        for group in result.groups:
            _count(counts.setdefault(group, Counter()), result)
    yield f"{'':36} strings  F1     whole" + " " * 24 + " ".join(field[:6].rjust(6) for field in FIELDS)
    for group in sorted(counts, key=lambda name: (name != "all", not name.startswith("families"), name)):
        count = counts[group]
        each = " ".join(f"{_f1(count, [field]):6.3f}" for field in FIELDS)
        whole = share(count["whole"], count["strings"])
        yield f"{group[:36]:36} {count['strings']:7} {_f1(count, FIELDS):.3f}  {whole:27} {each}"


def f1_of_fields(measured: Sequence[Result]) -> str:
    """F1 over all fields with its interval, for strings drawn anew."""
    counts = []
    for result in measured:
        count: Counter[object] = Counter()
        _count(count, result)
        counts.append(count)
    chance = random.Random(1)
    draws = sorted(_f1_of(chance.choices(counts, k=len(counts))) for _ in range(_DRAWS))
    low, high = draws[int(_DRAWS * 0.025)], draws[int(_DRAWS * 0.975)]
    return f"{_f1_of(counts):.3f} ({low:.3f} to {high:.3f})"


def _f1_of(counts: Iterable[Counter[object]]) -> float:
    right, both = 0, 0
    for count in counts:
        right += count["right"]
        both += count["wanted"] + count["read"]
    return 2 * right / max(both, 1)


def _count(count: Counter[object], result: Result) -> None:
    count["strings"] += 1
    count["whole"] += not result.wrong
    for field in FIELDS:
        stands = {
            "wanted": field in result.expected,
            "read": field in result.answer,
            "right": field in result.expected and field not in result.wrong,
        }
        for name, is_so in stands.items():
            count[name, field] += is_so
            count[name] += is_so


def _f1(count: Mapping[object, int], fields: Sequence[str]) -> float:
    right, wanted, read = (
        sum(count[kind, field] for field in fields) for kind in ("right", "wanted", "read")
    )
    return 2 * right / max(wanted + read, 1)


def confidences(measured: Iterable[Result]) -> Iterator[str]:
    """Of each confidence how many fields have it, and how many of these are right."""
    count: Counter[object] = Counter()
    for result in measured:
        for part, field in result.reference.fields.items():
            if part.value in FIELDS:
                count[field.confidence] += 1
                count[field.confidence, "right"] += part.value not in result.wrong
    total = sum(count[confidence] for confidence in Confidence)
    for confidence in Confidence:
        right = share(count[confidence, "right"], count[confidence])
        yield f"{confidence:7} {share(count[confidence], total)} of fields, right {right}"


def faults(measured: Iterable[Result], field: str, most: int) -> Iterator[str]:
    """Strings in which *field* is wrong, or whatever is called sure, or anything at all."""
    for result in measured:
        chosen = [name for name in result.wrong if _is_asked(result, name, field)]
        if chosen and most > 0:
            most -= 1
            yield f"{result.name} | {result.text}"
            for name in chosen:
                yield f"    {name}: {result.expected.get(name)!r}, read {result.answer.get(name)!r}"


def _is_asked(result: Result, name: str, field: str) -> bool:
    """Whether the fault in the field *name* is one of those asked for."""
    if field != "sure":
        return field in {name, "all"}
    return any(
        part.value == name and read.confidence is Confidence.SURE
        for part, read in result.reference.fields.items()
    )
