"""Heights of the nodes of a layered diagram: near their neighbors, in order, never touching."""

from collections.abc import Sequence
from itertools import pairwise

from nic.drawing.layers import LayeredGraph

_ROUNDS = 6


def settle(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Centers in the order given, at least `gap` apart, with the least squared distance to `wanted`.

    Solved exactly by pooling neighbors that violate the order (isotonic regression).
    """
    offsets = [0.0]
    for before, after in pairwise(heights):
        offsets.append(offsets[-1] + (before + after) / 2 + gap)
    pools: list[list[float]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        pools.append([want - offset, 1.0])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            value, weight = pools.pop()
            last = pools[-1]
            last[0] = (last[0] * last[1] + value * weight) / (last[1] + weight)
            last[1] += weight
    flat = [value for value, weight in pools for _ in range(int(weight))]
    return [value + offset for value, offset in zip(flat, offsets, strict=False)]


def centers(graph: LayeredGraph, heights: Sequence[float], gap: float, quiet: set[int]) -> list[float]:
    """Vertical centers of all nodes (stand-ins included), the highest box starting at 0.

    `quiet` are indexes of edges that pull less (second parents).
    """
    y = [0.0] * len(heights)
    for layer in graph.layers:
        top = 0.0
        for node in layer:
            y[node] = top + heights[node] / 2
            top += heights[node] + gap
    pulls: list[list[tuple[int, float]]] = [[] for _ in heights]
    for index, path in enumerate(graph.paths):
        weight = 0.1 if index in quiet else 1.0
        for above, below in pairwise(path):
            pulls[above].append((below, weight))
            pulls[below].append((above, weight))
    for step in range(_ROUNDS):
        numbers = list(range(len(graph.layers)))
        for number in numbers if step % 2 else reversed(numbers):
            _settle_layer(graph, number, y, heights, gap, pulls, both=step >= _ROUNDS - 2)
    top = min((center - height / 2 for center, height in zip(y, heights, strict=True)), default=0.0)
    return [center - top for center in y]


def _settle_layer(
    graph: LayeredGraph, number: int, y: list[float], heights: Sequence[float], gap: float,
    pulls: Sequence[Sequence[tuple[int, float]]], *, both: bool,
) -> None:  # fmt: skip
    """Pull one layer toward its children where it has some, else its parents; toward both at the end."""
    layer = graph.layers[number]
    wanted = []
    for node in layer:
        children = [(other, weight) for other, weight in pulls[node] if graph.layer_of[other] > number]
        pulling = pulls[node] if both or not children else children
        total = sum(weight for _, weight in pulling)
        wanted.append(sum(y[other] * weight for other, weight in pulling) / total if total else y[node])
    for node, center in zip(layer, settle(wanted, [heights[node] for node in layer], gap), strict=True):
        y[node] = center
