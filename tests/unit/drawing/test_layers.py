"""Columns and crossings of layered diagrams."""

import random
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nic.drawing.layers import LayeredGraph, layered, reduce_crossings

Edges = list[tuple[int, int]]


def small_graph(seed: int) -> tuple[int, Edges]:
    """Up to 12 nodes in 3 or 4 layers, with second parents; some lines skip a layer."""
    chance = random.Random(seed)  # noqa: S311 - graphs that are the same each time
    sizes = [1, chance.randint(2, 3), chance.randint(2, 4), chance.randint(2, 4)]
    layers: list[list[int]] = []
    for size in sizes:
        start = sum(map(len, layers))
        layers.append(list(range(start, start + size)))
    edges = set()
    for level in range(1, 4):
        for node in layers[level]:
            for parent in chance.sample(layers[level - 1], min(len(layers[level - 1]), chance.randint(1, 3))):
                edges.add((parent, node))
    edges.add((layers[1][0], layers[3][-1]))
    return sum(sizes), sorted(edges, key=lambda edge: chance.random())


def counted(upper: tuple[int, ...], lower: tuple[int, ...], down: list[list[int]]) -> int:
    """Crossings between two layers, pair by pair."""
    lines = [(upper.index(node), lower.index(child)) for node in upper for child in down[node]]
    return sum(
        (first[0] - second[0]) * (first[1] - second[1]) < 0
        for place, first in enumerate(lines)
        for second in lines[place + 1 :]
    )


def fewest(graph: LayeredGraph) -> int:
    """The least number of crossings over all orders of all layers, layer by layer."""
    costs = dict.fromkeys(permutations(graph.layers[0]), 0)
    for layer in graph.layers[1:]:
        costs = {
            order: min(cost + counted(before, order, graph.down) for before, cost in costs.items())
            for order in permutations(layer)
        }
    return min(costs.values())


@pytest.mark.parametrize("seed", range(30))
def test_small_graphs_cross_at_most_one_line_more_than_the_least_possible(seed: int) -> None:
    graph = layered(*small_graph(seed))
    least = fewest(graph)
    reduce_crossings(graph)
    assert graph.crossings() <= least + 1


@pytest.mark.parametrize("seed", range(6))
def test_eighty_nodes_never_cross_more_than_in_the_order_given(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - graphs that are the same each time
    edges = [(chance.randrange(max(node - 30, 0), node), node) for node in range(1, 80) for _ in range(2)]
    graph = layered(80, sorted(set(edges)))
    before = graph.crossings()
    reduce_crossings(graph)
    assert graph.crossings() <= before
    assert sorted(node for layer in graph.layers for node in layer) == list(range(len(graph.layer_of)))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Edges]:
    """Any graph of up to 14 nodes, circles included."""
    count = draw(st.integers(1, 14))
    nodes = st.integers(0, count - 1)
    edges = st.tuples(nodes, nodes).filter(lambda edge: edge[0] != edge[1])
    return count, draw(st.lists(edges, max_size=24, unique=True)) if count > 1 else []


@given(graphs())
@settings(max_examples=60)
def test_every_line_runs_from_column_to_next_column(given_graph: tuple[int, Edges]) -> None:
    graph = layered(*given_graph)
    before = graph.crossings()
    total = sum(counted(tuple(one), tuple(two), graph.down) for one, two in pairwise(graph.layers))
    assert before == total
    reduce_crossings(graph)
    assert graph.crossings() <= before
    for path, ends in zip(graph.paths, given_graph[1], strict=True):
        assert {path[0], path[-1]} == set(ends)
        assert all(graph.layer_of[below] == graph.layer_of[above] + 1 for above, below in pairwise(path))
    assert sorted(node for layer in graph.layers for node in layer) == list(range(len(graph.layer_of)))


def test_a_node_stands_at_its_level_or_further() -> None:
    graph = layered(4, [(0, 1), (0, 2), (1, 3)], {2: 2})
    assert graph.layer_of[:4] == [0, 1, 2, 2]
    assert len(graph.paths[1]) == 3


def test_the_order_given_stays_where_nothing_crosses() -> None:
    graph = layered(6, [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5)])
    reduce_crossings(graph)
    assert graph.layers == [[0], [1, 2], [3, 4, 5]]
