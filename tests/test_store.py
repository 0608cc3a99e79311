"""A folder behind its index and an endpoint are one store to whoever asks: the same few methods."""

import inspect

import pytest

from evidence_graph.endpoint.remote_store import RemoteStore
from evidence_graph.store.compiled import FolderStore
from evidence_graph.store.protocol import Store

METHODS = {name for name in vars(Store) if not name.startswith("_")}


def test_a_store_has_at_most_fourteen_methods():
    assert 0 < len(METHODS) <= 14


@pytest.mark.parametrize("store", [FolderStore, RemoteStore])
def test_each_store_has_all_of_them(store):
    own = {*dir(store), *inspect.signature(store.__init__).parameters}

    assert METHODS - own == set()
