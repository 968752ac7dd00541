"""Overlapping stretches of a text as properly nested marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from wortlaut.records import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer(Generic[T]):
    """A stretch to be marked. Of two that cover the same words, the lower rank is outside."""

    span: Span
    rank: int
    data: T


@dataclass(frozen=True, slots=True)
class Event(Generic[T]):
    """Opening or closing of a mark, or words between two of these.

    ``first`` and ``last`` say whether an opened piece begins its layer and a closed one ends
    it: where layers cross, or run on in the next block, a layer has several pieces.
    """

    kind: Literal["open", "close", "text"]
    text: str = ""
    data: T | None = None
    first: bool = True
    last: bool = True


def nested_events(text: str, block: Span, layers: Iterable[Layer[T]]) -> Iterator[Event[T]]:
    """The words of ``block`` with the marks of ``layers``, opened and closed like brackets.

    A layer that crosses another is closed with it and opened again. The texts of the events,
    joined, are exactly ``block.cut(text)``.
    """
    inside = [x for x in layers if x.span.start < block.end and x.span.end > block.start]
    bounds = {block.start, block.end}
    for layer in inside:
        bounds.update((max(layer.span.start, block.start), min(layer.span.end, block.end)))
    starts: dict[int, list[Layer[T]]] = {}
    for layer in inside:
        starts.setdefault(max(layer.span.start, block.start), []).append(layer)
    stack: list[Layer[T]] = []
    points = sorted(bounds)
    for point, after in zip(points, [*points[1:], None], strict=True):
        kept: list[Layer[T]] = []
        while stack and any(min(x.span.end, block.end) == point for x in stack):
            layer = stack.pop()
            ends = min(layer.span.end, block.end) == point
            yield Event("close", data=layer.data, last=ends and layer.span.end <= block.end)
            if not ends:
                kept.append(layer)
        opening = [(x, False) for x in kept] + [(x, True) for x in starts.get(point, ())]
        opening.sort(key=lambda pair: (-pair[0].span.end, pair[0].rank))
        for layer, new in opening:
            stack.append(layer)
            yield Event("open", data=layer.data, first=new and layer.span.start >= block.start)
        if after is not None:
            yield Event("text", text[point:after])
