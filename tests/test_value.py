"""Values behave as frozen dataclasses do, though their methods stand once."""

import pickle
from dataclasses import FrozenInstanceError, fields, make_dataclass, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph import model
from evidence_graph.model import Curator, Scheme

KINDS = [*get_args(model.Record), model.Citation, model.Evidence]
PLAIN = make_dataclass("Curator", ["id", "name", "note"], frozen=True)

values = st.tuples(st.text(), st.text(), st.none() | st.text())


def of(kind, **given):
    return kind(**{field.name: given.get(field.name, f"the {field.name}") for field in fields(kind)})


@given(values, values)
def test_two_values_are_equal_where_dataclasses_are(one, other):
    assert (Curator(*one) == Curator(*other)) == (PLAIN(*one) == PLAIN(*other))
    assert Curator(*one) == Curator(*one)
    assert hash(Curator(*one)) == hash(Curator(*one))


@given(values)
def test_a_value_reads_as_a_dataclass_does(held):
    assert repr(Curator(*held)) == repr(PLAIN(*held))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_counts(kind):
    whole = of(kind)
    for field in fields(kind):
        changed = replace(whole, **{field.name: "another"})
        assert changed != whole
        assert len({changed, whole, of(kind)}) == 2

    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301 - our own bytes
    with pytest.raises(FrozenInstanceError):
        setattr(whole, fields(kind)[0].name, "changed")
    with pytest.raises((AttributeError, TypeError)):
        whole.something_else = 1


def test_values_of_two_kinds_are_never_equal():
    assert Curator("a", "b", "c") != Scheme("a", "b", "c")
    assert Curator("a", "b") != ("a", "b", None)
    assert Curator("a", "b") != "a"
