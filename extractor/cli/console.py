"""The consoles that commands print to."""

from __future__ import annotations

from functools import cache
from typing import Any

from rich.console import Console
from rich.text import Text

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
_NO_PICTURE = dict.fromkeys(
    (*range(0x80, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD
)
_VISIBLE = _PICTURES | _NO_PICTURE


def visible(text: str) -> str:
    """Show characters that would steer the terminal or turn the reading direction, one for one.

    >>> visible("\x1b[31m5\u202e men")
    '␛[31m5� men'
    """
    return text.translate(_VISIBLE)


class SafeConsole(Console):
    """A console on which what articles say cannot steer the terminal."""

    def print(self, *objects: Any, **keywords: Any) -> None:
        """Print with control characters made visible in strings and texts."""
        super().print(*map(_shown, objects), **keywords)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Text):
        value = value.copy()
        value.plain = visible(value.plain)
    return value


@cache
def stdout() -> Console:
    """The console for results; plain when the output is no terminal."""
    return SafeConsole(highlight=False, markup=False)


@cache
def stderr() -> Console:
    """The console for progress and failures."""
    return SafeConsole(stderr=True, highlight=False, markup=False, soft_wrap=True)
