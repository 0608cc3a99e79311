"""Ways along links, beside the same asked of NetworkX."""

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from evidence_graph.ways import circles, reachable, reachable_at_once

EDGES = st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4), max_size=10)


def network(edges):
    """*edges* as a graph of NetworkX that holds 0."""
    drawn = nx.DiGraph({node: list(targets) for node, targets in edges.items()})
    drawn.add_node(0)
    return drawn


@given(EDGES)
def test_all_that_a_way_leads_to_is_reached_once_and_the_nearest_first(edges):
    distances = nx.single_source_shortest_path_length(network(edges), 0)

    reached = reachable([0], lambda node: edges.get(node, ()))

    assert sorted(reached) == sorted(distances)
    assert [distances[node] for node in reached] == sorted(distances.values())


@given(EDGES)
def test_whoever_asks_for_many_at_once_asks_once_a_generation_and_reaches_the_same(edges):
    requests = []

    def steps(nodes):
        requests.append(list(nodes))
        return [target for node in nodes for target in edges.get(node, ())]

    reached = reachable_at_once([0], steps)

    assert reached == reachable([0], lambda node: edges.get(node, ()))
    assert [node for request in requests for node in request] == reached
    assert len(requests) == 1 + max(nx.single_source_shortest_path_length(network(edges), 0).values())


@given(EDGES)
def test_circles_are_told_where_there_are_some_and_none_elsewhere(edges):
    told = list(circles(edges))

    steps = [(one, other) for circle in told for one, other in pairwise([*circle, circle[0]])]
    assert all(other in edges[one] for one, other in steps)
    assert bool(told) == (not nx.is_directed_acyclic_graph(network(edges)))
    assert len({node for circle in told for node in circle}) == sum(map(len, told))
