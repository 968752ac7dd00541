"""Charts as SVG: shares of voice, ways of reporting, timelines, comparisons (extra ``charts``).

Drawn by Vega-Altair and vl-convert, without a browser and without a network. What they show is
told by position, length and words first, by colour second: the palettes differ in lightness, so
that they hold in print and for the colour-blind.
"""

from wortlaut.charts.drawing import KINDS, draw
from wortlaut.charts.look import THEMES

__all__ = ["KINDS", "THEMES", "draw"]
