"""Layers of a diagram: which column a node stands in, and the order in each column that crosses few lines.

Layers by longest path; long lines pass through stand-ins, one per column between; orders by median sweeps and
sifting from several starts (Sugiyama, Tagawa and Toda 1981; Matuszewski, Schoenfeld and Molitor 1999). The
order given is one of the starts and the best is kept, so the result never crosses more lines than the order
given.
"""

import random
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Orders = list[list[int]]
_SWEEPS = 10


@dataclass(slots=True)
class LayeredGraph:
    """Nodes 0..count-1 are the caller's, the others stand-ins. `paths` hold each edge as nodes from layer
    to layer."""

    count: int
    layers: Orders
    layer_of: list[int]
    up: list[list[int]]
    down: list[list[int]]
    paths: list[list[int]] = field(default_factory=list)

    def crossings(self) -> int:
        """How often lines cross between neighboring layers."""
        return sum(_crossings(upper, lower, self.down) for upper, lower in pairwise(self.layers))


def layered(
    count: int, edges: Sequence[tuple[int, int]], levels: Mapping[int, int] | None = None
) -> LayeredGraph:
    """Assign layers and add stand-ins, with each layer in the order given.

    `edges` are (parent, child); `levels` are least layers. An edge that closes a circle is turned round.
    """
    turned = _without_circles(count, edges)
    layer_of = _longest_paths(count, turned, levels or {})
    graph = LayeredGraph(count, [[] for _ in range(max(layer_of, default=-1) + 1)], layer_of, [], [])
    graph.up, graph.down = [[] for _ in range(count)], [[] for _ in range(count)]
    for node in range(count):
        graph.layers[layer_of[node]].append(node)
    for parent, child in turned:
        graph.paths.append(_connect(graph, parent, child))
    return graph


def _connect(graph: LayeredGraph, parent: int, child: int) -> list[int]:
    path = [parent]
    for layer in range(graph.layer_of[parent] + 1, graph.layer_of[child]):
        stand_in = len(graph.layer_of)
        graph.layer_of.append(layer)
        graph.layers[layer].append(stand_in)
        graph.up.append([])
        graph.down.append([])
        path.append(stand_in)
    path.append(child)
    for above, below in pairwise(path):
        graph.down[above].append(below)
        graph.up[below].append(above)
    return path


def _without_circles(count: int, edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    children: list[list[int]] = [[] for _ in range(count)]
    for parent, child in edges:
        children[parent].append(child)
    state = [0] * count
    back: set[tuple[int, int]] = set()
    has_parent = {child for _, child in edges}
    for root in sorted(range(count), key=lambda node: (node in has_parent, node)):
        stack = [(root, iter(children[root]))] if not state[root] else []
        if stack:
            state[root] = 1
        while stack:
            node, rest = stack[-1]
            child = next(rest, -1)
            if child < 0:
                state[node] = 2
                stack.pop()
            elif state[child] == 1:
                back.add((node, child))
            elif not state[child]:
                state[child] = 1
                stack.append((child, iter(children[child])))
    return [(child, parent) if (parent, child) in back else (parent, child) for parent, child in edges]


def _longest_paths(count: int, edges: Sequence[tuple[int, int]], levels: Mapping[int, int]) -> list[int]:
    layer = [levels.get(node, 0) for node in range(count)]
    children: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for parent, child in edges:
        children[parent].append(child)
        waiting[child] += 1
    ready = [node for node in range(count) if not waiting[node]]
    for node in ready:
        for child in children[node]:
            layer[child] = max(layer[child], layer[node] + 1)
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    used = {number: place for place, number in enumerate(sorted(set(layer)))}
    return [used[number] for number in layer]


def _crossings(upper: Sequence[int], lower: Sequence[int], down: Sequence[Sequence[int]]) -> int:
    place = {node: index for index, node in enumerate(lower)}
    seen: list[int] = []
    total = 0
    for node in upper:
        ends = sorted(place[child] for child in down[node])
        total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
        for end in ends:
            insort(seen, end)
    return total


def keep_order(graph: LayeredGraph) -> None:
    """Order every layer as the nodes were given; a long line passes where its lower end stands."""
    rank: dict[int, float] = {node: node for node in range(graph.count)}
    for path in graph.paths:
        upper, lower = path[0], path[-1]
        rank |= dict.fromkeys(path[1:-1], lower if lower > upper else (upper + lower) / 2)
    graph.layers = [sorted(layer, key=lambda node: (rank[node], node)) for layer in graph.layers]


def reduce_crossings(graph: LayeredGraph) -> None:
    """Reorder the layers of `graph` so that few lines cross; never more than before."""
    best, fewest = [list(layer) for layer in graph.layers], graph.crossings()
    chance = random.Random(7)  # noqa: S311 - the same diagram must always look the same
    starts: list[Orders] = [[list(layer) for layer in best]]
    for _ in range(10 if len(graph.layer_of) <= 40 else 1):
        starts.append([chance.sample(layer, len(layer)) for layer in best])
    for start in starts:
        if not fewest:
            break
        graph.layers = start
        found = _improve(graph)
        if found < fewest:
            best, fewest = [list(layer) for layer in graph.layers], found
    graph.layers = best


def _improve(graph: LayeredGraph) -> int:
    """Sweeps down and up until three of them in a row bring nothing; leaves the best orders in `graph`."""
    best, fewest, idle = [list(layer) for layer in graph.layers], graph.crossings(), 0
    for sweep in range(_SWEEPS):
        numbers = range(len(graph.layers))
        for number in numbers if sweep % 2 == 0 else reversed(numbers):
            _by_median(graph, number, graph.up if sweep % 2 == 0 else graph.down)
            _sift(graph, number)
        found = graph.crossings()
        idle += 1
        if found < fewest:
            best, fewest, idle = [list(layer) for layer in graph.layers], found, 0
        if not fewest or idle == 3:
            break
    graph.layers = best
    return fewest


def _by_median(graph: LayeredGraph, number: int, neighbors: Sequence[Sequence[int]]) -> None:
    """Sort one layer by the middle of its neighbors' places; nodes without neighbors keep theirs."""
    place = {node: index for layer in graph.layers for index, node in enumerate(layer)}
    layer = graph.layers[number]
    wanted = {}
    for index, node in enumerate(layer):
        places = sorted(place[other] for other in neighbors[node])
        half = len(places) // 2
        if not places:
            wanted[node] = float(index)
        elif len(places) % 2:
            wanted[node] = float(places[half])
        else:
            wanted[node] = (places[half - 1] + places[half]) / 2
    free = [node for node in layer if neighbors[node]]
    order = iter(sorted(free, key=lambda node: wanted[node]))
    graph.layers[number] = [next(order) if neighbors[node] else node for node in layer]


def _sift(graph: LayeredGraph, number: int) -> None:
    """Move each node of a layer to the place in it where it crosses the fewest lines."""
    layer = graph.layers[number]
    if len(layer) < 2:
        return
    place = {node: index for other in graph.layers for index, node in enumerate(other)}
    ends = {
        node: (
            sorted(place[other] for other in graph.up[node]),
            sorted(place[other] for other in graph.down[node]),
        )
        for node in layer
    }
    for node in list(layer):
        others = [other for other in layer if other != node]
        cost, least, target = 0, 0, 0
        here = layer.index(node)
        current = 0
        for index, other in enumerate(others, start=1):
            cost += _pair(ends[other], ends[node]) - _pair(ends[node], ends[other])
            if index == here:
                current = cost
            if cost < least:
                least, target = cost, index
        if least < current:
            layer = [*others[:target], node, *others[target:]]
    graph.layers[number] = layer


def _pair(first: tuple[list[int], list[int]], second: tuple[list[int], list[int]]) -> int:
    """Crossings of the lines of two neighbors when `first` stands before `second`."""
    total = 0
    for before, after in zip(first, second, strict=True):
        if before and after and before[-1] > after[0]:
            total += sum(bisect_left(after, end) for end in before)
    return total
