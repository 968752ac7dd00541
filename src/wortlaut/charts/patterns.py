"""Patterns in SVG, for what must be told apart without colour; Vega itself has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

SVG = "http://www.w3.org/2000/svg"
Shape = Literal["lines", "dots", "bars", "cross"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shape in the colour ``ink`` on the colour ``base``."""

    shape: Shape
    base: str
    ink: str


def fill_with_patterns(root: Any, patterns: Mapping[str, Pattern], prefix: str) -> None:
    """Draw whatever is filled with a colour of ``patterns`` with that pattern instead.

    ``root`` is the ``svg`` element (lxml); ``prefix`` begins the ids of the patterns.
    """
    from lxml import etree

    used: dict[str, str] = {}
    for node in root.iter(f"{{{SVG}}}path", f"{{{SVG}}}rect"):
        colour = node.get("fill")
        if colour in patterns:
            used.setdefault(colour, f"{prefix}-{len(used) + 1}")
            node.set("fill", f"url(#{used[colour]})")
    if not used:
        return
    defs = etree.Element(f"{{{SVG}}}defs")
    for colour, name in used.items():
        defs.append(_element(patterns[colour], name))
    root.insert(0, defs)


def _element(pattern: Pattern, name: str) -> Any:
    from lxml import etree

    size = {"lines": "5", "dots": "5", "bars": "4", "cross": "6"}[pattern.shape]
    element = etree.Element(
        f"{{{SVG}}}pattern", id=name, width=size, height=size, patternUnits="userSpaceOnUse"
    )
    if pattern.shape in ("lines", "cross"):
        element.set("patternTransform", "rotate(45)")
    etree.SubElement(element, f"{{{SVG}}}rect", width=size, height=size, fill=pattern.base)
    if pattern.shape == "dots":
        etree.SubElement(element, f"{{{SVG}}}circle", cx="2.5", cy="2.5", r="0.9", fill=pattern.ink)
        return element
    if pattern.shape != "bars":
        etree.SubElement(element, f"{{{SVG}}}rect", width="1.5", height=size, fill=pattern.ink)
    if pattern.shape != "lines":
        etree.SubElement(element, f"{{{SVG}}}rect", width=size, height="1.2", fill=pattern.ink)
    return element
