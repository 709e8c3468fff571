"""Bar charts as SVG made on the server: no script, no network, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Bar(NamedTuple):
    """A bar: its label, its value, where it leads, and its place in the drawing."""

    label: str
    value: int
    href: str
    x: float
    y: float
    width: float
    height: float


class Chart(NamedTuple):
    """A chart ready for the template; ``upright`` for days along an axis."""

    title: str
    bars: tuple[Bar, ...]
    width: int
    height: int
    upright: bool
    hidden: int
    first: str = ""
    last: str = ""
    most: int = 0


_ROW = 24
_LABEL = 180
_WIDTH = 520
_FIGURE = 60
_TALL = 140


def across(title: str, rows: Sequence[tuple[str, int, str]], most: int = 12) -> Chart:
    """A bar for each (label, value, link), one below the other, the first ``most`` of them."""
    shown = rows[:most]
    top = max((value for _, value, _ in shown), default=1) or 1
    room = _WIDTH - _LABEL - _FIGURE
    bars = tuple(
        Bar(label, value, href, _LABEL, index * _ROW + 4, max(1.0, round(room * value / top, 1)), _ROW - 8)
        for index, (label, value, href) in enumerate(shown)
    )
    return Chart(title, bars, _WIDTH, max(1, len(shown)) * _ROW, False, len(rows) - len(shown), most=top)


def upright(title: str, rows: Sequence[tuple[str, int, str]], most: int = 120) -> Chart:
    """A narrow bar for each (label, value, link), side by side, the last ``most`` of them."""
    shown = rows[-most:]
    top = max((value for _, value, _ in shown), default=1) or 1
    step = _WIDTH / max(1, len(shown))
    width = round(max(1.0, min(step - 1, 40)), 2)
    bars = []
    for index, (label, value, href) in enumerate(shown):
        height = max(1.0, round((_TALL - 10) * value / top, 1))
        bars.append(Bar(label, value, href, round(index * step, 2), round(_TALL - height, 1), width, height))
    ends = (shown[0][0], shown[-1][0]) if shown else ("", "")
    return Chart(title, tuple(bars), _WIDTH, _TALL, True, len(rows) - len(shown), *ends, most=top)
