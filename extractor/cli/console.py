"""The consoles that commands print to."""

from __future__ import annotations

from functools import cache

from rich.console import Console


@cache
def stdout() -> Console:
    """The console for results; plain when the output is no terminal."""
    return Console(highlight=False, markup=False)


@cache
def stderr() -> Console:
    """The console for progress and failures."""
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
